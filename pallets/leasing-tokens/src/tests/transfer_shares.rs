use super::*;

fn transfer(from: AccountId, to: AccountId, amount: u32) -> sp_runtime::DispatchResult {
	LeasingTokens::transfer_shares(signed(from), POOL, to, amount)
}

#[test]
fn moves_the_tokens_and_freezes_them_again() {
	Chain::with_pool(NATIVE, || {
		assert_ok!(transfer(LESSOR, BEN, 40));
		let event = Event::SharesTransferred { pool: POOL, from: LESSOR, to: BEN, amount: 40 };
		assert_eq!(events(), [event]);
		assert_eq!((stake(LESSOR).shares, tokens(LESSOR), frozen(LESSOR)), (60, 60, 60));
		assert_eq!((stake(BEN).shares, tokens(BEN), frozen(BEN)), (40, 40, 40));
		assert_eq!(pool().holders, 2);
		assert_ok!(transfer(BEN, LESSOR, 10));
		assert_eq!((tokens(LESSOR), frozen(LESSOR)), (70, 70));
	});
}

#[test]
fn leaves_what_was_earned_with_the_sender() {
	Chain::with_pool(TOKEN, || {
		pay_rent(VIN, 1_000);
		assert_ok!(transfer(LESSOR, BEN, 30));
		assert_eq!((claimable(LESSOR), claimable(BEN)), (1_000, 0));
		pay_rent(VIN, 1_000);
		assert_eq!((claimable(LESSOR), claimable(BEN)), (1_700, 300));
		assert_ok!(transfer(BEN, CHEN, 30));
		assert_ok!(transfer(CHEN, BEN, 10));
		assert_eq!((claimable(BEN), claimable(CHEN)), (300, 0));
		assert_exact();
	});
}

#[test]
fn has_the_sender_pay_for_a_new_holder() {
	Chain::with_pool(NATIVE, || {
		assert_ok!(transfer(LESSOR, BEN, 40));
		assert_eq!(held(HoldReason::HoldingStorage, LESSOR), 2 * HOLDING_DEPOSIT);
		assert_ok!(transfer(BEN, CHEN, 10));
		assert_eq!(held(HoldReason::HoldingStorage, BEN), HOLDING_DEPOSIT);
		assert_ok!(transfer(LESSOR, CHEN, 10));
		assert_eq!(held(HoldReason::HoldingStorage, LESSOR), 2 * HOLDING_DEPOSIT);
	});
}

#[test]
fn ends_the_place_of_a_sender_with_nothing_left() {
	Chain::with_pool(NATIVE, || {
		assert_ok!(transfer(LESSOR, BEN, 40));
		assert_ok!(transfer(BEN, CHEN, 40));
		assert!(!Holdings::<Test>::contains_key(POOL, BEN));
		assert_eq!(held(HoldReason::HoldingStorage, LESSOR), HOLDING_DEPOSIT);
		assert_eq!((tokens(BEN), frozen(BEN)), (0, 0));
		assert_eq!(pool().holders, 2);
	});
}

#[test]
fn keeps_the_place_of_a_sender_who_is_owed_income() {
	Chain::with_pool(NATIVE, || {
		assert_ok!(transfer(LESSOR, BEN, 40));
		pay_rent(VIN, 1_000);
		assert_ok!(transfer(BEN, CHEN, 40));
		assert_eq!(stake(BEN), Stake { shares: 0, paid_per_share: 10, owed: 400 });
		assert_eq!(pool().holders, 3);
	});
}

