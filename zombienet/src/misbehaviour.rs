//! A validator that signs twice.

use crate::{
	checks::{after, Outcome},
	load::dev,
	node::until,
	scenario::Scene,
	topology::Entry,
};
use carx_sdk::ValidatorStanding;
use std::time::Instant;

/// A second machine runs with the session keys of Dave: sooner or later both write a block in one slot, or vote in one round. Dave is banned, loses
/// part of the bond and leaves the set; the others go on.
pub fn duplicate_key(scene: &mut Scene) -> Outcome {
	let dave = dev("dave").account();
	let standing = |scene: &Scene| {
		let client = scene.network.client(0);
		let found = scene.network.runtime().block_on(async {
			let at = client.finalized().await.expect("a finalised block");
			at.validator(dave).await.expect("an answer")
		});
		found.expect("Dave is a validator")
	};
	let before = standing(scene);
	let twin = Entry { name: "dave".into(), validator: true, args: Vec::new() };
	let twin = scene.network.add(&twin);
	scene.network.start_node(twin);
	let mut faults = Vec::new();
	let banned = until("the ban of the doubled validator", || {
		scene.look();
		let now = standing(scene);
		(now.standing == ValidatorStanding::Banned).then_some(now)
	});
	if banned.bond >= before.bond {
		faults.push(format!("the bond is {} as before", banned.bond));
	}
	let reported =
		scene.network.running().any(|(_, node)| node.log().contains("wrote two blocks in slot"));
	// What the twins do to each other's database of votes is theirs to mend; the network must do without both.
	scene.network.forget_last();
	until("a set without the doubled validator", || {
		scene.look();
		let client = scene.network.client(0);
		let active = scene
			.network
			.runtime()
			.block_on(async { client.finalized().await.ok()?.active_validators().await.ok() })?;
		(!active.contains(&dave)).then_some(())
	});
	let cut = before.bond.saturating_sub(banned.bond) / 1_000_000_000_000;
	let by = if reported { "two blocks in one slot" } else { "two votes in one round" };
	after(
		scene,
		format!("Dave's keys on two machines: {by}, banned, {cut} CARX cut"),
		Instant::now(),
		faults,
	)
}
