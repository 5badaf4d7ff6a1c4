use super::*;
use crate::{
	Devices, Encumbrances, NewestPlates, PlateCounts, PlateRef, Plates, Registrations, Rules,
	Title, TitleOffer, TitleOffers, Titles, VehicleDevices, VehiclePlateCounts, VehiclePlates,
};
use codec::Decode;

const PLATED: crate::Plate = (REGION, PLATE);

/// Breaks the state of a chain with a sold car and one of everything, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		pass(OWNER, BUYER);
		Timestamp::set_timestamp(NOW + 1_000);
		pass(BUYER, OWNER);
		grant_until(None);
		let proof = proof(1, VIN, OWNER, 2);
		assert_ok!(VehicleRegistry::bind_device(signed(OWNER), VIN, key(1), proof));
		let registrar = || signed(REGISTRAR);
		for from in [10, 20] {
			assert_ok!(VehicleRegistry::bind_plate(registrar(), VIN, REGION, PLATE, from));
			assert_ok!(VehicleRegistry::unbind_plate(registrar(), REGION, PLATE, from + 10));
		}
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, STRANGER));
		borrow_on_it();
		borrow_on_it();
		assert_ok!(VehicleRegistry::do_try_state());
		hypothetically!({
			break_state();
			assert_err!(VehicleRegistry::do_try_state(), finding);
		});
	});
}

#[test]
fn finds_a_malformed_vin() {
	finds("a vehicle is stored under a malformed VIN", || {
		let vehicle = Vehicles::<Test>::get(VIN).unwrap();
		Vehicles::<Test>::insert(Vin::from_bytes([b'I'; 17]), vehicle);
	});
}

#[test]
fn finds_a_vehicle_without_registration() {
	finds("a vehicle has no registration", || Registrations::<Test>::remove(VIN));
}

#[test]
fn finds_a_registration_without_vehicle() {
	finds("a registration has no vehicle", || Vehicles::<Test>::remove(VIN));
}

#[test]
fn finds_a_grant_without_vehicle() {
	finds("a grant is for a car that is not registered", || {
		let grant = Grants::<Test>::get(VIN, GRANTEE).unwrap();
		Grants::<Test>::insert(EUROPEAN_VIN, GRANTEE, grant);
	});
}

#[test]
fn finds_a_grant_of_a_later_epoch() {
	finds("a grant is from an access epoch to come", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| grant.as_mut().unwrap().access_epoch = 3);
	});
}

#[test]
fn finds_a_grant_of_nothing() {
	finds("a grant names no class or one that does not exist", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| {
			grant.as_mut().unwrap().classes = RecordClasses::default();
		});
	});
}

#[test]
fn finds_a_grant_of_somebody_else() {
	finds("a grant that holds is not from who disposes of the data", || {
		Grants::<Test>::mutate(VIN, GRANTEE, |grant| grant.as_mut().unwrap().grantor = STRANGER);
	});
}

#[test]
fn finds_a_vehicle_without_region() {
	finds("a vehicle is of no region", || put(|car| car.region = Region::from_bytes(*b"d1")));
}

#[test]
fn finds_a_gap_in_the_chain_of_titles() {
	finds("a title epoch has no title", || Titles::<Test>::remove(VIN, 1));
}

#[test]
fn finds_a_title_before_its_time() {
	finds("a title is older than the one before", || {
		Titles::<Test>::mutate(VIN, 2, |title| title.as_mut().unwrap().since = 0);
	});
}

#[test]
fn finds_a_chain_that_ends_elsewhere() {
	finds("the last title is not the owner's", || {
		Titles::<Test>::mutate(VIN, 2, |title| title.as_mut().unwrap().owner = STRANGER);
	});
}

#[test]
fn finds_a_title_to_come() {
	finds("a title is of no title epoch of a vehicle", || {
		let title = Title { owner: OWNER, since: NOW, ticket: None };
		Titles::<Test>::insert(VIN, 3, title);
	});
}

#[test]
fn finds_an_offer_to_the_owner() {
	finds("a title is offered to its owner, or of no vehicle", || {
		TitleOffers::<Test>::insert(VIN, TitleOffer { to: OWNER, expires_at: 0 });
	});
}

