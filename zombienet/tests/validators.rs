//! A validator joins a running network, and leaves it again with its bond.

use carx_network::{
	load::{call, dev},
	node::until,
	topology::{Entry, Topology},
	Network, Place,
};
use carx_sdk::{Call, Committee, Signer, ValidatorStanding};

fn executive() -> [Signer; 2] {
	[dev("alice"), dev("bob")]
}

#[test]
fn a_validator_joins_with_one_extrinsic_and_leaves_with_its_bond() {
	let mut network = Network::start(&Topology::named("four"), Place::Loopback);
	let newcomer = Entry {
		name: "newcomer".into(),
		validator: true,
		args: vec!["--rpc-methods".into(), "unsafe".into()],
	};
	let newcomer = network.add(&newcomer);
	network.start_node(newcomer);
	// It follows before it takes part: a client of a node that is still catching up is cut off.
	network.node(0).wait_until_finalized(3);
	let reached = network.node(0).finalized();
	network.node(newcomer).wait_until_finalized(reached);
	let (eve, client) = (dev("eve"), network.client(newcomer));
	let account = eve.account();
	let run = network.runtime().handle().clone();

	// One command was the node's, one extrinsic is this.
	run.block_on(async {
		let keys = client.rotate_session_keys(&account).await.expect("session keys");
		let join = vec![Call::set_session_keys(&keys), Call::register_validator()];
		client.execute(&Call::batch(join), &eve).await.expect("a candidate");
		let who = format!("{{ who: {account} }}");
		let admit = call(&client, "ValidatorSet.admit_validator", &who).await;
		client.decide(Committee::Executive, &admit, &executive()).await.expect("an admission");
	});
	let is_active = || {
		run.block_on(async { client.finalized().await.ok()?.active_validators().await.ok() })
			.is_some_and(|active| active.contains(&account))
	};
	until("the newcomer in the set", || is_active().then_some(()));
	until("a block of the newcomer", || {
		network.node(newcomer).log().contains("Pre-sealed block for proposal").then_some(())
	});
	// With five, the four are not enough for the newcomer to be missing unnoticed: finality has the new set's votes.
	let next = network.node(0).finalized() + 5;
	network.node(0).wait_until_finalized(next);

	let standing = || {
		let validator =
			run.block_on(async { client.finalized().await.ok()?.validator(account).await.ok()? });
		validator.map(|validator| validator.standing)
	};
	run.block_on(async {
		let leave = call(&client, "ValidatorSet.leave", "").await;
		client.execute(&leave, &eve).await.expect("a leave");
	});
	assert!(matches!(standing(), Some(ValidatorStanding::Leaving { .. })), "{:?}", standing());
	until("the set without the newcomer", || (!is_active()).then_some(()));
	until("the bond", || {
		run.block_on(async {
			let who = format!("{{ who: {account} }}");
			let withdraw = call(&client, "ValidatorSet.withdraw_bond", &who).await;
			client.execute(&withdraw, &eve).await.ok()
		})
	});
	assert_eq!(standing(), None);
	let next = network.node(0).finalized() + 5;
	network.node(0).wait_until_finalized(next);
}

#[test]
fn the_last_four_cannot_leave() {
	let network = Network::four(Place::Loopback);
	network.node(0).wait_until_finalized(1);
	let client = network.client(0);
	let refusal = network.runtime().block_on(async {
		let leave = call(&client, "ValidatorSet.leave", "").await;
		client.execute(&leave, &dev("dave")).await.expect_err("four are the fewest")
	});
	assert!(refusal.to_string().contains("TooFewValidators"), "{refusal}");
}
