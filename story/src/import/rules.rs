//! What makes a row an event of a car.

use super::{
	mess::{LeftOut, Rejection},
	Car, Event, Fall, Import, ReadingLeftOut, RejectedRow, Row,
};
use crate::{cast::Party, time};
use carx_sdk::{Description, DistanceUnit, Moment, Odometer, PowerTrain, RecordClass, Region, Vin};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a source's year column says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Year {
	/// The model year of a car of the North American market, whose VIN codes it (49 CFR 565.15(d)(1)).
	Model,
	/// The year of first use, for want of a model year; the VIN need not agree.
	FirstUse,
}

/// A row of any table, in common words.
#[derive(Clone, Debug)]
pub struct Draft {
	/// The car, as given.
	pub vin: String,
	/// As given.
	pub make: String,
	/// As given.
	pub model: String,
	/// As given.
	pub year: String,
	/// What the year means.
	pub year_is: Year,
	/// Where the car was.
	pub region: Region,
	/// Who records it.
	pub party: Party,
	/// What it is about.
	pub class: RecordClass,
	/// What happened, in a few words.
	pub event: String,
	/// When, as given.
	pub date: String,
	/// As given.
	pub odometer: String,
	/// `mi` or `km`; empty where the table has no odometer.
	pub unit: String,
	/// Anything else that the source states.
	pub detail: String,
}

/// The facts of an event in a fixed order, so that the same row always gives the same bytes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a> {
	vin: &'a str,
	event: &'a str,
	happened_at: &'a str,
	#[serde(skip_serializing_if = "str::is_empty")]
	odometer: &'a str,
	#[serde(skip_serializing_if = "str::is_empty")]
	unit: &'a str,
	#[serde(skip_serializing_if = "str::is_empty")]
	detail: &'a str,
}

/// What tells two events of one car apart.
type EventKey = (Vin, String, Moment);

/// Collects rows.
pub struct Importer {
	stand_ins: BTreeSet<Vin>,
	known: BTreeSet<Vin>,
	events: BTreeMap<EventKey, (Event, Draft, Option<LeftOut>)>,
	import: Import,
}

impl Importer {
	/// An importer that knows which VINs are stand-ins.
	pub fn new(stand_ins: BTreeSet<Vin>) -> Self {
		Self {
			stand_ins,
			known: BTreeSet::new(),
			events: BTreeMap::new(),
			import: Import::default(),
		}
	}

	/// Takes a row that could not even be read.
	pub fn reject(&mut self, row: Row, reason: Rejection) {
		self.import.rows += 1;
		self.import.rejected.push(RejectedRow { row, reason });
	}

	/// Takes a row: makes it an event of its car, or rejects it.
	pub fn take(&mut self, row: Row, draft: Draft) {
		self.import.rows += 1;
		if let Err(reason) = self.try_take(row, draft) {
			self.import.rejected.push(RejectedRow { row, reason });
		}
	}

	fn try_take(&mut self, row: Row, draft: Draft) -> Result<(), Rejection> {
		let vin = parse_vin(&draft.vin)?;
		let observed_at = time::parse(&draft.date).ok_or_else(|| Rejection::Date {
			vin: vin.to_string(),
			event: draft.event.clone(),
			date: draft.date.clone(),
		})?;
		let description = describe(&draft, &vin, observed_at)?;
		let region = draft.region;
		let (odometer, left_out) = read_odometer(&draft, &vin)?;
		let event = Event {
			vin,
			party: draft.party,
			class: draft.class,
			what: draft.event.clone(),
			observed_at,
			odometer,
			payload: payload(&draft, &vin),
			row,
		};
		self.keep(event, draft, left_out)?;
		if self.known.insert(vin) {
			let is_stand_in = self.stand_ins.contains(&vin);
			self.import.cars.push(Car { vin, description, region, is_stand_in });
		}
		Ok(())
	}

