//! What is read in headers and sets, free of `T: Config`.

use crate::{Header, Justification};
use bp_header_chain::{justification::JustificationVerificationContext, AuthoritySet};
use codec::Encode;
use sp_consensus_grandpa::{
	AuthorityId, AuthorityWeight, ConsensusLog, ScheduledChange, SetId, GRANDPA_ENGINE_ID,
};
use sp_runtime::Digest;

/// What the digest of a header says about the set that finalises its successors.
#[derive(PartialEq, Eq, Debug)]
pub enum SetChange {
	/// It stays.
	None,
	/// Another takes over.
	Scheduled(ScheduledChange<u32>),
	/// Another took over without the votes of the one before.
	Forced,
}

impl SetChange {
	/// What GRANDPA takes it for: the first scheduled change counts, unless there is a forced one anywhere.
	///
	/// Not `GrandpaConsensusLogReader::find_forced_change`, which looks at no more than the first log of GRANDPA.
	pub fn of(digest: &Digest) -> Self {
		let mut found = Self::None;
		for log in digest.logs() {
			match log.consensus_try_to::<ConsensusLog<u32>>(&GRANDPA_ENGINE_ID) {
				Some(ConsensusLog::ForcedChange(..)) => return Self::Forced,
				Some(ConsensusLog::ScheduledChange(change)) if found == Self::None => {
					found = Self::Scheduled(change)
				},
				_ => {},
			}
		}
		found
	}
}

/// The voters of a set with their weights; none if somebody is in it twice or with no weight, if it is empty, or if the weights
/// cannot be added.
pub fn voters(
	authorities: &[(AuthorityId, AuthorityWeight)],
	set_id: SetId,
) -> Option<JustificationVerificationContext> {
	let set = AuthoritySet { authorities: authorities.to_vec(), set_id };
	let context = JustificationVerificationContext::try_from(set).ok()?;
	// Those without weight are left out there, and those who are there twice counted once.
	(context.voter_set.len().get() == authorities.len()).then_some(context)
}

/// Whether a header has at most `max` bytes.
pub fn is_small(header: &Header, max: u32) -> bool {
	header.encoded_size() <= size(max)
}

/// Whether every header between a finalised one and what was voted for has at most `max` bytes.
pub fn has_small_ancestors(justification: &Justification, max: u32) -> bool {
	justification.votes_ancestries.iter().all(|header| is_small(header, max))
}

/// How many votes and ancestors a justification has.
pub fn counts(justification: &Justification) -> (u32, u32) {
	let (votes, ancestors) = (&justification.commit.precommits, &justification.votes_ancestries);
	(count(votes.len()), count(ancestors.len()))
}

/// A length as a number of weights and bounds: more than can be counted is as much as can be.
pub fn count(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX)
}

fn size(bytes: u32) -> usize {
	usize::try_from(bytes).unwrap_or(usize::MAX)
}
