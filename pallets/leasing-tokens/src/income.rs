//! How rent is split among shares without a look at their holders: in whole units, to the last one.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::AtLeast32BitUnsigned;

/// What a pool has taken in. The sum over all rents of `per_share × supply` and the remainder is the sum of the rents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Income<Balance> {
	/// What one share has earned since the pool began, in the smallest unit of the pool's asset.
	pub per_share: Balance,
	/// What could not be split yet: less than there are shares.
	pub remainder: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> Income<Balance> {
	/// The income after a rent of `amount`, split among `supply` shares; `None` where there is no share, or the sums cannot be counted.
	pub fn receive(&self, amount: Balance, supply: u32) -> Option<Self> {
		let supply = Balance::from(supply);
		let total = self.remainder.checked_add(&amount)?;
		let each = total.checked_div(&supply)?;
		let split = each.checked_mul(&supply)?;
		let per_share = self.per_share.checked_add(&each)?;
		Some(Self { per_share, remainder: total.checked_sub(&split)? })
	}
}

/// The part of one holder in a pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Stake<Balance> {
	/// How many shares they hold.
	pub shares: u32,
	/// [`Income::per_share`] up to which their shares are settled.
	pub paid_per_share: Balance,
	/// What they earned up to there and have not been paid.
	pub owed: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> Stake<Balance> {
	/// No shares, settled up to `per_share`.
	pub fn new(per_share: Balance) -> Self {
		Self { shares: 0, paid_per_share: per_share, owed: Balance::zero() }
	}

	/// What the holder can claim when one share has earned `per_share`; `None` if that is less than was settled, or cannot be counted.
	pub fn claimable(&self, per_share: Balance) -> Option<Balance> {
		let each = per_share.checked_sub(&self.paid_per_share)?;
		each.checked_mul(&self.shares.into())?.checked_add(&self.owed)
	}

	/// The same stake with all that was earned counted as owed, so that its shares can change.
	pub fn settled(&self, per_share: Balance) -> Option<Self> {
		let owed = self.claimable(per_share)?;
		Some(Self { shares: self.shares, paid_per_share: per_share, owed })
	}

	/// The settled stake with `amount` shares more.
	pub fn with(&self, amount: u32) -> Option<Self> {
		Some(Self { shares: self.shares.checked_add(amount)?, ..*self })
	}

	/// The settled stake with `amount` shares less; `None` if it has fewer.
	pub fn without(&self, amount: u32) -> Option<Self> {
		Some(Self { shares: self.shares.checked_sub(amount)?, ..*self })
	}

	/// Whether nothing is left of it.
	pub fn is_empty(&self) -> bool {
		self.shares == 0 && self.owed.is_zero()
	}
}
