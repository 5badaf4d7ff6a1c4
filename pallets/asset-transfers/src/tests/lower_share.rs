use super::*;

fn lower(by: Balance) -> sp_runtime::DispatchResult {
	AssetTransfers::lower_share(signed(COMMITTEE), id(A), MONEY, by)
}

#[test]
fn lets_a_member_bring_less_elsewhere() {
	on(RELAY, || {
		assert_ok!(lower(5));
		let share = FOUNDED - 5;
		assert_eq!(events(), [Event::ShareLowered { chain: id(A), asset: MONEY, by: 5, share }]);
		assert_eq!(share_of(A, &MONEY), share);
		assert_eq!(book(&MONEY), Book { total: 2 * FOUNDED - 5, in_transit: 0 });
	});
}

#[test]
fn takes_what_there_is_when_the_share_has_become_smaller() {
	on(RELAY, || {
		assert_ok!(confirm(&message(route(A, B), 0, &transfer(MONEY, AMOUNT))));
		System::reset_events();
		assert_ok!(lower(FOUNDED));
		let by = FOUNDED - AMOUNT;
		assert_eq!(events(), [Event::ShareLowered { chain: id(A), asset: MONEY, by, share: 0 }]);
		assert!(!Shares::<Test>::contains_key(id(A), MONEY));
		assert_eq!(book(&MONEY), Book { total: FOUNDED + AMOUNT, in_transit: AMOUNT });
	});
}

#[test]
fn needs_no_chain_that_is_still_known() {
	on(RELAY, || {
		Known::set(&Default::default());
		assert_ok!(lower(FOUNDED));
	});
}

#[test]
fn fails_off_the_relay() {
	on(A, || {
		assert_noop!(lower(1), E::NotRelay);
	});
}

#[test]
fn fails_for_nothing() {
	on(RELAY, || {
		assert_noop!(lower(0), E::AmountTooSmall);
	});
}

#[test]
fn fails_without_a_share() {
	on(RELAY, || {
		assert_ok!(lower(FOUNDED));
		assert_noop!(lower(1), E::ShareNotFound);
	});
}

#[test]
fn fails_for_anybody_else() {
	on(RELAY, || {
		for origin in [signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(AssetTransfers::lower_share(origin, id(A), MONEY, 1), BadOrigin);
		}
	});
}
