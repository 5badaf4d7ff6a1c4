//! Points for records with which the next reading agrees.

use super::*;
use crate::{Contribution, Earned, EarnedPoints, CORROBORATION_SPAN, POINT_INTERVAL};
use carx_primitives::{Moment, OdometerLog};

const START: Moment = NOW - CORROBORATION_SPAN;

fn points(who: AccountId) -> Balance {
	Points::free_balance(who)
}

fn rewards() -> Vec<(u32, AccountId, Contribution)> {
	events()
		.into_iter()
		.filter_map(|event| match event {
			Event::ContributionRewarded { seq, issuer, contribution, .. } => {
				Some((seq, issuer, contribution))
			},
			_ => None,
		})
		.collect()
}

#[test]
fn rewards_the_record_that_was_there_and_not_the_one_that_comes() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, START, 100_000);
		assert_eq!(rewards(), []);
		read(INSPECTOR, NOW, 110_000);

		assert_eq!(rewards(), [(0, WORKSHOP, Contribution::Corroborated { by: 1 })]);
		assert_eq!((points(WORKSHOP), points(INSPECTOR)), (1, 0));
		let earned = Earned { corroborated: true, used: false };
		assert_eq!(EarnedPoints::<Test>::get(VIN, 0), earned);
		// The newcomer's turn comes with the next.
		read(WORKSHOP, NOW, 110_000);
		assert_eq!(points(INSPECTOR), 1);
	});
}

#[test]
fn rewards_both_neighbours() {
	Chain.build_and_execute(|| {
		relate(WORKSHOP, GARAGE);
		read(WORKSHOP, NOW - 100 * DAY, 100_000);
		read(GARAGE, NOW, 110_000);
		assert_eq!(rewards(), []);
		read(INSPECTOR, NOW - 50 * DAY, 105_000);
		let contribution = Contribution::Corroborated { by: 2 };
		assert_eq!(rewards(), [(0, WORKSHOP, contribution), (1, GARAGE, contribution)]);
	});
}

#[test]
fn needs_readings_that_agree_and_are_near() {
	// Wound back by the time of the other, too fast to be true, too long ago.
	for (at, km) in [(NOW - 10 * DAY, 100_100), (NOW - DAY, 50_000), (START - 1, 99_000)] {
		Chain.build_and_execute(|| {
			read(WORKSHOP, NOW, 100_000);
			read(INSPECTOR, at, km);
			assert_eq!(rewards(), []);
		});
	}
}

#[test]
fn needs_two_accredited_sources_that_are_independent() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 9, 100_000);
		for who in [WORKSHOP, OWNER] {
			hypothetically!({
				read(who, NOW, 100_000);
				assert_eq!(rewards(), []);
			});
		}
		hypothetically!({
			let seen = (NOW, Odometer::from_metres(100_000_000));
			assert!(ConditionRecords::observe(&VIN, &[1; 32], seen, seen).is_ok());
			assert_eq!(rewards(), []);
		});
		hypothetically!({
			relate(INSPECTOR, WORKSHOP);
			read(INSPECTOR, NOW, 100_000);
			assert_eq!(rewards(), []);
		});
		hypothetically!({
			read(OWNER, NOW - 8, 100_000);
			read(INSPECTOR, NOW, 100_000);
			assert_eq!(rewards(), []);
		});
	});
}

#[test]
fn does_not_count_a_witness_who_had_the_car_nor_an_issuer_who_has_it() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 9, 100_000);
		let all = carx_primitives::RecordClasses::all();
		hypothetically!({
			sell_to(BUYER);
			allow(VIN, OWNER, all, ACCREDITED_WORKSHOP);
			read(OWNER, NOW, 100_000);
			assert_eq!(rewards(), []);
		});
		sell_to(WORKSHOP);
		allow(VIN, GARAGE, all, ACCREDITED_WORKSHOP);
		read(GARAGE, NOW, 100_000);
		assert_eq!(rewards(), []);
	});
}

#[test]
fn does_not_reward_what_does_not_count() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 9, 100_000);
		hypothetically!({
			suspend(WORKSHOP, Role::Workshop, NOW);
			read(INSPECTOR, NOW, 100_000);
			assert_eq!(rewards(), []);
		});
		assert_ok!(ConditionRecords::dispute_record(signed(OWNER), VIN, 0, [1; 32]));
		read(INSPECTOR, NOW, 100_000);
		assert_eq!(rewards(), []);
	});
}

#[test]
fn rewards_a_record_once_even_through_a_correction() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 9, 100_000);
		read(INSPECTOR, NOW - 8, 100_000);
		assert_eq!(rewards().len(), 1);
		Timestamp::set_timestamp(NOW + POINT_INTERVAL);
		read(GARAGE, NOW - 10, 100_000);
		assert_eq!((rewards(), points(WORKSHOP)), (vec![], 1));
		let same = crate::RecordEntry {
			observed_at: NOW - 9,
			odometer: Some(Odometer::from_metres(100_000_000)),
			..entry()
		};
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, same, None));
		// The correction is next to the two others, and one of them had not earned.
		let by = Contribution::Corroborated { by: 3 };
		assert_eq!(rewards(), [(2, GARAGE, by), (1, INSPECTOR, by)]);
		assert!(EarnedPoints::<Test>::get(VIN, 3).corroborated);
		Timestamp::set_timestamp(NOW + 2 * POINT_INTERVAL);
		read(INSPECTOR, NOW - 9, 100_000);
		assert_eq!(points(WORKSHOP), 1);
	});
}

#[test]
fn may_come_later_where_a_cap_or_the_currency_did_not_allow_it() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 9, 100_000);
		read(INSPECTOR, NOW - 8, 100_000);
		read(WORKSHOP, NOW - 7, 100_000);
		read(INSPECTOR, NOW - 6, 100_000);
		// One point per issuer and car in 30 days.
		assert_eq!((points(WORKSHOP), points(INSPECTOR)), (1, 1));
		Timestamp::set_timestamp(NOW + POINT_INTERVAL);
		read(GARAGE, NOW - 7, 100_000);
		assert_eq!(points(WORKSHOP), 2);
		read(WORKSHOP, NOW - 5, 100_000);
		hypothetically!({
			pallet_balances::TotalIssuance::<Test, pallet_balances::Instance1>::put(u64::MAX);
			rewards();
			read(GARAGE, NOW - 6, 100_000);
			assert_eq!(rewards(), []);
		});
	});
}
