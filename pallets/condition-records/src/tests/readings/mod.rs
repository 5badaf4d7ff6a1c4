//! The verdict on an odometer: what real cars showed, what fraud shows, and the list behind it.

use super::*;
use crate::{Evidence, OdometerVerdict, Rollback, MAX_STEPS};
use carx_primitives::{
	DistanceUnit::{self, Kilometre, Mile},
	Moment, Observation, OdometerLimits, Progress,
};
use Evidence::Record as Seq;
use ReadingId::Record as Id;

mod distance;
mod order;
mod place;
mod real_cars;

const YEAR: Moment = 365 * DAY;

fn verdict() -> OdometerVerdict {
	ConditionRecords::odometer_verdict(VIN)
}

/// How often wound back, how often too fast, how often replaced.
fn counts() -> (u32, u32, u32) {
	let verdict = verdict();
	(verdict.rollbacks, verdict.implausible, verdict.replacements)
}

fn rollbacks() -> Vec<Rollback> {
	ConditionRecords::rollbacks(VIN, None, 100)
}

/// The readings in the order of the list.
fn list() -> Vec<Observation> {
	let summary = OdometerSummaries::<Test>::get(VIN);
	let first = summary.first.map(|id| (id, Readings::<Test>::get(VIN, id).unwrap()));
	std::iter::successors(first, |(_, reading)| {
		reading.next.map(|id| (id, Readings::<Test>::get(VIN, id).unwrap()))
	})
	.map(|(_, reading)| reading.observation)
	.collect()
}

fn km(km: u32) -> Odometer {
	Odometer::from_metres(km * 1_000)
}

/// A record of `who` that the instrument was replaced.
fn replacement(observed_at: Moment, before: u32, after: u32) -> RecordEntry {
	RecordEntry {
		observed_at,
		odometer: Some(km(before)),
		odometer_after: Some(km(after)),
		..entry_of(RecordClass::PartReplacement)
	}
}

fn replace(who: AccountId, entry: RecordEntry) -> sp_runtime::DispatchResult {
	ConditionRecords::append_record(signed(who), VIN, entry, None)
}

fn only_readings(events: Vec<Event<Test>>) -> Vec<Event<Test>> {
	events.into_iter().filter(|event| !matches!(event, Event::RecordAppended { .. })).collect()
}

#[test]
fn flags_an_odometer_wound_back_with_both_records() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 120_000);
		assert_eq!(counts(), (0, 0, 0));
		events();
		read(WORKSHOP, NOW, 80_000);

		let (earlier, later, by) = (Seq(0), Seq(1), 40_000_000);
		assert_eq!(rollbacks(), [Rollback { id: Id(1), earlier, later, by }]);
		assert_eq!(
			only_readings(events()),
			[Event::RollbackSuspected { vehicle: VIN, earlier, later, by }]
		);
		let verdict = verdict();
		assert_eq!((verdict.readings, verdict.rollbacks), (2, 1));
		assert_eq!(verdict.first.unwrap().observation, Observation::new(NOW - YEAR, km(120_000)));
		assert_eq!(verdict.last.unwrap().evidence, Seq(1));
	});
}

#[test]
fn does_not_flag_an_older_reading_that_arrives_late() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW, 120_000);
		read(WORKSHOP, NOW - YEAR, 80_000);
		assert_eq!((counts(), list().len()), ((0, 0, 0), 2));
		assert_eq!(verdict().first.unwrap().evidence, Seq(1));
	});
}

#[test]
fn flags_both_sides_of_a_late_reading_between_two_that_contradict() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 120_000);
		read(WORKSHOP, NOW, 80_000);
		events();
		read(WORKSHOP, NOW - YEAR / 2, 110_000);

		let vehicle = VIN;
		let suspected =
			|earlier, later, by| Event::RollbackSuspected { vehicle, earlier, later, by };
		assert_eq!(
			only_readings(events()),
			[
				Event::RollbackCleared { vehicle, earlier: Seq(0), later: Seq(1) },
				suspected(Seq(2), Seq(1), 30_000_000),
				suspected(Seq(0), Seq(2), 10_000_000),
			]
		);
		assert_eq!(counts(), (2, 0, 0));
	});
}

