//! VINs of real cars, and texts that were taken for VINs; see `protocol/vectors/README.md`.

use crate::*;

/// The year of the reader for whom `rule_year` in `protocol/vectors/vins.csv` was computed.
const READER_YEAR: u16 = 2026;

/// One row of `protocol/vectors/vins.csv`.
struct Known {
	vin: &'static str,
	sections: [&'static str; 3],
	kind: &'static str,
	is_check_digit_right: bool,
	stated_year: Option<u16>,
	rule_year: Option<u16>,
	note: &'static str,
}

/// One row of `protocol/vectors/invalid_vins.csv`.
struct Faulty {
	text: String,
	applies: &'static str,
	reason: &'static str,
	position: u8,
	found: &'static str,
	expected: &'static str,
}

impl Faulty {
	fn error(&self) -> VinError {
		let character = |text: &str| match text {
			"\\n" => '\n',
			other => other.chars().next().unwrap(),
		};
		match self.reason {
			"length" => Length { found: self.found.parse().unwrap() },
			"character" => Character { position: self.position, found: character(self.found) },
			"check digit" => {
				CheckDigit { expected: character(self.expected), found: character(self.found) }
			},
			"model year" => ModelYear { found: character(self.found) },
			other => panic!("unknown reason {other}"),
		}
	}
}

fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
	csv.lines().skip(1).map(|line| line.split(',').collect())
}

fn known() -> Vec<Known> {
	rows(include_str!("../../../protocol/vectors/vins.csv"))
		.map(|row| Known {
			vin: row[0],
			sections: [row[1], row[2], row[3]],
			kind: row[4],
			is_check_digit_right: row[5] == "right",
			stated_year: row[6].parse().ok(),
			rule_year: row[7].parse().ok(),
			note: row[8],
		})
		.collect()
}

fn faulty() -> Vec<Faulty> {
	rows(include_str!("../../../protocol/vectors/invalid_vins.csv"))
		.map(|row| Faulty {
			text: row[0].replace("\\n", "\n"),
			applies: row[1],
			reason: row[2],
			position: row[3].parse().unwrap_or_default(),
			found: row[4],
			expected: row[5],
		})
		.collect()
}

#[test]
fn are_all_read() {
	assert_eq!((known().len(), faulty().len()), (88, 43));
	let real = known().iter().filter(|known| known.kind == "real").count();
	assert_eq!(real, 78);
}

#[test]
fn vins_are_accepted_but_for_the_doubtful_one() {
	for known in known() {
		match known.kind {
			"doubtful" => assert_eq!(
				Vin::parse(known.vin),
				Err(CheckDigit { expected: '4', found: '9' }),
				"{}",
				known.vin
			),
			_ => assert_eq!(Vin::parse(known.vin).unwrap().as_str(), known.vin),
		}
	}
}

#[test]
fn check_digits_are_told_right_from_wrong_whatever_the_region() {
	for known in known() {
		let vin = Vin::from_bytes(known.vin.as_bytes().try_into().unwrap());
		let verdict = vin.verify_check_digit();
		assert_eq!(verdict.is_ok(), known.is_check_digit_right, "{vin}: {verdict:?}");
	}
}

#[test]
fn sections_are_those_of_the_source() {
	for known in known().iter().filter(|known| known.kind != "doubtful") {
		let vin = Vin::parse(known.vin).unwrap();
		assert_eq!([vin.wmi(), vin.vds(), vin.vis()], known.sections);
	}
}

#[test]
fn model_years_are_those_stated_unless_a_note_says_why() {
	for known in known() {
		let vin = Vin::from_bytes(known.vin.as_bytes().try_into().unwrap());
		assert_eq!(vin.model_year(READER_YEAR).ok(), known.rule_year, "{vin}");
		let agrees = known.stated_year.is_none() || known.stated_year == known.rule_year;
		assert!(agrees || !known.note.is_empty(), "{vin}: {:?}", known.stated_year);
	}
}

#[test]
fn faults_that_count_everywhere_are_refused_for_their_reason() {
	let mut count = 0;
	for faulty in faulty().iter().filter(|faulty| faulty.applies == "any") {
		assert_eq!(Vin::parse(&faulty.text), Err(faulty.error()), "{:?}", faulty.text);
		count += 1;
	}
	assert_eq!(count, 28);
}

#[test]
fn wrong_check_digits_of_north_american_cars_are_refused() {
	let mut count = 0;
	for faulty in faulty().iter().filter(|faulty| faulty.applies == "north_america") {
		assert_eq!(Vin::parse(&faulty.text), Err(faulty.error()), "{}", faulty.text);
		count += 1;
	}
	assert_eq!(count, 8);
}

#[test]
fn wrong_check_digits_of_other_cars_are_only_seen_when_asked_for() {
	let mut count = 0;
	for faulty in faulty().iter().filter(|faulty| faulty.applies == "north_america_market_only") {
		let vin = Vin::parse(&faulty.text).unwrap();
		assert_eq!(vin.verify_check_digit(), Err(faulty.error()), "{vin}");
		count += 1;
	}
	assert_eq!(count, 6);
}

#[test]
fn an_unknown_year_code_is_no_fault_of_the_vin() {
	let mut count = 0;
	for faulty in faulty().iter().filter(|faulty| faulty.applies == "decoder") {
		let vin = Vin::parse(&faulty.text).unwrap();
		assert_eq!(vin.model_year(READER_YEAR), Err(faulty.error()), "{vin}");
		count += 1;
	}
	assert_eq!(count, 1);
}
