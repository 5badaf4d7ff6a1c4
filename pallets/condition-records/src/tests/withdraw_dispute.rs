use super::*;

fn withdraw(who: AccountId) -> sp_runtime::DispatchResult {
	ConditionRecords::withdraw_dispute(signed(who), VIN, 0)
}

#[test]
fn gives_everything_back_and_lets_the_record_count() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		events();
		assert_ok!(withdraw(OWNER));

		assert_eq!(staked(), [0; 4]);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		assert_eq!(ConditionRecords::dispute(VIN, 0), None);
		assert_eq!(ConditionRecords::record(VIN, 0).unwrap().standing, Standing::Valid);
		assert_eq!(events(), [Event::DisputeWithdrawn { vehicle: VIN, seq: 0 }]);
	});
}

#[test]
fn leaves_the_record_open_to_another_dispute() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		sell_to(BUYER);
		assert_ok!(withdraw(OWNER));
		assert_ok!(ConditionRecords::dispute_record(signed(BUYER), VIN, 0, [3; 32]));
	});
}

#[test]
fn is_possible_after_the_deadline_too() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		System::set_block_number(1_000);
		assert_ok!(withdraw(OWNER));
	});
}

#[test]
fn fails_for_all_but_the_disputant() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		sell_to(BUYER);
		for who in [WORKSHOP, BUYER, STRANGER] {
			assert_noop!(withdraw(who), Error::<Test>::NotDisputant);
		}
	});
}

#[test]
fn fails_without_a_dispute_or_once_it_is_answered_or_over() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_noop!(withdraw(OWNER), Error::<Test>::DisputeNotFound);
		dispute();
		answer();
		assert_noop!(withdraw(OWNER), Error::<Test>::DisputeAnswered);
		assert_ok!(resolve(Ruling::Rejected));
		assert_noop!(withdraw(OWNER), Error::<Test>::DisputeEnded);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(ConditionRecords::withdraw_dispute(origin, VIN, 0), BadOrigin);
		}
	});
}
