use super::*;

fn propose(target: ChainId, content: Order, expires_at: u64) -> DispatchResult {
	RelayBridge::propose(signed(ALICE), target, Box::new(content), expires_at)
}

/// What a message of [`payload`] holds: twice its bytes.
fn deposit() -> u64 {
	// Version and kind are not the message's: route 65, number 8, sender 8, two moments of 8, the length 1, the payload.
	10 + 2 * (65 + 8 + 8 + 16 + 1 + payload().len() as u64)
}

#[test]
fn puts_the_message_into_the_outbox_against_fee_and_deposit() {
	Network::run(|net| {
		net.on(A, || {
			assert_ok!(propose(id(B), content(), EXPIRY));
			let message = Message {
				route: ab(),
				number: 0,
				sender: ALICE,
				sent_at: NOW,
				expires_at: EXPIRY,
				payload: payload(),
			};
			let event = Event::MessageSent {
				message: message_id(A, 0),
				sender: ALICE,
				route: ab(),
				nonce: 0,
			};
			assert_eq!(events(), [event]);
			let envelope =
				Envelope { version: FORMAT_VERSION, parcel: Parcel::Message(message.clone()) };
			assert_eq!(Outbox::<Test>::get(ab(), 0), Some(envelope));
			assert_eq!(ends(ab()), Ends { first: 0, next: 1, pending: 1 });
			assert_eq!(Pending::<Test>::get(ab(), 0).unwrap().message, message);
			assert_eq!(held(ALICE), deposit());
			assert_eq!(Balances::free_balance(ALICE), START_BALANCE - deposit() - FEE);
			assert_eq!(Fees::get(), FEE);
			assert_eq!(units(ALICE), START_UNITS - 5);
		});
	});
}

#[test]
fn counts_messages_over_all_routes_and_nonces_on_each() {
	Network::run(|net| {
		net.on(A, || {
			assert_eq!(send(B, order(Lane::Assets, 1, Fate::Good)), 0);
			assert_eq!(send(B, order(Lane::Titles, 1, Fate::Good)), 1);
			assert_eq!(send(RELAY, order(Lane::Assets, 1, Fate::Good)), 2);
			assert_eq!(send(B, order(Lane::Assets, 1, Fate::Good)), 3);
			assert_eq!(ends(ab()).next, 2);
			assert_eq!(ends(route(A, B, Lane::Titles)).next, 1);
			assert_eq!(ends(route(A, RELAY, Lane::Assets)).next, 1);
		});
	});
}

#[test]
fn the_relay_sends_to_every_chain_that_is_registered() {
	Network::run(|net| {
		net.on(RELAY, || {
			assert_ok!(propose(id(A), content(), EXPIRY));
			assert_noop!(propose(UNKNOWN, content(), EXPIRY), E::TargetNotKnown);
			assert_noop!(propose(id(RELAY), content(), EXPIRY), E::TargetNotKnown);
		});
	});
}

#[test]
fn fails_when_the_target_is_no_partner() {
	Network::run(|net| {
		net.on(A, || {
			assert_noop!(propose(id(A), content(), EXPIRY), E::TargetNotKnown);
			assert_noop!(propose(UNKNOWN, content(), EXPIRY), E::TargetNotKnown);
		});
	});
}

#[test]
fn fails_when_the_chain_is_alone() {
	Network::run(|net| {
		net.on(A, || {
			ChainRole::<Test>::kill();
			assert_noop!(propose(id(B), content(), EXPIRY), E::NotConnected);
			ChainRole::<Test>::put(Role::Member { relay: id(RELAY) });
		});
	});
}

#[test]
fn fails_when_it_would_end_too_early_or_too_late() {
	Network::run(|net| {
		net.on(A, || {
			assert_noop!(propose(id(B), content(), NOW), E::Expired);
			let last = NOW + MAX_LIFETIME;
			assert_noop!(propose(id(B), content(), last + 1), E::LifetimeTooLong);
			assert_ok!(propose(id(B), content(), last));
		});
	});
}

