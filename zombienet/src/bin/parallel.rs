//! Starts a relay and two business chains with relayers between them, lets committees tie them together, and plays the life of a car on them,
//! or sends many messages while things break.

use carx_network::{
	parallel::{
		storm::{self, Settings},
		throughput, Parallel,
	},
	relayer::Relayer,
	report::Format,
	story::Story,
	topology::Topology,
};
use clap::Parser;
use std::{process::ExitCode, time::Duration};

/// Starts a relay and two business chains, and plays the life of a car on them.
#[derive(Parser)]
struct Options {
	/// One node for each chain, where four and two are too much for the machine.
	#[arg(long)]
	small: bool,
	/// Prints the tables as Markdown.
	#[arg(long)]
	markdown: bool,
	/// Instead of the story, sends so many messages between each two chains and direction, and says how long they took.
	#[arg(long)]
	messages: Option<usize>,
	/// Cars that move to and fro meanwhile.
	#[arg(long, default_value_t = 4, requires = "messages")]
	cars: u32,
	/// How often something is broken meanwhile. Needs root.
	#[arg(long, default_value_t = 0, requires = "messages")]
	strikes: u32,
	/// Instead of the story, writes to one, two and three chains side by side as many records as they take, each for so many seconds.
	#[arg(long, conflicts_with = "messages")]
	throughput: Option<u64>,
	/// Repeats the random choices of a run.
	#[arg(long, default_value_t = 1)]
	seed: u64,
}

fn main() -> ExitCode {
	let options = Options::parse();
	let format = if options.markdown { Format::Markdown } else { Format::Aligned };
	match (options.messages, options.throughput) {
		(Some(messages), _) => send(&options, messages, format),
		(_, Some(seconds)) => write(seconds, format),
		_ => tell(&options, format),
	}
}

/// Records on chains that know nothing of each other.
fn write(seconds: u64, format: Format) -> ExitCode {
	let measure = |chains| {
		eprintln!("==> {chains} chains");
		throughput::measure(chains, Duration::from_secs(seconds))
	};
	println!("{}", throughput::show(&[1, 2, 3].map(measure), format));
	ExitCode::SUCCESS
}

/// The story.
fn tell(options: &Options, format: Format) -> ExitCode {
	let chains = Topology::all("parallel");
	let chains =
		if options.small { chains.into_iter().map(|it| it.first(1)).collect() } else { chains };
	for chain in &chains {
		eprintln!("==> {}: {} validators", chain.chain, chain.nodes.len());
	}
	let network = Parallel::start(chains);
	eprintln!("==> the executive committees tie the chains together");
	network.join();
	eprintln!("==> two relayers");
	let _relayers = [0, 1].map(|number| Relayer::start(&network, number));
	eprintln!("==> the life of a car");
	let mut story = Story::new(&network);
	story.play();
	println!("\n{}", story.table(format));
	ExitCode::SUCCESS
}

/// Many messages.
fn send(options: &Options, messages: usize, format: Format) -> ExitCode {
	let Options { cars, strikes, seed, small, .. } = *options;
	eprintln!("==> three chains and two relayers");
	let settings = Settings { messages, cars, strikes, seed, is_small: small, tell: true };
	let outcome = storm::play(settings);
	println!("\n{}", outcome.times(format));
	if strikes == 0 {
		println!("{}", outcome.usage(format));
	}
	for (strike, count) in &outcome.strikes {
		println!("{strike}: {count}");
	}
	let (sent, closed) = outcome.passages.counts();
	println!("{sent} messages, {closed} receipts, {} s", outcome.took.as_secs());
	for fault in &outcome.faults {
		eprintln!("fault: {fault}");
	}
	if outcome.faults.is_empty() {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}
