//! Where the rent of a car in a pool goes.

use crate::{pallet::*, Config, Pallet};
use carx_primitives::{RentReceiver, VehicleTitles, Vin};
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// The pool that rent for the car goes to now. One that has ended gets none, nor one whose lessor lost the car, nor one that
	/// governance took the car from.
	fn earning_pool(vin: &Vin) -> Option<(u32, PoolOf<T>)> {
		let membership = Memberships::<T>::get(vin)?;
		let pool = Pools::<T>::get(membership.pool)?;
		let earns = T::Time::now() < pool.ends_at
			&& T::Titles::owner(vin).as_ref() == Some(&pool.lessor)
			&& T::Titles::is_encumbered(vin, membership.encumbrance);
		earns.then_some((membership.pool, pool))
	}
}

impl<T: Config> RentReceiver<T::AccountId, T::AssetKind, BalanceOf<T>> for Pallet<T> {
	type Error = DispatchError;

	fn asset(vin: &Vin) -> Option<T::AssetKind> {
		Self::earning_pool(vin).map(|(_, pool)| pool.asset)
	}

	fn payee(vin: &Vin) -> Option<T::AccountId> {
		Self::earning_pool(vin).map(|(id, _)| Self::pool_account(id))
	}

	fn received(vin: &Vin, amount: BalanceOf<T>) -> Result<(), DispatchError> {
		let (id, pool) = Self::earning_pool(vin).ok_or(Error::<T>::NotInPool)?;
		ensure!(pool.supply > 0, Error::<T>::SupplyNotValid);
		let income = pool.income.receive(amount, pool.supply).ok_or(Error::<T>::Overflow)?;
		Pools::<T>::insert(id, PoolOf::<T> { income, ..pool });
		Self::deposit_event(Event::IncomeReceived { pool: id, vehicle: *vin, amount });
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn split(vin: &Vin, lessor: &T::AccountId, asset: T::AssetKind) {
		crate::benchmarking::split::<T>(vin, lessor, asset);
	}
}
