use super::*;

/// Breaks the state of a chain with a corrected record, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain.build_and_execute(|| {
		append(WORKSHOP);
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 0, entry()));
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
		Records::<Test>::insert(VIN, 2, record(WORKSHOP, RecordSource::Provider));
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
	finds("an issuer's deposit does not pay for the records they wrote", || {
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
	finds("a correction is not a later record of the same issuer and class", || {
		change(1, |record| record.class = RecordClass::Consumables);
		rehash();
	});
}
