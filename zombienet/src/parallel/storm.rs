//! Many messages over all chains, while relayers, nodes and paths fail.

use super::{
	audit::{faults, money},
	passages::{Follower, Passages, Way},
	traffic::Traffic,
	Parallel,
};
use crate::{
	network::Place,
	random::Random,
	relayer::Relayer,
	report::{spread, table, Format, SPREAD},
	topology::Topology,
};
use std::{
	collections::BTreeMap,
	sync::Arc,
	thread,
	time::{Duration, Instant},
};

const RELAYERS: u32 = 2;
/// After so long without a message or a receipt nothing moves any more, however busy the machine is.
const STANDSTILL: Duration = Duration::from_secs(240);
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);
/// How often progress is told.
const BETWEEN_WORDS: Duration = Duration::from_secs(20);
/// The chain of which the validators can be cut from each other.
const CUT: &str = "trade";
const CUT_FOR: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_secs(10);

/// What can be chosen about a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
	/// Messages of money between each two chains and direction, at least.
	pub messages: usize,
	/// Cars that move to and fro meanwhile.
	pub cars: u32,
	/// How often something is broken; 0 lets all go well.
	pub strikes: u32,
	/// Of all random choices.
	pub seed: u64,
	/// Whether each chain has one validator only, but for the one that is cut in two if anything is to break.
	pub is_small: bool,
	/// Whether progress is told on standard error.
	pub tell: bool,
}

/// Something that goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Strike {
	/// One relayer is killed, and started again after up to five seconds.
	KillRelayer,
	/// All relayers are killed, and started again after ten seconds.
	KillRelayers,
	/// A node is killed, and started again after up to five seconds.
	KillNode,
	/// A node is stopped for ten seconds, and does not know it.
	PauseNode,
	/// The validators of a chain do not reach each other for twenty seconds, so that nothing becomes final on it.
	Partition,
}

impl Strike {
	/// In the order in which they come first; after that at random.
	const ALL: [Self; 5] =
		[Self::KillRelayer, Self::KillNode, Self::Partition, Self::PauseNode, Self::KillRelayers];

	fn name(self) -> &'static str {
		match self {
			Self::KillRelayer => "one relayer killed",
			Self::KillRelayers => "all relayers killed",
			Self::KillNode => "a node killed",
			Self::PauseNode => "a node stopped for 10 s",
			Self::Partition => "a chain cut in two for 20 s",
		}
	}
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// All messages.
	pub passages: Passages,
	/// What was broken, and how often.
	pub strikes: BTreeMap<&'static str, u32>,
	/// From the first proposal until all was done.
	pub took: Duration,
	/// What the processes of each chain, and the relayers, used of the processors meanwhile. Meaningless if any was killed.
	pub used: BTreeMap<String, Duration>,
	/// What is wrong, in words; empty if all is well.
	pub faults: Vec<String>,
}

/// Three chains with relayers between them.
struct Scene {
	network: Parallel,
	relayers: Vec<Relayer>,
	random: Random,
	settings: Settings,
}

/// Plays a run.
///
/// # Panics
/// If it cannot begin.
#[track_caller]
pub fn play(settings: Settings) -> Outcome {
	let mut scene = Scene::start(settings);
	let follower = Arc::new(Follower::start(&scene.network));
	let before = scene.network.block_on(money(&scene.network));
	let Settings { messages, cars, .. } = settings;
	scene.tell(&format!("{messages} messages each way, {cars} cars"));
	let traffic = Traffic::start(&scene.network, &follower, messages, cars);
	let (start, used) = (Instant::now(), scene.used());
	let mut strikes = BTreeMap::new();
	for turn in 0..settings.strikes {
		let wait = scene.random.below(8_000);
		thread::sleep(Duration::from_millis(wait));
		let strike = scene.choose(turn);
		scene.tell(strike.name());
		scene.strike(strike);
		*strikes.entry(strike.name()).or_insert(0) += 1;
	}
	let mut found = Vec::from_iter(scene.wait(&follower, &traffic));
	let took = start.elapsed();
	let used_before = |name: &str| used.get(name).copied().unwrap_or_default();
	let used = scene.used().into_iter();
	let used = used.map(|(name, time)| (name.clone(), time.saturating_sub(used_before(&name))));
	let used = used.collect();
	let passages = follower.passages().clone();
	let audit = faults(&scene.network, &traffic, &passages, before);
	found.extend(scene.network.block_on(audit));
	Outcome { passages, strikes, took, used, faults: found }
}

impl Scene {
	#[track_caller]
	fn start(settings: Settings) -> Self {
		let cuts = settings.strikes > 0;
		let place = |chain: Topology| {
			let is_cut = cuts && chain.chain == CUT;
			let place = if is_cut { Place::Namespaces } else { Place::Loopback };
			let is_small = settings.is_small && !is_cut;
			(if is_small { chain.first(1) } else { chain }, place)
		};
		let chains = Topology::all("parallel").into_iter().map(place).collect();
		let network = Parallel::start_at(chains);
		network.join();
		let relayers = (0..RELAYERS).map(|number| Relayer::start(&network, number)).collect();
		Self { network, relayers, random: Random::new(settings.seed), settings }
	}

