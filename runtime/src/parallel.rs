//! What clients read of other chains: where titles live, what those chains say of a car, how far they are known, and messages.

use crate::{
	configs::AssetKind, messages::Content, AccountId, AssetTransfers, Balance, BlockNumber,
	ForeignFacts, LightClients, RelayBridge, Runtime, TitleDirectory, VehicleRegistry,
};
use alloc::vec::Vec;
use carx_primitives::{
	ChainId, Digest, EncumbranceKind, Moment, Presence, RecordHead, VehicleMoves, Vin,
};
use codec::{Decode, DecodeAll, Encode};
use frame_support::traits::Get;
use pallet_asset_transfers::Books;
use pallet_foreign_facts::{Fact, ForeignLienInfo, ForeignRecordsInfo};
use pallet_light_clients::ChainInfo;
use pallet_relay_bridge::{
	Ends, Lane, Message, MessageId, NextMessage, Nonce, Outcome, Parcel, Role, Route, Scope,
};
use pallet_title_directory::{Expectations, Moving, TitleRequest};
use pallet_vehicle_registry::ArrivalInfo;
use scale_info::TypeInfo;

/// Most expectations and arrivals of one car in one answer; the view functions of the pallets give the rest.
pub const MAX_ITEMS: u32 = 100;

/// On which chain the title of a car lives, as far as this chain knows: the relay knows of all cars, a member of those that it has or had.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TitleView {
	/// What this chain is among others.
	pub role: Role,
	/// The chain where the title lives. On a member that the car left: where it went to from there.
	pub home: Option<ChainId>,
	/// Whether the title lives on this chain; `None` if no such car is registered here.
	pub presence: Option<Presence>,
	/// The claim of this chain that the relay has not answered.
	pub claim: Option<MessageId>,
	/// The move that is under way, from the source of its message.
	pub moving: Option<Moving>,
	/// Who agrees that the car comes here, if it is theirs, and from where; at most [`MAX_ITEMS`], in no order.
	pub expected: Vec<(AccountId, ChainId)>,
}

/// What is known here of a car by the word of other chains.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ForeignView {
	/// Liens that owners let holders elsewhere enter, and those entered, oldest first.
	pub liens: Vec<ForeignLienInfo<AccountId>>,
	/// The chains whose records of the car are followed, and what came from there last.
	pub records: Vec<ForeignRecordsInfo<AccountId>>,
	/// When the car came here from other chains, with its records there; from the first on, at most [`MAX_ITEMS`].
	pub arrivals: Vec<ArrivalInfo>,
}

/// A chain that this one follows.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct FollowedChain {
	/// What is known of it.
	pub info: ChainInfo<BlockNumber>,
	/// On the relay: how many titles live there.
	pub titles: u64,
	/// On the relay: how much of each asset it may bring elsewhere.
	pub shares: Vec<(AssetKind, Balance)>,
}

/// A route by which parcels leave this chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OutgoingRoute {
	/// The route.
	pub route: Route,
	/// The chain that takes the parcels from here.
	pub via: ChainId,
	/// How far its outbox has come.
	pub ends: Ends,
	/// Whether it is halted here.
	pub is_halted: bool,
}

/// A route by which parcels come to this chain.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct IncomingRoute {
	/// The route.
	pub route: Route,
	/// The chain that the parcels come from.
	pub via: ChainId,
	/// The nonce of the parcel that is taken next.
	pub next: Nonce,
	/// Whether it is halted here.
	pub is_halted: bool,
}

/// The relay's total of an asset over all members.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct AssetBook {
	/// Money or points.
	pub asset: AssetKind,
	/// All shares, and what is in transit.
	pub total: Balance,
	/// The part of it that is in no share, for its receipt has not come.
	pub in_transit: Balance,
}

/// This chain among others.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ChainsView {
	/// What it is known by.
	pub id: ChainId,
	/// What it is.
	pub role: Role,
	/// On a member: those that it sends to beside the relay, by their ids; as many as governance chose.
	pub partners: Vec<ChainId>,
	/// What is halted here.
	pub halts: Vec<Scope>,
	/// The chains that it follows, by their ids; at most as many as the light clients keep.
	pub chains: Vec<FollowedChain>,
	/// Routes on which something was ever sent from here; at most as many as governance knows chains and lanes.
	pub outgoing: Vec<OutgoingRoute>,
	/// Routes on which something ever came here; as many.
	pub incoming: Vec<IncomingRoute>,
	/// On the relay: the totals of the transferable assets.
	pub books: Vec<AssetBook>,
}

