use super::*;

fn create_as(who: AccountId, asset: AssetKind) -> sp_runtime::DispatchResult {
	LeasingTokens::create_pool(signed(who), asset, SUPPLY, END, TERMS)
}

#[test]
fn makes_a_token_of_which_the_lessor_holds_all() {
	for asset in [NATIVE, TOKEN] {
		Chain.build_and_execute(|| {
			assert_ok!(create_as(LESSOR, asset.clone()));
			let event = Event::PoolCreated {
				pool: POOL,
				lessor: LESSOR,
				asset: asset.clone(),
				supply: SUPPLY,
				ends_at: END,
				share_token: SHARE_TOKEN,
			};
			assert_eq!(events(), [event]);
			assert_eq!(stake(LESSOR), Stake { shares: SUPPLY, ..Default::default() });
			assert_eq!((tokens(LESSOR), frozen(LESSOR)), (100, 100));
			assert_eq!(Assets::total_issuance(SHARE_TOKEN), 100);
			assert_eq!(pool().terms, TERMS);
			assert_eq!(pool().income, Income::default());
		});
	}
}

#[test]
fn holds_deposits_of_the_lessor_and_takes_the_endowment() {
	for (asset, endowment) in [(NATIVE, EXISTENTIAL_DEPOSIT), (TOKEN, TOKEN_MINIMUM)] {
		Chain.build_and_execute(|| {
			assert_ok!(create_as(LESSOR, asset.clone()));
			assert_eq!(held(HoldReason::PoolStorage, LESSOR), POOL_DEPOSIT);
			assert_eq!(held(HoldReason::HoldingStorage, LESSOR), HOLDING_DEPOSIT);
			assert_eq!(pool().endowment, endowment);
			let account = LeasingTokens::pool_account(POOL);
			assert_eq!(balance(asset.clone(), account), endowment);
			let deposits = POOL_DEPOSIT + HOLDING_DEPOSIT;
			let native = if asset == NATIVE { endowment } else { 0 };
			let free = Balances::free_balance(LESSOR);
			assert_eq!(free, START_BALANCE - deposits - native);
			if asset == TOKEN {
				assert_eq!(balance(TOKEN, LESSOR), START_BALANCE - TOKEN_MINIMUM);
			}
			assert_exact();
		});
	}
}

#[test]
fn numbers_pools_and_keeps_their_accounts_apart() {
	Chain.build_and_execute(|| {
		create(NATIVE);
		assert_ok!(create_as(OTHER_LESSOR, NATIVE));
		assert_eq!(Pools::<Test>::get(2).unwrap().lessor, OTHER_LESSOR);
		let accounts = [
			LeasingTokens::account(),
			LeasingTokens::pool_account(1),
			LeasingTokens::pool_account(2),
		];
		assert!(accounts[0] != accounts[1] && accounts[1] != accounts[2]);
	});
}

#[test]
fn fails_for_all_but_accredited_lessors() {
	Chain.build_and_execute(|| {
		for who in all_but(&[LESSOR, OTHER_LESSOR]) {
			assert_noop!(create_as(who, NATIVE), Error::<Test>::NotLessor);
		}
	});
}

#[test]
fn fails_for_no_shares_or_too_many() {
	Chain.build_and_execute(|| {
		let of = |supply| LeasingTokens::create_pool(signed(LESSOR), NATIVE, supply, END, TERMS);
		assert_noop!(of(0), Error::<Test>::SupplyNotValid);
		assert_noop!(of(MAX_SUPPLY + 1), Error::<Test>::SupplyNotValid);
		assert_ok!(of(1));
		assert_ok!(of(MAX_SUPPLY));
	});
}

#[test]
fn fails_for_an_end_that_is_not_in_the_future() {
	Chain.build_and_execute(|| {
		let until =
			|ends_at| LeasingTokens::create_pool(signed(LESSOR), NATIVE, SUPPLY, ends_at, TERMS);
		assert_noop!(until(NOW), Error::<Test>::EndNotValid);
		assert_ok!(until(NOW + 1));
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		hypothetically!({
			NextPool::<Test>::put(u32::MAX);
			assert_noop!(create_as(LESSOR, NATIVE), Error::<Test>::TooManyPools);
		});
		hypothetically!({
			NextPool::<Test>::put(u32::MAX - FIRST_SHARE_ID + 1);
			assert_noop!(create_as(LESSOR, NATIVE), Error::<Test>::TooManyPools);
		});
	});
}

#[test]
fn fails_when_the_token_exists() {
	Chain.build_and_execute(|| {
		assert_ok!(Assets::create(signed(STRANGER), SHARE_TOKEN, STRANGER, 1));
		assert_noop!(create_as(LESSOR, NATIVE), pallet_assets::Error::<Test>::InUse);
	});
}

#[test]
fn fails_for_an_asset_that_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(create_as(LESSOR, AssetKind::WithId(77)), UnknownAsset);
	});
}

#[test]
fn fails_for_shares_of_another_pool_as_the_asset() {
	Chain.build_and_execute(|| {
		create(NATIVE);
		assert_noop!(create_as(LESSOR, AssetKind::WithId(SHARE_TOKEN)), Frozen);
	});
}

#[test]
fn fails_when_the_deposits_or_the_endowment_are_not_there() {
	Chain.build_and_execute(|| {
		accredit(PAUPER, Role::Lessor);
		fund(PAUPER, POOL_DEPOSIT - 1);
		assert_noop!(create_as(PAUPER, NATIVE), FundsUnavailable);
		fund(PAUPER, POOL_DEPOSIT + HOLDING_DEPOSIT + EXISTENTIAL_DEPOSIT - 1);
		assert_noop!(create_as(PAUPER, NATIVE), FundsUnavailable);
		fund(PAUPER, POOL_DEPOSIT + HOLDING_DEPOSIT + EXISTENTIAL_DEPOSIT);
		assert!(create_as(PAUPER, TOKEN).is_err());
		assert_ok!(create_as(PAUPER, NATIVE));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			let create = LeasingTokens::create_pool(origin, NATIVE, SUPPLY, END, TERMS);
			assert_noop!(create, BadOrigin);
		}
	});
}
