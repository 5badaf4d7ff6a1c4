//! One file per call and path of it, and one each for limits, what clients ask and what must hold.

use crate::{
	mock::*, BatchInfo, Batches, DeviceChains, Disclosed, Disclosure, Error, Event, Gap,
	HoldReason, VehicleTelemetry, MAX_GAPS,
};
use carx_primitives::{
	telemetry::{
		BatchBuilder, BatchHeader, Conflict, Place, Sample, Sighting, Signal, MAX_SAMPLES,
	},
	Odometer,
};
use codec::{DecodeAll, Encode};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically};
use sp_runtime::{DispatchError::BadOrigin, TokenError::FundsUnavailable};

mod clones;
mod disclose_sample;
mod gaps;
mod limits;
mod report_fork;
mod submit_batch;
mod try_state;
mod view_functions;
mod write_off_gap;

fn open_gaps() -> Vec<Gap> {
	DeviceChains::<Test>::get(key(FIRST)).unwrap().gaps.into_inner()
}

fn accepted(header: &BatchHeader) -> Event<Test> {
	Event::BatchAccepted {
		vehicle: header.vin,
		device: header.device,
		sequence: header.sequence,
		count: header.count,
		submitter: CLOUD,
	}
}

/// A second of driving for each sample, at 48 km/h and a few signals; the odometer counts on from 50,000 km.
fn samples(count: u32) -> Vec<Sample> {
	(0..count)
		.map(|second| Sample {
			at: NOW - DAY + u64::from(second) * 1_000,
			odometer: Odometer::from_metres(50_000_000 + second * 13),
			speed: Some(4_800),
			signals: vec![
				Signal { id: 1, value: 210_000 + (second % 1_000) as i32 },
				Signal { id: 2, value: 870 },
			]
			.try_into()
			.unwrap(),
		})
		.collect()
}
