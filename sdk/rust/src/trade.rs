//! Sales, leases, income shares and loans: what the parties sign. Clients read them by the `carx_*` methods of a node, see
//! [`crate::Client::ask`].

use crate::{
	error::ensure_len, generated::trade as calls, AccountId, Balance, Call, Digest, Error, Moment,
	Odometer, RecordHead, Vin,
};
use codec::{Decode, Encode};

/// Most cars that one call consigns.
pub const MAX_CONSIGNED: usize = 50;

/// In what something is paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Asset {
	/// The chain's own token.
	Carx,
	/// The token with this number.
	Token(u32),
}

/// Why a title passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SaleKind {
	/// It is sold.
	Purchase,
	/// It is given away.
	Gift,
}

/// What the buyer gives for a car.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Price {
	/// Money on the chain, held from the acceptance on.
	Open {
		/// Of what.
		asset: Asset,
		/// How much, in its smallest unit.
		amount: Balance,
	},
	/// Something off the chain, known to the parties.
	Sealed {
		/// BLAKE2b-256 of what they agreed, with a secret of theirs.
		commitment: Digest,
	},
	/// Nothing: a gift.
	None,
}

/// What a seller stands for: the chain refuses the offer if the ledger says something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Disclosure {
	/// Count and hash of the car's history.
	pub head: RecordHead,
	/// What the odometer shows.
	pub odometer: Odometer,
}

/// What is offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaleTerms {
	/// Why the title passes.
	pub kind: SaleKind,
	/// Who may accept; `None`: anybody, where the price is open.
	pub buyer: Option<AccountId>,
	/// What they give.
	pub price: Price,
	/// BLAKE2b-256 of the contract; a gift needs one.
	pub evidence: Option<Digest>,
	/// What the seller stands for.
	pub disclosure: Disclosure,
	/// The first moment at which the offer no longer holds.
	pub expires_at: Moment,
}

/// What a side says of how a car was handed over; both have to say the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandOver {
	/// What the odometer showed.
	pub odometer: Odometer,
	/// When.
	pub handed_over_at: Moment,
	/// BLAKE2b-256 of the report on its condition.
	pub condition: Digest,
}

/// What a lessor offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeaseTerms {
	/// Who may accept.
	pub lessee: AccountId,
	/// What everything is paid in.
	pub asset: Asset,
	/// The rent for one period.
	pub rent: Balance,
	/// How long a period is, in milliseconds: a day to a leap year.
	pub period: Moment,
	/// How many periods there are: 1 to 120.
	pub periods: u32,
	/// What the lessee deposits.
	pub deposit: Balance,
	/// Metres that the rent covers in all periods together.
	pub allowance: u32,
	/// The price of each full kilometre above it.
	pub excess_price: Balance,
	/// How long after it was due a rent counts as late, in milliseconds.
	pub grace: Moment,
	/// The first moment at which the offer no longer holds.
	pub expires_at: Moment,
	/// For how much the lessee may buy the car; `None`: not at all.
	pub buy_out: Option<Balance>,
	/// By how much a loyalty point reduces a rent, and for what part of it in millionths; `None`: not at all.
	pub points: Option<(Balance, u32)>,
}

/// What a lender offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoanTerms {
	/// Who is lent money: the owner of the car.
	pub borrower: AccountId,
	/// What is lent and paid back.
	pub asset: Asset,
	/// How much the borrower gets.
	pub principal: Balance,
	/// How much each instalment is.
	pub instalment: Balance,
	/// How many there are: 1 to 120.
	pub instalments: u32,
	/// How long after one the next is due, in milliseconds.
	pub period: Moment,
	/// The last moment at which the first is in time.
	pub first_due: Moment,
	/// BLAKE2b-256 of the contract.
	pub contract: Digest,
}

/// Sales.
impl Call {
	/// Offer a car. Signed by its owner.
	pub fn offer_sale(vin: Vin, terms: SaleTerms) -> Self {
		Self(calls::offer_sale(vin, terms))
	}

	/// Accept the offer with this number: the price goes on hold. Signed by the buyer.
	pub fn accept_sale(vin: Vin, number: u64) -> Self {
		Self(calls::accept_sale(vin, number))
	}

	/// State how the car was handed over. Signed by either side.
	pub fn hand_over(vin: Vin, number: u64, statement: HandOver) -> Self {
		Self(calls::hand_over(vin, number, statement))
	}

	/// Finish a sale: money and title pass in one step. Signed by anybody.
	pub fn settle_sale(vin: Vin, number: u64) -> Self {
		Self(calls::settle_sale(vin, number))
	}

