//! What the state of another chain says, by a part of its trie.

use alloc::vec::Vec;
use bp_runtime::{StorageProofChecker, StorageProofError};
use carx_primitives::Digest;
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;

/// Most bytes of one node of a trie. The largest that is proven is an envelope with the longest payload.
pub const MAX_NODE_SIZE: u32 = 16_384;

/// A node of a trie, as `state_getReadProof` returns it.
pub type Node = BoundedVec<u8, ConstU32<MAX_NODE_SIZE>>;

/// Bytes of all nodes.
pub(crate) fn size(nodes: &[Node]) -> u32 {
	let size = nodes.iter().fold(0usize, |sum, node| sum.saturating_add(node.len()));
	u32::try_from(size).unwrap_or(u32::MAX)
}

/// What is stored at each of `keys` in the state with this root.
///
/// # Errors
/// A node is missing, unused or there twice, or nothing is stored at a key.
pub(crate) fn read(
	root: Digest,
	nodes: impl IntoIterator<Item = Node>,
	keys: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, StorageProofError> {
	let nodes = nodes.into_iter().map(BoundedVec::into_inner).collect();
	let mut checker = StorageProofChecker::<BlakeTwo256>::new(H256(root), nodes)?;
	let values = keys
		.iter()
		.map(|key| checker.read_value(key)?.ok_or(StorageProofError::EmptyVal))
		.collect::<Result<Vec<_>, _>>()?;
	checker.ensure_no_unused_nodes()?;
	Ok(values)
}