	/// Keeps one event of each key: the one with a reading, else the first.
	fn keep(
		&mut self,
		event: Event,
		draft: Draft,
		left_out: Option<LeftOut>,
	) -> Result<(), Rejection> {
		let key = (event.vin, draft.event.clone(), event.observed_at);
		let Some((kept, kept_draft, _)) = self.events.get(&key) else {
			self.events.insert(key, (event, draft, left_out));
			return Ok(());
		};
		if kept.odometer.is_none() && event.odometer.is_some() {
			let reason = duplicate(kept, kept_draft, event.row);
			let row = kept.row;
			self.events.insert(key, (event, draft, left_out));
			self.import.rejected.push(RejectedRow { row, reason });
			Ok(())
		} else {
			Err(duplicate(&event, &draft, kept.row))
		}
	}

	/// All that was collected, events by car and time.
	pub fn finish(self) -> Import {
		let mut import = self.import;
		let mut events: Vec<_> = self.events.into_values().collect();
		// Two events of a car at one moment stay in the order of the data.
		events.sort_by_key(|(event, ..)| (event.vin, event.observed_at, event.row.line));
		for (event, _, left_out) in events {
			if let Some(reason) = left_out {
				import.left_out.push(ReadingLeftOut { row: event.row, vin: event.vin, reason });
			}
			import.events.push(event);
		}
		import.falls = falls(&import.events);
		import
	}
}

fn parse_vin(text: &str) -> Result<Vin, Rejection> {
	if text.is_empty() {
		return Err(Rejection::NoVin);
	}
	Vin::parse(text).map_err(|reason| Rejection::Vin { vin: text.to_string(), reason })
}

fn describe(draft: &Draft, vin: &Vin, observed_at: Moment) -> Result<Description, Rejection> {
	let vin_text = || vin.to_string();
	if draft.make.is_empty() || draft.model.is_empty() {
		let (make, model) = (draft.make.clone(), draft.model.clone());
		return Err(Rejection::NoMakeOrModel { vin: vin_text(), make, model });
	}
	let year: u16 = draft
		.year
		.parse()
		.map_err(|_| Rejection::Year { vin: vin_text(), year: draft.year.clone() })?;
	if draft.year_is == Year::Model {
		// Cars of the next model year are sold from summer on.
		let latest = year_of(observed_at).saturating_add(1);
		let coded =
			vin.model_year(latest).map_err(|reason| Rejection::Vin { vin: vin_text(), reason })?;
		if coded != year {
			return Err(Rejection::ModelYearDisagrees { vin: vin_text(), stated: year, coded });
		}
	}
	// No source says what drives the car.
	Ok(Description::new(year, &draft.make, &draft.model, PowerTrain::Other))
}

fn year_of(moment: Moment) -> u16 {
	time::date(moment).get(..4).and_then(|year| year.parse().ok()).unwrap_or(u16::MAX)
}

fn read_odometer(
	draft: &Draft,
	vin: &Vin,
) -> Result<(Option<Odometer>, Option<LeftOut>), Rejection> {
	let unit = match draft.unit.as_str() {
		"mi" => DistanceUnit::Mile,
		"km" => DistanceUnit::Kilometre,
		"" => return Ok((None, None)),
		unit => return Err(Rejection::Unit { vin: vin.to_string(), unit: unit.to_string() }),
	};
	if draft.odometer.is_empty() {
		return Ok((None, Some(LeftOut::Missing)));
	}
	let Ok(value) = draft.odometer.parse::<u32>() else {
		return Ok((None, Some(LeftOut::NotANumber { text: draft.odometer.clone() })));
	};
	if value <= 1 {
		return Ok((None, Some(LeftOut::Placeholder { value })));
	}
	match Odometer::from_display(value, unit) {
		Ok(odometer) => Ok((Some(odometer), None)),
		Err(error) => Ok((None, Some(LeftOut::NotAReading(error)))),
	}
}

fn payload(draft: &Draft, vin: &Vin) -> String {
	let payload = Payload {
		vin: vin.as_str(),
		event: &draft.event,
		happened_at: &draft.date,
		odometer: &draft.odometer,
		unit: &draft.unit,
		detail: &draft.detail,
	};
	// A struct of strings has no value that JSON cannot hold.
	serde_json::to_string(&payload).unwrap_or_default()
}