/// What a message asks for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum ContentView {
	/// That the relay enter the source as the home of a car.
	Claim {
		/// The car.
		vin: Vin,
	},
	/// That the target take a car over.
	Move {
		/// The car.
		vin: Vin,
		/// Who holds its title.
		owner: AccountId,
	},
	/// That the target enter a lien of the sender.
	Lien {
		/// The car.
		vin: Vin,
		/// What the lien is for.
		kind: EncumbranceKind,
		/// BLAKE2b-256 of the contract.
		reference: Digest,
	},
	/// That the target end a lien of the sender.
	Release {
		/// The car.
		vin: Vin,
		/// BLAKE2b-256 of the contract.
		reference: Digest,
	},
	/// That the target note what the records of a car on the source come to.
	Records {
		/// The car.
		vin: Vin,
		/// Count and hash chain over them.
		head: RecordHead,
	},
	/// That somebody on the target get what the sender sets aside.
	Transfer {
		/// Money or points.
		asset: AssetKind,
		/// Who gets it.
		to: AccountId,
		/// How much, in the smallest parts of the asset.
		amount: Balance,
	},
	/// That the target plan a call.
	Order {
		/// The call, encoded: at most 128 bytes.
		call: Vec<u8>,
	},
	/// Nothing that this runtime understands.
	Unknown,
}

/// How far a message has come, as far as this chain knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum MessageState {
	/// It waits in the outbox: the next chain is not known to have it.
	Waiting,
	/// The next chain has it. What became of it is not known here.
	Pending,
	/// It is known what became of it. Where the message is still kept here, the handler could not follow, and somebody has to close it;
	/// else its receipt is on the way.
	Decided {
		/// What became of it.
		outcome: Outcome,
	},
	/// This chain sent it and is done with it. What became of it says the event of the block that closed it.
	Closed,
}

/// Who sent a message, and what it asks for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct SentMessage {
	/// Who pays for it on its source.
	pub sender: AccountId,
	/// When it was sent, by the clock of its source, in Unix milliseconds.
	pub sent_at: Moment,
	/// The first moment, by the clock of its target, at which it is no longer executed.
	pub expires_at: Moment,
	/// What it asks for.
	pub content: ContentView,
}

/// What is known here of a message.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct MessageView {
	/// How far it has come.
	pub state: MessageState,
	/// From where to where; `None` once it is closed.
	pub route: Option<Route>,
	/// Who sent it and what it says, while that is kept: on its source and on the relay, until the receipt came.
	pub sent: Option<SentMessage>,
}

/// Where the title of a car lives.
pub fn title(vin: Vin) -> TitleView {
	let presence = <VehicleRegistry as VehicleMoves<AccountId>>::presence(&vin);
	let entry = TitleDirectory::home(vin);
	let known_here = match presence {
		Some(Presence::Titled | Presence::Leaving) => Some(RelayBridge::id()),
		Some(Presence::Away { chain }) => Some(chain),
		Some(Presence::Provisional) | None => None,
	};
	let expected = Expectations::<Runtime>::iter_prefix(vin).take(MAX_ITEMS as usize);
	TitleView {
		role: RelayBridge::role(),
		home: entry.map(|home| home.chain).or(known_here),
		presence,
		claim: TitleDirectory::pending_claim(vin),
		moving: entry.and_then(|home| home.moving).or(TitleDirectory::pending_move(vin)),
		expected: expected.map(|(owner, expectation)| (owner, expectation.source)).collect(),
	}
}

/// What is known of a car by the word of other chains.
pub fn foreign(vin: Vin) -> ForeignView {
	ForeignView {
		liens: ForeignFacts::foreign_liens(vin),
		records: ForeignFacts::foreign_records(vin),
		arrivals: VehicleRegistry::arrivals(vin, 0, MAX_ITEMS),
	}
}

/// This chain among others.
pub fn chains() -> ChainsView {
	let role = RelayBridge::role();
	let mut partners = RelayBridge::partners();
	partners.sort();
	ChainsView {
		id: RelayBridge::id(),
		role,
		partners,
		halts: RelayBridge::halts(),
		chains: followed(),
		outgoing: outgoing(role),
		incoming: incoming(role),
		books: books(),
	}
}

fn followed() -> Vec<FollowedChain> {
	let mut chains = LightClients::chains();
	chains.sort_by_key(|chain| chain.id);
	let followed = chains.into_iter().map(|info| FollowedChain {
		titles: TitleDirectory::homes(info.id),
		shares: AssetTransfers::shares_of(info.id),
		info,
	});
	followed.collect()
}

fn outgoing(role: Role) -> Vec<OutgoingRoute> {
	let mut outboxes = RelayBridge::outboxes();
	outboxes.sort_by_key(|(route, _)| *route);
	let halts = RelayBridge::halts();
	let routes = outboxes.into_iter().map(|(route, ends)| {
		let is_halted = is_halted(&halts, role, &route);
		OutgoingRoute { route, via: next_to(role, route.target), ends, is_halted }
	});
	routes.collect()
}

