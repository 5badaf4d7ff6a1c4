//! Real records, written while something breaks.

use crate::network::Network;
use carx_sdk::{
	Call, Client, Description, Error, PowerTrain, RecordClass, RecordEntry, Region, Role, Signer,
	Vin,
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	sync::{
		atomic::{AtomicBool, AtomicU32, Ordering},
		Arc, Mutex,
	},
	time::{Duration, Instant},
};
use tokio::{task::JoinHandle, time};

/// Cars with right check digits, and the keys of their owners, who do nothing else: other extrinsics of theirs would take their nonces.
const CARS: [(&str, &str); 2] =
	[("1HGCM82633A004352", "//Driver//0"), ("1M8GDM9AXKP042788", "//Driver//1")];
/// What an owner starts with: deposits and fees of thousands of records.
const ENDOWMENT: u128 = 100_000 * 1_000_000_000_000;
/// A day in 2023, in Unix milliseconds.
const OBSERVED_AT: u64 = 1_700_000_000_000;
/// How long a writer waits after each record.
const PAUSE: Duration = Duration::from_millis(400);
/// How long an answer of a node may take before the writer turns to another.
const ANSWER: Duration = Duration::from_secs(5);
/// How long a record may take until it is final before its writer forgets it.
const FINAL: Duration = Duration::from_secs(120);
/// Records under way at once, of one writer.
const UNDER_WAY: u32 = 40;

/// Hash of the payload of a record whose finality a node has acknowledged, by car and place in the car's history.
pub type Acknowledged = BTreeMap<(Vin, u32), String>;

#[derive(Default)]
struct State {
	urls: Mutex<Vec<String>>,
	acknowledged: Mutex<Acknowledged>,
	submitted: AtomicU32,
	stopped: AtomicBool,
}

/// Writers, each for one car through one node, going over to the next node if theirs fails.
pub struct Load {
	state: Arc<State>,
	writers: Vec<JoinHandle<()>>,
}

/// Gives an owner money, and makes a car of theirs known to the ledger. Alice is registrar.
///
/// # Panics
/// If the chain refuses it.
pub async fn register(client: &Client, vin: &str, owner: &Signer) -> Vin {
	let vin = Vin::parse(vin).expect("a VIN");
	let endow = Call::transfer(owner.account(), ENDOWMENT);
	let description = Description::new(2003, "Honda", "Accord", PowerTrain::Petrol);
	let region = Region::from_bytes(*b"US");
	let call = Call::register_vehicle(vin, owner.account(), region, &description, Role::Registrar);
	let calls = [endow, call.expect("a call")];
	client.execute_all(&calls, &dev("alice")).await.expect("a registration");
	vin
}

/// A development account.
///
/// # Panics
/// If there is none of this name.
pub fn dev(name: &str) -> Signer {
	Signer::dev(name).expect("a development account")
}

/// A call by its text, as an operator writes it.
///
/// # Panics
/// If the chain has no such call.
pub async fn call(client: &Client, name: &str, arguments: &str) -> Call {
	try_call(client, name, arguments).await.expect("a call")
}

/// A call by its text, through a node that may be gone.
///
/// # Errors
/// Why there is none.
pub async fn try_call(client: &Client, name: &str, arguments: &str) -> Result<Call, Error> {
	Call::parse(&client.head().await?, name, arguments)
}

/// Record `number` of a test: without a reading, as so many of the same days would each need a hint where they belong.
pub fn record(number: u32) -> RecordEntry {
	let observed_at = OBSERVED_AT + u64::from(number % 300) * 86_400_000;
	RecordEntry::new(RecordClass::Driving, observed_at, format!("record {number}").as_bytes())
}

impl Load {
	/// Registers the cars and starts writing.
	#[track_caller]
	pub fn start(network: &Network) -> Self {
		let state = Arc::new(State::default());
		let client = network.client(0);
		let mut load = Self { state, writers: Vec::new() };
		load.follow(network);
		for (place, (vin, owner)) in CARS.into_iter().enumerate() {
			let signer = Signer::from_uri(owner).expect("a key");
			let vin = network.runtime().block_on(register(&client, vin, &signer));
			let writer = Writer { vin, signer, place, state: load.state.clone() };
			load.writers.push(network.runtime().spawn(writer.run()));
		}
		load
	}

	/// Tells the writers where the nodes answer now: a node that was started again has a new port.
	pub fn follow(&self, network: &Network) {
		*lock(&self.state.urls) = network.running().map(|(_, node)| node.url()).collect();
	}

