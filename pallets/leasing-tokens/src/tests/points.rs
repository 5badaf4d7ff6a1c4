//! How leases have points earned and spent.

use super::*;

/// When points that are earned now with the lifetime of the mock expire.
fn expiry() -> u64 {
	crate::expiry(Timestamp::get(), Lifetime::get())
}

fn lots(who: AccountId) -> Vec<Lot> {
	LeasingTokens::points(who).lots
}

fn valid(who: AccountId) -> u32 {
	LeasingTokens::points(who).valid
}

#[test]
fn good_conduct_earns_what_governance_set() {
	Chain.build_and_execute(|| {
		earn(BEN);
		LeasingTokens::earn(&CHEN, GoodConduct::ReturnedInCondition);
		let expires_at = expiry();
		assert_eq!(
			events(),
			[
				Event::PointsEarned { who: BEN, points: POINTS_FOR_RENT, expires_at },
				Event::PointsEarned { who: CHEN, points: POINTS_FOR_RETURN, expires_at },
			]
		);
		assert_eq!(lots(BEN), [Lot { expires_at, points: POINTS_FOR_RENT }]);
		assert_eq!(valid(CHEN), POINTS_FOR_RETURN);
	});
}

#[test]
fn a_lease_has_paid_for_the_place() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_eq!(held(HoldReason::PointsStorage, BEN), 0);
		assert_eq!(Points::<Test>::get(BEN).unwrap().deposit, None);
	});
}

#[test]
fn an_account_earns_so_much_on_a_day_and_no_more() {
	Chain.build_and_execute(|| {
		for _ in 0..6 {
			earn(BEN);
		}
		assert_eq!(valid(BEN), MAX_POINTS_PER_DAY);
		assert_eq!(events().len(), 4, "none is no event");
		pass_time(DAY - NOW % DAY - 1);
		earn(BEN);
		assert_eq!(valid(BEN), MAX_POINTS_PER_DAY);
		pass_time(1);
		earn(BEN);
		assert_eq!(valid(BEN), MAX_POINTS_PER_DAY + POINTS_FOR_RENT);
	});
}

#[test]
fn spending_does_not_raise_what_can_be_earned_on_a_day() {
	Chain.build_and_execute(|| {
		for _ in 0..2 {
			for _ in 0..6 {
				earn(BEN);
			}
			let points = valid(BEN);
			assert_ok!(LeasingTokens::spend(&BEN, points));
		}
		assert!(Points::<Test>::contains_key(BEN));
		earn(BEN);
		assert_eq!(valid(BEN), 0);
		pass_time(DAY);
		earn(BEN);
		assert_eq!(valid(BEN), POINTS_FOR_RENT);
	});
}

#[test]
fn a_rate_of_nothing_stores_nothing() {
	Chain.build_and_execute(|| {
		Rate::set(&0);
		earn(BEN);
		PerDay::set(&0);
		LeasingTokens::earn(&BEN, GoodConduct::ReturnedInCondition);
		assert!(events().is_empty());
		assert!(!Points::<Test>::contains_key(BEN));
	});
}

#[test]
fn more_than_can_be_counted_is_not_earned() {
	Chain.build_and_execute(|| {
		Rate::set(&u32::MAX);
		PerDay::set(&u32::MAX);
		earn(BEN);
		pass_time(DAY);
		earn(BEN);
		assert_eq!(valid(BEN), u32::MAX);
	});
}

#[test]
fn points_are_spent_in_the_order_in_which_they_expire() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(30 * DAY);
		earn(BEN);
		let later = expiry();
		events();
		assert_ok!(LeasingTokens::spend(&BEN, 15));
		assert_eq!(events(), [Event::PointsSpent { who: BEN, points: 15 }]);
		assert_eq!(lots(BEN), [Lot { expires_at: later, points: 5 }]);
	});
}

#[test]
fn expired_points_cannot_be_spent() {
	Chain.build_and_execute(|| {
		earn(BEN);
		let expires_at = expiry();
		Timestamp::set_timestamp(expires_at - 1);
		hypothetically_ok!(LeasingTokens::spend(&BEN, POINTS_FOR_RENT));
		Timestamp::set_timestamp(expires_at);
		assert_eq!(valid(BEN), 0);
		assert!(lots(BEN).is_empty());
		assert_err!(LeasingTokens::spend(&BEN, 1), Error::<Test>::TooFewPoints);
	});
}

#[test]
fn earning_clears_away_what_has_expired() {
	Chain.build_and_execute(|| {
		earn(BEN);
		events();
		pass_time(150 * DAY);
		hypothetically!({
			Rate::set(&0);
			earn(BEN);
			assert_eq!(events(), [Event::PointsExpired { who: BEN, points: POINTS_FOR_RENT }]);
			earn(BEN);
			assert!(events().is_empty());
		});
		earn(BEN);
		let earned =
			Event::PointsEarned { who: BEN, points: POINTS_FOR_RENT, expires_at: expiry() };
		let expired = Event::PointsExpired { who: BEN, points: POINTS_FOR_RENT };
		assert_eq!(events(), [expired, earned]);
	});
}

#[test]
fn points_are_never_spent_twice() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_ok!(LeasingTokens::spend(&BEN, POINTS_FOR_RENT));
		assert_noop!(LeasingTokens::spend(&BEN, 1), Error::<Test>::TooFewPoints);
		assert_noop!(LeasingTokens::spend(&CHEN, 1), Error::<Test>::TooFewPoints);
		assert_ok!(LeasingTokens::spend(&CHEN, 0));
	});
}

#[test]
fn a_year_of_rents_is_held_whole_whatever_the_lifetime() {
	for lifetime in [0, 90 * DAY, MAX_LIFETIME, u64::MAX] {
		Chain.build_and_execute(|| {
			Lifetime::set(&lifetime);
			for _ in 0..60 {
				earn(BEN);
				let earned =
					Event::PointsEarned { who: BEN, points: POINTS_FOR_RENT, expires_at: expiry() };
				assert_eq!(events().last(), Some(&earned));
				pass_time(10 * DAY);
			}
		});
	}
}
