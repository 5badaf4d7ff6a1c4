//! How long a message is under way, and which blocks prove each of its steps.

use crate::parallel::Parallel;
use carx_sdk::{BlockId, Call, MessageId, MessageOutcome, MessageStep, Signer};
use std::time::{Duration, Instant};
use tokio::time;

/// Between two looks at whether a message has arrived.
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);
/// How long a message may take over both hops, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

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
	/// The chain that sent it.
	pub source: String,
	/// The block of its source in which it was sent.
	pub sent: BlockId,
	/// The relay's block that let it pass; none if the relay is its target, or refused it.
	pub confirmed: Option<BlockId>,
	/// The chain that decided it: its target, or the relay that would not have it.
	pub decided_by: String,
	/// The block in which it did.
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
		let client = network.connect(name).await;
		from[place] = client.finalized().await.expect("a final block").block().number;
	}
	let client = network.connect(source).await;
	let at = Instant::now();
	let receipt = client.execute(call, signer).await;
	let block = receipt.unwrap_or_else(|error| panic!("on {source}: {error}")).block;
	let steps = client.at(block.hash).await.expect("the block").message_steps().await;
	let sent = steps.expect("its steps").into_iter().rfind(|event| event.step == MessageStep::Sent);
	let message = sent.expect("a message in the block").message;
	Sent { message, block, from, at }
}

/// Follows a message from its source to its target until the receipt is final.
///
/// # Panics
/// If it does not come.
pub async fn follow(network: &Parallel, sent: Sent, source: &str, target: &str) -> Journey {
	let relay = network.relay().to_string();
	let (decided_by, decided, outcome) =
		step(network, &sent, &[target, &relay], |step| match step {
			MessageStep::Decided(outcome) => Some(*outcome),
			_ => None,
		})
		.await;
	let until_decided = sent.at.elapsed();
	let (_, closed, _) = step(network, &sent, &[source], |step| match step {
		MessageStep::Closed(outcome) => Some(*outcome),
		_ => None,
	})
	.await;
	let until_closed = sent.at.elapsed();
	let (at_relay, mut next) = (network.connect(&relay).await, sent.from[0]);
	let confirmed =
		at_relay.find_step(sent.message, &mut next, |step| *step == MessageStep::Confirmed);
	let confirmed = confirmed.await.expect("the relay's blocks").map(|(block, _)| block);
	Journey {
		source: source.into(),
		sent: sent.block,
		confirmed,
		decided_by,
		decided,
		closed,
		outcome,
		until_decided,
		until_closed,
	}
}

/// Whether a chain has decided a message by its latest final block.
///
/// # Panics
/// If the chain does not answer.
pub async fn is_decided(network: &Parallel, sent: &Sent, on: &str) -> bool {
	let place = network.names().position(|known| known == on).expect("a chain");
	let mut next = sent.from[place];
	let is_decision = |step: &MessageStep| matches!(step, MessageStep::Decided(_));
	let found = network.connect(on).await.find_step(sent.message, &mut next, is_decision).await;
	found.expect("blocks of the chain").is_some()
}

/// On which of some chains a message took a step, and in which block.
async fn step(
	network: &Parallel,
	sent: &Sent,
	names: &[&str],
	wanted: impl Fn(&MessageStep) -> Option<MessageOutcome>,
) -> (String, BlockId, MessageOutcome) {
	let mut chains = Vec::new();
	for name in names {
		let place = network.names().position(|known| known == *name).expect("a chain");
		chains.push((*name, network.connect(name).await, sent.from[place]));
	}
	let search = async {
		loop {
			for (name, client, next) in &mut chains {
				let found = client.find_step(sent.message, next, |step| wanted(step).is_some());
				let found = found.await.expect("blocks of the chain");
				if let Some((block, step)) = found {
					let outcome = wanted(&step).expect("what was looked for");
					return (name.to_string(), block, outcome);
				}
			}
			time::sleep(BETWEEN_LOOKS).await;
		}
	};
	let found = time::timeout(PATIENCE, search).await;
	found.unwrap_or_else(|_| panic!("waited {PATIENCE:?} in vain for a step of {:?}", sent.message))
}
