//! A drive as a car's OBD port told it: 2,709 samples, sealed by the unit into one signed batch.

use crate::{
	import::Car,
	play::Story,
	show::{self, short_digest},
	time,
};
use anyhow::{ensure, Context, Result};
use carx_sdk::{
	telemetry::{
		verify_sample, Batch, BatchBuilder, DistanceCounter, Sample, Signal, MAX_PROOF_LEN,
	},
	Call, Description, DeviceKey, Moment, Odometer, PowerTrain, Region, Vin,
};
use serde::Deserialize;
use serde_json::json;
use std::io::Write;

/// The drive, compiled in.
const TEXT: &str = include_str!("../data/drive.csv");
/// The stand-in for the VIN that the source withheld.
const VIN: &str = "9BRSAMPLEE0000001";
/// When the drive was published; the source does not say when it was driven.
const PUBLISHED_AT: &str = "2019-04-18T00:01:21Z";
/// Ids of the signals that the unit measured besides speed.
const ENGINE_SPEED: u16 = 1;
const COOLANT: u16 = 2;
/// What somebody who drove too fast would like to have driven, in hundredths of a kilometre an hour.
const FALSE_SPEED: u16 = 3_000;

/// What one row of the table says.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
struct Row {
	/// Seconds since the engine was started (SAE J1979 PID 1F).
	engine_run_s: f64,
	/// Turns a minute (PID 0C).
	engine_rpm: f64,
	/// Kilometres an hour (PID 0D).
	speed_kmh: f64,
	/// Degrees Celsius (PID 05).
	coolant_c: f64,
}

/// The drive, sealed as the first batch of a device.
pub struct Drive {
	samples: Vec<Sample>,
	batch: Batch,
}

impl Drive {
	/// Reads the drive and seals its samples in the device with this key.
	///
	/// The unit has no odometer parameter: it counts metres from 0 by integrating speed, as the source gives no reading to count from.
	///
	/// # Errors
	/// When the table in this program is damaged.
	pub fn load(device: DeviceKey) -> Result<Self> {
		let rows: Vec<Row> = csv::Reader::from_reader(TEXT.as_bytes())
			.into_deserialize()
			.collect::<Result<_, _>>()?;
		let last = rows.last().context("a drive without samples")?;
		let published_at: Moment = time::parse(PUBLISHED_AT).context("the date of publication")?;
		let started_at = published_at.saturating_sub(last.run_ms());
		let mut counter = DistanceCounter::new(Odometer::from_metres(0));
		let samples = rows
			.iter()
			.map(|row| row.sample(started_at, &mut counter))
			.collect::<Result<Vec<_>>>()?;
		let batch = BatchBuilder::new(Vin::parse(VIN)?, device).seal(&samples, None)?;
		Ok(Self { samples, batch })
	}

	/// The car that was driven.
	///
	/// # Errors
	/// None that the data can cause.
	pub fn car(&self) -> Result<Car> {
		Ok(Car {
			vin: Vin::parse(VIN)?,
			description: Description::new(2014, "Toyota", "Etios", PowerTrain::Other),
			region: Region::from_bytes(*b"BR"),
			is_stand_in: true,
		})
	}

	/// The fastest sample and its place.
	fn fastest(&self) -> Option<(u32, &Sample)> {
		let numbered = (0u32..).zip(&self.samples);
		numbered.max_by_key(|(index, sample)| (sample.speed, std::cmp::Reverse(*index)))
	}
}

impl Row {
	fn run_ms(&self) -> Moment {
		(self.engine_run_s * 1_000.0).round() as Moment
	}

	fn sample(&self, started_at: Moment, counter: &mut DistanceCounter) -> Result<Sample> {
		let speed = (self.speed_kmh * 100.0).round() as u16;
		counter.push(self.run_ms(), speed);
		let signals = vec![
			Signal { id: ENGINE_SPEED, value: (self.engine_rpm * 100.0).round() as i32 },
			Signal { id: COOLANT, value: (self.coolant_c * 10.0).round() as i32 },
		];
		Ok(Sample {
			at: started_at.saturating_add(self.run_ms()),
			odometer: counter.odometer(),
			speed: Some(speed),
			signals: signals.try_into().ok().context("too many signals in a sample")?,
		})
	}
}

/// `48.13` of 4813.
fn hundredths(value: u16) -> String {
	format!("{}.{:02}", value / 100, value % 100)
}

