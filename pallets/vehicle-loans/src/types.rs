//! The domain objects, free of `T: Config`.

use crate::Terms;
use carx_primitives::{Moment, Vin};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most loans that run on one car. Bounds what clients read of it; a lower one would leave cars with more undecodable.
pub const MAX_LOANS: u32 = 8;

/// How far a loan has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Stage {
	/// The principal is set aside, and waits for the borrower.
	Offered {
		/// The first moment at which the offer no longer holds, in Unix milliseconds.
		expires_at: Moment,
		/// The number that the next lien on the car had: the lender knew those before it, and no other.
		next_encumbrance: u32,
	},
	/// The borrower has the principal, and pays it back.
	Running {
		/// The lien on the car, by its number among those of the car.
		encumbrance: u32,
		/// How many instalments are paid.
		paid: u32,
	},
}

/// A loan on a car, or the offer of one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Loan<AccountId, AssetKind, Balance, Ticket> {
	/// The car.
	pub vehicle: Vin,
	/// Who lends, and pays for the loan's place.
	pub lender: AccountId,
	/// What was agreed.
	pub terms: Terms<AccountId, AssetKind, Balance>,
	/// How far it has come.
	pub stage: Stage,
	/// The lender's deposit.
	pub ticket: Ticket,
}

/// A loan as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct LoanInfo<AccountId, AssetKind, Balance> {
	/// Its number.
	pub id: u32,
	/// The car.
	pub vehicle: Vin,
	/// Who lends.
	pub lender: AccountId,
	/// What was agreed.
	pub terms: Terms<AccountId, AssetKind, Balance>,
	/// How far it has come.
	pub stage: Stage,
	/// What is left to pay.
	pub left: Balance,
	/// The last moment at which the next instalment is in time.
	pub next_due: Moment,
	/// How many instalments are late now.
	pub late: u32,
	/// Whether the lien is in force; not before the borrower accepts.
	pub is_secured: bool,
}
