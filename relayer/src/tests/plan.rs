//! What is carried next, in every situation that two chains can be in.

use crate::{
	plan::{Acknowledgement, Delivery, HeaderStep, Idle, Pair, Policy, Reason, Wait},
	view::{next_hop, Followed, Limits, View},
};
use carx_primitives::ChainId;
use pallet_light_clients::HaltReason;
use pallet_relay_bridge::{Ends, Lane, Nonce, Role, Route, Scope};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const RELAY: ChainId = ChainId([0xC0; 32]);
const A: ChainId = ChainId([0xC1; 32]);
const B: ChainId = ChainId([0xC2; 32]);
const C: ChainId = ChainId([0xC3; 32]);

const POLICY: Policy = Policy { max_lag: 100, pay_for_headers: true };
const LIMITS: Limits = Limits {
	max_batch: 8,
	max_unconfirmed: 16,
	max_proof_nodes: 64,
	max_proof_size: 131_072,
	max_ancestors: 3,
	max_header_size: 1_024,
	free_header_interval: 10,
};

fn route(source: ChainId, target: ChainId, lane: Lane) -> Route {
	Route { source, target, lane }
}

/// The route of most tests.
fn a_to_b() -> Route {
	route(A, B, Lane::Vehicles)
}

fn view(number: u32, role: Role) -> View {
	View {
		number,
		hash: [0; 32],
		set_id: 4,
		role,
		halts: vec![],
		outboxes: BTreeMap::new(),
		inboxes: BTreeMap::new(),
		clients: BTreeMap::new(),
	}
}

/// From member A to the relay, which follows A and B. A's block 50 is known, 60 is final.
#[derive(Clone)]
struct Scene {
	source: ChainId,
	target: ChainId,
	now: View,
	last: View,
	known: Option<View>,
	intake: BTreeMap<Route, u32>,
	refused: BTreeSet<Route>,
	policy: Policy,
}

impl Scene {
	fn to_relay() -> Self {
		let member = Role::Member { relay: RELAY };
		let mut now = view(500, Role::Relay);
		now.clients = [(A, followed(50)), (B, followed(70))].into();
		Self {
			source: A,
			target: RELAY,
			now,
			last: view(60, member),
			known: Some(view(50, member)),
			intake: BTreeMap::new(),
			refused: BTreeSet::new(),
			policy: POLICY,
		}
	}

	/// From the relay to member B.
	fn to_member() -> Self {
		let mut scene = Self::to_relay();
		scene.source = RELAY;
		scene.target = B;
		scene.now.role = Role::Member { relay: RELAY };
		scene.now.clients = [(RELAY, followed(50))].into();
		scene.last.role = Role::Relay;
		scene.known = Some(view(50, Role::Relay));
		scene
	}

	/// The source's outbox: what the known header shows of it, and what is final.
	fn sends(mut self, route: Route, first: Nonce, known: Nonce, last: Nonce) -> Self {
		let ends = |next| Ends { first, next, pending: 0 };
		if let Some(view) = &mut self.known {
			view.outboxes.insert(route, ends(known));
		}
		self.last.outboxes.insert(route, ends(last));
		self.intake.entry(route).or_insert(LIMITS.max_batch);
		self
	}

	/// What the target's inbox takes next.
	fn takes(mut self, route: Route, next: Nonce) -> Self {
		self.now.inboxes.insert(route, next);
		self
	}

	/// The target's outbox, and how much of it the source has: shown by the known header, and final.
	fn keeps(mut self, route: Route, ends: (Nonce, Nonce), known: Nonce, last: Nonce) -> Self {
		self.now.outboxes.insert(route, Ends { first: ends.0, next: ends.1, pending: 0 });
		if let Some(view) = &mut self.known {
			view.inboxes.insert(route, known);
		}
		self.last.inboxes.insert(route, last);
		self
	}

	fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
		change(&mut self);
		self
	}

	fn pair(&self) -> Pair<'_> {
		Pair {
			source: self.source,
			target: self.target,
			relay: RELAY,
			now: &self.now,
			last: &self.last,
			known: self.known.as_ref(),
			limits: &LIMITS,
			intake: &self.intake,
			refused: &self.refused,
		}
	}

	fn header(&self) -> HeaderStep {
		self.pair().header(&self.policy)
	}

	fn idle(&self) -> Idle {
		match self.header() {
			HeaderStep::Nothing(idle) => idle,
			other => panic!("{other:?} is carried"),
		}
	}

	fn deliveries(&self) -> Vec<Delivery> {
		self.pair().parcels(16, 0).deliveries
	}

	/// Why the parcels of a route wait.
	fn wait(&self, route: Route) -> Wait {
		let parcels = self.pair().parcels(16, 0);
		assert!(parcels.deliveries.iter().all(|delivery| delivery.route != route));
		parcels.waiting[&route].1
	}
}

fn followed(best: u32) -> Followed {
	Followed { best, hash: [0; 32], state_root: [0; 32], oldest: 0, set_id: 4, halt: None }
}

fn delivery(route: Route, first: Nonce, count: u32) -> Delivery {
	Delivery { route, first, count }
}

#[test]
fn parcels_hop_from_member_to_relay_to_member() {
	let hop = |route: Route, chain| next_hop(&route, &chain, &RELAY);
	assert_eq!(hop(a_to_b(), A), Some(RELAY));
	assert_eq!(hop(a_to_b(), RELAY), Some(B));
	assert_eq!(hop(a_to_b(), B), None);
	assert_eq!(hop(a_to_b(), C), None);
	assert_eq!(hop(route(A, RELAY, Lane::Titles), A), Some(RELAY));
	assert_eq!(hop(route(A, RELAY, Lane::Titles), RELAY), None);
	assert_eq!(hop(route(RELAY, A, Lane::Governance), RELAY), Some(A));
	assert_eq!(hop(route(A, A, Lane::Titles), A), None);
	assert_eq!(hop(route(A, A, Lane::Titles), RELAY), None);
}

mod headers {
	use super::*;

	#[test]
	fn none_is_carried_when_nothing_waits() {
		assert_eq!(Scene::to_relay().idle(), Idle::NotNeeded);
	}

