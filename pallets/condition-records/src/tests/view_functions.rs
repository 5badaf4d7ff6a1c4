use super::*;
use crate::MAX_PAGE;

/// Appends `count` records to [`VIN`], told apart by their time.
fn fill(count: u64) {
	for number in 0..count {
		let entry = RecordEntry { observed_at: number, ..entry() };
		assert_ok!(ConditionRecords::append_record(signed(OWNER), VIN, entry));
	}
}

/// The first and last sequence number of a page, and how many entries it has.
fn page(from: u32, limit: u32) -> (Option<u32>, Option<u32>, usize) {
	let page = ConditionRecords::history(VIN, from, limit);
	assert_eq!(page.head, head());
	for entry in &page.entries {
		assert_eq!(entry.record.observed_at, u64::from(entry.seq));
	}
	let seq = |entry: Option<&HistoryEntry<AccountId>>| entry.map(|entry| entry.seq);
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
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry()));

		let first = ConditionRecords::record(VIN, 0).unwrap();
		assert_eq!(
			first,
			HistoryEntry {
				seq: 0,
				record: record(WORKSHOP, RecordSource::Provider),
				superseded_by: Some(1)
			}
		);
		let second = ConditionRecords::record(VIN, 1).unwrap();
		assert_eq!((second.record.supersedes, second.superseded_by), (Some(0), None));
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
