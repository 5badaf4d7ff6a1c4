use super::*;

fn call(who: AccountId) -> DispatchResult {
	dispatch(|| TitleDirectory::withdraw_expectation(signed(who), VIN))
}

#[test]
fn gives_the_deposit_back_and_keeps_a_car_on_its_way_out() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.forget_events();
		network.on(B, || {
			assert_ok!(call(ANA));
			assert_eq!(events(), [Event::ExpectationWithdrawn { vehicle: VIN, owner: ANA }]);
			assert_eq!(held(HoldReason::ExpectationStorage, ANA), 0);
			assert_eq!(TitleDirectory::expectation(VIN, ANA), None);
		});
		network.settle();
		assert_eq!(network.on(A, || presence(VIN)), Some(Titled));
		network.audit_at_rest();
	});
}

#[test]
fn fails_for_who_does_not_expect_it() {
	Network::run(|network| {
		network.on(B, || {
			assert_ok!(TitleDirectory::expect_vehicle(signed(ANA), VIN, id(A)));
			assert_noop!(call(BEN), Error::<Test>::ExpectationNotFound);
		});
	});
}

#[test]
fn fails_unsigned() {
	genesis(B).execute_with(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(TitleDirectory::withdraw_expectation(origin, VIN), BadOrigin);
		}
	});
}
