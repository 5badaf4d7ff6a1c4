use super::*;

fn register_validator(who: AccountId) -> DispatchResult {
	ValidatorSet::register_validator(signed(who))
}

#[test]
fn puts_the_bond_on_hold_and_waits_for_governance() {
	Chain.build_and_execute(|| {
		assert_ok!(register_validator(CANDIDATE));
		assert_eq!(events(), [Event::ValidatorRegistered { validator: CANDIDATE, bond: BOND }]);
		assert_eq!(standing(CANDIDATE), Some(Standing::Applied));
		assert_bond(CANDIDATE, BOND);
		run_to_session(3);
		assert_eq!(active(), VALIDATORS);
	});
}

#[test]
fn admits_at_once_where_admission_is_open() {
	Chain.build_and_execute(|| {
		set_rule(|rules| rules.open_admission = true);
		events();
		assert_ok!(register_validator(CANDIDATE));
		assert_eq!(
			events(),
			[
				Event::ValidatorRegistered { validator: CANDIDATE, bond: BOND },
				Event::ValidatorAdmitted { validator: CANDIDATE },
			]
		);
		run_to_session(1);
		assert_eq!(active(), VALIDATORS);
		run_to_session(2);
		assert_eq!(active(), [1, 2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn fails_for_somebody_on_the_list_whatever_their_standing() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		enter(6, Standing::Banned);
		enter(7, Standing::Leaving { until: 0 });
		for who in [VALIDATOR, CANDIDATE, 6, 7] {
			assert_noop!(register_validator(who), Error::<Test>::AlreadyRegistered);
		}
	});
}

#[test]
fn fails_without_session_keys() {
	Chain.build_and_execute(|| {
		assert_noop!(register_validator(STRANGER), Error::<Test>::NoSessionKeys);
	});
}

#[test]
fn fails_without_the_bond() {
	Chain.build_and_execute(|| {
		assert_noop!(register_validator(PAUPER), FundsUnavailable);
	});
}

#[test]
fn fails_when_the_list_is_full() {
	Chain.build_and_execute(|| {
		for who in CANDIDATE..=MAX_CANDIDATES.into() {
			register(who);
		}
		assert_noop!(register_validator(LAST_CANDIDATE), Error::<Test>::TooManyCandidates);
		leave(CANDIDATE);
		assert_ok!(register_validator(LAST_CANDIDATE));
	});
}

#[test]
fn fails_under_open_admission_when_the_set_is_full() {
	Chain.build_and_execute(|| {
		set_rule(|rules| rules.open_admission = true);
		for who in CANDIDATE..=MAX_VALIDATORS.into() {
			register(who);
		}
		assert_noop!(register_validator(LAST_CANDIDATE), Error::<Test>::TooManyValidators);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ValidatorSet::register_validator(origin), BadOrigin);
		}
	});
}
