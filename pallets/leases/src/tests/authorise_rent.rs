use super::*;

fn authorise(who: AccountId, id: LeaseId, amount: Balance) -> DispatchResult {
	Leases::authorise_rent(signed(who), id, amount)
}

#[test]
fn adds_to_what_is_on_hold() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		set_time(NOW + DAY);
		assert_ok!(authorise(LESSEE, id, 5));
		let authorised = RENT + 5;
		assert_eq!(events(), [Event::RentAuthorised { lease: id, amount: 5, authorised }]);
		assert_eq!(held(TOKEN), (DEPOSIT, authorised));
		let course = active(id).course;
		assert_eq!((course.authorised, course.funded_at), (authorised, NOW + DAY));
	});
}

#[test]
fn fails_when_it_is_not_there_or_too_much() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		assert_noop!(authorise(LESSEE, id, Balance::MAX), E::Overflow);
		let free = tokens(LESSEE);
		assert!(authorise(LESSEE, id, free).is_err());
		assert_ok!(authorise(LESSEE, id, free - 1));
	});
}

#[test]
fn fails_for_all_but_the_lessee_and_when_the_lease_does_not_run() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for who in all_but(&[LESSEE]) {
			assert_noop!(authorise(who, id, 1), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::authorise_rent(origin, id, 1), BadOrigin);
		}
		needs_the_title(|| authorise(LESSEE, id, 1));
		needs_a_lease(|id| authorise(LESSEE, id, 1));
		set_time(END);
		bring_back(id, 1);
		assert_noop!(authorise(LESSEE, id, 1), E::NotActive);
	});
}

#[test]
fn fails_for_an_offer() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(authorise(LESSEE, id, 1), E::NotActive);
	});
}
