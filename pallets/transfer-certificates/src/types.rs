//! The domain objects and the rules over them, free of `T: Config`.

use crate::terms::{Disclosure, Price, Representative, SaleKind, Terms};
use carx_primitives::{Digest, Moment, Odometer, RecordHead, Vin, DAY};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::{traits::CheckedSub, Permill};

/// Most liens that holders quote a pay-off for on one car, and so most that one sale pays off. A lower one would leave cars with more
/// undecodable.
pub const MAX_PAY_OFFS: u32 = 8;
/// Most cars that one call consigns. A lower one would make longer calls undecodable.
pub const MAX_CONSIGNED: u32 = 50;

/// The two who are bound by a sale.
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
pub enum Side {
	/// The seller, or who represents them.
	Seller,
	/// The buyer.
	Buyer,
}

/// What a side says of how the car was handed over.
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
pub struct Statement {
	/// What the odometer showed.
	pub odometer: Odometer,
	/// When.
	pub handed_over_at: Moment,
	/// BLAKE2b-256 of the report on its condition.
	pub condition: Digest,
}

impl Statement {
	/// Whether a car whose sale was accepted at `accepted_at` can have been handed over then: not in the future, and at most a day before.
	pub fn is_timely(&self, accepted_at: Moment, now: Moment) -> bool {
		accepted_at.saturating_sub(DAY) <= self.handed_over_at && self.handed_over_at <= now
	}
}

/// What both sides say of the hand-over. Two statements always agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Statements {
	/// What the seller's side says.
	pub seller: Option<Statement>,
	/// What the buyer says.
	pub buyer: Option<Statement>,
}

/// Why a statement is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatementError {
	/// The other side says something else.
	Differs,
	/// Both sides have agreed.
	Agreed,
}

impl Statements {
	/// What both sides agree on.
	pub fn agreed(&self) -> Option<Statement> {
		self.seller.filter(|_| self.buyer.is_some())
	}

	/// With what `side` says, in place of what it said before.
	///
	/// # Errors
	/// See [`StatementError`].
	pub fn with(self, side: Side, statement: Statement) -> Result<Self, StatementError> {
		if self.agreed().is_some() {
			return Err(StatementError::Agreed);
		}
		let other = match side {
			Side::Seller => self.buyer,
			Side::Buyer => self.seller,
		};
		if other.is_some_and(|other| other != statement) {
			return Err(StatementError::Differs);
		}
		let statement = Some(statement);
		Ok(match side {
			Side::Seller => Self { seller: statement, ..self },
			Side::Buyer => Self { buyer: statement, ..self },
		})
	}
}

/// A disagreement that arbiters decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Dispute {
	/// Who began it.
	pub by: Side,
	/// BLAKE2b-256 of what they say.
	pub evidence: Digest,
	/// BLAKE2b-256 of what the other side says.
	pub answer: Option<Digest>,
	/// The first moment at which arbiters can no longer decide, and anybody may end the sale.
	pub rule_by: Moment,
}

/// What arbiters decide.
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
pub enum Ruling<Balance> {
	/// The title passes.
	Complete {
		/// What the buyer pays, not more than was agreed; zero where nothing is on hold.
		price: Balance,
	},
	/// The title stays.
	Cancel {
		/// What the seller gets for their trouble out of the price; the buyer gets the rest back.
		to_seller: Balance,
	},
}

/// A sale that a buyer accepted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deal<AccountId, Ticket> {
	/// Who accepted.
	pub buyer: AccountId,
	/// When.
	pub accepted_at: Moment,
	/// The first moment at which it can no longer be settled.
	pub settle_by: Moment,
	/// The number of the lock of the sale among the encumbrances of the car.
	pub encumbrance: u32,
	/// What both sides say of the hand-over.
	pub statements: Statements,
	/// Which side asked to call it off since the last statement.
	pub cancelled_by: Option<Side>,
	/// Their disagreement.
	pub dispute: Option<Dispute>,
	/// The buyer's deposit for the certificate.
	pub ticket: Ticket,
}

