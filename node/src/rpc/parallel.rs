//! The `carx_*` methods about other chains, as JSON.
//!
//! As in [`super::carx`] and [`super::trade`]. A chain is the hash of its first block.

use super::{
	carx::{parse_vin, Carx},
	json::with_block,
	parallel_json as json,
};
use carx_primitives::ChainId;
use carxchain_runtime::{apis::ParallelApi, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use serde_json::Value;

/// Every method reads the state after the block `at`, by default the best block, and says at which block it answered.
#[rpc(server)]
pub trait CarxParallelApi {
	/// On which chain the title of a car lives, as far as this chain knows, and a claim, move or expectation under way; all of it is
	/// `null` or empty where nothing is known.
	#[method(name = "carx_title", blocking)]
	fn title(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// What is known here of a car by the word of other chains: liens, what its records there come to, and how it came here.
	#[method(name = "carx_foreign", blocking)]
	fn foreign(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// What this chain is among others, which it follows and how far, and the routes between them.
	#[method(name = "carx_chains", blocking)]
	fn chains(&self, at: Option<Hash>) -> RpcResult<Value>;

	/// Message `number` of the chain `source`; `null` if nothing is known of it here, or nothing any more.
	#[method(name = "carx_message", blocking)]
	fn message(&self, source: Hash, number: u64, at: Option<Hash>) -> RpcResult<Value>;
}

impl CarxParallelApiServer for Carx {
	fn title(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let title = self.read(&at, |api| api.title(at.hash, vin))?;
		Ok(with_block(json::title(&vin, &title), &at))
	}

	fn foreign(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let foreign = self.read(&at, |api| api.foreign(at.hash, vin))?;
		Ok(with_block(json::foreign(&vin, &foreign), &at))
	}

	fn chains(&self, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let chains = self.read(&at, |api| api.chains(at.hash))?;
		Ok(with_block(json::chains(&chains), &at))
	}

	fn message(&self, source: Hash, number: u64, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let source = ChainId(source.0);
		let message = self.read(&at, |api| api.message(at.hash, source, number))?;
		let Some(message) = message else { return Ok(Value::Null) };
		Ok(with_block(json::message(&source, number, &message), &at))
	}
}
