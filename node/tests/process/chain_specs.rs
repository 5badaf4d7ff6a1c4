//! `chain-specs/recipe`: what it shows is what is committed, and what it makes is a network.

use crate::harness::{binary, home, json_of, path_in, Node};
use serde_json::Value;
use std::{
	fs,
	path::PathBuf,
	process::{Command, Output},
};
use tempfile::TempDir;

const FOUNDERS: [&str; 4] = ["maker", "dealers", "insurer", "inspection"];

fn folder() -> PathBuf {
	PathBuf::from("../chain-specs")
}

fn recipe(args: &[&str]) -> Output {
	let mut recipe = Command::new(folder().join("recipe"));
	recipe.args(args).env("CARX_NODE", binary()).output().expect("chain-specs/recipe")
}

#[track_caller]
fn made(args: &[&str]) -> String {
	let done = recipe(args);
	assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
	String::from_utf8(done.stdout).expect("text")
}

#[track_caller]
fn refused(args: &[&str]) -> String {
	let done = recipe(args);
	assert_eq!(done.status.code(), Some(1), "{args:?}");
	String::from_utf8(done.stderr).expect("text")
}

#[test]
fn the_committed_specifications_are_those_of_the_presets() {
	for preset in ["dev", "local", "relay", "trade", "service"] {
		let committed = folder().join(preset).with_extension("json");
		let committed = fs::read_to_string(committed).expect("a committed specification");
		assert_eq!(made(&["show", preset]), committed, "make it again: see chain-specs/README.md");
	}
}

/// Four founders with their keys, and their cards in one folder.
fn founders() -> TempDir {
	let folder = home();
	fs::create_dir(folder.path().join("cards")).expect("a folder");
	for name in FOUNDERS {
		made(&["founder", name, &path_in(&folder, name)]);
		let card = path_in(&folder, &format!("cards/{name}.json"));
		fs::copy(folder.path().join(name).join("card.json"), card).expect("a card");
	}
	folder
}

#[test]
fn founders_start_a_network_with_keys_of_their_own() {
	let folder = founders();
	let [plan, cards, spec] =
		["plan.json", "cards", "spec.json"].map(|file| path_in(&folder, file));
	let mut wanted = json_of(
		&fs::read_to_string(self::folder().join("consortium/plan.json")).expect("the example"),
	);
	wanted["addresses"] = Value::Object(Default::default());
	fs::write(&plan, wanted.to_string()).expect("a plan");
	made(&["network", &plan, &cards, &spec]);

	let text = fs::read_to_string(&spec).expect("the specification");
	let mut raw = json_of(&text);
	assert_eq!(raw["id"], "example_consortium");
	assert_eq!(raw["chainType"], "Live");
	// The runtime's code knows the presets, and so the keys that everybody knows; the rest of the state does not.
	let state = raw["genesis"]["raw"]["top"].as_object_mut().expect("the state of genesis");
	assert!(state.remove("0x3a636f6465").is_some());
	let state = raw.to_string();
	// Nobody is root: the key of sudo, under twox128("Sudo") ++ twox128("Key"), is not there.
	assert!(!state.contains("0x5c0d1176a568c1f92944340dbfed9e9c530ebca703c85910e7164cb7d1c9e47b"));
	// Alice's account, which everybody knows, has nothing.
	assert!(!state.contains("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"));
	// Made again, it is the same.
	let again = path_in(&folder, "again.json");
	made(&["network", &plan, &cards, &again]);
	assert_eq!(fs::read_to_string(again).expect("the specification"), text);

	let mut nodes: Vec<Node> = Vec::new();
	for name in FOUNDERS {
		let keys = |file: &str| path_in(&folder, &format!("{name}/{file}"));
		let (keystore, node_key) = (keys("keystore"), keys("node-key"));
		let mut args = vec!["--chain", &spec, "--validator", "--keystore-path", &keystore];
		args.extend(["--node-key-file", &node_key]);
		let friend = nodes.first().map(Node::peer_address);
		if let Some(friend) = &friend {
			args.extend(["--bootnodes", friend]);
		}
		let folder = Box::leak(Box::new(home()));
		nodes.push(Node::start(folder, &args));
	}
	for node in &nodes {
		node.wait_until_finalized(5);
	}
}

#[test]
fn the_recipe_refuses_what_could_not_live() {
	let folder = founders();
	let [plan, cards, spec] =
		["plan.json", "cards", "spec.json"].map(|file| path_in(&folder, file));
	let example =
		fs::read_to_string(self::folder().join("consortium/plan.json")).expect("the example");
	let with = |change: &dyn Fn(&mut Value)| {
		let mut wanted = json_of(&example);
		change(&mut wanted);
		fs::write(&plan, wanted.to_string()).expect("a plan");
		refused(&["network", &plan, &cards, &spec])
	};
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	assert!(with(&|plan| plan["registrars"] = [alice].into()).contains(alice));
	assert!(with(&|plan| plan["arbiters"] = ["maker", "maker"].into()).contains("1 members"));
	assert!(with(&|plan| plan["endowments"]["maker"] = 5.into()).contains("maker is endowed"));
	assert!(with(&|plan| plan["treasury"] = 20_000_000.into()).contains("at most"));
	assert!(with(&|plan| plan["id"] = "carx_dev".into()).contains("for development"));
	assert!(with(&|plan| drop(plan.as_object_mut().map(|plan| plan.remove("rules"))))
		.contains("lacks rules"));
	fs::remove_file(folder.path().join("cards/maker.json")).expect("a card");
	assert!(with(&|_| ()).contains("3 cards"));
	assert!(refused(&["founder", "dealers", &path_in(&folder, "dealers")]).contains("exists"));
}
