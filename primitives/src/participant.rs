//! Who somebody is on the ledger: roles, where they hold, and what one pallet asks another about them.

use crate::{Moment, RecordClass};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a participant may be accredited as. The order is part of the ledger protocol: new roles are appended.
///
/// Ownership of a car is no role: it follows from its title.
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
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Role {
	/// Builds cars, and puts those of its own WMIs on the ledger.
	Maker,
	/// Sells cars for itself or for others.
	Dealer,
	/// Maintains and repairs cars.
	Workshop,
	/// Inspects cars.
	Inspector,
	/// Insures cars.
	Insurer,
	/// Lends money on cars.
	Lender,
	/// Leases cars out.
	Lessor,
	/// Makes the devices that sign driving data.
	DeviceMaker,
	/// Keeps the register: puts cars on the ledger, binds plates, accredits others.
	Registrar,
	/// Police, courts, tax and supervisory authorities.
	Regulator,
}

impl Role {
	/// All roles, in the order of their codec index.
	pub const ALL: [Self; 10] = [
		Self::Maker,
		Self::Dealer,
		Self::Workshop,
		Self::Inspector,
		Self::Insurer,
		Self::Lender,
		Self::Lessor,
		Self::DeviceMaker,
		Self::Registrar,
		Self::Regulator,
	];
}

/// A jurisdiction: two capital letters of ISO 3166-1 alpha-2.
///
/// Decoding checks nothing; [`Region::is_valid`] does.
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
pub struct Region([u8; 2]);

impl Region {
	/// The region with these letters, unchecked; see [`Region::is_valid`].
	pub const fn from_bytes(letters: [u8; 2]) -> Self {
		Self(letters)
	}

	/// Whether both bytes are capital letters. Which pairs are assigned changes with the world and is not the chain's to know.
	pub fn is_valid(&self) -> bool {
		self.0.iter().all(u8::is_ascii_uppercase)
	}

	/// The two letters; empty if the bytes are none.
	pub fn as_str(&self) -> &str {
		core::str::from_utf8(&self.0).unwrap_or_default()
	}
}

#[cfg(feature = "serde")]
impl serde::Serialize for Region {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(self.as_str())
	}
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Region {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
		<[u8; 2]>::try_from(text.as_bytes()).ok().map(Self).filter(Self::is_valid).ok_or_else(
			|| serde::de::Error::custom("a region is two capital letters of ISO 3166-1"),
		)
	}
}

/// A world manufacturer identifier: the first three characters of a VIN (ISO 3780).
pub type Wmi = [u8; 3];

/// How far an accreditation goes in writing records of one class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WriteRight {
	/// Where the owner of the car granted the class.
	WithGrant,
	/// On every car, whatever its owner says: a violation, a recall, a claim.
	ExOfficio,
}

/// What other pallets ask about participants. Every answer costs a bounded number of reads, and is for the moment `now`: an accreditation
/// that has expired, or was suspended at or before it, counts for nothing.
pub trait Accreditations<AccountId> {
	/// Whether `who` may act as `role`.
	fn acts_as(who: &AccountId, role: Role, now: Moment) -> bool;

	/// Whether `who` may act as `role` in `region`.
	fn acts_in(who: &AccountId, role: Role, region: Region, now: Moment) -> bool;

	/// Whether `who` is accredited as the maker of cars with this WMI.
	fn makes(who: &AccountId, wmi: Wmi, now: Moment) -> bool;

	/// How `who`, acting as `role`, may write records of `class`; `None` if not at all.
	fn write_right(
		who: &AccountId,
		role: Role,
		class: RecordClass,
		now: Moment,
	) -> Option<WriteRight>;

	/// Since when the accreditation of `who` as `role` is suspended: whatever they wrote in that role at or after that moment counts as doubtful.
	fn suspended_since(who: &AccountId, role: Role) -> Option<Moment>;

	/// Whether a relation between the two is in force: then the one does not count as an independent witness of the other.
	fn are_related(one: &AccountId, other: &AccountId) -> bool;

	/// Accredits `who` as `role` with every class, region and WMI that a benchmark may ask for.
	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &AccountId, role: Role);

	/// Brings a relation between the two into force.
	#[cfg(feature = "runtime-benchmarks")]
	fn relate(one: &AccountId, other: &AccountId);
}

/// A fact that counts for or against a participant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReputationFact {
	/// Wrote a record.
	RecordMade,
	/// Wrote a record that a dispute proved wrong.
	DisputeLost,
	/// Finished a sale, on either side.
	SaleFinished,
	/// Wrote a record that earned a point.
	ContributionRewarded,
	/// Finished a lease, on either side.
	LeaseFinished,
	/// Paid a rent or an instalment late, or left one unpaid.
	PaidLate,
	/// Arbiters found against them in a dispute over a contract.
	ClaimLost,
}

/// Where facts about participants are counted.
pub trait ReputationLog<AccountId> {
	/// Counts `fact` about `who`, `times` times.
	fn note(who: &AccountId, fact: ReputationFact, times: u32);
}
