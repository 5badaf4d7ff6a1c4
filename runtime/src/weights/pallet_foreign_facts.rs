//! Weights of `pallet_foreign_facts`: estimates from the counts of reads, writes, hashes and signatures, until they are measured.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_foreign_facts`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_foreign_facts::WeightInfo for WeightInfo<T> {
	fn allow_lien() -> Weight {
		Weight::from_parts(200000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 5))
	}
	fn withdraw_permission() -> Weight {
		Weight::from_parts(120000000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 4))
	}
	fn clear_lien() -> Weight {
		Weight::from_parts(120000000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 4))
	}
	fn follow_records() -> Weight {
		Weight::from_parts(120000000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
	fn unfollow_records() -> Weight {
		Weight::from_parts(120000000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
	fn forget_lien() -> Weight {
		Weight::from_parts(100000000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn open_lien() -> Weight {
		Weight::from_parts(120000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 4))
	}
	fn open_release() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn open_records() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn execute_lien() -> Weight {
		Weight::from_parts(300000000, 0).saturating_add(T::DbWeight::get().reads_writes(12, 8))
	}
	fn execute_release() -> Weight {
		Weight::from_parts(200000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 8))
	}
	fn execute_records() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn close_lien() -> Weight {
		Weight::from_parts(80000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}
	fn close_release() -> Weight {
		Weight::from_parts(80000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}
}
