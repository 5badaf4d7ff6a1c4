//! Which device speaks for which car.

use crate::{pallet::*, Config, DeviceBinding, Pallet, Vehicle};
use carx_primitives::{binding_message, DeviceKey, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::ed25519::{Public, Signature};
use sp_runtime::{traits::Zero, DispatchResult};

/// What a device stores at its dearest: its binding, and its place in the list that it may begin.
type DeviceFootprint<T> = ((DeviceKey, DeviceBindingOf<T>), (Vin, u8, DeviceKey));

impl<T: Config> Pallet<T> {
	/// Checks that the device agrees to speak for this car of this owner.
	pub(crate) fn ensure_agrees(
		vin: &Vin,
		vehicle: &Vehicle<T::AccountId>,
		key: &DeviceKey,
		proof: [u8; 64],
	) -> Result<(), Error<T>> {
		let message = Self::binding_message(vin, vehicle);
		let (signature, key) = (Signature::from(proof), Public::from(*key));
		let is_valid = sp_io::crypto::ed25519_verify(&signature, &message, &key);
		ensure!(is_valid, Error::ProofNotValid);
		Ok(())
	}

	/// What a device signs to be bound to this car now.
	pub(crate) fn binding_message(
		vin: &Vin,
		vehicle: &Vehicle<T::AccountId>,
	) -> alloc::vec::Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		binding_message(genesis.as_ref(), vin, &vehicle.owner, vehicle.title_epoch)
	}

	/// Stores that the device is in the car, in place of a binding whose owner no longer has the car.
	pub(crate) fn put_device(
		vin: Vin,
		vehicle: Vehicle<T::AccountId>,
		key: DeviceKey,
	) -> DispatchResult {
		if let Some(earlier) = Devices::<T>::get(key) {
			ensure!(!Self::is_current(&earlier), Error::<T>::DeviceTaken);
			Self::clear_device(&key)?;
		}
		VehicleDevices::<T>::try_append(vin, key).map_err(|()| Error::<T>::TooManyDevices)?;
		let Vehicle { owner, title_epoch, .. } = vehicle;
		let footprint = Footprint::from_mel::<DeviceFootprint<T>>();
		let ticket = T::DeviceConsideration::new(&owner, footprint)?;
		let bound_at = T::Time::now();
		let binding = DeviceBinding { vin, title_epoch, bound_at, owner: owner.clone(), ticket };
		Devices::<T>::insert(key, binding);
		Self::deposit_event(Event::DeviceBound { vehicle: vin, key, owner });
		Ok(())
	}

	/// Takes the device from the car on the wish of `who`.
	pub(crate) fn remove_device(vin: Vin, who: T::AccountId, key: &DeviceKey) -> DispatchResult {
		let vehicle = Self::load(&vin)?;
		let binding = Devices::<T>::get(key)
			.filter(|binding| binding.vin == vin)
			.ok_or(Error::<T>::DeviceNotFound)?;
		let is_stale = binding.title_epoch != vehicle.title_epoch;
		ensure!(is_stale || who == vehicle.owner, Error::<T>::NotOwner);
		Self::clear_device(key)
	}

	/// Removes the device from its car and releases its deposit.
	pub(crate) fn clear_device(key: &DeviceKey) -> DispatchResult {
		let binding = Devices::<T>::take(key).ok_or(Error::<T>::DeviceNotFound)?;
		let mut keys = VehicleDevices::<T>::get(binding.vin);
		keys.retain(|other| other != key);
		if keys.is_empty() {
			VehicleDevices::<T>::remove(binding.vin);
		} else {
			VehicleDevices::<T>::insert(binding.vin, keys);
		}
		binding.ticket.drop(&binding.owner)?;
		Self::deposit_event(Event::DeviceUnbound { vehicle: binding.vin, key: *key });
		Ok(())
	}

	/// Whether the owner who made the binding still has the car, in the same title epoch.
	pub(crate) fn is_current(binding: &DeviceBindingOf<T>) -> bool {
		Vehicles::<T>::get(binding.vin)
			.is_some_and(|vehicle| vehicle.title_epoch == binding.title_epoch)
	}
}
