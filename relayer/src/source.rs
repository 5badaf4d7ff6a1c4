//! What a courier remembers of a neighbour. Nothing of it is needed after a new start.

use crate::{backoff::Backoff, calls::Kind, chain::Chain, metrics::Verdict, watch::Watch};
use pallet_relay_bridge::Route;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::{Duration, Instant},
};

/// How long something is left alone that the chain refused: from, and up to. Each attempt costs a fee.
const REFUSED: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(600));
/// How long a contradiction is left alone that could not be proven: from, and up to. An attempt costs no fee.
const UNPROVEN: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(30));

/// A chain that the target is told of.
pub struct Source {
	/// The chain.
	pub chain: Arc<Chain>,
	/// What all of its nodes show.
	pub watch: Arc<Watch>,
	/// Up to where it is known to have no hand-off that the target does not know.
	pub scanned: u32,
	/// After a report could not be made.
	pub unproven: Backoff,
	headers: Backoff,
	reports: Backoff,
	refused: BTreeMap<Route, Backoff>,
}

impl Source {
	/// A chain of which nothing is known yet.
	pub fn new(watch: Arc<Watch>) -> Self {
		Self {
			chain: watch.chain().clone(),
			watch,
			scanned: 0,
			unproven: Backoff::new(UNPROVEN.0, UNPROVEN.1),
			headers: refusals(),
			reports: refusals(),
			refused: BTreeMap::new(),
		}
	}

	/// The routes that are left alone.
	pub fn refused(&self, now: Instant) -> BTreeSet<Route> {
		let resting = |(route, rest): (&Route, &Backoff)| rest.left(now).map(|_| *route);
		self.refused.iter().filter_map(resting).collect()
	}

	/// Whether no header of it is submitted now.
	pub fn rests_from_headers(&self, now: Instant) -> bool {
		self.headers.left(now).is_some()
	}

	/// Whether no conflict of it is reported now.
	pub fn rests_from_reports(&self, now: Instant) -> bool {
		[&self.reports, &self.unproven].iter().any(|rest| rest.left(now).is_some())
	}

	/// What the target refused is left alone for a while, and for longer each time.
	pub fn remember(&mut self, kind: Kind, route: Option<&Route>, verdict: Verdict, now: Instant) {
		let rest = match (kind, route) {
			(Kind::Header, _) => &mut self.headers,
			(Kind::Conflict, _) => &mut self.reports,
			(_, Some(route)) => self.refused.entry(*route).or_insert_with(refusals),
			_ => return,
		};
		match verdict {
			Verdict::Refused => {
				rest.fail(now);
			},
			Verdict::Carried | Verdict::OldNews => rest.succeed(),
			Verdict::Lost => {},
		}
	}
}

fn refusals() -> Backoff {
	Backoff::new(REFUSED.0, REFUSED.1)
}