impl<W: Write> Story<'_, W> {
	/// Has the owner bind the unit, the cloud relay its batch, and the owner disclose one sample with its proof.
	pub async fn drive(&mut self, drive: &Drive) -> Result<()> {
		self.chapter("A drive, known to the chain by one signed hash")?;
		self.bind_unit(drive).await?;
		self.relay_batch(drive).await?;
		let (index, fastest) = drive.fastest().context("a drive without samples")?;
		let header = drive.batch.header();
		let siblings = drive.batch.proof(index).context("a sample without proof")?.siblings;
		ensure!(siblings.len() <= MAX_PROOF_LEN as usize, "the proof is too long for the chain");

		let falsified = Sample { speed: Some(FALSE_SPEED), ..fastest.clone() };
		let is_proven = verify_sample(header, index, fastest, &siblings);
		let is_fooled = verify_sample(header, index, &falsified, &siblings);
		ensure!(is_proven && !is_fooled, "the Merkle tree proves the wrong sample");
		let speed = hundredths(fastest.speed.unwrap_or_default());
		self.report.line(format!(
			"sample {index}, the fastest:  {speed} km/h  proven by {} hashes (at most {MAX_PROOF_LEN}); the other samples stay with the owner\n\
			 the same one falsified: {} km/h  NOT proven",
			siblings.len(),
			hundredths(FALSE_SPEED)
		))?;

		let (device, sequence) = (header.device, header.sequence);
		let disclosed = self.client.finalized().await?.disclosure(device, sequence, index).await?;
		if disclosed.is_none() {
			let call =
				Call::disclose_sample(device, sequence, index, fastest.clone(), siblings.clone());
			let owner = self.cast.owner_of(&header.vin).clone();
			self.execute(&call, &owner).await?;
		}
		let disclosed = self.client.finalized().await?.disclosure(device, sequence, index).await?;
		let disclosed = disclosed.context("the disclosed sample is not on the chain")?;
		ensure!(disclosed.speed == fastest.speed, "the chain discloses another speed");
		self.report.line(format!(
			"disclosed on chain by the owner on {}: the device signed {speed} km/h at metre {}",
			time::date(disclosed.disclosed_at),
			show::thousands(disclosed.odometer.metres())
		))?;
		Ok(())
	}

	async fn bind_unit(&mut self, drive: &Drive) -> Result<()> {
		let header = drive.batch.header();
		let at = self.client.finalized().await?;
		let vehicle = at.vehicle(header.vin).await?.context("the driven car is not there")?;
		let unit = &self.cast.obd_unit;
		let owner = self.cast.owner_of(&header.vin).clone();
		ensure!(vehicle.owner == owner.account(), "somebody else owns {}", header.vin);
		let bound = at.device(unit.key()).await?;
		if bound.is_none_or(|bound| bound.title_epoch != vehicle.title_epoch) {
			let genesis = self.client.genesis();
			let proof = unit.agree(genesis, &header.vin, &vehicle.owner, vehicle.title_epoch);
			let call = Call::bind_device(header.vin, unit.key(), proof);
			self.execute(&call, &owner).await?;
		}
		self.report.line(format!(
			"{}, a Toyota Etios of 2014: its OBD unit with the Ed25519 key {} is bound, by its own signature and the owner's",
			header.vin,
			short_digest(&header.device)
		))?;
		Ok(())
	}

	async fn relay_batch(&mut self, drive: &Drive) -> Result<()> {
		let header = drive.batch.header();
		let at = self.client.finalized().await?;
		if at.telemetry_batch(header.device, header.sequence).await?.is_none() {
			let signature = self.cast.obd_unit.sign_batch(self.client.genesis(), header);
			let call = Call::submit_batch(header.clone(), signature);
			let cloud = self.cast.signer(crate::cast::Party::Cloud).clone();
			self.execute(&call, &cloud).await?;
		}
		let device = json!(format!("0x{}", hex::encode(header.device)));
		let params = [device, json!(header.sequence)];
		let stored = self.client.ask("carx_telemetryBatch", &params).await?;
		let hash = format!("0x{}", hex::encode(header.hash()));
		ensure!(stored["hash"] == json!(hash), "the chain has another batch: {stored}");
		let seconds = (header.ended_at - header.started_at) / 1_000;
		let metres = header.odometer_end.metres() - header.odometer_start.metres();
		self.report.line(format!(
			"batch {}, relayed by the device cloud: {} samples over {} min {} s of engine run, {}.{:03} km by integrating speed\n\
			 carx_telemetryBatch gives its Merkle root {} and hash {}",
			header.sequence,
			show::thousands(header.count),
			seconds / 60,
			seconds % 60,
			metres / 1_000,
			metres % 1_000,
			short_digest(&header.root),
			short_digest(&header.hash()),
		))?;
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn drive() -> Drive {
		Drive::load([7; 32]).unwrap()
	}

	#[test]
	fn the_drive_is_sealed_and_every_sample_provable() {
		let drive = drive();
		let header = drive.batch.header();
		assert_eq!((header.count, header.sequence), (2_709, 0));
		assert_eq!(header.ended_at - header.started_at, 1_330_000);
		assert!((5_000..50_000).contains(&header.odometer_end.metres()));
		for index in [0, 1, 1_500, 2_708] {
			let proof = drive.batch.proof(index).unwrap();
			let sample = &drive.samples[index as usize];
			assert!(proof.siblings.len() <= MAX_PROOF_LEN as usize);
			assert!(verify_sample(header, index, sample, &proof.siblings));
		}
	}

	#[test]
	fn a_falsified_sample_is_not_proven() {
		let drive = drive();
		let (index, sample) = drive.fastest().unwrap();
		assert!(drive.samples.iter().all(|other| other.speed <= sample.speed));
		let siblings = drive.batch.proof(index).unwrap().siblings;
		let falsified = Sample { speed: Some(FALSE_SPEED), ..sample.clone() };
		assert_ne!(falsified, *sample);
		assert!(!verify_sample(drive.batch.header(), index, &falsified, &siblings));
	}

	#[test]
	fn the_same_drive_gives_the_same_batch() {
		assert_eq!(drive().batch.header().hash(), drive().batch.header().hash());
	}

	#[test]
	fn speeds_are_shown_with_two_decimals() {
		assert_eq!([0, 5_000, 4_807].map(hundredths), ["0.00", "50.00", "48.07"]);
	}
}
