#![doc = include_str!("../README.md")]

mod commands;
mod options;
mod views;

use clap::Parser;
use options::Options;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	match commands::run(Options::parse(), &mut std::io::stdout().lock()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error:#}");
			ExitCode::FAILURE
		},
	}
}
