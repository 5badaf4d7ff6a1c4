//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use alloc::collections::BTreeMap;
use carx_primitives::RecordHead;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{traits::Saturating, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::heads_are_the_chain_over_all_records()?;
		Self::records_belong_to_a_head()?;
		Self::each_record_is_paid_by_its_issuer()?;
		Self::corrections_link_both_ways()
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
				record.odometer.is_none_or(|odometer| odometer.validate().is_ok()),
				"a record has an odometer reading that is none"
			);
		}
		Ok(())
	}

	/// Exact: a change of the storage price needs a migration of the deposits.
	fn each_record_is_paid_by_its_issuer() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for record in Records::<T>::iter_values() {
			let sum = owed.entry(record.issuer).or_default();
			*sum = sum.saturating_add(Self::record_deposit());
		}
		for (issuer, deposit) in owed {
			let held = T::Currency::balance_on_hold(&HoldReason::RecordStorage.into(), &issuer);
			ensure!(held == deposit, "an issuer's deposit does not pay for the records they wrote");
		}
		Ok(())
	}

	fn corrections_link_both_ways() -> Result<(), TryRuntimeError> {
		for (vin, seq, by) in Corrections::<T>::iter() {
			let earlier =
				Records::<T>::get(vin, seq).ok_or("a record that is missing was superseded")?;
			let later = Records::<T>::get(vin, by).ok_or("a correction is missing")?;
			ensure!(later.supersedes == Some(seq), "a correction does not name what it corrects");
			ensure!(
				seq < by && earlier.issuer == later.issuer && earlier.class == later.class,
				"a correction is not a later record of the same issuer and class"
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
}