	#[test]
	fn one_is_carried_for_parcels_that_no_known_header_proves() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 0, 2);
		assert_eq!(scene.header(), HeaderStep::Newest(Reason::Parcels(a_to_b())));
		let forgotten = scene.with(|it| it.known = None).sends(a_to_b(), 0, 2, 2);
		assert_eq!(forgotten.header(), HeaderStep::Newest(Reason::Parcels(a_to_b())));
	}

	#[test]
	fn none_is_carried_while_a_known_header_proves_some() {
		assert_eq!(Scene::to_relay().sends(a_to_b(), 0, 1, 9).idle(), Idle::NotNeeded);
	}

	#[test]
	fn none_is_carried_for_parcels_that_cannot_be_taken() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 0, 2);
		let full = scene.clone().with(|it| it.intake = [(a_to_b(), 0)].into());
		let refused = scene.clone().with(|it| it.refused = [a_to_b()].into());
		let halted = scene.with(|it| it.now.halts = vec![Scope::All]);
		for scene in [full, refused, halted] {
			assert_eq!(scene.idle(), Idle::NotNeeded);
		}
	}

	#[test]
	fn one_that_costs_a_fee_is_carried_only_where_that_is_allowed() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 0, 2).with(|it| {
			it.last.number = 57;
			it.policy.pay_for_headers = false;
		});
		assert_eq!(scene.idle(), Idle::NotFree(3));
		let free = scene.clone().with(|it| it.last.number = 60);
		assert!(matches!(free.header(), HeaderStep::Newest(_)));
		let paid = scene.with(|it| it.policy.pay_for_headers = true);
		assert!(matches!(paid.header(), HeaderStep::Newest(_)));
	}

	#[test]
	fn acknowledgements_wait_until_it_is_free_or_room_is_scarce() {
		let back = route(RELAY, A, Lane::Titles);
		let scene = Scene::to_relay().keeps(back, (0, 2), 0, 2);
		assert_eq!(scene.header(), HeaderStep::Newest(Reason::Acknowledgements(back)));
		let near = scene.clone().with(|it| it.last.number = 59);
		assert_eq!(near.idle(), Idle::NotNeeded);
		let scarce = near.keeps(back, (0, 8), 0, 1);
		assert_eq!(scarce.header(), HeaderStep::Newest(Reason::Room(back)));
		let shown = scene.keeps(back, (0, 8), 1, 8);
		assert_eq!(shown.idle(), Idle::NotNeeded);
	}

	#[test]
	fn one_is_carried_after_long_silence() {
		let scene = Scene::to_relay().with(|it| it.last.number = 149);
		assert_eq!(scene.idle(), Idle::NotNeeded);
		let silent = scene.with(|it| it.last.number = 150);
		assert_eq!(silent.header(), HeaderStep::Newest(Reason::Lag(100)));
	}

	#[test]
	fn a_hand_off_goes_before_everything_and_waits_for_nothing() {
		let handed = Scene::to_relay().with(|it| it.last.set_id = 5);
		assert_eq!(handed.header(), HeaderStep::HandOff);
		let waiting = handed.clone().sends(a_to_b(), 0, 0, 2);
		assert_eq!(waiting.header(), HeaderStep::HandOff);
		let frugal = handed.clone().with(|it| {
			it.policy.pay_for_headers = false;
			it.last.number = 51;
			it.now.halts = vec![Scope::All];
			it.now.role = Role::Alone;
		});
		assert_eq!(frugal.header(), HeaderStep::HandOff);
		// Several missed: one after the other.
		let missed = handed.with(|it| it.last.set_id = 9);
		assert_eq!(missed.header(), HeaderStep::HandOff);
	}

	#[test]
	fn nothing_is_carried_to_who_does_not_listen() {
		let waiting = Scene::to_relay().sends(a_to_b(), 0, 0, 2).with(|it| it.last.set_id = 5);
		let unknown = waiting.clone().with(|it| {
			it.now.clients.remove(&A);
		});
		assert_eq!(unknown.idle(), Idle::NotFollowed);
		for reason in [HaltReason::Ordered, HaltReason::Conflict, HaltReason::ForcedChange] {
			let halted = waiting.clone().with(|it| {
				it.now.clients.get_mut(&A).unwrap().halt = Some(reason);
			});
			assert_eq!(halted.idle(), Idle::Halted(reason));
		}
	}

	#[test]
	fn nothing_is_carried_to_another_network() {
		let waiting = Scene::to_relay().sends(a_to_b(), 0, 0, 2);
		for role in [Role::Alone, Role::Member { relay: C }] {
			let scene = waiting.clone().with(|it| it.now.role = role);
			assert_eq!(scene.idle(), Idle::NotConnected(role));
			assert_eq!(scene.deliveries(), []);
		}
		let member = Scene::to_member().with(|it| it.now.role = Role::Member { relay: C });
		assert_eq!(member.idle(), Idle::NotConnected(Role::Member { relay: C }));
	}

	#[test]
	fn a_node_that_is_behind_is_waited_for() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 0, 2);
		let same = scene.clone().with(|it| it.last.number = 50);
		assert_eq!(same.idle(), Idle::UpToDate);
		let behind = scene.with(|it| it.last.number = 49);
		assert_eq!(behind.idle(), Idle::NodeBehind { node: 49, known: 50 });
	}
}

mod parcels {
	use super::*;

	#[test]
	fn all_that_is_proven_is_brought_in_order() {
		let scene = Scene::to_relay().sends(a_to_b(), 3, 6, 9).takes(a_to_b(), 4);
		assert_eq!(scene.pair().waiting(), [(a_to_b(), 5)].into());
		assert_eq!(scene.deliveries(), [delivery(a_to_b(), 4, 2)]);
	}

