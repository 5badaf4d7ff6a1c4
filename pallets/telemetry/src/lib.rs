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
pub use types::{
	BatchInfo, ChainFull, Deposit, DeviceChain, DeviceChainInfo, Disclosure, DisclosureInfo, Gap,
	StoredBatch, Summary, TelemetrySummary, MAX_GAPS,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod submit;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use carx_primitives::{
		telemetry::{
			verify_sample, BatchHeader, Conflict, HeaderError, LinkError, Sample, MAX_PROOF_LEN,
		},
		CloneAlarm, DeviceBindings, DeviceKey, Digest, Moment, OdometerLog, VehicleAccess, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;
	use sp_io::hashing::blake2_256;

	/// An Ed25519 signature (RFC 8032).
	pub type DeviceSignature = [u8; 64];

	/// The hashes beside the path of a sample, bottom first.
	pub type Siblings = BoundedVec<Digest, ConstU32<MAX_PROOF_LEN>>;

	/// What each kind of thing stores, under its key.
	pub(crate) type BatchFootprint<T> = (DeviceKey, u32, BatchOf<T>);
	pub(crate) type ChainFootprint<T> = (DeviceKey, ChainOf<T>);
	pub(crate) type SummaryFootprint<T> = (Vin, SummaryOf<T>);
	pub(crate) type DisclosureFootprint<T> = (DeviceKey, u32, u32, DisclosureOf<T>);

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type BatchOf<T> = StoredBatch<AccountIdOf<T>, <T as Config>::BatchConsideration>;
	pub(crate) type ChainOf<T> = DeviceChain<AccountIdOf<T>, <T as Config>::SummaryConsideration>;
	pub(crate) type SummaryOf<T> = Summary<AccountIdOf<T>, <T as Config>::SummaryConsideration>;
	pub(crate) type DisclosureOf<T> =
		Disclosure<AccountIdOf<T>, <T as Config>::DisclosureConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Which device is bound to which car.
		type Devices: DeviceBindings;

		/// Who owns which car.
		type Access: VehicleAccess<Self::AccountId>;

		/// Whom to tell that two cars seem to bear one VIN.
		type CloneAlarm: CloneAlarm;

		/// Where readings become part of a car's odometer verdict.
		type Odometer: OdometerLog;

		/// How far `ended_at` may lie ahead of the chain's clock, in milliseconds: clocks of devices differ. No constant of
		/// the metadata, for governance may tune it.
		type MaxClockSkew: Get<Moment>;

		/// The deposit of a submitter for a batch.
		type BatchConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of the first submitter for the chain of a device, and for the summary of a car.
		type SummaryConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of whoever discloses a sample.
		type DisclosureConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure. None is released: what they pay for is never removed.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a batch.
		#[codec(index = 0)]
		BatchStorage,
		/// The place of a device's chain, or of a car's summary.
		#[codec(index = 1)]
		SummaryStorage,
		/// The place of a disclosed sample.
		#[codec(index = 2)]
		DisclosureStorage,
	}

	/// The chain of each device (its key), in numbers. Keys are chosen by people, so their hash spreads them; who submits
	/// the first batch pays.
	#[pallet::storage]
	pub type DeviceChains<T: Config> = StorageMap<_, Blake2_128Concat, DeviceKey, ChainOf<T>>;

	/// The batches of each device (its key) by sequence number. The number is bound by the chain, so a light hash will do; the submitter
	/// pays.
	#[pallet::storage]
	pub type Batches<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceKey, Twox64Concat, u32, BatchOf<T>>;

	/// The driving data of each car (VIN), in numbers. The VIN is chosen by people; who submits the first batch pays.
	#[pallet::storage]
	pub type VehicleTelemetry<T: Config> = StorageMap<_, Blake2_128Concat, Vin, SummaryOf<T>>;

	/// The samples that were made public, by device (its key), sequence number of the batch, and index in it. Both numbers are bound by what is
	/// stored, so a light hash will do; who discloses pays.
	#[pallet::storage]
	pub type Disclosed<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, DeviceKey>,
			NMapKey<Twox64Concat, u32>,
			NMapKey<Twox64Concat, u32>,
		),
		DisclosureOf<T>,
	>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The driving data of a car grew by a batch.
		BatchAccepted {
			/// The car.
			vehicle: Vin,
			/// The device that signed it.
			device: DeviceKey,
			/// Its number.
			sequence: u32,
			/// Number of samples.
			count: u32,
			/// Who relayed it.
			submitter: T::AccountId,
		},
		/// Batches of a device are missing.
		GapDetected {
			/// The device.
			device: DeviceKey,
			/// The car that the gap is counted for.
			vehicle: Vin,
			/// The first number that is missing.
			from: u32,
			/// The last number that is missing.
			to: u32,
		},
		/// The last missing batch of a gap came.
		GapClosed {
			/// The device.
			device: DeviceKey,
			/// The car that the gap was counted for.
			vehicle: Vin,
			/// The last number that was missing.
			to: u32,
		},
		/// The owner said that what is missing will not come.
		GapWrittenOff {
			/// The device.
			device: DeviceKey,
			/// The car that the gap was counted for.
			vehicle: Vin,
			/// The first number that is lost.
			from: u32,
			/// The last number that is lost.
			to: u32,
			/// The owner.
			by: T::AccountId,
		},
		/// A device signed two continuations of its chain: its key was copied.
		ForkDetected {
			/// The device.
			device: DeviceKey,
			/// The car of the batch that is stored.
			vehicle: Vin,
			/// The number of the batch that contradicts it.
			sequence: u32,
			/// Who proved it.
			reporter: T::AccountId,
		},
		/// Two sightings cannot be of one car.
		CloneSuspected {
			/// The car.
			vehicle: Vin,
			/// The device of the batch that was taken.
			device: DeviceKey,
			/// The device of the batch that it disagrees with.
			other: DeviceKey,
			/// In what.
			conflict: Conflict,
		},
		/// A sample was made public, and is one that the device signed.
		SampleDisclosed {
			/// The device.
			device: DeviceKey,
			/// The number of the batch.
			sequence: u32,
			/// The place of the sample in it.
			index: u32,
			/// Who made it public.
			by: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The device is not bound to this car by its present owner. Have the owner bind it.
		DeviceNotBound,
		/// The signature is not the device's over this header on this chain. Check the key, the header and the genesis hash.
		SignatureNotValid,
		/// A batch has 1 to 131,072 samples. Split it.
		CountNotValid,
		/// The batch ends before it starts. Check the device's clock.
		TimesReversed,
		/// The batch covers more than 31 days. Split it.
		SpanTooLong,
		/// The batch ends in the future. Check the device's clock, and that the moments are in milliseconds.
		InFuture,
		/// An odometer reading means "not available" or is more than 4,000,000 km. Check the unit.
		OdometerNotValid,
		/// The odometer ran backwards within the batch.
		OdometerReversed,
		/// The car would have driven faster than 400 km/h. Check the units.
		TooFast,
		/// The place is not on Earth. Give whole degrees, rounded down.
		PlaceNotValid,
		/// The batch does not name the hash of the one before it, or the one after it names another. If both are signed, report the fork.
		ChainBroken,
		/// The batch overlaps in time with its neighbour in the chain.
		TimesOverlap,
		/// The odometer is below that of the batch before, or above that of the batch after. After a change of the instrument, bind a
		/// device with another key.
		OdometerBelowLast,
		/// This very batch is stored already.
		Replayed,
		/// Another batch is stored under this number. If both are signed, report the fork.
		SequenceTaken,
		/// The missing batches of a gap come in order, the lowest number first.
		OutOfOrder,
		/// The number was written off as lost.
		WrittenOff,
		/// The device has 16 open gaps. Submit what is missing, or have the owner write it off.
		TooManyGaps,
		/// The device has as many batches as can be counted. Bind a device with another key.
		TooManyBatches,
		/// The car has more odometer readings than can be counted.
		TooManyReadings,
		/// The key of the device was copied, and speaks for no car any more. Bind a device with another key.
		DeviceForked,
		/// No batch of this device has this number.
		BatchNotFound,
		/// An honest device may have signed both batches.
		NoFork,
		/// The device has no open gap that ends at this number.
		GapNotFound,
		/// The signer does not own the car that the gap is counted for.
		NotOwner,
		/// The proof does not lead from the sample, at this index, to the batch's root.
		ProofNotValid,
		/// The sample is disclosed already.
		AlreadyDisclosed,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Add a batch to the chain of the device that signed it: at its end, or at the front of a gap.
		///
		/// Origin: signed by anybody, who pays the deposit.
		///
		/// Parameters: `header`; `signature`, by the device over [`BatchHeader::signing_payload`].
		///
		/// Errors: those of the header alone: [`Error::CountNotValid`], [`Error::TimesReversed`], [`Error::SpanTooLong`], [`Error::InFuture`],
		/// [`Error::OdometerNotValid`], [`Error::OdometerReversed`], [`Error::TooFast`], [`Error::PlaceNotValid`]; of its place:
		/// [`Error::DeviceNotBound`], [`Error::DeviceForked`], [`Error::Replayed`], [`Error::SequenceTaken`], [`Error::OutOfOrder`],
		/// [`Error::WrittenOff`], [`Error::ChainBroken`], [`Error::TimesOverlap`], [`Error::OdometerBelowLast`]; then
		/// [`Error::SignatureNotValid`], [`Error::TooManyGaps`], [`Error::TooManyBatches`], [`Error::TooManyReadings`], and
		/// the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::GapDetected`], [`Event::GapClosed`], [`Event::CloneSuspected`], [`Event::BatchAccepted`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::submit_batch().max(T::WeightInfo::submit_late_batch()))]
		pub fn submit_batch(
			origin: OriginFor<T>,
			header: BatchHeader,
			signature: DeviceSignature,
		) -> DispatchResult {
			let submitter = ensure_signed(origin)?;
			let latest = T::Time::now().saturating_add(T::MaxClockSkew::get());
			header.check(latest).map_err(Error::<T>::from)?;
			let bound = T::Devices::bound_vehicle(&header.device);
			ensure!(bound == Some(header.vin), Error::<T>::DeviceNotBound);
			let chain = DeviceChains::<T>::get(header.device);
			let slot = Self::slot(chain.as_ref(), &header)?;
			Self::ensure_signed_by_device(&header, &signature)?;

			Self::count_for_vehicle(&header, &submitter)?;
			Self::count_for_device(chain, slot, &header, &submitter)?;
			Self::log_odometer(&header)?;
			Self::store(header, submitter)
		}

		/// Prove that the key of a device was copied, by a batch that contradicts one that is stored: of the same number, or of the number
		/// before or after it without the link. The device speaks for no car any more. Where it is still bound to the car, a clone
		/// of the car is suspected; where it is not, an earlier owner could spite the present one.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `sequence`, of the batch that is stored; `header`, the batch that contradicts it; `signature`, by the device over
		/// [`BatchHeader::signing_payload`] of `header`.
		///
		/// Errors: [`Error::BatchNotFound`], [`Error::DeviceForked`] when it is known, [`Error::NoFork`],
		/// [`Error::SignatureNotValid`].
		///
		/// Events: [`Event::ForkDetected`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::report_fork())]
		pub fn report_fork(
			origin: OriginFor<T>,
			sequence: u32,
			header: BatchHeader,
			signature: DeviceSignature,
		) -> DispatchResult {
			let reporter = ensure_signed(origin)?;
			let device = header.device;
			let mut chain = DeviceChains::<T>::get(device).ok_or(Error::<T>::BatchNotFound)?;
			ensure!(chain.forked_at.is_none(), Error::<T>::DeviceForked);
			let stored = Self::stored_header(&device, sequence).ok_or(Error::<T>::BatchNotFound)?;
			ensure!(header.contradicts(&stored), Error::<T>::NoFork);
			Self::ensure_signed_by_device(&header, &signature)?;

			chain.forked_at = Some(header.sequence);
			DeviceChains::<T>::insert(device, chain);
			let (vehicle, sequence) = (stored.vin, header.sequence);
			if T::Devices::bound_vehicle(&device) == Some(vehicle) {
				T::CloneAlarm::suspect_clone(&vehicle);
			}
			Self::deposit_event(Event::ForkDetected { device, vehicle, sequence, reporter });
			Ok(())
		}

		/// Say that the batches of a gap will not come: they are counted as lost, for good.
		///
		/// Origin: signed by the owner of the car that the gap is counted for.
		///
		/// Parameters: `device`; `to`, the last number that is missing.
		///
		/// Errors: [`Error::GapNotFound`], [`Error::NotOwner`].
		///
		/// Events: [`Event::GapWrittenOff`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::write_off_gap())]
		pub fn write_off_gap(origin: OriginFor<T>, device: DeviceKey, to: u32) -> DispatchResult {
			let by = ensure_signed(origin)?;
			let mut chain = DeviceChains::<T>::get(device).ok_or(Error::<T>::GapNotFound)?;
			let gap = chain.write_off(to).ok_or(Error::<T>::GapNotFound)?;
			let vehicle = Self::vehicle_of_gap(&device, to).ok_or(Error::<T>::GapNotFound)?;
			let title_epoch = T::Access::title_epoch(&vehicle).ok_or(Error::<T>::NotOwner)?;
			let owner = T::Access::owner_in(&vehicle, title_epoch);
			ensure!(owner.as_ref() == Some(&by), Error::<T>::NotOwner);

			DeviceChains::<T>::insert(device, chain);
			Self::change_summary(&vehicle, |summary| {
				summary.open_gaps = summary.open_gaps.saturating_sub(1);
				summary.lost = summary.lost.saturating_add(gap.missing());
			});
			let Gap { from, to } = gap;
			Self::deposit_event(Event::GapWrittenOff { device, vehicle, from, to, by });
			Ok(())
		}

		/// Make one sample public and prove that the device signed it.
		///
		/// Origin: signed by anybody who has the sample and pays the deposit.
		///
		/// Parameters: `device`; `sequence`, of the batch; `index`, of the sample in it, from 0; `sample`; `siblings`, the hashes beside its path,
		/// bottom first.
		///
		/// Errors: [`Error::BatchNotFound`], [`Error::AlreadyDisclosed`], [`Error::ProofNotValid`], and the currency's error when the deposit
		/// cannot be held.
		///
		/// Events: [`Event::SampleDisclosed`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::disclose_sample())]
		pub fn disclose_sample(
			origin: OriginFor<T>,
			device: DeviceKey,
			sequence: u32,
			index: u32,
			sample: Sample,
			siblings: Siblings,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			let header = Self::stored_header(&device, sequence).ok_or(Error::<T>::BatchNotFound)?;
			let key = (device, sequence, index);
			ensure!(!Disclosed::<T>::contains_key(key), Error::<T>::AlreadyDisclosed);
			let is_proven = verify_sample(&header, index, &sample, &siblings);
			ensure!(is_proven, Error::<T>::ProofNotValid);

			let footprint = Footprint::from_mel::<DisclosureFootprint<T>>();
			let ticket = T::DisclosureConsideration::new(&by, footprint)?;
			let disclosure = Disclosure {
				digest: blake2_256(&sample.encode()),
				at: sample.at,
				odometer: sample.odometer,
				speed: sample.speed,
				disclosed_at: T::Time::now(),
				deposit: Deposit { payer: by.clone(), ticket },
			};
			Disclosed::<T>::insert(key, disclosure);
			Self::deposit_event(Event::SampleDisclosed { device, sequence, index, by });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The chain of a device: where it ends and what is missing.
		pub fn device_chain(device: DeviceKey) -> Option<DeviceChainInfo> {
			let chain = DeviceChains::<T>::get(device)?;
			let last_sequence = chain.next.checked_sub(1)?;
			let last = Self::stored_header(&device, last_sequence)?;
			Some(DeviceChainInfo {
				last_sequence,
				last_hash: last.hash(),
				vehicle: last.vin,
				ended_at: last.ended_at,
				odometer_end: last.odometer_end,
				batches: chain.batches,
				samples: chain.samples,
				gaps: chain.gaps.into_inner(),
				lost: chain.lost,
				forked_at: chain.forked_at,
			})
		}

		/// One batch of a device.
		pub fn batch(device: DeviceKey, sequence: u32) -> Option<BatchInfo<T::AccountId>> {
			let stored = Batches::<T>::get(device, sequence)?;
			Some(BatchInfo {
				hash: stored.header.hash(),
				header: stored.header,
				recorded_at: stored.recorded_at,
				submitter: stored.deposit.payer,
			})
		}

		/// The driving data of a car, in numbers.
		pub fn telemetry(vin: Vin) -> Option<TelemetrySummary> {
			let summary = VehicleTelemetry::<T>::get(vin)?;
			let odometer = summary.last.odometer_end;
			Some(TelemetrySummary {
				batches: summary.batches,
				samples: summary.samples,
				first_at: summary.first_at,
				last_at: summary.last.ended_at,
				odometer,
				distance: odometer.metres().saturating_sub(summary.first_odometer.metres()),
				open_gaps: summary.open_gaps,
				lost: summary.lost,
			})
		}

		/// A sample that was made public.
		pub fn disclosure(
			device: DeviceKey,
			sequence: u32,
			index: u32,
		) -> Option<DisclosureInfo<T::AccountId>> {
			let disclosure = Disclosed::<T>::get((device, sequence, index))?;
			Some(DisclosureInfo {
				digest: disclosure.digest,
				at: disclosure.at,
				odometer: disclosure.odometer,
				speed: disclosure.speed,
				by: disclosure.deposit.payer,
				disclosed_at: disclosure.disclosed_at,
			})
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T> From<HeaderError> for Error<T> {
		fn from(error: HeaderError) -> Self {
			match error {
				HeaderError::CountNotValid => Self::CountNotValid,
				HeaderError::TimesReversed => Self::TimesReversed,
				HeaderError::SpanTooLong => Self::SpanTooLong,
				HeaderError::InFuture => Self::InFuture,
				HeaderError::OdometerNotValid => Self::OdometerNotValid,
				HeaderError::OdometerReversed => Self::OdometerReversed,
				HeaderError::TooFast => Self::TooFast,
				HeaderError::PlaceNotValid => Self::PlaceNotValid,
				HeaderError::FirstHasPrevious => Self::ChainBroken,
			}
		}
	}

	impl<T> From<LinkError> for Error<T> {
		fn from(error: LinkError) -> Self {
			match error {
				LinkError::ChainBroken => Self::ChainBroken,
				LinkError::TimesOverlap => Self::TimesOverlap,
				LinkError::OdometerBelowLast => Self::OdometerBelowLast,
			}
		}
	}
}
