//! What becomes of every message on all chains, as their final blocks tell it.

use super::Parallel;
use carx_sdk::{
	Client, Error, Hash, MessageEvent, MessageId, MessageOutcome, MessageStep, Moment, Route,
};
use std::{
	collections::{btree_map::Entry, BTreeMap},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{task::JoinHandle, time};

/// Between two looks at a chain's newest final block.
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);
/// Before another connection to a node that did not answer.
const PAUSE: Duration = Duration::from_millis(500);
/// How long an answer of a node may take.
const ANSWER: Duration = Duration::from_secs(10);

/// A final block in which a message took a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
	/// The chain.
	pub chain: String,
	/// The block.
	pub block: u32,
	/// What its author stated as the time, in Unix milliseconds.
	pub stated: Moment,
	/// When the block was seen to be final, in Unix milliseconds.
	pub seen: Moment,
}

/// How far a message has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
	/// From where to where.
	pub route: Route,
	/// Its source put it into its outbox.
	pub sent: Option<Passage>,
	/// The relay let it pass.
	pub confirmed: Option<Passage>,
	/// The relay or the target decided.
	pub decided: Option<(Passage, MessageOutcome)>,
	/// The receipt came to the relay, which had let it pass.
	pub settled: Option<(Passage, MessageOutcome)>,
	/// The receipt came to its source.
	pub closed: Option<(Passage, MessageOutcome)>,
}

impl Way {
	fn new(route: Route) -> Self {
		Self { route, sent: None, confirmed: None, decided: None, settled: None, closed: None }
	}

	/// From the block that has the proposal until the decision is seen to be final, in milliseconds.
	pub fn until_decided(&self) -> Option<u64> {
		Some(self.decided.as_ref()?.0.seen.saturating_sub(self.sent.as_ref()?.stated))
	}

	/// From the block that has the proposal until the receipt is seen to be final, in milliseconds.
	pub fn until_closed(&self) -> Option<u64> {
		Some(self.closed.as_ref()?.0.seen.saturating_sub(self.sent.as_ref()?.stated))
	}
}

/// All messages that final blocks told of.
#[derive(Clone, Default, Debug)]
pub struct Passages {
	/// Each with its way.
	pub ways: BTreeMap<MessageId, Way>,
	/// What no chain may ever show, in words: a step taken twice, or out of order.
	pub faults: Vec<String>,
	/// The last message of a route that took a kind of step on a chain.
	last: BTreeMap<(String, Route, &'static str), u64>,
}

impl Passages {
	/// How many messages a route has sent.
	pub fn sent(&self, route: &Route) -> usize {
		self.ways.values().filter(|way| way.route == *route && way.sent.is_some()).count()
	}

	/// How many have been sent, and of how many of these the receipt came.
	pub fn counts(&self) -> (usize, usize) {
		let sent = self.ways.values().filter(|way| way.sent.is_some()).count();
		(sent, self.ways.values().filter(|way| way.closed.is_some()).count())
	}

	/// Takes down a step that was seen on the chain called `genesis`.
	fn note(&mut self, genesis: Hash, passage: Passage, event: MessageEvent) {
		let MessageEvent { message, route, step } = event;
		let way = self.ways.entry(message).or_insert_with(|| Way::new(route));
		let chain = passage.chain.clone();
		let is_source = genesis == message.source;
		let (kind, is_again) = match step {
			MessageStep::Sent => ("sent", way.sent.replace(passage).is_some()),
			MessageStep::Confirmed => ("confirmed", way.confirmed.replace(passage).is_some()),
			MessageStep::Decided(outcome) => {
				("decided", way.decided.replace((passage, outcome)).is_some())
			},
			MessageStep::Closed(outcome) if is_source => {
				("closed", way.closed.replace((passage, outcome)).is_some())
			},
			MessageStep::Closed(outcome) => {
				("settled", way.settled.replace((passage, outcome)).is_some())
			},
		};
		if is_again {
			self.faults.push(format!("{message:?} was {kind} a second time, on {chain}"));
		}
		// Receipts of messages that the relay refused overtake those of messages that it let pass.
		if matches!(step, MessageStep::Closed(_)) {
			return;
		}
		match self.last.entry((chain, route, kind)) {
			Entry::Vacant(entry) => {
				entry.insert(message.number);
			},
			Entry::Occupied(mut entry) => {
				let before = entry.insert(message.number);
				if before >= message.number {
					let (chain, ..) = entry.key();
					let number = message.number;
					self.faults
						.push(format!("message {number} was {kind} after {before} on {chain}"));
				}
			},
		}
	}
}

/// Follows the final blocks of all chains, whatever happens to their nodes.
pub struct Follower {
	passages: Arc<Mutex<Passages>>,
	tasks: Vec<JoinHandle<()>>,
}

impl Follower {
	/// Follows from the final blocks of now on.
	///
	/// # Panics
	/// If a chain does not answer.
	#[track_caller]
	pub fn start(network: &Parallel) -> Self {
		let passages = Arc::new(Mutex::new(Passages::default()));
		let follow = |name: &str| {
			let next = network.client(name);
			let next = network.block_on(next.finalized()).expect("a final block").block().number;
			let chain = Chain { name: name.into(), urls: network.urls(name), next: next + 1 };
			network.spawn(chain.follow(passages.clone()))
		};
		let tasks = network.names().map(follow).collect();
		Self { passages, tasks }
	}

