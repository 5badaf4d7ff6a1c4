//! One of four validators is killed and comes back.

use carx_network::{scenario::Scene, Scenario, Settings};

#[test]
fn a_validator_is_killed_and_comes_back() {
	let settings = Settings { seed: 1, kills: 0, tell: false };
	let scenario = Scenario::KillOne;
	let mut scene = Scene::start(scenario.place(), &settings);
	scenario.play(&mut scene).require();
}
