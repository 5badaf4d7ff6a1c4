//! What must hold after every block.

use crate::{pallet::*, Config, Pallet, Standing};
use frame_support::{
	ensure,
	traits::{fungible::hold::Inspect, Get},
};
use sp_runtime::{traits::Zero, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::rules_are_valid()?;
		Self::counts_are_right()?;
		Self::bonds_are_on_hold()?;
		Self::a_session_runs()
	}

	fn rules_are_valid() -> Result<(), TryRuntimeError> {
		let are_valid = CurrentRules::<T>::get().are_valid(T::MaxValidators::get());
		ensure!(are_valid, "the rules are not valid");
		Ok(())
	}

	fn counts_are_right() -> Result<(), TryRuntimeError> {
		let (mut all, mut admitted) = (0u32, 0u32);
		for validator in Validators::<T>::iter_values() {
			all = all.saturating_add(1);
			if validator.standing == Standing::Admitted {
				admitted = admitted.saturating_add(1);
			}
		}
		ensure!(all == Validators::<T>::count(), "the candidates are not counted");
		ensure!(all <= T::MaxCandidates::get(), "there are too many candidates");
		ensure!(admitted == AdmittedCount::<T>::get(), "the validators are not counted");
		ensure!(admitted <= T::MaxValidators::get(), "there are too many validators");
		Ok(())
	}

	fn bonds_are_on_hold() -> Result<(), TryRuntimeError> {
		for (who, validator) in Validators::<T>::iter() {
			let held = <T as Config>::Currency::balance_on_hold(&HoldReason::Bond.into(), &who);
			ensure!(held == validator.bond, "a bond is not what is on hold");
			let works = matches!(validator.standing, Standing::Applied | Standing::Admitted);
			ensure!(!works || !validator.bond.is_zero(), "a validator has no bond");
		}
		Ok(())
	}

	fn a_session_runs() -> Result<(), TryRuntimeError> {
		let has_begun = SessionStart::<T>::get() <= frame_system::Pallet::<T>::block_number();
		ensure!(has_begun, "the session begins in the future");
		Ok(())
	}
}
