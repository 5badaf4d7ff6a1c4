//! Where leases are told to pay.

use super::*;

#[test]
fn rent_of_a_car_in_a_pool_goes_to_the_pool() {
	for asset in [NATIVE, TOKEN] {
		Chain::with_pool(asset.clone(), || {
			assert_eq!(LeasingTokens::asset(&VIN), Some(asset.clone()));
			let account = LeasingTokens::pool_account(POOL);
			assert_eq!(LeasingTokens::payee(&VIN), Some(account));
			pay_rent(VIN, 250);
			let event = Event::IncomeReceived { pool: POOL, vehicle: VIN, amount: 250 };
			assert_eq!(events(), [event]);
			assert_eq!(pool().income, Income { per_share: 2, remainder: 50 });
		});
	}
}

#[test]
fn several_cars_earn_for_one_pool() {
	Chain::with_pool(NATIVE, || {
		add(SECOND_VIN);
		pay_rent(VIN, 150);
		pay_rent(SECOND_VIN, 150);
		assert_eq!(pool().income, Income { per_share: 3, remainder: 0 });
		assert_exact();
	});
}

fn assert_earns_nothing() {
	assert_eq!(LeasingTokens::asset(&VIN), None);
	assert_eq!(LeasingTokens::payee(&VIN), None);
	assert_noop!(LeasingTokens::received(&VIN, 1), Error::<Test>::NotInPool);
}

#[test]
fn a_car_in_no_pool_earns_for_its_lessor() {
	Chain.build_and_execute(assert_earns_nothing);
	Chain::with_pool(NATIVE, || {
		assert_ok!(LeasingTokens::remove_vehicle(signed(LESSOR), POOL, VIN));
		assert_earns_nothing();
	});
}

#[test]
fn a_pool_that_has_ended_earns_nothing() {
	Chain::with_pool(NATIVE, || {
		Timestamp::set_timestamp(END - 1);
		pay_rent(VIN, 1);
		Timestamp::set_timestamp(END);
		assert_earns_nothing();
	});
}

#[test]
fn a_car_that_governance_gave_another_earns_for_its_owner() {
	Chain::with_pool(NATIVE, || {
		correct_owner(VIN, STRANGER);
		assert_earns_nothing();
		correct_owner(VIN, LESSOR);
		pay_rent(VIN, 1);
	});
}

#[test]
fn a_car_that_governance_took_the_lock_off_earns_for_its_lessor() {
	Chain::with_pool(NATIVE, || {
		unlock();
		assert_earns_nothing();
	});
}

#[test]
fn fails_when_the_sum_cannot_be_counted() {
	Chain::with_pool(NATIVE, || {
		hypothetically!({
			pay_rent(VIN, 1);
			assert_noop!(LeasingTokens::received(&VIN, u64::MAX), Error::<Test>::Overflow);
		});
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.supply = 0);
			let received = LeasingTokens::received(&VIN, 1);
			assert_noop!(received, Error::<Test>::SupplyNotValid);
		});
	});
}
