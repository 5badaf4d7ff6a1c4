//! Calls about driving data.

use super::*;
use crate::common::{devices::sample, now};
use carx_primitives::{BatchHeader, DeviceBindings, Odometer, Place};
use carxchain_runtime::VehicleRegistry;
use pallet_telemetry::{Batches, Call, DeviceChains};

pub const MENU: [(usize, Generator); 5] = [
	(16, submit_batch),
	(3, submit_odd_batch),
	(1, report_fork),
	(3, write_off_gap),
	(5, disclose_sample),
];

/// A device that speaks for a car, or one that does not; any, if none is found soon.
pub fn device(walk: &mut Walk, is_bound: bool) -> usize {
	let keys = walk.devices.iter().map(Device::key).enumerate().collect::<Vec<_>>();
	let fits =
		|(_, key): &(usize, DeviceKey)| VehicleRegistry::bound_vehicle(key).is_some() == is_bound;
	let any = walk.below(DEVICES as u64) as usize;
	walk.find(&keys, fits).map_or(any, |(number, _)| number)
}

/// What the device drives from where it reported last until now.
fn seal(
	walk: &mut Walk,
	number: usize,
	chain: &mut carx_primitives::telemetry::BatchBuilder,
	(from, metres): (Moment, u32),
	until: Moment,
) -> Drive {
	let span = until.saturating_sub(from);
	let run = walk.below((span / 40).min(30_000) + 1) as u32;
	let samples = [sample(from, metres), sample(until.max(from), metres + run)];
	let place = walk.chance(20).then(|| Place {
		latitude: walk.pick(&[40, 41, 41, -33]),
		longitude: walk.pick(&[-74, -73, 151]),
	});
	let batch = chain.seal(&samples, place).unwrap();
	Drive { device: number, batch, samples }
}

fn submit_batch(walk: &mut Walk) -> Attempt {
	if !walk.missing.is_empty() && walk.chance(10) {
		return submit_missing(walk);
	}
	let number = device(walk, true);
	let (key, mut chain) = (walk.devices[number].key(), walk.devices[number].chain.clone());
	let odometer = walk.odometers.get(&chain.vin).copied().unwrap_or_default();
	let (last, metres) = walk.reported.get(&key).copied().unwrap_or_default();
	let from = last.max(now() - DAY / 12).min(now());
	let mut metres = metres.max(odometer);
	if walk.chance(15) {
		metres += 100_000;
	}
	let mut start = (from, metres);
	let mut skipped = Vec::new();
	if walk.chance(12) {
		for _ in 0..1 + walk.below(2) {
			let until = start.0 + (now() - start.0) / 2;
			let drive = seal(walk, number, &mut chain, start, until);
			let header = drive.batch.header();
			start = (header.ended_at, header.odometer_end.metres());
			skipped.push(drive);
		}
	}
	let until = now();
	let drive = seal(walk, number, &mut chain, start, until);
	let call = walk.devices[number].submit(drive.batch.header());
	let origin = RuntimeOrigin::signed(walk.anybody());
	Attempt::new(origin, call).then(move |walk| {
		let header = drive.batch.header();
		walk.devices[number].chain = chain;
		let metres = header.odometer_end.metres();
		walk.reported.insert(key, (header.ended_at, metres));
		walk.odometers.insert(header.vin, metres);
		remember(&mut walk.drives, drive);
		for skipped in skipped {
			remember(&mut walk.missing, skipped);
		}
	})
}

fn submit_missing(walk: &mut Walk) -> Attempt {
	let drive = walk.pick(&walk.missing.clone());
	let call = walk.devices[drive.device].submit(drive.batch.header());
	let origin = RuntimeOrigin::signed(walk.anybody());
	Attempt::new(origin, call).then(move |walk| {
		walk.missing.retain(|other| other.batch.header() != drive.batch.header());
		remember(&mut walk.drives, drive);
	})
}

