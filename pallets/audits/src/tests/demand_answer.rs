use super::*;

fn demand_as(origin: RuntimeOrigin, by: u64) -> DispatchResult {
	Audits::demand_answer(origin, AUDIT, 0, by)
}

fn demanded(from: Option<u64>, by: u64) -> Event<Test> {
	Event::AnswerDemanded { audit: AUDIT, finding: 0, from, by }
}

#[test]
fn demands_an_answer_where_none_was_demanded() {
	Chain.build_and_execute(|| {
		publish(Subject::Participant(WORKSHOP));
		add(AUDIT, None);
		events();
		assert_ok!(demand_as(signed(AUDITOR), NOW + 1));
		assert_eq!(events(), [demanded(None, NOW + 1)]);
		assert_eq!(finding(AUDIT).answer_by, Some(NOW + 1));
	});
}

#[test]
fn demands_another_answer_even_by_an_earlier_block() {
	Chain::with_findings(|| {
		answer(WORKSHOP, AUDIT);
		events();
		assert_ok!(demand_as(signed(AUDITOR), BY - 1));
		assert_eq!(events(), [demanded(None, BY - 1)]);
	});
}

#[test]
fn puts_a_demand_off() {
	Chain::with_findings(|| {
		run_to(BY);
		assert_ok!(demand_as(signed(AUDITOR), BY + 1));
		assert_eq!(events(), [demanded(Some(BY), BY + 1)]);
		assert_eq!((finding(AUDIT).answer_by, finding(AUDIT).missed), (Some(BY + 1), 0));
	});
}

#[test]
fn counts_a_demand_that_was_missed_before_it_was_put_off() {
	Chain::with_findings(|| {
		run_to(BY + 1);
		assert_ok!(demand_as(signed(AUDITOR), BY + 2));
		assert_eq!(finding(AUDIT).missed, 1);
		answer(WORKSHOP, AUDIT);
		assert!(!finding(AUDIT).answers[0].is_late());
		assert_eq!(finding(AUDIT).missed, 1);
	});
}

#[test]
fn fails_when_it_would_be_brought_forward() {
	Chain::with_findings(|| {
		for by in [NOW + 1, BY] {
			assert_noop!(demand_as(signed(AUDITOR), by), Error::<Test>::DeadlineNotLater);
		}
	});
}

#[test]
fn fails_when_the_block_is_not_to_come() {
	Chain::with_findings(|| {
		run_to(BY + 5);
		for by in [0, BY + 1, BY + 5] {
			assert_noop!(demand_as(signed(AUDITOR), by), Error::<Test>::DeadlineInPast);
		}
	});
}

#[test]
fn fails_when_the_finding_is_closed() {
	Chain::with_findings(|| {
		set_status(FindingStatus::RiskAccepted);
		assert_noop!(demand_as(signed(AUDITOR), BY + 1), Error::<Test>::FindingClosed);
	});
}

#[test]
fn fails_when_there_is_no_room_for_the_answer() {
	Chain::with_findings(|| {
		exhaust_answers();
		assert_noop!(demand_as(signed(AUDITOR), BY), Error::<Test>::TooManyAnswers);
	});
}

#[test]
fn fails_when_there_is_no_such_finding() {
	Chain::with_findings(|| {
		let no_audit = Audits::demand_answer(signed(AUDITOR), 2, 0, BY + 1);
		assert_noop!(no_audit, Error::<Test>::AuditNotFound);
		let no_finding = Audits::demand_answer(signed(AUDITOR), AUDIT, 1, BY + 1);
		assert_noop!(no_finding, Error::<Test>::FindingNotFound);
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain::with_findings(|| {
		for origin in all_but(AUDITOR) {
			assert_noop!(demand_as(origin, BY + 1), BadOrigin);
		}
	});
}
