//! What clients, stored data and proofs rely on, as text: a change of an index, a name or a size shows here as a diff.
//!
//! `UPDATE_PINS=1 cargo nextest run -p carxchain-runtime` rewrites the committed files after an intended change; then raise
//! `spec_version`, and `transaction_version` if the encoding of a call changed.

mod common;

use carxchain_runtime::AllPalletsWithSystem;
use common::metadata::{metadata, metadata_bytes};
use frame_metadata::v15::PalletMetadata;
use frame_support::traits::StorageInfoTrait;
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use std::{fmt::Write, fs, path::Path};

/// Pallets of this repository, pinned to the last variant. Of the SDK's, indices and names of calls are enough.
const OURS: [&str; 16] = [
	"ValidatorSet",
	"Enactment",
	"Audits",
	"Participants",
	"VehicleRegistry",
	"ConditionRecords",
	"Telemetry",
	"LightClients",
	"RelayBridge",
	"TitleDirectory",
	"ForeignFacts",
	"AssetTransfers",
	"TransferCertificates",
	"Leases",
	"LeasingTokens",
	"VehicleLoans",
];

fn variants(types: &PortableRegistry, id: u32) -> Vec<String> {
	match &types.resolve(id).unwrap().type_def {
		TypeDef::Variant(variants) => variants
			.variants
			.iter()
			.map(|variant| {
				let fields = variant
					.fields
					.iter()
					.map(|field| field.name.as_deref().unwrap_or("_"))
					.collect::<Vec<_>>();
				format!("{} {}({})", variant.index, variant.name, fields.join(", "))
			})
			.collect(),
		other => panic!("an enum was expected, not {other:?}"),
	}
}

fn pallet(out: &mut String, types: &PortableRegistry, pallet: &PalletMetadata<PortableForm>) {
	writeln!(out, "{} {}", pallet.index, pallet.name).unwrap();
	let mut list = |kind: &str, id: Option<u32>| {
		for variant in id.map(|id| variants(types, id)).unwrap_or_default() {
			writeln!(out, "\t{kind} {variant}").unwrap();
		}
	};
	list("call", pallet.calls.as_ref().map(|calls| calls.ty.id));
	if OURS.contains(&pallet.name.as_str()) {
		list("event", pallet.event.as_ref().map(|event| event.ty.id));
		list("error", pallet.error.as_ref().map(|error| error.ty.id));
	}
}

fn enumeration(out: &mut String, types: &PortableRegistry, name: &str) {
	let (path, id) = types
		.types
		.iter()
		.map(|known| (known.ty.path.segments.join("::"), known.id))
		.find(|(path, _)| path.ends_with(name))
		.unwrap_or_else(|| panic!("{name} is in the metadata"));
	writeln!(out, "{path}").unwrap();
	for variant in variants(types, id) {
		writeln!(out, "\t{variant}").unwrap();
	}
}

fn pins() -> String {
	let metadata = metadata();
	let mut out = String::new();
	let version = carxchain_runtime::VERSION;
	writeln!(
		out,
		"spec_version {}, transaction_version {}",
		version.spec_version, version.transaction_version
	)
	.unwrap();
	let mut pallets = metadata.pallets.iter().collect::<Vec<_>>();
	pallets.sort_by_key(|pallet| pallet.index);
	for each in pallets {
		pallet(&mut out, &metadata.types, each);
	}
	for name in [
		"RuntimeHoldReason",
		"pallet_vehicle_registry::pallet::HoldReason",
		"pallet_condition_records::pallet::HoldReason",
		"pallet_participants::pallet::HoldReason",
		"pallet_telemetry::pallet::HoldReason",
		"ProxyType",
		"RecordClass",
		"RecordSource",
		"VehicleStatus",
		"GranteeKind",
		"Role",
		"Action",
		"EncumbranceKind",
		"PowerTrain",
		"RelationKind",
		"messages::Content",
		"pallet_title_directory::types::TitleRequest",
		"pallet_foreign_facts::types::Fact",
		"carx_primitives::chains::Presence",
		"pallet_relay_bridge::types::Lane",
		"pallet_relay_bridge::types::Parcel",
	] {
		enumeration(&mut out, &metadata.types, name);
	}
	writeln!(
		out,
		"storage of the ledger: prefix, largest value in bytes (what deposits are priced by)"
	)
	.unwrap();
	for info in AllPalletsWithSystem::storage_info() {
		let pallet_name = String::from_utf8(info.pallet_name).unwrap();
		if OURS.contains(&pallet_name.as_str()) {
			let item = String::from_utf8(info.storage_name).unwrap();
			let prefix = info.prefix.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
			writeln!(out, "\t{pallet_name}::{item} {prefix} {:?}", info.max_size).unwrap();
		}
	}
	out
}

fn compare(path: &Path, actual: &[u8]) {
	if std::env::var_os("UPDATE_PINS").is_some() {
		fs::write(path, actual).unwrap();
	}
	let committed = fs::read(path).unwrap_or_default();
	assert!(
		committed == actual,
		"{} is not what this runtime says: if the change is meant, run `UPDATE_PINS=1 cargo nextest run -p carxchain-runtime`, \
		 read the diff, and raise spec_version (and transaction_version if calls changed)",
		path.display()
	);
}

#[test]
fn indices_names_and_sizes_are_those_committed() {
	compare(Path::new("tests/pins.txt"), pins().as_bytes());
}

#[test]
fn metadata_for_clients_is_that_of_this_runtime() {
	compare(Path::new("../sdk/rust/metadata.scale"), &metadata_bytes());
}
