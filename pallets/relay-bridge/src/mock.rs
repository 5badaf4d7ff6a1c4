//! Three chains in one process, a relay and two members, each with this pallet, real money, a clock and a state with a real root. What one
//! chain knows of another is what [`Network::finalize`] told it.

use crate::{
	self as pallet_relay_bridge, pallet::*, Ends, HoldReason, Lane, Node, Nonce, Payload, Role,
	Route,
};
use carx_primitives::{ChainId, Digest, FinalizedChains, Moment};
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{
		fungible::{Credit, HoldConsideration, InspectHold},
		ConstU32, ConstU64, LinearStoragePrice, OnUnbalanced,
	},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchResult, DispatchResultWithInfo};
use std::collections::{BTreeMap, BTreeSet};

pub use orders::*;

mod orders;

type Block = frame_system::mocking::MockBlock<Test>;

pub type AccountId = u64;
pub type Balance = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		RelayBridge: pallet_relay_bridge,
	}
);

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

pub const FEE: Balance = 7;
pub const MAX_BATCH: u32 = 16;
pub const MAX_UNCONFIRMED: u32 = 32;
pub const MAX_PROOF_SIZE: u32 = 262_144;
pub const MAX_LIFETIME: Moment = 7 * DAY;
pub const ABANDON_AFTER: Moment = 3 * DAY;

parameter_types! {
	pub const MessageHold: RuntimeHoldReason =
		RuntimeHoldReason::RelayBridge(HoldReason::MessageStorage);
	/// The chains that were registered.
	pub storage Known: BTreeSet<ChainId> = BTreeSet::new();
	pub storage Fees: Balance = 0;
}

/// 10 for an item and 1 for each of its bytes.
type Price = LinearStoragePrice<ConstU64<10>, ConstU64<1>, Balance>;

impl crate::Config for Test {
	type ProposeOrigin = frame_system::EnsureSigned<AccountId>;
	type HaltOrigin = frame_support::traits::EitherOfDiverse<
		EnsureRoot<AccountId>,
		EnsureSignedBy<CommitteeMembers, AccountId>,
	>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type Chains = Finalized;
	type Content = Order;
	type Handler = Orders;
	type Time = Timestamp;
	type Currency = Balances;
	type MessageFee = ConstU64<FEE>;
	type FeePot = Pot;
	type MessageConsideration = HoldConsideration<AccountId, Balances, MessageHold, Price>;
	type MaxBatch = ConstU32<MAX_BATCH>;
	type MaxUnconfirmed = ConstU32<MAX_UNCONFIRMED>;
	type MaxProofNodes = ConstU32<128>;
	type MaxProofSize = ConstU32<MAX_PROOF_SIZE>;
	type MaxLifetime = ConstU64<MAX_LIFETIME>;
	type AbandonAfter = ConstU64<ABANDON_AFTER>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Plenty;
}

frame_support::ord_parameter_types! {
	pub const CommitteeMembers: AccountId = COMMITTEE;
}

/// Counts the fees and burns them.
pub struct Pot;

impl OnUnbalanced<Credit<AccountId, Balances>> for Pot {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		use frame_support::traits::Imbalance;
		Fees::set(&(Fees::get() + credit.peek()));
	}
}

/// What [`Network::finalize`] told this chain.
pub struct Finalized;

fn root_key(chain: &ChainId, number: u32) -> Vec<u8> {
	(b"roots", chain, number).encode()
}

impl FinalizedChains for Finalized {
	fn state_root(chain: &ChainId, number: u32) -> Option<Digest> {
		unhashed::get(&root_key(chain, number))
	}

	fn is_known(chain: &ChainId) -> bool {
		Known::get().contains(chain)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prove(chain: &ChainId, number: u32, root: Digest) {
		know(*chain);
		unhashed::put(&root_key(chain, number), &root);
	}
}

pub fn know(chain: ChainId) {
	let mut known = Known::get();
	known.insert(chain);
	Known::set(&known);
}

/// Makes everything that benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Plenty;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, Order> for Plenty {
	fn fund(who: &AccountId) {
		give(*who, 1_000);
		use frame_support::traits::fungible::Balanced;
		let _ =
			Balances::deposit(who, START_BALANCE, frame_support::traits::tokens::Precision::Exact);
	}

	fn content(_: &AccountId) -> Order {
		let filler = vec![0; MAX_FILLER as usize].try_into().unwrap();
		Order { lane: Lane::Assets, to: 1, amount: 0, fate: Fate::Good, filler }
	}

	fn set_time(now: Moment) {
		Timestamp::set_timestamp(now);
	}
}

pub const DAY: Moment = carx_primitives::DAY;
/// The time at which a test begins, on all chains.
pub const NOW: Moment = 1_795_348_800_000;
/// When the messages of a test end.
pub const EXPIRY: Moment = NOW + DAY;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const RELAYER: AccountId = 3;
pub const COMMITTEE: AccountId = 4;
pub const STRANGER: AccountId = 5;
/// Has only the existential deposit, but units.
pub const PAUPER: AccountId = 6;

