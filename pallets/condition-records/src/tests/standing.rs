//! Whether a record counts, as clients see it.

use super::*;

fn standing(seq: u32) -> Standing<u64> {
	ConditionRecords::record(VIN, seq).unwrap().standing
}

#[test]
fn flips_to_contested_at_exactly_the_deadline() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_eq!(standing(0), Standing::Valid);
		dispute();
		let deadline = 1 + ANSWER_PERIOD;
		for block in [1, 2, deadline - 1] {
			System::set_block_number(block);
			assert_eq!(standing(0), Standing::Disputed { deadline });
		}
		for block in [deadline, deadline + 1_000] {
			System::set_block_number(block);
			assert_eq!(standing(0), Standing::Contested);
			assert_eq!(
				ConditionRecords::history(VIN, 0, 1).entries[0].standing,
				Standing::Contested
			);
		}
	});
}

#[test]
fn stays_disputed_once_answered() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		System::set_block_number(5_000);
		assert_eq!(standing(0), Standing::Disputed { deadline: 101 });
	});
}

#[test]
fn of_exactly_the_records_since_a_suspension_changes_at_once_and_back() {
	Chain.build_and_execute(|| {
		for offset in 0..10 {
			Timestamp::set_timestamp(NOW + offset);
			append(WORKSHOP);
			append(GARAGE);
		}
		let since = NOW + 4;
		suspend(WORKSHOP, Role::Workshop, since);
		suspend(GARAGE, Role::Inspector, since);
		for entry in ConditionRecords::history(VIN, 0, 20).entries {
			let is_doubtful = entry.record.issuer == WORKSHOP && entry.record.recorded_at >= since;
			let expected =
				if is_doubtful { Standing::IssuerSuspended { since } } else { Standing::Valid };
			assert_eq!(entry.standing, expected, "{}", entry.seq);
		}
		Suspended::set(&Vec::new());
		let entries = ConditionRecords::history(VIN, 0, 20).entries;
		assert!(entries.into_iter().all(|entry| entry.standing == Standing::Valid));
	});
}

#[test]
fn of_what_an_owner_wrote_knows_no_suspension() {
	Chain.build_and_execute(|| {
		append(OWNER);
		suspend(OWNER, Role::Workshop, NOW);
		assert_eq!(standing(0), Standing::Valid);
	});
}

#[test]
fn follows_its_order_of_precedence() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		hypothetically!({
			answer();
			assert_ok!(resolve(upheld()));
			suspend(WORKSHOP, Role::Workshop, NOW);
			assert_eq!(standing(0), Standing::Annulled { by: 1 });
			assert_eq!(standing(1), Standing::Valid);
		});
		hypothetically!({
			assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
			suspend(WORKSHOP, Role::Workshop, NOW);
			assert_eq!(standing(0), Standing::Superseded { by: 1 });
			assert_eq!(standing(1), Standing::IssuerSuspended { since: NOW });
		});
		suspend(WORKSHOP, Role::Workshop, NOW);
		assert_eq!(standing(0), Standing::IssuerSuspended { since: NOW });
		System::set_block_number(101);
		assert_eq!(standing(0), Standing::IssuerSuspended { since: NOW });
		Suspended::set(&Vec::new());
		assert_eq!(standing(0), Standing::Contested);
	});
}
