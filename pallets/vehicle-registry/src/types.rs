//! The domain objects, free of `T: Config`.

use carx_primitives::{
	vehicle::{is_plain_text, is_plausible_model_year},
	ChainId, DeviceKey, Digest, EncumbranceKind, Moment, OdometerStanding, PowerTrain, Presence,
	RecordClass, RecordClasses, RecordHead, Region, Role, VehicleStatus, Vin,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most encumbrances of one car at a time. Bounds the reads of every decision; a lower one would leave cars with more undecodable.
pub const MAX_ENCUMBRANCES: u32 = 16;
/// Most of them by the owner's consent, so that an owner cannot keep the authorities out.
pub const MAX_PLEDGES: usize = 8;
/// Most devices bound to one car at a time. A lower one would leave cars with more undecodable.
pub const MAX_DEVICES: u32 = 8;

/// The part of a car that calls read and change.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Vehicle<AccountId> {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
	/// Since when a clone of the car is suspected.
	pub clone_suspected_since: Option<Moment>,
	/// The country of registration.
	pub region: Region,
	/// Who has the car by a contract, and disposes of its data in the owner's place.
	pub possessor: Option<AccountId>,
	/// How often who disposes of its data has changed since registration.
	pub access_epoch: u32,
	/// Whether its title lives here.
	pub presence: Presence,
	/// How often it came here from another chain.
	pub arrivals: u32,
}

impl<AccountId> Vehicle<AccountId> {
	/// Who disposes of the data of the car: its possessor, or its owner.
	pub fn disposer(&self) -> &AccountId {
		self.possessor.as_ref().unwrap_or(&self.owner)
	}
}

/// What was stated of a car when it came onto the ledger, for good.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Registration<AccountId, Ticket> {
	/// On whose word the car is on the ledger.
	pub registered_by: AccountId,
	/// In which role they gave it: maker, registrar or inspector.
	pub role: Role,
	/// When.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
	/// Who pays for its place.
	pub payer: AccountId,
	/// The payer's deposit.
	pub ticket: Ticket,
}

/// An owner's wish to have a car registered, which waits for an inspector.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Application<Ticket> {
	/// The country of registration.
	pub region: Region,
	/// What the car is, as the applicant says.
	pub description: Description,
	/// The applicant's deposit; it becomes that of the registration.
	pub ticket: Ticket,
}

/// What a car is, in the words of its papers.
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
	/// Brand: UTF-8 on one line, not empty.
	pub make: BoundedVec<u8, ConstU32<32>>,
	/// Model: UTF-8 on one line, not empty.
	pub model: BoundedVec<u8, ConstU32<64>>,
	/// What drives it.
	pub power_train: PowerTrain,
	/// Colour: UTF-8 on one line; empty if not stated.
	pub colour: BoundedVec<u8, ConstU32<32>>,
	/// BLAKE2b-256 of the papers that the description was taken from; zero if there are none.
	pub documents_hash: Digest,
}

impl Description {
	/// Whether the texts can be shown, and make and model are there.
	pub fn is_text(&self) -> bool {
		let texts = [&self.make[..], &self.model[..], &self.colour[..]];
		texts.into_iter().all(is_plain_text) && !self.make.is_empty() && !self.model.is_empty()
	}

	/// Whether a car can have this model year at time `now`.
	pub fn has_plausible_year(&self, now: Moment) -> bool {
		is_plausible_model_year(self.model_year, now)
	}
}

/// One link of the chain of titles: who held the title of a car in one title epoch.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Title<AccountId, Ticket> {
	/// Who held it, and pays for the place of this entry.
	pub owner: AccountId,
	/// Since when.
	pub since: Moment,
	/// The owner's deposit; none for the first title, which the registration's deposit covers, and for a correction by governance.
	pub ticket: Option<Ticket>,
}

/// An owner's offer to pass the title.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TitleOffer<AccountId> {
	/// To whom.
	pub to: AccountId,
	/// The first moment at which the offer no longer holds.
	pub expires_at: Moment,
}

/// A plate: the jurisdiction that issued it, and its keyed hash.
pub type Plate = (Region, Digest);

