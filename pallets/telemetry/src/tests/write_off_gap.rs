use super::*;

fn write_off(who: AccountId, to: u32) -> sp_runtime::DispatchResult {
	Telemetry::write_off_gap(signed(who), key(FIRST), to)
}

#[test]
fn counts_what_is_missing_as_lost() {
	Chain.build_and_execute(|| {
		submit_all([0, 4, 6]);
		submit_all([1]);
		events();
		assert_ok!(write_off(OWNER, 3));

		assert_eq!(
			events(),
			[Event::GapWrittenOff { device: key(FIRST), vehicle: VIN, from: 2, to: 3, by: OWNER }]
		);
		assert_eq!(open_gaps(), [Gap { from: 5, to: 5 }]);
		assert_eq!(DeviceChains::<Test>::get(key(FIRST)).unwrap().lost, 2);
		let summary = VehicleTelemetry::<Test>::get(VIN).unwrap();
		assert_eq!((summary.open_gaps, summary.lost), (1, 2));
	});
}

#[test]
fn makes_room_for_another_gap_and_none_for_what_was_lost() {
	Chain.build_and_execute(|| {
		let most = 2 * MAX_GAPS;
		submit_all((0..=most).step_by(2));
		assert_noop!(submit(header(most + 2)), Error::<Test>::TooManyGaps);
		assert_ok!(write_off(OWNER, 1));
		submit_all([most + 2]);
		assert_noop!(submit(header(1)), Error::<Test>::WrittenOff);
	});
}

#[test]
fn is_for_the_present_owner() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		for who in [CLOUD, STRANGER, BUYER] {
			assert_noop!(write_off(who, 1), Error::<Test>::NotOwner);
		}
		sell(VIN, BUYER);
		assert_noop!(write_off(OWNER, 1), Error::<Test>::NotOwner);
		assert_ok!(write_off(BUYER, 1));
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		Owners::set(&Vec::new());
		assert_noop!(write_off(OWNER, 1), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_when_there_is_no_such_gap() {
	Chain.build_and_execute(|| {
		assert_noop!(write_off(OWNER, 1), Error::<Test>::GapNotFound);
		submit_all([0, 3]);
		for to in [0, 1, 3, u32::MAX] {
			assert_noop!(write_off(OWNER, to), Error::<Test>::GapNotFound);
		}
		assert_ok!(write_off(OWNER, 2));
		assert_noop!(write_off(OWNER, 2), Error::<Test>::GapNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Telemetry::write_off_gap(origin, key(FIRST), 1), BadOrigin);
		}
	});
}
