//! A relay and three members in one process. What one chain knows of another is what [`Network::finalize`] told it.

use super::*;
use frame_support::dispatch::DispatchResultWithPostInfo;
use pallet_relay_bridge::{Ends, Inbox, Node, Nonce, Outbox, Outboxes, ProofOf, Route};
use sp_core::H256;
use sp_runtime::BuildStorage;
use std::collections::BTreeMap;

/// The places of the chains in [`Network`].
pub const RELAY: usize = 0;
pub const A: usize = 1;
pub const B: usize = 2;
pub const C: usize = 3;
pub const CHAINS: [usize; 4] = [RELAY, A, B, C];
pub const MEMBERS: [usize; 3] = [A, B, C];

/// What a chain is known by.
pub fn id(chain: usize) -> ChainId {
	ChainId([0xC0 + chain as u8; 32])
}

/// What a chain can say of a car.
pub type State = BTreeMap<Vin, Presence>;

pub fn genesis(chain: usize) -> sp_io::TestExternalities {
	let role = if chain == RELAY { Role::Relay } else { Role::Member { relay: id(RELAY) } };
	genesis_as(chain, role)
}

/// A chain that does not have the role of its place.
pub fn genesis_as(chain: usize, role: Role) -> sp_io::TestExternalities {
	let partners = MEMBERS.into_iter().filter(|other| *other != chain).map(id).collect();
	let mut balances = (REGISTRAR..=STRANGER).map(|who| (who, START_BALANCE)).collect::<Vec<_>>();
	balances.push((PAUPER, 1));
	let config = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		relay_bridge: pallet_relay_bridge::GenesisConfig { role, partners, ..Default::default() },
		..Default::default()
	};
	let mut ext = sp_io::TestExternalities::new(config.build_storage().unwrap());
	let keystore = sp_keystore::testing::MemoryKeystore::new();
	ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
	ext.execute_with(|| {
		System::set_block_number(1);
		frame_system::BlockHash::<Test>::insert(0, H256(id(chain).0));
		Timestamp::set_timestamp(NOW);
		let others = CHAINS.into_iter().filter(|other| *other != chain);
		others.filter(|other| chain == RELAY || *other == RELAY).for_each(|it| know(id(it)));
		System::reset_events();
	});
	ext
}

/// The chains.
pub struct Network {
	chains: [sp_io::TestExternalities; 4],
	heights: [u32; 4],
}

impl Network {
	/// Lets a test happen, and checks what must hold afterwards, on every chain and over all of them.
	pub fn run(test: impl FnOnce(&mut Self)) {
		let mut network = Self { chains: CHAINS.map(genesis), heights: [0; 4] };
		test(&mut network);
		network.check();
	}

	/// Does something on a chain.
	pub fn on<R>(&mut self, chain: usize, act: impl FnOnce() -> R) -> R {
		self.chains[chain].execute_with(act)
	}

	/// What must hold on every chain by itself.
	pub fn check(&mut self) {
		for chain in CHAINS {
			self.on(chain, || {
				assert_ok!(TitleDirectory::do_try_state());
				assert_ok!(VehicleRegistry::do_try_state());
				assert_ok!(RelayBridge::do_try_state());
				assert_expectations_are_paid();
			});
		}
	}

	/// What must hold over all chains, whatever is on its way: no title lives on two, and where it lives the relay knows, or will when it
	/// has heard of it.
	pub fn audit(&mut self) {
		let directory = self.on(RELAY, || Directory::<Test>::iter().collect::<BTreeMap<_, _>>());
		let states = CHAINS.map(|chain| self.on(chain, state));
		let vins = states.iter().flat_map(BTreeMap::keys).chain(directory.keys());
		for vin in vins.copied().collect::<BTreeSet<_>>() {
			let at = |chain: usize| states[chain].get(&vin).copied();
			let titled = CHAINS.into_iter().filter(|chain| at(*chain) == Some(Presence::Titled));
			let titled = titled.map(id).collect::<Vec<_>>();
			assert!(titled.len() <= 1, "{vin} is titled on {titled:?}");
			let Some(home) = directory.get(&vin) else {
				assert_eq!(titled, [], "{vin} is titled without a home");
				continue;
			};
			let may_live = [Some(home.chain), home.moving.map(|moving| moving.target)];
			assert!(
				titled.iter().all(|chain| may_live.contains(&Some(*chain))),
				"{vin} lives wild"
			);
			let at_home = CHAINS.into_iter().find(|it| id(*it) == home.chain).and_then(at);
			// A title that the relay entered does not vanish: it is at home, provisional there until that hears of it, or on its way.
			let is_kept = match at_home {
				Some(Presence::Titled | Presence::Provisional) => true,
				Some(Presence::Leaving) => true,
				Some(Presence::Away { chain }) => {
					may_live.contains(&Some(chain)) && titled.contains(&chain)
				},
				None => false,
			};
			assert!(is_kept, "{vin} is lost: {at_home:?} at home, {home:?}");
		}
	}

