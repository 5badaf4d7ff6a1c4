//! Networks of several nodes.

use crate::harness::{home, until, Node};
use carx_network::{topology::Topology, Network, Place};
use serde_json::json;
use std::collections::BTreeSet;

/// Blocks that must be final before a test goes on.
const ENOUGH: u32 = 6;

fn two_validators() -> Network {
	Network::start(&Topology::named("two"), Place::Loopback)
}

/// The place of a block's author among the validators: Aura's slot number, modulo their number.
fn author(node: &Node, number: u32, validators: u64) -> u64 {
	let header = node.ask("chain_getHeader", json!([node.hash_of(number)]));
	let logs = header["digest"]["logs"].as_array().expect("the digest of a header");
	// SCALE: pre-runtime digest (6), engine `aura`, eight bytes: the slot, little endian.
	let slot = logs
		.iter()
		.find_map(|log| log.as_str()?.strip_prefix("0x066175726120"))
		.expect("a slot in the digest");
	let slot = u64::from_str_radix(slot, 16).expect("eight bytes in hex").swap_bytes();
	slot % validators
}

#[test]
fn two_validators_build_and_finalise_one_chain() {
	let network = two_validators();
	let (alice, bob) = (network.node(0), network.node(1));
	alice.wait_until_finalized(ENOUGH);
	bob.wait_until_finalized(ENOUGH);
	for number in 1..=ENOUGH {
		assert_eq!(alice.hash_of(number), bob.hash_of(number), "block {number}");
	}
	let authors: BTreeSet<_> = (1..=ENOUGH).map(|number| author(bob, number, 2)).collect();
	assert_eq!(authors, BTreeSet::from([0, 1]), "both must have built blocks");
	assert_eq!(alice.ask("system_health", json!([]))["peers"], 1);
}

#[test]
fn a_new_node_joins_by_warp_sync() {
	let network = two_validators();
	let (alice, bob) = (network.node(0), network.node(1));
	alice.wait_until_finalized(ENOUGH);

	let home = home();
	let friend = alice.peer_address();
	let args = ["--chain", network.spec(), "--sync", "warp", "--bootnodes", &friend];
	let newcomer = Node::start(&home, &args);
	until("the end of warp sync in the log", || {
		newcomer.log().contains("Warp sync is complete").then_some(())
	});

	// It lands on a finalised block, goes on from there, and then fetches what it left out.
	newcomer.wait_until_finalized(ENOUGH);
	let next = newcomer.finalized() + 2;
	newcomer.wait_until_finalized(next);
	assert_eq!(newcomer.hash_of(next), bob.hash_of(next));
	until("the first block", || (newcomer.hash_of(1) == alice.hash_of(1)).then_some(()));
	assert_eq!(newcomer.ask("system_nodeRoles", json!([])), json!(["Full"]));
}