#[test]
fn refuses_what_an_instrument_shows_when_it_does_not_know() {
	Chain.build_and_execute(|| {
		// 429,496,729 km: what careless software makes of 0xFFFFFFFF tenths of a kilometre. Metres do not even hold it.
		assert!(Odometer::from_pid_a6([0xFF; 4]).is_err());
		let sentinel = RecordEntry { odometer: Some(Odometer::from_metres(u32::MAX)), ..entry() };
		assert_noop!(replace(WORKSHOP, sentinel), Error::<Test>::OdometerNotValid);
		read(WORKSHOP, NOW, 1_794);
		assert_eq!(counts(), (0, 0, 0));
	});
}

#[test]
fn does_not_flag_a_dashboard_replaced_by_an_accredited_workshop() {
	for (before, after) in [(88_000, 138_000), (138_000, 88_000), (230_000, 345_000)] {
		Chain.build_and_execute(|| {
			read(WORKSHOP, NOW - YEAR, before - 5_000);
			events();
			assert_ok!(replace(WORKSHOP, replacement(NOW - DAY, before, after)));
			let replaced = Event::InstrumentReplaced {
				vehicle: VIN,
				seq: 1,
				before: km(before),
				after: km(after),
			};
			assert_eq!(only_readings(events()), [replaced]);
			read(WORKSHOP, NOW, after + 50);
			assert_eq!((counts(), verdict().readings), ((0, 0, 1), 3));
		});
	}
}

#[test]
fn flags_what_a_new_instrument_does_not_explain() {
	Chain.build_and_execute(|| {
		assert_ok!(replace(WORKSHOP, replacement(NOW - YEAR, 138_000, 88_000)));
		read(WORKSHOP, NOW, 60_000);
		assert_eq!(rollbacks()[0].by, 28_000_000);
		// Nor does it explain what the old one shows.
		read(WORKSHOP, NOW - 2 * YEAR, 139_000);
		assert_eq!(counts(), (2, 0, 1));
	});
}

#[test]
fn refuses_a_replacement_on_the_word_of_the_owner_or_a_device() {
	Chain.build_and_execute(|| {
		let entry = replacement(NOW, 138_000, 88_000);
		assert_noop!(replace(OWNER, entry.clone()), Error::<Test>::ReplacementNotAccredited);
		let all = carx_primitives::RecordClasses::all();
		allow(VIN, STRANGER, all, RecordSource::Device);
		let by_device = RecordEntry { role: None, ..entry };
		assert_noop!(replace(STRANGER, by_device), Error::<Test>::ReplacementNotAccredited);
	});
}

#[test]
fn refuses_a_replacement_without_its_class_or_its_reading_before() {
	Chain.build_and_execute(|| {
		let entry = replacement(NOW, 138_000, 88_000);
		for faulty in [
			RecordEntry { odometer: None, ..entry.clone() },
			RecordEntry { class: RecordClass::Maintenance, ..entry },
		] {
			assert_noop!(replace(WORKSHOP, faulty), Error::<Test>::ReplacementNotValid);
		}
	});
}

#[test]
fn clears_the_flag_when_the_issuer_corrects_a_typing_error() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - 2 * YEAR, 150_000);
		read(WORKSHOP, NOW - YEAR, 301_464);
		read(WORKSHOP, NOW - DAY, 156_000);
		assert_eq!(counts(), (1, 0, 0));
		events();
		let truth = RecordEntry { observed_at: NOW - YEAR, odometer: Some(km(154_754)), ..entry() };
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 1, truth, None));

		assert_eq!((counts(), verdict().readings, rollbacks()), ((0, 0, 0), 3, vec![]));
		let cleared = Event::RollbackCleared { vehicle: VIN, earlier: Seq(1), later: Seq(2) };
		assert_eq!(events()[0], cleared);
	});
}