#[test]
fn fails_on_the_lane_for_receipts() {
	Network::run(|net| {
		net.on(A, || {
			let content = order(Lane::Receipts, 1, Fate::Good);
			assert_noop!(propose(id(B), content, EXPIRY), E::LaneReserved);
		});
	});
}

#[test]
fn fails_when_the_handler_refuses() {
	Network::run(|net| {
		net.on(A, || {
			let content = order(LANE, START_UNITS + 1, Fate::Good);
			assert_noop!(propose(id(B), content, EXPIRY), TokenError::FundsUnavailable);
		});
	});
}

#[test]
fn the_longest_content_fits() {
	Network::run(|net| {
		net.on(A, || {
			let filler = vec![0; MAX_FILLER as usize].try_into().unwrap();
			assert_ok!(propose(id(B), Order { filler, ..content() }, EXPIRY));
		});
	});
}

#[test]
fn fails_when_fee_or_deposit_cannot_be_paid() {
	Network::run(|net| {
		net.on(A, || {
			let by = |who| RelayBridge::propose(signed(who), id(B), Box::new(content()), EXPIRY);
			assert_noop!(by(PAUPER), TokenError::FundsUnavailable);
			let rich = EXISTENTIAL_DEPOSIT + FEE + deposit();
			let fund = |amount| {
				assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), PAUPER, amount));
			};
			fund(rich - 1);
			assert_noop!(by(PAUPER), TokenError::FundsUnavailable);
			fund(rich);
			assert_ok!(by(PAUPER));
		});
	});
}

#[test]
fn fails_when_the_lane_is_full() {
	Network::run(|net| {
		net.on(A, || {
			send_many(MAX_UNCONFIRMED);
			assert_noop!(propose(id(B), content(), EXPIRY), E::LaneFull);
			let other = order(Lane::Facts, 1, Fate::Good);
			assert_ok!(propose(id(B), other, EXPIRY));
		});
	});
}

#[test]
fn fails_while_as_many_as_can_be_await_their_receipt() {
	Network::run(|net| {
		sent(net, MAX_UNCONFIRMED);
		for first in [0, MAX_BATCH] {
			assert_ok!(net.carry((A, RELAY), ab(), first.into(), MAX_BATCH));
		}
		net.finalize(RELAY);
		for _ in 0..2 {
			assert_ok!(net.acknowledge((A, RELAY), ab()));
		}
		net.on(A, || {
			let all = MAX_UNCONFIRMED.into();
			assert_eq!(ends(ab()), Ends { first: all, next: all, pending: MAX_UNCONFIRMED });
			assert_noop!(propose(id(B), content(), EXPIRY), E::LaneFull);
		});
		net.settle();
		net.on(A, || {
			assert_ok!(propose(id(B), content(), EXPIRY));
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Network::run(|net| {
		net.on(A, || {
			for origin in unsigned() {
				assert_noop!(
					RelayBridge::propose(origin, id(B), Box::new(content()), EXPIRY),
					BadOrigin
				);
			}
		});
	});
}

#[test]
fn other_pallets_send_in_the_name_of_an_account() {
	Network::run(|net| {
		net.on(A, || {
			let send = |lane, expires_at| {
				let content = order(lane, 5, Fate::Good);
				<RelayBridge as SendMessage<_, _>>::send(ALICE, id(B), content, expires_at)
			};
			assert_eq!(send(Lane::Facts, EXPIRY), Ok(message_id(A, 0)));
			assert_eq!(send(Lane::Facts, EXPIRY), Ok(message_id(A, 1)));
			assert_noop!(send(Lane::Facts, NOW), E::Expired);
			assert_noop!(send(Lane::Receipts, EXPIRY), E::LaneReserved);
			assert_eq!(held(ALICE), 2 * deposit());
			// What the handler did not set aside, it cannot give back.
			OnTheWay::set(&10);
			Units::set(&[(ALICE, START_UNITS - 10)].into());
		});
		net.settle();
		assert_settled(net);
	});
}

#[test]
fn fails_when_there_is_no_number_left() {
	Network::run(|net| {
		net.on(A, || {
			hypothetically!({
				NextMessage::<Test>::put(u64::MAX);
				assert_noop!(propose(id(B), content(), EXPIRY), E::LaneFull);
			});
		});
	});
}
