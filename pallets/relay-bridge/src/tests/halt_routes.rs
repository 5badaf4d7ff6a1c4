//! Halting and resuming.

use super::*;

fn halt(scope: Scope) -> DispatchResult {
	RelayBridge::halt_routes(signed(COMMITTEE), scope)
}

fn resume(scope: Scope) -> DispatchResult {
	RelayBridge::resume_routes(signed(COMMITTEE), scope)
}

fn propose(target: usize, lane: Lane) -> DispatchResult {
	let content = Box::new(order(lane, 1, Fate::Good));
	RelayBridge::propose(signed(ALICE), id(target), content, EXPIRY)
}

#[test]
fn a_halted_route_neither_sends_nor_takes_and_loses_nothing() {
	let chain = |chain| Scope::Chain(id(chain));
	for scope in [Scope::All, chain(A), chain(B), chain(RELAY), Scope::Route(ab())] {
		Network::run(|net| {
			confirmed(net, 1);
			net.on(A, || {
				events();
				assert_ok!(halt(scope));
				assert_eq!(events(), [Event::RoutesHalted { scope }]);
				assert_noop!(propose(B, LANE), E::LaneHalted);
				assert_eq!(RelayBridge::halts(), [scope]);
			});
			let (at, proof) = (net.height(RELAY), net.prove_parcels(RELAY, ab(), 0, 1));
			net.on(B, || {
				assert_ok!(halt(scope));
				assert_noop!(deliver(at, ab(), 0, 1, proof.clone()), E::LaneHalted);
				assert_eq!(RelayBridge::intake(ab()), 0);
				events();
				assert_ok!(resume(scope));
				assert_eq!(events(), [Event::RoutesResumed { scope }]);
				assert_eq!(RelayBridge::intake(ab()), MAX_BATCH);
				assert_ok!(deliver(at, ab(), 0, 1, proof));
			});
			net.on(A, || {
				assert_ok!(resume(scope));
				assert_ok!(propose(B, LANE));
			});
			net.settle();
			assert_settled(net);
		});
	}
}

#[test]
fn other_routes_go_on() {
	Network::run(|net| {
		net.on(A, || {
			assert_ok!(halt(Scope::Route(ab())));
			assert_ok!(propose(B, Lane::Titles));
			assert_ok!(halt(Scope::Chain(id(B))));
			assert_noop!(propose(B, Lane::Titles), E::LaneHalted);
			assert_ok!(propose(RELAY, LANE));
			assert_ok!(halt(Scope::Chain(id(RELAY))));
			assert_noop!(propose(RELAY, LANE), E::LaneHalted);
		});
	});
}

#[test]
fn the_relay_takes_nothing_for_a_halted_target() {
	Network::run(|net| {
		sent(net, 1);
		let (at, proof) = (net.height(A), net.prove_parcels(A, ab(), 0, 1));
		net.on(RELAY, || {
			assert_ok!(halt(Scope::Chain(id(B))));
			assert_noop!(deliver(at, ab(), 0, 1, proof.clone()), E::LaneHalted);
			assert_ok!(resume(Scope::Chain(id(B))));
			// Nor where it could not send the receipt of a refusal.
			let receipts = Scope::Route(route(RELAY, A, Lane::Receipts));
			assert_ok!(halt(receipts));
			assert_noop!(deliver(at, ab(), 0, 1, proof.clone()), E::LaneHalted);
			assert_eq!(RelayBridge::intake(ab()), 0);
			assert_ok!(resume(receipts));
			assert_ok!(deliver(at, ab(), 0, 1, proof));
		});
	});
}

#[test]
fn what_another_halt_covers_stays_halted() {
	Network::run(|net| {
		net.on(A, || {
			assert_ok!(halt(Scope::All));
			assert_ok!(halt(Scope::Route(ab())));
			assert_ok!(resume(Scope::All));
			assert_noop!(propose(B, LANE), E::LaneHalted);
			assert_ok!(propose(B, Lane::Titles));
		});
	});
}

#[test]
fn fails_when_it_is_as_asked_already() {
	Network::run(|net| {
		net.on(A, || {
			assert_noop!(resume(Scope::All), E::NotHalted);
			assert_ok!(halt(Scope::All));
			assert_noop!(halt(Scope::All), E::AlreadyHalted);
			assert_noop!(resume(Scope::Chain(id(B))), E::NotHalted);
		});
	});
}

#[test]
fn fails_when_there_are_too_many() {
	Network::run(|net| {
		net.on(A, || {
			for number in 0..MAX_HALTS {
				assert_ok!(halt(Scope::Chain(ChainId([number as u8; 32]))));
			}
			assert_noop!(halt(Scope::All), E::TooManyHalts);
		});
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Network::run(|net| {
		net.on(A, || {
			for who in (ALICE..=PAUPER).filter(|who| *who != COMMITTEE) {
				assert_noop!(RelayBridge::halt_routes(signed(who), Scope::All), BadOrigin);
				assert_noop!(RelayBridge::resume_routes(signed(who), Scope::All), BadOrigin);
			}
			let none = RuntimeOrigin::none;
			assert_noop!(RelayBridge::halt_routes(none(), Scope::All), BadOrigin);
			assert_noop!(RelayBridge::resume_routes(none(), Scope::All), BadOrigin);
			assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), Scope::All));
		});
	});
}
