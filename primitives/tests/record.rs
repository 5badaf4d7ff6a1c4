//! Records: their layout, and the hash chain over them.

use carx_primitives::{
	Locator, Odometer, Record, RecordClass, RecordClasses, RecordHead, RecordSource, Role,
	MAX_LOCATOR_LEN,
};
use codec::{Compact, Decode, Encode, MaxEncodedLen};
use proptest::{collection::vec, option, prelude::*, sample::select};
use sp_crypto_hashing::blake2_256;

type Issuer = [u8; 32];

/// Every source there is.
fn sources() -> Vec<RecordSource> {
	let accredited = Role::ALL.map(RecordSource::Accredited);
	[&[RecordSource::Owner], &accredited[..], &[RecordSource::Device, RecordSource::Arbiters]]
		.concat()
}

/// The encoding of a source written by hand.
fn source_by_hand(source: RecordSource) -> Vec<u8> {
	match source {
		RecordSource::Owner => vec![0],
		RecordSource::Accredited(role) => vec![1, role as u8],
		RecordSource::Device => vec![2],
		RecordSource::Arbiters => vec![3],
	}
}

/// The history whose encodings and heads are in `vectors/records.csv`.
fn history() -> [Record<Issuer>; 3] {
	[
		Record {
			class: RecordClass::Inspection,
			issuer: [0x11; 32],
			source: RecordSource::Owner,
			observed_at: 1_420_736_400_000,
			recorded_at: 1_795_348_800_000,
			recorded_in: 7,
			title_epoch: 0,
			odometer: Some(Odometer::from_metres(131_000_602)),
			odometer_after: None,
			payload_hash: [0xAA; 32],
			locator: Locator::default(),
			is_sealed: false,
			supersedes: None,
		},
		Record {
			class: RecordClass::PartReplacement,
			issuer: [0x22; 32],
			source: RecordSource::Accredited(Role::Workshop),
			observed_at: 1_420_736_400_001,
			recorded_at: 1_795_348_801_000,
			recorded_in: 8,
			title_epoch: 1,
			odometer: Some(Odometer::from_metres(138_000_000)),
			odometer_after: Some(Odometer::from_metres(88_000_000)),
			payload_hash: [0xBB; 32],
			locator: locator(b"https://records.example/2"),
			is_sealed: true,
			supersedes: None,
		},
		Record {
			class: RecordClass::Other,
			issuer: [0x33; 32],
			source: RecordSource::Accredited(Role::Regulator),
			observed_at: 0,
			recorded_at: u64::MAX,
			recorded_in: u32::MAX,
			title_epoch: u32::MAX,
			odometer: Some(Odometer::MAX),
			odometer_after: Some(Odometer::MAX),
			payload_hash: [0xCC; 32],
			locator: locator(&[b'b'; MAX_LOCATOR_LEN as usize]),
			is_sealed: true,
			supersedes: Some(0),
		},
	]
}

