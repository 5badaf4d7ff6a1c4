//! Keys, calls and proofs, held against the pallets.

use crate::{
	calls,
	finality::Authorities,
	keys,
	mock::{chain, read, RelayBridge, RuntimeCall, RuntimeOrigin, System, Test},
	proof::{self, Unfit},
	view::Limits,
};
use carx_primitives::{ChainId, Digest};
use codec::Encode;
use frame_support::{assert_ok, traits::Get};
use pallet_light_clients::{AuthoritySets, FinalityProof, Header};
use pallet_relay_bridge::{Ends, Inbox, Lane, Outbox, Role, Route};
use scale_info::{TypeDef, TypeInfo};
use sp_io::TestExternalities;
use sp_runtime::traits::{Dispatchable, Header as _};

const RELAY: ChainId = ChainId([0xC0; 32]);
const TRADE: ChainId = ChainId([0xC1; 32]);
const ROUTE: Route = Route { source: TRADE, target: RELAY, lane: Lane::Assets };
const RELAYER: u64 = 3;

const LIMITS: Limits = Limits {
	max_batch: 8,
	max_unconfirmed: 16,
	max_proof_nodes: 64,
	max_proof_size: 131_072,
	max_ancestors: 3,
	max_header_size: 1_024,
	free_header_interval: 10,
};

#[test]
fn keys_are_those_of_the_pallet() {
	for (nonce, lane) in [(0, Lane::Titles), (7, Lane::Receipts), (u64::MAX, Lane::Assets)] {
		let route = Route { lane, ..ROUTE };
		assert_eq!(keys::outbox(&route, nonce), Outbox::<Test>::hashed_key_for(route, nonce));
		assert_eq!(keys::inbox(&route), Inbox::<Test>::hashed_key_for(route));
		assert_eq!(keys::outbox(&route, nonce), RelayBridge::outbox_key(route, nonce));
		assert_eq!(keys::inbox(&route), RelayBridge::inbox_key(route));
	}
	for set_id in [0, 7, u64::MAX] {
		let key = AuthoritySets::<Test>::hashed_key_for(TRADE, set_id);
		assert_eq!(keys::authority_set(&TRADE, set_id), key);
	}
}

#[test]
fn a_key_of_a_pending_message_tells_which() {
	let mut trade = member(3);
	trade.execute_with(|| {
		let mut keys: Vec<_> = pallet_relay_bridge::Pending::<Test>::iter_keys()
			.map(|(route, number)| {
				pallet_relay_bridge::Pending::<Test>::hashed_key_for(route, number)
			})
			.collect();
		keys.sort();
		assert!(keys.iter().all(|key| key.starts_with(&keys::pending_prefix())));
		let mut told: Vec<_> = keys.iter().map(|key| keys::pending(key).unwrap()).collect();
		told.sort();
		assert_eq!(told, [(ROUTE, 0), (ROUTE, 1), (ROUTE, 2)]);
		let key = &keys[0];
		assert_eq!(keys::pending(&key[1..]), None);
		assert_eq!(keys::pending(&key[..key.len() - 1]), None);
		assert_eq!(keys::pending(&keys::inbox(&ROUTE)), None);
	});
}

/// The names of the parameters of a call.
fn parameters<C: TypeInfo>(name: &str) -> Vec<&'static str> {
	let TypeDef::Variant(calls) = C::type_info().type_def else { panic!("an enum of calls") };
	let call = calls.variants.into_iter().find(|call| call.name == name).expect("the call");
	call.fields.iter().map(|field| field.name.expect("a name")).collect()
}

