//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::register`].
	fn register() -> Weight;
	/// [`crate::Pallet::update_profile`].
	fn update_profile() -> Weight;
	/// [`crate::Pallet::deregister`].
	fn deregister() -> Weight;
	/// [`crate::Pallet::accredit`].
	fn accredit() -> Weight;
	/// [`crate::Pallet::suspend`].
	fn suspend() -> Weight;
	/// [`crate::Pallet::reinstate`].
	fn reinstate() -> Weight;
	/// [`crate::Pallet::withdraw`].
	fn withdraw() -> Weight;
	/// [`crate::Pallet::propose_relation`].
	fn propose_relation() -> Weight;
	/// [`crate::Pallet::accept_relation`].
	fn accept_relation() -> Weight;
	/// [`crate::Pallet::decline_relation`].
	fn decline_relation() -> Weight;
	/// [`crate::Pallet::withdraw_relation`].
	fn withdraw_relation() -> Weight;
	/// [`crate::Pallet::end_relation`].
	fn end_relation() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::zero()
	}
	fn update_profile() -> Weight {
		Weight::zero()
	}
	fn deregister() -> Weight {
		Weight::zero()
	}
	fn accredit() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn reinstate() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn propose_relation() -> Weight {
		Weight::zero()
	}
	fn accept_relation() -> Weight {
		Weight::zero()
	}
	fn decline_relation() -> Weight {
		Weight::zero()
	}
	fn withdraw_relation() -> Weight {
		Weight::zero()
	}
	fn end_relation() -> Weight {
		Weight::zero()
	}
}
