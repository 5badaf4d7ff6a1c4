use super::*;

fn driven(points: &[(u64, u16)]) -> u32 {
	let mut counter = DistanceCounter::new(metres(0));
	for (run_ms, speed) in points {
		counter.push(*run_ms, *speed);
	}
	counter.odometer().metres()
}

#[test]
fn is_speed_over_time() {
	assert_eq!(driven(&[]), 0);
	assert_eq!(driven(&[(0, 3_600)]), 0);
	// 36 km/h for 20 s, with a second reading in one moment.
	assert_eq!(driven(&[(0, 3_600), (10_000, 3_600), (10_000, 3_600), (20_000, 3_600)]), 200);
	assert_eq!(driven(&[(0, 0), (10_000, 3_600)]), 50);
}

#[test]
fn does_not_grow_while_the_clock_stands_or_starts_again() {
	assert_eq!(driven(&[(20_000, 3_600), (20_000, 9_000)]), 0);
	assert_eq!(driven(&[(20_000, 3_600), (0, 3_600)]), 0);
	assert_eq!(driven(&[(20_000, 3_600), (0, 3_600), (10_000, 3_600)]), 100);
}

#[test]
fn counts_on_from_a_reading_and_stops_at_the_end_of_numbers() {
	let mut counter = DistanceCounter::new(metres(84_000_000));
	counter.push(0, 3_600);
	counter.push(1_000, 3_600);
	assert_eq!(counter.odometer(), metres(84_000_010));
	counter.push(u64::MAX, u16::MAX);
	assert_eq!(counter.odometer(), metres(u32::MAX));
}

proptest! {
	#[test]
	fn is_that_of_real_numbers_to_a_metre(
		steps in prop::collection::vec((0u64..5_000, 0u16..30_000), 1..500),
	) {
		let mut run_ms = 0;
		let points = steps.iter().map(|(step, speed)| {
			run_ms += step;
			(run_ms, *speed)
		});
		let points = points.collect::<Vec<_>>();
		let exact = points.windows(2).map(|pair| {
			let [(from, one), (to, other)] = [pair[0], pair[1]];
			f64::from(u32::from(one) + u32::from(other)) / 200.0 / 3.6 * (to - from) as f64 / 1_000.0
		});
		let exact = exact.sum::<f64>();
		prop_assert!((f64::from(driven(&points)) - exact).abs() < 1.001);
	}

	#[test]
	fn is_the_same_in_one_go_and_after_a_pause(
		points in prop::collection::vec((0u64..1_000_000, 0u16..30_000), 0..50),
		pause in 0usize..50,
	) {
		let mut counter = DistanceCounter::new(metres(7));
		for (index, (run_ms, speed)) in points.iter().enumerate() {
			if index == pause {
				counter = DistanceCounter::decode(&mut counter.encode().as_slice()).unwrap();
			}
			counter.push(*run_ms, *speed);
		}
		prop_assert_eq!(counter.odometer().metres(), 7 + driven(&points));
	}

	#[test]
	fn never_runs_backwards(points in prop::collection::vec(any::<(u64, u16)>(), 0..50)) {
		let mut counter = DistanceCounter::new(metres(0));
		for (run_ms, speed) in points {
			let before = counter.odometer();
			counter.push(run_ms, speed);
			prop_assert!(counter.odometer() >= before);
		}
	}
}
