//! Chains that meet at a relay chain: what they are called, and what is known of one on another.

use crate::Digest;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a chain is known by on every other: the hash of its first block, so that a fork from another genesis is another chain.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChainId(pub Digest);

/// What was proven final on other chains.
pub trait FinalizedChains {
	/// Root of the state of `chain` after block `number`: if its finality was proven here, the block is among those that are kept, and
	/// nobody halted the chain.
	fn state_root(chain: &ChainId, number: u32) -> Option<Digest>;

	/// Whether governance registered `chain`, halted or not.
	fn is_known(chain: &ChainId) -> bool;

	/// Makes `root` the state of `chain` after block `number`.
	#[cfg(feature = "runtime-benchmarks")]
	fn prove(chain: &ChainId, number: u32, root: Digest);
}
