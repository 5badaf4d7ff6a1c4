use super::*;
use frame_support::{traits::Get, weights::RuntimeDbWeight};

#[test]
fn the_relay_confirms_messages_and_keeps_them_until_their_receipt() {
	Network::run(|net| {
		sent(net, 2);
		let info = net.carry((A, RELAY), ab(), 0, 2).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		net.on(RELAY, || {
			let confirmed = |number| Event::MessageConfirmed {
				message: message_id(A, number),
				route: ab(),
				nonce: number,
			};
			let delivered =
				Event::ParcelsDelivered { route: ab(), first: 0, count: 2, by: RELAYER };
			assert_eq!(events(), [confirmed(0), confirmed(1), delivered]);
			assert_eq!(ends(ab()), Ends { first: 0, next: 2, pending: 2 });
			assert_eq!(Inbox::<Test>::get(ab()), 2);
			assert!(Pending::<Test>::iter_values().all(|it| it.ticket.is_none()));
		});
		let at = |net: &mut Network, chain| net.on(chain, || Outbox::<Test>::get(ab(), 1));
		assert_eq!(at(net, A), at(net, RELAY));
	});
}

#[test]
fn the_target_executes_a_message_and_sends_a_receipt() {
	Network::run(|net| {
		confirmed(net, 1);
		assert_eq!(net.carry((RELAY, B), ab(), 0, 1).unwrap().pays_fee, Pays::No);
		net.on(B, || {
			let decided = Event::MessageDecided {
				message: message_id(A, 0),
				route: ab(),
				outcome: Outcome::Done,
			};
			let delivered =
				Event::ParcelsDelivered { route: ab(), first: 0, count: 1, by: RELAYER };
			assert_eq!(events(), [decided, delivered]);
			assert_eq!(units(BOB), 5);
			let receipt = Receipt {
				route: ba(),
				target: id(B),
				lane: LANE,
				number: 0,
				outcome: Outcome::Done,
			};
			let parcel = Parcel::Receipt(receipt);
			assert_eq!(Outbox::<Test>::get(ba(), 0).unwrap().parcel, parcel);
		});
	});
}

#[test]
fn what_the_target_refuses_leaves_nothing_there_but_the_receipt() {
	Network::run(|net| {
		net.on(A, || send(B, order(LANE, 5, Fate::BadForTarget)));
		net.pass((A, RELAY), ab());
		net.pass((RELAY, B), ab());
		net.on(B, || {
			assert_eq!(units(BOB), 0);
			let error = match E::NotPartner.into() {
				DispatchError::Module(it) => it,
				_ => panic!("it is an error of a pallet"),
			};
			let reason = Refusal::Module { index: error.index, error: error.error };
			let outcome = Outcome::Refused { by: id(B), reason };
			let decided = Event::MessageDecided { message: message_id(A, 0), route: ab(), outcome };
			assert!(events().contains(&decided));
		});
		net.settle();
		net.on(A, || assert_eq!(units(ALICE), START_UNITS));
		assert_settled(net);
	});
}

#[test]
fn what_the_relay_refuses_never_reaches_the_target() {
	Network::run(|net| {
		net.on(A, || send(B, order(LANE, 5, Fate::BadForRelay)));
		net.pass((A, RELAY), ab());
		net.on(RELAY, || {
			let outcome = Outcome::Refused { by: id(RELAY), reason: BAD.into() };
			let decided = Event::MessageDecided { message: message_id(A, 0), route: ab(), outcome };
			assert!(events().contains(&decided));
			assert_eq!(ends(ab()), Ends::default());
			assert_eq!(ends(route(RELAY, A, Lane::Receipts)).next, 1);
		});
		net.settle();
		net.on(A, || assert_eq!(units(ALICE), START_UNITS));
		assert_settled(net);
	});
}

#[test]
fn nonces_of_the_hops_differ_after_a_refusal() {
	Network::run(|net| {
		net.on(A, || send(B, order(LANE, 5, Fate::BadForRelay)));
		net.on(A, || send(B, content()));
		net.pass((A, RELAY), ab());
		net.on(RELAY, || {
			assert_eq!(Inbox::<Test>::get(ab()), 2);
			assert_eq!(ends(ab()).next, 1);
		});
		net.pass((RELAY, B), ab());
		net.on(B, || assert_eq!(units(BOB), 5));
		net.settle();
		assert_settled(net);
	});
}

