//! The command `carx-relayer`.

use carx_relayer::Config;
use clap::Parser;
use std::{
	io::{stderr, stdout, IsTerminal},
	path::PathBuf,
	process::ExitCode,
};
use tokio::signal::unix::{signal, SignalKind};
use tracing_subscriber::EnvFilter;

/// Carries finality proofs, parcels and acknowledgements between the chains of a CARXCHAIN network.
#[derive(Parser, Debug)]
#[command(name = "carx-relayer", version)]
struct Options {
	/// The configuration, in TOML.
	#[arg(long)]
	config: PathBuf,

	/// Check the configuration and the connections, print what would be carried, and end.
	#[arg(long)]
	check: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
	// A log that is kept in a file has no colours.
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(stderr)
		.with_ansi(stderr().is_terminal())
		.init();
	match begin(&Options::parse()).await {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}

/// Whether all is well.
async fn begin(options: &Options) -> Result<bool, carx_relayer::Error> {
	let config = Config::load(&options.config)?;
	if options.check {
		return carx_relayer::check(&config, &mut stdout()).await;
	}
	carx_relayer::run(config, stop()).await.map(|()| true)
}

/// Comes when the process is told to end.
async fn stop() {
	let terminated = async {
		match signal(SignalKind::terminate()) {
			Ok(mut signal) => signal.recv().await,
			Err(_) => std::future::pending().await,
		}
	};
	tokio::select! {
		_ = tokio::signal::ctrl_c() => {},
		_ = terminated => {},
	}
	tracing::info!("told to end");
}
