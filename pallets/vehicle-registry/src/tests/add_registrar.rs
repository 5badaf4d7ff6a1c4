use super::*;

fn add(origin: RuntimeOrigin, registrar: AccountId) -> sp_runtime::DispatchResult {
	VehicleRegistry::add_registrar(origin, registrar)
}

#[test]
fn appoints_a_registrar() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(add(RuntimeOrigin::root(), STRANGER));

		assert!(Registrars::<Test>::contains_key(STRANGER));
		assert_eq!(events(), [Event::RegistrarAdded { registrar: STRANGER }]);
	});
}

#[test]
fn lets_the_new_registrar_register() {
	Chain::empty().build_and_execute(|| {
		assert_ok!(add(RuntimeOrigin::root(), STRANGER));
		assert_ok!(VehicleRegistry::register_vehicle(signed(STRANGER), VIN, OWNER, description()));
	});
}

#[test]
fn fails_when_the_account_is_a_registrar() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(add(RuntimeOrigin::root(), REGISTRAR), Error::<Test>::AlreadyRegistrar);
	});
}

#[test]
fn fails_for_all_but_the_admin() {
	Chain::empty().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(REGISTRAR), signed(STRANGER)] {
			assert_noop!(add(origin, STRANGER), BadOrigin);
		}
	});
}
