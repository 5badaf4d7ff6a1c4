//! The presets of this repository. Their keys are public: never use one for a network that matters.

use crate::{
	configs::POINTS, AccountId, ArbitersConfig, AssetsConfig, AuditCommitteeConfig, Balance,
	BalancesConfig, ConditionRecords, ExecutiveCommitteeConfig, ParticipantsConfig,
	PersonnelCommitteeConfig, RelayBridgeConfig, RiskCommitteeConfig, RuntimeGenesisConfig,
	SessionConfig, SessionKeys, SudoConfig, Treasury, ValidatorSetConfig, MINUTES, UNIT,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_relay_bridge::Role;
use pallet_validator_set::Rules;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

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

/// What the treasury starts with, beside what it gets of fees.
const TREASURY: Balance = 1_000_000 * UNIT;

/// The panel that decides disputes, and the committees. Every member sits on few, so that a story shows who decides.
const ARBITERS: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];
const EXECUTIVE: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie];
const RISK: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Dave, Sr25519Keyring::Eve, Sr25519Keyring::Ferdie];
const PERSONNEL: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Bob, Sr25519Keyring::Dave, Sr25519Keyring::Eve];
const AUDIT: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Charlie, Sr25519Keyring::Dave, Sr25519Keyring::Ferdie];

/// One validator, Alice, who is also root.
pub fn development() -> Value {
	let sudo = Some(Sr25519Keyring::Alice.to_account_id());
	genesis(&VALIDATORS[..1], sudo, Role::Alone)
}

/// Four validators: Alice, Bob, Charlie, Dave. Finality survives one of them failing. Nobody is root: it is governed as a network that
/// matters is.
pub fn local() -> Value {
	genesis(&VALIDATORS, None, Role::Alone)
}

/// The same, for the chain that others meet at.
pub fn relay() -> Value {
	genesis(&VALIDATORS, None, Role::Relay)
}

/// Eve and Ferdie. Its keys are no other chain's: votes name no chain, so those for one could be shown to another.
pub fn trade() -> Value {
	genesis(&TRADE_VALIDATORS, None, Role::Alone)
}

/// One and Two, whose keys are no other chain's.
pub fn service() -> Value {
	genesis(&SERVICE_VALIDATORS, None, Role::Alone)
}

/// The keys that a validator authors and votes with.
type Keys = (Sr25519Keyring, Ed25519Keyring);

const VALIDATORS: [Keys; 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
];
const TRADE_VALIDATORS: [Keys; 2] =
	[(Sr25519Keyring::Eve, Ed25519Keyring::Eve), (Sr25519Keyring::Ferdie, Ed25519Keyring::Ferdie)];
const SERVICE_VALIDATORS: [Keys; 2] =
	[(Sr25519Keyring::One, Ed25519Keyring::One), (Sr25519Keyring::Two, Ed25519Keyring::Two)];

/// All of the validators must stay, for none of the presets has one to spare.
fn genesis(validators: &[Keys], sudo: Option<AccountId>, role: Role) -> Value {
	let bonded = validators.iter().map(|(key, _)| key).filter(|key| !ENDOWED.contains(key));
	let endowed = ENDOWED.iter().chain(bonded).map(|key| (key.to_account_id(), ENDOWMENT));
	let min_validators = u32::try_from(validators.len()).unwrap_or(u32::MAX);
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: endowed.chain([(Treasury::account_id(), TREASURY)]).collect(),
		},
		validator_set: ValidatorSetConfig {
			validators: validators.iter().map(|(aura, _)| aura.to_account_id()).collect(),
			rules: Rules {
				session_length: MINUTES,
				unbonding: 60,
				idle_after: 10,
				min_validators,
				bond: 10_000 * UNIT,
				open_admission: false,
				equivocation_penalty: Perbill::from_percent(50),
			},
		},
		session: SessionConfig { keys: validators.iter().map(session_keys).collect::<Vec<_>>() },
		sudo: SudoConfig { key: sudo },
		relay_bridge: RelayBridgeConfig { role },
		participants: ParticipantsConfig {
			registrars: vec![Sr25519Keyring::Alice.to_account_id()]
		},
		arbiters: ArbitersConfig { members: accounts(&ARBITERS) },
		executive_committee: ExecutiveCommitteeConfig { members: accounts(&EXECUTIVE) },
		risk_committee: RiskCommitteeConfig { members: accounts(&RISK) },
		personnel_committee: PersonnelCommitteeConfig { members: accounts(&PERSONNEL) },
		audit_committee: AuditCommitteeConfig { members: accounts(&AUDIT) },
		assets: AssetsConfig {
			// A point is enough to keep an account's entry alive: contributors need no deposit to be rewarded.
			// Their owner has no key: only the pallet that rewards and penalises moves the supply.
			assets: vec![(POINTS, ConditionRecords::arbiters(), true, 1)],
			metadata: vec![(POINTS, b"Contribution points".to_vec(), b"POINT".to_vec(), 0)],
		},
	})
}

fn accounts(keys: &[Sr25519Keyring]) -> Vec<AccountId> {
	keys.iter().map(|key| key.to_account_id()).collect()
}

fn session_keys((aura, grandpa): &Keys) -> (AccountId, AccountId, SessionKeys) {
	let account = aura.to_account_id();
	let keys = SessionKeys {
		aura: AuraId::from(aura.public()),
		grandpa: GrandpaId::from(grandpa.public()),
	};
	(account.clone(), account, keys)
}
