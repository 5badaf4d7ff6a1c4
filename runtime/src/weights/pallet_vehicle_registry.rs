//! Estimated, not yet measured: database accesses counted by hand, computing taken from like calls of the SDK. `scripts/benchmark`
//! replaces this file.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of the calls.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_vehicle_registry::WeightInfo for WeightInfo<T> {
	fn add_registrar() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn remove_registrar() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn register_vehicle() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
	fn set_status() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn transfer_ownership() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn grant_access() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 5))
	}
	fn revoke_access() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
}
