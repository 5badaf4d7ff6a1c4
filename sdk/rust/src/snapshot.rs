//! The ledger as it stood at one block.

use crate::{
	generated::reads::{self, At},
	AccountId, Balance, BlockId, Description, Error, Moment, Record, RecordHead, VehicleStatus,
	Vin,
};
use std::fmt;

/// Most records on one page of history.
pub const MAX_PAGE: u32 = 100;

/// A registered car.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vehicle {
	/// The car.
	pub vin: Vin,
	/// Who holds the title.
	pub owner: AccountId,
	/// The legal state.
	pub status: VehicleStatus,
	/// How often the title has passed since registration.
	pub title_epoch: u32,
	/// Who put the car on the ledger.
	pub registrar: AccountId,
	/// When, in Unix milliseconds.
	pub registered_at: Moment,
	/// What the car is.
	pub description: Description,
}

/// A record and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryEntry {
	/// Its place in the history, from 0.
	pub seq: u32,
	/// The record.
	pub record: Record,
	/// The later record that corrects it.
	pub superseded_by: Option<u32>,
}

/// Part of a car's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryPage {
	/// The car.
	pub vin: Vin,
	/// Count and hash chain over the whole history.
	pub head: RecordHead,
	/// The records asked for, in order.
	pub entries: Vec<HistoryEntry>,
}

/// All records of a car.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History {
	/// The car.
	pub vin: Vin,
	/// Count and hash chain as the chain keeps them.
	pub head: RecordHead,
	/// Every record, from the first.
	pub entries: Vec<HistoryEntry>,
}

impl History {
	/// Recomputes the hash chain over the records and compares it with the chain's own: if it fits, no record was changed,
	/// added, moved or left out.
	///
	/// # Errors
	/// [`Error::HistoryBroken`].
	pub fn verify(&self) -> Result<(), Error> {
		let broken = |seq, reason| Error::HistoryBroken { vin: self.vin, seq, reason };
		for (entry, seq) in self.entries.iter().zip(0u32..) {
			if entry.seq != seq {
				return Err(broken(seq, "another record stands in its place"));
			}
		}
		let recomputed = RecordHead::of(self.entries.iter().map(|entry| &entry.record))
			.ok_or_else(|| broken(u32::MAX, "there are more records than can be counted"))?;
		if recomputed.count != self.head.count {
			return Err(broken(
				recomputed.count.min(self.head.count),
				"the number of records differs",
			));
		}
		if recomputed.head != self.head.head {
			return Err(broken(0, "the hash over all records differs"));
		}
		Ok(())
	}
}

/// The ledger as it stood at one block; see [`crate::Client::finalized`].
#[derive(Clone)]
pub struct Snapshot {
	at: At,
}

impl fmt::Debug for Snapshot {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Snapshot({:?})", self.block())
	}
}

impl Snapshot {
	pub(crate) fn new(at: At) -> Self {
		Self { at }
	}

	pub(crate) fn chain(&self) -> &At {
		&self.at
	}

	/// The block.
	pub fn block(&self) -> BlockId {
		// The runtime counts blocks in 32 bits.
		let number = u32::try_from(self.at.block_number()).unwrap_or(u32::MAX);
		BlockId { number, hash: self.at.block_hash() }
	}

