use super::*;

fn answer_as(origin: RuntimeOrigin, audit: u32) -> DispatchResult {
	Audits::answer_finding(origin, audit, 0, ANSWER)
}

fn answered(audit: u32, is_late: bool) -> Event<Test> {
	Event::FindingAnswered { audit, finding: 0, answer: ANSWER, is_late }
}

#[test]
fn a_participant_answers_in_the_last_block() {
	Chain::with_findings(|| {
		run_to(BY);
		assert_ok!(answer_as(signed(WORKSHOP), AUDIT));
		assert_eq!(events(), [answered(AUDIT, false)]);
		let answer = Answer { digest: ANSWER, answered_at: BY, answer_by: Some(BY) };
		assert_eq!(finding(AUDIT).answers.to_vec(), [answer]);
		assert_eq!((finding(AUDIT).answer_by, finding(AUDIT).missed), (None, 0));
		assert!(finding(AUDIT).is_open());
	});
}

#[test]
fn the_executive_answers_for_the_foundation() {
	Chain::with_findings(|| {
		assert_ok!(answer_as(signed(EXECUTIVE), BOOKS));
		assert_eq!(events(), [answered(BOOKS, false)]);
	});
}

#[test]
fn an_answer_after_the_last_block_is_late_for_ever() {
	Chain::with_findings(|| {
		run_to(BY + 1);
		assert_ok!(answer_as(signed(WORKSHOP), AUDIT));
		assert_eq!(events(), [answered(AUDIT, true)]);
		demand(BY + 10);
		answer(WORKSHOP, AUDIT);
		let is_late: Vec<_> = finding(AUDIT).answers.iter().map(Answer::is_late).collect();
		assert_eq!(is_late, [true, false]);
		assert_eq!(finding(AUDIT).missed, 1);
	});
}

#[test]
fn one_that_nobody_demanded_is_never_late() {
	Chain.build_and_execute(|| {
		publish(Subject::Participant(WORKSHOP));
		add(AUDIT, None);
		run_to(BY + 1);
		events();
		assert_ok!(answer_as(signed(WORKSHOP), AUDIT));
		assert_eq!(events(), [answered(AUDIT, false)]);
	});
}

#[test]
fn fails_when_it_is_answered_and_no_other_answer_is_demanded() {
	Chain::with_findings(|| {
		answer(WORKSHOP, AUDIT);
		assert_noop!(answer_as(signed(WORKSHOP), AUDIT), Error::<Test>::AlreadyAnswered);
		demand(BY);
		assert_ok!(answer_as(signed(WORKSHOP), AUDIT));
		assert_noop!(answer_as(signed(WORKSHOP), AUDIT), Error::<Test>::AlreadyAnswered);
	});
}

#[test]
fn fails_when_there_is_no_room_for_it() {
	Chain::with_findings(|| {
		exhaust_answers();
		hypothetically!({
			// A demand is not taken when there is no room for its answer.
			Findings::<Test>::mutate(AUDIT, 0, |it| it.as_mut().unwrap().answer_by = Some(BY));
			assert_noop!(answer_as(signed(WORKSHOP), AUDIT), Error::<Test>::TooManyAnswers);
		});
	});
}

#[test]
fn fails_when_the_finding_is_closed() {
	Chain::with_findings(|| {
		set_status(FindingStatus::Resolved);
		assert_noop!(answer_as(signed(WORKSHOP), AUDIT), Error::<Test>::FindingClosed);
		set_status(FindingStatus::Open);
		assert_ok!(answer_as(signed(WORKSHOP), AUDIT));
	});
}

#[test]
fn fails_when_there_is_no_such_finding() {
	Chain::with_findings(|| {
		assert_noop!(answer_as(signed(WORKSHOP), 2), Error::<Test>::AuditNotFound);
		let missing = Audits::answer_finding(signed(WORKSHOP), AUDIT, 1, ANSWER);
		assert_noop!(missing, Error::<Test>::FindingNotFound);
	});
}

#[test]
fn fails_for_all_but_the_participant() {
	Chain::with_findings(|| {
		for who in [AUDITOR, EXECUTIVE, STRANGER] {
			assert_noop!(answer_as(signed(who), AUDIT), Error::<Test>::NotRespondent);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(answer_as(origin, AUDIT), BadOrigin);
		}
	});
}

#[test]
fn fails_for_all_but_the_executive() {
	Chain::with_findings(|| {
		for origin in all_but(EXECUTIVE) {
			assert_noop!(answer_as(origin, BOOKS), BadOrigin);
		}
	});
}
