//! Starts node processes, asks them by JSON-RPC, waits for what they do, and ends them.

use serde_json::{json, Value};
use std::{
	fs::{self, File},
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::atomic::{AtomicU32, Ordering},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_carxchain-node");
/// How long anything may take. On an idle machine all of it is a matter of seconds; a busy one must not fail a test.
const PATIENCE: Duration = Duration::from_secs(120);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// Lines of a node's log that a failing test shows.
const SHOWN_LINES: usize = 60;

/// A VIN with a right check digit that no test registers.
pub const UNKNOWN_VIN: &str = "1M8GDM9AXKP042788";

/// Looks again and again, until there is what `look` looks for.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
	let deadline = Instant::now() + PATIENCE;
	loop {
		if let Some(found) = look() {
			return found;
		}
		assert!(Instant::now() < deadline, "waited {PATIENCE:?} in vain for {what}");
		thread::sleep(BETWEEN_LOOKS);
	}
}

/// A folder for the chain and the keys of one node. It outlives the process, so that another can go on with it.
pub fn home() -> TempDir {
	tempfile::Builder::new().prefix("carxchain-node-").tempdir().expect("a temporary folder")
}

/// The development chain as a raw specification. From the preset a node compiles the runtime three times before it starts, from
/// this once.
#[track_caller]
pub fn dev_spec() -> String {
	raw_spec("dev", "dev", |_| ())
}

/// The path of a raw specification: `preset` with a change, kept under `name` for all tests of this build.
#[track_caller]
pub fn raw_spec(name: &str, preset: &str, change: fn(&mut Value)) -> String {
	let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
	let modified = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
	if modified(&kept) < modified(Path::new(BINARY)) {
		let folder = home();
		let [plain, raw] = ["plain.json", "raw.json"].map(|file| path_in(&folder, file));
		let mut spec = json_of(&tool(&["export-chain-spec", "--chain", preset]));
		change(&mut spec);
		fs::write(&plain, spec.to_string()).expect("a file");
		fs::write(&raw, tool(&["export-chain-spec", "--raw", "--chain", &plain])).expect("a file");
		// Another test may be making the same: a file is there as a whole or not at all.
		let ready = kept.with_extension(std::process::id().to_string());
		fs::copy(&raw, &ready).and_then(|_| fs::rename(&ready, &kept)).expect("a file");
	}
	kept.to_str().expect("a path in UTF-8").into()
}

/// The path of a file in a folder.
#[track_caller]
pub fn path_in(folder: &TempDir, file: &str) -> String {
	folder.path().join(file).to_str().expect("a path in UTF-8").into()
}

/// What a JSON text says.
#[track_caller]
pub fn json_of(text: &str) -> Value {
	serde_json::from_str(text).expect("JSON")
}

/// A running node. It dies with this value; if a test fails, the end of its log is shown.
pub struct Node {
	process: Child,
	log: PathBuf,
	rpc: SocketAddr,
	metrics: SocketAddr,
}

impl Node {
	/// Starts a node on free ports and waits until it answers.
	#[track_caller]
	pub fn start(home: &TempDir, args: &[&str]) -> Self {
		static STARTED: AtomicU32 = AtomicU32::new(0);
		let log = home.path().join(format!("{}.log", STARTED.fetch_add(1, Ordering::Relaxed)));
		let output = File::create(&log).expect("a log file");
		let process = Command::new(BINARY)
			.args(["--rpc-port", "0", "--prometheus-port", "0", "--no-telemetry", "--no-mdns"])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--base-path"])
			.arg(home.path())
			.args(args)
			.stdin(Stdio::null())
			.stdout(output.try_clone().expect("a second handle on the log"))
			.stderr(output)
			.spawn()
			.expect("the node's binary");
		let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
		let mut node = Self { process, log, rpc: nowhere, metrics: nowhere };
		node.metrics = node.wait_for_address("Prometheus exporter started at ");
		node.rpc = node.wait_for_address("Running JSON-RPC server: addr=");
		node
	}

	#[track_caller]
	fn wait_for_address(&mut self, announcement: &str) -> SocketAddr {
		until(announcement, || {
			if let Some(status) = self.process.try_wait().expect("the state of the process") {
				panic!("the node ended with {status} before it said `{announcement}`");
			}
			let log = self.log();
			let (_, rest) = log.split_once(announcement)?;
			let addresses = rest.lines().next()?;
			addresses.split(',').find(|address| address.starts_with("127."))?.trim().parse().ok()
		})
	}

	/// Where clients connect to.
	pub fn url(&self) -> String {
		format!("ws://{}", self.rpc)
	}

	/// All that the node has said.
	pub fn log(&self) -> String {
		fs::read_to_string(&self.log).unwrap_or_default()
	}

