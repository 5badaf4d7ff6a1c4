//! `grandpa_proveFinality`, in place of the SDK's.
//!
//! The SDK proves a block by the last justification of its validator set: it refuses while a chain still has its first set, and
//! it lists every header of a long-lived set. This proves a block by the next justification that is stored, a few headers on.

use super::errors::{error, internal};
use crate::service::{FullBackend, FullClient};
use carxchain_runtime::{opaque::Block, BlockNumber, Hash, Header};
use codec::Encode;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use sc_client_api::{BlockBackend, HeaderBackend};
use sc_consensus_grandpa::{
	best_justification, FinalityProof, GrandpaJustification, GRANDPA_ENGINE_ID,
};
use sp_core::Bytes;
use std::sync::Arc;

/// Name of the method.
pub const METHOD: &str = "grandpa_proveFinality";

/// Error code of the SDK's method.
const NOT_PROVED_CODE: i32 = 4;

/// Headers in a proof at most, some 250 bytes each. More blocks than that without a justification exist only where finality
/// stood still for hours.
const MAX_HEADERS: usize = 4_096;

/// Proof of finality for light clients and relays.
#[rpc(server)]
pub trait FinalityApi {
	/// Proves that block number `block` is final: the SCALE encoding of the hash of a justified block, its justification, and
	/// the headers after `block` up to that block. `null` if this node has no justification that covers the block.
	#[method(name = "grandpa_proveFinality", blocking)]
	fn prove_finality(&self, block: BlockNumber) -> RpcResult<Option<Bytes>>;
}

/// Answers from what the node has stored.
pub struct Finality {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
}

impl Finality {
	/// Answers from `client` and the database under it.
	pub fn new(client: Arc<FullClient>, backend: Arc<FullBackend>) -> Self {
		Self { client, backend }
	}

	fn stored_justification(&self, block: Hash) -> Result<Option<Vec<u8>>, sp_blockchain::Error> {
		let justifications = self.client.justifications(block)?;
		Ok(justifications.and_then(|stored| stored.into_justification(GRANDPA_ENGINE_ID)))
	}

	/// The newest justification, which is kept apart from the blocks.
	fn newest_justification(&self) -> Result<Option<(Hash, Vec<u8>)>, sp_blockchain::Error> {
		let newest: Option<GrandpaJustification<Block>> = best_justification(&*self.backend)?;
		Ok(newest.map(|justification| (justification.target().1, justification.encode())))
	}

	fn proof(
		&self,
		block: BlockNumber,
		finalized: BlockNumber,
	) -> Result<Option<FinalityProof<Header>>, sp_blockchain::Error> {
		let newest = self.newest_justification()?;
		let mut unknown_headers = Vec::new();
		for number in (block..=finalized).take(MAX_HEADERS) {
			let Some(hash) = self.client.hash(number)? else { break };
			if number > block {
				unknown_headers.extend(self.client.header(hash)?);
			}
			let justification = match &newest {
				Some((target, justification)) if *target == hash => Some(justification.clone()),
				_ => self.stored_justification(hash)?,
			};
			if let Some(justification) = justification {
				return Ok(Some(FinalityProof { block: hash, justification, unknown_headers }));
			}
		}
		Ok(None)
	}
}

impl FinalityApiServer for Finality {
	fn prove_finality(&self, block: BlockNumber) -> RpcResult<Option<Bytes>> {
		let finalized = self.client.info().finalized_number;
		if block > finalized {
			return Err(error(
				NOT_PROVED_CODE,
				format!(
					"block {block} is not finalised; the newest that is has number {finalized}"
				),
			));
		}
		let proof = self
			.proof(block, finalized)
			.map_err(|reason| internal(&format!("the justification of block {block}"), reason))?;
		Ok(proof.map(|proof| proof.encode().into()))
	}
}
