//! One entry of a car's history, and the hash chain over all entries of one car.

use crate::{Digest, Moment, Odometer, Role};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Longest payload locator in bytes: enough for a CIDv1, an object-store key or a short URL.
pub const MAX_LOCATOR_LEN: u32 = 128;

/// Where the payload of a record can be fetched: UTF-8, a URL, a CID or a name agreed between the parties.
pub type Locator = BoundedVec<u8, ConstU32<MAX_LOCATOR_LEN>>;

/// What a record is about. The order is part of the ledger protocol: new classes are appended.
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
pub enum RecordClass {
	/// A technical inspection, periodic or on sale.
	Inspection,
	/// Work of a workshop.
	Maintenance,
	/// Oil, tyres, brake pads and whatever else wears by design.
	Consumables,
	/// An insurance cover that began, changed or ended.
	Insurance,
	/// An accident or an insurance claim.
	Claim,
	/// A loan or a lease that began, changed or ended.
	Finance,
	/// Driving data.
	Driving,
	/// An offence committed with the car.
	Violation,
	/// A recall campaign, announced or carried out.
	Recall,
	/// A part replaced; an instrument among them explains a jump of the odometer.
	PartReplacement,
	/// Anything else.
	Other,
}

impl RecordClass {
	/// All classes, in the order of their codec index.
	pub const ALL: [Self; 11] = [
		Self::Inspection,
		Self::Maintenance,
		Self::Consumables,
		Self::Insurance,
		Self::Claim,
		Self::Finance,
		Self::Driving,
		Self::Violation,
		Self::Recall,
		Self::PartReplacement,
		Self::Other,
	];
}

/// A set of record classes: bit `n` stands for the class with codec index `n`.
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
pub struct RecordClasses(u16);

impl RecordClasses {
	/// Every class there is.
	pub fn all() -> Self {
		RecordClass::ALL.into_iter().collect()
	}

	/// Whether `class` is in the set.
	pub fn contains(&self, class: RecordClass) -> bool {
		self.0 & Self::bit(class) != 0
	}

	/// Whether the set has at least one class, and no bit that stands for none: such a bit would grant a class
	/// that a later protocol version adds.
	pub fn is_valid(&self) -> bool {
		self.0 != 0 && self.0 & !Self::all().0 == 0
	}

	fn bit(class: RecordClass) -> u16 {
		1u16.checked_shl(class as u32).unwrap_or_default()
	}
}

#[cfg(feature = "serde")]
impl serde::Serialize for RecordClasses {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_seq(RecordClass::ALL.iter().filter(|class| self.contains(**class)))
	}
}

impl FromIterator<RecordClass> for RecordClasses {
	fn from_iter<I: IntoIterator<Item = RecordClass>>(classes: I) -> Self {
		Self(classes.into_iter().fold(0, |bits, class| bits | Self::bit(class)))
	}
}

/// In which capacity the issuer wrote a record, at the time of writing. The order is part of the ledger protocol.
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
pub enum RecordSource {
	/// The owner of the car about their own car, whatever else they are.
	Owner,
	/// A participant accredited for the class, in this role.
	Accredited(Role),
	/// A device whom the owner granted the class.
	Device,
	/// The arbiters, in place of an issuer who was wrong.
	Arbiters,
}

/// One entry of a car's history. Once stored it never changes; a correction is another record that supersedes it.
///
/// The SCALE encoding is part of the ledger protocol: [`RecordHead`] hashes it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<AccountId> {
	/// What it is about.
	pub class: RecordClass,
	/// Who wrote it.
	pub issuer: AccountId,
	/// In which role they wrote it.
	pub source: RecordSource,
	/// When the thing recorded happened, as the issuer says.
	pub observed_at: Moment,
	/// When the chain took the record: the timestamp of its block.
	pub recorded_at: Moment,
	/// Number of that block.
	pub recorded_in: u32,
	/// The title epoch of the car then: which owner's time it was.
	pub title_epoch: u32,
	/// What the odometer showed.
	pub odometer: Option<Odometer>,
	/// What a replaced instrument showed once it was fitted; `odometer` is then what the old one showed last.
	pub odometer_after: Option<Odometer>,
	/// BLAKE2b-256 of the payload as it is stored off chain: of the ciphertext if sealed.
	pub payload_hash: Digest,
	/// Where the payload can be fetched; empty if its readers know.
	pub locator: Locator,
	/// Whether the payload is encrypted for its readers.
	pub is_sealed: bool,
	/// The earlier record of the same car that this one corrects.
	pub supersedes: Option<u32>,
}

/// How many records a car has, and the hash chain over all of them in order.
///
/// `head_0` is 32 zero bytes; `head_n = blake2_256(head_{n-1} ++ blake2_256(SCALE(record_n)))`. One storage proof of this value
/// proves a whole history and that nothing was left out.
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
pub struct RecordHead {
	/// Number of records; the next record gets this sequence number.
	pub count: u32,
	/// Hash over all records.
	pub head: Digest,
}

impl RecordHead {
	/// The head after `record` was appended; `None` if 2^32 - 1 records are there already.
	pub fn append<AccountId: Encode>(&self, record: &Record<AccountId>) -> Option<Self> {
		let count = self.count.checked_add(1)?;
		let head = (self.head, record.using_encoded(blake2_256)).using_encoded(blake2_256);
		Some(Self { count, head })
	}

	/// The head of a whole history, from its first record; `None` if it is longer than 2^32 - 1.
	pub fn of<'a, AccountId: Encode + 'a>(
		records: impl IntoIterator<Item = &'a Record<AccountId>>,
	) -> Option<Self> {
		records.into_iter().try_fold(Self::default(), |head, record| head.append(record))
	}
}