#[test]
fn clears_the_flag_when_the_correction_has_no_reading_or_another_time() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 100_000);
		read(WORKSHOP, NOW, 60_000);
		let correct = |seq, entry| {
			assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, seq, entry, None));
		};
		hypothetically!({
			correct(0, RecordEntry { odometer: None, ..entry() });
			assert_eq!((counts(), verdict().readings), ((0, 0, 0), 1));
			assert_eq!(verdict().first, verdict().last);
		});
		let swapped =
			RecordEntry { observed_at: NOW - 2 * YEAR, odometer: Some(km(60_000)), ..entry() };
		correct(1, swapped);
		assert_eq!((counts(), verdict().readings), ((0, 0, 0), 2));
		correct(2, RecordEntry { odometer: None, ..entry() });
		correct(0, RecordEntry { odometer: None, ..entry() });
		assert_eq!(verdict(), OdometerVerdict::default());
	});
}

#[test]
fn warns_of_a_distance_that_no_car_runs() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - DAY, 100_000);
		events();
		read(WORKSHOP, NOW, 104_001);
		let (earlier, later) = (Seq(0), Seq(1));
		assert_eq!(
			only_readings(events()),
			[Event::OdometerRateImplausible { vehicle: VIN, earlier, later }]
		);
		assert_eq!((counts(), rollbacks()), ((0, 1, 0), vec![]));
		// A reading between the two shares the distance out.
		read(WORKSHOP, NOW - DAY / 2, 102_001);
		assert_eq!(counts(), (0, 0, 0));
	});
}

#[test]
fn takes_no_reading_from_a_record_without_one() {
	Chain.build_and_execute(|| {
		assert_ok!(replace(WORKSHOP, RecordEntry { odometer: None, ..entry() }));
		assert_eq!(verdict(), OdometerVerdict::default());
		assert!(!OdometerSummaries::<Test>::contains_key(VIN));
	});
}

#[test]
fn judges_by_the_limits_of_the_time_when_two_became_neighbours() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - DAY, 100_000);
		read(WORKSHOP, NOW - DAY / 2, 99_990);
		Limits::set(&OdometerLimits { tolerance: 0, ..Default::default() });
		assert_eq!(counts(), (0, 0, 0));
		read(WORKSHOP, NOW, 99_985);
		assert_eq!(counts(), (1, 0, 0));
	});
}

#[test]
fn knows_neither_fail_nor_pass_in_the_same_second_nor_equal_readings() {
	Chain.build_and_execute(|| {
		for kilometres in [99_439, 99_438, 99_439, 99_439] {
			read(INSPECTOR, NOW, kilometres);
		}
		assert_eq!((counts(), verdict().readings), ((0, 0, 0), 4));
	});
}

#[test]
fn lists_rollbacks_by_pages() {
	Chain.build_and_execute(|| {
		for number in 0..21u32 {
			read(WORKSHOP, NOW - YEAR + u64::from(number) * 3 * DAY, 100_000 - number * 100);
		}
		assert_eq!(counts(), (20, 0, 0));
		let mut seen = Vec::new();
		let mut from = None;
		loop {
			let page = ConditionRecords::rollbacks(VIN, from, 7);
			let Some(last) = page.last() else { break };
			from = Some(last.id);
			seen.extend(page);
		}
		seen.sort();
		assert_eq!(seen.len(), 20);
		for (rollback, seq) in seen.into_iter().zip(1..) {
			let (earlier, later) = (Seq(seq - 1), Seq(seq));
			assert_eq!(rollback, Rollback { id: Id(seq), earlier, later, by: 100_000 });
		}
		assert_eq!(ConditionRecords::rollbacks(VIN, None, 0), []);
	});
}
