//! What a car may become, and who may say so.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The legal state of a car. The order is part of the ledger protocol: new states are appended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum VehicleStatus {
	/// In use or able to be.
	Active,
	/// Reported stolen and not found.
	Stolen,
	/// Found after a theft, not yet inspected.
	Recovered,
	/// Written off by an insurer; may be rebuilt and inspected.
	TotalLoss,
	/// Destroyed; final.
	Scrapped,
	/// Registered in a country outside this ledger.
	Exported,
}

/// On whose word a status changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatusAuthority {
	/// The owner of the car.
	Owner,
	/// A registrar.
	Registrar,
}

impl VehicleStatus {
	/// Whether a car of this status may get status `next` on the word of `authority`.
	///
	/// An owner may report a theft and nothing else: every other change adds to the value of the car or takes it off the
	/// road, and needs a registrar. Nothing leaves [`VehicleStatus::Scrapped`].
	pub fn can_become(self, next: Self, authority: StatusAuthority) -> bool {
		use VehicleStatus::*;
		match (self, next) {
			(Active | Recovered, Stolen) => true,
			(Active | Recovered, TotalLoss | Scrapped | Exported)
			| (Stolen, Recovered | TotalLoss)
			| (Recovered | TotalLoss | Exported, Active)
			| (TotalLoss, Scrapped | Exported) => authority == StatusAuthority::Registrar,
			_ => false,
		}
	}

	/// Whether the title of a car of this status may pass to another owner.
	pub fn allows_transfer(self) -> bool {
		matches!(self, Self::Active | Self::Recovered | Self::TotalLoss)
	}
}