fn duplicate(event: &Event, draft: &Draft, kept: Row) -> Rejection {
	Rejection::Duplicate {
		vin: event.vin.to_string(),
		event: draft.event.clone(),
		date: draft.date.clone(),
		file: kept.file,
		line: kept.line,
	}
}

/// Readings below the highest earlier one of the same car.
fn falls(events: &[Event]) -> Vec<Fall> {
	let mut highest: BTreeMap<Vin, Odometer> = BTreeMap::new();
	let mut falls = Vec::new();
	for event in events {
		let Some(to) = event.odometer else { continue };
		match highest.get(&event.vin) {
			Some(from) if to < *from => {
				falls.push(Fall { row: event.row, vin: event.vin, from: *from, to });
			},
			_ => {
				highest.insert(event.vin, to);
			},
		}
	}
	falls
}

#[cfg(test)]
mod tests {
	use super::*;
	use carx_sdk::{OdometerError, VinError};

	fn draft() -> Draft {
		Draft {
			vin: "1fmcu0d74bkb60491".into(),
			make: "Ford".into(),
			model: "Escape".into(),
			year: "2011".into(),
			year_is: Year::Model,
			region: Region::from_bytes(*b"US"),
			party: Party::AuctionHouse,
			class: RecordClass::Inspection,
			event: "auction sale".into(),
			date: "2015-01-08T09:15:00-08:00".into(),
			odometer: "81400".into(),
			unit: "mi".into(),
			detail: "condition 43".into(),
		}
	}

	fn import(drafts: impl IntoIterator<Item = Draft>) -> Import {
		let mut importer = Importer::new(BTreeSet::new());
		for (draft, line) in drafts.into_iter().zip(2..) {
			importer.take(Row { file: "test.csv", line }, draft);
		}
		importer.finish()
	}

	fn rejection(draft: Draft) -> Rejection {
		let import = import([draft]);
		assert!(import.events.is_empty() && import.cars.is_empty());
		import.rejected.into_iter().next().unwrap().reason
	}

	fn left_out(odometer: &str) -> LeftOut {
		let import = import([Draft { odometer: odometer.into(), ..draft() }]);
		assert_eq!(import.events[0].odometer, None);
		import.left_out.into_iter().next().unwrap().reason
	}

	#[test]
	fn a_good_row_is_a_car_and_an_event() {
		let import = import([draft()]);
		assert_eq!(import.cars[0].vin.as_str(), "1FMCU0D74BKB60491");
		assert_eq!(import.cars[0].description.model_year, 2011);
		let event = &import.events[0];
		assert_eq!(event.odometer.unwrap().metres(), 131_000_602);
		assert_eq!(event.observed_at, 1_420_737_300_000);
		assert_eq!(
			event.payload,
			"{\"vin\":\"1FMCU0D74BKB60491\",\"event\":\"auction sale\",\
			 \"happenedAt\":\"2015-01-08T09:15:00-08:00\",\"odometer\":\"81400\",\"unit\":\"mi\",\
			 \"detail\":\"condition 43\"}"
		);
		assert!(import.rejected.is_empty() && import.left_out.is_empty());
	}

	#[test]
	fn a_missing_vin_is_rejected() {
		assert_eq!(rejection(Draft { vin: String::new(), ..draft() }), Rejection::NoVin);
	}

	#[test]
	fn a_bad_vin_is_rejected_with_its_position() {
		let reason_of = |vin: &str| match rejection(Draft { vin: vin.into(), ..draft() }) {
			Rejection::Vin { reason, .. } => reason,
			other => panic!("{other:?}"),
		};
		assert_eq!(reason_of("1fmcu0d74bkb6049"), VinError::Length { found: 16 });
		assert_eq!(reason_of("1fmcuOd74bkb60491"), VinError::Character { position: 6, found: 'O' });
		assert!(matches!(reason_of("1fmcu0d74bkb60419"), VinError::CheckDigit { .. }));
	}

	#[test]
	fn a_car_without_make_or_model_is_rejected() {
		let reason = rejection(Draft { make: String::new(), ..draft() });
		assert_eq!(reason.kind(), "make or model missing");
		let reason = rejection(Draft { model: String::new(), ..draft() });
		assert_eq!(reason.kind(), "make or model missing");
	}

