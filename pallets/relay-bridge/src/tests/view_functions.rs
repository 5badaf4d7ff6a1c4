use super::*;

#[test]
fn a_chain_says_what_it_is() {
	Network::run(|net| {
		net.on(A, || {
			assert_eq!(RelayBridge::id(), id(A));
			assert_eq!(RelayBridge::role(), Role::Member { relay: id(RELAY) });
			assert_eq!(RelayBridge::partners(), [id(B)]);
			assert!(RelayBridge::halts().is_empty());
		});
		net.on(RELAY, || assert_eq!(RelayBridge::role(), Role::Relay));
	});
}

#[test]
fn what_waits_is_shown_with_its_keys() {
	Network::run(|net| {
		sent(net, 2);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 1));
		net.on(A, || {
			let shown = Ends { first: 0, next: 2, pending: 2 };
			assert_eq!(RelayBridge::ends(ab()), shown);
			assert_eq!(RelayBridge::outboxes(), [(ab(), shown)]);
			assert_eq!(RelayBridge::parcel(ab(), 1), Outbox::<Test>::get(ab(), 1));
			assert_eq!(RelayBridge::parcel(ab(), 2), None);
			let (message, outcome) = RelayBridge::message(ab(), 1).unwrap();
			assert_eq!((message.number, outcome), (1, None));
			assert_eq!(RelayBridge::message(ab(), 2), None);
			let key = RelayBridge::outbox_key(ab(), 1);
			assert!(frame_support::storage::unhashed::exists(&key));
		});
		net.on(RELAY, || {
			assert_eq!(RelayBridge::next_incoming(ab()), 1);
			assert_eq!(RelayBridge::inboxes(), [(ab(), 1)]);
			let key = RelayBridge::inbox_key(ab());
			assert_eq!(frame_support::storage::unhashed::get(&key), Some(1u64));
		});
	});
}

#[test]
fn what_would_be_taken_is_shown() {
	Network::run(|net| {
		net.on(RELAY, || {
			assert_eq!(RelayBridge::intake(ab()), MAX_BATCH);
			assert_eq!(RelayBridge::intake(ba()), MAX_BATCH);
			assert_eq!(RelayBridge::intake(route(RELAY, A, LANE)), 0);
			Outboxes::<Test>::insert(ba(), Ends { first: 0, next: 30, pending: 0 });
			assert_eq!(RelayBridge::intake(ba()), 2);
			Outboxes::<Test>::remove(ba());
		});
		net.on(B, || {
			assert_eq!(RelayBridge::intake(ab()), MAX_BATCH);
			assert_eq!(RelayBridge::intake(ba()), 0);
		});
		net.on(A, || assert_eq!(RelayBridge::intake(ba()), MAX_BATCH));
	});
}
