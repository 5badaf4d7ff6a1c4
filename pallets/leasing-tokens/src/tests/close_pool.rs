use super::*;

fn close(who: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::close_pool(signed(who), POOL)
}

fn without_car(asset: AssetKind, test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		create(asset);
		System::reset_events();
		test();
	});
}

/// Nothing is left of the pool, with the lessor or elsewhere.
fn assert_gone() {
	assert!(Pools::<Test>::iter().next().is_none());
	assert!(Holdings::<Test>::iter().next().is_none());
	for reason in [HoldReason::PoolStorage, HoldReason::HoldingStorage] {
		assert_eq!(held(reason, LESSOR), 0);
	}
	assert_eq!((tokens(LESSOR), frozen(LESSOR)), (0, 0));
}

#[test]
fn burns_the_shares_and_gives_everything_back() {
	for asset in [NATIVE, TOKEN] {
		without_car(asset.clone(), || {
			let endowment = pool().endowment;
			assert_ok!(close(LESSOR));
			assert_eq!(events(), [Event::PoolClosed { pool: POOL, amount: endowment }]);
			assert_gone();
			assert!(!Assets::asset_exists(SHARE_TOKEN));
			assert_eq!(balance(NATIVE, LESSOR), START_BALANCE);
			assert_eq!(balance(TOKEN, LESSOR), START_BALANCE);
			let account = LeasingTokens::pool_account(POOL);
			assert!(!frame_system::Account::<Test>::contains_key(account));
		});
	}
}

#[test]
fn pays_the_lessor_what_was_not_claimed_and_the_remainder() {
	Chain::with_pool(TOKEN, || {
		pay_rent(VIN, 12_345);
		assert_ok!(LeasingTokens::remove_vehicle(signed(LESSOR), POOL, VIN));
		events();
		assert_ok!(close(LESSOR));
		let amount = 12_345 + TOKEN_MINIMUM;
		assert_eq!(events(), [Event::PoolClosed { pool: POOL, amount }]);
		assert_gone();
		assert_eq!(balance(TOKEN, LESSOR), START_BALANCE + 12_345);
	});
}

#[test]
fn does_not_depend_on_what_strangers_leave_behind() {
	without_car(TOKEN, || {
		assert_ok!(Assets::approve_transfer(signed(LESSOR), SHARE_TOKEN, BEN, 1));
		assert_ok!(Assets::touch(signed(STRANGER), SHARE_TOKEN));
		let account = LeasingTokens::pool_account(POOL);
		assert_ok!(Assets::create(signed(STRANGER), 77, STRANGER, 1));
		assert_ok!(Assets::mint(signed(STRANGER), 77, account, 1));
		mint(NATIVE, account, EXISTENTIAL_DEPOSIT);
		assert_ok!(close(LESSOR));
		assert_gone();
		// Anybody can clear away what is left of the token.
		assert_ok!(Assets::destroy_accounts(signed(CHEN), SHARE_TOKEN));
		assert_ok!(Assets::destroy_approvals(signed(CHEN), SHARE_TOKEN));
		assert_ok!(Assets::finish_destroy(signed(CHEN), SHARE_TOKEN));
	});
}

#[test]
fn fails_while_a_car_is_in_the_pool() {
	Chain::with_pool(NATIVE, || {
		assert_noop!(close(LESSOR), Error::<Test>::VehiclesInPool);
	});
}

#[test]
fn fails_while_others_hold_shares_or_are_owed_income() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 50);
		pay_rent(VIN, 100);
		Timestamp::set_timestamp(END);
		assert_ok!(LeasingTokens::remove_vehicle(signed(LESSOR), POOL, VIN));
		assert_noop!(close(LESSOR), Error::<Test>::PoolHeld);
		give(BEN, LESSOR, 50);
		assert_noop!(close(LESSOR), Error::<Test>::PoolHeld);
		assert_ok!(LeasingTokens::pay_income(signed(LESSOR), POOL, BEN));
		assert_ok!(close(LESSOR));
	});
}

#[test]
fn fails_while_another_holds_all_shares() {
	without_car(NATIVE, || {
		give(LESSOR, BEN, SUPPLY);
		assert_noop!(close(LESSOR), Error::<Test>::PoolHeld);
		assert_noop!(close(BEN), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_for_all_but_the_lessor_of_the_pool() {
	without_car(NATIVE, || {
		for who in all_but(&[LESSOR]) {
			assert_noop!(close(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_whole_when_the_lessor_cannot_receive() {
	without_car(TOKEN, || {
		assert_ok!(Assets::block(signed(STRANGER), TOKEN_ID, LESSOR));
		assert_noop!(close(LESSOR), sp_runtime::TokenError::Blocked);
	});
}

#[test]
fn fails_whole_while_the_money_of_the_pool_is_frozen() {
	without_car(TOKEN, || {
		let account = LeasingTokens::pool_account(POOL);
		assert_ok!(Assets::freeze(signed(STRANGER), TOKEN_ID, account));
		assert_noop!(close(LESSOR), Frozen);
	});
}

#[test]
fn fails_when_there_is_no_such_pool() {
	without_car(NATIVE, || {
		assert_ok!(close(LESSOR));
		assert_noop!(close(LESSOR), Error::<Test>::PoolNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	without_car(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(LeasingTokens::close_pool(origin, POOL), BadOrigin);
		}
	});
}
