//! How it ends, and what a chain cannot claim about messages that were not for it.

use super::*;

/// Puts a receipt into the outbox of a chain that its runtime would not put there.
fn forge(net: &mut Network, on: usize, receipt: Receipt) {
	net.on(on, || {
		assert_ok!(RelayBridge::push(Parcel::Receipt(receipt)));
	});
}

#[test]
fn a_receipt_releases_the_deposit_of_each_message_in_order() {
	Network::run(|net| {
		net.on(A, || {
			for fate in [Fate::Good, Fate::BadForTarget, Fate::BadForRelay, Fate::Good] {
				send(B, order(LANE, 5, fate));
			}
		});
		net.settle();
		assert_settled(net);
		net.on(A, || {
			assert_eq!(units(ALICE), START_UNITS - 10);
			assert_eq!(Balances::free_balance(ALICE), START_BALANCE - 4 * FEE);
			let closed = events().into_iter().filter_map(|event| match event {
				Event::MessageClosed { message, outcome, .. } => Some((message.number, outcome)),
				_ => None,
			});
			let closed = closed.collect::<Vec<_>>();
			assert_eq!(closed.len(), 4);
			assert!(closed.contains(&(0, Outcome::Done)) && closed.contains(&(3, Outcome::Done)));
		});
		net.on(B, || assert_eq!(units(BOB), 10));
	});
}

#[test]
fn the_relay_learns_what_became_of_what_it_confirmed() {
	Network::run(|net| {
		confirmed(net, 1);
		net.pass((RELAY, B), ab());
		acts();
		net.on(RELAY, events);
		net.finalize(B);
		assert_ok!(net.carry((B, RELAY), ba(), 0, 1));
		assert_eq!(acts(), [Act::Settled(message_id(A, 0), Outcome::Done)]);
		net.on(RELAY, || {
			let (message, outcome) = (message_id(A, 0), Outcome::Done);
			let closed = Event::MessageClosed { message, route: ab(), outcome };
			let delivered =
				Event::ParcelsDelivered { route: ba(), first: 0, count: 1, by: RELAYER };
			assert_eq!(events(), [closed, delivered]);
			assert_eq!(Pending::<Test>::iter().count(), 0);
			assert_eq!(ends(ba()).next, 1);
		});
		net.settle();
		assert_settled(net);
	});
}

#[test]
fn a_second_receipt_for_a_message_ends_at_the_relay() {
	Network::run(|net| {
		confirmed(net, 1);
		net.pass((RELAY, B), ab());
		let outcome = Outcome::Expired;
		let again = Receipt { route: ba(), target: id(B), lane: LANE, number: 0, outcome };
		forge(net, B, again);
		net.finalize(B);
		assert_ok!(net.carry((B, RELAY), ba(), 0, 2));
		net.on(RELAY, || {
			let ignored = Event::ReceiptIgnored { message: message_id(A, 0), by: id(B) };
			assert!(events().contains(&ignored));
			assert_eq!(ends(ba()).next, 1);
		});
		net.settle();
		net.on(A, || assert_eq!(units(ALICE), START_UNITS - 5));
		assert_settled(net);
	});
}

#[test]
fn a_second_receipt_does_not_change_what_waits_to_be_followed() {
	Network::run(|net| {
		net.on(RELAY, || IsBroken::set(&true));
		net.on(A, || send(B, content()));
		net.settle();
		let outcome = Outcome::Expired;
		let again = Receipt { route: ba(), target: id(B), lane: LANE, number: 0, outcome };
		forge(net, B, again);
		net.settle();
		net.on(RELAY, || {
			let (_, kept) = RelayBridge::message(ab(), 0).unwrap();
			assert_eq!(kept, Some(Outcome::Done));
			let ignored = Event::ReceiptIgnored { message: message_id(A, 0), by: id(B) };
			assert!(events().contains(&ignored));
			assert_eq!(ends(ba()).next, 1);
		});
	});
}

#[test]
fn a_chain_cannot_decide_what_was_sent_to_another() {
	Network::run(|net| {
		// A sends to the relay; B claims to know what became of it, by either name.
		net.on(A, || send(RELAY, content()));
		confirmed(net, 1);
		for (number, target) in [(0, RELAY), (1, RELAY), (0, B), (7, B)] {
			let outcome = Outcome::Done;
			let route = ba();
			forge(net, B, Receipt { route, target: id(target), lane: LANE, number, outcome });
		}
		net.finalize(B);
		assert_ok!(net.carry((B, RELAY), ba(), 0, 4));
		net.on(RELAY, || {
			let ignored = events().into_iter();
			let ignored = ignored.filter(|event| matches!(event, Event::ReceiptIgnored { .. }));
			assert_eq!(ignored.count(), 4);
			assert_eq!(ends(ba()), Ends::default());
		});
		net.on(A, || assert_eq!(Pending::<Test>::iter().count(), 2));
	});
}

#[test]
fn the_source_ignores_what_it_does_not_wait_for() {
	Network::run(|net| {
		net.on(A, || send(B, content()));
		let lane = route(RELAY, A, Lane::Receipts);
		let outcome = Outcome::Done;
		let receipt = |number| Receipt { route: lane, target: id(B), lane: LANE, number, outcome };
		forge(net, RELAY, receipt(1));
		// The relay is entitled to decide on a message of one member to another.
		forge(net, RELAY, receipt(0));
		forge(net, RELAY, receipt(0));
		net.finalize(RELAY);
		assert_ok!(net.carry((RELAY, A), lane, 0, 3));
		net.on(A, || {
			let ignored =
				|number| Event::ReceiptIgnored { message: message_id(A, number), by: id(RELAY) };
			let found = events();
			assert!(found.contains(&ignored(1)) && found.contains(&ignored(0)));
			assert_eq!(Pending::<Test>::iter().count(), 0);
		});
	});
}

#[test]
fn at_its_source_only_its_target_and_the_relay_decide_on_a_message() {
	Network::run(|net| {
		net.on(A, || send(RELAY, content()));
		// As if the relay let pass what it must not.
		let receipt = Receipt {
			route: ba(),
			target: id(RELAY),
			lane: LANE,
			number: 0,
			outcome: Outcome::Done,
		};
		forge(net, RELAY, receipt);
		net.finalize(RELAY);
		assert_ok!(net.carry((RELAY, A), ba(), 0, 1));
		net.on(A, || {
			let ignored = Event::ReceiptIgnored { message: message_id(A, 0), by: id(B) };
			assert!(events().contains(&ignored));
			assert_eq!(Pending::<Test>::iter().count(), 1);
		});
	});
}
