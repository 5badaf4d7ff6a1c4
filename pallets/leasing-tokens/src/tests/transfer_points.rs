use super::*;

fn transfer(from: AccountId, to: AccountId, points: u32) -> sp_runtime::DispatchResult {
	LeasingTokens::transfer_points(signed(from), to, points)
}

fn lots(who: AccountId) -> Vec<Lot> {
	LeasingTokens::points(who).lots
}

#[test]
fn lots_keep_their_expiry() {
	Chain.build_and_execute(|| {
		earn(BEN);
		pass_time(30 * DAY);
		earn(BEN);
		earn(CHEN);
		let [first, second] = lots(BEN).try_into().unwrap();
		events();
		assert_ok!(transfer(BEN, CHEN, 15));
		assert_eq!(events(), [Event::PointsTransferred { from: BEN, to: CHEN, points: 15 }]);
		assert_eq!(lots(BEN), [Lot { points: 5, ..second }]);
		assert_eq!(lots(CHEN), [first, Lot { points: 15, ..second }]);
	});
}

#[test]
fn the_giver_pays_for_a_receiver_without_points() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_ok!(transfer(BEN, CHEN, 5));
		assert_eq!(held(HoldReason::PointsStorage, BEN), POINTS_DEPOSIT);
		assert_ok!(transfer(BEN, CHEN, 5));
		assert_eq!(held(HoldReason::PointsStorage, BEN), POINTS_DEPOSIT);
		assert_ok!(LeasingTokens::spend(&CHEN, 10));
		assert_eq!(held(HoldReason::PointsStorage, BEN), 0);
		assert!(!Points::<Test>::contains_key(CHEN));
	});
}

#[test]
fn clears_away_what_has_expired_on_both_sides() {
	Chain.build_and_execute(|| {
		earn(BEN);
		earn(CHEN);
		pass_time(125 * DAY);
		earn(BEN);
		pass_time(DAY);
		events();
		assert_ok!(transfer(BEN, CHEN, POINTS_FOR_RENT));
		let expired = |who| Event::PointsExpired { who, points: POINTS_FOR_RENT };
		let points = POINTS_FOR_RENT;
		let transferred = Event::PointsTransferred { from: BEN, to: CHEN, points };
		assert_eq!(events(), [expired(CHEN), transferred], "those of Ben were cleared before");
		assert!(!Points::<Test>::contains_key(BEN));
	});
}

#[test]
fn fails_when_governance_does_not_allow_it() {
	Chain.build_and_execute(|| {
		earn(BEN);
		Transferable::set(&false);
		assert_noop!(transfer(BEN, CHEN, 1), Error::<Test>::PointsNotTransferable);
	});
}

#[test]
fn fails_for_nothing_or_to_oneself() {
	Chain.build_and_execute(|| {
		earn(BEN);
		assert_noop!(transfer(BEN, CHEN, 0), Error::<Test>::AmountZero);
		assert_noop!(transfer(BEN, BEN, 1), Error::<Test>::SameAccount);
	});
}

#[test]
fn fails_without_enough_points() {
	Chain.build_and_execute(|| {
		earn(BEN);
		let more = POINTS_FOR_RENT + 1;
		assert_noop!(transfer(BEN, CHEN, more), Error::<Test>::TooFewPoints);
		assert_noop!(transfer(CHEN, BEN, 1), Error::<Test>::TooFewPoints);
		pass_time(150 * DAY);
		assert_noop!(transfer(BEN, CHEN, 1), Error::<Test>::TooFewPoints);
	});
}

#[test]
fn fails_when_the_receiver_has_as_many_as_can_be_counted() {
	Chain.build_and_execute(|| {
		earn(BEN);
		Rate::set(&(u32::MAX - 4));
		PerDay::set(&u32::MAX);
		earn(CHEN);
		assert_noop!(transfer(BEN, CHEN, 5), Error::<Test>::TooManyPoints);
		assert_ok!(transfer(BEN, CHEN, 4));
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		earn(PAUPER);
		fund(PAUPER, POINTS_DEPOSIT - 1);
		assert_noop!(transfer(PAUPER, BEN, 1), FundsUnavailable);
		fund(PAUPER, POINTS_DEPOSIT);
		assert_ok!(transfer(PAUPER, BEN, 1));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		earn(BEN);
		for origin in unsigned() {
			assert_noop!(LeasingTokens::transfer_points(origin, CHEN, 1), BadOrigin);
		}
	});
}
