//! The foundation at work: committees plan and veto, appoint and pay, stop and audit.

mod common;

use carx_primitives::Role;
use carxchain_runtime::{
	configs::{
		dynamic_params::{condition_records, foundation, risk_limits},
		AuditInstance, ExecutiveInstance, PersonnelInstance, RiskInstance, RuntimeParameters,
		NEVER_STOPPED,
	},
	genesis, AccountId, Balance, Balances, BlockNumber, Enactment, Participants, Runtime,
	RuntimeCall, RuntimeOrigin, SessionKeys, Treasury, ValidatorSet, DAYS, HOURS, MILLI, UNIT,
};
use codec::Encode;
use common::{committees::*, *};
use frame_support::{
	traits::{fungible::Inspect, Bounded, Get, GetCallMetadata},
	BoundedVec,
};
use frame_system::Call as System;
use pallet_enactment::Call as Enact;
use pallet_treasury::Call as Pay;
use sp_runtime::{traits::Dispatchable, DispatchError, MultiAddress};

fn executive(call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	decide::<ExecutiveInstance>(&EXECUTIVE, call)
}

fn risk(call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	decide::<RiskInstance>(&RISK, call)
}

fn personnel(call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	decide::<PersonnelInstance>(&PERSONNEL, call)
}

fn audit(call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	decide::<AuditInstance>(&AUDIT, call)
}

/// A chain that is governed as one that matters.
fn network(story: impl FnOnce()) {
	on_preset(genesis::LOCAL_PRESET, story);
}

/// The plan of a call that is short enough to be given as it is.
fn plan(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let bytes = BoundedVec::try_from(call.into().encode()).expect("a short call");
	Enact::plan_call { call: Bounded::Inline(bytes) }.into()
}

fn authorize(code: [u8; 32]) -> RuntimeCall {
	System::authorize_upgrade { code_hash: code.into() }.into()
}

fn authorized() -> Option<[u8; 32]> {
	carxchain_runtime::System::authorized_upgrade().map(|upgrade| upgrade.code_hash().0)
}

fn set(parameter: impl Into<RuntimeParameters>) -> RuntimeCall {
	pallet_parameters::Call::set_parameter { key_value: parameter.into() }.into()
}

fn max_skew(milliseconds: u64) -> RuntimeCall {
	set(RuntimeParameters::ConditionRecords(condition_records::Parameters::MaxClockSkew(
		condition_records::MaxClockSkew,
		Some(milliseconds),
	)))
}

#[test]
fn an_upgrade_takes_effect_when_nobody_vetoed_it_in_time() {
	network(|| {
		executive(plan(authorize([7; 32]))).unwrap();
		let due = Enactment::plan(0).expect("was planned").due;
		assert_eq!(due, carxchain_runtime::System::block_number() + 2 * DAYS);
		jump_to(due - 1);
		assert_eq!(authorized(), None);
		next_block();
		assert_eq!(authorized(), Some([7; 32]));
		assert!(Enactment::plan(0).is_none());
	});
}

#[test]
fn the_risk_committee_vetoes_until_the_last_block() {
	network(|| {
		executive(plan(authorize([7; 32]))).unwrap();
		let due = Enactment::plan(0).expect("was planned").due;
		jump_to(due - 1);
		risk(Enact::veto_plan { id: 0 }).unwrap();
		jump_to(due + 10);
		assert_eq!(authorized(), None);
		let gone = pallet_enactment::Error::<Runtime>::NotFound;
		assert_eq!(risk(Enact::veto_plan { id: 0 }), Err(gone.into()));
	});
}

#[test]
fn two_committees_together_need_not_wait() {
	network(|| {
		executive(plan(authorize([7; 32]))).unwrap();
		risk(Enact::expedite_plan { id: 0 }).unwrap();
		next_block();
		assert_eq!(authorized(), Some([7; 32]));
	});
}

