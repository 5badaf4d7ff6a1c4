use super::*;
use carx_primitives::Moment;

const FROM: Moment = NOW - 1_000;

fn unbind(who: AccountId, until: Moment) -> DispatchResult {
	VehicleRegistry::unbind_plate(signed(who), REGION, PLATE, until)
}

/// Runs `test` where the car bears a plate since [`FROM`].
fn plated(test: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		let bind = VehicleRegistry::bind_plate(signed(REGISTRAR), VIN, REGION, PLATE, FROM);
		assert_ok!(bind);
		events();
		test();
	});
}

fn bearer(at: Moment) -> Option<Vin> {
	VehicleRegistry::vehicle_by_plate(REGION, PLATE, at)
}

#[test]
fn ends_the_binding_and_keeps_it_as_history() {
	plated(|| {
		let until = FROM + 500;
		assert_ok!(unbind(REGISTRAR, until));
		let (vehicle, region, plate, by) = (VIN, REGION, PLATE, REGISTRAR);
		assert_eq!(events(), [Event::PlateUnbound { vehicle, region, plate, until, by }]);
		assert_eq!([until - 1, until].map(bearer), [Some(VIN), None]);
		assert_eq!(held(HoldReason::PlateStorage, REGISTRAR), PLATE_DEPOSIT);
	});
}

#[test]
fn at_its_beginning_makes_the_binding_void() {
	plated(|| {
		assert_ok!(unbind(REGISTRAR, FROM));
		assert_eq!([FROM, NOW].map(bearer), [None, None]);
		let bind = VehicleRegistry::bind_plate(signed(REGISTRAR), VIN, REGION, PLATE, FROM);
		assert_ok!(bind);
		assert_eq!(bearer(NOW), Some(VIN));
	});
}

#[test]
fn is_open_to_every_registrar_of_the_region_and_on_a_scrapped_car() {
	plated(|| {
		accredit(STRANGER, Role::Registrar, Some(REGION));
		put_status(VehicleStatus::Scrapped);
		assert_ok!(unbind(STRANGER, NOW));
	});
}

#[test]
fn fails_before_the_beginning_and_in_the_future() {
	plated(|| {
		for until in [0, FROM - 1, NOW + 1, u64::MAX] {
			assert_noop!(unbind(REGISTRAR, until), Error::<Test>::PeriodNotValid);
		}
		assert_ok!(unbind(REGISTRAR, NOW));
	});
}

#[test]
fn fails_when_the_plate_is_on_no_car() {
	plated(|| {
		let other = VehicleRegistry::unbind_plate(signed(REGISTRAR), REGION, [0xA2; 32], NOW);
		assert_noop!(other, Error::<Test>::PlateNotBound);
		assert_ok!(unbind(REGISTRAR, NOW));
		assert_noop!(unbind(REGISTRAR, NOW), Error::<Test>::PlateNotBound);
	});
}

#[test]
fn fails_for_all_but_registrars_of_the_region() {
	plated(|| {
		for who in all_but(&[REGISTRAR]) {
			assert_noop!(unbind(who, NOW), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	plated(|| {
		for origin in unsigned() {
			let result = VehicleRegistry::unbind_plate(origin, REGION, PLATE, NOW);
			assert_noop!(result, BadOrigin);
		}
	});
}