#[test]
fn a_message_expires_by_the_clock_of_its_target() {
	for (now, is_expired) in [(EXPIRY - 1, false), (EXPIRY, true)] {
		Network::run(|net| {
			confirmed(net, 1);
			net.on(B, || Timestamp::set_timestamp(now));
			assert_ok!(net.carry((RELAY, B), ab(), 0, 1));
			net.on(B, || assert_eq!(units(BOB), if is_expired { 0 } else { 5 }));
			net.settle();
			net.on(A, || {
				let back = if is_expired { START_UNITS } else { START_UNITS - 5 };
				assert_eq!(units(ALICE), back);
			});
			assert_settled(net);
		});
	}
}

#[test]
fn messages_from_and_to_the_relay_take_one_hop() {
	Network::run(|net| {
		net.on(A, || send(RELAY, content()));
		net.on(RELAY, || send(B, content()));
		net.settle();
		net.on(RELAY, || assert_eq!((units(BOB), units(ALICE)), (5, START_UNITS - 5)));
		net.on(B, || assert_eq!(units(BOB), 5));
		net.on(A, || assert_eq!(units(ALICE), START_UNITS - 5));
		assert_settled(net);
		assert!(!acts().iter().any(|act| matches!(act, Act::Confirmed(_))));
	});
}

#[test]
fn what_is_known_is_passed_over_and_the_rest_is_free() {
	Network::run(|net| {
		sent(net, 5);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 3));
		net.on(RELAY, events);
		assert_eq!(net.carry((A, RELAY), ab(), 1, 4).unwrap().pays_fee, Pays::No);
		net.on(RELAY, || {
			let delivered =
				Event::ParcelsDelivered { route: ab(), first: 3, count: 2, by: RELAYER };
			assert_eq!(events().last(), Some(&delivered));
			assert_eq!(ends(ab()).next, 5);
		});
	});
}

#[test]
fn is_charged_for_what_is_new() {
	Network::run(|net| {
		sent(net, 5);
		let proof = net.prove_parcels(A, ab(), 0, 5);
		let bytes: usize = proof.iter().map(|node| node.len()).sum();
		let check = (proof.len() + bytes) as u64;
		let each = <Orders as crate::MessageHandler<_, _>>::execute_weight(LANE);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 3));
		let most = RelayBridge::delivery_weight(LANE, 5, &proof);
		assert_eq!(most, each * 5 + Weight::from_parts(check, 5));
		let info = net.carry((A, RELAY), ab(), 0, 5).unwrap();
		assert_eq!(info.actual_weight, Some(each * 2 + Weight::from_parts(check, 5)));
	});
}

#[test]
fn what_is_not_new_is_refused_before_its_proof_is_looked_at() {
	Network::run(|net| {
		sent(net, 2);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 2));
		net.on(RELAY, || {
			let error =
				RelayBridge::deliver_parcels(signed(RELAYER), 99, ab(), 0, 2, Default::default())
					.unwrap_err();
			assert_eq!(error.error, E::NothingNew.into());
			assert_eq!(error.post_info.pays_fee, Pays::Yes);
			let reads =
				<<Test as frame_system::Config>::DbWeight as Get<RuntimeDbWeight>>::get().reads(8);
			assert_eq!(error.post_info.actual_weight, Some(reads));
		});
	});
}

#[test]
fn fails_when_the_number_of_parcels_is_out_of_bounds() {
	Network::run(|net| {
		sent(net, 1);
		for count in [0, MAX_BATCH + 1, u32::MAX] {
			net.on(RELAY, || {
				let proof = Default::default();
				assert_noop!(deliver(2, ab(), 0, count, proof), E::BatchNotValid);
			});
		}
	});
}

/// Whether the last of more parcels than there is room for is taken by `to`, where [`MAX_UNCONFIRMED`] lie that were not carried on.
fn holds_back(net: &mut Network, (from, to): (usize, usize), free: impl FnOnce(&mut Network)) {
	// A sender's chain keeps to the bounds as well. What follows plays one that does not count.
	net.on(from, || Outboxes::<Test>::mutate(ab(), |ends| ends.next += 1));
	let extra = net.on(from, || {
		let mut envelope = Outbox::<Test>::get(ab(), 31).unwrap();
		let Parcel::Message(message) = &mut envelope.parcel else { panic!("it is a message") };
		message.number = 32;
		Outbox::<Test>::insert(ab(), 32, envelope);
		Outbox::<Test>::hashed_key_for(ab(), 32)
	});
	net.finalize(from);
	let (proof, at) = (bounded(net.prove(from, &[extra])), net.height(from));
	let again = || deliver(at, ab(), 32, 1, proof.clone());
	net.on(to, || {
		assert_eq!(RelayBridge::intake(ab()), 0);
		assert_noop!(again(), E::LaneFull);
	});
	net.on(from, || {
		Outboxes::<Test>::mutate(ab(), |ends| ends.next -= 1);
		Outbox::<Test>::remove(ab(), 32);
	});
	free(net);
	net.on(to, || {
		assert_eq!(RelayBridge::intake(ab()), MAX_BATCH);
		hypothetically!({
			assert_ok!(again());
		});
	});
	net.settle();
	assert_settled(net);
}

