//! The tables under `story/data/`, and what their columns mean.

use super::{
	mess::Rejection,
	rules::{Draft, Importer, Year},
	Row,
};
use crate::cast::{Party, GREAT_BRITAIN};
use carx_sdk::{RecordClass, Region, Vin};
use serde::{de::DeserializeOwned, Deserialize};
use std::collections::BTreeSet;

/// Where the auctions were, and the cars of the service logs.
const UNITED_STATES: Region = Region::from_bytes(*b"US");

/// A table and its text, compiled in so that the program runs from anywhere.
struct Table {
	file: &'static str,
	text: &'static str,
}

macro_rules! table {
	($file:literal) => {
		Table { file: $file, text: include_str!(concat!("../../data/", $file)) }
	};
}

#[derive(Deserialize)]
struct StandIn {
	vin: String,
}

#[derive(Deserialize)]
struct Sale {
	vin: String,
	make: String,
	model: String,
	model_year: String,
	sold_at: String,
	odometer: String,
	unit: String,
	condition: String,
}

#[derive(Deserialize)]
struct Inspection {
	vin: String,
	make: String,
	model: String,
	first_used: String,
	inspected_at: String,
	result: String,
	odometer: String,
	unit: String,
}

#[derive(Deserialize)]
struct Service {
	vin: String,
	make: String,
	model: String,
	model_year: String,
	serviced_at: String,
	work: String,
	odometer: String,
	unit: String,
}

#[derive(Deserialize)]
struct KeeperEvent {
	vin: String,
	make: String,
	model: String,
	first_used: String,
	event: String,
	happened_at: String,
	count: String,
}

/// The VINs that were made up because the source withheld the true ones.
pub fn stand_ins() -> BTreeSet<Vin> {
	let table = table!("stand-ins.csv");
	rows::<StandIn>(&table).filter_map(|(_, row)| Vin::parse(&row.ok()?.vin).ok()).collect()
}

/// Gives every row of every table to the importer.
pub fn read_all(importer: &mut Importer, sales: Option<usize>) {
	read(importer, &table!("sales.csv"), sales, Sale::draft);
	read(importer, &table!("damaged-sales.csv"), sales, Sale::draft);
	read(importer, &table!("inspections.csv"), None, Inspection::draft);
	read(importer, &table!("services.csv"), None, Service::draft);
	read(importer, &table!("keepers.csv"), None, KeeperEvent::draft);
}

fn read<R: DeserializeOwned>(
	importer: &mut Importer,
	table: &Table,
	limit: Option<usize>,
	draft: fn(R) -> Draft,
) {
	for (row, content) in rows::<R>(table).take(limit.unwrap_or(usize::MAX)) {
		match content {
			Ok(content) => importer.take(row, draft(content)),
			Err(reason) => importer.reject(row, reason),
		}
	}
}

fn rows<R: DeserializeOwned>(table: &Table) -> impl Iterator<Item = (Row, Result<R, Rejection>)> {
	let file = table.file;
	let reader = csv::Reader::from_reader(table.text.as_bytes());
	// No field holds a line break, so rows and lines count alike; the header is line 1.
	reader.into_deserialize().zip(2..).map(move |(content, line)| {
		let content = content.map_err(|error| Rejection::Unreadable(error.to_string()));
		(Row { file, line }, content)
	})
}

impl Sale {
	fn draft(self) -> Draft {
		Draft {
			vin: self.vin,
			make: self.make,
			model: self.model,
			year: self.model_year,
			year_is: Year::Model,
			region: UNITED_STATES,
			party: Party::AuctionHouse,
			class: RecordClass::Inspection,
			event: "condition report at an auction sale".to_string(),
			date: self.sold_at,
			odometer: self.odometer,
			unit: self.unit,
			detail: labelled("condition", &self.condition),
		}
	}
}

impl Inspection {
	fn draft(self) -> Draft {
		Draft {
			vin: self.vin,
			make: self.make,
			model: self.model,
			year: self.first_used,
			year_is: Year::FirstUse,
			region: GREAT_BRITAIN,
			party: Party::Inspector,
			class: RecordClass::Inspection,
			event: format!("inspection: {}", self.result),
			date: self.inspected_at,
			odometer: self.odometer,
			unit: self.unit,
			detail: String::new(),
		}
	}
}

impl Service {
	fn draft(self) -> Draft {
		let class = if self.work.contains("oil") {
			RecordClass::Consumables
		} else {
			RecordClass::Maintenance
		};
		Draft {
			vin: self.vin,
			make: self.make,
			model: self.model,
			year: self.model_year,
			year_is: Year::Model,
			region: UNITED_STATES,
			party: Party::Workshop,
			class,
			event: self.work,
			date: self.serviced_at,
			odometer: self.odometer,
			unit: self.unit,
			detail: String::new(),
		}
	}
}

impl KeeperEvent {
	fn draft(self) -> Draft {
		Draft {
			vin: self.vin,
			make: self.make,
			model: self.model,
			year: self.first_used,
			year_is: Year::FirstUse,
			region: GREAT_BRITAIN,
			party: Party::RegistryOffice,
			class: RecordClass::Other,
			event: self.event,
			date: self.happened_at,
			odometer: String::new(),
			unit: String::new(),
			detail: labelled("count", &self.count),
		}
	}
}

/// `label value`, or nothing for no value.
fn labelled(label: &str, value: &str) -> String {
	if value.is_empty() {
		String::new()
	} else {
		format!("{label} {value}")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_row_with_too_few_fields_is_rejected_and_the_next_one_is_read() {
		let text = "vin\nVF3PNCFAC88186458\n\"a\",\"b\"\nWDD1690072J798454\n";
		let table = Table { file: "test.csv", text };
		let rows: Vec<_> = rows::<StandIn>(&table).collect();
		assert_eq!(rows.len(), 3);
		assert!(rows[0].1.is_ok() && rows[2].1.is_ok());
		assert_eq!(rows[1].0.line, 3);
		assert!(matches!(rows[1].1, Err(Rejection::Unreadable(_))));
	}

	#[test]
	fn every_table_is_read_without_an_unreadable_row() {
		let mut importer = Importer::new(stand_ins());
		read_all(&mut importer, None);
		let import = importer.finish();
		assert!(import.rows > 350, "{} rows", import.rows);
		assert!(import.rejected.iter().all(|row| row.reason.kind() != "unreadable"));
	}

	#[test]
	fn stand_ins_are_well_formed() {
		assert_eq!(stand_ins().len(), 5);
		assert!(stand_ins().iter().all(|vin| vin.as_str().contains("SAMPL")));
	}
}
