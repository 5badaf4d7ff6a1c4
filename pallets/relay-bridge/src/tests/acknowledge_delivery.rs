use super::*;
use bp_runtime::StorageProofError;

/// Three parcels of A that the relay has taken; the block of the relay and the proof that it has.
fn taken(net: &mut Network) -> (u32, Proof) {
	sent(net, 3);
	assert_ok!(net.carry((A, RELAY), ab(), 0, 3));
	net.finalize(RELAY);
	(net.height(RELAY), net.prove_inbox(RELAY, ab()))
}

#[test]
fn drops_what_the_next_chain_has() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		net.on(A, || {
			send(B, content());
			events();
			let call = RelayBridge::acknowledge_delivery(signed(RELAYER), at, ab(), 3, proof);
			let info = call.unwrap();
			assert_eq!(info.pays_fee, Pays::No);
			assert_eq!(info.actual_weight.unwrap().proof_size(), 3);
			let event = Event::DeliveryAcknowledged { route: ab(), first: 3, by: RELAYER };
			assert_eq!(events(), [event]);
			assert_eq!(ends(ab()), Ends { first: 3, next: 4, pending: 4 });
			assert_eq!(Outbox::<Test>::iter_key_prefix(ab()).collect::<Vec<_>>(), [3]);
		});
	});
}

#[test]
fn drops_no_more_at_once_than_one_call_may() {
	Network::run(|net| {
		sent(net, MAX_BATCH + 1);
		assert_ok!(net.carry((A, RELAY), ab(), 0, MAX_BATCH));
		assert_ok!(net.carry((A, RELAY), ab(), MAX_BATCH.into(), 1));
		net.finalize(RELAY);
		let next = u64::from(MAX_BATCH) + 1;
		let (at, proof) = (net.height(RELAY), net.prove_inbox(RELAY, ab()));
		net.on(A, || {
			assert_ok!(acknowledge(at, ab(), next, proof.clone()));
			assert_eq!(ends(ab()).first, next - 1);
			assert_ok!(acknowledge(at, ab(), next, proof.clone()));
			assert_eq!(ends(ab()).first, next);
			assert_noop!(acknowledge(at, ab(), next, proof), E::NothingNew);
		});
	});
}

#[test]
fn the_relay_drops_what_the_target_has() {
	Network::run(|net| {
		confirmed(net, 2);
		assert_ok!(net.carry((RELAY, B), ab(), 0, 2));
		net.finalize(B);
		assert_ok!(net.acknowledge((RELAY, B), ab()));
		net.on(RELAY, || assert_eq!(ends(ab()), Ends { first: 2, next: 2, pending: 2 }));
	});
}

#[test]
fn fails_when_nothing_is_new_or_more_is_claimed_than_was_sent() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		net.on(A, || {
			assert_noop!(acknowledge(at, ab(), 0, proof.clone()), E::NothingNew);
			assert_noop!(acknowledge(at, ab(), 4, proof.clone()), E::NonceGap);
			assert_noop!(acknowledge(at, ab(), 2, proof), E::ValueDiffers);
		});
	});
}

#[test]
fn fails_when_the_state_or_the_proof_is_another() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		let parcels = net.prove_parcels(A, ab(), 0, 3);
		net.on(A, || {
			let call = acknowledge(at + 1, ab(), 3, proof.clone());
			assert_noop!(call, E::StateNotProven);
			let error = E::ProofNotValid(StorageProofError::StorageRootMismatch);
			assert_noop!(acknowledge(at, ab(), 3, parcels), error);
			let large = bounded(vec![vec![0; crate::MAX_NODE_SIZE as usize]; 17]);
			assert_noop!(acknowledge(at, ab(), 3, large), E::ProofTooLarge);
		});
		let key = Inbox::<Test>::hashed_key_for(ab());
		for value in [&[3, 0][..], &[3, 0, 0, 0, 0, 0, 0, 0, 0]] {
			net.on(RELAY, || frame_support::storage::unhashed::put_raw(&key, value));
			net.finalize(RELAY);
			let (at, proof) = (net.height(RELAY), net.prove_inbox(RELAY, ab()));
			net.on(A, || {
				let error = E::ProofNotValid(StorageProofError::DecodeError);
				assert_noop!(acknowledge(at, ab(), 3, proof), error);
			});
		}
		net.on(RELAY, || Inbox::<Test>::insert(ab(), 3));
	});
}

#[test]
fn fails_when_the_route_does_not_go_out_from_here() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		net.on(A, || {
			for route in [ba(), route(RELAY, B, LANE), route(A, A, LANE)] {
				assert_noop!(acknowledge(at, route, 3, proof.clone()), E::RouteNotValid);
			}
		});
		net.on(RELAY, || {
			for route in [route(A, RELAY, LANE), route(A, A, LANE)] {
				assert_noop!(acknowledge(at, route, 3, proof.clone()), E::RouteNotValid);
			}
		});
		net.on(B, || {
			ChainRole::<Test>::kill();
			assert_noop!(acknowledge(at, ba(), 3, proof), E::NotConnected);
			ChainRole::<Test>::put(Role::Member { relay: id(RELAY) });
		});
	});
}

#[test]
fn fails_while_the_route_is_halted() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		net.on(A, || {
			assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), Scope::All));
			assert_noop!(acknowledge(at, ab(), 3, proof.clone()), E::LaneHalted);
			assert_ok!(RelayBridge::resume_routes(RuntimeOrigin::root(), Scope::All));
			assert_ok!(acknowledge(at, ab(), 3, proof));
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Network::run(|net| {
		let (at, proof) = taken(net);
		net.on(A, || {
			for origin in unsigned() {
				let call = RelayBridge::acknowledge_delivery(origin, at, ab(), 3, proof.clone());
				let call = call.map(drop).map_err(|error| error.error);
				assert_noop!(call, BadOrigin);
			}
		});
	});
}
