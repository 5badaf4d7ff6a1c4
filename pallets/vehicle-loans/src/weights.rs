//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::offer_loan`].
	fn offer_loan() -> Weight;
	/// [`crate::Pallet::withdraw_loan_offer`].
	fn withdraw_loan_offer() -> Weight;
	/// [`crate::Pallet::accept_loan`].
	fn accept_loan() -> Weight;
	/// [`crate::Pallet::pay_instalment`].
	fn pay_instalment() -> Weight;
	/// [`crate::Pallet::pay_off_loan`].
	fn pay_off_loan() -> Weight;
	/// [`crate::Pallet::close_loan`].
	fn close_loan() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn offer_loan() -> Weight {
		Weight::zero()
	}
	fn withdraw_loan_offer() -> Weight {
		Weight::zero()
	}
	fn accept_loan() -> Weight {
		Weight::zero()
	}
	fn pay_instalment() -> Weight {
		Weight::zero()
	}
	fn pay_off_loan() -> Weight {
		Weight::zero()
	}
	fn close_loan() -> Weight {
		Weight::zero()
	}
}
