use super::*;

fn settle(id: LeaseId) -> DispatchResult {
	Leases::settle_lease(signed(STRANGER), id)
}

/// Settles when nothing can be claimed any more.
fn settle_late(id: LeaseId) {
	set_time(Timestamp::get() + CLAIM_PERIOD + RULING_PERIOD);
	events();
	assert_ok!(settle(id));
}

fn settled(charges: Charges<Balance>, back: Balance, shortfall: Balance) -> Event<Test> {
	Event::LeaseSettled { lease: 0, vehicle: VIN, charges, back, shortfall }
}

fn owed(rents: Balance, excess: Balance, award: Balance) -> Charges<Balance> {
	Charges { rents, excess, award }
}

#[test]
fn charges_exactly_three_thousand_kilometres_above_fifteen_thousand() {
	for asset in [TOKEN, AssetKind::Native] {
		Chain.build_and_execute(|| {
			let before = Balances::free_balance(LESSEE);
			let id = leased_on(Terms { asset: asset.clone(), ..terms() }, 11 * RENT);
			for month in 1..12 {
				set_time(NOW + month * PERIOD);
				assert_ok!(Leases::draw_rent(signed(STRANGER), id));
			}
			set_time(END);
			bring_back(id, 18_000);
			set_time(END + CLAIM_PERIOD - 1);
			assert_noop!(settle(id), E::ClaimOpen);
			set_time(END + CLAIM_PERIOD);
			assert_ok!(settle(id));

			let excess = 3_000 * KM_PRICE;
			assert_eq!(events(), [settled(owed(0, excess, 0), DEPOSIT - excess, 0)]);
			let spent = match asset {
				AssetKind::WithId(_) => -gain(LESSEE) as Balance,
				AssetKind::Native => before - Balances::free_balance(LESSEE),
			};
			assert_eq!((spent, held(asset)), (12 * RENT + excess, (0, 0)));
			assert_eq!(Leases::lease(id), None);
			assert_eq!(Balances::total_balance_on_hold(&LESSOR), 0);
			assert_eq!((noted(LESSOR), noted(LESSEE)), ((1, 0, 0), (1, 0, 0)));
			assert_eq!(Earned::get(), (12, 1));
			assert_noop!(settle(id), E::LeaseNotFound);
		});
	}
}

#[test]
fn charges_full_kilometres_only() {
	for (metres, kilometres) in
		[(14_000_000, 0), (15_000_000, 0), (15_000_999, 0), (15_001_000, 1), (15_001_999, 1)]
	{
		Chain.build_and_execute(|| {
			let id = leased(0);
			for _ in 1..12 {
				assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
			}
			set_time(END);
			read_at(END, START_KM * 1_000 + metres);
			assert_ok!(state_return(LESSEE, id));
			assert_ok!(state_return(LESSOR, id));
			settle_late(id);
			let excess = kilometres * KM_PRICE;
			assert_eq!(events(), [settled(owed(0, excess, 0), DEPOSIT - excess, 0)]);
		});
	}
}

#[test]
fn takes_unpaid_rents_first_out_of_the_deposit_and_then_of_what_is_authorised() {
	Chain.build_and_execute(|| {
		let id = leased(5 * RENT);
		set_time(END);
		bring_back(id, 15_500);
		assert_ok!(Leases::claim(signed(LESSOR), id, 2_500, EVIDENCE));
		settle_late(id);
		// 11 rents, 500 km and the claim are 14,500 of 15,000.
		let charges = owed(11 * RENT, 500 * KM_PRICE, 2_500);
		assert_eq!(events(), [settled(charges, 500, 0)]);
		assert_eq!(gain(LESSOR), (12 * RENT + 1_000 + 2_500) as i64);
		assert_eq!(gain(LESSEE), -gain(LESSOR));
		assert_eq!((noted(LESSEE), Earned::get()), ((1, 1, 0), (1, 0)));
	});
}

#[test]
fn leaves_unpaid_what_is_not_on_hold_and_counts_it() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		bring_back(id, 16_000);
		settle_late(id);
		let charges = owed(11 * RENT, 1_000 * KM_PRICE, 0);
		assert_eq!(events(), [settled(charges, 0, 11 * RENT + 2_000 - DEPOSIT)]);
		assert_eq!(gain(LESSOR), (RENT + DEPOSIT) as i64);
		assert_eq!((noted(LESSEE), Earned::get()), ((1, 1, 0), (1, 0)));
	});
}

#[test]
fn pays_rents_to_the_income_shares_and_the_rest_to_the_lessor() {
	Chain.build_and_execute(|| {
		let id = leased(2 * RENT);
		Shares::set(&Some(Some(TOKEN_ID)));
		set_time(END);
		bring_back(id, 15_400);
		settle_late(id);
		// 11,000 of rents out of 12,000; then 800 for the excess.
		assert_eq!((gain(SHARES), SharesReceived::get()), (11 * RENT as i64, 11 * RENT));
		assert_eq!(gain(LESSOR), (RENT + 800) as i64);
	});
}

