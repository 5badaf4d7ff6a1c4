use super::*;

fn pardon(who: AccountId) -> DispatchResult {
	ValidatorSet::pardon_validator(RuntimeOrigin::root(), who)
}

#[test]
fn lets_a_banned_validator_resume() {
	Chain.build_and_execute(|| {
		assert_ok!(report(VALIDATOR, 7));
		let bond = held(VALIDATOR);
		events();
		assert_ok!(pardon(VALIDATOR));
		assert_eq!(events(), [Event::ValidatorPardoned { validator: VALIDATOR }]);
		assert_eq!(standing(VALIDATOR), Some(Standing::Idle));
		assert_eq!((held(VALIDATOR), bond), (bond, BOND - 563));
		run_to_session(3);
		assert_eq!(active(), [2, 3, 4]);
		assert_ok!(ValidatorSet::resume(signed(VALIDATOR)));
		assert_eq!(held(VALIDATOR), BOND);
		run_to_session(5);
		assert_eq!(active(), VALIDATORS);
		assert!(!is_disabled(VALIDATOR));
	});
}

#[test]
fn fails_for_those_who_are_not_banned() {
	Chain.build_and_execute(|| {
		register(5);
		enter(6, Standing::Leaving { until: 0 });
		enter(7, Standing::Idle);
		for who in [VALIDATOR, 5, 6, 7] {
			assert_noop!(pardon(who), Error::<Test>::NotBanned);
		}
		assert_noop!(pardon(STRANGER), Error::<Test>::ValidatorNotFound);
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain.build_and_execute(|| {
		assert_ok!(report(VALIDATOR, 7));
		for origin in not_admin() {
			assert_noop!(ValidatorSet::pardon_validator(origin, VALIDATOR), BadOrigin);
		}
	});
}
