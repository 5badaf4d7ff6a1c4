//! A chain in memory: blocks run by `Executive`, filled with signed extrinsics, checked by `try_state` at the end.

// Each test file compiles this module for itself and uses its part of it.
#![allow(dead_code)]

pub mod arbiters;
pub mod committees;
pub mod devices;
pub mod metadata;
pub mod parallel;
pub mod trade;

use carx_primitives::{
	Moment, Odometer, RecordClass, RecordClasses, Region, Role, Scope, Vin, DAY,
};
use carxchain_runtime::{
	genesis, AccountId, AssetTransfers, Audits, BlockNumber, ConditionRecords, Enactment,
	Executive, ForeignFacts, Header, Leases, LeasingTokens, LightClients, Participants,
	RelayBridge, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, SignedPayload, System,
	Telemetry, TitleDirectory, TransferCertificates, TxExtension, UncheckedExtrinsic, ValidatorSet,
	VehicleLoans, VehicleRegistry, SLOT_DURATION,
};
use codec::Encode;
use frame_support::{
	dispatch::DispatchResultWithPostInfo, genesis_builder_helper::build_state,
	storage::with_transaction,
};
use frame_system::offchain::CreateAuthorizedTransaction;
use pallet_collective::Event::Executed;
use pallet_condition_records::RecordEntry;
use pallet_participants::ParticipantKind;
use pallet_vehicle_registry::{Description, GranteeKind};
use serde_json::Value;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::{
	sr25519,
	traits::{ReadRuntimeVersion, ReadRuntimeVersionExt},
	Pair,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{
	traits::Header as _, transaction_validity::TransactionValidityError, Digest, DigestItem,
	DispatchError, DispatchResult, MultiAddress, MultiSignature, TransactionOutcome,
};

/// 2026-01-01T00:00:00Z.
pub const START: Moment = 1_767_225_600_000;

#[allow(unused_imports)]
pub use Sr25519Keyring::{
	Alice as REGISTRAR, Bob as OWNER, Charlie as BUYER, Dave as WORKSHOP, Eve as OTHER_WORKSHOP,
};

/// The documentation example of 49 CFR 565: a bus of 1989, with a right check digit.
pub const CAR: &str = "1M8GDM9AXKP042788";

pub fn car() -> Vin {
	Vin::parse(CAR).unwrap()
}

/// One of many cars of a European maker, whose VINs have no check digit.
pub fn other_car(number: u32) -> Vin {
	Vin::parse(&format!("WVWZZZ1JZXW{number:06}")).unwrap()
}

/// Runs `story` on a chain of the preset `dev`, then all invariants of the ledger.
pub fn story(story: impl FnOnce()) {
	on_preset(genesis::DEV_PRESET, story);
}

pub fn on_preset(preset: &str, story: impl FnOnce()) {
	let mut externalities = TestExternalities::new_empty();
	// Where validators make their session keys.
	externalities.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	externalities.register_extension(ReadRuntimeVersionExt::new(NoCode));
	externalities.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(genesis_of(preset)).expect("the preset is valid");
		next_block();
		story();
		invariants();
	});
}

/// Finds no version in any code: no test here hands in a runtime.
struct NoCode;

impl ReadRuntimeVersion for NoCode {
	fn read_runtime_version(
		&self,
		_: &[u8],
		_: &mut dyn sp_core::traits::Externalities,
	) -> Result<Vec<u8>, String> {
		Err("this is no code".into())
	}
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

pub fn invariants() {
	Participants::do_try_state().unwrap();
	VehicleRegistry::do_try_state().unwrap();
	ConditionRecords::do_try_state().unwrap();
	Telemetry::do_try_state().unwrap();
	TransferCertificates::do_try_state().unwrap();
	Leases::do_try_state().unwrap();
	LeasingTokens::do_try_state().unwrap();
	LightClients::do_try_state().unwrap();
	RelayBridge::do_try_state().unwrap();
	TitleDirectory::do_try_state().unwrap();
	ForeignFacts::do_try_state().unwrap();
	AssetTransfers::do_try_state().unwrap();
	VehicleLoans::do_try_state().unwrap();
	ValidatorSet::do_try_state().unwrap();
	Enactment::do_try_state().unwrap();
	Audits::do_try_state().unwrap();
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
	jump_to(System::block_number() + 1);
}

/// Starts the block with this number, as if those before it had been empty. A session that ended meanwhile has its last block, which has no
/// room for anything else, before this one.
pub fn jump_to(number: BlockNumber) {
	if number > System::block_number() + 1 {
		start(number - 1);
	}
	start(number);
}

fn start(number: BlockNumber) {
	let parent = if number == 1 { Default::default() } else { Executive::finalize_block().hash() };
	System::set_block_number(number - 1);
	// The scheduler would go through all blocks between, some thousands in each block.
	pallet_scheduler::IncompleteSince::<Runtime>::kill();
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

/// So many days ago.
pub fn days_ago(days: u64) -> Moment {
	now() - days * DAY
}

/// What `attempt` returns, with all that it changed undone.
pub fn hypothetically<R>(attempt: impl FnOnce() -> R) -> R {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(attempt()))).unwrap()
}

/// Signs `call` as a wallet would, with the next nonce of `signer`.
pub fn signed(signer: Sr25519Keyring, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	signed_by(&signer.pair(), call)
}

