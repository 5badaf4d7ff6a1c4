//! A chain with this pallet, real money, points and a token that stays where it is: the relay, or a member.

use crate::{self as pallet_asset_transfers, pallet::*, Transfer};
use carx_primitives::{ChainId, Digest, FinalizedChains, Moment};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl, ord_parameter_types, parameter_types,
	storage::with_storage_layer,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::{Inspect, Mutate},
		AsEnsureOriginWithArg, ConstU32, ConstU64, Contains,
	},
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureSignedBy};
use pallet_relay_bridge::{Lane, MessageHandler, MessageId, Outcome, Refusal, Route};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeSet;

pub use network::*;

mod network;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;
pub type AssetKind = NativeOrWithId<u32>;
pub type Message = pallet_relay_bridge::Message<AccountId>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Assets: pallet_assets,
		AssetsHolder: pallet_assets_holder,
		AssetTransfers: pallet_asset_transfers,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

/// The smallest balances of money and of points.
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const POINTS_MINIMUM: Balance = 3;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
	type MaxLocks = ConstU32<4>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	/// What this chain is.
	pub storage IsRelay: bool = false;
	/// The chains that were registered.
	pub storage Known: BTreeSet<ChainId> = BTreeSet::new();
	/// Whether points may leave a chain, which an upgrade may change.
	pub storage PointsStay: bool = false;
}

ord_parameter_types! {
	pub const CommitteeMember: AccountId = COMMITTEE;
}

pub struct Listed;

impl Contains<AssetKind> for Listed {
	fn contains(asset: &AssetKind) -> bool {
		*asset == MONEY || (*asset == POINTS && !PointsStay::get())
	}
}

/// Answers from [`Known`].
pub struct Registered;

impl FinalizedChains for Registered {
	fn state_root(_: &ChainId, _: u32) -> Option<Digest> {
		None
	}

	fn is_known(chain: &ChainId) -> bool {
		Known::get().contains(chain)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prove(chain: &ChainId, _: u32, _: Digest) {
		know(*chain);
	}
}

pub fn know(chain: ChainId) {
	let mut known = Known::get();
	known.insert(chain);
	Known::set(&known);
}

pub type Money = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;
pub type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Transferable = Listed;
	type Assets = Money;
	type Holds = Holds;
	type IsRelay = IsRelay;
	type Chains = Registered;
	type ShareOrigin = EnsureSignedBy<CommitteeMember, AccountId>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Plenty;
}

/// Makes everything that benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Plenty;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, AssetKind> for Plenty {
	fn asset() -> AssetKind {
		POINTS
	}

	fn fund(asset: &AssetKind, who: &AccountId) {
		mint(MONEY, *who, START);
		mint(asset.clone(), *who, START);
	}

	fn become_relay() {
		IsRelay::set(&true);
	}
}

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const COMMITTEE: AccountId = 3;
/// Has nothing, on no chain.
pub const NOBODY: AccountId = 4;
/// Admin of all tokens.
pub const ADMIN: AccountId = 5;

/// What Alice and Bob have of everything on each chain.
pub const START: Balance = 10_000;
/// What a member has of everything: its share at first.
pub const FOUNDED: Balance = 2 * START;

pub const POINTS_ID: u32 = 1;
/// A token that is not transferable.
pub const TOKEN_ID: u32 = 5;
pub const MONEY: AssetKind = AssetKind::Native;
pub const POINTS: AssetKind = AssetKind::WithId(POINTS_ID);
pub const TOKEN: AssetKind = AssetKind::WithId(TOKEN_ID);
pub const ASSETS: [AssetKind; 2] = [MONEY, POINTS];

pub const NOW: Moment = 1_795_348_800_000;
pub const AMOUNT: Balance = 100;

/// The places of the chains in [`Network`].
pub const RELAY: usize = 0;
pub const A: usize = 1;
pub const B: usize = 2;
pub const CHAINS: [usize; 3] = [RELAY, A, B];

/// What a chain is known by.
pub fn id(chain: usize) -> ChainId {
	ChainId([0xC0 + chain as u8; 32])
}

/// A chain that nobody registered.
pub const UNKNOWN: ChainId = ChainId([0xFF; 32]);

pub fn route(source: usize, target: usize) -> Route {
	Route { source: id(source), target: id(target), lane: Lane::Assets }
}

pub fn message_id(chain: usize, number: u64) -> MessageId {
	MessageId { source: id(chain), number }
}

