//! Driving data: a day in one extrinsic, holes that show, and two cars with one VIN.

mod common;

use carx_primitives::{
	telemetry::{verify_sample, Conflict},
	Action, Blocker, Role, DAY,
};
use carxchain_runtime::{report::vehicle_report, Runtime, RuntimeCall, Telemetry, VehicleRegistry};
use codec::Encode;
use common::{
	devices::{sample, Device},
	*,
};
use pallet_telemetry::{Call, Error, Event, Gap};
use pallet_vehicle_registry::{Error as RegistryError, Event as RegistryEvent};
use sp_keyring::Sr25519Keyring::Ferdie as INSPECTOR;

const KM: u32 = 1_000;

/// A car with this device in it.
#[track_caller]
fn car_with_device(device: &Device) {
	ok(REGISTRAR, register(OWNER));
	ok(OWNER, device.bind_for(OWNER));
}

#[test]
fn a_day_of_86_400_samples_is_one_extrinsic_of_less_than_400_bytes() {
	story(|| {
		let mut device = Device::new(1);
		car_with_device(&device);
		let start = now() - DAY;
		let samples =
			(0..86_400u32).map(|n| sample(start + 1_000 * u64::from(n), 50_000 * KM + 5 * n));
		let samples = samples.collect::<Vec<_>>();
		let batch = device.chain.seal(&samples, None).unwrap();
		let extrinsic = signed(OWNER, device.submit(batch.header()));
		let bytes = extrinsic.encoded_size();
		println!("86,400 samples: {bytes} bytes");
		assert!(bytes < 400, "{bytes}");
		ok(OWNER, device.submit(batch.header()));
		let telemetry = vehicle_report(car(), 0, 0).unwrap().telemetry.unwrap();
		assert_eq!((telemetry.batches, telemetry.samples), (1, 86_400));

		// Anybody who gets one of them checks it against the chain, and may make it public there.
		let index = 51_234;
		let shown = samples[index as usize].clone();
		let proof = batch.proof(index).unwrap();
		println!("sample 51,234: {} hashes", proof.siblings.len());
		assert!(proof.siblings.len() <= 17);
		let stored = Telemetry::batch(device.key(), 0).unwrap().header;
		assert!(verify_sample(&stored, index, &shown, &proof.siblings));
		let disclose = |index, sample| -> RuntimeCall {
			let siblings = proof.siblings.clone().try_into().unwrap();
			Call::disclose_sample { device: device.key(), sequence: 0, index, sample, siblings }
				.into()
		};
		let faster = carx_primitives::Sample { speed: Some(5_001), ..shown.clone() };
		refused(BUYER, disclose(index, faster), Error::<Runtime>::ProofNotValid);
		refused(BUYER, disclose(index + 1, shown.clone()), Error::<Runtime>::ProofNotValid);
		ok(BUYER, disclose(index, shown));
		assert!(Telemetry::disclosure(device.key(), 0, index).is_some());
	});
}

#[test]
fn a_skipped_batch_shows_until_it_comes_or_the_owner_writes_it_off() {
	story(|| {
		let mut device = Device::new(1);
		car_with_device(&device);
		let mut day = |from: u64, kilometres: u32| {
			device.drive(
				(days_ago(from), kilometres * KM),
				(days_ago(from - 1) - 1, (kilometres + 40) * KM),
			)
		};
		let batches = [day(5, 1_000), day(4, 1_100), day(3, 1_200), day(2, 1_300)];
		let submit = |number: usize| device.submit(batches[number].header());
		ok(OWNER, submit(0));
		ok(OWNER, submit(3));
		let (key, vehicle) = (device.key(), car());
		happened(Event::<Runtime>::GapDetected { device: key, vehicle, from: 1, to: 2 });
		let gaps = || {
			let report = vehicle_report(car(), 0, 0).unwrap().telemetry.unwrap();
			(Telemetry::device_chain(key).unwrap().gaps, report.open_gaps, report.lost)
		};
		assert_eq!(gaps(), (vec![Gap { from: 1, to: 2 }], 1, 0));

		ok(BUYER, submit(1));
		assert_eq!(gaps(), (vec![Gap { from: 2, to: 2 }], 1, 0));
		hypothetically(|| {
			ok(OWNER, submit(2));
			happened(Event::<Runtime>::GapClosed { device: key, vehicle, to: 2 });
			assert_eq!(gaps(), (vec![], 0, 0));
		});
		let write_off = Call::<Runtime>::write_off_gap { device: key, to: 2 };
		refused(BUYER, write_off.clone(), Error::<Runtime>::NotOwner);
		ok(OWNER, write_off);
		assert_eq!(gaps(), (vec![], 0, 1));
		refused(OWNER, submit(2), Error::<Runtime>::WrittenOff);
	});
}

