//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::add_registrar`].
	fn add_registrar() -> Weight;
	/// [`crate::Pallet::remove_registrar`].
	fn remove_registrar() -> Weight;
	/// [`crate::Pallet::register_vehicle`].
	fn register_vehicle() -> Weight;
	/// [`crate::Pallet::set_status`].
	fn set_status() -> Weight;
	/// [`crate::Pallet::transfer_ownership`].
	fn transfer_ownership() -> Weight;
	/// [`crate::Pallet::grant_access`].
	fn grant_access() -> Weight;
	/// [`crate::Pallet::revoke_access`].
	fn revoke_access() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn add_registrar() -> Weight {
		Weight::zero()
	}
	fn remove_registrar() -> Weight {
		Weight::zero()
	}
	fn register_vehicle() -> Weight {
		Weight::zero()
	}
	fn set_status() -> Weight {
		Weight::zero()
	}
	fn transfer_ownership() -> Weight {
		Weight::zero()
	}
	fn grant_access() -> Weight {
		Weight::zero()
	}
	fn revoke_access() -> Weight {
		Weight::zero()
	}
}
