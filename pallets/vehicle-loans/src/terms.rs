//! What lender and borrower agree on, and what is due when.

use carx_primitives::{Digest, Moment, DAY};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::AtLeast32BitUnsigned;

/// Most instalments of one loan.
pub const MAX_INSTALMENTS: u32 = 120;
/// Shortest time between two instalments.
pub const MIN_PERIOD: Moment = DAY;
/// Longest time between two instalments: a leap year.
pub const MAX_PERIOD: Moment = 366 * DAY;

/// The terms of a loan. Its price is what the instalments exceed the principal by.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<AccountId, AssetKind, Balance> {
	/// Who is lent money: the owner of the car. They stay the debtor when the title passes with the lien.
	pub borrower: AccountId,
	/// What is lent and paid back.
	pub asset: AssetKind,
	/// How much the borrower gets, in the smallest unit of the asset.
	pub principal: Balance,
	/// How much each instalment is.
	pub instalment: Balance,
	/// How many there are: 1 to [`MAX_INSTALMENTS`].
	pub instalments: u32,
	/// How long after one the next is due, in milliseconds: [`MIN_PERIOD`] to [`MAX_PERIOD`].
	pub period: Moment,
	/// The last moment at which the first is in time, in Unix milliseconds.
	pub first_due: Moment,
	/// BLAKE2b-256 of the contract, kept off chain.
	pub contract: Digest,
}

impl<AccountId: PartialEq, AssetKind, Balance: AtLeast32BitUnsigned + Copy>
	Terms<AccountId, AssetKind, Balance>
{
	/// Whether somebody can be bound by them: the amounts are not 0, numbers and times lie within their bounds, and all sums can be counted.
	pub fn are_valid(&self) -> bool {
		let amounts = !self.principal.is_zero() && !self.instalment.is_zero();
		let bounds = (1..=MAX_INSTALMENTS).contains(&self.instalments)
			&& (MIN_PERIOD..=MAX_PERIOD).contains(&self.period);
		let last = self.instalments.saturating_sub(1);
		amounts && bounds && self.due(last).is_some() && self.left(0).is_some()
	}

	/// The last moment at which the instalment with this number, from 0, is in time; `None` where it cannot be counted.
	pub fn due(&self, number: u32) -> Option<Moment> {
		self.period.checked_mul(number.into())?.checked_add(self.first_due)
	}

	/// What is left to pay once `paid` instalments are; `None` where it cannot be counted.
	pub fn left(&self, paid: u32) -> Option<Balance> {
		let number = self.instalments.saturating_sub(paid);
		self.instalment.checked_mul(&number.into())
	}

	/// How many instalments are late at `now`, of those that are left once `paid` are.
	pub fn late(&self, paid: u32, now: Moment) -> u32 {
		let since = now.saturating_sub(self.first_due);
		let passed = match since.checked_sub(1) {
			Some(since) => since.checked_div(self.period).unwrap_or_default().saturating_add(1),
			None => 0,
		};
		let due = passed.min(self.instalments.into());
		u32::try_from(due).unwrap_or(self.instalments).saturating_sub(paid)
	}
}
