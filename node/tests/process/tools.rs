//! The sub-commands, and what the binary refuses to do.

use crate::harness::{dev_spec, failure, home, json_of, path_in, tool, Node};
use std::fs;
use tempfile::TempDir;

#[test]
fn every_preset_gives_a_chain_specification() {
	for (preset, id, validators) in [
		("dev", "carx_dev", 1),
		("local", "carx_local", 4),
		("relay", "carx_relay", 4),
		("trade", "carx_trade", 2),
		("service", "carx_service", 2),
	] {
		let spec = json_of(&tool(&["export-chain-spec", "--chain", preset]));
		assert_eq!(spec["id"], id);
		assert_eq!(spec["protocolId"], "carx");
		assert_eq!(spec["properties"]["tokenSymbol"], "CARX");
		let genesis = &spec["genesis"]["runtimeGenesis"];
		assert_eq!(genesis["patch"]["session"]["keys"].as_array().map(Vec::len), Some(validators));
		assert!(genesis["code"].as_str().is_some_and(|code| code.starts_with("0x")));
	}
}

#[test]
fn a_raw_specification_holds_the_state_of_genesis() {
	let raw = json_of(&tool(&["build-spec", "--chain", "local", "--raw"]));
	assert_eq!(raw["id"], "carx_local");
	assert_eq!(raw["bootNodes"].as_array().map(Vec::len), Some(1));
	// The key under which every chain keeps its runtime is the text `:code`.
	let state = &raw["genesis"]["raw"]["top"];
	assert!(state["0x3a636f6465"].as_str().is_some_and(|code| code.len() > 1_000_000));
	assert!(state.as_object().is_some_and(|entries| entries.len() > 20));
}

#[test]
fn wrong_requests_are_refused_with_the_cause_and_the_cure() {
	let refused = |args: &[&str], words: &[&str]| {
		let messages = failure(args);
		for word in words {
			assert!(messages.contains(word), "`{messages}` does not say `{word}`");
		}
	};
	let folder = home();
	let no_spec = path_in(&folder, "no-spec.json");
	fs::write(&no_spec, r#"{ "name": "nothing" }"#).expect("a file");

	refused(&[], &["no chain chosen", "--dev"]);
	refused(&["--chain", "mars"], &["`mars`", "dev, local", "path of a chain specification"]);
	refused(&["--chain", &no_spec], &[&no_spec, "no chain specification", "export-chain-spec"]);
	refused(&["export-chain-spec", "--chain", "mars"], &["`mars`"]);
	refused(&["purge-chain", "-y", "--chain", "mars"], &["`mars`"]);
	refused(&["--dev", "--network-backend", "libp2p"], &["no libp2p", "litep2p"]);
}

#[test]
fn keys_and_versions_are_shown() {
	let key = json_of(&tool(&["key", "generate", "--scheme", "ed25519", "--output-type", "json"]));
	assert!(key["ss58Address"].as_str().is_some_and(|address| address.starts_with('5')), "{key}");
	let alice = json_of(&tool(&["key", "inspect", "--output-type", "json", "//Alice"]));
	assert_eq!(alice["ss58Address"], "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	let folder = home();
	let file = path_in(&folder, "node-key");
	tool(&["key", "generate-node-key", "--chain", "dev", "--file", &file]);
	assert_eq!(fs::read_to_string(file).expect("the node key").len(), 64);

	let version = tool(&["--version"]);
	assert!(version.contains(concat!(" ", env!("CARGO_PKG_VERSION"), "-")), "{version}");
}

#[test]
fn a_chain_travels_through_a_file() {
	let spec = dev_spec();
	let here = home();
	let node = Node::start(&here, &["--dev", "--chain", &spec]);
	node.wait_until_finalized(4);
	node.stop();

	let on = |folder: &TempDir, command: &str, args: &[&str]| {
		let base = folder.path().to_str().expect("a path in UTF-8");
		tool(&[&[command, "--chain", &spec, "--base-path", base], args].concat())
	};
	let source = json_of(&on(&here, "chain-info", &[]));
	let best = source["best_number"].as_u64().expect("a number");
	assert!(source["finalized_number"].as_u64() >= Some(4), "{source}");

	let there = home();
	let blocks = path_in(&there, "blocks");
	on(&here, "export-blocks", &[&blocks]);
	on(&there, "import-blocks", &[&blocks]);
	let copy = json_of(&on(&there, "chain-info", &[]));
	assert_eq!(copy["best_hash"], source["best_hash"]);
	assert_eq!(copy["genesis_hash"], source["genesis_hash"]);
	assert!(on(&there, "check-block", &["3"]).contains("Completed"));

	let state = json_of(&on(&there, "export-state", &["3"]));
	assert!(state["genesis"]["raw"]["top"].as_object().is_some_and(|top| top.len() > 20));

	// Nothing is final in the copy yet: no block before the sixteenth carries its justification.
	on(&there, "revert", &["2"]);
	let shorter = json_of(&on(&there, "chain-info", &[]));
	assert_eq!(shorter["best_number"].as_u64(), Some(best - 2));

	let database = there.path().join("chains/carx_dev/paritydb");
	assert!(database.is_dir());
	on(&there, "purge-chain", &["-y"]);
	assert!(!database.exists());
}
