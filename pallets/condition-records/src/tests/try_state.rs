use super::*;
use crate::{Evidence, OdometerSummary, Reading, Rollbacks};

/// Breaks the state of a chain with a corrected record, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
		hypothetically!({
			break_state();
			assert_err!(ConditionRecords::do_try_state(), finding);
		});
	});
}

fn change(seq: u32, change: impl FnOnce(&mut Record<AccountId>)) {
	Records::<Test>::mutate(VIN, seq, |record| change(record.as_mut().unwrap()));
}

/// Makes the head fit the two stored records again.
fn rehash() {
	let records = [0, 1].map(|seq| Records::<Test>::get(VIN, seq).unwrap());
	RecordHeads::<Test>::insert(VIN, RecordHead::of(&records).unwrap());
}

#[test]
fn finds_a_missing_record() {
	finds("a record that was counted is missing", || Records::<Test>::remove(VIN, 0));
}

#[test]
fn finds_a_changed_record() {
	finds("a record head is not the hash chain over its records", || {
		change(0, |record| record.observed_at += 1);
	});
}

#[test]
fn finds_a_record_that_was_never_counted() {
	finds("a record was never counted", || {
		Records::<Test>::insert(VIN, 2, record(WORKSHOP, ACCREDITED_WORKSHOP));
	});
	finds("a record was never counted", || RecordHeads::<Test>::remove(VIN));
}

#[test]
fn finds_a_reading_that_is_none() {
	finds("a record has an odometer reading that is none", || {
		change(0, |record| record.odometer = Some(Odometer::from_metres(u32::MAX)));
		rehash();
	});
}

#[test]
fn finds_a_record_that_was_not_paid() {
	finds("an issuer paid nothing for the records they wrote", || {
		change(0, |record| record.issuer = STRANGER);
		rehash();
	});
}

#[test]
fn finds_a_correction_of_nothing() {
	finds("a record that is missing was superseded", || Corrections::<Test>::insert(VIN, 2, 1));
	finds("a correction is missing", || Corrections::<Test>::insert(VIN, 0, 2));
}

#[test]
fn finds_links_that_do_not_meet() {
	finds("a correction does not name what it corrects", || {
		change(1, |record| record.supersedes = None);
		rehash();
	});
	finds("a superseded record does not name its correction", || {
		Corrections::<Test>::remove(VIN, 0);
	});
}

#[test]
fn finds_a_correction_of_another_class() {
	finds(
		"a correction is not a later record of the same issuer, or the arbiters, and class",
		|| {
			change(1, |record| record.class = RecordClass::Consumables);
			rehash();
		},
	);
}

fn change_reading(seq: u32, change: impl FnOnce(&mut Reading)) {
	Readings::<Test>::mutate(VIN, ReadingId::Record(seq), |it| change(it.as_mut().unwrap()));
}

/// As [`finds`], on a chain where the records 1 and 2 count, the later wound back, and 1 is disputed.
fn finds_in_readings(finding: &'static str, break_state: impl FnOnce()) {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry(), None));
		read(WORKSHOP, NOW, 1_000);
		assert_ok!(ConditionRecords::dispute_record(signed(OWNER), VIN, 1, [1; 32]));
		hypothetically!({
			break_state();
			assert_err!(ConditionRecords::do_try_state(), finding);
		});
	});
}

#[test]
fn finds_a_broken_list_of_readings() {
	finds_in_readings("a reading does not name the one before it", || {
		change_reading(2, |reading| reading.prev = None);
	});
	finds_in_readings("a reading is out of order", || {
		change_reading(1, |reading| reading.observation.at = NOW + 1);
	});
	finds_in_readings("a reading that is named as the next one is missing", || {
		change_reading(2, |reading| reading.next = Some(ReadingId::Record(7)));
	});
	for change in [
		(|it| it.last = None) as fn(&mut OdometerSummary),
		|it| it.readings += 1,
		|it| it.rollbacks -= 1,
		|it| it.implausible += 1,
		|it| it.replacements += 1,
	] {
		finds_in_readings("the sums of a car's readings are not theirs", || {
			OdometerSummaries::<Test>::mutate(VIN, change);
		});
	}
}

#[test]
fn finds_readings_of_nothing_and_records_without_theirs() {
	let fault = "a reading is not that of a record that counts, or of a device";
	finds_in_readings(fault, || change_reading(2, |it| it.observation.at += 1));
	finds_in_readings(fault, || change_reading(2, |it| it.evidence = Evidence::Record(1)));
	finds_in_readings(fault, || change_reading(2, |it| it.evidence = Evidence::Device([1; 32])));
	finds_in_readings(fault, || {
		let device = Readings::<Test>::get(VIN, ReadingId::Record(2)).unwrap();
		let evidence = Evidence::Device([1; 32]);
		Readings::<Test>::insert(VIN, ReadingId::Device(0), Reading { evidence, ..device });
	});
	finds_in_readings("a reading is not in the list of its car", || {
		OdometerSummaries::<Test>::remove(VIN);
	});
	finds_in_readings("the reading of a record that counts is missing", || {
		Readings::<Test>::remove(VIN, ReadingId::Record(2));
		change_reading(1, |reading| reading.next = None);
		OdometerSummaries::<Test>::mutate(VIN, |it| {
			(it.last, it.readings, it.rollbacks) = (it.first, 1, 0)
		});
	});
}

#[test]
fn finds_marks_that_are_not_those_of_the_readings() {
	finds_in_readings("a reading is marked as wound back that is not", || {
		Rollbacks::<Test>::insert(VIN, ReadingId::Record(1), ());
	});
	finds_in_readings("a reading that is wound back is not marked", || {
		Rollbacks::<Test>::remove(VIN, ReadingId::Record(2));
	});
}

#[test]
fn finds_disputes_about_nothing_or_with_another_outcome() {
	let change = |change: fn(&mut Dispute<AccountId, Balance, u64>)| {
		Disputes::<Test>::mutate(VIN, 1, |dispute| change(dispute.as_mut().unwrap()));
	};
	finds_in_readings("a dispute is about no record", || {
		Disputes::<Test>::insert(VIN, 9, ConditionRecords::dispute(VIN, 1).unwrap());
	});
	let fault = "the outcome of a dispute is not that of its record";
	finds_in_readings(fault, || change(|it| it.outcome = Some(Outcome::Conceded { by: 2 })));
	finds_in_readings(fault, || change(|it| it.outcome = Some(Outcome::Upheld { by: 2 })));
	finds_in_readings(fault, || {
		Disputes::<Test>::insert(VIN, 0, ConditionRecords::dispute(VIN, 1).unwrap());
	});
	let fault = "a side of a dispute has not on hold what it must";
	finds_in_readings(fault, || change(|it| it.bond += 1));
	finds_in_readings(fault, || change(|it| it.advance -= 1));
	finds_in_readings(fault, || change(|it| it.answer = Some([2; 32])));
}

#[test]
fn is_content_after_the_price_of_storage_has_changed() {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		dispute();
		for price in [7, 0] {
			Price::set(&price);
			assert_ok!(ConditionRecords::do_try_state());
			append(GARAGE);
		}
		answer();
		assert_ok!(resolve(Ruling::Rejected));
		assert_eq!(staked(), [0, DISPUTE_DEPOSIT, 0, 0]);
	});
}
