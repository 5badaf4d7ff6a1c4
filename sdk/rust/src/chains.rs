//! A chain among others: which it follows, and what waits between them. The types are encoded as the runtime's own.

use crate::{generated::reads, trade::Asset, Balance, ChainId, Digest, Error, Snapshot};
use codec::{Decode, Encode};
use std::fmt;

/// What a chain is among those that meet at a relay.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum ChainRole {
	/// None: nothing can be sent.
	Alone,
	/// The one that all others meet at.
	Relay,
	/// One of the others.
	Member {
		/// The relay, the one chain whose state it follows.
		relay: ChainId,
	},
}

impl fmt::Display for ChainRole {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Alone => f.write_str("alone"),
			Self::Relay => f.write_str("the relay"),
			Self::Member { relay } => write!(f, "member at the relay {relay}"),
		}
	}
}

/// The kinds of what is sent between chains, each with an order of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
pub enum Lane {
	/// Which chain has the one live title in a car.
	Titles,
	/// Cars that move from chain to chain.
	Vehicles,
	/// Liens on cars elsewhere, and their ends.
	Facts,
	/// Digests of a car's records.
	Records,
	/// Money and points.
	Assets,
	/// What the committees of the relay tell the members.
	Governance,
	/// What became of messages.
	Receipts,
}

impl fmt::Display for Lane {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Titles => "titles",
			Self::Vehicles => "vehicles",
			Self::Facts => "facts",
			Self::Records => "records",
			Self::Assets => "assets",
			Self::Governance => "governance",
			Self::Receipts => "receipts",
		})
	}
}

/// From where to where, and in which order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
pub struct Route {
	/// The chain that sends.
	pub source: ChainId,
	/// The chain that is meant.
	pub target: ChainId,
	/// The order that it keeps.
	pub lane: Lane,
}

/// Why nothing of a chain is believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum HaltReason {
	/// The risk committee ordered it, and can take it back.
	Ordered,
	/// Two headers of one height were finalised. Only governance can trust the chain again.
	Conflict,
	/// The chain put a set of its own in place of one that had stopped. Only governance can trust it again.
	ForcedChange,
}

/// That a chain is halted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Halt {
	/// Why.
	pub reason: HaltReason,
	/// Since which block of the chain that halted it.
	pub since: u32,
}

/// A header that was proven final on another chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FinalHeader {
	/// The number of its block.
	pub number: u32,
	/// Its hash.
	pub hash: Digest,
	/// The root of the state after its block.
	pub state_root: Digest,
	/// The number of the set that finalised it; `None` if governance trusted it.
	pub set_id: Option<u64>,
}

/// What is known of another chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ChainInfo {
	/// The hash of its first block.
	pub id: ChainId,
	/// What people call it, in UTF-8 if governance wrote it so; see [`ChainInfo::name`].
	pub name: Vec<u8>,
	/// The number of the set that finalises what comes after the best header.
	pub set_id: u64,
	/// How many validators are in that set.
	pub validators: u32,
	/// The newest header that is kept.
	pub best: FinalHeader,
	/// The number of the oldest header that is kept.
	pub oldest: u32,
	/// How many headers are kept.
	pub kept: u32,
	/// Whether and why nothing of it is believed.
	pub halt: Option<Halt>,
}

impl ChainInfo {
	/// What people call it.
	pub fn name(&self) -> String {
		String::from_utf8_lossy(&self.name).into_owned()
	}
}

/// A chain that another follows.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct FollowedChain {
	/// What is known of it.
	pub info: ChainInfo,
	/// On the relay: how many titles live there.
	pub titles: u64,
	/// On the relay: how much of each asset it may bring elsewhere.
	pub shares: Vec<(Asset, Balance)>,
}

/// How far the outbox of a route has come.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Encode, Decode)]
pub struct Ends {
	/// The first parcel of which it is not proven that the next chain has it.
	pub first: u64,
	/// The parcel that will be put in next.
	pub next: u64,
	/// How many messages of the route await their receipt.
	pub pending: u32,
}

impl Ends {
	/// How many parcels the next chain is not known to have.
	pub fn unconfirmed(&self) -> u64 {
		self.next.saturating_sub(self.first)
	}
}

