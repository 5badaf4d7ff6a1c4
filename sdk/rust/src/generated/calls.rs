//! Calls as the runtime's own call enum.

use super::api::{
	self,
	condition_records::calls::append_record::Entry,
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec, pallet_balances, pallet_condition_records,
		pallet_sudo, pallet_utility, pallet_vehicle_registry,
	},
	vehicle_registry::calls::{grant_access, register_vehicle},
};
use crate::{
	AccountId, Balance, Description, Error, GranteeKind, Moment, RecordClasses, RecordEntry,
	VehicleStatus, Vin,
};
use subxt::{ext::scale_encode::EncodeAsType, utils::Static, Metadata};

pub use api::Call as RuntimeCall;
use pallet_condition_records::pallet::Call as Records;
use pallet_vehicle_registry::pallet::Call as Registry;

/// The bytes of a call on a chain with this metadata.
pub fn encode(call: &RuntimeCall, metadata: &Metadata) -> Result<Vec<u8>, Error> {
	call.encode_as_type(metadata.outer_enums().call_enum_ty(), metadata.types())
		.map_err(|error| Error::chain(subxt::Error::other(error)))
}

pub fn register_vehicle(vin: Vin, owner: AccountId, description: &Description) -> RuntimeCall {
	let description = register_vehicle::Description {
		model_year: description.model_year,
		make: BoundedVec(description.make.clone().into_bytes()),
		model: BoundedVec(description.model.clone().into_bytes()),
	};
	RuntimeCall::VehicleRegistry(Registry::register_vehicle {
		vin: Static(vin),
		owner,
		description,
	})
}

pub fn set_status(vin: Vin, status: VehicleStatus) -> RuntimeCall {
	RuntimeCall::VehicleRegistry(Registry::set_status { vin: Static(vin), status: Static(status) })
}

pub fn transfer_ownership(vin: Vin, to: AccountId) -> RuntimeCall {
	RuntimeCall::VehicleRegistry(Registry::transfer_ownership { vin: Static(vin), to })
}

pub fn grant_access(
	vin: Vin,
	grantee: AccountId,
	kind: GranteeKind,
	classes: RecordClasses,
	expires_at: Option<Moment>,
) -> RuntimeCall {
	let kind = match kind {
		GranteeKind::Provider => grant_access::Kind::Provider,
		GranteeKind::Device => grant_access::Kind::Device,
		GranteeKind::Reader => grant_access::Kind::Reader,
	};
	RuntimeCall::VehicleRegistry(Registry::grant_access {
		vin: Static(vin),
		grantee,
		kind,
		classes: Static(classes),
		expires_at,
	})
}

pub fn revoke_access(vin: Vin, grantee: AccountId) -> RuntimeCall {
	RuntimeCall::VehicleRegistry(Registry::revoke_access { vin: Static(vin), grantee })
}

pub fn add_registrar(registrar: AccountId) -> RuntimeCall {
	RuntimeCall::VehicleRegistry(Registry::add_registrar { registrar })
}

pub fn append_record(vin: Vin, entry: RecordEntry) -> RuntimeCall {
	RuntimeCall::ConditionRecords(Records::append_record {
		vin: Static(vin),
		entry: entry_of(entry),
	})
}

pub fn append_records(entries: Vec<(Vin, RecordEntry)>) -> RuntimeCall {
	let entries = entries.into_iter().map(|(vin, entry)| (Static(vin), entry_of(entry))).collect();
	RuntimeCall::ConditionRecords(Records::append_records { entries: BoundedVec(entries) })
}

pub fn supersede_record(vin: Vin, seq: u32, entry: RecordEntry) -> RuntimeCall {
	RuntimeCall::ConditionRecords(Records::supersede_record {
		vin: Static(vin),
		seq,
		entry: entry_of(entry),
	})
}

pub fn transfer(to: AccountId, amount: Balance) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::pallet::Call::transfer_keep_alive {
		dest: to.into(),
		value: amount,
	})
}

pub fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::pallet::Call::batch_all { calls })
}

pub fn sudo(call: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Sudo(pallet_sudo::pallet::Call::sudo { call: Box::new(call) })
}

fn entry_of(entry: RecordEntry) -> Entry {
	Entry {
		class: Static(entry.class),
		observed_at: entry.observed_at,
		odometer: entry.odometer.map(Static),
		payload_hash: entry.payload_hash,
		locator: BoundedVec(entry.locator.into_inner()),
		is_sealed: entry.is_sealed,
	}
}

#[cfg(test)]
mod tests {
	use crate::{generated::METADATA, Call, Locator, Odometer, RecordClass, RecordEntry, Vin};
	use codec::{Decode, Encode};
	use subxt::Metadata;

	#[test]
	fn a_record_is_encoded_as_the_ledger_protocol_says() {
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let entry = RecordEntry {
			odometer: Some(Odometer::from_metres(52_375_000)),
			locator: Locator::try_from(b"cid".to_vec()).unwrap(),
			..RecordEntry::new(RecordClass::Inspection, 1_285_113_600_000, b"payload")
		};
		let call = Call::append_record(vin, entry.clone());
		let encoded = super::encode(&call.0, &metadata).unwrap();
		let expected = (
			vin,
			entry.class,
			entry.observed_at,
			entry.odometer,
			entry.payload_hash,
			entry.locator,
			entry.is_sealed,
		)
			.encode();
		assert_eq!(encoded[2..], expected);
	}

	#[test]
	fn a_batch_holds_the_calls_it_was_given() {
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let one = Call::append_record(vin, RecordEntry::new(RecordClass::Other, 0, b""));
		let inner = super::encode(&one.0, &metadata).unwrap();
		let batch = super::encode(&Call::batch(vec![one.clone(), one]).0, &metadata).unwrap();
		assert_eq!(batch[3..], [inner.clone(), inner].concat());
	}
}
