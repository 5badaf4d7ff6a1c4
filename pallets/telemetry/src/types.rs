//! The domain objects, free of `T: Config`.

use alloc::vec::Vec;
use carx_primitives::{
	telemetry::{BatchHeader, Sighting},
	Digest, Moment, Odometer, Vin,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most gaps of one device that are open at a time. Lowering it would make longer lists undecodable.
pub const MAX_GAPS: u32 = 16;

/// Who paid for the place of something, and how much.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deposit<AccountId, Ticket> {
	/// Whose deposit it is.
	pub payer: AccountId,
	/// The deposit.
	pub ticket: Ticket,
}

/// Sequence numbers, all missing, between two batches that are stored; or before the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Gap {
	/// The first that is missing.
	pub from: u32,
	/// The last that is missing.
	pub to: u32,
}

impl Gap {
	/// How many batches are missing.
	pub const fn missing(&self) -> u32 {
		self.to.saturating_sub(self.from).saturating_add(1)
	}

	/// Whether the batch with this number is missing.
	pub const fn contains(&self, sequence: u32) -> bool {
		self.from <= sequence && sequence <= self.to
	}
}

/// Why a batch cannot be added to a chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChainFull {
	/// It has [`MAX_GAPS`] gaps.
	Gaps,
	/// Numbers run out.
	Numbers,
}

/// All batches of one device, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct DeviceChain<AccountId, Ticket> {
	/// One more than the highest sequence number stored.
	pub next: u32,
	/// Batches stored.
	pub batches: u32,
	/// Samples in them.
	pub samples: u64,
	/// What is missing, in order.
	pub gaps: BoundedVec<Gap, ConstU32<MAX_GAPS>>,
	/// Batches that were missing and are written off.
	pub lost: u32,
	/// The number at which the device signed two continuations.
	pub forked_at: Option<u32>,
	/// Of who submitted the first batch.
	pub deposit: Deposit<AccountId, Ticket>,
}

impl<AccountId, Ticket> DeviceChain<AccountId, Ticket> {
	/// The chain of a device that has submitted nothing.
	pub fn new(deposit: Deposit<AccountId, Ticket>) -> Self {
		Self {
			next: 0,
			batches: 0,
			samples: 0,
			gaps: BoundedVec::new(),
			lost: 0,
			forked_at: None,
			deposit,
		}
	}

	/// The open gap that this number lies in.
	pub fn gap_around(&self, sequence: u32) -> Option<Gap> {
		self.gaps.iter().find(|gap| gap.contains(sequence)).copied()
	}

	/// Adds a batch at the end; gives the gap that it leaves.
	///
	/// # Errors
	/// See [`ChainFull`].
	pub fn extend(&mut self, header: &BatchHeader) -> Result<Option<Gap>, ChainFull> {
		let next = header.sequence.checked_add(1).ok_or(ChainFull::Numbers)?;
		let gap = Gap { from: self.next, to: header.sequence.saturating_sub(1) };
		let gap = (header.sequence > self.next).then_some(gap);
		if let Some(gap) = gap {
			self.gaps.try_push(gap).map_err(|_| ChainFull::Gaps)?;
		}
		self.next = next;
		self.count(header);
		Ok(gap)
	}

	/// Adds the batch at the front of an open gap; tells whether it was the last that was missing there.
	pub fn fill(&mut self, header: &BatchHeader) -> bool {
		let open = self.gaps.len();
		for gap in self.gaps.iter_mut().filter(|gap| gap.from == header.sequence) {
			gap.from = gap.from.saturating_add(1);
		}
		self.gaps.retain(|gap| gap.from <= gap.to);
		self.count(header);
		self.gaps.len() < open
	}

	/// Takes the gap that ends at `to` for lost; `None` if there is none.
	pub fn write_off(&mut self, to: u32) -> Option<Gap> {
		let gap = self.gaps.iter().find(|gap| gap.to == to).copied()?;
		self.gaps.retain(|open| open.to != to);
		self.lost = self.lost.saturating_add(gap.missing());
		Some(gap)
	}

	fn count(&mut self, header: &BatchHeader) {
		self.batches = self.batches.saturating_add(1);
		self.samples = self.samples.saturating_add(header.count.into());
	}
}

