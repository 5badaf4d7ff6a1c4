//! A chain of this pallet with the real session, block authorship, finality, offences and money.

use crate::{
	self as pallet_validator_set, pallet::*, Liable, NoIdentification, Rules, Standing, Validator,
};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl,
	traits::{
		fungible::{Balanced, Credit, InspectHold},
		ConstBool, ConstU32, ConstU64, Get, OnFinalize, OnInitialize, OnUnbalanced,
	},
};
use frame_system::{AuthorizeCall, EnsureRoot};
use pallet_session::historical::{self as pallet_session_historical, NoteHistoricalRoot};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId, AuthoritySignature},
	AURA_ENGINE_ID,
};
use sp_consensus_slots::{EquivocationProof, Slot};
use sp_core::{ed25519, sr25519, Pair, H256};
use sp_runtime::{
	generic::{Digest, DigestItem},
	impl_opaque_keys,
	traits::{ConvertInto, Header as _, OpaqueKeys},
	BuildStorage, Perbill,
};
use sp_staking::SessionIndex;

pub type Block = frame_system::mocking::MockBlock<Test, (), AuthorizeCall<Test>>;
pub type Extrinsic = frame_system::mocking::MockUncheckedExtrinsic<Test, (), AuthorizeCall<Test>>;
pub type Header = sp_runtime::generic::Header<u64, sp_runtime::traits::BlakeTwo256>;
pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Aura: pallet_aura,
		Authorship: pallet_authorship,
		ValidatorSet: pallet_validator_set,
		Session: pallet_session,
		Grandpa: pallet_grandpa,
		Historical: pallet_session_historical,
		Offences: pallet_offences,
	}
);

impl_opaque_keys! {
	pub struct SessionKeys {
		pub aura: Aura,
		pub grandpa: Grandpa,
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
}

impl pallet_aura::Config for Test {
	type AuthorityId = AuthorityId;
	type DisabledValidators = Session;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<1_000>;
}

impl pallet_authorship::Config for Test {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ValidatorSet;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = ValidatorSet;
	type NextSessionRotation = ValidatorSet;
	type SessionManager = NoteHistoricalRoot<Self, ValidatorSet>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ();
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoIdentification;
}

impl pallet_grandpa::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<100>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Liable<Self, Offences>,
		Historical,
		ConstU64<100>,
	>;
}

impl pallet_offences::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = ValidatorSet;
}

impl<C> frame_system::offchain::CreateTransactionBase<C> for Test
where
	RuntimeCall: From<C>,
{
	type RuntimeCall = RuntimeCall;
	type Extrinsic = Extrinsic;
}

impl<C> frame_system::offchain::CreateBare<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> Extrinsic {
		Extrinsic::new_bare(call)
	}
}

impl<C> frame_system::offchain::CreateTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	type Extension = AuthorizeCall<Test>;

	fn create_transaction(call: RuntimeCall, extension: Self::Extension) -> Extrinsic {
		Extrinsic::new_transaction(call, extension)
	}
}

impl<C> frame_system::offchain::CreateAuthorizedTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_extension() -> Self::Extension {
		AuthorizeCall::new()
	}
}

/// Where cut bonds go.
pub struct ToTreasury;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToTreasury {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		Balances::resolve(&TREASURY, credit).expect("the treasury exists; qed");
	}
}

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Slashed = ToTreasury;
	type AdminOrigin = EnsureRoot<AccountId>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type MaxCandidates = ConstU32<MAX_CANDIDATES>;
	type KeyOwnerSystem = Historical;
	type Offences = Liable<Self, Offences>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Setup;
}

/// Makes money and keys for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Setup;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for Setup {
	fn fund(who: &AccountId) {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), *who, START_BALANCE));
	}

	fn set_keys(who: &AccountId, aura: AuthorityId) {
		use pallet_session::SessionInterface;
		let grandpa = keys(*who).grandpa;
		assert_ok!(<Session as SessionInterface>::set_keys(who, SessionKeys { aura, grandpa }));
	}
}

pub const MAX_VALIDATORS: u32 = 7;
pub const MAX_CANDIDATES: u32 = 9;

