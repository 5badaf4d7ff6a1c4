//! The code that subxt generates from the committed metadata. Only this module and its children name generated types.
//!
//! Types of `carx-primitives` and of the SDK stand in for the generated ones. They encode themselves, so nothing would notice if the
//! chain's type changed; [`differences`] does, when a client connects.

pub mod calls;
pub mod committees;
pub mod events;
pub mod reads;
pub mod trade;

use codec::Decode;
use subxt::Metadata;

/// The metadata that the code is generated from.
static METADATA: &[u8] = include_bytes!("../metadata.scale");

/// Calls that the SDK makes whose parts must be encoded as they were when the SDK was built. `Utility` and `Sudo` are not
/// among them: they take any call, so they change whenever any pallet does, and are encoded by name.
const CALLS: &[(&str, &[&str])] = &[
	("Balances", &["transfer_keep_alive"]),
	(
		"Participants",
		&[
			"register",
			"accredit",
			"suspend",
			"reinstate",
			"withdraw",
			"propose_relation",
			"accept_relation",
			"end_relation",
		],
	),
	(
		"VehicleRegistry",
		&[
			"register_vehicle",
			"set_status",
			"grant_access",
			"revoke_access",
			"apply_for_registration",
			"confirm_registration",
			"offer_title",
			"accept_title",
			"withdraw_title_offer",
			"bind_plate",
			"unbind_plate",
			"pledge_vehicle",
			"impose_lock",
			"release_encumbrance",
			"bind_device",
			"unbind_device",
			"clear_clone_suspicion",
		],
	),
	(
		"ConditionRecords",
		&[
			"append_record",
			"append_records",
			"supersede_record",
			"dispute_record",
			"answer_dispute",
			"withdraw_dispute",
			"resolve_dispute",
			"confirm_use",
		],
	),
	("Telemetry", &["submit_batch", "report_fork", "write_off_gap", "disclose_sample"]),
	(
		"TransferCertificates",
		&[
			"offer_sale",
			"accept_sale",
			"hand_over",
			"settle_sale",
			"quote_pay_off",
			"consign",
			"offer_consigned",
		],
	),
	(
		"Leases",
		&[
			"offer_lease",
			"accept_lease",
			"pay_rent",
			"terminate_lease",
			"return_vehicle",
			"waive_claims",
			"settle_lease",
			"buy_out",
		],
	),
	("LeasingTokens", &["create_pool", "add_vehicle", "transfer_shares", "claim_income"]),
	("VehicleLoans", &["offer_loan", "accept_loan", "pay_instalment", "pay_off_loan"]),
	("Session", &["set_keys"]),
	("ValidatorSet", &["register_validator"]),
	("Enactment", &["plan_call"]),
	("System", &["authorize_upgrade", "apply_authorized_upgrade"]),
];

/// Storage that the SDK reads.
const STORAGE: &[(&str, &[&str])] = &[
	("VehicleRegistry", &["TitleOffers", "Grants", "Devices"]),
	("ConditionRecords", &["Disputes", "OdometerSummaries", "Readings"]),
	("Telemetry", &["Disclosed"]),
	("ValidatorSet", &["Validators"]),
	("Session", &["Validators"]),
	("Enactment", &["Plans"]),
	("LightClients", &["Chains", "Conflicts"]),
];

