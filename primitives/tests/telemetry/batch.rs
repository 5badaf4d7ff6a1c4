use super::*;

/// Two drives of a 2014 Toyota Etios; see `story/data/README.md`.
const DRIVE: &str = include_str!("../../../story/data/drive.csv");
const SECOND_DRIVE: &str = include_str!("../../../story/data/second-drive.csv");

/// When the drive was published; its source does not say when it was driven.
const PUBLISHED_AT: Moment = 1_555_545_681_000;

fn builder() -> BatchBuilder {
	BatchBuilder::new(VIN, DEVICE)
}

/// A drive that began at `start`, as its device would have sampled it, the odometer counted on from `odometer`.
fn drive(rows: &str, start: Moment, odometer: Odometer) -> Vec<Sample> {
	let mut counter = DistanceCounter::new(odometer);
	let rows = rows.lines().skip(1).map(|line| {
		let row = line.split(',').map(|field| field.parse().unwrap()).collect::<Vec<f64>>();
		let [run_s, rpm, kmh, coolant] = row[..] else { panic!("a row of {} columns", row.len()) };
		let (run_ms, speed) = ((run_s * 1_000.0) as u64, (kmh * 100.0) as u16);
		counter.push(run_ms, speed);
		let signals = vec![
			Signal { id: 1, value: (rpm * 100.0) as i32 },
			Signal { id: 2, value: (coolant * 10.0) as i32 },
		];
		Sample {
			at: start + run_ms,
			odometer: counter.odometer(),
			speed: Some(speed),
			signals: signals.try_into().unwrap(),
		}
	});
	rows.collect()
}

#[test]
fn names_what_was_sealed() {
	let mut builder = builder();
	let place = Some(Place { latitude: 39, longitude: 116 });
	let batch = builder.seal(&samples(3_600), place).unwrap();
	let expected = BatchHeader {
		root: batch.header().root,
		ended_at: NOW + 3_599_000,
		odometer_end: metres(50_046_787),
		place,
		..header()
	};
	assert_eq!(*batch.header(), expected);
	assert_eq!((builder.sequence, builder.previous), (1, expected.hash()));
}

#[test]
fn links_to_the_one_before() {
	let mut builder = builder();
	let samples = samples(20);
	let first = builder.seal(&samples[..10], None).unwrap();
	let mut builder = BatchBuilder::decode(&mut builder.encode().as_slice()).unwrap();
	let second = builder.seal(&samples[10..], None).unwrap();
	assert_eq!(second.header().sequence, 1);
	assert_eq!(second.header().previous, first.header().hash());
	assert_eq!(second.header().follows(first.header()), Ok(()));
	assert!(!second.header().contradicts(first.header()));
}

#[test]
fn is_refused_when_samples_are_at_fault() {
	let refused = |samples: &[Sample]| {
		let mut builder = builder();
		let error = builder.seal(samples, None).unwrap_err();
		assert_eq!(builder, self::builder());
		error
	};
	let faulty = |fault: fn(&mut Sample)| {
		let mut samples = samples(5);
		fault(&mut samples[3]);
		refused(&samples)
	};
	let count = BatchError::Header(HeaderError::CountNotValid);
	assert_eq!(refused(&[]), count);
	assert_eq!(refused(&samples(MAX_SAMPLES + 1)), count);
	assert_eq!(faulty(|sample| sample.at = NOW), BatchError::TimesReversed { index: 3 });
	assert_eq!(
		faulty(|sample| sample.odometer = metres(0)),
		BatchError::OdometerReversed { index: 3 }
	);
	let twice = |sample: &mut Sample| sample.signals.try_push(sample.signals[0]).unwrap();
	assert_eq!(faulty(twice), BatchError::SignalsNotOrdered { index: 3 });
	let mut far = samples(2);
	far[1].odometer = metres(60_000_000);
	assert_eq!(refused(&far), BatchError::Header(HeaderError::TooFast));

	let mut last = BatchBuilder { sequence: u32::MAX, ..builder() };
	assert_eq!(last.seal(&samples(1), None), Err(BatchError::TooManyBatches));
}

