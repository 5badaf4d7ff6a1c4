//! Weights of `pallet_asset_transfers`: estimates from the counts of reads, writes, hashes and signatures, until they are measured.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_asset_transfers`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_asset_transfers::WeightInfo for WeightInfo<T> {
	fn raise_share() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn lower_share() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn open_transfer() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn confirm_transfer() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn execute_transfer() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 5))
	}
	fn settle_transfer() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn complete_transfer() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
	}
	fn return_transfer() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 6))
	}
}
