//! Calls as the runtime's own call enum.

use super::api::{
	self,
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec, carxchain_runtime::SessionKeys,
		frame_support::traits::preimages::Bounded, frame_system, pallet_balances,
		pallet_condition_records, pallet_enactment, pallet_participants, pallet_session,
		pallet_sudo, pallet_telemetry, pallet_utility, pallet_validator_set,
		pallet_vehicle_registry, sp_weights::weight_v2::Weight,
	},
};
use crate::{
	telemetry::{BatchHeader, Sample},
	AccountId, Balance, Committee, Description, DeviceKey, DeviceSignature, Digest,
	EncumbranceKind, Error, GranteeKind, Moment, ParticipantKind, ReadingId, RecordClasses,
	RecordEntry, Region, RelationKind, Role, Ruling, Scope, VehicleStatus, Vin,
};
use subxt::{
	ext::{
		scale_decode::DecodeAsType,
		scale_encode::EncodeAsType,
		scale_value::{
			stringify::{
				custom_parsers::{parse_hex, parse_ss58},
				from_str, from_str_custom, ParseError,
			},
			Composite, Value, ValueDef,
		},
	},
	utils::{Static, H256},
	Metadata,
};

use api::runtime_types::pallet_collective::pallet::Call as Collective;
use api::runtime_types::{
	sp_consensus_aura::sr25519::app_sr25519::Public as AuraKey,
	sp_consensus_grandpa::app::Public as GrandpaKey,
};
pub use api::Call as RuntimeCall;
use pallet_condition_records::pallet::Call as Records;
use pallet_participants::pallet::Call as Participants;
use pallet_telemetry::pallet::Call as Telemetry;
use pallet_vehicle_registry::pallet::Call as Registry;

/// The bytes of a call on a chain with this metadata.
pub fn encode(call: &RuntimeCall, metadata: &Metadata) -> Result<Vec<u8>, Error> {
	call.encode_as_type(metadata.outer_enums().call_enum_ty(), metadata.types())
		.map_err(|error| Error::chain(subxt::Error::other(error)))
}

/// Defines a function for each call: its name here, pallet, name there, and parameters, with `~` before those whose types stand in for the
/// generated ones.
macro_rules! calls {
	($($name:ident = $pallet:ident::$call:ident($($arguments:tt)*);)*) => {
		$(calls!(@function $name, $pallet, $call, [] [] $($arguments)*);)*
	};
	(@function $name:ident, $pallet:ident, $call:ident, [$($p:ident: $t:ty,)*] [$($f:ident: $v:expr,)*]) => {
		pub fn $name($($p: $t),*) -> RuntimeCall {
			calls!(@outer $pallet)($pallet::$call { $($f: $v),* })
		}
	};
	(@function $name:ident, $pallet:ident, $call:ident, [$($ps:tt)*] [$($fs:tt)*] ~$p:ident: $t:ty $(, $($rest:tt)*)?) => {
		calls!(@function $name, $pallet, $call, [$($ps)* $p: $t,] [$($fs)* $p: Static($p),] $($($rest)*)?);
	};
	(@function $name:ident, $pallet:ident, $call:ident, [$($ps:tt)*] [$($fs:tt)*] $p:ident: $t:ty $(, $($rest:tt)*)?) => {
		calls!(@function $name, $pallet, $call, [$($ps)* $p: $t,] [$($fs)* $p: $p,] $($($rest)*)?);
	};
	(@outer Participants) => { RuntimeCall::Participants };
	(@outer Registry) => { RuntimeCall::VehicleRegistry };
	(@outer Records) => { RuntimeCall::ConditionRecords };
	(@outer Telemetry) => { RuntimeCall::Telemetry };
}

