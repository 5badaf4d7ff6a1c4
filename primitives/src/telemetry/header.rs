//! What a device signs of a batch, and how the headers of one device belong together.

use super::{Place, MAX_SAMPLES};
use crate::{DeviceKey, Digest, Moment, Odometer, Vin};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// What stands before everything that a device signs as a batch.
const SIGNING_DOMAIN: &[u8; 16] = b"carx/telemetry/1";

/// Longest time that one batch covers: 31 days.
const MAX_SPAN: Moment = 31 * 24 * 60 * 60 * 1_000;

/// Milliseconds that a car needs for a metre at 400 km/h, which no car on a road exceeds.
const MIN_MS_PER_METRE: u64 = 9;

/// Metres that an odometer may step by at once: some count whole kilometres.
const ODOMETER_STEP: u64 = 1_000;

/// Why a header cannot be one of an honest device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HeaderError {
	/// No sample, or more than [`MAX_SAMPLES`].
	#[error("a batch has 1 to 131,072 samples")]
	CountNotValid,
	/// It ends before it starts.
	#[error("the batch ends before it starts")]
	TimesReversed,
	/// It covers more than 31 days.
	#[error("a batch covers at most 31 days")]
	SpanTooLong,
	/// It ends after the latest moment allowed.
	#[error("the batch ends in the future")]
	InFuture,
	/// An odometer reading is none; see [`Odometer::validate`].
	#[error("an odometer reading means \"not available\" or is more than 4,000,000 km")]
	OdometerNotValid,
	/// The odometer ran backwards.
	#[error("the odometer ran backwards")]
	OdometerReversed,
	/// The car would have driven faster than 400 km/h.
	#[error("the car would have driven faster than 400 km/h; check the units")]
	TooFast,
	/// The place is not on Earth.
	#[error("latitudes reach from -90 to 89, longitudes from -180 to 179")]
	PlaceNotValid,
	/// The first batch of a device names one before it.
	#[error("the batch with sequence number 0 has no batch before it")]
	FirstHasPrevious,
}

/// Why one header cannot follow another of the same device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinkError {
	/// It names another batch as the one before it.
	#[error("the batch does not name the hash of the batch before it")]
	ChainBroken,
	/// It starts before the other ends.
	#[error("the batch starts before the one before it ends")]
	TimesOverlap,
	/// The odometer of the same car was ahead already.
	#[error("the odometer is below that of the batch before")]
	OdometerBelowLast,
}

/// A batch of samples, as its device signs it. The SCALE encoding, of at most 150 bytes, is part of the ledger protocol.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BatchHeader {
	/// The car.
	pub vin: Vin,
	/// The device that signs.
	pub device: DeviceKey,
	/// The number of the batch among those of the device on this ledger, from 0.
	pub sequence: u32,
	/// Major version of COVESA VSS that the samples' paths and units are of.
	pub vss_major: u8,
	/// When the first sample was taken.
	pub started_at: Moment,
	/// When the last sample was taken.
	pub ended_at: Moment,
	/// Number of samples.
	pub count: u32,
	/// Hash at the top of the tree over them.
	pub root: Digest,
	/// Odometer in the first sample.
	pub odometer_start: Odometer,
	/// Odometer in the last sample.
	pub odometer_end: Odometer,
	/// [`BatchHeader::hash`] of the batch before; 32 zero bytes in the first.
	pub previous: Digest,
	/// Where the car was when the batch ended, if the owner lets the device tell.
	pub place: Option<Place>,
}

impl BatchHeader {
	/// What the next batch names this one by.
	pub fn hash(&self) -> Digest {
		blake2_256(&self.encode())
	}

	/// What the device signs: no other ledger, and no other use of the key, has these bytes.
	pub fn signing_payload(&self, genesis_hash: impl AsRef<[u8]>) -> Vec<u8> {
		[SIGNING_DOMAIN.as_slice(), genesis_hash.as_ref(), &self.encode()].concat()
	}

	/// Checks what can be checked of a header by itself; it may end at `latest` and no later.
	///
	/// # Errors
	/// See [`HeaderError`].
	pub fn check(&self, latest: Moment) -> Result<(), HeaderError> {
		let fails = |is_fault: bool, error| if is_fault { Err(error) } else { Ok(()) };
		fails(self.count == 0 || self.count > MAX_SAMPLES, HeaderError::CountNotValid)?;
		fails(self.ended_at > latest, HeaderError::InFuture)?;
		let span = self.ended_at.checked_sub(self.started_at).ok_or(HeaderError::TimesReversed)?;
		fails(span > MAX_SPAN, HeaderError::SpanTooLong)?;
		for odometer in [self.odometer_start, self.odometer_end] {
			odometer.validate().map_err(|_| HeaderError::OdometerNotValid)?;
		}
		let metres = self
			.odometer_end
			.metres()
			.checked_sub(self.odometer_start.metres())
			.ok_or(HeaderError::OdometerReversed)?;
		let fastest = (span / MIN_MS_PER_METRE).saturating_add(ODOMETER_STEP);
		fails(u64::from(metres) > fastest, HeaderError::TooFast)?;
		fails(self.place.is_some_and(|place| !place.is_valid()), HeaderError::PlaceNotValid)?;
		let has_previous = self.previous != Digest::default();
		fails(self.sequence == 0 && has_previous, HeaderError::FirstHasPrevious)
	}

	/// Checks that this batch can come after `before`, a batch of the same device with a smaller number. Only of two numbers in a row
	/// must the hashes fit; only of one car must the odometer have run on.
	///
	/// # Errors
	/// See [`LinkError`].
	pub fn follows(&self, before: &Self) -> Result<(), LinkError> {
		let is_next = before.sequence.checked_add(1) == Some(self.sequence);
		if is_next && self.previous != before.hash() {
			return Err(LinkError::ChainBroken);
		}
		if self.started_at < before.ended_at {
			return Err(LinkError::TimesOverlap);
		}
		if self.vin == before.vin && self.odometer_start < before.odometer_end {
			return Err(LinkError::OdometerBelowLast);
		}
		Ok(())
	}

	/// Whether no honest device signs both: two batches of one number, or two of numbers in a row that do not link.
	pub fn contradicts(&self, other: &Self) -> bool {
		if self.device != other.device {
			return false;
		}
		let (earlier, later) =
			if self.sequence <= other.sequence { (self, other) } else { (other, self) };
		match later.sequence.saturating_sub(earlier.sequence) {
			0 => earlier != later,
			1 => later.previous != earlier.hash(),
			_ => false,
		}
	}
}