	/// Say for how much a lien is given up when the car is sold. Signed by its holder.
	pub fn quote_pay_off(
		vin: Vin,
		encumbrance: u32,
		asset: Asset,
		amount: Balance,
		valid_until: Moment,
	) -> Self {
		Self(calls::quote_pay_off(vin, encumbrance, asset, amount, valid_until))
	}

	/// Leave cars, each with its least price, to an agent who gets `fee_millionths` of the price. Signed by the owner.
	///
	/// # Errors
	/// [`Error::TooLong`] for more than [`MAX_CONSIGNED`].
	pub fn consign(
		cars: Vec<(Vin, Balance)>,
		agent: AccountId,
		asset: Asset,
		fee_millionths: u32,
		ends_at: Moment,
	) -> Result<Self, Error> {
		ensure_len("the consignment", cars.len(), MAX_CONSIGNED, "cars")?;
		Ok(Self(calls::consign(cars, agent, asset, fee_millionths, ends_at)))
	}

	/// Offer a car that was consigned. Signed by the agent.
	pub fn offer_consigned(
		vin: Vin,
		buyer: Option<AccountId>,
		price: Balance,
		disclosure: Disclosure,
		expires_at: Moment,
	) -> Self {
		Self(calls::offer_consigned(vin, buyer, price, disclosure, expires_at))
	}
}

/// Leases.
impl Call {
	/// Offer a car for lease. Signed by its owner.
	pub fn offer_lease(vin: Vin, terms: LeaseTerms) -> Self {
		Self(calls::offer_lease(vin, terms))
	}

	/// Take a car on lease from its latest reading `odometer` on; `authorised` is set aside for further rents. Signed by the lessee.
	pub fn accept_lease(id: u64, odometer: Odometer, authorised: Balance) -> Self {
		Self(calls::accept_lease(id, odometer, authorised))
	}

	/// Pay the next rent, with so many loyalty points. Signed by the lessee.
	pub fn pay_rent(id: u64, points: u32) -> Self {
		Self(calls::pay_rent(id, points))
	}

	/// Propose to end a lease before its term, or agree to it. Signed by either side.
	pub fn terminate_lease(id: u64) -> Self {
		Self(calls::terminate_lease(id))
	}

	/// State that the car is back. Signed by both sides, one after the other.
	pub fn return_vehicle(id: u64, odometer: Odometer, condition: Digest) -> Self {
		Self(calls::return_vehicle(id, odometer, condition))
	}

	/// Claim nothing for damage. Signed by the lessor.
	pub fn waive_claims(id: u64) -> Self {
		Self(calls::waive_claims(id))
	}

	/// Take what is owed out of the deposit, and give back the rest. Signed by anybody.
	pub fn settle_lease(id: u64) -> Self {
		Self(calls::settle_lease(id))
	}

	/// Buy the leased car at the price of the terms. Signed by the lessee.
	pub fn buy_out(id: u64) -> Self {
		Self(calls::buy_out(id))
	}
}

/// Income shares.
impl Call {
	/// Split future rent into `supply` shares until `ends_at`. Signed by an accredited lessor, who gets them all.
	pub fn create_pool(asset: Asset, supply: u32, ends_at: Moment, terms: Digest) -> Self {
		Self(calls::create_pool(asset, supply, ends_at, terms))
	}

	/// Let the rent of a car go to a pool. Signed by its owner, the pool's lessor.
	pub fn add_vehicle(pool: u32, vin: Vin) -> Self {
		Self(calls::add_vehicle(pool, vin))
	}

	/// Give shares away, with what they earn from now on. Signed by a holder.
	pub fn transfer_shares(pool: u32, to: AccountId, amount: u32) -> Self {
		Self(calls::transfer_shares(pool, to, amount))
	}

	/// Take out what one's shares have earned. Signed by a holder.
	pub fn claim_income(pool: u32) -> Self {
		Self(calls::claim_income(pool))
	}
}

/// Loans.
impl Call {
	/// Offer money on a car. Signed by an accredited lender, whose principal goes on hold.
	pub fn offer_loan(vin: Vin, terms: LoanTerms, expires_at: Moment) -> Self {
		Self(calls::offer_loan(vin, terms, expires_at))
	}

	/// Take the money, and give the lender a lien on the car. Signed by its owner.
	pub fn accept_loan(id: u32) -> Self {
		Self(calls::accept_loan(id))
	}

	/// Pay the next instalment; the last one ends the lien. Signed by anybody, who pays.
	pub fn pay_instalment(id: u32) -> Self {
		Self(calls::pay_instalment(id))
	}

	/// Pay all that is left. Signed by anybody, who pays.
	pub fn pay_off_loan(id: u32) -> Self {
		Self(calls::pay_off_loan(id))
	}
}