#[test]
fn no_committee_acts_in_the_field_of_another() {
	network(|| {
		let bad = Err(DispatchError::BadOrigin);
		assert_eq!(risk(plan(authorize([7; 32]))), bad);
		assert_eq!(executive(Enact::veto_plan { id: 0 }), bad);
		assert_eq!(executive(Enact::expedite_plan { id: 0 }), bad);
		// Nor is there a short cut to root.
		assert_eq!(executive(authorize([7; 32])), bad);
		assert_eq!(executive(max_skew(1)), Ok(()));
		assert_eq!(risk(max_skew(1)), bad);
	});
}

#[test]
fn the_executive_committee_tunes_the_ledger_and_the_risk_committee_its_limits() {
	network(|| {
		executive(max_skew(30_000)).unwrap();
		assert_eq!(condition_records::MaxClockSkew::get(), 30_000);
		let limit = set(RuntimeParameters::RiskLimits(risk_limits::Parameters::MaxLoan(
			risk_limits::MaxLoan,
			Some(5 * UNIT),
		)));
		assert_eq!(executive(limit.clone()), Err(DispatchError::BadOrigin));
		risk(limit).unwrap();
		assert_eq!(risk_limits::MaxLoan::get(), 5 * UNIT);
	});
}

#[test]
fn the_time_for_a_veto_is_shortened_by_a_plan_alone() {
	network(|| {
		let shorter = set(RuntimeParameters::Foundation(foundation::Parameters::EnactmentDelay(
			foundation::EnactmentDelay,
			Some(10),
		)));
		assert_eq!(executive(shorter.clone()), Err(DispatchError::BadOrigin));
		executive(plan(shorter)).unwrap();
		risk(Enact::expedite_plan { id: 0 }).unwrap();
		next_block();
		assert_eq!(foundation::EnactmentDelay::get(), 10);
	});
}

#[test]
fn the_personnel_committee_appoints_and_nobody_appoints_themselves() {
	network(|| {
		let members = |old: &[sp_keyring::Sr25519Keyring]| {
			let new_members: Vec<AccountId> = old.iter().map(|key| account(*key)).collect();
			(new_members, None, 3)
		};
		let (new_members, prime, old_count) = members(&[Alice, Bob, Ferdie]);
		let executive_call = pallet_collective::Call::<Runtime, ExecutiveInstance>::set_members {
			new_members: new_members.clone(),
			prime: prime.clone(),
			old_count,
		};
		let own_call = pallet_collective::Call::<Runtime, PersonnelInstance>::set_members {
			new_members,
			prime,
			old_count,
		};
		assert_eq!(executive(executive_call.clone()), Err(DispatchError::BadOrigin));
		personnel(executive_call).unwrap();
		let expected = {
			let mut members = vec![account(Alice), account(Bob), account(Ferdie)];
			members.sort();
			members
		};
		assert_eq!(pallet_collective::Members::<Runtime, ExecutiveInstance>::get(), expected);
		assert_eq!(personnel(own_call.clone()), Err(DispatchError::BadOrigin));
		decide::<ExecutiveInstance>(&[Alice, Bob, Ferdie], own_call).unwrap();
	});
}

#[test]
fn the_personnel_committee_accredits_a_registrar() {
	network(|| {
		let call = pallet_participants::Call::accredit {
			who: account(Ferdie),
			role: Role::Registrar,
			scope: Default::default(),
			expires_at: None,
		};
		ok(
			Ferdie,
			pallet_participants::Call::register {
				kind: pallet_participants::ParticipantKind::Organisation,
				profile_hash: [1; 32],
			},
		);
		assert_eq!(executive(call.clone()), Err(DispatchError::BadOrigin));
		personnel(call).unwrap();
		let found = Participants::participant(account(Ferdie)).expect("is registered");
		assert!(found.accreditations.iter().any(|given| given.role == Role::Registrar));
	});
}

fn payment(amount: Balance, to: AccountId, valid_from: Option<BlockNumber>) -> RuntimeCall {
	let beneficiary = Box::new(MultiAddress::Id(to));
	Pay::spend { asset_kind: Box::new(()), amount, beneficiary, valid_from }.into()
}

