//! What must hold after every block.

use crate::{
	pallet::*, readings::observation, BalanceOf, Config, Evidence, OdometerSummary, Pallet,
	ReadingId,
};
use alloc::collections::BTreeMap;
use carx_primitives::{Progress, RecordHead, Vin};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{
	traits::{Saturating, Zero},
	SaturatedConversion, TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::heads_are_the_chain_over_all_records()?;
		Self::records_belong_to_a_head()?;
		Self::each_issuer_paid_for_records()?;
		Self::corrections_link_both_ways()?;
		Self::readings_are_lists_in_order()?;
		Self::readings_are_those_of_records_that_count()?;
		Self::rollbacks_are_those_of_the_readings()?;
		Self::disputes_are_about_records()?;
		Self::disputes_are_backed()
	}

	fn heads_are_the_chain_over_all_records() -> Result<(), TryRuntimeError> {
		for (vin, head) in RecordHeads::<T>::iter() {
			let mut computed = RecordHead::default();
			for seq in 0..head.count {
				let record =
					Records::<T>::get(vin, seq).ok_or("a record that was counted is missing")?;
				computed = computed.append(&record).ok_or("more records than can be counted")?;
			}
			ensure!(computed == head, "a record head is not the hash chain over its records");
		}
		Ok(())
	}

	fn records_belong_to_a_head() -> Result<(), TryRuntimeError> {
		for (vin, seq, record) in Records::<T>::iter() {
			ensure!(seq < RecordHeads::<T>::get(vin).count, "a record was never counted");
			ensure!(
				[record.odometer, record.odometer_after]
					.into_iter()
					.flatten()
					.all(|odometer| odometer.validate().is_ok()),
				"a record has an odometer reading that is none"
			);
		}
		Ok(())
	}

	/// That somebody holds something, no more: the price at which each deposit was taken is not kept, for none is ever given back, and the
	/// price may change. The tests of this pallet, where it does not, check the sum.
	fn each_issuer_paid_for_records() -> Result<(), TryRuntimeError> {
		for record in Records::<T>::iter_values() {
			let held =
				T::Currency::balance_on_hold(&HoldReason::RecordStorage.into(), &record.issuer);
			ensure!(
				!held.is_zero()
					|| record.issuer == Self::arbiters()
					|| Self::record_deposit().is_zero(),
				"an issuer paid nothing for the records they wrote"
			);
		}
		Ok(())
	}

	fn corrections_link_both_ways() -> Result<(), TryRuntimeError> {
		for (vin, seq, by) in Corrections::<T>::iter() {
			let earlier =
				Records::<T>::get(vin, seq).ok_or("a record that is missing was superseded")?;
			let later = Records::<T>::get(vin, by).ok_or("a correction is missing")?;
			ensure!(later.supersedes == Some(seq), "a correction does not name what it corrects");
			let is_entitled = earlier.issuer == later.issuer || later.issuer == Self::arbiters();
			ensure!(
				seq < by && is_entitled && earlier.class == later.class,
				"a correction is not a later record of the same issuer, or the arbiters, and class"
			);
		}
		for (vin, seq, record) in Records::<T>::iter() {
			if let Some(superseded) = record.supersedes {
				ensure!(
					Corrections::<T>::get(vin, superseded) == Some(seq),
					"a superseded record does not name its correction"
				);
			}
		}
		Ok(())
	}

	fn readings_are_lists_in_order() -> Result<(), TryRuntimeError> {
		for (vin, summary) in OdometerSummaries::<T>::iter() {
			let (mut seen, mut prev, mut latest) = (OdometerSummary::default(), None, None);
			seen.first = summary.first;
			seen.next_device = summary.next_device;
			let mut id = summary.first;
			while let Some((this, reading)) =
				id.and_then(|id| Some((id, Readings::<T>::get(vin, id)?)))
			{
				ensure!(reading.prev == prev, "a reading does not name the one before it");
				ensure!(latest <= Some(reading.observation), "a reading is out of order");
				seen.readings.saturating_inc();
				match reading.progress {
					Progress::Consistent => {},
					Progress::RolledBack { .. } => seen.rollbacks.saturating_inc(),
					Progress::ImplausibleRate => seen.implausible.saturating_inc(),
				}
				seen.replace(&reading.observation, true);
				seen.last = Some(this);
				(prev, latest, id) = (Some(this), Some(reading.observation), reading.next);
			}
			ensure!(id.is_none(), "a reading that is named as the next one is missing");
			ensure!(seen == summary, "the sums of a car's readings are not theirs");
		}
		Ok(())
	}

	fn readings_are_those_of_records_that_count() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<Vin, u32>::new();
		for (vin, id, reading) in Readings::<T>::iter() {
			counted.entry(vin).or_default().saturating_inc();
			let fits = match (id, reading.evidence) {
				(ReadingId::Record(seq), Evidence::Record(record)) => {
					let read = Records::<T>::get(vin, seq).and_then(|record| observation(&record));
					seq == record
						&& read == Some(reading.observation)
						&& !Corrections::<T>::contains_key(vin, seq)
				},
				(ReadingId::Device(number), Evidence::Device(_)) => {
					number < OdometerSummaries::<T>::get(vin).next_device
				},
				_ => false,
			};
			ensure!(fits, "a reading is not that of a record that counts, or of a device");
		}
		for (vin, readings) in counted {
			let summary = OdometerSummaries::<T>::get(vin);
			ensure!(summary.readings == readings, "a reading is not in the list of its car");
		}
		for (vin, seq, record) in Records::<T>::iter() {
			ensure!(
				observation(&record).is_none()
					|| Corrections::<T>::contains_key(vin, seq)
					|| Readings::<T>::contains_key(vin, ReadingId::Record(seq)),
				"the reading of a record that counts is missing"
			);
		}
		Ok(())
	}

	fn rollbacks_are_those_of_the_readings() -> Result<(), TryRuntimeError> {
		for (vin, id, ()) in Rollbacks::<T>::iter() {
			let progress = Readings::<T>::get(vin, id).map(|reading| reading.progress);
			ensure!(
				matches!(progress, Some(Progress::RolledBack { .. })),
				"a reading is marked as wound back that is not"
			);
		}
		for (vin, summary) in OdometerSummaries::<T>::iter() {
			let marked: u32 = Rollbacks::<T>::iter_key_prefix(vin).count().saturated_into();
			ensure!(marked == summary.rollbacks, "a reading that is wound back is not marked");
		}
		Ok(())
	}

	fn disputes_are_about_records() -> Result<(), TryRuntimeError> {
		for (vin, seq, dispute) in Disputes::<T>::iter() {
			ensure!(Records::<T>::contains_key(vin, seq), "a dispute is about no record");
			let by = Corrections::<T>::get(vin, seq);
			let fits = match dispute.outcome {
				None => by.is_none(),
				Some(crate::Outcome::Rejected) => true,
				Some(crate::Outcome::Conceded { by: correction }) => by == Some(correction),
				Some(crate::Outcome::Upheld { by: correction }) => {
					by == Some(correction)
						&& Records::<T>::get(vin, correction)
							.is_some_and(|record| record.issuer == Self::arbiters())
				},
			};
			ensure!(fits, "the outcome of a dispute is not that of its record");
		}
		Ok(())
	}

	/// Exact: what was held is kept with the dispute.
	fn disputes_are_backed() -> Result<(), TryRuntimeError> {
		let mut bonds = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		let add = |sums: &mut BTreeMap<_, BalanceOf<T>>, who, amount| {
			let sum = sums.entry(who).or_default();
			*sum = sum.saturating_add(amount);
		};
		for (vin, seq, dispute) in Disputes::<T>::iter() {
			let storage = dispute.deposit.saturating_add(dispute.advance);
			add(&mut deposits, dispute.disputant.clone(), storage);
			if dispute.is_open() {
				if let Some(record) =
					Records::<T>::get(vin, seq).filter(|_| dispute.answer.is_some())
				{
					add(&mut bonds, record.issuer, dispute.bond);
				}
				add(&mut bonds, dispute.disputant, dispute.bond);
			}
		}
		for (sums, reason) in
			[(bonds, HoldReason::DisputeBond), (deposits, HoldReason::DisputeStorage)]
		{
			for (who, amount) in sums {
				let held = T::Currency::balance_on_hold(&reason.into(), &who);
				ensure!(held == amount, "a side of a dispute has not on hold what it must");
			}
		}
		Ok(())
	}
}
