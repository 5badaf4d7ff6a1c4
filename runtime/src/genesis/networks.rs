//! The presets of this repository. Their keys are public: never use one for a network that matters.

use crate::{
	configs::POINTS, AccountId, ArbitersConfig, AssetsConfig, Balance, BalancesConfig,
	ConditionRecords, ParticipantsConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	SudoConfig, UNIT,
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

/// The panel that decides disputes.
const ARBITERS: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];

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
		participants: ParticipantsConfig { registrars: vec![alice] },
		arbiters: ArbitersConfig { members: ARBITERS.map(|key| key.to_account_id()).to_vec() },
		assets: AssetsConfig {
			// A point is enough to keep an account's entry alive: contributors need no deposit to be rewarded.
			// Their owner has no key: only the pallet that rewards and penalises moves the supply.
			assets: vec![(POINTS, ConditionRecords::arbiters(), true, 1)],
			metadata: vec![(POINTS, b"Contribution points".to_vec(), b"POINT".to_vec(), 0)],
		},
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
