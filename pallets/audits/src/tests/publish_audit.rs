use super::*;

fn publish_as(origin: RuntimeOrigin) -> DispatchResult {
	Audits::publish_audit(origin, Subject::Operation, REPORT, locator())
}

#[test]
fn enters_audits_of_every_subject_by_number() {
	let digest = [0xD0; 32];
	Chain.build_and_execute(|| {
		for (audit, subject) in [
			Subject::Accounts,
			Subject::Operation,
			Subject::Runtime { code_hash: digest },
			Subject::Software { digest },
			Subject::Participant(WORKSHOP),
		]
		.into_iter()
		.enumerate()
		{
			let audit = audit as u32;
			publish(subject.clone());
			let event = Event::AuditPublished { audit, subject: subject.clone(), report: REPORT };
			assert_eq!(events(), [event]);
			let (report, locator) = (REPORT, locator());
			let entered =
				Audit { subject, report, locator, published_at: NOW, findings: 0, open: 0 };
			assert_eq!(Audits::audit(audit), Some(entered));
		}
	});
}

#[test]
fn takes_an_empty_locator() {
	Chain.build_and_execute(|| {
		let locator = Default::default();
		assert_ok!(Audits::publish_audit(signed(AUDITOR), Subject::Operation, REPORT, locator));
	});
}

#[test]
fn fails_when_the_numbers_are_used_up() {
	Chain.build_and_execute(|| {
		hypothetically!({
			NextAudit::<Test>::put(u32::MAX);
			assert_noop!(publish_as(signed(AUDITOR)), Error::<Test>::TooManyAudits);
		});
	});
}

#[test]
fn fails_for_all_but_the_committee() {
	Chain.build_and_execute(|| {
		for origin in all_but(AUDITOR) {
			assert_noop!(publish_as(origin), BadOrigin);
		}
	});
}
