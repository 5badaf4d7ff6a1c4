use super::*;

#[test]
fn is_at_most_150_bytes_laid_out_field_by_field() {
	assert_eq!(BatchHeader::max_encoded_len(), 150);
	let header = BatchHeader { place: Some(Place { latitude: -34, longitude: 18 }), ..header() };
	let by_hand = [
		VIN.as_bytes().to_vec(),
		DEVICE.to_vec(),
		vec![0, 0, 0, 0, 6],
		NOW.to_le_bytes().to_vec(),
		(NOW + HOUR).to_le_bytes().to_vec(),
		3_600u32.to_le_bytes().to_vec(),
		vec![0xAA; 32],
		50_000_000u32.to_le_bytes().to_vec(),
		50_060_000u32.to_le_bytes().to_vec(),
		vec![0; 32],
		vec![1, 0xDE, 18, 0],
	];
	assert_eq!(header.encode(), by_hand.concat());
}

#[test]
fn is_signed_for_one_ledger() {
	let header = header();
	let payload = header.signing_payload([7; 32]);
	assert_eq!(payload, [b"carx/telemetry/1".as_slice(), &[7; 32], &header.encode()].concat());
	assert_ne!(payload, header.signing_payload([8; 32]));
}

mod check {
	use super::*;
	use HeaderError::*;

	fn of(change: impl FnOnce(&mut BatchHeader)) -> Result<(), HeaderError> {
		let mut header = header();
		change(&mut header);
		header.check(NOW + 31 * DAY)
	}

	#[test]
	fn takes_edges() {
		assert_eq!(of(|_| ()), Ok(()));
		assert_eq!(of(|header| header.count = MAX_SAMPLES), Ok(()));
		assert_eq!(of(|header| header.ended_at = NOW + 31 * DAY), Ok(()));
		assert_eq!(of(|header| header.odometer_end = header.odometer_start), Ok(()));
		assert_eq!(of(|header| header.odometer_end = metres(50_401_000)), Ok(()));
		assert_eq!(of(|header| (header.sequence, header.previous) = (1, [1; 32])), Ok(()));
	}

	#[test]
	fn refuses_what_lies_outside() {
		assert_eq!(of(|header| header.count = 0), Err(CountNotValid));
		assert_eq!(of(|header| header.count = MAX_SAMPLES + 1), Err(CountNotValid));
		assert_eq!(of(|header| header.ended_at = NOW - 1), Err(TimesReversed));
		assert_eq!(of(|header| header.ended_at = NOW + 31 * DAY + 1), Err(InFuture));
		assert_eq!(of(|header| header.started_at = NOW + HOUR - 31 * DAY - 1), Err(SpanTooLong));
		assert_eq!(of(|header| header.odometer_start = metres(u32::MAX)), Err(OdometerNotValid));
		assert_eq!(of(|header| header.odometer_end = metres(u32::MAX)), Err(OdometerNotValid));
		assert_eq!(of(|header| header.odometer_end = metres(49_999_999)), Err(OdometerReversed));
		assert_eq!(of(|header| header.odometer_end = metres(50_401_001)), Err(TooFast));
		let place = Place { latitude: 0, longitude: 180 };
		assert_eq!(of(|header| header.place = Some(place)), Err(PlaceNotValid));
		assert_eq!(of(|header| header.previous = [1; 32]), Err(FirstHasPrevious));
	}
}

mod follows {
	use super::*;

	#[test]
	fn takes_the_next_and_one_after_a_gap() {
		let (first, second) = (header(), next(&header()));
		assert_eq!(second.follows(&first), Ok(()));
		assert_eq!(next(&second).follows(&first), Ok(()));
	}

	#[test]
	fn refuses_what_does_not_fit() {
		let (first, second) = (header(), next(&header()));
		let broken = BatchHeader { previous: [9; 32], ..second.clone() };
		assert_eq!(broken.follows(&first), Err(LinkError::ChainBroken));
		let later = BatchHeader { sequence: 2, ..broken };
		assert_eq!(later.follows(&first), Ok(()));
		let early = BatchHeader { started_at: first.ended_at - 1, ..second.clone() };
		assert_eq!(early.follows(&first), Err(LinkError::TimesOverlap));
		let below = BatchHeader { odometer_start: metres(50_059_999), ..second };
		assert_eq!(below.follows(&first), Err(LinkError::OdometerBelowLast));
		let vin = Vin::from_bytes(*b"WVWZZZ1KZ6W612305");
		assert_eq!(BatchHeader { vin, ..below }.follows(&first), Ok(()));
	}
}

mod contradicts {
	use super::*;

	#[test]
	fn finds_two_of_a_number_and_neighbours_without_link() {
		let (first, second) = (header(), next(&header()));
		let forged = BatchHeader { root: [9; 32], ..header() };
		for (one, other, is_fork) in [
			(&first, &first, false),
			(&first, &second, false),
			(&first, &forged, true),
			(&forged, &second, true),
			(&forged, &next(&second), false),
			(&BatchHeader { device: [0; 32], ..forged.clone() }, &first, false),
		] {
			assert_eq!(one.contradicts(other), is_fork);
			assert_eq!(other.contradicts(one), is_fork);
		}
	}

	proptest! {
		#[test]
		fn never_an_honest_device(counts in prop::collection::vec(1u32..20, 1..8)) {
			let samples = samples(200);
			let mut builder = BatchBuilder::new(VIN, DEVICE);
			let mut start = 0;
			let headers = counts.iter().map(|count| {
				let end = start + *count as usize;
				let batch = builder.seal(&samples[start..end], None).unwrap();
				start = end;
				batch.header().clone()
			});
			let headers = headers.collect::<Vec<_>>();
			for one in &headers {
				for other in &headers {
					prop_assert!(!one.contradicts(other));
					if one.sequence < other.sequence {
						prop_assert_eq!(other.follows(one), Ok(()));
					}
				}
			}
		}
	}
}