	#[test]
	fn a_year_that_is_none_is_rejected() {
		assert_eq!(rejection(Draft { year: "MMXI".into(), ..draft() }).kind(), "year is no number");
	}

	#[test]
	fn a_model_year_that_the_vin_denies_is_rejected() {
		assert_eq!(
			rejection(Draft { year: "2000".into(), ..draft() }),
			Rejection::ModelYearDisagrees {
				vin: "1FMCU0D74BKB60491".into(),
				stated: 2000,
				coded: 2011
			}
		);
		let by_first_use = Draft { year: "2000".into(), year_is: Year::FirstUse, ..draft() };
		assert_eq!(import([by_first_use]).events.len(), 1);
	}

	#[test]
	fn a_date_that_is_none_is_rejected() {
		for date in ["", "2015-02-30", "yesterday"] {
			let reason = rejection(Draft { date: date.into(), ..draft() });
			assert_eq!(reason.kind(), "happened at no date", "{date:?}");
		}
	}

	#[test]
	fn an_unknown_unit_is_rejected() {
		let reason = rejection(Draft { unit: "furlong".into(), ..draft() });
		assert_eq!(reason.to_string(), "1FMCU0D74BKB60491: \"furlong\" is neither mi nor km");
	}

	#[test]
	fn a_reading_that_is_none_is_left_out_and_the_row_stays() {
		assert_eq!(left_out(""), LeftOut::Missing);
		assert_eq!(left_out("1"), LeftOut::Placeholder { value: 1 });
		assert_eq!(left_out("0"), LeftOut::Placeholder { value: 0 });
		assert_eq!(
			left_out("999999"),
			LeftOut::NotAReading(OdometerError::NotAvailable { value: 999_999 })
		);
		assert_eq!(
			left_out("3000000"),
			LeftOut::NotAReading(OdometerError::TooLarge { value: 3_000_000 })
		);
		assert_eq!(left_out("TMU"), LeftOut::NotANumber { text: "TMU".into() });
		assert_eq!(left_out("-5"), LeftOut::NotANumber { text: "-5".into() });
	}

	#[test]
	fn the_same_event_twice_is_one_event() {
		let upper = Draft { vin: draft().vin.to_uppercase(), ..draft() };
		let import = import([draft(), upper]);
		assert_eq!((import.cars.len(), import.events.len()), (1, 1));
		assert_eq!(
			import.rejected[0].reason.to_string(),
			"1FMCU0D74BKB60491: auction sale at 2015-01-08T09:15:00-08:00, as in line 2 of test.csv"
		);
	}

	#[test]
	fn of_two_equal_events_the_one_with_a_reading_stays() {
		let without = Draft { odometer: String::new(), ..draft() };
		for (drafts, rejected_line) in [([without.clone(), draft()], 2), ([draft(), without], 3)] {
			let import = import(drafts);
			assert_eq!(import.events[0].odometer.unwrap().metres(), 131_000_602);
			assert_eq!(import.rejected[0].row.line, rejected_line);
			assert_eq!(import.rejected[0].reason.kind(), "duplicate of another row");
			assert!(import.left_out.is_empty());
		}
	}

	#[test]
	fn failing_and_passing_in_one_second_are_two_events() {
		let passed = Draft { event: "inspection: PASS".into(), ..draft() };
		let failed = Draft { event: "inspection: FAIL".into(), ..draft() };
		assert_eq!(import([failed, passed]).events.len(), 2);
	}

	#[test]
	fn a_fall_is_measured_from_the_highest_reading() {
		let at = |date: &str, odometer: &str| Draft {
			date: date.into(),
			odometer: odometer.into(),
			unit: "km".into(),
			..draft()
		};
		let import = import([
			at("2015-03-01", "90"),
			at("2015-01-01", "100"),
			at("2015-02-01", "80"),
			at("2015-04-01", "101"),
		]);
		let falls: Vec<_> =
			import.falls.iter().map(|fall| (fall.from.metres(), fall.to.metres())).collect();
		assert_eq!(falls, [(100_000, 80_000), (100_000, 90_000)]);
	}
}
