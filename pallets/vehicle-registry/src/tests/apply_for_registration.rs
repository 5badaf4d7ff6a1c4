use super::*;
use crate::{Applications, Description};

fn apply(who: AccountId) -> DispatchResult {
	VehicleRegistry::apply_for_registration(signed(who), VIN, REGION, description())
}

#[test]
fn stores_what_was_said() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(apply(OWNER));
		assert_eq!(VehicleRegistry::application(VIN, OWNER), Some((REGION, description())));
		assert_eq!(VehicleRegistry::vehicle(VIN), None);
		let event = Event::RegistrationApplied { vehicle: VIN, applicant: OWNER, region: REGION };
		assert_eq!(events(), [event]);
	});
}

#[test]
fn holds_the_deposit_of_a_registration() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(apply(OWNER));
		assert_eq!(held(HoldReason::VehicleStorage, OWNER), VEHICLE_DEPOSIT);
	});
}

#[test]
fn keeps_no_vin_from_others() {
	Chain::empty().build_and_execute(|| {
		for who in [STRANGER, OWNER] {
			assert_ok!(apply(who));
		}
		assert_eq!(Applications::<Test>::iter_prefix(VIN).count(), 2);
		hypothetically!(register(VIN));
	});
}

#[test]
fn fails_while_one_is_pending() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(apply(OWNER));
		assert_noop!(apply(OWNER), Error::<Test>::ApplicationPending);
	});
}

#[test]
fn fails_when_the_car_is_registered() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in [OWNER, STRANGER] {
			assert_noop!(apply(who), Error::<Test>::AlreadyExists);
		}
	});
}

#[test]
fn fails_for_what_no_registrar_could_register() {
	Chain::empty().build_and_execute(|| {
		let apply = |vin: &[u8; 17], region, description| {
			let vin = Vin::from_bytes(*vin);
			VehicleRegistry::apply_for_registration(signed(OWNER), vin, region, description)
		};
		let right = b"1HGBH41JXMN109186";
		assert_noop!(
			apply(b"1hgbh41jxmn109186", REGION, description()),
			Error::<Test>::VinCharacterNotAllowed
		);
		assert_noop!(
			apply(b"1HGBH41J0MN109186", REGION, description()),
			Error::<Test>::VinCheckDigitWrong
		);
		assert_noop!(
			apply(right, Region::from_bytes(*b"--"), description()),
			Error::<Test>::RegionNotValid
		);
		assert_noop!(
			apply(right, REGION, Description { make: Default::default(), ..description() }),
			Error::<Test>::TextNotValid
		);
		assert_noop!(
			apply(right, REGION, Description { model_year: 1500, ..description() }),
			Error::<Test>::ModelYearNotPlausible
		);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::empty().build_and_execute(|| {
		fund(PAUPER, VEHICLE_DEPOSIT - 1);
		assert_noop!(apply(PAUPER), FundsUnavailable);
		fund(PAUPER, VEHICLE_DEPOSIT);
		assert_ok!(apply(PAUPER));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::empty().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(
				VehicleRegistry::apply_for_registration(origin, VIN, REGION, description()),
				BadOrigin
			);
		}
	});
}
