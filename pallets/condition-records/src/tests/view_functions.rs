use super::*;
use crate::{SourceQuality, MAX_PAGE, MAX_WALK};
use carx_primitives::OdometerLog;

/// Appends `count` records to [`VIN`], told apart by their time.
fn fill(count: u64) {
	for number in 0..count {
		let entry = RecordEntry { observed_at: EARLIEST_OBSERVATION + number, ..entry() };
		assert_ok!(ConditionRecords::append_record(signed(OWNER), VIN, entry, None));
	}
}

/// The first and last sequence number of a page, and how many entries it has.
fn page(from: u32, limit: u32) -> (Option<u32>, Option<u32>, usize) {
	let page = ConditionRecords::history(VIN, from, limit);
	assert_eq!(page.head, head());
	for entry in &page.entries {
		assert_eq!(entry.record.observed_at, EARLIEST_OBSERVATION + u64::from(entry.seq));
	}
	let seq = |entry: Option<&HistoryEntry<AccountId, u64>>| entry.map(|entry| entry.seq);
	(seq(page.entries.first()), seq(page.entries.last()), page.entries.len())
}

#[test]
fn show_an_empty_history_for_a_car_without_records_and_one_unknown() {
	Chain.build_and_execute(|| {
		for vin in [VIN, UNKNOWN_VIN] {
			assert_eq!(ConditionRecords::record_head(vin), RecordHead::default());
			assert_eq!(ConditionRecords::record(vin, 0), None);
			let page = ConditionRecords::history(vin, 0, 10);
			assert_eq!((page.head, page.entries), (RecordHead::default(), vec![]));
		}
	});
}

#[test]
fn show_one_record_and_its_correction() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));

		let first = ConditionRecords::record(VIN, 0).unwrap();
		assert_eq!(
			first,
			HistoryEntry {
				seq: 0,
				record: record(WORKSHOP, ACCREDITED_WORKSHOP),
				standing: Standing::Superseded { by: 1 }
			}
		);
		let second = ConditionRecords::record(VIN, 1).unwrap();
		assert_eq!((second.record.supersedes, second.standing), (Some(0), Standing::Valid));
		assert_eq!(ConditionRecords::history(VIN, 0, 10).entries, [first, second]);
		assert_eq!(ConditionRecords::record(VIN, 2), None);
	});
}

#[test]
fn show_history_by_pages() {
	Chain.build_and_execute(|| {
		fill(205);
		assert_eq!(MAX_PAGE, 100);
		assert_eq!(page(0, 0), (None, None, 0));
		assert_eq!(page(0, 1), (Some(0), Some(0), 1));
		assert_eq!(page(3, 4), (Some(3), Some(6), 4));
		assert_eq!(page(0, 100), (Some(0), Some(99), 100));
		assert_eq!(page(0, 101), (Some(0), Some(99), 100));
		assert_eq!(page(100, u32::MAX), (Some(100), Some(199), 100));
		assert_eq!(page(200, 100), (Some(200), Some(204), 5));
		assert_eq!(page(204, 1), (Some(204), Some(204), 1));
		assert_eq!(page(205, 100), (None, None, 0));
		assert_eq!(page(u32::MAX, u32::MAX), (None, None, 0));
	});
}

#[test]
fn show_what_proves_that_nothing_was_left_out() {
	Chain.build_and_execute(|| {
		fill(150);
		let pages = [0, 100].map(|from| ConditionRecords::history(VIN, from, 100).entries);
		let records = pages.concat().into_iter().map(|entry| entry.record).collect::<Vec<_>>();
		assert_eq!(RecordHead::of(&records), Some(ConditionRecords::record_head(VIN)));
		assert_ne!(RecordHead::of(&records[..149]), Some(ConditionRecords::record_head(VIN)));
	});
}

#[test]
fn show_how_well_the_odometer_is_documented() {
	Chain.build_and_execute(|| {
		let quality = || ConditionRecords::source_quality(VIN);
		let none = SourceQuality { is_complete: true, ..Default::default() };
		assert_eq!(quality(), none);
		for (who, days, km) in [
			(INSPECTOR, 800, 10_000),
			(WORKSHOP, 700, 20_000),
			(OWNER, 380, 25_000),
			(GARAGE, 300, 30_000),
			(WORKSHOP, 10, 40_000),
		] {
			read(who, NOW - days * DAY, km);
		}
		let device = |days| (NOW - days * DAY, Odometer::from_metres(41_000_000));
		assert!(ConditionRecords::observe(&VIN, &[1; 32], device(5), device(4)).is_ok());
		let of_sources = |independent_sources| SourceQuality {
			readings: 7,
			independent_sources,
			longest_gap_ms: 320 * DAY,
			is_complete: true,
		};
		assert_eq!(quality(), of_sources(4));
		relate(GARAGE, WORKSHOP);
		assert_eq!(quality(), of_sources(3));
	});
}

#[test]
fn look_at_so_many_readings_and_say_so() {
	Chain.build_and_execute(|| {
		for number in 0..=MAX_WALK {
			read(OWNER, NOW - DAY + u64::from(number), 100);
		}
		let quality = ConditionRecords::source_quality(VIN);
		assert_eq!((quality.readings, quality.is_complete), (MAX_WALK, false));
		assert_eq!(quality.longest_gap_ms, 1);
	});
}

#[test]
fn tell_so_many_issuers_apart_and_say_so() {
	Chain.build_and_execute(|| {
		let classes = carx_primitives::RecordClasses::all();
		for who in 100..151 {
			let funded = Balances::force_set_balance(RuntimeOrigin::root(), who, START_BALANCE);
			assert_ok!(funded);
			allow(VIN, who, classes, ACCREDITED_WORKSHOP);
			read(who, NOW, 100);
		}
		let quality = ConditionRecords::source_quality(VIN);
		assert_eq!((quality.independent_sources, quality.is_complete), (50, false));
	});
}
