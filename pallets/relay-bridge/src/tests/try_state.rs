use super::*;

/// Breaks the state of a chain with two messages that were sent, or let pass, expects the finding, and mends the state again.
fn finds_on(chain: usize, finding: &'static str, break_state: impl FnOnce()) {
	Network::run(|net| {
		confirmed(net, 2);
		net.on(A, || send(B, content()));
		net.on(chain, || {
			hypothetically!({
				break_state();
				assert_err!(RelayBridge::do_try_state(), finding);
			});
		});
	});
}

fn finds(finding: &'static str, break_state: impl FnOnce()) {
	finds_on(A, finding, break_state);
}

#[test]
fn finds_a_route_that_does_not_fit() {
	let out = "an outbox has a route that does not go out from here";
	finds(out, || Outboxes::<Test>::insert(route(B, A, LANE), Ends::default()));
	finds(out, || Outboxes::<Test>::insert(route(A, A, LANE), Ends::default()));
	finds(out, ChainRole::<Test>::kill);
	finds_on(RELAY, out, || Outboxes::<Test>::insert(route(A, RELAY, LANE), Ends::default()));
	finds_on(RELAY, out, || Outboxes::<Test>::insert(route(A, A, LANE), Ends::default()));
	let into = "an inbox has a route that does not come here";
	finds(into, || Inbox::<Test>::insert(ab(), 1));
	finds_on(RELAY, into, || Inbox::<Test>::insert(route(RELAY, A, LANE), 1));
	finds_on(B, into, || {
		ChainRole::<Test>::kill();
		Inbox::<Test>::insert(ab(), 1);
	});
}

#[test]
fn finds_ends_that_are_wrong() {
	let set = |first, next| {
		Outboxes::<Test>::insert(ab(), Ends { first, next, pending: 3 });
	};
	finds("an outbox ends before it begins", || set(3, 2));
	finds("an outbox holds more than it may", || set(0, u64::from(MAX_UNCONFIRMED) + 1));
	finds("an outbox has a gap", || set(0, 3));
	finds("an outbox has a gap", || Outbox::<Test>::remove(ab(), 2));
	finds("a parcel lies beyond the ends of its outbox", || set(3, 3));
}

#[test]
fn finds_a_parcel_that_is_wrong() {
	let other = route(A, B, Lane::Titles);
	finds("a parcel lies in the outbox of another route", || {
		let parcel = Outbox::<Test>::get(ab(), 2).unwrap();
		Outboxes::<Test>::insert(other, Ends { first: 0, next: 1, pending: 0 });
		Outbox::<Test>::insert(other, 0, parcel);
	});
	finds("a message has a number that was not given", || NextMessage::<Test>::put(2));
	finds("a message has a number that was not given", || {
		Outboxes::<Test>::mutate(ab(), |ends| ends.first = 3);
		Outbox::<Test>::remove(ab(), 2);
		NextMessage::<Test>::put(2);
	});
}

#[test]
fn finds_a_pending_message_that_is_wrong() {
	let miscounted = "pending messages are miscounted";
	finds(miscounted, || Pending::<Test>::remove(ab(), 0));
	finds(miscounted, || Outboxes::<Test>::mutate(ab(), |ends| ends.pending = 4));
	let pending = || Pending::<Test>::get(ab(), 0).unwrap();
	finds("a message is pending on a route that there is not", || {
		Pending::<Test>::insert(route(A, B, Lane::Titles), 0, pending());
	});
	finds("a pending message lies under another key", || {
		Pending::<Test>::insert(ab(), 0, Pending::<Test>::get(ab(), 1).unwrap());
	});
	finds("a receipt is pending", || {
		let lane = route(A, B, Lane::Receipts);
		let mut pending = pending();
		pending.message.route = lane;
		Outboxes::<Test>::insert(lane, Ends { first: 0, next: 0, pending: 1 });
		Pending::<Test>::insert(lane, 0, pending);
	});
	finds("a message is pending without deposit", || {
		let pending = crate::PendingMessage { ticket: None, ..pending() };
		Pending::<Test>::insert(ab(), 0, pending);
	});
	finds("more is pending than may be", || {
		for number in 3..=MAX_UNCONFIRMED {
			Pending::<Test>::insert(ab(), u64::from(number), pending());
		}
		Outboxes::<Test>::mutate(ab(), |ends| ends.pending = MAX_UNCONFIRMED + 1);
	});
}

#[test]
fn finds_a_halt_that_is_listed_twice() {
	finds("a halt is listed twice", || {
		Halts::<Test>::put(
			frame_support::BoundedVec::try_from(vec![Scope::All, Scope::All]).unwrap(),
		);
	});
}
