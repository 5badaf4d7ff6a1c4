//! What somebody might bring instead of an honest proof. Nothing of it changes the state.

use super::*;
use bp_runtime::StorageProofError;
use codec::DecodeAll;
use frame_support::storage::unhashed;

/// The proof of the first `count` parcels of A to B that lie on A, and its block.
fn honest(net: &mut Network, count: u32) -> (u32, Proof) {
	sent(net, count);
	(net.height(A), net.prove_parcels(A, ab(), 0, count))
}

fn raw(proof: &Proof) -> Vec<Vec<u8>> {
	proof.iter().map(|node| node.to_vec()).collect()
}

/// Puts `value` into the outbox of A where the first parcel should be, and expects the relay to refuse it.
fn refuses_value(error: E, value: impl FnOnce(Envelope<AccountId>) -> Vec<u8>) {
	Network::run(|net| {
		sent(net, 1);
		let key = Outbox::<Test>::hashed_key_for(ab(), 0);
		let honest = net.on(A, || Outbox::<Test>::get(ab(), 0).unwrap());
		net.on(A, || unhashed::put_raw(&key, &value(honest.clone())));
		net.finalize(A);
		let (at, proof) = (net.height(A), net.prove_parcels(A, ab(), 0, 1));
		net.on(RELAY, || {
			assert_noop!(deliver(at, ab(), 0, 1, proof), error);
		});
		net.on(A, || Outbox::<Test>::insert(ab(), 0, honest));
	});
}

fn change(envelope: Envelope<AccountId>, change: impl FnOnce(&mut Message<AccountId>)) -> Vec<u8> {
	let Parcel::Message(mut message) = envelope.parcel else { panic!("it is a message") };
	change(&mut message);
	Envelope { parcel: Parcel::Message(message), ..envelope }.encode()
}

#[test]
fn the_same_message_again_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 1);
		net.on(RELAY, || {
			assert_ok!(deliver(at, ab(), 0, 1, proof.clone()));
			assert_noop!(deliver(at, ab(), 0, 1, proof), E::NothingNew);
		});
		net.finalize(A);
		let (at, proof) = (net.height(A), net.prove_parcels(A, ab(), 0, 1));
		net.on(RELAY, || {
			assert_noop!(deliver(at, ab(), 0, 1, proof), E::NothingNew);
		});
	});
}

#[test]
fn on_another_lane_it_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 1);
		net.on(RELAY, || {
			for lane in [Lane::Titles, Lane::Vehicles, Lane::Governance, Lane::Receipts] {
				let call = deliver(at, route(A, B, lane), 0, 1, proof.clone());
				assert!(matches!(call, Err(DispatchError::Module(_))));
				assert_noop!(call, not_stored(&proof, at, route(A, B, lane)));
			}
		});
	});
}

/// The error of a proof that does not lead to the key of another route.
fn not_stored(proof: &Proof, at: u32, route: Route) -> DispatchError {
	let root = <Finalized as carx_primitives::FinalizedChains>::state_root(&route.source, at);
	let key = Outbox::<Test>::hashed_key_for(route, 0);
	let error = crate::proof::read(root.unwrap(), proof.clone(), &[key]).unwrap_err();
	let away = [StorageProofError::EmptyVal, StorageProofError::StorageValueUnavailable];
	assert!(away.contains(&error));
	E::ProofNotValid(error).into()
}

#[test]
fn on_another_chain_it_is_refused() {
	Network::run(|net| {
		confirmed(net, 1);
		let (at, proof) = (net.height(RELAY), net.prove_parcels(RELAY, ab(), 0, 1));
		net.on(A, || {
			assert_noop!(deliver(at, ab(), 0, 1, proof.clone()), E::RouteNotValid);
		});
		let to_a = route(B, A, LANE);
		net.on(A, || {
			let error = not_stored_by_relay(&proof, at, to_a);
			assert_noop!(deliver(at, to_a, 0, 1, proof.clone()), error);
		});
		// The relay does not take back what it sent.
		net.on(RELAY, || {
			for route in [route(RELAY, A, LANE), route(A, A, LANE)] {
				assert_noop!(deliver(at, route, 0, 1, proof.clone()), E::RouteNotValid);
			}
		});
	});
}

#[test]
fn what_the_relay_sends_to_one_member_is_refused_by_another() {
	Network::run(|net| {
		net.on(RELAY, || send(A, content()));
		net.finalize(RELAY);
		let to_a = route(RELAY, A, LANE);
		let (at, proof) = (net.height(RELAY), net.prove_parcels(RELAY, to_a, 0, 1));
		net.on(B, || {
			assert_noop!(deliver(at, to_a, 0, 1, proof.clone()), E::RouteNotValid);
		});
		net.on(A, || {
			assert_ok!(deliver(at, to_a, 0, 1, proof));
		});
	});
}

