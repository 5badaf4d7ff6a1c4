use super::*;

fn clear(who: AccountId) -> DispatchResult {
	ForeignFacts::clear_lien(signed(who), VIN, SERVICE, LENDER, CONTRACT)
}

fn assert_cleared(by: AccountId) {
	let event = Event::LienCleared {
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
fn gives_the_deposit_of_an_ended_lien_back() {
	Chain::with_lien(|| {
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_ok!(clear(STRANGER));
		assert_cleared(STRANGER);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
	});
}

#[test]
fn clears_what_a_car_that_has_moved_left_behind() {
	Chain::with_lien(|| {
		move_away();
		assert_ok!(clear(STRANGER));
		assert_cleared(STRANGER);
	});
}

#[test]
fn fails_while_the_lien_is_in_force() {
	Chain::with_lien(|| {
		for who in all_but(&[]) {
			assert_noop!(clear(who), Error::<Test>::LienInForce);
		}
		pass_title();
		assert_noop!(clear(OWNER), Error::<Test>::LienInForce);
	});
}

#[test]
fn fails_for_a_permission() {
	Chain::with_permission(|| {
		Timestamp::set_timestamp(EXPIRY);
		assert_noop!(clear(OWNER), Error::<Test>::LienNotFound);
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain::with_lien(|| {
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		let of = |chain, holder, reference| {
			let call = ForeignFacts::clear_lien(signed(STRANGER), VIN, chain, holder, reference);
			assert_noop!(call, Error::<Test>::LienNotFound);
		};
		of(HOSTILE, LENDER, CONTRACT);
		of(SERVICE, OTHER_LENDER, CONTRACT);
		of(SERVICE, LENDER, OTHER_CONTRACT);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_lien(|| {
		for origin in unsigned() {
			let call = ForeignFacts::clear_lien(origin, VIN, SERVICE, LENDER, CONTRACT);
			assert_noop!(call, BadOrigin);
		}
	});
}
