//! Driving data: samples, batches, and what two reports of one car tell.

use carx_primitives::{
	telemetry::{
		verify_sample, BatchBuilder, BatchError, BatchHeader, Conflict, DistanceCounter,
		HeaderError, LinkError, Place, Sample, Sighting, Signal, MAX_PROOF_LEN, MAX_SAMPLES,
		MAX_SIGNALS, SIGNALS, VSS_MAJOR,
	},
	DeviceKey, Moment, Odometer, Vin,
};
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use proptest::prelude::*;

mod batch;
mod distance;
mod header;
mod sample;
mod sighting;

const VIN: Vin = Vin::from_bytes(*b"1HGBH41JXMN109186");
const DEVICE: DeviceKey = [0xD1; 32];

const HOUR: Moment = 60 * 60 * 1_000;
const DAY: Moment = 24 * HOUR;
const NOW: Moment = 1_795_348_800_000;

fn metres(metres: u32) -> Odometer {
	Odometer::from_metres(metres)
}

/// A sample a second, 13 m apart.
fn samples(count: u32) -> Vec<Sample> {
	(0..count)
		.map(|second| Sample {
			at: NOW + u64::from(second) * 1_000,
			odometer: metres(50_000_000 + second * 13),
			speed: Some(4_680),
			signals: vec![Signal { id: 1, value: 180_000 }].try_into().unwrap(),
		})
		.collect()
}

/// An hour of driving.
fn header() -> BatchHeader {
	BatchHeader {
		vin: VIN,
		device: DEVICE,
		sequence: 0,
		vss_major: VSS_MAJOR,
		started_at: NOW,
		ended_at: NOW + HOUR,
		count: 3_600,
		root: [0xAA; 32],
		odometer_start: metres(50_000_000),
		odometer_end: metres(50_060_000),
		previous: [0; 32],
		place: None,
	}
}

/// The batch after `header`, an hour later.
fn next(header: &BatchHeader) -> BatchHeader {
	BatchHeader {
		sequence: header.sequence + 1,
		started_at: header.ended_at,
		ended_at: header.ended_at + HOUR,
		odometer_start: header.odometer_end,
		odometer_end: metres(header.odometer_end.metres() + 60_000),
		previous: header.hash(),
		..header.clone()
	}
}
