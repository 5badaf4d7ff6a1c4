//! The text forms that RPC and files use.
#![cfg(feature = "serde")]

use carx_primitives::{Odometer, RecordClass, RecordSource, Role, VehicleStatus, Vin};
use serde_json::{from_str, to_string, to_value};

#[test]
fn a_vin_is_a_string_read_in_either_case() {
	let vin = Vin::parse("1M8GDM9AXKP042788").unwrap();
	assert_eq!(to_string(&vin).unwrap(), "\"1M8GDM9AXKP042788\"");
	assert_eq!(from_str::<Vin>("\"1m8gdm9axkp042788\"").unwrap(), vin);
}

#[test]
fn a_wrong_vin_is_refused_with_its_reason() {
	for (json, reason) in [
		("\"1M8GDM9AXKP04278\"", "a VIN has 17 characters, this has 16"),
		("\"1M8GDM9AXKP04278O\"", "character 'O' at position 17"),
		(
			"\"1M8GDM9A0KP042788\"",
			"check digit at position 9 is '0', the other characters demand 'X'",
		),
	] {
		let error = from_str::<Vin>(json).unwrap_err().to_string();
		assert!(error.starts_with(reason), "{error}");
	}
	assert!(from_str::<Vin>("17").is_err());
	assert!(from_str::<Vin>("null").is_err());
}

#[test]
fn an_odometer_is_a_number_of_metres() {
	assert_eq!(to_string(&Odometer::from_metres(1_794_000)).unwrap(), "1794000");
	assert_eq!(from_str::<Odometer>("1794000").unwrap(), Odometer::from_metres(1_794_000));
	assert!(from_str::<Odometer>("-1").is_err());
	assert!(from_str::<Odometer>("4294967296").is_err());
}

#[test]
fn words_are_in_camel_case() {
	let classes = RecordClass::ALL.map(|class| to_value(class).unwrap());
	assert_eq!(
		classes,
		[
			"inspection",
			"maintenance",
			"consumables",
			"insurance",
			"claim",
			"finance",
			"driving",
			"violation",
			"recall",
			"partReplacement",
			"other"
		]
	);
	assert_eq!(
		from_str::<RecordClass>("\"partReplacement\"").unwrap(),
		RecordClass::PartReplacement
	);
	assert!(from_str::<RecordClass>("\"PartReplacement\"").is_err());
	let sources = [RecordSource::Owner, RecordSource::Device, RecordSource::Arbiters];
	assert_eq!(sources.map(|source| to_value(source).unwrap()), ["owner", "device", "arbiters"]);
	let accredited = RecordSource::Accredited(Role::DeviceMaker);
	assert_eq!(to_string(&accredited).unwrap(), "{\"accredited\":\"deviceMaker\"}");
	assert_eq!(from_str::<RecordSource>("{\"accredited\":\"deviceMaker\"}").unwrap(), accredited);
	use VehicleStatus::*;
	let states = [Active, Stolen, Recovered, TotalLoss, Scrapped, Exported];
	let words = ["active", "stolen", "recovered", "totalLoss", "scrapped", "exported"];
	assert_eq!(states.map(|state| to_value(state).unwrap()), words);
}
