//! Chains that meet at a relay: real nodes, real proofs of finality, real relayers.

use carx_network::{
	parallel::Parallel, relayer::Relayer, report::Format, story::Story, topology::Topology,
};

/// A relay and two chains of one validator each.
fn small() -> Parallel {
	let chains = Topology::all("parallel").into_iter().map(|chain| chain.first(1));
	Parallel::start(chains.collect())
}

#[test]
fn a_car_lives_on_three_chains_while_relayers_race_and_die() {
	let network = small();
	network.join();
	let mut relayers = [0, 1].map(|number| Relayer::start(&network, number));
	relayers[0].kill();
	let mut story = Story::new(&network);
	story.play();
	println!("{}", story.table(Format::Aligned));
	assert_eq!(story.journeys().count(), 8);
}
