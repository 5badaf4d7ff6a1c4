//! How a record comes onto the ledger, its reading into the verdict, and who pays.

use crate::{
	pallet::*,
	readings::{observation, Log, ReadingFault},
	Config, Dispute, Evidence, HistoryEntry, HistoryPage, OdometerSummary, Origination, Pallet,
	PointsOfDay, Reading, ReadingId, RecordEntry,
};
use carx_primitives::{
	AccessError, Moment, Record, RecordClass, RecordHead, RecordSource, ReputationFact,
	ReputationLog, VehicleAccess, Vin, EARLIEST_OBSERVATION,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{
		fungible::{Inspect, MutateHold},
		Footprint, Get, Time,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{Convert, Saturating},
	DispatchError, SaturatedConversion,
};

pub(crate) type RecordOf<T> = Record<<T as frame_system::Config>::AccountId>;
pub(crate) type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
pub(crate) type PointsOf<T> =
	<<T as Config>::Points as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
pub(crate) type DisputeOf<T> =
	Dispute<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
pub(crate) type EntryOf<T> =
	HistoryEntry<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
pub(crate) type PageOf<T> = HistoryPage<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// What a reading stores, each item under its key: itself, the sums that its car's first reading begins, its mark as wound back.
type ReadingFootprint = ((Vin, ReadingId, Reading), (Vin, OdometerSummary), (Vin, ReadingId));

/// What the points for a record store: for what it earned, when its issuer last did with this car, and how much today.
type PointsFootprint<AccountId> =
	((Vin, u32, crate::Earned), (Vin, AccountId, Moment), (AccountId, PointsOfDay));

/// What a record stores at its dearest: itself, the head that its car's first record begins, the link from the record that it
/// corrects, its reading, and the points for it.
type RecordFootprint<T> = (
	((Vin, u32, RecordOf<T>), (Vin, RecordHead), (Vin, u32, u32)),
	ReadingFootprint,
	PointsFootprint<<T as frame_system::Config>::AccountId>,
);

impl<T: Config> Pallet<T> {
	/// The deposit for one record.
	pub fn record_deposit() -> BalanceOf<T> {
		T::StoragePrice::convert(Footprint::from_mel::<RecordFootprint<T>>())
	}

	/// What a call of [`carx_primitives::OdometerLog::observe`] stores at most: who takes in driving data has to have it paid.
	pub fn device_readings_footprint() -> Footprint {
		Footprint::from_mel::<(ReadingFootprint, ReadingFootprint)>()
	}

	pub(crate) fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Holds the deposits of `issuer` for their new records, and counts these.
	pub(crate) fn charge(issuer: &T::AccountId, records: u32) -> DispatchResult {
		let deposit = Self::record_deposit().saturating_mul(records.into());
		T::Currency::hold(&HoldReason::RecordStorage.into(), issuer, deposit)?;
		T::Reputation::note(issuer, ReputationFact::RecordMade, records);
		Ok(())
	}

	/// What the chain adds to a record that is written now.
	pub(crate) fn origination(
		issuer: T::AccountId,
		source: RecordSource,
		title_epoch: u32,
	) -> Origination<T::AccountId> {
		let (now, block) = (T::Time::now(), Self::block().saturated_into());
		Origination { issuer, source, title_epoch, now, block, supersedes: None }
	}

	/// Appends what `issuer` is entitled to write.
	pub(crate) fn append(
		vin: Vin,
		entry: RecordEntry,
		issuer: &T::AccountId,
		after: Option<ReadingId>,
	) -> DispatchResult {
		let writer = T::Access::writer(&vin, issuer, entry.role, entry.class, T::Time::now())
			.map_err(Error::<T>::from)?;
		let by = Self::origination(issuer.clone(), writer.source, writer.title_epoch);
		Self::store(vin, entry, by, after).map(|_| ())
	}

	/// Appends the correction of a record. Its reading takes the place of that of the record, and what the record has earned is earned.
	pub(crate) fn correct(
		vin: Vin,
		seq: u32,
		record: &RecordOf<T>,
		entry: RecordEntry,
		by: Origination<T::AccountId>,
		after: Option<ReadingId>,
	) -> Result<u32, DispatchError> {
		let mut neighbour = None;
		if observation(record).is_some() {
			let mut log = Log::<T>::open(vin);
			neighbour = log.unlink(ReadingId::Record(seq));
			log.close();
		}
		let by = Origination { supersedes: Some(seq), ..by };
		let by = Self::store(vin, entry, by, after.or(neighbour))?;
		if EarnedPoints::<T>::contains_key(vin, seq) {
			EarnedPoints::<T>::insert(vin, by, EarnedPoints::<T>::get(vin, seq));
		}
		Corrections::<T>::insert(vin, seq, by);
		Self::deposit_event(Event::RecordSuperseded { vehicle: vin, seq, by });
		Ok(by)
	}

	/// Checks an entry, stores it as the next record of its car, extends the hash chain, and takes its reading in.
	fn store(
		vin: Vin,
		entry: RecordEntry,
		by: Origination<T::AccountId>,
		after: Option<ReadingId>,
	) -> Result<u32, DispatchError> {
		Self::ensure_sound(&entry, by.source, by.now)?;
		let record = entry.into_record(by);
		let head = RecordHeads::<T>::get(vin);
		let seq = head.count;
		let head = head.append(&record).ok_or(Error::<T>::TooManyRecords)?;
		RecordHeads::<T>::insert(vin, head);
		Records::<T>::insert(vin, seq, &record);
		Self::deposit_event(Event::RecordAppended {
			vehicle: vin,
			seq,
			class: record.class,
			issuer: record.issuer.clone(),
		});
		Self::take_reading(vin, seq, &record, after)?;
		Ok(seq)
	}

	/// Takes the reading of a new record into the verdict.
	fn take_reading(
		vin: Vin,
		seq: u32,
		record: &Record<T::AccountId>,
		after: Option<ReadingId>,
	) -> DispatchResult {
		let Some(reading) = observation(record) else { return Ok(()) };
		if let Some(after) = reading.replaced_by {
			let before = reading.odometer;
			Self::deposit_event(Event::InstrumentReplaced { vehicle: vin, seq, before, after });
		}
		let mut log = Log::<T>::open(vin);
		let place = log
			.insert(ReadingId::Record(seq), reading, Evidence::Record(seq), after)
			.map_err(Error::<T>::from)?;
		log.close();
		Self::corroborate(vin, seq, record, place);
		Ok(())
	}

	/// Checks what an issuer submits.
	fn ensure_sound(
		entry: &RecordEntry,
		source: RecordSource,
		now: Moment,
	) -> Result<(), Error<T>> {
		let latest = now.saturating_add(T::MaxClockSkew::get());
		ensure!(entry.observed_at <= latest, Error::<T>::ObservedInFuture);
		ensure!(entry.observed_at >= EARLIEST_OBSERVATION, Error::<T>::ObservedTooEarly);
		for odometer in [entry.odometer, entry.odometer_after].into_iter().flatten() {
			odometer.validate().map_err(|_| Error::<T>::OdometerNotValid)?;
		}
		if entry.odometer_after.is_some() {
			let is_replacement =
				entry.class == RecordClass::PartReplacement && entry.odometer.is_some();
			ensure!(is_replacement, Error::<T>::ReplacementNotValid);
			ensure!(
				matches!(source, RecordSource::Accredited(_) | RecordSource::Arbiters),
				Error::<T>::ReplacementNotAccredited
			);
		}
		ensure!(core::str::from_utf8(&entry.locator).is_ok(), Error::<T>::LocatorNotUtf8);
		Ok(())
	}

	/// The dispute over a record, if it has not ended.
	pub(crate) fn open_dispute_of(vin: &Vin, seq: u32) -> Result<DisputeOf<T>, Error<T>> {
		let dispute = Disputes::<T>::get(vin, seq).ok_or(Error::<T>::DisputeNotFound)?;
		ensure!(dispute.is_open(), Error::<T>::DisputeEnded);
		Ok(dispute)
	}
}

impl<T> From<AccessError> for Error<T> {
	fn from(error: AccessError) -> Self {
		match error {
			AccessError::VehicleNotFound => Self::VehicleNotFound,
			AccessError::NotAuthorized => Self::NotAuthorized,
		}
	}
}

impl<T> From<ReadingFault> for Error<T> {
	fn from(fault: ReadingFault) -> Self {
		match fault {
			ReadingFault::TooFar => Self::ReadingHintNeeded,
			ReadingFault::Full => Self::TooManyRecords,
		}
	}
}
