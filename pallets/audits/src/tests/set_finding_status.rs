use super::*;
use FindingStatus::{Open, Resolved, RiskAccepted, Withdrawn};

fn set_as(origin: RuntimeOrigin, status: FindingStatus) -> DispatchResult {
	Audits::set_finding_status(origin, AUDIT, 0, status)
}

fn open() -> u32 {
	Audits::audit(AUDIT).unwrap().open
}

#[test]
fn changes_any_status_to_any_other() {
	let all = [Open, Resolved, RiskAccepted, Withdrawn];
	for from in all {
		for to in all.into_iter().filter(|to| *to != from) {
			Chain::with_findings(|| {
				if from != Open {
					set_status(from);
				}
				events();
				assert_ok!(set_as(signed(AUDITOR), to));
				let event = Event::FindingStatusChanged { audit: AUDIT, finding: 0, from, to };
				assert_eq!(events(), [event]);
				assert_eq!(finding(AUDIT).status, to);
				assert_eq!(open(), u32::from(to == Open));
			});
		}
	}
}

#[test]
fn ends_a_demand_that_is_pending() {
	Chain::with_findings(|| {
		run_to(BY);
		set_status(Resolved);
		assert_eq!((finding(AUDIT).answer_by, finding(AUDIT).missed), (None, 0));
		set_status(Open);
		assert_eq!(finding(AUDIT).answer_by, None);
	});
}

#[test]
fn counts_a_demand_that_was_missed() {
	Chain::with_findings(|| {
		run_to(BY + 1);
		set_status(RiskAccepted);
		assert_eq!((finding(AUDIT).answer_by, finding(AUDIT).missed), (None, 1));
	});
}

#[test]
fn keeps_the_answers() {
	Chain::with_findings(|| {
		answer(WORKSHOP, AUDIT);
		for status in [Resolved, Withdrawn, Open] {
			set_status(status);
			assert_eq!(finding(AUDIT).answers.len(), 1);
		}
	});
}

#[test]
fn fails_when_it_is_the_same() {
	Chain::with_findings(|| {
		assert_noop!(set_as(signed(AUDITOR), Open), Error::<Test>::StatusUnchanged);
		set_status(Resolved);
		assert_noop!(set_as(signed(AUDITOR), Resolved), Error::<Test>::StatusUnchanged);
	});
}

#[test]
fn fails_when_there_is_no_such_finding() {
	Chain::with_findings(|| {
		let no_audit = Audits::set_finding_status(signed(AUDITOR), 2, 0, Resolved);
		assert_noop!(no_audit, Error::<Test>::AuditNotFound);
		let no_finding = Audits::set_finding_status(signed(AUDITOR), AUDIT, 1, Resolved);
		assert_noop!(no_finding, Error::<Test>::FindingNotFound);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain::with_findings(|| {
		for origin in all_but(AUDITOR) {
			assert_noop!(set_as(origin, Resolved), BadOrigin);
		}
	});
}
