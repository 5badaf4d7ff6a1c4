//! What to carry next from one chain to another, decided on what is known of both. Nothing here asks or waits.

use crate::view::{next_hop, Limits, View};
use carx_primitives::ChainId;
use pallet_light_clients::HaltReason;
use pallet_relay_bridge::{Ends, Lane, Nonce, Role, Route};
use std::{
	cmp::Ordering,
	collections::{BTreeMap, BTreeSet},
	fmt,
};

/// Most acknowledgements of one route at a time, each of as many parcels as a call drops.
const MAX_REPEATED: u64 = 4;

/// What may be spent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
	/// After so many blocks a header is carried though nothing waits for it.
	pub max_lag: u32,
	/// Whether a header may be carried that costs a fee.
	pub pay_for_headers: bool,
}

/// Two neighbours, one of which is told of the other.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
	/// The chain that is told of.
	pub source: ChainId,
	/// The chain that is told.
	pub target: ChainId,
	/// The chain that all meet at: one of the two.
	pub relay: ChainId,
	/// The target at its best block.
	pub now: &'a View,
	/// The source at its newest final block.
	pub last: &'a View,
	/// The source at the newest block that the target knows to be final; none if the node has forgotten that state.
	pub known: Option<&'a View>,
	/// The bounds of the target.
	pub limits: &'a Limits,
	/// How many parcels of a route the target says it would take. Routes that are not there have not been asked about.
	pub intake: &'a BTreeMap<Route, u32>,
	/// What was refused, and is not tried again yet.
	pub refused: &'a BTreeSet<Route>,
}

/// Whether a header is carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeaderStep {
	/// The source's next hand-off, without which nothing newer is believed.
	HandOff,
	/// The newest that can be proven.
	Newest(Reason),
	/// None.
	Nothing(Idle),
}

/// Why a header is carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
	/// Parcels wait that no known header proves.
	Parcels(Route),
	/// The target keeps parcels that the source has, and has little room left.
	Room(Route),
	/// The target keeps parcels that the source has, and it costs nothing.
	Acknowledgements(Route),
	/// The target has not heard of the source for long.
	Lag(u32),
}

/// Why no header is carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Idle {
	/// Governance of the target has not registered the source.
	NotFollowed,
	/// The target is of no network, or of another one.
	NotConnected(Role),
	/// The target believes nothing of the source.
	Halted(HaltReason),
	/// The source's node is behind what the target knows.
	NodeBehind {
		/// Its newest final block.
		node: u32,
		/// What the target knows.
		known: u32,
	},
	/// The target knows the newest.
	UpToDate,
	/// Nothing waits for it.
	NotNeeded,
	/// It would cost a fee until so many more blocks are final.
	NotFree(u32),
}

/// Parcels to bring.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
	/// Their route.
	pub route: Route,
	/// The nonce of the first.
	pub first: Nonce,
	/// How many, at most as many as one call takes.
	pub count: u32,
}

/// Parcels that arrived, to be dropped where they came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acknowledgement {
	/// Their route.
	pub route: Route,
	/// What the next chain takes next.
	pub next: Nonce,
	/// How often it has to be shown, since one call drops only so many.
	pub calls: u32,
}

/// Why parcels wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
	/// For a header that proves them.
	Header,
	/// Until the route is resumed.
	Halted,
	/// For room at the next chain.
	Full,
	/// Until the relay's governance registers their target.
	TargetNotKnown,
	/// The next chain misses parcels that are not there any more.
	Missing,
	/// For another attempt, after they were refused.
	Refused,
}

/// What can be brought, and what cannot.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Parcels {
	/// To bring now.
	pub deliveries: Vec<Delivery>,
	/// What waits on a route: how many parcels, and why.
	pub waiting: BTreeMap<Route, (u64, Wait)>,
}

