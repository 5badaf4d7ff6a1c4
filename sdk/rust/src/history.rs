//! Records and what the ledger makes of them. The types are encoded as the runtime's own.

use crate::{
	payload_hash, AccountId, Balance, DeviceKey, Digest, Error, Locator, Moment, Observation,
	Odometer, Progress, Record, RecordClass, RecordHead, Role, Vin,
};
use codec::{Decode, Encode};

/// The issuer's part of a record; the chain adds the rest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct RecordEntry {
	/// What it is about.
	pub class: RecordClass,
	/// The role in which the issuer writes; `None` for the owner and for a device. Not read in a correction.
	pub role: Option<Role>,
	/// When the thing recorded happened, in Unix milliseconds.
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

impl RecordEntry {
	/// An open record of `payload` by an owner or a device, without odometer and locator.
	pub fn new(class: RecordClass, observed_at: Moment, payload: &[u8]) -> Self {
		Self {
			class,
			role: None,
			observed_at,
			odometer: None,
			odometer_after: None,
			payload_hash: payload_hash(payload),
			locator: Locator::default(),
			is_sealed: false,
		}
	}

	/// The same record, written by somebody accredited in `role`.
	pub fn in_role(self, role: Role) -> Self {
		Self { role: Some(role), ..self }
	}

	/// The same record with an odometer reading.
	pub fn with_odometer(self, odometer: Option<Odometer>) -> Self {
		Self { odometer, ..self }
	}

	/// The same record, of an instrument that showed `before` last and was replaced by one that showed `after`.
	pub fn with_new_instrument(self, before: Odometer, after: Odometer) -> Self {
		Self { odometer: Some(before), odometer_after: Some(after), ..self }
	}
}

/// Names one odometer reading of a car.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
pub enum ReadingId {
	/// The reading of the record with this sequence number.
	Record(u32),
	/// The reading of a device with this number among those of the car.
	Device(u32),
}

/// Where a reading comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Evidence {
	/// The record of the car with this sequence number.
	Record(u32),
	/// Driving data signed by the device with this key.
	Device(DeviceKey),
}

/// One odometer reading of a car, in the list that stands in order of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Reading {
	/// When, and what was read.
	pub observation: Observation,
	/// Where it comes from.
	pub evidence: Evidence,
	/// The reading before it in time.
	pub prev: Option<ReadingId>,
	/// The reading after it in time.
	pub next: Option<ReadingId>,
	/// What it says, compared with the one before it.
	pub progress: Progress,
}

/// The ends of a car's list of readings, and their sums, as they are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode)]
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

/// What the odometer readings of a car say in sum.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Rollback {
	/// The later reading.
	pub id: ReadingId,
	/// Where the earlier, higher reading comes from.
	pub earlier: Evidence,
	/// Where the later, lower reading comes from.
	pub later: Evidence,
	/// By how many metres it is lower.
	pub by: u32,
}

/// How well the odometer of a car is documented.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct SourceQuality {
	/// How many readings were looked at, from the latest backwards.
	pub readings: u32,
	/// From how many accredited issuers, not related to each other, and devices they come.
	pub independent_sources: u32,
	/// The longest time between two of them, in milliseconds.
	pub longest_gap_ms: Moment,
	/// Whether these were all readings of the car.
	pub is_complete: bool,
}

/// Whether a record counts, in the block in which it was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Standing {
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
		deadline: u32,
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
		/// From when, in Unix milliseconds.
		since: Moment,
	},
}

/// How a dispute ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Outcome {
	/// The issuer corrected the record.
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Dispute {
	/// Who says that the record is wrong.
	pub disputant: AccountId,
	/// BLAKE2b-256 of what they say.
	pub evidence: Digest,
	/// The first block in which an answer is too late.
	pub deadline: u32,
	/// The bond of each side.
	pub bond: Balance,
	/// What the disputant has on hold for the place of the dispute.
	pub deposit: Balance,
	/// What the disputant has on hold for a correction by the arbiters.
	pub advance: Balance,
	/// BLAKE2b-256 of what the issuer says to it.
	pub answer: Option<Digest>,
	/// How it ended; `None` while it is open.
	pub outcome: Option<Outcome>,
}

/// What arbiters decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Ruling {
	/// The record stands.
	Rejected,
	/// The record is wrong; this takes its place.
	Upheld {
		/// BLAKE2b-256 of the ruling with its reasons.
		evidence: Digest,
		/// What the odometer did show; `None` if nobody knows, or the record is about something else.
		odometer: Option<Odometer>,
		/// What a replaced instrument did show once it was fitted.
		odometer_after: Option<Odometer>,
	},
}

/// A record, its place, and whether it counts.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct HistoryEntry {
	/// Its place in the history, from 0.
	pub seq: u32,
	/// The record.
	pub record: Record,
	/// Whether it counts.
	pub standing: Standing,
}

/// Part of a car's history.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct HistoryPage {
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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{RecordSource, Signer};

	fn history(count: u32) -> History {
		let issuer = Signer::dev("Bob").unwrap().account();
		let entries: Vec<_> = (0..count)
			.map(|seq| HistoryEntry {
				seq,
				record: Record {
					class: RecordClass::Inspection,
					issuer,
					source: RecordSource::Accredited(Role::Inspector),
					observed_at: u64::from(seq),
					recorded_at: 1_000,
					recorded_in: 7,
					title_epoch: 0,
					odometer: None,
					odometer_after: None,
					payload_hash: [seq as u8; 32],
					locator: Locator::default(),
					is_sealed: false,
					supersedes: None,
				},
				standing: Standing::Valid,
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

	#[test]
	fn a_record_keeps_the_digest_of_its_payload() {
		let entry = RecordEntry::new(RecordClass::Inspection, 1, b"brakes good");
		assert_eq!(entry.payload_hash, payload_hash(b"brakes good"));
		assert_eq!((entry.odometer, entry.role), (None, None));
		assert_eq!(entry.in_role(Role::Inspector).role, Some(Role::Inspector));
	}
}