#[test]
fn finds_a_missing_binding_of_a_plate() {
	finds("a binding of a plate is missing", || Plates::<Test>::remove(PLATED, 0));
}

#[test]
fn finds_overlapping_bindings_of_a_plate() {
	let change = |until| {
		move || {
			Plates::<Test>::mutate(PLATED, 0, |item| item.as_mut().unwrap().bound_until = until);
		}
	};
	finds("two bindings of a plate overlap", change(Some(21)));
	finds("two bindings of a plate overlap", change(None));
	finds("a binding of a plate ends before it begins", change(Some(9)));
}

#[test]
fn finds_a_binding_that_is_not_counted() {
	finds("a binding of a plate is not counted", || PlateCounts::<Test>::insert(PLATED, 1));
}

#[test]
fn finds_a_binding_that_its_car_does_not_know() {
	finds("a car does not know a binding of a plate to it", || {
		VehiclePlates::<Test>::remove(VIN, 0);
	});
}

#[test]
fn finds_a_plate_of_a_car_that_is_not_counted() {
	finds("a plate of a car is not counted", || VehiclePlateCounts::<Test>::insert(VIN, 1));
}

#[test]
fn finds_a_plate_of_a_car_that_is_not_its_own() {
	finds("a car names a plate that is not bound to it", || {
		let link = VehiclePlates::<Test>::get(VIN, 0).unwrap();
		VehiclePlates::<Test>::insert(EUROPEAN_VIN, 0, link);
		VehiclePlateCounts::<Test>::insert(EUROPEAN_VIN, 1);
	});
}

#[test]
fn finds_a_missing_plate_of_a_car() {
	finds("a plate of a car is missing", || VehiclePlateCounts::<Test>::insert(VIN, 3));
}

#[test]
fn finds_plates_of_a_car_that_is_not_registered() {
	finds("a plate is on a car that is not registered", || {
		VehiclePlateCounts::<Test>::insert(EUROPEAN_VIN, 0);
	});
}

#[test]
fn finds_a_newest_plate_that_is_not() {
	finds("the newest plate of a car is another", || {
		NewestPlates::<Test>::insert(VIN, REGION, PlateRef { plate: PLATED, number: 0 });
	});
	finds("the newest plate of a region is of another", || {
		NewestPlates::<Test>::insert(VIN, ELSEWHERE, PlateRef { plate: PLATED, number: 1 });
	});
}

#[test]
fn finds_two_plates_of_a_region_at_a_time() {
	finds("a car bears two plates of a region at a time", || {
		let plate = (REGION, [0xA2; 32]);
		let mut binding = Plates::<Test>::get(PLATED, 1).unwrap();
		binding.bound_from = 25;
		Plates::<Test>::insert(plate, 0, binding);
		PlateCounts::<Test>::insert(plate, 1);
		let link = PlateRef { plate, number: 0 };
		VehiclePlates::<Test>::insert(VIN, 2, link);
		VehiclePlateCounts::<Test>::insert(VIN, 3);
		NewestPlates::<Test>::insert(VIN, REGION, link);
	});
}

#[test]
fn finds_encumbrances_that_are_not_numbered_right() {
	finds("two encumbrances of a car have one number", || {
		Encumbrances::<Test>::mutate(VIN, |list| list.items[1].id = 0);
	});
	finds("an encumbrance has a number that was not given yet", || {
		Encumbrances::<Test>::mutate(VIN, |list| list.next_id = 1);
	});
}

#[test]
fn finds_an_owner_who_pledged_too_often() {
	finds("an owner pledged a car too often", || {
		Encumbrances::<Test>::mutate(VIN, |list| {
			for id in 2..9 {
				let item = crate::Encumbrance { id, ..list.items[0].clone() };
				list.items.try_push(item).unwrap();
			}
		});
	});
}

#[test]
fn finds_encumbrances_of_a_car_that_is_not_registered() {
	finds("a car that is not registered is encumbered", || {
		Encumbrances::<Test>::insert(EUROPEAN_VIN, Encumbrances::<Test>::get(VIN));
	});
}

