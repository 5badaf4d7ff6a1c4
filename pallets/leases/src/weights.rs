//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::offer_lease`].
	fn offer_lease() -> Weight;
	/// [`crate::Pallet::withdraw_lease_offer`].
	fn withdraw_lease_offer() -> Weight;
	/// [`crate::Pallet::accept_lease`].
	fn accept_lease() -> Weight;
	/// [`crate::Pallet::authorise_rent`].
	fn authorise_rent() -> Weight;
	/// [`crate::Pallet::pay_rent`].
	fn pay_rent() -> Weight;
	/// [`crate::Pallet::draw_rent`].
	fn draw_rent() -> Weight;
	/// [`crate::Pallet::terminate_lease`].
	fn terminate_lease() -> Weight;
	/// [`crate::Pallet::return_vehicle`].
	fn return_vehicle() -> Weight;
	/// [`crate::Pallet::close_return`].
	fn close_return() -> Weight;
	/// [`crate::Pallet::dispute_lease`].
	fn dispute_lease() -> Weight;
	/// [`crate::Pallet::claim`].
	fn claim() -> Weight;
	/// [`crate::Pallet::waive_claims`].
	fn waive_claims() -> Weight;
	/// [`crate::Pallet::accept_claim`].
	fn accept_claim() -> Weight;
	/// [`crate::Pallet::contest_claim`].
	fn contest_claim() -> Weight;
	/// [`crate::Pallet::resolve_lease`].
	fn resolve_lease() -> Weight;
	/// [`crate::Pallet::settle_lease`].
	fn settle_lease() -> Weight;
	/// [`crate::Pallet::buy_out`].
	fn buy_out() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn offer_lease() -> Weight {
		Weight::zero()
	}
	fn withdraw_lease_offer() -> Weight {
		Weight::zero()
	}
	fn accept_lease() -> Weight {
		Weight::zero()
	}
	fn authorise_rent() -> Weight {
		Weight::zero()
	}
	fn pay_rent() -> Weight {
		Weight::zero()
	}
	fn draw_rent() -> Weight {
		Weight::zero()
	}
	fn terminate_lease() -> Weight {
		Weight::zero()
	}
	fn return_vehicle() -> Weight {
		Weight::zero()
	}
	fn close_return() -> Weight {
		Weight::zero()
	}
	fn dispute_lease() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn waive_claims() -> Weight {
		Weight::zero()
	}
	fn accept_claim() -> Weight {
		Weight::zero()
	}
	fn contest_claim() -> Weight {
		Weight::zero()
	}
	fn resolve_lease() -> Weight {
		Weight::zero()
	}
	fn settle_lease() -> Weight {
		Weight::zero()
	}
	fn buy_out() -> Weight {
		Weight::zero()
	}
}
