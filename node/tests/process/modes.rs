//! The ways to run a node: `docs/runbooks/run-a-node.md`. Validators and warp sync are among the networks.

use crate::{
	harness::{dev_spec, failure, home, Launch, Node},
	records::dev,
};
use carx_sdk::{Call, Client};
use serde_json::json;
use std::time::Duration;

/// What a node says to a transfer. While it still catches up it cuts its clients off, who then try again.
async fn refusal(node: &Node) -> String {
	let (bob, transfer) = (dev("bob"), Call::transfer(dev("dave").account(), 1));
	for _ in 0..20 {
		let attempt = async { Client::connect(&node.url()).await?.execute(&transfer, &bob).await };
		let refusal = attempt.await.expect_err("it takes nothing").to_string();
		if !refusal.contains("chainHead") {
			return refusal;
		}
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
	panic!("the node cut its clients off twenty times");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_only_follows_takes_nothing() {
	let (author_home, follower_home) = (home(), home());
	let spec = dev_spec();
	let author = Node::start(&author_home, &["--dev", "--chain", &spec]);
	let friend = author.peer_address();
	let args = ["--follow-only", "--chain", &spec, "--bootnodes", &friend];
	let follower = Node::start(&follower_home, &args);
	follower.wait_until_finalized(3);
	assert_eq!(follower.ask("system_nodeRoles", json!([])), json!(["Full"]));

	let refusal = refusal(&follower).await;
	assert!(refusal.contains("could not enter the pool"), "{refusal}");
	// Nor does it take what reached the others: its pool stays empty while theirs has it.
	assert_eq!(follower.ask("author_pendingExtrinsics", json!([])), json!([]));

	// Its database is one that keeps every state.
	follower.stop();
	let base = follower_home.path().to_str().expect("a path in UTF-8");
	let pruning = failure(&["--chain", &spec, "--base-path", base, "--state-pruning", "256"]);
	assert!(pruning.contains("stored: ArchiveAll"), "{pruning}");
}

#[test]
fn a_compiled_runtime_is_kept_for_the_next_start() {
	let (home, cache) = (home(), crate::harness::home());
	let spec = dev_spec();
	let mut launch = Launch::new(home.path(), &["--dev", "--chain", &spec]);
	let folder = cache.path().to_str().expect("a path in UTF-8").to_owned();
	launch.env.push(("CARX_WASM_CACHE".into(), folder));
	let node = launch.start();
	node.wait_until_finalized(1);
	node.stop();
	let kept = std::fs::read_dir(cache.path().join("modules")).expect("a folder for modules");
	assert_eq!(kept.count(), 1);
}

#[test]
fn a_node_that_only_follows_is_no_validator() {
	let refusal = crate::harness::run(&["--follow-only", "--validator", "--chain", "local"]);
	assert_eq!(refusal.status.code(), Some(2));
	assert!(refusal.messages.contains("cannot be used with"), "{}", refusal.messages);
}

#[test]
fn a_public_node_answers_all_but_what_is_for_its_operator() {
	let home = home();
	let args =
		["--dev", "--chain", &dev_spec(), "--rpc-methods", "safe", "--rpc-rate-limit", "600"];
	let args = [&args[..], &["--rpc-cors", "all", "--rpc-max-batch-request-len", "50"]].concat();
	let node = Node::start(&home, &args);
	assert_eq!(node.ask("system_chain", json!([])), json!("CARXCHAIN Development"));
	let (_, refusal) = node.refusal("author_rotateKeysWithOwner", json!(["0x00"]));
	assert!(refusal.contains("unsafe"), "{refusal}");
}
