//! How the car comes back.

use crate::{
	pallet::*, Active, Config, Damage, Dispute, LeaseId, Pallet, Returned, Stage, Statement,
};
use carx_primitives::{ConditionHistory, Digest, Odometer, OdometerStanding};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Puts down what `who` says of the return, and takes the car for returned if the other side says the same.
	pub(crate) fn state_return(
		id: LeaseId,
		who: T::AccountId,
		odometer: Odometer,
		condition: Digest,
	) -> DispatchResult {
		let (lease, mut active) = Self::load_active(id)?;
		let by = Self::side(&lease, &who)?;
		Self::ensure_title(&lease)?;
		Self::ensure_due_back(&lease, &active)?;
		let standing = T::History::odometer(&lease.vehicle);
		let started_at = active.course.started_at;
		let (_, latest) = standing
			.last
			.filter(|(taken_at, _)| *taken_at >= started_at)
			.ok_or(Error::<T>::ReadingMissing)?;
		ensure!(odometer == latest, Error::<T>::ReadingNotLatest);

		let statement = Statement { odometer, condition, at: T::Time::now(), standing };
		let (own, other) = active.statements(by);
		let may_state = own.is_none_or(|own| other.is_some_and(|other| !other.agrees(own)));
		ensure!(may_state, Error::<T>::AlreadyStated);
		let agrees = other.map(|other| statement.agrees(other));
		let is_contested = agrees == Some(false);
		active.state(by, statement);
		let event = Event::ReturnStated { lease: id, by, odometer, condition, is_contested };
		Self::deposit_event(event);
		if agrees == Some(true) {
			return Self::take_back(id, lease, &active, standing, None, Damage::Open);
		}
		Self::store_active(id, lease, active);
		Ok(())
	}

	/// Checks that the car should be back: its term is over, or the lease was ended.
	fn ensure_due_back(lease: &LeaseOf<T>, active: &ActiveOf<T>) -> DispatchResult {
		let ends_at = lease.terms.ends_at(active.course.started_at);
		let is_due_back = active.ended_at.is_some() || T::Time::now() >= ends_at;
		ensure!(is_due_back, Error::<T>::TermNotOver);
		Ok(())
	}

	/// Takes the car for returned without the consent of both sides, when their time is over.
	pub(crate) fn close(id: LeaseId) -> DispatchResult {
		let (lease, active) = Self::load_active(id)?;
		Self::ensure_title(&lease)?;
		let end = Self::uncontested_end(&active)?;
		// What the lessor alone says, and the arbiters left undecided, is not charged.
		let is_lessor_alone = active.lessor_says.is_some() && active.lessee_says.is_none();
		let distance = (is_lessor_alone && active.dispute.is_some()).then_some(0);
		Self::take_back(id, lease, &active, end, distance, Damage::Open)
	}

	/// What the readings said at the return, as far as one side stated and the other, or the arbiters, let it pass.
	fn uncontested_end(active: &ActiveOf<T>) -> Result<OdometerStanding, DispatchError> {
		let is_undecided = active.dispute.is_some_and(|dispute| !Self::is_open(&dispute));
		match (active.lessor_says, active.lessee_says) {
			(None, None) => Err(Error::<T>::ReturnNotStated.into()),
			(Some(lessor), Some(lessee)) => {
				ensure!(is_undecided, Error::<T>::StatementsDiffer);
				let (one, other) = (lessor.standing, lessee.standing);
				Ok(if one.distance < other.distance { one } else { other })
			},
			(Some(only), None) | (None, Some(only)) => {
				ensure!(active.dispute.is_none() || is_undecided, Error::<T>::TooEarly);
				let deadline = only.at.saturating_add(T::ObjectionPeriod::get());
				ensure!(T::Time::now() >= deadline, Error::<T>::TooEarly);
				Ok(only.standing)
			},
		}
	}

	/// Gives the car back to the lessor, and fixes which rents fell due.
	pub(crate) fn take_back(
		id: LeaseId,
		lease: LeaseOf<T>,
		active: &Active<BalanceOf<T>>,
		end: OdometerStanding,
		distance: Option<u32>,
		damage: Damage<BalanceOf<T>>,
	) -> DispatchResult {
		let due = Self::due_now(&lease, active);
		Self::free_vehicle(&lease, active)?;
		let (vehicle, odometer) = (lease.vehicle, end.last.map(|(_, odometer)| odometer));
		let returned = Returned {
			course: active.course.clone(),
			returned_at: T::Time::now(),
			due,
			end,
			distance,
			dispute: None,
			damage,
		};
		Self::store_returned(id, lease, returned);
		Self::deposit_event(Event::VehicleReturned { lease: id, vehicle, odometer, due });
		Ok(())
	}

	/// Puts a lease before the arbiters.
	pub(crate) fn dispute(id: LeaseId, who: T::AccountId, evidence: Digest) -> DispatchResult {
		let lease = Self::load(id)?;
		let by = Self::side(&lease, &who)?;
		let dispute = Some(Dispute { by, at: T::Time::now(), evidence });
		match lease.stage.clone() {
			Stage::Offered => return Err(Error::<T>::NotActive.into()),
			Stage::Active(active) => {
				Self::ensure_title(&lease)?;
				Self::ensure_due_back(&lease, &active)?;
				ensure!(active.dispute.is_none(), Error::<T>::AlreadyDisputed);
				Self::store_active(id, lease, Active { dispute, ..active });
			},
			Stage::Returned(returned) => {
				ensure!(returned.dispute.is_none(), Error::<T>::AlreadyDisputed);
				let is_in_doubt = Self::run(&lease, &returned).is_none();
				ensure!(is_in_doubt, Error::<T>::NothingInDoubt);
				Self::store_returned(id, lease, Returned { dispute, ..returned });
			},
		}
		Self::deposit_event(Event::LeaseDisputed { lease: id, by, evidence });
		Ok(())
	}
}
