//! Where every chain stores what others are shown proofs of, and what no function of its runtime tells. One runtime, one set of keys.

use carx_primitives::ChainId;
use codec::{DecodeAll, Encode};
use pallet_relay_bridge::{Nonce, Route};
use sp_consensus_grandpa::SetId;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// The pallet as the runtime calls it, in which parcels are.
pub const BRIDGE: &str = "RelayBridge";
/// The pallet as the runtime calls it, which knows what is final on other chains.
pub const LIGHT_CLIENTS: &str = "LightClients";

/// The key of a parcel in the outbox of a route.
pub fn outbox(route: &Route, nonce: Nonce) -> Vec<u8> {
	let mut key = item(BRIDGE, "Outbox");
	key.extend(by_blake(&route.encode()));
	key.extend(by_twox(&nonce.encode()));
	key
}

/// The key of the nonce that the inbox of a route takes next.
pub fn inbox(route: &Route) -> Vec<u8> {
	let mut key = item(BRIDGE, "Inbox");
	key.extend(by_blake(&route.encode()));
	key
}

/// What the keys of all messages that await their receipt begin with.
pub fn pending_prefix() -> Vec<u8> {
	item(BRIDGE, "Pending")
}

/// The route and number of a message that awaits its receipt, by its key.
pub fn pending(key: &[u8]) -> Option<(Route, u64)> {
	let rest = key.strip_prefix(&pending_prefix()[..])?.get(BLAKE..)?;
	let (route, rest) = rest.split_at_checked(rest.len().checked_sub(TWOX + NUMBER)?)?;
	let route = Route::decode_all(&mut &route[..]).ok()?;
	let number = u64::decode_all(&mut rest.get(TWOX..)?).ok()?;
	Some((route, number))
}

/// The key of a set of a chain that is followed.
pub fn authority_set(chain: &ChainId, set_id: SetId) -> Vec<u8> {
	let mut key = item(LIGHT_CLIENTS, "AuthoritySets");
	key.extend(by_twox(&chain.encode()));
	key.extend(by_twox(&set_id.encode()));
	key
}

/// Bytes of the hashes that stand before what they hash, and of a number.
const BLAKE: usize = 16;
const TWOX: usize = 8;
const NUMBER: usize = 8;

fn item(pallet: &str, name: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat()
}

/// `Blake2_128Concat`.
fn by_blake(encoded: &[u8]) -> Vec<u8> {
	[&blake2_128(encoded)[..], encoded].concat()
}

/// `Twox64Concat`.
fn by_twox(encoded: &[u8]) -> Vec<u8> {
	[&twox_64(encoded)[..], encoded].concat()
}
