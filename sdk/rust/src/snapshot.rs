//! The ledger as it stood at one block.

use crate::{
	generated::reads::{self, At},
	AccountId, Action, Balance, BatchInfo, BlockId, Blocker, DeviceBinding, DeviceKey, Digest,
	Disclosure, Dispute, Error, Grant, History, HistoryEntry, HistoryPage, Moment, Odometer,
	Participant, Reading, ReadingId, RecordHead, Region, TitleOffer, Vehicle, VehicleReport, Vin,
};
use std::fmt;

/// Most records on one page of history.
pub const MAX_PAGE: u32 = 100;

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

	/// All that the ledger says of a car, with up to `limit` records from sequence number `from`, at most [`MAX_PAGE`].
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn report(
		&self,
		vin: Vin,
		from: u32,
		limit: u32,
	) -> Result<Option<VehicleReport>, Error> {
		reads::report(&self.at, vin, from, limit).await
	}

	/// What stands in the way of doing `action` with a car; nothing if it is possible.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn can(&self, action: Action, vin: Vin) -> Result<Vec<Blocker<AccountId>>, Error> {
		reads::can(&self.at, action, vin).await
	}

	/// The offer of a car's title.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn title_offer(&self, vin: Vin) -> Result<Option<TitleOffer>, Error> {
		reads::title_offer(&self.at, vin).await
	}

	/// The car that bore a plate at a moment, by the keyed hash of the plate.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn vehicle_by_plate(
		&self,
		region: Region,
		plate: Digest,
		at: Moment,
	) -> Result<Option<Vin>, Error> {
		reads::vehicle_by_plate(&self.at, region, plate, at).await
	}

	/// The grant of a car to an account.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn grant(&self, vin: Vin, grantee: AccountId) -> Result<Option<Grant>, Error> {
		reads::grant(&self.at, vin, grantee).await
	}

	/// Where a device is bound.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn device(&self, key: DeviceKey) -> Result<Option<DeviceBinding>, Error> {
		reads::device(&self.at, key).await
	}

	/// What an account is accredited as, and what is known of it; `None` if it is no participant.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn participant(&self, who: AccountId) -> Result<Option<Participant>, Error> {
		reads::participant(&self.at, who).await
	}

	/// One batch of driving data.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn telemetry_batch(
		&self,
		device: DeviceKey,
		sequence: u32,
	) -> Result<Option<BatchInfo>, Error> {
		reads::telemetry_batch(&self.at, device, sequence).await
	}

	/// A sample of a batch that was made public.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn disclosure(
		&self,
		device: DeviceKey,
		sequence: u32,
		index: u32,
	) -> Result<Option<Disclosure>, Error> {
		reads::disclosure(&self.at, device, sequence, index).await
	}

	/// The dispute over a record.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn dispute(&self, vin: Vin, seq: u32) -> Result<Option<Dispute>, Error> {
		reads::dispute(&self.at, vin, seq).await
	}

	/// A reading near which one of this time and distance belongs: the argument `after` of the calls that append records.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn reading_hint(
		&self,
		vin: Vin,
		observed_at: Moment,
		odometer: Odometer,
	) -> Result<Option<ReadingId>, Error> {
		reads::reading_hint(&self.at, vin, observed_at, odometer).await
	}

	/// All odometer readings of a car that count, in order of time, as the chain stores them: one read for each.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn readings(&self, vin: Vin) -> Result<Vec<Reading>, Error> {
		let mut readings = Vec::new();
		let mut next =
			reads::odometer_summary(&self.at, vin).await?.and_then(|summary| summary.first);
		while let Some(id) = next {
			let Some(reading) = reads::reading(&self.at, vin, id).await? else { break };
			next = reading.next;
			readings.push(reading);
		}
		Ok(readings)
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
		let HistoryPage { head, mut entries } = self.history_page(vin, 0, MAX_PAGE).await?;
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
