use super::*;
use carx_primitives::VehicleStatus;

fn offer(who: AccountId, terms: Terms<AccountId, AssetKind, Balance>) -> DispatchResult {
	Leases::offer_lease(signed(who), VIN, terms)
}

#[test]
fn stores_the_offer_for_a_deposit_of_the_lessor() {
	Chain.build_and_execute(|| {
		assert_ok!(offer(LESSOR, terms()));
		let event = Event::LeaseOffered {
			lease: 0,
			vehicle: VIN,
			lessor: LESSOR,
			lessee: LESSEE,
			expires_at: NOW + 14 * DAY,
		};
		assert_eq!(events(), [event]);
		let lease = Leases::lease(0).unwrap();
		assert_eq!((lease.vehicle, lease.lessor, lease.terms), (VIN, LESSOR, terms()));
		assert_eq!(lease.stage, Stage::Offered);
		assert_eq!(Leases::lease_of(VIN), Some(0));
		assert_eq!(Balances::free_balance(LESSOR), START_BALANCE - LEASE_DEPOSIT);
		assert_eq!(held(TOKEN), (0, 0));
	});
}

#[test]
fn gives_no_number_twice() {
	Chain.build_and_execute(|| {
		assert_ok!(offer(LESSOR, terms()));
		assert_ok!(Leases::withdraw_lease_offer(signed(LESSOR), 0));
		assert_ok!(offer(LESSOR, terms()));
		assert_eq!(Leases::lease_of(VIN), Some(1));
	});
}

#[test]
fn takes_the_place_of_an_offer_that_expired() {
	Chain.build_and_execute(|| {
		assert_ok!(offer(LESSOR, terms()));
		assert_noop!(offer(LESSOR, terms()), E::VehicleTaken);
		set_time(NOW + 14 * DAY);
		let terms = Terms { expires_at: NOW + 20 * DAY, ..terms() };
		events();
		assert_ok!(offer(LESSOR, terms));
		let withdrawn = Event::LeaseOfferWithdrawn { lease: 0, vehicle: VIN, by: LESSOR };
		assert_eq!(events()[0], withdrawn);
		assert_eq!((Leases::lease(0), Leases::lease_of(VIN)), (None, Some(1)));
		assert_eq!(Balances::free_balance(LESSOR), START_BALANCE - LEASE_DEPOSIT);
	});
}

#[test]
fn takes_the_place_of_an_offer_whose_lessor_lost_the_title() {
	Chain.build_and_execute(|| {
		assert_ok!(offer(LESSOR, terms()));
		lose_title();
		assert_ok!(offer(RIGHTFUL, terms()));
		assert_eq!(Leases::lease(1).unwrap().lessor, RIGHTFUL);
		assert_eq!(Balances::free_balance(LESSOR), START_BALANCE);
	});
}

#[test]
fn fails_while_the_car_is_leased_even_if_its_lock_was_released() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		assert_noop!(offer(LESSOR, terms()), E::VehicleTaken);
		let lock = active(id).encumbrance;
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, lock));
		assert_noop!(offer(LESSOR, terms()), E::VehicleTaken);
	});
}

#[test]
fn fails_when_a_number_is_out_of_its_bounds() {
	Chain.build_and_execute(|| {
		let rule = PointsRule { value: 0, max_share: Permill::one() };
		for terms in [
			Terms { rent: 0, ..terms() },
			Terms { rent: Balance::MAX / 12, ..terms() },
			Terms { period: DAY - 1, ..terms() },
			Terms { period: 366 * DAY + 1, ..terms() },
			Terms { periods: 0, ..terms() },
			Terms { periods: 121, ..terms() },
			Terms { grace: 366 * DAY + 1, ..terms() },
			Terms { deposit: Balance::MAX, ..terms() },
			Terms { excess_price: Balance::MAX / 4_294_966, ..terms() },
			Terms { points: Some(rule), ..terms() },
		] {
			assert_noop!(offer(LESSOR, terms), E::TermsNotValid);
		}
	});
}

#[test]
fn fails_when_it_would_end_before_it_begins() {
	Chain.build_and_execute(|| {
		assert_noop!(offer(LESSOR, Terms { expires_at: NOW, ..terms() }), E::Expired);
		assert_ok!(offer(LESSOR, Terms { expires_at: NOW + 1, ..terms() }));
	});
}

#[test]
fn fails_when_the_lessee_is_the_owner() {
	Chain.build_and_execute(|| {
		assert_noop!(offer(LESSOR, Terms { lessee: LESSOR, ..terms() }), E::LesseeIsOwner);
	});
}

#[test]
fn fails_in_another_asset_than_that_of_the_income_shares() {
	Chain.build_and_execute(|| {
		Shares::set(&Some(None));
		assert_noop!(offer(LESSOR, terms()), E::AssetNotAllowed);
		assert_ok!(offer(LESSOR, Terms { asset: AssetKind::Native, ..terms() }));
	});
}

#[test]
fn fails_while_something_blocks_it() {
	Chain.build_and_execute(|| {
		pallet_vehicle_registry::Vehicles::<Test>::mutate(VIN, |vehicle| {
			vehicle.as_mut().unwrap().status = VehicleStatus::Stolen;
		});
		assert_noop!(offer(LESSOR, terms()), E::VehicleBlocked);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain.build_and_execute(|| {
		for who in all_but(&[LESSOR]) {
			assert_noop!(offer(who, Terms { lessee: 99, ..terms() }), E::NotOwner);
		}
		lose_title();
		assert_noop!(offer(LESSOR, terms()), E::NotOwner);
		let nowhere = carx_primitives::Vin::from_bytes(*b"11111111111111111");
		assert_noop!(Leases::offer_lease(signed(LESSOR), nowhere, terms()), E::NotOwner);
		for origin in unsigned() {
			assert_noop!(Leases::offer_lease(origin, VIN, terms()), BadOrigin);
		}
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		crate::NextLeaseId::<Test>::put(LeaseId::MAX);
		assert_noop!(offer(LESSOR, terms()), E::TooManyLeases);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		let fund = |amount| {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), LESSOR, amount + 1));
		};
		fund(LEASE_DEPOSIT - 1);
		assert_noop!(offer(LESSOR, terms()), FundsUnavailable);
		fund(LEASE_DEPOSIT);
		assert_ok!(offer(LESSOR, terms()));
	});
}

#[test]
fn fails_when_it_would_hold_too_long() {
	Chain.build_and_execute(|| {
		let until = |expires_at| offer(LESSOR, Terms { expires_at, ..terms() });
		assert_noop!(until(NOW + crate::MAX_OFFER + 1), E::TermsNotValid);
		assert_noop!(until(Moment::MAX), E::TermsNotValid);
		assert_ok!(until(NOW + crate::MAX_OFFER));
	});
}

#[test]
fn fails_above_the_risk_limit() {
	Chain.build_and_execute(|| {
		let native = || Terms { asset: AssetKind::Native, ..terms() };
		MaxValue::set(&VALUE);
		for above in [
			Terms { deposit: DEPOSIT + 1, ..native() },
			Terms { rent: RENT + 1, ..native() },
			Terms { periods: 13, ..native() },
		] {
			assert_noop!(offer(LESSOR, above), E::AboveRiskLimit);
		}
		assert_ok!(offer(LESSOR, native()));
	});
}

#[test]
fn takes_any_value_in_a_token() {
	Chain.build_and_execute(|| {
		MaxValue::set(&0);
		assert_ok!(offer(LESSOR, terms()));
	});
}
