//! The `carx_*` methods about sales, leases and their tokens, as JSON.
//!
//! As in [`super::carx`]; amounts are decimal strings of the smallest unit of their asset, for they exceed what JSON readers take for a
//! number. An asset is `"native"` or the number of a token.

use super::{
	carx::{page_limit, parse_vin, Carx},
	json::with_block,
	trade_json as json,
};
use carxchain_runtime::{apis::TradeApi, AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use serde_json::Value;

/// Every method reads the state after the block `at`, by default the best block, and says at which block it answered.
#[rpc(server)]
pub trait CarxTradeApi {
	/// The open sale of a car; `null` if there is none.
	#[method(name = "carx_sale", blocking)]
	fn sale(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// The certificate with this number; `null` if there is none yet.
	#[method(name = "carx_certificate", blocking)]
	fn certificate(&self, number: u64, at: Option<Hash>) -> RpcResult<Value>;

	/// The certificates of a car, oldest first, from the car's own number `from` on, by default 0: `limit` of them, 1 to 100, by default 25.
	#[method(name = "carx_certificates", blocking)]
	fn certificates(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value>;

	/// The lease that occupies a car, or its offer; `null` if there is none.
	#[method(name = "carx_lease", blocking)]
	fn lease(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// The lease with this number, until it is settled; `null` if there is none.
	#[method(name = "carx_leaseById", blocking)]
	fn lease_by_id(&self, id: u64, at: Option<Hash>) -> RpcResult<Value>;

	/// The loans on a car.
	#[method(name = "carx_loans", blocking)]
	fn loans(&self, vin: String, at: Option<Hash>) -> RpcResult<Value>;

	/// A pool of income shares, with what `account` holds of it and could claim; `null` if there is none.
	#[method(name = "carx_incomeShares", blocking)]
	fn income_shares(&self, pool: u32, account: AccountId, at: Option<Hash>) -> RpcResult<Value>;

	/// The loyalty points of an account that have not expired.
	#[method(name = "carx_loyaltyPoints", blocking)]
	fn loyalty_points(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Value>;
}

impl CarxTradeApiServer for Carx {
	fn sale(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let sale = self.read(&at, |api| api.sale(at.hash, vin))?;
		let Some(sale) = sale else { return Ok(Value::Null) };
		Ok(with_block(json::sale(&vin, &sale), &at))
	}

	fn certificate(&self, number: u64, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let certificate = self.read(&at, |api| api.certificate(at.hash, number))?;
		let Some(certificate) = certificate else { return Ok(Value::Null) };
		Ok(with_block(json::certificate(number, &certificate), &at))
	}

	fn certificates(
		&self,
		vin: String,
		from: Option<u32>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let limit = page_limit(limit)?;
		let at = self.block(at)?;
		let from = from.unwrap_or_default();
		let page = self.read(&at, |api| api.certificates(at.hash, vin, from, limit))?;
		Ok(with_block(json::certificates(&vin, &page), &at))
	}

	fn lease(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let lease = self.read(&at, |api| api.lease(at.hash, vin))?;
		let Some(lease) = lease else { return Ok(Value::Null) };
		Ok(with_block(json::lease(&lease), &at))
	}

	fn lease_by_id(&self, id: u64, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let lease = self.read(&at, |api| api.lease_by_id(at.hash, id))?;
		let Some(lease) = lease else { return Ok(Value::Null) };
		Ok(with_block(json::lease(&lease), &at))
	}

	fn loans(&self, vin: String, at: Option<Hash>) -> RpcResult<Value> {
		let vin = parse_vin(&vin)?;
		let at = self.block(at)?;
		let loans = self.read(&at, |api| api.loans(at.hash, vin))?;
		Ok(with_block(json::loans(&vin, &loans), &at))
	}

	fn income_shares(&self, pool: u32, account: AccountId, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let found = self.read(&at, |api| api.income_shares(at.hash, pool, account.clone()))?;
		let Some((info, shares)) = found else { return Ok(Value::Null) };
		Ok(with_block(json::income_shares(pool, &info, &account, &shares), &at))
	}

	fn loyalty_points(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Value> {
		let at = self.block(at)?;
		let points = self.read(&at, |api| api.loyalty_points(at.hash, account.clone()))?;
		Ok(with_block(json::loyalty_points(&account, &points), &at))
	}
}
