//! Loyalty points: earned by good conduct, spent on rent, gone after a while.

use crate::{expiry, pallet::*, Config, Lot, Pallet, PointsInfo};
use carx_primitives::{GoodConduct, LoyaltyPoints, DAY};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

/// What the points of an account store.
type PurseFootprint<T> = (AccountIdOf<T>, PurseOf<T>);

impl<T: Config> Pallet<T> {
	/// The days that have passed since 1970-01-01, UTC.
	fn today() -> u64 {
		T::Time::now().checked_div(DAY).unwrap_or_default()
	}

	/// Removes from a purse what has expired, and says whether that was something.
	fn expire(who: &T::AccountId, purse: &mut PurseOf<T>) -> bool {
		let points = purse.lots.expire(T::Time::now());
		if points > 0 {
			Self::deposit_event(Event::PointsExpired { who: who.clone(), points });
		}
		points > 0
	}

	/// The points of an account without those that have expired.
	fn load_purse(who: &T::AccountId) -> Option<PurseOf<T>> {
		let mut purse = Points::<T>::get(who)?;
		Self::expire(who, &mut purse);
		Some(purse)
	}

	/// Stores the points of an account, or ends their place, with a deposit for it, if nothing is lost without it.
	fn put_purse(who: &T::AccountId, purse: PurseOf<T>) -> DispatchResult {
		if !purse.is_idle(Self::today()) {
			Points::<T>::insert(who, purse);
			return Ok(());
		}
		Points::<T>::remove(who);
		match purse.deposit {
			Some((payer, ticket)) => ticket.drop(&payer),
			None => Ok(()),
		}
	}

	/// Takes points from an account, those that expire first.
	fn take_points(who: &T::AccountId, points: u32) -> Result<alloc::vec::Vec<Lot>, DispatchError> {
		let mut purse = Self::load_purse(who).ok_or(Error::<T>::TooFewPoints)?;
		let taken = purse.lots.take(points).ok_or(Error::<T>::TooFewPoints)?;
		Self::put_purse(who, purse)?;
		Ok(taken)
	}

	/// Gives points away.
	pub(crate) fn give_points(from: T::AccountId, to: T::AccountId, points: u32) -> DispatchResult {
		ensure!(T::PointsTransferable::get(), Error::<T>::PointsNotTransferable);
		ensure!(points > 0, Error::<T>::AmountZero);
		ensure!(from != to, Error::<T>::SameAccount);
		let taken = Self::take_points(&from, points)?;
		let mut purse = match Self::load_purse(&to) {
			Some(purse) => purse,
			None => {
				let footprint = Footprint::from_mel::<PurseFootprint<T>>();
				let ticket = T::PointsConsideration::new(&from, footprint)?;
				PurseOf::<T> { deposit: Some((from.clone(), ticket)), ..Default::default() }
			},
		};
		for lot in taken {
			ensure!(purse.lots.add(lot) == lot.points, Error::<T>::TooManyPoints);
		}
		Points::<T>::insert(&to, purse);
		Self::deposit_event(Event::PointsTransferred { from, to, points });
		Ok(())
	}

	/// Clears away what has expired of an account's points.
	pub(crate) fn clear(who: T::AccountId) -> DispatchResult {
		let mut purse = Points::<T>::get(&who).ok_or(Error::<T>::NothingExpired)?;
		let has_expired = Self::expire(&who, &mut purse);
		let can_go = purse.is_idle(Self::today());
		ensure!(has_expired || can_go, Error::<T>::NothingExpired);
		Self::put_purse(&who, purse)
	}

	pub(crate) fn points_info(who: &T::AccountId) -> PointsInfo {
		let now = T::Time::now();
		let lots = Points::<T>::get(who).unwrap_or_default().lots;
		let in_force = lots.as_slice().iter().copied().filter(|lot| now < lot.expires_at);
		PointsInfo { lots: in_force.collect(), valid: lots.valid(now) }
	}
}

impl<T: Config> LoyaltyPoints<T::AccountId> for Pallet<T> {
	type Error = DispatchError;

	fn earn(who: &T::AccountId, conduct: GoodConduct) {
		let rate = match conduct {
			GoodConduct::RentOnTime => T::PointsForRent::get(),
			GoodConduct::ReturnedInCondition => T::PointsForReturn::get(),
		};
		let stored = Self::load_purse(who);
		let is_stored = stored.is_some();
		let mut purse = stored.unwrap_or_default();
		let left = purse.left_on(Self::today(), T::MaxPointsPerDay::get());
		let expires_at = expiry(T::Time::now(), T::PointsLifetime::get());
		let points = purse.lots.add(Lot { expires_at, points: rate.min(left) });
		purse.earned = purse.earned.saturating_add(points);
		if points > 0 || is_stored {
			Points::<T>::insert(who, purse);
		}
		if points > 0 {
			Self::deposit_event(Event::PointsEarned { who: who.clone(), points, expires_at });
		}
	}

	fn spend(who: &T::AccountId, points: u32) -> Result<(), DispatchError> {
		if points > 0 {
			Self::take_points(who, points)?;
			Self::deposit_event(Event::PointsSpent { who: who.clone(), points });
		}
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn give(who: &T::AccountId, points: u32) {
		crate::benchmarking::give::<T>(who, points);
	}
}
