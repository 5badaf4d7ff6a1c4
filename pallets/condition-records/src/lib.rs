#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear. `expect` and narrowing casts are
// not on the list because the FRAME macros expand to both.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_sign_loss,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub(crate) use ledger::{BalanceOf, DisputeOf, EntryOf, PageOf, PointsOf, RecordOf};
pub use pallet::*;
pub use points::{CORROBORATION_SPAN, POINT_INTERVAL};
pub use readings::{MAX_STEPS, MAX_WALK};
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod disputes;
mod ledger;
#[cfg(test)]
mod mock;
mod points;
mod readings;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{
		Accreditations, DeviceKey, Digest, Moment, Observation, Odometer, OdometerLimits,
		RecordClass, RecordHead, ReputationLog, Role, VehicleAccess, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{self, MutateHold},
			Footprint, Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::Convert, SaturatedConversion};

	/// Most records in one batch. Bounds the weight of one extrinsic; raising it needs new weights.
	pub const MAX_BATCH: u32 = 100;
	/// Most records, or rollbacks, on one page. Bounds the memory of one read.
	pub const MAX_PAGE: u32 = 100;

	/// A batch: which car, what happened to it, and near which reading its own belongs.
	pub type Batch = BoundedVec<(Vin, RecordEntry, Option<ReadingId>), ConstU32<MAX_BATCH>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits and bonds are held in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// What contributors are rewarded with; one unit is one point.
		type Points: fungible::Mutate<Self::AccountId>;

		/// The price of storage.
		type StoragePrice: Convert<Footprint, BalanceOf<Self>>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Who may write and read what about which car, and who owned it when.
		type Access: VehicleAccess<Self::AccountId>;

		/// Who is accredited as what, and since when no more.
		type Accreditations: Accreditations<Self::AccountId>;

		/// Where records, lost disputes and points are counted.
		type Reputation: ReputationLog<Self::AccountId>;

		/// Who decides disputes.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// How far `observed_at` may lie ahead of the chain's clock, in milliseconds. No constant of the metadata, nor the next five.
		type MaxClockSkew: Get<Moment>;

		/// What differences between readings are not held against a car. A change counts from the next pair on: those compared
		/// before keep their verdict.
		type OdometerLimits: Get<OdometerLimits>;

		/// What each side of a dispute stakes.
		type DisputeBond: Get<BalanceOf<Self>>;

		/// How many blocks an issuer has to answer a dispute.
		type AnswerPeriod: Get<BlockNumberFor<Self>>;

		/// How many points an issuer can get on one day, UTC.
		type MaxPointsPerDay: Get<u32>;

		/// How many points the issuer of an annulled record loses.
		type DisputePenalty: Get<PointsOf<Self>>;

		/// Names the account in whose name the arbiters' corrections stand.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets the clock for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a record on the ledger. Never released: a record is never removed.
		#[codec(index = 0)]
		RecordStorage,
		/// The place of a dispute, and of a correction by the arbiters. Released as far as there is none.
		#[codec(index = 1)]
		DisputeStorage,
		/// The stake of one side of a dispute. Released, or passed to the other side, when it ends.
		#[codec(index = 2)]
		DisputeBond,
	}

	/// The records of each car (VIN) by sequence number. The number is the chain's own, so a light hash will do; the
	/// issuer pays, for the arbiters the disputant.
	#[pallet::storage]
	pub type Records<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, RecordOf<T>>;

	/// Count and hash chain over all records of each car (VIN). Paid by the records' deposits.
	#[pallet::storage]
	pub type RecordHeads<T: Config> = StorageMap<_, Blake2_128Concat, Vin, RecordHead, ValueQuery>;

	/// The record that supersedes a record, by car (VIN) and sequence number of the superseded one. Paid by the deposit of the
	/// record that supersedes.
	#[pallet::storage]
	pub type Corrections<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, u32>;

	/// The odometer readings of each car (VIN) that count, a list in order of time, by the chain's own number. Paid by the
	/// record that a reading is from, or by the device's batch.
	#[pallet::storage]
	pub type Readings<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, ReadingId, Reading>;

	/// The ends and the sums of each car's (VIN) list of readings. Paid as the readings.
	#[pallet::storage]
	pub type OdometerSummaries<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, OdometerSummary, ValueQuery>;

	/// Which readings of each car (VIN) show less than the one before. Paid as the readings.
	#[pallet::storage]
	pub type Rollbacks<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, ReadingId, ()>;

	/// The dispute over a record, by car (VIN) and sequence number. The disputant pays.
	#[pallet::storage]
	pub type Disputes<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, DisputeOf<T>>;

	/// What a record has earned, by car (VIN) and sequence number. Paid by the record's deposit.
	#[pallet::storage]
	pub type EarnedPoints<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Twox64Concat, u32, Earned, ValueQuery>;

	/// When an issuer (account, not chosen by the chain, so its hash spreads the keys) last got a point for a car (VIN). Paid
	/// by the deposit of the record that earned it.
	#[pallet::storage]
	pub type LastPoints<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Blake2_128Concat, T::AccountId, Moment>;

	/// How many points an issuer (account) got on the last day with any. Paid by the deposit of their first record.
	#[pallet::storage]
	pub type PointsOfDays<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, PointsOfDay, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A car's history grew by a record.
		RecordAppended {
			/// The car.
			vehicle: Vin,
			/// The place of the record.
			seq: u32,
			/// What it is about.
			class: RecordClass,
			/// Who wrote it.
			issuer: T::AccountId,
		},
		/// A record was corrected by a later one.
		RecordSuperseded {
			/// The car.
			vehicle: Vin,
			/// The place of the corrected record.
			seq: u32,
			/// The place of the correction.
			by: u32,
		},
		/// A reading shows less than the one before it in time.
		RollbackSuspected {
			/// The car.
			vehicle: Vin,
			/// Where the higher reading comes from.
			earlier: Evidence,
			/// Where the lower reading comes from.
			later: Evidence,
			/// By how many metres.
			by: u32,
		},
		/// Two readings that contradicted each other no longer stand next to each other, or no longer contradict.
		RollbackCleared {
			/// The car.
			vehicle: Vin,
			/// Where the higher reading came from.
			earlier: Evidence,
			/// Where the lower reading came from.
			later: Evidence,
		},
		/// A reading is further from the one before it than cars run.
		OdometerRateImplausible {
			/// The car.
			vehicle: Vin,
			/// Where the earlier reading comes from.
			earlier: Evidence,
			/// Where the later reading comes from.
			later: Evidence,
		},
		/// The odometer of a car was replaced.
		InstrumentReplaced {
			/// The car.
			vehicle: Vin,
			/// The record that says so.
			seq: u32,
			/// What the old instrument showed last.
			before: Odometer,
			/// What the new one showed once it was fitted.
			after: Odometer,
		},
		/// A reading of a device is no part of the verdict: it is none, or came after too many later ones.
		DeviceReadingLeftOut {
			/// The car.
			vehicle: Vin,
			/// The device.
			device: DeviceKey,
			/// When it was read.
			observed_at: Moment,
		},
		/// Somebody says that a record is wrong.
		RecordDisputed {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// Who says so.
			disputant: T::AccountId,
			/// The first block in which an answer is too late.
			deadline: BlockNumberFor<T>,
		},
		/// The issuer stands by a disputed record.
		DisputeAnswered {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// BLAKE2b-256 of the issuer's statement.
			statement: Digest,
		},
		/// The disputant gave up.
		DisputeWithdrawn {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
		},
		/// The issuer corrected a disputed record.
		DisputeConceded {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// The correction.
			by: u32,
		},
		/// Arbiters found a disputed record right.
		DisputeRejected {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
		},
		/// Arbiters found a disputed record wrong.
		DisputeUpheld {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// Their correction.
			by: u32,
		},
		/// The issuer of a record got a point for it.
		ContributionRewarded {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// Its issuer.
			issuer: T::AccountId,
			/// What for.
			contribution: Contribution,
		},
		/// The issuer of an annulled record lost points.
		ContributionPenalised {
			/// The car.
			vehicle: Vin,
			/// The record.
			seq: u32,
			/// Its issuer.
			issuer: T::AccountId,
			/// How many points.
			points: PointsOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is registered. Check the VIN, or have a registrar register the car.
		VehicleNotFound,
		/// The signer may not write, or use, records of this class: see who owns the car, accreditation and grant.
		NotAuthorized,
		/// The record lies in the future. Check the issuer's clock, and that the moment is in milliseconds.
		ObservedInFuture,
		/// An odometer reading means "not available" or is more than 4,000,000 km. Leave it out, or check the unit.
		OdometerNotValid,
		/// The batch has no record.
		BatchEmpty,
		/// The car has as many records or readings as can be counted.
		TooManyRecords,
		/// The car has no record with this sequence number.
		RecordNotFound,
		/// Only the issuer of a record supersedes it, or answers a dispute over it.
		NotIssuer,
		/// The record has been superseded. Supersede or dispute the record that did it.
		AlreadySuperseded,
		/// A correction has the class of the record that it corrects.
		ClassMismatch,
		/// The locator is not UTF-8.
		LocatorNotUtf8,
		/// The record lies before 26 April 1970. Check that the moment is in milliseconds, not in seconds.
		ObservedTooEarly,
		/// A reading after a replacement needs the class of part replacements, and the reading before it.
		ReplacementNotValid,
		/// The word of an accredited participant is needed for a replaced instrument.
		ReplacementNotAccredited,
		/// The reading belongs further from the last one than the chain searches. Name one near it: see `reading_hint`.
		ReadingHintNeeded,
		/// The issuer owns the car now, and what they wrote before no longer is theirs to change.
		IssuerOwnsVehicle,
		/// The accreditation under which the record was written is suspended.
		AccreditationSuspended,
		/// The signer neither owns the car nor owned it when the record was written.
		NotOwner,
		/// The signer wrote the record. Supersede it instead.
		OwnRecord,
		/// The record is the arbiters' own, and decided is decided.
		ArbitersDecided,
		/// The record is, or was, disputed. A record is disputed once.
		DisputeExists,
		/// The record is not disputed.
		DisputeNotFound,
		/// The dispute has ended.
		DisputeEnded,
		/// The issuer has answered.
		DisputeAnswered,
		/// The time for an answer is over.
		Expired,
		/// The issuer may still answer. Decide after the deadline.
		AnswerPending,
		/// The signer did not begin the dispute.
		NotDisputant,
		/// The record was not written under an accreditation, and earns nothing.
		RecordNotAccredited,
		/// The record does not count now: see its standing.
		RecordDoubtful,
		/// The signer and the issuer are related, or one of them owns or owned the car.
		NotIndependent,
		/// The use of the record was confirmed already.
		AlreadyConfirmed,
		/// The issuer got as many points today, or for this car in these 30 days, as they can.
		PointsLimitReached,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Append a record to a car's history.
		///
		/// Origin: signed by the owner, by a participant accredited for the class and with a grant where it needs one, or by a device
		/// with a grant; the signer pays the deposit.
		///
		/// Parameters: `vin`; `entry`, the record; `after`, a reading near which that of the record belongs, for one that is more than
		/// [`MAX_STEPS`] readings older than the last. It only speeds the search; a wrong one misplaces nothing.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotAuthorized`], [`Error::ObservedInFuture`], [`Error::ObservedTooEarly`],
		/// [`Error::OdometerNotValid`], [`Error::ReplacementNotValid`], [`Error::ReplacementNotAccredited`], [`Error::LocatorNotUtf8`],
		/// [`Error::ReadingHintNeeded`], [`Error::TooManyRecords`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::RecordAppended`]; for its reading [`Event::InstrumentReplaced`], [`Event::RollbackCleared`],
		/// [`Event::RollbackSuspected`], [`Event::OdometerRateImplausible`]; for what it corroborates [`Event::ContributionRewarded`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::append_record())]
		pub fn append_record(
			origin: OriginFor<T>,
			vin: Vin,
			entry: RecordEntry,
			after: Option<ReadingId>,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::append(vin, entry, &issuer, after)?;
			Self::charge(&issuer, 1)
		}

		/// Append up to [`MAX_BATCH`] records, of one car or of many, under one signature: all or none.
		///
		/// Origin: as [`Pallet::append_record`], for each record.
		///
		/// Parameters: `entries`, each with VIN, record and reading near which its own belongs, in order.
		///
		/// Errors: [`Error::BatchEmpty`], and those of [`Pallet::append_record`] for the first record that fails.
		///
		/// Events: those of [`Pallet::append_record`] for each record.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::append_records(entries.len().saturated_into()))]
		pub fn append_records(origin: OriginFor<T>, entries: Batch) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			ensure!(!entries.is_empty(), Error::<T>::BatchEmpty);
			let records = entries.len().saturated_into();
			for (vin, entry, after) in entries {
				Self::append(vin, entry, &issuer, after)?;
			}
			Self::charge(&issuer, records)
		}

		/// Correct a record by appending one that supersedes it. Its reading takes the place of the former one; an open dispute over the
		/// record ends, both bonds go back, and nothing is held against the issuer.
		///
		/// Origin: signed by the issuer of the record, even when their grant has ended; the issuer pays the deposit.
		///
		/// Parameters: `vin`; `seq`, the record to correct; `entry`, the correction, in the role of what it corrects; `after`, as in
		/// [`Pallet::append_record`].
		///
		/// Errors: [`Error::RecordNotFound`], [`Error::NotIssuer`], [`Error::ClassMismatch`], [`Error::AlreadySuperseded`],
		/// [`Error::IssuerOwnsVehicle`], [`Error::AccreditationSuspended`], and those of [`Pallet::append_record`] but
		/// [`Error::NotAuthorized`].
		///
		/// Events: those of [`Pallet::append_record`], [`Event::RecordSuperseded`], [`Event::DisputeConceded`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::supersede_record())]
		pub fn supersede_record(
			origin: OriginFor<T>,
			vin: Vin,
			seq: u32,
			entry: RecordEntry,
			after: Option<ReadingId>,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
			ensure!(record.issuer == issuer, Error::<T>::NotIssuer);
			ensure!(record.class == entry.class, Error::<T>::ClassMismatch);
			ensure!(!Corrections::<T>::contains_key(vin, seq), Error::<T>::AlreadySuperseded);
			let title_epoch = Self::ensure_may_correct(&vin, &record)?;

			let by = Self::origination(issuer.clone(), record.source, title_epoch);
			let by = Self::correct(vin, seq, &record, entry, by, after)?;
			Self::charge(&issuer, 1)?;
			Self::concede_dispute(vin, seq, &issuer, by)
		}

		/// Say that a record is wrong. The record counts as disputed until the issuer gives way or arbiters decide, and as contested once the
		/// issuer let [`Config::AnswerPeriod`] pass. A record is disputed once; only what its disputant withdrew can be disputed anew.
		///
		/// Origin: signed by the owner of the car, or by who owned it when the record was written; the signer pays the deposits for the
		/// dispute and for a correction, and stakes [`Config::DisputeBond`].
		///
		/// Parameters: `vin`; `seq`, the record; `evidence`, BLAKE2b-256 of the reasons.
		///
		/// Errors: [`Error::RecordNotFound`], [`Error::ArbitersDecided`], [`Error::OwnRecord`], [`Error::NotOwner`],
		/// [`Error::AlreadySuperseded`], [`Error::DisputeExists`], and the currency's error when deposits or bond cannot be held.
		///
		/// Events: [`Event::RecordDisputed`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::dispute_record())]
		pub fn dispute_record(
			origin: OriginFor<T>,
			vin: Vin,
			seq: u32,
			evidence: Digest,
		) -> DispatchResult {
			let disputant = ensure_signed(origin)?;
			let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
			ensure!(record.issuer != Self::arbiters(), Error::<T>::ArbitersDecided);
			ensure!(record.issuer != disputant, Error::<T>::OwnRecord);
			ensure!(Self::has_a_stake(&vin, &disputant, &record), Error::<T>::NotOwner);
			ensure!(!Disputes::<T>::contains_key(vin, seq), Error::<T>::DisputeExists);
			ensure!(!Corrections::<T>::contains_key(vin, seq), Error::<T>::AlreadySuperseded);

			let deadline = Self::open_dispute(vin, seq, disputant.clone(), evidence)?;
			Self::deposit_event(Event::RecordDisputed { vehicle: vin, seq, disputant, deadline });
			Ok(())
		}

		/// Stand by a disputed record.
		///
		/// Origin: signed by the issuer of the record, who stakes a bond equal to the disputant's.
		///
		/// Parameters: `vin`; `seq`, the record; `statement`, BLAKE2b-256 of the reasons.
		///
		/// Errors: [`Error::RecordNotFound`], [`Error::NotIssuer`], [`Error::DisputeNotFound`], [`Error::DisputeEnded`],
		/// [`Error::DisputeAnswered`], [`Error::Expired`], and the currency's error when the bond cannot be held.
		///
		/// Events: [`Event::DisputeAnswered`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::answer_dispute())]
		pub fn answer_dispute(
			origin: OriginFor<T>,
			vin: Vin,
			seq: u32,
			statement: Digest,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
			ensure!(record.issuer == issuer, Error::<T>::NotIssuer);
			let dispute = Self::open_dispute_of(&vin, seq)?;
			ensure!(dispute.answer.is_none(), Error::<T>::DisputeAnswered);
			ensure!(!dispute.is_unanswered(Self::block()), Error::<T>::Expired);

			T::Currency::hold(&HoldReason::DisputeBond.into(), &issuer, dispute.bond)?;
			Disputes::<T>::insert(vin, seq, Dispute { answer: Some(statement), ..dispute });
			Self::deposit_event(Event::DisputeAnswered { vehicle: vin, seq, statement });
			Ok(())
		}

		/// Give up a dispute that has not been answered. Bond and deposits go back, the dispute leaves the state, and the record counts
		/// again, as if there had been none: whoever has a stake may dispute it anew, else a friend of the issuer could use up the one
		/// dispute that a record can have.
		///
		/// Origin: signed by the disputant.
		///
		/// Parameters: `vin`; `seq`, the record.
		///
		/// Errors: [`Error::DisputeNotFound`], [`Error::NotDisputant`], [`Error::DisputeEnded`], [`Error::DisputeAnswered`].
		///
		/// Events: [`Event::DisputeWithdrawn`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::withdraw_dispute())]
		pub fn withdraw_dispute(origin: OriginFor<T>, vin: Vin, seq: u32) -> DispatchResult {
			let disputant = ensure_signed(origin)?;
			let dispute = Disputes::<T>::get(vin, seq).ok_or(Error::<T>::DisputeNotFound)?;
			ensure!(dispute.disputant == disputant, Error::<T>::NotDisputant);
			ensure!(dispute.is_open(), Error::<T>::DisputeEnded);
			ensure!(dispute.answer.is_none(), Error::<T>::DisputeAnswered);

			Self::drop_dispute(vin, seq, &dispute)?;
			Self::deposit_event(Event::DisputeWithdrawn { vehicle: vin, seq });
			Ok(())
		}

		/// Decide a dispute. Who was wrong loses their bond to the other side. A record found wrong is annulled: a correction by the
		/// arbiters supersedes it, and its issuer loses reputation and points.
		///
		/// Origin: [`Config::ArbiterOrigin`].
		///
		/// Parameters: `vin`; `seq`, the record; `ruling`; `after`, as in [`Pallet::append_record`].
		///
		/// Errors: [`Error::DisputeNotFound`], [`Error::DisputeEnded`], [`Error::AnswerPending`]; for a correction
		/// [`Error::VehicleNotFound`], [`Error::OdometerNotValid`], [`Error::ReplacementNotValid`], [`Error::ReadingHintNeeded`],
		/// [`Error::TooManyRecords`]; and the currency's error when a bond cannot pass.
		///
		/// Events: [`Event::DisputeRejected`]; or those of [`Pallet::append_record`], [`Event::RecordSuperseded`],
		/// [`Event::DisputeUpheld`], [`Event::ContributionPenalised`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::resolve_dispute())]
		pub fn resolve_dispute(
			origin: OriginFor<T>,
			vin: Vin,
			seq: u32,
			ruling: Ruling,
			after: Option<ReadingId>,
		) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			let dispute = Self::open_dispute_of(&vin, seq)?;
			Self::end_dispute(vin, seq, dispute, ruling, after)
		}

		/// Confirm that one has used a record that one was granted to read. Its issuer gets a point.
		///
		/// Origin: signed by an accredited participant with a grant to read the class of the record.
		///
		/// Parameters: `vin`; `seq`, the record; `role`, in which the signer is accredited.
		///
		/// Errors: [`Error::RecordNotFound`], [`Error::NotAuthorized`], [`Error::OwnRecord`], [`Error::RecordNotAccredited`],
		/// [`Error::NotIndependent`], [`Error::RecordDoubtful`], [`Error::AlreadyConfirmed`], [`Error::PointsLimitReached`], and
		/// the error of [`Config::Points`] when the issuer cannot hold points.
		///
		/// Events: [`Event::ContributionRewarded`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::confirm_use())]
		pub fn confirm_use(origin: OriginFor<T>, vin: Vin, seq: u32, role: Role) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let (record, earned) = Self::ensure_may_confirm(&vin, seq, &who, role)?;

			EarnedPoints::<T>::insert(vin, seq, Earned { used: true, ..earned });
			Self::reward(vin, seq, &record.issuer, Contribution::Used, T::Time::now())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Count and hash chain over all records of a car.
		pub fn record_head(vin: Vin) -> RecordHead {
			RecordHeads::<T>::get(vin)
		}

		/// One record of a car, and whether it counts.
		pub fn record(vin: Vin, seq: u32) -> Option<EntryOf<T>> {
			let record = Records::<T>::get(vin, seq)?;
			let standing = Self::standing(&vin, seq, &record);
			Some(HistoryEntry { seq, record, standing })
		}

		/// Up to `limit` records of a car from sequence number `from`, at most [`MAX_PAGE`].
		pub fn history(vin: Vin, from: u32, limit: u32) -> PageOf<T> {
			let head = RecordHeads::<T>::get(vin);
			let end = from.saturating_add(limit.min(MAX_PAGE)).min(head.count);
			let entries = (from..end).filter_map(|seq| Self::record(vin, seq)).collect::<Vec<_>>();
			HistoryPage { head, entries }
		}

		/// The dispute over a record.
		pub fn dispute(vin: Vin, seq: u32) -> Option<DisputeOf<T>> {
			Disputes::<T>::get(vin, seq)
		}

		/// What the odometer readings of a car say in sum.
		pub fn odometer_verdict(vin: Vin) -> OdometerVerdict {
			OdometerSummaries::<T>::get(vin).verdict(|id| Readings::<T>::get(vin, id))
		}

		/// Up to `limit` pairs of readings of a car that contradict each other, at most [`MAX_PAGE`], in no order that means anything,
		/// beginning with the one after that whose later reading is `from`.
		pub fn rollbacks(vin: Vin, from: Option<ReadingId>, limit: u32) -> Vec<Rollback> {
			readings::rollbacks::<T>(vin, from, limit.min(MAX_PAGE))
		}

		/// A reading near which one of this time and distance belongs: what [`Pallet::append_record`] takes as `after`. `None` where the
		/// car has no readings, or [`MAX_WALK`] on either side of the place; then name the record next to it in time.
		pub fn reading_hint(
			vin: Vin,
			observed_at: Moment,
			odometer: Odometer,
		) -> Option<ReadingId> {
			readings::Log::<T>::open(vin).hint(&Observation::new(observed_at, odometer))
		}

		/// How well the odometer of a car is documented, by its latest [`MAX_WALK`] readings.
		pub fn source_quality(vin: Vin) -> SourceQuality {
			readings::Log::<T>::open(vin).quality()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