	/// As [`Network::audit`], where nothing is on its way: every title lives where the relay says, nobody waits, and no honest chain is
	/// taken for one with a clone.
	pub fn audit_at_rest(&mut self) {
		self.audit();
		let directory = self.on(RELAY, || Directory::<Test>::iter().collect::<BTreeMap<_, _>>());
		let mut titled = BTreeMap::new();
		for chain in CHAINS {
			for (vin, presence) in self.on(chain, state) {
				assert!(!matches!(presence, Presence::Leaving | Presence::Provisional), "{vin}");
				if presence == Presence::Titled {
					titled.insert(vin, id(chain));
				}
			}
			let cars = pallet_vehicle_registry::Vehicles::<Test>::iter_values;
			let are_single = || cars().all(|car| car.clone_suspected_since.is_none());
			assert!(self.on(chain, are_single), "a clone is suspected");
			assert_eq!(self.on(chain, || Claims::<Test>::iter().count()), 0);
			assert_eq!(self.on(chain, || Moves::<Test>::iter().count()), 0);
		}
		assert!(directory.values().all(|home| home.moving.is_none()));
		let homes = directory.into_iter().map(|(vin, home)| (vin, home.chain));
		assert_eq!(titled, homes.collect());
	}

	/// Ends a block of the chain. Those that follow it learn the root of its state.
	pub fn finalize(&mut self, chain: usize) {
		self.chains[chain].commit_all().unwrap();
		self.heights[chain] += 1;
		let (root, number) = (self.chains[chain].backend.root().0, self.heights[chain]);
		let followers = if chain == RELAY { MEMBERS.to_vec() } else { vec![RELAY] };
		for follower in followers {
			self.on(follower, || unhashed::put(&root_key(&id(chain), number), &root));
		}
	}

	fn prove(&self, chain: usize, keys: &[Vec<u8>]) -> ProofOf<Test> {
		let backend = &self.chains[chain].backend;
		let proof = sp_state_machine::prove_read_on_trie_backend(backend, keys).unwrap();
		let nodes = proof.into_nodes().into_iter().map(|node| Node::try_from(node).unwrap());
		nodes.collect::<Vec<_>>().try_into().unwrap()
	}

	/// Carries up to `limit` parcels of a route from a chain to the next, as far as there is room, and says so. Gives how many.
	pub fn carry(&mut self, from: usize, route: Route, limit: u32) -> u32 {
		let to = next_hop(from, &route);
		self.finalize(from);
		let end = self.on(from, || Outboxes::<Test>::get(route)).next;
		let first = self.on(to, || Inbox::<Test>::get(route));
		let intake = self.on(to, || RelayBridge::intake(route));
		let count = intake.min((end - first) as u32).min(limit);
		if count > 0 {
			assert_ok!(self.deliver((from, to), route, first, count));
		}
		self.finalize(to);
		self.acknowledge((from, to), route);
		count
	}

	fn deliver(
		&mut self,
		(from, to): (usize, usize),
		route: Route,
		first: Nonce,
		count: u32,
	) -> DispatchResultWithPostInfo {
		let keys: Vec<_> = (first..first + Nonce::from(count))
			.map(|nonce| Outbox::<Test>::hashed_key_for(route, nonce))
			.collect();
		let (at, proof) = (self.heights[from], self.prove(from, &keys));
		self.on(to, || {
			RelayBridge::deliver_parcels(signed(STRANGER), at, route, first, count, proof)
		})
	}