fn incoming(role: Role) -> Vec<IncomingRoute> {
	let mut inboxes = RelayBridge::inboxes();
	inboxes.sort();
	let halts = RelayBridge::halts();
	let routes = inboxes.into_iter().map(|(route, next)| {
		let is_halted = is_halted(&halts, role, &route);
		IncomingRoute { route, via: next_to(role, route.source), next, is_halted }
	});
	routes.collect()
}

/// The chain that is next to this one on the way to or from `end`.
fn next_to(role: Role, end: ChainId) -> ChainId {
	match role {
		Role::Member { relay } => relay,
		Role::Relay | Role::Alone => end,
	}
}

/// Whether a halt covers a route, which goes by way of the relay.
fn is_halted(halts: &[Scope], role: Role, route: &Route) -> bool {
	let relay = match role {
		Role::Member { relay } => relay,
		Role::Relay | Role::Alone => RelayBridge::id(),
	};
	halts.iter().any(|scope| scope.covers(route, &relay))
}

fn books() -> Vec<AssetBook> {
	let books = Books::<Runtime>::iter().map(|(asset, book)| AssetBook {
		asset,
		total: book.total,
		in_transit: book.in_transit,
	});
	books.collect()
}

/// What is known here of message `number` of `source`; `None` if nothing is, or nothing any more.
pub fn message(source: ChainId, number: u64) -> Option<MessageView> {
	let outboxes = RelayBridge::outboxes();
	let pending = || outboxes.iter().find_map(|(route, ends)| pending(source, number, route, ends));
	let receipt = || outboxes.iter().find_map(|(route, ends)| receipt(source, number, route, ends));
	pending().or_else(receipt).or_else(|| {
		let is_own = source == RelayBridge::id() && number < NextMessage::<Runtime>::get();
		is_own.then_some(MessageView { state: MessageState::Closed, route: None, sent: None })
	})
}

/// A message that awaits its receipt, if it has this route.
fn pending(source: ChainId, number: u64, route: &Route, ends: &Ends) -> Option<MessageView> {
	if route.source != source || route.lane == Lane::Receipts {
		return None;
	}
	let (message, outcome) = RelayBridge::message(*route, number)?;
	let is_it =
		|parcel: &Parcel<AccountId>| matches!(parcel, Parcel::Message(it) if it.number == number);
	let state = match outcome {
		Some(outcome) => MessageState::Decided { outcome },
		None if parcels(route, ends).any(|parcel| is_it(&parcel)) => MessageState::Waiting,
		None => MessageState::Pending,
	};
	Some(MessageView { state, route: Some(*route), sent: Some(sent(message)) })
}

/// What a receipt says that has this route and waits in its outbox.
fn receipt(source: ChainId, number: u64, route: &Route, ends: &Ends) -> Option<MessageView> {
	if route.target != source || route.lane != Lane::Receipts {
		return None;
	}
	parcels(route, ends).find_map(|parcel| match parcel {
		Parcel::Receipt(receipt) if receipt.number == number => Some(MessageView {
			state: MessageState::Decided { outcome: receipt.outcome },
			route: Some(receipt.message_route()),
			sent: None,
		}),
		_ => None,
	})
}

/// What waits in the outbox of a route, which is bounded by what may be unconfirmed.
fn parcels(route: &Route, ends: &Ends) -> impl Iterator<Item = Parcel<AccountId>> {
	let route = *route;
	let max: u32 = <Runtime as pallet_relay_bridge::Config>::MaxUnconfirmed::get();
	let waiting = (ends.first..ends.next).take(max as usize);
	waiting.filter_map(move |nonce| Some(RelayBridge::parcel(route, nonce)?.parcel))
}

fn sent(message: Message<AccountId>) -> SentMessage {
	let content = Content::decode_all(&mut &message.payload[..]);
	SentMessage {
		sender: message.sender,
		sent_at: message.sent_at,
		expires_at: message.expires_at,
		content: content.map_or(ContentView::Unknown, ContentView::from),
	}
}

impl From<Content> for ContentView {
	fn from(content: Content) -> Self {
		match content {
			Content::Titles(request) => match *request {
				TitleRequest::Claim { vin } => Self::Claim { vin },
				TitleRequest::Move { vin, dossier } => {
					let owner = <VehicleRegistry as VehicleMoves<_>>::owner_of(&dossier).clone();
					Self::Move { vin, owner }
				},
			},
			Content::Facts(Fact::Lien { vin, kind, reference }) => {
				Self::Lien { vin, kind, reference }
			},
			Content::Facts(Fact::Release { vin, reference }) => Self::Release { vin, reference },
			Content::Facts(Fact::Records { vin, head }) => Self::Records { vin, head },
			Content::Assets(transfer) => {
				Self::Transfer { asset: transfer.asset, to: transfer.to, amount: transfer.amount }
			},
			Content::Governance(call) => Self::Order { call: call.into_inner() },
			#[cfg(feature = "runtime-benchmarks")]
			Content::Nothing(_) => Self::Unknown,
		}
	}
}