/// Carries [`MAX_UNCONFIRMED`] parcels of A to B, but acknowledges nothing.
fn fill(net: &mut Network, hop: (usize, usize)) {
	net.finalize(hop.0);
	for first in [0, MAX_BATCH] {
		assert_ok!(net.carry(hop, ab(), first.into(), MAX_BATCH));
	}
}

#[test]
fn a_full_outbox_of_the_relay_holds_back_its_source() {
	Network::run(|net| {
		sent(net, MAX_UNCONFIRMED);
		fill(net, (A, RELAY));
		holds_back(net, (A, RELAY), |net| {
			fill(net, (RELAY, B));
			for _ in 0..2 {
				net.finalize(B);
				assert_ok!(net.acknowledge((RELAY, B), ab()));
			}
			// They still await their receipts.
			net.on(RELAY, || assert_eq!(RelayBridge::intake(ab()), 0));
			net.finalize(B);
			for first in [0, MAX_BATCH] {
				assert_ok!(net.carry((B, RELAY), ba(), first.into(), MAX_BATCH));
			}
		});
	});
}

#[test]
fn a_full_lane_of_receipts_holds_back_the_messages() {
	Network::run(|net| {
		sent(net, MAX_UNCONFIRMED);
		fill(net, (A, RELAY));
		fill(net, (RELAY, B));
		holds_back(net, (RELAY, B), |net| {
			net.finalize(B);
			for first in [0, MAX_BATCH] {
				assert_ok!(net.carry((B, RELAY), ba(), first.into(), MAX_BATCH));
			}
			for _ in 0..2 {
				net.finalize(RELAY);
				assert_ok!(net.acknowledge((B, RELAY), ba()));
			}
		});
	});
}

#[test]
fn the_relay_takes_nothing_for_a_chain_that_it_does_not_know() {
	Network::run(|net| {
		net.on(A, || {
			assert_ok!(RelayBridge::add_partner(RuntimeOrigin::root(), UNKNOWN));
			assert_ok!(RelayBridge::propose(signed(ALICE), UNKNOWN, Box::new(content()), EXPIRY));
		});
		net.finalize(A);
		let route = Route { source: id(A), target: UNKNOWN, lane: LANE };
		let (proof, at) = (net.prove_parcels(A, route, 0, 1), net.height(A));
		let again = || deliver(at, route, 0, 1, proof.clone());
		net.on(RELAY, || {
			assert_noop!(again(), E::TargetNotKnown);
			know(UNKNOWN);
			assert_ok!(again());
		});
	});
}

#[test]
fn the_relay_refuses_what_says_nothing_it_knows() {
	Network::run(|net| {
		net.on(A, || {
			let message = RelayBridge::write(ALICE, id(B), &content(), EXPIRY).unwrap();
			let payload = vec![0xFF; 3].try_into().unwrap();
			assert_ok!(RelayBridge::post(Message { payload, ..message }));
		});
		net.finalize(A);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 1));
		net.on(RELAY, || {
			let reason = DispatchError::from(E::ContentNotValid).into();
			let outcome = Outcome::Refused { by: id(RELAY), reason };
			let message = message_id(A, 0);
			let decided = Event::MessageDecided { message, route: ab(), outcome };
			assert_eq!(events()[0], decided);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Network::run(|net| {
		sent(net, 1);
		let (proof, at) = (net.prove_parcels(A, ab(), 0, 1), net.height(A));
		net.on(RELAY, || {
			for origin in unsigned() {
				let call = RelayBridge::deliver_parcels(origin, at, ab(), 0, 1, proof.clone());
				assert_noop!(call, BadOrigin);
			}
		});
	});
}

#[test]
fn fails_on_a_chain_that_is_alone() {
	Network::run(|net| {
		net.on(B, || {
			ChainRole::<Test>::kill();
			assert_noop!(deliver(1, ab(), 0, 1, Default::default()), E::NotConnected);
			ChainRole::<Test>::put(Role::Member { relay: id(RELAY) });
		});
	});
}