/// The sale of a car, until it is finished or called off.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Sale<AccountId, AssetKind, Balance, Ticket, CertificateTicket> {
	/// Its number among all sales.
	pub number: u64,
	/// Who held the title when it was offered.
	pub seller: AccountId,
	/// In which title epoch.
	pub title_epoch: u32,
	/// When it was offered.
	pub offered_at: Moment,
	/// What was offered.
	pub terms: Terms<AccountId, AssetKind, Balance>,
	/// What the liens on the car take of the price at most.
	pub pay_offs: Balance,
	/// What follows from its acceptance.
	pub deal: Option<Deal<AccountId, CertificateTicket>>,
	/// Who offered it, and pays for its place.
	pub payer: AccountId,
	/// Their deposit.
	pub ticket: Ticket,
	/// The number that the next lien on the car was to get when it was offered. It cannot be accepted once that is another.
	pub next_encumbrance: u32,
}

/// A sale as clients read it.
pub type SaleInfo<AccountId, AssetKind, Balance> = Sale<AccountId, AssetKind, Balance, (), ()>;

impl<AccountId, AssetKind, Balance, Ticket, CertificateTicket>
	Sale<AccountId, AssetKind, Balance, Ticket, CertificateTicket>
{
	/// Without its deposits.
	pub fn into_info(self) -> SaleInfo<AccountId, AssetKind, Balance> {
		let deal = self.deal.map(|deal| Deal {
			buyer: deal.buyer,
			accepted_at: deal.accepted_at,
			settle_by: deal.settle_by,
			encumbrance: deal.encumbrance,
			statements: deal.statements,
			cancelled_by: deal.cancelled_by,
			dispute: deal.dispute,
			ticket: (),
		});
		Sale {
			number: self.number,
			seller: self.seller,
			title_epoch: self.title_epoch,
			offered_at: self.offered_at,
			terms: self.terms,
			pay_offs: self.pay_offs,
			deal,
			payer: self.payer,
			ticket: (),
			next_encumbrance: self.next_encumbrance,
		}
	}
}

/// For how much the holder of a lien gives it up.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PayOff<AccountId, AssetKind, Balance, Ticket> {
	/// The number of the lien among the encumbrances of the car.
	pub id: u32,
	/// Whose it is, who pays for the place of the quote.
	pub holder: AccountId,
	/// Of what.
	pub asset: AssetKind,
	/// How much, in its smallest unit.
	pub amount: Balance,
	/// The first moment at which the quote no longer holds.
	pub valid_until: Moment,
	/// The holder's deposit.
	pub ticket: Ticket,
}

/// A quote as clients read it.
pub type PayOffInfo<AccountId, AssetKind, Balance> = PayOff<AccountId, AssetKind, Balance, ()>;

impl<AccountId, AssetKind, Balance, Ticket> PayOff<AccountId, AssetKind, Balance, Ticket> {
	/// Without its deposit.
	pub fn into_info(self) -> PayOffInfo<AccountId, AssetKind, Balance> {
		PayOff {
			id: self.id,
			holder: self.holder,
			asset: self.asset,
			amount: self.amount,
			valid_until: self.valid_until,
			ticket: (),
		}
	}
}

/// A lien that a sale paid off.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PaidOff<AccountId, Balance> {
	/// Its number among the encumbrances of the car.
	pub id: u32,
	/// Whose it was.
	pub holder: AccountId,
	/// How much they got, in the asset of the price.
	pub amount: Balance,
}

/// The liens that a sale paid off.
pub type PaidOffs<AccountId, Balance> =
	BoundedVec<PaidOff<AccountId, Balance>, ConstU32<MAX_PAY_OFFS>>;

/// How the money on hold is shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shares<Balance> {
	/// What the holders of liens get together.
	pub pay_offs: Balance,
	/// What the representative gets.
	pub fee: Balance,
	/// What the seller gets.
	pub seller: Balance,
	/// What the buyer gets back.
	pub refund: Balance,
}

