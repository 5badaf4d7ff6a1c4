use super::*;

fn detected(from: u32, to: u32) -> Event<Test> {
	Event::GapDetected { device: key(FIRST), vehicle: VIN, from, to }
}

fn closed(to: u32) -> Event<Test> {
	Event::GapClosed { device: key(FIRST), vehicle: VIN, to }
}

fn gaps_of_car() -> u32 {
	VehicleTelemetry::<Test>::get(VIN).unwrap().open_gaps
}

#[test]
fn are_noticed() {
	Chain.build_and_execute(|| {
		submit_all([0, 3]);
		assert_eq!(open_gaps(), [Gap { from: 1, to: 2 }]);
		assert_eq!(gaps_of_car(), 1);
		assert_eq!(events(), [accepted(&header(0)), detected(1, 2), accepted(&header(3))]);
	});
}

#[test]
fn are_noticed_before_the_first_batch() {
	Chain.build_and_execute(|| {
		submit_all([2]);
		assert_eq!(open_gaps(), [Gap { from: 0, to: 1 }]);
		assert_eq!(events(), [detected(0, 1), accepted(&header(2))]);
		submit_all([0, 1]);
		assert_eq!((open_gaps(), gaps_of_car()), (vec![], 0));
	});
}

#[test]
fn are_filled_from_the_front_and_close() {
	Chain.build_and_execute(|| {
		submit_all([0, 3]);
		events();
		submit_all([1]);
		assert_eq!(open_gaps(), [Gap { from: 2, to: 2 }]);
		assert_eq!((gaps_of_car(), events()), (1, vec![accepted(&header(1))]));
		submit_all([2]);
		assert_eq!((open_gaps(), gaps_of_car()), (vec![], 0));
		assert_eq!(events(), [closed(2), accepted(&header(2))]);

		let chain = DeviceChains::<Test>::get(key(FIRST)).unwrap();
		assert_eq!((chain.next, chain.batches, chain.samples), (4, 4, 7_200));
		let summary = VehicleTelemetry::<Test>::get(VIN).unwrap();
		assert_eq!((summary.batches, summary.last), (4, Sighting::from(&header(3))));
		submit_all([4]);
	});
}

#[test]
fn are_kept_apart_and_closed_in_any_order() {
	Chain.build_and_execute(|| {
		submit_all([0, 2, 5]);
		assert_eq!(open_gaps(), [Gap { from: 1, to: 1 }, Gap { from: 3, to: 4 }]);
		submit_all([3, 4]);
		assert_eq!((open_gaps(), gaps_of_car()), (vec![Gap { from: 1, to: 1 }], 1));
		submit_all([1]);
		assert_eq!((open_gaps(), gaps_of_car()), (vec![], 0));
	});
}

#[test]
fn are_counted_for_the_car_of_the_batch_that_showed_them() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		bind(key(FIRST), Some(SECOND_VIN));
		assert_ok!(submit(BatchHeader { vin: SECOND_VIN, ..header(2) }));
		assert_eq!(gaps_of_car(), 0);
		assert_eq!(VehicleTelemetry::<Test>::get(SECOND_VIN).unwrap().open_gaps, 1);

		bind(key(FIRST), Some(VIN));
		submit_all([1]);
		assert_eq!(VehicleTelemetry::<Test>::get(SECOND_VIN).unwrap().open_gaps, 0);
	});
}

#[test]
fn set_the_first_batch_of_the_car_back() {
	Chain.build_and_execute(|| {
		submit_all([1, 0]);
		let summary = VehicleTelemetry::<Test>::get(VIN).unwrap();
		assert_eq!((summary.first_at, summary.first_odometer), (header(0).started_at, km(50_000)));
	});
}

#[test]
fn refuse_what_comes_out_of_order() {
	Chain.build_and_execute(|| {
		submit_all([0, 4]);
		for sequence in [2, 3] {
			assert_noop!(submit(header(sequence)), Error::<Test>::OutOfOrder);
		}
	});
}

#[test]
fn refuse_what_does_not_fit_their_edges() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		let late = header(1);
		let (before, after) = (header(0), header(2));
		assert_noop!(
			submit(BatchHeader { previous: [9; 32], ..late.clone() }),
			Error::<Test>::ChainBroken
		);
		// The batch after it names another.
		assert_noop!(
			submit(BatchHeader { root: [9; 32], ..late.clone() }),
			Error::<Test>::ChainBroken
		);
		assert_noop!(
			submit(BatchHeader { started_at: before.ended_at - 1, ..late.clone() }),
			Error::<Test>::TimesOverlap
		);
		assert_noop!(
			submit(BatchHeader { odometer_start: km(50_019), ..late }),
			Error::<Test>::OdometerBelowLast
		);
		submit_all([3, 6]);
		let long = BatchHeader { ended_at: header(6).started_at + 1, ..header(4) };
		assert_noop!(submit(long), Error::<Test>::TimesOverlap);
		let far = BatchHeader { odometer_end: Odometer::from_metres(50_180_001), ..header(4) };
		assert_noop!(submit(far), Error::<Test>::OdometerBelowLast);
		assert_eq!(after.previous, header(1).hash());
	});
}

#[test]
fn are_at_most_sixteen() {
	Chain.build_and_execute(|| {
		let most = 2 * MAX_GAPS;
		submit_all((0..=most).step_by(2));
		assert_eq!(open_gaps().len(), 16);
		assert_noop!(submit(header(most + 2)), Error::<Test>::TooManyGaps);
		submit_all([most + 1, 1, most + 3]);
		assert_eq!((open_gaps().len(), gaps_of_car()), (16, 16));
	});
}
