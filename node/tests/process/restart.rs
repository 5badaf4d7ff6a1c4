//! What a node keeps when its process is killed.

use crate::{
	harness::{dev_spec, home, until, Node},
	records::{dev, reading, register, VIN},
};
use carx_sdk::{Call, Client, RecordEntry, Vin};
use serde_json::{json, Value};

/// Records that must be final before the node is killed.
const ENOUGH: usize = 150;
/// Records in one extrinsic of the load.
const BATCH: u32 = 10;

/// A record without reading: so many readings of the same days would each need a hint where they belong.
fn unread(number: u32) -> RecordEntry {
	RecordEntry { odometer: None, ..reading(number % 300) }
}

/// Writes records without a pause, until the node is gone.
async fn write_on(client: Client, vin: Vin) {
	let bob = dev("bob");
	let mut nonce = client.next_nonce(&bob.account()).await.expect("a nonce");
	for batch in 0.. {
		let records = (batch * BATCH..(batch + 1) * BATCH).map(|day| (vin, unread(day), None));
		let call = Call::append_records(records.collect()).expect("a batch");
		if client.submit_with_nonce(&call, &bob, nonce).await.is_err() {
			return;
		}
		nonce += 1;
	}
}

/// All records of the car as of block `at`.
fn history(node: &Node, at: &Value) -> Vec<Value> {
	let mut records = Vec::new();
	let mut next = json!(0);
	while !next.is_null() {
		let mut page = node.ask("carx_history", json!([VIN, next, 100, at]));
		assert_eq!(page["at"]["isFinalized"], true, "{at}");
		records.append(page["records"].as_array_mut().expect("records"));
		next = page["next"].take();
	}
	records
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_final_is_lost_when_a_node_is_killed_under_load() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	let client = Client::connect(&node.url()).await.expect("a connection");
	let vin = register(&client).await;
	let load = tokio::spawn(write_on(client, vin));

	let (head, records) = until("enough final records", || {
		let head = node.ask("chain_getFinalizedHead", json!([]));
		let records = history(&node, &head);
		(records.len() >= ENOUGH).then_some((head, records))
	});
	let height = node.number_of(&head);
	let hashes: Vec<_> = (0..=height).map(|number| node.hash_of(number)).collect();
	assert!(!load.is_finished(), "the load must last until the node is killed");
	node.kill();
	load.await.expect("the load's end");

	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	// The database writes in the background: of the last moments before the kill the mark of finality may be gone.
	node.wait_until_finalized(height);
	let kept: Vec<_> = (0..=height).map(|number| node.hash_of(number)).collect();
	assert_eq!(kept, hashes);
	assert_eq!(history(&node, &head), records);
	node.wait_until_finalized(height + 3);
	assert_eq!(node.hash_of(height), head);
}
