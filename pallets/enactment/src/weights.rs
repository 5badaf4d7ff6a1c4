//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::plan_call`], with a preimage of `l` bytes; 0 for a call that is given as it is.
	fn plan_call(l: u32) -> Weight;
	/// [`crate::Pallet::veto_plan`].
	fn veto_plan() -> Weight;
	/// [`crate::Pallet::expedite_plan`].
	fn expedite_plan() -> Weight;
	/// [`crate::Pallet::withdraw_plan`].
	fn withdraw_plan() -> Weight;
	/// [`crate::Pallet::enact_plan`] without the planned call, whose preimage has `l` bytes.
	fn enact_plan(l: u32) -> Weight;
}

/// Tests of rules measure nothing but the length of a preimage.
#[cfg(test)]
impl WeightInfo for () {
	fn plan_call(_: u32) -> Weight {
		Weight::zero()
	}
	fn veto_plan() -> Weight {
		Weight::zero()
	}
	fn expedite_plan() -> Weight {
		Weight::zero()
	}
	fn withdraw_plan() -> Weight {
		Weight::zero()
	}
	fn enact_plan(l: u32) -> Weight {
		Weight::from_parts(1_000, 0).saturating_add(Weight::from_parts(l.into(), 0))
	}
}
