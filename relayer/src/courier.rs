//! Carries to one chain whatever its neighbours have for it, round after round.

use crate::{
	backoff::Backoff,
	calls,
	chain::Chain,
	metrics::{Metrics, Verdict},
	pack::{self, Seen, Submission},
	plan::{HeaderStep, Policy},
	report,
	source::Source,
	trouble::Trouble,
	watch::Watch,
};
use carx_sdk::{Executed, Submitted};
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// Most calls for one source in a round.
const MAX_CALLS: usize = 16;
/// How long to wait after submissions were lost: from, and up to.
const LOST: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));
/// How much longer than at first to wait for another attempt to close messages, after one failed.
const CLOSING_FACTOR: u32 = 8;
/// Blocks after which an extrinsic that names a final one would have little time left.
const OLD: u32 = 128;
/// How often the signer's balance is looked at.
const BALANCE: Duration = Duration::from_secs(30);

/// What all couriers share.
pub struct Setup {
	/// What may be spent.
	pub policy: Policy,
	/// How often to look while nothing is to be done.
	pub poll_interval: Duration,
	/// The longest that is waited at random before a submission.
	pub jitter: Duration,
	/// How long a submission may take until it is in a block.
	pub inclusion: Duration,
	/// How often to look for messages to close; never if 0.
	pub closing: Duration,
	/// What is counted.
	pub metrics: Arc<Metrics>,
}

/// Carries to one chain.
pub struct Courier {
	target: Arc<Chain>,
	relay: Arc<Chain>,
	sources: Vec<Source>,
	setup: Arc<Setup>,
	/// Rounds so far.
	turn: usize,
	/// What was said last of each thing, so that it is said once.
	said: BTreeMap<String, String>,
	balance_seen: Option<Instant>,
	/// How long to rest between two looks for messages to close.
	closing: Backoff,
}

impl Courier {
	/// Carries from the chains that are watched to `target`.
	pub fn new(
		target: Arc<Chain>,
		sources: Vec<Arc<Watch>>,
		relay: Arc<Chain>,
		setup: Arc<Setup>,
	) -> Self {
		let sources = sources.into_iter().map(Source::new).collect();
		let mut closing = Backoff::new(setup.closing, setup.closing.saturating_mul(CLOSING_FACTOR));
		closing.fail(Instant::now());
		Self {
			target,
			relay,
			sources,
			setup,
			turn: 0,
			said: BTreeMap::new(),
			balance_seen: None,
			closing,
		}
	}

	/// Carries for as long as it is let.
	pub async fn run(mut self) {
		let mut lost = Backoff::new(LOST.0, LOST.1);
		loop {
			let pause = match self.round().await {
				Ok(true) => {
					lost.succeed();
					continue;
				},
				Ok(false) => self.setup.poll_interval,
				Err(Trouble::Resting(left)) => left,
				Err(Trouble::Lost) => lost.fail(Instant::now()),
				Err(trouble) => {
					self.say("round", format!("nothing is carried: {trouble}"));
					self.setup.poll_interval
				},
			};
			sleep(pause).await;
		}
	}

	/// Looks once, and carries what there is. Whether something was carried.
	async fn round(&mut self) -> Result<bool, Trouble> {
		self.turn = self.turn.wrapping_add(1);
		// First of all: nothing of a dishonest chain is to be carried.
		if self.report().await? {
			return Ok(true);
		}
		let mut seen = self.look().await?;
		self.tell(&seen);
		self.look_at_balance().await?;
		let mut carried = false;
		if seen.iter().any(|(at, seen)| self.wants_header(*at, seen)) {
			self.wait_at_random().await;
			seen = self.look().await?;
			let headers = self.headers(&seen).await;
			if !headers.is_empty() {
				carried = self.submit(headers).await?;
				seen = self.look().await?;
			}
		}
		if seen.iter().any(|(_, seen)| self.wants_more(seen)) {
			if !carried {
				self.wait_at_random().await;
				seen = self.look().await?;
			}
			let submissions = self.parcels_and_acknowledgements(&seen).await;
			carried |= self.submit(submissions).await?;
		}
		self.close_messages().await?;
		Ok(carried)
	}

