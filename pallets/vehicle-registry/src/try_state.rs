//! What must hold after every block.

use crate::{pallet::*, Config, Pallet, PlateRef, MAX_PLEDGES};
use alloc::collections::BTreeSet;
use carx_primitives::Presence;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::vehicles_have_valid_vin_and_registration()?;
		Self::registrations_have_vehicle()?;
		Self::titles_are_a_chain_to_the_owner()?;
		Self::titles_have_vehicle()?;
		Self::arrivals_are_counted()?;
		Self::cars_that_are_not_here_have_nothing_here()?;
		Self::offers_are_to_others()?;
		Self::plates_are_bound_one_after_the_other()?;
		Self::vehicle_plates_name_their_bindings()?;
		Self::newest_plates_are_the_newest()?;
		Self::encumbrances_are_numbered_and_few()?;
		Self::rules_name_known_actions()?;
		Self::grants_fit_their_vehicle()?;
		Self::devices_are_listed()?;
		Self::listed_devices_are_bound()
	}

	fn vehicles_have_valid_vin_and_registration() -> Result<(), TryRuntimeError> {
		for (vin, vehicle) in Vehicles::<T>::iter() {
			ensure!(vin.validate().is_ok(), "a vehicle is stored under a malformed VIN");
			ensure!(vehicle.region.is_valid(), "a vehicle is of no region");
			ensure!(Registrations::<T>::contains_key(vin), "a vehicle has no registration");
		}
		Ok(())
	}

	fn registrations_have_vehicle() -> Result<(), TryRuntimeError> {
		for vin in Registrations::<T>::iter_keys() {
			ensure!(Vehicles::<T>::contains_key(vin), "a registration has no vehicle");
		}
		Ok(())
	}

	fn titles_are_a_chain_to_the_owner() -> Result<(), TryRuntimeError> {
		for (vin, vehicle) in Vehicles::<T>::iter() {
			let mut since = 0;
			for epoch in 0..=vehicle.title_epoch {
				let Some(title) = Titles::<T>::get(vin, epoch) else {
					let may_be_elsewhere = vehicle.arrivals > 0 && epoch < vehicle.title_epoch;
					ensure!(may_be_elsewhere, "a title epoch has no title");
					continue;
				};
				ensure!(since <= title.since, "a title is older than the one before");
				since = title.since;
				let is_last = epoch == vehicle.title_epoch;
				ensure!(
					!is_last || title.owner == vehicle.owner,
					"the last title is not the owner's"
				);
			}
		}
		Ok(())
	}

	fn titles_have_vehicle() -> Result<(), TryRuntimeError> {
		for (vin, epoch, _) in Titles::<T>::iter() {
			let is_reached =
				Vehicles::<T>::get(vin).is_some_and(|vehicle| epoch <= vehicle.title_epoch);
			ensure!(is_reached, "a title is of no title epoch of a vehicle");
		}
		Ok(())
	}

	fn arrivals_are_counted() -> Result<(), TryRuntimeError> {
		for (vin, vehicle) in Vehicles::<T>::iter() {
			let are_there = (0..vehicle.arrivals).all(|it| Arrivals::<T>::contains_key(vin, it));
			ensure!(are_there, "an arrival of a car is missing");
		}
		for (vin, number, arrival) in Arrivals::<T>::iter() {
			let vehicle = Vehicles::<T>::get(vin).ok_or("an arrival is of no vehicle")?;
			ensure!(number < vehicle.arrivals, "an arrival of a car is not counted");
			let epoch = arrival.info.title_epoch;
			ensure!(Titles::<T>::contains_key(vin, epoch), "a car arrived without a title");
		}
		Ok(())
	}

	/// A car with a provisional title has nothing that rolling it back would leave behind. One that is away has left what it had.
	fn cars_that_are_not_here_have_nothing_here() -> Result<(), TryRuntimeError> {
		for (vin, vehicle) in Vehicles::<T>::iter() {
			let is_provisional = vehicle.presence == Presence::Provisional;
			if is_provisional {
				let is_new = vehicle.title_epoch == 0 && vehicle.arrivals == 0;
				ensure!(is_new, "a provisional title has passed");
				let has_grants = Grants::<T>::iter_key_prefix(vin).next().is_some();
				ensure!(!has_grants, "a car with a provisional title has a grant");
				let has_plates = VehiclePlateCounts::<T>::contains_key(vin);
				ensure!(!has_plates, "a car with a provisional title has a plate");
			}
			if is_provisional || matches!(vehicle.presence, Presence::Away { .. }) {
				let list = Encumbrances::<T>::get(vin);
				ensure!(list.items.is_empty(), "a car that is not here is encumbered");
				ensure!(!is_provisional || list.next_id == 0, "a provisional title was encumbered");
				let has_offer = TitleOffers::<T>::contains_key(vin);
				ensure!(!has_offer, "the title of a car that is not here is offered");
				let has_devices = VehicleDevices::<T>::contains_key(vin);
				ensure!(!has_devices, "a car that is not here has a device");
				ensure!(vehicle.possessor.is_none(), "a car that is not here is in possession");
			}
		}
		Ok(())
	}

	fn offers_are_to_others() -> Result<(), TryRuntimeError> {
		for (vin, offer) in TitleOffers::<T>::iter() {
			let is_possible =
				Vehicles::<T>::get(vin).is_some_and(|vehicle| vehicle.owner != offer.to);
			ensure!(is_possible, "a title is offered to its owner, or of no vehicle");
		}
		Ok(())
	}

	fn plates_are_bound_one_after_the_other() -> Result<(), TryRuntimeError> {
		for (plate, count) in PlateCounts::<T>::iter() {
			let mut free_from = Some(0);
			for number in 0..count {
				let binding =
					Plates::<T>::get(plate, number).ok_or("a binding of a plate is missing")?;
				let is_after = free_from.is_some_and(|end| end <= binding.bound_from);
				ensure!(is_after, "two bindings of a plate overlap");
				let is_period = binding.bound_until.is_none_or(|end| binding.bound_from <= end);
				ensure!(is_period, "a binding of a plate ends before it begins");
				free_from = binding.bound_until;
			}
		}
		for (plate, number, binding) in Plates::<T>::iter() {
			ensure!(number < PlateCounts::<T>::get(plate), "a binding of a plate is not counted");
			let link = PlateRef { plate, number };
			let is_known =
				VehiclePlates::<T>::iter_prefix_values(binding.vin).any(|own| own == link);
			ensure!(is_known, "a car does not know a binding of a plate to it");
		}
		Ok(())
	}

	fn vehicle_plates_name_their_bindings() -> Result<(), TryRuntimeError> {
		for (vin, number, link) in VehiclePlates::<T>::iter() {
			ensure!(number < VehiclePlateCounts::<T>::get(vin), "a plate of a car is not counted");
			let binding = Plates::<T>::get(link.plate, link.number);
			let is_own = binding.is_some_and(|binding| binding.vin == vin);
			ensure!(is_own, "a car names a plate that is not bound to it");
		}
		for (vin, count) in VehiclePlateCounts::<T>::iter() {
			ensure!(Vehicles::<T>::contains_key(vin), "a plate is on a car that is not registered");
			let are_there = (0..count).all(|number| VehiclePlates::<T>::contains_key(vin, number));
			ensure!(are_there, "a plate of a car is missing");
		}
		Ok(())
	}

	fn newest_plates_are_the_newest() -> Result<(), TryRuntimeError> {
		for (vin, region, newest) in NewestPlates::<T>::iter() {
			ensure!(newest.plate.0 == region, "the newest plate of a region is of another");
			let mut links = VehiclePlates::<T>::iter_prefix(vin)
				.filter(|(_, link)| link.plate.0 == region)
				.collect::<alloc::vec::Vec<_>>();
			links.sort_by_key(|(number, _)| *number);
			ensure!(
				links.last().is_some_and(|(_, link)| *link == newest),
				"the newest plate of a car is another"
			);
			let mut free_from = Some(0);
			for (_, link) in links {
				let binding = Plates::<T>::get(link.plate, link.number)
					.ok_or("a car names a plate that is not bound to it")?;
				let is_after = free_from.is_some_and(|end| end <= binding.bound_from);
				ensure!(is_after, "a car bears two plates of a region at a time");
				free_from = binding.bound_until;
			}
		}
		Ok(())
	}

	fn encumbrances_are_numbered_and_few() -> Result<(), TryRuntimeError> {
		for (vin, list) in Encumbrances::<T>::iter() {
			ensure!(Vehicles::<T>::contains_key(vin), "a car that is not registered is encumbered");
			ensure!(list.pledges() <= MAX_PLEDGES, "an owner pledged a car too often");
			let ids = list.items.iter().map(|item| item.id).collect::<BTreeSet<_>>();
			ensure!(ids.len() == list.items.len(), "two encumbrances of a car have one number");
			let are_given = ids.last().is_none_or(|last| *last < list.next_id);
			ensure!(are_given, "an encumbrance has a number that was not given yet");
		}
		Ok(())
	}

	fn rules_name_known_actions() -> Result<(), TryRuntimeError> {
		let are_valid = Rules::<T>::iter_values().all(|actions| actions.is_valid());
		ensure!(are_valid, "a rule names an action that does not exist");
		Ok(())
	}

	fn grants_fit_their_vehicle() -> Result<(), TryRuntimeError> {
		for (vin, _, grant) in Grants::<T>::iter() {
			let vehicle =
				Vehicles::<T>::get(vin).ok_or("a grant is for a car that is not registered")?;
			ensure!(
				grant.access_epoch <= vehicle.access_epoch,
				"a grant is from an access epoch to come"
			);
			ensure!(grant.classes.is_valid(), "a grant names no class or one that does not exist");
			ensure!(
				grant.access_epoch < vehicle.access_epoch || grant.grantor == *vehicle.disposer(),
				"a grant that holds is not from who disposes of the data"
			);
		}
		Ok(())
	}

	fn devices_are_listed() -> Result<(), TryRuntimeError> {
		for (key, binding) in Devices::<T>::iter() {
			let is_listed = VehicleDevices::<T>::get(binding.vin).contains(&key);
			ensure!(is_listed, "a device is not in the list of its car");
			let title = Titles::<T>::get(binding.vin, binding.title_epoch);
			let is_owners = title.is_some_and(|title| title.owner == binding.owner);
			ensure!(is_owners, "a device was not bound by the owner");
		}
		Ok(())
	}

	fn listed_devices_are_bound() -> Result<(), TryRuntimeError> {
		for (vin, keys) in VehicleDevices::<T>::iter() {
			ensure!(!keys.is_empty(), "an empty list of devices is stored");
			for key in &keys {
				let is_bound = Devices::<T>::get(key).is_some_and(|binding| binding.vin == vin);
				ensure!(is_bound, "a car lists a device that is not bound to it");
			}
			let unique = keys.iter().collect::<BTreeSet<_>>();
			ensure!(unique.len() == keys.len(), "a car lists a device twice");
		}
		Ok(())
	}
}
