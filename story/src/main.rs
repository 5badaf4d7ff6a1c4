//! Plays a true story on a running chain; see the README beside it.

mod cast;
mod chain;
mod drive;
mod import;
mod odometer;
mod options;
mod parties;
mod play;
mod report;
mod sale;
mod show;
mod time;
mod trade;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	let options = options::Options::parse();
	match play::run(&options, &mut std::io::stdout()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("carx-story: {error:#}");
			ExitCode::FAILURE
		},
	}
}
