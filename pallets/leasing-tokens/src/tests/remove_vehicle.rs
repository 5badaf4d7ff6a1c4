use super::*;

fn remove_as(who: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::remove_vehicle(signed(who), POOL, VIN)
}

/// The pool of the car, with a holder beside the lessor.
fn shared(test: impl FnOnce()) {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 1);
		System::reset_events();
		test();
	});
}

#[test]
fn takes_the_lock_off_and_gives_the_deposits_back() {
	Chain::with_pool(NATIVE, || {
		assert_ok!(remove_as(LESSOR));
		let event = Event::VehicleRemoved { pool: POOL, vehicle: VIN, by: LESSOR };
		assert_eq!(events(), [event]);
		assert_eq!(encumbrances(), 0);
		assert_eq!(held(HoldReason::VehicleStorage, LESSOR), 0);
		assert_eq!(pool().vehicles, 0);
		assert_eq!(LeasingTokens::pool_of(VIN), None);
		assert_ok!(VehicleRegistry::offer_title(signed(LESSOR), VIN, BEN));
	});
}

#[test]
fn lets_the_lessor_do_it_after_the_end() {
	shared(|| {
		Timestamp::set_timestamp(END - 1);
		assert_noop!(remove_as(LESSOR), Error::<Test>::NotAuthorized);
		Timestamp::set_timestamp(END);
		assert_ok!(remove_as(LESSOR));
	});
}

#[test]
fn lets_the_lessor_do_it_while_they_hold_all_shares() {
	shared(|| {
		assert_noop!(remove_as(LESSOR), Error::<Test>::NotAuthorized);
		give(BEN, LESSOR, 1);
		assert_ok!(remove_as(LESSOR));
	});
}

#[test]
fn fails_for_a_lessor_who_holds_no_shares() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, SUPPLY);
		assert_noop!(remove_as(LESSOR), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn lets_the_lessor_do_it_where_governance_took_the_lock_off() {
	shared(|| {
		unlock();
		assert_noop!(remove_as(BEN), Error::<Test>::NotAuthorized);
		assert_ok!(remove_as(LESSOR));
	});
}

#[test]
fn lets_anybody_do_it_once_the_lessor_lost_the_car() {
	for who in all_but(&[]) {
		shared(|| {
			correct_owner(VIN, STRANGER);
			assert_ok!(remove_as(who));
			assert_eq!(encumbrances(), 0);
			assert_eq!(held(HoldReason::VehicleStorage, LESSOR), 0);
			let event = Event::VehicleRemoved { pool: POOL, vehicle: VIN, by: who };
			assert_eq!(events(), [event]);
		});
	}
}

#[test]
fn fails_for_everybody_else_while_the_lessor_owns_the_car() {
	shared(|| {
		Timestamp::set_timestamp(END);
		for who in all_but(&[LESSOR]) {
			assert_noop!(remove_as(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_when_the_car_is_not_in_this_pool() {
	shared(|| {
		let other = LeasingTokens::remove_vehicle(signed(LESSOR), POOL, SECOND_VIN);
		assert_noop!(other, Error::<Test>::NotInPool);
		create(NATIVE);
		let other = LeasingTokens::remove_vehicle(signed(LESSOR), POOL + 1, VIN);
		assert_noop!(other, Error::<Test>::NotInPool);
	});
}

#[test]
fn fails_when_there_is_no_such_pool() {
	shared(|| {
		let other = LeasingTokens::remove_vehicle(signed(LESSOR), 9, VIN);
		assert_noop!(other, Error::<Test>::PoolNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	shared(|| {
		for origin in unsigned() {
			assert_noop!(LeasingTokens::remove_vehicle(origin, POOL, VIN), BadOrigin);
		}
	});
}
