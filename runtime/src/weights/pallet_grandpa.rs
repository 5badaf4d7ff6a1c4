//! Weights of `pallet_grandpa`, which brings no benchmark for the calls of its `WeightInfo`.
//!
//! Each is the sum of what its call does, rounded up: 50 µs for a signature check, 35 µs and 5 µs per level for a membership
//! proof. A check takes 41 µs on the SDK's reference machine (`frame-benchmarking` 50, `sr25519_verification`).

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight},
};

/// Weights of the calls.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_grandpa::WeightInfo for WeightInfo<T> {
	fn report_equivocation(validator_count: u32, _max_nominators_per_validator: u32) -> Weight {
		// Two signatures, one membership proof whose depth grows with the number of validators, and the offence.
		let proof = u64::from(validator_count.max(1).ilog2()).saturating_add(1).saturating_mul(5);
		let micros = 100u64.saturating_add(35).saturating_add(proof);
		Weight::from_parts(micros.saturating_mul(WEIGHT_REF_TIME_PER_MICROS), 0)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}

	fn note_stalled() -> Weight {
		Weight::from_parts(3 * WEIGHT_REF_TIME_PER_MICROS, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
