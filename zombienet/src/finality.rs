//! How long it takes until a record, and a block, is final.

use crate::{
	load::{dev, record, register},
	network::Network,
	node::{hex_number, json_of},
	random::Random,
	report::{spread, table, Format, SPREAD},
	websocket::WebSocket,
};
use carx_sdk::Call;
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, PoisonError},
	thread,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Mean time between two records, in milliseconds.
const BETWEEN_RECORDS: u64 = 500;
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a subscription may be silent.
const SILENCE: Duration = Duration::from_secs(10);
const VIN: &str = "1HGCM82633A004352";
/// `Timestamp::set` ends in its moment: a compact number of six bytes, little endian, after their count.
const MOMENT_PREFIX: &str = "0b";
const MOMENT_DIGITS: usize = 12;

/// Times in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Measured {
	/// From the submission of a record until its client knows it final.
	pub records: Vec<u64>,
	/// From the moment that a block's author stated until the first node reports the block final.
	pub blocks: Vec<u64>,
}

/// Unix time in milliseconds at which the first node reported a block final, by its number in hexadecimal.
type Reported = Arc<Mutex<BTreeMap<String, u64>>>;

/// Submits `count` single records of one account at random moments to the first node.
///
/// # Panics
/// If the network does not do its work.
pub fn measure(network: &Network, count: u32, random: &mut Random) -> Measured {
	// One node: at another, an account's next extrinsic would wait there for the one before it.
	let client = network.client(0);
	let vin = network.runtime().block_on(register(&client, VIN, &dev("bob")));
	let reported = Reported::default();
	for (_, node) in network.running() {
		let socket = WebSocket::connect(node.rpc_address(), SILENCE).expect("a connection");
		let reported = reported.clone();
		// It ends with its node.
		thread::spawn(move || follow(socket, &reported));
	}
	let pauses: Vec<_> = (0..count).map(|_| random.below(2 * BETWEEN_RECORDS)).collect();
	let records = network.runtime().block_on(async {
		let bob = dev("bob");
		let first = client.next_nonce(&bob.account()).await.expect("a nonce");
		let mut waiting = Vec::new();
		for (number, pause) in (0..count).zip(pauses) {
			tokio::time::sleep(Duration::from_millis(pause)).await;
			let client = client.clone();
			let bob = bob.clone();
			let nonce = first + u64::from(number);
			waiting.push(tokio::spawn(async move {
				let call = Call::append_record(vin, record(number), None);
				let start = Instant::now();
				let sent = client
					.submit_with_nonce(&call, &bob, nonce)
					.await
					.expect("a place in the pool");
				let done = tokio::time::timeout(PATIENCE, sent.finalized()).await;
				done.expect("finality in time").expect("a final record");
				start.elapsed()
			}));
		}
		let mut times = Vec::new();
		for one in waiting {
			times.push(milliseconds(one.await.expect("a record's time")));
		}
		times
	});
	let reported = reported.lock().unwrap_or_else(PoisonError::into_inner).clone();
	let authored = |number: &String| {
		let hash = network.node(0).hash_of(hex_number(&json!(number)));
		stated_moment(&network.node(0).ask("chain_getBlock", json!([hash])))
	};
	let blocks =
		reported.iter().filter_map(|(number, at)| Some(at.saturating_sub(authored(number)?)));
	Measured { records, blocks: blocks.collect() }
}

fn follow(mut socket: WebSocket, reported: &Reported) {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "chain_subscribeFinalizedHeads", "params": [] });
	if socket.send(request.to_string().as_bytes()).is_err() {
		return;
	}
	while let Ok(message) = socket.receive() {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, milliseconds);
		let header = json_of(&message)["params"]["result"].take();
		// Of final blocks there is one at a height.
		if let Some(number) = header["number"].as_str() {
			let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
			reported.entry(number.into()).or_insert(now);
		}
	}
}

/// The moment that a block's author stated, in Unix milliseconds.
fn stated_moment(block: &Value) -> Option<u64> {
	let extrinsic = block["block"]["extrinsics"][0].as_str()?;
	let (rest, moment) = extrinsic.split_at_checked(extrinsic.len().checked_sub(MOMENT_DIGITS)?)?;
	rest.ends_with(MOMENT_PREFIX).then_some(())?;
	let moment = u64::from_str_radix(moment, 16).ok()?;
	// Six bytes of eight, in the other order.
	Some(moment.swap_bytes() >> 16)
}

fn milliseconds(time: Duration) -> u64 {
	u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The table of a measurement.
pub fn show(measured: &Measured, format: Format) -> String {
	let rows = [
		spread("record: submitted to final", measured.records.iter().copied()),
		spread("block: authored to final", measured.blocks.iter().copied()),
	];
	table(&SPREAD, &rows, format)
}