	/// Reports the sources that finalised two headers of one height. Whether the chain took a report.
	async fn report(&mut self) -> Result<bool, Trouble> {
		if self.reports().await?.is_empty() {
			return Ok(false);
		}
		self.wait_at_random().await;
		let reports = self.reports().await?;
		self.submit(reports).await
	}

	/// The reports that the chain would take now.
	async fn reports(&mut self) -> Result<Vec<Submission>, Trouble> {
		let now = self.target.best().await?;
		let mut reports = Vec::new();
		let mut unproven = Vec::new();
		for (at, source) in self.sources.iter_mut().enumerate() {
			let instant = Instant::now();
			if source.rests_from_reports(instant) {
				continue;
			}
			match report::report(&source.watch, &self.target, &now).await {
				Ok(report) => {
					source.unproven.succeed();
					reports.extend(report);
				},
				Err(trouble) => {
					source.unproven.fail(instant);
					unproven.push((at, trouble));
				},
			}
		}
		for (at, trouble) in unproven {
			self.say_of(
				at,
				"report",
				format!("nodes contradict each other, and prove nothing: {trouble}"),
			);
		}
		Ok(reports)
	}

	/// Once in a while, tries again what a handler could not do when a receipt came. After a failure longer is waited: it costs a fee.
	async fn close_messages(&mut self) -> Result<(), Trouble> {
		let now = Instant::now();
		if self.setup.closing.is_zero() || self.closing.left(now).is_some() {
			return Ok(());
		}
		let best = self.target.best().await?;
		let metrics = self.setup.metrics.clone();
		let closings = pack::closings(&self.target, &best, MAX_CALLS, &metrics).await?;
		let all_done = closings.is_empty() || self.submit(closings).await?;
		if all_done {
			self.closing.succeed();
		}
		self.closing.fail(now);
		Ok(())
	}

	/// So that of several relayers one is first, and the others see it.
	async fn wait_at_random(&self) {
		sleep(self.setup.jitter.mul_f64(fastrand::f64())).await;
	}

	/// Looks at the chain and at all of its neighbours that answer; each with its place among them.
	async fn look(&mut self) -> Result<Vec<(usize, Seen)>, Trouble> {
		let now = self.target.best().await?;
		if self.relay.id().is_none() {
			self.relay.finalized().await?;
		}
		let unknown = || Trouble::NotReady("no node of the relay answered yet".into());
		let relay = self.relay.id().ok_or_else(unknown)?;
		let instant = Instant::now();
		let looks = self.sources.iter().map(|source| {
			let refused = source.refused(instant);
			pack::see(&source.chain, &self.target, &now, relay, refused)
		});
		let found = futures::future::join_all(looks).await;
		let mut all = Vec::new();
		for (at, found) in found.into_iter().enumerate() {
			match found {
				Ok(seen) => all.push((at, seen)),
				// It was told why when it began.
				Err(Trouble::Resting(_)) => {},
				Err(trouble) => self.say_of(at, "look", format!("cannot be looked at: {trouble}")),
			}
		}
		Ok(all)
	}

	fn wants_header(&self, at: usize, seen: &Seen) -> bool {
		let rests = self.sources.get(at).is_some_and(|it| it.rests_from_headers(Instant::now()));
		let step = seen.pair().header(&self.setup.policy);
		!rests && !matches!(step, HeaderStep::Nothing(_))
	}

	fn wants_more(&self, seen: &Seen) -> bool {
		let pair = seen.pair();
		!pair.acknowledgements().is_empty() || !pair.parcels(1, self.turn).deliveries.is_empty()
	}

	/// The headers that are to be carried, as far as they can be proven.
	async fn headers(&mut self, all: &[(usize, Seen)]) -> Vec<Submission> {
		let mut headers = Vec::new();
		for (at, seen) in all {
			if !self.wants_header(*at, seen) {
				continue;
			}
			let Some(source) = self.sources.get_mut(*at) else { continue };
			let rules = (&self.setup.policy, &*self.setup.metrics);
			let (chain, scanned) = (&source.chain, &mut source.scanned);
			match pack::header(chain, &self.target, seen, rules, scanned).await {
				Ok(header) => headers.extend(header),
				Err(trouble) => self.say_of(*at, "header", format!("no header: {trouble}")),
			}
		}
		headers
	}

