//! The domain objects, free of `T: Config`.

use carx_primitives::{Digest, Locator};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most answers to one finding. A lower one would leave findings with more undecodable.
pub const MAX_ANSWERS: u32 = 8;

/// What an audit is about. New ones are appended.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Subject<AccountId> {
	/// The books of the foundation and its treasury.
	#[codec(index = 0)]
	Accounts,
	/// What committees and validators do.
	#[codec(index = 1)]
	Operation,
	/// The code of the chain itself.
	#[codec(index = 2)]
	Runtime {
		/// BLAKE2b-256 of the code.
		code_hash: Digest,
	},
	/// A release of other software: a node, a client, a device.
	#[codec(index = 3)]
	Software {
		/// The hash by which the release is known.
		digest: Digest,
	},
	/// A participant.
	#[codec(index = 4)]
	Participant(AccountId),
}

/// How bad a finding is, least first. New ones are appended.
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
pub enum Severity {
	/// Worth knowing.
	#[codec(index = 0)]
	Info,
	/// To be mended some time.
	#[codec(index = 1)]
	Low,
	/// To be mended soon.
	#[codec(index = 2)]
	Medium,
	/// Harm is likely.
	#[codec(index = 3)]
	High,
	/// Harm is there, or certain.
	#[codec(index = 4)]
	Critical,
}

/// How a finding stands. New ones are appended.
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
pub enum FindingStatus {
	/// Not settled.
	#[codec(index = 0)]
	Open,
	/// What was found is no more.
	#[codec(index = 1)]
	Resolved,
	/// It stays as it is, with its risk known.
	#[codec(index = 2)]
	RiskAccepted,
	/// The finding was wrong.
	#[codec(index = 3)]
	Withdrawn,
}

/// A report about a subject.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Audit<AccountId, BlockNumber> {
	/// What it is about.
	pub subject: Subject<AccountId>,
	/// BLAKE2b-256 of the report.
	pub report: Digest,
	/// Where the report can be fetched; empty if its readers know.
	pub locator: Locator,
	/// The block in which it was published.
	pub published_at: BlockNumber,
	/// How many findings it has.
	pub findings: u32,
	/// How many of them are open.
	pub open: u32,
}

/// What a respondent said to a finding.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Answer<BlockNumber> {
	/// BLAKE2b-256 of the answer.
	pub digest: Digest,
	/// The block in which it was given.
	pub answered_at: BlockNumber,
	/// The last block in which it would have been in time, if it was demanded.
	pub answer_by: Option<BlockNumber>,
}

impl<BlockNumber: PartialOrd> Answer<BlockNumber> {
	/// Whether it came after the block of its demand.
	pub fn is_late(&self) -> bool {
		self.answer_by.as_ref().is_some_and(|by| self.answered_at > *by)
	}
}

/// One thing that an audit found.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Finding<BlockNumber> {
	/// How bad it is.
	pub severity: Severity,
	/// BLAKE2b-256 of its description.
	pub description: Digest,
	/// The block in which it was added.
	pub added_at: BlockNumber,
	/// How it stands.
	pub status: FindingStatus,
	/// The last block in which an answer is in time, if one is demanded and not given yet.
	pub answer_by: Option<BlockNumber>,
	/// How many blocks of a demand have passed without an answer, a pending demand not counted.
	pub missed: u32,
	/// What was answered, oldest first.
	pub answers: BoundedVec<Answer<BlockNumber>, ConstU32<MAX_ANSWERS>>,
}

impl<BlockNumber: PartialOrd + Copy> Finding<BlockNumber> {
	/// Whether it is not settled.
	pub fn is_open(&self) -> bool {
		self.status == FindingStatus::Open
	}

	/// Whether an answer is demanded, and the last block for it is over.
	pub fn is_overdue(&self, now: BlockNumber) -> bool {
		self.answer_by.is_some_and(|by| now > by)
	}

	/// Whether an answer would be taken: one is demanded, or none was ever given.
	pub fn expects_answer(&self) -> bool {
		self.is_open() && (self.answer_by.is_some() || self.answers.is_empty())
	}

	/// Takes the pending demand away, and counts it if it was missed.
	pub(crate) fn end_demand(&mut self, now: BlockNumber) -> Option<BlockNumber> {
		if self.is_overdue(now) {
			self.missed = self.missed.saturating_add(1);
		}
		self.answer_by.take()
	}

	/// Demands an answer by a block, in place of the pending demand if there is one.
	pub(crate) fn demand(&mut self, by: BlockNumber, now: BlockNumber) {
		self.end_demand(now);
		self.answer_by = Some(by);
	}

	/// Appends an answer, and says whether it is late; `None` if there is no room for it.
	pub(crate) fn answer(&mut self, digest: Digest, now: BlockNumber) -> Option<bool> {
		let answer = Answer { digest, answered_at: now, answer_by: self.answer_by };
		let is_late = answer.is_late();
		self.answers.try_push(answer).ok()?;
		self.end_demand(now);
		Some(is_late)
	}

	/// Gives it another status, and the one it had. A finding that is closed has no demand.
	pub(crate) fn set_status(&mut self, status: FindingStatus, now: BlockNumber) -> FindingStatus {
		self.end_demand(now);
		core::mem::replace(&mut self.status, status)
	}
}

/// A finding as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct FindingInfo<BlockNumber> {
	/// The audit, by its number.
	pub audit: u32,
	/// The finding, by its number among those of the audit.
	pub id: u32,
	/// What is stored of it.
	pub finding: Finding<BlockNumber>,
	/// Whether an answer is demanded, and the last block for it is over.
	pub is_overdue: bool,
}

/// A page of open findings.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct OpenFindings<BlockNumber> {
	/// The findings, by audit and number.
	pub findings: alloc::vec::Vec<FindingInfo<BlockNumber>>,
	/// The audit with which the next page begins, if there is one.
	pub next: Option<u32>,
}
