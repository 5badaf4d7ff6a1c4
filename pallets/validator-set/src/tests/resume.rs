use super::*;

fn resume(who: AccountId) -> DispatchResult {
	ValidatorSet::resume(signed(who))
}

#[test]
fn puts_a_validator_back_into_the_set() {
	Chain.build_and_execute(|| {
		enter(CANDIDATE, Standing::Idle);
		assert_ok!(resume(CANDIDATE));
		assert_eq!(events(), [Event::ValidatorResumed { validator: CANDIDATE, bond: BOND }]);
		assert_bond(CANDIDATE, BOND);
		run_to_session(2);
		assert_eq!(active(), [1, 2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn fills_the_bond_up_and_never_lowers_it() {
	Chain.build_and_execute(|| {
		enter(5, Standing::Idle);
		enter(6, Standing::Idle);
		set_rule(|rules| rules.bond = 2 * BOND);
		events();
		assert_ok!(resume(5));
		assert_eq!(events(), [Event::ValidatorResumed { validator: 5, bond: 2 * BOND }]);
		assert_bond(5, 2 * BOND);
		set_rule(|rules| rules.bond = 1);
		assert_ok!(resume(6));
		assert_bond(6, BOND);
	});
}

#[test]
fn fails_without_the_money_for_the_bond() {
	Chain.build_and_execute(|| {
		enter(CANDIDATE, Standing::Idle);
		set_rule(|rules| rules.bond = START_BALANCE);
		assert_noop!(resume(CANDIDATE), FundsUnavailable);
	});
}

#[test]
fn fails_when_the_keys_are_gone_or_the_set_is_full() {
	Chain.build_and_execute(|| {
		enter(CANDIDATE, Standing::Idle);
		for who in 6..=8 {
			enter(who, Standing::Admitted);
		}
		assert_noop!(resume(CANDIDATE), Error::<Test>::TooManyValidators);
		assert_ok!(Session::purge_keys(signed(CANDIDATE)));
		assert_noop!(resume(CANDIDATE), Error::<Test>::NoSessionKeys);
	});
}

#[test]
fn fails_for_those_who_are_not_idle() {
	Chain.build_and_execute(|| {
		register(5);
		enter(6, Standing::Leaving { until: 0 });
		enter(7, Standing::Banned);
		for who in [VALIDATOR, 5, 6, 7] {
			assert_noop!(resume(who), Error::<Test>::NotIdle);
		}
		assert_noop!(resume(STRANGER), Error::<Test>::ValidatorNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ValidatorSet::resume(origin), BadOrigin);
		}
	});
}
