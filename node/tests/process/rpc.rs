//! JSON-RPC and metrics of a development node.

use crate::harness::{dev_spec, home, until, Node, UNKNOWN_VIN};
use serde_json::{json, Value};

const INVALID_PARAMS: i64 = -32602;
const UNKNOWN_BLOCK: i64 = 20_001;
const STATE_PRUNED: i64 = 20_002;

/// Groups of methods that integrators build on, each with one of them.
const PROMISED: [&str; 26] = [
	"author_submitAndWatchExtrinsic",
	"carx_can",
	"carx_chains",
	"carx_foreign",
	"carx_history",
	"carx_message",
	"carx_participant",
	"carx_plate",
	"carx_readingHint",
	"carx_report",
	"carx_telemetryBatch",
	"carx_title",
	"carx_vehicle",
	"carx_version",
	"chainHead_v1_follow",
	"chainSpec_v1_genesisHash",
	"chain_subscribeFinalizedHeads",
	"grandpa_proveFinality",
	"grandpa_roundState",
	"grandpa_subscribeJustifications",
	"payment_queryInfo",
	"state_getMetadata",
	"state_getReadProof",
	"system_accountNextIndex",
	"system_health",
	"transactionWatch_v1_submitAndWatch",
];

#[test]
fn names_methods_and_versions() {
	let home = home();
	// No `--chain`: the preset itself.
	let node = Node::start(&home, &["--dev"]);

	let methods = node.ask("rpc_methods", json!([]));
	let methods = methods["methods"].as_array().expect("a list of methods");
	let missing: Vec<_> = PROMISED.iter().filter(|name| !methods.contains(&json!(name))).collect();
	assert!(missing.is_empty(), "not served: {missing:?}");

	let version = node.ask("carx_version", json!([]));
	let is_ours = |node: &str| node.starts_with(concat!(env!("CARGO_PKG_VERSION"), "-"));
	assert!(version["node"].as_str().is_some_and(is_ours), "{version}");
	assert_eq!(version["runtime"]["specName"], "carxchain");
	assert!(
		version["runtime"]["specVersion"].is_u64()
			&& version["runtime"]["transactionVersion"].is_u64()
	);
	assert_eq!(version["protocol"], 1);
	assert_eq!(version["genesis"], node.hash_of(0));
	assert_eq!(version["chain"], "carx_dev");

	let health = node.ask("system_health", json!([]));
	assert_eq!(health, json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false }));
	let properties = node.ask("system_properties", json!([]));
	assert_eq!(properties, json!({ "tokenSymbol": "CARX", "tokenDecimals": 12, "ss58Format": 42 }));
}

#[test]
fn answers_for_cars_that_nobody_registered_and_refuses_what_makes_no_sense() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);

	assert_eq!(node.ask("carx_vehicle", json!([UNKNOWN_VIN])), Value::Null);
	assert_eq!(node.ask("carx_vehicle", json!({ "vin": UNKNOWN_VIN.to_lowercase() })), Value::Null);
	let genesis = node.hash_of(0);
	let page = node.ask("carx_history", json!([UNKNOWN_VIN.to_lowercase(), 0, 100, genesis]));
	assert_eq!(
		page,
		json!({
			"vin": UNKNOWN_VIN,
			"recordCount": 0,
			"recordHead": format!("0x{}", "00".repeat(32)),
			"records": [],
			"next": null,
			"at": { "hash": genesis, "number": 0, "isFinalized": true },
		})
	);

	let refused = |method: &str, params: Value, expected: i64, words: &[&str]| {
		let (code, message) = node.refusal(method, params);
		assert_eq!(code, expected, "{message}");
		for word in words {
			assert!(message.contains(word), "`{message}` does not say `{word}`");
		}
	};
	for method in ["carx_vehicle", "carx_history", "carx_report"] {
		refused(method, json!(["1M8GDM9AXKP04278O"]), INVALID_PARAMS, &["'O'", "position 17"]);
		refused(method, json!(["1M8GDM9A1KP042788"]), INVALID_PARAMS, &["check digit", "'X'"]);
		refused(method, json!([""]), INVALID_PARAMS, &["17 characters", "this has 0"]);
		refused(method, json!(["A".repeat(100_000)]), INVALID_PARAMS, &["this has 100000"]);
		refused(method, json!([]), INVALID_PARAMS, &[]);
	}
	refused(
		"carx_history",
		json!([UNKNOWN_VIN, 0, 0]),
		INVALID_PARAMS,
		&["limit is 0", "1 to 100"],
	);
	refused("carx_history", json!([UNKNOWN_VIN, 0, 101]), INVALID_PARAMS, &["limit is 101"]);
	refused("carx_history", json!([UNKNOWN_VIN, -1]), INVALID_PARAMS, &[]);
	let nowhere = format!("0x{}", "11".repeat(32));
	refused(
		"carx_vehicle",
		json!([UNKNOWN_VIN, nowhere]),
		UNKNOWN_BLOCK,
		&[&nowhere, "best block"],
	);
	refused("carx_history", json!([UNKNOWN_VIN, 0, 1, nowhere]), UNKNOWN_BLOCK, &[&nowhere]);
	refused("carx_vehicle", json!([UNKNOWN_VIN, "0x11"]), INVALID_PARAMS, &[]);
}

