//! Where a reading goes, and how far the chain searches.

use super::*;

/// `count` readings, a day and 100 km from one to the next, the last [`NOW`].
fn fill(count: u32) {
	for number in 0..count {
		let at = NOW - DAY * u64::from(count - 1 - number);
		read(WORKSHOP, at, 100 * (number + 1));
	}
}

fn late(days: u64, kilometres: u32, after: Option<ReadingId>) -> sp_runtime::DispatchResult {
	let observed_at = NOW - days * DAY - DAY / 2;
	let entry = RecordEntry { observed_at, odometer: Some(km(kilometres)), ..entry() };
	ConditionRecords::append_record(signed(WORKSHOP), VIN, entry, after)
}

#[test]
fn is_found_within_eight_steps_of_the_last_reading() {
	Chain.build_and_execute(|| {
		fill(20);
		assert_eq!(MAX_STEPS, 8);
		hypothetically!({
			assert_ok!(late(8, 1_150, None));
		});
		assert_noop!(late(9, 1_050, None), Error::<Test>::ReadingHintNeeded);
	});
}

#[test]
fn is_found_from_any_hint_within_eight_steps_on_either_side() {
	Chain.build_and_execute(|| {
		fill(40);
		// Between the readings 19 and 20.
		for (hint, is_near) in
			[(10, false), (11, true), (19, true), (20, true), (28, true), (29, false)]
		{
			let outcome = hypothetically!({
				let outcome = late(19, 2_050, Some(Id(hint)));
				assert!(outcome.is_err() || counts() == (0, 0, 0));
				outcome
			});
			let needed = Err(Error::<Test>::ReadingHintNeeded.into());
			assert_eq!(outcome, if is_near { Ok(()) } else { needed }, "{hint}");
		}
	});
}

#[test]
fn does_not_depend_on_a_hint_that_is_wrong() {
	Chain.build_and_execute(|| {
		fill(6);
		for hint in [None, Some(Id(0)), Some(Id(5)), Some(Id(99)), Some(ReadingId::Device(0))] {
			hypothetically!({
				assert_ok!(late(2, 350, hint));
				let readings = list();
				assert!(readings.is_sorted());
				assert_eq!((readings.len(), counts()), (7, (0, 0, 0)));
			});
		}
	});
}

#[test]
fn is_what_the_view_function_names() {
	Chain.build_and_execute(|| {
		let hint = |at, kilometres| ConditionRecords::reading_hint(VIN, at, km(kilometres));
		assert_eq!(hint(NOW, 1), None);
		fill(30);
		assert_eq!(hint(NOW + 1, 1), Some(Id(29)));
		assert_eq!(hint(NOW, 1), Some(Id(28)));
		assert_eq!(hint(0, 1), Some(Id(0)));
		for days in 0..29 {
			let near = ConditionRecords::reading_hint(VIN, NOW - days * DAY - DAY / 2, km(1));
			hypothetically!({
				assert_ok!(late(days, 2_950 - 100 * days as u32, near));
			});
		}
	});
}

#[test]
fn of_a_correction_is_searched_from_that_of_what_it_corrects() {
	Chain.build_and_execute(|| {
		fill(30);
		let at = NOW - 25 * DAY;
		let truth = RecordEntry { observed_at: at, odometer: Some(km(501)), ..entry() };
		assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 4, truth, None));
		assert_eq!(list()[4], Observation::new(at, km(501)));
		let far = RecordEntry { observed_at: NOW, odometer: Some(km(3_000)), ..entry() };
		assert_noop!(
			ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 30, far, None),
			Error::<Test>::ReadingHintNeeded
		);
	});
}

#[test]
fn in_a_batch_is_searched_from_the_hint_of_each_entry() {
	Chain.build_and_execute(|| {
		fill(30);
		let entries = [(20, 950, Some(Id(8))), (1, 2_850, None)].map(|(days, shown, hint)| {
			let observed_at = NOW - days * DAY - DAY / 2;
			(VIN, RecordEntry { observed_at, odometer: Some(km(shown)), ..entry() }, hint)
		});
		let batch = crate::Batch::try_from(entries.to_vec()).unwrap();
		assert_ok!(ConditionRecords::append_records(signed(WORKSHOP), batch));
		assert_eq!((counts(), verdict().readings), ((0, 0, 0), 32));
	});
}
