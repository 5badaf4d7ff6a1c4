//! Weights of `pallet_relay_bridge`: estimates from the counts of reads, writes, hashes and signatures, until they are measured.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_relay_bridge`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_relay_bridge::WeightInfo for WeightInfo<T> {
	fn propose(p: u32) -> Weight {
		Weight::from_parts(150000000, 0)
			.saturating_add(Weight::from_parts(10000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 8))
	}
	fn check_proof(n: u32, p: u32) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(5000000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(2000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(6, 0))
	}
	fn confirm_messages(n: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(4).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn execute_messages(n: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(4).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn forward_receipts(n: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(4).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn close_messages(n: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(4).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}
	fn acknowledge_delivery(n: u32) -> Weight {
		Weight::from_parts(80000000, 0)
			.saturating_add(Weight::from_parts(5000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(5, 1))
	}
	fn close_message() -> Weight {
		Weight::from_parts(100000000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 5))
	}
	fn halt_routes() -> Weight {
		Weight::from_parts(50000000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn resume_routes() -> Weight {
		Weight::from_parts(50000000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn abandon_messages(n: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(60000000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(5).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 4))
	}
	fn join_relay() -> Weight {
		Weight::from_parts(40000000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn add_partner() -> Weight {
		Weight::from_parts(40000000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn remove_partner() -> Weight {
		Weight::from_parts(40000000, 0).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
}
