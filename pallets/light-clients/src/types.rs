//! The domain objects, free of `T: Config`.

use carx_primitives::{ChainId, Digest};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_consensus_grandpa::SetId;
use sp_runtime::{generic, traits::BlakeTwo256};

/// A block header of any chain: they all run the same runtime.
pub type Header = generic::Header<u32, BlakeTwo256>;

/// The votes that finalise a header, as GRANDPA encodes them.
pub type Justification = bp_header_chain::justification::GrandpaJustification<Header>;

/// Most bytes of the name of a chain. A lower one would leave chains undecodable.
pub const MAX_NAME: u32 = 32;

/// What people call a chain, in UTF-8 if governance wrote it so.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;

/// A header and the votes that finalise it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct FinalityProof {
	/// The header.
	pub header: Header,
	/// The votes for it, or for headers that descend from it.
	pub justification: Justification,
	/// The number of the set that voted.
	pub set_id: SetId,
}

/// Why nothing of a chain is believed.
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
pub enum HaltReason {
	/// The risk committee ordered it, and can take it back.
	Ordered,
	/// Two headers of one height were finalised: more than a third of a set is dishonest. Only governance can trust the chain again.
	Conflict,
	/// The chain put a set of its own in place of one that had stopped, for which nobody here voted. Only governance can trust it again.
	ForcedChange,
}

/// That a chain is halted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Halt<BlockNumber> {
	/// Why.
	pub reason: HaltReason,
	/// The block of this chain in which it was halted.
	pub since: BlockNumber,
}

/// What is known of another chain. Its headers are kept in a queue, the oldest of which goes first.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Chain<BlockNumber> {
	/// What people call it.
	pub name: Name,
	/// The number of the set that finalises what comes after the best header.
	pub set_id: SetId,
	/// The number of the header that governance trusted: it has judged what became of those before it.
	pub trusted: u32,
	/// The number of the newest header that is kept.
	pub best: u32,
	/// The number of the oldest header that is kept.
	pub oldest: u32,
	/// How many headers are kept, at least 1.
	pub kept: u32,
	/// Whether and why nothing of it is believed.
	pub halt: Option<Halt<BlockNumber>>,
}

impl<BlockNumber> Chain<BlockNumber> {
	/// Whether only governance can trust the chain again.
	pub fn is_distrusted(&self) -> bool {
		self.halt.as_ref().is_some_and(|halt| halt.reason != HaltReason::Ordered)
	}
}

/// What is kept of a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct KeptHeader {
	/// Its hash.
	pub hash: Digest,
	/// The root of the state after its block.
	pub state_root: Digest,
	/// The number of the set that finalised it; none if governance trusted it.
	pub set_id: Option<SetId>,
	/// The number of the next newer header that is kept; none for the best.
	pub newer: Option<u32>,
}

/// One of two headers that contradict each other.
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
pub struct ConflictingHeader {
	/// Its hash.
	pub hash: Digest,
	/// The number of the set that finalised it; none if governance trusted it.
	pub set_id: Option<SetId>,
}

/// Evidence that a chain finalised two headers of one height.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Conflict<AccountId, BlockNumber> {
	/// The height of both.
	pub number: u32,
	/// The two, first that which was kept here, if one was.
	pub headers: [ConflictingHeader; 2],
	/// Who reported it.
	pub reporter: AccountId,
	/// The block of this chain in which it was reported.
	pub reported_in: BlockNumber,
}

/// How many submissions were free in one block, over all chains.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct FreeCount<BlockNumber> {
	/// The last block in which one was.
	pub block: BlockNumber,
	/// How many in it.
	pub count: u32,
}

/// A header as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct HeaderInfo {
	/// The number of its block.
	pub number: u32,
	/// Its hash.
	pub hash: Digest,
	/// The root of the state after its block.
	pub state_root: Digest,
	/// The number of the set that finalised it; none if governance trusted it.
	pub set_id: Option<SetId>,
}

/// A chain as clients read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ChainInfo<BlockNumber> {
	/// The hash of its first block.
	pub id: ChainId,
	/// What people call it.
	pub name: Name,
	/// The number of the set that finalises what comes after the best header.
	pub set_id: SetId,
	/// How many are in that set.
	pub authorities: u32,
	/// The newest header that is kept.
	pub best: HeaderInfo,
	/// The number of the oldest header that is kept.
	pub oldest: u32,
	/// How many headers are kept.
	pub kept: u32,
	/// Whether and why nothing of it is believed.
	pub halt: Option<Halt<BlockNumber>>,
}
