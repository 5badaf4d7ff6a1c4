use super::*;
use crate::{Description, Registrations, Titles};

fn call(origin: RuntimeOrigin, vin: Vin, role: Role) -> DispatchResult {
	VehicleRegistry::register_vehicle(origin, vin, OWNER, REGION, description(), role)
}

fn described(description: Description) -> DispatchResult {
	let origin = signed(REGISTRAR);
	VehicleRegistry::register_vehicle(origin, VIN, OWNER, REGION, description, Role::Registrar)
}

#[test]
fn puts_the_car_on_the_ledger() {
	Chain::empty().build_and_execute(|| {
		for (by, role) in [(REGISTRAR, Role::Registrar), (MAKER, Role::Maker)] {
			hypothetically!({
				assert_ok!(call(signed(by), VIN, role));
				assert_eq!(
					car(),
					Vehicle {
						owner: OWNER,
						status: VehicleStatus::Active,
						title_epoch: 0,
						clone_suspected_since: None,
						region: REGION,
						possessor: None,
						access_epoch: 0,
						presence: Presence::Titled,
						arrivals: 0,
					}
				);
				let registration = Registrations::<Test>::get(VIN).unwrap();
				assert_eq!((registration.registered_by, registration.role), (by, role));
				assert_eq!((registration.registered_at, registration.payer), (NOW, by));
				assert_eq!(registration.description, description());
				let event = Event::VehicleRegistered { vehicle: VIN, by, role, owner: OWNER };
				assert_eq!(events(), [event]);
			});
		}
	});
}

#[test]
fn begins_the_chain_of_titles() {
	Chain::empty().build_and_execute(|| {
		register(VIN);
		let title = Titles::<Test>::get(VIN, 0).unwrap();
		assert_eq!((title.owner, title.since, title.ticket), (OWNER, NOW, None));
	});
}

#[test]
fn holds_a_deposit_of_the_signer_and_none_of_the_owner() {
	Chain::empty().build_and_execute(|| {
		register(VIN);
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), VEHICLE_DEPOSIT);
		assert_eq!(Balances::free_balance(REGISTRAR), START_BALANCE - VEHICLE_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);

		register(EUROPEAN_VIN);
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), 2 * VEHICLE_DEPOSIT);
	});
}

#[test]
fn lets_makers_and_registrars_own_the_car() {
	Chain::empty().build_and_execute(|| {
		for (by, role) in [(REGISTRAR, Role::Registrar), (MAKER, Role::Maker)] {
			let description = description();
			hypothetically_ok!(VehicleRegistry::register_vehicle(
				signed(by),
				VIN,
				by,
				REGION,
				description,
				role
			));
		}
	});
}

#[test]
fn lets_a_maker_register_in_every_region_but_only_its_cars() {
	Chain::empty().build_and_execute(|| {
		hypothetically_ok!(VehicleRegistry::register_vehicle(
			signed(MAKER),
			VIN,
			OWNER,
			ELSEWHERE,
			description(),
			Role::Maker
		));
		let others = call(signed(MAKER), EUROPEAN_VIN, Role::Maker);
		assert_noop!(others, Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_a_registrar_of_another_region() {
	Chain::empty().build_and_execute(|| {
		let foreign = call(signed(FOREIGN_REGISTRAR), VIN, Role::Registrar);
		assert_noop!(foreign, Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_whoever_does_not_have_the_role_or_has_another() {
	Chain::empty().build_and_execute(|| {
		for role in Role::ALL {
			for who in everybody() {
				let entitled = (role == Role::Maker && who == MAKER)
					|| (role == Role::Registrar && who == REGISTRAR);
				if !entitled {
					assert_noop!(call(signed(who), VIN, role), Error::<Test>::NotAuthorized);
				}
			}
		}
		dismiss(REGISTRAR);
		let dismissed = call(signed(REGISTRAR), VIN, Role::Registrar);
		assert_noop!(dismissed, Error::<Test>::NotAuthorized);
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
				call(signed(REGISTRAR), Vin::from_bytes(*bytes), Role::Registrar),
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
				call(signed(REGISTRAR), Vin::from_bytes(*bytes), Role::Registrar),
				Error::<Test>::VinCheckDigitWrong
			);
		}
	});
}

#[test]
fn fails_when_the_region_is_none() {
	Chain::empty().build_and_execute(|| {
		for letters in [*b"de", *b"D1", [0, 0]] {
			accredit(REGISTRAR, Role::Registrar, None);
			let region = Region::from_bytes(letters);
			assert_noop!(
				VehicleRegistry::register_vehicle(
					signed(REGISTRAR),
					VIN,
					OWNER,
					region,
					description(),
					Role::Registrar
				),
				Error::<Test>::RegionNotValid
			);
		}
	});
}

#[test]
fn fails_when_a_text_cannot_be_shown_or_is_missing() {
	Chain::empty().build_and_execute(|| {
		let make =
			|make: &[u8]| Description { make: make.to_vec().try_into().unwrap(), ..description() };
		let model = |model: &[u8]| Description {
			model: model.to_vec().try_into().unwrap(),
			..description()
		};
		let colour = |text: &[u8]| Description {
			colour: text.to_vec().try_into().unwrap(),
			..description()
		};
		for bytes in [&[0xff][..], &[0xc3, 0x28], b"a\nb", b"\0"] {
			for description in [make(bytes), model(bytes), colour(bytes)] {
				assert_noop!(described(description), Error::<Test>::TextNotValid);
			}
		}
		for description in [make(b""), model(b"")] {
			assert_noop!(described(description), Error::<Test>::TextNotValid);
		}
		hypothetically_ok!(described(colour(b"")));
	});
}

#[test]
fn fails_when_the_model_year_is_not_plausible() {
	Chain::empty().build_and_execute(|| {
		for model_year in [0, 1885, 2029, u16::MAX] {
			let description = Description { model_year, ..description() };
			assert_noop!(described(description), Error::<Test>::ModelYearNotPlausible);
		}
		for model_year in [1886, 2028] {
			hypothetically_ok!(described(Description { model_year, ..description() }));
		}
	});
}

#[test]
fn fails_when_the_vin_is_registered_whoever_asks_and_whatever_became_of_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		for status in STATES {
			put_status(status);
			for (who, role) in [(REGISTRAR, Role::Registrar), (MAKER, Role::Maker)] {
				assert_noop!(call(signed(who), VIN, role), Error::<Test>::AlreadyExists);
			}
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::empty().build_and_execute(|| {
		accredit(PAUPER, Role::Registrar, None);
		fund(PAUPER, VEHICLE_DEPOSIT - 1);
		assert_noop!(call(signed(PAUPER), VIN, Role::Registrar), FundsUnavailable);
		fund(PAUPER, VEHICLE_DEPOSIT);
		assert_ok!(call(signed(PAUPER), VIN, Role::Registrar));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::empty().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(call(origin, VIN, Role::Registrar), BadOrigin);
		}
	});
}
