//! How a device agrees to speak for a car.

use crate::Vin;
use alloc::vec::Vec;
use codec::Encode;

/// Tells this message from all others that a device signs. It changes with the message.
pub const BINDING_DOMAIN: &[u8] = b"carx/bind-device/1";

/// What a device signs (Ed25519) to be bound to a car: [`BINDING_DOMAIN`], then the hash of the chain's genesis block, the 17 characters of
/// the VIN, the SCALE encoding of the owner's account, and the title epoch as four bytes, little endian.
///
/// So nobody binds a device without having it in hand, and the signature serves no other chain, car, owner or title epoch.
pub fn binding_message(
	genesis_hash: &[u8],
	vin: &Vin,
	owner: &impl Encode,
	title_epoch: u32,
) -> Vec<u8> {
	let owner = owner.encode();
	let epoch = title_epoch.to_le_bytes();
	[BINDING_DOMAIN, genesis_hash, vin.as_bytes(), &owner, &epoch].concat()
}