fn not_stored_by_relay(proof: &Proof, at: u32, route: Route) -> DispatchError {
	let root = <Finalized as carx_primitives::FinalizedChains>::state_root(&id(RELAY), at);
	let key = Outbox::<Test>::hashed_key_for(route, 0);
	let error = crate::proof::read(root.unwrap(), proof.clone(), &[key]).unwrap_err();
	E::ProofNotValid(error).into()
}

#[test]
fn a_member_takes_nothing_that_the_relay_did_not_confirm() {
	Network::run(|net| {
		let (at, proof) = honest(net, 1);
		// The state of A, where a member knows that of the relay alone.
		net.finalize(RELAY);
		net.on(B, || {
			let call = || deliver(at, ab(), 0, 1, proof.clone());
			let error = E::ProofNotValid(StorageProofError::StorageRootMismatch);
			assert_noop!(call(), error);
		});
	});
}

#[test]
fn from_a_fork_it_is_refused() {
	Network::run(|net| {
		sent(net, 1);
		// Blocks that no finality was proven of here: one after the last, and another one of the same number.
		let (at, proof) = (net.height(A), net.prove_parcels(A, ab(), 0, 1));
		net.on(RELAY, || {
			assert_noop!(deliver(at + 1, ab(), 0, 1, proof.clone()), E::StateNotProven);
		});
		net.tell(RELAY, A, at, [0xF0; 32]);
		net.on(RELAY, || {
			let error = E::ProofNotValid(StorageProofError::StorageRootMismatch);
			assert_noop!(deliver(at, ab(), 0, 1, proof.clone()), error);
		});
	});
}

#[test]
fn of_an_older_block_it_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 2);
		sent(net, 1);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 3));
		net.on(RELAY, || {
			assert_noop!(deliver(at, ab(), 0, 2, proof), E::NothingNew);
		});
	});
}

#[test]
fn gaps_and_another_order_are_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 3);
		let one = |net: &mut Network, nonce| net.prove_parcels(A, ab(), nonce, 1);
		let (first, second, third) = (one(net, 0), one(net, 1), one(net, 2));
		net.on(RELAY, || {
			assert_noop!(deliver(at, ab(), 1, 1, second.clone()), E::NonceGap);
			assert_noop!(deliver(at, ab(), u64::MAX, 1, first.clone()), E::NonceGap);
			assert_ok!(deliver(at, ab(), 0, 1, first.clone()));
			assert_noop!(deliver(at, ab(), 2, 1, third.clone()), E::NonceGap);
			// What is named and what is proven are not the same.
			assert!(deliver(at, ab(), 1, 1, third.clone()).is_err());
			assert!(deliver(at, ab(), 1, 1, first.clone()).is_err());
			assert_eq!(Inbox::<Test>::get(ab()), 1);
			assert_ok!(deliver(at, ab(), 1, 1, second));
			assert_ok!(deliver(at, ab(), 0, 3, proof));
		});
		let numbers = acts().into_iter().map(|act| match act {
			Act::Confirmed(id) => id.number,
			_ => panic!("nothing else was done"),
		});
		assert_eq!(numbers.collect::<Vec<_>>(), [0, 1, 2]);
	});
}

/// A route of A on which nothing was sent.
fn other() -> Route {
	route(A, B, Lane::Records)
}

#[test]
fn of_another_version_it_is_refused() {
	for version in [0, FORMAT_VERSION + 1, u8::MAX] {
		refuses_value(E::VersionNotSupported, |it| Envelope { version, ..it }.encode());
	}
	refuses_value(E::VersionNotSupported, |_| vec![]);
}

#[test]
fn with_another_route_inside_it_is_refused() {
	let routes = [route(A, B, Lane::Titles), route(A, RELAY, LANE), route(B, A, LANE)];
	for inner in routes {
		refuses_value(E::ParcelNotValid, |it| change(it, |message| message.route = inner));
	}
}

