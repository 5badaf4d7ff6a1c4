//! Where a record comes from, and since when the chain has it.
//!
//! Two times belong to a record. `observed_at` is the issuer's word. The time of its block is the chain's: the block's
//! author stated it, the other validators accepted it within a small tolerance, and finality fixes it. Only the second one
//! answers "was this record there before that date?".
//!
//! The answers here rest on what the connected node says of the finalised chain; they do not check its finality proofs.
//! Ask a node that you run, or several.

use crate::{BlockId, Client, Error, HistoryEntry, Moment, Vin};
use std::fmt;

/// A record and the block that took it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Provenance {
	/// The car.
	pub vin: Vin,
	/// The record.
	pub entry: HistoryEntry,
	/// The block that took it.
	pub block: BlockId,
	/// The moment that the block's author stated, in Unix milliseconds.
	pub block_time: Moment,
	/// Whether the block is final.
	pub is_finalized: bool,
}

/// The answer to "was this record on the chain before that moment?", and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Existence {
	/// The answer.
	pub existed: bool,
	/// The car.
	pub vin: Vin,
	/// The record's place.
	pub seq: u32,
	/// The moment asked about, in Unix milliseconds.
	pub moment: Moment,
	/// The latest finalised block, whose state was read.
	pub finalized: BlockId,
	/// How many records the car has there; the hash chain over all of them was recomputed and fits.
	pub count: u32,
	/// The record and its block; `None` if the finalised chain has no such record.
	pub provenance: Option<Provenance>,
}

impl fmt::Display for Existence {
	/// The evidence as sentences, with hashes; moments are left to the caller, who knows the reader's calendar.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let finalized = self.finalized;
		match &self.provenance {
			None => write!(
				f,
				"the finalised chain (block {}, {:?}) has {} records of {} and no record {}",
				finalized.number, finalized.hash, self.count, self.vin, self.seq
			),
			Some(provenance) => write!(
				f,
				"record {} is one of the {} whose recomputed hash chain equals the head in finalised block {} ({:?}); \
				 it was taken by block {} ({:?}), which is final and whose author stated {} ms, {} the {} ms asked about",
				self.seq,
				self.count,
				finalized.number,
				finalized.hash,
				provenance.block.number,
				provenance.block.hash,
				provenance.block_time,
				if self.existed { "before" } else { "not before" },
				self.moment
			),
		}
	}
}

pub(crate) async fn of_record(client: &Client, vin: Vin, seq: u32) -> Result<Provenance, Error> {
	let entry = client.best().await?.record(vin, seq).await?;
	locate(client, vin, entry).await
}

pub(crate) async fn existed_before(
	client: &Client,
	vin: Vin,
	seq: u32,
	moment: Moment,
) -> Result<Existence, Error> {
	let snapshot = client.finalized().await?;
	let history = snapshot.verify_history(vin).await?;
	let provenance = match history.entries.into_iter().find(|entry| entry.seq == seq) {
		Some(entry) => Some(locate(client, vin, entry).await?),
		None => None,
	};
	Ok(Existence {
		existed: provenance
			.as_ref()
			.is_some_and(|found| found.is_finalized && found.block_time < moment),
		vin,
		seq,
		moment,
		finalized: snapshot.block(),
		count: history.head.count,
		provenance,
	})
}

/// Finds the block that a record names, and checks that the two agree on the time.
async fn locate(client: &Client, vin: Vin, entry: HistoryEntry) -> Result<Provenance, Error> {
	let record = &entry.record;
	let (block, block_time) = client.block(record.recorded_in).await?;
	if block_time != record.recorded_at {
		let reason =
			format!("it states {block_time} ms, the record says {} ms", record.recorded_at);
		return Err(Error::BlockMismatch { number: block.number, reason });
	}
	// Asked after the block was found: what is at or below the finalised height cannot have been replaced since.
	let finalized = client.finalized().await?.block();
	Ok(Provenance { vin, entry, block, block_time, is_finalized: block.number <= finalized.number })
}
