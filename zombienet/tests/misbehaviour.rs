//! A validator's keys are used on two machines.

use carx_network::{scenario::Scene, Scenario, Settings};

#[test]
fn a_doubled_validator_is_banned_and_the_others_go_on() {
	let settings = Settings { seed: 1, kills: 0, tell: false };
	let scenario = Scenario::DuplicateKey;
	let mut scene = Scene::start(scenario.place(), &settings);
	scenario.play(&mut scene).require();
}
