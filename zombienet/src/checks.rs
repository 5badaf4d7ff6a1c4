//! What must hold after every fault.

use crate::{load::missing, network::Heads, scenario::Scene};
use std::{
	collections::{btree_map::Entry, BTreeMap},
	thread,
	time::{Duration, Instant},
};

/// How far finality may be behind the best block, in blocks.
const LAG: u32 = 3;
/// How long it may take to get there after healing.
const HEALING: Duration = Duration::from_secs(60);
/// Records that must get through after healing.
const RECORDS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(90);
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// What came of a fault.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// What was done.
	pub done: String,
	/// The greatest distance of a node's finalised block to the best block of all, once it was within bounds; else the last seen.
	pub lag: u32,
	/// How long after healing it was within bounds.
	pub healing: Duration,
	/// Acknowledged records looked for on every node.
	pub records: usize,
	/// Heights at which the finalised blocks of all nodes were compared.
	pub blocks: u32,
	/// What is wrong, in words; empty if all is well.
	pub faults: Vec<String>,
}

impl Outcome {
	/// Whether all is well.
	pub fn is_good(&self) -> bool {
		self.faults.is_empty()
	}

	/// For tests.
	///
	/// # Panics
	/// If anything is wrong.
	#[track_caller]
	pub fn require(&self) {
		assert!(self.is_good(), "{self:#?}");
	}
}

/// The finalised blocks that nodes have shown, whatever became of them since.
#[derive(Default)]
pub(crate) struct Seen {
	blocks: BTreeMap<u32, String>,
	conflicts: Vec<String>,
}

impl Seen {
	pub(crate) fn note(&mut self, node: &str, heads: &Heads) {
		match self.blocks.entry(heads.finalized) {
			Entry::Vacant(entry) => {
				entry.insert(heads.hash.clone());
			},
			Entry::Occupied(entry) if *entry.get() != heads.hash => {
				let (height, hash) = (heads.finalized, &heads.hash);
				self.conflicts.push(format!(
					"{node} finalised {hash} at height {height}, where {} was final",
					entry.get()
				));
			},
			Entry::Occupied(_) => {},
		}
	}
}

/// Waits for the network to heal, from `healed` on, and checks it. `faults` are those that the scenario found itself.
pub fn after(scene: &mut Scene, done: String, healed: Instant, mut faults: Vec<String>) -> Outcome {
	scene.load.follow(&scene.network);
	let (lag, healing) = lag_within_bounds(scene, healed);
	if lag > LAG {
		faults.push(format!("finality is {lag} blocks behind after {HEALING:?}"));
	}
	if let Err(reason) = scene.load.wait_for(RECORDS, PATIENCE) {
		faults.push(format!("after healing {reason}"));
	}
	let acknowledged = scene.load.acknowledged();
	// A record is acknowledged by one node; the others follow within the bound of the lag.
	let reached = highest(scene).map_or(0, |heads| heads.finalized);
	let deadline = Instant::now() + PATIENCE;
	while !all_have(scene, reached) && Instant::now() < deadline {
		thread::sleep(BETWEEN_LOOKS);
	}
	for at in 0..scene.network.size() {
		let lost = missing(&scene.network, at, &acknowledged);
		if let Some(first) = lost.first() {
			faults.push(format!("{} records are missing, such as {first}", lost.len()));
		}
	}
	let blocks = compare(scene, reached, &mut faults);
	faults.append(&mut scene.seen.conflicts);
	Outcome { done, lag, healing, records: acknowledged.len(), blocks, faults }
}

fn lag_within_bounds(scene: &mut Scene, healed: Instant) -> (u32, Duration) {
	let before = highest(scene).map_or(0, |heads| heads.finalized);
	loop {
		let size = scene.network.size();
		let heads: Vec<_> = (0..size).filter_map(|at| scene.network.heads(at)).collect();
		let best = heads.iter().map(|heads| heads.best).max().unwrap_or(u32::MAX);
		let slowest = heads.iter().map(|heads| heads.finalized).min().unwrap_or(0);
		let lag = if heads.len() == size { best - slowest } else { u32::MAX };
		let time = healed.elapsed();
		if (lag <= LAG && slowest > before) || time > HEALING {
			return (lag, time);
		}
		scene.look();
		thread::sleep(BETWEEN_LOOKS);
	}
}

/// The heads of the node that has finalised most.
pub(crate) fn highest(scene: &Scene) -> Option<Heads> {
	let running = scene.network.running();
	running.filter_map(|(at, _)| scene.network.heads(at)).max_by_key(|heads| heads.finalized)
}

fn all_have(scene: &Scene, height: u32) -> bool {
	let mut places = 0..scene.network.size();
	places.all(|at| scene.network.heads(at).is_some_and(|heads| heads.finalized >= height))
}

/// Compares the finalised blocks of all nodes at every height, among each other and with those seen before.
fn compare(scene: &Scene, last: u32, faults: &mut Vec<String>) -> u32 {
	let first = scene.network.hashes(0, last);
	for at in 1..scene.network.size() {
		let others = scene.network.hashes(at, last);
		let different = first.iter().zip(&others).position(|(one, other)| one != other);
		if let Some(height) = different {
			let name = scene.network.name(at);
			faults.push(format!("{name} has another finalised block at height {height}"));
		}
	}
	for (height, hash) in scene.seen.blocks.range(..=last) {
		if first.get(*height as usize).and_then(|kept| kept.as_str()) != Some(hash) {
			faults.push(format!("block {hash}, once final at height {height}, is gone"));
		}
	}
	last + 1
}