/// One binding of a plate to a car: from `bound_from` on, until before `bound_until`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PlateBinding<AccountId, Ticket> {
	/// The car.
	pub vin: Vin,
	/// The first moment at which the car bore the plate.
	pub bound_from: Moment,
	/// The first moment at which it no longer did; `None` as long as it does. The same as `bound_from` where the binding was an error.
	pub bound_until: Option<Moment>,
	/// The registrar who bound it, and pays for its place.
	pub bound_by: AccountId,
	/// The registrar's deposit.
	pub ticket: Ticket,
}

impl<AccountId, Ticket> PlateBinding<AccountId, Ticket> {
	/// Whether the car bore the plate at `moment`.
	pub fn holds_at(&self, moment: Moment) -> bool {
		self.bound_from <= moment && self.bound_until.is_none_or(|end| moment < end)
	}

	/// Whether a binding that begins at `from` can follow this one.
	pub fn can_be_followed_at(&self, from: Moment) -> bool {
		self.bound_until.is_some_and(|end| end <= from)
	}
}

/// Names one binding of a plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PlateRef {
	/// The plate.
	pub plate: Plate,
	/// Which of its bindings, from 0.
	pub number: u32,
}

/// A lien or lock on a car.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Encumbrance<AccountId, Ticket> {
	/// Its number among those of the car; never used again.
	pub id: u32,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// Who has the right, and alone can release it.
	pub holder: AccountId,
	/// BLAKE2b-256 of the contract or order.
	pub reference: Digest,
	/// When it was entered.
	pub created_at: Moment,
	/// Who entered it and pays for its place: on a chain that the car moved to, the owner who brought it.
	pub created_by: AccountId,
	/// In which role they imposed it; `None`: as the owner, who consented.
	pub role: Option<Role>,
	/// Whether a contract of this chain entered it, which alone knows when it ends: the car stays here as long.
	pub is_tied: bool,
	/// The deposit of who entered it.
	pub ticket: Ticket,
}

/// The encumbrances of one car.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct EncumbranceList<AccountId, Ticket> {
	/// How many there have ever been: the number of the next.
	pub next_id: u32,
	/// Those in force, oldest first.
	pub items: BoundedVec<Encumbrance<AccountId, Ticket>, ConstU32<MAX_ENCUMBRANCES>>,
}

impl<AccountId, Ticket> Default for EncumbranceList<AccountId, Ticket> {
	fn default() -> Self {
		Self { next_id: 0, items: BoundedVec::new() }
	}
}

impl<AccountId, Ticket> EncumbranceList<AccountId, Ticket> {
	/// How many of those in force the owner consented to. The lock of a sale does not count: without it, a car with as many as may be could
	/// not be sold to pay them off.
	pub fn pledges(&self) -> usize {
		let consented =
			|item: &&Encumbrance<_, _>| item.role.is_none() && item.kind != EncumbranceKind::Sale;
		self.items.iter().filter(consented).count()
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
	/// A participant: may write records that its accreditation allows with the owner's leave.
	Provider,
	/// An account of a unit in the car: may write records.
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
	/// The first moment at which the grant no longer holds; `None`: until revoked or somebody else disposes of the data.
	pub expires_at: Option<Moment>,
	/// The access epoch it was given in.
	pub access_epoch: u32,
	/// Who gave it and pays for its place.
	pub grantor: AccountId,
	/// The grantor's deposit.
	pub ticket: Ticket,
}

impl<AccountId, Ticket> Grant<AccountId, Ticket> {
	/// Whether the grant holds at `now` for a car in access epoch `access_epoch`.
	pub fn is_valid(&self, access_epoch: u32, now: Moment) -> bool {
		self.access_epoch == access_epoch && self.expires_at.is_none_or(|end| now < end)
	}

