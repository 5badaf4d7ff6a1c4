//! Reads of what committees vote on, and of what they planned.

use super::{api, api::runtime_types::frame_support::traits::preimages::Bounded, reads::At};
use crate::{call_text::describe, AccountId, Committee, Error, Motion, Plan};
use subxt::{
	dynamic,
	ext::{scale_decode::DecodeAsType, scale_value::Value},
	utils::H256,
};

/// What the chain keeps of a motion's votes.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Votes {
	index: u32,
	threshold: u32,
	ayes: Vec<AccountId>,
	nays: Vec<AccountId>,
	end: u32,
}

/// The open motions of a committee.
pub async fn motions(at: &At, committee: Committee) -> Result<Vec<Motion>, Error> {
	let pallet = committee.pallet();
	let storage = at.storage();
	let votes = storage
		.entry(dynamic::storage::<(H256,), Votes>(pallet, "Voting"))
		.map_err(Error::chain)?;
	let calls = storage
		.entry(dynamic::storage::<(H256,), Value>(pallet, "ProposalOf"))
		.map_err(Error::chain)?;
	let hashes = storage
		.fetch(dynamic::storage::<(), Vec<H256>>(pallet, "Proposals"), ())
		.await
		.map_err(Error::chain)?;
	let mut motions = Vec::new();
	for hash in hashes.decode().map_err(Error::chain)? {
		let vote = votes.fetch((hash,)).await.map_err(Error::chain)?;
		let Votes { index, threshold, ayes, nays, end } = vote.decode().map_err(Error::chain)?;
		let call = calls.fetch((hash,)).await.map_err(Error::chain)?;
		let call = describe(call.bytes(), at.metadata_ref());
		motions.push(Motion { hash: hash.0, index, threshold, ayes, nays, ends: end, call });
	}
	Ok(motions)
}

/// What root will do, in the order of the plans' numbers.
pub async fn plans(at: &At) -> Result<Vec<Plan>, Error> {
	let entry = at.storage().entry(api::storage().enactment().plans()).map_err(Error::chain)?;
	let mut found = entry.iter(()).await.map_err(Error::chain)?;
	let mut plans = Vec::new();
	while let Some(plan) = found.next().await {
		let plan = plan.map_err(Error::chain)?;
		let (id,) = plan.key().and_then(|key| key.decode()).map_err(Error::chain)?;
		let plan = plan.value().decode().map_err(Error::chain)?;
		let call = match plan.call {
			Bounded::Inline(bytes) => describe(&bytes.0, at.metadata_ref()),
			Bounded::Lookup { hash, len } => preimage(at, hash, len).await?,
			Bounded::Legacy { hash, .. } => format!("the preimage {hash:?}"),
			Bounded::__Ignore(_) => continue,
		};
		plans.push(Plan { id, planned_at: plan.planned_at, due: plan.due, call });
	}
	plans.sort_by_key(|plan| plan.id);
	Ok(plans)
}

/// The call of a preimage, which may have been taken away meanwhile.
async fn preimage(at: &At, hash: H256, len: u32) -> Result<String, Error> {
	let entry =
		at.storage().entry(api::storage().preimage().preimage_for()).map_err(Error::chain)?;
	match entry.try_fetch(((hash, len),)).await.map_err(Error::chain)? {
		Some(bytes) => {
			let bytes = bytes.decode().map_err(Error::chain)?;
			Ok(describe(&bytes.0, at.metadata_ref()))
		},
		None => Ok(format!("the preimage {hash:?} of {len} bytes, which is not there")),
	}
}
