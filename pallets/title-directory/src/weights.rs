//! What each call, and what messages do, is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet, and of what it does with messages.
pub trait WeightInfo {
	/// [`crate::Pallet::claim_title`].
	fn claim_title() -> Weight;
	/// [`crate::Pallet::move_vehicle`] of a car with all that it can have.
	fn move_vehicle() -> Weight;
	/// [`crate::Pallet::expect_vehicle`].
	fn expect_vehicle() -> Weight;
	/// [`crate::Pallet::withdraw_expectation`].
	fn withdraw_expectation() -> Weight;
	/// [`crate::Pallet::force_set_home`].
	fn force_set_home() -> Weight;
	/// The claim that a registration on a member makes.
	fn claim() -> Weight;
	/// A claim that the relay enters.
	fn execute_claim() -> Weight;
	/// A move that the relay confirms.
	fn confirm_move() -> Weight;
	/// A car that comes back with all that it can have.
	fn execute_move() -> Weight;
	/// A move of which the relay learns that the target has the car.
	fn settle_move() -> Weight;
	/// A claim that was refused: the car is rolled back.
	fn close_claim() -> Weight;
	/// A car with all that it can have that departs.
	fn close_move() -> Weight;
}

/// Tests of rules tell what happens to a message by its weight, from 1 on.
#[cfg(test)]
impl WeightInfo for () {
	fn claim_title() -> Weight {
		Weight::zero()
	}
	fn move_vehicle() -> Weight {
		Weight::zero()
	}
	fn expect_vehicle() -> Weight {
		Weight::zero()
	}
	fn withdraw_expectation() -> Weight {
		Weight::zero()
	}
	fn force_set_home() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::from_parts(9, 0)
	}
	fn execute_claim() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn confirm_move() -> Weight {
		Weight::from_parts(2, 0)
	}
	fn execute_move() -> Weight {
		Weight::from_parts(3, 0)
	}
	fn settle_move() -> Weight {
		Weight::from_parts(4, 0)
	}
	fn close_claim() -> Weight {
		Weight::from_parts(5, 0)
	}
	fn close_move() -> Weight {
		Weight::from_parts(6, 0)
	}
}
