//! Faults of processes, paths and clocks.

use crate::{
	checks::{after, highest, Outcome},
	scenario::Scene,
};
use std::time::{Duration, Instant};

/// The victim where one is enough. Clients of the load are told of its new port.
const DAVE: usize = 3;
const CHARLIE: usize = 2;
const DOWN: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_secs(10);
const PARTITION: Duration = Duration::from_secs(30);
/// Time for votes that were under way when finality lost its quorum.
const LAST_VOTES: Duration = Duration::from_secs(3);
const NO_QUORUM: Duration = Duration::from_secs(15);
/// How long one clock is wrong.
const WRONG_CLOCK: Duration = Duration::from_secs(20);
/// Where Debian has libfaketime.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/// One is killed and started again.
pub fn kill_one(scene: &mut Scene) -> Outcome {
	scene.network.kill(DAVE);
	scene.load.follow(&scene.network);
	let before = finalized(scene);
	scene.pass(DOWN);
	let mut faults = Vec::new();
	// Three of four are a quorum.
	if finalized(scene) <= before {
		faults.push("finality stopped though three of four ran".into());
	}
	scene.network.start_node(DAVE);
	after(scene, "kill -9, 5 s down".into(), Instant::now(), faults)
}

/// One is stopped for ten seconds, and does not know it.
pub fn pause_one(scene: &mut Scene) -> Outcome {
	scene.network.node(DAVE).signal("STOP");
	scene.pass(PAUSE);
	scene.network.node(DAVE).signal("CONT");
	after(scene, "SIGSTOP for 10 s".into(), Instant::now(), Vec::new())
}

/// Two are stopped: finality must stop with them, and come back with them.
pub fn stop_two(scene: &mut Scene) -> Outcome {
	scene.network.stop(CHARLIE);
	scene.network.stop(DAVE);
	scene.load.follow(&scene.network);
	scene.pass(LAST_VOTES);
	let before = finalized(scene);
	scene.pass(NO_QUORUM);
	let mut faults = Vec::new();
	let moved = finalized(scene) - before;
	if moved > 0 {
		faults.push(format!("{moved} blocks were finalised by two of four"));
	}
	scene.network.spawn_node(CHARLIE);
	scene.network.spawn_node(DAVE);
	scene.network.wait_for_node(CHARLIE);
	scene.network.wait_for_node(DAVE);
	let done = format!("two down 18 s, {moved} blocks final meanwhile");
	after(scene, done, Instant::now(), faults)
}

/// Two cannot reach the other two: neither side may finalise anything.
pub fn partition(scene: &mut Scene) -> Outcome {
	let sides: [&[usize]; 2] = [&[0, 1], &[CHARLIE, DAVE]];
	scene.network.namespaces().cut(sides[0], sides[1]);
	scene.pass(LAST_VOTES);
	let before = finalized(scene);
	scene.pass(PARTITION);
	let moved = finalized(scene) - before;
	let mut faults = Vec::new();
	if moved > 0 {
		faults.push(format!("{moved} blocks were finalised by half of the validators"));
	}
	let best: Vec<_> = (0..scene.network.size())
		.map(|at| {
			scene.network.heads(at).map_or_else(|| "?".into(), |heads| heads.best.to_string())
		})
		.collect();
	scene.tell(&format!("best blocks before healing: {}", best.join(", ")));
	scene.network.namespaces().heal(sides[0], sides[1]);
	let done = format!("two to two for 33 s, {moved} blocks final meanwhile");
	after(scene, done, Instant::now(), faults)
}

/// One has a clock that is `ahead` milliseconds early.
pub fn clock(scene: &mut Scene, ahead: u32) -> Outcome {
	let seconds = f64::from(ahead) / 1_000.0;
	let faked = [
		("LD_PRELOAD", FAKETIME.to_string()),
		("FAKETIME", format!("+{seconds}")),
		("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
		("DONT_FAKE_MONOTONIC", "1".into()),
	];
	assert!(std::path::Path::new(FAKETIME).is_file(), "no {FAKETIME}: apt-get install libfaketime");
	scene.network.restart(DAVE, |launch| {
		launch.env = faked.map(|(name, value)| (name.to_string(), value)).into();
	});
	scene.load.follow(&scene.network);
	let before = finalized(scene);
	scene.pass(WRONG_CLOCK);
	let moved = finalized(scene) - before;
	let mut faults = Vec::new();
	if moved == 0 {
		faults.push("finality stopped though three of four clocks were right".into());
	}
	scene.network.restart(DAVE, |launch| launch.env.clear());
	let done = format!("clock {ahead} ms ahead for 20 s, {moved} blocks final meanwhile");
	after(scene, done, Instant::now(), faults)
}

/// One after the other is killed at a random moment, and started again.
pub fn kill_many(scene: &mut Scene) -> Outcome {
	let kills = scene.settings.kills;
	let size = scene.network.size() as u64;
	for kill in 1..=kills {
		let wait = Duration::from_millis(scene.random.below(3_000));
		scene.pass(wait);
		let victim = usize::try_from(scene.random.below(size)).unwrap_or(0);
		scene.network.kill(victim);
		scene.network.start_node(victim);
		scene.load.follow(&scene.network);
		if kill % 10 == 0 {
			let records = scene.load.acknowledged().len();
			scene.tell(&format!("{kill} of {kills} kills, {records} records final"));
		}
	}
	after(scene, format!("{kills} times kill -9"), Instant::now(), Vec::new())
}

/// The highest block that a node has finalised.
fn finalized(scene: &Scene) -> u32 {
	highest(scene).map_or(0, |heads| heads.finalized)
}
