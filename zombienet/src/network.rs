//! A running network.

use crate::{
	namespaces::Namespaces,
	node::{hex_number, home, raw_spec, Launch, Node},
	topology::{Entry, Topology},
};
use carx_sdk::Client;
use serde_json::{json, Value};
use std::{fs, net::TcpListener, path::PathBuf, time::Duration};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long a node may take to answer one question before it counts as gone.
const ANSWER: Duration = Duration::from_secs(3);
/// Names whose keys a node has by a flag.
const KNOWN: [&str; 8] = ["alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"];
/// Blocks of a session: short, so that a test sees several.
pub const SESSION_LENGTH: u32 = 10;
/// Hashes asked for at once.
const HASHES: u32 = 500;

/// Where the nodes run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
	/// In this machine's own network.
	Loopback,
	/// Each in a network namespace, so that paths between them can be cut. Needs root.
	Namespaces,
}

/// One node of a network, running or not.
pub struct Member {
	/// Its name in the topology.
	pub name: String,
	/// How it is started; a change takes effect at the next start.
	pub launch: Launch,
	node: Option<Node>,
	address: String,
	_home: TempDir,
}

/// A network of node processes. They die with this value.
pub struct Network {
	members: Vec<Member>,
	spec: String,
	namespaces: Option<Namespaces>,
	runtime: Runtime,
}

impl Network {
	/// Starts all nodes of a topology. As with zombienet, the chain has exactly its validators.
	///
	/// # Panics
	/// If a node does not start.
	#[track_caller]
	pub fn start(topology: &Topology, place: Place) -> Self {
		let count = u8::try_from(topology.nodes.len()).expect("less than 256 nodes");
		let runtime = Runtime::new().expect("threads for clients");
		let namespaces = (place == Place::Namespaces).then(|| Namespaces::new(count));
		let spec = spec_of(topology);
		let mut network = Self { members: Vec::new(), spec, namespaces, runtime };
		for entry in &topology.nodes {
			network.add(entry);
		}
		// The others find each other through the first.
		network.start_node(0);
		for at in 1..network.members.len() {
			network.spawn_node(at);
		}
		for at in 1..network.members.len() {
			network.wait_for_node(at);
		}
		network
	}

	/// The four validators of the preset `local`.
	#[track_caller]
	pub fn four(place: Place) -> Self {
		Self::start(&Topology::named("four"), place)
	}

	/// Adds a node that does not run yet, and gives its place. In namespaces only those of the topology have one.
	#[track_caller]
	pub fn add(&mut self, entry: &Entry) -> usize {
		let at = self.members.len();
		let home = home();
		let mut args = vec!["--chain", &self.spec];
		let flag = format!("--{}", entry.name);
		if entry.validator {
			args.push("--unsafe-force-node-key-generation");
			args.push(if KNOWN.contains(&entry.name.as_str()) { &flag } else { "--validator" });
		}
		args.extend(entry.args.iter().map(String::as_str));
		let mut launch = Launch::new(home.path(), &args);
		launch.namespace = self.namespaces.as_ref().map(|all| all.place(at));
		launch.peer_port = free_port();
		launch.rpc_port = free_port();
		let name = entry.name.clone();
		self.members.push(Member { name, launch, node: None, address: String::new(), _home: home });
		at
	}

	/// How many nodes there are, running or not.
	pub fn size(&self) -> usize {
		self.members.len()
	}

	/// The path of the chain's raw specification.
	pub fn spec(&self) -> &str {
		&self.spec
	}

	/// A member.
	#[track_caller]
	pub fn member(&mut self, at: usize) -> &mut Member {
		&mut self.members[at]
	}

	/// The name of a member.
	#[track_caller]
	pub fn name(&self, at: usize) -> &str {
		&self.members[at].name
	}

	/// A node that runs.
	///
	/// # Panics
	/// If it does not.
	#[track_caller]
	pub fn node(&self, at: usize) -> &Node {
		let Member { node, name, .. } = &self.members[at];
		node.as_ref().unwrap_or_else(|| panic!("{name} does not run"))
	}

	/// The nodes that run, with their places.
	pub fn running(&self) -> impl Iterator<Item = (usize, &Node)> {
		self.members.iter().enumerate().filter_map(|(at, member)| Some((at, member.node.as_ref()?)))
	}

	/// The namespaces of the nodes.
	///
	/// # Panics
	/// If they have none.
	#[track_caller]
	pub fn namespaces(&self) -> &Namespaces {
		self.namespaces.as_ref().expect("a network in namespaces")
	}

	/// Where clients run.
	pub fn runtime(&self) -> &Runtime {
		&self.runtime
	}

	/// A client of a node.
	#[track_caller]
	pub fn client(&self, at: usize) -> Client {
		let url = self.node(at).url();
		self.runtime.block_on(Client::connect(&url)).expect("a connection")
	}

	/// Starts a node, again or for the first time, and waits until it answers.
	#[track_caller]
	pub fn start_node(&mut self, at: usize) {
		self.spawn_node(at);
		self.wait_for_node(at);
	}

