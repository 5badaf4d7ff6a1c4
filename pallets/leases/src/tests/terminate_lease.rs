use super::*;

fn terminate(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::terminate_lease(signed(who), id)
}

fn proposed(by: Party) -> Event<Test> {
	Event::TerminationProposed { lease: 0, by }
}

#[test]
fn is_for_the_lessor_alone_when_a_rent_is_unpaid_after_the_grace() {
	Chain.build_and_execute(|| {
		let id = leased(RENT - 1);
		set_time(NOW + PERIOD + GRACE);
		assert_ok!(hypothetically!(terminate(LESSOR, id)));
		assert_eq!(events(), []);
		set_time(NOW + PERIOD + GRACE + 1);
		assert_ok!(terminate(LESSOR, id));
		let by = Party::Lessor;
		assert_eq!(events(), [Event::LeaseTerminated { lease: id, by, in_arrears: true }]);
		assert_eq!(active(id).ended_at, Some(NOW + PERIOD + GRACE + 1));
		for who in [LESSOR, LESSEE] {
			assert_noop!(terminate(who, id), E::AlreadyTerminated);
		}
	});
}

#[test]
fn is_only_proposed_within_the_grace_or_while_the_rent_is_authorised() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		set_time(NOW + PERIOD + GRACE + 1);
		assert_ok!(terminate(LESSOR, id));
		assert_eq!(events(), [proposed(Party::Lessor)]);
		assert_eq!(active(id).ended_at, None);
	});
}

#[test]
fn is_only_proposed_by_a_lessee_in_arrears() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(NOW + PERIOD + GRACE + 1);
		assert_ok!(terminate(LESSEE, id));
		assert_eq!(events(), [proposed(Party::Lessee)]);
	});
}

#[test]
fn takes_both_sides_otherwise() {
	for (first, second, by) in [(LESSOR, LESSEE, Party::Lessee), (LESSEE, LESSOR, Party::Lessor)] {
		Chain.build_and_execute(|| {
			let id = leased(0);
			set_time(NOW + 3 * DAY);
			assert_ok!(terminate(first, id));
			assert_ok!(terminate(first, id));
			assert_eq!(active(id).ended_at, None);
			events();
			set_time(NOW + 3 * DAY + OBJECTION_PERIOD - 1);
			assert_ok!(terminate(second, id));
			assert_eq!(events(), [Event::LeaseTerminated { lease: id, by, in_arrears: false }]);
			assert_eq!((active(id).proposed_end, active(id).course.paid), (None, 1));
		});
	}
}

#[test]
fn takes_no_consent_that_is_old() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_ok!(terminate(LESSOR, id));
		set_time(NOW + OBJECTION_PERIOD);
		assert_ok!(terminate(LESSEE, id));
		assert_eq!(events(), [proposed(Party::Lessor), proposed(Party::Lessee)]);
		assert_eq!(active(id).ended_at, None);
	});
}

#[test]
fn gives_all_money_back_where_the_lessor_lost_the_title() {
	for by in [LESSOR, LESSEE, RIGHTFUL] {
		Chain.build_and_execute(|| {
			let id = leased(3 * RENT);
			set_time(NOW + 2 * PERIOD);
			lose_title();
			events();
			for who in all_but(&[LESSOR, LESSEE, RIGHTFUL]) {
				assert_noop!(terminate(who, id), E::NotAuthorized);
			}
			assert_ok!(terminate(by, id));
			assert_eq!(events(), [Event::LeaseVoided { lease: id, vehicle: VIN, by }]);
			assert_eq!((gain(LESSEE), held(TOKEN)), (-(RENT as i64), (0, 0)));
			assert_eq!((Leases::lease(id), Leases::lease_of(VIN)), (None, None));
			let vehicle = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((vehicle.owner, vehicle.possessor), (RIGHTFUL, None));
			assert_eq!(VehicleRegistry::encumbrances(VIN), []);
			assert_eq!(Balances::free_balance(LESSOR), START_BALANCE);
			assert_eq!(noted(LESSEE), (0, 0, 0));
		});
	}
}

#[test]
fn gives_it_back_too_where_lock_and_title_are_gone_or_the_lessee_is_the_owner() {
	Chain.build_and_execute(|| {
		let id = leased(RENT);
		let lock = active(id).encumbrance;
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, lock));
		let root = RuntimeOrigin::root();
		assert_ok!(VehicleRegistry::correct_owner(root, VIN, LESSEE, EVIDENCE));
		set_time(END + DAY);
		assert_ok!(terminate(LESSEE, id));
		assert_eq!((gain(LESSEE), held(TOKEN)), (-(RENT as i64), (0, 0)));
	});
}

#[test]
fn fails_when_the_term_is_over() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_noop!(terminate(LESSOR, id), E::TermOver);
		assert_noop!(terminate(LESSEE, id), E::TermOver);
	});
}

#[test]
fn fails_for_all_but_the_two_sides_and_when_the_lease_does_not_run() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(terminate(LESSOR, id), E::NotActive);
		assert_ok!(accept(id, 0));
		for who in all_but(&[LESSOR, LESSEE]) {
			assert_noop!(terminate(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::terminate_lease(origin, id), BadOrigin);
		}
		needs_a_lease(|id| terminate(LESSOR, id));
		set_time(END);
		bring_back(id, 1);
		assert_noop!(terminate(LESSOR, id), E::NotActive);
	});
}
