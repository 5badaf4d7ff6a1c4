use super::*;

fn contest(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::contest_claim(signed(who), id, [1; 32])
}

#[test]
fn puts_the_claim_before_the_arbiters() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		set_time(END + OBJECTION_PERIOD - 1);
		assert_ok!(contest(LESSEE, id));
		let evidence = [1; 32];
		assert_eq!(events(), [Event::ClaimContested { lease: id, evidence }]);
		let at = END + OBJECTION_PERIOD - 1;
		assert_eq!(back(id).damage, Damage::Contested { amount: 700, evidence, at });
		assert_noop!(contest(LESSEE, id), E::ClaimNotFound);
		set_time(END + CLAIM_PERIOD + OBJECTION_PERIOD);
		assert_noop!(Leases::settle_lease(signed(STRANGER), id), E::ClaimOpen);
	});
}

#[test]
fn fails_when_its_time_is_over() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		set_time(END + OBJECTION_PERIOD);
		assert_noop!(contest(LESSEE, id), E::PeriodOver);
	});
}

#[test]
fn fails_without_a_claim() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_noop!(contest(LESSEE, id), E::ClaimNotFound);
	});
}

#[test]
fn fails_for_all_but_the_lessee_and_before_the_return() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		for who in all_but(&[LESSEE]) {
			assert_noop!(contest(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::contest_claim(origin, id, EVIDENCE), BadOrigin);
		}
		needs_a_lease(|id| contest(LESSEE, id));
	});
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(contest(LESSEE, id), E::NotReturned);
	});
}