#[test]
fn the_treasury_pays_what_was_approved_and_the_risk_committee_did_not_void() {
	network(|| {
		let auditor = AccountId::new([9; 32]);
		personnel(payment(500 * UNIT, auditor.clone(), None)).unwrap();
		personnel(payment(700 * UNIT, auditor.clone(), None)).unwrap();
		risk(Pay::void_spend { index: 1 }).unwrap();
		ok(Ferdie, Pay::payout { index: 0 });
		assert_eq!(Balances::balance(&auditor), 500 * UNIT);
		let gone = pallet_treasury::Error::<Runtime>::InvalidIndex;
		refused(Ferdie, Pay::payout { index: 1 }, gone);
		let too_much = payment(foundation::MaxPayment::get() + 1, auditor, None);
		let denied = pallet_treasury::Error::<Runtime>::InsufficientPermission;
		assert_eq!(personnel(too_much), Err(denied.into()));
	});
}

#[test]
fn a_salary_is_a_payment_every_month_until_it_is_cancelled() {
	network(|| {
		let clerk = AccountId::new([9; 32]);
		let month = 30 * DAYS;
		let first = carxchain_runtime::System::block_number() + 10;
		personnel(pallet_scheduler::Call::schedule {
			when: first,
			maybe_periodic: Some((month, 12)),
			priority: 0,
			call: Box::new(payment(100 * UNIT, clerk.clone(), None)),
		})
		.unwrap();
		// The block after: one that ends a session has no room for extrinsics.
		let payday = |number: BlockNumber| {
			jump_to(number);
			next_block();
		};
		payday(first);
		ok(Ferdie, Pay::payout { index: 0 });
		payday(first + month);
		ok(Ferdie, Pay::payout { index: 1 });
		assert_eq!(Balances::balance(&clerk), 200 * UNIT);
		// All three agree now, where two did before.
		let cancel =
			RuntimeCall::from(pallet_scheduler::Call::cancel { when: first + 2 * month, index: 0 });
		let all = pallet_collective::RawOrigin::<AccountId, PersonnelInstance>::Members(3, 3);
		cancel.dispatch(RuntimeOrigin::from(all)).unwrap();
		payday(first + 2 * month);
		let gone = pallet_treasury::Error::<Runtime>::InvalidIndex;
		refused(Ferdie, Pay::payout { index: 2 }, gone);
	});
}

