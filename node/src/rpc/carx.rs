//! The `carx_*` methods: what integrators ask about a car every day, as JSON.
//!
//! Accounts are SS58 addresses, hashes hexadecimal with `0x`, times Unix milliseconds, distances metres.

use super::{
	errors::{error, internal},
	json::{self, BlockRef},
};
use crate::service::FullClient;
use carx_primitives::{Action, Moment, Odometer, Region, Vin};
use carxchain_runtime::{apis::LedgerApi, opaque::Block, AccountId, Hash};
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
};
use sc_client_api::HeaderBackend;
use serde_json::{json, Value};
use sp_api::{ApiError, ApiRef, Core, ProvideRuntimeApi};
use std::sync::Arc;

/// Records in a page if the caller does not say.
const DEFAULT_LIMIT: u32 = 25;
/// Most records in a page; the runtime gives no more.
const MAX_LIMIT: u32 = 100;
/// Error code: this node has no block of the given hash.
const UNKNOWN_BLOCK_CODE: i32 = 20_001;
/// Error code: this node knows the block, but no longer has the state after it.
const STATE_PRUNED_CODE: i32 = 20_002;
/// Characters of a wrong argument that the error message repeats.
const SHOWN_CHARACTERS: usize = 40;

/// Every method reads the state after the block `at`, by default the best block, and says at which block it answered.
#[rpc(server)]
pub trait CarxApi {
	/// The car with this VIN, in either case; `null` if none is registered.
	#[method(name = "carx_vehicle", blocking)]
	fn vehicle(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// Records of a car from sequence number `from` on, by default 0: `limit` of them, 1 to 100, by default 25. A car that
	/// is not registered has none.
	#[method(name = "carx_history", blocking)]
	fn history(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// All that the ledger says of a car, with a page of its history as `carx_history` gives it; `null` if none is registered.
	#[method(name = "carx_report", blocking)]
	fn report(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// What stands in the way of an action (`sell`, `lease`, `export`, `scrap`, `pledge`) on a car.
	#[method(name = "carx_can", blocking)]
	fn can(&self, action: Action, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// The car that bore a plate, given by its keyed hash, at the moment `on` in Unix milliseconds, by default now; `vin` is `null` if none did.
	#[method(name = "carx_plate", blocking)]
	fn plate(
		&self,
		region: Region,
		plate: Hash,
		on: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// What an account is accredited as, and what is known of it; `null` if it is no participant.
	#[method(name = "carx_participant", blocking)]
	fn participant(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Value>;

	/// A reading of the car near which one of this time and distance in metres belongs, for the argument `after` of the calls that append
	/// records; `null` if none is needed.
	#[method(name = "carx_readingHint", blocking)]
	fn reading_hint(
		&self,
		vin: String,
		observed_at: Moment,
		odometer_metres: u32,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// One batch of driving data, by the key of the device and its sequence number; `null` if there is none.
	#[method(name = "carx_telemetryBatch", blocking)]
	fn telemetry_batch(&self, device: Hash, sequence: u32, at: Option<Hash>) -> RpcResult<Value>;

	/// What this node is, which chain it follows, and what that chain runs now.
	#[method(name = "carx_version", blocking)]
	fn version(&self) -> RpcResult<Value>;
}

/// Answers the `carx_*` methods.
pub struct Carx {
	client: Arc<FullClient>,
	chain_id: String,
}

impl Carx {
	/// Answers from `client`, whose chain specification has the id `chain_id`.
	pub fn new(client: Arc<FullClient>, chain_id: &str) -> Self {
		Self { client, chain_id: chain_id.into() }
	}

	pub(super) fn block(&self, at: Option<Hash>) -> RpcResult<BlockRef> {
		let info = self.client.info();
		let hash = at.unwrap_or(info.best_hash);
		let number = self.client.number(hash).map_err(|error| internal("the block", error))?;
		let Some(number) = number else {
			return Err(error(
				UNKNOWN_BLOCK_CODE,
				format!(
					"block {hash:?} is not known to this node; its best block is {:?}",
					info.best_hash
				),
			));
		};
		let is_finalized = number <= info.finalized_number
			&& self.client.hash(number).map_err(|error| internal("the block", error))?
				== Some(hash);
		Ok(BlockRef { hash, number, is_finalized })
	}

	/// Asks the runtime after the block `at`.
	pub(super) fn read<R>(
		&self,
		at: &BlockRef,
		ask: impl FnOnce(
			ApiRef<'_, <FullClient as ProvideRuntimeApi<Block>>::Api>,
		) -> Result<R, ApiError>,
	) -> RpcResult<R> {
		ask(self.client.runtime_api()).map_err(|reason| unreadable(at, reason))
	}
}

impl CarxApiServer for Carx {
	fn vehicle(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let info = self.read(&at, |api| api.vehicle(at.hash, vin))?;
		let Some(info) = info else { return Ok(Value::Null) };
		let head = self.read(&at, |api| api.history(at.hash, vin, 0, 0))?.head;
		Ok(json::with_block(json::vehicle(&vin, &info, &head), &at))
	}

	fn history(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let limit = page_limit(limit)?;
		let at = self.block(at)?;
		let page =
			self.read(&at, |api| api.history(at.hash, vin, from.unwrap_or_default(), limit))?;
		Ok(json::with_block(json::history(&vin, &page), &at))
	}

	fn report(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let limit = page_limit(limit)?;
		let at = self.block(at)?;
		let report =
			self.read(&at, |api| api.report(at.hash, vin, from.unwrap_or_default(), limit))?;
		let Some(report) = report else { return Ok(Value::Null) };
		Ok(json::with_block(json::report(&vin, &report), &at))
	}

	fn can(&self, action: Action, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let blockers = self.read(&at, |api| api.can(at.hash, action, vin))?;
		let answer = json!({ "vin": vin, "action": action, "blockers": blockers });
		Ok(json::with_block(answer, &at))
	}

	fn plate(
		&self,
		region: Region,
		plate: Hash,
		on: Option<Moment>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let at = self.block(at)?;
		let on = on.unwrap_or(Moment::MAX);
		let vin = self.read(&at, |api| api.vehicle_by_plate(at.hash, region, plate.0, on))?;
		let answer = json!({ "region": region, "plate": plate, "vin": vin });
		Ok(json::with_block(answer, &at))
	}

	fn participant(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let info = self.read(&at, |api| api.participant(at.hash, account.clone()))?;
		let Some(info) = info else { return Ok(Value::Null) };
		Ok(json::with_block(json::participant(&account, &info), &at))
	}

	fn reading_hint(
		&self,
		vin: String,
		observed_at: Moment,
		odometer_metres: u32,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let odometer = Odometer::from_metres(odometer_metres);
		let hint = self.read(&at, |api| api.reading_hint(at.hash, vin, observed_at, odometer))?;
		let answer = json!({ "vin": vin, "after": hint.as_ref().map(json::reading_id) });
		Ok(json::with_block(answer, &at))
	}

	fn telemetry_batch(&self, device: Hash, sequence: u32, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let batch = self.read(&at, |api| api.telemetry_batch(at.hash, device.0, sequence))?;
		let Some(batch) = batch else { return Ok(Value::Null) };
		Ok(json::with_block(json::batch(&batch), &at))
	}

	fn version(&self) -> RpcResult<Value> {
		let at = self.block(None)?;
		let runtime = self.read(&at, |api| Core::version(&*api, at.hash))?;
		Ok(json!({
			"node": env!("SUBSTRATE_CLI_IMPL_VERSION"),
			"runtime": {
				"specName": runtime.spec_name,
				"specVersion": runtime.spec_version,
				"transactionVersion": runtime.transaction_version,
			},
			"protocol": self.read(&at, |api| api.protocol_version(at.hash))?,
			"genesis": self.client.info().genesis_hash,
			"chain": self.chain_id,
		}))
	}
}

pub(super) fn page_limit(limit: Option<u32>) -> RpcResult<u32> {
	let limit = limit.unwrap_or(DEFAULT_LIMIT);
	if limit == 0 || limit > MAX_LIMIT {
		return Err(error(
			INVALID_PARAMS_CODE,
			format!("limit is {limit}; a page has 1 to {MAX_LIMIT} records"),
		));
	}
	Ok(limit)
}

pub(super) fn parse_vin(vin: &str) -> RpcResult<Vin> {
	Vin::parse(vin).map_err(|reason| {
		error(INVALID_PARAMS_CODE, format!("vin `{vin:.SHOWN_CHARACTERS$}`: {reason}"))
	})
}

fn unreadable(at: &BlockRef, reason: ApiError) -> ErrorObjectOwned {
	match reason {
		ApiError::UnknownBlock(reason) => error(
			STATE_PRUNED_CODE,
			format!(
				"this node does not have the state after block {} any more ({reason}); ask a node that runs with `--state-pruning archive`",
				at.number
			),
		),
		reason => internal(&format!("the state after block {}", at.number), reason),
	}
}
