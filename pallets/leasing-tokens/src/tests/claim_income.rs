use super::*;

fn claim(who: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::claim_income(signed(who), POOL)
}

#[test]
fn pays_exactly_what_the_shares_earned() {
	for asset in [NATIVE, TOKEN] {
		Chain::with_pool(asset.clone(), || {
			give(LESSOR, BEN, 33);
			pay_rent(VIN, 1_050);
			pay_rent(VIN, 250);
			events();
			let before = balance(asset.clone(), BEN);
			assert_ok!(claim(BEN));
			let event = Event::IncomePaid { pool: POOL, holder: BEN, amount: 33 * 13 };
			assert_eq!(events(), [event]);
			assert_eq!(balance(asset.clone(), BEN), before + 33 * 13);
			assert_eq!(claimable(BEN), 0);
			assert_eq!(claimable(LESSOR), 67 * 13);
			assert_eq!(pool().income, Income { per_share: 13, remainder: 0 });
			assert_exact();
		});
	}
}

#[test]
fn can_be_repeated_when_more_comes() {
	Chain::with_pool(NATIVE, || {
		pay_rent(VIN, 100);
		assert_ok!(claim(LESSOR));
		assert_noop!(claim(LESSOR), Error::<Test>::NothingOwed);
		pay_rent(VIN, 99);
		assert_noop!(claim(LESSOR), Error::<Test>::NothingOwed);
		pay_rent(VIN, 1);
		assert_ok!(claim(LESSOR));
		assert_exact();
	});
}

#[test]
fn never_ends_the_account_of_the_pool() {
	for (asset, least) in [(NATIVE, EXISTENTIAL_DEPOSIT), (TOKEN, TOKEN_MINIMUM)] {
		Chain::with_pool(asset.clone(), || {
			pay_rent(VIN, 101);
			assert_ok!(claim(LESSOR));
			let account = LeasingTokens::pool_account(POOL);
			assert_eq!(balance(asset.clone(), account), least + 1);
			pay_rent(VIN, 99);
			assert_eq!(claimable(LESSOR), 100);
		});
	}
}

#[test]
fn takes_a_rent_that_is_smaller_than_any_account() {
	for asset in [NATIVE, TOKEN] {
		Chain::with_pool(asset, || {
			pay_rent(VIN, 1);
			assert_eq!(pool().income, Income { per_share: 0, remainder: 1 });
			assert_exact();
		});
	}
}

#[test]
fn ends_the_place_of_a_holder_with_nothing_left() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 50);
		pay_rent(VIN, 100);
		give(BEN, LESSOR, 50);
		assert_eq!(held(HoldReason::HoldingStorage, LESSOR), 2 * HOLDING_DEPOSIT);
		assert_ok!(claim(BEN));
		assert!(!Holdings::<Test>::contains_key(POOL, BEN));
		assert_eq!(held(HoldReason::HoldingStorage, LESSOR), HOLDING_DEPOSIT);
		assert_eq!(pool().holders, 1);
	});
}

#[test]
fn works_after_the_end_and_when_the_car_is_gone() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 50);
		pay_rent(VIN, 100);
		Timestamp::set_timestamp(END + 1);
		correct_owner(VIN, STRANGER);
		assert_ok!(claim(BEN));
		assert_ok!(LeasingTokens::remove_vehicle(signed(STRANGER), POOL, VIN));
		assert_ok!(claim(LESSOR));
	});
}

#[test]
fn fails_whole_when_the_holder_cannot_receive() {
	Chain::with_pool(TOKEN, || {
		give(LESSOR, BEN, 50);
		pay_rent(VIN, 100);
		assert_ok!(Assets::block(signed(STRANGER), TOKEN_ID, BEN));
		assert_noop!(claim(BEN), sp_runtime::TokenError::Blocked);
		assert_ok!(Assets::thaw(signed(STRANGER), TOKEN_ID, BEN));
		assert_ok!(claim(BEN));
	});
}

#[test]
fn fails_for_those_who_hold_nothing() {
	Chain::with_pool(NATIVE, || {
		pay_rent(VIN, 100);
		for who in all_but(&[LESSOR]) {
			assert_noop!(claim(who), Error::<Test>::HoldingNotFound);
		}
		let other = LeasingTokens::claim_income(signed(LESSOR), 9);
		assert_noop!(other, Error::<Test>::PoolNotFound);
	});
}

#[test]
fn fails_when_the_sum_cannot_be_counted() {
	Chain::with_pool(NATIVE, || {
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.income.per_share = u64::MAX);
			assert_noop!(claim(LESSOR), Error::<Test>::Overflow);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_pool(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(LeasingTokens::claim_income(origin, POOL), BadOrigin);
		}
	});
}
