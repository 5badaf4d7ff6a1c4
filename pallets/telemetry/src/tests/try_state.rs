use super::*;
use crate::pallet::{BatchOf, ChainOf, SummaryOf};

/// Breaks the state of a chain with a gap, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain.build_and_execute(|| {
		submit_all([0, 1, 3]);
		hypothetically!({
			break_state();
			assert_err!(Telemetry::do_try_state(), finding);
		});
	});
}

fn change_batch(sequence: u32, change: impl FnOnce(&mut BatchOf<Test>)) {
	Batches::<Test>::mutate(key(FIRST), sequence, |batch| change(batch.as_mut().unwrap()));
}

fn change_chain(change: impl FnOnce(&mut ChainOf<Test>)) {
	DeviceChains::<Test>::mutate_extant(key(FIRST), change);
}

fn change_summary(change: impl FnOnce(&mut SummaryOf<Test>)) {
	VehicleTelemetry::<Test>::mutate_extant(VIN, change);
}

#[test]
fn finds_a_batch_in_a_wrong_place() {
	finds("a batch lies under a key that its header does not name", || {
		change_batch(0, |batch| batch.header.sequence = 7);
	});
	finds("a batch has no chain", || DeviceChains::<Test>::remove(key(FIRST)));
	finds("a batch lies after the end of its chain", || change_chain(|chain| chain.next = 3));
	finds("a batch that is stored is missing", || {
		change_chain(|chain| chain.gaps[0].from = 1);
	});
}

#[test]
fn finds_a_header_that_is_none() {
	finds("a batch has a header that is none", || change_batch(0, |batch| batch.header.count = 0));
}

#[test]
fn finds_a_changed_batch() {
	finds("a batch does not follow the one before it", || {
		change_batch(0, |batch| batch.header.root = [9; 32]);
	});
}

#[test]
fn finds_a_chain_that_was_not_counted() {
	finds("a chain does not count its batches", || change_chain(|chain| chain.batches += 1));
	finds("a chain does not count its batches", || change_chain(|chain| chain.samples -= 1));
	finds("a number of a chain is neither stored nor missing nor lost", || {
		change_chain(|chain| chain.lost = 1);
	});
}

#[test]
fn finds_gaps_that_are_none() {
	finds("gaps are not in order", || {
		change_chain(|chain| {
			// Reads as one number that is missing, so that the sum still fits.
			chain.gaps = vec![Gap { from: 3, to: 2 }].try_into().unwrap();
		});
	});
	finds("a gap does not lie between two batches", || {
		change_chain(|chain| {
			chain.next = 6;
			chain.gaps.try_push(Gap { from: 4, to: 5 }).unwrap();
		});
	});
}

#[test]
fn finds_a_car_that_was_not_counted() {
	let finding = "a car's summary does not sum up its batches";
	finds(finding, || change_summary(|summary| summary.batches += 1));
	finds(finding, || change_summary(|summary| summary.samples += 1));
	finds(finding, || change_summary(|summary| summary.first_at += 1));
	finds(finding, || change_summary(|summary| summary.last.ended_at += 1));
	finds("a car with batches has no summary", || VehicleTelemetry::<Test>::remove(VIN));
	finds("a car's summary does not count its gaps", || {
		change_summary(|summary| summary.open_gaps = 0);
	});
}

#[test]
fn finds_losses_that_no_car_counts() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		assert_ok!(Telemetry::write_off_gap(signed(OWNER), key(FIRST), 1));
		hypothetically!({
			change_summary(|summary| summary.lost = 0);
			let finding = "batches were lost that no car's summary counts";
			assert_err!(Telemetry::do_try_state(), finding);
		});
	});
}

#[test]
fn finds_a_disclosure_of_nothing() {
	Chain.build_and_execute(|| {
		let batch = BatchBuilder::new(VIN, key(FIRST)).seal(&samples(1), None).unwrap();
		assert_ok!(submit(batch.header().clone()));
		let sample = samples(1)[0].clone();
		let none = Default::default();
		assert_ok!(Telemetry::disclose_sample(signed(OWNER), key(FIRST), 0, 0, sample, none));
		let stored = Disclosed::<Test>::get((key(FIRST), 0, 0)).unwrap();
		for (sequence, index, finding) in [
			(1, 0, "a sample was disclosed of a batch that is not stored"),
			(0, 1, "a sample was disclosed that the batch does not have"),
		] {
			hypothetically!({
				Disclosed::<Test>::insert((key(FIRST), sequence, index), stored.clone());
				assert_err!(Telemetry::do_try_state(), finding);
			});
		}
	});
}