	/// Parcels first, then acknowledgements.
	async fn parcels_and_acknowledgements(&mut self, all: &[(usize, Seen)]) -> Vec<Submission> {
		let metrics = self.setup.metrics.clone();
		let (mut parcels, mut acknowledgements) = (Vec::new(), Vec::new());
		for (at, seen) in all {
			let Some(source) = self.sources.get(*at).map(|source| source.chain.clone()) else {
				continue;
			};
			for delivery in seen.pair().parcels(MAX_CALLS, self.turn).deliveries {
				match pack::delivery(&source, seen, &delivery, &metrics).await {
					Ok(submission) => parcels.push(submission),
					Err(trouble) => self.say_of(*at, "parcels", format!("no proof: {trouble}")),
				}
			}
			for shown in seen.pair().acknowledgements().into_iter().take(MAX_CALLS) {
				match pack::acknowledgement(&source, seen, &shown, &metrics).await {
					Ok(submissions) => acknowledgements.extend(submissions),
					Err(trouble) => self.say_of(*at, "parcels", format!("no proof: {trouble}")),
				}
			}
		}
		parcels.extend(acknowledgements);
		parcels
	}

	/// Submits all with consecutive nonces, and waits for each. Whether the chain took one.
	async fn submit(&mut self, list: Vec<Submission>) -> Result<bool, Trouble> {
		if list.is_empty() {
			return Ok(false);
		}
		let sent = self.send(&list).await?;
		let inclusion = self.setup.inclusion;
		let results = sent.into_iter().map(|sent| async move {
			match timeout(inclusion, sent?.executed()).await {
				Ok(executed) => Ok(executed?),
				Err(_) => Err(Trouble::Timeout(inclusion)),
			}
		});
		let results = futures::future::join_all(results).await;
		let mut verdicts = Vec::new();
		for (submission, result) in list.iter().zip(results) {
			verdicts.push(self.conclude(submission, result));
		}
		if verdicts.contains(&Verdict::Lost) || verdicts.len() < list.len() {
			return Err(Trouble::Lost);
		}
		Ok(verdicts.contains(&Verdict::Carried))
	}

	/// Signs and submits, up to the first that the node does not take.
	async fn send(
		&self,
		list: &[Submission],
	) -> Result<Vec<Result<Submitted, carx_sdk::Error>>, Trouble> {
		let signer = &self.target.signer;
		self.target
			.by_node(|node| async move {
				// No fork takes back the final block that the signature names; unless it is too old to be named.
				let (last, best) = (node.client.finalized().await?, node.client.best().await?);
				let distance = best.block().number.saturating_sub(last.block().number);
				let at = if distance < OLD { last } else { best };
				let mut nonce = node.client.next_nonce(&signer.account()).await?;
				let mut sent = Vec::with_capacity(list.len());
				for submission in list {
					let one = node.client.submit_raw(&at, &submission.call, signer, nonce).await;
					let is_taken = one.is_ok();
					sent.push(one);
					if !is_taken {
						break;
					}
					nonce = nonce.saturating_add(1);
				}
				Ok(sent)
			})
			.await
	}

