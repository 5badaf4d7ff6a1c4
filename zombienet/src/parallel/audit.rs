//! What must hold over all chains when nothing is under way any more.

use super::{
	passages::{Passages, Way},
	traffic::{Payments, Traffic, AMOUNT},
	Parallel,
};
use carx_sdk::{Client, MessageId, MessageOutcome, Presence};
use serde_json::json;

/// `twox_128("Balances")` and `twox_128("TotalIssuance")`: where FRAME stores all the money that there is.
const TOTAL_ISSUANCE: &str = "0xc2261276cc9d1f8598ea4b6a74b15c2f57c875e4cff74148e4628f264b974c80";

/// All the money on all chains, as of their final blocks. Burnt nowhere and made nowhere but by messages, it stays what it is.
///
/// # Panics
/// If a chain does not answer.
pub async fn money(network: &Parallel) -> u128 {
	let mut sum = 0;
	for name in network.names() {
		sum += issuance(&network.connect(name).await).await;
	}
	sum
}

async fn issuance(client: &Client) -> u128 {
	let head = client.finalized().await.expect("a final block").block().hash;
	let answer = client.ask("state_getStorage", &[json!(TOTAL_ISSUANCE), json!(head)]).await;
	let answer = answer.expect("what is stored");
	let digits = answer.as_str().and_then(|text| text.strip_prefix("0x")).expect("an amount");
	// Little endian.
	u128::from_str_radix(digits, 16).expect("an amount").swap_bytes()
}

/// Looks at all messages, at the money of everybody who was paid, and at where each car lives. What is wrong, in words.
///
/// # Panics
/// If a chain does not answer.
pub async fn faults(
	network: &Parallel,
	traffic: &Traffic,
	passages: &Passages,
	money_before: u128,
) -> Vec<String> {
	let mut faults = passages.faults.clone();
	faults.extend(passages.ways.iter().filter_map(|(id, way)| fault(network, id, way)));
	for one in &traffic.payments {
		faults.extend(unpaid(network, one, passages).await);
	}
	faults.extend(homeless(network, traffic).await);
	let money_after = money(network).await;
	if money_after != money_before {
		faults.push(format!("there was {money_before} on all chains, and now {money_after}"));
	}
	faults
}

/// What is wrong with the way of a message, if anything is.
fn fault(network: &Parallel, id: &MessageId, way: &Way) -> Option<String> {
	let (Some(sent), Some((at, decided)), Some((_, closed))) =
		(&way.sent, &way.decided, &way.closed)
	else {
		return Some(format!("{id:?} was lost: {way:?}"));
	};
	let relay = network.relay();
	let passed_relay = sent.chain != relay && at.chain != relay;
	let settled = way.settled.as_ref().map(|(_, outcome)| outcome);
	let is_right = decided == closed
		&& way.confirmed.is_some() == passed_relay
		&& settled == passed_relay.then_some(decided);
	(!is_right).then(|| format!("{id:?} went a way that it must not: {way:?}"))
}

/// Whether somebody has another sum than the messages to them carried.
async fn unpaid(network: &Parallel, one: &Payments, passages: &Passages) -> Option<String> {
	let arrived = passages.ways.values().filter(|way| {
		let is_done = way.decided.as_ref().is_some_and(|(_, it)| *it == MessageOutcome::Done);
		way.route == one.route && is_done
	});
	let due = u128::try_from(arrived.count()).unwrap_or(u128::MAX) * AMOUNT;
	let at = network.connect(&one.target).await.finalized().await.expect("a final block");
	let has = at.free_balance(one.payee).await.expect("a balance");
	let (source, target) = (&one.source, &one.target);
	(has != due).then(|| format!("from {source} to {target} {due} arrived, and {has} is there"))
}

/// Cars that do not live on exactly one chain.
async fn homeless(network: &Parallel, traffic: &Traffic) -> Vec<String> {
	let mut faults = Vec::new();
	for car in &traffic.travellers {
		let mut homes = Vec::new();
		for name in network.names() {
			let at = network.connect(name).await.finalized().await.expect("a final block");
			let vehicle = at.vehicle(car.vin).await.expect("an answer");
			match vehicle.map(|vehicle| vehicle.presence) {
				Some(Presence::Titled) => homes.push(name),
				Some(Presence::Away { .. }) | None => {},
				Some(other) => faults.push(format!("{} is {other:?} on {name}", car.vin)),
			}
		}
		if homes.len() != 1 {
			faults.push(format!("{} lives on {homes:?}", car.vin));
		}
	}
	faults
}