#[test]
fn calls_have_the_names_and_parameters_of_the_pallets() {
	for call in calls::samples() {
		let expected = match call.pallet {
			calls::BRIDGE => parameters::<pallet_relay_bridge::Call<Test>>(call.name),
			_ => parameters::<pallet_light_clients::Call<Test>>(call.name),
		};
		assert_eq!(call.parameters, expected, "{}", call.name);
	}
	let nodes = vec![vec![1u8; 40], vec![2; 3]];
	let taken = || nodes.iter().map(|node| node.clone().try_into().unwrap());
	let proof = taken().collect::<Vec<_>>().try_into().unwrap();
	let (at, route, first, count) = (9, ROUTE, 4, 2);
	let deliver = pallet_relay_bridge::Call::deliver_parcels { at, route, first, count, proof };
	let call = calls::deliver_parcels(at, &route, first, count, &nodes);
	assert_eq!(read(&call), RuntimeCall::RelayBridge(deliver));
	let (proof, next) = (taken().collect::<Vec<_>>().try_into().unwrap(), 6);
	let show = pallet_relay_bridge::Call::acknowledge_delivery { at, route, next, proof };
	let call = calls::acknowledge_delivery(at, &route, next, &nodes);
	assert_eq!(read(&call), RuntimeCall::RelayBridge(show));
	let header = Header::new(
		7,
		Default::default(),
		Default::default(),
		Default::default(),
		Default::default(),
	);
	let justification = super::finality::justify(&header, vec![], vec![]);
	let one = FinalityProof { header, justification, set_id: 3 };
	for other in [None, Some(one.clone())] {
		let call = calls::report_conflict(&TRADE, &one, other.as_ref());
		let (chain, proof, other) = (TRADE, Box::new(one.clone()), other.map(Box::new));
		let report = pallet_light_clients::Call::report_conflict { chain, proof, other };
		assert_eq!(read(&call), RuntimeCall::LightClients(report));
	}
	let close = pallet_relay_bridge::Call::close_message { route, number: 5 };
	assert_eq!(read(&calls::close_message(&route, 5)), RuntimeCall::RelayBridge(close));
}

/// The state of a chain as it is now: its root, and the nodes that prove some keys.
fn prove(chain: &mut TestExternalities, keys: &[Vec<u8>]) -> (Digest, Vec<Vec<u8>>) {
	chain.commit_all().unwrap();
	let proof = sp_state_machine::prove_read_on_trie_backend(&chain.backend, keys).unwrap();
	(chain.backend.root().0, proof.into_nodes().into_iter().collect())
}

/// Makes a chain believe that another had this state after block `number`.
fn believe(chain: &mut TestExternalities, other: ChainId, number: u32, root: Digest) {
	let none = Default::default();
	let header = Header::new(number, none, root.into(), Default::default(), Default::default());
	chain.execute_with(|| {
		let key = sp_core::ed25519::Public::from_raw([7; 32]);
		let authorities: Authorities = vec![(key.into(), 1)];
		let authorities = authorities.try_into().unwrap();
		let name = b"x".to_vec().try_into().unwrap();
		let (root, header) = (RuntimeOrigin::root(), Box::new(header));
		let call = pallet_light_clients::Pallet::<Test>::register_chain;
		assert_ok!(call(root, other, name, header, authorities, 0));
	});
}

/// A member with `count` messages in its outbox for the relay.
fn member(count: u8) -> TestExternalities {
	let mut trade = chain(TRADE);
	trade.execute_with(|| {
		pallet_relay_bridge::ChainRole::<Test>::put(Role::Member { relay: RELAY });
		for content in 0..count {
			let origin = RuntimeOrigin::signed(1);
			let expires_at = 1_795_348_900_000;
			assert_ok!(RelayBridge::propose(origin, RELAY, Box::new(content), expires_at));
		}
	});
	trade
}

