use super::*;
use crate::{Description, Registrations};

fn confirm(who: AccountId) -> DispatchResult {
	VehicleRegistry::confirm_registration(signed(who), VIN, OWNER, REGION, description())
}

/// Runs `test` where [`OWNER`] has applied for the car.
fn applied(test: impl FnOnce()) {
	Chain::empty().build_and_execute(|| {
		let apply =
			|who| VehicleRegistry::apply_for_registration(signed(who), VIN, REGION, description());
		assert_ok!(apply(OWNER));
		events();
		test();
	});
}

#[test]
fn puts_the_car_on_the_ledger_for_the_applicant() {
	applied(|| {
		Timestamp::set_timestamp(NOW + 1_000);
		assert_ok!(confirm(INSPECTOR));
		assert_eq!((car().owner, car().region), (OWNER, REGION));
		let registration = Registrations::<Test>::get(VIN).unwrap();
		assert_eq!((registration.registered_by, registration.payer), (INSPECTOR, OWNER));
		assert_eq!(registration.registered_at, NOW + 1_000);
		assert_eq!(registration.description, description());
		let (by, role, owner) = (INSPECTOR, Role::Inspector, OWNER);
		assert_eq!(events(), [Event::VehicleRegistered { vehicle: VIN, by, role, owner }]);
		assert_eq!(VehicleRegistry::application(VIN, OWNER), None);
	});
}

#[test]
fn takes_no_second_deposit_and_none_of_the_inspector() {
	applied(|| {
		assert_ok!(confirm(INSPECTOR));
		assert_eq!(held(HoldReason::VehicleStorage, OWNER), VEHICLE_DEPOSIT);
		assert_eq!(Balances::free_balance(INSPECTOR), START_BALANCE);
	});
}

#[test]
fn fails_for_all_but_inspectors_of_the_region() {
	applied(|| {
		for who in all_but(&[INSPECTOR]) {
			assert_noop!(confirm(who), Error::<Test>::NotAuthorized);
		}
		accredit(STRANGER, Role::Inspector, Some(ELSEWHERE));
		assert_noop!(confirm(STRANGER), Error::<Test>::NotAuthorized);
		dismiss(INSPECTOR);
		assert_noop!(confirm(INSPECTOR), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_the_applicant_and_their_relations() {
	applied(|| {
		accredit(OWNER, Role::Inspector, None);
		assert_noop!(confirm(OWNER), Error::<Test>::NotIndependent);
		relate(OWNER, INSPECTOR);
		assert_noop!(confirm(INSPECTOR), Error::<Test>::NotIndependent);
	});
}

#[test]
fn fails_when_the_application_is_not_what_the_inspector_saw() {
	applied(|| {
		let confirm = |region, description| {
			let origin = signed(INSPECTOR);
			VehicleRegistry::confirm_registration(origin, VIN, OWNER, region, description)
		};
		assert_noop!(confirm(ELSEWHERE, description()), Error::<Test>::ApplicationDiffers);
		let newer = Description { model_year: 2020, ..description() };
		assert_noop!(confirm(REGION, newer), Error::<Test>::ApplicationDiffers);
	});
}

#[test]
fn fails_when_there_is_no_application() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(confirm(INSPECTOR), Error::<Test>::ApplicationNotFound);
	});
}

#[test]
fn fails_when_the_car_was_registered_meanwhile() {
	applied(|| {
		register(VIN);
		assert_noop!(confirm(INSPECTOR), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn fails_when_nobody_signed() {
	applied(|| {
		for origin in unsigned() {
			assert_noop!(
				VehicleRegistry::confirm_registration(origin, VIN, OWNER, REGION, description()),
				BadOrigin
			);
		}
	});
}