#[test]
fn there_is_no_other_way_for_shares_to_move() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 40);
		for amount in [1, 39, 40] {
			let transfer = Assets::transfer(signed(BEN), SHARE_TOKEN, CHEN, amount);
			assert_noop!(transfer, pallet_assets::Error::<Test>::BalanceLow);
			let keep = Assets::transfer_keep_alive(signed(BEN), SHARE_TOKEN, CHEN, amount);
			assert_noop!(keep, pallet_assets::Error::<Test>::BalanceLow);
		}
		hypothetically!({
			assert_ok!(Assets::approve_transfer(signed(BEN), SHARE_TOKEN, CHEN, 40));
			let by_proxy = Assets::transfer_approved(signed(CHEN), SHARE_TOKEN, BEN, DORA, 1);
			assert_err!(by_proxy, pallet_assets::Error::<Test>::BalanceLow);
		});
		assert_ok!(Assets::transfer_all(signed(BEN), SHARE_TOKEN, LESSOR, false));
		assert_eq!(tokens(BEN), 40, "all that is not frozen is nothing");
		for allow_burn in [false, true] {
			let refund = Assets::refund(signed(BEN), SHARE_TOKEN, allow_burn);
			assert!(refund.is_err());
		}
		for who in [LESSOR, BEN] {
			let burn = Assets::burn(signed(who), SHARE_TOKEN, who, 1);
			assert!(burn.is_err());
			assert!(Assets::mint(signed(who), SHARE_TOKEN, who, 1).is_err());
			assert!(Assets::start_destroy(signed(who), SHARE_TOKEN).is_err());
		}
		let destroy = Assets::start_destroy(RuntimeOrigin::root(), SHARE_TOKEN);
		assert_noop!(destroy, pallet_assets::Error::<Test>::ContainsFreezes);
		// The administrator is an account without a key.
		let admin = signed(LeasingTokens::account());
		let force = Assets::force_transfer(admin.clone(), SHARE_TOKEN, BEN, CHEN, 1);
		assert_noop!(force, pallet_assets::Error::<Test>::BalanceLow);
		use frame_support::traits::fungibles::MutateHold;
		let reason = HoldReason::PoolStorage.into();
		assert!(AssetsHolder::hold(SHARE_TOKEN, &reason, &BEN, 1).is_err());
		assert_eq!((tokens(LESSOR), tokens(BEN)), (60, 40));
	});
}

#[test]
fn new_tokens_of_governance_earn_nothing() {
	Chain::with_pool(NATIVE, || {
		pay_rent(VIN, 1_000);
		hypothetically!({
			let admin = signed(LeasingTokens::account());
			assert_ok!(Assets::mint(admin, SHARE_TOKEN, BEN, 100));
			assert_eq!(claimable(BEN), 0);
			assert_noop!(
				LeasingTokens::claim_income(signed(BEN), POOL),
				Error::<Test>::HoldingNotFound
			);
		});
	});
}

#[test]
fn works_after_the_end_too() {
	Chain::with_pool(NATIVE, || {
		Timestamp::set_timestamp(END + 1);
		assert_ok!(transfer(LESSOR, BEN, SUPPLY));
		assert!(!Holdings::<Test>::contains_key(POOL, LESSOR));
	});
}

#[test]
fn fails_without_enough_shares() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 40);
		assert_noop!(transfer(BEN, CHEN, 41), Error::<Test>::TooFewShares);
		assert_noop!(transfer(CHEN, BEN, 1), Error::<Test>::HoldingNotFound);
	});
}

#[test]
fn fails_for_nothing_or_to_oneself() {
	Chain::with_pool(NATIVE, || {
		assert_noop!(transfer(LESSOR, BEN, 0), Error::<Test>::AmountZero);
		assert_noop!(transfer(LESSOR, LESSOR, 1), Error::<Test>::SameAccount);
	});
}

#[test]
fn fails_when_the_receiver_does_not_exist() {
	Chain::with_pool(NATIVE, || {
		assert_noop!(transfer(LESSOR, NOBODY, 1), CannotCreate);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_pool(NATIVE, || {
		fund(PAUPER, HOLDING_DEPOSIT - 1);
		give(LESSOR, PAUPER, 2);
		assert_noop!(transfer(PAUPER, BEN, 1), FundsUnavailable);
		fund(PAUPER, HOLDING_DEPOSIT);
		assert_ok!(transfer(PAUPER, BEN, 1));
	});
}

#[test]
fn fails_when_sums_cannot_be_counted() {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 1);
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.holders = u32::MAX);
			assert_noop!(transfer(LESSOR, CHEN, 1), Error::<Test>::TooManyHolders);
		});
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.income.per_share = u64::MAX);
			assert_noop!(transfer(LESSOR, BEN, 1), Error::<Test>::Overflow);
		});
		hypothetically!({
			put_stake(BEN, |stake| stake.shares = u32::MAX);
			assert_noop!(transfer(LESSOR, BEN, 1), Error::<Test>::Overflow);
		});
	});
}

#[test]
fn fails_when_there_is_no_such_pool() {
	Chain::with_pool(NATIVE, || {
		let other = LeasingTokens::transfer_shares(signed(LESSOR), 9, BEN, 1);
		assert_noop!(other, Error::<Test>::PoolNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_pool(NATIVE, || {
		for origin in unsigned() {
			let transfer = LeasingTokens::transfer_shares(origin, POOL, BEN, 1);
			assert_noop!(transfer, BadOrigin);
		}
	});
}
