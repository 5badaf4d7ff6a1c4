//! Watches for validators that write two blocks in one slot, and reports them to the chain, which punishes them.
//!
//! Aura's own check stays off: it remembers headers without their seals, which prove nothing to others.

use crate::service::{Chain, FullClient};
use carxchain_runtime::{
	apis::{AuthoringApi, AuthoringEquivocation},
	opaque::Block,
	Header,
};
use futures::StreamExt;
use sc_client_api::{BlockchainEvents, HeaderBackend};
use sc_consensus_aura::standalone::{
	check_equivocation, fetch_authorities, find_pre_digest, slot_author, slot_duration_at,
};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotInherent,
	sr25519::{AuthorityId, AuthorityPair, AuthoritySignature},
};
use sp_runtime::traits::Header as _;
use sp_timestamp::InherentDataProvider as TimeInherent;
use std::error::Error;

/// Compares each block that this node imports with what else its author signed in that slot, as long as the node runs.
pub async fn watch(chain: Chain) {
	let pools = OffchainTransactionPoolFactory::new(chain.pool.clone());
	let mut blocks = chain.client.every_import_notification_stream();
	while let Some(block) = blocks.next().await {
		match look(&chain.client, &block.header) {
			Ok(None) => {},
			Ok(Some(proof)) => report(&chain.client, &pools, proof),
			// Old blocks, whose state is not here: they were looked at when they were new.
			Err(error) => log::debug!("block {} not compared: {error}", block.hash),
		}
	}
}

/// Remembers the header; gives the proof if its author signed another one for the same slot.
fn look(
	client: &FullClient,
	header: &Header,
) -> Result<Option<AuthoringEquivocation>, Box<dyn Error>> {
	let parent = *header.parent_hash();
	let slot = find_pre_digest::<Block, AuthoritySignature>(header)?;
	let length = slot_duration_at::<AuthorityId, Block, _>(client, parent)?;
	let time = TimeInherent::from_system_time();
	let now = SlotInherent::from_timestamp_and_slot_duration(*time, length);
	let authorities = fetch_authorities::<AuthorityId, Block, _>(client, parent)?;
	let Some(author) = slot_author::<AuthorityPair>(slot, &authorities) else {
		return Ok(None);
	};
	Ok(check_equivocation(client, *now, slot, header, author)?)
}

/// Hands the proof to the pool of this node, from which it gets into the next block that this node writes.
fn report(
	client: &FullClient,
	pools: &OffchainTransactionPoolFactory<Block>,
	proof: AuthoringEquivocation,
) {
	let (slot, offender) = (proof.slot, proof.offender.clone());
	let best = client.info().best_hash;
	let mut api = client.runtime_api();
	api.register_extension(pools.offchain_transaction_pool(best));
	match api.submit_double_authoring_report(best, proof) {
		Ok(Some(())) => log::warn!("Validator {offender} wrote two blocks in slot {slot}: reported"),
		Ok(None) => log::warn!("Validator {offender} wrote two blocks in slot {slot}: known, or no longer a validator"),
		Err(error) => log::error!("Validator {offender} wrote two blocks in slot {slot}, and it could not be reported: {error}"),
	}
}