	fn acknowledge(&mut self, (from, to): (usize, usize), route: Route) {
		let next = self.on(to, || Inbox::<Test>::get(route));
		if next > self.on(from, || Outboxes::<Test>::get(route)).first {
			let proof = self.prove(to, &[Inbox::<Test>::hashed_key_for(route)]);
			let at = self.heights[to];
			let by = signed(STRANGER);
			assert_ok!(
				self.on(from, || RelayBridge::acknowledge_delivery(by, at, route, next, proof))
			);
		}
	}

	/// All that waits: on which chain, and on which route.
	pub fn waiting(&mut self) -> Vec<(usize, Route)> {
		let waits = |ends: &Ends| ends.unconfirmed() > 0;
		let mut all = Vec::new();
		for chain in CHAINS {
			let routes = self.on(chain, || Outboxes::<Test>::iter().collect::<Vec<_>>());
			all.extend(routes.into_iter().filter(|it| waits(&it.1)).map(|it| (chain, it.0)));
		}
		all
	}

	/// Carries everything everywhere until nothing waits.
	pub fn settle(&mut self) {
		loop {
			let waiting = self.waiting();
			if waiting.is_empty() {
				return;
			}
			for (chain, route) in waiting {
				self.carry(chain, route, u32::MAX);
			}
		}
	}

	/// Registers a car of `owner` on a chain, and has the relay confirm it.
	pub fn registered(&mut self, chain: usize, vin: Vin, owner: AccountId) {
		self.on(chain, || register(vin, owner));
		self.settle();
		assert_eq!(self.on(chain, || presence(vin)), Some(Presence::Titled));
		self.forget_events();
	}

	/// Has `owner` expect and move a car, and carries nothing yet.
	pub fn depart(&mut self, (from, to): (usize, usize), vin: Vin, owner: AccountId) {
		let expect = self.on(to, || TitleDirectory::expect_vehicle(signed(owner), vin, id(from)));
		assert_ok!(expect);
		assert_ok!(self.on(from, || send_off(to, vin, owner)));
	}

	/// What is known of where a car is: on each chain, and to the relay.
	pub fn whereabouts(&mut self, vin: Vin) -> ([Option<Presence>; 4], Option<ChainId>) {
		let home = self.on(RELAY, || TitleDirectory::home(vin)).map(|home| home.chain);
		(CHAINS.map(|chain| self.on(chain, || presence(vin))), home)
	}

	/// Forgets the events of all chains.
	pub fn forget_events(&mut self) {
		CHAINS.into_iter().for_each(|chain| self.on(chain, System::reset_events));
	}

	/// Moves the clock of a chain.
	pub fn set_time(&mut self, chain: usize, now: Moment) {
		self.on(chain, || Timestamp::set_timestamp(now));
	}
}

/// Moves a car of `owner` from the chain that is being looked at, with the grant of [`WORKSHOP`] if there is one.
pub fn send_off(to: usize, vin: Vin, owner: AccountId) -> sp_runtime::DispatchResult {
	let has_grant = VehicleRegistry::grant(vin, WORKSHOP).is_some_and(|grant| grant.is_valid);
	let grantees = if has_grant { vec![WORKSHOP] } else { vec![] };
	let expires_at = pallet_timestamp::Now::<Test>::get() + DAY;
	frame_support::storage::with_storage_layer(|| {
		let grantees = grantees.try_into().unwrap();
		TitleDirectory::move_vehicle(signed(owner), vin, id(to), grantees, expires_at)
	})
}

/// The cars of the chain that is being looked at.
fn state() -> State {
	let cars = pallet_vehicle_registry::Vehicles::<Test>::iter();
	cars.map(|(vin, vehicle)| (vin, vehicle.presence)).collect()
}

/// Each owner has on hold exactly what their consents cost.
fn assert_expectations_are_paid() {
	for who in REGISTRAR..=PAUPER {
		let count = Expectations::<Test>::iter_keys().filter(|(_, owner)| *owner == who).count();
		let reason = HoldReason::ExpectationStorage;
		assert_eq!(held(reason, who), EXPECTATION_DEPOSIT * count as Balance);
	}
}

/// Where a parcel that lies on `from` goes next.
fn next_hop(from: usize, route: &Route) -> usize {
	match from {
		RELAY => CHAINS.into_iter().find(|chain| id(*chain) == route.target).unwrap(),
		_ => RELAY,
	}
}