#[test]
fn a_fifth_of_each_fee_goes_to_the_treasury() {
	network(|| {
		let (treasury, issuance) =
			(Balances::balance(&Treasury::account_id()), Balances::total_issuance());
		let before = Balances::balance(&account(Ferdie));
		ok(Ferdie, System::remark { remark: vec![0; 1_000] });
		let fee = before - Balances::balance(&account(Ferdie));
		let share = Balances::balance(&Treasury::account_id()) - treasury;
		assert_eq!(share, fee / 5);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn an_emergency_stop_closes_all_but_governance_and_passes() {
	network(|| {
		risk(pallet_safe_mode::Call::force_enter {}).unwrap();
		let transfer = || pallet_balances::Call::transfer_keep_alive {
			dest: MultiAddress::Id(account(Bob)),
			value: MILLI,
		};
		let closed = frame_system::Error::<Runtime>::CallFiltered;
		refused(Ferdie, transfer(), closed);
		// A wrapper does not get round it.
		let calls = vec![transfer().into()];
		let wrapped = frame_system::Error::<Runtime>::CallFiltered;
		refused(Ferdie, pallet_utility::Call::batch_all { calls }, wrapped);
		// Committees decide on.
		executive(max_skew(30_000)).unwrap();
		risk(pallet_safe_mode::Call::force_extend {}).unwrap();
		risk(pallet_safe_mode::Call::force_exit {}).unwrap();
		ok(Ferdie, transfer());

		risk(pallet_safe_mode::Call::force_enter {}).unwrap();
		jump_to(carxchain_runtime::System::block_number() + 6 * HOURS + 2);
		// Past the block that ends a session, which has no room.
		next_block();
		ok(Ferdie, transfer());
	});
}

#[test]
fn the_risk_committee_pauses_single_calls_but_none_that_governs() {
	network(|| {
		let name = |pallet: &str, call: &str| {
			let bounded = |text: &str| BoundedVec::try_from(text.as_bytes().to_vec()).unwrap();
			(bounded(pallet), bounded(call))
		};
		let full_name = name("Balances", "transfer_keep_alive");
		risk(pallet_tx_pause::Call::pause { full_name: full_name.clone() }).unwrap();
		let transfer = || pallet_balances::Call::transfer_keep_alive {
			dest: MultiAddress::Id(account(Bob)),
			value: MILLI,
		};
		refused(Ferdie, transfer(), frame_system::Error::<Runtime>::CallFiltered);
		ok(
			Ferdie,
			pallet_balances::Call::transfer_allow_death {
				dest: MultiAddress::Id(account(Bob)),
				value: MILLI,
			},
		);
		risk(pallet_tx_pause::Call::unpause { ident: full_name }).unwrap();
		ok(Ferdie, transfer());

		for (pallet, call) in
			[("RiskCommittee", "vote"), ("Enactment", "veto_plan"), ("System", "remark")]
		{
			let full_name = name(pallet, call);
			let unpausable = pallet_tx_pause::Error::<Runtime>::Unpausable;
			let pause = pallet_tx_pause::Call::pause { full_name };
			assert_eq!(risk(pause), Err(unpausable.into()), "{pallet}.{call}");
		}
	});
}

#[test]
fn what_is_never_stopped_are_pallets_of_this_chain_and_no_name_is_too_long_to_pause() {
	let pallets = RuntimeCall::get_module_names();
	for name in NEVER_STOPPED {
		assert!(pallets.contains(&name), "{name} is no pallet with calls");
	}
	for pallet in pallets {
		for call in RuntimeCall::get_call_names(pallet) {
			assert!(pallet.len() < 64 && call.len() < 64, "{pallet}.{call}");
		}
	}
}

#[test]
fn validators_are_admitted_by_the_executive_committee() {
	network(|| {
		let generated = SessionKeys::generate(&account(Eve).encode(), None);
		let (keys, proof) = (generated.keys, generated.proof.encode());
		ok(Eve, pallet_session::Call::set_keys { keys, proof });
		ok(Eve, pallet_validator_set::Call::register_validator {});
		let admit = pallet_validator_set::Call::admit_validator { who: account(Eve) };
		assert_eq!(risk(admit.clone()), Err(DispatchError::BadOrigin));
		executive(admit).unwrap();
		// The set is queued in one session and takes over in the next.
		let length = ValidatorSet::rules().session_length;
		let active = || pallet_session::Validators::<Runtime>::get().contains(&account(Eve));
		jump_to(length);
		assert!(!active());
		jump_to(2 * length);
		jump_to(3 * length);
		assert!(active());
	});
}

#[test]
fn the_audit_committee_publishes_and_the_executive_committee_answers() {
	network(|| {
		audit(pallet_audits::Call::publish_audit {
			subject: pallet_audits::Subject::Accounts,
			report: [1; 32],
			locator: Default::default(),
		})
		.unwrap();
		let by = carxchain_runtime::System::block_number() + DAYS;
		audit(pallet_audits::Call::add_finding {
			audit: 0,
			description: [2; 32],
			severity: pallet_audits::Severity::High,
			answer_by: Some(by),
		})
		.unwrap();
		jump_to(by + 1);
		let findings = carxchain_runtime::Audits::findings(0);
		assert!(findings[0].is_overdue);
		let answer = pallet_audits::Call::answer_finding { audit: 0, finding: 0, answer: [3; 32] };
		assert_eq!(risk(answer.clone()), Err(DispatchError::BadOrigin));
		executive(answer).unwrap();
		let closed = pallet_audits::FindingStatus::Resolved;
		audit(pallet_audits::Call::set_finding_status { audit: 0, finding: 0, status: closed })
			.unwrap();
	});
}
