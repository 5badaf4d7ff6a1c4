//! One file per call, and one each for the rules, the invariants and for what clients ask.

use crate::{
	mock::*, Answer, Audit, Error, Event, Finding, FindingStatus, Findings, NextAudit, Severity,
	Subject, MAX_ANSWERS,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, BoundedVec};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};

mod add_finding;
mod answer_finding;
mod demand_answer;
mod publish_audit;
mod rules;
mod set_finding_status;
mod try_state;
mod view_functions;

/// Every origin but that of `who`: the others of the mock, root, and none.
fn all_but(who: AccountId) -> Vec<RuntimeOrigin> {
	let others = (AUDITOR..=STRANGER).filter(|other| *other != who).map(signed);
	others.chain([RuntimeOrigin::root(), RuntimeOrigin::none()]).collect()
}

/// The first finding of an audit.
fn finding(audit: u32) -> Finding<u64> {
	Findings::<Test>::get(audit, 0).unwrap()
}

fn set_status(status: FindingStatus) {
	assert_ok!(Audits::set_finding_status(signed(AUDITOR), AUDIT, 0, status));
}

fn demand(by: u64) {
	assert_ok!(Audits::demand_answer(signed(AUDITOR), AUDIT, 0, by));
}

/// Has the finding of [`AUDIT`] answered as often as can be.
fn exhaust_answers() {
	answer(WORKSHOP, AUDIT);
	for _ in 1..MAX_ANSWERS {
		demand(BY);
		answer(WORKSHOP, AUDIT);
	}
}
