use super::*;

fn remove(origin: RuntimeOrigin, registrar: AccountId) -> sp_runtime::DispatchResult {
	VehicleRegistry::remove_registrar(origin, registrar)
}

#[test]
fn dismisses_a_registrar() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(remove(RuntimeOrigin::root(), REGISTRAR));

		assert!(!Registrars::<Test>::contains_key(REGISTRAR));
		assert_eq!(events(), [Event::RegistrarRemoved { registrar: REGISTRAR }]);
	});
}

#[test]
fn leaves_what_they_registered_and_paid() {
	Chain::with_vehicle().build_and_execute(|| {
		let vehicle = VehicleRegistry::vehicle(VIN);
		assert_ok!(remove(RuntimeOrigin::root(), REGISTRAR));

		assert_eq!(VehicleRegistry::vehicle(VIN), vehicle);
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), VEHICLE_DEPOSIT);
	});
}

#[test]
fn ends_what_they_may_do() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(remove(RuntimeOrigin::root(), REGISTRAR));
		assert_noop!(
			VehicleRegistry::register_vehicle(
				signed(REGISTRAR),
				EUROPEAN_VIN,
				OWNER,
				description()
			),
			Error::<Test>::NotRegistrar
		);
		assert_noop!(
			VehicleRegistry::set_status(signed(REGISTRAR), VIN, VehicleStatus::Scrapped),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn is_undone_by_adding_again() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(remove(RuntimeOrigin::root(), REGISTRAR));
		assert_ok!(VehicleRegistry::add_registrar(RuntimeOrigin::root(), REGISTRAR));
		assert!(VehicleRegistry::is_registrar(REGISTRAR));
	});
}

#[test]
fn fails_when_the_account_is_no_registrar() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(remove(RuntimeOrigin::root(), STRANGER), Error::<Test>::NotRegistrar);
	});
}

#[test]
fn fails_for_all_but_the_admin() {
	Chain::empty().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(REGISTRAR), signed(STRANGER)] {
			assert_noop!(remove(origin, REGISTRAR), BadOrigin);
		}
	});
}
