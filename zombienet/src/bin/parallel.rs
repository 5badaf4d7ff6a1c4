//! Starts a relay and two business chains with relayers between them, lets committees tie them together, and plays the life of a car on them.

use carx_network::{
	parallel::Parallel, relayer::Relayer, report::Format, story::Story, topology::Topology,
};
use clap::Parser;

/// Starts a relay and two business chains, and plays the life of a car on them.
#[derive(Parser)]
struct Options {
	/// One node for each chain, where four and two are too much for the machine.
	#[arg(long)]
	small: bool,
	/// Prints the table as Markdown.
	#[arg(long)]
	markdown: bool,
}

fn main() {
	let options = Options::parse();
	let format = if options.markdown { Format::Markdown } else { Format::Aligned };
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
}
