//! One file per call, and one each for genesis, origins, invariants, and what other pallets and clients ask.

use crate::{
	mock::*, Accreditations, Error, Event, HoldReason, ParticipantKind, Participants, RelatedPairs,
	RelationKey, RelationKind, Relations, RelationsTo, Reputations, Suspension, Suspensions, Term,
};
use carx_primitives::{
	Accreditations as _, RecordClass, RecordClasses, Region, ReputationFact, ReputationLog, Role,
	Scope, WriteRight,
};
use codec::Decode;
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, traits::Time};
use sp_runtime::{DispatchError::BadOrigin, TokenError::FundsUnavailable};

mod accept_relation;
mod accredit;
mod accreditations;
mod decline_relation;
mod deregister;
mod end_relation;
mod genesis;
mod origins;
mod propose_relation;
mod register;
mod reinstate;
mod reputation;
mod suspend;
mod try_state;
mod update_profile;
mod view_functions;
mod withdraw;
mod withdraw_relation;

/// Whether [`WORKSHOP`] may act as one at the present time.
fn workshop_acts() -> bool {
	Directory::acts_as(&WORKSHOP, Role::Workshop, Timestamp::now())
}

/// Since when what [`WORKSHOP`] did as one is doubtful.
fn doubtful_since() -> Option<carx_primitives::Moment> {
	<Directory as carx_primitives::Accreditations<AccountId>>::suspended_since(
		&WORKSHOP,
		Role::Workshop,
	)
}

/// Governance suspends [`REGISTRAR`].
fn suspend_registrar(since: carx_primitives::Moment) {
	assert_ok!(Directory::suspend(RuntimeOrigin::root(), REGISTRAR, Role::Registrar, since));
}

fn relations_counted(who: AccountId) -> u32 {
	Participants::<Test>::get(who).unwrap().relations
}

fn is_related() -> bool {
	Directory::are_related(&WORKSHOP, &DRIVER)
}
