//! What issuers submit, what the ledger keeps beside the records, and what clients read.

use alloc::vec::Vec;
use carx_primitives::{
	DeviceKey, Digest, Locator, Moment, Observation, Odometer, OdometerStanding, Progress, Record,
	RecordClass, RecordHead, RecordSource, Role,
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
	/// The role in which the issuer writes; `None` for a device. Not read where the issuer owns the car, nor in a correction, which stands
	/// in the role of what it corrects.
	pub role: Option<Role>,
	/// When the thing recorded happened.
	pub observed_at: Moment,
	/// What the odometer showed.
	pub odometer: Option<Odometer>,
	/// What a replaced instrument showed once it was fitted; `odometer` is then what the old one showed last.
	pub odometer_after: Option<Odometer>,
	/// BLAKE2b-256 of the payload as it is stored off chain: of the ciphertext if sealed.
	pub payload_hash: Digest,
	/// Where the payload can be fetched; empty if its readers know.
	pub locator: Locator,
	/// Whether the payload is encrypted for its readers.
	pub is_sealed: bool,
}

/// What the chain adds to a [`RecordEntry`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origination<AccountId> {
	/// Who writes.
	pub issuer: AccountId,
	/// In which capacity.
	pub source: RecordSource,
	/// The present title epoch of the car.
	pub title_epoch: u32,
	/// The time of the block.
	pub now: Moment,
	/// The number of the block.
	pub block: u32,
	/// The record that is corrected.
	pub supersedes: Option<u32>,
}

impl RecordEntry {
	/// The record that this entry becomes.
	pub fn into_record<AccountId>(self, by: Origination<AccountId>) -> Record<AccountId> {
		Record {
			class: self.class,
			issuer: by.issuer,
			source: by.source,
			observed_at: self.observed_at,
			recorded_at: by.now,
			recorded_in: by.block,
			title_epoch: by.title_epoch,
			odometer: self.odometer,
			odometer_after: self.odometer_after,
			payload_hash: self.payload_hash,
			locator: self.locator,
			is_sealed: self.is_sealed,
			supersedes: by.supersedes,
		}
	}
}

/// Names one odometer reading of a car.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ReadingId {
	/// The reading of the record with this sequence number.
	Record(u32),
	/// The reading of a device with this number among those of the car.
	Device(u32),
}

/// Where a reading comes from.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Evidence {
	/// The record of the car with this sequence number.
	Record(u32),
	/// Driving data signed by the device with this key.
	Device(DeviceKey),
}

/// One reading in the list of a car's readings, which is in the order of [`Observation`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reading {
	/// When, and what was read.
	pub observation: Observation,
	/// Where it comes from.
	pub evidence: Evidence,
	/// The reading before it in time.
	pub prev: Option<ReadingId>,
	/// The reading after it in time.
	pub next: Option<ReadingId>,
	/// What it says, compared with the one before it, by the limits in force when the two became neighbours.
	pub progress: Progress,
}

/// The ends of a car's list of readings, and what its readings say in sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct OdometerSummary {
	/// The earliest reading.
	pub first: Option<ReadingId>,
	/// The latest reading.
	pub last: Option<ReadingId>,
	/// The number that the next reading of a device gets.
	pub next_device: u32,
	/// How many readings there are.
	pub readings: u32,
	/// How many of them show less than the one before.
	pub rollbacks: u32,
	/// How many of them are further from the one before than cars run.
	pub implausible: u32,
	/// How many of them replaced the instrument.
	pub replacements: u32,
	/// Metres that replaced instruments showed last, less those that the next ones showed first.
	pub carried: i64,
}

impl OdometerSummary {
	/// Takes the reading of a replaced instrument in, or out again.
	pub(crate) fn replace(&mut self, observation: &Observation, is_added: bool) {
		let Some(after) = observation.replaced_by else { return };
		let [last, first] = [observation.odometer, after].map(|it| i64::from(it.metres()));
		let carried = last.saturating_sub(first);
		if is_added {
			self.replacements = self.replacements.saturating_add(1);
			self.carried = self.carried.saturating_add(carried);
		} else {
			self.replacements = self.replacements.saturating_sub(1);
			self.carried = self.carried.saturating_sub(carried);
		}
	}

	/// What the readings say in sum, with the latest of them as `read` finds it. Gaps in driving data are not known here.
	pub fn standing(&self, read: impl Fn(ReadingId) -> Option<Reading>) -> OdometerStanding {
		let latest = self.last.and_then(read).map(|reading| reading.observation);
		let shown = latest.map_or(0, |latest| latest.leaves().metres());
		OdometerStanding {
			last: latest.map(|latest| (latest.at, latest.leaves())),
			distance: self.carried.saturating_add(shown.into()),
			rollbacks: self.rollbacks,
			implausible: self.implausible,
			open_gaps: 0,
		}
	}

	/// The sums with the readings at both ends, as `read` finds them.
	pub fn verdict(&self, read: impl Fn(ReadingId) -> Option<Reading>) -> OdometerVerdict {
		OdometerVerdict {
			readings: self.readings,
			rollbacks: self.rollbacks,
			implausible: self.implausible,
			replacements: self.replacements,
			first: self.first.and_then(&read),
			last: self.last.and_then(&read),
		}
	}
}

