//! Two of four validators stop.

use carx_network::{scenario::Scene, Scenario, Settings};

#[test]
fn finality_stops_without_a_quorum_and_comes_back_with_it() {
	let settings = Settings { seed: 1, kills: 0, tell: false };
	let scenario = Scenario::StopTwo;
	let mut scene = Scene::start(scenario.place(), &settings);
	scenario.play(&mut scene).require();
}
