use super::*;

fn suspected(conflict: Conflict, device: u8, other: u8) -> Event<Test> {
	Event::CloneSuspected { vehicle: VIN, device: key(device), other: key(other), conflict }
}

/// The second device at 92,000 km, `hours` after the half hour of the first.
fn clone_after(hours: u64) -> BatchHeader {
	BatchHeader {
		started_at: header(0).started_at + hours * HOUR,
		ended_at: header(0).ended_at + hours * HOUR,
		odometer_start: km(92_000),
		odometer_end: km(92_020),
		..second_header()
	}
}

#[test]
fn are_suspected_when_two_devices_see_different_odometers_on_one_day() {
	for hours in [0, 6, 24] {
		Chain.build_and_execute(|| {
			submit_all([0]);
			events();
			assert_ok!(submit(clone_after(hours)));
			assert_eq!(Alarms::get(), [VIN]);
			assert_eq!(
				events(),
				[suspected(Conflict::Odometer, SECOND, FIRST), accepted(&clone_after(hours))]
			);
			assert_eq!(Batches::<Test>::get(key(SECOND), 0).unwrap().header, clone_after(hours));
		});
	}
}

#[test]
fn are_suspected_in_either_order() {
	Chain.build_and_execute(|| {
		assert_ok!(submit(clone_after(6)));
		assert_ok!(submit(header(0)));
		assert_eq!(Alarms::get(), [VIN]);
	});
}

#[test]
fn are_suspected_as_often_as_they_are_seen() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		assert_ok!(submit(clone_after(6)));
		submit_all([7]);
		assert_eq!(Alarms::get(), [VIN, VIN]);
	});
}

#[test]
fn are_not_suspected_of_devices_that_differ_a_little() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		let counted =
			BatchHeader { odometer_start: km(50_070), odometer_end: km(50_090), ..second_header() };
		hypothetically!({
			assert_ok!(submit(counted.clone()));
			assert_eq!(Alarms::get(), []);
		});
		let apart = Odometer::from_metres(50_070_001);
		assert_ok!(submit(BatchHeader { odometer_start: apart, ..counted }));
		assert_eq!(Alarms::get(), [VIN]);
	});
}

#[test]
fn are_not_suspected_after_more_than_a_day() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		assert_ok!(submit(clone_after(25)));
		assert_eq!(Alarms::get(), []);
	});
}

#[test]
fn are_suspected_when_no_way_leads_from_place_to_place() {
	let beijing = Some(Place { latitude: 39, longitude: 116 });
	let shanghai = Some(Place { latitude: 31, longitude: 121 });
	let tianjin = Some(Place { latitude: 39, longitude: 117 });
	Chain.build_and_execute(|| {
		assert_ok!(submit(BatchHeader { place: beijing, ..header(0) }));
		events();
		for (place, is_alarming) in [(tianjin, false), (None, false), (shanghai, true)] {
			hypothetically!({
				let there = BatchHeader { place, ..second_header() };
				assert_ok!(submit(there.clone()));
				assert_eq!(Alarms::get().len(), usize::from(is_alarming));
				let alarm = is_alarming.then(|| suspected(Conflict::Travel, SECOND, FIRST));
				assert_eq!(
					events(),
					alarm.into_iter().chain([accepted(&there)]).collect::<Vec<_>>()
				);
			});
		}
		// An hour later it may have come by air.
		let by_air = BatchHeader {
			started_at: header(0).started_at + HOUR,
			ended_at: header(0).ended_at + HOUR,
			place: shanghai,
			..second_header()
		};
		assert_ok!(submit(by_air));
		assert_eq!(Alarms::get(), []);
	});
}

#[test]
fn are_suspected_of_one_device_in_two_places() {
	Chain.build_and_execute(|| {
		let here = Some(Place { latitude: 39, longitude: 116 });
		let there = Some(Place { latitude: -34, longitude: 18 });
		let first = BatchHeader { place: here, ..header(0) };
		let next = BatchHeader { place: there, previous: first.hash(), ..header(1) };
		assert_ok!(submit(first));
		assert_ok!(submit(next));
		assert_eq!(Alarms::get(), [VIN]);
	});
}