/// The same with any key.
pub fn signed_by(signer: &sr25519::Pair, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let account = AccountId::from(signer.public());
	let mut extension: TxExtension =
		<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_extension();
	extension.6 = frame_system::CheckNonce::from(System::account_nonce(&account));
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

#[track_caller]
pub fn happened(event: impl Into<RuntimeEvent>) {
	let event = event.into();
	assert!(events().contains(&event), "no {event:?} among {:?}", events());
}

/// What became of the calls that wrappers ran in this block, the innermost first.
pub fn wrapped_results() -> Vec<DispatchResult> {
	let result = |event| match event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => Some(sudo_result),
		RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => {
			Some(result)
		},
		RuntimeEvent::Arbiters(Executed { result, .. })
		| RuntimeEvent::ExecutiveCommittee(Executed { result, .. })
		| RuntimeEvent::RiskCommittee(Executed { result, .. })
		| RuntimeEvent::PersonnelCommittee(Executed { result, .. })
		| RuntimeEvent::AuditCommittee(Executed { result, .. }) => Some(result),
		_ => None,
	};
	events().into_iter().filter_map(result).collect()
}

/// The country in which the stories play.
pub const REGION: Region = Region::from_bytes(*b"US");

pub fn description() -> Description {
	Description {
		model_year: 1989,
		make: b"MCI".to_vec().try_into().unwrap(),
		model: b"102A3".to_vec().try_into().unwrap(),
		..Default::default()
	}
}

pub fn register(owner: Sr25519Keyring) -> RuntimeCall {
	register_for(account(owner))
}

pub fn register_for(owner: AccountId) -> RuntimeCall {
	pallet_vehicle_registry::Call::register_vehicle {
		vin: car(),
		owner,
		region: REGION,
		description: description(),
		role: Role::Registrar,
	}
	.into()
}

pub fn offer(to: Sr25519Keyring) -> RuntimeCall {
	pallet_vehicle_registry::Call::offer_title { vin: car(), to: account(to) }.into()
}

pub fn accept() -> RuntimeCall {
	pallet_vehicle_registry::Call::accept_title { vin: car() }.into()
}

/// The title passes with the signatures of both sides.
#[track_caller]
pub fn transfer(from: Sr25519Keyring, to: Sr25519Keyring) {
	ok(from, offer(to));
	ok(to, accept());
}

/// What a participant may write of these classes, where the owner granted them.
pub fn scope(classes: impl IntoIterator<Item = RecordClass>) -> Scope {
	Scope { classes: classes.into_iter().collect(), ..Default::default() }
}

pub fn join() -> RuntimeCall {
	pallet_participants::Call::register {
		kind: ParticipantKind::Organisation,
		profile_hash: [1; 32],
	}
	.into()
}

pub fn accredit(who: Sr25519Keyring, role: Role, scope: Scope) -> RuntimeCall {
	pallet_participants::Call::accredit { who: account(who), role, scope, expires_at: None }.into()
}

/// Registers `who` as a participant, and has the registrar accredit it for every class that an owner grants.
#[track_caller]
pub fn make(who: Sr25519Keyring, role: Role) {
	ok(who, join());
	ok(REGISTRAR, accredit(who, role, scope(RecordClass::ALL)));
}

pub fn grant(grantee: Sr25519Keyring, class: RecordClass) -> RuntimeCall {
	grant_to(grantee.to_account_id(), GranteeKind::Provider, [class])
}

pub fn grant_to(
	grantee: AccountId,
	kind: GranteeKind,
	classes: impl IntoIterator<Item = RecordClass>,
) -> RuntimeCall {
	pallet_vehicle_registry::Call::grant_access {
		vin: car(),
		grantee,
		kind,
		classes: RecordClasses::from_iter(classes),
		expires_at: None,
	}
	.into()
}

/// The car of [`OWNER`] is on the ledger, and these workshops may write everything about it.
#[track_caller]
pub fn car_with_workshops(workshops: &[Sr25519Keyring]) {
	ok(REGISTRAR, register(OWNER));
	for workshop in workshops {
		make(*workshop, Role::Workshop);
		ok(OWNER, grant_to(account(*workshop), GranteeKind::Provider, RecordClass::ALL));
	}
}

pub fn entry(class: RecordClass, kilometres: u32) -> RecordEntry {
	RecordEntry {
		class,
		role: Some(Role::Workshop),
		observed_at: now(),
		odometer: Some(Odometer::from_metres(kilometres * 1_000)),
		odometer_after: None,
		payload_hash: [7; 32],
		locator: Default::default(),
		is_sealed: false,
	}
}

/// What the odometer showed so many days ago.
pub fn reading(days: u64, odometer: Odometer) -> RecordEntry {
	RecordEntry {
		observed_at: days_ago(days),
		odometer: Some(odometer),
		..entry(RecordClass::Inspection, 0)
	}
}

/// A record written as the owner or, by others, as a workshop.
pub fn append(class: RecordClass, kilometres: u32) -> RuntimeCall {
	append_entry(entry(class, kilometres))
}

pub fn append_entry(entry: RecordEntry) -> RuntimeCall {
	pallet_condition_records::Call::append_record { vin: car(), entry, after: None }.into()
}

pub fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

/// The result of dispatching a call with the power of root, past signatures and fees.
pub fn as_root(call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	use sp_runtime::traits::Dispatchable;
	call.into().dispatch(frame_system::RawOrigin::Root.into())
}
