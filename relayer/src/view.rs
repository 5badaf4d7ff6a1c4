//! What a chain says of itself and of others at one block: all that is decided on.

use carx_primitives::{ChainId, Digest};
use pallet_light_clients::HaltReason;
use pallet_relay_bridge::{Ends, Nonce, Role, Route, Scope};
use sp_consensus_grandpa::SetId;
use std::collections::BTreeMap;

/// A chain at one block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
	/// The number of the block.
	pub number: u32,
	/// Its hash.
	pub hash: Digest,
	/// The number of the set that finalises the blocks after it.
	pub set_id: SetId,
	/// What the chain is among others.
	pub role: Role,
	/// What is halted there.
	pub halts: Vec<Scope>,
	/// How far its outboxes have come.
	pub outboxes: BTreeMap<Route, Ends>,
	/// What its inboxes take next.
	pub inboxes: BTreeMap<Route, Nonce>,
	/// The chains that it follows.
	pub clients: BTreeMap<ChainId, Followed>,
}

/// What one chain knows of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Followed {
	/// The number of the newest header that it knows to be final.
	pub best: u32,
	/// Its hash.
	pub hash: Digest,
	/// The root of the state after its block.
	pub state_root: Digest,
	/// The number of the oldest header that it keeps. From there on governance trusts the chain, or has known it for long.
	pub oldest: u32,
	/// The number of the set that finalises what comes next.
	pub set_id: SetId,
	/// Whether and why nothing of the chain is believed.
	pub halt: Option<HaltReason>,
}

/// The bounds of a chain that takes submissions, which its runtime states.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Most parcels that one call takes or drops.
	pub max_batch: u32,
	/// Most parcels of an outbox that the next chain is not known to have, and most messages without receipt.
	pub max_unconfirmed: u32,
	/// Most nodes of a proof.
	pub max_proof_nodes: u32,
	/// Most bytes of a proof.
	pub max_proof_size: u32,
	/// Most headers between one that is submitted and those that were voted for.
	pub max_ancestors: u32,
	/// Most bytes of a header.
	pub max_header_size: u32,
	/// By how many blocks a header has to advance to be free.
	pub free_header_interval: u32,
}

impl View {
	/// How far an outbox has come; nowhere if nothing was ever put into it.
	pub fn ends(&self, route: &Route) -> Ends {
		self.outboxes.get(route).copied().unwrap_or_default()
	}

	/// What an inbox takes next.
	pub fn next_incoming(&self, route: &Route) -> Nonce {
		self.inboxes.get(route).copied().unwrap_or_default()
	}

	/// Whether a route is halted there, in a network that meets at `relay`.
	pub fn is_halted(&self, route: &Route, relay: &ChainId) -> bool {
		self.halts.iter().any(|scope| scope.covers(route, relay))
	}
}

/// Where parcels of a route go from `chain`, in a network that meets at `relay`; nothing if they do not pass there, or end there.
pub fn next_hop(route: &Route, chain: &ChainId, relay: &ChainId) -> Option<ChainId> {
	let Route { source, target, .. } = route;
	match chain == relay {
		true if target != relay && source != target => Some(*target),
		false if source == chain && target != chain => Some(*relay),
		_ => None,
	}
}
