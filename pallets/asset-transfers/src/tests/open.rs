use super::*;

#[test]
fn puts_what_is_sent_on_hold() {
	for asset in ASSETS {
		on(A, || {
			let (id, target) = (message_id(A, 3), id(B));
			assert_ok!(open(id, ALICE, target, &transfer(asset.clone(), AMOUNT)));
			let (from, to, amount) = (ALICE, BOB, AMOUNT);
			let sent =
				Event::TransferSent { message: id, asset: asset.clone(), from, to, target, amount };
			assert_eq!(events(), [sent]);
			assert_eq!((free(&asset, ALICE), held(&asset, ALICE)), (START - AMOUNT, AMOUNT));
			assert_eq!(issuance(&asset), FOUNDED);
		});
	}
}

#[test]
fn counts_what_the_relay_sends() {
	on(RELAY, || {
		sent(RELAY, &transfer(POINTS, AMOUNT));
		assert_eq!(held(&POINTS, ALICE), AMOUNT);
		assert_eq!(book(&POINTS), Book { total: 2 * FOUNDED + AMOUNT, in_transit: AMOUNT });
		assert_eq!(share_of(B, &POINTS), FOUNDED);
	});
}

#[test]
fn leaves_the_smallest_balance() {
	for (asset, minimum) in [(MONEY, EXISTENTIAL_DEPOSIT), (POINTS, POINTS_MINIMUM)] {
		on(A, || {
			let most = START - minimum;
			let too_much = transfer(asset.clone(), most + 1);
			let unavailable = TokenError::FundsUnavailable;
			assert_noop!(open(message_id(A, 0), ALICE, id(B), &too_much), unavailable);
			assert_ok!(open(message_id(A, 0), ALICE, id(B), &transfer(asset.clone(), most)));
			assert_eq!(free(&asset, ALICE), minimum);
		});
	}
}

#[test]
fn fails_for_what_is_locked_however_often_it_is_tried() {
	on(A, || {
		lock(ALICE, START - 500);
		let send = |amount| open(message_id(A, 0), ALICE, id(B), &transfer(MONEY, amount));
		assert_noop!(send(501), TokenError::Frozen);
		assert_ok!(send(300));
		// What is in transit would cover the lock now, but not when it has arrived.
		assert_noop!(send(201), TokenError::Frozen);
		assert_ok!(send(200));
		assert_noop!(send(EXISTENTIAL_DEPOSIT), TokenError::Frozen);
	});
}

#[test]
fn fails_for_frozen_points() {
	on(A, || {
		assert_ok!(Assets::freeze(signed(ADMIN), POINTS_ID, ALICE));
		let call = open(message_id(A, 0), ALICE, id(B), &transfer(POINTS, AMOUNT));
		assert_noop!(call, TokenError::FundsUnavailable);
	});
}

#[test]
fn fails_for_an_asset_that_stays() {
	on(A, || {
		let call = open(message_id(A, 0), ALICE, id(B), &transfer(TOKEN, AMOUNT));
		assert_noop!(call, E::AssetNotTransferable);
	});
}

#[test]
fn fails_below_the_smallest_balance() {
	for (asset, minimum) in [(MONEY, EXISTENTIAL_DEPOSIT), (POINTS, POINTS_MINIMUM)] {
		on(A, || {
			for amount in [0, minimum - 1] {
				let call = open(message_id(A, 0), ALICE, id(B), &transfer(asset.clone(), amount));
				assert_noop!(call, E::AmountTooSmall);
			}
			assert_ok!(open(message_id(A, 0), ALICE, id(B), &transfer(asset.clone(), minimum)));
		});
	}
}

#[test]
fn fails_on_the_relay_when_the_total_could_not_be_counted() {
	on(RELAY, || {
		raise(A, &MONEY, Balance::MAX - 2 * FOUNDED - AMOUNT);
		let call = open(message_id(RELAY, 0), ALICE, id(B), &transfer(MONEY, AMOUNT + 1));
		assert_noop!(call, E::TotalTooLarge);
		assert_ok!(open(message_id(RELAY, 0), ALICE, id(B), &transfer(MONEY, AMOUNT)));
	});
}

#[test]
fn weighs_what_each_step_does() {
	let weight = |lane| AssetTransfers::execute_weight(lane).ref_time();
	assert_eq!(AssetTransfers::open_weight().ref_time(), 10);
	assert_eq!(weight(Lane::Assets), 30);
	assert_eq!(weight(Lane::Receipts), 60);
	assert_eq!(weight(Lane::Titles), 0);
}