impl<Balance: Copy + CheckedSub> Shares<Balance> {
	/// Shares `held`, of which `price` is paid: first to the holders of liens, the seller gets what is left after the fee. `None` where the
	/// price does not suffice, or is more than is held.
	pub fn new(held: Balance, price: Balance, pay_offs: Balance, fee: Balance) -> Option<Self> {
		let refund = held.checked_sub(&price)?;
		let seller = price.checked_sub(&pay_offs)?.checked_sub(&fee)?;
		Some(Self { pay_offs, fee, seller, refund })
	}
}

/// A car that its owner left to an agent to sell.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Consignment<AccountId, AssetKind, Balance, Ticket> {
	/// The owner, who pays for its place.
	pub owner: AccountId,
	/// The title epoch it was given in; it ends with it.
	pub title_epoch: u32,
	/// Who may offer the car.
	pub agent: AccountId,
	/// In what the price has to be.
	pub asset: AssetKind,
	/// What the agent gets of the price.
	pub fee: Permill,
	/// The least price.
	pub reserve: Balance,
	/// The first moment at which it no longer holds.
	pub ends_at: Moment,
	/// The owner's deposit.
	pub ticket: Ticket,
}

/// A consignment as clients read it.
pub type ConsignmentInfo<AccountId, AssetKind, Balance> =
	Consignment<AccountId, AssetKind, Balance, ()>;

impl<AccountId, AssetKind, Balance, Ticket> Consignment<AccountId, AssetKind, Balance, Ticket> {
	/// Without its deposit.
	pub fn into_info(self) -> ConsignmentInfo<AccountId, AssetKind, Balance> {
		Consignment {
			owner: self.owner,
			title_epoch: self.title_epoch,
			agent: self.agent,
			asset: self.asset,
			fee: self.fee,
			reserve: self.reserve,
			ends_at: self.ends_at,
			ticket: (),
		}
	}
}

/// On whose word a title passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Basis {
	/// Both sides said that the car was handed over.
	HandOver,
	/// Arbiters ruled it.
	Ruling,
	/// A contract had bound both sides to it.
	Contract {
		/// BLAKE2b-256 of the contract.
		reference: Digest,
	},
}

/// What is kept of a finished sale, for good.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Certificate<AccountId, AssetKind, Balance> {
	/// The car.
	pub vin: Vin,
	/// The title epoch that began.
	pub title_epoch: u32,
	/// The owner before.
	pub seller: AccountId,
	/// The owner since.
	pub buyer: AccountId,
	/// Why the title passed.
	pub kind: SaleKind,
	/// The price that was agreed.
	pub price: Price<AssetKind, Balance>,
	/// What the buyer paid on this ledger, in the asset of the price; zero if the price is sealed or none.
	pub paid: Balance,
	/// Who signed in the seller's name, and what they got of it.
	pub representative: Option<Representative<AccountId, Balance>>,
	/// The liens that were paid off with it.
	pub pay_offs: PaidOffs<AccountId, Balance>,
	/// BLAKE2b-256 of the contract of gift or sale, or the certificate of inheritance.
	pub evidence: Option<Digest>,
	/// What the seller stood for; the ledger's own, where a contract bound both sides.
	pub disclosure: Disclosure,
	/// What both sides said of the hand-over.
	pub hand_over: Option<Statement>,
	/// The history at the settlement.
	pub head: RecordHead,
	/// How many readings showed less than the one before, at the settlement.
	pub rollbacks: u32,
	/// How many readings were further from the one before than cars run, at the settlement.
	pub implausible: u32,
	/// How many gaps the driving data had, at the settlement.
	pub open_gaps: u32,
	/// When the title passed.
	pub settled_at: Moment,
	/// On whose word.
	pub basis: Basis,
}

/// A certificate and what its place is paid with.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredCertificate<AccountId, AssetKind, Balance, Ticket> {
	/// What it says.
	pub certificate: Certificate<AccountId, AssetKind, Balance>,
	/// The buyer's deposit.
	pub ticket: Ticket,
}
