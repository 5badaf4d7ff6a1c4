use super::*;

fn add_as(origin: RuntimeOrigin, audit: u32, answer_by: Option<u64>) -> DispatchResult {
	Audits::add_finding(origin, audit, DESCRIPTION, Severity::Critical, answer_by)
}

#[test]
fn enters_findings_by_number() {
	Chain.build_and_execute(|| {
		publish(Subject::Accounts);
		events();
		for (id, answer_by) in [(0, None), (1, Some(NOW + 1))] {
			assert_ok!(add_as(signed(AUDITOR), AUDIT, answer_by));
			let event = Event::FindingAdded {
				audit: AUDIT,
				finding: id,
				severity: Severity::Critical,
				description: DESCRIPTION,
				answer_by,
			};
			assert_eq!(events(), [event]);
			let entered = Finding {
				severity: Severity::Critical,
				description: DESCRIPTION,
				added_at: NOW,
				status: FindingStatus::Open,
				answer_by,
				missed: 0,
				answers: Default::default(),
			};
			assert_eq!(Findings::<Test>::get(AUDIT, id), Some(entered));
		}
		let audit = Audits::audit(AUDIT).unwrap();
		assert_eq!((audit.findings, audit.open), (2, 2));
	});
}

#[test]
fn fails_when_there_is_no_such_audit() {
	Chain.build_and_execute(|| {
		assert_noop!(add_as(signed(AUDITOR), 0, None), Error::<Test>::AuditNotFound);
	});
}

#[test]
fn fails_when_there_are_as_many_as_can_be() {
	Chain.build_and_execute(|| {
		publish(Subject::Accounts);
		for _ in 0..MAX_FINDINGS {
			add(AUDIT, None);
		}
		assert_noop!(add_as(signed(AUDITOR), AUDIT, None), Error::<Test>::TooManyFindings);
		MaxFindings::set(&(MAX_FINDINGS - 1));
		assert_noop!(add_as(signed(AUDITOR), AUDIT, None), Error::<Test>::TooManyFindings);
	});
}

#[test]
fn fails_when_the_answer_is_demanded_by_a_block_that_is_not_to_come() {
	Chain.build_and_execute(|| {
		publish(Subject::Accounts);
		for by in [0, NOW - 1, NOW] {
			let refused = add_as(signed(AUDITOR), AUDIT, Some(by));
			assert_noop!(refused, Error::<Test>::DeadlineInPast);
		}
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain::with_findings(|| {
		for origin in all_but(AUDITOR) {
			assert_noop!(add_as(origin, AUDIT, None), BadOrigin);
		}
	});
}
