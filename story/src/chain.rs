//! Asking much of the chain at once.

use crate::import::Car;
use anyhow::{Context, Result};
use carx_sdk::{Call, Client, Digest, Receipt, Signer, Snapshot, Vehicle, Vin};
use futures::{stream, StreamExt, TryStreamExt};
use indicatif::ProgressBar;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Reads under way at once: enough to hide the latency of a node on the same machine.
const READS: usize = 16;

/// A call to be signed by somebody, and how many things it does.
pub struct Job<'a> {
	/// Who signs.
	pub signer: &'a Signer,
	/// What.
	pub call: Call,
	/// How many things it does, for the progress.
	pub things: usize,
}

/// What the story cost the chain.
#[derive(Debug, Default)]
pub struct Tally {
	/// Extrinsics executed.
	pub extrinsics: usize,
	/// Blocks that hold them.
	pub blocks: BTreeSet<u32>,
}

impl Tally {
	/// Counts what a receipt says.
	pub fn add(&mut self, receipt: &Receipt) {
		self.extrinsics += 1;
		self.blocks.insert(receipt.block.number);
	}
}

/// What is on the chain already.
#[derive(Debug, Default)]
pub struct Present {
	/// The registered cars.
	pub vehicles: BTreeMap<Vin, Vehicle>,
	/// The payload hashes of their records.
	pub payloads: BTreeSet<(Vin, Digest)>,
}

/// Submits all jobs without waiting between them, in order for each signer, then waits until each is final.
///
/// # Errors
/// That of the first job that fails.
pub async fn send(
	client: &Client,
	jobs: Vec<Job<'_>>,
	bar: &ProgressBar,
	tally: &mut Tally,
) -> Result<()> {
	let mut nonces = HashMap::new();
	let mut under_way = stream::FuturesUnordered::new();
	for job in jobs {
		let account = job.signer.account();
		let nonce = match nonces.get(&account.0) {
			Some(nonce) => *nonce,
			None => client.next_nonce(&account).await?,
		};
		nonces.insert(account.0, nonce + 1);
		let submitted = client.submit_with_nonce(&job.call, job.signer, nonce).await?;
		under_way
			.push(async move { submitted.finalized().await.map(|receipt| (receipt, job.things)) });
	}
	while let Some(result) = under_way.next().await {
		let (receipt, things) = result.context("the chain refused a step of the story")?;
		tally.add(&receipt);
		bar.inc(things as u64);
	}
	bar.finish_and_clear();
	Ok(())
}

/// Reads which of `cars` are registered, and which records they have.
///
/// # Errors
/// When the node fails.
pub async fn present(at: &Snapshot, cars: &[Car], bar: &ProgressBar) -> Result<Present> {
	let reads = stream::iter(cars).map(|car| async move {
		let vehicle = at.vehicle(car.vin).await?;
		let history = match &vehicle {
			Some(_) => Some(at.history(car.vin).await?),
			None => None,
		};
		bar.inc(1);
		anyhow::Ok((car.vin, vehicle, history))
	});
	let mut present = Present::default();
	let mut reads = reads.buffer_unordered(READS);
	while let Some((vin, vehicle, history)) = reads.try_next().await? {
		present.vehicles.extend(vehicle.map(|vehicle| (vin, vehicle)));
		if let Some(history) = history {
			let payloads = history.entries.iter().map(|entry| entry.record.payload_hash);
			present.payloads.extend(payloads.map(|payload| (history.vin, payload)));
		}
	}
	bar.finish_and_clear();
	Ok(present)
}
