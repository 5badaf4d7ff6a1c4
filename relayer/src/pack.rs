//! Makes submissions of what was decided: fetches proofs and looks at them.

use crate::{
	calls::{self, Kind},
	chain::Chain,
	finality, keys,
	metrics::Metrics,
	node::Node,
	plan::{Acknowledgement, Delivery, HeaderStep, Pair, Policy},
	proof,
	trouble::Trouble,
	view::{Followed, Limits, View},
};
use carx_primitives::ChainId;
use carx_sdk::RawCall;
use codec::Decode;
use pallet_light_clients::{Header, Justification};
use pallet_relay_bridge::Route;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};

/// Headers that are looked through at a time for the one that names the next set.
const SCAN: u32 = 64;
/// How far back a justification is looked for when the newest final block has none. Nodes store one every few blocks.
const BACK: u32 = 16;
/// Messages that are looked at at a time.
const PAGE: usize = 64;

/// What was seen of a pair.
#[derive(Clone, Debug)]
pub struct Seen {
	/// The chain that is told of.
	pub source: ChainId,
	/// The chain that is told.
	pub target: ChainId,
	/// The chain that all meet at.
	pub relay: ChainId,
	/// The target at its best block.
	pub now: Arc<View>,
	/// The source at its newest final block.
	pub last: Arc<View>,
	/// The source at the newest block that the target knows to be final.
	pub known: Option<Arc<View>>,
	/// The bounds of the target.
	pub limits: Limits,
	/// How many parcels of the routes on which some wait the target would take.
	pub intake: BTreeMap<Route, u32>,
	/// What is not tried again yet.
	pub refused: BTreeSet<Route>,
}

/// A call to submit.
#[derive(Clone, Debug)]
pub struct Submission {
	/// What it is.
	pub kind: Kind,
	/// The chain that it tells of.
	pub source: ChainId,
	/// The route that it is about, unless it is a header.
	pub route: Option<Route>,
	/// How many parcels it brings.
	pub parcels: u32,
	/// The call.
	pub call: RawCall,
	/// What it carries, in words.
	pub words: String,
}

impl Seen {
	/// What is decided on.
	pub fn pair(&self) -> Pair<'_> {
		let Self { source, target, relay, now, last, known, limits, intake, refused } = self;
		Pair {
			source: *source,
			target: *target,
			relay: *relay,
			now,
			last,
			known: known.as_deref(),
			limits,
			intake,
			refused,
		}
	}

	/// What the target knows of the source.
	pub fn followed(&self) -> Option<&Followed> {
		self.now.clients.get(&self.source)
	}

	fn needs_followed(&self) -> Result<&Followed, Trouble> {
		self.followed()
			.ok_or_else(|| Trouble::NotReady("the chain is not followed any more".into()))
	}
}

/// Looks at a source, as its target at `now` is to be told of it.
///
/// # Errors
/// [`Trouble`] with either.
pub async fn see(
	source: &Chain,
	target: &Chain,
	now: &Arc<View>,
	relay: ChainId,
	refused: BTreeSet<Route>,
) -> Result<Seen, Trouble> {
	let last = source.finalized().await?;
	let unknown = || Trouble::NotReady("no node said yet which chain it is of".into());
	let (source_id, target_id) =
		(source.id().ok_or_else(unknown)?, target.id().ok_or_else(unknown)?);
	let limits = target.by_node(|node| async move { Ok(node.limits) }).await?;
	let known = match now.clients.get(&source_id) {
		Some(followed) => source.known(followed.best, followed.hash).await?,
		None => None,
	};
	let mut seen = Seen {
		source: source_id,
		target: target_id,
		relay,
		now: now.clone(),
		last,
		known,
		limits,
		intake: BTreeMap::new(),
		refused,
	};
	let waiting = seen.pair().waiting();
	if !waiting.is_empty() {
		let hash = now.hash;
		let ask = |node: Node| async move { node.intake(hash, waiting.into_keys()).await };
		seen.intake = target.by_node(ask).await?;
	}
	Ok(seen)
}

/// The header that the target is to have next; none if there is none that can be proven yet. `scanned` is up to where the source is known
/// to have no hand-off that the target does not know.
///
/// # Errors
/// [`Trouble`].
pub async fn header(
	source: &Chain,
	target: &Chain,
	seen: &Seen,
	(policy, metrics): (&Policy, &Metrics),
	scanned: &mut u32,
) -> Result<Option<Submission>, Trouble> {
	let followed = seen.needs_followed()?;
	let set_id = followed.set_id;
	let (why, candidates) = match seen.pair().header(policy) {
		HeaderStep::Nothing(_) => return Ok(None),
		HeaderStep::HandOff => {
			let number = hand_off(source, followed.best, seen.last.number, scanned).await?;
			("which names the next set".to_owned(), vec![(number, number)])
		},
		HeaderStep::Newest(reason) => {
			let (oldest, last) = (followed.best.saturating_add(1), seen.last.number);
			let back = last.saturating_sub(BACK).max(oldest);
			let why = reason.told(|route| metrics.route(route));
			(why, vec![(last, u32::MAX), (back, u32::MAX)])
		},
	};
	let (hash, chain) = (seen.now.hash, seen.source);
	let authorities =
		target.by_node(|node| async move { node.authorities(hash, chain).await }).await?;
	let mut unfit = None;
	for (number, newest) in candidates {
		let (best, best_hash) = (followed.best, followed.hash);
		// By the node that is asked for the proof: another may have taken over since the look.
		let ask = |node: Node| async move {
			node.ensure_has(best, best_hash).await?;
			node.proof_of(number).await
		};
		let found = source.by_node(ask).await?;
		let is_good = |(header, _): &(Header, Justification)| {
			header.number > followed.best && header.number <= newest
		};
		let Some((header, justification)) = found.filter(is_good) else { continue };
		match finality::trimmed(&header, justification, &authorities, set_id, &seen.limits) {
			Ok(justification) => {
				return Ok(Some(Submission {
					kind: Kind::Header,
					source: chain,
					route: None,
					parcels: 0,
					call: calls::submit_finality(&chain, &header, &justification, set_id),
					words: format!("header {} of {} {why}", header.number, source.name),
				}));
			},
			Err(reason) => unfit = Some(reason),
		}
	}
	match unfit {
		Some(unfit) => Err(unfit.into()),
		None => {
			Err(Trouble::NotReady("its node has no justification for such a header yet".into()))
		},
	}
}

