//! Merkle trees and batches of driving data.

use crate::*;
use carx_primitives::telemetry::{
	verify_sample, BatchHeader, HeaderError, LinkError, Place, Sample, Signal, SIGNALS,
};

fn signal(value: &Value) -> Signal {
	Signal {
		id: small(&value["id"]) as u16,
		value: value["value"].as_i64().unwrap().try_into().unwrap(),
	}
}

fn sample(fields: &Value) -> Sample {
	let signals = list(&fields["signals"]).iter().map(signal).collect::<Vec<_>>();
	Sample {
		at: moment(&fields["at"]),
		odometer: metres(&fields["odometerMetres"]),
		speed: option(&fields["speed"], |speed| small(speed) as u16),
		signals: signals.try_into().unwrap(),
	}
}

fn place(fields: &Value) -> Place {
	Place {
		latitude: fields["latitude"].as_i64().unwrap().try_into().unwrap(),
		longitude: fields["longitude"].as_i64().unwrap().try_into().unwrap(),
	}
}

fn header(fields: &Value) -> BatchHeader {
	BatchHeader {
		vin: vin(&fields["vin"]),
		device: array(&fields["device"]),
		sequence: small(&fields["sequence"]),
		vss_major: small(&fields["vssMajor"]) as u8,
		started_at: moment(&fields["startedAt"]),
		ended_at: moment(&fields["endedAt"]),
		count: small(&fields["count"]),
		root: array(&fields["root"]),
		odometer_start: metres(&fields["odometerStartMetres"]),
		odometer_end: metres(&fields["odometerEndMetres"]),
		previous: array(&fields["previous"]),
		place: option(&fields["place"], place),
	}
}

/// The header of batch `at` in the vectors, with the changes of a case.
fn changed(vectors: &Value, at: usize, case: &Value) -> BatchHeader {
	let mut fields = vectors["batches"][at]["header"].clone();
	for (name, value) in case["change"].as_object().unwrap() {
		fields[name] = value.clone();
	}
	header(&fields)
}

fn header_fault(error: HeaderError) -> &'static str {
	match error {
		HeaderError::CountNotValid => "countNotValid",
		HeaderError::TimesReversed => "timesReversed",
		HeaderError::SpanTooLong => "spanTooLong",
		HeaderError::InFuture => "inFuture",
		HeaderError::OdometerNotValid => "odometerNotValid",
		HeaderError::OdometerReversed => "odometerReversed",
		HeaderError::TooFast => "tooFast",
		HeaderError::PlaceNotValid => "placeNotValid",
		HeaderError::FirstHasPrevious => "firstHasPrevious",
	}
}

fn link_fault(error: LinkError) -> &'static str {
	match error {
		LinkError::ChainBroken => "chainBroken",
		LinkError::TimesOverlap => "timesOverlap",
		LinkError::OdometerBelowLast => "odometerBelowLast",
	}
}

#[test]
fn has_the_encodings_and_proofs_of_the_vectors() {
	let vectors = vectors!("telemetry.json");
	let genesis: [u8; 32] = array(&vectors["genesis"]);
	for batch in list(&vectors["batches"]) {
		let header = header(&batch["header"]);
		assert_eq!(header.encode(), bytes(&batch["scale"]));
		assert_eq!(header.hash(), digest(&batch["hash"]));
		assert_eq!(header.signing_payload(genesis), bytes(&batch["signingPayload"]));
		assert_eq!(header.check(Moment::MAX), Ok(()));
		for proof in list(&batch["samples"]) {
			let (sample, index) = (sample(&proof["sample"]), small(&proof["index"]));
			let siblings = list(&proof["siblings"]).iter().map(digest).collect::<Vec<_>>();
			assert_eq!(sample.encode(), bytes(&proof["scale"]), "sample {index}");
			assert!(verify_sample(&header, index, &sample, &siblings), "sample {index}");
		}
	}
}

#[test]
fn has_the_faults_of_the_vectors() {
	let vectors = vectors!("telemetry.json");
	let latest = moment(&vectors["headerFaults"]["latest"]);
	for case in list(&vectors["headerFaults"]["cases"]) {
		let found = changed(&vectors, 0, case).check(latest).err().map(header_fault);
		assert_eq!(found, case["fault"].as_str(), "{}", case["note"]);
	}
	let first = header(&vectors["batches"][0]["header"]);
	for case in list(&vectors["links"]) {
		let found = changed(&vectors, 1, case).follows(&first).err().map(link_fault);
		assert_eq!(found, case["fault"].as_str(), "{}", case["note"]);
	}
}

#[test]
fn has_the_signals_of_the_protocol() {
	let table: Value =
		serde_json::from_str(include_str!("../../../protocol/signals.json")).unwrap();
	let known = SIGNALS
		.map(|signal| (u64::from(signal.id), signal.path, signal.unit, u64::from(signal.steps)));
	let listed = list(&table["signals"]).iter().map(|signal| {
		let text = |name: &str| signal[name].as_str().unwrap();
		(number(&signal["id"]), text("path"), text("unit"), number(&signal["steps"]))
	});
	assert!(listed.eq(known), "{table}");
}

mod trees {
	use super::*;
	use carx_primitives::merkle::{verify, Proof, Root, Tree};

	fn siblings(value: &Value) -> Vec<Digest> {
		list(value).iter().map(digest).collect()
	}

	fn reading(number: u32) -> Vec<u8> {
		format!("reading {number}").into_bytes()
	}

	#[test]
	fn have_the_roots_and_proofs_of_the_vectors() {
		for case in list(&vectors!("merkle.json")["trees"]) {
			let count = small(&case["count"]);
			let tree = Tree::over((0..count).map(reading)).unwrap();
			let root = Root { hash: array(&case["root"]), count };
			assert_eq!(tree.root(), root);
			for proof in list(&case["proofs"]) {
				let index = small(&proof["index"]);
				let expected = Proof { index, siblings: siblings(&proof["siblings"]) };
				assert!(verify(&root, &reading(index), &expected), "{index} of {count}");
				assert_eq!(tree.proof(index), Some(expected), "{index} of {count}");
			}
		}
	}

	#[test]
	fn refuse_what_the_vectors_refuse() {
		for case in list(&vectors!("merkle.json")["refused"]) {
			let root = Root { hash: array(&case["root"]), count: small(&case["count"]) };
			let index = small(&case["index"]);
			let proof = Proof { index, siblings: siblings(&case["siblings"]) };
			assert!(!verify(&root, &bytes(&case["leaf"]), &proof), "{}", case["note"]);
		}
	}
}
