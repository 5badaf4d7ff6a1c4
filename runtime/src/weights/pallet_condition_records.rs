//! Estimated, not yet measured: database accesses counted by hand, computing taken from like calls of the SDK. `scripts/benchmark`
//! replaces this file.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of the calls.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_condition_records::WeightInfo for WeightInfo<T> {
	fn append_record() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(7, 4))
	}
	fn append_records(n: u32) -> Weight {
		// For each record its car, its grant and its head; once for all the clock and the deposit.
		Weight::from_parts(40_000_000, 0)
			.saturating_add(T::DbWeight::get().reads_writes(4, 2))
			.saturating_mul(n.into())
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn supersede_record() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 5))
	}
}
