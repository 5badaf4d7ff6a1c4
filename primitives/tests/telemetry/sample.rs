use super::*;

#[test]
fn ids_are_in_order_and_paths_unique() {
	for (kind, id) in SIGNALS.iter().zip(1..) {
		assert_eq!(kind.id, id);
		assert!(kind.path.starts_with("Vehicle.") && !kind.unit.is_empty() && kind.steps > 0);
		assert_eq!(SIGNALS.iter().filter(|other| other.path == kind.path).count(), 1);
	}
}

#[test]
fn is_at_most_112_bytes() {
	assert_eq!(Sample::max_encoded_len(), 8 + 4 + 3 + 1 + 16 * 6);
}

#[test]
fn has_no_more_signals_than_fit() {
	let signals = vec![Signal { id: 1, value: 0 }; MAX_SIGNALS as usize + 1];
	let bytes = (NOW, 0u32, None::<u16>, signals).encode();
	assert!(Sample::decode(&mut bytes.as_slice()).is_err());
}

proptest! {
	#[test]
	fn comes_back_from_its_encoding(
		at: u64,
		odometer: u32,
		speed: Option<u16>,
		signals in prop::collection::vec((any::<u16>(), any::<i32>()), 0..=16),
	) {
		let signals = signals.into_iter().map(|(id, value)| Signal { id, value }).collect::<Vec<_>>();
		let is_ordered = signals.windows(2).all(|pair| pair[0].id < pair[1].id);
		let signals = signals.try_into().unwrap();
		let sample = Sample { at, odometer: metres(odometer), speed, signals };
		prop_assert_eq!(Sample::decode_all(&mut sample.encode().as_slice()), Ok(sample.clone()));
		prop_assert_eq!(sample.has_ordered_signals(), is_ordered);
	}
}
