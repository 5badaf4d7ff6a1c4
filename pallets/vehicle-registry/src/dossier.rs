//! What moves with a car from chain to chain, free of `T: Config`.

use crate::{
	Description, EncumbranceList, Grant, GranteeKind, Registration, Vehicle, MAX_ENCUMBRANCES,
	MAX_PLEDGES,
};
use alloc::{collections::BTreeSet, vec::Vec};
use carx_primitives::{
	Digest, EncumbranceKind, Moment, OdometerStanding, RecordClasses, RecordHead, Region, Role,
	VehicleStatus, Vin,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most grants that move with a car. All chains agree on it: one with a lower bound could not read what another sends.
pub const MAX_MOVED_GRANTS: u32 = 8;

/// All of a car that moves to another chain. Its earlier titles, its plates and its records stay where they are, provable there, and its
/// devices are bound anew.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Dossier<AccountId> {
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration, on all chains.
	pub title_epoch: u32,
	/// Since when a clone of the car is suspected.
	pub clone_suspected_since: Option<Moment>,
	/// The country of registration.
	pub region: Region,
	/// On whose word the car came onto its first ledger.
	pub registered_by: AccountId,
	/// In which role they gave it.
	pub role: Role,
	/// When.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
	/// How many liens and locks there have ever been, on all chains.
	pub next_encumbrance: u32,
	/// Those in force, oldest first.
	pub encumbrances: BoundedVec<MovedEncumbrance<AccountId>, ConstU32<MAX_ENCUMBRANCES>>,
	/// The grants that its owner takes along.
	pub grants: BoundedVec<MovedGrant<AccountId>, ConstU32<MAX_MOVED_GRANTS>>,
	/// Count and hash chain over its records on the chain that it leaves.
	pub head: RecordHead,
	/// What its odometer readings say there.
	pub odometer: OdometerStanding,
}

/// A lien or lock that moves with a car. The owner pays for its place on the chain it comes to, whoever entered it first.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct MovedEncumbrance<AccountId> {
	/// Its number among those of the car; it keeps it.
	pub id: u32,
	/// What it is for.
	pub kind: EncumbranceKind,
	/// Who has the right, and alone can release it.
	pub holder: AccountId,
	/// BLAKE2b-256 of the contract or order.
	pub reference: Digest,
	/// When it was entered.
	pub created_at: Moment,
	/// In which role it was imposed; `None`: the owner consented.
	pub role: Option<Role>,
}

/// A grant that moves with a car.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct MovedGrant<AccountId> {
	/// Who may act.
	pub grantee: AccountId,
	/// As what.
	pub kind: GranteeKind,
	/// On which classes.
	pub classes: RecordClasses,
	/// The first moment at which the grant no longer holds.
	pub expires_at: Option<Moment>,
}

impl<AccountId: Clone> Dossier<AccountId> {
	/// What moves with a car that is in this state.
	pub(crate) fn new<Ticket, OtherTicket>(
		vehicle: &Vehicle<AccountId>,
		registration: Registration<AccountId, Ticket>,
		list: EncumbranceList<AccountId, OtherTicket>,
		grants: BoundedVec<MovedGrant<AccountId>, ConstU32<MAX_MOVED_GRANTS>>,
		(head, odometer): (RecordHead, OdometerStanding),
	) -> Self {
		let moved = list.items.into_iter().map(|item| MovedEncumbrance {
			id: item.id,
			kind: item.kind,
			holder: item.holder,
			reference: item.reference,
			created_at: item.created_at,
			role: item.role,
		});
		Self {
			owner: vehicle.owner.clone(),
			status: vehicle.status,
			title_epoch: vehicle.title_epoch,
			clone_suspected_since: vehicle.clone_suspected_since,
			region: vehicle.region,
			registered_by: registration.registered_by,
			role: registration.role,
			registered_at: registration.registered_at,
			description: registration.description,
			next_encumbrance: list.next_id,
			encumbrances: BoundedVec::truncate_from(moved.collect()),
			grants,
			head,
			odometer,
		}
	}
}

impl<AccountId: Ord> Dossier<AccountId> {
	/// Whether it can be true of a car with this VIN: whoever sent it may have said anything.
	pub fn is_sound(&self, vin: &Vin) -> bool {
		let is_car = vin.validate().is_ok() && self.region.is_valid() && self.description.is_text();
		is_car && self.has_sound_encumbrances() && self.has_sound_grants()
	}

	/// Whether its liens and locks are numbered as they came, not too many by consent, and none is one that only a contract enters.
	fn has_sound_encumbrances(&self) -> bool {
		let ids = self.encumbrances.iter().map(|item| item.id).collect::<Vec<_>>();
		let are_numbered = ids.is_sorted_by(|one, next| one < next)
			&& ids.last().is_none_or(|last| *last < self.next_encumbrance);
		let pledges = self.encumbrances.iter().filter(|item| item.role.is_none()).count();
		let by_contract =
			|kind| matches!(kind, EncumbranceKind::Sale | EncumbranceKind::IncomeShares);
		let may_move = self.encumbrances.iter().all(|item| !by_contract(item.kind));
		are_numbered && pledges <= MAX_PLEDGES && may_move
	}

	/// Whether its grants name classes that there are, and each grantee once, but not the owner.
	fn has_sound_grants(&self) -> bool {
		let grantees = self.grants.iter().map(|grant| &grant.grantee).collect::<BTreeSet<_>>();
		let name_classes = self.grants.iter().all(|grant| grant.classes.is_valid());
		name_classes && grantees.len() == self.grants.len() && !grantees.contains(&self.owner)
	}
}

impl<AccountId> MovedGrant<AccountId> {
	/// What moves of a grant.
	pub(crate) fn new<Ticket>(grantee: AccountId, grant: &Grant<AccountId, Ticket>) -> Self {
		let Grant { kind, classes, expires_at, .. } = *grant;
		Self { grantee, kind, classes, expires_at }
	}
}
