//! Who may call what: every call of the ledger with every kind of origin that it does not take.

mod common;

use carx_primitives::{Condition, EncumbranceKind, Role, VehicleStatus};
use carxchain_runtime::{Runtime, RuntimeCall, RuntimeOrigin};
use common::{
	devices::{sample, Device},
	*,
};
use frame_support::traits::GetCallMetadata;
use pallet_condition_records::{Call as Records, Ruling};
use pallet_participants::{Call as Participation, ParticipantKind, RelationKind};
use pallet_telemetry::Call as Driving;
use pallet_vehicle_registry::{Call as Registry, GranteeKind};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeSet;

/// The pallets of the ledger.
const LEDGER: [&str; 4] = ["Participants", "VehicleRegistry", "ConditionRecords", "Telemetry"];

/// Which origins a call takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Takes {
	/// A signature.
	Signed,
	/// Root.
	Root,
	/// Either.
	Both,
	/// Most of the arbiters.
	Arbiters,
}
use Takes::*;

fn participation() -> Vec<(Takes, RuntimeCall)> {
	let (who, role) = (account(WORKSHOP), Role::Workshop);
	let (to, from, kind) = (account(BUYER), account(OWNER), RelationKind::Club);
	let profile_hash = [0; 32];
	let scope = Default::default();
	let calls: Vec<(Takes, Participation<Runtime>)> = vec![
		(Signed, Participation::register { kind: ParticipantKind::Person, profile_hash }),
		(Signed, Participation::update_profile { profile_hash }),
		(Signed, Participation::deregister {}),
		(Both, Participation::accredit { who: who.clone(), role, scope, expires_at: None }),
		(Both, Participation::suspend { who: who.clone(), role, since: 0 }),
		(Both, Participation::reinstate { who: who.clone(), role }),
		(Both, Participation::withdraw { who, role }),
		(Signed, Participation::propose_relation { to: to.clone(), kind }),
		(Signed, Participation::accept_relation { from: from.clone(), kind }),
		(Signed, Participation::decline_relation { from: from.clone(), kind }),
		(Signed, Participation::withdraw_relation { to: to.clone(), kind }),
		(Signed, Participation::end_relation { from, to, kind }),
	];
	calls.into_iter().map(|(takes, call)| (takes, call.into())).collect()
}

fn registry() -> Vec<(Takes, RuntimeCall)> {
	let (vin, region, plate, key) = (car(), REGION, [2; 32], [3; 32]);
	let (to, holder, grantee) = (account(BUYER), account(WORKSHOP), account(WORKSHOP));
	let (kind, reference, evidence, role) =
		(EncumbranceKind::Loan, [4; 32], [5; 32], Role::Registrar);
	let condition = Condition::CloneSuspected;
	let applicant = account(OWNER);
	let (status, description) = (VehicleStatus::Stolen, description());
	let calls: Vec<(Takes, Registry<Runtime>)> = vec![
		(Signed, Registry::set_status { vin, status, role: None }),
		(
			Signed,
			Registry::grant_access {
				vin,
				grantee: grantee.clone(),
				kind: GranteeKind::Reader,
				classes: Default::default(),
				expires_at: None,
			},
		),
		(Signed, Registry::revoke_access { vin, grantee }),
		(
			Signed,
			Registry::apply_for_registration { vin, region, description: description.clone() },
		),
		(Signed, Registry::withdraw_application { vin }),
		(Signed, Registry::confirm_registration { vin, applicant, region, description }),
		(Signed, Registry::offer_title { vin, to: to.clone() }),
		(Signed, Registry::accept_title { vin }),
		(Signed, Registry::withdraw_title_offer { vin }),
		(Root, Registry::correct_owner { vin, to, evidence }),
		(Signed, Registry::bind_plate { vin, region, plate, from: 0 }),
		(Signed, Registry::unbind_plate { region, plate, until: 0 }),
		(Signed, Registry::pledge_vehicle { vin, kind, holder: holder.clone(), reference }),
		(Signed, Registry::impose_lock { vin, kind, holder, reference, role }),
		(Both, Registry::release_encumbrance { vin, id: 0 }),
		(Root, Registry::set_rule { condition, actions: None }),
		(Signed, Registry::bind_device { vin, key, proof: [0; 64] }),
		(Signed, Registry::unbind_device { vin, key }),
		(Signed, Registry::clear_clone_suspicion { vin, evidence, role }),
	];
	let calls = calls.into_iter().map(|(takes, call)| (takes, call.into()));
	calls.chain([(Signed, register(OWNER))]).collect()
}