/// A batch as the ledger keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct StoredBatch<AccountId, Ticket> {
	/// What the device signed.
	pub header: BatchHeader,
	/// When the ledger took it: the timestamp of its block.
	pub recorded_at: Moment,
	/// Of who submitted it.
	pub deposit: Deposit<AccountId, Ticket>,
}

/// The driving data of one car, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Summary<AccountId, Ticket> {
	/// When the earliest batch started.
	pub first_at: Moment,
	/// Odometer then.
	pub first_odometer: Odometer,
	/// The batch that ended last.
	pub last: Sighting,
	/// Batches of all devices.
	pub batches: u32,
	/// Samples in them.
	pub samples: u64,
	/// Gaps in the chains of its devices.
	pub open_gaps: u32,
	/// Batches that were missing and are written off.
	pub lost: u32,
	/// Of who submitted the first batch.
	pub deposit: Deposit<AccountId, Ticket>,
}

impl<AccountId, Ticket> Summary<AccountId, Ticket> {
	/// The summary of a car before its first batch, which `header` is, is counted.
	pub fn new(header: &BatchHeader, deposit: Deposit<AccountId, Ticket>) -> Self {
		Self {
			first_at: header.started_at,
			first_odometer: header.odometer_start,
			last: header.into(),
			batches: 0,
			samples: 0,
			open_gaps: 0,
			lost: 0,
			deposit,
		}
	}

	/// Counts a batch, which may be older than the last.
	pub fn take_in(&mut self, header: &BatchHeader) {
		self.batches = self.batches.saturating_add(1);
		self.samples = self.samples.saturating_add(header.count.into());
		if header.started_at < self.first_at {
			self.first_at = header.started_at;
			self.first_odometer = header.odometer_start;
		}
		if header.ended_at >= self.last.ended_at {
			self.last = header.into();
		}
	}
}

/// A sample that was made public.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Disclosure<AccountId, Ticket> {
	/// BLAKE2b-256 of the sample's SCALE encoding; the sample itself is in the block.
	pub digest: Digest,
	/// When it was taken.
	pub at: Moment,
	/// Odometer then.
	pub odometer: Odometer,
	/// Speed then, in hundredths of a kilometre an hour.
	pub speed: Option<u16>,
	/// When it was made public.
	pub disclosed_at: Moment,
	/// Of who made it public.
	pub deposit: Deposit<AccountId, Ticket>,
}

/// A device chain as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceChainInfo {
	/// The highest sequence number stored.
	pub last_sequence: u32,
	/// The hash of that batch, which the next one names.
	pub last_hash: Digest,
	/// The car of that batch.
	pub vehicle: Vin,
	/// When that batch ended.
	pub ended_at: Moment,
	/// Odometer then.
	pub odometer_end: Odometer,
	/// Batches stored.
	pub batches: u32,
	/// Samples in them.
	pub samples: u64,
	/// What is missing, in order.
	pub gaps: Vec<Gap>,
	/// Batches that were missing and are written off.
	pub lost: u32,
	/// The number at which the device signed two continuations: its key was copied.
	pub forked_at: Option<u32>,
}

/// A batch as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct BatchInfo<AccountId> {
	/// What the device signed.
	pub header: BatchHeader,
	/// Its hash.
	pub hash: Digest,
	/// When the ledger took it.
	pub recorded_at: Moment,
	/// Who submitted it.
	pub submitter: AccountId,
}

/// The driving data of a car as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct TelemetrySummary {
	/// Batches of all devices.
	pub batches: u32,
	/// Samples in them.
	pub samples: u64,
	/// When the earliest batch started.
	pub first_at: Moment,
	/// When the latest ended.
	pub last_at: Moment,
	/// Odometer then.
	pub odometer: Odometer,
	/// Metres between the first and the last odometer reading, whether covered by batches or not.
	pub distance: u32,
	/// Gaps in the chains of its devices.
	pub open_gaps: u32,
	/// Batches that were missing and are written off.
	pub lost: u32,
}

/// A disclosed sample as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DisclosureInfo<AccountId> {
	/// BLAKE2b-256 of the sample's SCALE encoding.
	pub digest: Digest,
	/// When it was taken.
	pub at: Moment,
	/// Odometer then.
	pub odometer: Odometer,
	/// Speed then, in hundredths of a kilometre an hour.
	pub speed: Option<u16>,
	/// Who made it public.
	pub by: AccountId,
	/// When.
	pub disclosed_at: Moment,
}