#[test]
fn finds_a_rule_about_nothing() {
	finds("a rule names an action that does not exist", || {
		let actions = Actions::decode(&mut [64u8].as_slice()).unwrap();
		Rules::<Test>::insert(Condition::CloneSuspected, actions);
	});
}

#[test]
fn finds_a_device_that_is_not_listed() {
	finds("a device is not in the list of its car", || VehicleDevices::<Test>::remove(VIN));
}

#[test]
fn finds_a_device_that_a_stranger_bound() {
	finds("a device was not bound by the owner", || {
		Devices::<Test>::mutate(key(1), |binding| binding.as_mut().unwrap().owner = STRANGER);
	});
}

#[test]
fn finds_lists_of_devices_that_are_wrong() {
	finds("an empty list of devices is stored", || {
		VehicleDevices::<Test>::insert(EUROPEAN_VIN, crate::DeviceKeys::default());
	});
	finds("a car lists a device that is not bound to it", || {
		VehicleDevices::<Test>::try_append(VIN, key(2)).unwrap();
	});
	finds("a car lists a device twice", || {
		VehicleDevices::<Test>::try_append(VIN, key(1)).unwrap();
	});
}

#[test]
fn finds_an_arrival_that_is_missing() {
	finds("an arrival of a car is missing", || put(|vehicle| vehicle.arrivals = 1));
}

fn put_arrival(vin: Vin, number: u32, title_epoch: u32) {
	let info = crate::ArrivalInfo {
		source: super::moves::ELSEWHERE,
		arrived_at: NOW,
		title_epoch,
		head: HEAD,
		odometer: standing(),
	};
	let ticket = Decode::decode(&mut &[0; 8][..]).unwrap();
	crate::Arrivals::<Test>::insert(vin, number, crate::Arrival { info, payer: OWNER, ticket });
}

#[test]
fn finds_an_arrival_of_no_vehicle() {
	finds("an arrival is of no vehicle", || put_arrival(EUROPEAN_VIN, 0, 0));
}

#[test]
fn finds_an_arrival_that_is_not_counted() {
	finds("an arrival of a car is not counted", || put_arrival(VIN, 0, 0));
}

#[test]
fn finds_an_arrival_without_title() {
	finds("a car arrived without a title", || {
		put(|vehicle| vehicle.arrivals = 1);
		put_arrival(VIN, 0, 9);
	});
}

#[test]
fn finds_a_provisional_title_that_has_passed() {
	finds("a provisional title has passed", || {
		put(|vehicle| vehicle.presence = Presence::Provisional);
	});
}

/// As [`finds`], on a car that was registered just now and has `presence`.
fn finds_of(presence: Presence, finding: &'static str, before: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		before();
		assert_ok!(VehicleRegistry::do_try_state());
		hypothetically!({
			put(|vehicle| vehicle.presence = presence);
			assert_err!(VehicleRegistry::do_try_state(), finding);
		});
	});
}

#[test]
fn finds_what_a_car_with_a_provisional_title_cannot_have() {
	let provisional = Presence::Provisional;
	let had_a_lien = "a provisional title was encumbered";
	finds_of(provisional, "a car with a provisional title has a grant", || grant_until(None));
	finds_of(provisional, "a car with a provisional title has a plate", || {
		assert_ok!(VehicleRegistry::bind_plate(signed(REGISTRAR), VIN, REGION, PLATE, 0));
	});
	finds_of(provisional, had_a_lien, || {
		borrow_on_it();
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
	});
}

#[test]
fn finds_what_a_car_that_is_not_here_cannot_have() {
	let away = Presence::Away { chain: super::moves::ELSEWHERE };
	for presence in [Presence::Provisional, away] {
		finds_of(presence, "a car that is not here is encumbered", borrow_on_it);
		finds_of(presence, "the title of a car that is not here is offered", || {
			assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
		});
		finds_of(presence, "a car that is not here has a device", || bind(1));
		finds_of(presence, "a car that is not here is in possession", || {
			put(|vehicle| vehicle.possessor = Some(BUYER));
		});
	}
}
