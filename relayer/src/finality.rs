//! Finality proofs: what nodes serve, cut down to what light clients take.

use crate::view::Limits;
use bp_header_chain::{
	justification::{
		verify_and_optimize_justification, verify_justification, JustificationVerificationContext,
		JustificationVerificationError as Refusal,
	},
	AuthoritySet,
};
use codec::{Decode, DecodeAll, Encode};
use pallet_light_clients::{Header, Justification, SetChange};
use serde_json::{json, Value};
use sp_consensus_grandpa::{AuthorityId, AuthorityWeight, SetId, GRANDPA_ENGINE_ID};
use sp_core::H256;

/// The voters of a set, with the weights of their votes.
pub type Authorities = Vec<(AuthorityId, AuthorityWeight)>;

/// What `grandpa_proveFinality` answers.
#[derive(Decode)]
struct Served {
	_block: H256,
	justification: Vec<u8>,
	_unknown_headers: Vec<Header>,
}

/// Why a justification is of no use.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
	/// It is not what nodes serve.
	#[error("the node's answer is no finality proof")]
	Undecodable,
	/// The set that the target knows is none.
	#[error("the voters of set {0} are no set")]
	NoSet(SetId),
	/// The votes do not finalise the header.
	#[error("set {set_id} did not finalise header {number} by it: {reason}")]
	NotFinal {
		/// The set.
		set_id: SetId,
		/// The header.
		number: u32,
		/// What is wrong.
		reason: String,
	},
	/// Its votes are too far from the header.
	#[error("there are {found} headers between header {number} and its votes, {max} are taken")]
	TooManyAncestors {
		/// The header.
		number: u32,
		/// How many there are.
		found: usize,
		/// How many are taken.
		max: u32,
	},
	/// A header is too long.
	#[error("a header has more than {0} bytes")]
	HeaderTooLarge(u32),
	/// Nobody showed votes for the header, or near enough to it.
	#[error("no node showed votes for header {0}, or for one near enough to it")]
	NoVotes(u32),
}

/// The justification in what a node answers to `grandpa_proveFinality`.
///
/// # Errors
/// [`Unfit::Undecodable`].
pub fn served(answer: &[u8]) -> Result<Justification, Unfit> {
	let served = Served::decode_all(&mut &answer[..]).map_err(|_| Unfit::Undecodable)?;
	Justification::decode_all(&mut &served.justification[..]).map_err(|_| Unfit::Undecodable)
}

/// The justification that a node has kept with a block, in what it answers to `chain_getBlock`; none if it has kept none.
///
/// # Errors
/// [`Unfit::Undecodable`].
pub fn kept(block: &Value) -> Result<Option<Justification>, Unfit> {
	let engine = json!(GRANDPA_ENGINE_ID);
	let all = block.get("justifications").and_then(Value::as_array);
	let mut all = all.into_iter().flatten();
	let Some(votes) = all.find(|one| one.get(0) == Some(&engine)).and_then(|one| one.get(1)) else {
		return Ok(None);
	};
	let bytes: Vec<u8> = serde_json::from_value(votes.clone()).map_err(|_| Unfit::Undecodable)?;
	Justification::decode_all(&mut &bytes[..]).map(Some).map_err(|_| Unfit::Undecodable)
}

/// The number and hash of the header that a justification is for.
pub fn target(justification: &Justification) -> (u32, H256) {
	(justification.commit.target_number, justification.commit.target_hash)
}

/// Whether a header names another set, after which only what that set signs is taken.
pub fn is_hand_off(header: &Header) -> bool {
	SetChange::of(&header.digest) != SetChange::None
}

/// Votes for a header as votes for one before it, which they are for too. `between` are the headers after that, up to the one voted for.
pub fn lowered(
	mut justification: Justification,
	header: &Header,
	between: impl IntoIterator<Item = Header>,
) -> Justification {
	justification.commit.target_number = header.number;
	justification.commit.target_hash = header.hash();
	justification.votes_ancestries.extend(between);
	justification
}

/// The justification without what a light client does not need to see, if with it that takes the header.
///
/// # Errors
/// Why it does not.
pub fn trimmed(
	header: &Header,
	mut justification: Justification,
	authorities: &Authorities,
	set_id: SetId,
	limits: &Limits,
) -> Result<Justification, Unfit> {
	let set = AuthoritySet { authorities: authorities.clone(), set_id };
	let context = JustificationVerificationContext::try_from(set);
	let context = context.map_err(|_| Unfit::NoSet(set_id))?;
	let number = header.number;
	let not_final = |refusal: Refusal| {
		let reason = format!("{refusal:?}");
		Unfit::NotFinal { set_id, number, reason }
	};
	// The first votes that suffice are kept. With those nearest to the header go the fewest ancestors.
	justification.commit.precommits.sort_by_key(|vote| vote.precommit.target_number);
	let target = (header.hash(), number);
	verify_and_optimize_justification(target, &context, &mut justification).map_err(not_final)?;
	verify_justification(target, &context, &justification).map_err(not_final)?;

	let (found, max) = (justification.votes_ancestries.len(), limits.max_ancestors);
	if u32::try_from(found).map_or(true, |found| found > max) {
		return Err(Unfit::TooManyAncestors { number, found, max });
	}
	let max = limits.max_header_size;
	let is_small = |header: &Header| u32::try_from(header.encoded_size()).is_ok_and(|it| it <= max);
	if !is_small(header) || !justification.votes_ancestries.iter().all(is_small) {
		return Err(Unfit::HeaderTooLarge(max));
	}
	Ok(justification)
}
