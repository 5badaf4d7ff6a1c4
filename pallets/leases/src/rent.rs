//! How rents are paid, and how a lease ends before its term.

use crate::{
	pallet::*, Active, Config, LeaseId, Pallet, Party, PointsFault, Punctuality, Purse, RentDue,
	Stage,
};
use carx_primitives::{
	GoodConduct, LoyaltyPoints, Moment, ReputationFact, ReputationLog, VehicleTitles,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{
	traits::{CheckedAdd, CheckedSub, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Adds to what the lessee set aside for rents.
	pub(crate) fn authorise(
		id: LeaseId,
		lessee: T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let (lease, mut active) = Self::load_active(id)?;
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		Self::ensure_title(&lease)?;
		let course = &mut active.course;
		let authorised = course.authorised.checked_add(&amount).ok_or(Error::<T>::Overflow)?;
		Self::hold(&lease, HoldReason::LeaseRent, amount)?;
		course.authorised = authorised;
		course.funded_at = T::Time::now();
		Self::store_active(id, lease, active);
		Self::deposit_event(Event::RentAuthorised { lease: id, amount, authorised });
		Ok(())
	}

	/// Pays the next rent out of the lessee's free money.
	pub(crate) fn pay_next(id: LeaseId, lessee: T::AccountId, points: u32) -> DispatchResult {
		let (lease, mut active) = Self::load_active(id)?;
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		Self::ensure_title(&lease)?;
		ensure!(active.course.paid < Self::falls_due(&lease, &active), Error::<T>::AllRentsPaid);
		let discount = lease.terms.discount(points).map_err(Error::<T>::from)?;
		if points > 0 {
			T::Points::spend(&lessee, points)?;
		}
		Self::pay_free(id, &lease, &mut active, discount)?;
		Self::store_active(id, lease, active);
		Ok(())
	}

	/// Pays the next rent, less the discount, out of the lessee's free money.
	pub(crate) fn pay_free(
		id: LeaseId,
		lease: &LeaseOf<T>,
		active: &mut ActiveOf<T>,
		discount: BalanceOf<T>,
	) -> DispatchResult {
		let amount = lease.terms.rent.checked_sub(&discount).ok_or(Error::<T>::Overflow)?;
		// On hold for an instant, so that free money and money on hold move in one way.
		Self::hold(lease, HoldReason::LeaseRent, amount)?;
		Self::pay_rent_out(lease, &Purse { deposit: Zero::zero(), authorised: amount })?;
		let event = |number, punctuality| Event::RentPaid {
			lease: id,
			number,
			amount,
			discount,
			punctuality,
			is_drawn: false,
		};
		Self::count_rent(lease, active, T::Time::now(), event);
		Ok(())
	}

	/// Pays the next rent out of what the lessee set aside.
	pub(crate) fn draw_next(id: LeaseId) -> DispatchResult {
		let (lease, mut active) = Self::load_active(id)?;
		Self::ensure_title(&lease)?;
		let (number, started_at) = (active.course.paid, active.course.started_at);
		ensure!(number < Self::falls_due(&lease, &active), Error::<T>::AllRentsPaid);
		let due_at = lease.terms.due_at(started_at, number);
		ensure!(T::Time::now() >= due_at, Error::<T>::RentNotDue);
		let amount = lease.terms.rent;
		let rest = active.course.authorised.checked_sub(&amount);
		active.course.authorised = rest.ok_or(Error::<T>::AuthorisedTooLow)?;
		Self::pay_rent_out(&lease, &Purse { deposit: Zero::zero(), authorised: amount })?;
		let event = |number, punctuality| Event::RentPaid {
			lease: id,
			number,
			amount,
			discount: Zero::zero(),
			punctuality,
			is_drawn: true,
		};
		// That nobody drew it before is not the lessee's fault.
		let paid_at = due_at.max(active.course.funded_at);
		Self::count_rent(&lease, &mut active, paid_at, event);
		Self::store_active(id, lease, active);
		Ok(())
	}

	/// Counts the next rent as paid at `paid_at`, with what follows from it.
	fn count_rent(
		lease: &LeaseOf<T>,
		active: &mut ActiveOf<T>,
		paid_at: Moment,
		event: impl FnOnce(u32, Punctuality) -> Event<T>,
	) {
		let course = &mut active.course;
		let number = course.paid;
		let punctuality = lease.terms.punctuality(course.started_at, number, paid_at);
		let can_earn = lease.terms.can_earn(course.started_at, number, paid_at);
		course.paid = number.saturating_add(1);
		Self::deposit_event(event(number, punctuality));
		let lessee = &lease.terms.lessee;
		match punctuality {
			Punctuality::OnTime if can_earn && Self::earns_points(lease) => {
				T::Points::earn(lessee, GoodConduct::RentOnTime);
			},
			Punctuality::OnTime | Punctuality::InGrace => {},
			Punctuality::Late => {
				course.was_late = true;
				T::Reputation::note(lessee, ReputationFact::PaidLate, 1);
			},
		}
	}

	/// How many rents fall due in all: those of the term, or those that were due when the lease was ended before.
	fn falls_due(lease: &LeaseOf<T>, active: &Active<BalanceOf<T>>) -> u32 {
		let terms = &lease.terms;
		let started_at = active.course.started_at;
		active.ended_at.map_or(terms.periods, |ended_at| terms.due_by(started_at, ended_at))
	}

	/// How many rents are due now.
	pub(crate) fn due_now(lease: &LeaseOf<T>, active: &Active<BalanceOf<T>>) -> u32 {
		let now = T::Time::now();
		let until = active.ended_at.map_or(now, |ended_at| ended_at.min(now));
		lease.terms.due_by(active.course.started_at, until)
	}

	/// What [`Pallet::rent_due`] shows.
	pub(crate) fn next_rent(id: LeaseId) -> Option<RentDue<BalanceOf<T>>> {
		let lease = Leases::<T>::get(id)?;
		let Stage::Active(active) = &lease.stage else {
			return None;
		};
		let (terms, course) = (&lease.terms, &active.course);
		let (due, now) = (Self::due_now(&lease, active), T::Time::now());
		(course.paid < Self::falls_due(&lease, active)).then(|| RentDue {
			due_at: terms.due_at(course.started_at, course.paid),
			unpaid: due.saturating_sub(course.paid),
			amount: terms.rent,
			in_arrears: terms.is_in_arrears(course, due, now),
		})
	}

	/// Ends a lease before its term, or proposes it.
	pub(crate) fn terminate(id: LeaseId, who: T::AccountId) -> DispatchResult {
		let (lease, mut active) = Self::load_active(id)?;
		if !Self::has_title(&lease) {
			return Self::void(id, lease, &active, who);
		}
		let by = Self::side(&lease, &who)?;
		ensure!(active.ended_at.is_none(), Error::<T>::AlreadyTerminated);
		let now = T::Time::now();
		let (terms, course) = (&lease.terms, &active.course);
		ensure!(now < terms.ends_at(course.started_at), Error::<T>::TermOver);

		let due = Self::due_now(&lease, &active);
		let in_arrears = by == Party::Lessor && terms.is_in_arrears(course, due, now);
		let is_agreed = active.proposed_end.is_some_and(|(other, at)| {
			other != by && now < at.saturating_add(T::ObjectionPeriod::get())
		});
		let event = if in_arrears || is_agreed {
			active.proposed_end = None;
			active.ended_at = Some(now);
			Event::LeaseTerminated { lease: id, by, in_arrears }
		} else {
			active.proposed_end = Some((by, now));
			Event::TerminationProposed { lease: id, by }
		};
		Self::store_active(id, lease, active);
		Self::deposit_event(event);
		Ok(())
	}

	/// Ends the lease of a car that is not its lessor's any more. Whatever the lessee owes is none of this lessor's.
	fn void(
		id: LeaseId,
		lease: LeaseOf<T>,
		active: &ActiveOf<T>,
		by: T::AccountId,
	) -> DispatchResult {
		let vehicle = lease.vehicle;
		let is_owner = T::Titles::owner(&vehicle).as_ref() == Some(&by);
		ensure!(is_owner || lease.party(&by).is_some(), Error::<T>::NotAuthorized);
		Self::free_vehicle(&lease, active)?;
		Self::give_back(&lease, &Self::purse(&lease, &active.course))?;
		Self::remove(id, lease)?;
		Self::deposit_event(Event::LeaseVoided { lease: id, vehicle, by });
		Ok(())
	}
}

impl<T> From<PointsFault> for Error<T> {
	fn from(fault: PointsFault) -> Self {
		match fault {
			PointsFault::NotAccepted => Self::PointsNotAccepted,
			PointsFault::TooMany => Self::TooManyPoints,
		}
	}
}