	/// Records acknowledged as final so far.
	pub fn acknowledged(&self) -> Acknowledged {
		lock(&self.state.acknowledged).clone()
	}

	/// Records handed to a node so far.
	pub fn submitted(&self) -> u32 {
		self.state.submitted.load(Ordering::Relaxed)
	}

	/// Waits until `count` more records are acknowledged.
	///
	/// # Errors
	/// How many were, if it takes longer than `patience`.
	pub fn wait_for(&self, count: usize, patience: Duration) -> Result<(), String> {
		let start = self.acknowledged().len();
		let deadline = Instant::now() + patience;
		loop {
			let more = self.acknowledged().len() - start;
			if more >= count {
				return Ok(());
			}
			if Instant::now() > deadline {
				return Err(format!("{more} of {count} records were acknowledged in {patience:?}"));
			}
			std::thread::sleep(Duration::from_millis(100));
		}
	}
}

impl Drop for Load {
	fn drop(&mut self) {
		self.state.stopped.store(true, Ordering::Relaxed);
		for writer in &self.writers {
			writer.abort();
		}
	}
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Writer {
	vin: Vin,
	signer: Signer,
	place: usize,
	state: Arc<State>,
}

impl Writer {
	async fn run(self) {
		for turn in self.place.. {
			if self.state.stopped.load(Ordering::Relaxed) {
				return;
			}
			let url = {
				let urls = lock(&self.state.urls);
				urls.get(turn % urls.len().max(1)).cloned()
			};
			if let Some(url) = url {
				if let Ok(Ok(client)) = time::timeout(ANSWER, Client::connect(&url)).await {
					self.write(client).await;
				}
			}
			time::sleep(PAUSE).await;
		}
	}

	/// Writes through one node until it fails or does not get on.
	async fn write(&self, client: Client) {
		let account = self.signer.account();
		let Ok(Ok(mut nonce)) = time::timeout(ANSWER, client.next_nonce(&account)).await else {
			return;
		};
		let under_way = Arc::new(AtomicU32::new(0));
		let failed = Arc::new(AtomicBool::new(false));
		while !failed.load(Ordering::Relaxed) {
			time::sleep(PAUSE).await;
			if under_way.load(Ordering::Relaxed) >= UNDER_WAY {
				continue;
			}
			let number = self.state.submitted.fetch_add(1, Ordering::Relaxed);
			let entry = record(number);
			let hash = json!(carx_sdk::Hash::from(entry.payload_hash));
			let call = Call::append_record(self.vin, entry, None);
			let sent = client.submit_with_nonce(&call, &self.signer, nonce);
			let Ok(Ok(submitted)) = time::timeout(ANSWER, sent).await else { return };
			nonce += 1;
			let counter = under_way.clone();
			counter.fetch_add(1, Ordering::Relaxed);
			let (failed, state) = (failed.clone(), self.state.clone());
			tokio::spawn(async move {
				match time::timeout(FINAL, submitted.finalized()).await {
					Ok(Ok(receipt)) => {
						for place in receipt.appended {
							let hash = hash.as_str().unwrap_or_default().into();
							lock(&state.acknowledged).insert(place, hash);
						}
					},
					_ => failed.store(true, Ordering::Relaxed),
				}
				counter.fetch_sub(1, Ordering::Relaxed);
			});
		}
	}
}

/// Which acknowledged records a node does not have as of its finalised block, in words.
///
/// # Panics
/// If the node does not answer.
#[track_caller]
pub fn missing(network: &Network, at: usize, acknowledged: &Acknowledged) -> Vec<String> {
	let node = network.node(at);
	let head = node.ask("chain_getFinalizedHead", json!([]));
	let mut kept = BTreeMap::new();
	for (vin, _) in CARS {
		let vin = Vin::parse(vin).expect("a VIN");
		let mut next = json!(0);
		while !next.is_null() {
			let mut page = node.ask("carx_history", json!([vin.to_string(), next, 100, head]));
			for record in page["records"].as_array().into_iter().flatten() {
				let seq = record["seq"].as_u64().and_then(|seq| u32::try_from(seq).ok());
				let hash = record["payloadHash"].as_str().unwrap_or_default();
				kept.insert((vin, seq.unwrap_or(u32::MAX)), hash.to_string());
			}
			next = match &mut page["next"] {
				Value::Null => Value::Null,
				next => next.take(),
			};
		}
	}
	let lost = acknowledged.iter().filter(|(place, hash)| kept.get(place) != Some(hash));
	lost.map(|((vin, seq), _)| format!("{vin} record {seq} on {}", network.name(at))).collect()
}
