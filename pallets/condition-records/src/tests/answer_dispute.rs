use super::*;

fn answer_as(who: AccountId) -> sp_runtime::DispatchResult {
	ConditionRecords::answer_dispute(signed(who), VIN, 0, [2; 32])
}

#[test]
fn keeps_the_statement_and_holds_an_equal_bond() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		events();
		assert_ok!(answer_as(WORKSHOP));

		assert_eq!(ConditionRecords::dispute(VIN, 0).unwrap().answer, Some([2; 32]));
		assert_eq!(staked(), [DISPUTE_BOND, DISPUTE_DEPOSIT + RECORD_DEPOSIT, DISPUTE_BOND, 0]);
		assert_eq!(events(), [Event::DisputeAnswered { vehicle: VIN, seq: 0, statement: [2; 32] }]);
	});
}

#[test]
fn is_possible_up_to_the_block_before_the_deadline() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		System::set_block_number(100);
		hypothetically!({
			assert_ok!(answer_as(WORKSHOP));
		});
		System::set_block_number(101);
		assert_noop!(answer_as(WORKSHOP), Error::<Test>::Expired);
	});
}

#[test]
fn fails_for_all_but_the_issuer() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		for who in [OWNER, STRANGER, GARAGE] {
			assert_noop!(answer_as(who), Error::<Test>::NotIssuer);
		}
	});
}

#[test]
fn fails_without_record_or_dispute() {
	Chain.build_and_execute(|| {
		assert_noop!(answer_as(WORKSHOP), Error::<Test>::RecordNotFound);
		append(WORKSHOP);
		assert_noop!(answer_as(WORKSHOP), Error::<Test>::DisputeNotFound);
	});
}

#[test]
fn fails_the_second_time_and_when_the_dispute_has_ended() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		assert_noop!(answer_as(WORKSHOP), Error::<Test>::DisputeAnswered);
		assert_ok!(resolve(Ruling::Rejected));
		assert_noop!(answer_as(WORKSHOP), Error::<Test>::DisputeEnded);
	});
}

#[test]
fn fails_when_the_bond_cannot_be_held() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), WORKSHOP, DISPUTE_BOND - 1));
		assert_noop!(answer_as(WORKSHOP), FundsUnavailable);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(ConditionRecords::answer_dispute(origin, VIN, 0, [2; 32]), BadOrigin);
		}
	});
}