impl Pair<'_> {
	/// The routes of which the source has parcels that the target has not taken, with their number.
	pub fn waiting(&self) -> BTreeMap<Route, u64> {
		let waiting = self.incoming().map(|route| {
			let Ends { first, next, .. } = self.last.ends(route);
			(*route, next.saturating_sub(self.now.next_incoming(route).max(first)))
		});
		waiting.filter(|(_, count)| *count > 0).collect()
	}

	/// The routes of which the target keeps parcels that it does not know the source to have, with their number.
	pub fn unacknowledged(&self) -> BTreeMap<Route, u64> {
		let kept = self.outgoing().map(|route| (*route, self.now.ends(route).unconfirmed()));
		kept.filter(|(_, count)| *count > 0).collect()
	}

	/// The routes by which the source ever sent something that goes on to the target.
	pub fn incoming(&self) -> impl Iterator<Item = &Route> + '_ {
		let goes = |route: &Route| next_hop(route, &self.source, &self.relay) == Some(self.target);
		self.last.outboxes.keys().filter(move |route| goes(route))
	}

	/// The routes by which the target ever sent something that goes on to the source.
	pub fn outgoing(&self) -> impl Iterator<Item = &Route> + '_ {
		let goes = |route: &Route| next_hop(route, &self.target, &self.relay) == Some(self.source);
		self.now.outboxes.keys().filter(move |route| goes(route))
	}

	/// Whether the target is what it has to be.
	fn is_connected(&self) -> bool {
		match self.now.role {
			Role::Alone => false,
			Role::Relay => self.target == self.relay,
			Role::Member { relay } => relay == self.relay && self.target != relay,
		}
	}

	/// Whether to carry a header, and which.
	pub fn header(&self, policy: &Policy) -> HeaderStep {
		let Some(followed) = self.now.clients.get(&self.source) else {
			return HeaderStep::Nothing(Idle::NotFollowed);
		};
		if let Some(reason) = followed.halt {
			return HeaderStep::Nothing(Idle::Halted(reason));
		}
		let (node, known) = (self.last.number, followed.best);
		match node.cmp(&known) {
			Ordering::Less => return HeaderStep::Nothing(Idle::NodeBehind { node, known }),
			Ordering::Equal => return HeaderStep::Nothing(Idle::UpToDate),
			Ordering::Greater if self.last.set_id > followed.set_id => return HeaderStep::HandOff,
			Ordering::Greater => {},
		}
		if !self.is_connected() {
			return HeaderStep::Nothing(Idle::NotConnected(self.now.role));
		}
		let distance = node.saturating_sub(known);
		let to_free = self.limits.free_header_interval.saturating_sub(distance);
		match self.reason(policy, distance) {
			None => HeaderStep::Nothing(Idle::NotNeeded),
			Some(_) if to_free > 0 && !policy.pay_for_headers => {
				HeaderStep::Nothing(Idle::NotFree(to_free))
			},
			Some(reason) => HeaderStep::Newest(reason),
		}
	}

	/// What a newer header is good for.
	fn reason(&self, policy: &Policy, distance: u32) -> Option<Reason> {
		let is_free = distance >= self.limits.free_header_interval;
		let parcels = self.waiting().into_keys().find(|route| {
			self.provable(route) == 0 && self.obstacle(route).is_none() && self.room(route) > 0
		});
		let kept = self.unacknowledged().into_keys().filter(|route| self.wants_proof(route));
		let kept: Vec<_> = kept.collect();
		let is_tight = |route: &Route| {
			let unconfirmed = self.now.ends(route).unconfirmed();
			unconfirmed.saturating_mul(2) >= u64::from(self.limits.max_unconfirmed)
		};
		let tight = kept.iter().copied().find(is_tight);
		let any = kept.first().copied().filter(|_| is_free);
		parcels
			.map(Reason::Parcels)
			.or(tight.map(Reason::Room))
			.or(any.map(Reason::Acknowledgements))
			.or_else(|| (distance >= policy.max_lag).then_some(Reason::Lag(distance)))
	}

	/// Whether the source has parcels of the target's outbox, which no known header shows.
	fn wants_proof(&self, route: &Route) -> bool {
		let ends = self.now.ends(route);
		let shown = self.believed().map_or(0, |known| known.next_incoming(route));
		let is_shown = shown > ends.first;
		let is_new = self.last.next_incoming(route) > ends.first;
		is_new
			&& !is_shown
			&& !self.now.is_halted(route, &self.relay)
			&& !self.refused.contains(route)
	}

	/// The source as the target believes it to be; none if it believes nothing.
	fn believed(&self) -> Option<&View> {
		let followed = self.now.clients.get(&self.source)?;
		let is_believed = followed.halt.is_none() && self.is_connected();
		self.known.filter(|_| is_believed)
	}

	/// How many parcels the target could take now by the header that it knows.
	fn provable(&self, route: &Route) -> u64 {
		let next = self.now.next_incoming(route);
		let ends = self.believed().map(|known| known.ends(route)).unwrap_or_default();
		if next < ends.first {
			return 0;
		}
		ends.next.saturating_sub(next)
	}

	/// What stands in the way of a route, whatever is proven.
	fn obstacle(&self, route: &Route) -> Option<Wait> {
		let misses = self.now.next_incoming(route) < self.last.ends(route).first;
		let is_known = self.target != self.relay
			|| route.target == self.relay
			|| self.now.clients.contains_key(&route.target);
		let onward = self.onward(route);
		let is_halted = |route: &Route| self.now.is_halted(route, &self.relay);
		let obstacles = [
			(self.refused.contains(route), Wait::Refused),
			(misses, Wait::Missing),
			(is_halted(route) || onward.iter().any(is_halted), Wait::Halted),
			(!is_known, Wait::TargetNotKnown),
		];
		obstacles.into_iter().find_map(|(is_there, wait)| is_there.then_some(wait))
	}

	/// The outboxes of the target that parcels of a route go on into, or their receipts.
	fn onward(&self, route: &Route) -> Vec<Route> {
		let next = (route.target != self.target).then_some(*route);
		let receipts = (route.lane != Lane::Receipts).then(|| route.receipts(self.target));
		next.into_iter().chain(receipts).collect()
	}

	/// How many parcels of a route there is room for.
	fn room(&self, route: &Route) -> u32 {
		let rooms = self.onward(route).into_iter().map(|onward| self.free_places(&onward));
		let said = self.intake.get(route).copied().unwrap_or_default();
		rooms.fold(said.min(self.limits.max_batch), u32::min)
	}

	fn free_places(&self, outbox: &Route) -> u32 {
		self.now.ends(outbox).room(self.limits.max_unconfirmed)
	}

	/// What to bring now, at most `max_calls` of it, beginning with the route of this `turn`, so that none is always the last.
	pub fn parcels(&self, max_calls: usize, turn: usize) -> Parcels {
		let mut parcels = Parcels::default();
		let mut planned = BTreeMap::<Route, u32>::new();
		let waiting: Vec<_> = self.waiting().into_iter().collect();
		let start = turn.checked_rem(waiting.len()).unwrap_or_default();
		for (route, total) in waiting.iter().cycle().skip(start).take(waiting.len()) {
			let onward = self.onward(route);
			// Routes with one source share the outbox of receipts for it.
			let left = |outbox: &Route| {
				let taken = planned.get(outbox).copied().unwrap_or_default();
				self.free_places(outbox).saturating_sub(taken)
			};
			let room = onward.iter().map(left).fold(self.room(route), u32::min);
			let provable = u32::try_from(self.provable(route)).unwrap_or(u32::MAX);
			let obstacle = self.obstacle(route).or(match (room, provable) {
				(0, _) => Some(Wait::Full),
				(_, 0) => Some(Wait::Header),
				_ => None,
			});
			let count = room.min(provable);
			let has_turn = parcels.deliveries.len() < max_calls;
			match obstacle {
				None if has_turn => {
					for outbox in onward {
						let taken = planned.entry(outbox).or_default();
						*taken = taken.saturating_add(count);
					}
					let first = self.now.next_incoming(route);
					parcels.deliveries.push(Delivery { route: *route, first, count });
				},
				None => {},
				Some(wait) => {
					parcels.waiting.insert(*route, (*total, wait));
				},
			}
		}
		parcels
	}

	/// What to acknowledge now.
	pub fn acknowledgements(&self) -> Vec<Acknowledgement> {
		let is_open = |route: &Route| {
			!self.now.is_halted(route, &self.relay) && !self.refused.contains(route)
		};
		let shown = |route: Route| {
			let ends = self.now.ends(&route);
			let next = self.believed()?.next_incoming(&route);
			// One that took more than was sent is not to be believed.
			let is_news = next > ends.first && next <= ends.next;
			let batches =
				next.saturating_sub(ends.first).div_ceil(self.limits.max_batch.max(1).into());
			let calls = u32::try_from(batches.min(MAX_REPEATED)).unwrap_or(1);
			is_news.then_some(Acknowledgement { route, next, calls })
		};
		self.unacknowledged().into_keys().filter(is_open).filter_map(shown).collect()
	}
}

