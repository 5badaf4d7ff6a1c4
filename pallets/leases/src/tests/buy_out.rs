use super::*;
use frame_support::dispatch::GetDispatchInfo;

fn buy(who: AccountId, id: LeaseId) -> DispatchResult {
	Leases::buy_out(signed(who), id)
}

#[test]
fn sells_the_car_and_gives_all_holds_back() {
	for asset in [TOKEN, AssetKind::Native] {
		Chain.build_and_execute(|| {
			let id = leased_on(Terms { asset: asset.clone(), ..terms() }, 5 * RENT);
			set_time(NOW + PERIOD);
			assert_ok!(Leases::draw_rent(signed(STRANGER), id));
			events();
			assert_ok!(buy(LESSEE, id));
			let (price, certificate) = (PRICE, 1);
			let event = Event::LeaseBoughtOut { lease: id, vehicle: VIN, price, certificate };
			assert_eq!(events(), [event]);
			let vehicle = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((vehicle.owner, vehicle.possessor), (LESSEE, None));
			assert_eq!(VehicleRegistry::encumbrances(VIN), []);
			assert_eq!((Leases::lease(id), Leases::lease_of(VIN)), (None, None));
			assert_eq!(held(asset.clone()), (0, 0));
			if asset == TOKEN {
				assert_eq!(gain(LESSOR), (2 * RENT + PRICE) as i64);
				assert_eq!(gain(LESSEE), -gain(LESSOR));
			}
			assert_eq!((noted(LESSOR), noted(LESSEE)), ((1, 0, 0), (1, 0, 0)));
		});
	}
}

#[test]
fn can_be_paid_with_the_deposit() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		let free = PRICE - DEPOSIT + 1;
		<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &LESSEE, free - 1);
		assert!(buy(LESSEE, id).is_err());
		assert_eq!((held(TOKEN).0, VehicleRegistry::encumbrances(VIN).len()), (DEPOSIT, 1));
		<Assets as fungibles::Mutate<_>>::set_balance(TOKEN_ID, &LESSEE, free);
		assert_ok!(buy(LESSEE, id));
	});
}

#[test]
fn works_until_the_term_is_over() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		for _ in 1..12 {
			assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
		}
		set_time(END - 1);
		assert_ok!(hypothetically!(buy(LESSEE, id)));
		set_time(END);
		assert_noop!(buy(LESSEE, id), E::BuyOutNotAllowed);
		bring_back(id, 1);
		assert_noop!(buy(LESSEE, id), E::NotActive);
	});
}

#[test]
fn fails_once_the_lessor_stated_the_return() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		let statement = crate::Statement {
			odometer: latest(),
			condition: CONDITION,
			at: NOW,
			standing: active(id).course.start,
		};
		let state = |by| {
			StoredLeases::<Test>::mutate(id, |lease| {
				let mut active = active(id);
				active.state(by, statement);
				lease.as_mut().unwrap().stage = Stage::Active(active);
			});
		};
		state(Party::Lessee);
		assert_ok!(hypothetically!(buy(LESSEE, id)));
		state(Party::Lessor);
		assert_noop!(buy(LESSEE, id), E::BuyOutNotAllowed);
	});
}

#[test]
fn counts_a_lease_that_ran_for_a_period() {
	for (elapsed, finished) in [(PERIOD - 1, 0), (PERIOD, 1)] {
		Chain.build_and_execute(|| {
			let id = leased(0);
			assert_ok!(Leases::pay_rent(signed(LESSEE), id, 0));
			set_time(NOW + elapsed);
			assert_ok!(buy(LESSEE, id));
			assert_eq!([noted(LESSOR).0, noted(LESSEE).0], [finished; 2]);
		});
	}
}

#[test]
fn is_charged_for_the_sale() {
	let weight = crate::Call::<Test>::buy_out { id: 0 }.get_dispatch_info().call_weight;
	assert_eq!(weight, SaleWeight::get());
}

#[test]
fn fails_when_a_rent_is_due() {
	Chain.build_and_execute(|| {
		let id = leased(5 * RENT);
		set_time(NOW + PERIOD);
		assert_noop!(buy(LESSEE, id), E::RentsUnpaid);
	});
}

#[test]
fn fails_when_the_terms_do_not_allow_it_or_the_lease_was_ended_or_disputed() {
	Chain.build_and_execute(|| {
		let id = leased_on(Terms { buy_out: None, ..terms() }, 0);
		assert_noop!(buy(LESSEE, id), E::BuyOutNotAllowed);
	});
	Chain.build_and_execute(|| {
		let id = leased(0);
		for who in [LESSOR, LESSEE] {
			assert_ok!(Leases::terminate_lease(signed(who), id));
		}
		assert_noop!(buy(LESSEE, id), E::BuyOutNotAllowed);
	});
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_ok!(Leases::dispute_lease(signed(LESSOR), id, EVIDENCE));
		assert_noop!(buy(LESSEE, id), E::BuyOutNotAllowed);
	});
}

#[test]
fn fails_whole_when_the_car_cannot_be_sold() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		pallet_vehicle_registry::Vehicles::<Test>::mutate(VIN, |vehicle| {
			vehicle.as_mut().unwrap().clone_suspected_since = Some(NOW);
		});
		assert_noop!(buy(LESSEE, id), pallet_vehicle_registry::Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_for_all_but_the_lessee_and_when_the_lease_does_not_run() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(buy(LESSEE, id), E::NotActive);
		assert_ok!(accept(id, 0));
		for who in all_but(&[LESSEE]) {
			assert_noop!(buy(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			assert_noop!(Leases::buy_out(origin, id), BadOrigin);
		}
		needs_the_title(|| buy(LESSEE, id));
		needs_a_lease(|id| buy(LESSEE, id));
	});
}