#[test]
fn pays_a_lessor_who_sold_the_car_after_its_return() {
	Chain.build_and_execute(|| {
		let id = leased(2 * RENT);
		set_time(END);
		bring_back(id, 15_400);
		assert_ok!(VehicleRegistry::offer_title(signed(LESSOR), VIN, STRANGER));
		assert_ok!(VehicleRegistry::accept_title(signed(STRANGER), VIN));
		// The shares are the new owner's.
		Shares::set(&Some(Some(TOKEN_ID)));
		settle_late(id);
		assert_eq!((gain(SHARES), gain(LESSOR)), (0, (12 * RENT + 800) as i64));
	});
}

#[test]
fn grants_the_allowance_by_periods_when_the_lease_was_ended_early() {
	Chain.build_and_execute(|| {
		let id = leased(2 * RENT);
		set_time(NOW + 2 * PERIOD + DAY);
		for who in [LESSOR, LESSEE] {
			assert_ok!(Leases::terminate_lease(signed(who), id));
		}
		// Three of twelve periods: 3,750 km.
		bring_back(id, 3_800);
		settle_late(id);
		assert_eq!(events(), [settled(owed(2 * RENT, 50 * KM_PRICE, 0), DEPOSIT - 100, 0)]);
		// What was authorised in time was never late.
		assert_eq!((noted(LESSEE), Earned::get()), ((1, 0, 0), (1, 1)));
	});
}

#[test]
fn counts_no_reading_after_the_return_but_corrections_before() {
	for looks_back in [false, true] {
		Chain.build_and_execute(|| {
			LooksBack::set(&looks_back);
			let id = returned(16_000);
			set_time(END + DAY);
			// The next driver, with a gap of their own.
			drive(30_000);
			Faults::set(&(0, 0, 1));
			let charged = || Leases::charges(id).unwrap().charges.excess;
			assert_eq!(charged(), 1_000 * KM_PRICE);
			if looks_back {
				let mut readings = Readings::get();
				readings[1].1 = (START_KM + 15_500) * 1_000;
				Readings::set(&readings);
				assert_eq!(charged(), 500 * KM_PRICE);
			}
			settle_late(id);
		});
	}
}

#[test]
fn counts_the_correction_of_the_last_reading() {
	Chain.build_and_execute(|| {
		let id = returned(16_000);
		Readings::set(&vec![(NOW - DAY, START_KM * 1_000), (END, (START_KM + 15_100) * 1_000)]);
		settle_late(id);
		assert_eq!(events(), [settled(owed(0, 100 * KM_PRICE, 0), DEPOSIT - 200, 0)]);
	});
}

#[test]
fn waits_while_readings_are_in_doubt() {
	Chain.build_and_execute(|| {
		// A gap that was there before the lease began is nobody's fault.
		Faults::set(&(1, 2, 3));
		let id = returned(18_000);
		set_time(END + CLAIM_PERIOD);
		for faults in [(2, 2, 3), (1, 3, 3)] {
			hypothetically!({
				Faults::set(&faults);
				assert_noop!(settle(id), E::ReadingsInDoubt);
				assert_eq!(Leases::charges(id), None);
			});
		}
		assert_ok!(settle(id));
	});
}

#[test]
fn waits_for_a_gap_that_was_open_at_the_return() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		Faults::set(&(0, 0, 1));
		bring_back(id, 15_000);
		set_time(END + CLAIM_PERIOD);
		assert_noop!(settle(id), E::ReadingsInDoubt);
		Faults::set(&(0, 0, 0));
		assert_ok!(settle(id));
	});
}

#[test]
fn charges_no_distance_that_the_arbiters_left_undecided() {
	Chain.build_and_execute(|| {
		let id = returned(18_000);
		Faults::set(&(1, 0, 0));
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		set_time(END + RULING_PERIOD - 1);
		assert_noop!(settle(id), E::ReadingsInDoubt);
		set_time(END + RULING_PERIOD);
		events();
		assert_ok!(settle(id));
		assert_eq!(events(), [settled(owed(0, 0, 0), DEPOSIT, 0)]);
	});
}

