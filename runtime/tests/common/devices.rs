//! Devices in cars: keys, bindings, and batches that they sign.

use super::{account, car};
use carx_primitives::{
	binding_message,
	telemetry::{Batch, BatchBuilder, Sample},
	BatchHeader, DeviceKey, Moment, Odometer, Vin,
};
use carxchain_runtime::{AccountId, Hash, Runtime, RuntimeCall, System};
use pallet_telemetry::Call;
use sp_core::{ed25519, Pair};
use sp_keyring::Sr25519Keyring;

pub fn genesis_hash() -> Hash {
	System::block_hash(0)
}

/// A unit in a car that signs what it measured.
pub struct Device {
	pair: ed25519::Pair,
	pub chain: BatchBuilder,
}

impl Device {
	pub fn new(number: u32) -> Self {
		let mut seed = [0xD0; 32];
		seed[..4].copy_from_slice(&number.to_le_bytes());
		let pair = ed25519::Pair::from_seed(&seed);
		let chain = BatchBuilder::new(car(), pair.public().0);
		Self { pair, chain }
	}

	pub fn key(&self) -> DeviceKey {
		self.pair.public().0
	}

	/// The call by which `owner` lets the device speak for the car.
	pub fn bind(&self, vin: Vin, owner: &AccountId, title_epoch: u32) -> RuntimeCall {
		let message = binding_message(genesis_hash().as_ref(), &vin, owner, title_epoch);
		let proof = self.pair.sign(&message).0;
		pallet_vehicle_registry::Call::bind_device { vin, key: self.key(), proof }.into()
	}

	/// The same for the car of the stories in its first title epoch.
	pub fn bind_for(&self, owner: Sr25519Keyring) -> RuntimeCall {
		self.bind(car(), &account(owner), 0)
	}

	pub fn sign(&self, header: &BatchHeader) -> [u8; 64] {
		self.pair.sign(&header.signing_payload(genesis_hash())).0
	}

	/// The header under the signature of this device.
	pub fn submit(&self, header: &BatchHeader) -> RuntimeCall {
		let signature = self.sign(header);
		Call::<Runtime>::submit_batch { header: header.clone(), signature }.into()
	}

	/// The report that the device signed this beside what is stored under `sequence`.
	pub fn report(&self, sequence: u32, header: &BatchHeader) -> RuntimeCall {
		let signature = self.sign(header);
		Call::<Runtime>::report_fork { sequence, header: header.clone(), signature }.into()
	}

	/// Seals the next batch: from the one moment and odometer to the other.
	pub fn drive(&mut self, from: (Moment, u32), to: (Moment, u32)) -> Batch {
		self.chain.seal(&[sample(from.0, from.1), sample(to.0, to.1)], None).unwrap()
	}
}

/// What a device saw at a moment: the odometer in metres.
pub fn sample(at: Moment, metres: u32) -> Sample {
	Sample {
		at,
		odometer: Odometer::from_metres(metres),
		speed: Some(5_000),
		signals: Default::default(),
	}
}