	/// The answer to a request: a result, or an error object.
	#[track_caller]
	pub fn call(&self, method: &str, params: Value) -> Result<Value, Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let response = http(self.rpc, "POST /", &request.to_string());
		let mut response: Value =
			serde_json::from_str(&response).expect("JSON from the RPC server");
		match response.get_mut("error") {
			Some(error) => Err(error.take()),
			None => Ok(response["result"].take()),
		}
	}

	/// The result of a request that must succeed.
	#[track_caller]
	pub fn ask(&self, method: &str, params: Value) -> Value {
		self.call(method, params.clone())
			.unwrap_or_else(|error| panic!("{method} {params} failed: {error}"))
	}

	/// Code and message of the error with which a request must fail.
	#[track_caller]
	pub fn refusal(&self, method: &str, params: Value) -> (i64, String) {
		let error = self.call(method, params.clone()).expect_err(method);
		let code = error["code"].as_i64().expect("an error code");
		(code, error["message"].as_str().expect("an error message").into())
	}

	/// Value of a metric; `series` is its name with labels, as Prometheus shows it.
	pub fn metric(&self, series: &str) -> Option<f64> {
		let page = http(self.metrics, "GET /metrics", "");
		page.lines().find_map(|line| line.strip_prefix(series)?.trim().parse().ok())
	}

	/// Number of the newest finalised block.
	#[track_caller]
	pub fn finalized(&self) -> u32 {
		let head = self.ask("chain_getFinalizedHead", json!([]));
		self.number_of(&head)
	}

	/// Number of the block with hash `block`.
	#[track_caller]
	pub fn number_of(&self, block: &Value) -> u32 {
		let header = self.ask("chain_getHeader", json!([block]));
		hex_number(&header["number"])
	}

	/// Hash of block `number` on the best chain; `null` if there is none yet.
	#[track_caller]
	pub fn hash_of(&self, number: u32) -> Value {
		self.ask("chain_getBlockHash", json!([number]))
	}

	/// Waits until block `number` is finalised.
	#[track_caller]
	pub fn wait_until_finalized(&self, number: u32) {
		until(&format!("finality of block {number}"), || {
			(self.finalized() >= number).then_some(())
		});
	}

	/// Where other nodes connect to.
	#[track_caller]
	pub fn peer_address(&self) -> String {
		let addresses = self.ask("system_localListenAddresses", json!([]));
		let addresses = addresses.as_array().expect("a list of addresses");
		addresses
			.iter()
			.filter_map(Value::as_str)
			.find(|address| address.starts_with("/ip4/127.0.0.1/tcp/"))
			.expect("an address of this machine")
			.into()
	}

	/// Ends the node as an operator does, and waits for its end.
	#[track_caller]
	pub fn stop(mut self) {
		let pid = self.process.id().to_string();
		let sent = Command::new("kill").args(["-TERM", &pid]).status().expect("the kill command");
		assert!(sent.success(), "no SIGTERM to process {pid}");
		let status = wait(&mut self.process);
		assert!(status.success(), "the node ended with {status}");
	}

	/// Ends the node as a power cut does: no time to finish anything.
	pub fn kill(self) {}
}

impl Drop for Node {
	fn drop(&mut self) {
		// It may have ended already.
		let _ = self.process.kill();
		let _ = self.process.wait();
		if thread::panicking() {
			eprintln!("--- end of the log of {}", self.log.display());
			eprintln!("{}", tail(&self.log()));
		}
	}
}

/// What a tool left behind.
pub struct Finished {
	/// How it ended.
	pub status: ExitStatus,
	/// What it wrote as its result.
	pub output: String,
	/// What it said meanwhile.
	pub messages: String,
}

/// Runs the binary until it ends by itself.
#[track_caller]
pub fn run(args: &[&str]) -> Finished {
	let folder = home();
	let [output, messages] = ["output", "messages"].map(|name| folder.path().join(name));
	let mut process = Command::new(BINARY)
		.args(args)
		.stdin(Stdio::null())
		.stdout(File::create(&output).expect("a file for the output"))
		.stderr(File::create(&messages).expect("a file for the messages"))
		.spawn()
		.expect("the node's binary");
	let status = wait(&mut process);
	let read = |path: &Path| fs::read_to_string(path).expect("what the tool wrote");
	Finished { status, output: read(&output), messages: read(&messages) }
}

/// The output of a tool that must succeed.
#[track_caller]
pub fn tool(args: &[&str]) -> String {
	let Finished { status, output, messages } = run(args);
	assert!(status.success(), "{args:?} ended with {status}:\n{}", tail(&messages));
	output
}

/// The messages of a call that must fail.
#[track_caller]
pub fn failure(args: &[&str]) -> String {
	let Finished { status, messages, .. } = run(args);
	assert_eq!(status.code(), Some(1), "{args:?} ended with {status}:\n{}", tail(&messages));
	messages
}

#[track_caller]
fn wait(process: &mut Child) -> ExitStatus {
	let deadline = Instant::now() + PATIENCE;
	loop {
		if let Some(status) = process.try_wait().expect("the state of the process") {
			return status;
		}
		if Instant::now() > deadline {
			let _ = process.kill();
			panic!("process {} did not end within {PATIENCE:?}", process.id());
		}
		thread::sleep(BETWEEN_LOOKS);
	}
}

fn tail(log: &str) -> String {
	let lines: Vec<_> = log.lines().collect();
	lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n")
}

/// A number that JSON-RPC gives in hexadecimal.
#[track_caller]
pub fn hex_number(value: &Value) -> u32 {
	let digits = value.as_str().and_then(|text| text.strip_prefix("0x")).expect("a number in hex");
	u32::from_str_radix(digits, 16).expect("a number in hex")
}

/// The body of the response to one HTTP request. Version 1.0: the server closes the connection after a plain body.
#[track_caller]
fn http(address: SocketAddr, target: &str, body: &str) -> String {
	let exchange = || -> std::io::Result<String> {
		let mut connection = TcpStream::connect(address)?;
		connection.set_read_timeout(Some(PATIENCE))?;
		let length = body.len();
		write!(
			connection,
			"{target} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
		)?;
		let mut response = String::new();
		connection.read_to_string(&mut response)?;
		Ok(response)
	};
	let response = exchange().unwrap_or_else(|error| panic!("{target} at {address}: {error}"));
	let (head, body) = response.split_once("\r\n\r\n").expect("an HTTP response");
	assert!(head.contains(" 200 "), "{target} at {address}: {head}\n{body}");
	body.into()
}
