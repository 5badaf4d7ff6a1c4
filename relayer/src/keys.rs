//! Where the relay bridge of every chain stores what others are shown proofs of. One runtime, one set of keys.

use codec::{DecodeAll, Encode};
use pallet_relay_bridge::{Nonce, Route};
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// The pallet as the runtime calls it, in which the keys are.
pub const BRIDGE: &str = "RelayBridge";

/// The key of a parcel in the outbox of a route.
pub fn outbox(route: &Route, nonce: Nonce) -> Vec<u8> {
	let mut key = item("Outbox");
	key.extend(by_blake(&route.encode()));
	key.extend(by_twox(&nonce.encode()));
	key
}

/// The key of the nonce that the inbox of a route takes next.
pub fn inbox(route: &Route) -> Vec<u8> {
	let mut key = item("Inbox");
	key.extend(by_blake(&route.encode()));
	key
}

/// What the keys of all messages that await their receipt begin with.
pub fn pending_prefix() -> Vec<u8> {
	item("Pending")
}

/// The route and number of a message that awaits its receipt, by its key.
pub fn pending(key: &[u8]) -> Option<(Route, u64)> {
	let rest = key.strip_prefix(&pending_prefix()[..])?.get(BLAKE..)?;
	let (route, rest) = rest.split_at_checked(rest.len().checked_sub(TWOX + NUMBER)?)?;
	let route = Route::decode_all(&mut &route[..]).ok()?;
	let number = u64::decode_all(&mut rest.get(TWOX..)?).ok()?;
	Some((route, number))
}

/// Bytes of the hashes that stand before what they hash, and of a number.
const BLAKE: usize = 16;
const TWOX: usize = 8;
const NUMBER: usize = 8;

fn item(name: &str) -> Vec<u8> {
	[twox_128(BRIDGE.as_bytes()), twox_128(name.as_bytes())].concat()
}

/// `Blake2_128Concat`.
fn by_blake(encoded: &[u8]) -> Vec<u8> {
	[&blake2_128(encoded)[..], encoded].concat()
}

/// `Twox64Concat`.
fn by_twox(encoded: &[u8]) -> Vec<u8> {
	[&twox_64(encoded)[..], encoded].concat()
}
