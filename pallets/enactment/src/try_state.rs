//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use frame_support::{
	ensure,
	traits::{schedule::v3::Named, Get, QueryPreimage},
};
use frame_system::Pallet as System;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::plans_are_bounded_and_numbered()?;
		Self::plans_are_scheduled()?;
		Self::preimages_are_requested()
	}

	fn plans_are_bounded_and_numbered() -> Result<(), TryRuntimeError> {
		let number = u32::try_from(Plans::<T>::iter_keys().count());
		ensure!(number == Ok(Plans::<T>::count()), "the plans are counted wrongly");
		ensure!(Plans::<T>::count() <= T::MaxPlans::get(), "there are more plans than can be");
		let now = System::<T>::block_number();
		for (id, plan) in Plans::<T>::iter() {
			ensure!(id < NextPlan::<T>::get(), "a plan has a number that was not given");
			ensure!(plan.planned_at <= now, "a plan was made in the future");
			ensure!(plan.planned_at < plan.due, "a plan is due before it was made");
		}
		Ok(())
	}

	fn plans_are_scheduled() -> Result<(), TryRuntimeError> {
		let now = System::<T>::block_number();
		for (id, plan) in Plans::<T>::iter() {
			// A due plan may have been put off for want of room; the scheduler then forgets its name.
			let is_scheduled =
				T::Scheduler::next_dispatch_time(Self::task_name(id)) == Ok(plan.due);
			ensure!(is_scheduled || plan.due <= now, "a plan is not scheduled");
		}
		Ok(())
	}

	fn preimages_are_requested() -> Result<(), TryRuntimeError> {
		for plan in Plans::<T>::iter_values() {
			let is_held = plan.call.lookup_hash().is_none_or(|it| T::Preimages::is_requested(&it));
			ensure!(is_held, "the preimage of a plan is not requested");
		}
		Ok(())
	}
}
