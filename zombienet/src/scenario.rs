//! The list of scenarios, and the scene on which they play.

use crate::{
	checks::{Outcome, Seen},
	disk, faults,
	load::Load,
	malformed, misbehaviour,
	network::{Network, Place},
	random::Random,
};
use std::{
	thread,
	time::{Duration, Instant},
};

/// How often the finalised heads are noted while a fault lasts.
const BETWEEN_LOOKS: Duration = Duration::from_millis(300);
/// Records that must be final before something is broken.
const ENOUGH: usize = 10;
const PATIENCE: Duration = Duration::from_secs(120);

/// What can be chosen about a run.
#[derive(Clone, Default, Debug)]
pub struct Settings {
	/// Of all random choices.
	pub seed: u64,
	/// How often [`Scenario::KillMany`] kills.
	pub kills: u32,
	/// Whether progress is told on standard error.
	pub tell: bool,
}

/// A network of four validators under load, on which a fault happens.
pub struct Scene {
	/// The network.
	pub network: Network,
	/// What writes to it.
	pub load: Load,
	/// Random choices.
	pub random: Random,
	/// What was chosen about the run.
	pub settings: Settings,
	pub(crate) seen: Seen,
}

impl Scene {
	/// Starts network and load, and waits until both are under way.
	///
	/// # Panics
	/// If they do not get there.
	#[track_caller]
	pub fn start(place: Place, settings: &Settings) -> Self {
		let network = Network::four(place);
		network.node(0).wait_until_finalized(1);
		let load = Load::start(&network);
		load.wait_for(ENOUGH, PATIENCE).expect("a load that is under way");
		let random = Random::new(settings.seed);
		Self { network, load, random, settings: settings.clone(), seen: Seen::default() }
	}

	/// Tells what happens, if that is wanted.
	pub fn tell(&self, what: &str) {
		if self.settings.tell {
			eprintln!("    {what}");
		}
	}

	/// Lets time go by, and notes what the nodes finalise meanwhile.
	pub fn pass(&mut self, time: Duration) {
		let deadline = Instant::now() + time;
		while Instant::now() < deadline {
			self.look();
			thread::sleep(BETWEEN_LOOKS.min(deadline.saturating_duration_since(Instant::now())));
		}
	}

	/// Notes what the nodes that answer have finalised.
	pub fn look(&mut self) {
		for (at, _) in self.network.running() {
			if let Some(heads) = self.network.heads(at) {
				self.seen.note(self.network.name(at), &heads);
			}
		}
	}
}

/// Something that goes wrong on four validators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scenario {
	/// One is killed and started again.
	KillOne,
	/// One is stopped for ten seconds.
	PauseOne,
	/// Two are stopped.
	StopTwo,
	/// Two cannot reach the other two.
	Partition,
	/// One has a clock that is so many milliseconds ahead.
	Clock(u32),
	/// One after the other is killed at random moments.
	KillMany,
	/// The newest database log of a killed node lost its end.
	CutLog,
	/// One has no space left.
	FullDisk,
	/// One is sent what is no request.
	MalformedRpc,
	/// One is sent what is no peer's message.
	MalformedPeers,
	/// The keys of one are used on a second machine.
	DuplicateKey,
}

impl Scenario {
	/// All, in the order in which they run.
	pub const ALL: [Self; 15] = [
		Self::KillOne,
		Self::PauseOne,
		Self::StopTwo,
		Self::Clock(100),
		Self::Clock(250),
		Self::Clock(500),
		Self::Clock(1_000),
		Self::Clock(5_000),
		Self::MalformedRpc,
		Self::MalformedPeers,
		Self::DuplicateKey,
		Self::CutLog,
		Self::FullDisk,
		Self::KillMany,
		Self::Partition,
	];

	/// Its name on the command line.
	pub fn name(&self) -> String {
		match self {
			Self::KillOne => "kill-one".into(),
			Self::PauseOne => "pause-one".into(),
			Self::StopTwo => "stop-two".into(),
			Self::Partition => "partition".into(),
			Self::Clock(ahead) => format!("clock-{ahead}"),
			Self::KillMany => "kill-many".into(),
			Self::CutLog => "cut-log".into(),
			Self::FullDisk => "full-disk".into(),
			Self::MalformedRpc => "malformed-rpc".into(),
			Self::MalformedPeers => "malformed-peers".into(),
			Self::DuplicateKey => "duplicate-key".into(),
		}
	}

	/// The scenarios of a name; `clock` means all clocks.
	pub fn named(name: &str) -> Vec<Self> {
		let is_meant =
			|one: &Self| one.name() == name || one.name().split('-').next() == Some(name);
		Self::ALL.into_iter().filter(is_meant).collect()
	}

	/// Where its network runs.
	pub fn place(&self) -> Place {
		match self {
			Self::Partition => Place::Namespaces,
			_ => Place::Loopback,
		}
	}

	/// Lets it happen, heals it, and checks the network.
	pub fn play(&self, scene: &mut Scene) -> Outcome {
		match self {
			Self::KillOne => faults::kill_one(scene),
			Self::PauseOne => faults::pause_one(scene),
			Self::StopTwo => faults::stop_two(scene),
			Self::Partition => faults::partition(scene),
			Self::Clock(ahead) => faults::clock(scene, *ahead),
			Self::KillMany => faults::kill_many(scene),
			Self::CutLog => disk::cut_log(scene),
			Self::FullDisk => disk::full(scene),
			Self::MalformedRpc => malformed::rpc(scene),
			Self::MalformedPeers => malformed::peers(scene),
			Self::DuplicateKey => misbehaviour::duplicate_key(scene),
		}
	}
}
