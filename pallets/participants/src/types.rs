//! The domain objects, free of `T: Config`.

use alloc::vec::Vec;
use carx_primitives::{Digest, Moment, ReputationFact, Role, Scope};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a participant is in law.
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
pub enum ParticipantKind {
	/// A human being.
	Person,
	/// A company, an authority, a club.
	Organisation,
}

/// An account that registered itself.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Participant<Ticket> {
	/// What it is in law.
	pub kind: ParticipantKind,
	/// BLAKE2b-256 of its profile, which is kept off chain.
	pub profile_hash: Digest,
	/// When it registered.
	pub registered_at: Moment,
	/// How many accreditations it holds, expired ones included.
	pub accreditations: u32,
	/// How many relations it has in force, and has proposed.
	pub relations: u32,
	/// Its deposit; `None` at genesis.
	pub ticket: Option<Ticket>,
}

impl<Ticket> Participant<Ticket> {
	/// A participant without accreditations and relations.
	pub fn new(
		kind: ParticipantKind,
		profile_hash: Digest,
		registered_at: Moment,
		ticket: Option<Ticket>,
	) -> Self {
		Self { kind, profile_hash, registered_at, accreditations: 0, relations: 0, ticket }
	}
}

/// The statement that a participant may act in a role.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Accreditation<AccountId, Ticket> {
	/// What for.
	pub scope: Scope,
	/// The registrar who gave it and pays for its place; `None`: governance.
	pub granted_by: Option<AccountId>,
	/// When it was given, or last replaced.
	pub granted_at: Moment,
	/// The first moment at which it no longer holds; `None`: until withdrawn.
	pub expires_at: Option<Moment>,
	/// The registrar's deposit.
	pub ticket: Option<Ticket>,
}

impl<AccountId, Ticket> Accreditation<AccountId, Ticket> {
	/// Whether its time is over at `now`.
	pub fn is_expired(&self, now: Moment) -> bool {
		self.expires_at.is_some_and(|end| end <= now)
	}
}

/// The mark that what an account did in a role is doubtful.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Suspension {
	/// From which moment on.
	pub since: Moment,
	/// Whether governance had a part in it; then no registrar lifts it.
	pub is_by_governance: bool,
}

/// What one participant is to another: the first named is who proposed it. The order is part of the ledger protocol: new kinds are
/// appended.
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
pub enum RelationKind {
	/// The first employs the second.
	Employs,
	/// The first acts for the second: its agent or branch.
	Represents,
	/// The first regularly looks after the cars of the second.
	Services,
	/// The first insures the second.
	Insures,
	/// The first lends to the second.
	Finances,
	/// The first leases cars out to the second.
	LeasesTo,
	/// They are of one family.
	Family,
	/// They are of one club.
	Club,
}

impl RelationKind {
	/// All kinds, in the order of their codec index.
	pub const ALL: [Self; 8] = [
		Self::Employs,
		Self::Represents,
		Self::Services,
		Self::Insures,
		Self::Finances,
		Self::LeasesTo,
		Self::Family,
		Self::Club,
	];
}

/// The time in which a relation held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Term {
	/// When it was accepted.
	pub since: Moment,
	/// When either side ended it; `None`: it holds.
	pub ended_at: Option<Moment>,
}

/// A relation of one kind between two participants: proposed, in force, or a record of having been. At least one of `proposed_at` and
/// `term` is there.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Relation<Ticket> {
	/// Since when a proposal waits for its answer.
	pub proposed_at: Option<Moment>,
	/// The latest time in which it held; a renewal that is accepted overwrites it.
	pub term: Option<Term>,
	/// The deposit of who proposed it.
	pub ticket: Ticket,
}

impl<Ticket> Relation<Ticket> {
	/// Whether it holds.
	pub fn is_in_force(&self) -> bool {
		self.term.is_some_and(|term| term.ended_at.is_none())
	}

	/// Whether it neither holds nor waits for an answer.
	pub fn is_over(&self) -> bool {
		self.proposed_at.is_none() && !self.is_in_force()
	}
}

/// Counts of facts about an account; none goes down, and none wraps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reputation {
	/// Records it wrote.
	pub records: u32,
	/// Records of its own that a dispute proved wrong.
	pub disputes_lost: u32,
	/// Sales that it finished, on either side.
	pub sales: u32,
	/// Records of its own that earned a point.
	pub contributions_rewarded: u32,
	/// Leases that it finished, on either side.
	pub leases: u32,
	/// Rents and instalments that it paid late or not at all.
	pub late_payments: u32,
	/// Disputes over contracts that arbiters decided against it.
	pub claims_lost: u32,
}

impl Reputation {
	/// Counts `fact`, `times` times, and stays at the highest number there is.
	pub fn count(&mut self, fact: ReputationFact, times: u32) {
		let counter = match fact {
			ReputationFact::RecordMade => &mut self.records,
			ReputationFact::DisputeLost => &mut self.disputes_lost,
			ReputationFact::SaleFinished => &mut self.sales,
			ReputationFact::ContributionRewarded => &mut self.contributions_rewarded,
			ReputationFact::LeaseFinished => &mut self.leases,
			ReputationFact::PaidLate => &mut self.late_payments,
			ReputationFact::ClaimLost => &mut self.claims_lost,
		};
		*counter = counter.saturating_add(times);
	}
}

/// A participant as clients read it: everything the ledger says of it in its own right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ParticipantInfo<AccountId> {
	/// What it is in law.
	pub kind: ParticipantKind,
	/// BLAKE2b-256 of its profile.
	pub profile_hash: Digest,
	/// When it registered.
	pub registered_at: Moment,
	/// What it is accredited as; one for each role at most.
	pub accreditations: Vec<AccreditationInfo<AccountId>>,
	/// How many relations it has in force, and has proposed.
	pub relations: u32,
	/// What is known of it from facts.
	pub reputation: Reputation,
}

/// An accreditation as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AccreditationInfo<AccountId> {
	/// The role.
	pub role: Role,
	/// What for.
	pub scope: Scope,
	/// The registrar who gave it; `None`: governance.
	pub granted_by: Option<AccountId>,
	/// When it was given, or last replaced.
	pub granted_at: Moment,
	/// The first moment at which it no longer holds.
	pub expires_at: Option<Moment>,
	/// From which moment on what its holder did in the role is doubtful, be it by the suspension of who gave it.
	pub suspended_since: Option<Moment>,
	/// Whether it counts now.
	pub is_valid: bool,
}

/// What names a relation, and a place in a list of them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RelationKey<AccountId> {
	/// Who proposed it.
	pub from: AccountId,
	/// To whom.
	pub to: AccountId,
	/// What the first is to the second.
	pub kind: RelationKind,
}

/// A relation as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RelationInfo<AccountId> {
	/// Between whom, and what it is.
	pub key: RelationKey<AccountId>,
	/// Since when a proposal waits for its answer.
	pub proposed_at: Option<Moment>,
	/// The latest time in which it held.
	pub term: Option<Term>,
}

/// A part of an account's relations, in no order that means anything.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RelationPage<AccountId> {
	/// First those that the account proposed, then those proposed to it.
	pub relations: Vec<RelationInfo<AccountId>>,
	/// What to ask for the following page with; `None`: this was the last.
	pub next: Option<RelationKey<AccountId>>,
}
