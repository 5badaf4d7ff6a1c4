//! Pools and the cars in them.

use crate::{
	pallet::*, Config, Holding, Income, Membership, Pallet, Pool, PoolInfo, Stake, MAX_SUPPLY,
};
use carx_primitives::{
	Accreditations, Action, Digest, EncumbranceKind, Moment, Role, VehicleTitles, Vin,
};
use frame_support::{
	ensure,
	traits::{
		fungibles::{Create, Destroy, Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
		Consideration, Footprint, Get, Time,
	},
};
use sp_runtime::{
	traits::{AccountIdConversion, Zero},
	DispatchError, DispatchResult,
};

/// Bytes that the assets store of one more token.
const TOKEN_SIZE: usize = 256;

/// What a pool stores, its token among the assets included.
type PoolFootprint<T> = (u32, PoolOf<T>, [u8; TOKEN_SIZE]);

/// What a car's place in a pool stores.
type MembershipFootprint<T> = (Vin, MembershipOf<T>);

impl<T: Config> Pallet<T> {
	/// The keyless account that holds the locks on titles and administers the share tokens.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The keyless account of a pool, where its money lies.
	pub fn pool_account(pool: u32) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(pool)
	}

	/// The share token of a pool, among the chain's assets. Does not saturate for a pool that there is.
	pub fn share_token(pool: u32) -> u32 {
		T::FirstShareId::get().saturating_add(pool)
	}

	pub(crate) fn load_pool(pool: u32) -> Result<PoolOf<T>, Error<T>> {
		Pools::<T>::get(pool).ok_or(Error::PoolNotFound)
	}

	/// Makes a pool, its account and its token, and gives its number.
	pub(crate) fn open_pool(
		lessor: T::AccountId,
		asset: T::AssetKind,
		supply: u32,
		ends_at: Moment,
		terms: Digest,
	) -> Result<u32, DispatchError> {
		let now = T::Time::now();
		let accredited = T::Accreditations::acts_as(&lessor, Role::Lessor, now);
		ensure!(accredited, Error::<T>::NotLessor);
		ensure!((1..=MAX_SUPPLY).contains(&supply), Error::<T>::SupplyNotValid);
		ensure!(now < ends_at, Error::<T>::EndNotValid);
		let id = Self::number_pool()?;

		let footprint = Footprint::from_mel::<PoolFootprint<T>>();
		let pool = Pool {
			ticket: T::PoolConsideration::new(&lessor, footprint)?,
			endowment: Self::endow(id, &lessor, &asset)?,
			lessor: lessor.clone(),
			asset: asset.clone(),
			supply,
			ends_at,
			terms,
			income: Income::default(),
			vehicles: 0,
			holders: 1,
		};
		Pools::<T>::insert(id, pool);
		let stake = Stake { shares: supply, ..Stake::new(Zero::zero()) };
		let ticket = Self::holding_ticket(&lessor)?;
		Holdings::<T>::insert(id, &lessor, Holding { stake, payer: lessor.clone(), ticket });

		let share_token = Self::share_token(id);
		T::ShareTokens::create(share_token, Self::account(), false, 1u32.into())?;
		T::ShareTokens::mint_into(share_token, &lessor, supply.into())?;
		Self::freeze(id, &lessor, supply)?;
		Self::deposit_event(Event::PoolCreated {
			pool: id,
			lessor,
			asset,
			supply,
			ends_at,
			share_token,
		});
		Ok(id)
	}

	/// The number of a new pool, such that its token has one too.
	fn number_pool() -> Result<u32, Error<T>> {
		let id = NextPool::<T>::get();
		let next = id.checked_add(1).ok_or(Error::TooManyPools)?;
		let has_token = T::FirstShareId::get().checked_add(id).is_some();
		ensure!(has_token, Error::TooManyPools);
		NextPool::<T>::put(next);
		Ok(id)
	}

	/// Makes the account of a pool, and puts into it so much that paying out never ends it, and what it has with it.
	fn endow(
		pool: u32,
		lessor: &T::AccountId,
		asset: &T::AssetKind,
	) -> Result<BalanceOf<T>, DispatchError> {
		let account = Self::pool_account(pool);
		// An asset that is not sufficient needs an account that exists by something else.
		frame_system::Pallet::<T>::inc_providers(&account);
		let endowment = T::Assets::minimum_balance(asset.clone());
		T::Assets::transfer(asset.clone(), lessor, &account, endowment, Preservation::Expendable)
	}

	/// Lets the rent of a car go to a pool.
	pub(crate) fn admit(id: u32, lessor: T::AccountId, vin: Vin) -> DispatchResult {
		let mut pool = Self::load_pool(id)?;
		ensure!(lessor == pool.lessor, Error::<T>::NotAuthorized);
		ensure!(T::Time::now() < pool.ends_at, Error::<T>::PoolEnded);
		let owner = T::Titles::owner(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		ensure!(owner == lessor, Error::<T>::NotOwner);
		ensure!(!Memberships::<T>::contains_key(vin), Error::<T>::AlreadyInPool);
		for action in [EncumbranceKind::IncomeShares.created_by(), Action::Lease] {
			ensure!(T::Titles::blockers(action, &vin).is_empty(), Error::<T>::VehicleBlocked);
		}
		pool.vehicles = pool.vehicles.checked_add(1).ok_or(Error::<T>::TooManyVehicles)?;

		let encumbrance = T::Titles::encumber(
			vin,
			EncumbranceKind::IncomeShares,
			Self::account(),
			pool.terms,
			lessor.clone(),
		)
		.map_err(Into::<DispatchError>::into)?;
		let footprint = Footprint::from_mel::<MembershipFootprint<T>>();
		let ticket = T::VehicleConsideration::new(&lessor, footprint)?;
		Memberships::<T>::insert(vin, Membership { pool: id, encumbrance, ticket });
		Pools::<T>::insert(id, pool);
		Self::deposit_event(Event::VehicleAdded { pool: id, vehicle: vin, encumbrance });
		Ok(())
	}

	/// Takes a car out of a pool.
	pub(crate) fn expel(id: u32, by: T::AccountId, vin: Vin) -> DispatchResult {
		let mut pool = Self::load_pool(id)?;
		let membership = Memberships::<T>::get(vin).filter(|membership| membership.pool == id);
		let membership = membership.ok_or(Error::<T>::NotInPool)?;
		let is_lost = T::Titles::owner(&vin).as_ref() != Some(&pool.lessor);
		let is_free = by == pool.lessor
			&& (pool.ends_at <= T::Time::now()
				|| Self::holds_all(id, &pool)
				|| !T::Titles::is_encumbered(&vin, membership.encumbrance));
		ensure!(is_lost || is_free, Error::<T>::NotAuthorized);

		T::Titles::release(vin, membership.encumbrance).map_err(Into::<DispatchError>::into)?;
		membership.ticket.drop(&pool.lessor)?;
		Memberships::<T>::remove(vin);
		pool.vehicles = pool.vehicles.saturating_sub(1);
		Pools::<T>::insert(id, pool);
		Self::deposit_event(Event::VehicleRemoved { pool: id, vehicle: vin, by });
		Ok(())
	}

	/// Whether the lessor holds all shares of the pool.
	fn holds_all(id: u32, pool: &PoolOf<T>) -> bool {
		Holdings::<T>::get(id, &pool.lessor)
			.is_some_and(|holding| holding.stake.shares == pool.supply)
	}

	/// Ends a pool.
	pub(crate) fn close(id: u32, lessor: T::AccountId) -> DispatchResult {
		let pool = Self::load_pool(id)?;
		ensure!(lessor == pool.lessor, Error::<T>::NotAuthorized);
		ensure!(pool.vehicles == 0, Error::<T>::VehiclesInPool);
		let is_alone = pool.holders == 1 && Self::holds_all(id, &pool);
		ensure!(is_alone, Error::<T>::PoolHeld);

		Self::destroy_shares(id, &pool)?;
		let amount = Self::empty_account(id, &pool)?;
		if let Some(holding) = Holdings::<T>::take(id, &lessor) {
			holding.ticket.drop(&holding.payer)?;
		}
		Pools::<T>::remove(id);
		pool.ticket.drop(&lessor)?;
		Self::deposit_event(Event::PoolClosed { pool: id, amount });
		Ok(())
	}

	/// Burns the shares of a pool, all of which its lessor holds, and ends their token.
	fn destroy_shares(id: u32, pool: &PoolOf<T>) -> DispatchResult {
		let share_token = Self::share_token(id);
		Self::freeze(id, &pool.lessor, 0)?;
		T::ShareTokens::burn_from(
			share_token,
			&pool.lessor,
			pool.supply.into(),
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		T::ShareTokens::start_destroy(share_token, None)?;
		// Fails where somebody opened an account for the token or an approval without having any: they are ended by calls of the assets,
		// which anybody can make, and must not keep the pool open.
		let _ = T::ShareTokens::finish_destroy(share_token);
		Ok(())
	}

	/// Pays all that is in a pool's account to its lessor, and gives the account up.
	fn empty_account(id: u32, pool: &PoolOf<T>) -> Result<BalanceOf<T>, DispatchError> {
		let account = Self::pool_account(id);
		// All of it, or the call fails: nothing may stay behind in an account that is given up.
		let amount = T::Assets::balance(pool.asset.clone(), &account);
		T::Assets::transfer(
			pool.asset.clone(),
			&account,
			&pool.lessor,
			amount,
			Preservation::Expendable,
		)?;
		// Fails where somebody sent it another asset: then it stays, with that asset, which must not keep the pool open.
		let _ = frame_system::Pallet::<T>::dec_providers(&account);
		Ok(amount)
	}

	pub(crate) fn pool_info(id: u32) -> Option<PoolInfo<T::AccountId, T::AssetKind, BalanceOf<T>>> {
		let pool = Pools::<T>::get(id)?;
		Some(PoolInfo {
			lessor: pool.lessor,
			account: Self::pool_account(id),
			share_token: Self::share_token(id),
			asset: pool.asset,
			supply: pool.supply,
			ends_at: pool.ends_at,
			terms: pool.terms,
			per_share: pool.income.per_share,
			remainder: pool.income.remainder,
			endowment: pool.endowment,
			vehicles: pool.vehicles,
			holders: pool.holders,
		})
	}
}
