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

pub use pallet::*;
pub use types::{HistoryEntry, HistoryPage, RecordEntry};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
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
		AccessError, Moment, Record, RecordClass, RecordHead, VehicleAccess, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			Footprint, Time,
		},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::{Convert, SaturatedConversion, Saturating};

	/// Most records in one batch. Bounds the weight of one extrinsic; raising it needs new weights.
	pub const MAX_BATCH: u32 = 100;
	/// Most records on one page of history. Bounds the memory of one read.
	pub const MAX_PAGE: u32 = 100;

	/// A batch: which car, and what happened to it.
	pub type Batch = BoundedVec<(Vin, RecordEntry), ConstU32<MAX_BATCH>>;

	/// What a record stores at its dearest: itself, the head that its car's first record begins, and the link from the record that
	/// it corrects, each under its key.
	type RecordFootprint<T> = ((Vin, u32, RecordOf<T>), (Vin, RecordHead), (Vin, u32, u32));

	pub(crate) type RecordOf<T> = Record<<T as frame_system::Config>::AccountId>;
	pub(crate) type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// What deposits are held in.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The price of storage.
		type StoragePrice: Convert<Footprint, BalanceOf<Self>>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Who may write what about which car.
		type Access: VehicleAccess<Self::AccountId>;

		/// How far `observed_at` may lie ahead of the chain's clock, in milliseconds: clocks of issuers differ. No constant of
		/// the metadata, for governance may tune it.
		type MaxClockSkew: Get<Moment>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a record on the ledger. Never released: a record is never removed.
		#[codec(index = 0)]
		RecordStorage,
	}

	/// The records of each car (VIN) by sequence number. The number is the chain's own, so a light hash will do; the
	/// issuer pays.
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
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is registered. Check the VIN, or have a registrar register the car.
		VehicleNotFound,
		/// The signer neither owns the car nor holds a valid grant for this class. Ask the owner for a grant.
		NotAuthorized,
		/// The record lies in the future. Check the issuer's clock, and that the moment is in milliseconds.
		ObservedInFuture,
		/// The odometer reading means "not available" or is more than 4,000,000 km. Leave it out, or check the unit.
		OdometerNotValid,
		/// The batch has no record.
		BatchEmpty,
		/// The car has as many records as can be counted.
		TooManyRecords,
		/// The car has no record with this sequence number.
		RecordNotFound,
		/// Only the issuer of a record supersedes it.
		NotIssuer,
		/// The record has been superseded. Supersede the record that did it.
		AlreadySuperseded,
		/// A correction has the class of the record that it corrects.
		ClassMismatch,
		/// The locator is not UTF-8.
		LocatorNotUtf8,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Append a record to a car's history.
		///
		/// Origin: signed by the owner, or by a provider or device with a valid grant for the class; the signer pays the
		/// deposit.
		///
		/// Parameters: `vin`; `entry`, the record.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotAuthorized`], [`Error::ObservedInFuture`],
		/// [`Error::OdometerNotValid`], [`Error::LocatorNotUtf8`], [`Error::TooManyRecords`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::RecordAppended`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::append_record())]
		pub fn append_record(origin: OriginFor<T>, vin: Vin, entry: RecordEntry) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			Self::append(vin, entry, issuer.clone(), None)?;
			Self::hold_deposits(&issuer, 1)
		}

		/// Append up to [`MAX_BATCH`] records, of one car or of many, under one signature: all or none.
		///
		/// Origin: as [`Pallet::append_record`], for each record.
		///
		/// Parameters: `entries`, pairs of VIN and record, in order.
		///
		/// Errors: [`Error::BatchEmpty`], and those of [`Pallet::append_record`] for the first record that fails.
		///
		/// Events: [`Event::RecordAppended`] for each record.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::append_records(entries.len().saturated_into()))]
		pub fn append_records(origin: OriginFor<T>, entries: Batch) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			ensure!(!entries.is_empty(), Error::<T>::BatchEmpty);
			let records = entries.len().saturated_into();
			for (vin, entry) in entries {
				Self::append(vin, entry, issuer.clone(), None)?;
			}
			Self::hold_deposits(&issuer, records)
		}

		/// Correct a record by appending one that supersedes it.
		///
		/// Origin: signed by the issuer of the record, still entitled to write its class; the issuer pays the deposit.
		///
		/// Parameters: `vin`; `seq`, the record to correct; `entry`, the correction.
		///
		/// Errors: [`Error::RecordNotFound`], [`Error::NotIssuer`], [`Error::ClassMismatch`], [`Error::AlreadySuperseded`],
		/// and those of [`Pallet::append_record`].
		///
		/// Events: [`Event::RecordAppended`], [`Event::RecordSuperseded`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::supersede_record())]
		pub fn supersede_record(
			origin: OriginFor<T>,
			vin: Vin,
			seq: u32,
			entry: RecordEntry,
		) -> DispatchResult {
			let issuer = ensure_signed(origin)?;
			let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
			ensure!(record.issuer == issuer, Error::<T>::NotIssuer);
			ensure!(record.class == entry.class, Error::<T>::ClassMismatch);
			ensure!(!Corrections::<T>::contains_key(vin, seq), Error::<T>::AlreadySuperseded);

			let by = Self::append(vin, entry, issuer.clone(), Some(seq))?;
			Self::hold_deposits(&issuer, 1)?;
			Corrections::<T>::insert(vin, seq, by);
			Self::deposit_event(Event::RecordSuperseded { vehicle: vin, seq, by });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// The deposit for one record.
		pub fn record_deposit() -> BalanceOf<T> {
			T::StoragePrice::convert(Footprint::from_mel::<RecordFootprint<T>>())
		}

		fn hold_deposits(issuer: &T::AccountId, records: u32) -> DispatchResult {
			let deposit = Self::record_deposit().saturating_mul(records.into());
			T::Currency::hold(&HoldReason::RecordStorage.into(), issuer, deposit)
		}

		/// Checks an entry, stores it as the next record of its car, and extends the hash chain.
		fn append(
			vin: Vin,
			entry: RecordEntry,
			issuer: T::AccountId,
			supersedes: Option<u32>,
		) -> Result<u32, DispatchError> {
			let now = T::Time::now();
			let class = entry.class;
			let source =
				T::Access::record_source(&vin, &issuer, class, now).map_err(Error::<T>::from)?;
			ensure!(
				entry.observed_at <= now.saturating_add(T::MaxClockSkew::get()),
				Error::<T>::ObservedInFuture
			);
			if let Some(odometer) = entry.odometer {
				odometer.validate().map_err(|_| Error::<T>::OdometerNotValid)?;
			}
			ensure!(core::str::from_utf8(&entry.locator).is_ok(), Error::<T>::LocatorNotUtf8);

			let block = frame_system::Pallet::<T>::block_number().saturated_into();
			let record = entry.into_record(issuer.clone(), source, now, block, supersedes);
			let head = RecordHeads::<T>::get(vin);
			let seq = head.count;
			let head = head.append(&record).ok_or(Error::<T>::TooManyRecords)?;
			RecordHeads::<T>::insert(vin, head);
			Records::<T>::insert(vin, seq, record);
			Self::deposit_event(Event::RecordAppended { vehicle: vin, seq, class, issuer });
			Ok(seq)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Count and hash chain over all records of a car.
		pub fn record_head(vin: Vin) -> RecordHead {
			RecordHeads::<T>::get(vin)
		}

		/// One record of a car, and what supersedes it.
		pub fn record(vin: Vin, seq: u32) -> Option<HistoryEntry<T::AccountId>> {
			let record = Records::<T>::get(vin, seq)?;
			Some(HistoryEntry { seq, record, superseded_by: Corrections::<T>::get(vin, seq) })
		}

		/// Up to `limit` records of a car from sequence number `from`, at most [`MAX_PAGE`].
		pub fn history(vin: Vin, from: u32, limit: u32) -> HistoryPage<T::AccountId> {
			let head = RecordHeads::<T>::get(vin);
			let end = from.saturating_add(limit.min(MAX_PAGE)).min(head.count);
			let entries = (from..end).filter_map(|seq| Self::record(vin, seq)).collect::<Vec<_>>();
			HistoryPage { head, entries }
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
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
}
