//! The domain objects, free of `T: Config`.

use carx_primitives::{ChainId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// The format of what lies in an outbox. Raised when it changes; a chain takes no other.
pub const FORMAT_VERSION: u8 = 1;
/// Most bytes of a payload. All chains agree on it: one with a lower bound could not read what another sends.
pub const MAX_PAYLOAD: u32 = 8_192;
/// Most entries in the list of what is halted. A lower bound could leave a list undecodable.
pub const MAX_HALTS: u32 = 64;

/// What a message says, in bytes that the handler of the runtime understands.
pub type Payload = BoundedVec<u8, ConstU32<MAX_PAYLOAD>>;

/// The place of a parcel on one hop of its route, from 0 without gaps.
pub type Nonce = u64;

/// The kinds of what is sent, each with an order of its own, so that none waits for another.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Lane {
	/// Which chain has the one live title in a car.
	#[codec(index = 0)]
	Titles,
	/// Cars that move from chain to chain.
	#[codec(index = 1)]
	Vehicles,
	/// What blocks an action with a car elsewhere, such as a lien or a lease.
	#[codec(index = 2)]
	Facts,
	/// Digests of a car's records.
	#[codec(index = 3)]
	Records,
	/// Money and points.
	#[codec(index = 4)]
	Assets,
	/// What the committees of the relay tell the members.
	#[codec(index = 5)]
	Governance,
	/// What became of messages. No message travels here.
	#[codec(index = 6)]
	Receipts,
}

/// From where to where, and in which order.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Route {
	/// The chain that sends.
	pub source: ChainId,
	/// The chain that is meant.
	pub target: ChainId,
	/// The order that it keeps.
	pub lane: Lane,
}

impl Route {
	/// The route by which `by` tells the source what became of a message of this route.
	pub fn receipts(&self, by: ChainId) -> Self {
		Self { source: by, target: self.source, lane: Lane::Receipts }
	}
}

/// What a message is known by on all chains.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct MessageId {
	/// The chain that sent it.
	pub source: ChainId,
	/// Its number among all messages of that chain.
	pub number: u64,
}

/// What one chain asks of another.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Message<AccountId> {
	/// From where to where; never on [`Lane::Receipts`].
	pub route: Route,
	/// Its number among all messages of its source.
	pub number: u64,
	/// Who pays for it on its source.
	pub sender: AccountId,
	/// When it was sent, by the clock of its source, in Unix milliseconds.
	pub sent_at: Moment,
	/// The first moment, by the clock of its target, at which it is no longer executed.
	pub expires_at: Moment,
	/// What it says.
	pub payload: Payload,
}

impl<AccountId> Message<AccountId> {
	/// What it is known by.
	pub fn id(&self) -> MessageId {
		MessageId { source: self.route.source, number: self.number }
	}
}

/// Why a chain refused a message.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Refusal {
	/// The error of a pallet. All chains run the same runtime, so its numbers mean the same on each.
	Module {
		/// The pallet, by its index in the runtime.
		index: u8,
		/// The error, as that pallet encodes it.
		error: [u8; 4],
	},
	/// An error of the runtime itself, by its variant in [`DispatchError`].
	Other(u8),
	/// The car has its title on another chain than the one that claims it.
	VinAlreadyTitled {
		/// The chain that has it.
		chain: ChainId,
	},
}

impl From<DispatchError> for Refusal {
	fn from(error: DispatchError) -> Self {
		match error {
			DispatchError::Module(it) => Self::Module { index: it.index, error: it.error },
			other => Self::Other(other.encode().first().copied().unwrap_or_default()),
		}
	}
}

/// What became of a message.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Outcome {
	/// The target executed it.
	Done,
	/// A chain would not have it, and nothing of it was done there.
	Refused {
		/// The relay, or the target.
		by: ChainId,
		/// Why.
		reason: Refusal,
	},
	/// It came too late, or never, and was not executed.
	Expired,
}

/// The one answer to a message.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Receipt {
	/// Its own way: from who decided to who sent the message, on [`Lane::Receipts`].
	pub route: Route,
	/// Where the message was to go.
	pub target: ChainId,
	/// On which lane.
	pub lane: Lane,
	/// Its number among all messages of its source.
	pub number: u64,
	/// What became of it.
	pub outcome: Outcome,
}

