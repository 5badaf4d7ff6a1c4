//! The `carx_*` methods: what integrators ask about a car every day, as JSON.
//!
//! Accounts are SS58 addresses, hashes hexadecimal with `0x`, times Unix milliseconds, distances metres.

use crate::service::FullClient;
use carx_primitives::{Moment, Record, RecordClass, RecordHead, RecordSource, VehicleStatus, Vin};
use carxchain_runtime::{apis::LedgerApi, AccountId, BlockNumber, Hash};
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{
		error::{INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
		ErrorObjectOwned,
	},
};
use sc_client_api::HeaderBackend;
use serde::Serialize;
use sp_api::{ApiError, Core, ProvideRuntimeApi};
use std::{fmt::Display, sync::Arc};

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
	fn vehicle(&self, vin: String, at: Option<Hash>) -> RpcResult<Option<Vehicle>>;

	/// Records of a car from sequence number `from` on, by default 0: `limit` of them, 1 to 100, by default 25. A car that
	/// is not registered has none.
	#[method(name = "carx_history", blocking)]
	fn history(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<HistoryPage>;

	/// What this node is, which chain it follows, and what that chain runs now.
	#[method(name = "carx_version", blocking)]
	fn version(&self) -> RpcResult<Version>;
}

/// The block after which something was read.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockRef {
	hash: Hash,
	number: BlockNumber,
	is_finalized: bool,
}

/// A registered car.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Vehicle {
	vin: Vin,
	owner: AccountId,
	status: VehicleStatus,
	title_epoch: u32,
	registrar: AccountId,
	registered_at: Moment,
	description: Description,
	record_count: u32,
	record_head: Hash,
	at: BlockRef,
}

/// What the registrar says the car is.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
	model_year: u16,
	make: String,
	model: String,
}

/// A part of a car's history.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryPage {
	vin: Vin,
	record_count: u32,
	record_head: Hash,
	records: Vec<HistoryRecord>,
	next: Option<u32>,
	at: BlockRef,
}

/// One record.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRecord {
	seq: u32,
	class: RecordClass,
	issuer: AccountId,
	source: RecordSource,
	observed_at: Moment,
	recorded_at: Moment,
	recorded_in: u32,
	odometer_metres: Option<u32>,
	payload_hash: Hash,
	locator: String,
	is_sealed: bool,
	supersedes: Option<u32>,
	superseded_by: Option<u32>,
}

/// Versions of everything that a client has to fit.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
	node: &'static str,
	runtime: RuntimeVersion,
	protocol: u32,
	genesis: Hash,
	chain: String,
}

/// The runtime that the best block has.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimeVersion {
	spec_name: String,
	spec_version: u32,
	transaction_version: u32,
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

	fn block(&self, at: Option<Hash>) -> RpcResult<BlockRef> {
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
}

impl CarxApiServer for Carx {
	fn vehicle(&self, vin: String, at: Option<Hash>) -> RpcResult<Option<Vehicle>> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let api = self.client.runtime_api();
		let info = api.vehicle(at.hash, vin).map_err(|error| unreadable(&at, error))?;
		let Some(info) = info else { return Ok(None) };
		let RecordHead { count, head } =
			api.history(at.hash, vin, 0, 0).map_err(|error| unreadable(&at, error))?.head;
		Ok(Some(Vehicle {
			vin,
			owner: info.owner,
			status: info.status,
			title_epoch: info.title_epoch,
			registrar: info.registrar,
			registered_at: info.registered_at,
			description: Description {
				model_year: info.description.model_year,
				make: text(&info.description.make),
				model: text(&info.description.model),
			},
			record_count: count,
			record_head: head.into(),
			at,
		}))
	}

	fn history(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<HistoryPage> {
		let vin = parse_vin(&vin)?;
		let limit = limit.unwrap_or(DEFAULT_LIMIT);
		if limit == 0 || limit > MAX_LIMIT {
			return Err(error(
				INVALID_PARAMS_CODE,
				format!("limit is {limit}; a page has 1 to {MAX_LIMIT} records"),
			));
		}
		let at = self.block(at)?;
		let page = self
			.client
			.runtime_api()
			.history(at.hash, vin, from.unwrap_or_default(), limit)
			.map_err(|error| unreadable(&at, error))?;
		let RecordHead { count, head } = page.head;
		let next = page.entries.last().map(|entry| entry.seq.saturating_add(1));
		Ok(HistoryPage {
			vin,
			record_count: count,
			record_head: head.into(),
			next: next.filter(|next| *next < count),
			records: page
				.entries
				.into_iter()
				.map(|entry| HistoryRecord::new(entry.seq, entry.record, entry.superseded_by))
				.collect(),
			at,
		})
	}

	fn version(&self) -> RpcResult<Version> {
		let at = self.block(None)?;
		let api = self.client.runtime_api();
		let runtime = Core::version(&*api, at.hash).map_err(|error| unreadable(&at, error))?;
		Ok(Version {
			node: env!("SUBSTRATE_CLI_IMPL_VERSION"),
			runtime: RuntimeVersion {
				spec_name: runtime.spec_name.to_string(),
				spec_version: runtime.spec_version,
				transaction_version: runtime.transaction_version,
			},
			protocol: api.protocol_version(at.hash).map_err(|error| unreadable(&at, error))?,
			genesis: self.client.info().genesis_hash,
			chain: self.chain_id.clone(),
		})
	}
}

impl HistoryRecord {
	fn new(seq: u32, record: Record<AccountId>, superseded_by: Option<u32>) -> Self {
		Self {
			seq,
			class: record.class,
			issuer: record.issuer,
			source: record.source,
			observed_at: record.observed_at,
			recorded_at: record.recorded_at,
			recorded_in: record.recorded_in,
			odometer_metres: record.odometer.map(|odometer| odometer.metres()),
			payload_hash: record.payload_hash.into(),
			locator: text(&record.locator),
			is_sealed: record.is_sealed,
			supersedes: record.supersedes,
			superseded_by,
		}
	}
}

fn parse_vin(vin: &str) -> RpcResult<Vin> {
	Vin::parse(vin).map_err(|reason| {
		error(INVALID_PARAMS_CODE, format!("vin `{vin:.SHOWN_CHARACTERS$}`: {reason}"))
	})
}

/// The ledger takes UTF-8 only; a reader of JSON gets a replacement character for anything else.
fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
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

/// An error that is not the caller's.
pub fn internal(what: &str, reason: impl Display) -> ErrorObjectOwned {
	error(INTERNAL_ERROR_CODE, format!("this node cannot read {what}: {reason}"))
}

/// An error without data.
pub fn error(code: i32, message: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(code, message, None::<()>)
}