	#[test]
	fn what_another_relayer_brought_is_not_brought_again() {
		let all = Scene::to_relay().sends(a_to_b(), 0, 5, 5).takes(a_to_b(), 5);
		assert_eq!(all.pair().waiting(), BTreeMap::new());
		assert_eq!(all.deliveries(), []);
		assert_eq!(all.idle(), Idle::NotNeeded);
		// By a newer header than the one that was seen here.
		let more = Scene::to_relay().sends(a_to_b(), 0, 5, 9).takes(a_to_b(), 7);
		assert_eq!(more.deliveries(), []);
		assert_eq!(more.wait(a_to_b()), Wait::Header);
		assert_eq!(more.header(), HeaderStep::Newest(Reason::Parcels(a_to_b())));
	}

	#[test]
	fn a_call_brings_no_more_than_it_may_and_no_more_than_there_is_room_for() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 30, 30);
		assert_eq!(scene.deliveries(), [delivery(a_to_b(), 0, 8)]);
		let said = scene.clone().with(|it| it.intake = [(a_to_b(), 3)].into());
		assert_eq!(said.deliveries(), [delivery(a_to_b(), 0, 3)]);
		let full = scene.clone().with(|it| it.intake = [(a_to_b(), 0)].into());
		assert_eq!(full.wait(a_to_b()), Wait::Full);
		let onward = Ends { first: 0, next: 14, pending: 2 };
		let tight = scene.with(|it| {
			it.now.outboxes.insert(a_to_b(), onward);
		});
		assert_eq!(tight.deliveries(), [delivery(a_to_b(), 0, 2)]);
	}

	#[test]
	fn routes_share_the_outbox_of_their_receipts() {
		let (one, two) = (route(A, RELAY, Lane::Titles), route(A, RELAY, Lane::Assets));
		let receipts = one.receipts(RELAY);
		let scene =
			Scene::to_relay().sends(one, 0, 8, 8).sends(two, 0, 8, 8).keeps(receipts, (0, 6), 0, 0);
		let first = delivery(one, 0, 8);
		assert_eq!(scene.deliveries(), [first, delivery(two, 0, 2)]);
		let other_turn = scene.pair().parcels(16, 1).deliveries;
		assert_eq!(other_turn, [delivery(two, 0, 8), delivery(one, 0, 2)]);
		let tight = scene.keeps(receipts, (0, 8), 0, 0);
		assert_eq!(tight.deliveries(), [delivery(one, 0, 8)]);
		assert_eq!(tight.wait(two), Wait::Full);
	}

	#[test]
	fn receipts_need_no_room_for_receipts() {
		let receipts = route(B, A, Lane::Receipts);
		let full = Ends { first: 0, next: 16, pending: 0 };
		let scene = Scene::to_member().with(|it| {
			it.target = A;
			it.now.outboxes.insert(route(A, B, Lane::Receipts), full);
		});
		let scene = scene.sends(receipts, 0, 2, 2);
		assert_eq!(scene.deliveries(), [delivery(receipts, 0, 2)]);
	}

	#[test]
	fn only_what_goes_that_way_is_brought() {
		let (to_b, to_c) = (a_to_b(), route(A, C, Lane::Vehicles));
		let (from_relay, ended) =
			(route(RELAY, B, Lane::Governance), route(A, RELAY, Lane::Titles));
		let mut scene = Scene::to_member();
		for one in [to_b, to_c, from_relay, ended] {
			scene = scene.sends(one, 0, 1, 1);
		}
		assert_eq!(scene.deliveries(), [delivery(from_relay, 0, 1), delivery(to_b, 0, 1)]);
	}

	#[test]
	fn a_gap_is_told_and_nothing_sent_into_it() {
		let scene = Scene::to_relay().sends(a_to_b(), 5, 9, 9).takes(a_to_b(), 3);
		assert_eq!(scene.pair().waiting(), [(a_to_b(), 4)].into());
		assert_eq!(scene.wait(a_to_b()), Wait::Missing);
		assert_eq!(scene.idle(), Idle::NotNeeded);
	}

	#[test]
	fn halts_are_told_whether_of_the_route_its_chains_or_its_receipts() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 2, 2);
		let receipts = a_to_b().receipts(RELAY);
		let scopes = [
			Scope::All,
			Scope::Chain(A),
			Scope::Chain(B),
			Scope::Chain(RELAY),
			Scope::Route(a_to_b()),
			Scope::Route(receipts),
		];
		for scope in scopes {
			let halted = scene.clone().with(|it| it.now.halts = vec![scope]);
			assert_eq!(halted.wait(a_to_b()), Wait::Halted, "{scope:?}");
		}
		for scope in [Scope::Chain(C), Scope::Route(route(B, A, Lane::Vehicles))] {
			let open = scene.clone().with(|it| it.now.halts = vec![scope]);
			assert_eq!(open.deliveries().len(), 1, "{scope:?}");
		}
	}

	#[test]
	fn a_target_that_the_relay_does_not_know_is_told() {
		let lost = route(A, C, Lane::Assets);
		let scene = Scene::to_relay().sends(lost, 0, 2, 2).with(|it| it.intake.clear());
		assert_eq!(scene.wait(lost), Wait::TargetNotKnown);
	}

	#[test]
	fn what_was_refused_waits_and_holds_up_nothing_else() {
		let other = route(A, B, Lane::Assets);
		let scene = Scene::to_relay()
			.sends(a_to_b(), 0, 2, 2)
			.sends(other, 0, 1, 1)
			.with(|it| it.refused = [a_to_b()].into());
		assert_eq!(scene.deliveries(), [delivery(other, 0, 1)]);
		assert_eq!(scene.wait(a_to_b()), Wait::Refused);
	}

	#[test]
	fn nothing_is_proven_by_a_chain_that_is_not_believed() {
		let scene = Scene::to_relay().sends(a_to_b(), 0, 2, 2).with(|it| {
			it.now.clients.get_mut(&A).unwrap().halt = Some(HaltReason::Conflict);
		});
		assert_eq!(scene.wait(a_to_b()), Wait::Header);
		let forgotten = Scene::to_relay().with(|it| it.known = None).sends(a_to_b(), 0, 2, 2);
		assert_eq!(forgotten.wait(a_to_b()), Wait::Header);
	}

	#[test]
	fn every_route_has_its_turn() {
		let lanes = [Lane::Titles, Lane::Vehicles, Lane::Facts, Lane::Records, Lane::Assets];
		let mut scene = Scene::to_relay();
		for lane in lanes {
			scene = scene.sends(route(A, B, lane), 0, 1, 1);
		}
		let firsts: BTreeSet<_> = (0..lanes.len())
			.map(|turn| scene.pair().parcels(1, turn).deliveries[0].route.lane)
			.collect();
		assert_eq!(firsts, lanes.into());
		assert_eq!(scene.pair().parcels(2, 3).deliveries.len(), 2);
	}
}

