use super::*;

fn clear(who: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::clear_points(signed(STRANGER), who)
}

#[test]
fn removes_what_has_expired_and_the_place_with_the_last() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(60 * DAY);
		earn(BEN);
		events();
		pass_time(70 * DAY);
		assert_ok!(clear(BEN));
		assert_eq!(events(), [Event::PointsExpired { who: BEN, points: POINTS_FOR_RENT }]);
		assert_eq!(LeasingTokens::points(BEN).valid, POINTS_FOR_RENT);
		pass_time(70 * DAY);
		assert_ok!(clear(BEN));
		assert!(!Points::<Test>::contains_key(BEN));
	});
}

#[test]
fn gives_the_deposit_back_to_who_paid_it() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_ok!(LeasingTokens::transfer_points(signed(BEN), CHEN, 5));
		pass_time(150 * DAY);
		assert_ok!(clear(CHEN));
		assert_eq!(held(HoldReason::PointsStorage, BEN), 0);
	});
}

#[test]
fn removes_a_place_that_remembers_an_earlier_day_only() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_ok!(LeasingTokens::spend(&BEN, POINTS_FOR_RENT));
		assert_noop!(clear(BEN), Error::<Test>::NothingExpired);
		pass_time(DAY);
		events();
		assert_ok!(clear(BEN));
		assert!(events().is_empty());
		assert!(!Points::<Test>::contains_key(BEN));
	});
}

#[test]
fn fails_when_nothing_has_expired() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(DAY);
		assert_noop!(clear(BEN), Error::<Test>::NothingExpired);
		assert_noop!(clear(CHEN), Error::<Test>::NothingExpired);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(150 * DAY);
		for origin in unsigned() {
			assert_noop!(LeasingTokens::clear_points(origin, BEN), BadOrigin);
		}
	});
}
