//! Breaks four validators in every way there is a scenario for, and prints what came of it.

use carx_network::{
	finality,
	network::{Network, Place},
	random::Random,
	report::{outcomes, Format},
	scenario::Scene,
	Outcome, Scenario, Settings,
};
use clap::Parser;
use std::{
	any::Any,
	panic::{catch_unwind, AssertUnwindSafe},
	process::ExitCode,
	time::{Duration, Instant},
};

/// Breaks a network of four validators, and checks after each fault that nothing final is lost.
#[derive(Parser)]
struct Options {
	/// Scenarios to run; all if none is named. `clock` means all wrong clocks, `finality` the time to finality.
	scenarios: Vec<String>,
	/// Repeats the random choices of a run.
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// How often `kill-many` kills.
	#[arg(long, default_value_t = 100)]
	kills: u32,
	/// Records whose time to finality is measured.
	#[arg(long, default_value_t = 200)]
	records: u32,
	/// Prints the tables as Markdown.
	#[arg(long)]
	markdown: bool,
}

const FINALITY: &str = "finality";

fn main() -> ExitCode {
	let options = Options::parse();
	let mut chosen = Vec::new();
	for name in &options.scenarios {
		let named = Scenario::named(name);
		if named.is_empty() && name != FINALITY {
			let known: Vec<_> = Scenario::ALL.iter().map(Scenario::name).collect();
			eprintln!("unknown scenario '{name}': choose from {} {FINALITY}", known.join(" "));
			return ExitCode::from(2);
		}
		chosen.extend(named);
	}
	let measures =
		options.scenarios.is_empty() || options.scenarios.iter().any(|name| name == FINALITY);
	if options.scenarios.is_empty() {
		chosen = Scenario::ALL.into();
	}
	let format = if options.markdown { Format::Markdown } else { Format::Aligned };
	let settings = Settings { seed: options.seed, kills: options.kills, tell: true };

	let times = measures.then(|| measure(&options)).flatten();
	let results = play(&chosen, &settings);
	if !results.is_empty() {
		println!("{}", outcomes(&results, format));
	}
	if let Some(measured) = &times {
		println!("{}", finality::show(measured, format));
	}
	let good =
		results.iter().all(|(_, outcome)| outcome.is_good()) && (!measures || times.is_some());
	if good {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}

fn measure(options: &Options) -> Option<finality::Measured> {
	eprintln!("==> {FINALITY}");
	let measured = catch_unwind(|| {
		let network = Network::four(Place::Loopback);
		network.node(0).wait_until_finalized(3);
		finality::measure(&network, options.records, &mut Random::new(options.seed))
	});
	measured.ok()
}

/// One network serves until a scenario fails or needs another place.
fn play(scenarios: &[Scenario], settings: &Settings) -> Vec<(String, Outcome)> {
	let mut results = Vec::new();
	let mut standing: Option<(Place, Scene)> = None;
	for scenario in scenarios {
		eprintln!("==> {}", scenario.name());
		let start = Instant::now();
		let place = scenario.place();
		let kept = standing.take().filter(|(at, _)| *at == place);
		let played = catch_unwind(AssertUnwindSafe(|| {
			let mut scene = kept.map_or_else(|| Scene::start(place, settings), |(_, scene)| scene);
			let outcome = scenario.play(&mut scene);
			(scene, outcome)
		}));
		let outcome = match played {
			Ok((scene, outcome)) => {
				standing = outcome.is_good().then_some((place, scene));
				outcome
			},
			Err(cause) => broken(cause.as_ref()),
		};
		let verdict = if outcome.is_good() { "good".into() } else { outcome.faults.join("; ") };
		eprintln!("    {} ({} s): {verdict}", outcome.done, start.elapsed().as_secs());
		results.push((scenario.name(), outcome));
	}
	results
}

/// A scenario that did not come to its end.
fn broken(cause: &(dyn Any + Send)) -> Outcome {
	let text = cause.downcast_ref::<String>().cloned();
	let text = text.or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string));
	let faults = vec![text.unwrap_or_else(|| "a panic without words".into())];
	let done = "did not come to its end".into();
	Outcome { done, lag: 0, healing: Duration::ZERO, records: 0, blocks: 0, faults }
}
