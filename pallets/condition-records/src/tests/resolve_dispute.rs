use super::*;
use crate::ReadingId;
use carx_primitives::ReputationFact::{DisputeLost, RecordMade};
use frame_support::traits::fungible::{Inspect, Mutate};

/// The spendable money of disputant and issuer.
fn wealth() -> [Balance; 2] {
	[OWNER, WORKSHOP].map(Balances::free_balance)
}

const PLACES: Balance = DISPUTE_DEPOSIT + RECORD_DEPOSIT;

#[test]
fn passes_the_disputants_bond_to_the_issuer_when_the_record_stands() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let [owner, workshop] = wealth();
		dispute();
		answer();
		events();
		assert_ok!(resolve(Ruling::Rejected));

		assert_eq!(wealth(), [owner - DISPUTE_BOND - DISPUTE_DEPOSIT, workshop + DISPUTE_BOND]);
		assert_eq!(staked(), [0, DISPUTE_DEPOSIT, 0, 0]);
		assert_eq!(events(), [Event::DisputeRejected { vehicle: VIN, seq: 0 }]);
		assert_eq!(ConditionRecords::dispute(VIN, 0).unwrap().outcome, Some(Outcome::Rejected));
		assert_eq!(ConditionRecords::record(VIN, 0).unwrap().standing, Standing::Valid);
		assert_eq!((head().count, noted(WORKSHOP, DisputeLost)), (1, 0));
	});
}

#[test]
fn passes_it_even_to_an_issuer_who_did_not_answer() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let [_, workshop] = wealth();
		dispute();
		System::set_block_number(101);
		assert_ok!(resolve(Ruling::Rejected));
		assert_eq!(wealth()[1], workshop + DISPUTE_BOND);
		assert_eq!(staked(), [0, DISPUTE_DEPOSIT, 0, 0]);
	});
}

#[test]
fn annuls_a_wrong_record_by_a_correction_that_links_both_ways() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let [owner, workshop] = wealth();
		assert_ok!(Points::mint_into(&WORKSHOP, 5));
		dispute();
		answer();
		let original = Records::<Test>::get(VIN, 0).unwrap();
		events();
		assert_ok!(resolve(upheld()));

		let arbiters = ConditionRecords::arbiters();
		let correction = Record {
			payload_hash: [9; 32],
			locator: Locator::default(),
			is_sealed: false,
			odometer: Some(Odometer::from_metres(42_810_000)),
			supersedes: Some(0),
			..record(arbiters, RecordSource::Arbiters)
		};
		assert_eq!(Records::<Test>::get(VIN, 0), Some(original.clone()));
		assert_eq!(Records::<Test>::get(VIN, 1), Some(correction.clone()));
		assert_eq!(Corrections::<Test>::get(VIN, 0), Some(1));
		assert_eq!(Some(head()), RecordHead::of([&original, &correction]));
		assert_eq!(wealth(), [owner + DISPUTE_BOND - PLACES, workshop - DISPUTE_BOND]);
		assert_eq!(staked(), [0, PLACES, 0, 0]);
		assert_eq!(Points::balance(&WORKSHOP), 5 - DISPUTE_PENALTY);
		assert_eq!((noted(WORKSHOP, DisputeLost), noted(arbiters, RecordMade)), (1, 0));
		let (vehicle, seq, class) = (VIN, 0, RecordClass::Maintenance);
		assert_eq!(
			events(),
			[
				Event::RecordAppended { vehicle, seq: 1, class, issuer: arbiters },
				Event::RecordSuperseded { vehicle, seq, by: 1 },
				Event::DisputeUpheld { vehicle, seq, by: 1 },
				Event::ContributionPenalised {
					vehicle,
					seq,
					issuer: WORKSHOP,
					points: DISPUTE_PENALTY
				},
			]
		);
		let outcome = ConditionRecords::dispute(VIN, 0).unwrap().outcome;
		assert_eq!(outcome, Some(Outcome::Upheld { by: 1 }));
		assert_eq!(
			ConditionRecords::record(VIN, 0).unwrap().standing,
			Standing::Annulled { by: 1 }
		);
		assert_eq!(ConditionRecords::record(VIN, 1).unwrap().standing, Standing::Valid);
	});
}

