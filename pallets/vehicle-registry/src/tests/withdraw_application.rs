use super::*;

fn withdraw(who: AccountId) -> DispatchResult {
	VehicleRegistry::withdraw_application(signed(who), VIN)
}

fn apply(who: AccountId) {
	assert_ok!(VehicleRegistry::apply_for_registration(signed(who), VIN, REGION, description()));
}

#[test]
fn ends_the_application_and_gives_the_deposit_back() {
	Chain::empty().build_and_execute(|| {
		apply(OWNER);
		events();
		assert_ok!(withdraw(OWNER));
		assert_eq!(VehicleRegistry::application(VIN, OWNER), None);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		assert_eq!(events(), [Event::ApplicationWithdrawn { vehicle: VIN, applicant: OWNER }]);
		apply(OWNER);
	});
}

#[test]
fn is_open_once_the_car_was_registered_for_another() {
	Chain::empty().build_and_execute(|| {
		apply(STRANGER);
		register(VIN);
		assert_ok!(withdraw(STRANGER));
		assert_eq!(held(HoldReason::VehicleStorage, STRANGER), 0);
	});
}

#[test]
fn fails_for_all_but_the_applicant() {
	Chain::empty().build_and_execute(|| {
		apply(OWNER);
		for who in all_but(&[OWNER]) {
			assert_noop!(withdraw(who), Error::<Test>::ApplicationNotFound);
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::empty().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::withdraw_application(origin, VIN), BadOrigin);
		}
	});
}
