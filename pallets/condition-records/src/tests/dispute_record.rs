use super::*;

fn dispute_as(who: AccountId) -> sp_runtime::DispatchResult {
	ConditionRecords::dispute_record(signed(who), VIN, 0, [1; 32])
}

#[test]
fn opens_a_dispute_with_bond_and_deposits_on_hold() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		events();
		assert_ok!(dispute_as(OWNER));

		let deadline = 1 + ANSWER_PERIOD;
		let expected = Dispute {
			disputant: OWNER,
			evidence: [1; 32],
			deadline,
			bond: DISPUTE_BOND,
			deposit: DISPUTE_DEPOSIT,
			advance: RECORD_DEPOSIT,
			answer: None,
			outcome: None,
		};
		assert_eq!(ConditionRecords::dispute(VIN, 0), Some(expected));
		assert_eq!(staked(), [DISPUTE_BOND, DISPUTE_DEPOSIT + RECORD_DEPOSIT, 0, 0]);
		assert_eq!(
			events(),
			[Event::RecordDisputed { vehicle: VIN, seq: 0, disputant: OWNER, deadline }]
		);
	});
}

#[test]
fn is_open_to_the_owner_of_then_and_the_owner_of_now() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		sell_to(STRANGER);
		sell_to(BUYER);
		for who in [OWNER, BUYER] {
			hypothetically!({
				assert_ok!(dispute_as(who));
			});
		}
		assert_noop!(dispute_as(STRANGER), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_for_all_without_a_stake() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for who in [STRANGER, DEVICE, INSPECTOR, INSURER, BUYER, GARAGE] {
			assert_noop!(dispute_as(who), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn fails_for_ones_own_record() {
	Chain.build_and_execute(|| {
		append(OWNER);
		assert_noop!(dispute_as(OWNER), Error::<Test>::OwnRecord);
	});
}

#[test]
fn fails_when_there_is_no_such_record() {
	Chain.build_and_execute(|| {
		assert_noop!(dispute_as(OWNER), Error::<Test>::RecordNotFound);
		assert_noop!(
			ConditionRecords::dispute_record(signed(OWNER), UNKNOWN_VIN, 0, [1; 32]),
			Error::<Test>::RecordNotFound
		);
	});
}

#[test]
fn fails_when_the_record_was_superseded() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
		assert_noop!(dispute_as(OWNER), Error::<Test>::AlreadySuperseded);
		// What superseded it is a record like others.
		assert_ok!(ConditionRecords::dispute_record(signed(OWNER), VIN, 1, [1; 32]));
	});
}

#[test]
fn fails_when_the_record_was_disputed_however_that_ended() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		assert_noop!(dispute_as(OWNER), Error::<Test>::DisputeExists);
		sell_to(BUYER);
		assert_noop!(dispute_as(BUYER), Error::<Test>::DisputeExists);
		answer();
		for ruling in [Ruling::Rejected, upheld()] {
			hypothetically!({
				assert_ok!(resolve(ruling));
				assert_noop!(dispute_as(BUYER), Error::<Test>::DisputeExists);
			});
		}
	});
}

#[test]
fn fails_for_a_correction_by_the_arbiters() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		assert_ok!(resolve(upheld()));
		assert_noop!(
			ConditionRecords::dispute_record(signed(OWNER), VIN, 1, [1; 32]),
			Error::<Test>::ArbitersDecided
		);
	});
}

#[test]
fn fails_when_bond_or_deposits_cannot_be_held() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let fund = |balance| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, balance));
		};
		for balance in [RECORD_DEPOSIT, DISPUTE_BOND + DISPUTE_DEPOSIT + RECORD_DEPOSIT] {
			fund(balance);
			assert_noop!(dispute_as(OWNER), FundsUnavailable);
		}
		fund(DISPUTE_BOND + DISPUTE_DEPOSIT + RECORD_DEPOSIT + 1);
		assert_ok!(dispute_as(OWNER));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(ConditionRecords::dispute_record(origin, VIN, 0, [1; 32]), BadOrigin);
		}
	});
}
