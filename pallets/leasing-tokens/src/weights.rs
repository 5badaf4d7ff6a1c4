//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::create_pool`].
	fn create_pool() -> Weight;
	/// [`crate::Pallet::add_vehicle`].
	fn add_vehicle() -> Weight;
	/// [`crate::Pallet::remove_vehicle`].
	fn remove_vehicle() -> Weight;
	/// [`crate::Pallet::transfer_shares`].
	fn transfer_shares() -> Weight;
	/// [`crate::Pallet::claim_income`].
	fn claim_income() -> Weight;
	/// [`crate::Pallet::pay_income`].
	fn pay_income() -> Weight;
	/// [`crate::Pallet::close_pool`].
	fn close_pool() -> Weight;
	/// [`crate::Pallet::transfer_points`].
	fn transfer_points() -> Weight;
	/// [`crate::Pallet::clear_points`].
	fn clear_points() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn create_pool() -> Weight {
		Weight::zero()
	}
	fn add_vehicle() -> Weight {
		Weight::zero()
	}
	fn remove_vehicle() -> Weight {
		Weight::zero()
	}
	fn transfer_shares() -> Weight {
		Weight::zero()
	}
	fn claim_income() -> Weight {
		Weight::zero()
	}
	fn pay_income() -> Weight {
		Weight::zero()
	}
	fn close_pool() -> Weight {
		Weight::zero()
	}
	fn transfer_points() -> Weight {
		Weight::zero()
	}
	fn clear_points() -> Weight {
		Weight::zero()
	}
}
