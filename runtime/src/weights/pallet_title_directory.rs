//! Weights of `pallet_title_directory`: estimates from the counts of reads, writes, hashes and signatures, until they are measured.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_title_directory`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_title_directory::WeightInfo for WeightInfo<T> {
	fn claim_title() -> Weight {
		Weight::from_parts(200000000, 0).saturating_add(T::DbWeight::get().reads_writes(14, 12))
	}
	fn move_vehicle() -> Weight {
		Weight::from_parts(600000000, 0).saturating_add(T::DbWeight::get().reads_writes(40, 16))
	}
	fn expect_vehicle() -> Weight {
		Weight::from_parts(100000000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
	fn withdraw_expectation() -> Weight {
		Weight::from_parts(80000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn force_set_home() -> Weight {
		Weight::from_parts(80000000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn claim() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(12, 10))
	}
	fn execute_claim() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn confirm_move() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn execute_move() -> Weight {
		Weight::from_parts(1500000000, 0).saturating_add(T::DbWeight::get().reads_writes(50, 50))
	}
	fn settle_move() -> Weight {
		Weight::from_parts(60000000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}
	fn close_claim() -> Weight {
		Weight::from_parts(150000000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 10))
	}
	fn close_move() -> Weight {
		Weight::from_parts(800000000, 0).saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
}
