//! The calls that a relayer submits, and how their refusals are meant.

use carx_primitives::ChainId;
use carx_sdk::{DispatchFailure, RawCall};
use codec::Encode;
use pallet_light_clients::{Header, Justification};
use pallet_relay_bridge::{Nonce, Route};
use sp_consensus_grandpa::SetId;

/// The pallet as the runtime calls it, which knows what is final on other chains.
pub const LIGHT_CLIENTS: &str = "LightClients";
pub use crate::keys::BRIDGE;

/// What a submission is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
	/// A finality proof.
	Header,
	/// Parcels.
	Parcels,
	/// The proof that parcels arrived.
	Acknowledgement,
	/// Another attempt to follow a receipt.
	Closing,
}

impl Kind {
	/// As metrics call it.
	pub fn name(self) -> &'static str {
		match self {
			Self::Header => "header",
			Self::Parcels => "parcels",
			Self::Acknowledgement => "acknowledgement",
			Self::Closing => "closing",
		}
	}
}

const FINALITY: RawCall = RawCall {
	pallet: LIGHT_CLIENTS,
	name: "submit_finality",
	parameters: &["chain", "header", "justification", "set_id"],
	arguments: Vec::new(),
};

/// Proves that a header of `chain` is final.
pub fn submit_finality(
	chain: &ChainId,
	header: &Header,
	justification: &Justification,
	set_id: SetId,
) -> RawCall {
	RawCall { arguments: (chain, header, justification, set_id).encode(), ..FINALITY }
}

/// Brings `count` parcels from nonce `first` on, proven by block `at` of the chain before.
pub fn deliver_parcels(
	at: u32,
	route: &Route,
	first: Nonce,
	count: u32,
	proof: &[Vec<u8>],
) -> RawCall {
	RawCall {
		pallet: BRIDGE,
		name: "deliver_parcels",
		parameters: &["at", "route", "first", "count", "proof"],
		arguments: (at, route, first, count, proof).encode(),
	}
}

/// Shows, by block `at` of the next chain, that it takes parcel `next` next.
pub fn acknowledge_delivery(at: u32, route: &Route, next: Nonce, proof: &[Vec<u8>]) -> RawCall {
	RawCall {
		pallet: BRIDGE,
		name: "acknowledge_delivery",
		parameters: &["at", "route", "next", "proof"],
		arguments: (at, route, next, proof).encode(),
	}
}

/// Closes a message whose receipt came when its handler could not follow.
pub fn close_message(route: &Route, number: u64) -> RawCall {
	RawCall {
		pallet: BRIDGE,
		name: "close_message",
		parameters: &["route", "number"],
		arguments: (route, number).encode(),
	}
}

/// One of each, to see by their names whether a chain has them.
pub fn samples() -> [RawCall; 4] {
	let chain = ChainId([0; 32]);
	let route = Route { source: chain, target: chain, lane: pallet_relay_bridge::Lane::Receipts };
	let deliver = deliver_parcels(0, &route, 0, 1, &[]);
	[FINALITY, deliver, acknowledge_delivery(0, &route, 1, &[]), close_message(&route, 0)]
}

/// Whether a chain refused a call because somebody else had brought the same, or newer.
pub fn is_old_news(failure: &DispatchFailure) -> bool {
	failure.is(BRIDGE, "NothingNew")
		|| failure.is(LIGHT_CLIENTS, "OldHeader")
		|| failure.is(BRIDGE, "MessageNotFound")
}
