//! A wrong record and redress: silence, a ruling, and what it costs.

mod common;

use carx_primitives::{Odometer, RecordClass, RecordHead, RecordSource};
use carxchain_runtime::{
	configs::POINTS, report::vehicle_report, Assets, Balances, BlockNumber, ConditionRecords,
	Participants, Runtime, RuntimeCall, System, DAYS, UNIT,
};
use common::{arbiters::decide, *};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_condition_records::{Call, Error, Event, HoldReason, Ruling, Standing};
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchError;

const BOND: u128 = 100 * UNIT;

fn dispute(seq: u32) -> RuntimeCall {
	Call::dispute_record { vin: car(), seq, evidence: [8; 32] }.into()
}

fn answer(seq: u32) -> RuntimeCall {
	Call::answer_dispute { vin: car(), seq, statement: [9; 32] }.into()
}

/// The record is wrong: it was 154,754 km.
fn uphold(seq: u32) -> RuntimeCall {
	let odometer = Some(Odometer::from_metres(154_754_000));
	let ruling = Ruling::Upheld { evidence: [10; 32], odometer, odometer_after: None };
	Call::resolve_dispute { vin: car(), seq, ruling, after: None }.into()
}

fn standing(seq: u32) -> Standing<BlockNumber> {
	let report = vehicle_report(car(), 0, 100).unwrap();
	report.history.entries[seq as usize].standing
}

fn bond_of(who: Sr25519Keyring) -> u128 {
	Balances::balance_on_hold(&HoldReason::DisputeBond.into(), &account(who))
}

fn points_of(who: Sr25519Keyring) -> u128 {
	Assets::balance(POINTS, account(who))
}

fn total_of(who: Sr25519Keyring) -> u128 {
	Balances::total_balance(&account(who))
}

#[test]
fn an_unanswered_dispute_shows_as_contested_from_exactly_the_deadline_on() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		ok(WORKSHOP, append(RecordClass::Inspection, 301_464));
		assert_eq!(standing(0), Standing::Valid);
		// A block in which a session ends takes no extrinsics of users; the deadline shall not be next to one.
		jump_to(10);
		ok(OWNER, dispute(0));
		let deadline = System::block_number() + 14 * DAYS;
		assert_eq!(standing(0), Standing::Disputed { deadline });

		jump_to(deadline - 1);
		assert_eq!(standing(0), Standing::Disputed { deadline });
		hypothetically(|| ok(WORKSHOP, answer(0)));
		assert_eq!(decide(uphold(0)), Err(Error::<Runtime>::AnswerPending.into()));
		next_block();
		assert_eq!(System::block_number(), deadline);
		assert_eq!(standing(0), Standing::Contested);
		refused(WORKSHOP, answer(0), Error::<Runtime>::Expired);

		// Silence costs no bond, but does not save the record.
		let before = total_of(OWNER);
		next_block();
		assert_eq!(decide(uphold(0)), Ok(()));
		assert_eq!(standing(0), Standing::Annulled { by: 1 });
		assert_eq!((bond_of(OWNER), bond_of(WORKSHOP)), (0, 0));
		assert_eq!(total_of(OWNER), before);
		assert_eq!(Participants::reputation(account(WORKSHOP)).disputes_lost, 1);
	});
}

