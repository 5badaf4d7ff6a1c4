//! Records and heads, and the verdict on odometer readings.

use crate::*;
use carx_primitives::{Record, RecordClass, RecordHead, RecordSource, Role};

const CLASSES: [&str; 11] = [
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
	"other",
];
const ROLES: [&str; 10] = [
	"maker",
	"dealer",
	"workshop",
	"inspector",
	"insurer",
	"lender",
	"lessor",
	"deviceMaker",
	"registrar",
	"regulator",
];

fn source(value: &Value) -> RecordSource {
	if let Some(role) = value.get("accredited") {
		return RecordSource::Accredited(Role::ALL[index(&ROLES, role)]);
	}
	[RecordSource::Owner, RecordSource::Device, RecordSource::Arbiters]
		[index(&["owner", "device", "arbiters"], value)]
}

fn record(fields: &Value) -> Record<[u8; 32]> {
	Record {
		class: RecordClass::ALL[index(&CLASSES, &fields["class"])],
		issuer: array(&fields["issuer"]),
		source: source(&fields["source"]),
		observed_at: moment(&fields["observedAt"]),
		recorded_at: moment(&fields["recordedAt"]),
		recorded_in: small(&fields["recordedIn"]),
		title_epoch: small(&fields["titleEpoch"]),
		odometer: option(&fields["odometerMetres"], metres),
		odometer_after: option(&fields["odometerAfterMetres"], metres),
		payload_hash: array(&fields["payloadHash"]),
		locator: fields["locator"].as_str().unwrap().as_bytes().to_vec().try_into().unwrap(),
		is_sealed: fields["isSealed"].as_bool().unwrap(),
		supersedes: option(&fields["supersedes"], small),
	}
}

fn head(value: &Value) -> RecordHead {
	RecordHead { count: small(&value["count"]), head: array(&value["head"]) }
}

#[test]
fn have_the_encodings_and_heads_of_the_vectors() {
	let vectors = vectors!("records.json");
	let mut chained = RecordHead::default();
	assert_eq!(chained, head(&vectors["empty"]));
	for row in list(&vectors["history"]) {
		let record = record(&row["record"]);
		assert_eq!(record.encode(), bytes(&row["scale"]), "record {}", row["seq"]);
		assert_eq!(record.using_encoded(blake2_256), digest(&row["hash"]));
		chained = chained.append(&record).unwrap();
		assert_eq!(chained, head(&row["head"]), "record {}", row["seq"]);
	}
}

mod progress {
	use super::*;
	use carx_primitives::{Observation, OdometerLimits, Progress};

	fn observation(reading: &Value) -> Observation {
		Observation {
			at: moment(&reading["at"]),
			odometer: metres(&reading["odometerMetres"]),
			replaced_by: option(&reading["odometerAfterMetres"], metres),
		}
	}

	fn progress(value: &Value) -> Progress {
		match value.get("rolledBack") {
			Some(rollback) => Progress::RolledBack { by: small(&rollback["by"]) },
			None => {
				let names = ["consistent", "implausibleRate"];
				[Progress::Consistent, Progress::ImplausibleRate][index(&names, value)]
			},
		}
	}

	#[test]
	fn is_judged_as_in_the_vectors() {
		let vectors = vectors!("progress.json");
		let limits = OdometerLimits {
			tolerance: small(&vectors["limits"]["tolerance"]),
			tolerance_span: moment(&vectors["limits"]["toleranceSpan"]),
			max_daily: small(&vectors["limits"]["maxDaily"]),
		};
		assert_eq!(limits, OdometerLimits::default());
		for case in list(&vectors["cases"]) {
			let found = limits.judge(&observation(&case["earlier"]), &observation(&case["later"]));
			assert_eq!(found, progress(&case["progress"]), "{}", case["note"]);
		}
	}
}

mod scopes {
	use super::*;
	use carx_primitives::{RecordClasses, Region, Scope, ScopeError};

	fn classes(names: &Value) -> RecordClasses {
		list(names).iter().map(|name| RecordClass::ALL[index(&CLASSES, name)]).collect()
	}

	fn letters<const N: usize>(text: &Value) -> [u8; N] {
		text.as_str().unwrap().as_bytes().try_into().unwrap()
	}

	fn scope(fields: &Value) -> Scope {
		let regions = list(&fields["regions"]).iter().map(letters).map(Region::from_bytes);
		let wmis = list(&fields["wmis"]).iter().map(letters::<3>);
		Scope {
			classes: classes(&fields["classes"]),
			ex_officio: classes(&fields["exOfficio"]),
			regions: regions.collect::<Vec<_>>().try_into().unwrap(),
			wmis: wmis.collect::<Vec<_>>().try_into().unwrap(),
		}
	}

	fn fault(error: ScopeError) -> &'static str {
		match error {
			ScopeError::Classes => "classes",
			ScopeError::Regions => "regions",
			ScopeError::Wmis => "wmis",
		}
	}

	#[test]
	fn have_the_encodings_and_faults_of_the_vectors() {
		for case in list(&vectors!("scopes.json")["cases"]) {
			let scope = scope(&case["scope"]);
			assert_eq!(scope.encode(), bytes(&case["scale"]), "{case}");
			let found = scope.validate(Role::ALL[index(&ROLES, &case["role"])]).err().map(fault);
			assert_eq!(found, case["fault"].as_str(), "{case}");
		}
	}
}
