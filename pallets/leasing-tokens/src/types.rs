//! The domain objects, free of `T: Config`.

use crate::{Income, Lot, Lots, Stake};
use alloc::vec::Vec;
use carx_primitives::{Digest, Moment};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most shares of one pool.
pub const MAX_SUPPLY: u32 = 1_000_000;

/// The future rent of some cars, split into shares.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pool<AccountId, AssetKind, Balance, Ticket> {
	/// Whose cars they are, and who pays for the pool's place.
	pub lessor: AccountId,
	/// In what rent is paid.
	pub asset: AssetKind,
	/// How many shares there are: 1 to [`MAX_SUPPLY`].
	pub supply: u32,
	/// The first moment at which rent goes to the lessor again, in Unix milliseconds.
	pub ends_at: Moment,
	/// BLAKE2b-256 of what the lessor promises the holders, kept off chain.
	pub terms: Digest,
	/// What the pool has taken in.
	pub income: Income<Balance>,
	/// What the lessor put into the pool's account so that it exists: the smallest balance of the asset. Never part of the income.
	pub endowment: Balance,
	/// How many cars are in the pool.
	pub vehicles: u32,
	/// How many accounts hold shares of it or are owed income.
	pub holders: u32,
	/// The lessor's deposit.
	pub ticket: Ticket,
}

/// A holder's place in a pool.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Holding<AccountId, Balance, Ticket> {
	/// What they hold and are owed.
	pub stake: Stake<Balance>,
	/// Who pays for the place: who gave them their first shares.
	pub payer: AccountId,
	/// The payer's deposit.
	pub ticket: Ticket,
}

/// A car's place in a pool.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Membership<Ticket> {
	/// The pool.
	pub pool: u32,
	/// The lock on its title, by its number among those of the car.
	pub encumbrance: u32,
	/// The lessor's deposit.
	pub ticket: Ticket,
}

/// The loyalty points of an account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Purse<AccountId, Ticket> {
	/// The points.
	pub lots: Lots,
	/// The last day on which some were earned, in days since 1970-01-01, UTC.
	pub day: u64,
	/// How many were earned on that day.
	pub earned: u32,
	/// Who deposited for the place, and the deposit, where it was made by a gift of points. One that was made by a lease is paid with the
	/// lease.
	pub deposit: Option<(AccountId, Ticket)>,
}

impl<AccountId, Ticket> Default for Purse<AccountId, Ticket> {
	fn default() -> Self {
		Self { lots: Lots::default(), day: 0, earned: 0, deposit: None }
	}
}

impl<AccountId, Ticket> Purse<AccountId, Ticket> {
	/// Makes `day` the day that is counted, and says how many points can still be earned on it, of `most`.
	pub fn left_on(&mut self, day: u64, most: u32) -> u32 {
		if self.day != day {
			self.day = day;
			self.earned = 0;
		}
		most.saturating_sub(self.earned)
	}

	/// Whether nothing is lost without it on `day`: it has no points, and what was earned on that day need not be remembered.
	pub fn is_idle(&self, day: u64) -> bool {
		self.lots.is_empty() && (self.day != day || self.earned == 0)
	}
}

/// A pool as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct PoolInfo<AccountId, AssetKind, Balance> {
	/// Whose cars they are.
	pub lessor: AccountId,
	/// Where the pool's money lies.
	pub account: AccountId,
	/// The token of its shares, among the chain's assets.
	pub share_token: u32,
	/// In what rent is paid.
	pub asset: AssetKind,
	/// How many shares there are.
	pub supply: u32,
	/// The first moment at which rent goes to the lessor again.
	pub ends_at: Moment,
	/// BLAKE2b-256 of what the lessor promises the holders.
	pub terms: Digest,
	/// What one share has earned since the pool began.
	pub per_share: Balance,
	/// What could not be split yet.
	pub remainder: Balance,
	/// What the lessor put into the pool's account so that it exists.
	pub endowment: Balance,
	/// How many cars are in it.
	pub vehicles: u32,
	/// How many accounts hold shares of it or are owed income.
	pub holders: u32,
}

/// A holder's part in a pool as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct SharesInfo<Balance> {
	/// How many shares they hold.
	pub shares: u32,
	/// What they would be paid now.
	pub claimable: Balance,
}

/// The points of an account as clients read them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct PointsInfo {
	/// What has not expired, the lot that expires first in front.
	pub lots: Vec<Lot>,
	/// How many points that are in sum.
	pub valid: u32,
}