#[test]
fn gives_the_disputant_their_bond_back_when_nobody_answered() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		let [owner, workshop] = wealth();
		dispute();
		System::set_block_number(101);
		assert_ok!(resolve(upheld()));
		assert_eq!(wealth(), [owner - PLACES, workshop]);
		assert_eq!(noted(WORKSHOP, DisputeLost), 1);
	});
}

#[test]
fn burns_the_points_that_there_are() {
	for points in [0, 1] {
		Chain.build_and_execute(|| {
			append(WORKSHOP);
			if points > 0 {
				assert_ok!(Points::mint_into(&WORKSHOP, points));
			}
			dispute();
			answer();
			events();
			assert_ok!(resolve(upheld()));
			assert_eq!(Points::total_issuance(), 0);
			let issuer = WORKSHOP;
			let event = Event::ContributionPenalised { vehicle: VIN, seq: 0, issuer, points };
			assert_eq!(events().contains(&event), points > 0);
		});
	}
}

#[test]
fn clears_a_rollback_that_the_record_had_caused() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 20 * DAY, 301_464);
		read(GARAGE, NOW, 156_000);
		assert_eq!(ConditionRecords::odometer_verdict(VIN).rollbacks, 1);
		dispute();
		answer();
		for odometer in [None, Some(Odometer::from_metres(154_754_000))] {
			hypothetically!({
				let ruling = Ruling::Upheld { evidence: [9; 32], odometer, odometer_after: None };
				assert_ok!(resolve(ruling));
				let verdict = ConditionRecords::odometer_verdict(VIN);
				assert_eq!(
					(verdict.rollbacks, verdict.readings),
					(0, 1 + u32::from(odometer.is_some()))
				);
			});
		}
	});
}

#[test]
fn rewards_nobody_for_agreeing_with_the_arbiters() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		read(GARAGE, NOW, 48_300);
		let issued = Points::total_issuance();
		dispute();
		answer();
		assert_ok!(resolve(upheld()));
		assert!(Points::total_issuance() <= issued);
	});
}

#[test]
fn takes_the_bond_in_spite_of_a_lock() {
	use frame_support::traits::{LockableCurrency, WithdrawReasons};
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		Balances::set_lock(*b"votes   ", &WORKSHOP, START_BALANCE, WithdrawReasons::all());
		let owner = wealth()[0];
		assert_ok!(resolve(upheld()));
		assert_eq!(wealth()[0], owner + 2 * DISPUTE_BOND);
	});
}

#[test]
fn is_not_needed_when_the_issuer_gives_way() {
	for answers in [false, true] {
		Chain.build_and_execute(|| {
			append(WORKSHOP);
			let [owner, workshop] = wealth();
			dispute();
			if answers {
				answer();
			}
			events();
			assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));

			assert_eq!(wealth(), [owner - DISPUTE_DEPOSIT, workshop - RECORD_DEPOSIT]);
			assert_eq!(staked(), [0, DISPUTE_DEPOSIT, 0, 0]);
			let conceded = Event::DisputeConceded { vehicle: VIN, seq: 0, by: 1 };
			assert_eq!(events().last(), Some(&conceded));
			assert_eq!(noted(WORKSHOP, DisputeLost), 0);
			let outcome = ConditionRecords::dispute(VIN, 0).unwrap().outcome;
			assert_eq!(outcome, Some(Outcome::Conceded { by: 1 }));
			assert_noop!(resolve(Ruling::Rejected), Error::<Test>::DisputeEnded);
		});
	}
}

#[test]
fn leaves_a_record_that_stands_to_be_corrected_by_its_issuer() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		assert_ok!(resolve(Ruling::Rejected));
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
		assert_eq!(ConditionRecords::dispute(VIN, 0).unwrap().outcome, Some(Outcome::Rejected));
	});
}

#[test]
fn leaves_an_annulled_record_to_no_correction() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		assert_ok!(resolve(upheld()));
		let supersede =
			|seq| ConditionRecords::supersede_record(signed(WORKSHOP), VIN, seq, entry(), None);
		assert_noop!(supersede(0), Error::<Test>::AlreadySuperseded);
		assert_noop!(supersede(1), Error::<Test>::NotIssuer);
	});
}

