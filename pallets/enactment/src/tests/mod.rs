//! One file per call, and one each for the invariants and for what clients ask.

use crate::{mock::*, Error, Event, NextPlan, Plan, Plans};
use codec::Encode;
use frame_support::{
	assert_err, assert_noop, assert_ok, hypothetically,
	traits::{Bounded, QueryPreimage},
	weights::Weight,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError::{self, BadOrigin},
	DispatchResult,
};

mod enact_plan;
mod expedite_plan;
mod plan_call;
mod try_state;
mod veto_plan;
mod view_functions;
mod withdraw_plan;

/// Every origin but that of `who`: the others of the mock, root, and none.
fn all_but(who: AccountId) -> Vec<RuntimeOrigin> {
	let others = (EXECUTIVE..=PAYEE).filter(|other| *other != who).map(signed);
	others.chain([root(), RuntimeOrigin::none()]).collect()
}

fn is_requested(call: &RuntimeCall) -> bool {
	<Preimage as QueryPreimage>::is_requested(&BlakeTwo256::hash_of(call))
}

fn is_there(call: &RuntimeCall) -> bool {
	<Preimage as QueryPreimage>::len(&BlakeTwo256::hash_of(call)).is_some()
}

/// Plans new code, which [`CLERK`] notes.
fn plan_upgrade() {
	note(&upgrade());
	assert_ok!(Enactment::plan_call(signed(EXECUTIVE), lookup(&upgrade())));
}

/// Nothing is left of any plan, and nothing is scheduled.
fn assert_nothing_is_planned() {
	assert_eq!(Plans::<Test>::count(), 0);
	assert_eq!(pallet_scheduler::Agenda::<Test>::iter().count(), 0);
	assert_eq!(pallet_scheduler::Lookup::<Test>::iter().count(), 0);
}

/// What lets the scheduler look at one plan, and not enact it.
fn scheduler_alone() -> Weight {
	use pallet_scheduler::WeightInfo;
	<()>::service_agendas_base()
		.saturating_add(<()>::service_agenda_base(MAX_SCHEDULED))
		.saturating_add(<()>::service_task_named())
}

/// What lets the scheduler enact a plan of such a call, and only look at another one.
fn room_for_one(call: &RuntimeCall) -> Weight {
	use pallet_scheduler::WeightInfo;
	let booked = weight_of(call).saturating_mul(11).saturating_div(10);
	scheduler_alone()
		.saturating_add(<()>::service_task_named())
		.saturating_add(<()>::execute_dispatch_unsigned())
		.saturating_add(booked)
}

/// What the enactment of an inline call weighs with it.
fn weight_of(call: &RuntimeCall) -> Weight {
	use frame_support::dispatch::GetDispatchInfo;
	Weight::from_parts(1_000, 0) + call.get_dispatch_info().call_weight
}
