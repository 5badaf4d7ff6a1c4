use super::*;

fn waive(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::waive_claims(signed(who), id)
}

#[test]
fn lets_the_lease_be_settled_at_once() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_noop!(Leases::settle_lease(signed(STRANGER), id), E::ClaimOpen);
		assert_ok!(waive(LESSOR, id));
		assert_eq!(events(), [Event::ClaimsWaived { lease: id }]);
		assert_noop!(waive(LESSOR, id), E::ClaimsClosed);
		assert_ok!(Leases::settle_lease(signed(STRANGER), id));
	});
}

#[test]
fn takes_a_claim_back() {
	for is_contested in [false, true] {
		Chain.build_and_execute(|| {
			let id = claimed(700);
			if is_contested {
				assert_ok!(Leases::contest_claim(signed(LESSEE), id, EVIDENCE));
			}
			assert_ok!(waive(LESSOR, id));
			assert_eq!(back(id).damage, Damage::Waived);
		});
	}
}

#[test]
fn fails_when_it_is_decided() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		assert_ok!(Leases::accept_claim(signed(LESSEE), id));
		assert_noop!(waive(LESSOR, id), E::ClaimsClosed);
	});
}

#[test]
fn fails_for_all_but_the_lessor_and_before_the_return() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(waive(LESSOR, id), E::NotReturned);
		set_time(END);
		bring_back(id, 1);
		for who in all_but(&[LESSOR]) {
			assert_noop!(waive(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::waive_claims(origin, id), BadOrigin);
		}
		needs_a_lease(|id| waive(LESSOR, id));
	});
}