/// The validators of genesis are 1 to 4.
pub const VALIDATORS: [AccountId; 4] = [1, 2, 3, 4];
pub const VALIDATOR: AccountId = 1;
pub const OTHER_VALIDATOR: AccountId = 2;
/// Accounts with money and session keys who are not on the list: as many as there can be, and more.
pub const CANDIDATE: AccountId = 5;
pub const LAST_CANDIDATE: AccountId = 12;
/// Money and no keys.
pub const STRANGER: AccountId = 20;
/// Keys and hardly any money.
pub const PAUPER: AccountId = 21;
pub const TREASURY: AccountId = 22;

pub const START_BALANCE: Balance = 10_000;
pub const BOND: Balance = 1_000;
pub const LENGTH: u32 = 10;
pub const UNBONDING: SessionIndex = 3;
pub const IDLE_AFTER: SessionIndex = 2;
pub const MIN_VALIDATORS: u32 = 3;

pub fn rules() -> Rules<Balance> {
	Rules {
		session_length: LENGTH,
		unbonding: UNBONDING,
		idle_after: IDLE_AFTER,
		min_validators: MIN_VALIDATORS,
		bond: BOND,
		open_admission: false,
		equivocation_penalty: Perbill::from_percent(25),
	}
}

/// Changes one of the rules.
pub fn set_rule(change: impl FnOnce(&mut Rules<Balance>)) {
	let mut rules = ValidatorSet::rules();
	change(&mut rules);
	assert_ok!(ValidatorSet::set_rules(RuntimeOrigin::root(), rules));
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn aura_pair(who: AccountId) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[who as u8; 32])
}

pub fn aura_key(who: AccountId) -> AuthorityId {
	aura_pair(who).public().into()
}

pub fn grandpa_pair(who: AccountId) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[who as u8; 32])
}

pub fn keys(who: AccountId) -> SessionKeys {
	SessionKeys { aura: aura_key(who), grandpa: grandpa_pair(who).public().into() }
}

/// Replaces the session keys by those of another number.
pub fn rotate_keys(who: AccountId, number: u64) {
	use pallet_session::SessionInterface;
	assert_ok!(<Session as SessionInterface>::set_keys(&who, keys(number)));
}

pub fn register(who: AccountId) {
	assert_ok!(ValidatorSet::register_validator(signed(who)));
}

pub fn admit(who: AccountId) {
	assert_ok!(ValidatorSet::admit_validator(RuntimeOrigin::root(), who));
}

pub fn leave(who: AccountId) {
	assert_ok!(ValidatorSet::leave(signed(who)));
}

pub fn standing(who: AccountId) -> Option<Standing> {
	Validators::<Test>::get(who).map(|validator| validator.standing)
}

pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Bond.into(), &who)
}

/// Puts somebody with money on the list.
pub fn enter(who: AccountId, standing: Standing) {
	assert_ok!(ValidatorSet::enter(&who, BOND, standing));
}

/// The set of this session, in the order of accounts.
pub fn active() -> Vec<AccountId> {
	let mut set = Session::validators();
	set.sort();
	set
}

pub fn is_disabled(who: AccountId) -> bool {
	let place = Session::validators().iter().position(|other| *other == who).unwrap();
	Session::disabled_validators().contains(&(place as u32))
}

/// Starts the next block, in the next slot whose author is neither silent nor disabled.
pub fn next_block(silent: &[AccountId]) {
	let set = Session::validators();
	let mut slot = u64::from(pallet_aura::CurrentSlot::<Test>::get()) + 1;
	let author = |slot: u64| set[(slot % set.len() as u64) as usize];
	while silent.contains(&author(slot)) || is_disabled(author(slot)) {
		slot += 1;
	}
	let digest =
		Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode())] };
	let number = System::block_number() + 1;
	if number > 1 {
		AllPalletsWithSystem::on_finalize(number - 1);
	}
	System::initialize(&number, &H256::repeat_byte(1), &digest);
	AllPalletsWithSystem::on_initialize(number);
	Timestamp::set_timestamp(slot * 1_000);
}

/// Runs to the first block of a session, in which the silent ones author nothing.
pub fn run_to_session_without(silent: &[AccountId], session: SessionIndex) {
	while Session::current_index() < session {
		next_block(silent);
	}
}

