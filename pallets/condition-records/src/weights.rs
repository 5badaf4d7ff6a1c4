//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::append_record`].
	fn append_record() -> Weight;
	/// [`crate::Pallet::append_records`] with `n` records of `n` cars.
	fn append_records(n: u32) -> Weight;
	/// [`crate::Pallet::supersede_record`].
	fn supersede_record() -> Weight;
	/// [`crate::Pallet::dispute_record`].
	fn dispute_record() -> Weight;
	/// [`crate::Pallet::answer_dispute`].
	fn answer_dispute() -> Weight;
	/// [`crate::Pallet::withdraw_dispute`].
	fn withdraw_dispute() -> Weight;
	/// [`crate::Pallet::resolve_dispute`].
	fn resolve_dispute() -> Weight;
	/// [`crate::Pallet::confirm_use`].
	fn confirm_use() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn append_record() -> Weight {
		Weight::zero()
	}
	fn append_records(_: u32) -> Weight {
		Weight::zero()
	}
	fn supersede_record() -> Weight {
		Weight::zero()
	}
	fn dispute_record() -> Weight {
		Weight::zero()
	}
	fn answer_dispute() -> Weight {
		Weight::zero()
	}
	fn withdraw_dispute() -> Weight {
		Weight::zero()
	}
	fn resolve_dispute() -> Weight {
		Weight::zero()
	}
	fn confirm_use() -> Weight {
		Weight::zero()
	}
}