#[test]
fn parcels_travel_and_are_acknowledged() {
	let mut trade = member(3);
	let mut relay = chain(RELAY);
	relay.execute_with(|| pallet_relay_bridge::ChainRole::<Test>::put(Role::Relay));
	let parcels: Vec<_> = (0..3).map(|nonce| keys::outbox(&ROUTE, nonce)).collect();
	let (root, nodes) = prove(&mut trade, &parcels);
	assert_eq!(proof::read(root, &nodes, &parcels, &LIMITS).unwrap().len(), 3);

	believe(&mut relay, TRADE, 9, root);
	relay.execute_with(|| {
		let call = read(&calls::deliver_parcels(9, &ROUTE, 0, 3, &nodes));
		assert_ok!(call.dispatch(RuntimeOrigin::signed(RELAYER)));
		assert_eq!(RelayBridge::inboxes(), [(ROUTE, 3)]);
	});
	let inbox = [keys::inbox(&ROUTE)];
	let (root, nodes) = prove(&mut relay, &inbox);
	assert_eq!(proof::read(root, &nodes, &inbox, &LIMITS).unwrap(), [3u64.encode()]);

	believe(&mut trade, RELAY, 12, root);
	trade.execute_with(|| {
		let call = read(&calls::acknowledge_delivery(12, &ROUTE, 3, &nodes));
		assert_ok!(call.dispatch(RuntimeOrigin::signed(RELAYER)));
		assert_eq!(RelayBridge::ends(ROUTE), Ends { first: 3, next: 3, pending: 3 });
		assert_eq!(System::block_number(), 1);
	});
}

#[test]
fn a_proof_that_the_bridge_would_refuse_is_seen_before() {
	let mut trade = member(3);
	let parcels: Vec<_> = (0..2).map(|nonce| keys::outbox(&ROUTE, nonce)).collect();
	let (root, nodes) = prove(&mut trade, &parcels);
	let unfit = |root, nodes: &[Vec<u8>], keys: &[Vec<u8>], limits| {
		proof::read(root, nodes, keys, limits).unwrap_err()
	};
	let wrong = |unfit| assert!(matches!(unfit, Unfit::Wrong(_)), "{unfit:?}");
	wrong(unfit([9; 32], &nodes, &parcels, &LIMITS));
	wrong(unfit(root, &nodes[1..], &parcels, &LIMITS));
	wrong(unfit(root, &[&nodes[..], &nodes[..1]].concat(), &parcels, &LIMITS));
	wrong(unfit(root, &nodes, &parcels[..1], &LIMITS));
	let absent = [keys::outbox(&ROUTE, 3)];
	let (_, nothing) = prove(&mut trade, &absent);
	wrong(unfit(root, &nothing, &absent, &LIMITS));

	let bytes = nodes.iter().map(Vec::len).sum::<usize>();
	let too_large = Unfit::TooLarge { nodes: nodes.len(), bytes };
	let bounds = [
		Limits { max_proof_size: u32::try_from(bytes).unwrap() - 1, ..LIMITS },
		Limits { max_proof_nodes: u32::try_from(nodes.len()).unwrap() - 1, ..LIMITS },
	];
	for limits in &bounds {
		assert_eq!(unfit(root, &nodes, &parcels, limits), too_large);
	}
}

#[test]
fn the_bounds_are_constants_of_the_pallets() {
	// Named as `node` asks for them.
	let max_batch: u32 = <Test as pallet_relay_bridge::Config>::MaxBatch::get();
	assert_eq!(max_batch, LIMITS.max_batch);
	let bridge: Vec<_> =
		RelayBridge::pallet_constants_metadata().into_iter().map(|it| it.name).collect();
	for name in ["MaxBatch", "MaxUnconfirmed", "MaxProofNodes", "MaxProofSize"] {
		assert!(bridge.contains(&name), "{name} in {bridge:?}");
	}
	let clients = pallet_light_clients::Pallet::<Test>::pallet_constants_metadata();
	let clients: Vec<_> = clients.into_iter().map(|it| it.name).collect();
	for name in ["MaxAncestors", "MaxHeaderSize", "FreeHeaderInterval"] {
		assert!(clients.contains(&name), "{name} in {clients:?}");
	}
}
