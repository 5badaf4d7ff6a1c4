//! What must hold after every block.

use crate::{pallet::*, Config, Pallet, EXPIRY_STEP, MAX_SUPPLY};
use frame_support::{
	ensure,
	traits::fungibles::{freeze::Inspect as _, Inspect},
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (id, pool) in Pools::<T>::iter() {
			Self::pool_is_numbered_and_split(id, &pool)?;
			Self::pool_counts_its_vehicles(id, &pool)?;
			Self::shares_are_held_and_frozen(id, &pool)?;
			Self::pool_has_what_it_owes(id, &pool)?;
		}
		Self::holdings_are_of_a_pool()?;
		Self::memberships_are_of_a_pool()?;
		Self::lots_are_in_order()
	}

	fn pool_is_numbered_and_split(id: u32, pool: &PoolOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(id > 0 && id < NextPool::<T>::get(), "a pool has a number that was not given");
		ensure!((1..=MAX_SUPPLY).contains(&pool.supply), "a pool has too few or many shares");
		ensure!(pool.income.remainder < pool.supply.into(), "a remainder could have been split");
		Ok(())
	}

	fn pool_counts_its_vehicles(id: u32, pool: &PoolOf<T>) -> Result<(), TryRuntimeError> {
		let vehicles = Memberships::<T>::iter_values().filter(|item| item.pool == id).count();
		ensure!(u32::try_from(vehicles) == Ok(pool.vehicles), "a pool does not count its cars");
		Ok(())
	}

	fn shares_are_held_and_frozen(id: u32, pool: &PoolOf<T>) -> Result<(), TryRuntimeError> {
		let token = Self::share_token(id);
		let reason = FreezeReason::IncomeShares.into();
		let (mut holders, mut shares) = (0u32, 0u32);
		for (who, holding) in Holdings::<T>::iter_prefix(id) {
			let own = SharesOf::<T>::from(holding.stake.shares);
			ensure!(!holding.stake.is_empty(), "a holding is empty");
			ensure!(T::ShareTokens::balance(token, &who) == own, "a holder has other tokens");
			let frozen = T::ShareFreezes::balance_frozen(token, &reason, &who);
			ensure!(frozen == own, "shares are not frozen");
			holders = holders.saturating_add(1);
			shares = shares.saturating_add(holding.stake.shares);
		}
		ensure!(holders == pool.holders, "a pool does not count its holders");
		ensure!(shares == pool.supply, "shares of a pool are missing, or too many");
		let issued = T::ShareTokens::total_issuance(token);
		ensure!(issued == pool.supply.into(), "tokens were issued that are no shares");
		Ok(())
	}

	fn pool_has_what_it_owes(id: u32, pool: &PoolOf<T>) -> Result<(), TryRuntimeError> {
		let mut due = pool.endowment.checked_add(&pool.income.remainder);
		for holding in Holdings::<T>::iter_prefix_values(id) {
			let claimable = holding
				.stake
				.claimable(pool.income.per_share)
				.ok_or("a holding is settled beyond the income of its pool")?;
			due = due.and_then(|due| due.checked_add(&claimable));
		}
		let balance = T::Assets::balance(pool.asset.clone(), &Self::pool_account(id));
		ensure!(due.is_some_and(|due| due <= balance), "a pool owes more than it has");
		Ok(())
	}

	fn holdings_are_of_a_pool() -> Result<(), TryRuntimeError> {
		for (id, _) in Holdings::<T>::iter_keys() {
			ensure!(Pools::<T>::contains_key(id), "a holding is of no pool");
		}
		Ok(())
	}

	fn memberships_are_of_a_pool() -> Result<(), TryRuntimeError> {
		for membership in Memberships::<T>::iter_values() {
			ensure!(Pools::<T>::contains_key(membership.pool), "a car is in a pool that is none");
		}
		Ok(())
	}

	fn lots_are_in_order() -> Result<(), TryRuntimeError> {
		for purse in Points::<T>::iter_values() {
			let (mut last, mut sum) = (0, 0u32);
			for lot in purse.lots.as_slice() {
				ensure!(last < lot.expires_at, "lots of points are not in order");
				ensure!(
					(lot.expires_at % EXPIRY_STEP).is_zero() && lot.points > 0,
					"a lot of points is none"
				);
				last = lot.expires_at;
				sum = sum.checked_add(lot.points).ok_or("points cannot be counted")?;
			}
		}
		Ok(())
	}
}
