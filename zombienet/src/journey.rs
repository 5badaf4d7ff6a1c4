//! How long a message is under way, and which blocks prove each of its steps.

use crate::parallel::{eventually, Parallel};
use carx_sdk::{BlockId, Call, Client, MessageId, MessageOutcome, MessageStep, Signer};
use std::time::{Duration, Instant};

/// A message that was sent, and from where on to look for what became of it.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
	/// The message.
	pub message: MessageId,
	/// The block of its source in which it was sent.
	pub block: BlockId,
	/// The final block of each chain when it was proposed, in the order of the chains.
	from: [u32; 3],
	/// When it was handed to a node.
	at: Instant,
}

/// A message and the blocks that prove its way.
#[derive(Clone, Debug)]
pub struct Journey {
	/// The block of its source in which it was sent.
	pub sent: BlockId,
	/// The relay's block that let it pass; none if the relay is its target, or refused it.
	pub confirmed: Option<BlockId>,
	/// The block in which it was decided.
	pub decided: BlockId,
	/// The block of its source in which the receipt came.
	pub closed: BlockId,
	/// What became of it.
	pub outcome: MessageOutcome,
	/// From the proposal to the final block that decided it, as a client of that chain sees it.
	pub until_decided: Duration,
	/// From the proposal to the final receipt.
	pub until_closed: Duration,
}

/// Signs a call on `source` that sends a message.
///
/// # Panics
/// If the chain refuses it.
pub async fn send(network: &Parallel, source: &str, call: &Call, signer: &Signer) -> Sent {
	let mut from = [0; 3];
	for (place, name) in network.names().enumerate() {
		let client = connect(network, name).await;
		from[place] = client.finalized().await.expect("a final block").block().number;
	}
	let client = connect(network, source).await;
	let at = Instant::now();
	let receipt = client.execute(call, signer).await;
	let block = receipt.unwrap_or_else(|error| panic!("on {source}: {error}")).block;
	let steps = client.at(block.hash).await.expect("the block").message_steps().await;
	let sent = steps.expect("its steps").into_iter().rev();
	let sent =
		sent.filter(|(id, step)| *step == MessageStep::Sent && id.source == client.genesis());
	let message = sent.map(|(message, _)| message).next().expect("a message in the block");
	Sent { message, block, from, at }
}

/// Follows a message from its source to its target until the receipt is final.
///
/// # Panics
/// If it does not come.
pub async fn follow(network: &Parallel, sent: Sent, source: &str, target: &str) -> Journey {
	let relay = network.names().next().expect("a relay").to_string();
	let (decided, outcome) = step(network, &sent, target, &relay, |step| match step {
		MessageStep::Decided(outcome) => Some(*outcome),
		_ => None,
	})
	.await;
	let until_decided = sent.at.elapsed();
	let (closed, _) = step(network, &sent, source, source, |step| match step {
		MessageStep::Closed(outcome) => Some(*outcome),
		_ => None,
	})
	.await;
	let until_closed = sent.at.elapsed();
	let at_relay = connect(network, &relay).await;
	let confirmed =
		at_relay.find_step(sent.message, sent.from[0], |step| *step == MessageStep::Confirmed);
	let confirmed = confirmed.await.expect("the relay's blocks").map(|(block, _)| block);
	Journey { sent: sent.block, confirmed, decided, closed, outcome, until_decided, until_closed }
}

/// The block of one of two chains in which a message took a step.
async fn step(
	network: &Parallel,
	sent: &Sent,
	one: &str,
	other: &str,
	wanted: impl Fn(&MessageStep) -> Option<MessageOutcome>,
) -> (BlockId, MessageOutcome) {
	let mut chains = Vec::new();
	for name in [one, other] {
		let place = network.names().position(|known| known == name).expect("a chain");
		chains.push((connect(network, name).await, sent.from[place]));
	}
	eventually("the step of a message", || async {
		for (client, from) in &chains {
			let found = client.find_step(sent.message, *from, |step| wanted(step).is_some());
			if let Some((block, step)) = found.await.ok()? {
				return Some((block, wanted(&step)?));
			}
		}
		None
	})
	.await
}

async fn connect(network: &Parallel, name: &str) -> Client {
	let url = network.chain(name).node(0).url();
	Client::connect(&url).await.expect("a connection")
}
