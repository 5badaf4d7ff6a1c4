//! What must hold after every block.

use crate::{pallet::*, Config, Pallet, Stage};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, traits::fungibles::hold::Inspect};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::loans_are_numbered_and_valid()?;
		Self::running_loans_are_listed()?;
		Self::listed_loans_run()?;
		Self::principals_are_on_hold()
	}

	fn loans_are_numbered_and_valid() -> Result<(), TryRuntimeError> {
		for (id, loan) in Loans::<T>::iter() {
			ensure!(id < NextLoan::<T>::get(), "a loan has a number that was not given");
			ensure!(loan.terms.are_valid(), "a loan has terms that are not valid");
			ensure!(loan.terms.borrower != loan.lender, "a lender lends to themself");
			let is_paid = match loan.stage {
				Stage::Offered { .. } => false,
				Stage::Running { paid, .. } => paid >= loan.terms.instalments,
			};
			ensure!(!is_paid, "a loan that is paid off runs");
		}
		Ok(())
	}

	fn running_loans_are_listed() -> Result<(), TryRuntimeError> {
		for (id, loan) in Loans::<T>::iter() {
			let is_listed = LoansByVehicle::<T>::get(loan.vehicle).contains(&id);
			let runs = matches!(loan.stage, Stage::Running { .. });
			ensure!(
				is_listed == runs,
				"a loan runs and is not listed, or is listed and does not run"
			);
		}
		Ok(())
	}

	fn listed_loans_run() -> Result<(), TryRuntimeError> {
		for (vin, list) in LoansByVehicle::<T>::iter() {
			ensure!(!list.is_empty(), "a list of loans is empty");
			let mut seen = BTreeSet::new();
			for id in list {
				ensure!(seen.insert(id), "a loan is listed twice");
				let loan = Loans::<T>::get(id).ok_or("a loan is listed that there is not")?;
				ensure!(loan.vehicle == vin, "a loan is listed with another car");
			}
		}
		Ok(())
	}

	fn principals_are_on_hold() -> Result<(), TryRuntimeError> {
		let mut offered = BTreeMap::<Vec<u8>, (T::AssetKind, T::AccountId, BalanceOf<T>)>::new();
		for loan in Loans::<T>::iter_values() {
			if let Stage::Offered { .. } = loan.stage {
				let (asset, lender) = (loan.terms.asset, loan.lender);
				let key = (&asset, &lender).encode();
				let entry = offered.entry(key).or_insert((asset, lender, Zero::zero()));
				let sum = entry.2.checked_add(&loan.terms.principal);
				entry.2 = sum.ok_or("principals cannot be counted")?;
			}
		}
		for (asset, lender, sum) in offered.into_values() {
			let reason = HoldReason::LoanPrincipal.into();
			let held = T::Assets::balance_on_hold(asset, &reason, &lender);
			ensure!(held == sum, "what a lender has on hold is not what they offer");
		}
		Ok(())
	}
}