impl Reason {
	/// In words, with the words of `route` for routes.
	pub fn told(&self, route: impl Fn(&Route) -> String) -> String {
		match self {
			Self::Parcels(it) => format!("to prove parcels of {}", route(it)),
			Self::Room(it) => format!("to make room on {}", route(it)),
			Self::Acknowledgements(it) => format!("to acknowledge parcels of {}", route(it)),
			Self::Lag(blocks) => format!("after {blocks} blocks"),
		}
	}
}

impl fmt::Display for Idle {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::NotFollowed => {
				f.write_str("the chain is not registered there; governance has to")
			},
			Self::NotConnected(Role::Alone) => f.write_str("the other chain has joined no relay"),
			Self::NotConnected(role) => {
				write!(f, "the other chain is of another network: {role:?}")
			},
			Self::Halted(HaltReason::Ordered) => {
				f.write_str("the chain is halted there by its risk committee")
			},
			Self::Halted(reason) => {
				write!(f, "the chain is halted there ({reason:?}); governance has to trust it anew")
			},
			Self::NodeBehind { node, known } => {
				write!(f, "the node's newest final block is {node}, and {known} is known there")
			},
			Self::UpToDate => f.write_str("its newest final block is known there"),
			Self::NotNeeded => f.write_str("nothing waits for a header"),
			Self::NotFree(blocks) => {
				write!(f, "a header would cost a fee until {blocks} more blocks are final")
			},
		}
	}
}

impl fmt::Display for Wait {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Header => "no header is known there that proves them",
			Self::Halted => "the route is halted there",
			Self::Full => "there is no room: what waits behind it has to be carried first",
			Self::TargetNotKnown => "the relay does not know their target",
			Self::Missing => "parcels before them are gone, and were never taken",
			Self::Refused => "they were refused, and are tried again later",
		})
	}
}
