//! Networks as files, in zombienet's format.

use toml::{Table, Value};

/// One node of a network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// Its name; that of a development account has the keys of that account.
	pub name: String,
	/// Whether it authors blocks and votes.
	pub validator: bool,
	/// Arguments beside those that every node gets.
	pub args: Vec<String>,
}

/// What a file says of one chain; keys that only zombienet needs are left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Topology {
	/// The preset or specification of the chain.
	pub chain: String,
	/// The nodes, in the order of the file.
	pub nodes: Vec<Entry>,
}

/// The committed networks, by the name of their file.
const NETWORKS: [(&str, &str); 4] = [
	("two", include_str!("../networks/two.toml")),
	("four", include_str!("../networks/four.toml")),
	("four-and-follower", include_str!("../networks/four-and-follower.toml")),
	("parallel", include_str!("../networks/parallel.toml")),
];

impl Topology {
	/// The network of `zombienet/networks/` in the file of this name; the first of its chains, if it has several.
	///
	/// # Panics
	/// If there is no such file, or it is no network.
	#[track_caller]
	pub fn named(name: &str) -> Self {
		Self::all(name).swap_remove(0)
	}

	/// All chains of a network of `zombienet/networks/`, the relay first.
	///
	/// # Panics
	/// If there is no such file, or it is no network.
	#[track_caller]
	pub fn all(name: &str) -> Vec<Self> {
		let (_, text) = NETWORKS
			.into_iter()
			.find(|(network, _)| *network == name)
			.unwrap_or_else(|| panic!("no network {name} in zombienet/networks"));
		let file: Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
		Self::parse(&file).unwrap_or_else(|| panic!("{name}: no network in zombienet's format"))
	}

	/// The same chain with its first `count` nodes alone.
	pub fn first(mut self, count: usize) -> Self {
		self.nodes.truncate(count);
		self
	}

	fn parse(file: &Table) -> Option<Vec<Self>> {
		let relay = Self::chain(file.get("relaychain")?, "nodes");
		let others = file.get("parachains").map(Value::as_array).unwrap_or_default();
		let others = others.into_iter().flatten().map(|chain| Self::chain(chain, "collators"));
		std::iter::once(relay).chain(others).collect()
	}

	fn chain(chain: &Value, nodes: &str) -> Option<Self> {
		let nodes = chain.get(nodes)?.as_array()?.iter().map(entry).collect::<Option<_>>()?;
		Some(Self { chain: chain.get("chain")?.as_str()?.into(), nodes })
	}
}

fn entry(node: &Value) -> Option<Entry> {
	let args = match node.get("args") {
		Some(args) => args
			.as_array()?
			.iter()
			.map(|arg| arg.as_str().map(Into::into))
			.collect::<Option<_>>()?,
		None => Vec::new(),
	};
	let validator = match node.get("validator") {
		Some(flag) => flag.as_bool()?,
		// As zombienet has it.
		None => true,
	};
	Some(Entry { name: node.get("name")?.as_str()?.into(), validator, args })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_committed_networks_are_what_their_names_say() {
		let names = |network: &str| {
			let Topology { chain, nodes } = Topology::named(network);
			assert_eq!(chain, "local", "{network}");
			nodes.iter().map(|node| (node.name.clone(), node.validator)).collect::<Vec<_>>()
		};
		let validators = ["alice", "bob", "charlie", "dave"].map(|name| (String::from(name), true));
		assert_eq!(names("two"), validators[..2]);
		assert_eq!(names("four"), validators);
		let followed = names("four-and-follower");
		assert_eq!(followed[..4], validators);
		assert_eq!(followed[4..], [("follower".into(), false)]);
	}

	#[test]
	fn the_parallel_network_is_a_relay_and_two_chains() {
		let chains: Vec<_> = Topology::all("parallel")
			.into_iter()
			.map(|chain| (chain.chain, chain.nodes.len()))
			.collect();
		let expected = [("relay", 4), ("trade", 2), ("service", 2)];
		assert_eq!(chains, expected.map(|(name, nodes)| (String::from(name), nodes)));
	}
}
