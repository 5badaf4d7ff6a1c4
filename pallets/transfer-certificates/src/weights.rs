//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::offer_sale`].
	fn offer_sale() -> Weight;
	/// [`crate::Pallet::accept_sale`].
	fn accept_sale() -> Weight;
	/// [`crate::Pallet::hand_over`].
	fn hand_over() -> Weight;
	/// [`crate::Pallet::settle_sale`].
	fn settle_sale() -> Weight;
	/// [`crate::Pallet::withdraw_sale`].
	fn withdraw_sale() -> Weight;
	/// [`crate::Pallet::cancel_sale`].
	fn cancel_sale() -> Weight;
	/// [`crate::Pallet::expire_sale`].
	fn expire_sale() -> Weight;
	/// [`crate::Pallet::dispute_sale`].
	fn dispute_sale() -> Weight;
	/// [`crate::Pallet::resolve_sale`].
	fn resolve_sale() -> Weight;
	/// [`crate::Pallet::quote_pay_off`].
	fn quote_pay_off() -> Weight;
	/// [`crate::Pallet::withdraw_pay_off`].
	fn withdraw_pay_off() -> Weight;
	/// [`crate::Pallet::consign`] of `n` cars.
	fn consign(n: u32) -> Weight;
	/// [`crate::Pallet::end_consignment`].
	fn end_consignment() -> Weight;
	/// [`crate::Pallet::offer_consigned`].
	fn offer_consigned() -> Weight;
	/// [`crate::Pallet::offer_inheritance`].
	fn offer_inheritance() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn offer_sale() -> Weight {
		Weight::zero()
	}
	fn accept_sale() -> Weight {
		Weight::zero()
	}
	fn hand_over() -> Weight {
		Weight::zero()
	}
	fn settle_sale() -> Weight {
		Weight::zero()
	}
	fn withdraw_sale() -> Weight {
		Weight::zero()
	}
	fn cancel_sale() -> Weight {
		Weight::zero()
	}
	fn expire_sale() -> Weight {
		Weight::zero()
	}
	fn dispute_sale() -> Weight {
		Weight::zero()
	}
	fn resolve_sale() -> Weight {
		Weight::zero()
	}
	fn quote_pay_off() -> Weight {
		Weight::zero()
	}
	fn withdraw_pay_off() -> Weight {
		Weight::zero()
	}
	fn consign(_: u32) -> Weight {
		Weight::zero()
	}
	fn end_consignment() -> Weight {
		Weight::zero()
	}
	fn offer_consigned() -> Weight {
		Weight::zero()
	}
	fn offer_inheritance() -> Weight {
		Weight::zero()
	}
}
