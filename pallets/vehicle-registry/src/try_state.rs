//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::vehicles_have_valid_vin_and_registration()?;
		Self::registrations_have_vehicle()?;
		Self::grants_fit_their_vehicle()
	}

	fn vehicles_have_valid_vin_and_registration() -> Result<(), TryRuntimeError> {
		for vin in Vehicles::<T>::iter_keys() {
			ensure!(vin.validate().is_ok(), "a vehicle is stored under a malformed VIN");
			ensure!(Registrations::<T>::contains_key(vin), "a vehicle has no registration");
		}
		Ok(())
	}

	fn registrations_have_vehicle() -> Result<(), TryRuntimeError> {
		for vin in Registrations::<T>::iter_keys() {
			ensure!(Vehicles::<T>::contains_key(vin), "a registration has no vehicle");
		}
		Ok(())
	}

	fn grants_fit_their_vehicle() -> Result<(), TryRuntimeError> {
		for (vin, _, grant) in Grants::<T>::iter() {
			let vehicle =
				Vehicles::<T>::get(vin).ok_or("a grant is for a car that is not registered")?;
			ensure!(
				grant.title_epoch <= vehicle.title_epoch,
				"a grant is from a title epoch to come"
			);
			ensure!(grant.classes.is_valid(), "a grant names no class or one that does not exist");
			ensure!(
				grant.title_epoch < vehicle.title_epoch || grant.grantor == vehicle.owner,
				"a grant of the present title epoch is not from the owner"
			);
		}
		Ok(())
	}
}
