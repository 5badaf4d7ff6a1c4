//! The key of a device that speaks for a car.

use crate::{telemetry::BatchHeader, AccountId, DeviceKey, Hash, Vin};
use carx_primitives::binding_message;
use ed25519_zebra::{SigningKey, VerificationKeyBytes};
use std::fmt;

/// An Ed25519 signature of a device.
pub type DeviceSignature = [u8; 64];

/// An Ed25519 key that signs driving data. In a true device it never leaves it; here it never leaves the process.
#[derive(Clone)]
pub struct DeviceSigner(SigningKey);

impl DeviceSigner {
	/// The key of this seed (RFC 8032).
	pub fn from_seed(seed: [u8; 32]) -> Self {
		Self(SigningKey::from(seed))
	}

	/// The public key, by which the ledger knows the device.
	pub fn key(&self) -> DeviceKey {
		VerificationKeyBytes::from(&self.0).into()
	}

	/// The device's consent to speak for this car of this owner in this title epoch, on the chain with this genesis: the proof that
	/// [`crate::Call::bind_device`] takes.
	pub fn agree(
		&self,
		genesis: Hash,
		vin: &Vin,
		owner: &AccountId,
		title_epoch: u32,
	) -> DeviceSignature {
		self.sign(&binding_message(genesis.as_ref(), vin, owner, title_epoch))
	}

	/// The device's signature of a batch for the chain with this genesis.
	///
	/// A device signs each sequence number once: two batches of one number prove that its key was copied.
	pub fn sign_batch(&self, genesis: Hash, header: &BatchHeader) -> DeviceSignature {
		self.sign(&header.signing_payload(genesis))
	}

	fn sign(&self, message: &[u8]) -> DeviceSignature {
		self.0.sign(message).to_bytes()
	}
}

impl fmt::Debug for DeviceSigner {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "DeviceSigner({})", hex::encode(self.key()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use serde_json::Value;

	fn json(text: &str) -> Value {
		serde_json::from_str(text).unwrap()
	}

	fn bytes(text: &Value) -> Vec<u8> {
		hex::decode(text.as_str().unwrap().trim_start_matches("0x")).unwrap()
	}

	fn hash(text: &Value) -> Hash {
		Hash::from(<[u8; 32]>::try_from(bytes(text)).unwrap())
	}

	fn device(vectors: &Value) -> DeviceSigner {
		DeviceSigner::from_seed(bytes(&vectors["seed"]).try_into().unwrap())
	}

	#[test]
	fn a_device_agrees_to_a_car_as_the_protocol_says() {
		let vectors = json(include_str!("../../../protocol/vectors/device-binding.json"));
		let device = device(&vectors);
		assert_eq!(device.key().to_vec(), bytes(&vectors["publicKey"]));
		for case in vectors["cases"].as_array().unwrap() {
			let vin = Vin::parse(case["vin"].as_str().unwrap()).unwrap();
			let owner = AccountId::decode(&mut &bytes(&case["owner"])[..]).unwrap();
			let epoch = u32::try_from(case["titleEpoch"].as_u64().unwrap()).unwrap();
			let proof = device.agree(hash(&case["genesis"]), &vin, &owner, epoch);
			assert_eq!(proof.to_vec(), bytes(&case["signature"]), "{vin}");
		}
	}

	#[test]
	fn a_device_signs_a_batch_as_the_protocol_says() {
		let vectors = json(include_str!("../../../protocol/vectors/telemetry.json"));
		let device = device(&vectors);
		for batch in vectors["batches"].as_array().unwrap() {
			let header = BatchHeader::decode(&mut &bytes(&batch["scale"])[..]).unwrap();
			let signature = device.sign_batch(hash(&vectors["genesis"]), &header);
			assert_eq!(signature.to_vec(), bytes(&batch["signature"]), "{}", header.sequence);
		}
	}

	#[test]
	fn debug_output_shows_the_public_key_only() {
		let device = DeviceSigner::from_seed([7; 32]);
		let text = format!("{device:?}");
		assert!(text.contains(&hex::encode(device.key())) && !text.contains(&"07".repeat(32)));
	}
}
