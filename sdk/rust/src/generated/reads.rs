//! What the chain answers, in the SDK's words.

use super::api::{
	self,
	runtime_apis::ledger_api::{history, vehicle},
};
use crate::{
	AccountId, Balance, Description, Error, HistoryEntry, HistoryPage, Moment, Vehicle, Vin,
};
use codec::Decode;
use subxt::{
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	config::SubstrateConfig,
	ext::scale_decode::DecodeAsType,
	utils::Static,
	Metadata,
};

/// The chain at one block.
pub type At = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

pub async fn vehicle(at: &At, vin: Vin) -> Result<Option<Vehicle>, Error> {
	let call = api::runtime_apis().ledger_api().vehicle(Static(vin));
	let found: vehicle::output::Output =
		at.runtime_apis().call(call).await.map_err(Error::chain)?;
	Ok(found.map(|info| Vehicle {
		vin,
		owner: info.owner,
		status: info.status.0,
		title_epoch: info.title_epoch,
		registrar: info.registrar,
		registered_at: info.registered_at,
		description: Description {
			model_year: info.description.model_year,
			make: text(info.description.make.0),
			model: text(info.description.model.0),
		},
	}))
}

pub async fn history(at: &At, vin: Vin, from: u32, limit: u32) -> Result<HistoryPage, Error> {
	let call = api::runtime_apis().ledger_api().history(Static(vin), from, limit);
	let page: history::output::Output = at.runtime_apis().call(call).await.map_err(Error::chain)?;
	let entries = page
		.entries
		.into_iter()
		.map(|entry| HistoryEntry {
			seq: entry.seq,
			record: entry.record.0,
			superseded_by: entry.superseded_by,
		})
		.collect();
	Ok(HistoryPage { vin, head: page.head.0, entries })
}

pub async fn free_balance(at: &At, account: AccountId) -> Result<Balance, Error> {
	let entry = at.storage().entry(api::storage().system().account()).map_err(Error::chain)?;
	match entry.try_fetch((account,)).await.map_err(Error::chain)? {
		Some(info) => Ok(info.decode().map_err(Error::chain)?.data.free),
		None => Ok(0),
	}
}

pub async fn timestamp(at: &At) -> Result<Moment, Error> {
	let entry = at.storage().entry(api::storage().timestamp().now()).map_err(Error::chain)?;
	let value = entry.fetch(()).await.map_err(Error::chain)?;
	value.decode().map_err(Error::chain)
}

/// The moment that a block's author stated, from the extrinsics of the block; `None` if it states none.
///
/// The body of a block stays when its state has been pruned, so this works for old blocks too.
pub fn stated_moment(extrinsics: &[Vec<u8>], metadata: &Metadata) -> Option<Moment> {
	extrinsics.iter().find_map(|bytes| {
		let extrinsic = Vec::<u8>::decode(&mut bytes.as_slice()).ok()?;
		// An inherent is bare: its version without the bit for "signed", then the call.
		let (version, mut call) = extrinsic.split_first()?;
		if !matches!(version, 4 | 5) {
			return None;
		}
		let ty = metadata.outer_enums().call_enum_ty();
		match api::Call::decode_as_type(&mut call, ty, metadata.types()).ok()? {
			api::Call::Timestamp(api::runtime_types::pallet_timestamp::pallet::Call::set {
				now,
			}) => Some(now),
			_ => None,
		}
	})
}

fn text(bytes: Vec<u8>) -> String {
	String::from_utf8_lossy(&bytes).into_owned()
}
