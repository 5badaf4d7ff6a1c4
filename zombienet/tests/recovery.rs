//! Half of the validators are lost for good: those that are left take finality over, as in `docs/runbooks/recover-finality.md`.

use carx_network::{
	load::{call, dev},
	node::until,
	Network, Place,
};
use carx_sdk::{Call, Client, Committee};

/// Bob's place, who is left beside Alice, and that of Charlie, who is lost with Dave.
const BOB: usize = 1;
const CHARLIE: usize = 2;
const DAVE: usize = 3;
/// Blocks in which a hand-off reaches those that are left.
const DELAY: u32 = 4;

/// The executive committee decides, of which those that are left have two of three seats.
async fn decide(client: &Client, motion: &Call) {
	let executive = [dev("alice"), dev("bob")];
	client.decide(Committee::Executive, motion, &executive).await.expect("a decision");
}

#[test]
fn those_that_are_left_finalise_again_without_the_lost() {
	let mut network = Network::four(Place::Loopback);
	network.node(0).wait_until_finalized(3);
	for lost in [CHARLIE, DAVE] {
		network.take(lost).kill();
	}
	let run = network.runtime().handle().clone();
	let url = network.node(0).url();
	let client = run.block_on(Client::connect_to_best(&url)).expect("a connection");
	let accounts = ["charlie", "dave"].map(|name| dev(name).account());
	run.block_on(async {
		let rules = "{ rules: { session_length: 10, unbonding: 2, idle_after: 10, min_validators: 2, bond: 10000000000000000, \
		             open_admission: false, equivocation_penalty: 500000000 } }";
		decide(&client, &call(&client, "ValidatorSet.set_rules", rules).await).await;
		for lost in accounts {
			let who = format!("{{ who: {lost} }}");
			decide(&client, &call(&client, "ValidatorSet.expel_validator", &who).await).await;
		}
	});
	until("a set without the lost", || {
		let active =
			run.block_on(async { client.best().await.ok()?.active_validators().await.ok() })?;
		(active.len() == 2).then_some(())
	});
	// What was final when they were lost is the last thing on which all agree.
	let stalled = network.node(0).finalized().min(network.node(BOB).finalized());
	run.block_on(async {
		let last = format!("{{ delay: {DELAY}, best_finalized_block_number: {stalled} }}");
		let note = call(&client, "Grandpa.note_stalled", &last).await;
		let plan = Call::plan(&client.head().await.expect("a block"), &note).expect("a plan");
		decide(&client, &plan).await;
		let expedite = call(&client, "Enactment.expedite_plan", "{ id: 0 }").await;
		let risk = [dev("dave"), dev("eve")];
		client.decide(Committee::Risk, &expedite, &risk).await.expect("no delay");
	});
	let best = run.block_on(client.best()).expect("the best block").block().number;
	for left in [0, BOB] {
		network.node(left).wait_until_finalized(best);
		assert_eq!(network.node(left).hash_of(stalled), network.node(0).hash_of(stalled));
	}

	// Who comes back late follows the new set.
	network.start_node(CHARLIE);
	network.node(CHARLIE).wait_until_finalized(best);
	assert_eq!(network.node(CHARLIE).hash_of(best), network.node(0).hash_of(best));
}
