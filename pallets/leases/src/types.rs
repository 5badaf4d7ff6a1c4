//! The domain objects, free of `T: Config`.

use carx_primitives::{Digest, Moment, Odometer, OdometerStanding, Vin};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Names a lease: the chain's own number, never given twice.
pub type LeaseId = u64;

/// What a lessor offers and a lessee accepts. Never changed afterwards.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<AccountId, AssetKind, Balance> {
	/// Who may accept.
	pub lessee: AccountId,
	/// What everything is paid in.
	pub asset: AssetKind,
	/// The rent for one period, more than nothing.
	pub rent: Balance,
	/// How long a period is, in milliseconds: [`crate::MIN_PERIOD`] to [`crate::MAX_PERIOD`].
	pub period: Moment,
	/// How many periods there are: 1 to [`crate::MAX_PERIODS`].
	pub periods: u32,
	/// What the lessee deposits for what they may come to owe.
	pub deposit: Balance,
	/// Metres that the rent covers in all periods together.
	pub allowance: u32,
	/// The price of each full kilometre above it.
	pub excess_price: Balance,
	/// How long after it was due a rent counts as late, in milliseconds, at most [`crate::MAX_PERIOD`].
	pub grace: Moment,
	/// The first moment at which the offer no longer holds.
	pub expires_at: Moment,
	/// For how much the lessee may buy the car while the lease runs; `None`: not at all.
	pub buy_out: Option<Balance>,
	/// How loyalty points reduce a rent; `None`: not at all.
	pub points: Option<PointsRule<Balance>>,
}

/// How loyalty points reduce a rent.
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
pub struct PointsRule<Balance> {
	/// By how much each point does, more than nothing.
	pub value: Balance,
	/// By which share of the rent they do at most.
	pub max_share: Permill,
}

/// One side of a lease.
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
pub enum Party {
	/// Whose car it is.
	Lessor,
	/// Who has it.
	Lessee,
}

/// When a rent was paid.
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
pub enum Punctuality {
	/// When it was due or before.
	OnTime,
	/// After it was due, within the grace.
	InGrace,
	/// After the grace.
	Late,
}

/// A lease from its offer to its settlement.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lease<AccountId, AssetKind, Balance, Ticket> {
	/// The car.
	pub vehicle: Vin,
	/// Who offered it and pays for the place of the lease.
	pub lessor: AccountId,
	/// What was offered.
	pub terms: Terms<AccountId, AssetKind, Balance>,
	/// How far it has come.
	pub stage: Stage<Balance>,
	/// The lessor's deposit.
	pub ticket: Ticket,
	/// How often the title had passed when it was offered.
	pub title_epoch: u32,
}

impl<AccountId: PartialEq, AssetKind, Balance, Ticket>
	Lease<AccountId, AssetKind, Balance, Ticket>
{
	/// Which side `who` is on.
	pub fn party(&self, who: &AccountId) -> Option<Party> {
		if *who == self.lessor {
			Some(Party::Lessor)
		} else {
			(*who == self.terms.lessee).then_some(Party::Lessee)
		}
	}

	/// Who is on that side.
	pub fn account(&self, party: Party) -> &AccountId {
		match party {
			Party::Lessor => &self.lessor,
			Party::Lessee => &self.terms.lessee,
		}
	}
}

/// How far a lease has come.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Stage<Balance> {
	/// The lessee may accept it.
	Offered,
	/// The lessee has the car.
	Active(Active<Balance>),
	/// The car is back, and what is owed is not paid yet.
	Returned(Returned<Balance>),
}

/// What has been paid, and what the readings said when it began.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Course<Balance> {
	/// When the lease was accepted: the first rent was due.
	pub started_at: Moment,
	/// What the odometer readings said then. Both sides relied on it: later corrections of earlier readings do not change it.
	pub start: OdometerStanding,
	/// How many rents have been paid.
	pub paid: u32,
	/// What is left on hold for rents.
	pub authorised: Balance,
	/// When the lessee last added to it: a rent drawn from it counts as paid then, or when it was due if that is later.
	pub funded_at: Moment,
	/// Whether a rent was late.
	pub was_late: bool,
}

/// A lease that runs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Active<Balance> {
	/// What has been paid.
	pub course: Course<Balance>,
	/// The number of its lock among the encumbrances of the car.
	pub encumbrance: u32,
	/// Who wants to end it before its term, and since when.
	pub proposed_end: Option<(Party, Moment)>,
	/// When it was ended before its term.
	pub ended_at: Option<Moment>,
	/// What the lessor says of the return.
	pub lessor_says: Option<Statement>,
	/// What the lessee says of it.
	pub lessee_says: Option<Statement>,
	/// What was put before the arbiters.
	pub dispute: Option<Dispute>,
}

