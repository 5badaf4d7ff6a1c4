use super::*;

#[test]
fn tells_what_may_leave() {
	on(A, || {
		let may_leave = AssetTransfers::is_transferable;
		assert_eq!([MONEY, POINTS, TOKEN].map(may_leave), [true, true, false]);
	});
}

#[test]
fn tells_what_somebody_has_in_transit() {
	on(A, || {
		sent(A, &transfer(POINTS, AMOUNT));
		assert_eq!(AssetTransfers::in_transit(ALICE, POINTS), AMOUNT);
		assert_eq!(AssetTransfers::in_transit(ALICE, MONEY), 0);
		assert_eq!(AssetTransfers::in_transit(BOB, POINTS), 0);
	});
}

#[test]
fn tells_the_shares_of_a_member() {
	on(RELAY, || {
		assert_ok!(confirm(&message(route(A, B), 0, &transfer(POINTS, AMOUNT))));
		let mut shares = AssetTransfers::shares_of(id(A));
		shares.sort_by_key(|it| it.1);
		assert_eq!(shares, [(POINTS, FOUNDED - AMOUNT), (MONEY, FOUNDED)]);
		assert_eq!(AssetTransfers::share(id(A), POINTS), FOUNDED - AMOUNT);
		assert_eq!(AssetTransfers::shares_of(UNKNOWN), []);
		assert_eq!(AssetTransfers::share(UNKNOWN, MONEY), 0);
	});
}

#[test]
fn tells_what_all_members_have() {
	on(RELAY, || {
		assert_ok!(confirm(&message(route(A, B), 0, &transfer(POINTS, AMOUNT))));
		let expected = Book { total: 2 * FOUNDED, in_transit: AMOUNT };
		assert_eq!(AssetTransfers::book(POINTS), expected);
		assert_eq!(AssetTransfers::book(TOKEN), Book::default());
	});
}
