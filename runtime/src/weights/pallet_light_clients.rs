//! Weights of `pallet_light_clients`: estimates from the counts of reads, writes, hashes and signatures, until they are measured.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight functions for `pallet_light_clients`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_light_clients::WeightInfo for WeightInfo<T> {
	fn register_chain() -> Weight {
		Weight::from_parts(200000000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 5))
	}
	fn trust_anew(h: u32) -> Weight {
		Weight::from_parts(200000000, 0)
			.saturating_add(Weight::from_parts(1000000, 0).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads_writes(4, 6))
	}
	fn submit_finality(v: u32, p: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(80000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(20000000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(6, 8))
	}
	fn refuse_finality() -> Weight {
		Weight::from_parts(50000000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 0))
	}
	fn report_conflict(v: u32, p: u32) -> Weight {
		Weight::from_parts(100000000, 0)
			.saturating_add(Weight::from_parts(80000000, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(20000000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
	}
	fn halt_chain() -> Weight {
		Weight::from_parts(30000000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn resume_chain() -> Weight {
		Weight::from_parts(30000000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn remove_chain(h: u32) -> Weight {
		Weight::from_parts(50000000, 0)
			.saturating_add(Weight::from_parts(1000000, 0).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().writes(1).saturating_mul(h.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 5))
	}
}
