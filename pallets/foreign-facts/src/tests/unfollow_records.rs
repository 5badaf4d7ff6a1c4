use super::*;

fn followed(test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, SERVICE));
		System::reset_events();
		test();
	});
}

fn unfollow(who: AccountId) -> DispatchResult {
	ForeignFacts::unfollow_records(signed(who), VIN, SERVICE)
}

fn assert_unfollowed(by: AccountId) {
	let event = Event::RecordsUnfollowed { vehicle: VIN, chain: SERVICE, by };
	assert_eq!(events().last(), Some(&event));
	assert!(!FollowedRecords::<Test>::contains_key(VIN));
	assert_eq!(held(HoldReason::ForeignRecordsStorage, OWNER), 0);
	assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
}

#[test]
fn gives_the_deposit_back() {
	followed(|| {
		assert_ok!(unfollow(OWNER));
		assert_unfollowed(OWNER);
		assert_noop!(execute(SERVICE, LENDER, &records(1)), why(Error::<Test>::NotFollowed));
	});
}

#[test]
fn is_open_to_the_next_owner_and_to_who_pays() {
	followed(|| {
		pass_title();
		hypothetically!({
			assert_ok!(unfollow(BUYER));
			assert_unfollowed(BUYER);
		});
		assert_ok!(unfollow(OWNER));
		assert_unfollowed(OWNER);
	});
}

#[test]
fn is_open_to_anybody_once_the_car_has_moved() {
	followed(|| {
		move_away();
		assert_ok!(unfollow(STRANGER));
		assert_unfollowed(STRANGER);
	});
}

#[test]
fn fails_for_strangers() {
	followed(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(unfollow(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_for_a_chain_that_is_not_followed() {
	followed(|| {
		let call = ForeignFacts::unfollow_records(signed(OWNER), VIN, HOSTILE);
		assert_noop!(call, Error::<Test>::NotFollowed);
		let call = ForeignFacts::unfollow_records(signed(OWNER), SECOND_VIN, SERVICE);
		assert_noop!(call, Error::<Test>::NotFollowed);
	});
}

#[test]
fn fails_when_nobody_signed() {
	followed(|| {
		for origin in unsigned() {
			assert_noop!(ForeignFacts::unfollow_records(origin, VIN, SERVICE), BadOrigin);
		}
	});
}
