//! Proofs of state: what nodes serve, looked at as the bridge will look at it, so that no fee is lost to a bad node.

use crate::view::Limits;
use bp_runtime::{StorageProofChecker, StorageProofError};
use carx_primitives::Digest;
use pallet_relay_bridge::MAX_NODE_SIZE;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;

/// Why a proof is of no use.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
	/// It is longer than the bridge takes.
	#[error("the proof has {nodes} nodes and {bytes} bytes, more than are taken")]
	TooLarge {
		/// How many nodes it has.
		nodes: usize,
		/// How many bytes.
		bytes: usize,
	},
	/// It does not prove the keys in that state.
	#[error("the node's proof does not hold: {0}")]
	Wrong(String),
}

/// What a proof says is stored at each of `keys` in the state with this root.
///
/// # Errors
/// If the bridge would not take it.
pub fn read(
	root: Digest,
	nodes: &[Vec<u8>],
	keys: &[Vec<u8>],
	limits: &Limits,
) -> Result<Vec<Vec<u8>>, Unfit> {
	let bytes = nodes.iter().map(Vec::len).sum::<usize>();
	let fits = |found: usize, max: u32| u32::try_from(found).is_ok_and(|found| found <= max);
	let is_small = fits(nodes.len(), limits.max_proof_nodes)
		&& fits(bytes, limits.max_proof_size)
		&& nodes.iter().all(|node| fits(node.len(), MAX_NODE_SIZE));
	if !is_small {
		return Err(Unfit::TooLarge { nodes: nodes.len(), bytes });
	}
	let wrong = |error: StorageProofError| Unfit::Wrong(format!("{error:?}"));
	let mut checker =
		StorageProofChecker::<BlakeTwo256>::new(H256(root), nodes.to_vec()).map_err(wrong)?;
	let mut values = Vec::with_capacity(keys.len());
	for key in keys {
		let value = checker.read_value(key).map_err(wrong)?;
		values.push(value.ok_or_else(|| Unfit::Wrong("nothing is stored at a key".into()))?);
	}
	checker.ensure_no_unused_nodes().map_err(wrong)?;
	Ok(values)
}
