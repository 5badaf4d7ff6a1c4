//! The runtime is replaced while the network runs and is written to.

use carx_network::{checks, load::dev, node::until, scenario::Scene, Place, Settings};
use carx_sdk::{payload_hash, Call, Committee};
use serde_json::json;
use std::{env, fs, process::Command, time::Instant};

/// The wasm of the next runtime: the file that `CARX_NEXT_RUNTIME` names, else what `scripts/next-runtime` builds now.
fn next_runtime() -> Vec<u8> {
	let path = env::var("CARX_NEXT_RUNTIME").unwrap_or_else(|_| {
		let done = Command::new("../scripts/next-runtime").output().expect("scripts/next-runtime");
		assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
		String::from_utf8(done.stdout).expect("a path").trim().into()
	});
	fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn two_committees_upgrade_a_network_under_load_and_nothing_final_is_lost() {
	let code = next_runtime();
	let mut scene = Scene::start(Place::Loopback, &Settings::default());
	let client = scene.network.client(0);
	let version = |scene: &Scene, at: usize| {
		scene.network.node(at).ask("state_getRuntimeVersion", json!([]))["specVersion"].as_u64()
	};
	let before = version(&scene, 0).expect("a version");
	let run = scene.network.runtime().handle().clone();
	run.block_on(async {
		let at = client.finalized().await.expect("a finalised block");
		let plan = Call::plan(&at, &Call::authorize_upgrade(payload_hash(&code))).expect("a plan");
		let executive = [dev("alice"), dev("bob")];
		client.decide(Committee::Executive, &plan, &executive).await.expect("a plan");
		let at = client.finalized().await.expect("a finalised block");
		let expedite = Call::parse(&at, "Enactment.expedite_plan", "{ id: 0 }").expect("a call");
		let risk = [dev("dave"), dev("eve")];
		client.decide(Committee::Risk, &expedite, &risk).await.expect("no delay");
		let anybody = dev("ferdie");
		client.execute(&Call::apply_upgrade(code), &anybody).await.expect("the new code");
	});
	for at in 0..scene.network.size() {
		until("the new runtime", || (version(&scene, at) == Some(before + 1)).then_some(()));
	}
	// Clients that were connected before go on: the load waits for more of its records, by the very connections.
	scene.load.wait_for(20, std::time::Duration::from_secs(60)).expect("a load that goes on");
	checks::after(&mut scene, "an upgrade".into(), Instant::now(), Vec::new()).require();
}
