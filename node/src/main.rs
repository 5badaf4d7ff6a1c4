#![doc = include_str!("../README.md")]

mod chain_spec;
mod cli;
mod command;
mod consensus;
mod double_authoring;
mod rpc;
mod service;

use std::{error::Error, process::ExitCode};

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			let mut cause = error.source();
			while let Some(reason) = cause {
				eprintln!("Caused by: {reason}");
				cause = reason.source();
			}
			ExitCode::FAILURE
		},
	}
}