/// A header with something wrong.
fn odd_header(walk: &mut Walk, header: &BatchHeader) -> BatchHeader {
	let header = header.clone();
	let zero = Odometer::from_metres(0);
	match walk.below(16) {
		0 => BatchHeader { count: 0, ..header },
		1 => BatchHeader { started_at: header.ended_at + 1, ..header },
		2 => BatchHeader { started_at: header.ended_at - 40 * DAY, ..header },
		3 => BatchHeader { ended_at: now() + DAY, ..header },
		4 => BatchHeader { odometer_end: Odometer::from_metres(u32::MAX), ..header },
		5 => BatchHeader { odometer_end: zero, ..header },
		6 => {
			let far = Odometer::from_metres(header.odometer_start.metres() + 1_000_000_000);
			BatchHeader { odometer_end: far, ..header }
		},
		7 => BatchHeader { place: Some(Place { latitude: 91, longitude: 0 }), ..header },
		8 => BatchHeader { vin: walk.car(), ..header },
		9 => BatchHeader { sequence: 0, ..header },
		10 => BatchHeader { sequence: header.sequence + 1, previous: [3; 32], ..header },
		11 => BatchHeader { sequence: u32::MAX, ..header },
		12 => BatchHeader {
			sequence: header.sequence + 1,
			previous: header.hash(),
			started_at: header.started_at.saturating_sub(1),
			..header
		},
		13 => BatchHeader {
			sequence: header.sequence + 1,
			previous: header.hash(),
			started_at: header.ended_at,
			odometer_start: zero,
			odometer_end: zero,
			..header
		},
		14 => BatchHeader { root: [3; 32], ..header },
		_ => header,
	}
}

fn submit_odd_batch(walk: &mut Walk) -> Attempt {
	let Some(drive) = walk.choose(&walk.drives.clone()) else { return submit_batch(walk) };
	let header = odd_header(walk, drive.batch.header());
	// Every device but one would be used up by the last of all numbers.
	let signer = if header.sequence == u32::MAX || walk.chance(10) {
		(drive.device + 1) % DEVICES
	} else {
		drive.device
	};
	let signature = walk.devices[signer].sign(&header);
	let origin = RuntimeOrigin::signed(walk.anybody());
	Attempt::new(origin, Call::submit_batch { header, signature })
}

fn report_fork(walk: &mut Walk) -> Attempt {
	let Some(drive) = walk.choose(&walk.drives.clone()) else { return submit_batch(walk) };
	let (number, header) = (drive.device, drive.batch.header());
	let sequence = if walk.chance(90) { header.sequence } else { header.sequence + 100 };
	let count = header.count + u32::from(walk.chance(80));
	let other = BatchHeader { count, ..header.clone() };
	let signer = if walk.chance(90) { number } else { (number + 1) % DEVICES };
	let signature = walk.devices[signer].sign(&other);
	let origin = RuntimeOrigin::signed(walk.anybody());
	let key = header.device;
	let call = Call::report_fork { sequence, header: other, signature };
	Attempt::new(origin, call).then(move |walk| {
		// The key is of no use any more; the car gets another device, some time.
		if walk.devices[number].key() == key {
			walk.next_device += 1;
			walk.devices[number] = Device::new(walk.next_device);
		}
	})
}

fn write_off_gap(walk: &mut Walk) -> Attempt {
	let gaps = walk.devices.iter().flat_map(|device| {
		let key = device.key();
		let gaps = DeviceChains::<Runtime>::get(key).map(|chain| chain.gaps.into_inner());
		gaps.into_iter().flatten().map(move |gap| (key, gap.to))
	});
	let gaps = gaps.collect::<Vec<_>>();
	let none = (walk.devices[0].key(), 1_000_000);
	let (device, to) = walk.choose(&gaps).filter(|_| walk.chance(95)).unwrap_or(none);
	let vin = Batches::<Runtime>::get(device, to + 1).map(|stored| stored.header.vin);
	let owner = vin.and_then(|vin| Walk::owner(&vin));
	Attempt::new(walk.by_or_anybody(owner), Call::write_off_gap { device, to })
}

fn disclose_sample(walk: &mut Walk) -> Attempt {
	let Some(drive) = walk.choose(&walk.drives.clone()) else { return submit_batch(walk) };
	let header = drive.batch.header();
	let index = walk.below(2) as u32;
	let siblings = drive.batch.proof(index).unwrap().siblings.try_into().unwrap();
	let shown = if walk.chance(90) { index } else { 1 - index };
	let sample = drive.samples[shown as usize].clone();
	let (device, mut sequence) = (header.device, header.sequence);
	if walk.chance(5) {
		sequence += 1_000;
	}
	let origin = RuntimeOrigin::signed(walk.anybody());
	Attempt::new(origin, Call::disclose_sample { device, sequence, index, sample, siblings })
}
