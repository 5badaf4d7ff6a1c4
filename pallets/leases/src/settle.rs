//! How a lease ends: what is owed is paid, or the car is bought.

use crate::{pallet::*, Config, LeaseId, Pallet, Party, Settlement, Stage};
use carx_primitives::{
	GoodConduct, LoyaltyPoints, Payment, ReputationFact, ReputationLog, SaleDesk,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Pays what is owed and ends the lease.
	pub(crate) fn settle(id: LeaseId) -> DispatchResult {
		let (lease, returned) = Self::load_returned(id)?;
		let periods = (T::ClaimPeriod::get(), T::ObjectionPeriod::get(), T::RulingPeriod::get());
		let award = returned.damage.award(returned.returned_at, T::Time::now(), periods);
		let award = award.ok_or(Error::<T>::ClaimOpen)?;
		let run = Self::run(&lease, &returned).ok_or(Error::<T>::ReadingsInDoubt)?;
		let charges = returned.charges(&lease.terms, run, award).ok_or(Error::<T>::Overflow)?;
		let purse = Self::purse(&lease, &returned.course);
		let settlement = Settlement::of(purse, charges).ok_or(Error::<T>::Overflow)?;

		Self::pay_rent_out(&lease, &settlement.rents)?;
		let others = settlement.excess.and(&settlement.award).ok_or(Error::<T>::Overflow)?;
		Self::pay_lessor(&lease, &others)?;
		Self::give_back(&lease, &settlement.back)?;
		Self::note_end(&lease, &returned, &settlement);

		let (vehicle, shortfall) = (lease.vehicle, settlement.shortfall);
		let back = settlement.back.total().ok_or(Error::<T>::Overflow)?;
		Self::remove(id, lease)?;
		Self::deposit_event(Event::LeaseSettled { lease: id, vehicle, charges, back, shortfall });
		Ok(())
	}

	/// Counts a finished lease for both sides, with how the lessee fared in it.
	fn note_end(
		lease: &LeaseOf<T>,
		returned: &ReturnedOf<T>,
		settlement: &Settlement<BalanceOf<T>>,
	) {
		let (terms, lessee) = (&lease.terms, &lease.terms.lessee);
		let (due, at) = (returned.due, returned.returned_at);
		let owes =
			terms.is_in_arrears(&returned.course, due, at) || !settlement.shortfall.is_zero();
		if owes {
			T::Reputation::note(lessee, ReputationFact::PaidLate, 1);
		}
		if !terms.counts(returned.course.started_at, at) {
			return;
		}
		Self::note_finished(lease);
		let is_clean = !owes && !returned.course.was_late && returned.damage.is_none();
		if is_clean && Self::earns_points(lease) {
			T::Points::earn(lessee, GoodConduct::ReturnedInCondition);
		}
	}

	fn note_finished(lease: &LeaseOf<T>) {
		for who in [&lease.lessor, &lease.terms.lessee] {
			T::Reputation::note(who, ReputationFact::LeaseFinished, 1);
		}
	}

	/// What [`Pallet::charges`] shows.
	pub(crate) fn expected_settlement(id: LeaseId) -> Option<Settlement<BalanceOf<T>>> {
		let lease = Leases::<T>::get(id)?;
		let Stage::Returned(returned) = &lease.stage else {
			return None;
		};
		let run = Self::run(&lease, returned)?;
		let charges = returned.charges(&lease.terms, run, returned.damage.expected())?;
		Settlement::of(Self::purse(&lease, &returned.course), charges)
	}

	/// Ends the lease and sells the car to its lessee.
	pub(crate) fn sell(id: LeaseId, lessee: T::AccountId) -> DispatchResult {
		let (lease, active) = Self::load_active(id)?;
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		Self::ensure_title(&lease)?;
		let (now, started_at) = (T::Time::now(), active.course.started_at);
		let is_open = active.ended_at.is_none()
			&& active.dispute.is_none()
			&& active.lessor_says.is_none()
			&& now < lease.terms.ends_at(started_at);
		let price = lease.terms.buy_out.filter(|_| is_open);
		let price = price.ok_or(Error::<T>::BuyOutNotAllowed)?;
		let is_paid = active.course.paid >= Self::due_now(&lease, &active);
		ensure!(is_paid, Error::<T>::RentsUnpaid);

		let vehicle = lease.vehicle;
		Self::free_vehicle(&lease, &active)?;
		Self::give_back(&lease, &Self::purse(&lease, &active.course))?;
		if lease.terms.counts(started_at, now) {
			Self::note_finished(&lease);
		}
		let (lessor, reference) = (lease.lessor.clone(), Self::reference(id, &lease));
		let payment = Payment { asset: lease.terms.asset.clone(), amount: price };
		Self::remove(id, lease)?;
		let certificate = T::SaleDesk::sell_at_once(vehicle, lessor, lessee, payment, reference)?;
		Self::deposit_event(Event::LeaseBoughtOut { lease: id, vehicle, price, certificate });
		Ok(())
	}
}
