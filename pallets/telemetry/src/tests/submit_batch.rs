use super::*;

#[test]
fn stores_the_batch_and_counts_it() {
	Chain.build_and_execute(|| {
		assert_ok!(submit(header(0)));

		let batch = Batches::<Test>::get(key(FIRST), 0).unwrap();
		assert_eq!((batch.header, batch.recorded_at), (header(0), NOW));
		assert_eq!(batch.deposit.payer, CLOUD);
		let chain = DeviceChains::<Test>::get(key(FIRST)).unwrap();
		assert_eq!((chain.next, chain.batches, chain.samples), (1, 1, 1_800));
		assert_eq!((chain.lost, chain.forked_at), (0, None));
		let summary = VehicleTelemetry::<Test>::get(VIN).unwrap();
		assert_eq!((summary.first_at, summary.first_odometer), (header(0).started_at, km(50_000)));
		assert_eq!(summary.last, Sighting::from(&header(0)));
		assert_eq!((summary.batches, summary.samples), (1, 1_800));
		assert_eq!(events(), [accepted(&header(0))]);
	});
}

#[test]
fn holds_deposits_of_the_submitter() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		assert_eq!(held(HoldReason::BatchStorage, CLOUD), BATCH_DEPOSIT);
		assert_eq!(held(HoldReason::SummaryStorage, CLOUD), CHAIN_DEPOSIT + SUMMARY_DEPOSIT);

		submit_all([1]);
		assert_eq!(held(HoldReason::BatchStorage, CLOUD), 2 * BATCH_DEPOSIT);
		assert_eq!(held(HoldReason::SummaryStorage, CLOUD), CHAIN_DEPOSIT + SUMMARY_DEPOSIT);
	});
}

#[test]
fn takes_a_batch_of_whoever_relays_it() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		let signature = sign(&header(1));
		assert_ok!(Telemetry::submit_batch(signed(STRANGER), header(1), signature));
		assert_eq!(held(HoldReason::BatchStorage, STRANGER), BATCH_DEPOSIT);
		assert_eq!(held(HoldReason::SummaryStorage, STRANGER), 0);
	});
}

#[test]
fn tells_the_odometer_verdict() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		let first = (header(0).started_at, km(50_000));
		let last = (header(0).ended_at, km(50_020));
		assert_eq!(Observations::get(), [(VIN, key(FIRST), first, last)]);
		assert_eq!(Alarms::get(), []);
	});
}

#[test]
fn takes_edges_of_clock_count_and_span() {
	Chain.build_and_execute(|| {
		let edge = BatchHeader {
			started_at: NOW + MAX_CLOCK_SKEW - 31 * DAY,
			ended_at: NOW + MAX_CLOCK_SKEW,
			count: MAX_SAMPLES,
			odometer_end: Odometer::MAX,
			odometer_start: Odometer::from_metres(4_000_000_000 - 31 * 86_400_000 / 9 - 1_000),
			place: Some(Place { latitude: -90, longitude: 179 }),
			..header(0)
		};
		hypothetically!({
			assert_ok!(submit(edge.clone()));
		});
		let instant = BatchHeader {
			started_at: 0,
			ended_at: 0,
			count: 1,
			odometer_start: km(0),
			odometer_end: km(1),
			..header(0)
		};
		assert_ok!(submit(instant));
	});
}

#[test]
fn fails_when_the_header_is_faulty() {
	use Error::*;
	Chain.build_and_execute(|| {
		let valid = header(0);
		let (start, end) = (valid.started_at, valid.ended_at);
		let place = |latitude, longitude| Some(Place { latitude, longitude });
		let faults: Vec<(BatchHeader, Error<Test>)> = vec![
			(BatchHeader { count: 0, ..valid.clone() }, CountNotValid),
			(BatchHeader { count: MAX_SAMPLES + 1, ..valid.clone() }, CountNotValid),
			(BatchHeader { ended_at: start - 1, ..valid.clone() }, TimesReversed),
			(BatchHeader { started_at: end - 31 * DAY - 1, ..valid.clone() }, SpanTooLong),
			(BatchHeader { ended_at: NOW + MAX_CLOCK_SKEW + 1, ..valid.clone() }, InFuture),
			(
				BatchHeader { odometer_end: Odometer::from_metres(u32::MAX), ..valid.clone() },
				OdometerNotValid,
			),
			(
				BatchHeader {
					odometer_start: Odometer::from_metres(999_999_000),
					odometer_end: Odometer::from_metres(999_999_001),
					..valid.clone()
				},
				OdometerNotValid,
			),
			(BatchHeader { odometer_end: km(49_999), ..valid.clone() }, OdometerReversed),
			// Half an hour at 400 km/h are 200 km, and an odometer may step by one.
			(
				BatchHeader { odometer_end: Odometer::from_metres(50_201_001), ..valid.clone() },
				TooFast,
			),
			(BatchHeader { place: place(90, 0), ..valid.clone() }, PlaceNotValid),
			(BatchHeader { place: place(0, -181), ..valid.clone() }, PlaceNotValid),
			(BatchHeader { previous: [1; 32], ..valid }, ChainBroken),
		];
		for (header, error) in faults {
			assert_noop!(submit(header), error);
		}
	});
}

