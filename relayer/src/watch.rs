//! Looks at every node of a chain, not at one alone as couriers do, so that two final headers of one height are seen.

use crate::{
	backoff::Backoff,
	chain::Chain,
	metrics::Metrics,
	node::Node,
	trouble::Trouble,
	witness::{Contradiction, Evidence, Known, Witness, DEPTH},
};
use carx_primitives::Digest;
use std::{
	collections::BTreeSet,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// How long one look at a node may take.
const LOOK: Duration = Duration::from_secs(30);
/// How long a node is left alone after it did not answer: from, and up to.
const REST: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// Watches all nodes of a chain.
pub struct Watch {
	chain: Arc<Chain>,
	metrics: Arc<Metrics>,
	witness: Mutex<Witness>,
	/// What was told, so that it is told once for as long as it lasts.
	told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
	/// Nodes that contradict each other.
	pairs: BTreeSet<[usize; 2]>,
	/// Targets, and nodes that contradict what they know.
	strangers: BTreeSet<(String, usize)>,
}

impl Watch {
	/// Of a chain at which nobody has looked yet.
	pub fn new(chain: Arc<Chain>, metrics: Arc<Metrics>) -> Self {
		let witness = Mutex::new(Witness::new(chain.endpoints().len()));
		metrics.set_contradictions(&chain.name, 0);
		Self { chain, metrics, witness, told: Mutex::default() }
	}

	/// The chain.
	pub fn chain(&self) -> &Arc<Chain> {
		&self.chain
	}

	/// Watches for as long as it is let.
	pub async fn run(&self, poll_interval: Duration) {
		let nodes = (0..self.chain.endpoints().len()).map(|at| self.follow(at, poll_interval));
		futures::future::join_all(nodes).await;
	}

	/// Looks at all nodes once.
	pub async fn look(&self) {
		let nodes = (0..self.chain.endpoints().len()).map(|at| async move {
			// Who cannot be asked shows nothing.
			let _ = self.look_at(at, &mut None).await;
		});
		futures::future::join_all(nodes).await;
	}

	/// Looks at one node again and again.
	async fn follow(&self, at: usize, poll_interval: Duration) {
		let mut connected = None;
		let mut rest = Backoff::new(REST.0, REST.1);
		loop {
			let pause = match self.look_at(at, &mut connected).await {
				Ok(()) => {
					rest.succeed();
					poll_interval
				},
				Err(trouble) => {
					connected = None;
					if rest.failures() == 0 {
						tracing::warn!(
							chain = self.chain.name,
							url = self.url(at),
							"not watched: {trouble}"
						);
					}
					rest.fail(Instant::now())
				},
			};
			sleep(pause).await;
		}
	}

	async fn look_at(&self, at: usize, connected: &mut Option<Node>) -> Result<(), Trouble> {
		let node = match connected.take() {
			Some(node) => node,
			None => self.chain.connect(self.url(at)).await?,
		};
		let look = async {
			self.ask_for_news(at, &node).await?;
			self.ask_for_more(at, &node).await
		};
		timeout(LOOK, look).await.map_err(|_| Trouble::Timeout(LOOK))??;
		*connected = Some(node);
		self.tell();
		Ok(())
	}

	/// What a node shows of its newest final header, and of those before it.
	async fn ask_for_news(&self, at: usize, node: &Node) -> Result<(), Trouble> {
		let last = node.header(node.finalized_hash().await?).await?.number;
		let Some((newest, votes)) = node.proof_of(last).await? else { return Ok(()) };
		let Some(first) = lock(&self.witness).first_missing(at, &newest) else { return Ok(()) };
		let row = node.row(first, newest).await?;
		match lock(&self.witness).show(at, row, votes) {
			true => Ok(()),
			false => {
				Err(Trouble::answer("grandpa_proveFinality", "its votes are for another header"))
			},
		}
	}

	/// What a node has where others have something that it did not show by itself.
	async fn ask_for_more(&self, at: usize, node: &Node) -> Result<(), Trouble> {
		let reach = node.limits.max_ancestors.min(DEPTH);
		let questions = lock(&self.witness).questions(at, reach);
		for number in questions {
			let Some(hash) = node.hash_at(number).await? else { continue };
			if !lock(&self.witness).answer(at, number, hash) {
				continue;
			}
			if let Some((row, votes)) = node.kept_proof(number, reach).await? {
				lock(&self.witness).set_aside(at, row, votes);
			}
		}
		Ok(())
	}

	/// Tells and counts contradictions.
	fn tell(&self) {
		let found = self.contradictions();
		self.metrics.set_contradictions(&self.chain.name, found.len());
		let mut told = lock(&self.told);
		for it in found.iter().filter(|it| !told.pairs.contains(&it.nodes)) {
			let [first, second] = it.hashes.map(|hash| format!("0x{}", hex::encode(hash)));
			let [by, other] = it.nodes.map(|at| self.url(at));
			let (chain, number) = (&self.chain.name, it.number);
			tracing::error!(
				chain,
				number,
				first,
				by,
				second,
				other,
				"two final headers of one height: its validators are dishonest, or a node tells lies"
			);
		}
		told.pairs = found.into_iter().map(|it| it.nodes).collect();
	}

	/// Which nodes contradict each other, or themselves, and where.
	pub fn contradictions(&self) -> Vec<Contradiction> {
		lock(&self.witness).contradictions()
	}

	/// Takes note of what `target` knows of the chain, and tells of which nodes that is not true.
	pub fn claim(&self, target: &str, number: u32, hash: Digest) {
		let strangers = {
			let mut witness = lock(&self.witness);
			witness.claim(target, number, hash);
			witness.strangers((number, hash))
		};
		let chain = &self.chain.name;
		let mut told = lock(&self.told);
		for (at, url) in self.chain.endpoints().iter().enumerate() {
			let is_strange = strangers.contains(&at);
			self.metrics.set_contradicts(chain, target, url, is_strange);
			let key = (target.to_owned(), at);
			if !is_strange {
				told.strangers.remove(&key);
			} else if told.strangers.insert(key) {
				let known = format!("0x{}", hex::encode(hash));
				tracing::error!(
					chain,
					number,
					target,
					known,
					url,
					"the node has another block than is known there to be final; it is not used"
				);
			}
		}
	}

	/// Whether anything contradicts something, or what a target knows, so that there may be evidence.
	pub fn doubts(&self, best: (u32, Digest)) -> bool {
		let witness = lock(&self.witness);
		!witness.strangers(best).is_empty() || !witness.contradictions().is_empty()
	}

	/// Proof of a conflict for a chain that knows this; none if nothing speaks for it.
	///
	/// # Errors
	/// Why what contradicts is no proof.
	pub fn evidence(&self, known: &Known<'_>) -> Result<Option<Evidence>, Trouble> {
		Ok(lock(&self.witness).evidence(known)?)
	}

	/// The address of a node.
	pub fn url(&self, at: usize) -> &str {
		self.chain.endpoints().get(at).map(String::as_str).unwrap_or_default()
	}
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
