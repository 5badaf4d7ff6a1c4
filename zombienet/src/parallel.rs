//! Chains of one runtime that meet at a relay.

pub mod audit;
pub mod passages;
pub mod storm;
pub mod throughput;
pub mod traffic;

use crate::{
	load::{call, dev, try_call},
	network::{Network, Place},
	topology::Topology,
};
use carx_sdk::{Call, Client, Committee, Error, Hash, Receipt};
use std::future::Future;
use tokio::task::JoinHandle;

/// A relay and its members, each a network of its own.
pub struct Parallel {
	/// All of them by name, the relay first.
	chains: Vec<(String, Network)>,
	/// Second networks of some of them.
	forks: Vec<(String, Network)>,
}

impl Parallel {
	/// Starts a network for each of these chains; the first is the relay. They do not know each other yet.
	#[track_caller]
	pub fn start(topologies: Vec<Topology>) -> Self {
		Self::start_at(topologies.into_iter().map(|chain| (chain, Place::Loopback)).collect())
	}

	/// The same where one of the chains, at most, is in network namespaces.
	#[track_caller]
	pub fn start_at(places: Vec<(Topology, Place)>) -> Self {
		let start =
			|(chain, place): (Topology, _)| (chain.chain.clone(), Network::start(&chain, place));
		let chains: Vec<_> = places.into_iter().map(start).collect();
		for (_, network) in &chains {
			network.node(0).wait_until_finalized(1);
		}
		Self { chains, forks: Vec::new() }
	}

	/// Starts a second network of a chain, with its specification and keys, that does not know of the first: one set finalises two histories.
	#[track_caller]
	pub fn fork(&mut self, topology: &Topology) {
		let network = Network::start(topology, Place::Loopback);
		network.node(0).wait_until_finalized(1);
		self.forks.push((topology.chain.clone(), network));
	}

	/// The second network of a chain.
	///
	/// # Panics
	/// If there is none.
	#[track_caller]
	pub fn fork_of(&self, name: &str) -> &Network {
		let found = self.forks.iter().find(|(known, _)| known == name);
		&found.unwrap_or_else(|| panic!("no fork of {name}")).1
	}

	/// Kills all second networks.
	pub fn end_forks(&mut self) {
		self.forks.clear();
	}

	/// The addresses of all nodes of a chain that run, those of its forks last.
	pub fn urls(&self, name: &str) -> Vec<String> {
		let all = self.chains.iter().chain(&self.forks).filter(|(known, _)| known == name);
		let nodes = all.flat_map(|(_, network)| network.running());
		nodes.map(|(_, node)| node.url()).collect()
	}

	/// The names of all chains, the relay first.
	pub fn names(&self) -> impl Iterator<Item = &str> {
		self.chains.iter().map(|(name, _)| name.as_str())
	}

	/// The name of the relay.
	///
	/// # Panics
	/// If there is no chain.
	#[track_caller]
	pub fn relay(&self) -> &str {
		self.names().next().expect("a relay")
	}

	/// The chain of this name.
	///
	/// # Panics
	/// If there is none.
	#[track_caller]
	pub fn chain(&self, name: &str) -> &Network {
		let found = self.chains.iter().find(|(known, _)| known == name);
		&found.unwrap_or_else(|| panic!("no chain {name}")).1
	}

	/// The chain of this name, to break.
	///
	/// # Panics
	/// If there is none.
	#[track_caller]
	pub fn chain_mut(&mut self, name: &str) -> &mut Network {
		let found = self.chains.iter_mut().find(|(known, _)| known == name);
		&mut found.unwrap_or_else(|| panic!("no chain {name}")).1
	}

	/// A client of the first node of a chain.
	#[track_caller]
	pub fn client(&self, name: &str) -> Client {
		self.chain(name).client(0)
	}

	/// A client of the first node of a chain that runs, for what runs itself by [`Self::block_on`].
	///
	/// # Panics
	/// If it does not answer.
	pub async fn connect(&self, name: &str) -> Client {
		let url = self.chain(name).node(0).url();
		Client::connect(&url).await.expect("a connection")
	}

	/// Has the executive committees of all chains decide that they follow each other: the relay every member and every member the relay, and that
	/// members send to each other. One motion for each chain.
	///
	/// # Panics
	/// If a committee's decision fails.
	#[track_caller]
	pub fn join(&self) {
		let clients: Vec<_> = self.names().map(|name| (name, self.client(name))).collect();
		self.block_on(async {
			let (relay, members) = clients.split_first().expect("a relay");
			let mut follow_members = Vec::new();
			for (name, member) in members {
				follow_members.push(follow(&relay.1, name, member).await);
			}
			decide_all(&relay.1, follow_members).await;
			for (name, member) in members {
				let mut calls = vec![follow(member, relay.0, &relay.1).await];
				let join = format!("{{ relay: {:?} }}", relay.1.genesis());
				calls.push(call(member, "RelayBridge.join_relay", &join).await);
				for (_, partner) in members.iter().filter(|(other, _)| other != name) {
					let partner = format!("{{ chain: {:?} }}", partner.genesis());
					calls.push(call(member, "RelayBridge.add_partner", &partner).await);
				}
				decide_all(member, calls).await;
			}
		});
	}

	/// Runs something that talks to nodes.
	pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
		self.chain(self.relay()).runtime().block_on(work)
	}

	/// Runs something that talks to nodes beside all else.
	pub fn spawn<T: Send + 'static>(
		&self,
		work: impl Future<Output = T> + Send + 'static,
	) -> JoinHandle<T> {
		self.chain(self.relay()).runtime().spawn(work)
	}
}

/// The call by which `follower` trusts `chain` as it is now.
async fn follow(follower: &Client, name: &str, chain: &Client) -> Call {
	let anchor = chain.trust_anchor().await.expect("a final block");
	call(follower, "LightClients.register_chain", &anchor.registration(name)).await
}

/// Has the executive committee of a chain of this repository's presets decide some calls by one motion: all of them or none.
///
/// # Panics
/// If it cannot.
pub async fn decide_all(client: &Client, calls: Vec<Call>) -> Receipt {
	let members = [dev("alice"), dev("bob")];
	let decided = client.decide(Committee::Executive, &Call::batch(calls), &members).await;
	decided.unwrap_or_else(|error| panic!("a decision of the executive committee: {error}"))
}

/// A proposal to another chain that ends in an hour.
///
/// # Panics
/// If the chain does not answer.
pub async fn proposal(client: &Client, target: Hash, content: &str) -> Call {
	try_proposal(client, target, content).await.expect("a proposal")
}

/// A proposal to another chain that ends in an hour, by a node that may be gone.
///
/// # Errors
/// Why there is none.
pub async fn try_proposal(client: &Client, target: Hash, content: &str) -> Result<Call, Error> {
	let expires_at = client.head().await?.timestamp().await? + 3_600_000;
	let arguments =
		format!("{{ target: {target:?}, content: {content}, expires_at: {expires_at} }}");
	try_call(client, "RelayBridge.propose", &arguments).await
}