impl<Balance> Active<Balance> {
	/// A lease that has just begun.
	pub const fn new(course: Course<Balance>, encumbrance: u32) -> Self {
		Self {
			course,
			encumbrance,
			proposed_end: None,
			ended_at: None,
			lessor_says: None,
			lessee_says: None,
			dispute: None,
		}
	}

	/// What that side says of the return, and the other.
	pub const fn statements(&self, party: Party) -> (Option<&Statement>, Option<&Statement>) {
		match party {
			Party::Lessor => (self.lessor_says.as_ref(), self.lessee_says.as_ref()),
			Party::Lessee => (self.lessee_says.as_ref(), self.lessor_says.as_ref()),
		}
	}

	/// Puts down what that side says of the return.
	pub fn state(&mut self, party: Party, statement: Statement) {
		match party {
			Party::Lessor => self.lessor_says = Some(statement),
			Party::Lessee => self.lessee_says = Some(statement),
		}
	}
}

/// What one side says of the return of the car.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Statement {
	/// What the odometer showed: the latest reading on the ledger when it was stated.
	pub odometer: Odometer,
	/// BLAKE2b-256 of the protocol of its condition.
	pub condition: Digest,
	/// When it was stated.
	pub at: Moment,
	/// What the odometer readings said then.
	pub standing: OdometerStanding,
}

impl Statement {
	/// Whether both say the same of the car.
	pub fn agrees(&self, other: &Self) -> bool {
		self.odometer == other.odometer && self.condition == other.condition
	}
}

/// What was put before the arbiters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Dispute {
	/// By whom.
	pub by: Party,
	/// When.
	pub at: Moment,
	/// BLAKE2b-256 of their statement.
	pub evidence: Digest,
}

/// A lease whose car is back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Returned<Balance> {
	/// What has been paid.
	pub course: Course<Balance>,
	/// Since when it is back.
	pub returned_at: Moment,
	/// How many rents fell due until it was, or the lease was ended.
	pub due: u32,
	/// What the odometer readings said of it.
	pub end: OdometerStanding,
	/// Metres run, where arbiters decided it; 0 where they did not, and the lessor alone stated the return.
	pub distance: Option<u32>,
	/// The dispute over readings that are in doubt.
	pub dispute: Option<Dispute>,
	/// What the lessor wants besides.
	pub damage: Damage<Balance>,
}

/// What the lessor wants besides rents and excess distance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Damage<Balance> {
	/// Nothing yet.
	Open,
	/// Nothing, for good.
	Waived,
	/// So much, which the lessee can contest.
	Claimed {
		/// How much.
		amount: Balance,
		/// BLAKE2b-256 of what proves it.
		evidence: Digest,
		/// When it was claimed.
		at: Moment,
	},
	/// So much, and the arbiters decide.
	Contested {
		/// How much.
		amount: Balance,
		/// BLAKE2b-256 of what the lessee says against it.
		evidence: Digest,
		/// When it was contested.
		at: Moment,
	},
	/// The lessee owes so much, by their own word or the arbiters'.
	Decided {
		/// How much.
		award: Balance,
	},
}

/// How arbiters decide what was put before them.
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
pub struct Ruling<Balance> {
	/// What the lessee owes besides rents and excess distance.
	pub award: Balance,
	/// Metres run under the lease, where the readings cannot say.
	pub distance: Option<u32>,
	/// Against whom they found; `None`: neither or both.
	pub loser: Option<Party>,
}

/// A lease as clients read it: without the deposit for its place.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LeaseInfo<AccountId, AssetKind, Balance> {
	/// The car.
	pub vehicle: Vin,
	/// Who offered it.
	pub lessor: AccountId,
	/// What was offered.
	pub terms: Terms<AccountId, AssetKind, Balance>,
	/// How far it has come.
	pub stage: Stage<Balance>,
}

/// The next rent of a lease.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RentDue<Balance> {
	/// When the next unpaid rent is, or was, due.
	pub due_at: Moment,
	/// How many rents are due and unpaid now.
	pub unpaid: u32,
	/// How much one is.
	pub amount: Balance,
	/// Whether the lessor can end the lease for arrears now.
	pub in_arrears: bool,
}
