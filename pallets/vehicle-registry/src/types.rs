//! The domain objects, free of `T: Config`.

use carx_primitives::{Moment, RecordClass, RecordClasses, RecordSource, VehicleStatus};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// The part of a car that calls read and change.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Vehicle<AccountId> {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
}

/// What the registrar stated, for good.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Registration<AccountId, Ticket> {
	/// Who put the car on the ledger and pays for its place there.
	pub registrar: AccountId,
	/// When.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
	/// The registrar's deposit.
	pub ticket: Ticket,
}

/// What a car is, in the maker's words.
#[derive(
	Clone,
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
pub struct Description {
	/// Model year, as in the papers; makers start one up to a year early.
	pub model_year: u16,
	/// Brand, UTF-8.
	pub make: BoundedVec<u8, ConstU32<32>>,
	/// Model, UTF-8.
	pub model: BoundedVec<u8, ConstU32<64>>,
}

impl Description {
	/// Whether make and model can be shown as text.
	pub fn is_utf8(&self) -> bool {
		[&self.make[..], &self.model[..]].into_iter().all(|text| core::str::from_utf8(text).is_ok())
	}
}

/// What somebody is to a car by the owner's grant.
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
pub enum GranteeKind {
	/// A workshop, inspector, insurer: may write records.
	Provider,
	/// A unit in the car: may write records.
	Device,
	/// May read sealed payloads; writes nothing.
	Reader,
}

/// An owner's leave to act on records of some classes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Grant<AccountId, Ticket> {
	/// What the grantee is to the car.
	pub kind: GranteeKind,
	/// Which classes.
	pub classes: RecordClasses,
	/// The first moment at which the grant no longer holds; `None`: until revoked or the title passes.
	pub expires_at: Option<Moment>,
	/// The title epoch it was given in.
	pub title_epoch: u32,
	/// Who gave it and pays for its place.
	pub grantor: AccountId,
	/// The grantor's deposit.
	pub ticket: Ticket,
}

impl<AccountId, Ticket> Grant<AccountId, Ticket> {
	/// Whether the grant holds at `now` for a car in title epoch `title_epoch`.
	pub fn is_valid(&self, title_epoch: u32, now: Moment) -> bool {
		self.title_epoch == title_epoch && self.expires_at.is_none_or(|end| now < end)
	}

	/// The source of a record of `class` that the grantee writes; `None` where the grant is not for writing it.
	pub fn writes_as(&self, class: RecordClass) -> Option<RecordSource> {
		let source = match self.kind {
			GranteeKind::Provider => RecordSource::Provider,
			GranteeKind::Device => RecordSource::Device,
			GranteeKind::Reader => return None,
		};
		self.classes.contains(class).then_some(source)
	}
}

/// A car as clients read it: [`Vehicle`] and [`Registration`] in one, without the deposit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VehicleInfo<AccountId> {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
	/// Who put the car on the ledger.
	pub registrar: AccountId,
	/// When.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
}

/// A grant as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct GrantInfo {
	/// What the grantee is to the car.
	pub kind: GranteeKind,
	/// Which classes.
	pub classes: RecordClasses,
	/// The first moment at which the grant no longer holds.
	pub expires_at: Option<Moment>,
	/// Whether it holds now.
	pub is_valid: bool,
}
