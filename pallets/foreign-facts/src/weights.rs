//! What each call, and each step of a message, is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet, and of what its handler does.
pub trait WeightInfo {
	/// [`crate::Pallet::allow_lien`].
	fn allow_lien() -> Weight;
	/// [`crate::Pallet::withdraw_permission`].
	fn withdraw_permission() -> Weight;
	/// [`crate::Pallet::clear_lien`].
	fn clear_lien() -> Weight;
	/// [`crate::Pallet::follow_records`].
	fn follow_records() -> Weight;
	/// [`crate::Pallet::unfollow_records`].
	fn unfollow_records() -> Weight;
	/// [`crate::Pallet::forget_lien`].
	fn forget_lien() -> Weight;
	/// Proposing [`crate::Fact::Lien`].
	fn open_lien() -> Weight;
	/// Proposing [`crate::Fact::Release`].
	fn open_release() -> Weight;
	/// Proposing [`crate::Fact::Records`].
	fn open_records() -> Weight;
	/// Executing [`crate::Fact::Lien`].
	fn execute_lien() -> Weight;
	/// Executing [`crate::Fact::Release`].
	fn execute_release() -> Weight;
	/// Executing [`crate::Fact::Records`].
	fn execute_records() -> Weight;
	/// Learning what became of [`crate::Fact::Lien`].
	fn close_lien() -> Weight;
	/// Learning what became of [`crate::Fact::Release`].
	fn close_release() -> Weight;
}

/// Tests of rules do not measure: each has a number of its own, to tell which was counted.
#[cfg(test)]
macro_rules! numbered {
	($($name:ident = $number:literal)*) => {
		impl WeightInfo for () {
			$(fn $name() -> Weight {
				Weight::from_parts($number, 0)
			})*
		}
	};
}

#[cfg(test)]
numbered! {
	allow_lien = 1 withdraw_permission = 2 clear_lien = 3 follow_records = 4 unfollow_records = 5
	forget_lien = 6 open_lien = 7 open_release = 8 open_records = 9 execute_lien = 10
	execute_release = 11 execute_records = 12 close_lien = 13 close_release = 14
}
