use super::*;

fn expel(who: AccountId) -> DispatchResult {
	ValidatorSet::expel_validator(RuntimeOrigin::root(), who)
}

#[test]
fn sends_a_validator_away_with_its_bond() {
	Chain.build_and_execute(|| {
		let until = 2 + UNBONDING;
		assert_ok!(expel(VALIDATOR));
		assert_eq!(events(), [Event::ValidatorExpelled { validator: VALIDATOR, until }]);
		assert_eq!(standing(VALIDATOR), Some(Standing::Leaving { until }));
		assert_bond(VALIDATOR, BOND);
		run_to_session(2);
		assert_eq!(active(), [2, 3, 4]);
	});
}

#[test]
fn refuses_a_candidate_and_gives_the_bond_back_at_once() {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		events();
		assert_ok!(expel(CANDIDATE));
		assert_eq!(events(), [Event::ApplicationWithdrawn { validator: CANDIDATE }]);
		assert_eq!(standing(CANDIDATE), None);
		assert_eq!(Balances::free_balance(CANDIDATE), START_BALANCE);
	});
}

#[test]
fn closes_the_case_of_the_idle_and_the_banned_however_few_there_are() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		for (who, standing_before) in [(5, Standing::Idle), (6, Standing::Banned)] {
			enter(who, standing_before);
			assert_ok!(expel(who));
			assert_eq!(standing(who), Some(Standing::Leaving { until: 2 + UNBONDING }));
		}
	});
}

#[test]
fn fails_when_the_set_would_be_too_small() {
	Chain.build_and_execute(|| {
		assert_ok!(expel(VALIDATOR));
		assert_noop!(expel(OTHER_VALIDATOR), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn fails_for_those_who_leave_or_are_unknown() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		assert_noop!(expel(VALIDATOR), Error::<Test>::AlreadyLeaving);
		assert_noop!(expel(STRANGER), Error::<Test>::ValidatorNotFound);
	});
}

#[test]
fn fails_for_all_but_governance() {
	Chain.build_and_execute(|| {
		for origin in not_admin() {
			assert_noop!(ValidatorSet::expel_validator(origin, VALIDATOR), BadOrigin);
		}
	});
}
