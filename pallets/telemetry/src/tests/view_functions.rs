use super::*;
use crate::{DeviceChainInfo, DisclosureInfo, TelemetrySummary};
use sp_io::hashing::blake2_256;

#[test]
fn show_nothing_of_what_is_not_known() {
	Chain.build_and_execute(|| {
		assert_eq!(Telemetry::device_chain(key(FIRST)), None);
		assert_eq!(Telemetry::batch(key(FIRST), 0), None);
		assert_eq!(Telemetry::telemetry(VIN), None);
		assert_eq!(Telemetry::disclosure(key(FIRST), 0, 0), None);
	});
}

#[test]
fn show_a_chain_and_what_is_missing_in_it() {
	Chain.build_and_execute(|| {
		submit_all([0, 2, 4]);
		assert_ok!(Telemetry::write_off_gap(signed(OWNER), key(FIRST), 1));
		let info = DeviceChainInfo {
			last_sequence: 4,
			last_hash: header(4).hash(),
			vehicle: VIN,
			ended_at: header(4).ended_at,
			odometer_end: km(50_140),
			batches: 3,
			samples: 5_400,
			gaps: vec![Gap { from: 3, to: 3 }],
			lost: 1,
			forked_at: None,
		};
		assert_eq!(Telemetry::device_chain(key(FIRST)), Some(info.clone()));

		let forged = BatchHeader { root: [9; 32], ..header(2) };
		let signature = sign(&forged);
		assert_ok!(Telemetry::report_fork(signed(STRANGER), 2, forged, signature));
		let info = DeviceChainInfo { forked_at: Some(2), ..info };
		assert_eq!(Telemetry::device_chain(key(FIRST)), Some(info));
	});
}

#[test]
fn show_a_batch() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		assert_eq!(
			Telemetry::batch(key(FIRST), 0),
			Some(BatchInfo {
				header: header(0),
				hash: header(0).hash(),
				recorded_at: NOW,
				submitter: CLOUD
			})
		);
	});
}

#[test]
fn sum_up_a_car_over_its_devices() {
	Chain.build_and_execute(|| {
		submit_all([0, 2]);
		assert_ok!(submit(second_header()));
		assert_eq!(
			Telemetry::telemetry(VIN),
			Some(TelemetrySummary {
				batches: 3,
				samples: 5_400,
				first_at: header(0).started_at,
				last_at: header(2).ended_at,
				odometer: km(50_080),
				distance: 80_000,
				open_gaps: 1,
				lost: 0,
			})
		);
	});
}

#[test]
fn show_a_disclosed_sample() {
	Chain.build_and_execute(|| {
		let batch = BatchBuilder::new(VIN, key(FIRST)).seal(&samples(1), None).unwrap();
		assert_ok!(submit(batch.header().clone()));
		let sample = samples(1)[0].clone();
		assert_ok!(Telemetry::disclose_sample(
			signed(STRANGER),
			key(FIRST),
			0,
			0,
			sample.clone(),
			Default::default()
		));
		assert_eq!(
			Telemetry::disclosure(key(FIRST), 0, 0),
			Some(DisclosureInfo {
				digest: blake2_256(&sample.encode()),
				at: sample.at,
				odometer: sample.odometer,
				speed: sample.speed,
				by: STRANGER,
				disclosed_at: NOW,
			})
		);
	});
}