/// So much for Bob.
pub fn transfer(asset: AssetKind, amount: Balance) -> Transfer<AccountId, AssetKind, Balance> {
	Transfer { asset, to: BOB, amount }
}

/// A message of Alice.
pub fn message(route: Route, number: u64, transfer: &TransferOf<Test>) -> Message {
	let payload = transfer.encode().try_into().unwrap();
	Message { route, number, sender: ALICE, sent_at: NOW, expires_at: NOW + 1, payload }
}

/// As the bridge does it: what fails leaves nothing.
pub fn open(
	id: MessageId,
	sender: AccountId,
	target: ChainId,
	content: &TransferOf<Test>,
) -> DispatchResult {
	let route = Route { source: id.source, target, lane: AssetTransfers::lane(content) };
	let message = Message { sender, ..message(route, id.number, content) };
	with_storage_layer(|| AssetTransfers::open(&message, content))
}

/// The content of a message, as the bridge would read it.
pub fn content(message: &Message) -> TransferOf<Test> {
	codec::DecodeAll::decode_all(&mut &message.payload[..]).unwrap()
}

pub fn confirm(message: &Message) -> Result<(), Refusal> {
	with_storage_layer(|| AssetTransfers::confirm(message, &content(message)))
}

pub fn execute(message: &Message) -> Result<(), Refusal> {
	with_storage_layer(|| AssetTransfers::execute(message, &content(message)))
}

pub fn settle(message: &Message, outcome: Outcome) -> DispatchResult {
	with_storage_layer(|| AssetTransfers::settle(message, &content(message), &outcome))
}

pub fn close(message: &Message, outcome: Outcome) -> DispatchResult {
	with_storage_layer(|| AssetTransfers::close(message, &content(message), &outcome))
}

/// What a chain says when it refuses for this reason.
pub fn refusal(error: impl Into<DispatchError>) -> Refusal {
	error.into().into()
}

/// Refused for what may be any reason.
pub fn refused() -> Outcome {
	Outcome::Refused { by: id(B), reason: Refusal::Other(0) }
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn mint(asset: AssetKind, who: AccountId, amount: Balance) {
	assert_ok!(Money::mint_into(asset, &who, amount));
}

pub fn free(asset: &AssetKind, who: AccountId) -> Balance {
	Money::balance(asset.clone(), &who)
}

pub fn held(asset: &AssetKind, who: AccountId) -> Balance {
	AssetTransfers::in_transit(who, asset.clone())
}

/// What there is of an asset on this chain.
pub fn issuance(asset: &AssetKind) -> Balance {
	Money::total_issuance(asset.clone())
}

pub fn share_of(chain: usize, asset: &AssetKind) -> Balance {
	AssetTransfers::share(id(chain), asset.clone())
}

pub fn raise(chain: usize, asset: &AssetKind, by: Balance) {
	let call = AssetTransfers::raise_share(signed(COMMITTEE), id(chain), asset.clone(), by);
	assert_ok!(call);
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet();
	System::reset_events();
	events
}

/// The first state of a chain; of the relay with what the members were founded with as their shares.
pub fn genesis(chain: usize) -> sp_io::TestExternalities {
	let rich = [ALICE, BOB].map(|who| (who, START));
	let tokens = [(POINTS_ID, true, POINTS_MINIMUM), (TOKEN_ID, false, 1)];
	let in_token = |id| rich.map(|(who, amount)| (id, who, amount));
	let config = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances: rich.to_vec(), ..Default::default() },
		assets: pallet_assets::GenesisConfig {
			assets: tokens.map(|(id, is_sufficient, min)| (id, ADMIN, is_sufficient, min)).to_vec(),
			accounts: [in_token(POINTS_ID), in_token(TOKEN_ID)].concat(),
			..Default::default()
		},
		..Default::default()
	};
	let mut ext = sp_io::TestExternalities::new(config.build_storage().unwrap());
	ext.execute_with(|| {
		System::set_block_number(1);
		if chain == RELAY {
			IsRelay::set(&true);
			for member in [A, B] {
				know(id(member));
				ASSETS.iter().for_each(|asset| raise(member, asset, FOUNDED));
			}
		}
		System::reset_events();
	});
	ext
}

/// Lets a test happen on one chain, and checks what must hold there afterwards.
pub fn on(chain: usize, test: impl FnOnce()) {
	genesis(chain).execute_with(|| {
		test();
		assert_ok!(AssetTransfers::do_try_state());
	});
}

/// A chain for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = genesis(A);
	ext.execute_with(|| know(UNKNOWN));
	ext
}
