//! Points for records that proved their worth, and what keeps them from being farmed.
//!
//! | attack | what stops it |
//! |---|---|
//! | write many records to get a point for each | a record earns nothing by itself: somebody independent has to confirm or use it |
//! | a friend confirms whatever one writes | accounts in a relation, the owner of then and the owner of now do not count; the rest is capped |
//! | two who are not known to be related confirm each other on one car, day after day | one point per issuer and car in [`POINT_INTERVAL`] |
//! | the same two with a fleet of cars | [`Config::MaxPointsPerDay`] per issuer; each record's deposit and fee, never given back, cost more than a point is worth |
//! | confirm the same record again | each record earns once by corroboration and once by use, and its corrections take that over |
//! | write next to any reading, however old | corroboration needs readings at most [`CORROBORATION_SPAN`] apart that agree |
//! | go on after a suspension | only a record of standing `Valid` earns |
//! | write what is wrong and keep the points | a record annulled after a dispute burns [`Config::DisputePenalty`] points |

use crate::{
	disputes::is_accredited,
	pallet::*,
	readings::{observation, Place},
	Config, Contribution, Earned, Pallet, PointsOfDay, ReadingId, RecordOf, Standing,
};
use carx_primitives::{
	Accreditations, Moment, Progress, ReputationFact, ReputationLog, Role, VehicleAccess, Vin, DAY,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
		Get, Time,
	},
};
use sp_runtime::traits::{One, Zero};

/// How far apart, in milliseconds, two readings may be for the later recorded one to corroborate the other: a yearly inspection, with a month of grace.
pub const CORROBORATION_SPAN: Moment = DAY.saturating_mul(400);
/// The shortest time, in milliseconds, between two points of one issuer for one car.
pub const POINT_INTERVAL: Moment = DAY.saturating_mul(30);

impl<T: Config> Pallet<T> {
	/// Rewards the records whose readings are next to that of the new record `by`, and agree with it.
	pub(crate) fn corroborate(vin: Vin, by: u32, witness: &RecordOf<T>, (prev, next): Place) {
		if !is_accredited(witness) {
			return;
		}
		// Of each pair the later reading knows what the two say.
		for (neighbour, later) in [(prev, Some(ReadingId::Record(by))), (next, next)] {
			let (Some(ReadingId::Record(seq)), Some(later)) = (neighbour, later) else { continue };
			let agrees = Readings::<T>::get(vin, later)
				.is_some_and(|reading| reading.progress == Progress::Consistent);
			let Some(record) = Records::<T>::get(vin, seq) else { continue };
			let earned = EarnedPoints::<T>::get(vin, seq);
			if !agrees || earned.corroborated || !Self::is_witnessed(&vin, seq, &record, witness) {
				continue;
			}
			// What cannot be paid now, because of a cap or since the issuer cannot hold points, may be corroborated another time.
			let _ = with_storage_layer(|| {
				EarnedPoints::<T>::insert(vin, seq, Earned { corroborated: true, ..earned });
				let contribution = Contribution::Corroborated { by };
				Self::reward(vin, seq, &record.issuer, contribution, witness.recorded_at)
			});
		}
	}

	/// Whether `witness` is near enough to `record` in time, and independent of it.
	fn is_witnessed(vin: &Vin, seq: u32, record: &RecordOf<T>, witness: &RecordOf<T>) -> bool {
		let [one, other] = [record, witness].map(|it| observation(it).map_or(0, |it| it.at));
		one.abs_diff(other) <= CORROBORATION_SPAN
			&& is_accredited(record)
			&& Self::is_independent(vin, record, &witness.issuer)
			&& Self::standing(vin, seq, record) == Standing::Valid
	}

	/// Whether `witness` has nothing to do with the issuer of `record`, and neither of them has the car, nor `witness` had it then.
	pub(crate) fn is_independent(vin: &Vin, record: &RecordOf<T>, witness: &T::AccountId) -> bool {
		let owner = T::Access::title_epoch(vin).and_then(|epoch| T::Access::owner_in(vin, epoch));
		let former = T::Access::owner_in(vin, record.title_epoch);
		record.issuer != *witness
			&& owner.as_ref() != Some(witness)
			&& owner.as_ref() != Some(&record.issuer)
			&& former.as_ref() != Some(witness)
			&& !T::Accreditations::are_related(&record.issuer, witness)
	}

	/// The record, and what it has earned, if `who` may confirm in `role` that they used it.
	pub(crate) fn ensure_may_confirm(
		vin: &Vin,
		seq: u32,
		who: &T::AccountId,
		role: Role,
	) -> Result<(RecordOf<T>, Earned), Error<T>> {
		let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
		let now = T::Time::now();
		ensure!(record.issuer != *who, Error::<T>::OwnRecord);
		let may_read = T::Access::is_reader(vin, who, record.class, now);
		let may_act = T::Accreditations::acts_as(who, role, now);
		ensure!(may_read && may_act, Error::<T>::NotAuthorized);
		ensure!(is_accredited(&record), Error::<T>::RecordNotAccredited);
		ensure!(Self::is_independent(vin, &record, who), Error::<T>::NotIndependent);
		let standing = Self::standing(vin, seq, &record);
		ensure!(standing == Standing::Valid, Error::<T>::RecordDoubtful);
		let earned = EarnedPoints::<T>::get(vin, seq);
		ensure!(!earned.used, Error::<T>::AlreadyConfirmed);
		Ok((record, earned))
	}

	/// Gives the issuer of a record a point, within the caps.
	pub(crate) fn reward(
		vin: Vin,
		seq: u32,
		issuer: &T::AccountId,
		contribution: Contribution,
		now: Moment,
	) -> DispatchResult {
		let last = LastPoints::<T>::get(vin, issuer);
		ensure!(
			last.is_none_or(|last| now >= last.saturating_add(POINT_INTERVAL)),
			Error::<T>::PointsLimitReached
		);
		let day = now / DAY;
		let today = PointsOfDays::<T>::get(issuer);
		let points = if today.day == day { today.points } else { 0 };
		ensure!(points < T::MaxPointsPerDay::get(), Error::<T>::PointsLimitReached);

		T::Points::mint_into(issuer, One::one())?;
		LastPoints::<T>::insert(vin, issuer, now);
		let points = points.saturating_add(1);
		PointsOfDays::<T>::insert(issuer, PointsOfDay { day, points });
		T::Reputation::note(issuer, ReputationFact::ContributionRewarded, 1);
		Self::deposit_event(Event::ContributionRewarded {
			vehicle: vin,
			seq,
			issuer: issuer.clone(),
			contribution,
		});
		Ok(())
	}

	/// Burns points of an issuer whose record was annulled: as many as there are.
	pub(crate) fn penalise(vin: Vin, seq: u32, issuer: T::AccountId) {
		let burnt = T::Points::burn_from(
			&issuer,
			T::DisputePenalty::get(),
			Preservation::Expendable,
			Precision::BestEffort,
			Fortitude::Force,
		);
		// An issuer without points, or without an account for them, has nothing to lose.
		if let Some(points) = burnt.ok().filter(|points| !points.is_zero()) {
			Self::deposit_event(Event::ContributionPenalised { vehicle: vin, seq, issuer, points });
		}
	}
}