	/// What was seen so far.
	pub fn passages(&self) -> MutexGuard<'_, Passages> {
		lock(&self.passages)
	}
}

impl Drop for Follower {
	fn drop(&mut self) {
		for task in &self.tasks {
			task.abort();
		}
	}
}

fn lock(passages: &Mutex<Passages>) -> MutexGuard<'_, Passages> {
	passages.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A chain that is followed.
struct Chain {
	name: String,
	urls: Vec<String>,
	/// The next block to look at.
	next: u32,
}

impl Chain {
	async fn follow(mut self, passages: Arc<Mutex<Passages>>) {
		for turn in 0.. {
			let url = &self.urls[turn % self.urls.len()];
			if let Ok(Ok(client)) = time::timeout(ANSWER, Client::connect(url)).await {
				// It is connected anew after whatever went wrong.
				while let Ok(Ok(())) = time::timeout(ANSWER, self.step(&client, &passages)).await {
					time::sleep(BETWEEN_LOOKS).await;
				}
			}
			time::sleep(PAUSE).await;
		}
	}

	/// Looks at the next block, if it is final.
	async fn step(&mut self, client: &Client, passages: &Mutex<Passages>) -> Result<(), Error> {
		let last = client.finalized().await?.block().number;
		while self.next <= last {
			let (block, stated) = client.block(self.next).await?;
			let steps = client.at(block.hash).await?.message_steps().await?;
			let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
			let seen = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
			for event in steps {
				let (chain, block) = (self.name.clone(), block.number);
				let passage = Passage { chain, block, stated, seen };
				lock(passages).note(client.genesis(), passage, event);
			}
			self.next += 1;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use carx_sdk::{ChainId, Lane};

	const SOURCE: Hash = Hash::repeat_byte(1);
	const TARGET: Hash = Hash::repeat_byte(2);
	const ROUTE: Route =
		Route { source: ChainId([1; 32]), target: ChainId([2; 32]), lane: Lane::Assets };

	fn note(passages: &mut Passages, chain: Hash, number: u64, step: MessageStep) {
		let message = MessageId { source: SOURCE, number };
		let passage = Passage { chain: "one".into(), block: 1, stated: 0, seen: 0 };
		passages.note(chain, passage, MessageEvent { message, route: ROUTE, step });
	}

	#[test]
	fn a_message_that_arrives_twice_is_a_fault() {
		let mut passages = Passages::default();
		for number in [0, 1, 2, 1] {
			note(&mut passages, TARGET, number, MessageStep::Decided(MessageOutcome::Done));
		}
		assert_eq!(passages.faults.len(), 2, "once more, and after a later one: {passages:?}");
	}

	#[test]
	fn a_message_that_overtakes_another_is_a_fault() {
		let mut passages = Passages::default();
		for number in [1, 0] {
			note(&mut passages, TARGET, number, MessageStep::Confirmed);
		}
		assert_eq!(passages.faults.len(), 1, "{passages:?}");
	}

	#[test]
	fn a_way_that_is_in_order_has_no_fault() {
		let mut passages = Passages::default();
		for number in 0..3 {
			note(&mut passages, SOURCE, number, MessageStep::Sent);
			note(&mut passages, TARGET, number, MessageStep::Decided(MessageOutcome::Done));
			note(&mut passages, TARGET, number, MessageStep::Closed(MessageOutcome::Done));
			note(&mut passages, SOURCE, number, MessageStep::Closed(MessageOutcome::Done));
		}
		assert!(passages.faults.is_empty(), "{passages:?}");
		assert_eq!((passages.sent(&ROUTE), passages.counts()), (3, (3, 3)));
	}
}
