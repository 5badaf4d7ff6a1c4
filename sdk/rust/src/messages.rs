//! Messages to other chains, as the state of a chain and the blocks that they pass tell of them. The types that are read from the state are
//! encoded as the runtime's own.

use crate::{
	generated::{events, reads},
	trade::Asset,
	AccountId, Balance, BlockId, ChainId, Client, Digest, EncumbranceKind, Error, Hash, Moment,
	RecordHead, Route, Snapshot, Vin,
};
use codec::{Decode, Encode};
use std::fmt;
use subxt::ArcMetadata;

/// What a message is known by on all chains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
pub struct MessageId {
	/// The chain that sent it, by the hash of its first block.
	pub source: Hash,
	/// Its number among all messages of that chain.
	pub number: u64,
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

/// What a message asks for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum MessageContent {
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
		asset: Asset,
		/// Who gets it.
		to: AccountId,
		/// How much, in the smallest parts of the asset.
		amount: Balance,
	},
	/// That the target plan a call.
	Order {
		/// The call, encoded.
		call: Vec<u8>,
	},
	/// Nothing that the runtime asked understands.
	Unknown,
}

/// Why a chain refused a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Refusal {
	/// The error of a pallet: [`Snapshot::explain`] tells it in words.
	Module {
		/// The pallet, by its index.
		index: u8,
		/// The error, as that pallet encodes it.
		error: [u8; 4],
	},
	/// An error of the runtime itself, by its number.
	Other(u8),
	/// The car has its title on another chain than the one that claims it.
	VinAlreadyTitled {
		/// The chain that has it.
		chain: ChainId,
	},
}

/// What became of a message, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Decision {
	/// The target executed it.
	Done,
	/// A chain would not have it, and nothing of it was done there.
	Refused {
		/// The relay, or the target.
		by: ChainId,
		/// Why.
		reason: Refusal,
	},
	/// It came too late, or never.
	Expired,
}

impl Decision {
	/// What became of it.
	pub fn outcome(&self) -> MessageOutcome {
		match self {
			Self::Done => MessageOutcome::Done,
			Self::Refused { .. } => MessageOutcome::Refused,
			Self::Expired => MessageOutcome::Expired,
		}
	}
}

/// How far a message has come, as far as the chain asked knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum MessageState {
	/// It waits in the outbox: the next chain is not known to have it.
	Waiting,
	/// The next chain has it. What became of it is not known there.
	Pending,
	/// It is known what became of it. Where the message is still kept there, somebody has to close it; else its receipt is on the way.
	Decided(Decision),
	/// The chain asked sent it and is done with it. What became of it says the event of the block that closed it: see
	/// [`crate::Client::find_step`].
	Closed,
}

/// Who sent a message, and what it asks for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct SentMessage {
	/// Who pays for it on its source.
	pub sender: AccountId,
	/// When it was sent, by the clock of its source, in Unix milliseconds.
	pub sent_at: Moment,
	/// The first moment, by the clock of its target, at which it is no longer executed.
	pub expires_at: Moment,
	/// What it asks for.
	pub content: MessageContent,
}

/// What a chain knows of a message.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct MessageInfo {
	/// How far it has come.
	pub state: MessageState,
	/// From where to where; `None` once it is closed.
	pub route: Option<Route>,
	/// Who sent it and what it says, while that is kept: on its source and on the relay, until the receipt came.
	pub sent: Option<SentMessage>,
}

impl Snapshot {
	/// The steps of messages that this block took, in order.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn message_steps(&self) -> Result<Vec<MessageEvent>, Error> {
		events::message_steps(self.chain()).await
	}

	/// What this chain knows of a message: its source of one that it sent, the relay and the target while it is under way. `None` if
	/// nothing is known, or nothing any more.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn message(&self, message: MessageId) -> Result<Option<MessageInfo>, Error> {
		reads::message(self.chain(), message).await
	}

	/// Why a message was refused, in the words of this chain's metadata: all chains run the same runtime.
	pub fn explain(&self, refusal: &Refusal) -> String {
		explain(self.chain().metadata(), refusal)
	}
}

fn explain(metadata: ArcMetadata, refusal: &Refusal) -> String {
	match refusal {
		Refusal::Module { index, error } => {
			let failure = reads::module_error(metadata, *index, *error);
			failure.as_ref().map_or_else(|| format!("{refusal:?}"), ToString::to_string)
		},
		Refusal::Other(variant) => format!("error {variant} of the runtime itself"),
		Refusal::VinAlreadyTitled { chain } => format!("the car has its title on {chain}"),
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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		generated::{metadata, read_as},
		Lane, Signer,
	};

	const CHAIN: ChainId = ChainId([7; 32]);

	fn explained(refusal: Refusal) -> String {
		explain(metadata().into(), &refusal)
	}

	#[test]
	fn a_refusal_is_explained_in_the_words_of_the_pallet() {
		let metadata = metadata();
		let pallet = metadata.pallet_by_name("TitleDirectory").unwrap();
		let index = pallet.error_index();
		let error = pallet.error_variants().unwrap().iter().find(|it| it.name == "NotExpected");
		let error = [error.unwrap().index, 0, 0, 0];
		let text = explained(Refusal::Module { index, error });
		assert!(text.starts_with("TitleDirectory::NotExpected: "), "{text}");
		let unknown = explained(Refusal::Module { index: 255, error });
		assert!(unknown.contains("255"), "{unknown}");
		let text = explained(Refusal::VinAlreadyTitled { chain: CHAIN });
		assert!(text.ends_with(&CHAIN.to_string()), "{text}");
		assert_eq!(explained(Refusal::Other(2)), "error 2 of the runtime itself");
	}

	#[test]
	fn a_decision_is_an_outcome() {
		let refused = Decision::Refused { by: CHAIN, reason: Refusal::Other(2) };
		let outcomes = [Decision::Done, refused, Decision::Expired].map(|it| it.outcome());
		let expected = [MessageOutcome::Done, MessageOutcome::Refused, MessageOutcome::Expired];
		assert_eq!(outcomes, expected);
	}

	#[test]
	fn messages_are_encoded_as_the_runtime_does() {
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let (head, reference) = (RecordHead { count: 3, head: [4; 32] }, [5; 32]);
		let to = Signer::dev("Bob").unwrap().account();
		let reason = Refusal::VinAlreadyTitled { chain: CHAIN };
		for (content, name) in [
			(MessageContent::Claim { vin }, "Claim"),
			(MessageContent::Move { vin, owner: to }, "Move"),
			(MessageContent::Lien { vin, kind: EncumbranceKind::Repair, reference }, "Lien"),
			(MessageContent::Release { vin, reference }, "Release"),
			(MessageContent::Records { vin, head }, "Records"),
			(MessageContent::Transfer { asset: Asset::Token(1), to, amount: 9 }, "Transfer"),
			(MessageContent::Order { call: vec![1, 2] }, "Order"),
			(MessageContent::Unknown, "Unknown"),
		] {
			let info = MessageInfo {
				state: MessageState::Decided(Decision::Refused { by: CHAIN, reason }),
				route: Some(Route { source: CHAIN, target: CHAIN, lane: Lane::Governance }),
				sent: Some(SentMessage { sender: to, sent_at: 1, expires_at: 2, content }),
			};
			let text = read_as("MessageView", &info);
			for word in ["Decided", "VinAlreadyTitled", "Governance", "expires_at: 2", name] {
				assert!(text.contains(word), "no {word} in {text}");
			}
		}
	}
}
