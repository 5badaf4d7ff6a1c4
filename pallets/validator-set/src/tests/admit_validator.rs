use super::*;

fn admit_validator(who: AccountId) -> DispatchResult {
	ValidatorSet::admit_validator(RuntimeOrigin::root(), who)
}

#[test]
fn lets_a_candidate_validate_from_the_session_after_next() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		events();
		assert_ok!(admit_validator(CANDIDATE));
		assert_eq!(events(), [Event::ValidatorAdmitted { validator: CANDIDATE }]);
		assert_bond(CANDIDATE, BOND);
		run_to_session(1);
		assert_eq!(active(), VALIDATORS);
		run_to_session(2);
		assert_eq!(active(), [1, 2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn fails_for_anybody_who_does_not_wait() {
	Chain.build_and_execute(|| {
		assert_noop!(admit_validator(CANDIDATE), Error::<Test>::ValidatorNotFound);
		enter(5, Standing::Idle);
		enter(6, Standing::Banned);
		enter(7, Standing::Leaving { until: 0 });
		for who in [VALIDATOR, 5, 6, 7] {
			assert_noop!(admit_validator(who), Error::<Test>::NotApplied);
		}
	});
}

#[test]
fn fails_when_the_keys_are_gone() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		assert_ok!(Session::purge_keys(signed(CANDIDATE)));
		assert_noop!(admit_validator(CANDIDATE), Error::<Test>::NoSessionKeys);
	});
}

#[test]
fn fails_when_the_set_is_full() {
	Chain.build_and_execute(|| {
		for who in CANDIDATE..=u64::from(MAX_VALIDATORS) + 1 {
			register(who);
		}
		for who in CANDIDATE..=u64::from(MAX_VALIDATORS) {
			assert_ok!(admit_validator(who));
		}
		let last = u64::from(MAX_VALIDATORS) + 1;
		assert_noop!(admit_validator(last), Error::<Test>::TooManyValidators);
		leave(VALIDATOR);
		assert_ok!(admit_validator(last));
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		for origin in not_admin() {
			assert_noop!(ValidatorSet::admit_validator(origin, CANDIDATE), BadOrigin);
		}
	});
}
