//! Who somebody is on the ledger. The types are encoded as the runtime's own.

use crate::{AccountId, Digest, Moment, Role, Scope};
use codec::{Decode, Encode};

/// What a participant is in law.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum ParticipantKind {
	/// A human being.
	Person,
	/// A company, an authority, a club.
	Organisation,
}

/// What one participant is to another: the first named is who proposed it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
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

/// Counts of facts about an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode)]
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

/// A participant: everything that the ledger says of it in its own right.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Participant {
	/// What it is in law.
	pub kind: ParticipantKind,
	/// BLAKE2b-256 of its profile, which is kept off chain.
	pub profile_hash: Digest,
	/// When it registered, in Unix milliseconds.
	pub registered_at: Moment,
	/// What it is accredited as; one for each role at most.
	pub accreditations: Vec<Accreditation>,
	/// How many relations it has in force, and has proposed.
	pub relations: u32,
	/// What is known of it from facts.
	pub reputation: Reputation,
}

impl Participant {
	/// Its accreditation in `role`, whether or not it counts now.
	pub fn accreditation(&self, role: Role) -> Option<&Accreditation> {
		self.accreditations.iter().find(|accreditation| accreditation.role == role)
	}
}

/// The statement that a participant may act in a role.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Accreditation {
	/// The role.
	pub role: Role,
	/// What for.
	pub scope: Scope,
	/// The registrar who gave it; `None`: governance.
	pub granted_by: Option<AccountId>,
	/// When it was given, or last replaced, in Unix milliseconds.
	pub granted_at: Moment,
	/// The first moment at which it no longer holds.
	pub expires_at: Option<Moment>,
	/// From which moment on what its holder did in the role is doubtful.
	pub suspended_since: Option<Moment>,
	/// Whether it counts now.
	pub is_valid: bool,
}
