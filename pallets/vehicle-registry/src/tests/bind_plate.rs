use super::*;
use crate::{PlateCounts, VehiclePlateCounts};
use carx_primitives::{Digest, Moment};

fn bind_to(vin: Vin, plate: Digest, from: Moment) -> DispatchResult {
	VehicleRegistry::bind_plate(signed(REGISTRAR), vin, REGION, plate, from)
}

fn bind(from: Moment) -> DispatchResult {
	bind_to(VIN, PLATE, from)
}

fn unbind(plate: Digest, until: Moment) {
	assert_ok!(VehicleRegistry::unbind_plate(signed(REGISTRAR), REGION, plate, until));
}

#[test]
fn puts_the_plate_on_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bind(NOW - 1_000));
		let (region, plate, from, by) = (REGION, PLATE, NOW - 1_000, REGISTRAR);
		assert_eq!(events(), [Event::PlateBound { vehicle: VIN, region, plate, from, by }]);
		let bearer = |at| VehicleRegistry::vehicle_by_plate(REGION, PLATE, at);
		assert_eq!(bearer(NOW - 1_001), None);
		assert_eq!(bearer(NOW - 1_000), Some(VIN));
		assert_eq!(bearer(u64::MAX), Some(VIN));
		assert_eq!(VehicleRegistry::vehicle_by_plate(ELSEWHERE, PLATE, NOW), None);
	});
}

#[test]
fn holds_a_deposit_of_the_registrar() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bind(NOW));
		assert_eq!(held(HoldReason::PlateStorage, REGISTRAR), PLATE_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
	});
}

#[test]
fn lets_a_car_bear_plates_of_two_regions() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bind(NOW));
		assert_ok!(VehicleRegistry::bind_plate(
			signed(FOREIGN_REGISTRAR),
			VIN,
			ELSEWHERE,
			PLATE,
			NOW
		));
		assert_eq!(VehicleRegistry::plates(VIN, 0, 10).len(), 2);
	});
}

#[test]
fn lets_a_plate_go_from_car_to_car_and_a_car_from_plate_to_plate() {
	Chain::with_vehicle().build_and_execute(|| {
		register(EUROPEAN_VIN);
		assert_ok!(bind(1_000));
		unbind(PLATE, 2_000);
		assert_ok!(bind_to(EUROPEAN_VIN, PLATE, 2_000));
		assert_ok!(bind_to(VIN, [0xA2; 32], 2_500));
		unbind(PLATE, 3_000);
		assert_ok!(bind_to(EUROPEAN_VIN, PLATE, 4_000));

		let bearers = [999, 1_000, 1_999, 2_000, 2_999, 3_000, 3_999, 4_000]
			.map(|at| VehicleRegistry::vehicle_by_plate(REGION, PLATE, at));
		let (one, other) = (Some(VIN), Some(EUROPEAN_VIN));
		assert_eq!(bearers, [None, one, one, other, other, None, None, other]);
		let plates = VehicleRegistry::plates(VIN, 0, 10);
		let periods = plates.iter().map(|info| (info.plate, info.bound_from, info.bound_until));
		assert!(periods.eq([(PLATE, 1_000, Some(2_000)), ([0xA2; 32], 2_500, None)]));
	});
}

#[test]
fn fails_when_the_plate_is_on_a_car_or_was() {
	Chain::with_vehicle().build_and_execute(|| {
		register(EUROPEAN_VIN);
		assert_ok!(bind(1_000));
		for from in [0, 1_000, NOW] {
			assert_noop!(bind_to(EUROPEAN_VIN, PLATE, from), Error::<Test>::PlateTaken);
			assert_noop!(bind(from), Error::<Test>::PlateTaken);
		}
		unbind(PLATE, 2_000);
		for from in [0, 1_999] {
			assert_noop!(bind_to(EUROPEAN_VIN, PLATE, from), Error::<Test>::PlateTaken);
		}
		assert_ok!(bind_to(EUROPEAN_VIN, PLATE, 2_000));
	});
}

#[test]
fn fails_when_the_car_bears_another_or_did() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(bind(1_000));
		let other = |from| bind_to(VIN, [0xA2; 32], from);
		for from in [0, 1_000, NOW] {
			assert_noop!(other(from), Error::<Test>::VehiclePlated);
		}
		unbind(PLATE, 2_000);
		for from in [0, 1_999] {
			assert_noop!(other(from), Error::<Test>::VehiclePlated);
		}
		assert_ok!(other(2_000));
	});
}

#[test]
fn fails_in_the_future() {
	Chain::with_vehicle().build_and_execute(|| {
		for from in [NOW + 1, u64::MAX] {
			assert_noop!(bind(from), Error::<Test>::PeriodNotValid);
		}
		assert_ok!(bind(NOW));
	});
}

#[test]
fn fails_for_a_scrapped_car() {
	Chain::with_vehicle().build_and_execute(|| {
		put_status(VehicleStatus::Scrapped);
		assert_noop!(bind(NOW), Error::<Test>::VehicleScrapped);
	});
}

#[test]
fn fails_when_bindings_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			VehiclePlateCounts::<Test>::insert(VIN, u32::MAX);
			assert_noop!(bind(NOW), Error::<Test>::TooManyPlates);
		});
		hypothetically!({
			PlateCounts::<Test>::insert((REGION, PLATE), u32::MAX);
			assert_noop!(bind(NOW), Error::<Test>::TooManyPlates);
		});
	});
}

#[test]
fn fails_when_the_car_or_the_region_does_not_exist() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(bind_to(EUROPEAN_VIN, PLATE, NOW), Error::<Test>::VehicleNotFound);
		accredit(REGISTRAR, Role::Registrar, None);
		let region = Region::from_bytes(*b"d1");
		assert_noop!(
			VehicleRegistry::bind_plate(signed(REGISTRAR), VIN, region, PLATE, NOW),
			Error::<Test>::RegionNotValid
		);
	});
}

#[test]
fn fails_for_all_but_registrars_of_the_region() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[REGISTRAR]) {
			assert_noop!(
				VehicleRegistry::bind_plate(signed(who), VIN, REGION, PLATE, NOW),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		accredit(PAUPER, Role::Registrar, None);
		let bind = || VehicleRegistry::bind_plate(signed(PAUPER), VIN, REGION, PLATE, NOW);
		fund(PAUPER, PLATE_DEPOSIT - 1);
		assert_noop!(bind(), FundsUnavailable);
		fund(PAUPER, PLATE_DEPOSIT);
		assert_ok!(bind());
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			let result = VehicleRegistry::bind_plate(origin, VIN, REGION, PLATE, NOW);
			assert_noop!(result, BadOrigin);
		}
	});
}