	/// Counts, remembers and tells what became of a submission.
	fn conclude(&mut self, submission: &Submission, result: Result<Executed, Trouble>) -> Verdict {
		let Submission { kind, source, route, parcels, words, .. } = submission;
		let (to, metrics) = (self.target.name.as_str(), &self.setup.metrics);
		let (verdict, fee) = match &result {
			Ok(executed) => {
				let fee = executed.fee.unwrap_or_default();
				let block = executed.block.number;
				match &executed.result {
					Ok(()) => {
						tracing::info!(to, block, fee, "carried {words}");
						metrics.count_parcels(to, *parcels);
						(Verdict::Carried, fee)
					},
					Err(failure) if calls::is_old_news(*kind, failure) => {
						tracing::info!(to, block, fee, "somebody else had carried {words}");
						(Verdict::OldNews, fee)
					},
					Err(failure) => {
						tracing::warn!(to, block, fee, "refused {words}: {failure}");
						(Verdict::Refused, fee)
					},
				}
			},
			Err(trouble) => {
				tracing::warn!(to, "lost {words}: {trouble}");
				(Verdict::Lost, 0)
			},
		};
		metrics.count(to, *kind, verdict, fee);
		let is_told_of = |it: &&mut Source| it.chain.id().as_ref() == Some(source);
		if let Some(source) = self.sources.iter_mut().find(is_told_of) {
			source.remember(*kind, route.as_ref(), verdict, Instant::now());
		}
		verdict
	}

	/// Shows what was seen, and says why something waits.
	fn tell(&mut self, all: &[(usize, Seen)]) {
		self.said.remove("round");
		for (at, seen) in all {
			let Some(name) = self.sources.get(*at).map(|source| source.chain.name.clone()) else {
				continue;
			};
			show(&self.setup.metrics, &name, &self.target.name, seen);
			let pair = seen.pair();
			let waiting = pair.parcels(usize::MAX, 0).waiting;
			match pair.header(&self.setup.policy) {
				HeaderStep::Nothing(idle) if !waiting.is_empty() || seen.followed().is_none() => {
					self.say_of(*at, "header", format!("no header: {idle}"));
				},
				_ => {
					self.said.remove(&format!("{at} header"));
				},
			}
			self.said.remove(&format!("{at} look"));
			for (route, (count, wait)) in waiting {
				let way = self.setup.metrics.route(&route);
				let (key, reason) = (format!("{at} {way}"), format!("{wait:?}"));
				// Told when the reason changes, not with every parcel.
				if self.said.get(&key) != Some(&reason) {
					let to = &self.target.name;
					tracing::info!(to, from = name, "{count} parcels of {way} wait: {wait}");
					self.said.insert(key, reason);
				}
			}
		}
	}

	/// What the signer can spend is good to know, and no reason to stop.
	async fn look_at_balance(&mut self) -> Result<(), Trouble> {
		if self.balance_seen.is_some_and(|seen| seen.elapsed() < BALANCE) {
			return Ok(());
		}
		self.balance_seen = Some(Instant::now());
		let account = self.target.signer.account();
		let asked = self.target.by_node(|node| async move { Ok(node.balance(account).await.ok()) });
		if let Some(balance) = asked.await? {
			self.setup.metrics.set_balance(&self.target.name, balance);
		}
		Ok(())
	}

	fn say_of(&mut self, at: usize, what: &str, text: String) {
		let name = self.sources.get(at).map(|source| source.chain.name.clone());
		let name = name.unwrap_or_default();
		self.say(&format!("{at} {what}"), format!("{name}: {text}"));
	}

	/// Says something, unless it was the last that was said of it.
	fn say(&mut self, what: &str, text: String) {
		if self.said.get(what) != Some(&text) {
			tracing::info!(to = self.target.name, "{text}");
			self.said.insert(what.into(), text);
		}
	}
}

/// Shows a pair in the metrics.
fn show(metrics: &Metrics, from: &str, to: &str, seen: &Seen) {
	let followed = seen.followed();
	let best = followed.map_or(0, |followed| followed.best);
	let is_halted = followed.is_some_and(|followed| followed.halt.is_some());
	metrics.set_lag(from, to, seen.last.number.saturating_sub(best), is_halted);
	let pair = seen.pair();
	let waiting = pair.waiting();
	for route in pair.incoming() {
		let count = waiting.get(route).copied().unwrap_or_default();
		metrics.set_waiting(from, to, route, count);
	}
	let kept = pair.unacknowledged();
	for route in pair.outgoing() {
		let count = kept.get(route).copied().unwrap_or_default();
		metrics.set_unacknowledged(to, from, route, count);
	}
}
