use super::*;

#[test]
fn gives_the_deposit_back_on_the_wish_of_either_side() {
	for by in [LESSOR, LESSEE] {
		Chain.build_and_execute(|| {
			let id = offer_on(terms());
			events();
			assert_ok!(Leases::withdraw_lease_offer(signed(by), id));
			assert_eq!(events(), [Event::LeaseOfferWithdrawn { lease: id, vehicle: VIN, by }]);
			assert_eq!((Leases::lease(id), Leases::lease_of(VIN)), (None, None));
			assert_eq!(Balances::free_balance(LESSOR), START_BALANCE);
			needs_a_lease(|id| Leases::withdraw_lease_offer(signed(by), id));
		});
	}
}

#[test]
fn works_for_a_lessor_who_lost_the_title() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		lose_title();
		assert_noop!(Leases::withdraw_lease_offer(signed(RIGHTFUL), id), E::NotAuthorized);
		assert_ok!(Leases::withdraw_lease_offer(signed(LESSOR), id));
	});
}

#[test]
fn fails_for_all_but_the_two_sides() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		for who in all_but(&[LESSOR, LESSEE]) {
			assert_noop!(Leases::withdraw_lease_offer(signed(who), id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::withdraw_lease_offer(origin, id), BadOrigin);
		}
	});
}

#[test]
fn fails_when_it_was_accepted() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for who in [LESSOR, LESSEE] {
			assert_noop!(Leases::withdraw_lease_offer(signed(who), id), E::AlreadyAccepted);
		}
	});
}
