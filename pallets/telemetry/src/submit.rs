//! Where a batch goes in the chain of its device, and what it changes.

use crate::{
	pallet::*,
	types::{ChainFull, Deposit, DeviceChain, Gap, StoredBatch, Summary},
	Config, Pallet,
};
use carx_primitives::{
	telemetry::{BatchHeader, Sighting},
	CloneAlarm, DeviceKey, OdometerLog, Vin,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_core::ed25519;
use sp_runtime::{traits::Zero, DispatchError};

/// Where a batch goes.
#[derive(Clone, Copy)]
pub(crate) enum Slot {
	/// The end of the chain.
	End,
	/// The front of an open gap.
	Gap(Gap),
}

impl<T: Config> Pallet<T> {
	/// Where the batch goes, once it fits its neighbours there.
	///
	/// # Errors
	/// Those of its place that [`Pallet::submit_batch`] lists.
	pub(crate) fn slot(chain: Option<&ChainOf<T>>, header: &BatchHeader) -> Result<Slot, Error<T>> {
		let Some(chain) = chain else { return Ok(Slot::End) };
		ensure!(chain.forked_at.is_none(), Error::<T>::DeviceForked);
		let slot = Self::free_slot(chain, header)?;
		let (first, after) = match slot {
			Slot::End => (chain.next, None),
			Slot::Gap(gap) => (gap.from, Self::header_after(&header.device, gap.to)),
		};
		let before = first.checked_sub(1);
		if let Some(before) = before.and_then(|last| Self::stored_header(&header.device, last)) {
			header.follows(&before)?;
		}
		if let Some(after) = after {
			after.follows(header)?;
		}
		Ok(slot)
	}

	fn free_slot(chain: &ChainOf<T>, header: &BatchHeader) -> Result<Slot, Error<T>> {
		if header.sequence >= chain.next {
			return Ok(Slot::End);
		}
		if let Some(gap) = chain.gap_around(header.sequence) {
			ensure!(gap.from == header.sequence, Error::<T>::OutOfOrder);
			return Ok(Slot::Gap(gap));
		}
		Err(match Self::stored_header(&header.device, header.sequence) {
			Some(stored) if stored == *header => Error::Replayed,
			Some(_) => Error::SequenceTaken,
			None => Error::WrittenOff,
		})
	}

	/// Checks the device's signature over the header for this chain.
	///
	/// # Errors
	/// [`Error::SignatureNotValid`].
	pub(crate) fn ensure_signed_by_device(
		header: &BatchHeader,
		signature: &DeviceSignature,
	) -> Result<(), Error<T>> {
		let genesis_hash = frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		);
		let is_signed = sp_io::crypto::ed25519_verify(
			&ed25519::Signature::from_raw(*signature),
			&header.signing_payload(genesis_hash),
			&ed25519::Public::from_raw(header.device),
		);
		ensure!(is_signed, Error::<T>::SignatureNotValid);
		Ok(())
	}

	/// Counts the batch for its car, and raises the alarm if it cannot be of the car that was last seen.
	///
	/// # Errors
	/// The currency's, when the deposit of a car's first batch cannot be held.
	pub(crate) fn count_for_vehicle(
		header: &BatchHeader,
		submitter: &T::AccountId,
	) -> DispatchResult {
		let vehicle = header.vin;
		let mut summary = match VehicleTelemetry::<T>::get(vehicle) {
			Some(summary) => summary,
			None => Summary::new(
				header,
				Self::summary_deposit(submitter, Footprint::from_mel::<SummaryFootprint<T>>())?,
			),
		};
		let other = summary.last.device;
		if let Some(conflict) = Sighting::from(header).conflict(&summary.last) {
			T::CloneAlarm::suspect_clone(&vehicle);
			let device = header.device;
			Self::deposit_event(Event::CloneSuspected { vehicle, device, other, conflict });
		}
		summary.take_in(header);
		VehicleTelemetry::<T>::insert(vehicle, summary);
		Ok(())
	}

	/// Counts the batch for its device, and keeps its gaps.
	///
	/// # Errors
	/// [`Error::TooManyGaps`], [`Error::TooManyBatches`]; the currency's, when the deposit of a device's first batch cannot be held.
	pub(crate) fn count_for_device(
		chain: Option<ChainOf<T>>,
		slot: Slot,
		header: &BatchHeader,
		submitter: &T::AccountId,
	) -> DispatchResult {
		let mut chain = match chain {
			Some(chain) => chain,
			None => DeviceChain::new(Self::summary_deposit(
				submitter,
				Footprint::from_mel::<ChainFootprint<T>>(),
			)?),
		};
		match slot {
			Slot::End => {
				if let Some(gap) = chain.extend(header).map_err(Error::<T>::from)? {
					Self::note_gap(header, gap);
				}
			},
			Slot::Gap(gap) => {
				if chain.fill(header) {
					Self::note_closed(&header.device, gap.to);
				}
			},
		}
		DeviceChains::<T>::insert(header.device, chain);
		Ok(())
	}

	fn note_gap(header: &BatchHeader, gap: Gap) {
		let (device, vehicle) = (header.device, header.vin);
		Self::change_summary(&vehicle, |summary| {
			summary.open_gaps = summary.open_gaps.saturating_add(1);
		});
		let Gap { from, to } = gap;
		Self::deposit_event(Event::GapDetected { device, vehicle, from, to });
	}

	fn note_closed(device: &DeviceKey, to: u32) {
		let Some(vehicle) = Self::vehicle_of_gap(device, to) else { return };
		Self::change_summary(&vehicle, |summary| {
			summary.open_gaps = summary.open_gaps.saturating_sub(1);
		});
		Self::deposit_event(Event::GapClosed { device: *device, vehicle, to });
	}

	/// Tells the odometer verdict what the device saw.
	///
	/// # Errors
	/// [`Error::TooManyReadings`].
	pub(crate) fn log_odometer(header: &BatchHeader) -> Result<(), Error<T>> {
		let first = (header.started_at, header.odometer_start);
		let last = (header.ended_at, header.odometer_end);
		T::Odometer::observe(&header.vin, &header.device, first, last)
			.map_err(|_| Error::TooManyReadings)
	}

	/// Stores the batch.
	///
	/// # Errors
	/// The currency's, when the deposit cannot be held.
	pub(crate) fn store(header: BatchHeader, submitter: T::AccountId) -> DispatchResult {
		let footprint = Footprint::from_mel::<BatchFootprint<T>>();
		let ticket = T::BatchConsideration::new(&submitter, footprint)?;
		let (vehicle, device) = (header.vin, header.device);
		let (sequence, count) = (header.sequence, header.count);
		let deposit = Deposit { payer: submitter.clone(), ticket };
		let batch = StoredBatch { header, recorded_at: T::Time::now(), deposit };
		Batches::<T>::insert(device, sequence, batch);
		Self::deposit_event(Event::BatchAccepted { vehicle, device, sequence, count, submitter });
		Ok(())
	}

	/// What the device signed under this number, if it is stored.
	pub(crate) fn stored_header(device: &DeviceKey, sequence: u32) -> Option<BatchHeader> {
		Batches::<T>::get(device, sequence).map(|stored| stored.header)
	}

	/// The car that the gap that ends at `to` is counted for: that of the batch which showed it.
	pub(crate) fn vehicle_of_gap(device: &DeviceKey, to: u32) -> Option<Vin> {
		Self::header_after(device, to).map(|header| header.vin)
	}

	fn header_after(device: &DeviceKey, sequence: u32) -> Option<BatchHeader> {
		Self::stored_header(device, sequence.checked_add(1)?)
	}

	pub(crate) fn change_summary(vin: &Vin, change: impl FnOnce(&mut SummaryOf<T>)) {
		VehicleTelemetry::<T>::mutate_extant(vin, change);
	}

	fn summary_deposit(
		payer: &T::AccountId,
		footprint: Footprint,
	) -> Result<Deposit<T::AccountId, T::SummaryConsideration>, DispatchError> {
		let ticket = T::SummaryConsideration::new(payer, footprint)?;
		Ok(Deposit { payer: payer.clone(), ticket })
	}
}

impl<T> From<ChainFull> for Error<T> {
	fn from(error: ChainFull) -> Self {
		match error {
			ChainFull::Gaps => Self::TooManyGaps,
			ChainFull::Numbers => Self::TooManyBatches,
		}
	}
}
