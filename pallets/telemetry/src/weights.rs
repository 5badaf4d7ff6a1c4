//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::submit_batch`] at the end of a chain.
	fn submit_batch() -> Weight;
	/// [`crate::Pallet::submit_batch`] into a gap.
	fn submit_late_batch() -> Weight;
	/// [`crate::Pallet::report_fork`].
	fn report_fork() -> Weight;
	/// [`crate::Pallet::write_off_gap`].
	fn write_off_gap() -> Weight;
	/// [`crate::Pallet::disclose_sample`].
	fn disclose_sample() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn submit_batch() -> Weight {
		Weight::zero()
	}
	fn submit_late_batch() -> Weight {
		Weight::zero()
	}
	fn report_fork() -> Weight {
		Weight::zero()
	}
	fn write_off_gap() -> Weight {
		Weight::zero()
	}
	fn disclose_sample() -> Weight {
		Weight::zero()
	}
}
