use super::*;

fn claim(who: AccountId, id: LeaseId, amount: Balance) -> DispatchResult {
	Leases::claim(signed(who), id, amount, EVIDENCE)
}

#[test]
fn is_stored_once() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		set_time(END + CLAIM_PERIOD - 1);
		assert_ok!(claim(LESSOR, id, 700));
		let (amount, evidence) = (700, EVIDENCE);
		assert_eq!(events(), [Event::DamageClaimed { lease: id, amount, evidence }]);
		let at = END + CLAIM_PERIOD - 1;
		assert_eq!(back(id).damage, Damage::Claimed { amount, evidence, at });
		assert_noop!(claim(LESSOR, id, 1), E::ClaimsClosed);
	});
}

#[test]
fn works_for_a_lessor_who_has_sold_the_car() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_ok!(VehicleRegistry::offer_title(signed(LESSOR), VIN, STRANGER));
		assert_ok!(VehicleRegistry::accept_title(signed(STRANGER), VIN));
		assert_noop!(claim(STRANGER, id, 1), E::NotAuthorized);
		assert_ok!(claim(LESSOR, id, 1));
	});
}

#[test]
fn fails_when_its_time_is_over() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		set_time(END + CLAIM_PERIOD);
		assert_noop!(claim(LESSOR, id, 1), E::PeriodOver);
	});
}

#[test]
fn fails_for_nothing_and_for_more_than_can_be_counted() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_noop!(claim(LESSOR, id, 0), E::AmountNotValid);
		assert_noop!(claim(LESSOR, id, Balance::MAX), E::AmountNotValid);
	});
}

#[test]
fn fails_when_claims_were_waived() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_ok!(Leases::waive_claims(signed(LESSOR), id));
		assert_noop!(claim(LESSOR, id, 1), E::ClaimsClosed);
	});
}

#[test]
fn fails_for_all_but_the_lessor_and_before_the_return() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(claim(LESSOR, id, 1), E::NotReturned);
		set_time(END);
		bring_back(id, 1);
		for who in all_but(&[LESSOR]) {
			assert_noop!(claim(who, id, 1), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::claim(origin, id, 1, EVIDENCE), BadOrigin);
		}
		needs_a_lease(|id| claim(LESSOR, id, 1));
	});
}