#[test]
fn of_most_samples_proves_each_by_17_hashes() {
	let samples = samples(MAX_SAMPLES);
	let batch = builder().seal(&samples, None).unwrap();
	for index in [0, 51_234, MAX_SAMPLES - 1] {
		let siblings = batch.proof(index).unwrap().siblings;
		assert_eq!(siblings.len(), MAX_PROOF_LEN as usize);
		assert!(verify_sample(batch.header(), index, &samples[index as usize], &siblings));
	}
	assert_eq!(batch.proof(MAX_SAMPLES), None);
}

#[test]
fn of_a_real_drive_proves_its_fastest_moment() {
	let samples = drive(DRIVE, PUBLISHED_AT, metres(84_000_000));
	let batch = builder().seal(&samples, None).unwrap();
	let header = batch.header();
	assert_eq!((header.count, header.ended_at - header.started_at), (2_709, 1_330_000));
	// By `distance_metres` of the story, in real numbers.
	assert_eq!(header.odometer_end.metres() - header.odometer_start.metres(), 6594);

	let (index, fastest) = samples.iter().enumerate().max_by_key(|(_, it)| it.speed).unwrap();
	let siblings = batch.proof(index as u32).unwrap().siblings;
	assert!(siblings.len() <= 12);
	assert!(verify_sample(header, index as u32, fastest, &siblings));
	let slower = Sample { speed: Some(5_000), ..fastest.clone() };
	assert!(!verify_sample(header, index as u32, &slower, &siblings));
}

#[test]
fn of_the_next_real_drive_goes_on_where_the_first_ended() {
	let mut builder = builder();
	let first = builder.seal(&drive(DRIVE, PUBLISHED_AT, metres(84_000_000)), None).unwrap();
	let (start, odometer) = (first.header().ended_at + 3_600_000, first.header().odometer_end);
	let samples = drive(SECOND_DRIVE, start, odometer);
	let second = builder.seal(&samples, None).unwrap();

	let header = second.header();
	assert_eq!(header.follows(first.header()), Ok(()));
	assert_eq!((header.count, header.ended_at - header.started_at), (2_926, 1_436_000));
	// 12,676.9 m by integrating in real numbers.
	assert_eq!(header.odometer_end.metres() - odometer.metres(), 12_676);
	let last = second.proof(2_925).unwrap().siblings;
	assert!(verify_sample(header, 2_925, &samples[2_925], &last));
	assert!(!verify_sample(first.header(), 2_708, &samples[2_925], &last));
}

proptest! {
	#[test]
	fn proves_its_samples_and_no_other(count in 1u32..200, pick: u32, bit: usize) {
		let samples = samples(count);
		let batch = builder().seal(&samples, None).unwrap();
		let index = pick % count;
		let siblings = batch.proof(index).unwrap().siblings;
		let honest = &samples[index as usize];
		prop_assert!(verify_sample(batch.header(), index, honest, &siblings));

		let mut bytes = honest.encode();
		let bit = bit % (bytes.len() * 8);
		bytes[bit / 8] ^= 1 << (bit % 8);
		if let Ok(changed) = Sample::decode_all(&mut bytes.as_slice()) {
			prop_assert!(!verify_sample(batch.header(), index, &changed, &siblings));
		}
		for other in (0..count).filter(|other| *other != index) {
			prop_assert!(!verify_sample(batch.header(), other, honest, &siblings));
		}
	}

	#[test]
	fn is_sealed_exactly_when_it_is_in_order(
		points in prop::collection::vec((0u64..50, 0u32..50), 1..6),
	) {
		let samples = points.iter().map(|(at, odometer)| Sample {
			at: *at,
			odometer: metres(*odometer),
			speed: None,
			signals: Default::default(),
		});
		let samples = samples.collect::<Vec<_>>();
		let is_ordered = points.windows(2).all(|pair| {
			pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1
		});
		prop_assert_eq!(builder().seal(&samples, None).is_ok(), is_ordered);
	}

	#[test]
	fn never_panics(
		points in prop::collection::vec(any::<(u64, u32)>(), 0..4),
		sequence: u32,
		previous: [u8; 32],
	) {
		let samples = points.into_iter().map(|(at, odometer)| Sample {
			at,
			odometer: metres(odometer),
			speed: None,
			signals: Default::default(),
		});
		let mut builder = BatchBuilder { sequence, previous, ..builder() };
		if let Ok(batch) = builder.seal(&samples.collect::<Vec<_>>(), None) {
			prop_assert_eq!(batch.header().check(Moment::MAX), Ok(()));
		}
	}
}