/// Runs to the first block of a session.
pub fn run_to_session(session: SessionIndex) {
	run_to_session_without(&[], session);
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ValidatorSet(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// A header of the slot, told from others by its root.
pub fn header(slot: u64, root: u8) -> Header {
	let slot =
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot.into());
	let (root, digest) = (H256::repeat_byte(root), Digest { logs: vec![slot] });
	Header::new(7, Default::default(), root, H256::repeat_byte(9), digest)
}

/// The header with a seal of the account.
pub fn sealed(mut header: Header, who: AccountId) -> Header {
	let signature = AuthoritySignature::from(aura_pair(who).sign(header.hash().as_ref()));
	header.digest.push(CompatibleDigestItem::aura_seal(signature));
	header
}

/// Two headers that the account sealed in one slot.
pub fn double_authoring(who: AccountId, slot: u64) -> DoubleAuthoringProofOf<Test> {
	EquivocationProof {
		offender: aura_key(who),
		slot: slot.into(),
		first_header: sealed(header(slot, 1), who),
		second_header: sealed(header(slot, 2), who),
	}
}

/// The place of the account's key in the running session.
pub fn key_proof(who: AccountId) -> sp_session::MembershipProof {
	use frame_support::traits::KeyOwnerProofSystem;
	Historical::prove((sp_runtime::key_types::AURA, aura_key(who))).unwrap()
}

/// Has a stranger report that the account authored twice in the slot.
pub fn report(who: AccountId, slot: u64) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let proof = Box::new(double_authoring(who, slot));
	ValidatorSet::report_double_authoring(signed(STRANGER), proof, key_proof(who))
}

/// Four validators under [`rules`], and candidates with money and keys.
pub struct Chain;

impl Chain {
	pub fn storage(
		validators: Vec<AccountId>,
		rules: Rules<Balance>,
	) -> Result<sp_runtime::Storage, String> {
		let rich = VALIDATORS.into_iter().chain(CANDIDATE..=LAST_CANDIDATE);
		let keyed: Vec<_> = rich.clone().chain([PAUPER]).collect();
		let (authorities, others): (Vec<_>, Vec<_>) =
			keyed.into_iter().map(|who| (who, who, keys(who))).partition(|row| row.0 <= 4);
		let poor = [(PAUPER, EXISTENTIAL_DEPOSIT + BOND - 1), (TREASURY, EXISTENTIAL_DEPOSIT)];
		let balances = rich.chain([STRANGER]).map(|who| (who, START_BALANCE)).chain(poor).collect();
		RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
			validator_set: GenesisConfig { validators, rules },
			session: pallet_session::GenesisConfig {
				keys: authorities,
				non_authority_keys: others,
			},
			..Default::default()
		}
		.build_storage()
	}

	/// Runs `test` in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = Self::storage(VALIDATORS.to_vec(), rules()).unwrap();
		Self::execute(storage, || {
			next_block(&[]);
			System::reset_events();
			test();
			assert_each_bond_is_held();
		});
	}

	/// Runs `test` on this genesis, then checks the invariants.
	pub fn execute(storage: sp_runtime::Storage, test: impl FnOnce()) {
		sp_io::TestExternalities::new(storage).execute_with(|| {
			test();
			assert_ok!(ValidatorSet::do_try_state());
		});
	}

	/// Runs a benchmark, which signs with keys of a store.
	#[cfg(feature = "runtime-benchmarks")]
	pub fn benchmark_and_check<R>(&self, test: impl FnOnce() -> R) -> R {
		let mut ext = sp_io::TestExternalities::new_empty();
		let store = sp_keystore::testing::MemoryKeystore::new();
		ext.register_extension(sp_keystore::KeystoreExt::new(store));
		ext.execute_with(|| {
			System::set_block_number(1);
			let minimum = EXISTENTIAL_DEPOSIT;
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), TREASURY, minimum));
			let result = test();
			assert_ok!(ValidatorSet::do_try_state());
			result
		})
	}
}

/// Every account has on hold exactly what its record says.
pub fn assert_each_bond_is_held() {
	for who in frame_system::Account::<Test>::iter_keys() {
		let bond = Validators::<Test>::get(who).map_or(0, |Validator { bond, .. }| bond);
		assert_eq!(held(who), bond);
	}
	let max = <<Test as crate::Config>::MaxCandidates as Get<u32>>::get();
	assert!(Validators::<Test>::count() <= max);
}