calls! {
	register_participant = Participants::register(~kind: ParticipantKind, profile_hash: Digest);
	accredit = Participants::accredit(who: AccountId, ~role: Role, ~scope: Scope, expires_at: Option<Moment>);
	suspend = Participants::suspend(who: AccountId, ~role: Role, since: Moment);
	reinstate = Participants::reinstate(who: AccountId, ~role: Role);
	withdraw = Participants::withdraw(who: AccountId, ~role: Role);
	propose_relation = Participants::propose_relation(to: AccountId, ~kind: RelationKind);
	accept_relation = Participants::accept_relation(from: AccountId, ~kind: RelationKind);
	end_relation = Participants::end_relation(from: AccountId, to: AccountId, ~kind: RelationKind);

	register_vehicle = Registry::register_vehicle(~vin: Vin, owner: AccountId, ~region: Region, ~description: Description, ~role: Role);
	apply_for_registration = Registry::apply_for_registration(~vin: Vin, ~region: Region, ~description: Description);
	confirm_registration = Registry::confirm_registration(~vin: Vin, applicant: AccountId, ~region: Region, ~description: Description);
	offer_title = Registry::offer_title(~vin: Vin, to: AccountId);
	accept_title = Registry::accept_title(~vin: Vin);
	withdraw_title_offer = Registry::withdraw_title_offer(~vin: Vin);
	grant_access = Registry::grant_access(~vin: Vin, grantee: AccountId, ~kind: GranteeKind, ~classes: RecordClasses, expires_at: Option<Moment>);
	revoke_access = Registry::revoke_access(~vin: Vin, grantee: AccountId);
	bind_plate = Registry::bind_plate(~vin: Vin, ~region: Region, plate: Digest, from: Moment);
	unbind_plate = Registry::unbind_plate(~region: Region, plate: Digest, until: Moment);
	pledge_vehicle = Registry::pledge_vehicle(~vin: Vin, ~kind: EncumbranceKind, holder: AccountId, reference: Digest);
	impose_lock = Registry::impose_lock(~vin: Vin, ~kind: EncumbranceKind, holder: AccountId, reference: Digest, ~role: Role);
	release_encumbrance = Registry::release_encumbrance(~vin: Vin, id: u32);
	bind_device = Registry::bind_device(~vin: Vin, key: DeviceKey, proof: DeviceSignature);
	unbind_device = Registry::unbind_device(~vin: Vin, key: DeviceKey);
	clear_clone_suspicion = Registry::clear_clone_suspicion(~vin: Vin, evidence: Digest, ~role: Role);

	dispute_record = Records::dispute_record(~vin: Vin, seq: u32, evidence: Digest);
	answer_dispute = Records::answer_dispute(~vin: Vin, seq: u32, statement: Digest);
	withdraw_dispute = Records::withdraw_dispute(~vin: Vin, seq: u32);
	confirm_use = Records::confirm_use(~vin: Vin, seq: u32, ~role: Role);

	submit_batch = Telemetry::submit_batch(~header: BatchHeader, signature: DeviceSignature);
	report_fork = Telemetry::report_fork(sequence: u32, ~header: BatchHeader, signature: DeviceSignature);
	write_off_gap = Telemetry::write_off_gap(device: DeviceKey, to: u32);
}

pub fn set_status(vin: Vin, status: VehicleStatus, role: Option<Role>) -> RuntimeCall {
	RuntimeCall::VehicleRegistry(Registry::set_status {
		vin: Static(vin),
		status: Static(status),
		role: role.map(Static),
	})
}

pub fn append_record(vin: Vin, entry: RecordEntry, after: Option<ReadingId>) -> RuntimeCall {
	RuntimeCall::ConditionRecords(Records::append_record {
		vin: Static(vin),
		entry: Static(entry),
		after: after.map(Static),
	})
}

pub fn append_records(entries: Vec<(Vin, RecordEntry, Option<ReadingId>)>) -> RuntimeCall {
	let entries = entries
		.into_iter()
		.map(|(vin, entry, after)| (Static(vin), Static(entry), after.map(Static)))
		.collect();
	RuntimeCall::ConditionRecords(Records::append_records { entries: BoundedVec(entries) })
}

