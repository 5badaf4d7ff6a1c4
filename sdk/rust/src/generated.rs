//! The code that subxt generates from the committed metadata. Only this module and its children name generated types.
//!
//! Types of `carx-primitives` stand in for the generated ones. They encode themselves, so nothing would notice if the
//! chain's type changed; [`differences`] does, when a client connects.

pub mod calls;
pub mod events;
pub mod reads;

use codec::Decode;
use subxt::Metadata;

/// The metadata that the code is generated from.
static METADATA: &[u8] = include_bytes!("../metadata.scale");

/// Calls that the SDK makes whose parts must be encoded as they were when the SDK was built. `Utility` and `Sudo` are not
/// among them: they take any call, so they change whenever any pallet does, and are encoded by name.
const CALLS: &[(&str, &[&str])] = &[
	("Balances", &["transfer_keep_alive"]),
	("ConditionRecords", &["append_record", "append_records", "supersede_record"]),
	(
		"VehicleRegistry",
		&[
			"add_registrar",
			"grant_access",
			"register_vehicle",
			"revoke_access",
			"set_status",
			"transfer_ownership",
		],
	),
];

/// Runtime APIs that the SDK reads by.
const RUNTIME_APIS: &[&str] = &["LedgerApi"];

/// The generated interface of the runtime.
#[subxt::subxt(
	runtime_metadata_path = "metadata.scale",
	derive_for_type(path = "carxchain_runtime::RuntimeCall", derive = "Clone", recursive),
	substitute_type(
		path = "carx_primitives::vin::Vin",
		with = "::subxt::utils::Static<::carx_primitives::Vin>"
	),
	substitute_type(
		path = "carx_primitives::odometer::Odometer",
		with = "::subxt::utils::Static<::carx_primitives::Odometer>"
	),
	substitute_type(
		path = "carx_primitives::record::RecordClass",
		with = "::subxt::utils::Static<::carx_primitives::RecordClass>"
	),
	substitute_type(
		path = "carx_primitives::record::RecordClasses",
		with = "::subxt::utils::Static<::carx_primitives::RecordClasses>"
	),
	substitute_type(
		path = "carx_primitives::record::RecordHead",
		with = "::subxt::utils::Static<::carx_primitives::RecordHead>"
	),
	substitute_type(
		path = "carx_primitives::record::Record<A>",
		with = "::subxt::utils::Static<crate::Record>"
	),
	substitute_type(
		path = "carx_primitives::vehicle::VehicleStatus",
		with = "::subxt::utils::Static<::carx_primitives::VehicleStatus>"
	)
)]
pub mod api {}

/// The calls and runtime APIs of this SDK that `chain` lacks or has in another shape; empty if it is compatible.
///
/// The generated `is_codegen_valid_for` would compare every pallet, and refuse a chain for a change that no client sees.
pub fn differences(chain: &Metadata) -> Vec<String> {
	match Metadata::decode(&mut &METADATA[..]) {
		Ok(ours) => differences_between(&ours, chain),
		Err(error) => vec![format!("the SDK's own metadata ({error})")],
	}
}

fn differences_between(ours: &Metadata, chain: &Metadata) -> Vec<String> {
	let call_hash = |metadata: &Metadata, pallet, call| {
		metadata.pallet_by_name(pallet).and_then(|pallet| pallet.call_hash(call))
	};
	let api_hash =
		|metadata: &Metadata, api| metadata.runtime_api_trait_by_name(api).map(|api| api.hash());
	let calls = CALLS
		.iter()
		.flat_map(|(pallet, calls)| calls.iter().map(move |call| (*pallet, *call)))
		.filter(|(pallet, call)| call_hash(ours, pallet, call) != call_hash(chain, pallet, call))
		.map(|(pallet, call)| format!("{pallet}::{call}"));
	let apis = RUNTIME_APIS
		.iter()
		.filter(|api| api_hash(ours, api) != api_hash(chain, api))
		.map(|api| (*api).to_string());
	calls.chain(apis).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn ours() -> Metadata {
		Metadata::decode(&mut &METADATA[..]).unwrap()
	}

	#[test]
	fn the_committed_metadata_is_compatible_with_itself() {
		assert!(differences(&ours()).is_empty());
		assert!(differences_between(&ours(), &ours()).is_empty());
	}

	#[test]
	fn every_checked_call_and_api_exists() {
		let ours = ours();
		for (pallet, calls) in CALLS {
			let pallet = ours.pallet_by_name(pallet).unwrap();
			assert!(calls.iter().all(|call| pallet.call_hash(call).is_some()), "{}", pallet.name());
		}
		assert!(RUNTIME_APIS.iter().all(|api| ours.runtime_api_trait_by_name(api).is_some()));
	}
}
