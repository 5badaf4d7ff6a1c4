//! The calls that a relayer submits, and how their refusals are meant.

use carx_primitives::ChainId;
use carx_sdk::{DispatchFailure, RawCall};
use codec::Encode;
use pallet_light_clients::{FinalityProof, Header, Justification};
use pallet_relay_bridge::{Nonce, Route};
use sp_consensus_grandpa::SetId;

pub use crate::keys::{BRIDGE, LIGHT_CLIENTS};

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
	/// The proof that a chain finalised two headers of one height.
	Conflict,
}

impl Kind {
	/// As metrics call it.
	pub fn name(self) -> &'static str {
		match self {
			Self::Header => "header",
			Self::Parcels => "parcels",
			Self::Acknowledgement => "acknowledgement",
			Self::Closing => "closing",
			Self::Conflict => "conflict",
		}
	}
}

const FINALITY: RawCall = RawCall {
	pallet: LIGHT_CLIENTS,
	name: "submit_finality",
	parameters: &["chain", "header", "justification", "set_id"],
	arguments: Vec::new(),
};

const CONFLICT: RawCall = RawCall {
	pallet: LIGHT_CLIENTS,
	name: "report_conflict",
	parameters: &["chain", "proof", "other"],
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

/// Proves that `chain` finalised two headers of one height: the one of `proof`, and that of `other` or one that is known.
pub fn report_conflict(
	chain: &ChainId,
	proof: &FinalityProof,
	other: Option<&FinalityProof>,
) -> RawCall {
	RawCall { arguments: (chain, proof, other).encode(), ..CONFLICT }
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
pub fn samples() -> [RawCall; 5] {
	let chain = ChainId([0; 32]);
	let route = Route { source: chain, target: chain, lane: pallet_relay_bridge::Lane::Receipts };
	let deliver = deliver_parcels(0, &route, 0, 1, &[]);
	let acknowledge = acknowledge_delivery(0, &route, 1, &[]);
	[FINALITY, CONFLICT, deliver, acknowledge, close_message(&route, 0)]
}

/// Whether a chain refused a call because somebody else had brought the same, or newer.
pub fn is_old_news(kind: Kind, failure: &DispatchFailure) -> bool {
	match kind {
		Kind::Conflict => failure.is(LIGHT_CLIENTS, "ChainHalted"),
		_ => {
			failure.is(BRIDGE, "NothingNew")
				|| failure.is(LIGHT_CLIENTS, "OldHeader")
				|| failure.is(BRIDGE, "MessageNotFound")
		},
	}
}
