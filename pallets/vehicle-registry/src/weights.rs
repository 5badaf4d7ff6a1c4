//! What each call is charged for. The runtime supplies measured values.

use frame_support::weights::Weight;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// [`crate::Pallet::register_vehicle`].
	fn register_vehicle() -> Weight;
	/// [`crate::Pallet::set_status`].
	fn set_status() -> Weight;
	/// [`crate::Pallet::grant_access`].
	fn grant_access() -> Weight;
	/// [`crate::Pallet::revoke_access`].
	fn revoke_access() -> Weight;
	/// [`crate::Pallet::apply_for_registration`].
	fn apply_for_registration() -> Weight;
	/// [`crate::Pallet::withdraw_application`].
	fn withdraw_application() -> Weight;
	/// [`crate::Pallet::confirm_registration`].
	fn confirm_registration() -> Weight;
	/// [`crate::Pallet::offer_title`].
	fn offer_title() -> Weight;
	/// [`crate::Pallet::accept_title`].
	fn accept_title() -> Weight;
	/// [`crate::Pallet::withdraw_title_offer`].
	fn withdraw_title_offer() -> Weight;
	/// [`crate::Pallet::correct_owner`].
	fn correct_owner() -> Weight;
	/// [`crate::Pallet::bind_plate`].
	fn bind_plate() -> Weight;
	/// [`crate::Pallet::unbind_plate`].
	fn unbind_plate() -> Weight;
	/// [`crate::Pallet::pledge_vehicle`].
	fn pledge_vehicle() -> Weight;
	/// [`crate::Pallet::impose_lock`].
	fn impose_lock() -> Weight;
	/// [`crate::Pallet::release_encumbrance`].
	fn release_encumbrance() -> Weight;
	/// [`crate::Pallet::set_rule`].
	fn set_rule() -> Weight;
	/// [`crate::Pallet::bind_device`].
	fn bind_device() -> Weight;
	/// [`crate::Pallet::unbind_device`].
	fn unbind_device() -> Weight;
	/// [`crate::Pallet::clear_clone_suspicion`].
	fn clear_clone_suspicion() -> Weight;
}

/// Tests of rules do not measure.
#[cfg(test)]
impl WeightInfo for () {
	fn register_vehicle() -> Weight {
		Weight::zero()
	}
	fn set_status() -> Weight {
		Weight::zero()
	}
	fn grant_access() -> Weight {
		Weight::zero()
	}
	fn revoke_access() -> Weight {
		Weight::zero()
	}
	fn apply_for_registration() -> Weight {
		Weight::zero()
	}
	fn withdraw_application() -> Weight {
		Weight::zero()
	}
	fn confirm_registration() -> Weight {
		Weight::zero()
	}
	fn offer_title() -> Weight {
		Weight::zero()
	}
	fn accept_title() -> Weight {
		Weight::zero()
	}
	fn withdraw_title_offer() -> Weight {
		Weight::zero()
	}
	fn correct_owner() -> Weight {
		Weight::zero()
	}
	fn bind_plate() -> Weight {
		Weight::zero()
	}
	fn unbind_plate() -> Weight {
		Weight::zero()
	}
	fn pledge_vehicle() -> Weight {
		Weight::zero()
	}
	fn impose_lock() -> Weight {
		Weight::zero()
	}
	fn release_encumbrance() -> Weight {
		Weight::zero()
	}
	fn set_rule() -> Weight {
		Weight::zero()
	}
	fn bind_device() -> Weight {
		Weight::zero()
	}
	fn unbind_device() -> Weight {
		Weight::zero()
	}
	fn clear_clone_suspicion() -> Weight {
		Weight::zero()
	}
}
