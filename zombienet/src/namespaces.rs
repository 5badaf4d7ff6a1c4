//! Network namespaces: a machine's own network for each node, joined by a bridge that can be cut.
//!
//! Needs root and the command `ip`. All is removed when the value is dropped, also after a panic.

use std::{net::Ipv4Addr, process::Command};

const BRIDGE: &str = "carx-br";
const PREFIX: &str = "carx-ns";
/// The bridge's own address is number 1 of this network, the nodes follow.
const NETWORK: [u8; 3] = [10, 77, 0];
const FIRST_NODE: u8 = 11;

/// The namespaces of one network. There can be one at a time.
#[derive(Debug)]
pub struct Namespaces {
	count: u8,
}

impl Namespaces {
	/// Makes `count` namespaces that reach each other and this machine.
	///
	/// # Panics
	/// If the system does not allow it.
	#[track_caller]
	pub fn new(count: u8) -> Self {
		// What a killed program left behind.
		remove(count.max(8));
		let namespaces = Self { count };
		let [a, b, c] = NETWORK;
		ip(&format!("link add {BRIDGE} type bridge"));
		ip(&format!("addr add {a}.{b}.{c}.1/24 dev {BRIDGE}"));
		ip(&format!("link set {BRIDGE} up"));
		for place in 0..count {
			let (name, address) = namespaces.place(place.into());
			let [outer, inner] = ["o", "i"].map(|end| format!("carx-{end}{place}"));
			ip(&format!("netns add {name}"));
			ip(&format!("link add {outer} type veth peer name {inner}"));
			ip(&format!("link set {inner} netns {name}"));
			ip(&format!("link set {outer} master {BRIDGE} up"));
			ip(&format!("-n {name} addr add {address}/24 dev {inner}"));
			ip(&format!("-n {name} link set {inner} up"));
			ip(&format!("-n {name} link set lo up"));
		}
		namespaces
	}

	/// Name and address of a namespace.
	pub fn place(&self, place: usize) -> (String, Ipv4Addr) {
		let [a, b, c] = NETWORK;
		let last = FIRST_NODE.saturating_add(u8::try_from(place).unwrap_or(u8::MAX));
		(format!("{PREFIX}{place}"), Ipv4Addr::new(a, b, c, last))
	}

	/// Cuts all paths between two sides.
	#[track_caller]
	pub fn cut(&self, one: &[usize], other: &[usize]) {
		self.blackholes("add", one, other);
	}

	/// Joins two sides again.
	#[track_caller]
	pub fn heal(&self, one: &[usize], other: &[usize]) {
		self.blackholes("del", one, other);
	}

	fn blackholes(&self, action: &str, one: &[usize], other: &[usize]) {
		for (from, to) in pairs(one, other).chain(pairs(other, one)) {
			let (name, _) = self.place(from);
			let (_, address) = self.place(to);
			ip(&format!("-n {name} route {action} blackhole {address}/32"));
		}
	}
}

fn pairs<'a>(one: &'a [usize], other: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
	one.iter().flat_map(move |from| other.iter().map(move |to| (*from, *to)))
}

impl Drop for Namespaces {
	fn drop(&mut self) {
		remove(self.count);
	}
}

fn remove(count: u8) {
	for place in 0..count {
		// The veth pair goes with its inner end.
		quiet(&format!("netns del {PREFIX}{place}"));
		quiet(&format!("link del carx-o{place}"));
	}
	quiet(&format!("link del {BRIDGE}"));
}

#[track_caller]
fn ip(args: &str) {
	let result = Command::new("ip").args(args.split(' ')).output().expect("the command `ip`");
	let said = String::from_utf8_lossy(&result.stderr);
	assert!(result.status.success(), "ip {args}: {} (this needs root)", said.trim());
}

fn quiet(args: &str) {
	// Only what is there can be removed.
	let _ = Command::new("ip").args(args.split(' ')).output();
}
