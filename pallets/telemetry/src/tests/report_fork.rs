use super::*;

fn report(sequence: u32, header: BatchHeader) -> sp_runtime::DispatchResult {
	let signature = sign(&header);
	Telemetry::report_fork(signed(STRANGER), sequence, header, signature)
}

/// Another batch with this number, that the copy of the device signed.
fn forged(sequence: u32) -> BatchHeader {
	BatchHeader { root: [9; 32], ..header(sequence) }
}

fn detected(sequence: u32) -> Event<Test> {
	Event::ForkDetected { device: key(FIRST), vehicle: VIN, sequence, reporter: STRANGER }
}

#[test]
fn raises_the_alarm_and_ends_the_chain() {
	Chain.build_and_execute(|| {
		submit_all([0, 1]);
		events();
		assert_ok!(report(1, forged(1)));
		assert_eq!(events(), [detected(1)]);
		assert_eq!(Alarms::get(), [VIN]);
		assert_eq!(DeviceChains::<Test>::get(key(FIRST)).unwrap().forked_at, Some(1));
		assert_eq!(Batches::<Test>::get(key(FIRST), 1).unwrap().header, header(1));
		assert_eq!(Balances::free_balance(STRANGER), START_BALANCE);
		assert_noop!(submit(header(2)), Error::<Test>::DeviceForked);
	});
}

#[test]
fn takes_a_neighbour_that_does_not_link() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		// What was to fill the gap is not what the next batch names.
		hypothetically!({
			assert_ok!(report(2, forged(1)));
			assert_eq!(DeviceChains::<Test>::get(key(FIRST)).unwrap().forked_at, Some(1));
		});
		assert_ok!(report(0, BatchHeader { previous: [9; 32], ..header(1) }));
		assert_eq!(Alarms::get(), [VIN]);
	});
}

#[test]
fn does_not_look_at_what_the_forged_batch_says() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		assert_ok!(report(0, BatchHeader { vin: SECOND_VIN, count: 0, ..header(0) }));
		assert_eq!(Alarms::get(), [VIN]);
	});
}

#[test]
fn raises_no_alarm_once_the_device_is_not_bound_to_the_car() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		for bound in [None, Some(SECOND_VIN)] {
			bind(key(FIRST), bound);
			hypothetically!({
				events();
				assert_ok!(report(0, forged(0)));
				assert_eq!((Alarms::get(), events()), (vec![], vec![detected(0)]));
			});
		}
	});
}

#[test]
fn fails_when_the_fork_is_known() {
	Chain.build_and_execute(|| {
		submit_all([0, 1]);
		assert_ok!(report(1, forged(1)));
		assert_noop!(report(1, forged(1)), Error::<Test>::DeviceForked);
		assert_noop!(report(0, forged(0)), Error::<Test>::DeviceForked);
	});
}

#[test]
fn fails_when_there_is_no_such_batch() {
	Chain.build_and_execute(|| {
		assert_noop!(report(0, forged(0)), Error::<Test>::BatchNotFound);
		submit_all([0]);
		assert_noop!(report(1, forged(1)), Error::<Test>::BatchNotFound);
		assert_noop!(report(0, second_header()), Error::<Test>::BatchNotFound);
	});
}

#[test]
fn fails_when_one_device_may_have_signed_both() {
	Chain.build_and_execute(|| {
		submit_all([0, 1]);
		for (against, header) in
			[(0, header(0)), (0, header(1)), (1, header(2)), (0, header(2)), (0, forged(2))]
		{
			assert_noop!(report(against, header), Error::<Test>::NoFork);
		}
	});
}

#[test]
fn fails_when_the_device_did_not_sign() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		for signature in [[0; 64], sign(&header(0)), sign_for(&forged(0), [7; 32])] {
			assert_noop!(
				Telemetry::report_fork(signed(STRANGER), 0, forged(0), signature),
				Error::<Test>::SignatureNotValid
			);
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let signature = sign(&forged(0));
			assert_noop!(Telemetry::report_fork(origin, 0, forged(0), signature), BadOrigin);
		}
	});
}
