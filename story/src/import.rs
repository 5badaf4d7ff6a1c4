//! Reading the data as it is: rows that make no sense are rejected with their reason and stop nothing.

mod mess;
mod rules;
mod sources;

pub use mess::{LeftOut, Rejection};

use crate::cast::Party;
use carx_sdk::{Description, Moment, Odometer, RecordClass, RecordEntry, Region, Vin};

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
	/// The file under `story/data/`.
	pub file: &'static str,
	/// Its line, from 1.
	pub line: u64,
}

/// A car that the data tells of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Car {
	/// Its VIN, in upper case.
	pub vin: Vin,
	/// What the data says it is.
	pub description: Description,
	/// Where it was.
	pub region: Region,
	/// Whether the VIN was made up because the source withheld the true one.
	pub is_stand_in: bool,
}

/// Something that happened to a car, to be recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
	/// The car.
	pub vin: Vin,
	/// Who records it.
	pub party: Party,
	/// What it is about.
	pub class: RecordClass,
	/// What happened, in a few words.
	pub what: String,
	/// When it happened.
	pub observed_at: Moment,
	/// What the odometer showed.
	pub odometer: Option<Odometer>,
	/// The facts, as they would be stored off chain.
	pub payload: String,
	/// The row it came from.
	pub row: Row,
}

impl Event {
	/// The record that it becomes.
	pub fn entry(&self) -> RecordEntry {
		let role = self.party.role();
		let entry = RecordEntry::new(self.class, self.observed_at, self.payload.as_bytes());
		RecordEntry { role, ..entry }.with_odometer(self.odometer)
	}
}

/// A row that did not become an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectedRow {
	/// Where it stands.
	pub row: Row,
	/// Why.
	pub reason: Rejection,
}

/// A row that became an event without its odometer reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadingLeftOut {
	/// Where it stands.
	pub row: Row,
	/// The car.
	pub vin: Vin,
	/// Why.
	pub reason: LeftOut,
}

/// A reading below an earlier one. The ledger keeps both: it records what was said, and who said it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fall {
	/// Where the lower reading stands.
	pub row: Row,
	/// The car.
	pub vin: Vin,
	/// The earlier reading.
	pub from: Odometer,
	/// The later, lower one.
	pub to: Odometer,
}

/// All that the data gives.
#[derive(Debug, Default)]
pub struct Import {
	/// Rows read.
	pub rows: usize,
	/// The cars, in the order of the data.
	pub cars: Vec<Car>,
	/// The events, by car and then by time.
	pub events: Vec<Event>,
	/// Rows that became nothing.
	pub rejected: Vec<RejectedRow>,
	/// Rows that lost their reading.
	pub left_out: Vec<ReadingLeftOut>,
	/// Readings that fall.
	pub falls: Vec<Fall>,
}

/// Imports the story's data; of the auction table only its first `sales` rows if a number is given.
pub fn import(sales: Option<usize>) -> Import {
	let mut importer = rules::Importer::new(sources::stand_ins());
	sources::read_all(&mut importer, sales);
	importer.finish()
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeMap;

	fn count_by<T>(items: &[T], key: impl Fn(&T) -> &'static str) -> BTreeMap<&'static str, usize> {
		items.iter().fold(BTreeMap::new(), |mut counts, item| {
			*counts.entry(key(item)).or_default() += 1;
			counts
		})
	}

	#[test]
	fn the_data_gives_cars_events_and_reasons() {
		let import = import(None);
		assert!(import.cars.len() >= 200, "{} cars", import.cars.len());
		assert_eq!(import.cars.iter().filter(|car| car.is_stand_in).count(), 4);
		assert_eq!(import.rows, import.events.len() + import.rejected.len());
		let rejected = count_by(&import.rejected, |row| row.reason.kind());
		let expected = BTreeMap::from([
			("VIN is mistyped or cut", 3),
			("duplicate of another row", 4),
			("happened at no date", 5),
			("make or model missing", 7),
			("model year disagrees with the VIN", 1),
			("no VIN", 9),
			("unit of the odometer unknown", 1),
		]);
		assert_eq!(rejected, expected);
	}

	#[test]
	fn readings_are_left_out_with_their_reason() {
		let import = import(None);
		let left_out = count_by(&import.left_out, |reading| reading.reason.kind());
		assert_eq!(
			left_out.keys().copied().collect::<Vec<_>>(),
			["no reading", "not a number", "placeholder", "the instrument's sign for \"unknown\""]
		);
	}

	#[test]
	fn a_reading_that_falls_is_kept_and_said() {
		let import = import(None);
		let fall = import.falls.first().unwrap();
		assert_eq!(fall.vin.as_str(), "1GCSAMPL9C0000001");
		assert_eq!(fall.from.metres() - fall.to.metres(), 9_656);
	}

	#[test]
	fn fewer_cars_can_be_asked_for() {
		let few = import(Some(5));
		assert!(few.cars.len() < 20);
		assert!(few.cars.iter().any(|car| car.vin.as_str() == "VF3PNCFAC88186458"));
	}
}
