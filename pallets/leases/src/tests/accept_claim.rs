use super::*;

fn owe(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::accept_claim(signed(who), id)
}

#[test]
fn makes_the_claim_an_award() {
	for is_contested in [false, true] {
		Chain.build_and_execute(|| {
			let id = claimed(700);
			if is_contested {
				assert_ok!(Leases::contest_claim(signed(LESSEE), id, EVIDENCE));
				events();
			}
			assert_ok!(owe(LESSEE, id));
			assert_eq!(events(), [Event::ClaimAccepted { lease: id, amount: 700 }]);
			assert_eq!(back(id).damage, Damage::Decided { award: 700 });
			assert_noop!(owe(LESSEE, id), E::ClaimNotFound);
			assert_ok!(Leases::settle_lease(signed(STRANGER), id));
			assert_eq!(gain(LESSOR), (12 * RENT + 700) as i64);
		});
	}
}

#[test]
fn fails_without_a_claim() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		assert_noop!(owe(LESSEE, id), E::ClaimNotFound);
		assert_ok!(Leases::waive_claims(signed(LESSOR), id));
		assert_noop!(owe(LESSEE, id), E::ClaimNotFound);
	});
}

#[test]
fn fails_for_all_but_the_lessee_and_before_the_return() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		for who in all_but(&[LESSEE]) {
			assert_noop!(owe(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::accept_claim(origin, id), BadOrigin);
		}
		needs_a_lease(|id| owe(LESSEE, id));
	});
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(owe(LESSEE, id), E::NotReturned);
	});
}