#[test]
fn replays_strangers_and_odometers_that_ran_backwards_are_refused() {
	story(|| {
		let mut device = Device::new(1);
		let mut stranger = Device::new(2);
		car_with_device(&device);
		let first = device.drive((days_ago(3), 1_000 * KM), (days_ago(2), 1_100 * KM));
		ok(OWNER, device.submit(first.header()));
		refused(OWNER, device.submit(first.header()), Error::<Runtime>::Replayed);

		let foreign = stranger.drive((days_ago(1), 1_200 * KM), (now(), 1_300 * KM));
		refused(OWNER, stranger.submit(foreign.header()), Error::<Runtime>::DeviceNotBound);
		let behind = hypothetically(|| {
			let mut chain = device.chain.clone();
			let samples = [sample(days_ago(1), 1_099 * KM), sample(now(), 1_300 * KM)];
			chain.seal(&samples, None).unwrap().header().clone()
		});
		refused(OWNER, device.submit(&behind), Error::<Runtime>::OdometerBelowLast);
		let second = device.drive((days_ago(1), 1_100 * KM), (now(), 1_300 * KM));
		let forged = Call::<Runtime>::submit_batch {
			header: second.header().clone(),
			signature: stranger.sign(second.header()),
		};
		refused(OWNER, forged, Error::<Runtime>::SignatureNotValid);
		ok(OWNER, device.submit(second.header()));
	});
}

#[test]
fn a_key_that_signs_two_continuations_speaks_for_no_car_any_more() {
	story(|| {
		let mut device = Device::new(1);
		car_with_device(&device);
		let mut copy = device.chain.clone();
		let first = device.drive((days_ago(2), 1_000 * KM), (days_ago(1), 1_100 * KM));
		let other = copy
			.seal(&[sample(days_ago(2), 1_000 * KM), sample(days_ago(1), 1_050 * KM)], None)
			.unwrap();
		ok(OWNER, device.submit(first.header()));
		refused(OWNER, device.submit(other.header()), Error::<Runtime>::SequenceTaken);
		ok(BUYER, device.report(0, other.header()));
		let next = device.drive((days_ago(1), 1_100 * KM), (now(), 1_200 * KM));
		refused(OWNER, device.submit(next.header()), Error::<Runtime>::DeviceForked);
		assert_eq!(VehicleRegistry::can(Action::Sell, car()), [Blocker::CloneSuspected]);
	});
}

#[test]
fn two_devices_far_apart_on_one_day_stop_the_sale_until_an_inspector_has_seen_the_car() {
	story(|| {
		let (mut one, mut other) = (Device::new(1), Device::new(2));
		car_with_device(&one);
		ok(OWNER, other.bind_for(OWNER));
		make(INSPECTOR, Role::Inspector);
		let drive = |device: &mut Device, kilometres: u32| {
			let batch =
				device.drive((days_ago(1), kilometres * KM), (now() - 1, (kilometres + 50) * KM));
			device.submit(batch.header())
		};
		let here = drive(&mut one, 50_000);
		ok(OWNER, here);
		assert!(VehicleRegistry::can(Action::Sell, car()).is_empty());
		let there = drive(&mut other, 92_000);
		ok(OWNER, there);
		happened(Event::<Runtime>::CloneSuspected {
			vehicle: car(),
			device: other.key(),
			other: one.key(),
			conflict: Conflict::Odometer,
		});
		happened(RegistryEvent::<Runtime>::CloneSuspected { vehicle: car() });
		assert_eq!(VehicleRegistry::can(Action::Sell, car()), [Blocker::CloneSuspected]);
		refused(OWNER, offer(BUYER), RegistryError::<Runtime>::VehicleBlocked);

		let clear = |role| pallet_vehicle_registry::Call::<Runtime>::clear_clone_suspicion {
			vin: car(),
			evidence: [6; 32],
			role,
		};
		refused(OWNER, clear(Role::Inspector), RegistryError::<Runtime>::NotAuthorized);
		ok(INSPECTOR, clear(Role::Inspector));
		assert!(VehicleRegistry::can(Action::Sell, car()).is_empty());
		transfer(OWNER, BUYER);
		// Devices of the former owner are silent from now on.
		next_block();
		let after = one.drive((now() - 1, 50_050 * KM), (now(), 50_050 * KM));
		refused(BUYER, one.submit(after.header()), Error::<Runtime>::DeviceNotBound);
	});
}
