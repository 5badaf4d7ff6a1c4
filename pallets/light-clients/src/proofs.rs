//! Finality proofs for tests and benchmarks, made of the bytes that GRANDPA makes them of.

use crate::{Header, Justification};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_consensus_grandpa::{
	localized_payload, AuthorityId, AuthorityList, AuthoritySignature, ConsensusLog, Message,
	Precommit, ScheduledChange, SetId, GRANDPA_ENGINE_ID,
};
use sp_runtime::{
	traits::{BlakeTwo256, Hash, Header as _},
	Digest, DigestItem,
};

/// The round of all votes.
pub const ROUND: u64 = 7;

/// A vote as it stands in a commit.
pub type Vote = (Precommit<Header>, AuthoritySignature, AuthorityId);

/// The header of a block after `parent`, with a state root of its own.
pub fn child(parent: &Header, logs: Vec<DigestItem>) -> Header {
	header(parent.number + 1, parent, logs)
}

/// A header with this number that names `parent`, with a state root of its own.
pub fn header(number: u32, parent: &Header, logs: Vec<DigestItem>) -> Header {
	let (parent, digest) = (parent.hash(), Digest { logs });
	let state_root = BlakeTwo256::hash_of(&(parent, number));
	Header::new(number, Default::default(), state_root, parent, digest)
}

/// What a digest says where another set takes over `delay` blocks later.
pub fn scheduled_change(next_authorities: AuthorityList, delay: u32) -> DigestItem {
	log(ConsensusLog::ScheduledChange(ScheduledChange { next_authorities, delay }))
}

/// What a digest says where another set took over by force.
#[cfg(test)]
pub fn forced_change(next_authorities: AuthorityList) -> DigestItem {
	log(ConsensusLog::ForcedChange(0, ScheduledChange { next_authorities, delay: 0 }))
}

/// Any other word of GRANDPA in a digest.
pub fn log(log: ConsensusLog<u32>) -> DigestItem {
	DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())
}

/// The vote of `by` for `target`.
pub fn vote(
	target: &Header,
	set_id: SetId,
	by: AuthorityId,
	sign: impl FnOnce(&[u8]) -> AuthoritySignature,
) -> Vote {
	let (target_hash, target_number) = (target.hash(), target.number);
	let precommit = Precommit::<Header> { target_hash, target_number };
	let message = Message::<Header>::Precommit(precommit.clone());
	let signature = sign(&localized_payload(ROUND, set_id, &message));
	(precommit, signature, by)
}

/// Votes that finalise `target`, and the headers between it and what they are for.
pub fn justify(target: &Header, votes: Vec<Vote>, ancestors: Vec<Header>) -> Justification {
	let bytes = (ROUND, target.hash(), target.number, votes, ancestors).encode();
	Justification::decode(&mut &bytes[..]).expect("these are its fields in order; qed")
}