/// The number of the first header after `best` that names another set.
async fn hand_off(source: &Chain, best: u32, last: u32, scanned: &mut u32) -> Result<u32, Trouble> {
	*scanned = best.max((*scanned).min(last));
	while *scanned < last {
		let first = scanned.saturating_add(1);
		let end = scanned.saturating_add(SCAN).min(last);
		let found = source.by_node(|node| async move { node.hand_off(first, end).await }).await?;
		if let Some(number) = found {
			return Ok(number);
		}
		*scanned = end;
	}
	*scanned = best;
	Err(Trouble::NotReady(format!(
		"another set finalises it, but no header up to {last} names one"
	)))
}

/// The call that brings parcels: fewer if their proof would be too long.
///
/// # Errors
/// [`Trouble`].
pub async fn delivery(
	source: &Chain,
	seen: &Seen,
	delivery: &Delivery,
	metrics: &Metrics,
) -> Result<Submission, Trouble> {
	let Followed { best, hash, state_root, .. } = *seen.needs_followed()?;
	let limits = seen.limits;
	let Delivery { route, first, mut count } = *delivery;
	let proof = loop {
		let keys: Vec<_> = (first..first.saturating_add(count.into()))
			.map(|at| keys::outbox(&route, at))
			.collect();
		let made = source
			.by_node(|node| async move {
				let nodes = node.read_proof(hash, &keys).await?;
				// Too long is no fault of the node.
				match proof::read(state_root, &nodes, &keys, &limits) {
					Err(proof::Unfit::TooLarge { .. }) if count > 1 => Ok(None),
					read => Ok(read.map(|_| Some(nodes))?),
				}
			})
			.await?;
		match made {
			Some(nodes) => break nodes,
			None => count = count.div_ceil(2),
		}
	};
	let end = first.saturating_add(count.into());
	let size = proof.iter().map(Vec::len).sum::<usize>();
	let way = metrics.route(&route);
	Ok(Submission {
		kind: Kind::Parcels,
		source: seen.source,
		route: Some(route),
		parcels: count,
		call: calls::deliver_parcels(best, &route, first, count, &proof),
		words: format!("parcels {first}..{end} of {way}, {size} bytes of proof by block {best}"),
	})
}

/// The calls that show that parcels arrived.
///
/// # Errors
/// [`Trouble`].
pub async fn acknowledgement(
	source: &Chain,
	seen: &Seen,
	acknowledgement: &Acknowledgement,
	metrics: &Metrics,
) -> Result<Vec<Submission>, Trouble> {
	let Followed { best, hash, state_root, .. } = *seen.needs_followed()?;
	let limits = seen.limits;
	let Acknowledgement { route, next, calls } = *acknowledgement;
	let proof = source
		.by_node(|node| async move {
			let keys = [keys::inbox(&route)];
			let nodes = node.read_proof(hash, &keys).await?;
			let values = proof::read(state_root, &nodes, &keys, &limits)?;
			let shown = values.first().and_then(|value| u64::decode(&mut &value[..]).ok());
			match shown == Some(next) {
				true => Ok(nodes),
				false => Err(Trouble::answer("state_getReadProof", "it proves another number")),
			}
		})
		.await?;
	let submission = Submission {
		kind: Kind::Acknowledgement,
		source: seen.source,
		route: Some(route),
		parcels: 0,
		call: calls::acknowledge_delivery(best, &route, next, &proof),
		words: format!("that parcels before {next} of {} arrived", metrics.route(&route)),
	};
	Ok((0..calls).map(|_| submission.clone()).collect())
}

/// Messages of a chain whose receipt came when their handler could not follow, as calls that close them; at most `limit`.
///
/// # Errors
/// [`Trouble`].
pub async fn closings(
	chain: &Chain,
	now: &View,
	limit: usize,
	metrics: &Metrics,
) -> Result<Vec<Submission>, Trouble> {
	let (hash, Some(source)) = (now.hash, chain.id()) else { return Ok(Vec::new()) };
	let mut found = Vec::new();
	let mut start = None;
	while found.len() < limit {
		let from = start.clone();
		let ask = |node: Node| async move { node.pending(hash, from, PAGE).await };
		let page = chain.by_node(ask).await?;
		let Some((last, ..)) = page.last() else { break };
		start = Some(last.clone());
		let messages = page.into_iter().map(|(_, route, number)| (route, number)).collect();
		let ask = |node: Node| async move { node.unclosed(hash, messages).await };
		found.extend(chain.by_node(ask).await?);
	}
	let closing = |(route, number): &(Route, u64)| Submission {
		kind: Kind::Closing,
		source,
		route: Some(*route),
		parcels: 0,
		call: calls::close_message(route, *number),
		words: format!("the closing of message {number} of {}", metrics.route(route)),
	};
	Ok(found.iter().take(limit).map(closing).collect())
}
