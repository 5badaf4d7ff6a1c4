//! Driving data: samples and signed batches as the ledger protocol has them, and what the ledger tells of them.

pub use carx_primitives::telemetry::*;

use crate::{AccountId, Digest, Moment, Odometer};
use codec::{Decode, Encode};

/// A batch as the ledger keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct BatchInfo {
	/// What the device signed.
	pub header: BatchHeader,
	/// Its hash.
	pub hash: Digest,
	/// When the ledger took it, in Unix milliseconds.
	pub recorded_at: Moment,
	/// Who submitted it.
	pub submitter: AccountId,
}

/// The driving data of a car in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct TelemetrySummary {
	/// Batches of all devices.
	pub batches: u32,
	/// Samples in them.
	pub samples: u64,
	/// When the earliest batch started, in Unix milliseconds.
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

/// A sample that was made public.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disclosure {
	/// BLAKE2b-256 of the sample's SCALE encoding.
	pub digest: Digest,
	/// When it was taken, in Unix milliseconds.
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
