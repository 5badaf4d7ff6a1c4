//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use alloc::collections::BTreeMap;
use carx_primitives::{ChainId, Presence, VehicleMoves};
use frame_support::{ensure, traits::Get};
use pallet_relay_bridge::Role;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::the_relay_alone_has_a_directory()?;
		Self::members_alone_wait_for_the_relay()?;
		Self::homes_are_counted()?;
		Self::cars_on_their_way_go_elsewhere()?;
		Self::claims_are_of_cars_that_are_here()?;
		Self::moves_are_of_cars_that_leave()
	}

	fn the_relay_alone_has_a_directory() -> Result<(), TryRuntimeError> {
		let is_empty = Directory::<T>::iter_keys().next().is_none();
		let is_relay = T::Role::get() == Role::Relay;
		ensure!(is_empty || is_relay, "a chain that is not the relay has a directory");
		Ok(())
	}

	fn members_alone_wait_for_the_relay() -> Result<(), TryRuntimeError> {
		let is_member = matches!(T::Role::get(), Role::Member { .. });
		let waits = Claims::<T>::iter_keys().next().is_some()
			|| Moves::<T>::iter_keys().next().is_some()
			|| Expectations::<T>::iter_keys().next().is_some();
		ensure!(is_member || !waits, "a chain that is no member waits for the relay");
		Ok(())
	}

	fn homes_are_counted() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<ChainId, u64>::new();
		for (vin, home) in Directory::<T>::iter() {
			ensure!(vin.validate().is_ok(), "the directory has a malformed VIN");
			let count = counts.entry(home.chain).or_default();
			*count = count.saturating_add(1);
		}
		let stored = Homes::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counts == stored, "the titles of a chain are miscounted");
		Ok(())
	}

	fn cars_on_their_way_go_elsewhere() -> Result<(), TryRuntimeError> {
		for home in Directory::<T>::iter_values() {
			let goes = home.moving.is_none_or(|moving| {
				moving.message.source == home.chain && moving.target != home.chain
			});
			ensure!(goes, "a car is on its way from where it does not live, or to there");
		}
		Ok(())
	}

	fn claims_are_of_cars_that_are_here() -> Result<(), TryRuntimeError> {
		for vin in Claims::<T>::iter_keys() {
			let presence = T::Vehicles::presence(&vin);
			ensure!(presence.is_some(), "the title of a car that is not registered is claimed");
		}
		Ok(())
	}

	fn moves_are_of_cars_that_leave() -> Result<(), TryRuntimeError> {
		for vin in Moves::<T>::iter_keys() {
			let is_leaving = T::Vehicles::presence(&vin) == Some(Presence::Leaving);
			ensure!(is_leaving, "a car is on its way that has not left, or is there");
		}
		Ok(())
	}
}
