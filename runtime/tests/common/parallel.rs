//! A relay and two members in memory, with real proofs of their states. Which blocks are final, the committees say here: votes are tried out in the
//! light clients' own tests, and by real nodes in `zombienet/`.

use super::{car, genesis_of, invariants, next_block, ok, register, OWNER, REGISTRAR};
use carx_primitives::{ChainId, Presence};
use carxchain_runtime::{
	genesis, messages::Content, Header, RelayBridge, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, TitleDirectory, VehicleRegistry,
};
use frame_support::genesis_builder_helper::build_state;
use pallet_light_clients::AuthoritiesOf;
use pallet_relay_bridge::{Call, Ends, Inbox, Nonce, Outbox, Outboxes, ProofOf, Role, Route};
use pallet_title_directory::Call as Titles;
use sp_core::H256;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring::{self, Ferdie};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::traits::{Dispatchable, Header as _};
use std::collections::BTreeMap;

pub const RELAY: usize = 0;
pub const TRADE: usize = 1;
pub const SERVICE: usize = 2;
const CHAINS: [usize; 3] = [RELAY, TRADE, SERVICE];
const PRESETS: [&str; 3] = [genesis::RELAY_PRESET, genesis::TRADE_PRESET, genesis::SERVICE_PRESET];
/// Who carries.
const RELAYER: Sr25519Keyring = Ferdie;

/// What a chain is known by.
pub fn id(chain: usize) -> ChainId {
	ChainId([0xC0 + chain as u8; 32])
}

/// The three chains.
pub struct Chains {
	chains: [TestExternalities; 3],
	heights: [u32; 3],
}

impl Chains {
	/// Lets `story` happen, and checks all invariants on every chain at its end.
	pub fn run(story: impl FnOnce(&mut Self)) {
		let mut chains = Self { chains: CHAINS.map(start), heights: [0; 3] };
		chains.meet();
		story(&mut chains);
		for chain in CHAINS {
			chains.on(chain, invariants);
		}
	}

	/// Does something on a chain, in a block of its own.
	pub fn on<R>(&mut self, chain: usize, act: impl FnOnce() -> R) -> R {
		self.chains[chain].execute_with(|| {
			next_block();
			act()
		})
	}

	/// Looks at a chain.
	pub fn look<R>(&mut self, chain: usize, look: impl FnOnce() -> R) -> R {
		self.chains[chain].execute_with(look)
	}

	/// Committees let the chains follow each other.
	fn meet(&mut self) {
		for chain in CHAINS {
			let others = CHAINS
				.into_iter()
				.filter(|other| *other != chain && (chain == RELAY || *other == RELAY));
			let header =
				Header::new(1, H256::zero(), H256::zero(), H256::zero(), Default::default());
			for other in others {
				let name = PRESETS[other].as_bytes().to_vec().try_into().unwrap();
				let header = Box::new(header.clone());
				let call = pallet_light_clients::Call::register_chain {
					chain: id(other),
					name,
					header,
					authorities: authorities(),
					set_id: 0,
				};
				self.on(chain, || as_root(call));
			}
		}
		for member in [TRADE, SERVICE] {
			let partner = id(if member == TRADE { SERVICE } else { TRADE });
			self.on(member, || {
				as_root(Call::join_relay { relay: id(RELAY) });
				as_root(Call::add_partner { chain: partner });
			});
		}
		self.heights = [1; 3];
	}

	/// Ends a block of the chain. Those that follow it learn the root of its state.
	pub fn finalize(&mut self, chain: usize) {
		self.chains[chain].commit_all().unwrap();
		self.heights[chain] += 1;
		let (root, number) = (*self.chains[chain].backend.root(), self.heights[chain]);
		let header = Header::new(number, H256::zero(), root, H256::zero(), Default::default());
		let followers = if chain == RELAY { vec![TRADE, SERVICE] } else { vec![RELAY] };
		for follower in followers {
			let header = Box::new(header.clone());
			let call = pallet_light_clients::Call::trust_anew {
				chain: id(chain),
				header,
				authorities: authorities(),
				set_id: 0,
			};
			self.on(follower, || as_root(call));
		}
	}

	/// What a node of the chain answers when it is asked to prove these keys.
	fn prove(&self, chain: usize, keys: &[Vec<u8>]) -> ProofOf<Runtime> {
		let backend = &self.chains[chain].backend;
		let proof = sp_state_machine::prove_read_on_trie_backend(backend, keys).unwrap();
		let nodes = proof.into_nodes().into_iter().map(|node| node.try_into().unwrap());
		nodes.collect::<Vec<_>>().try_into().unwrap()
	}

	/// Carries everything everywhere until nothing waits.
	pub fn settle(&mut self) {
		self.settle_and(RELAY, || ());
	}

