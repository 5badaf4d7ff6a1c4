use super::*;

fn call(who: AccountId) -> DispatchResult {
	dispatch(|| TitleDirectory::expect_vehicle(signed(who), VIN, id(A)))
}

#[test]
fn says_that_a_car_may_come_at_the_expense_of_the_signer() {
	Network::run(|network| {
		network.on(B, || {
			assert_ok!(call(ANA));
			let expected = Event::ArrivalExpected { vehicle: VIN, owner: ANA, source: id(A) };
			assert_eq!(events(), [expected]);
			assert_eq!(held(HoldReason::ExpectationStorage, ANA), EXPECTATION_DEPOSIT);
			assert_eq!(TitleDirectory::expectation(VIN, ANA), Some(id(A)));
			// Who else expects it is nobody's matter.
			assert_ok!(call(BEN));
		});
	});
}

#[test]
fn fails_for_who_expects_it_already() {
	Network::run(|network| {
		network.on(B, || {
			assert_ok!(call(ANA));
			assert_noop!(call(ANA), Error::<Test>::AlreadyExpected);
		});
	});
}

#[test]
fn fails_for_who_cannot_pay() {
	Network::run(|network| {
		network.on(B, || {
			assert_noop!(call(PAUPER), FundsUnavailable);
		});
	});
}

#[test]
fn fails_on_a_chain_that_is_no_member() {
	for role in [Role::Alone, Role::Relay] {
		genesis_as(A, role).execute_with(|| {
			assert_noop!(call(ANA), Error::<Test>::NotMember);
		});
	}
}

#[test]
fn fails_unsigned() {
	genesis(B).execute_with(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(TitleDirectory::expect_vehicle(origin, VIN, id(A)), BadOrigin);
		}
	});
}
