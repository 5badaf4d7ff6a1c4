//! Readings of devices, as the pallet of driving data hands them in.

use super::*;
use crate::{readings::MAX_STEPS, Evidence, OdometerSummary, Reading};
use carx_primitives::{DeviceKey, Moment, Observation, OdometerLog, ReadingsFull};

const KEY: DeviceKey = [1; 32];
const OTHER_KEY: DeviceKey = [2; 32];

/// The device saw these kilometres at these hours after [`NOW`].
fn observe(key: DeviceKey, first: (u64, u32), last: (u64, u32)) -> Result<(), ReadingsFull> {
	let seen = |(hours, km): (u64, u32)| (at(hours), Odometer::from_metres(km * 1_000));
	ConditionRecords::observe(&VIN, &key, seen(first), seen(last))
}

fn at(hours: u64) -> Moment {
	NOW - 100 * DAY + hours * DAY / 24
}

fn summary() -> OdometerSummary {
	OdometerSummaries::<Test>::get(VIN)
}

/// `(hours, km)` of each reading in order.
fn list() -> Vec<(u64, u32)> {
	let read = |id| Readings::<Test>::get(VIN, id);
	let first = summary().first.and_then(read);
	std::iter::successors(first, |reading: &Reading| reading.next.and_then(read))
		.map(|Reading { observation: Observation { at: moment, odometer, .. }, .. }| {
			((moment - at(0)) * 24 / DAY, odometer.metres() / 1_000)
		})
		.collect()
}

#[test]
fn keeps_the_first_and_the_last_of_readings_that_follow_each_other() {
	Chain.build_and_execute(|| {
		for day in 0..50 {
			let km = day as u32 * 100;
			assert_eq!(observe(KEY, (day * 24, km), (day * 24 + 10, km + 90)), Ok(()));
		}
		assert_eq!(list(), [(0, 0), (49 * 24 + 10, 4_990)]);
		let summary = summary();
		assert_eq!((summary.readings, summary.next_device, summary.rollbacks), (2, 2, 0));
	});
}

#[test]
fn keeps_two_on_each_side_of_another_source() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (10, 90)), Ok(()));
		read(WORKSHOP, at(11), 95);
		assert_eq!(observe(KEY, (12, 100), (20, 200)), Ok(()));
		assert_eq!(observe(KEY, (21, 200), (30, 300)), Ok(()));
		assert_eq!(list(), [(0, 0), (10, 90), (11, 95), (12, 100), (30, 300)]);
		assert_eq!(observe(OTHER_KEY, (31, 300), (40, 400)), Ok(()));
		assert_eq!(summary().readings, 7);
	});
}

#[test]
fn is_stored_once_where_one_batch_ends_as_the_next_begins() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (0, 0)), Ok(()));
		assert_eq!(list(), [(0, 0)]);
		assert_eq!(observe(KEY, (0, 0), (5, 50)), Ok(()));
		assert_eq!(list(), [(0, 0), (5, 50)]);
	});
}

#[test]
fn adds_nothing_between_two_of_the_same_device_that_agree() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (50, 500)), Ok(()));
		assert_eq!(observe(KEY, (10, 100), (20, 200)), Ok(()));
		assert_eq!(list(), [(0, 0), (50, 500)]);
		// What does not agree is kept.
		assert_eq!(observe(KEY, (30, 600), (30, 600)), Ok(()));
		assert_eq!(list(), [(0, 0), (30, 600), (50, 500)]);
		assert_eq!(summary().rollbacks, 1);
	});
}

#[test]
fn never_moves_past_a_reading_that_contradicts() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (10, 1_000)), Ok(()));
		events();
		assert_eq!(observe(KEY, (80, 900), (90, 1_200)), Ok(()));
		let device = Evidence::Device(KEY);
		let by = 100_000_000 / 1_000;
		let suspected =
			Event::RollbackSuspected { vehicle: VIN, earlier: device, later: device, by };
		assert_eq!(events(), [suspected]);
		assert_eq!(list(), [(0, 0), (10, 1_000), (80, 900), (90, 1_200)]);
		assert_eq!(observe(KEY, (100, 1_300), (110, 1_400)), Ok(()));
		assert_eq!(list(), [(0, 0), (10, 1_000), (80, 900), (110, 1_400)]);
	});
}