	fn tell(&self, what: &str) {
		if self.settings.tell {
			eprintln!("    {what}");
		}
	}

	fn below(&mut self, end: usize) -> usize {
		let end = u64::try_from(end).unwrap_or(u64::MAX);
		usize::try_from(self.random.below(end)).unwrap_or(0)
	}

	/// Each once, then any.
	fn choose(&mut self, turn: u32) -> Strike {
		let first = Strike::ALL.get(turn as usize).copied();
		first.unwrap_or_else(|| Strike::ALL[self.below(Strike::ALL.len())])
	}

	fn strike(&mut self, strike: Strike) {
		let down = Duration::from_millis(self.random.below(5_000));
		match strike {
			Strike::KillRelayer => {
				let victim = self.below(self.relayers.len());
				self.relayers[victim].kill();
				thread::sleep(down);
				self.relayers[victim].restart(&self.network);
			},
			Strike::KillRelayers => {
				self.relayers.iter_mut().for_each(Relayer::kill);
				thread::sleep(PAUSE);
				for relayer in &mut self.relayers {
					relayer.restart(&self.network);
				}
			},
			Strike::KillNode => {
				let (chain, at) = self.victim();
				let network = self.network.chain_mut(&chain);
				network.kill(at);
				thread::sleep(down);
				network.start_node(at);
			},
			Strike::PauseNode => {
				let (chain, at) = self.victim();
				self.network.chain(&chain).node(at).signal("STOP");
				thread::sleep(PAUSE);
				self.network.chain(&chain).node(at).signal("CONT");
			},
			Strike::Partition => {
				let paths = self.network.chain(CUT).namespaces();
				paths.cut(&[0], &[1]);
				thread::sleep(CUT_FOR);
				paths.heal(&[0], &[1]);
			},
		}
	}

	fn victim(&mut self) -> (String, usize) {
		let names: Vec<_> = self.network.names().map(ToString::to_string).collect();
		let chain = names[self.below(names.len())].clone();
		let at = self.below(self.network.chain(&chain).size());
		(chain, at)
	}

	/// Waits until all is sent, all cars rest, and every receipt has come. What does not end, in words.
	fn wait(&self, follower: &Follower, traffic: &Traffic) -> Option<String> {
		let (mut seen, mut moved, mut told) = ((0, 0), Instant::now(), Instant::now());
		loop {
			let (sent, closed) = follower.passages().counts();
			if (sent, closed) != seen {
				(seen, moved) = ((sent, closed), Instant::now());
			}
			if traffic.is_sent() && traffic.end() && sent == closed {
				return None;
			}
			if told.elapsed() > BETWEEN_WORDS {
				self.tell(&format!("{sent} messages sent, {closed} receipts"));
				told = Instant::now();
			}
			if moved.elapsed() > STANDSTILL {
				return Some(format!("{sent} were sent, {closed} receipts came, then nothing"));
			}
			thread::sleep(BETWEEN_LOOKS);
		}
	}

	/// What the processes of each chain and the relayers have used so far.
	fn used(&self) -> BTreeMap<String, Duration> {
		let nodes = |name: &str| {
			let nodes = self.network.chain(name).running();
			nodes.filter_map(|(_, node)| node.processor_time()).sum()
		};
		let chains = self.network.names().map(|name| (name.to_string(), nodes(name)));
		let relayers = self.relayers.iter().filter_map(Relayer::processor_time).sum();
		chains.chain([("relayers".to_string(), relayers)]).collect()
	}
}

impl Outcome {
	/// For tests.
	///
	/// # Panics
	/// If anything is wrong.
	#[track_caller]
	pub fn require(&self) {
		let shown: Vec<_> = self.faults.iter().take(5).collect();
		assert!(self.faults.is_empty(), "{} faults, such as {shown:#?}", self.faults.len());
	}

	/// How long messages took, by whether they passed the relay.
	pub fn times(&self, format: Format) -> String {
		let row = |what: &str, passed_relay: bool, time: fn(&Way) -> Option<u64>| {
			let ways = self.passages.ways.values();
			let ways = ways.filter(|way| way.confirmed.is_some() == passed_relay);
			spread(what, ways.filter_map(time))
		};
		let rows = [
			row("to or from the relay: decided", false, Way::until_decided),
			row("to or from the relay: receipt", false, Way::until_closed),
			row("between members: decided", true, Way::until_decided),
			row("between members: receipt", true, Way::until_closed),
		];
		table(&SPREAD, &rows, format)
	}

	/// What each chain and the relayers used of the processors.
	pub fn usage(&self, format: Format) -> String {
		let all: f64 = self.used.values().map(Duration::as_secs_f64).sum();
		let rows: Vec<_> = self
			.used
			.iter()
			.map(|(name, time)| {
				let time = time.as_secs_f64();
				let took = self.took.as_secs_f64();
				let share = format!("{:.0} %", 100.0 * time / all);
				vec![name.clone(), format!("{time:.1}"), format!("{:.2}", time / took), share]
			})
			.collect();
		table(&["processes", "processor seconds", "cores", "share"], &rows, format)
	}
}
