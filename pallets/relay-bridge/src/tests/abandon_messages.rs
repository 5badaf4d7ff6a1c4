use super::*;

/// When messages of these tests can be given up.
const GONE: u64 = EXPIRY + ABANDON_AFTER;

fn abandon(route: Route, limit: u32) -> DispatchResult {
	RelayBridge::abandon_messages(RuntimeOrigin::root(), route, limit)
}

/// B is halted on the relay, and that for so long that messages to it can be given up.
fn b_is_gone(net: &mut Network) {
	net.on(RELAY, || {
		assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), Scope::Chain(id(B))));
		Timestamp::set_timestamp(GONE);
		events();
	});
}

#[test]
fn gives_the_senders_what_they_set_aside() {
	Network::run(|net| {
		confirmed(net, 3);
		b_is_gone(net);
		net.on(RELAY, || {
			assert_ok!(abandon(ab(), MAX_BATCH));
			let closed = |number| Event::MessageClosed {
				message: message_id(A, number),
				route: ab(),
				outcome: Outcome::Expired,
			};
			let abandoned = Event::MessagesAbandoned { route: ab(), count: 3 };
			assert_eq!(events(), [closed(0), closed(1), closed(2), abandoned]);
			assert_eq!(ends(ab()), Ends { first: 3, next: 3, pending: 0 });
		});
		let receipts = route(RELAY, A, Lane::Receipts);
		net.pass((RELAY, A), receipts);
		net.on(A, || {
			assert_eq!(units(ALICE), START_UNITS);
			assert_eq!(held(ALICE), 0);
		});
		assert_settled(net);
	});
}

#[test]
fn also_of_what_the_chain_took_and_never_answered() {
	Network::run(|net| {
		confirmed(net, 2);
		net.pass((RELAY, B), ab());
		b_is_gone(net);
		net.on(RELAY, || {
			assert_eq!(ends(ab()), Ends { first: 2, next: 2, pending: 2 });
			assert_ok!(abandon(ab(), MAX_BATCH));
			assert_eq!(ends(ab()).pending, 0);
		});
	});
}

#[test]
fn also_of_what_the_relay_sent_itself() {
	Network::run(|net| {
		net.on(RELAY, || send(B, content()));
		b_is_gone(net);
		net.on(RELAY, || {
			assert_ok!(abandon(route(RELAY, B, LANE), 1));
			assert_eq!((units(ALICE), held(ALICE)), (START_UNITS, 0));
			assert_eq!(Outbox::<Test>::iter().count(), 0);
		});
	});
}

#[test]
fn looks_at_no_more_than_it_is_told() {
	Network::run(|net| {
		confirmed(net, 3);
		b_is_gone(net);
		net.on(RELAY, || {
			assert_ok!(abandon(ab(), 2));
			assert_eq!(ends(ab()).pending, 1);
			assert_ok!(abandon(ab(), 2));
			assert_eq!(ends(ab()).pending, 0);
			assert_eq!(ends(route(RELAY, A, Lane::Receipts)).next, 3);
		});
	});
}

#[test]
fn a_late_receipt_changes_nothing() {
	Network::run(|net| {
		confirmed(net, 1);
		net.pass((RELAY, B), ab());
		b_is_gone(net);
		net.on(RELAY, || {
			assert_ok!(abandon(ab(), 1));
			assert_ok!(RelayBridge::resume_routes(RuntimeOrigin::root(), Scope::Chain(id(B))));
		});
		net.settle();
		net.on(A, || assert_eq!(units(ALICE), START_UNITS));
	});
}

#[test]
fn fails_when_the_receipt_came_and_could_not_be_followed() {
	Network::run(|net| {
		net.on(RELAY, || IsBroken::set(&true));
		net.on(A, || send(B, content()));
		net.settle();
		b_is_gone(net);
		net.on(RELAY, || {
			assert_noop!(abandon(ab(), 1), E::NothingExpired);
			IsBroken::set(&false);
			assert_noop!(abandon(ab(), 1), E::NothingExpired);
		});
	});
}

#[test]
fn fails_before_it_is_time() {
	Network::run(|net| {
		confirmed(net, 1);
		b_is_gone(net);
		net.on(RELAY, || {
			Timestamp::set_timestamp(GONE - 1);
			assert_noop!(abandon(ab(), 1), E::NothingExpired);
			Timestamp::set_timestamp(GONE);
			assert_ok!(abandon(ab(), 1));
			assert_noop!(abandon(ab(), 1), E::NothingExpired);
		});
	});
}

#[test]
fn fails_while_the_chain_is_not_halted_as_a_whole() {
	Network::run(|net| {
		confirmed(net, 1);
		net.on(RELAY, || {
			Timestamp::set_timestamp(GONE);
			assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), Scope::Route(ab())));
			assert_noop!(abandon(ab(), 1), E::ChainNotHalted);
		});
	});
}

#[test]
fn fails_without_room_for_the_receipts() {
	Network::run(|net| {
		confirmed(net, 1);
		b_is_gone(net);
		net.on(RELAY, || {
			let receipts = route(RELAY, A, Lane::Receipts);
			hypothetically!({
				assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), Scope::Route(receipts)));
				assert_noop!(abandon(ab(), 1), E::LaneHalted);
			});
			hypothetically!({
				let full = Ends { first: 0, next: MAX_UNCONFIRMED.into(), pending: 0 };
				Outboxes::<Test>::insert(receipts, full);
				assert_noop!(abandon(ab(), 1), E::LaneFull);
			});
		});
	});
}

#[test]
fn fails_for_routes_and_numbers_that_are_out_of_bounds() {
	Network::run(|net| {
		b_is_gone(net);
		net.on(RELAY, || {
			for limit in [0, MAX_BATCH + 1] {
				assert_noop!(abandon(ab(), limit), E::BatchNotValid);
			}
			let receipts = route(A, B, Lane::Receipts);
			assert_noop!(abandon(receipts, 1), E::RouteNotValid);
			assert_noop!(abandon(route(A, RELAY, LANE), 1), E::RouteNotValid);
		});
		net.on(A, || {
			assert_noop!(abandon(ab(), 1), E::NotRelay);
		});
	});
}

#[test]
fn fails_for_all_but_governance() {
	Network::run(|net| {
		net.on(RELAY, || {
			for origin in all_but_root() {
				assert_noop!(RelayBridge::abandon_messages(origin, ab(), 1), BadOrigin);
			}
		});
	});
}
