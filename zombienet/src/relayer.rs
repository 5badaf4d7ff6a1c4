//! Relayer processes between the chains of a parallel network.

use crate::{
	load::dev,
	node::{beside, home, processor_time},
	parallel::Parallel,
};
use carx_sdk::{Call, Signer};
use std::{
	fmt::Write,
	fs::{self, File},
	path::PathBuf,
	process::{Child, Command, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// Names the relayer's binary where it is not the one that was built with this program.
const BINARY_VARIABLE: &str = "CARX_RELAYER";
const KEY_VARIABLE: &str = "CARX_RELAYER_KEY";
/// What a relayer starts with on each chain. What it brings is free when it is news, and costs a fee when another brought it first.
const ENDOWMENT: u128 = 1_000 * 1_000_000_000_000;

/// A relayer. It dies with this value.
pub struct Relayer {
	process: Option<Child>,
	key: String,
	home: TempDir,
}

impl Relayer {
	/// Gives relayer `number` a key and money on every chain, and starts it.
	///
	/// # Panics
	/// If it cannot be started, or a chain refuses the money.
	#[track_caller]
	pub fn start(network: &Parallel, number: u32) -> Self {
		let key = format!("//Relayer//{number}");
		let account = Signer::from_uri(&key).expect("a key").account();
		for name in network.names() {
			let client = network.client(name);
			let endow = Call::transfer(account, ENDOWMENT);
			network.block_on(client.execute(&endow, &dev("alice"))).expect("money for a relayer");
		}
		let mut relayer = Self { process: None, key, home: home() };
		relayer.restart(network);
		relayer
	}

	/// Kills it, if it runs, as a power cut does, and starts it with the nodes that run now.
	///
	/// # Panics
	/// If it cannot be started.
	#[track_caller]
	pub fn restart(&mut self, network: &Parallel) {
		self.kill();
		let file = self.home.path().join("relayer.toml");
		fs::write(&file, configuration(network)).expect("a file");
		let log = File::options().create(true).append(true).open(self.log_path());
		let log = log.expect("a log file");
		let process = Command::new(beside("carx-relayer", BINARY_VARIABLE))
			.arg("--config")
			.arg(&file)
			.env(KEY_VARIABLE, &self.key)
			.env("RUST_LOG", "info")
			.stdin(Stdio::null())
			.stdout(log.try_clone().expect("a second handle on the log"))
			.stderr(log)
			.spawn();
		self.process = Some(process.expect("the relayer's binary"));
	}

	/// Kills it as a power cut does.
	#[track_caller]
	pub fn kill(&mut self) {
		if let Some(mut process) = self.process.take() {
			process.kill().and_then(|()| process.wait()).expect("an end of the relayer");
		}
	}

	/// Time of processors that it has used since it was started, if it runs.
	pub fn processor_time(&self) -> Option<Duration> {
		processor_time(self.process.as_ref()?.id())
	}

	/// All that it has said.
	pub fn log(&self) -> String {
		fs::read_to_string(self.log_path()).unwrap_or_default()
	}

	fn log_path(&self) -> PathBuf {
		self.home.path().join("relayer.log")
	}
}

impl Drop for Relayer {
	fn drop(&mut self) {
		self.kill();
		if std::thread::panicking() {
			let log = self.log();
			let from = log.lines().count().saturating_sub(60);
			let end: Vec<_> = log.lines().skip(from).collect();
			eprintln!("--- {}\n{}", self.key, end.join("\n"));
		}
	}
}

/// The file of a relayer between all chains, with every node that runs.
fn configuration(network: &Parallel) -> String {
	let mut file = format!(
		"poll_interval_ms = 500\njitter_ms = 200\n\n[signer]\nenvironment = \"{KEY_VARIABLE}\"\n"
	);
	for (place, name) in network.names().enumerate() {
		let role = if place == 0 { "relay" } else { "member" };
		let urls = network.urls(name);
		let _ = write!(
			file,
			"\n[[chain]]\nname = \"{name}\"\nrole = \"{role}\"\nendpoints = {urls:?}\n"
		);
	}
	file
}