	/// Whether the grant is for a grantee of this kind, and for `class`.
	pub fn covers(&self, kind: GranteeKind, class: RecordClass) -> bool {
		self.kind == kind && self.classes.contains(class)
	}
}

/// A device's place in a car.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct DeviceBinding<AccountId, Ticket> {
	/// The car.
	pub vin: Vin,
	/// The title epoch it was bound in; it ends with it.
	pub title_epoch: u32,
	/// When it was bound.
	pub bound_at: Moment,
	/// The owner who bound it and pays for its place.
	pub owner: AccountId,
	/// The owner's deposit.
	pub ticket: Ticket,
}

/// How a car came here from another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Arrival<AccountId, Ticket> {
	/// What is known of it.
	pub info: ArrivalInfo,
	/// Who brought it, its owner then, and pays for this entry and the title that it may have begun here.
	pub payer: AccountId,
	/// The payer's deposit.
	pub ticket: Ticket,
}

/// How a car came here from another chain, as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ArrivalInfo {
	/// The chain that it came from, where its history until then can be proven.
	pub source: ChainId,
	/// When.
	pub arrived_at: Moment,
	/// The title epoch then.
	pub title_epoch: u32,
	/// Count and hash chain over its records there.
	pub head: RecordHead,
	/// What its odometer readings said there.
	pub odometer: OdometerStanding,
}

/// The devices of one car.
pub type DeviceKeys = BoundedVec<DeviceKey, ConstU32<MAX_DEVICES>>;

/// A car as clients read it: [`Vehicle`] and [`Registration`] in one, without the deposit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VehicleInfo<AccountId> {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
	/// Since when a clone of the car is suspected.
	pub clone_suspected_since: Option<Moment>,
	/// The country of registration.
	pub region: Region,
	/// Who has the car by a contract, and disposes of its data in the owner's place.
	pub possessor: Option<AccountId>,
	/// On whose word the car is on the ledger.
	pub registered_by: AccountId,
	/// In which role they gave it.
	pub role: Role,
	/// When.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
	/// Whether its title lives here.
	pub presence: Presence,
}

impl<AccountId> VehicleInfo<AccountId> {
	/// What clients read of these two.
	pub(crate) fn new<Ticket>(
		vehicle: Vehicle<AccountId>,
		registration: Registration<AccountId, Ticket>,
	) -> Self {
		Self {
			owner: vehicle.owner,
			status: vehicle.status,
			title_epoch: vehicle.title_epoch,
			clone_suspected_since: vehicle.clone_suspected_since,
			region: vehicle.region,
			possessor: vehicle.possessor,
			registered_by: registration.registered_by,
			role: registration.role,
			registered_at: registration.registered_at,
			description: registration.description,
			presence: vehicle.presence,
		}
	}
}

/// A title as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TitleInfo<AccountId> {
	/// Who held it.
	pub owner: AccountId,
	/// Since when.
	pub since: Moment,
}

/// A binding of a plate to a car as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct PlateInfo {
	/// The jurisdiction.
	pub region: Region,
	/// The keyed hash of the plate.
	pub plate: Digest,
	/// The first moment at which the car bore it.
	pub bound_from: Moment,
	/// The first moment at which it no longer did.
	pub bound_until: Option<Moment>,
}

/// An encumbrance as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct EncumbranceInfo<AccountId> {
	/// Its number among those of the car.
	pub id: u32,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// Who can release it.
	pub holder: AccountId,
	/// BLAKE2b-256 of the contract or order.
	pub reference: Digest,
	/// When it was entered.
	pub created_at: Moment,
	/// Who entered it.
	pub created_by: AccountId,
	/// In which role; `None`: as the owner.
	pub role: Option<Role>,
}

impl<AccountId, Ticket> From<Encumbrance<AccountId, Ticket>> for EncumbranceInfo<AccountId> {
	fn from(item: Encumbrance<AccountId, Ticket>) -> Self {
		Self {
			id: item.id,
			kind: item.kind,
			holder: item.holder,
			reference: item.reference,
			created_at: item.created_at,
			created_by: item.created_by,
			role: item.role,
		}
	}
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

/// A device's binding as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceInfo {
	/// The car.
	pub vin: Vin,
	/// When it was bound.
	pub bound_at: Moment,
	/// Whether the owner who bound it still has the car.
	pub is_valid: bool,
}