/// A content is worth what its lane is: on another the relay lets it not pass, and no target executes it.
#[test]
fn content_on_a_lane_that_is_not_for_it_is_refused() {
	for (source, next, target) in [(A, RELAY, B), (A, RELAY, RELAY), (RELAY, B, B)] {
		Network::run(|net| {
			for lane in [Lane::Titles, Lane::Vehicles, Lane::Facts, Lane::Records, Lane::Governance]
			{
				let route = route(source, target, lane);
				let message = net.on(source, || {
					let honest = RelayBridge::write(ALICE, id(target), &content(), EXPIRY).unwrap();
					assert_ok!(RelayBridge::post(Message { route, ..honest.clone() }));
					honest.id()
				});
				net.finalize(source);
				assert_ok!(net.carry((source, next), route, 0, 1));
				let reason = DispatchError::from(E::LaneNotValid).into();
				let outcome = Outcome::Refused { by: id(next), reason };
				net.on(next, || {
					assert_eq!(events()[0], Event::MessageDecided { message, route, outcome });
					assert_eq!(units(BOB), 0);
				});
			}
			assert_eq!(acts(), []);
		});
	}
}

#[test]
fn a_receipt_among_messages_is_refused() {
	refuses_value(E::ParcelNotValid, |it| {
		let outcome = Outcome::Done;
		let receipt = Receipt { route: ab(), target: id(B), lane: LANE, number: 0, outcome };
		Envelope { parcel: Parcel::Receipt(receipt), ..it }.encode()
	});
}

#[test]
fn a_message_among_receipts_is_refused() {
	Network::run(|net| {
		let lane = route(A, B, Lane::Receipts);
		let Envelope { version, parcel } = net.on(A, || {
			send(B, content());
			Outbox::<Test>::get(ab(), 0).unwrap()
		});
		let Parcel::Message(message) = parcel else { panic!("it is a message") };
		let parcel = Parcel::Message(Message { route: lane, ..message });
		net.on(A, || Outbox::<Test>::insert(lane, 0, Envelope { version, parcel }));
		net.finalize(A);
		let (at, proof) = (net.height(A), net.prove_parcels(A, lane, 0, 1));
		net.on(RELAY, || {
			assert_noop!(deliver(at, lane, 0, 1, proof), E::ParcelNotValid);
		});
		net.on(A, || Outbox::<Test>::remove(lane, 0));
	});
}

#[test]
fn what_is_not_a_parcel_or_longer_than_one_is_refused() {
	refuses_value(E::ParcelNotValid, |it| [it.encode(), vec![0]].concat());
	refuses_value(E::ParcelNotValid, |it| it.encode()[..40].to_vec());
	refuses_value(E::ParcelNotValid, |_| vec![FORMAT_VERSION, 2]);
}

#[test]
fn a_number_that_waits_already_is_refused() {
	Network::run(|net| {
		confirmed(net, 1);
		let honest = net.on(A, || {
			send(B, content());
			Outbox::<Test>::get(ab(), 1).unwrap()
		});
		let twin = change(honest.clone(), |message| message.number = 0);
		let key = Outbox::<Test>::hashed_key_for(ab(), 1);
		net.on(A, || unhashed::put_raw(&key, &twin));
		net.finalize(A);
		let (at, proof) = (net.height(A), net.prove_parcels(A, ab(), 1, 1));
		net.on(RELAY, || {
			assert_noop!(deliver(at, ab(), 1, 1, proof), E::ParcelNotValid);
		});
		net.on(A, || Outbox::<Test>::insert(ab(), 1, honest));
	});
}

#[test]
fn the_proof_of_another_key_is_refused() {
	Network::run(|net| {
		sent(net, 1);
		let keys = [
			frame_system::Account::<Test>::hashed_key_for(ALICE),
			Pending::<Test>::hashed_key_for(ab(), 0),
			Inbox::<Test>::hashed_key_for(ab()),
			b"no such key".to_vec(),
		];
		let at = net.height(A);
		for key in keys {
			let proof = bounded(net.prove(A, &[key]));
			net.on(RELAY, || {
				let error = not_stored(&proof, at, ab());
				assert_noop!(deliver(at, ab(), 0, 1, proof), error);
			});
		}
	});
}

#[test]
fn the_proof_that_nothing_is_there_is_refused() {
	Network::run(|net| {
		let (at, _) = honest(net, 1);
		let proof = net.prove_parcels(A, other(), 0, 1);
		net.on(RELAY, || {
			let error = E::ProofNotValid(StorageProofError::EmptyVal);
			assert_noop!(deliver(at, other(), 0, 1, proof), error);
		});
	});
}

#[test]
fn an_unused_node_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 2);
		let foreign = bounded([raw(&proof), vec![vec![7; 50]]].concat());
		net.on(RELAY, || {
			let error = || E::ProofNotValid(StorageProofError::UnusedKey);
			assert_noop!(deliver(at, ab(), 0, 2, foreign), error());
			// Nodes of that very state that prove more than is named.
			assert_noop!(deliver(at, ab(), 0, 1, proof), error());
		});
	});
}