#[test]
fn does_not_creep_back_within_the_tolerance() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (10, 100)), Ok(()));
		assert_eq!(observe(KEY, (11, 90), (12, 80)), Ok(()));
		assert_eq!(list(), [(0, 0), (10, 100), (11, 90), (12, 80)]);
	});
}

#[test]
fn contradicts_and_is_contradicted_by_records() {
	Chain.build_and_execute(|| {
		let seq = read(WORKSHOP, at(0), 120_000);
		assert_eq!(observe(KEY, (100, 80_000), (110, 80_100)), Ok(()));
		let rollbacks = ConditionRecords::rollbacks(VIN, None, 10);
		assert_eq!(rollbacks.len(), 1);
		assert_eq!(rollbacks[0].earlier, Evidence::Record(seq));
		assert_eq!(rollbacks[0].later, Evidence::Device(KEY));
		read(WORKSHOP, at(300), 80_050);
		assert_eq!(summary().rollbacks, 2);
		// The device's last reading moves forward, away from a record which then agrees.
		let correction = RecordEntry { odometer: None, ..entry() };
		assert_ok!(ConditionRecords::supersede_record(
			signed(WORKSHOP),
			VIN,
			seq,
			correction,
			None
		));
		assert_eq!(summary().rollbacks, 1);
	});
}

#[test]
fn judges_the_next_reading_anew_when_it_moves() {
	Chain.build_and_execute(|| {
		assert_eq!(observe(KEY, (0, 0), (10, 100)), Ok(()));
		read(WORKSHOP, at(300), 150);
		assert_eq!(summary().rollbacks, 0);
		assert_eq!(observe(KEY, (20, 180), (30, 190)), Ok(()));
		assert_eq!(list(), [(0, 0), (30, 190), (300, 150)]);
		assert_eq!(ConditionRecords::rollbacks(VIN, None, 10)[0].by, 40_000);
	});
}

#[test]
fn leaves_out_what_is_too_late_or_no_reading() {
	Chain.build_and_execute(|| {
		for hour in 0..MAX_STEPS + 2 {
			read(WORKSHOP, at(100 + u64::from(hour)), 1_000 + hour);
		}
		events();
		assert_eq!(observe(KEY, (50, 900), (99, 950)), Ok(()));
		assert_eq!(summary().readings, 10);
		let left_out = |hours| Event::DeviceReadingLeftOut {
			vehicle: VIN,
			device: KEY,
			observed_at: at(hours),
		};
		assert_eq!(events(), [left_out(50), left_out(99)]);

		let none = Odometer::from_metres(u32::MAX);
		let seen = (at(200), Odometer::from_metres(2_000_000));
		assert_eq!(ConditionRecords::observe(&VIN, &KEY, (at(150), none), seen), Ok(()));
		assert_eq!(events(), [left_out(150)]);
		assert_eq!(summary().readings, 11);
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		hypothetically!({
			OdometerSummaries::<Test>::mutate(VIN, |it| it.next_device = u32::MAX);
			assert_eq!(observe(KEY, (0, 0), (1, 1)), Err(ReadingsFull));
		});
		hypothetically!({
			OdometerSummaries::<Test>::mutate(VIN, |it| it.readings = u32::MAX);
			assert_eq!(observe(KEY, (0, 0), (1, 1)), Err(ReadingsFull));
			assert_noop!(
				ConditionRecords::append_record(signed(OWNER), VIN, entry(), None),
				Error::<Test>::TooManyRecords
			);
		});
	});
}

#[test]
fn takes_no_more_place_than_its_batch_pays_for() {
	// Twice a reading under VIN and name, the sums under the VIN, the mark under VIN and name.
	let bytes = 2 * ((17 + 5 + 67) + (17 + 40) + (17 + 5));
	assert_eq!(ConditionRecords::device_readings_footprint().size, bytes);
}
