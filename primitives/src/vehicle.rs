//! What a car may become, and who may say so.

use crate::{Action, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The model year of the first car with a patent.
const FIRST_MODEL_YEAR: u16 = 1886;
/// Years by which a model year may lie ahead of the clock: makers start one early, and register early.
const MODEL_YEARS_AHEAD: u64 = 2;
/// Milliseconds in a mean Gregorian year: 146,097 days in 400 years.
const MEAN_YEAR: Moment = 31_556_952_000;

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
	/// The police or another authority.
	Regulator,
	/// An insurer.
	Insurer,
}

impl VehicleStatus {
	/// All states, in the order of their codec index.
	pub const ALL: [Self; 6] = [
		Self::Active,
		Self::Stolen,
		Self::Recovered,
		Self::TotalLoss,
		Self::Scrapped,
		Self::Exported,
	];

	/// Whether a car of this status may get status `next` on the word of `authority`.
	///
	/// An owner may report a theft and nothing else, and not take it back: every other change adds to the value of the car or takes it
	/// off the road. The police say what was stolen and what was found. An insurer writes off what is not stolen: that a stolen
	/// car is written off, and so may be sold again, is for a registrar to say. Nothing leaves [`VehicleStatus::Scrapped`].
	pub fn can_become(self, next: Self, authority: StatusAuthority) -> bool {
		use StatusAuthority::{Insurer, Registrar, Regulator};
		use VehicleStatus::*;
		match (self, next) {
			(Active | Recovered, Stolen) => authority != Insurer,
			(Stolen, Recovered) => matches!(authority, Registrar | Regulator),
			(Active | Recovered, TotalLoss) => matches!(authority, Registrar | Insurer),
			(Active | Recovered | TotalLoss, Scrapped | Exported)
			| (Stolen, TotalLoss)
			| (Recovered | TotalLoss | Exported, Active) => authority == Registrar,
			_ => false,
		}
	}

	/// The action by which a car gets this status, where it is one that something may stand in the way of.
	pub fn reached_by(self) -> Option<Action> {
		match self {
			Self::Exported => Some(Action::Export),
			Self::Scrapped => Some(Action::Scrap),
			Self::Active | Self::Stolen | Self::Recovered | Self::TotalLoss => None,
		}
	}
}

/// What drives a car. The order is part of the ledger protocol: new kinds are appended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
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
pub enum PowerTrain {
	/// A petrol engine.
	#[default]
	Petrol,
	/// A diesel engine.
	Diesel,
	/// An engine and a motor whose battery is charged by driving alone.
	Hybrid,
	/// An engine and a motor whose battery can be charged from the grid.
	PlugInHybrid,
	/// A motor with a battery.
	BatteryElectric,
	/// A motor with a fuel cell.
	FuelCell,
	/// An engine for natural or liquefied gas.
	Gas,
	/// Anything else.
	Other,
}

/// Whether a car can have the model year `year` at time `now`: from 1886 to two years after that of the clock.
///
/// The clock's year is reckoned in mean years, which is true but for a day around New Year; the slack of two years makes up for that.
pub fn is_plausible_model_year(year: u16, now: Moment) -> bool {
	let latest = (now / MEAN_YEAR).saturating_add(1970).saturating_add(MODEL_YEARS_AHEAD);
	year >= FIRST_MODEL_YEAR && u64::from(year) <= latest
}

/// Whether `text` can be shown on one line: UTF-8 without control characters. The empty text is one.
pub fn is_plain_text(text: &[u8]) -> bool {
	core::str::from_utf8(text).is_ok_and(|text| !text.chars().any(char::is_control))
}