#[test]
fn waits_for_the_answer_up_to_the_deadline() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		for block in [1, 100] {
			System::set_block_number(block);
			assert_noop!(resolve(upheld()), Error::<Test>::AnswerPending);
		}
		System::set_block_number(101);
		assert_ok!(resolve(upheld()));
	});
}

#[test]
fn fails_without_an_open_dispute() {
	Chain.build_and_execute(|| {
		assert_noop!(resolve(Ruling::Rejected), Error::<Test>::DisputeNotFound);
		append(WORKSHOP);
		assert_noop!(resolve(Ruling::Rejected), Error::<Test>::DisputeNotFound);
		dispute();
		answer();
		assert_ok!(resolve(upheld()));
		assert_noop!(resolve(upheld()), Error::<Test>::DisputeEnded);
	});
}

#[test]
fn fails_when_the_correction_is_faulty() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		let ruling = |odometer, odometer_after| Ruling::Upheld {
			evidence: [9; 32],
			odometer,
			odometer_after,
		};
		let [good, bad] = [1_000, u32::MAX].map(|metres| Some(Odometer::from_metres(metres)));
		assert_noop!(resolve(ruling(bad, None)), Error::<Test>::OdometerNotValid);
		assert_noop!(resolve(ruling(good, good)), Error::<Test>::ReplacementNotValid);
		hypothetically!({
			Owners::set(&Vec::new());
			assert_noop!(resolve(upheld()), Error::<Test>::VehicleNotFound);
		});
		hypothetically!({
			RecordHeads::<Test>::mutate(VIN, |head| head.count = u32::MAX);
			assert_noop!(resolve(upheld()), Error::<Test>::TooManyRecords);
		});
	});
}

#[test]
fn needs_a_hint_where_the_record_had_no_reading_and_is_old() {
	Chain.build_and_execute(|| {
		let observed_at = NOW - 50 * DAY;
		let without = RecordEntry { odometer: None, observed_at, ..entry() };
		assert_ok!(ConditionRecords::append_record(signed(WORKSHOP), VIN, without, None));
		for day in 0..20 {
			read(GARAGE, NOW - 19 * DAY + u64::from(day) * DAY, 50_000 + day);
		}
		dispute();
		answer();
		assert_noop!(resolve(upheld()), Error::<Test>::ReadingHintNeeded);
		let hint = Some(ReadingId::Record(1));
		assert_ok!(ConditionRecords::resolve_dispute(
			RuntimeOrigin::root(),
			VIN,
			0,
			upheld(),
			hint
		));
	});
}

#[test]
fn replaces_a_wrong_replacement() {
	Chain.build_and_execute(|| {
		let odometer = |km: u32| Some(Odometer::from_metres(km * 1_000));
		let replacement = RecordEntry {
			odometer: odometer(138_000),
			odometer_after: odometer(88_000),
			..entry_of(RecordClass::PartReplacement)
		};
		assert_ok!(ConditionRecords::append_record(signed(WORKSHOP), VIN, replacement, None));
		dispute();
		answer();
		let (odometer, odometer_after) = (odometer(138_000), odometer(138_000));
		assert_ok!(resolve(Ruling::Upheld { evidence: [9; 32], odometer, odometer_after }));
		let verdict = ConditionRecords::odometer_verdict(VIN);
		assert_eq!((verdict.readings, verdict.replacements), (1, 1));
	});
}

#[test]
fn fails_when_a_bond_cannot_pass() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		hypothetically!({
			Disputes::<Test>::mutate(VIN, 0, |dispute| {
				dispute.as_mut().unwrap().bond = DISPUTE_BOND + 1
			});
			assert_noop!(resolve(Ruling::Rejected), FundsUnavailable);
			assert_noop!(resolve(upheld()), FundsUnavailable);
		});
	});
}

#[test]
fn fails_for_all_but_the_arbiters() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		answer();
		let people = [OWNER, WORKSHOP, STRANGER, ConditionRecords::arbiters()].map(signed);
		for origin in people.into_iter().chain([RuntimeOrigin::none()]) {
			let resolved =
				ConditionRecords::resolve_dispute(origin, VIN, 0, Ruling::Rejected, None);
			assert_noop!(resolved, BadOrigin);
		}
	});
}
