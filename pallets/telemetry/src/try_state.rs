//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use alloc::collections::BTreeMap;
use carx_primitives::Vin;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::batches_lie_where_their_headers_say()?;
		Self::batches_link_to_each_other()?;
		Self::chains_count_their_batches()?;
		Self::gaps_lie_between_batches()?;
		Self::summaries_count_the_batches_of_their_car()?;
		Self::summaries_count_gaps_and_losses()?;
		Self::disclosures_are_of_a_batch()
	}

	fn batches_lie_where_their_headers_say() -> Result<(), TryRuntimeError> {
		for (device, sequence, batch) in Batches::<T>::iter() {
			let header = batch.header;
			ensure!(
				header.device == device && header.sequence == sequence,
				"a batch lies under a key that its header does not name"
			);
			ensure!(header.check(u64::MAX).is_ok(), "a batch has a header that is none");
			let chain = DeviceChains::<T>::get(device).ok_or("a batch has no chain")?;
			ensure!(sequence < chain.next, "a batch lies after the end of its chain");
			ensure!(chain.gap_around(sequence).is_none(), "a batch that is stored is missing");
		}
		Ok(())
	}

	fn batches_link_to_each_other() -> Result<(), TryRuntimeError> {
		for (device, sequence, batch) in Batches::<T>::iter() {
			let before =
				sequence.checked_sub(1).and_then(|last| Self::stored_header(&device, last));
			ensure!(
				before.is_none_or(|before| batch.header.follows(&before).is_ok()),
				"a batch does not follow the one before it"
			);
		}
		Ok(())
	}

	fn chains_count_their_batches() -> Result<(), TryRuntimeError> {
		for (device, chain) in DeviceChains::<T>::iter() {
			let (mut batches, mut samples) = (0u32, 0u64);
			for batch in Batches::<T>::iter_prefix_values(device) {
				batches = batches.saturating_add(1);
				samples = samples.saturating_add(batch.header.count.into());
			}
			ensure!(
				chain.batches == batches && chain.samples == samples,
				"a chain does not count its batches"
			);
			let missing =
				chain.gaps.iter().fold(0u32, |sum, gap| sum.saturating_add(gap.missing()));
			ensure!(
				batches.saturating_add(missing).saturating_add(chain.lost) == chain.next,
				"a number of a chain is neither stored nor missing nor lost"
			);
		}
		Ok(())
	}

	fn gaps_lie_between_batches() -> Result<(), TryRuntimeError> {
		for (device, chain) in DeviceChains::<T>::iter() {
			ensure!(chain.next > 0, "a chain has no batch");
			let mut end = 0u32;
			for gap in &chain.gaps {
				ensure!(end <= gap.from && gap.from <= gap.to, "gaps are not in order");
				end = gap.to.saturating_add(1);
				let before = gap.from.checked_sub(1);
				ensure!(
					before.is_none_or(|last| Batches::<T>::contains_key(device, last))
						&& Batches::<T>::contains_key(device, end),
					"a gap does not lie between two batches"
				);
			}
		}
		Ok(())
	}

	fn summaries_count_the_batches_of_their_car() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<Vin, (u32, u64, u64, u64)>::new();
		for header in Batches::<T>::iter_values().map(|batch| batch.header) {
			let (batches, samples, first, last) =
				counted.entry(header.vin).or_insert((0, 0, u64::MAX, 0));
			*batches = batches.saturating_add(1);
			*samples = samples.saturating_add(header.count.into());
			*first = header.started_at.min(*first);
			*last = header.ended_at.max(*last);
		}
		for (vin, summary) in VehicleTelemetry::<T>::iter() {
			let stated =
				(summary.batches, summary.samples, summary.first_at, summary.last.ended_at);
			ensure!(
				counted.remove(&vin) == Some(stated),
				"a car's summary does not sum up its batches"
			);
		}
		ensure!(counted.is_empty(), "a car with batches has no summary");
		Ok(())
	}

	fn summaries_count_gaps_and_losses() -> Result<(), TryRuntimeError> {
		let (mut open, mut lost) = (BTreeMap::<Vin, u32>::new(), 0u64);
		for (device, chain) in DeviceChains::<T>::iter() {
			lost = lost.saturating_add(chain.lost.into());
			for gap in chain.gaps {
				let vin = Self::vehicle_of_gap(&device, gap.to).ok_or("a gap is of no car")?;
				let gaps = open.entry(vin).or_default();
				*gaps = gaps.saturating_add(1);
			}
		}
		for (vin, summary) in VehicleTelemetry::<T>::iter() {
			let gaps = open.remove(&vin).unwrap_or_default();
			ensure!(summary.open_gaps == gaps, "a car's summary does not count its gaps");
			lost = lost.saturating_sub(summary.lost.into());
		}
		ensure!(lost == 0, "batches were lost that no car's summary counts");
		Ok(())
	}

	fn disclosures_are_of_a_batch() -> Result<(), TryRuntimeError> {
		for (device, sequence, index) in Disclosed::<T>::iter_keys() {
			let header = Self::stored_header(&device, sequence)
				.ok_or("a sample was disclosed of a batch that is not stored")?;
			ensure!(index < header.count, "a sample was disclosed that the batch does not have");
		}
		Ok(())
	}
}
