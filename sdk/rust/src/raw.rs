//! What programs say and ask by name and in bytes, of parts of the runtime that this SDK has no functions for.

use crate::{
	submit::{submit_bytes, Submitted},
	AccountId, Balance, Client, DispatchFailure, Error, Signer, Snapshot,
};
use codec::{Decode, Encode};
use subxt::{config::SubstrateConfig, extrinsics::ExtrinsicEvents, Metadata};

/// A call by its names, with encoded arguments. Its indices are looked up when it is submitted, so that a runtime which moved it is
/// served too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawCall {
	/// The pallet, such as `System`.
	pub pallet: &'static str,
	/// The call, such as `remark`.
	pub name: &'static str,
	/// The names of its parameters, in order. A chain whose call has others does not get it.
	pub parameters: &'static [&'static str],
	/// The arguments, each encoded as the parameter's type.
	pub arguments: Vec<u8>,
}

/// What became of an extrinsic that is in a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Executed {
	/// The block.
	pub block: crate::BlockId,
	/// What the signer paid, in the smallest unit; none if the chain did not say.
	pub fee: Option<Balance>,
	/// Whether the chain did what was asked.
	pub result: Result<(), DispatchFailure>,
}

impl RawCall {
	/// The bytes of the call on a chain with this metadata.
	fn encode(&self, metadata: &Metadata, spec_version: u32) -> Result<Vec<u8>, Error> {
		let pallet = metadata.pallet_by_name(self.pallet);
		let variant = pallet.as_ref().and_then(|pallet| pallet.call_variant_by_name(self.name));
		let fits = |fields: &[_]| {
			let names = fields.iter().map(|field: &scale_info::Field<_>| field.name.as_deref());
			names.eq(self.parameters.iter().copied().map(Some))
		};
		match (pallet, variant) {
			(Some(pallet), Some(variant)) if fits(&variant.fields) => {
				let mut bytes = vec![pallet.call_index(), variant.index];
				bytes.extend(&self.arguments);
				Ok(bytes)
			},
			_ => {
				let Self { pallet, name, parameters, .. } = self;
				let what = format!("call {pallet}.{name}({})", parameters.join(", "));
				Err(Error::NotThere { what, spec_version })
			},
		}
	}
}

impl Client {
	/// As [`Client::connect_to_best`], and takes any runtime: for programs that say by name what they need of it. With `plain` also by
	/// `ws://` to another machine, where nothing secret is said and no answer is trusted.
	///
	/// # Errors
	/// [`Error::Unreachable`].
	pub async fn connect_to_any(url: &str, plain: bool) -> Result<Self, Error> {
		Self::reach_any(url, plain).await
	}

	/// Signs `call` with this nonce and submits it, to be executed on what follows `at`.
	///
	/// # Errors
	/// [`Error::NotThere`], [`Error::Refused`], [`Error::Chain`].
	pub async fn submit_raw(
		&self,
		at: &Snapshot,
		call: &RawCall,
		signer: &Signer,
		nonce: u64,
	) -> Result<Submitted, Error> {
		let bytes = call.encode(at.chain().metadata_ref(), at.spec_version())?;
		submit_bytes(at, &bytes, signer, nonce).await
	}
}

impl Snapshot {
	/// The version of the runtime.
	pub fn spec_version(&self) -> u32 {
		self.chain().spec_version()
	}

	/// Whether the runtime has a call, with exactly its parameters.
	///
	/// # Errors
	/// [`Error::NotThere`].
	pub fn ensure_call(&self, call: &RawCall) -> Result<(), Error> {
		call.encode(self.chain().metadata_ref(), self.spec_version()).map(drop)
	}

	/// A constant of a pallet, encoded.
	///
	/// # Errors
	/// [`Error::NotThere`].
	pub fn constant(&self, pallet: &str, name: &str) -> Result<Vec<u8>, Error> {
		let metadata = self.chain().metadata_ref();
		let constant = metadata.pallet_by_name(pallet).and_then(|it| it.constant_by_name(name));
		let value = constant.map(|constant| constant.value().to_vec());
		value.ok_or_else(|| self.not_there("constant", pallet, name))
	}

	/// What a view function of a pallet answers to these arguments, all encoded.
	///
	/// # Errors
	/// [`Error::NotThere`], also if the function takes other arguments; [`Error::Chain`].
	pub async fn view(
		&self,
		pallet: &str,
		function: &str,
		arguments: Vec<u8>,
	) -> Result<Vec<u8>, Error> {
		let not_there = || self.not_there("view function", pallet, function);
		let id = view_id(self.chain().metadata_ref(), pallet, function).ok_or_else(not_there)?;
		let arguments = (id, arguments).encode();
		let answer = self.runtime_api(EXECUTE_VIEW, &arguments).await?;
		// The answer, or that there is no such function or that it takes something else.
		let answer = Result::<Vec<u8>, ()>::decode(&mut &answer[..]);
		answer.ok().and_then(Result::ok).ok_or_else(not_there)
	}

	/// What a function of a runtime API, such as `Core_version`, answers to these arguments, all encoded.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn runtime_api(&self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, Error> {
		let apis = self.chain().runtime_apis();
		apis.call_raw(function, Some(arguments)).await.map_err(Error::chain)
	}

	fn not_there(&self, kind: &str, pallet: &str, name: &str) -> Error {
		let what = format!("{kind} {pallet}.{name}");
		Error::NotThere { what, spec_version: self.spec_version() }
	}
}

/// The function of the runtime API through which all view functions are called.
const EXECUTE_VIEW: &str = "RuntimeViewFunction_execute_view_function";

fn view_id(metadata: &Metadata, pallet: &str, function: &str) -> Option<[u8; 32]> {
	let function = metadata.pallet_by_name(pallet)?.view_function_by_name(function)?;
	Some(*function.query_id())
}

/// What the signer paid, by the events of the extrinsic.
pub(crate) fn fee(events: &ExtrinsicEvents<SubstrateConfig>) -> Option<Balance> {
	let mut events = events.iter().filter_map(Result::ok);
	let paid = events.find(|event| {
		event.pallet_name() == "TransactionPayment" && event.event_name() == "TransactionFeePaid"
	})?;
	let (_, fee, tip) = <(AccountId, Balance, Balance)>::decode(&mut paid.field_bytes()).ok()?;
	Some(fee.saturating_add(tip))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::generated::{calls, metadata};

	fn remark(parameters: &'static [&'static str]) -> RawCall {
		let arguments = vec![1u8, 2].encode();
		RawCall { pallet: "System", name: "remark", parameters, arguments }
	}

	#[test]
	fn a_raw_call_is_the_call_of_its_names() {
		let metadata = metadata();
		let typed = calls::parse("System.remark", "{ remark: 0x0102 }", &metadata).unwrap();
		let raw = remark(&["remark"]).encode(&metadata, 1).unwrap();
		assert_eq!(raw, calls::encode(&typed, &metadata).unwrap());
	}

	#[test]
	fn a_call_with_other_parameters_is_not_there() {
		for parameters in [&[][..], &["note"], &["remark", "note"]] {
			let error = remark(parameters).encode(&metadata(), 7).unwrap_err();
			let text = error.to_string();
			assert!(text.contains("System.remark(") && text.contains("version 7"), "{text}");
		}
		let call = RawCall { name: "shout", ..remark(&["remark"]) };
		assert!(matches!(call.encode(&metadata(), 7), Err(Error::NotThere { .. })));
	}
}
