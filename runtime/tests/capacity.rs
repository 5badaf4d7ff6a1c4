//! How many chains one relay can serve, by the weights of what relayers bring to it.

mod common;

use carxchain_runtime::{
	configs::{AssetKind, BlockWeights},
	messages::{Content, Transfer},
	Header, Runtime, RuntimeCall, UNIT,
};
use codec::{Decode, Encode};
use common::{
	parallel::{id, proposal, Chains, SERVICE, TRADE},
	*,
};
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::Get,
};
use pallet_light_clients::{Config as LightClients, Justification};
use pallet_relay_bridge::{Call, Config as RelayBridge, Lane, Route};
use sp_core::H256;
use sp_runtime::traits::Header as _;

/// Validators of a chain, of which two thirds and one vote.
const VALIDATORS: [u32; 3] = [4, 21, 100];

/// A justification by so many votes, none of them good: its weight is asked alone.
fn justification(votes: u32) -> Justification {
	let vote = ((H256::zero(), 1u32), [0u8; 64], [0u8; 32]);
	let bytes = (1u64, H256::zero(), 1u32, vec![vote; votes as usize], Vec::<Header>::new());
	Justification::decode(&mut &bytes.encode()[..]).unwrap()
}

fn header(validators: u32) -> RuntimeCall {
	let header = Header::new(1, H256::zero(), H256::zero(), H256::zero(), Default::default());
	let votes = validators * 2 / 3 + 1;
	let (header, justification) = (Box::new(header), Box::new(justification(votes)));
	let chain = id(TRADE);
	pallet_light_clients::Call::submit_finality { chain, header, justification, set_id: 0 }.into()
}

/// What a relayer brings to the relay for one chain at a time: a header, as many payments to another chain as one delivery has, the receipts of
/// as many, and the proof that what went to the chain has arrived.
fn visit(payments: &RuntimeCall, validators: u32) -> [RuntimeCall; 4] {
	let RuntimeCall::RelayBridge(Call::deliver_parcels { at, route, first, count, proof }) =
		payments
	else {
		panic!("{payments:?} is no delivery")
	};
	let (at, first, count) = (*at, *first, *count);
	// Receipts are smaller than payments, and so is what proves them.
	let receipts = Route { lane: Lane::Receipts, ..*route };
	let of_receipts =
		Call::deliver_parcels { at, route: receipts, first, count, proof: proof.clone() };
	// One value is proven by the nodes on the way to it: what proves as many parcels has more.
	let arrived = Call::acknowledge_delivery { at, route: *route, next: 1, proof: proof.clone() };
	[header(validators), payments.clone(), of_receipts.into(), arrived.into()]
}

/// Computing that an extrinsic takes, of the share of a block that extrinsics have, in picoseconds.
fn weight(call: &RuntimeCall) -> u64 {
	let base = BlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
	let info = call.get_dispatch_info();
	info.total_weight().saturating_add(base).ref_time()
}

#[test]
fn the_relay_has_room_for_all_the_chains_that_it_may_follow() {
	Chains::run(|chains| {
		let batch: u32 = <Runtime as RelayBridge>::MaxBatch::get();
		chains.on(TRADE, || {
			for _ in 0..batch {
				let to = account(BUYER);
				let payment = Transfer { asset: AssetKind::Native, to, amount: UNIT };
				ok(OWNER, proposal(SERVICE, Content::Assets(payment)));
			}
		});
		chains.finalize(TRADE);
		let route = Route { source: id(TRADE), target: id(SERVICE), lane: Lane::Assets };
		let payments = chains.delivery(TRADE, route, 0, batch).into();
		let limit = BlockWeights::get().get(DispatchClass::Normal).max_total.unwrap().ref_time();
		let interval: u32 = <Runtime as LightClients>::FreeHeaderInterval::get();
		for validators in VALIDATORS {
			let parts = visit(&payments, validators).map(|call| weight(&call));
			let visits = limit / parts.iter().sum::<u64>();
			let served = visits * u64::from(interval);
			let milliseconds = parts.map(|part| part as f64 / 1e9);
			println!(
				"{validators} validators: {milliseconds:.2?} ms; {visits} visits in a block, {served} chains, {} messages a second",
				visits * u64::from(batch)
			);
			let most: u32 = <Runtime as LightClients>::MaxChains::get();
			assert!(served >= most.into(), "{served} of {most} chains");
		}
	});
}
