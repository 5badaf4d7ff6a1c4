//! How a lease begins.

use crate::{
	pallet::*, Active, Config, Course, Lease, LeaseId, Pallet, Party, Purse, Stage, MAX_OFFER,
};
use carx_primitives::{
	Action, ConditionHistory, EncumbranceKind, Odometer, RentReceiver, RiskLimit, VehicleTitles,
	Vin,
};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::DispatchResult;

/// What a lease stores: itself, and its place on the car.
type LeaseFootprint<T> = ((LeaseId, LeaseOf<T>), (Vin, LeaseId));

impl<T: Config> Pallet<T> {
	/// Stores an offer.
	pub(crate) fn offer(vin: Vin, lessor: T::AccountId, terms: TermsOf<T>) -> DispatchResult {
		ensure!(T::Titles::owner(&vin).as_ref() == Some(&lessor), Error::<T>::NotOwner);
		ensure!(terms.lessee != lessor, Error::<T>::LesseeIsOwner);
		let now = T::Time::now();
		let is_short = terms.expires_at <= now.saturating_add(MAX_OFFER);
		ensure!(terms.is_valid() && is_short, Error::<T>::TermsNotValid);
		ensure!(now < terms.expires_at, Error::<T>::Expired);
		let title_epoch = T::Titles::epoch(&vin).ok_or(Error::<T>::NotOwner)?;
		Self::clear_stale_offer(&vin, &lessor)?;
		Self::ensure_leasable(&vin, &terms)?;

		let id = NextLeaseId::<T>::get();
		NextLeaseId::<T>::put(id.checked_add(1).ok_or(Error::<T>::TooManyLeases)?);
		let footprint = Footprint::from_mel::<LeaseFootprint<T>>();
		let ticket = T::LeaseConsideration::new(&lessor, footprint)?;
		let event = Event::LeaseOffered {
			lease: id,
			vehicle: vin,
			lessor: lessor.clone(),
			lessee: terms.lessee.clone(),
			expires_at: terms.expires_at,
		};
		let stage = Stage::Offered;
		let lease = Lease { vehicle: vin, lessor, terms, stage, ticket, title_epoch };
		Leases::<T>::insert(id, lease);
		VehicleLeases::<T>::insert(vin, id);
		Self::deposit_event(event);
		Ok(())
	}

	/// Removes the offer of a car that nobody can accept any more, so that another can take its place.
	fn clear_stale_offer(vin: &Vin, by: &T::AccountId) -> DispatchResult {
		let Some(id) = VehicleLeases::<T>::get(vin) else {
			return Ok(());
		};
		let lease = Self::load(id)?;
		let is_stale = T::Time::now() >= lease.terms.expires_at || !Self::has_kept_title(&lease);
		ensure!(lease.stage == Stage::Offered && is_stale, Error::<T>::VehicleTaken);
		Self::end_offer(id, lease, by.clone())
	}

	/// Checks that the car can be leased on these terms now.
	fn ensure_leasable(vin: &Vin, terms: &TermsOf<T>) -> DispatchResult {
		let fits = T::Income::asset(vin).is_none_or(|asset| asset == terms.asset);
		ensure!(fits, Error::<T>::AssetNotAllowed);
		let is_allowed =
			terms.value().is_some_and(|value| T::RiskLimit::allows(&terms.asset, value));
		ensure!(is_allowed, Error::<T>::AboveRiskLimit);
		let is_free = T::Titles::blockers(Action::Lease, vin).is_empty();
		ensure!(is_free, Error::<T>::VehicleBlocked);
		Ok(())
	}

	/// Ends an offer on the wish of either side.
	pub(crate) fn withdraw(id: LeaseId, by: T::AccountId) -> DispatchResult {
		let lease = Self::load(id)?;
		ensure!(lease.stage == Stage::Offered, Error::<T>::AlreadyAccepted);
		Self::side(&lease, &by)?;
		Self::end_offer(id, lease, by)
	}

	fn end_offer(id: LeaseId, lease: LeaseOf<T>, by: T::AccountId) -> DispatchResult {
		let vehicle = lease.vehicle;
		VehicleLeases::<T>::remove(vehicle);
		Self::remove(id, lease)?;
		Self::deposit_event(Event::LeaseOfferWithdrawn { lease: id, vehicle, by });
		Ok(())
	}

	/// Begins the lease that was offered to `lessee`.
	pub(crate) fn accept(
		id: LeaseId,
		lessee: T::AccountId,
		odometer: Odometer,
		authorised: BalanceOf<T>,
	) -> DispatchResult {
		let lease = Self::load(id)?;
		ensure!(lease.stage == Stage::Offered, Error::<T>::AlreadyAccepted);
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		let now = T::Time::now();
		ensure!(now < lease.terms.expires_at, Error::<T>::Expired);
		ensure!(Self::has_kept_title(&lease), Error::<T>::LessorNotOwner);
		let vehicle = lease.vehicle;
		Self::ensure_leasable(&vehicle, &lease.terms)?;
		let start = T::History::odometer(&vehicle);
		let (_, latest) = start.last.ok_or(Error::<T>::ReadingMissing)?;
		ensure!(odometer == latest, Error::<T>::ReadingNotLatest);

		let reference = Self::reference(id, &lease);
		let (kind, payer) = (EncumbranceKind::Lease, lease.lessor.clone());
		let encumbrance = T::Titles::encumber(vehicle, kind, Self::holder(), reference, payer)?;
		T::Titles::set_possessor(vehicle, Some(lessee.clone()));
		Self::hold(&lease, HoldReason::LeaseDeposit, lease.terms.deposit)?;
		Self::hold(&lease, HoldReason::LeaseRent, authorised)?;
		let ends_at = lease.terms.ends_at(now);
		Self::deposit_event(Event::LeaseAccepted { lease: id, vehicle, lessee, odometer, ends_at });

		let (started_at, funded_at) = (now, now);
		let course = Course { started_at, start, paid: 0, authorised, funded_at, was_late: false };
		let mut active = Active::new(course, encumbrance);
		Self::pay_free(id, &lease, &mut active, Default::default())?;
		Self::store_active(id, lease, active);
		Ok(())
	}

	/// All that a lessee has on hold for a lease.
	pub(crate) fn purse(lease: &LeaseOf<T>, course: &Course<BalanceOf<T>>) -> Purse<BalanceOf<T>> {
		Purse { deposit: lease.terms.deposit, authorised: course.authorised }
	}
}
