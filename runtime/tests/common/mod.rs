//! A chain in memory: blocks run by `Executive`, filled with signed extrinsics, checked by `try_state` at the end.

// Each test file compiles this module for itself and uses its part of it.
#![allow(dead_code)]

use carx_primitives::{Moment, Odometer, RecordClass, RecordClasses, Vin};
use carxchain_runtime::{
	genesis, AccountId, ConditionRecords, Executive, Header, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeGenesisConfig, SignedPayload, System, TxExtension, UncheckedExtrinsic, VehicleRegistry,
	SLOT_DURATION,
};
use codec::Encode;
use frame_support::{dispatch::DispatchResultWithPostInfo, genesis_builder_helper::build_state};
use pallet_condition_records::RecordEntry;
use pallet_vehicle_registry::{Description, GranteeKind};
use serde_json::Value;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::Era, traits::Header as _, transaction_validity::TransactionValidityError, Digest,
	DigestItem, DispatchError, MultiAddress, MultiSignature,
};

/// 2026-01-01T00:00:00Z.
pub const START: Moment = 1_767_225_600_000;

pub use Sr25519Keyring::{Alice as REGISTRAR, Bob as OWNER, Charlie as BUYER, Dave as WORKSHOP};

/// The documentation example of 49 CFR 565: a bus of 1989, with a right check digit.
pub const CAR: &str = "1M8GDM9AXKP042788";

pub fn car() -> Vin {
	Vin::parse(CAR).unwrap()
}

/// Runs `story` on a chain of the preset `dev`, then all invariants of the ledger.
pub fn story(story: impl FnOnce()) {
	on_preset(genesis::DEV_PRESET, story);
}

pub fn on_preset(preset: &str, story: impl FnOnce()) {
	let mut externalities = TestExternalities::new_empty();
	externalities.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(genesis_of(preset)).expect("the preset is valid");
		next_block();
		story();
		invariants();
	});
}

/// The whole genesis of a preset: the defaults, patched by what the preset says. A node does the same.
pub fn genesis_of(preset: &str) -> Vec<u8> {
	let read =
		|id| serde_json::from_slice::<Value>(&genesis::preset(&id).expect("the preset exists"));
	let mut whole = read(None).unwrap();
	merge(&mut whole, read(Some(preset.into())).unwrap());
	serde_json::to_vec(&whole).unwrap()
}

fn merge(whole: &mut Value, patch: Value) {
	match (whole, patch) {
		(Value::Object(whole), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(whole.entry(key).or_insert(Value::Null), value);
			}
		},
		(whole, patch) => *whole = patch,
	}
}

fn invariants() {
	VehicleRegistry::do_try_state().unwrap();
	ConditionRecords::do_try_state().unwrap();
	#[cfg(feature = "try-runtime")]
	{
		use frame_support::traits::{TryState, TryStateSelect};
		carxchain_runtime::AllPalletsWithSystem::try_state(
			System::block_number(),
			TryStateSelect::All,
		)
		.unwrap();
	}
}

/// Starts the next block, one slot later, with its timestamp.
pub fn next_block() {
	let number = System::block_number() + 1;
	let parent = if number == 1 { Default::default() } else { Executive::finalize_block().hash() };
	let now = START + Moment::from(number) * SLOT_DURATION;
	let slot = now / SLOT_DURATION;
	let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
	Executive::initialize_block(&Header::new(
		number,
		Default::default(),
		Default::default(),
		parent,
		digest,
	));
	let inherent = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now });
	Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(inherent)).unwrap().unwrap();
}

pub fn now() -> Moment {
	pallet_timestamp::Now::<Runtime>::get()
}

/// Signs `call` as a wallet would, with the next nonce of `signer`.
pub fn signed(signer: Sr25519Keyring, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let account = signer.to_account_id();
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(System::account_nonce(&account)),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let payload = SignedPayload::new(call.into(), extension).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(
		call,
		MultiAddress::Id(account),
		MultiSignature::Sr25519(signature),
		extension,
	)
}

/// Applies a signed extrinsic: the outer result is the block's, the inner one the call's.
pub fn apply(
	signer: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
) -> Result<Result<(), DispatchError>, TransactionValidityError> {
	Executive::apply_extrinsic(signed(signer, call))
}

/// A call that the story needs to succeed.
#[track_caller]
pub fn ok(signer: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	assert_eq!(apply(signer, call), Ok(Ok(())));
}

/// A call that the ledger must refuse with `error`.
#[track_caller]
pub fn refused(
	signer: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
	error: impl Into<DispatchError>,
) {
	assert_eq!(apply(signer, call), Ok(Err(error.into())));
}

pub fn events() -> Vec<RuntimeEvent> {
	System::events().into_iter().map(|record| record.event).collect()
}

pub fn register(owner: Sr25519Keyring) -> RuntimeCall {
	pallet_vehicle_registry::Call::register_vehicle {
		vin: car(),
		owner: owner.to_account_id(),
		description: Description {
			model_year: 1989,
			make: b"MCI".to_vec().try_into().unwrap(),
			model: b"102A3".to_vec().try_into().unwrap(),
		},
	}
	.into()
}

pub fn transfer(to: Sr25519Keyring) -> RuntimeCall {
	pallet_vehicle_registry::Call::transfer_ownership { vin: car(), to: to.to_account_id() }.into()
}

pub fn grant(grantee: Sr25519Keyring, class: RecordClass) -> RuntimeCall {
	pallet_vehicle_registry::Call::grant_access {
		vin: car(),
		grantee: grantee.to_account_id(),
		kind: GranteeKind::Provider,
		classes: RecordClasses::from_iter([class]),
		expires_at: None,
	}
	.into()
}

pub fn entry(class: RecordClass, kilometres: u32) -> RecordEntry {
	RecordEntry {
		class,
		observed_at: now(),
		odometer: Some(Odometer::from_metres(kilometres * 1_000)),
		payload_hash: [7; 32],
		locator: Default::default(),
		is_sealed: false,
	}
}

pub fn append(class: RecordClass, kilometres: u32) -> RuntimeCall {
	pallet_condition_records::Call::append_record { vin: car(), entry: entry(class, kilometres) }
		.into()
}

pub fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

/// The result of dispatching a call with the power of root, past signatures and fees.
pub fn as_root(call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	use sp_runtime::traits::Dispatchable;
	call.into().dispatch(frame_system::RawOrigin::Root.into())
}