impl Receipt {
	/// The receipt of `by` for a message.
	pub fn new<AccountId>(message: &Message<AccountId>, by: ChainId, outcome: Outcome) -> Self {
		let Message { route, number, .. } = message;
		Self {
			route: route.receipts(by),
			target: route.target,
			lane: route.lane,
			number: *number,
			outcome,
		}
	}

	/// The route of the message.
	pub fn message_route(&self) -> Route {
		Route { source: self.route.target, target: self.target, lane: self.lane }
	}

	/// The message.
	pub fn message_id(&self) -> MessageId {
		MessageId { source: self.route.target, number: self.number }
	}
}

/// What travels.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Parcel<AccountId> {
	/// A message, on its way to its target.
	#[codec(index = 0)]
	Message(Message<AccountId>),
	/// A receipt, on its way to the source of its message.
	#[codec(index = 1)]
	Receipt(Receipt),
}

impl<AccountId> Parcel<AccountId> {
	/// From where to where.
	pub fn route(&self) -> &Route {
		match self {
			Self::Message(message) => &message.route,
			Self::Receipt(receipt) => &receipt.route,
		}
	}

	/// Whether it may travel by `route`: it names it, and receipts and messages keep to their own lanes.
	pub fn fits(&self, route: &Route) -> bool {
		let is_receipt = matches!(self, Self::Receipt(_));
		self.route() == route && is_receipt == (route.lane == Lane::Receipts)
	}
}

/// What lies in an outbox. The version is its first byte, whatever follows in other versions.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Envelope<AccountId> {
	/// [`FORMAT_VERSION`].
	pub version: u8,
	/// What travels.
	pub parcel: Parcel<AccountId>,
}

/// What a chain is among those that meet at a relay.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Role {
	/// None: nothing can be sent.
	#[default]
	Alone,
	/// The one that all others meet at.
	Relay,
	/// One of the others.
	Member {
		/// The relay, the one chain whose state it follows.
		relay: ChainId,
	},
}

/// What a halt is about.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Scope {
	/// Everything.
	All,
	/// Every route from, to or by way of a chain.
	Chain(ChainId),
	/// One route.
	Route(Route),
}

impl Scope {
	/// Whether it is about `route`, which goes by way of the chain `via`.
	pub fn covers(&self, route: &Route, via: &ChainId) -> bool {
		match self {
			Self::All => true,
			Self::Chain(chain) => [&route.source, &route.target, via].contains(&chain),
			Self::Route(halted) => halted == route,
		}
	}
}

/// How far the outbox of a route has come.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ends {
	/// The first parcel of which it is not proven here that the next chain has it.
	pub first: Nonce,
	/// The parcel that will be put in next.
	pub next: Nonce,
	/// How many messages of the route await their receipt here.
	pub pending: u32,
}

impl Ends {
	/// How many parcels the next chain is not known to have.
	pub fn unconfirmed(&self) -> u64 {
		self.next.saturating_sub(self.first)
	}

	/// How many more parcels can be put in, if at most `max` are unconfirmed and `max` messages await their receipt.
	pub fn room(&self, max: u32) -> u32 {
		let unconfirmed = u32::try_from(self.unconfirmed()).unwrap_or(u32::MAX);
		max.saturating_sub(unconfirmed.max(self.pending))
	}

	/// Takes a place for one more parcel. `None` where none can be counted.
	pub fn push(&mut self) -> Option<Nonce> {
		let nonce = self.next;
		self.next = nonce.checked_add(1)?;
		Some(nonce)
	}

	/// Confirms the parcels before `next`, but at most `max` of them; the nonces of these.
	pub fn confirm(&mut self, next: Nonce, max: u32) -> core::ops::Range<Nonce> {
		let first = self.first;
		let end = next.min(self.next).min(first.saturating_add(max.into())).max(first);
		self.first = end;
		first..end
	}
}

/// A message of which it is not known here what became of it: on its source, and on the relay that let it pass.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PendingMessage<AccountId, Ticket> {
	/// The message.
	pub message: Message<AccountId>,
	/// The sender's deposit; on the relay there is none.
	pub ticket: Option<Ticket>,
	/// What became of it, where it is known and the handler could not yet follow.
	pub outcome: Option<Outcome>,
}