	/// The same, and looks at one chain after each step.
	pub fn settle_and(&mut self, watched: usize, mut look: impl FnMut()) {
		loop {
			let mut waiting = BTreeMap::new();
			for from in CHAINS {
				let all = self.look(from, || Outboxes::<Runtime>::iter().collect::<Vec<_>>());
				for (route, ends) in all.into_iter().filter(|(_, ends)| ends.unconfirmed() > 0) {
					waiting.insert((from, route), ends);
				}
			}
			if waiting.is_empty() {
				return;
			}
			for ((from, route), ends) in waiting {
				self.pass(from, route, ends);
				self.look(watched, &mut look);
			}
		}
	}

	/// Carries what waits on a route to the next chain, and says so.
	fn pass(&mut self, from: usize, route: Route, ends: Ends) {
		let to = if from == RELAY { place(&route.target) } else { RELAY };
		self.finalize(from);
		let (first, room) =
			self.look(to, || (Inbox::<Runtime>::get(route), RelayBridge::intake(route)));
		let count = room.min(u32::try_from(ends.next - first).unwrap());
		if count > 0 {
			self.carry((from, to), route, first, count);
		}
		self.finalize(to);
		let next = self.look(to, || Inbox::<Runtime>::get(route));
		if next > ends.first {
			let at = self.heights[to];
			let proof = self.prove(to, &[Inbox::<Runtime>::hashed_key_for(route)]);
			self.on(from, || ok(RELAYER, Call::acknowledge_delivery { at, route, next, proof }));
		}
	}

	fn carry(&mut self, (from, to): (usize, usize), route: Route, first: Nonce, count: u32) {
		let delivery = self.delivery(from, route, first, count);
		self.on(to, || ok(RELAYER, delivery));
	}

	/// What brings parcels of a chain to the next, by the state that was finalised last.
	pub fn delivery(&self, from: usize, route: Route, first: Nonce, count: u32) -> Call<Runtime> {
		let keys: Vec<_> = (first..first + Nonce::from(count))
			.map(|nonce| Outbox::<Runtime>::hashed_key_for(route, nonce))
			.collect();
		let (proof, at) = (self.prove(from, &keys), self.heights[from]);
		Call::deliver_parcels { at, route, first, count, proof }
	}
}

fn start(chain: usize) -> TestExternalities {
	let mut externalities = TestExternalities::new_empty();
	externalities.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	externalities.execute_with(|| {
		let genesis = genesis_of(PRESETS[chain]);
		build_state::<RuntimeGenesisConfig>(genesis).expect("the preset is valid");
		next_block();
		frame_system::BlockHash::<Runtime>::insert(0, H256(id(chain).0));
		assert_eq!(RelayBridge::role() == Role::Relay, chain == RELAY);
	});
	externalities
}

fn place(chain: &ChainId) -> usize {
	CHAINS.into_iter().find(|place| id(*place) == *chain).expect("one of the three")
}

/// Some set: nothing here is voted on.
fn authorities() -> AuthoritiesOf<Runtime> {
	let key = sp_keyring::Ed25519Keyring::Alice.public().into();
	vec![(key, 1)].try_into().unwrap()
}

/// A decision that root makes at once.
#[track_caller]
pub fn as_root(call: impl Into<RuntimeCall>) {
	call.into().dispatch(RuntimeOrigin::root()).unwrap();
}

/// Proposes `content` for an hour.
pub fn proposal(target: usize, content: impl Into<Content>) -> RuntimeCall {
	let expires_at = super::now() + 3_600_000;
	Call::propose { target: id(target), content: Box::new(content.into()), expires_at }.into()
}

/// The car is on the service chain, and the relay knows it.
pub fn registered(chains: &mut Chains) {
	chains.on(SERVICE, || {
		ok(REGISTRAR, register(OWNER));
		assert_eq!(presence(), Some(Presence::Provisional));
	});
	chains.settle();
	chains.look(SERVICE, || assert_eq!(presence(), Some(Presence::Titled)));
	chains.look(RELAY, || assert_eq!(home(), Some(id(SERVICE))));
}

/// It has moved to the trade chain.
pub fn moved(chains: &mut Chains) {
	moves(chains, SERVICE, TRADE);
}

/// It goes from one member to another.
pub fn moves(chains: &mut Chains, from: usize, to: usize) {
	chains.on(to, || ok(OWNER, Titles::expect_vehicle { vin: car(), source: id(from) }));
	chains.on(from, || ok(OWNER, go(to)));
	chains.settle();
	chains.look(to, || assert_eq!(presence(), Some(Presence::Titled)));
	chains.look(from, || assert_eq!(presence(), Some(Presence::Away { chain: id(to) })));
	chains.look(RELAY, || assert_eq!(home(), Some(id(to))));
}

/// Sends the car to another member, for an hour.
pub fn go(target: usize) -> RuntimeCall {
	let expires_at = super::now() + 3_600_000;
	let grantees = Default::default();
	Titles::move_vehicle { vin: car(), target: id(target), grantees, expires_at }.into()
}

/// Whether the title of the car lives on this chain.
pub fn presence() -> Option<Presence> {
	VehicleRegistry::vehicle(car()).map(|vehicle| vehicle.presence)
}

/// Where it lives, as the relay knows it.
pub fn home() -> Option<ChainId> {
	TitleDirectory::home(car()).map(|home| home.chain)
}
