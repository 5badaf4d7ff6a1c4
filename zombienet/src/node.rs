//! Starts node processes, asks them by JSON-RPC, waits for what they do, and ends them.

use serde_json::{json, Value};
use std::{
	fs::{self, File},
	io::{Read, Write},
	net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::atomic::{AtomicU32, Ordering},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long anything may take. On an idle machine all of it is a matter of seconds; a busy one must not fail a test.
const PATIENCE: Duration = Duration::from_secs(120);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
/// Lines of a node's log that a failing test shows.
const SHOWN_LINES: usize = 60;
/// Names the node's binary where it is not the one that was built with this program.
const BINARY_VARIABLE: &str = "CARX_NODE";

/// A VIN with a right check digit that no test registers.
pub const UNKNOWN_VIN: &str = "1M8GDM9AXKP042788";

/// The node's binary: what the environment variable `CARX_NODE` names, else the one that was built beside this program.
///
/// # Panics
/// If there is none.
#[track_caller]
pub fn binary() -> PathBuf {
	beside("carxchain-node", BINARY_VARIABLE)
}

/// A program: what an environment variable names, else the one that was built beside this one.
///
/// # Panics
/// If there is none.
#[track_caller]
pub fn beside(program: &str, variable: &str) -> PathBuf {
	let path = match std::env::var_os(variable) {
		Some(path) => path.into(),
		None => build_folder().join(program),
	};
	let shown = path.display();
	assert!(
		path.is_file(),
		"no {program} at {shown}: build it with `scripts/build`, or name it in {variable}"
	);
	path
}

/// Time of processors that a process has used so far, to a hundredth of a second.
pub fn processor_time(process: u32) -> Option<Duration> {
	/// What the kernel counts in, whatever its own ticks: `sysconf(_SC_CLK_TCK)` is 100 on every Linux.
	const TICK: Duration = Duration::from_millis(10);
	let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
	// The name of the program stands in brackets and may have blanks. After it come the state and ten numbers, then these two.
	let (_, rest) = stat.rsplit_once(')')?;
	let ticks: Vec<u32> = rest
		.split_whitespace()
		.skip(11)
		.take(2)
		.map(|it| it.parse().ok())
		.collect::<Option<_>>()?;
	Some(TICK * ticks.iter().sum())
}

/// Where Cargo puts programs: the folder of this one, or that above it if this is a test.
#[track_caller]
fn build_folder() -> PathBuf {
	let program = std::env::current_exe().expect("the path of this program");
	let folder = program.parent().expect("a folder");
	let folder = if folder.ends_with("deps") { folder.parent() } else { Some(folder) };
	folder.expect("a folder").into()
}

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
pub fn raw_spec(name: &str, preset: &str, change: impl FnOnce(&mut Value)) -> String {
	let folder = build_folder().join("chain-specs");
	fs::create_dir_all(&folder).expect("a folder for specifications");
	let kept = folder.join(format!("{name}.json"));
	let modified = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
	if modified(&kept) < modified(&binary()) {
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

/// How a node is started. The same value starts it again with the same chain and keys.
#[derive(Clone, Debug)]
pub struct Launch {
	/// The folder of its chain, keys and logs.
	pub home: PathBuf,
	/// The folder of chain and keys where it is not `home`.
	pub base_path: Option<PathBuf>,
	/// Arguments beside those that every node here gets.
	pub args: Vec<String>,
	/// Environment variables beside those of this process.
	pub env: Vec<(String, String)>,
	/// The network namespace that it runs in, and its address there.
	pub namespace: Option<(String, Ipv4Addr)>,
	/// Its port for peers; 0 takes any.
	pub peer_port: u16,
	/// Its port for clients; 0 takes any, another one at each start.
	pub rpc_port: u16,
}

impl Launch {
	/// A node in this machine's own network.
	pub fn new(home: &Path, args: &[&str]) -> Self {
		let args = args.iter().map(ToString::to_string).collect();
		let home = home.into();
		let (base_path, env, namespace) = (None, Vec::new(), None);
		Self { home, base_path, args, env, namespace, peer_port: 0, rpc_port: 0 }
	}

	/// The folder of chain and keys.
	pub fn base_path(&self) -> &Path {
		self.base_path.as_ref().unwrap_or(&self.home)
	}

	fn host(&self) -> Ipv4Addr {
		self.namespace.as_ref().map_or(Ipv4Addr::LOCALHOST, |(_, address)| *address)
	}

	/// Starts the process and waits for nothing.
	#[track_caller]
	pub fn spawn(&self) -> Node {
		static STARTED: AtomicU32 = AtomicU32::new(0);
		let log = self.home.join(format!("{}.log", STARTED.fetch_add(1, Ordering::Relaxed)));
		let output = File::create(&log).expect("a log file");
		let mut command = match &self.namespace {
			None => Command::new(binary()),
			Some((name, _)) => {
				let mut command = Command::new("ip");
				command.args(["netns", "exec", name]).arg(binary());
				command.args(["--unsafe-rpc-external", "--rpc-methods", "unsafe"]);
				// Otherwise it answers to names of this machine only.
				command.args(["--rpc-cors", "all", "--prometheus-external"]);
				command
			},
		};
		let host = self.host();
		let process = command
			.args(["--rpc-port", &self.rpc_port.to_string(), "--prometheus-port", "0"])
			.args(["--no-telemetry", "--no-mdns"])
			.args(["--listen-addr", &format!("/ip4/{host}/tcp/{}", self.peer_port), "--base-path"])
			.arg(self.base_path())
			.args(&self.args)
			// The first node that starts compiles the runtime, the others find it there.
			.env("CARX_WASM_CACHE", build_folder().join("wasm-cache"))
			.envs(self.env.iter().map(|(name, value)| (name, value)))
			.stdin(Stdio::null())
			.stdout(output.try_clone().expect("a second handle on the log"))
			.stderr(output)
			.spawn()
			.expect("the node's binary");
		let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
		Node { process, log, host, rpc: nowhere, clients: nowhere, metrics: nowhere }
	}

	/// Starts a node and waits until it answers.
	#[track_caller]
	pub fn start(&self) -> Node {
		let mut node = self.spawn();
		node.wait_until_ready();
		node
	}
}

/// A running node. It dies with this value; if a test fails, the end of its log is shown.
pub struct Node {
	process: Child,
	log: PathBuf,
	host: Ipv4Addr,
	rpc: SocketAddr,
	/// Where clients reach it: they take plain connections to this machine's own address only.
	clients: SocketAddr,
	metrics: SocketAddr,
}

impl Node {
	/// Starts a node on free ports and waits until it answers.
	#[track_caller]
	pub fn start(home: &TempDir, args: &[&str]) -> Self {
		Launch::new(home.path(), args).start()
	}

	/// Waits until it answers.
	#[track_caller]
	pub fn wait_until_ready(&mut self) {
		self.metrics = self.wait_for_address("Prometheus exporter started at ");
		self.rpc = self.wait_for_address("Running JSON-RPC server: addr=");
		self.clients = if self.host.is_loopback() { self.rpc } else { forwarded(self.rpc) };
	}

	#[track_caller]
	fn wait_for_address(&mut self, announcement: &str) -> SocketAddr {
		until(announcement, || {
			if let Some(status) = self.ended() {
				panic!("the node ended with {status} before it said `{announcement}`");
			}
			let log = self.log();
			let (_, rest) = log.split_once(announcement)?;
			let addresses = rest.lines().next()?;
			let addresses = addresses.split(',').filter_map(|one| one.trim().parse().ok());
			// An address of both families is announced in the newer one alone.
			let address: SocketAddr = addresses.min_by_key(SocketAddr::is_ipv6)?;
			Some(SocketAddr::from((self.host, address.port())))
		})
	}

	/// How the process ended, if it has.
	#[track_caller]
	pub fn ended(&mut self) -> Option<ExitStatus> {
		self.process.try_wait().expect("the state of the process")
	}

	/// The number of its process.
	pub fn process_id(&self) -> u32 {
		self.process.id()
	}

	/// Memory that it holds, in KiB.
	pub fn resident_kib(&self) -> Option<u64> {
		let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
		let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
		line.trim().strip_suffix(" kB")?.parse().ok()
	}

	/// Time of processors that it has used.
	pub fn processor_time(&self) -> Option<Duration> {
		processor_time(self.process.id())
	}

	/// Sends the process a signal, such as `STOP`.
	#[track_caller]
	pub fn signal(&self, name: &str) {
		let pid = self.process.id().to_string();
		let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status();
		assert!(sent.expect("the kill command").success(), "no SIG{name} to process {pid}");
	}

	/// Where its JSON-RPC server listens.
	pub fn rpc_address(&self) -> SocketAddr {
		self.rpc
	}

	/// Where clients connect to.
	pub fn url(&self) -> String {
		format!("ws://{}", self.clients)
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

	/// The result of a request; nothing if the node gives none within `patience`.
	pub fn try_ask(&self, method: &str, params: Value, patience: Duration) -> Option<Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let response = exchange(self.rpc, "POST /", &request.to_string(), patience).ok()?;
		let (_, body) = response.split_once("\r\n\r\n")?;
		let mut response: Value = serde_json::from_str(body).ok()?;
		response.get("error").is_none().then(|| response["result"].take())
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
			.find(|address| address.starts_with(&format!("/ip4/{}/tcp/", self.host)))
			.expect("an address of this machine")
			.into()
	}

	/// Ends the node as an operator does, and waits for its end.
	#[track_caller]
	pub fn stop(mut self) {
		self.signal("TERM");
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
	let mut process = Command::new(binary())
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
	let response = exchange(address, target, body, PATIENCE)
		.unwrap_or_else(|error| panic!("{target} at {address}: {error}"));
	let (head, body) = response.split_once("\r\n\r\n").expect("an HTTP response");
	assert!(head.contains(" 200 "), "{target} at {address}: {head}\n{body}");
	body.into()
}

fn exchange(
	address: SocketAddr,
	target: &str,
	body: &str,
	patience: Duration,
) -> std::io::Result<String> {
	let mut connection = TcpStream::connect_timeout(&address, patience)?;
	connection.set_read_timeout(Some(patience))?;
	let length = body.len();
	write!(
		connection,
		"{target} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
	)?;
	let mut response = String::new();
	connection.read_to_string(&mut response)?;
	Ok(response)
}

/// An address of this machine from which connections are passed on to `target`, until this program ends.
#[track_caller]
fn forwarded(target: SocketAddr) -> SocketAddr {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	let address = listener.local_addr().expect("its address");
	thread::spawn(move || {
		for client in listener.incoming().flatten() {
			let Ok(node) = TcpStream::connect_timeout(&target, PATIENCE) else { continue };
			let (Ok(from_client), Ok(from_node)) = (client.try_clone(), node.try_clone()) else {
				continue;
			};
			thread::spawn(move || pass_on(from_client, node));
			thread::spawn(move || pass_on(from_node, client));
		}
	});
	address
}

fn pass_on(mut from: TcpStream, mut to: TcpStream) {
	// When one side is gone, the other is told.
	let _ = std::io::copy(&mut from, &mut to);
	let _ = to.shutdown(Shutdown::Both);
}
