//! What must hold after every block.

use crate::{pallet::*, Config, Course, Pallet, Stage};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{fungibles::hold::Inspect, Time},
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

/// What the leases of one lessee in one asset set aside: deposits and rents.
type Sums<T> = (<T as Config>::AssetKind, AccountIdOf<T>, BalanceOf<T>, BalanceOf<T>);

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::leases_are_numbered_and_valid()?;
		Self::leases_occupy_their_cars()?;
		Self::cars_name_their_leases()?;
		Self::courses_are_possible()?;
		Self::money_is_on_hold()
	}

	fn leases_are_numbered_and_valid() -> Result<(), TryRuntimeError> {
		let next = NextLeaseId::<T>::get();
		for (id, lease) in Leases::<T>::iter() {
			ensure!(id < next, "a lease has a number that was never given");
			ensure!(lease.terms.is_valid(), "a lease has terms out of their bounds");
			ensure!(lease.lessor != lease.terms.lessee, "a car is leased to its lessor");
		}
		Ok(())
	}

	fn leases_occupy_their_cars() -> Result<(), TryRuntimeError> {
		for (id, lease) in Leases::<T>::iter() {
			let occupies = VehicleLeases::<T>::get(lease.vehicle) == Some(id);
			let is_back = matches!(lease.stage, Stage::Returned(_));
			ensure!(
				occupies != is_back,
				"a lease occupies a car that is back, or does not occupy its car"
			);
		}
		Ok(())
	}

	fn cars_name_their_leases() -> Result<(), TryRuntimeError> {
		for (vin, id) in VehicleLeases::<T>::iter() {
			let lease = Leases::<T>::get(id).ok_or("a car is occupied by a lease that is over")?;
			ensure!(lease.vehicle == vin, "a car is occupied by the lease of another");
		}
		Ok(())
	}

	fn courses_are_possible() -> Result<(), TryRuntimeError> {
		let now = T::Time::now();
		for lease in Leases::<T>::iter_values() {
			let Some(course) = course(&lease.stage) else {
				continue;
			};
			ensure!(
				(1..=lease.terms.periods).contains(&course.paid),
				"more rents are paid than there are, or not the first"
			);
			ensure!(course.start.last.is_some(), "a lease began without a reading");
			ensure!(
				course.started_at <= now && course.funded_at <= now,
				"a lease began in the future"
			);
			if let Stage::Returned(returned) = &lease.stage {
				ensure!(returned.due <= lease.terms.periods, "more rents are due than there are");
			}
		}
		Ok(())
	}

	fn money_is_on_hold() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<Vec<u8>, Sums<T>>::new();
		for lease in Leases::<T>::iter_values() {
			let Some(course) = course(&lease.stage) else {
				continue;
			};
			let (asset, lessee) = (lease.terms.asset, lease.terms.lessee);
			let key = (&asset, &lessee).encode();
			let entry = sums.entry(key);
			let (_, _, deposits, rents) =
				entry.or_insert((asset, lessee, Zero::zero(), Zero::zero()));
			*deposits = deposits.checked_add(&lease.terms.deposit).ok_or("deposits overflow")?;
			*rents = rents.checked_add(&course.authorised).ok_or("rents overflow")?;
		}
		for (asset, lessee, deposits, rents) in sums.into_values() {
			for (reason, sum) in
				[(HoldReason::LeaseDeposit, deposits), (HoldReason::LeaseRent, rents)]
			{
				let held = T::Assets::balance_on_hold(asset.clone(), &reason.into(), &lessee);
				ensure!(held == sum, "a lessee has not on hold what the leases say");
			}
		}
		Ok(())
	}
}

fn course<Balance>(stage: &Stage<Balance>) -> Option<&Course<Balance>> {
	match stage {
		Stage::Offered => None,
		Stage::Active(active) => Some(&active.course),
		Stage::Returned(returned) => Some(&returned.course),
	}
}