/// A route by which parcels leave a chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct OutgoingRoute {
	/// The route.
	pub route: Route,
	/// The chain that takes the parcels.
	pub via: ChainId,
	/// How far its outbox has come.
	pub ends: Ends,
	/// Whether it is halted.
	pub is_halted: bool,
}

/// A route by which parcels come to a chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct IncomingRoute {
	/// The route.
	pub route: Route,
	/// The chain that the parcels come from.
	pub via: ChainId,
	/// The nonce of the parcel that is taken next.
	pub next: u64,
	/// Whether it is halted.
	pub is_halted: bool,
}

/// What a halt of routes is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum HaltScope {
	/// Everything.
	All,
	/// Every route from, to or by way of a chain.
	Chain(ChainId),
	/// One route.
	Route(Route),
}

/// The relay's total of an asset over all members.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct AssetBook {
	/// Money or points.
	pub asset: Asset,
	/// All shares, and what is in transit.
	pub total: Balance,
	/// The part of it that is in no share, for its receipt has not come.
	pub in_transit: Balance,
}

/// A chain among others.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Chains {
	/// What it is known by.
	pub id: ChainId,
	/// What it is.
	pub role: ChainRole,
	/// On a member: those that it sends to beside the relay.
	pub partners: Vec<ChainId>,
	/// What is halted on it.
	pub halts: Vec<HaltScope>,
	/// The chains that it follows.
	pub chains: Vec<FollowedChain>,
	/// Routes on which something was ever sent from it.
	pub outgoing: Vec<OutgoingRoute>,
	/// Routes on which something ever came to it.
	pub incoming: Vec<IncomingRoute>,
	/// On the relay: the totals of the transferable assets.
	pub books: Vec<AssetBook>,
}

impl Chains {
	/// What people call a chain that this one follows.
	pub fn name_of(&self, chain: &ChainId) -> Option<String> {
		let found = self.chains.iter().find(|followed| followed.info.id == *chain);
		found.map(|followed| followed.info.name())
	}
}

impl Snapshot {
	/// What the chain is among others, those that it follows, and how far the routes between them have come.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn chains(&self) -> Result<Chains, Error> {
		reads::chains(self.chain()).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::generated::read_as;

	const RELAY: ChainId = ChainId([7; 32]);

	fn relay() -> FollowedChain {
		let info = ChainInfo {
			id: RELAY,
			name: b"relay".to_vec(),
			set_id: 3,
			validators: 4,
			best: FinalHeader { number: 9, hash: [1; 32], state_root: [2; 32], set_id: Some(3) },
			oldest: 1,
			kept: 5,
			halt: Some(Halt { reason: HaltReason::ForcedChange, since: 66 }),
		};
		FollowedChain { info, titles: 11, shares: vec![(Asset::Token(1), 22)] }
	}

	fn view() -> Chains {
		let route = Route { source: RELAY, target: RELAY, lane: Lane::Receipts };
		let ends = Ends { first: 2, next: 5, pending: 1 };
		Chains {
			id: ChainId([8; 32]),
			role: ChainRole::Member { relay: RELAY },
			partners: vec![RELAY],
			halts: vec![HaltScope::All, HaltScope::Chain(RELAY), HaltScope::Route(route)],
			chains: vec![relay()],
			outgoing: vec![OutgoingRoute { route, via: RELAY, ends, is_halted: true }],
			incoming: vec![IncomingRoute { route, via: RELAY, next: 55, is_halted: false }],
			books: vec![AssetBook { asset: Asset::Carx, total: 88, in_transit: 99 }],
		}
	}

	#[test]
	fn chains_are_encoded_as_the_runtime_does() {
		let text = read_as("ChainsView", &view());
		for word in [
			"Member",
			"ForcedChange",
			"since: 66",
			"authorities: 4",
			"titles: 11",
			"Receipts",
			"pending: 1",
			"next: 55",
			"in_transit: 99",
			"Native",
		] {
			assert!(text.contains(word), "no {word} in {text}");
		}
	}

	#[test]
	fn a_chain_is_called_by_its_name_where_it_is_known() {
		assert_eq!(view().name_of(&RELAY).as_deref(), Some("relay"));
		assert_eq!(view().name_of(&ChainId([9; 32])), None);
		assert_eq!(view().outgoing[0].ends.unconfirmed(), 3);
	}
}