mod acknowledgements {
	use super::*;

	const BACK: Route = Route { source: RELAY, target: A, lane: Lane::Titles };

	fn shown(scene: &Scene) -> Vec<Acknowledgement> {
		scene.pair().acknowledgements()
	}

	#[test]
	fn what_the_known_header_shows_is_acknowledged() {
		let scene = Scene::to_relay().keeps(BACK, (2, 9), 5, 7);
		assert_eq!(scene.pair().unacknowledged(), [(BACK, 7)].into());
		assert_eq!(shown(&scene), [Acknowledgement { route: BACK, next: 5, calls: 1 }]);
	}

	#[test]
	fn nothing_is_acknowledged_twice() {
		assert_eq!(shown(&Scene::to_relay().keeps(BACK, (5, 9), 5, 5)), []);
		assert_eq!(shown(&Scene::to_relay().keeps(BACK, (6, 9), 5, 5)), []);
	}

	#[test]
	fn more_than_a_call_drops_takes_several() {
		let scene = Scene::to_relay().keeps(BACK, (0, 16), 9, 9);
		assert_eq!(shown(&scene), [Acknowledgement { route: BACK, next: 9, calls: 2 }]);
		let huge = Scene::to_relay().keeps(BACK, (0, 1_000), 1_000, 1_000);
		assert_eq!(shown(&huge)[0].calls, 4);
	}

