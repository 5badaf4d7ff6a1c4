use super::*;

fn pay(by: AccountId, holder: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::pay_income(signed(by), POOL, holder)
}

#[test]
fn lets_anybody_have_a_holder_paid() {
	for by in all_but(&[]) {
		Chain::with_pool(TOKEN, || {
			give(LESSOR, BEN, 50);
			pay_rent(VIN, 100);
			events();
			let before = balance(TOKEN, BEN);
			assert_ok!(pay(by, BEN));
			let event = Event::IncomePaid { pool: POOL, holder: BEN, amount: 50 };
			assert_eq!(events(), [event]);
			assert_eq!(balance(TOKEN, BEN), before + 50);
			assert_exact();
		});
	}
}

#[test]
fn fails_where_there_is_nothing_to_pay() {
	Chain::with_pool(NATIVE, || {
		assert_noop!(pay(STRANGER, LESSOR), Error::<Test>::NothingOwed);
		assert_noop!(pay(STRANGER, BEN), Error::<Test>::HoldingNotFound);
		let other = LeasingTokens::pay_income(signed(LESSOR), 9, LESSOR);
		assert_noop!(other, Error::<Test>::PoolNotFound);
	});
}

#[test]
fn fails_when_the_sum_cannot_be_counted() {
	Chain::with_pool(NATIVE, || {
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.income.per_share = u64::MAX);
			assert_noop!(pay(STRANGER, LESSOR), Error::<Test>::Overflow);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_pool(NATIVE, || {
		pay_rent(VIN, 100);
		for origin in unsigned() {
			assert_noop!(LeasingTokens::pay_income(origin, POOL, LESSOR), BadOrigin);
		}
	});
}