	/// The moment that the block's author stated, in Unix milliseconds; 0 at genesis.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn timestamp(&self) -> Result<Moment, Error> {
		reads::timestamp(&self.at).await
	}

	/// The car with this VIN, if it is registered.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn vehicle(&self, vin: Vin) -> Result<Option<Vehicle>, Error> {
		reads::vehicle(&self.at, vin).await
	}

	/// What an account can spend.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn free_balance(&self, account: AccountId) -> Result<Balance, Error> {
		reads::free_balance(&self.at, account).await
	}

	/// How many records a car has, and the hash chain over them; 0 and zeros for an unknown car.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn record_head(&self, vin: Vin) -> Result<RecordHead, Error> {
		Ok(self.history_page(vin, 0, 0).await?.head)
	}

	/// Up to `limit` records of a car from sequence number `from`, at most [`MAX_PAGE`].
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn history_page(
		&self,
		vin: Vin,
		from: u32,
		limit: u32,
	) -> Result<HistoryPage, Error> {
		reads::history(&self.at, vin, from, limit).await
	}

	/// Every record of a car, read page by page.
	///
	/// # Errors
	/// [`Error::HistoryBroken`] if the node leaves records out; [`Error::Chain`].
	pub async fn history(&self, vin: Vin) -> Result<History, Error> {
		let HistoryPage { head, mut entries, .. } = self.history_page(vin, 0, MAX_PAGE).await?;
		while let Some(seq) = u32::try_from(entries.len()).ok().filter(|seq| *seq < head.count) {
			let page = self.history_page(vin, seq, MAX_PAGE).await?;
			if page.entries.is_empty() {
				let reason = "the node does not give it";
				return Err(Error::HistoryBroken { vin, seq, reason });
			}
			entries.extend(page.entries);
		}
		Ok(History { vin, head, entries })
	}

	/// Every record of a car, [verified](History::verify).
	///
	/// # Errors
	/// Those of [`Snapshot::history`] and [`History::verify`].
	pub async fn verify_history(&self, vin: Vin) -> Result<History, Error> {
		let history = self.history(vin).await?;
		history.verify()?;
		Ok(history)
	}

	/// One record.
	///
	/// # Errors
	/// [`Error::RecordNotFound`], [`Error::Chain`].
	pub async fn record(&self, vin: Vin, seq: u32) -> Result<HistoryEntry, Error> {
		let page = self.history_page(vin, seq, 1).await?;
		let found = page.entries.into_iter().find(|entry| entry.seq == seq);
		found.ok_or_else(|| Error::RecordNotFound {
			vin,
			seq,
			block: self.block().number,
			count: page.head.count,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Locator, RecordClass, RecordSource, Signer};

	fn history(count: u32) -> History {
		let issuer = Signer::dev("Bob").unwrap().account();
		let entries: Vec<_> = (0..count)
			.map(|seq| HistoryEntry {
				seq,
				record: Record {
					class: RecordClass::Inspection,
					issuer,
					source: RecordSource::Provider,
					observed_at: u64::from(seq),
					recorded_at: 1_000,
					recorded_in: 7,
					odometer: None,
					payload_hash: [seq as u8; 32],
					locator: Locator::default(),
					is_sealed: false,
					supersedes: None,
				},
				superseded_by: None,
			})
			.collect();
		let head = RecordHead::of(entries.iter().map(|entry| &entry.record)).unwrap();
		History { vin: Vin::parse("VF3PNCFAC88186458").unwrap(), head, entries }
	}

	fn reason(history: &History) -> (u32, &'static str) {
		match history.verify() {
			Err(Error::HistoryBroken { seq, reason, .. }) => (seq, reason),
			other => panic!("expected a broken history, got {other:?}"),
		}
	}

	#[test]
	fn a_whole_history_verifies() {
		history(5).verify().unwrap();
		history(0).verify().unwrap();
	}

	#[test]
	fn a_record_left_out_is_found() {
		let mut last = history(5);
		last.entries.pop();
		assert_eq!(reason(&last), (4, "the number of records differs"));
		let mut middle = history(5);
		middle.entries.remove(2);
		assert_eq!(reason(&middle), (2, "another record stands in its place"));
	}

	#[test]
	fn a_changed_record_is_found() {
		let mut changed = history(5);
		changed.entries[3].record.observed_at += 1;
		assert_eq!(reason(&changed), (0, "the hash over all records differs"));
	}

	#[test]
	fn swapped_records_are_found() {
		let mut swapped = history(3);
		let first = swapped.entries[0].record.clone();
		swapped.entries[0].record = swapped.entries[1].record.clone();
		swapped.entries[1].record = first;
		assert_eq!(reason(&swapped), (0, "the hash over all records differs"));
	}
}
