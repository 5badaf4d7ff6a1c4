use super::*;
use crate::{pallet::AuditOf, Audits as Entries};

/// Breaks the state of a chain with two audits that have a finding each, expects the finding, and mends the state again.
fn finds(found: &'static str, break_state: impl FnOnce()) {
	Chain::with_findings(|| {
		hypothetically!({
			break_state();
			assert_err!(Audits::do_try_state(), found);
		});
	});
}

fn change_audit(change: impl FnOnce(&mut AuditOf<Test>)) {
	Entries::<Test>::mutate(AUDIT, |audit| change(audit.as_mut().unwrap()));
}

fn change(change: impl FnOnce(&mut Finding<u64>)) {
	Findings::<Test>::mutate(AUDIT, 0, |finding| change(finding.as_mut().unwrap()));
}

fn answers(list: &[(u64, Option<u64>)]) {
	let answers = list.iter().map(|(answered_at, answer_by)| {
		let (answered_at, answer_by) = (*answered_at, *answer_by);
		Answer { digest: ANSWER, answered_at, answer_by }
	});
	let answers: Vec<_> = answers.collect();
	change(|finding| finding.answers = BoundedVec::try_from(answers).unwrap());
}

#[test]
fn finds_an_audit_that_is_none_or_missing() {
	finds("an audit is missing", || NextAudit::<Test>::put(3));
	finds("an audit has a number that was not given", || {
		let audit = Entries::<Test>::take(BOOKS).unwrap();
		Entries::<Test>::insert(7, audit);
	});
	finds("findings are counted wrongly", || change_audit(|audit| audit.findings = 2));
	finds("open ones are counted wrongly", || change_audit(|audit| audit.open = 0));
}

#[test]
fn finds_a_finding_that_is_none() {
	finds("a finding is of no audit", || Findings::<Test>::insert(7, 0, finding(AUDIT)));
	finds("a finding has a number that was not given", || {
		let finding = Findings::<Test>::take(AUDIT, 0).unwrap();
		Findings::<Test>::insert(AUDIT, 1, finding);
	});
	finds("a finding is older than its audit", || change(|it| it.added_at = NOW - 1));
	finds("a finding is of the future", || change(|it| it.added_at = NOW + 1));
}

#[test]
fn finds_a_demand_that_is_none() {
	finds("a finding that is closed has a demand", || {
		change_audit(|audit| audit.open = 0);
		change(|it| it.status = FindingStatus::Resolved);
	});
	finds("an answer is demanded that there is no room for", || {
		answers(&[(NOW, Some(BY)); MAX_ANSWERS as usize]);
	});
}

#[test]
fn finds_an_answer_that_is_none() {
	finds("a late answer is not counted as missed", || answers(&[(NOW, Some(NOW - 1))]));
	finds("answers are not in their order", || {
		answers(&[(NOW, None), (NOW - 1, Some(BY))]);
	});
	finds("nobody demanded an answer", || answers(&[(NOW, None), (NOW, None)]));
	finds("an answer is of the future", || answers(&[(NOW + 1, None)]));
}
