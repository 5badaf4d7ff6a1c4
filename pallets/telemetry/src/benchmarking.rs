//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, types::MAX_GAPS, Config, Pallet};
use alloc::{vec, vec::Vec};
use carx_primitives::{
	telemetry::{BatchHeader, Place, Sample, Signal, MAX_PROOF_LEN, MAX_SAMPLES, MAX_SIGNALS},
	DeviceBindings, DeviceKey, Digest, Odometer, VehicleAccess, Vin,
};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, Footprint, Time};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::{crypto::KeyTypeId, ed25519};
use sp_io::hashing::blake2_256;
use sp_runtime::traits::Zero;

/// A VIN whose check digit is compulsory.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

/// Where the keystore of the benchmark keeps the keys of devices.
const KEYS: KeyTypeId = KeyTypeId(*b"carx");

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

/// A new device, bound to the car.
fn device() -> DeviceKey {
	sp_io::crypto::ed25519_generate(KEYS, None).0
}

fn bind<T: Config>() -> DeviceKey {
	let device = device();
	T::Devices::bind(&VIN, &device);
	device
}

fn sign<T: Config>(header: &BatchHeader) -> DeviceSignature {
	let genesis_hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let payload = header.signing_payload(genesis_hash);
	sp_io::crypto::ed25519_sign(KEYS, &ed25519::Public::from_raw(header.device), &payload)
		.expect("the key is in the keystore; qed")
		.0
}

/// The first batches of a device, each linked to the one before it, all at the present moment.
fn headers<T: Config>(device: DeviceKey, odometer: Odometer, count: u32) -> Vec<BatchHeader> {
	let now = T::Time::now();
	let mut previous = Digest::default();
	let seal = |sequence| {
		let header = BatchHeader {
			vin: VIN,
			device,
			sequence,
			vss_major: 6,
			started_at: now,
			ended_at: now,
			count: MAX_SAMPLES,
			root: [0xFF; 32],
			odometer_start: odometer,
			odometer_end: odometer,
			previous,
			place: Some(Place { latitude: 39, longitude: 116 }),
		};
		previous = header.hash();
		header
	};
	(0..count).map(seal).collect()
}

/// Somebody who can pay for every batch that a benchmark submits.
fn submitter<T: Config>() -> T::AccountId {
	let submitter: T::AccountId = whitelisted_caller();
	let footprint = |items: u32| Footprint::from_parts(items as usize, AMPLE_SIZE * items as usize);
	T::BatchConsideration::ensure_successful(&submitter, footprint(64));
	T::SummaryConsideration::ensure_successful(&submitter, footprint(8));
	T::DisclosureConsideration::ensure_successful(&submitter, footprint(1));
	submitter
}

fn submit<T: Config>(submitter: &T::AccountId, header: &BatchHeader) {
	let origin = RawOrigin::Signed(submitter.clone()).into();
	Pallet::<T>::submit_batch(origin, header.clone(), sign::<T>(header))
		.expect("the batch is the next, and its submitter funded; qed");
}

/// Submits every other batch of a device up to as many gaps, and then one of another device, so that the next one raises the alarm.
fn with_gaps<T: Config>(submitter: &T::AccountId, gaps: u32) -> Vec<BatchHeader> {
	let device = bind::<T>();
	let headers = headers::<T>(device, Odometer::from_metres(0), 2 * MAX_GAPS + 3);
	for header in headers.iter().step_by(2).take(gaps as usize + 1) {
		submit::<T>(submitter, header);
	}
	let other = self::headers::<T>(bind::<T>(), Odometer::MAX, 1);
	for header in &other {
		submit::<T>(submitter, header);
	}
	headers
}

fn assert_has_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_has_event(event.into());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Worst case: opens the last gap, of a car that another device saw elsewhere.
	#[benchmark]
	fn submit_batch() {
		let submitter = submitter::<T>();
		let headers = with_gaps::<T>(&submitter, MAX_GAPS - 1);
		let header = headers[2 * MAX_GAPS as usize].clone();
		let (device, sequence) = (header.device, header.sequence);
		let signature = sign::<T>(&header);

		#[extrinsic_call]
		_(RawOrigin::Signed(submitter), header, signature);

		let gap = sequence - 1;
		assert_has_event::<T>(Event::GapDetected { device, vehicle: VIN, from: gap, to: gap });
		assert!(Batches::<T>::contains_key(device, sequence));
	}

	/// Worst case: closes one of the most gaps, of a car that another device saw elsewhere.
	#[benchmark]
	fn submit_late_batch() {
		let submitter = submitter::<T>();
		let headers = with_gaps::<T>(&submitter, MAX_GAPS);
		let header = headers[1].clone();
		let device = header.device;
		let signature = sign::<T>(&header);

		#[block]
		{
			Pallet::<T>::submit_batch(RawOrigin::Signed(submitter).into(), header, signature)
				.expect("the batch fills a gap; qed");
		}

		assert_has_event::<T>(Event::GapClosed { device, vehicle: VIN, to: 1 });
	}

	#[benchmark]
	fn report_fork() {
		let submitter = submitter::<T>();
		let headers = with_gaps::<T>(&submitter, MAX_GAPS);
		let forged = BatchHeader { root: [0; 32], ..headers[0].clone() };
		let device = forged.device;
		let signature = sign::<T>(&forged);

		#[extrinsic_call]
		_(RawOrigin::Signed(submitter), 0, forged, signature);

		let chain = DeviceChains::<T>::get(device).expect("the device has a chain; qed");
		assert_eq!(chain.forked_at, Some(0));
	}

	#[benchmark]
	fn write_off_gap() {
		let submitter = submitter::<T>();
		let headers = with_gaps::<T>(&submitter, MAX_GAPS);
		let device = headers[0].device;
		let owner = T::Access::title_epoch(&VIN)
			.and_then(|title_epoch| T::Access::owner_in(&VIN, title_epoch))
			.expect("the car was registered when the device was bound; qed");
		let to = 2 * MAX_GAPS - 1;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), device, to);

		let written_off = Event::GapWrittenOff { device, vehicle: VIN, from: to, to, by: owner };
		assert_has_event::<T>(written_off);
	}

	/// Worst case: the longest sample of the largest batch.
	#[benchmark]
	fn disclose_sample() {
		let submitter = submitter::<T>();
		let signals = vec![Signal { id: 0, value: 0 }; MAX_SIGNALS as usize];
		let sample = Sample {
			at: T::Time::now(),
			odometer: Odometer::MAX,
			speed: Some(u16::MAX),
			signals: signals.try_into().expect("are as many as fit; qed"),
		};
		let siblings = vec![[0xFF; 32]; MAX_PROOF_LEN as usize];
		// The leftmost leaf: its hash stands on the left at each level.
		let leaf = blake2_256(&[vec![0], sample.encode()].concat());
		let root = siblings.iter().fold(leaf, |hash, sibling| {
			blake2_256(&[&[1], hash.as_slice(), sibling.as_slice()].concat())
		});
		let device = bind::<T>();
		let mut header = headers::<T>(device, Odometer::MAX, 1)
			.into_iter()
			.next()
			.expect("one was asked for; qed");
		header.root = root;
		submit::<T>(&submitter, &header);
		let siblings = siblings.try_into().expect("are as many as fit; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(submitter), device, 0, 0, sample, siblings);

		assert!(Disclosed::<T>::contains_key((device, 0, 0)));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