#[test]
fn fails_when_the_device_is_not_bound_to_the_car() {
	Chain.build_and_execute(|| {
		let unbound = BatchHeader { device: key(UNBOUND), ..header(0) };
		assert_noop!(submit(unbound), Error::<Test>::DeviceNotBound);
		let elsewhere = BatchHeader { vin: SECOND_VIN, ..header(0) };
		assert_noop!(submit(elsewhere), Error::<Test>::DeviceNotBound);
		bind(key(FIRST), None);
		assert_noop!(submit(header(0)), Error::<Test>::DeviceNotBound);
	});
}

#[test]
fn fails_when_the_signature_is_of_another_key_header_or_chain() {
	Chain.build_and_execute(|| {
		let faults = [
			[0; 64],
			sign(&second_header()),
			sign(&header(1)),
			sign_for(&header(0), [7; 32]),
			sign_for(&header(0), []),
		];
		for signature in faults {
			assert_noop!(
				Telemetry::submit_batch(signed(CLOUD), header(0), signature),
				Error::<Test>::SignatureNotValid
			);
		}
	});
}

#[test]
fn fails_when_the_batch_is_replayed() {
	Chain.build_and_execute(|| {
		submit_all([0, 1]);
		for sequence in [0, 1] {
			assert_noop!(submit(header(sequence)), Error::<Test>::Replayed);
		}
	});
}

#[test]
fn fails_when_the_number_is_taken() {
	Chain.build_and_execute(|| {
		submit_all([0, 1]);
		for sequence in [0, 1] {
			let other = BatchHeader { root: [9; 32], ..header(sequence) };
			assert_noop!(submit(other), Error::<Test>::SequenceTaken);
		}
	});
}

#[test]
fn fails_when_the_batch_does_not_link_to_the_last() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		let broken = BatchHeader { previous: [9; 32], ..header(1) };
		assert_noop!(submit(broken), Error::<Test>::ChainBroken);
		let early = BatchHeader { started_at: header(0).ended_at - 1, ..header(1) };
		assert_noop!(submit(early), Error::<Test>::TimesOverlap);
		let below = BatchHeader { odometer_start: Odometer::from_metres(50_019_999), ..header(1) };
		assert_noop!(submit(below), Error::<Test>::OdometerBelowLast);

		let adjoining = BatchHeader {
			started_at: header(0).ended_at,
			odometer_start: header(0).odometer_end,
			..header(1)
		};
		assert_ok!(submit(adjoining));
	});
}

#[test]
fn goes_on_for_the_new_owner_who_binds_the_device_again() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		sell(VIN, BUYER);
		bind(key(FIRST), None);
		assert_noop!(submit(header(1)), Error::<Test>::DeviceNotBound);
		bind(key(FIRST), Some(VIN));
		assert_ok!(submit(header(1)));
	});
}

#[test]
fn begins_a_new_odometer_in_another_car() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		bind(key(FIRST), Some(SECOND_VIN));
		let moved = BatchHeader {
			vin: SECOND_VIN,
			odometer_start: km(10),
			odometer_end: km(20),
			..header(1)
		};
		assert_ok!(submit(moved));
		assert_eq!(DeviceChains::<Test>::get(key(FIRST)).unwrap().batches, 2);
		assert_eq!(VehicleTelemetry::<Test>::get(VIN).unwrap().batches, 1);
		assert_eq!(VehicleTelemetry::<Test>::get(SECOND_VIN).unwrap().batches, 1);
		assert_eq!(Alarms::get(), []);
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		let last = BatchHeader { sequence: u32::MAX, previous: [1; 32], ..header(0) };
		assert_noop!(submit(last.clone()), Error::<Test>::TooManyBatches);
		assert_ok!(submit(BatchHeader { sequence: u32::MAX - 1, ..last }));
		assert_eq!(open_gaps(), [Gap { from: 0, to: u32::MAX - 2 }]);
	});
}

#[test]
fn fails_when_the_car_has_too_many_readings() {
	Chain.build_and_execute(|| {
		AreReadingsFull::set(&true);
		assert_noop!(submit(header(0)), Error::<Test>::TooManyReadings);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		let all = BATCH_DEPOSIT + CHAIN_DEPOSIT + SUMMARY_DEPOSIT;
		for (balance, is_enough) in
			[(SUMMARY_DEPOSIT, false), (all - BATCH_DEPOSIT, false), (all, false), (all + 1, true)]
		{
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), CLOUD, balance));
			if is_enough {
				assert_ok!(submit(header(0)));
			} else {
				assert_noop!(submit(header(0)), FundsUnavailable);
			}
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let signature = sign(&header(0));
			assert_noop!(Telemetry::submit_batch(origin, header(0), signature), BadOrigin);
		}
	});
}
