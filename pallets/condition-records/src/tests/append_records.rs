use super::*;
use crate::{Batch, MAX_BATCH};
use codec::{Decode, Encode};
use RecordClass::{Inspection, Maintenance};

/// `len` records in turn about the two cars.
fn batch(len: u32) -> Vec<(Vin, RecordEntry, Option<ReadingId>)> {
	let vins = [VIN, SECOND_VIN].into_iter().cycle();
	vins.zip(0..len)
		.map(|(vin, number)| {
			let observed_at = NOW - 1_000 + u64::from(number);
			(vin, RecordEntry { observed_at, ..entry() }, None)
		})
		.collect()
}

fn append_all(
	who: AccountId,
	entries: Vec<(Vin, RecordEntry, Option<ReadingId>)>,
) -> sp_runtime::DispatchResult {
	ConditionRecords::append_records(signed(who), Batch::try_from(entries).unwrap())
}

#[test]
fn stores_one_record() {
	Chain.build_and_execute(|| {
		assert_ok!(append_all(WORKSHOP, vec![(VIN, entry(), None)]));

		let record = record(WORKSHOP, ACCREDITED_WORKSHOP);
		assert_eq!(Some(head()), RecordHead::of([&record]));
		assert_eq!(held(WORKSHOP), RECORD_DEPOSIT);
		assert_eq!(
			events(),
			[Event::RecordAppended { vehicle: VIN, seq: 0, class: Maintenance, issuer: WORKSHOP }]
		);
	});
}

#[test]
fn stores_as_many_as_a_batch_has_in_order() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		events();
		assert_ok!(append_all(WORKSHOP, batch(MAX_BATCH)));

		assert_eq!(MAX_BATCH, 100);
		assert_eq!((head().count, RecordHeads::<Test>::get(SECOND_VIN).count), (51, 50));
		assert_eq!(held(WORKSHOP), 101 * RECORD_DEPOSIT);
		assert_eq!(Records::<Test>::get(VIN, 1).unwrap().observed_at, NOW - 1_000);
		assert_eq!(Records::<Test>::get(VIN, 50).unwrap().observed_at, NOW - 902);
		assert_eq!(Records::<Test>::get(SECOND_VIN, 49).unwrap().observed_at, NOW - 901);
		let events = events();
		assert_eq!(events.len(), 100);
		assert_eq!(
			events[99],
			Event::RecordAppended {
				vehicle: SECOND_VIN,
				seq: 49,
				class: Maintenance,
				issuer: WORKSHOP
			}
		);
	});
}

#[test]
fn leaves_the_same_state_as_one_call_per_record() {
	Chain.build_and_execute(|| {
		let outcome = || {
			let heads = [VIN, SECOND_VIN].map(RecordHeads::<Test>::get);
			(heads, held(WORKSHOP), events())
		};
		let in_one = hypothetically!({
			assert_ok!(append_all(WORKSHOP, batch(7)));
			outcome()
		});
		for (vin, entry, after) in batch(7) {
			assert_ok!(ConditionRecords::append_record(signed(WORKSHOP), vin, entry, after));
		}
		assert_eq!(outcome(), in_one);
	});
}

#[test]
fn fails_whole_when_one_entry_is_faulty() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		for index in [0, 50, 99] {
			for (faulty, error) in faulty_entries() {
				let mut entries = batch(MAX_BATCH);
				entries[index].1 = faulty;
				assert_noop!(append_all(WORKSHOP, entries), error);
			}
			let mut entries = batch(MAX_BATCH);
			entries[index].0 = UNKNOWN_VIN;
			assert_noop!(append_all(WORKSHOP, entries), Error::<Test>::VehicleNotFound);
			let mut entries = batch(MAX_BATCH);
			entries[index].1.class = Inspection;
			assert_noop!(append_all(WORKSHOP, entries), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_whole_when_numbers_run_out_midway() {
	Chain.build_and_execute(|| {
		hypothetically!({
			let count = u32::MAX - 2;
			RecordHeads::<Test>::insert(VIN, RecordHead { count, head: [1; 32] });
			assert_noop!(append_all(OWNER, batch(5)), Error::<Test>::TooManyRecords);
			assert_ok!(append_all(OWNER, batch(4)));
		});
	});
}

#[test]
fn fails_when_there_is_no_record() {
	Chain.build_and_execute(|| {
		assert_noop!(append_all(WORKSHOP, vec![]), Error::<Test>::BatchEmpty);
	});
}

#[test]
fn is_not_even_read_when_there_are_too_many() {
	let too_many = batch(MAX_BATCH + 1).encode();
	assert!(Batch::decode(&mut too_many.as_slice()).is_err());
}

#[test]
fn fails_for_who_may_not_write() {
	Chain.build_and_execute(|| {
		assert_noop!(append_all(STRANGER, batch(2)), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_the_deposits_cannot_all_be_held() {
	Chain.build_and_execute(|| {
		let fund = |balance| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), WORKSHOP, balance));
		};
		fund(3 * RECORD_DEPOSIT);
		assert_noop!(append_all(WORKSHOP, batch(3)), FundsUnavailable);
		fund(3 * RECORD_DEPOSIT + 1);
		assert_ok!(append_all(WORKSHOP, batch(3)));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let entries = Batch::try_from(batch(1)).unwrap();
			assert_noop!(ConditionRecords::append_records(origin, entries), BadOrigin);
		}
	});
}
