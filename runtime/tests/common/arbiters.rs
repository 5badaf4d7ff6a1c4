//! The panel that decides disputes, by its own motions.

use super::committees;
use carxchain_runtime::{AccountId, RuntimeCall, RuntimeOrigin};
use pallet_collective::{Instance1, RawOrigin};
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchResult;

pub use Sr25519Keyring::{Alice, Eve, Ferdie};

/// The panel of the development presets.
pub const ARBITERS: [Sr25519Keyring; 3] = [Alice, Eve, Ferdie];

/// Two of the three arbiters agree on `call`; returns what became of it.
#[track_caller]
pub fn decide(call: impl Into<RuntimeCall>) -> DispatchResult {
	committees::decide::<Instance1>(&ARBITERS, call)
}

/// The origin of a motion that so many of the three arbiters agreed on.
pub fn arbiters_vote(agree: u32) -> RuntimeOrigin {
	RawOrigin::<AccountId, Instance1>::Members(agree, ARBITERS.len() as u32).into()
}
