//! A validator is sent what is no request and no peer's message.

use carx_network::{scenario::Scene, Place, Scenario, Settings};

#[test]
fn a_validator_bears_malformed_input() {
	let settings = Settings { seed: 1, kills: 0, tell: false };
	let mut scene = Scene::start(Place::Loopback, &settings);
	for scenario in [Scenario::MalformedRpc, Scenario::MalformedPeers] {
		scenario.play(&mut scene).require();
	}
}
