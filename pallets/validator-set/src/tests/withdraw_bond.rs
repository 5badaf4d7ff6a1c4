use super::*;

fn withdraw(who: AccountId, by: AccountId) -> DispatchResult {
	ValidatorSet::withdraw_bond(signed(by), who)
}

#[test]
fn releases_the_bond_when_unbonding_is_over_for_whoever_asks() {
	for by in [VALIDATOR, OTHER_VALIDATOR, STRANGER] {
		Chain.build_and_execute(|| {
			leave(VALIDATOR);
			run_to_session(2 + UNBONDING);
			events();
			assert_ok!(withdraw(VALIDATOR, by));
			let event = Event::BondWithdrawn { validator: VALIDATOR, amount: BOND, by };
			assert_eq!(events(), [event]);
			assert_eq!(standing(VALIDATOR), None);
			assert_eq!(Balances::free_balance(VALIDATOR), START_BALANCE);
		});
	}
}

#[test]
fn fails_before_and_that_does_not_change_with_the_rules() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		set_rule(|rules| rules.unbonding = 1);
		run_to_session(1 + UNBONDING);
		assert_noop!(withdraw(VALIDATOR, VALIDATOR), Error::<Test>::StillBonded);
	});
}

#[test]
fn fails_while_the_validator_is_in_the_set_because_nobody_else_is() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		for who in [2, 3, 4] {
			assert_ok!(report(who, 70 + who));
		}
		run_to_session(2 + UNBONDING);
		assert!(active().contains(&VALIDATOR));
		assert_noop!(withdraw(VALIDATOR, VALIDATOR), Error::<Test>::StillBonded);
	});
}

#[test]
fn fails_for_those_who_do_not_leave() {
	Chain.build_and_execute(|| {
		register(5);
		enter(6, Standing::Idle);
		enter(7, Standing::Banned);
		for who in [VALIDATOR, 5, 6, 7] {
			assert_noop!(withdraw(who, who), Error::<Test>::NotLeaving);
		}
		assert_noop!(withdraw(STRANGER, STRANGER), Error::<Test>::ValidatorNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		leave(VALIDATOR);
		run_to_session(2 + UNBONDING);
		for origin in unsigned() {
			assert_noop!(ValidatorSet::withdraw_bond(origin, VALIDATOR), BadOrigin);
		}
	});
}
