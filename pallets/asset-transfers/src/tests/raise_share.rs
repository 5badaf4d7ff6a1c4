use super::*;

#[test]
fn lets_a_member_bring_more_elsewhere() {
	on(RELAY, || {
		assert_ok!(AssetTransfers::raise_share(signed(COMMITTEE), id(A), POINTS, 5));
		let share = FOUNDED + 5;
		assert_eq!(events(), [Event::ShareRaised { chain: id(A), asset: POINTS, by: 5, share }]);
		assert_eq!(share_of(A, &POINTS), share);
		assert_eq!(share_of(A, &MONEY), FOUNDED);
		assert_eq!(share_of(B, &POINTS), FOUNDED);
		assert_eq!(book(&POINTS), Book { total: 2 * FOUNDED + 5, in_transit: 0 });
	});
}

#[test]
fn fails_off_the_relay() {
	on(A, || {
		know(id(B));
		let call = AssetTransfers::raise_share(signed(COMMITTEE), id(B), MONEY, 1);
		assert_noop!(call, E::NotRelay);
	});
}

#[test]
fn fails_for_a_chain_that_nobody_registered() {
	on(RELAY, || {
		let call = AssetTransfers::raise_share(signed(COMMITTEE), UNKNOWN, MONEY, 1);
		assert_noop!(call, E::ChainNotKnown);
	});
}

#[test]
fn fails_for_an_asset_that_stays() {
	on(RELAY, || {
		let call = AssetTransfers::raise_share(signed(COMMITTEE), id(A), TOKEN, 1);
		assert_noop!(call, E::AssetNotTransferable);
	});
}

#[test]
fn fails_for_nothing() {
	on(RELAY, || {
		let call = AssetTransfers::raise_share(signed(COMMITTEE), id(A), MONEY, 0);
		assert_noop!(call, E::AmountTooSmall);
	});
}

#[test]
fn fails_when_the_total_could_not_be_counted() {
	on(RELAY, || {
		let left = Balance::MAX - 2 * FOUNDED;
		let call = AssetTransfers::raise_share(signed(COMMITTEE), id(A), MONEY, left + 1);
		assert_noop!(call, E::TotalTooLarge);
		assert_ok!(AssetTransfers::raise_share(signed(COMMITTEE), id(A), MONEY, left));
	});
}

#[test]
fn fails_for_anybody_else() {
	on(RELAY, || {
		for origin in [signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(AssetTransfers::raise_share(origin, id(A), MONEY, 1), BadOrigin);
		}
	});
}