	#[test]
	fn a_chain_that_took_more_than_was_sent_is_not_believed() {
		assert_eq!(shown(&Scene::to_relay().keeps(BACK, (0, 3), 4, 4)), []);
	}

	#[test]
	fn halted_refused_and_unproven_ones_wait() {
		let scene = Scene::to_relay().keeps(BACK, (2, 9), 5, 7);
		let halted = scene.clone().with(|it| it.now.halts = vec![Scope::Route(BACK)]);
		let refused = scene.clone().with(|it| it.refused = [BACK].into());
		let forgotten = scene.clone().with(|it| it.known = None);
		let unbelieved = scene.with(|it| {
			it.now.clients.get_mut(&A).unwrap().halt = Some(HaltReason::Ordered);
		});
		for scene in [halted, refused, forgotten, unbelieved] {
			assert_eq!(shown(&scene), []);
		}
	}

	#[test]
	fn a_member_hears_from_the_relay_alone_of_all_that_it_sent() {
		let sent = route(B, A, Lane::Vehicles);
		let passing = route(A, C, Lane::Vehicles);
		let scene = Scene::to_member().keeps(sent, (0, 2), 1, 1).keeps(passing, (0, 2), 1, 1);
		assert_eq!(shown(&scene), [Acknowledgement { route: sent, next: 1, calls: 1 }]);
	}
}

#[test]
fn reasons_are_said_in_words() {
	let said = [
		Idle::NotConnected(Role::Alone).to_string(),
		Idle::Halted(HaltReason::Conflict).to_string(),
		Idle::NotFree(3).to_string(),
		Wait::TargetNotKnown.to_string(),
	];
	assert_eq!(
		said,
		[
			"the other chain has joined no relay",
			"the chain is halted there (Conflict); governance has to trust it anew",
			"a header would cost a fee until 3 more blocks are final",
			"the relay does not know their target",
		]
	);
}

proptest! {
	/// Whatever is known: what is brought comes next, is proven, was not taken, and fits; and nothing both goes and waits.
	#[test]
	fn what_is_brought_can_be_taken(
		first in 0u64..20,
		known in 0u64..40,
		last in 0u64..40,
		next in 0u64..40,
		said in 0u32..12,
		kept in (0u64..10, 0u64..30),
		is_known in any::<bool>(),
	) {
		let (known, last) = (known.max(first), last.max(known).max(first));
		let scene = Scene::to_relay()
			.with(|it| if !is_known { it.known = None })
			.sends(a_to_b(), first, known, last)
			.takes(a_to_b(), next)
			.keeps(a_to_b().receipts(RELAY), (kept.0, kept.0 + kept.1), 0, 0)
			.with(|it| it.intake = [(a_to_b(), said)].into());
		let parcels = scene.pair().parcels(16, 0);
		for Delivery { route, first: start, count } in &parcels.deliveries {
			prop_assert!(is_known && !parcels.waiting.contains_key(route));
			prop_assert_eq!(*start, next);
			prop_assert!(*start >= first && start + u64::from(*count) <= known);
			prop_assert!((1..=said.min(LIMITS.max_batch)).contains(count));
			prop_assert!(u64::from(*count) + kept.1 <= LIMITS.max_unconfirmed.into());
		}
		let is_waiting = scene.pair().waiting().contains_key(&a_to_b());
		let is_told = parcels.waiting.len() + parcels.deliveries.len() == 1;
		prop_assert_eq!(is_waiting, is_told);
	}

	/// Whatever is known: an acknowledgement drops something that is there and was taken.
	#[test]
	fn what_is_acknowledged_was_taken(first in 0u64..20, length in 0u64..40, taken in 0u64..80) {
		let back = route(RELAY, A, Lane::Titles);
		let scene = Scene::to_relay().keeps(back, (first, first + length), taken, taken);
		for Acknowledgement { next, calls, .. } in scene.pair().acknowledgements() {
			prop_assert_eq!(next, taken);
			prop_assert!(next > first && next <= first + length);
			prop_assert!(u64::from(calls - 1) * u64::from(LIMITS.max_batch) < next - first);
		}
	}
}
