//! What travels and what is remembered, free of `T: Config`.

use carx_primitives::{ChainId, Vin};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pallet_relay_bridge::MessageId;
use scale_info::TypeInfo;

/// Most grants that an owner can name to go along with a car.
pub const MAX_GRANTS: u32 = 8;

/// What one chain asks of another about a title.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum TitleRequest<Dossier> {
	/// That the relay enter the sending chain as the one where the title of a car lives.
	#[codec(index = 0)]
	Claim {
		/// The car.
		vin: Vin,
	},
	/// That the target take a car over.
	#[codec(index = 1)]
	Move {
		/// The car.
		vin: Vin,
		/// All of it that moves.
		dossier: Dossier,
	},
}

impl<Dossier> TitleRequest<Dossier> {
	/// The car that it is about.
	pub fn vin(&self) -> &Vin {
		match self {
			Self::Claim { vin } | Self::Move { vin, .. } => vin,
		}
	}
}

/// On which chain the title of a car lives, as the relay knows it.
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
pub struct Home {
	/// The chain.
	pub chain: ChainId,
	/// The move that the relay confirmed, and of which it does not know yet what became of it.
	pub moving: Option<Moving>,
}

/// A car on its way.
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
pub struct Moving {
	/// The message that carries it.
	pub message: MessageId,
	/// Where to.
	pub target: ChainId,
}

/// An owner's consent that a car of theirs comes from another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Expectation<Ticket> {
	/// The chain that it comes from.
	pub source: ChainId,
	/// The owner's deposit.
	pub ticket: Ticket,
}