	/// Starts a node's process and waits for nothing.
	#[track_caller]
	pub fn spawn_node(&mut self, at: usize) {
		let others: Vec<_> = self
			.members
			.iter()
			.enumerate()
			.filter(|(other, member)| *other != at && !member.address.is_empty())
			.flat_map(|(_, member)| ["--bootnodes".into(), member.address.clone()])
			.collect();
		let member = &mut self.members[at];
		assert!(member.node.is_none(), "{} runs already", member.name);
		let mut launch = member.launch.clone();
		launch.args.extend(others);
		member.node = Some(launch.spawn());
	}

	/// Waits until a node answers.
	#[track_caller]
	pub fn wait_for_node(&mut self, at: usize) {
		let member = &mut self.members[at];
		let node = member.node.as_mut().expect("a running node");
		node.wait_until_ready();
		member.address = node.peer_address();
	}

	/// Takes a node's process out of the network; dropped, it dies at once.
	#[track_caller]
	pub fn take(&mut self, at: usize) -> Node {
		let member = &mut self.members[at];
		member.node.take().unwrap_or_else(|| panic!("{} does not run", member.name))
	}

	/// Kills a node as a power cut does.
	#[track_caller]
	pub fn kill(&mut self, at: usize) {
		self.take(at).kill();
	}

	/// Kills the member that was added last, and forgets it.
	#[track_caller]
	pub fn forget_last(&mut self) {
		drop(self.members.pop().expect("a member"));
	}

	/// Ends a node as an operator does.
	#[track_caller]
	pub fn stop(&mut self, at: usize) {
		self.take(at).stop();
	}

	/// Gives a node the same data with other arguments, environment or folder.
	#[track_caller]
	pub fn restart(&mut self, at: usize, change: impl FnOnce(&mut Launch)) {
		self.stop(at);
		change(&mut self.members[at].launch);
		self.start_node(at);
	}

	/// How the process of a node ended, if it has.
	#[track_caller]
	pub fn ended(&mut self, at: usize) -> Option<std::process::ExitStatus> {
		self.members[at].node.as_mut().expect("a node that was started").ended()
	}

	/// The folder of a node's chain, in which its database and its keystore lie.
	#[track_caller]
	pub fn chain_folder(&self, at: usize) -> PathBuf {
		let chains = self.members[at].launch.base_path().join("chains");
		let mut folders = fs::read_dir(&chains).expect("the folder of chains");
		folders.next().expect("one chain").expect("a folder").path()
	}

	/// Puts a key into the keystore of a node. `kind` is `aura` or `gran`.
	#[track_caller]
	pub fn insert_key(&self, at: usize, kind: &str, secret: &str, public: &str) {
		self.node(at).ask("author_insertKey", json!([kind, secret, public]));
	}

	/// Numbers of the best and the finalised block of a node; nothing if it does not answer.
	pub fn heads(&self, at: usize) -> Option<Heads> {
		let node = self.members[at].node.as_ref()?;
		let ask = |method, params| node.try_ask(method, params, ANSWER);
		let best = hex_number(ask("chain_getHeader", json!([]))?.get("number")?);
		let hash = ask("chain_getFinalizedHead", json!([]))?;
		let finalized = hex_number(ask("chain_getHeader", json!([hash]))?.get("number")?);
		Some(Heads { best, finalized, hash: hash.as_str()?.into() })
	}

	/// Hashes of the blocks up to `last` on the best chain of a node, from block 0; `null` where it has none.
	#[track_caller]
	pub fn hashes(&self, at: usize, last: u32) -> Vec<Value> {
		let mut hashes = Vec::new();
		for first in (0..=last).step_by(HASHES as usize) {
			let numbers: Vec<_> = (first..=last.min(first + HASHES - 1)).collect();
			let answer = self.node(at).ask("chain_getBlockHash", json!([numbers]));
			hashes.extend(answer.as_array().expect("a list of hashes").iter().cloned());
		}
		hashes
	}
}

/// What a node shows of its chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heads {
	/// Number of the best block.
	pub best: u32,
	/// Number of the newest finalised block.
	pub finalized: u32,
	/// Its hash.
	pub hash: String,
}

fn spec_of(topology: &Topology) -> String {
	let validators = topology.nodes.iter().filter(|node| node.validator).count();
	let name = format!("{}-{validators}", topology.chain);
	raw_spec(&name, &topology.chain, |spec| {
		spec["id"] = name.replace('-', "_").into();
		limit_validators(spec, validators);
	})
}

/// Leaves a specification its first validators only, with sessions short enough for a test.
///
/// # Panics
/// If it is not one of a preset.
fn limit_validators(spec: &mut Value, count: usize) {
	let genesis = &mut spec["genesis"]["runtimeGenesis"]["patch"];
	for list in ["/session/keys", "/validatorSet/validators"] {
		let list = genesis.pointer_mut(list).and_then(Value::as_array_mut);
		list.expect("the validators of the preset").truncate(count);
	}
	let rules = &mut genesis["validatorSet"]["rules"];
	rules["minValidators"] = count.into();
	rules["sessionLength"] = SESSION_LENGTH.into();
	// A test of leaving waits for the end of it.
	rules["unbonding"] = 2.into();
}

fn free_port() -> u16 {
	let socket = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
	socket.expect("a free port").port()
}