pub const START_BALANCE: Balance = 1_000_000;
pub const START_UNITS: u64 = 1_000_000;

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

pub fn route(source: usize, target: usize, lane: Lane) -> Route {
	Route { source: id(source), target: id(target), lane }
}

/// From A to B.
pub const LANE: Lane = Lane::Assets;
pub fn ab() -> Route {
	route(A, B, LANE)
}

/// From B to A, for receipts.
pub fn ba() -> Route {
	route(B, A, Lane::Receipts)
}

pub fn order(lane: Lane, amount: u64, fate: Fate) -> Order {
	Order { lane, to: BOB, amount, fate, filler: Default::default() }
}

/// What most messages of tests say.
pub fn content() -> Order {
	order(LANE, 5, Fate::Good)
}

/// As it is sent.
pub fn payload() -> Payload {
	content().encode().try_into().unwrap()
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Sends a message of ALICE from the chain that is being looked at, and returns its number.
pub fn send(target: usize, content: Order) -> u64 {
	let number = NextMessage::<Test>::get();
	assert_ok!(RelayBridge::propose(signed(ALICE), id(target), Box::new(content), EXPIRY));
	number
}

/// Delivers as [`RELAYER`], and forgets what it weighed.
pub fn deliver(at: u32, route: Route, first: Nonce, count: u32, proof: Proof) -> DispatchResult {
	let call = RelayBridge::deliver_parcels(signed(RELAYER), at, route, first, count, proof);
	call.map(drop).map_err(|error| error.error)
}

/// Acknowledges as [`RELAYER`], and forgets what it weighed.
pub fn acknowledge(at: u32, route: Route, next: Nonce, proof: Proof) -> DispatchResult {
	let call = RelayBridge::acknowledge_delivery(signed(RELAYER), at, route, next, proof);
	call.map(drop).map_err(|error| error.error)
}

pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&MessageHold::get(), &who)
}

/// Events of this pallet since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet();
	System::reset_events();
	events
}

pub fn ends(route: Route) -> Ends {
	Outboxes::<Test>::get(route)
}

fn genesis(chain: usize) -> sp_io::TestExternalities {
	let role = if chain == RELAY { Role::Relay } else { Role::Member { relay: id(RELAY) } };
	let partners = match chain {
		A => vec![id(B)],
		B => vec![id(A)],
		_ => vec![],
	};
	let mut balances = (ALICE..=STRANGER).map(|who| (who, START_BALANCE)).collect::<Vec<_>>();
	balances.push((PAUPER, EXISTENTIAL_DEPOSIT));
	let config = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		relay_bridge: pallet_relay_bridge::GenesisConfig { role, partners, ..Default::default() },
		..Default::default()
	};
	let mut ext = sp_io::TestExternalities::new(config.build_storage().unwrap());
	ext.execute_with(|| {
		System::set_block_number(1);
		frame_system::BlockHash::<Test>::insert(0, H256(id(chain).0));
		Timestamp::set_timestamp(NOW);
		give(ALICE, START_UNITS);
		give(PAUPER, START_UNITS);
		let others = CHAINS.into_iter().filter(|other| *other != chain);
		others.filter(|other| chain == RELAY || *other == RELAY).for_each(|it| know(id(it)));
		System::reset_events();
	});
	ext
}

/// A relay and two members.
pub struct Network {
	chains: [sp_io::TestExternalities; 3],
	heights: [u32; 3],
}

pub type Proof = ProofOf<Test>;

impl Network {
	/// Lets a test happen, and checks what must hold on every chain afterwards.
	pub fn run(test: impl FnOnce(&mut Self)) {
		acts();
		let mut network = Self { chains: CHAINS.map(genesis), heights: [0; 3] };
		CHAINS.into_iter().for_each(|chain| network.finalize(chain));
		test(&mut network);
		network.check();
	}

	/// What must hold on every chain.
	pub fn check(&mut self) {
		for chain in CHAINS {
			self.on(chain, || {
				assert_ok!(RelayBridge::do_try_state());
				assert_deposits_fit();
			});
		}
	}

	/// Does something on a chain.
	pub fn on<R>(&mut self, chain: usize, act: impl FnOnce() -> R) -> R {
		self.chains[chain].execute_with(act)
	}

	/// Ends a block of the chain. Those that follow it learn the root of its state.
	pub fn finalize(&mut self, chain: usize) {
		self.chains[chain].commit_all().unwrap();
		self.heights[chain] += 1;
		let (root, number) = (self.root(chain), self.heights[chain]);
		let followers = if chain == RELAY { vec![A, B] } else { vec![RELAY] };
		for follower in followers {
			self.tell(follower, chain, number, root);
		}
	}

	/// Root of the state of the chain when its last block ended.
	pub fn root(&self, chain: usize) -> Digest {
		self.chains[chain].backend.root().0
	}

