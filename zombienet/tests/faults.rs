//! The short set of faults: each on a network of its own, under load.

use carx_network::{scenario::Scene, Place, Scenario, Settings};

/// Plays scenarios one after the other on one network.
#[track_caller]
fn play(scenarios: &[Scenario]) {
	let mut scene = Scene::start(Place::Loopback, &Settings::default());
	for scenario in scenarios {
		scenario.play(&mut scene).require();
	}
}

#[test]
fn a_validator_is_killed_and_comes_back() {
	play(&[Scenario::KillOne]);
}

#[test]
fn finality_stops_without_a_quorum_and_comes_back_with_it() {
	play(&[Scenario::StopTwo]);
}

#[test]
fn a_validator_bears_malformed_input() {
	play(&[Scenario::MalformedRpc, Scenario::MalformedPeers]);
}

#[test]
fn a_doubled_validator_is_banned_and_the_others_go_on() {
	play(&[Scenario::DuplicateKey]);
}
