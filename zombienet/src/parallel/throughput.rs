//! How many records several chains take side by side, which know nothing of each other.

use super::{traffic::vin, Parallel};
use crate::{
	load::{dev, record},
	report::{table, Format},
	topology::Topology,
};
use carx_sdk::{
	Call, Client, Description, PowerTrain, Region, Role, Signer, Submitted, Vin, MAX_BATCH,
};
use std::{collections::VecDeque, time::Duration};
use tokio::time::sleep;

/// Accounts that write to each chain, each to a car of its own.
const WRITERS: u32 = 8;
/// What each starts with: deposits and fees of a hundred thousand records.
const ENDOWMENT: u128 = 1_000_000 * 1_000_000_000_000;
/// Extrinsics of an account under way. There is always one for the next block.
const UNDER_WAY: usize = 12;
/// Until as many blocks are full as a client sees at once.
const WARMING_UP: Duration = Duration::from_secs(20);

/// What some chains took.
#[derive(Clone, Debug)]
pub struct Measured {
	/// How many chains.
	pub chains: usize,
	/// Final records a second of each, by what the blocks state as their time.
	pub each: Vec<f64>,
	/// Processors that all their nodes used.
	pub cores: f64,
}

/// Writes batches of records to so many chains of one validator each, as many as they take, for a while.
///
/// # Panics
/// If a chain refuses them, or there are not so many presets.
#[track_caller]
pub fn measure(chains: usize, time: Duration) -> Measured {
	let topologies: Vec<_> = Topology::all("parallel").into_iter().map(|it| it.first(1)).collect();
	assert!((1..=topologies.len()).contains(&chains), "1 to {} chains", topologies.len());
	let network = Parallel::start(topologies.into_iter().take(chains).collect());
	let writers: Vec<_> = network.names().flat_map(|name| writers(&network, name)).collect();
	let tasks: Vec<_> = writers.into_iter().map(|writer| network.spawn(writer.run())).collect();
	let (each, cores) = network.block_on(async {
		sleep(WARMING_UP).await;
		let (used, before) = (used_by(&network), counts(&network).await);
		sleep(time).await;
		let used_later = used_by(&network);
		let after = counts(&network).await;
		let rates = before.iter().zip(&after).map(|((records, at), (more, later))| {
			f64::from(more - records) * 1_000.0 / (later - at) as f64
		});
		let used = used_later.saturating_sub(used);
		(rates.collect::<Vec<_>>(), used.as_secs_f64() / time.as_secs_f64())
	});
	for task in tasks {
		assert!(!task.is_finished(), "a writer was refused");
		task.abort();
	}
	Measured { chains, each, cores }
}

/// The table of several measurements, with the ratio to the first.
pub fn show(measured: &[Measured], format: Format) -> String {
	let sum = |one: &Measured| one.each.iter().sum::<f64>();
	let first = measured.first().map_or(0.0, sum);
	let row = |one: &Measured| {
		let each: Vec<_> = one.each.iter().map(|rate| format!("{rate:.0}")).collect();
		let ratio = format!("{:.2}", sum(one) / first);
		let cores = format!("{:.2}", one.cores);
		vec![one.chains.to_string(), each.join(", "), format!("{:.0}", sum(one)), ratio, cores]
	};
	let head = ["chains", "records a second of each", "together", "to one chain", "cores"];
	table(&head, &measured.iter().map(row).collect::<Vec<_>>(), format)
}

/// What the nodes of all chains have used of the processors.
fn used_by(network: &Parallel) -> Duration {
	let nodes = network.names().flat_map(|name| network.chain(name).running());
	nodes.filter_map(|(_, node)| node.processor_time()).sum()
}

/// How many final records each chain has, and the time of the block after which it has them.
async fn counts(network: &Parallel) -> Vec<(u32, u64)> {
	let mut counts = Vec::new();
	for name in network.names() {
		let at = network.connect(name).await.finalized().await.expect("a final block");
		let mut records = 0;
		for number in 0..WRITERS {
			records += at.record_head(vin(number)).await.expect("the records of a car").count;
		}
		counts.push((records, at.timestamp().await.expect("its time")));
	}
	counts
}

/// Accounts with money and a car each.
#[track_caller]
fn writers(network: &Parallel, name: &str) -> Vec<Writer> {
	let client = network.client(name);
	let description = Description::new(2003, "Honda", "Accord", PowerTrain::Petrol);
	network.block_on(async {
		let writers: Vec<_> = (0..WRITERS)
			.map(|number| {
				let signer = Signer::from_uri(&format!("//Writer//{number}")).expect("a key");
				Writer { client: client.clone(), vin: vin(number), signer }
			})
			.collect();
		let calls = writers.iter().flat_map(|writer| {
			let owner = writer.signer.account();
			let region = Region::from_bytes(*b"US");
			let register =
				Call::register_vehicle(writer.vin, owner, region, &description, Role::Registrar);
			[Call::transfer(owner, ENDOWMENT), register.expect("a call")]
		});
		client.execute(&Call::batch(calls.collect()), &dev("alice")).await.expect("a beginning");
		writers
	})
}

struct Writer {
	client: Client,
	vin: Vin,
	signer: Signer,
}

impl Writer {
	/// Writes until it is stopped, or something is refused.
	async fn run(self) {
		let mut nonce = self.client.next_nonce(&self.signer.account()).await.expect("a nonce");
		let mut under_way = VecDeque::<Submitted>::new();
		for first in (0u32..).step_by(MAX_BATCH) {
			if under_way.len() >= UNDER_WAY {
				let oldest = under_way.pop_front().expect("one under way");
				oldest.finalized().await.expect("records that are final");
			}
			let numbers = (first..).take(MAX_BATCH);
			let entries = numbers.map(|number| (self.vin, record(number), None)).collect();
			let call = Call::append_records(entries).expect("a batch");
			let sent = self.client.submit_with_nonce(&call, &self.signer, nonce).await;
			under_way.push_back(sent.expect("a place in the pool"));
			nonce += 1;
		}
	}
}
