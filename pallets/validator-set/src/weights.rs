//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet, and of what it does in each block.
pub trait WeightInfo {
	/// [`crate::Pallet::register_validator`].
	fn register_validator() -> Weight;
	/// [`crate::Pallet::admit_validator`].
	fn admit_validator() -> Weight;
	/// [`crate::Pallet::leave`].
	fn leave() -> Weight;
	/// [`crate::Pallet::withdraw_bond`].
	fn withdraw_bond() -> Weight;
	/// [`crate::Pallet::resume`].
	fn resume() -> Weight;
	/// [`crate::Pallet::expel_validator`].
	fn expel_validator() -> Weight;
	/// [`crate::Pallet::pardon_validator`].
	fn pardon_validator() -> Weight;
	/// [`crate::Pallet::set_rules`].
	fn set_rules() -> Weight;
	/// [`crate::Pallet::report_double_authoring`].
	fn report_double_authoring() -> Weight;
	/// Checking a report that nobody signed.
	fn authorize_report_double_authoring() -> Weight;
	/// Noting the author of a block, and asking whether the session ends.
	fn note_author() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn register_validator() -> Weight {
		Weight::zero()
	}
	fn admit_validator() -> Weight {
		Weight::zero()
	}
	fn leave() -> Weight {
		Weight::zero()
	}
	fn withdraw_bond() -> Weight {
		Weight::zero()
	}
	fn resume() -> Weight {
		Weight::zero()
	}
	fn expel_validator() -> Weight {
		Weight::zero()
	}
	fn pardon_validator() -> Weight {
		Weight::zero()
	}
	fn set_rules() -> Weight {
		Weight::zero()
	}
	fn report_double_authoring() -> Weight {
		Weight::zero()
	}
	fn authorize_report_double_authoring() -> Weight {
		Weight::zero()
	}
	fn note_author() -> Weight {
		Weight::zero()
	}
}
