//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::publish_audit`].
	fn publish_audit() -> Weight;
	/// [`crate::Pallet::add_finding`].
	fn add_finding() -> Weight;
	/// [`crate::Pallet::answer_finding`].
	fn answer_finding() -> Weight;
	/// [`crate::Pallet::set_finding_status`].
	fn set_finding_status() -> Weight;
	/// [`crate::Pallet::demand_answer`].
	fn demand_answer() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn publish_audit() -> Weight {
		Weight::zero()
	}
	fn add_finding() -> Weight {
		Weight::zero()
	}
	fn answer_finding() -> Weight {
		Weight::zero()
	}
	fn set_finding_status() -> Weight {
		Weight::zero()
	}
	fn demand_answer() -> Weight {
		Weight::zero()
	}
}
