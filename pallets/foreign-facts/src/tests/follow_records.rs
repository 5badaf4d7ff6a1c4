use super::*;

fn follow(who: AccountId, chain: ChainId) -> DispatchResult {
	ForeignFacts::follow_records(signed(who), VIN, chain)
}

#[test]
fn stores_the_wish_against_a_deposit() {
	Chain.build_and_execute(|| {
		assert_ok!(follow(OWNER, SERVICE));
		let event = Event::RecordsFollowed { vehicle: VIN, chain: SERVICE, by: OWNER };
		assert_eq!(events(), [event]);
		let list = FollowedRecords::<Test>::get(VIN);
		assert_eq!((list.len(), list[0].chain, list[0].report), (1, SERVICE, None));
		assert_eq!(held(HoldReason::ForeignRecordsStorage, OWNER), RECORDS_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE - RECORDS_DEPOSIT);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain.build_and_execute(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(follow(who, SERVICE), Error::<Test>::NotOwner);
		}
		let call = ForeignFacts::follow_records(signed(OWNER), UNKNOWN_VIN, SERVICE);
		assert_noop!(call, Error::<Test>::VehicleNotHere);
	});
}

#[test]
fn fails_for_a_chain_that_is_followed() {
	Chain.build_and_execute(|| {
		assert_ok!(follow(OWNER, SERVICE));
		assert_noop!(follow(OWNER, SERVICE), Error::<Test>::AlreadyFollowed);
		pass_title();
		assert_noop!(follow(BUYER, SERVICE), Error::<Test>::AlreadyFollowed);
		assert_ok!(follow(BUYER, HOSTILE));
	});
}

#[test]
fn fails_when_as_many_are_followed_as_can_be() {
	Chain.build_and_execute(|| {
		for number in 0..MAX_FOLLOWED {
			assert_ok!(follow(OWNER, other_chain(number)));
		}
		assert_noop!(follow(OWNER, SERVICE), Error::<Test>::TooManyFollowed);
		assert_ok!(ForeignFacts::unfollow_records(signed(OWNER), VIN, other_chain(3)));
		assert_ok!(follow(OWNER, SERVICE));
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		fund(OWNER, RECORDS_DEPOSIT - 1);
		assert_noop!(follow(OWNER, SERVICE), FundsUnavailable);
		fund(OWNER, RECORDS_DEPOSIT);
		assert_ok!(follow(OWNER, SERVICE));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ForeignFacts::follow_records(origin, VIN, SERVICE), BadOrigin);
		}
	});
}
