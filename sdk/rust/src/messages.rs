//! Messages to other chains, as the blocks that they pass tell of them.

use crate::{generated::events, BlockId, Client, Error, Hash, Snapshot};
use std::fmt;

/// What a message is known by on all chains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct MessageId {
	/// The chain that sent it, by the hash of its first block.
	pub source: Hash,
	/// Its number among all messages of that chain.
	pub number: u64,
}

/// The kinds of what is sent, each with an order of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lane {
	/// Which chain has the one live title in a car.
	Titles,
	/// Cars that move from chain to chain.
	Vehicles,
	/// What blocks an action with a car elsewhere.
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

/// From where to where, and in which order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Route {
	/// The chain that sends, by the hash of its first block.
	pub source: Hash,
	/// The chain that is meant.
	pub target: Hash,
	/// The order that it keeps.
	pub lane: Lane,
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageOutcome {
	/// The target executed it.
	Done,
	/// The relay or the target would not have it.
	Refused,
	/// It came too late, or never.
	Expired,
}

impl fmt::Display for MessageOutcome {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Done => "done",
			Self::Refused => "refused",
			Self::Expired => "expired",
		})
	}
}

/// A step on the way of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageStep {
	/// Its source put it into its outbox.
	Sent,
	/// The relay let it pass.
	Confirmed,
	/// The relay or the target decided what becomes of it.
	Decided(MessageOutcome),
	/// The receipt came: to the relay, or to its source, where the deposit is released.
	Closed(MessageOutcome),
}

/// A message that took a step in a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageEvent {
	/// The message.
	pub message: MessageId,
	/// Where it goes.
	pub route: Route,
	/// The step.
	pub step: MessageStep,
}

impl Snapshot {
	/// The steps of messages that this block took, in order.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn message_steps(&self) -> Result<Vec<MessageEvent>, Error> {
		events::message_steps(self.chain()).await
	}
}

impl Client {
	/// The first block from `next` on, up to the latest final one, in which a message took a step that `wanted` says yes to. Moves `next` beyond
	/// what was looked at.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn find_step(
		&self,
		message: MessageId,
		next: &mut u32,
		wanted: impl Fn(&MessageStep) -> bool,
	) -> Result<Option<(BlockId, MessageStep)>, Error> {
		let last = self.finalized().await?.block().number;
		while *next <= last {
			let (block, _) = self.block(*next).await?;
			let steps = self.at(block.hash).await?.message_steps().await?;
			*next += 1;
			let is_it = |event: &MessageEvent| event.message == message && wanted(&event.step);
			if let Some(found) = steps.into_iter().find(is_it) {
				return Ok(Some((block, found.step)));
			}
		}
		Ok(None)
	}
}