#[test]
fn refuses_questions_about_the_ledger_that_make_no_sense() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);
	let digest = format!("0x{}", "22".repeat(32));
	let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

	for (method, params) in [
		("carx_report", json!([UNKNOWN_VIN, 0, 0])),
		("carx_report", json!([UNKNOWN_VIN, 0, 101])),
		("carx_can", json!(["paint", UNKNOWN_VIN])),
		("carx_can", json!(["sell", "1M8GDM9AXKP04278O"])),
		("carx_can", json!(["sell"])),
		("carx_plate", json!(["us", digest])),
		("carx_plate", json!(["USA", digest])),
		("carx_plate", json!(["US", "0x22"])),
		("carx_plate", json!(["US", digest, -1])),
		("carx_participant", json!(["5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694tz"])),
		("carx_participant", json!(["bob"])),
		("carx_participant", json!([])),
		("carx_readingHint", json!(["1M8GDM9AXKP04278O", 0, 0])),
		("carx_readingHint", json!([UNKNOWN_VIN, 0])),
		("carx_readingHint", json!([UNKNOWN_VIN, 0, -1])),
		("carx_telemetryBatch", json!([digest])),
		("carx_telemetryBatch", json!(["0x22", 0])),
		("carx_telemetryBatch", json!([digest, -1])),
		("carx_title", json!(["1M8GDM9AXKP04278O"])),
		("carx_foreign", json!([])),
		("carx_chains", json!(["0x22"])),
		("carx_message", json!(["0x22", 0])),
		("carx_message", json!([digest, -1])),
		("carx_message", json!([digest])),
	] {
		let (code, message) = node.refusal(method, params.clone());
		assert_eq!(code, INVALID_PARAMS, "{method} {params}: {message}");
	}

	let nowhere = format!("0x{}", "11".repeat(32));
	for (method, params) in [
		("carx_report", json!({ "vin": UNKNOWN_VIN, "at": nowhere })),
		("carx_can", json!(["sell", UNKNOWN_VIN, nowhere])),
		("carx_plate", json!(["US", digest, 0, nowhere])),
		("carx_participant", json!([bob, nowhere])),
		("carx_readingHint", json!([UNKNOWN_VIN, 0, 0, nowhere])),
		("carx_telemetryBatch", json!([digest, 0, nowhere])),
		("carx_title", json!([UNKNOWN_VIN, nowhere])),
		("carx_foreign", json!([UNKNOWN_VIN, nowhere])),
		("carx_chains", json!([nowhere])),
		("carx_message", json!([digest, 0, nowhere])),
	] {
		let (code, message) = node.refusal(method, params);
		assert_eq!(code, UNKNOWN_BLOCK, "{method}: {message}");
	}

	assert_eq!(node.ask("carx_report", json!([UNKNOWN_VIN])), Value::Null);
	assert_eq!(node.ask("carx_participant", json!([bob])), Value::Null);
	assert_eq!(node.ask("carx_plate", json!(["US", digest]))["vin"], Value::Null);
	assert_eq!(node.ask("carx_readingHint", json!([UNKNOWN_VIN, 0, 0]))["after"], Value::Null);
	assert_eq!(node.ask("carx_telemetryBatch", json!([digest, 0])), Value::Null);
}

#[test]
fn says_which_state_is_gone_and_who_has_it() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec(), "--state-pruning", "1"]);
	node.wait_until_finalized(4);
	for method in ["carx_vehicle", "carx_history"] {
		let params = json!({ "vin": UNKNOWN_VIN, "at": node.hash_of(1) });
		let (code, message) = node.refusal(method, params);
		assert_eq!(code, STATE_PRUNED, "{message}");
		assert!(message.contains("after block 1 ") && message.contains("archive"), "{message}");
	}
}

#[test]
fn finality_moves_can_be_proved_and_is_measured() {
	let home = home();
	let node = Node::start(&home, &["--dev", "--chain", &dev_spec()]);

	node.wait_until_finalized(1);
	let first = node.finalized();
	node.wait_until_finalized(first + 2);

	// A proof begins with the hash of the justified block.
	for block in [0, 1, first, first + 2] {
		let proof = node.ask("grandpa_proveFinality", json!([block]));
		let proof = proof.as_str().expect("a proof in hex");
		let justified = node.number_of(&json!(proof[..66]));
		assert!((block..=block + 16).contains(&justified), "{block} by {justified}");
	}
	let (code, message) = node.refusal("grandpa_proveFinality", json!([u32::MAX]));
	assert_eq!(code, 4);
	assert!(message.contains("4294967295 is not finalised"), "{message}");
	let rounds = node.ask("grandpa_roundState", json!([]));
	assert_eq!(rounds["best"]["totalWeight"], 1, "{rounds}");

	let series = r#"substrate_block_height{status="finalized",chain="carx_dev"}"#;
	let measured = until("the finalised height among the metrics", || {
		node.metric(series).filter(|height| *height >= f64::from(first))
	});
	assert!(measured <= f64::from(node.finalized()));

	// The block that was finalised first is still on the chain, and known to be final.
	let at = node.hash_of(first);
	let page = node.ask("carx_history", json!([UNKNOWN_VIN, 0, 1, at]));
	assert_eq!(page["at"], json!({ "hash": at, "number": first, "isFinalized": true }));
}
