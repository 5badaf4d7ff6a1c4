//! A drive as a car's OBD port told it: 2,709 readings, known to the chain by one hash.

use crate::{
	cast::Provider,
	import::{Car, Event, Row},
	show, time,
};
use anyhow::{anyhow, Context, Result};
use carx_sdk::{
	merkle::{self, Proof, Root},
	Description, Moment, RecordClass, Vin,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The drive, compiled in.
const TEXT: &str = include_str!("../data/drive.csv");
/// The stand-in for the VIN that the source withheld.
const VIN: &str = "9BRSAMPLEE0000001";
/// When the drive was published; the source does not say when it was driven.
const PUBLISHED_AT: &str = "2019-04-18T00:01:21Z";

/// What one row of the table says.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
pub struct Reading {
	/// Seconds since the engine was started (SAE J1979 PID 1F).
	pub engine_run_s: f64,
	/// Kilometres an hour (PID 0D).
	pub speed_kmh: f64,
}

/// What the record's payload says of the readings, which stay with the car's keeper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
	vin: String,
	event: String,
	known_since: String,
	engine_run_seconds: u64,
	distance_metres: u64,
	readings: u32,
	merkle_root: String,
}

impl fmt::Display for Manifest {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{} readings over {} min {} s of engine run, {}.{:03} km by integrating speed",
			show::thousands(self.readings),
			self.engine_run_seconds / 60,
			self.engine_run_seconds % 60,
			self.distance_metres / 1_000,
			self.distance_metres % 1_000
		)
	}
}

impl Manifest {
	/// What the readings are anchored by.
	///
	/// # Errors
	/// When the root is no hex of 32 bytes.
	pub fn root(&self) -> Result<Root> {
		let bytes = hex::decode(&self.merkle_root).context("the manifest's Merkle root")?;
		let hash =
			bytes.try_into().map_err(|_| anyhow!("the manifest's Merkle root is not 32 bytes"))?;
		Ok(Root { hash, count: self.readings })
	}
}

/// The drive.
pub struct Drive {
	lines: Vec<&'static str>,
	readings: Vec<Reading>,
	/// What is recorded of it.
	pub manifest: Manifest,
}

impl Drive {
	/// Reads the drive and anchors its readings.
	///
	/// # Errors
	/// When the table in this program is damaged.
	pub fn load() -> Result<Self> {
		let lines: Vec<&str> = TEXT.lines().skip(1).collect();
		let readings: Vec<Reading> = csv::Reader::from_reader(TEXT.as_bytes())
			.into_deserialize()
			.collect::<Result<_, _>>()?;
		let root = merkle::root(&lines).context("more readings than can be counted")?;
		let last = readings.last().context("a drive without readings")?;
		let manifest = Manifest {
			vin: VIN.to_string(),
			event: "OBD drive".to_string(),
			known_since: PUBLISHED_AT.to_string(),
			engine_run_seconds: last.engine_run_s as u64,
			distance_metres: distance_metres(&readings).round() as u64,
			readings: root.count,
			merkle_root: hex::encode(root.hash),
		};
		Ok(Self { lines, readings, manifest })
	}

	/// The car that was driven.
	///
	/// # Errors
	/// None that the data can cause.
	pub fn car(&self) -> Result<Car> {
		let description =
			Description { model_year: 2014, make: "Toyota".into(), model: "Etios".into() };
		Ok(Car { vin: Vin::parse(VIN)?, description, is_stand_in: true })
	}

	/// The event that anchors the readings.
	///
	/// # Errors
	/// None that the data can cause.
	pub fn event(&self) -> Result<Event> {
		Ok(Event {
			vin: Vin::parse(VIN)?,
			provider: Provider::ObdUnit,
			class: RecordClass::Driving,
			what: self.manifest.event.clone(),
			observed_at: published_at()?,
			// The unit has no odometer parameter; the distance of one drive is no odometer reading.
			odometer: None,
			payload: serde_json::to_string(&self.manifest)?,
			row: Row { file: "drive.csv", line: 1 },
		})
	}

	/// The fastest reading: its place, and its line as it is anchored.
	pub fn fastest(&self) -> Option<(u32, &'static str)> {
		let by_speed = |(_, a): &(usize, &Reading), (_, b): &(usize, &Reading)| {
			a.speed_kmh.total_cmp(&b.speed_kmh)
		};
		let (index, _) = self.readings.iter().enumerate().max_by(by_speed)?;
		Some((u32::try_from(index).ok()?, self.lines.get(index)?))
	}

	/// The evidence that the reading at `index` belongs to the drive.
	pub fn proof(&self, index: u32) -> Option<Proof> {
		merkle::proof(&self.lines, index)
	}
}

fn published_at() -> Result<Moment> {
	time::parse(PUBLISHED_AT).context("the date of the drive's publication")
}

/// Speed integrated over engine run time by the trapezoidal rule. Rows come about twice a second while the engine's clock
/// counts whole seconds, so many rows add nothing; a clock that stands still or jumps back adds nothing either.
fn distance_metres(readings: &[Reading]) -> f64 {
	let pairs = readings.iter().zip(readings.iter().skip(1));
	pairs
		.map(|(from, to)| {
			let seconds = (to.engine_run_s - from.engine_run_s).max(0.0);
			(from.speed_kmh + to.speed_kmh) / 2.0 / 3.6 * seconds
		})
		.sum()
}

/// The same line with another speed, as somebody who drove too fast would like to have it.
pub fn falsify(line: &str, speed_kmh: u32) -> String {
	let mut fields: Vec<String> = line.split(',').map(str::to_string).collect();
	if let Some(speed) = fields.get_mut(2) {
		*speed = speed_kmh.to_string();
	}
	fields.join(",")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn distance_is_speed_over_time() {
		let at = |engine_run_s, speed_kmh| Reading { engine_run_s, speed_kmh };
		let steady = [at(0.0, 36.0), at(10.0, 36.0), at(10.0, 36.0), at(20.0, 36.0)];
		assert_eq!(distance_metres(&steady), 200.0);
		let ramp = [at(0.0, 0.0), at(10.0, 36.0)];
		assert_eq!(distance_metres(&ramp), 50.0);
		let restarted = [at(20.0, 36.0), at(0.0, 36.0)];
		assert_eq!(distance_metres(&restarted), 0.0);
		assert_eq!(distance_metres(&[]), 0.0);
	}

	#[test]
	fn the_drive_is_anchored_and_every_reading_provable() {
		let drive = Drive::load().unwrap();
		assert_eq!(drive.lines.len(), 2_709);
		assert_eq!(drive.manifest.engine_run_seconds, 1_330);
		let root = drive.manifest.root().unwrap();
		for index in [0, 1, 1_500, 2_708] {
			let proof = drive.proof(index).unwrap();
			assert!(merkle::verify(&root, drive.lines[index as usize].as_bytes(), &proof));
		}
	}

	#[test]
	fn a_falsified_reading_is_not_proven() {
		let drive = Drive::load().unwrap();
		let (index, line) = drive.fastest().unwrap();
		let proof = drive.proof(index).unwrap();
		let false_line = falsify(line, 50);
		assert_ne!(false_line, line);
		assert!(!merkle::verify(&drive.manifest.root().unwrap(), false_line.as_bytes(), &proof));
	}

	#[test]
	fn the_manifest_survives_json() {
		let drive = Drive::load().unwrap();
		let read: Manifest = serde_json::from_str(&drive.event().unwrap().payload).unwrap();
		assert_eq!(read, drive.manifest);
	}
}