#[test]
fn a_ruling_against_a_record_moves_the_bond_burns_points_and_deletes_nothing() {
	story(|| {
		car_with_workshops(&[WORKSHOP, OTHER_WORKSHOP]);
		// A point that the workshop earned before.
		ok(WORKSHOP, append_entry(reading(9, Odometer::from_metres(154_000_000))));
		ok(OTHER_WORKSHOP, append_entry(reading(8, Odometer::from_metres(154_500_000))));
		assert_eq!(points_of(WORKSHOP), 1);
		ok(WORKSHOP, append_entry(reading(1, Odometer::from_metres(301_464_000))));
		ok(OWNER, dispute(2));
		ok(WORKSHOP, answer(2));
		assert_eq!((bond_of(OWNER), bond_of(WORKSHOP)), (BOND, BOND));
		let before = vehicle_report(car(), 0, 100).unwrap();
		assert_eq!(before.odometer.implausible, 1);
		let totals = [OWNER, WORKSHOP].map(total_of);

		next_block();
		assert_eq!(decide(uphold(2)), Ok(()));
		let (vehicle, seq) = (car(), 2);
		happened(Event::<Runtime>::DisputeUpheld { vehicle, seq, by: 3 });
		let issuer = account(WORKSHOP);
		happened(Event::<Runtime>::ContributionPenalised { vehicle, seq, issuer, points: 1 });
		assert_eq!([OWNER, WORKSHOP].map(total_of), [totals[0] + BOND, totals[1] - BOND]);
		assert_eq!((bond_of(OWNER), bond_of(WORKSHOP)), (0, 0));
		assert_eq!(points_of(WORKSHOP), 0);
		let reputation = Participants::reputation(account(WORKSHOP));
		assert_eq!((reputation.disputes_lost, reputation.contributions_rewarded), (1, 1));

		let after = vehicle_report(car(), 0, 100).unwrap();
		assert_eq!(standing(2), Standing::Annulled { by: 3 });
		let correction = &after.history.entries[3];
		assert_eq!(correction.record.supersedes, Some(2));
		assert_eq!(correction.record.source, RecordSource::Arbiters);
		assert_eq!(correction.standing, Standing::Valid);
		assert_eq!(after.odometer.implausible, 0);
		let kept = after.history.entries.iter().take(3).map(|entry| &entry.record);
		assert!(kept.eq(before.history.entries.iter().map(|entry| &entry.record)));
		let all = after.history.entries.iter().map(|entry| &entry.record);
		assert_eq!(RecordHead::of(all), Some(after.history.head));
		refused(OWNER, dispute(2), Error::<Runtime>::DisputeExists);
		refused(OWNER, dispute(3), Error::<Runtime>::ArbitersDecided);
	});
}

#[test]
fn a_dispute_without_ground_costs_the_disputant_the_bond() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		ok(WORKSHOP, append(RecordClass::Inspection, 154_754));
		ok(OWNER, dispute(0));
		ok(WORKSHOP, answer(0));
		let totals = [OWNER, WORKSHOP].map(total_of);
		let (vin, seq, ruling) = (car(), 0, Ruling::Rejected);
		assert_eq!(
			decide(Call::<Runtime>::resolve_dispute { vin, seq, ruling, after: None }),
			Ok(())
		);
		assert_eq!([OWNER, WORKSHOP].map(total_of), [totals[0] - BOND, totals[1] + BOND]);
		assert_eq!(standing(0), Standing::Valid);
		assert_eq!(Participants::reputation(account(WORKSHOP)).disputes_lost, 0);
		assert_eq!(ConditionRecords::record_head(car()).count, 1);
		refused(OWNER, dispute(0), Error::<Runtime>::DisputeExists);
	});
}

#[test]
fn nobody_but_most_of_the_arbiters_decides() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		ok(WORKSHOP, append(RecordClass::Inspection, 301_464));
		ok(OWNER, dispute(0));
		ok(WORKSHOP, answer(0));
		for who in [OWNER, WORKSHOP, BUYER, REGISTRAR] {
			refused(who, uphold(0), DispatchError::BadOrigin);
		}
		assert_eq!(as_root(uphold(0)).unwrap_err().error, DispatchError::BadOrigin);
		// One arbiter alone, with the power of a member and no more.
		let alone = pallet_collective::Call::<Runtime, pallet_collective::Instance1>::execute {
			proposal: Box::new(uphold(0)),
			length_bound: 1_000,
		};
		ok(Sr25519Keyring::Ferdie, alone.clone());
		assert!(events().into_iter().any(|event| matches!(
			event,
			carxchain_runtime::RuntimeEvent::Arbiters(pallet_collective::Event::MemberExecuted {
				result: Err(DispatchError::BadOrigin),
				..
			})
		)));
		assert!(apply(BUYER, alone).unwrap().is_err());
		assert_eq!(decide(uphold(0)), Ok(()));
	});
}