fn locator(text: &[u8]) -> Locator {
	text.to_vec().try_into().unwrap()
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `[encoding, head]` in hexadecimal of each record of [`history`].
fn vectors() -> Vec<[&'static str; 2]> {
	include_str!("vectors/records.csv")
		.lines()
		.skip(1)
		.map(|line| {
			let columns = line.split(',').collect::<Vec<_>>();
			[columns[1], columns[2]]
		})
		.collect()
}

/// The layout of a record written by hand, field by field, without the derived codec.
fn by_hand(record: &Record<Issuer>) -> Vec<u8> {
	let optional = |number: Option<u32>| match number {
		None => vec![0],
		Some(number) => [&[1], number.to_le_bytes().as_slice()].concat(),
	};
	[
		vec![record.class as u8],
		record.issuer.to_vec(),
		source_by_hand(record.source),
		record.observed_at.to_le_bytes().to_vec(),
		record.recorded_at.to_le_bytes().to_vec(),
		record.recorded_in.to_le_bytes().to_vec(),
		record.title_epoch.to_le_bytes().to_vec(),
		optional(record.odometer.map(|reading| reading.metres())),
		optional(record.odometer_after.map(|reading| reading.metres())),
		record.payload_hash.to_vec(),
		Compact(record.locator.len() as u32).encode(),
		record.locator.to_vec(),
		vec![u8::from(record.is_sealed)],
		optional(record.supersedes),
	]
	.concat()
}

fn class() -> impl Strategy<Value = RecordClass> {
	select(RecordClass::ALL.as_slice())
}

fn record() -> impl Strategy<Value = Record<Issuer>> {
	let origin = (class(), any::<Issuer>(), select(sources()), any::<(u64, u64, u32, u32)>());
	let content = (
		option::of(any::<u32>()),
		option::of(any::<u32>()),
		any::<[u8; 32]>(),
		vec(any::<u8>(), 0..=MAX_LOCATOR_LEN as usize),
		any::<bool>(),
		option::of(any::<u32>()),
	);
	(origin, content).prop_map(|(origin, content)| {
		let (class, issuer, source, (observed_at, recorded_at, recorded_in, title_epoch)) = origin;
		let (odometer, odometer_after, payload_hash, text, is_sealed, supersedes) = content;
		Record {
			class,
			issuer,
			source,
			observed_at,
			recorded_at,
			recorded_in,
			title_epoch,
			odometer: odometer.map(Odometer::from_metres),
			odometer_after: odometer_after.map(Odometer::from_metres),
			payload_hash,
			locator: locator(&text),
			is_sealed,
			supersedes,
		}
	})
}

/// `record` with each of its fields changed in turn.
fn altered(record: &Record<Issuer>) -> Vec<Record<Issuer>> {
	let change = |alter: fn(&mut Record<Issuer>)| {
		let mut record = record.clone();
		alter(&mut record);
		record
	};
	vec![
		change(|record| {
			record.class = match record.class {
				RecordClass::Other => RecordClass::Claim,
				_ => RecordClass::Other,
			}
		}),
		change(|record| record.issuer[31] ^= 1),
		change(|record| {
			record.source = match record.source {
				RecordSource::Owner => RecordSource::Arbiters,
				_ => RecordSource::Owner,
			}
		}),
		change(|record| record.observed_at ^= 1),
		change(|record| record.recorded_at ^= 1),
		change(|record| record.recorded_in ^= 1),
		change(|record| record.title_epoch ^= 1),
		change(|record| {
			record.odometer = match record.odometer {
				Some(_) => None,
				None => Some(Odometer::from_metres(0)),
			}
		}),
		change(|record| {
			record.odometer_after = match record.odometer_after {
				Some(_) => None,
				None => Some(Odometer::from_metres(0)),
			}
		}),
		change(|record| record.payload_hash[0] ^= 0x80),
		change(|record| {
			if record.locator.pop().is_none() {
				record.locator = locator(b"a");
			}
		}),
		change(|record| record.is_sealed = !record.is_sealed),
		change(|record| {
			record.supersedes = match record.supersedes {
				Some(_) => None,
				None => Some(0),
			}
		}),
	]
}

mod layout {
	use super::*;

	#[test]
	fn is_pinned_by_vectors() {
		for (record, [scale, _]) in history().iter().zip(vectors()) {
			assert_eq!(hex(&record.encode()), scale);
			assert_eq!(hex(&by_hand(record)), scale);
		}
		assert_eq!(vectors().len(), history().len());
	}

	#[test]
	fn of_the_longest_record_is_as_long_as_deposits_assume() {
		assert_eq!(Record::<Issuer>::max_encoded_len(), 237);
		assert_eq!(history()[2].encoded_size(), 237);
		assert_eq!(RecordHead::max_encoded_len(), 36);
	}

	#[test]
	fn of_a_head_is_count_then_hash() {
		let head = RecordHead { count: 0x0102_0304, head: [7; 32] };
		assert_eq!(head.encode(), [&[4, 3, 2, 1], [7; 32].as_slice()].concat());
	}

	#[test]
	fn has_room_for_128_bytes_of_locator() {
		assert!(Locator::try_from(vec![0; 128]).is_ok());
		assert!(Locator::try_from(vec![0; 129]).is_err());
		let too_long = vec![0u8; 129].encode();
		assert!(Locator::decode(&mut too_long.as_slice()).is_err());
	}

	#[test]
	fn of_enumerations_is_their_index() {
		for (class, index) in RecordClass::ALL.into_iter().zip(0u8..) {
			assert_eq!(class.encode(), [index]);
			assert_eq!(RecordClass::decode(&mut [index].as_slice()), Ok(class));
		}
		assert!(RecordClass::decode(&mut [11u8].as_slice()).is_err());
		for source in sources() {
			assert_eq!(source.encode(), source_by_hand(source));
			assert_eq!(RecordSource::decode(&mut source.encode().as_slice()), Ok(source));
		}
		assert!(RecordSource::decode(&mut [4u8].as_slice()).is_err());
		assert!(RecordSource::decode(&mut [1u8, 10].as_slice()).is_err());
	}

	proptest! {
		#[test]
		fn is_that_written_by_hand_and_reads_back(record in record()) {
			let encoded = record.encode();
			prop_assert_eq!(&encoded, &by_hand(&record));
			prop_assert!(encoded.len() <= Record::<Issuer>::max_encoded_len());
			prop_assert_eq!(Record::decode(&mut encoded.as_slice()), Ok(record));
		}
	}
}

mod head {
	use super::*;

	#[test]
	fn of_no_records_is_zero() {
		let empty = RecordHead { count: 0, head: [0; 32] };
		assert_eq!(RecordHead::default(), empty);
		assert_eq!(RecordHead::of::<Issuer>([]), Some(empty));
	}

	#[test]
	fn is_pinned_by_vectors() {
		let mut head = RecordHead::default();
		let mut hash = [0u8; 32];
		for (record, [_, expected]) in history().iter().zip(vectors()) {
			head = head.append(record).unwrap();
			hash = blake2_256(&[hash, blake2_256(&by_hand(record))].concat());
			assert_eq!((hex(&head.head), head.head), (expected.into(), hash));
		}
		assert_eq!(head.count, 3);
		assert_eq!(RecordHead::of(&history()), Some(head));
	}

	#[test]
	fn counts_up_to_the_last_number_and_no_further() {
		let [record, ..] = history();
		let last = RecordHead { count: u32::MAX - 1, head: [1; 32] }.append(&record).unwrap();
		assert_eq!(last.count, u32::MAX);
		assert_eq!(last.append(&record), None);
	}

	proptest! {
		#[test]
		fn of_a_history_is_that_after_appending_each(records in vec(record(), 0..8)) {
			let mut head = RecordHead::default();
			for record in &records {
				head = head.append(record).unwrap();
			}
			prop_assert_eq!(head.count as usize, records.len());
			prop_assert_eq!(RecordHead::of(&records), Some(head));
		}

		#[test]
		fn of_a_history_goes_on_from_that_of_its_beginning(
			records in vec(record(), 1..8),
			at in any::<proptest::sample::Index>(),
		) {
			let (beginning, rest) = records.split_at(at.index(records.len()));
			let halfway = RecordHead::of(beginning).unwrap();
			let resumed = rest.iter().try_fold(halfway, |head, record| head.append(record));
			prop_assert_eq!(resumed, RecordHead::of(&records));
		}

		#[test]
		fn changes_with_every_field_of_every_record(
			records in vec(record(), 1..5),
			at in any::<proptest::sample::Index>(),
		) {
			let at = at.index(records.len());
			let true_head = RecordHead::of(&records).unwrap();
			let forgeries = altered(&records[at]);
			prop_assert_eq!(forgeries.len(), 13);
			for forgery in forgeries {
				let mut forged = records.clone();
				forged[at] = forgery;
				prop_assert_ne!(RecordHead::of(&forged).unwrap().head, true_head.head);
			}
		}

		#[test]
		fn changes_when_a_record_is_left_out_repeated_or_moved(
			records in vec(record(), 2..6),
			at in any::<proptest::sample::Index>(),
		) {
			let at = at.index(records.len() - 1);
			prop_assume!(records[at] != records[at + 1]);
			let true_head = RecordHead::of(&records).unwrap();
			let (mut shorter, mut longer, mut moved) = (records.clone(), records.clone(), records);
			shorter.remove(at);
			longer.insert(at, longer[at].clone());
			moved.swap(at, at + 1);
			for forged in [shorter, longer, moved] {
				prop_assert_ne!(RecordHead::of(&forged).unwrap().head, true_head.head);
			}
		}
	}
}

mod classes {
	use super::*;

	#[test]
	fn are_bits_by_index() {
		assert_eq!(RecordClasses::max_encoded_len(), 2);
		for (class, bit) in RecordClass::ALL.into_iter().zip(0..) {
			let one = RecordClasses::from_iter([class]);
			assert_eq!(one.encode(), (1u16 << bit).to_le_bytes());
		}
		assert_eq!(RecordClasses::all().encode(), 0x07FFu16.to_le_bytes());
		assert_eq!(RecordClasses::default().encode(), [0, 0]);
	}

	#[test]
	fn are_all_or_none() {
		let (all, none) = (RecordClasses::all(), RecordClasses::default());
		assert!(RecordClass::ALL.into_iter().all(|class| all.contains(class)));
		assert!(RecordClass::ALL.into_iter().all(|class| !none.contains(class)));
	}

	proptest! {
		#[test]
		fn contain_what_they_were_made_of(classes in vec(class(), 0..20)) {
			let set = RecordClasses::from_iter(classes.clone());
			prop_assert_eq!(set.is_valid(), !classes.is_empty());
			for class in RecordClass::ALL {
				prop_assert_eq!(set.contains(class), classes.contains(&class));
			}
		}

		#[test]
		fn know_neither_order_nor_number(classes in vec(class(), 0..20).prop_shuffle()) {
			let mut sorted = classes.clone();
			sorted.sort();
			sorted.dedup();
			prop_assert_eq!(RecordClasses::from_iter(classes), RecordClasses::from_iter(sorted));
		}

		#[test]
		fn come_back_from_their_encoding(bits in any::<u16>()) {
			let set = RecordClasses::decode(&mut bits.to_le_bytes().as_slice()).unwrap();
			prop_assert_eq!(set.encode(), bits.to_le_bytes());
			let members = RecordClass::ALL.into_iter().filter(|class| set.contains(*class));
			prop_assert_eq!(RecordClasses::from_iter(members).encode(), (bits & 0x07FF).to_le_bytes());
		}

		#[test]
		fn are_valid_if_some_exist_and_none_do_not(bits in any::<u16>()) {
			let set = RecordClasses::decode(&mut bits.to_le_bytes().as_slice()).unwrap();
			prop_assert_eq!(set.is_valid(), (1..=0x07FF).contains(&bits));
		}
	}
}
