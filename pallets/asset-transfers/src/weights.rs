//! What calls and messages are charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet, and of what its messages do.
pub trait WeightInfo {
	/// [`crate::Pallet::raise_share`].
	fn raise_share() -> Weight;
	/// [`crate::Pallet::lower_share`].
	fn lower_share() -> Weight;
	/// A transfer is opened on its source.
	fn open_transfer() -> Weight;
	/// A transfer is confirmed by the relay.
	fn confirm_transfer() -> Weight;
	/// A transfer is executed on its target.
	fn execute_transfer() -> Weight;
	/// The relay learns what became of a transfer.
	fn settle_transfer() -> Weight;
	/// The source learns that a transfer has arrived.
	fn complete_transfer() -> Weight;
	/// The source learns that a transfer has not arrived.
	fn return_transfer() -> Weight;
}

/// Tests of rules tell the weights apart, and do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn raise_share() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn lower_share() -> Weight {
		Weight::from_parts(2, 0)
	}
	fn open_transfer() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn confirm_transfer() -> Weight {
		Weight::from_parts(20, 0)
	}
	fn execute_transfer() -> Weight {
		Weight::from_parts(30, 0)
	}
	fn settle_transfer() -> Weight {
		Weight::from_parts(40, 0)
	}
	fn complete_transfer() -> Weight {
		Weight::from_parts(50, 0)
	}
	fn return_transfer() -> Weight {
		Weight::from_parts(60, 0)
	}
}