#[test]
fn waits_for_each_side_and_the_arbiters() {
	Chain.build_and_execute(|| {
		let id = claimed(700);
		set_time(END + OBJECTION_PERIOD - 1);
		assert_noop!(settle(id), E::ClaimOpen);
		hypothetically!({
			set_time(END + OBJECTION_PERIOD);
			assert_ok!(settle(id));
			assert_eq!((gain(LESSOR), Earned::get().1), ((12 * RENT + 700) as i64, 0));
		});
		assert_ok!(Leases::contest_claim(signed(LESSEE), id, EVIDENCE));
		let end = END + OBJECTION_PERIOD - 1 + RULING_PERIOD;
		set_time(end - 1);
		assert_noop!(settle(id), E::ClaimOpen);
		set_time(end);
		assert_ok!(settle(id));
		assert_eq!(gain(LESSOR), 12 * RENT as i64);
	});
}

#[test]
fn earns_points_only_where_nothing_was_late_or_claimed() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(NOW + PERIOD + GRACE + 1);
		for _ in 1..12 {
			assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
		}
		set_time(END);
		bring_back(id, 1);
		settle_late(id);
		assert_eq!((noted(LESSEE), Earned::get().1), ((1, 1, 0), 0));
	});
	for set in [|| Lessors::set(&Vec::new()), || Related::set(&true)] {
		Chain.build_and_execute(|| {
			let id = returned(1);
			set();
			settle_late(id);
			assert_eq!(Earned::get().1, 0);
		});
	}
}

#[test]
fn fails_when_a_sum_is_too_large() {
	Chain.build_and_execute(|| {
		let id = returned(1);
		assert_ok!(Leases::waive_claims(signed(LESSOR), id));
		hypothetically!({
			StoredLeases::<Test>::mutate(id, |lease| {
				lease.as_mut().unwrap().terms.deposit = Balance::MAX;
				let mut returned = back(id);
				returned.course.authorised = 1;
				lease.as_mut().unwrap().stage = Stage::Returned(returned);
			});
			assert_noop!(settle(id), E::Overflow);
		});
	});
}

#[test]
fn fails_before_the_return_and_when_nobody_signed() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(settle(id), E::NotReturned);
		needs_a_lease(settle);
		for origin in unsigned() {
			assert_noop!(Leases::settle_lease(origin, id), BadOrigin);
		}
	});
}

#[test]
fn charges_no_more_than_was_stated_whatever_is_read_at_that_moment_later() {
	Chain.build_and_execute(|| {
		LooksBack::set(&true);
		let id = returned(16_000);
		for more in 1..=3 {
			read_at(END, (START_KM + 16_000 + 2_000 * more) * 1_000);
			assert_eq!(Leases::charges(id).unwrap().charges.excess, 1_000 * KM_PRICE);
		}
		// A lower one counts, and one in doubt holds the settlement up.
		hypothetically!({
			read_at(END, (START_KM + 15_100) * 1_000);
			assert_eq!(Leases::charges(id).unwrap().charges.excess, 100 * KM_PRICE);
			Faults::set(&(1, 0, 0));
			assert_eq!(Leases::charges(id), None);
		});
		settle_late(id);
		let excess = 1_000 * KM_PRICE;
		assert_eq!(events(), [settled(owed(0, excess, 0), DEPOSIT - excess, 0)]);
	});
}

#[test]
fn charges_what_arbiters_ruled_even_if_it_is_more_than_was_stated() {
	Chain.build_and_execute(|| {
		let id = returned(15_000);
		Faults::set(&(1, 0, 0));
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		let ruling = Ruling { award: 0, distance: Some(17_000_000), loser: None };
		assert_ok!(Leases::resolve_lease(RuntimeOrigin::root(), id, ruling));
		assert_eq!(Leases::charges(id).unwrap().charges.excess, 2_000 * KM_PRICE);
	});
}

#[test]
fn leaves_a_run_in_doubt_that_was_stated_backwards() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		read_at(END, (START_KM - 1) * 1_000);
		for who in [LESSEE, LESSOR] {
			assert_ok!(state_return(who, id));
		}
		assert_eq!(Leases::charges(id), None);
		Readings::set(&vec![(NOW - DAY, START_KM * 1_000), (END, (START_KM + 90_000) * 1_000)]);
		assert_eq!(Leases::charges(id), None);
		assert_ok!(Leases::dispute_lease(signed(LESSEE), id, EVIDENCE));
	});
}

#[test]
fn counts_only_a_lease_that_ran_for_a_period() {
	for (elapsed, finished) in [(PERIOD - 1, 0), (PERIOD, 1)] {
		Chain.build_and_execute(|| {
			let id = leased(0);
			assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
			for who in [LESSOR, LESSEE] {
				assert_ok!(Leases::terminate_lease(signed(who), id));
			}
			set_time(NOW + elapsed);
			bring_back(id, 1);
			settle_late(id);
			let expected = (finished, 0, 0);
			assert_eq!((noted(LESSOR), noted(LESSEE)), (expected, expected));
			assert_eq!(Earned::get(), (2, finished));
		});
	}
}
