//! What issuers submit and what clients read.

use alloc::vec::Vec;
use carx_primitives::{
	Digest, Locator, Moment, Odometer, Record, RecordClass, RecordHead, RecordSource,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The issuer's part of a record; the chain adds the rest.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RecordEntry {
	/// What it is about.
	pub class: RecordClass,
	/// When the thing recorded happened.
	pub observed_at: Moment,
	/// What the odometer showed.
	pub odometer: Option<Odometer>,
	/// BLAKE2b-256 of the payload as it is stored off chain: of the ciphertext if sealed.
	pub payload_hash: Digest,
	/// Where the payload can be fetched; empty if its readers know.
	pub locator: Locator,
	/// Whether the payload is encrypted for its readers.
	pub is_sealed: bool,
}

impl RecordEntry {
	/// The record that this entry becomes.
	pub fn into_record<AccountId>(
		self,
		issuer: AccountId,
		source: RecordSource,
		recorded_at: Moment,
		recorded_in: u32,
		supersedes: Option<u32>,
	) -> Record<AccountId> {
		Record {
			class: self.class,
			issuer,
			source,
			observed_at: self.observed_at,
			recorded_at,
			recorded_in,
			odometer: self.odometer,
			payload_hash: self.payload_hash,
			locator: self.locator,
			is_sealed: self.is_sealed,
			supersedes,
		}
	}
}

/// A record as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct HistoryEntry<AccountId> {
	/// Its place in the history, from 0.
	pub seq: u32,
	/// The record.
	pub record: Record<AccountId>,
	/// The later record that corrects it.
	pub superseded_by: Option<u32>,
}

/// Part of a car's history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct HistoryPage<AccountId> {
	/// Count and hash chain over the whole history.
	pub head: RecordHead,
	/// The records asked for, in order.
	pub entries: Vec<HistoryEntry<AccountId>>,
}
