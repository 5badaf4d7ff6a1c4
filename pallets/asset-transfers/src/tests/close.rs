use super::*;

#[test]
fn burns_what_has_arrived() {
	for asset in ASSETS {
		on(A, || {
			let sent = sent(A, &transfer(asset.clone(), AMOUNT));
			assert_ok!(close(&sent, Outcome::Done));
			let (message, from, amount) = (message_id(A, 7), ALICE, AMOUNT);
			let asset = asset.clone();
			let completed =
				Event::TransferCompleted { message, asset: asset.clone(), from, amount };
			assert_eq!(events(), [completed]);
			assert_eq!((free(&asset, ALICE), held(&asset, ALICE)), (START - AMOUNT, 0));
			assert_eq!(issuance(&asset), FOUNDED - AMOUNT);
		});
	}
}

#[test]
fn releases_what_has_not_arrived() {
	for (asset, outcome) in [(MONEY, refused()), (POINTS, Outcome::Expired)] {
		on(A, || {
			let sent = sent(A, &transfer(asset.clone(), AMOUNT));
			assert_ok!(close(&sent, outcome));
			let (message, from, amount) = (message_id(A, 7), ALICE, AMOUNT);
			let returned = Event::TransferReturned { message, asset: asset.clone(), from, amount };
			assert_eq!(events(), [returned]);
			assert_eq!((free(&asset, ALICE), held(&asset, ALICE)), (START, 0));
			assert_eq!(issuance(&asset), FOUNDED);
		});
	}
}

#[test]
fn adds_what_the_relay_sent_to_the_share_of_the_target() {
	on(RELAY, || {
		assert_ok!(close(&sent(RELAY, &transfer(MONEY, AMOUNT)), Outcome::Done));
		let (message, amount, share) = (message_id(RELAY, 7), AMOUNT, FOUNDED + AMOUNT);
		assert_eq!(
			events(),
			[
				Event::TransferSettled { message, asset: MONEY, chain: id(B), amount, share },
				Event::TransferCompleted { message, asset: MONEY, from: ALICE, amount },
			]
		);
		assert_eq!(book(&MONEY), Book { total: 2 * FOUNDED + AMOUNT, in_transit: 0 });
		assert_eq!(issuance(&MONEY), FOUNDED - AMOUNT);
	});
}

#[test]
fn takes_what_returns_to_the_relay_out_of_its_book() {
	for outcome in [refused(), Outcome::Expired] {
		on(RELAY, || {
			assert_ok!(close(&sent(RELAY, &transfer(MONEY, AMOUNT)), outcome));
			assert_eq!(book(&MONEY), Book { total: 2 * FOUNDED, in_transit: 0 });
			assert_eq!(share_of(B, &MONEY), FOUNDED);
			assert_eq!(free(&MONEY, ALICE), START);
		});
	}
}

#[test]
fn leaves_what_else_is_in_transit() {
	on(A, || {
		let first = sent(A, &transfer(MONEY, AMOUNT));
		assert_ok!(open(message_id(A, 8), ALICE, id(B), &transfer(MONEY, 30)));
		assert_ok!(close(&first, Outcome::Done));
		assert_eq!(held(&MONEY, ALICE), 30);
	});
}

#[test]
fn burns_whatever_was_locked_or_frozen_since() {
	on(A, || {
		let money = sent(A, &transfer(MONEY, AMOUNT));
		let points = sent(A, &transfer(POINTS, AMOUNT));
		lock(ALICE, 2 * START);
		block_points(ALICE);
		assert_ok!(Assets::freeze_asset(signed(ADMIN), POINTS_ID));
		assert_ok!(close(&money, Outcome::Done));
		assert_ok!(close(&points, Outcome::Done));
		assert_eq!((held(&MONEY, ALICE), held(&POINTS, ALICE)), (0, 0));
	});
}

#[test]
fn releases_to_an_account_that_has_nothing_else() {
	on(A, || {
		// Another pallet keeps the account alive, so that all of its money can be on hold.
		System::inc_providers(&ALICE);
		let money = sent(A, &transfer(MONEY, EXISTENTIAL_DEPOSIT));
		assert_ok!(open(
			message_id(A, 8),
			ALICE,
			id(B),
			&transfer(MONEY, START - EXISTENTIAL_DEPOSIT)
		));
		assert_eq!(free(&MONEY, ALICE), 0);
		assert_ok!(close(&money, refused()));
		assert_eq!(free(&MONEY, ALICE), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn releases_what_is_no_longer_transferable() {
	on(A, || {
		let points = sent(A, &transfer(POINTS, AMOUNT));
		PointsStay::set(&true);
		assert_ok!(close(&points, refused()));
		assert_eq!(free(&POINTS, ALICE), START);
	});
}

#[test]
fn waits_until_a_blocked_account_can_take_it() {
	on(A, || {
		let points = sent(A, &transfer(POINTS, AMOUNT));
		block_points(ALICE);
		assert_noop!(close(&points, refused()), TokenError::CannotCreate);
		thaw_points(ALICE);
		assert_ok!(Assets::freeze_asset(signed(ADMIN), POINTS_ID));
		let not_live = pallet_assets::Error::<Test>::AssetNotLive;
		assert_noop!(close(&points, Outcome::Expired), not_live);
		assert_ok!(Assets::thaw_asset(signed(ADMIN), POINTS_ID));
		assert_ok!(close(&points, refused()));
		assert_eq!(free(&POINTS, ALICE), START);
	});
}

#[test]
fn an_account_with_something_in_transit_lives_on() {
	on(A, || {
		let points = sent(A, &transfer(POINTS, AMOUNT));
		let most = START - AMOUNT - POINTS_MINIMUM;
		let all = START - AMOUNT;
		assert!(Assets::transfer(signed(ALICE), POINTS_ID, BOB, all).is_err());
		assert_ok!(Assets::transfer(signed(ALICE), POINTS_ID, BOB, most));
		assert!(Assets::start_destroy(signed(ADMIN), POINTS_ID).is_err());
		assert_ok!(close(&points, refused()));
		assert_eq!(free(&POINTS, ALICE), AMOUNT + POINTS_MINIMUM);
	});
}
