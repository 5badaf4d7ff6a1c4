use super::*;

#[test]
fn ends_an_application_at_once() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		events();
		assert_ok!(ValidatorSet::leave(signed(CANDIDATE)));
		assert_eq!(events(), [Event::ApplicationWithdrawn { validator: CANDIDATE }]);
		assert_eq!(standing(CANDIDATE), None);
		assert_eq!(Balances::free_balance(CANDIDATE), START_BALANCE);
	});
}

#[test]
fn takes_a_validator_out_of_the_session_after_next_and_keeps_its_bond() {
	Chain.build_and_execute(|| {
		run_to_session(5);
		events();
		assert_ok!(ValidatorSet::leave(signed(VALIDATOR)));
		let until = 5 + 2 + UNBONDING;
		assert_eq!(events(), [Event::ValidatorRetired { validator: VALIDATOR, until }]);
		assert_eq!(standing(VALIDATOR), Some(Standing::Leaving { until }));
		assert_bond(VALIDATOR, BOND);
		run_to_session(6);
		assert_eq!(active(), VALIDATORS);
		run_to_session(7);
		assert_eq!(active(), [2, 3, 4]);
	});
}

#[test]
fn lets_an_idle_one_go_however_few_there_are() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		enter(CANDIDATE, Standing::Idle);
		assert_ok!(ValidatorSet::leave(signed(CANDIDATE)));
		assert_eq!(standing(CANDIDATE), Some(Standing::Leaving { until: 2 + UNBONDING }));
	});
}

#[test]
fn fails_when_the_set_would_be_too_small() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		let leave = || ValidatorSet::leave(signed(OTHER_VALIDATOR));
		assert_noop!(leave(), Error::<Test>::TooFewValidators);
		register(CANDIDATE);
		admit(CANDIDATE);
		assert_ok!(leave());
	});
}

#[test]
fn fails_for_those_who_leave_or_are_banned_or_unknown() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		enter(CANDIDATE, Standing::Banned);
		let leave = |who| ValidatorSet::leave(signed(who));
		assert_noop!(leave(VALIDATOR), Error::<Test>::AlreadyLeaving);
		assert_noop!(leave(CANDIDATE), Error::<Test>::ValidatorBanned);
		assert_noop!(leave(STRANGER), Error::<Test>::ValidatorNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ValidatorSet::leave(origin), BadOrigin);
		}
	});
}
