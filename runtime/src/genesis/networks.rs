//! The presets of this repository. Their keys are public: never use one for a network that matters.

use crate::{
	AccountId, Balance, BalancesConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	SudoConfig, VehicleRegistryConfig, UNIT,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// What each well-known account starts with.
const ENDOWMENT: Balance = 10_000_000 * UNIT;

/// Accounts of people and organisations in stories and tests.
const ENDOWED: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];

/// One validator, Alice.
pub fn development() -> Value {
	genesis(&[(Sr25519Keyring::Alice, Ed25519Keyring::Alice)])
}

/// Four validators: Alice, Bob, Charlie, Dave. Finality survives one of them failing.
pub fn local() -> Value {
	genesis(&[
		(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
		(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
		(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
	])
}

fn genesis(validators: &[(Sr25519Keyring, Ed25519Keyring)]) -> Value {
	let alice = Sr25519Keyring::Alice.to_account_id();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: ENDOWED.iter().map(|key| (key.to_account_id(), ENDOWMENT)).collect(),
		},
		session: SessionConfig { keys: validators.iter().map(session_keys).collect::<Vec<_>>() },
		sudo: SudoConfig { key: Some(alice.clone()) },
		vehicle_registry: VehicleRegistryConfig { registrars: vec![alice] },
	})
}

fn session_keys(
	(aura, grandpa): &(Sr25519Keyring, Ed25519Keyring),
) -> (AccountId, AccountId, SessionKeys) {
	let account = aura.to_account_id();
	let keys = SessionKeys {
		aura: AuraId::from(aura.public()),
		grandpa: GrandpaId::from(grandpa.public()),
	};
	(account.clone(), account, keys)
}
