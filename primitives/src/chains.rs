//! Chains that meet at a relay chain: what they are called, what is known of one on another, and on which of them the title of a car lives.

use crate::{Digest, Vin};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// What a chain is known by on every other: the hash of its first block, so that a fork from another genesis is another chain.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ChainId(pub Digest);

/// `0x` and 64 digits.
impl fmt::Display for ChainId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("0x")?;
		self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

#[cfg(feature = "serde")]
impl serde::Serialize for ChainId {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for ChainId {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
		let mut id = Digest::default();
		text.strip_prefix("0x")
			.and_then(|digits| hex::decode_to_slice(digits, &mut id).ok())
			.ok_or_else(|| serde::de::Error::custom("a chain is `0x` and 64 hexadecimal digits"))?;
		Ok(Self(id))
	}
}

/// What was proven final on other chains.
pub trait FinalizedChains {
	/// Root of the state of `chain` after block `number`: if its finality was proven here, the block is among those that are kept, and
	/// nobody halted the chain.
	fn state_root(chain: &ChainId, number: u32) -> Option<Digest>;

	/// Whether governance registered `chain`, halted or not.
	fn is_known(chain: &ChainId) -> bool;

	/// Makes `root` the state of `chain` after block `number`.
	#[cfg(feature = "runtime-benchmarks")]
	fn prove(chain: &ChainId, number: u32, root: Digest);
}

/// Whether the title of a car lives on this chain. The order is part of the ledger protocol: new states are appended.
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
pub enum Presence {
	/// It does.
	#[default]
	#[codec(index = 0)]
	Titled,
	/// The car was registered here, and the relay has not confirmed yet that it has no title elsewhere.
	#[codec(index = 1)]
	Provisional,
	/// The car is on its way to another chain: nothing of it changes until that is decided.
	#[codec(index = 2)]
	Leaving,
	/// The car moved to another chain. Its history here stays.
	#[codec(index = 3)]
	Away {
		/// Where it moved to from here.
		chain: ChainId,
	},
}

/// Asks for the one title that a car can have on all chains.
pub trait TitleClaims<AccountId, Error, Weight> {
	/// Claims the title of a car that is about to be registered here, and pays for it from the account of `payer`. Says whether it lives
	/// here at once, or is provisional.
	///
	/// # Errors
	/// When it is known to live elsewhere, or cannot be claimed now.
	fn claim(vin: Vin, payer: &AccountId) -> Result<Presence, Error>;

	/// Most that [`TitleClaims::claim`] takes.
	fn weight() -> Weight;
}

/// There is one chain alone.
impl<AccountId, Error, Weight: Default> TitleClaims<AccountId, Error, Weight> for () {
	fn claim(_: Vin, _: &AccountId) -> Result<Presence, Error> {
		Ok(Presence::Titled)
	}

	fn weight() -> Weight {
		Weight::default()
	}
}

/// What becomes of a car on this chain when its title is decided about on another.
pub trait VehicleMoves<AccountId> {
	/// All of a car that moves with it.
	type Dossier;
	/// Why something was refused.
	type Error;

	/// Where the title of the car lives; `None` if no such car is registered here.
	fn presence(vin: &Vin) -> Option<Presence>;

	/// Makes a provisional title one that lives here. Does nothing with another car.
	fn confirm_title(vin: Vin);

	/// Takes a car with a provisional title off the ledger and gives the deposit back. Does nothing with another car.
	fn roll_back(vin: Vin);

	/// Puts together what moves with the car, the grants to `grantees` among it, and from then on changes nothing of the car.
	///
	/// # Errors
	/// When `owner` does not hold the title, it does not live here, something stands in the way, or a grantee has no grant that holds.
	fn pack(
		vin: Vin,
		owner: &AccountId,
		grantees: &[AccountId],
	) -> Result<Self::Dossier, Self::Error>;

	/// Who holds the title of the car in the dossier.
	fn owner_of(dossier: &Self::Dossier) -> &AccountId;

	/// Puts a car that comes from `source` onto the ledger, at the expense of its owner.
	///
	/// # Errors
	/// When the title of such a car lives here or may, the dossier says what cannot be, or a deposit cannot be held.
	fn unpack(vin: Vin, source: ChainId, dossier: Self::Dossier) -> Result<(), Self::Error>;

	/// Lets a car that was on its way stay. Does nothing with another car.
	fn stay(vin: Vin);

	/// Lets a car that was on its way go to `target`: its offer, liens, locks, grants and devices here end, and the deposits of those but
	/// the grants are released; anybody clears the grants away. Does nothing with another car.
	fn depart(vin: Vin, target: ChainId);

	/// Puts a car on the ledger with `owner` as holder of its title, and as many liens, locks and devices as it can have, none of which
	/// blocks anything, and a grant to each of `grantees`.
	#[cfg(feature = "runtime-benchmarks")]
	fn register_full(vin: &Vin, owner: &AccountId, grantees: &[AccountId]);

	/// Puts a car on the ledger with `owner` as holder of its title, which is provisional.
	#[cfg(feature = "runtime-benchmarks")]
	fn register_provisional(vin: &Vin, owner: &AccountId);
}
