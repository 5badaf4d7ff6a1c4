use super::*;

fn unbind(who: AccountId) -> DispatchResult {
	VehicleRegistry::unbind_device(signed(who), VIN, key(1))
}

#[test]
fn takes_the_device_from_the_car_and_gives_the_deposit_back() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		bind(2);
		events();
		assert_ok!(unbind(OWNER));
		assert_eq!(events(), [Event::DeviceUnbound { vehicle: VIN, key: key(1) }]);
		assert_eq!(VehicleRegistry::bound_vehicle(&key(1)), None);
		assert_eq!(VehicleRegistry::device(key(1)), None);
		assert_eq!(VehicleRegistry::devices(VIN), [key(2)]);
		assert_eq!(held(HoldReason::DeviceStorage, OWNER), DEVICE_DEPOSIT);
		bind(1);
	});
}

#[test]
fn is_open_to_anybody_once_the_title_has_passed() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		sell();
		assert!(!VehicleRegistry::device(key(1)).unwrap().is_valid);
		for who in everybody() {
			hypothetically!({
				assert_ok!(unbind(who));
				assert_eq!(held(HoldReason::DeviceStorage, OWNER), 0);
			});
		}
	});
}

#[test]
fn is_open_on_a_scrapped_car() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		put_status(VehicleStatus::Scrapped);
		assert_ok!(unbind(OWNER));
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		for who in all_but(&[OWNER]) {
			assert_noop!(unbind(who), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn fails_when_the_device_is_not_in_this_car() {
	Chain::with_vehicle().build_and_execute(|| {
		register(EUROPEAN_VIN);
		assert_noop!(unbind(OWNER), Error::<Test>::DeviceNotFound);
		bind(1);
		assert_noop!(
			VehicleRegistry::unbind_device(signed(OWNER), EUROPEAN_VIN, key(1)),
			Error::<Test>::DeviceNotFound
		);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(unbind(OWNER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		bind(1);
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::unbind_device(origin, VIN, key(1)), BadOrigin);
		}
	});
}