pub fn supersede_record(
	vin: Vin,
	seq: u32,
	entry: RecordEntry,
	after: Option<ReadingId>,
) -> RuntimeCall {
	RuntimeCall::ConditionRecords(Records::supersede_record {
		vin: Static(vin),
		seq,
		entry: Static(entry),
		after: after.map(Static),
	})
}

pub fn resolve_dispute(
	vin: Vin,
	seq: u32,
	ruling: Ruling,
	after: Option<ReadingId>,
) -> RuntimeCall {
	RuntimeCall::ConditionRecords(Records::resolve_dispute {
		vin: Static(vin),
		seq,
		ruling: Static(ruling),
		after: after.map(Static),
	})
}

pub fn disclose_sample(
	device: DeviceKey,
	sequence: u32,
	index: u32,
	sample: Sample,
	siblings: Vec<Digest>,
) -> RuntimeCall {
	RuntimeCall::Telemetry(Telemetry::disclose_sample {
		device,
		sequence,
		index,
		sample: Static(sample),
		siblings: BoundedVec(siblings),
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

fn of_committee(committee: Committee, call: Collective) -> RuntimeCall {
	match committee {
		Committee::Arbiters => RuntimeCall::Arbiters(call),
		Committee::Executive => RuntimeCall::ExecutiveCommittee(call),
		Committee::Risk => RuntimeCall::RiskCommittee(call),
		Committee::Personnel => RuntimeCall::PersonnelCommittee(call),
		Committee::Audit => RuntimeCall::AuditCommittee(call),
	}
}

pub fn propose(
	committee: Committee,
	threshold: u32,
	motion: RuntimeCall,
	length_bound: u32,
) -> RuntimeCall {
	let proposal = Box::new(motion);
	of_committee(committee, Collective::propose { threshold, proposal, length_bound })
}

pub fn vote(committee: Committee, motion: Digest, index: u32, approve: bool) -> RuntimeCall {
	of_committee(committee, Collective::vote { proposal: H256(motion), index, approve })
}

pub fn close(
	committee: Committee,
	motion: Digest,
	index: u32,
	(ref_time, proof_size): (u64, u64),
	length_bound: u32,
) -> RuntimeCall {
	let proposal_weight_bound = Weight { ref_time, proof_size };
	let proposal_hash = H256(motion);
	of_committee(
		committee,
		Collective::close { proposal_hash, index, proposal_weight_bound, length_bound },
	)
}

pub fn set_session_keys([aura, grandpa]: [Digest; 2], proof: Vec<u8>) -> RuntimeCall {
	let keys = SessionKeys { aura: AuraKey(aura), grandpa: GrandpaKey(grandpa) };
	RuntimeCall::Session(pallet_session::pallet::Call::set_keys { keys, proof })
}

pub fn register_validator() -> RuntimeCall {
	RuntimeCall::ValidatorSet(pallet_validator_set::pallet::Call::register_validator)
}

pub fn plan(call: Vec<u8>) -> RuntimeCall {
	let call = Bounded::Inline(BoundedVec(call));
	RuntimeCall::Enactment(pallet_enactment::pallet::Call::plan_call { call })
}

pub fn authorize_upgrade(code: Digest) -> RuntimeCall {
	RuntimeCall::System(frame_system::pallet::Call::authorize_upgrade { code_hash: H256(code) })
}

pub fn apply_upgrade(code: Vec<u8>) -> RuntimeCall {
	RuntimeCall::System(frame_system::pallet::Call::apply_authorized_upgrade { code })
}

/// Text in quotes is its bytes: the chain knows no other text.
fn parse_text(input: &mut &str) -> Option<Result<Value<()>, ParseError>> {
	if !input.starts_with('"') {
		return None;
	}
	let (value, rest) = from_str(input);
	*input = rest;
	Some(value.map(|value| match value.as_str() {
		Some(text) => Value::from_bytes(text),
		None => value,
	}))
}

/// The call that a person wrote as text.
pub fn parse(name: &str, arguments: &str, metadata: &Metadata) -> Result<RuntimeCall, Error> {
	let not_a_call =
		|reason: String| Error::NotACall { text: format!("{name} {arguments}"), reason };
	let (pallet, call) =
		name.split_once('.').ok_or_else(|| not_a_call("write it as Pallet.call".into()))?;
	let arguments = if arguments.trim().is_empty() { "()" } else { arguments };
	let (value, rest) = from_str_custom()
		.add_custom_parser(parse_hex)
		.add_custom_parser(parse_ss58)
		.add_custom_parser(parse_text)
		.parse(arguments);
	let value = value.map_err(|error| not_a_call(error.to_string()))?;
	if !rest.trim().is_empty() {
		return Err(not_a_call(format!("nothing may follow the arguments, and `{rest}` does")));
	}
	let ValueDef::Composite(fields) = value.value else {
		return Err(not_a_call("write the arguments as { name: value, … }".into()));
	};
	let call = Value::variant(pallet, Composite::unnamed([Value::variant(call, fields)]));
	let (id, types) = (metadata.outer_enums().call_enum_ty(), metadata.types());
	let bytes = call.encode_as_type(id, types).map_err(|error| not_a_call(error.to_string()))?;
	RuntimeCall::decode_as_type(&mut &bytes[..], id, types)
		.map_err(|error| not_a_call(error.to_string()))
}

#[cfg(test)]
mod tests {
	use crate::{
		generated::METADATA, Call, Locator, Odometer, ReadingId, RecordClass, RecordEntry, Role,
		Vin,
	};
	use codec::{Decode, Encode};
	use subxt::Metadata;

	#[test]
	fn texts_of_an_operator_are_bytes_of_the_chain() {
		let metadata = crate::generated::metadata();
		let name = r#"{ full_name: ("VehicleLoans", "offer_loan") }"#;
		let call = super::parse("TxPause.pause", name, &metadata).unwrap();
		let encoded = super::encode(&call, &metadata).unwrap();
		let expected = (b"VehicleLoans".to_vec(), b"offer_loan".to_vec()).encode();
		assert_eq!(encoded[2..], expected);
		let open = super::parse("TxPause.pause", r#"{ full_name: ("Vehicle }"#, &metadata);
		assert!(open.is_err());
	}

	#[test]
	fn a_record_is_encoded_as_the_ledger_protocol_says() {
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let entry = RecordEntry {
			odometer: Some(Odometer::from_metres(52_375_000)),
			locator: Locator::try_from(b"cid".to_vec()).unwrap(),
			..RecordEntry::new(RecordClass::Inspection, 1_285_113_600_000, b"payload")
		}
		.in_role(Role::Inspector);
		let call = Call::append_record(vin, entry.clone(), Some(ReadingId::Record(7)));
		let encoded = super::encode(&call.0, &metadata).unwrap();
		let expected = (
			vin,
			entry.class,
			entry.role,
			entry.observed_at,
			entry.odometer,
			entry.odometer_after,
			entry.payload_hash,
			entry.locator,
			entry.is_sealed,
			(1u8, 0u8, 7u32),
		)
			.encode();
		assert_eq!(encoded[2..], expected);
	}

	#[test]
	fn a_batch_holds_the_calls_it_was_given() {
		let metadata = Metadata::decode(&mut &METADATA[..]).unwrap();
		let vin = Vin::parse("VF3PNCFAC88186458").unwrap();
		let one = Call::append_record(vin, RecordEntry::new(RecordClass::Other, 0, b""), None);
		let inner = super::encode(&one.0, &metadata).unwrap();
		let batch = super::encode(&Call::batch(vec![one.clone(), one]).0, &metadata).unwrap();
		assert_eq!(batch[3..], [inner.clone(), inner].concat());
	}
}
