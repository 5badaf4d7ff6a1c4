//! A chain with this pallet, the real scheduler, real preimages with deposits, and a committee of one account each.

use crate::{self as pallet_enactment, pallet::BoundedCallOf};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types, parameter_types,
	traits::{
		fungible::HoldConsideration, Bounded, ConstU32, ConstU64, EqualPrivilegeOnly, Hooks,
		LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	BuildStorage,
};

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Preimage: pallet_preimage,
		Scheduler: pallet_scheduler,
		Enactment: pallet_enactment,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub const PreimageHold: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// What the scheduler has in a block.
	pub storage SchedulerWeight: Weight = Weight::from_parts(800_000_000_000, u64::MAX);
	/// What a plan may weigh.
	pub storage MaximumWeight: Weight = Weight::from_parts(700_000_000_000, u64::MAX);
	pub storage Delay: u64 = DELAY;
}

/// Nothing for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<0>, ConstU64<1>, Balance>;

impl pallet_preimage::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<AccountId, Balances, PreimageHold, Price>;
}

impl pallet_scheduler::Config for Test {
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeEvent = RuntimeEvent;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = SchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<MAX_SCHEDULED>;
	type WeightInfo = ();
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

ord_parameter_types! {
	pub const Executive: AccountId = EXECUTIVE;
	pub const Risk: AccountId = RISK;
	pub const Fire: AccountId = FIRE;
}

impl crate::Config for Test {
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type PlanOrigin = EnsureSignedBy<Executive, AccountId>;
	type VetoOrigin = EnsureSignedBy<Risk, AccountId>;
	type ExpediteOrigin = EnsureSignedBy<Fire, AccountId>;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type Delay = Delay;
	type MaxPlans = ConstU32<MAX_PLANS>;
	type MaximumWeight = MaximumWeight;
	type WeightInfo = ();
}

/// Plans and withdraws.
pub const EXECUTIVE: AccountId = 1;
/// Vetoes.
pub const RISK: AccountId = 2;
/// Expedites.
pub const FIRE: AccountId = 3;
/// Notes preimages.
pub const CLERK: AccountId = 4;
pub const STRANGER: AccountId = 5;
/// Whom planned calls give money.
pub const PAYEE: AccountId = 6;

pub const START_BALANCE: Balance = 10_000_000;
pub const DELAY: u64 = 10;
pub const MAX_PLANS: u32 = 4;
pub const MAX_SCHEDULED: u32 = 6;
/// The block in which a test begins, and the one in which what it plans at once is due.
pub const NOW: u64 = 1;
pub const DUE: u64 = NOW + DELAY;

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// A call that lets [`PAYEE`] have so much.
pub fn pay(amount: Balance) -> RuntimeCall {
	pallet_balances::Call::force_set_balance { who: PAYEE, new_free: amount }.into()
}

/// A call that fails.
pub fn failing() -> RuntimeCall {
	let value = START_BALANCE + 1;
	pallet_balances::Call::force_transfer { source: STRANGER, dest: PAYEE, value }.into()
}

/// New code of 1 MB.
pub fn upgrade() -> RuntimeCall {
	frame_system::Call::set_code_without_checks { code: vec![0xC0; 1_000_000] }.into()
}

pub fn inline(call: &RuntimeCall) -> BoundedCallOf<Test> {
	Bounded::Inline(call.encode().try_into().unwrap())
}

/// A call by the hash and length of its preimage.
pub fn lookup(call: &RuntimeCall) -> BoundedCallOf<Test> {
	let len = call.encoded_size() as u32;
	Bounded::Lookup { hash: BlakeTwo256::hash_of(call), len }
}

/// [`CLERK`] notes the preimage of a call.
pub fn note(call: &RuntimeCall) {
	assert_ok!(Preimage::note_preimage(signed(CLERK), call.encode()));
}

/// The committee plans a call.
pub fn plan(call: &RuntimeCall) {
	assert_ok!(Enactment::plan_call(signed(EXECUTIVE), inline(call)));
}

/// Begins blocks until `block` has begun: what is due in them is enacted.
pub fn run_to(block: u64) {
	while System::block_number() < block {
		assert_ok!(Enactment::do_try_state());
		System::set_block_number(System::block_number() + 1);
		<Scheduler as Hooks<u64>>::on_initialize(System::block_number());
	}
}

pub fn paid() -> Balance {
	Balances::free_balance(PAYEE)
}

/// The events of this pallet since the last call of this function.
pub fn events() -> Vec<crate::Event<Test>> {
	let records = System::events();
	System::reset_events();
	records
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Enactment(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Funded accounts, and nothing planned.
pub struct Chain;

impl Chain {
	/// Runs `test` at [`NOW`], then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: (EXECUTIVE..=STRANGER).map(|who| (who, START_BALANCE)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();

		sp_io::TestExternalities::new(storage).execute_with(|| {
			System::set_block_number(NOW);
			test();
			assert_ok!(Enactment::do_try_state());
		});
	}
}