	pub fn tell(&mut self, follower: usize, chain: usize, number: u32, root: Digest) {
		self.on(follower, || unhashed::put(&root_key(&id(chain), number), &root));
	}

	/// The number of the last block of a chain.
	pub fn height(&self, chain: usize) -> u32 {
		self.heights[chain]
	}

	/// What a node of the chain answers when it is asked to prove these keys.
	pub fn prove(&self, chain: usize, keys: &[Vec<u8>]) -> Vec<Vec<u8>> {
		let backend = &self.chains[chain].backend;
		let proof = sp_state_machine::prove_read_on_trie_backend(backend, keys).unwrap();
		proof.into_nodes().into_iter().collect()
	}

	/// Proof of parcels in an outbox.
	pub fn prove_parcels(&self, chain: usize, route: Route, first: Nonce, count: u32) -> Proof {
		let keys: Vec<_> = (first..first + Nonce::from(count))
			.map(|nonce| Outbox::<Test>::hashed_key_for(route, nonce))
			.collect();
		bounded(self.prove(chain, &keys))
	}

	/// Proof of what an inbox takes next.
	pub fn prove_inbox(&self, chain: usize, route: Route) -> Proof {
		bounded(self.prove(chain, &[Inbox::<Test>::hashed_key_for(route)]))
	}

	/// Carries `count` parcels of a route from one chain to the next, as they are in the last block.
	pub fn carry(
		&mut self,
		(from, to): (usize, usize),
		route: Route,
		first: Nonce,
		count: u32,
	) -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
		let proof = self.prove_parcels(from, route, first, count);
		let at = self.heights[from];
		self.on(to, || {
			RelayBridge::deliver_parcels(signed(RELAYER), at, route, first, count, proof)
		})
	}

	/// Ends a block of the one chain and carries all that waits there to the next, then says so.
	pub fn pass(&mut self, (from, to): (usize, usize), route: Route) {
		self.finalize(from);
		let end = self.on(from, || ends(route)).next;
		let first = self.on(to, || Inbox::<Test>::get(route));
		assert_ok!(self.carry((from, to), route, first, (end - first) as u32));
		self.finalize(to);
		assert_ok!(self.acknowledge((from, to), route));
	}

	/// Tells the one chain what the next has.
	pub fn acknowledge(
		&mut self,
		(from, to): (usize, usize),
		route: Route,
	) -> DispatchResultWithInfo<frame_support::dispatch::PostDispatchInfo> {
		let proof = self.prove_inbox(to, route);
		let (at, next) = (self.heights[to], self.on(to, || Inbox::<Test>::get(route)));
		self.on(from, || RelayBridge::acknowledge_delivery(signed(RELAYER), at, route, next, proof))
	}

	/// Carries everything everywhere until nothing waits.
	pub fn settle(&mut self) {
		loop {
			let mut is_quiet = true;
			for from in CHAINS {
				self.finalize(from);
				for (route, ends) in self.on(from, || Outboxes::<Test>::iter().collect::<Vec<_>>())
				{
					if ends.unconfirmed() > 0 {
						is_quiet = false;
						let to = next_hop(from, &route);
						self.drain((from, to), route, ends);
					}
				}
			}
			if is_quiet {
				return;
			}
		}
	}

	/// Carries what there is room for, and says so.
	fn drain(&mut self, (from, to): (usize, usize), route: Route, ends: Ends) {
		let first = self.on(to, || Inbox::<Test>::get(route));
		let intake = self.on(to, || RelayBridge::intake(route));
		let count = intake.min((ends.next - first) as u32);
		if count > 0 {
			assert_ok!(self.carry((from, to), route, first, count));
		}
		self.finalize(to);
		if self.on(to, || Inbox::<Test>::get(route)) > ends.first {
			assert_ok!(self.acknowledge((from, to), route));
		}
	}
}

/// Where a parcel that lies on `from` goes next.
pub fn next_hop(from: usize, route: &Route) -> usize {
	match from {
		RELAY => CHAINS.into_iter().find(|chain| id(*chain) == route.target).unwrap(),
		_ => RELAY,
	}
}

pub fn bounded(nodes: Vec<Vec<u8>>) -> Proof {
	let nodes: Vec<Node> = nodes.into_iter().map(|node| node.try_into().unwrap()).collect();
	nodes.try_into().unwrap()
}

/// Each sender has on hold what their messages that await a receipt cost, and no more.
fn assert_deposits_fit() {
	let mut sums = BTreeMap::<AccountId, Balance>::new();
	for pending in Pending::<Test>::iter_values().filter(|it| it.ticket.is_some()) {
		let size = RelayBridge::footprint(&pending.message).size;
		*sums.entry(pending.message.sender).or_default() += 10 + 2 * size;
	}
	for who in ALICE..=PAUPER {
		assert_eq!(held(who), sums.get(&who).copied().unwrap_or(0), "deposits of {who}");
	}
}

/// A chain for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	genesis(RELAY)
}
