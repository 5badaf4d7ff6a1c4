//! The rules here against the test vectors of `protocol/vectors`, which another program computed from the text of the protocol.

use carx_primitives::{Digest, Moment, Odometer, Vin};
use codec::Encode;
use serde_json::Value;
use sp_crypto_hashing::blake2_256;

/// The vectors in a file of `protocol/vectors`.
macro_rules! vectors {
	($name:literal) => {
		serde_json::from_str::<Value>(include_str!(concat!("../../../protocol/vectors/", $name)))
			.unwrap()
	};
}

/// The number, a name's place among `names`.
fn index(names: &[&str], name: &Value) -> usize {
	let name = name.as_str().unwrap();
	names.iter().position(|known| *known == name).unwrap_or_else(|| panic!("unknown name {name}"))
}

/// A number, or a decimal string where JSON's numbers do not suffice.
fn number(value: &Value) -> u64 {
	value.as_u64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

fn small(value: &Value) -> u32 {
	number(value).try_into().unwrap()
}

fn moment(value: &Value) -> Moment {
	number(value)
}

fn metres(value: &Value) -> Odometer {
	Odometer::from_metres(small(value))
}

/// `None` for `null`.
fn option<T>(value: &Value, read: fn(&Value) -> T) -> Option<T> {
	(!value.is_null()).then(|| read(value))
}

fn bytes(value: &Value) -> Vec<u8> {
	let digits = value.as_str().unwrap().strip_prefix("0x").unwrap();
	(0..digits.len())
		.step_by(2)
		.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
		.collect()
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
	bytes(value).try_into().unwrap()
}

fn digest(value: &Value) -> Digest {
	array(value)
}

fn list(value: &Value) -> &Vec<Value> {
	value.as_array().unwrap()
}

fn vin(value: &Value) -> Vin {
	Vin::parse(value.as_str().unwrap()).unwrap()
}

mod records;
mod telemetry;

mod vins {
	use super::*;
	use carx_primitives::VinError;

	fn character(value: &Value) -> char {
		value.as_str().unwrap().chars().next().unwrap()
	}

	fn expected(fault: &Value) -> Result<(), VinError> {
		let Some(kind) = fault.get("kind") else { return Ok(()) };
		let found = &fault["found"];
		Err(match kind.as_str().unwrap() {
			"length" => VinError::Length { found: small(found) as usize },
			"character" => VinError::Character {
				position: small(&fault["position"]) as u8,
				found: character(found),
			},
			"checkDigit" => VinError::CheckDigit {
				expected: character(&fault["expected"]),
				found: character(found),
			},
			other => panic!("unknown fault {other}"),
		})
	}

	#[test]
	fn have_the_faults_of_the_vectors() {
		for case in list(&vectors!("vin.json")["cases"]) {
			let text = case["text"].as_str().unwrap();
			let found = match <[u8; 17]>::try_from(text.as_bytes()) {
				Ok(bytes) => Vin::from_bytes(bytes).validate(),
				Err(_) => Vin::parse(text).map(|_| ()),
			};
			assert_eq!(found, expected(&case["fault"]), "{text}");
			let Some(digit) = case.get("checkDigit").map(character) else { continue };
			let vin = Vin::from_bytes(text.as_bytes().try_into().unwrap());
			let computed = match vin.verify_check_digit() {
				Ok(()) => char::from(vin.as_bytes()[8]),
				Err(VinError::CheckDigit { expected, .. }) => expected,
				Err(other) => panic!("{text}: {other}"),
			};
			assert_eq!(computed, digit, "{text}");
			assert_eq!(Value::from(vin.demands_check_digit()), case["isDigitCompulsory"], "{text}");
		}
	}
}

mod odometers {
	use super::*;
	use carx_primitives::{DistanceUnit, OdometerError};

	fn unit(case: &Value) -> DistanceUnit {
		[DistanceUnit::Kilometre, DistanceUnit::Mile][index(&["km", "mi"], &case["unit"])]
	}

	fn fault<T>(result: &Result<T, OdometerError>) -> Value {
		match result {
			Ok(_) => Value::Null,
			Err(OdometerError::NotAvailable { .. }) => "notAvailable".into(),
			Err(OdometerError::TooLarge { .. }) => "tooLarge".into(),
		}
	}

	/// Checks metres or fault, whichever the case has.
	fn assert_is(result: Result<Odometer, OdometerError>, case: &Value) {
		assert_eq!(fault(&result), case["fault"], "{case}");
		if let Ok(reading) = result {
			assert_eq!(reading, metres(&case["metres"]), "{case}");
		}
	}

	#[test]
	fn convert_as_in_the_vectors() {
		let vectors = vectors!("odometer.json");
		for case in list(&vectors["fromDisplay"]) {
			assert_is(Odometer::from_display(small(&case["value"]), unit(case)), case);
		}
		for case in list(&vectors["fromPidA6"]) {
			assert_is(Odometer::from_pid_a6(array(&case["bytes"])), case);
		}
		for case in list(&vectors["toDisplay"]) {
			let reading = metres(&case["metres"]);
			assert_eq!(reading.to_display(DistanceUnit::Kilometre), small(&case["km"]), "{case}");
			assert_eq!(reading.to_display(DistanceUnit::Mile), small(&case["mi"]), "{case}");
		}
	}

	#[test]
	fn are_taken_as_in_the_vectors() {
		for case in list(&vectors!("odometer.json")["stored"]) {
			assert_eq!(fault(&metres(&case["metres"]).validate()), case["fault"], "{case}");
		}
	}
}

mod payloads {
	use super::*;

	#[test]
	fn have_the_hash_of_their_canonical_bytes() {
		let (texts, payloads) = (vectors!("canonical-json.json"), vectors!("payloads.json"));
		let payloads = list(&payloads["classes"]).iter().map(|class| &class["valid"]);
		for case in list(&texts["valid"]).iter().chain(payloads) {
			let canonical = case["canonical"].as_str().unwrap();
			assert_eq!(blake2_256(canonical.as_bytes()), digest(&case["hash"]), "{canonical}");
		}
	}
}

mod rules {
	use super::*;
	use carx_primitives::{Condition, EncumbranceKind, StatusAuthority, VehicleStatus};

	const STATES: [&str; 6] =
		["active", "stolen", "recovered", "totalLoss", "scrapped", "exported"];
	const KINDS: [&str; 9] = [
		"loan",
		"lease",
		"repair",
		"tax",
		"seizure",
		"recallStop",
		"insurance",
		"sale",
		"incomeShares",
	];
	const AUTHORITIES: [(&str, StatusAuthority); 4] = [
		("owner", StatusAuthority::Owner),
		("registrar", StatusAuthority::Registrar),
		("regulator", StatusAuthority::Regulator),
		("insurer", StatusAuthority::Insurer),
	];

	fn status(value: &Value) -> VehicleStatus {
		VehicleStatus::ALL[index(&STATES, value)]
	}

	fn condition(value: &Value) -> Condition {
		match (value.get("status"), value.get("encumbrance")) {
			(Some(state), _) => Condition::Status(status(state)),
			(_, Some(kind)) => Condition::Encumbrance(EncumbranceKind::ALL[index(&KINDS, kind)]),
			_ => Condition::CloneSuspected,
		}
	}

	#[test]
	fn of_status_are_those_of_the_vectors() {
		let vectors = vectors!("rules.json");
		assert_eq!(list(&vectors["status"]).len(), 36);
		for case in list(&vectors["status"]) {
			let (from, to) = (status(&case["from"]), status(&case["to"]));
			for (name, authority) in AUTHORITIES {
				let expected = list(&case["by"]).contains(&name.into());
				assert_eq!(from.can_become(to, authority), expected, "{name}: {from:?} to {to:?}");
			}
		}
	}

	#[test]
	fn of_conditions_are_those_of_the_vectors() {
		let vectors = vectors!("rules.json");
		let conditions = list(&vectors["blocks"]);
		assert_eq!(conditions.len(), Condition::all().count());
		for case in conditions {
			let condition = condition(&case["condition"]);
			let expected = [small(&case["set"]) as u8];
			assert_eq!(condition.default_rule().encode(), expected, "{condition:?}");
		}
	}
}

mod devices {
	use super::*;
	use carx_primitives::binding_message;

	#[test]
	fn sign_the_messages_of_the_vectors() {
		for case in list(&vectors!("device-binding.json")["cases"]) {
			let genesis: [u8; 32] = array(&case["genesis"]);
			let owner: [u8; 32] = array(&case["owner"]);
			let epoch = small(&case["titleEpoch"]);
			let message = binding_message(&genesis, &vin(&case["vin"]), &owner, epoch);
			assert_eq!(message, bytes(&case["message"]), "{}", case["vin"]);
		}
	}
}