#[test]
fn a_node_that_is_there_twice_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 1);
		let nodes = raw(&proof);
		for node in &nodes {
			let twice = bounded([nodes.clone(), vec![node.clone()]].concat());
			net.on(RELAY, || {
				let error = E::ProofNotValid(StorageProofError::DuplicateNodes);
				assert_noop!(deliver(at, ab(), 0, 1, twice), error);
			});
		}
	});
}

#[test]
fn a_missing_node_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 3);
		let nodes = raw(&proof);
		assert!(nodes.len() > 5);
		for missing in 0..nodes.len() {
			let mut nodes = nodes.clone();
			nodes.remove(missing);
			net.on(RELAY, || {
				let call = deliver(at, ab(), 0, 3, bounded(nodes));
				let error = call.unwrap_err();
				assert_noop!(Err::<(), _>(error), error);
				assert_eq!(Inbox::<Test>::get(ab()), 0);
			});
		}
		net.on(RELAY, || {
			let error = E::ProofNotValid(StorageProofError::StorageRootMismatch);
			assert_noop!(deliver(at, ab(), 0, 3, Default::default()), error);
		});
	});
}

#[test]
fn what_is_too_large_is_refused_before_anything_is_hashed() {
	Network::run(|net| {
		let (at, _) = honest(net, 1);
		let nodes =
			|count: u32| bounded(vec![vec![0; crate::MAX_NODE_SIZE as usize]; count as usize]);
		net.on(RELAY, || {
			let most = MAX_PROOF_SIZE / crate::MAX_NODE_SIZE;
			assert_noop!(deliver(at, ab(), 0, 1, nodes(most + 1)), E::ProofTooLarge);
			let error = E::ProofNotValid(StorageProofError::DuplicateNodes);
			assert_noop!(deliver(at, ab(), 0, 1, nodes(most)), error);
		});
		// A node that is too large, or too many of them, do not even decode.
		let large = vec![vec![0u8; crate::MAX_NODE_SIZE as usize + 1]].encode();
		assert!(Proof::decode_all(&mut &large[..]).is_err());
		let many = vec![Vec::<u8>::new(); 129].encode();
		assert!(Proof::decode_all(&mut &many[..]).is_err());
		assert!(Proof::decode_all(&mut &vec![Vec::<u8>::new(); 128].encode()[..]).is_ok());
	});
}

/// A generator of numbers that is the same in each run.
pub struct Dice(pub u64);

impl Dice {
	pub fn below(&mut self, bound: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 % bound as u64) as usize
	}
}

#[test]
fn each_of_a_thousand_changed_bits_is_refused() {
	Network::run(|net| {
		let (at, proof) = honest(net, 3);
		let nodes = raw(&proof);
		let mut dice = Dice(0x0DDB_A115_EED5_EED5);
		let mut seen = std::collections::BTreeSet::new();
		net.on(RELAY, || {
			while seen.len() < 1_000 {
				let node = dice.below(nodes.len());
				let (byte, bit) = (dice.below(nodes[node].len()), dice.below(8));
				if !seen.insert((node, byte, bit)) {
					continue;
				}
				let mut nodes = nodes.clone();
				nodes[node][byte] ^= 1 << bit;
				let before = sp_io::storage::root(sp_core::storage::StateVersion::V1);
				let call = deliver(at, ab(), 0, 3, bounded(nodes));
				assert!(call.is_err(), "bit {bit} of byte {byte} of node {node}");
				let after = sp_io::storage::root(sp_core::storage::StateVersion::V1);
				assert_eq!(before, after);
			}
			assert_ok!(deliver(at, ab(), 0, 3, proof));
		});
	});
}

#[test]
fn each_changed_bit_of_an_acknowledgement_is_refused() {
	Network::run(|net| {
		sent(net, 3);
		assert_ok!(net.carry((A, RELAY), ab(), 0, 3));
		net.finalize(RELAY);
		let (at, proof) = (net.height(RELAY), net.prove_inbox(RELAY, ab()));
		let nodes = raw(&proof);
		net.on(A, || {
			for node in 0..nodes.len() {
				for byte in 0..nodes[node].len() {
					let mut nodes = nodes.clone();
					nodes[node][byte] ^= 1 << (byte % 8);
					assert!(acknowledge(at, ab(), 3, bounded(nodes)).is_err());
				}
			}
			assert_eq!(ends(ab()).first, 0);
			assert_ok!(acknowledge(at, ab(), 3, proof));
		});
	});
}