/// Runtime APIs that the SDK reads by.
const RUNTIME_APIS: &[&str] = &["LedgerApi", "ParallelApi"];

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
		path = "carx_primitives::vehicle::VehicleStatus",
		with = "::subxt::utils::Static<::carx_primitives::VehicleStatus>"
	),
	substitute_type(
		path = "carx_primitives::vehicle::PowerTrain",
		with = "::subxt::utils::Static<::carx_primitives::PowerTrain>"
	),
	substitute_type(
		path = "carx_primitives::participant::Role",
		with = "::subxt::utils::Static<::carx_primitives::Role>"
	),
	substitute_type(
		path = "carx_primitives::participant::Region",
		with = "::subxt::utils::Static<::carx_primitives::Region>"
	),
	substitute_type(
		path = "carx_primitives::scope::Scope",
		with = "::subxt::utils::Static<::carx_primitives::Scope>"
	),
	substitute_type(
		path = "carx_primitives::encumbrance::Action",
		with = "::subxt::utils::Static<::carx_primitives::Action>"
	),
	substitute_type(
		path = "carx_primitives::encumbrance::EncumbranceKind",
		with = "::subxt::utils::Static<::carx_primitives::EncumbranceKind>"
	),
	substitute_type(
		path = "carx_primitives::reading::Observation",
		with = "::subxt::utils::Static<::carx_primitives::Observation>"
	),
	substitute_type(
		path = "carx_primitives::reading::Progress",
		with = "::subxt::utils::Static<::carx_primitives::Progress>"
	),
	substitute_type(
		path = "carx_primitives::record::Record<A>",
		with = "::subxt::utils::Static<crate::Record>"
	),
	substitute_type(
		path = "carx_primitives::encumbrance::Blocker<A>",
		with = "::subxt::utils::Static<::carx_primitives::Blocker<crate::AccountId>>"
	),
	substitute_type(
		path = "carx_primitives::telemetry::header::BatchHeader",
		with = "::subxt::utils::Static<::carx_primitives::BatchHeader>"
	),
	substitute_type(
		path = "carx_primitives::telemetry::sample::Sample",
		with = "::subxt::utils::Static<::carx_primitives::Sample>"
	),
	substitute_type(
		path = "pallet_participants::types::ParticipantKind",
		with = "::subxt::utils::Static<crate::ParticipantKind>"
	),
	substitute_type(
		path = "pallet_participants::types::RelationKind",
		with = "::subxt::utils::Static<crate::RelationKind>"
	),
	substitute_type(
		path = "pallet_participants::types::ParticipantInfo<A>",
		with = "::subxt::utils::Static<crate::Participant>"
	),
	substitute_type(
		path = "pallet_vehicle_registry::types::Description",
		with = "::subxt::utils::Static<crate::Description>"
	),
	substitute_type(
		path = "pallet_vehicle_registry::types::GranteeKind",
		with = "::subxt::utils::Static<crate::GranteeKind>"
	),
	substitute_type(
		path = "pallet_vehicle_registry::types::VehicleInfo<A>",
		with = "::subxt::utils::Static<crate::Vehicle>"
	),
	substitute_type(
		path = "pallet_vehicle_registry::types::TitleOffer<A>",
		with = "::subxt::utils::Static<crate::TitleOffer>"
	),
	substitute_type(
		path = "pallet_condition_records::types::RecordEntry",
		with = "::subxt::utils::Static<crate::RecordEntry>"
	),
	substitute_type(
		path = "pallet_condition_records::types::ReadingId",
		with = "::subxt::utils::Static<crate::ReadingId>"
	),
	substitute_type(
		path = "pallet_condition_records::types::Reading",
		with = "::subxt::utils::Static<crate::Reading>"
	),
	substitute_type(
		path = "pallet_condition_records::types::OdometerSummary",
		with = "::subxt::utils::Static<crate::OdometerSummary>"
	),
	substitute_type(
		path = "pallet_condition_records::types::Ruling",
		with = "::subxt::utils::Static<crate::Ruling>"
	),
	substitute_type(
		path = "pallet_condition_records::types::HistoryPage<A,B>",
		with = "::subxt::utils::Static<crate::HistoryPage>"
	),
	substitute_type(
		path = "pallet_condition_records::types::Dispute<A,B,C>",
		with = "::subxt::utils::Static<crate::Dispute>"
	),
	substitute_type(
		path = "pallet_telemetry::types::BatchInfo<A>",
		with = "::subxt::utils::Static<crate::BatchInfo>"
	),
	substitute_type(
		path = "carxchain_runtime::report::VehicleReport",
		with = "::subxt::utils::Static<crate::VehicleReport>"
	),
	substitute_type(
		path = "carxchain_runtime::parallel::TitleView",
		with = "::subxt::utils::Static<crate::TitleHome>"
	),
	substitute_type(
		path = "carxchain_runtime::parallel::ForeignView",
		with = "::subxt::utils::Static<crate::ForeignFacts>"
	),
	substitute_type(
		path = "carxchain_runtime::parallel::ChainsView",
		with = "::subxt::utils::Static<crate::Chains>"
	),
	substitute_type(
		path = "carxchain_runtime::parallel::MessageView",
		with = "::subxt::utils::Static<crate::MessageInfo>"
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
	let call = |metadata: &Metadata, pallet: &str, name: &str| {
		metadata.pallet_by_name(pallet).and_then(|pallet| pallet.call_hash(name))
	};
	let storage = |metadata: &Metadata, pallet: &str, name: &str| {
		metadata.pallet_by_name(pallet).and_then(|pallet| pallet.storage_hash(name))
	};
	let api_hash =
		|metadata: &Metadata, api| metadata.runtime_api_trait_by_name(api).map(|api| api.hash());
	let differ = |lists: &[(&str, &[&str])], hash: &HashOf<'_>| -> Vec<String> {
		lists
			.iter()
			.flat_map(|(pallet, names)| names.iter().map(move |name| (*pallet, *name)))
			.filter(|(pallet, name)| hash(ours, pallet, name) != hash(chain, pallet, name))
			.map(|(pallet, name)| format!("{pallet}::{name}"))
			.collect()
	};
	let apis = RUNTIME_APIS
		.iter()
		.filter(|api| api_hash(ours, api) != api_hash(chain, api))
		.map(|api| (*api).to_string());
	let parts = [differ(CALLS, &call), differ(STORAGE, &storage)];
	parts.into_iter().flatten().chain(apis).collect()
}

/// How a part of a pallet is hashed; `None` where there is none of the name.
type HashOf<'a> = dyn Fn(&Metadata, &str, &str) -> Option<[u8; 32]> + 'a;

/// The metadata that the code is generated from.
#[cfg(test)]
pub fn metadata() -> Metadata {
	Metadata::decode(&mut &METADATA[..]).unwrap()
}

/// A value of the SDK as whoever reads its bytes as type `name` of the runtime API about other chains has it, all of them.
#[cfg(test)]
pub fn read_as(name: &str, value: &impl codec::Encode) -> String {
	let (metadata, bytes) = (metadata(), value.encode());
	let mut known = metadata.types().types.iter();
	let wanted = format!("carxchain_runtime::parallel::{name}");
	let ty = known.find(|known| known.ty.path.segments.join("::") == wanted);
	let (ty, mut rest) = (ty.unwrap_or_else(|| panic!("no {wanted}")).id, &bytes[..]);
	let read = subxt::ext::scale_value::scale::decode_as_type(&mut rest, ty, metadata.types());
	assert!(rest.is_empty(), "{} bytes are left", rest.len());
	read.unwrap().to_string()
}

#[cfg(test)]
mod tests {
	use super::{metadata as ours, *};

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
