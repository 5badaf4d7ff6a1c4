//! Every way in which a row can be wrong.

use carx_sdk::{OdometerError, VinError};

/// Why a row became no event.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Rejection {
	/// The row cannot be read as a row of its table.
	#[error("{0}")]
	Unreadable(String),
	/// The VIN column is empty.
	#[error("the source gives no VIN")]
	NoVin,
	/// The VIN is none.
	#[error("VIN {vin:?}: {reason}")]
	Vin {
		/// As given.
		vin: String,
		/// What is wrong with it.
		reason: VinError,
	},
	/// Nobody could tell what the car is.
	#[error("{vin}: make {make:?}, model {model:?}")]
	NoMakeOrModel {
		/// The car.
		vin: String,
		/// As given.
		make: String,
		/// As given.
		model: String,
	},
	/// The year is no number.
	#[error("{vin}: year {year:?} is no year")]
	Year {
		/// The car.
		vin: String,
		/// As given.
		year: String,
	},
	/// The stated model year is not the one that the VIN codes.
	#[error("{vin}: model year {stated} stated, the VIN says {coded}")]
	ModelYearDisagrees {
		/// The car.
		vin: String,
		/// As stated.
		stated: u16,
		/// As coded at position 10.
		coded: u16,
	},
	/// The date is missing or no date.
	#[error("{vin}: {event} at {date:?}, which is no date")]
	Date {
		/// The car.
		vin: String,
		/// What happened.
		event: String,
		/// As given.
		date: String,
	},
	/// The unit is neither miles nor kilometres.
	#[error("{vin}: {unit:?} is neither mi nor km")]
	Unit {
		/// The car.
		vin: String,
		/// As given.
		unit: String,
	},
	/// The same thing happened to the same car at the same moment in another row.
	#[error("{vin}: {event} at {date}, as in line {line} of {file}")]
	Duplicate {
		/// The car.
		vin: String,
		/// What happened.
		event: String,
		/// As given.
		date: String,
		/// The row that was kept.
		file: &'static str,
		/// Its line.
		line: u64,
	},
}

impl Rejection {
	/// The kind of mess, to count by.
	pub fn kind(&self) -> &'static str {
		match self {
			Self::Unreadable(_) => "unreadable",
			Self::NoVin => "no VIN",
			Self::Vin { .. } => "VIN is mistyped or cut",
			Self::NoMakeOrModel { .. } => "make or model missing",
			Self::Year { .. } => "year is no number",
			Self::ModelYearDisagrees { .. } => "model year disagrees with the VIN",
			Self::Date { .. } => "happened at no date",
			Self::Unit { .. } => "unit of the odometer unknown",
			Self::Duplicate { .. } => "duplicate of another row",
		}
	}
}

/// Why an event has no odometer reading.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LeftOut {
	/// The column is empty.
	#[error("no reading")]
	Missing,
	/// A used car that ran 0 or 1 mile: the clerk had to type something.
	#[error("{value} on a used car")]
	Placeholder {
		/// As given.
		value: u32,
	},
	/// The instrument's sign that it does not know, or a distance that no car runs.
	#[error("{0}")]
	NotAReading(OdometerError),
	/// Not digits.
	#[error("{text:?} is no number")]
	NotANumber {
		/// As given.
		text: String,
	},
}

impl LeftOut {
	/// The kind of mess, to count by.
	pub fn kind(&self) -> &'static str {
		match self {
			Self::Missing => "no reading",
			Self::Placeholder { .. } => "placeholder",
			Self::NotAReading(_) => "the instrument's sign for \"unknown\"",
			Self::NotANumber { .. } => "not a number",
		}
	}
}
