use super::*;

fn withdraw(who: AccountId) -> DispatchResult {
	ForeignFacts::withdraw_permission(signed(who), VIN, SERVICE, LENDER, CONTRACT)
}

fn assert_withdrawn(by: AccountId) {
	let event = Event::PermissionWithdrawn {
		vehicle: VIN,
		chain: SERVICE,
		holder: LENDER,
		reference: CONTRACT,
		by,
	};
	assert_eq!(events().last(), Some(&event));
	assert!(!ForeignLiens::<Test>::contains_key(VIN));
	assert_eq!(held(HoldReason::ForeignLienStorage, OWNER), 0);
}

#[test]
fn gives_the_deposit_back() {
	Chain::with_permission(|| {
		assert_ok!(withdraw(OWNER));
		assert_withdrawn(OWNER);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::PermissionNotFound));
	});
}

#[test]
fn leaves_the_others() {
	Chain::with_permission(|| {
		assert_ok!(allow(HOSTILE, LENDER, CONTRACT));
		assert_ok!(withdraw(OWNER));
		assert_eq!(ForeignLiens::<Test>::get(VIN)[0].chain, HOSTILE);
		assert_eq!(ForeignLiens::<Test>::get(VIN).len(), 1);
	});
}

#[test]
fn is_open_to_anybody_once_it_has_ended() {
	Chain::with_permission(|| {
		Timestamp::set_timestamp(EXPIRY - 1);
		assert_noop!(withdraw(STRANGER), Error::<Test>::NotAuthorized);
		Timestamp::set_timestamp(EXPIRY);
		assert_ok!(withdraw(STRANGER));
		assert_withdrawn(STRANGER);
	});
}

#[test]
fn is_open_to_anybody_once_the_title_has_passed() {
	Chain::with_permission(|| {
		pass_title();
		assert_ok!(withdraw(BUYER));
		assert_withdrawn(BUYER);
	});
}

#[test]
fn is_open_to_anybody_once_the_car_has_moved() {
	Chain::with_permission(|| {
		move_away();
		assert_ok!(withdraw(STRANGER));
		assert_withdrawn(STRANGER);
	});
}

#[test]
fn fails_for_strangers_while_it_holds() {
	Chain::with_permission(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(withdraw(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain::with_permission(|| {
		let of = |chain, holder, reference| {
			ForeignFacts::withdraw_permission(signed(OWNER), VIN, chain, holder, reference)
		};
		let error = Error::<Test>::PermissionNotFound;
		assert_noop!(of(HOSTILE, LENDER, CONTRACT), error);
		let error = Error::<Test>::PermissionNotFound;
		assert_noop!(of(SERVICE, OTHER_LENDER, CONTRACT), error);
		let error = Error::<Test>::PermissionNotFound;
		assert_noop!(of(SERVICE, LENDER, OTHER_CONTRACT), error);
	});
}

#[test]
fn fails_when_the_lien_was_entered() {
	Chain::with_lien(|| {
		assert_noop!(withdraw(OWNER), Error::<Test>::PermissionNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_permission(|| {
		for origin in unsigned() {
			let call = ForeignFacts::withdraw_permission(origin, VIN, SERVICE, LENDER, CONTRACT);
			assert_noop!(call, BadOrigin);
		}
	});
}
