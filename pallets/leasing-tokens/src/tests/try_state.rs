use super::*;

/// Breaks the state of a pool with two holders and points, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_pool(NATIVE, || {
		give(LESSOR, BEN, 40);
		pay_rent(VIN, 250);
		earn(BEN);
		hypothetically!({
			break_state();
			assert_err!(LeasingTokens::do_try_state(), finding);
		});
	});
}

fn change(change: impl FnOnce(&mut crate::pallet::PoolOf<Test>)) {
	Pools::<Test>::mutate_extant(POOL, change);
}

fn change_stake(change: impl FnOnce(&mut Stake<Balance>)) {
	put_stake(BEN, change);
}

fn change_lots(lots: &[(u64, u32)]) {
	Points::<Test>::mutate_extant(BEN, |purse| {
		purse.lots = Lots::default();
		for (steps, points) in lots {
			purse.lots.add(Lot { expires_at: *steps, points: *points });
		}
	});
}

#[test]
fn finds_a_pool_that_is_none() {
	let number = "a pool has a number that was not given";
	finds(number, || NextPool::<Test>::put(POOL));
	let supply = "a pool has too few or many shares";
	finds(supply, || change(|pool| pool.supply = 0));
	finds(supply, || change(|pool| pool.supply = MAX_SUPPLY + 1));
	let remainder = "a remainder could have been split";
	finds(remainder, || change(|pool| pool.income.remainder = SUPPLY.into()));
}

#[test]
fn finds_what_a_pool_did_not_count() {
	finds("a pool does not count its cars", || change(|pool| pool.vehicles = 2));
	finds("a pool does not count its holders", || change(|pool| pool.holders = 3));
}

#[test]
fn finds_shares_that_are_not_as_stored() {
	finds("a holding is empty", || change_stake(|stake| *stake = Stake::new(2)));
	finds("a holder has other tokens", || change_stake(|stake| stake.shares = 41));
	finds("shares are not frozen", || {
		use frame_support::traits::fungibles::freeze::Mutate;
		let reason = FreezeReason::IncomeShares.into();
		assert_ok!(AssetsFreezer::set_freeze(SHARE_TOKEN, &reason, &BEN, 39));
	});
	finds("shares of a pool are missing, or too many", || {
		Holdings::<Test>::remove(POOL, BEN);
		change(|pool| pool.holders = 1);
	});
	finds("tokens were issued that are no shares", || {
		let admin = signed(LeasingTokens::account());
		assert_ok!(Assets::mint(admin, SHARE_TOKEN, CHEN, 1));
	});
}

#[test]
fn finds_a_pool_that_owes_more_than_it_has() {
	let finding = "a pool owes more than it has";
	finds(finding, || change(|pool| pool.income.remainder += 1));
	finds(finding, || change(|pool| pool.endowment += 1));
	finds(finding, || change_stake(|stake| stake.owed += 1));
	finds("a holding is settled beyond the income of its pool", || {
		change_stake(|stake| stake.paid_per_share = 3);
	});
}

#[test]
fn finds_what_is_of_no_pool() {
	finds("a holding is of no pool", || Pools::<Test>::remove(POOL));
	finds("a car is in a pool that is none", || {
		Pools::<Test>::remove(POOL);
		for who in [LESSOR, BEN] {
			Holdings::<Test>::remove(POOL, who);
		}
	});
}

#[test]
fn finds_lots_that_are_none() {
	finds("a lot of points is none", || change_lots(&[(1, 1)]));
	finds("lots of points are not in order", || change_lots(&[(0, 1)]));
}
