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

/// What a file says of a network; keys that only zombienet needs are left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Topology {
	/// The preset or specification of the chain.
	pub chain: String,
	/// The nodes, in the order of the file.
	pub nodes: Vec<Entry>,
}

/// The committed networks, by the name of their file.
const NETWORKS: [(&str, &str); 3] = [
	("two", include_str!("../networks/two.toml")),
	("four", include_str!("../networks/four.toml")),
	("four-and-follower", include_str!("../networks/four-and-follower.toml")),
];

impl Topology {
	/// One of the networks of `zombienet/networks/`, by the name of its file.
	///
	/// # Panics
	/// If there is no such file, or it is no network.
	#[track_caller]
	pub fn named(name: &str) -> Self {
		let (_, text) = NETWORKS
			.into_iter()
			.find(|(network, _)| *network == name)
			.unwrap_or_else(|| panic!("no network {name} in zombienet/networks"));
		let file: Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
		Self::parse(&file).unwrap_or_else(|| panic!("{name}: no network in zombienet's format"))
	}

	fn parse(file: &Table) -> Option<Self> {
		let chain = file.get("relaychain")?;
		let nodes = chain.get("nodes")?.as_array()?.iter().map(entry).collect::<Option<_>>()?;
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
}