fn records() -> Vec<(Takes, RuntimeCall)> {
	let (vin, seq, after) = (car(), 0, None);
	let entry = entry(carx_primitives::RecordClass::Other, 1);
	let entries = vec![(vin, entry.clone(), after)].try_into().unwrap();
	let calls: Vec<(Takes, Records<Runtime>)> = vec![
		(Signed, Records::append_record { vin, entry: entry.clone(), after }),
		(Signed, Records::append_records { entries }),
		(Signed, Records::supersede_record { vin, seq, entry, after }),
		(Signed, Records::dispute_record { vin, seq, evidence: [6; 32] }),
		(Signed, Records::answer_dispute { vin, seq, statement: [7; 32] }),
		(Signed, Records::withdraw_dispute { vin, seq }),
		(Arbiters, Records::resolve_dispute { vin, seq, ruling: Ruling::Rejected, after }),
		(Signed, Records::confirm_use { vin, seq, role: Role::Insurer }),
	];
	calls.into_iter().map(|(takes, call)| (takes, call.into())).collect()
}

fn driving() -> Vec<(Takes, RuntimeCall)> {
	let mut device = Device::new(1);
	let batch = device.drive((now() - 1, 1), (now(), 1));
	let (device, sequence) = (device.key(), 0);
	let (header, signature) = (batch.header().clone(), [0; 64]);
	let (sample, siblings) = (sample(now(), 1), Default::default());
	let calls: Vec<(Takes, Driving<Runtime>)> = vec![
		(Signed, Driving::submit_batch { header: header.clone(), signature }),
		(Signed, Driving::report_fork { sequence, header, signature }),
		(Signed, Driving::write_off_gap { device, to: 0 }),
		(Signed, Driving::disclose_sample { device, sequence, index: 0, sample, siblings }),
	];
	calls.into_iter().map(|(takes, call)| (takes, call.into())).collect()
}

fn all_calls() -> Vec<(Takes, RuntimeCall)> {
	[participation(), registry(), records(), driving()].concat()
}

/// So many of the three arbiters agree.
fn arbiters(agree: u32) -> RuntimeOrigin {
	pallet_collective::RawOrigin::Members(agree, 3).into()
}

fn is_bad(call: &RuntimeCall, origin: RuntimeOrigin) -> bool {
	let outcome = hypothetically(|| call.clone().dispatch(origin));
	outcome.is_err_and(|failure| failure.error == DispatchError::BadOrigin)
}

#[test]
fn the_table_has_every_call_of_the_ledger_once() {
	story(|| {
		let calls = all_calls();
		let listed = calls
			.iter()
			.map(|(_, call)| call.get_call_metadata())
			.map(|it| (it.pallet_name, it.function_name));
		let there_are = LEDGER.into_iter().flat_map(|pallet| {
			RuntimeCall::get_call_names(pallet).iter().map(move |name| (pallet, *name))
		});
		assert_eq!(listed.clone().count(), there_are.clone().count());
		assert_eq!(listed.collect::<BTreeSet<_>>(), there_are.collect());
	});
}

#[test]
fn no_call_takes_an_origin_that_is_not_meant_for_it() {
	story(|| {
		for (takes, call) in all_calls() {
			let name = call.get_call_metadata().function_name;
			let signed = RuntimeOrigin::signed(account(OWNER));
			let member = pallet_collective::RawOrigin::Member(account(REGISTRAR)).into();
			assert!(is_bad(&call, RuntimeOrigin::none()), "{name} without origin");
			assert!(is_bad(&call, member), "{name} by one arbiter");
			assert!(is_bad(&call, arbiters(1)), "{name} by one of three arbiters");
			assert_eq!(is_bad(&call, signed), matches!(takes, Root | Arbiters), "{name} signed");
			let root = RuntimeOrigin::root();
			assert_eq!(is_bad(&call, root), matches!(takes, Signed | Arbiters), "{name} by root");
			for agree in [2, 3] {
				assert_eq!(is_bad(&call, arbiters(agree)), takes != Arbiters, "{name} by {agree}");
			}
		}
	});
}
