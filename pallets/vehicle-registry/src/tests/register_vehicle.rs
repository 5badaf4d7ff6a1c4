use super::*;
use crate::{Description, Registrations, Vehicle};

fn register(origin: RuntimeOrigin, vin: Vin) -> sp_runtime::DispatchResult {
	VehicleRegistry::register_vehicle(origin, vin, OWNER, description())
}

#[test]
fn puts_the_car_on_the_ledger() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(register(signed(REGISTRAR), VIN));

		assert_eq!(
			Vehicles::<Test>::get(VIN),
			Some(Vehicle { owner: OWNER, status: VehicleStatus::Active, title_epoch: 0 })
		);
		let registration = Registrations::<Test>::get(VIN).unwrap();
		assert_eq!(registration.registrar, REGISTRAR);
		assert_eq!(registration.registered_at, NOW);
		assert_eq!(registration.description, description());
		assert_eq!(
			events(),
			[Event::VehicleRegistered { vehicle: VIN, registrar: REGISTRAR, owner: OWNER }]
		);
	});
}

#[test]
fn holds_a_deposit_of_the_registrar_and_none_of_the_owner() {
	Chain::empty().build_and_execute(|| {
		let before = Balances::free_balance(REGISTRAR);
		assert_ok!(register(signed(REGISTRAR), VIN));

		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), VEHICLE_DEPOSIT);
		assert_eq!(Balances::free_balance(REGISTRAR), before - VEHICLE_DEPOSIT);
		assert_eq!(held(HoldReason::VehicleStorage, OWNER), 0);

		assert_ok!(register(signed(REGISTRAR), EUROPEAN_VIN));
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), 2 * VEHICLE_DEPOSIT);
	});
}

#[test]
fn lets_a_registrar_own_the_car() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(VehicleRegistry::register_vehicle(
			signed(REGISTRAR),
			VIN,
			REGISTRAR,
			description()
		));
		assert_eq!(Vehicles::<Test>::get(VIN).unwrap().owner, REGISTRAR);
	});
}

#[test]
fn charges_the_longest_description_as_the_shortest() {
	Chain::empty().build_and_execute(|| {
		let longest = Description {
			model_year: u16::MAX,
			make: vec![b'm'; 32].try_into().unwrap(),
			model: vec![b'm'; 64].try_into().unwrap(),
		};
		for (vin, description) in [(VIN, longest), (EUROPEAN_VIN, Description::default())] {
			let before = held(HoldReason::VehicleStorage, REGISTRAR);
			assert_ok!(VehicleRegistry::register_vehicle(
				signed(REGISTRAR),
				vin,
				OWNER,
				description.clone()
			));
			assert_eq!(Registrations::<Test>::get(vin).unwrap().description, description);
			assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), before + VEHICLE_DEPOSIT);
		}
	});
}

#[test]
fn fails_when_the_vin_has_a_forbidden_character() {
	Chain::empty().build_and_execute(|| {
		for bytes in [
			b"1HGBH41JXMNI09186",
			b"1HGBH41JXMN1O9186",
			b"QHGBH41JXMN109186",
			b"1hgbh41jxmn109186",
			b"WVWZZZ1KZ6W61230\0",
			b"WVWZZZ1KZ6W61230\xFF",
			&[0; 17],
		] {
			assert_noop!(
				register(signed(REGISTRAR), Vin::from_bytes(*bytes)),
				Error::<Test>::VinCharacterNotAllowed
			);
		}
	});
}

#[test]
fn fails_when_a_compulsory_check_digit_is_wrong() {
	Chain::empty().build_and_execute(|| {
		for bytes in [b"1HGBH41J0MN109186", b"LFV2A21J970002040", b"1HGBH41JXMN109187"] {
			assert_noop!(
				register(signed(REGISTRAR), Vin::from_bytes(*bytes)),
				Error::<Test>::VinCheckDigitWrong
			);
		}
	});
}

#[test]
fn fails_when_the_vin_is_registered_whoever_asks_and_whatever_became_of_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::add_registrar(RuntimeOrigin::root(), STRANGER));
		for status in STATES {
			put_status(status);
			for registrar in [REGISTRAR, STRANGER] {
				assert_noop!(register(signed(registrar), VIN), Error::<Test>::AlreadyExists);
			}
		}
	});
}

#[test]
fn fails_when_the_signer_is_no_registrar() {
	Chain::empty().build_and_execute(|| {
		for who in [OWNER, STRANGER, PAUPER] {
			assert_noop!(register(signed(who), VIN), Error::<Test>::NotRegistrar);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(VehicleRegistry::add_registrar(RuntimeOrigin::root(), PAUPER));
		assert_noop!(register(signed(PAUPER), VIN), FundsUnavailable);

		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), PAUPER, VEHICLE_DEPOSIT));
		assert_noop!(register(signed(PAUPER), VIN), FundsUnavailable);

		let with_existential_deposit = VEHICLE_DEPOSIT + 1;
		assert_ok!(Balances::force_set_balance(
			RuntimeOrigin::root(),
			PAUPER,
			with_existential_deposit
		));
		assert_ok!(register(signed(PAUPER), VIN));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::empty().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(register(origin, VIN), BadOrigin);
		}
	});
}

#[test]
fn refuses_a_description_that_is_not_text() {
	Chain::empty().build_and_execute(|| {
		let make = Description { make: vec![0xff].try_into().unwrap(), ..description() };
		let model = Description { model: vec![0xc3, 0x28].try_into().unwrap(), ..description() };
		for description in [make, model] {
			assert_noop!(
				VehicleRegistry::register_vehicle(signed(REGISTRAR), VIN, OWNER, description),
				Error::<Test>::TextNotUtf8
			);
		}
	});
}