/// What the readings of a car say, as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct OdometerVerdict {
	/// How many readings there are.
	pub readings: u32,
	/// How many of them show less than the one before.
	pub rollbacks: u32,
	/// How many of them are further from the one before than cars run.
	pub implausible: u32,
	/// How many of them replaced the instrument.
	pub replacements: u32,
	/// The earliest reading.
	pub first: Option<Reading>,
	/// The latest reading.
	pub last: Option<Reading>,
}

/// Two readings that contradict each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, TypeInfo)]
pub struct Rollback {
	/// The later reading, by which the next page is asked for.
	pub id: ReadingId,
	/// Where the earlier, higher reading comes from.
	pub earlier: Evidence,
	/// Where the later, lower reading comes from.
	pub later: Evidence,
	/// By how many metres it is lower.
	pub by: u32,
}

/// How well the odometer of a car is documented.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo)]
pub struct SourceQuality {
	/// How many readings were looked at, from the latest backwards.
	pub readings: u32,
	/// From how many accredited issuers, not related to each other, and devices they come. Owners vouch for themselves and do not count.
	pub independent_sources: u32,
	/// The longest time between two of them, in milliseconds.
	pub longest_gap_ms: Moment,
	/// Whether these were all readings of the car.
	pub is_complete: bool,
}

/// Whether a record counts, at the moment of reading. Where more than one holds, the first of this order is shown:
///
/// 1. what takes the record's place (annulled, superseded): such a record says nothing any more, whoever wrote it;
/// 2. the suspension of its issuer, which touches the word of the issuer as a whole;
/// 3. a dispute, which touches this record alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum Standing<BlockNumber> {
	/// Nothing is held against it.
	Valid,
	/// Its issuer corrected it.
	Superseded {
		/// The correction.
		by: u32,
	},
	/// It is disputed, and the issuer answered or still may.
	Disputed {
		/// The first block in which an answer is too late.
		deadline: BlockNumber,
	},
	/// It is disputed, and the issuer let the time for an answer pass.
	Contested,
	/// Arbiters found it wrong.
	Annulled {
		/// Their correction.
		by: u32,
	},
	/// The accreditation under which it was written was suspended, with effect from before it was written.
	IssuerSuspended {
		/// From when.
		since: Moment,
	},
}

/// How a dispute ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Outcome {
	/// The issuer corrected the record itself.
	Conceded {
		/// The correction.
		by: u32,
	},
	/// The record stands.
	Rejected,
	/// The record was wrong.
	Upheld {
		/// The arbiters' correction.
		by: u32,
	},
}

/// A dispute over one record.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Dispute<AccountId, Balance, BlockNumber> {
	/// Who says that the record is wrong.
	pub disputant: AccountId,
	/// BLAKE2b-256 of what they say, kept off chain.
	pub evidence: Digest,
	/// The first block in which an answer is too late.
	pub deadline: BlockNumber,
	/// The bond of each side.
	pub bond: Balance,
	/// What the disputant has on hold for the place of the dispute.
	pub deposit: Balance,
	/// What the disputant has on hold for the place of a correction by the arbiters; zero once it is sure that there will be none.
	pub advance: Balance,
	/// BLAKE2b-256 of what the issuer says to it, kept off chain.
	pub answer: Option<Digest>,
	/// How it ended; `None` while it is open.
	pub outcome: Option<Outcome>,
}

impl<AccountId, Balance, BlockNumber: PartialOrd> Dispute<AccountId, Balance, BlockNumber> {
	/// Whether nobody has ended it.
	pub fn is_open(&self) -> bool {
		self.outcome.is_none()
	}

	/// Whether the time for an answer passed without one, at block `now`.
	pub fn is_unanswered(&self, now: BlockNumber) -> bool {
		self.answer.is_none() && now >= self.deadline
	}
}

/// What arbiters decide.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ruling {
	/// The record stands.
	Rejected,
	/// The record is wrong; this takes its place.
	Upheld {
		/// BLAKE2b-256 of the ruling with its reasons, kept off chain: the payload of the correction.
		evidence: Digest,
		/// What the odometer did show; `None` if nobody knows, or the record is about something else.
		odometer: Option<Odometer>,
		/// What a replaced instrument did show once it was fitted.
		odometer_after: Option<Odometer>,
	},
}

/// For what a record has earned its issuer a point. A correction takes this over from the record that it corrects.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Earned {
	/// An independent reading next to its own agreed with it.
	pub corroborated: bool,
	/// Somebody entitled to read it used it.
	pub used: bool,
}

/// For what a point was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Contribution {
	/// The record was corroborated by the record with this sequence number.
	Corroborated {
		/// The record that agrees.
		by: u32,
	},
	/// The record was used.
	Used,
}

/// How many points an issuer got on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct PointsOfDay {
	/// Days since 1970-01-01, UTC.
	pub day: u64,
	/// Points got on that day.
	pub points: u32,
}

/// A record as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct HistoryEntry<AccountId, BlockNumber> {
	/// Its place in the history, from 0.
	pub seq: u32,
	/// The record.
	pub record: Record<AccountId>,
	/// Whether it counts.
	pub standing: Standing<BlockNumber>,
}

/// Part of a car's history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct HistoryPage<AccountId, BlockNumber> {
	/// Count and hash chain over the whole history.
	pub head: RecordHead,
	/// The records asked for, in order.
	pub entries: Vec<HistoryEntry<AccountId, BlockNumber>>,
}
