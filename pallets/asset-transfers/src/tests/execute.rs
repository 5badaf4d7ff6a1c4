//! What the relay and the target do with a message.

use super::*;

#[test]
fn confirming_takes_from_the_share_of_the_source() {
	on(RELAY, || {
		let message = message(route(A, B), 7, &transfer(MONEY, AMOUNT));
		assert_ok!(confirm(&message));
		let share = FOUNDED - AMOUNT;
		let (id, asset, amount) = (message_id(A, 7), MONEY, AMOUNT);
		assert_eq!(events(), [Event::TransferConfirmed { message: id, asset, amount, share }]);
		assert_eq!(share_of(A, &MONEY), share);
		assert_eq!(book(&MONEY), Book { total: 2 * FOUNDED, in_transit: AMOUNT });
		assert_eq!(issuance(&MONEY), FOUNDED);
	});
}

#[test]
fn confirming_fails_above_the_share() {
	on(RELAY, || {
		let message = |amount| message(route(A, B), 0, &transfer(POINTS, amount));
		assert_noop!(confirm(&message(FOUNDED + 1)), refusal(E::AboveShare));
		assert_noop!(confirm(&message(Balance::MAX)), refusal(E::AboveShare));
		assert_ok!(confirm(&message(FOUNDED)));
		assert_noop!(confirm(&message(POINTS_MINIMUM)), refusal(E::AboveShare));
	});
}

#[test]
fn confirming_fails_for_what_no_source_may_send() {
	on(RELAY, || fails_for_what_no_source_may_send(route(A, B), confirm));
}

#[test]
fn executing_makes_what_is_sent() {
	for asset in ASSETS {
		on(B, || {
			let message = message(route(A, B), 7, &transfer(asset.clone(), AMOUNT));
			assert_ok!(execute(&message));
			let (id, to, amount) = (message_id(A, 7), BOB, AMOUNT);
			let arrived = Event::TransferArrived { message: id, asset: asset.clone(), to, amount };
			assert_eq!(events(), [arrived]);
			assert_eq!(free(&asset, BOB), START + AMOUNT);
			assert_eq!(issuance(&asset), FOUNDED + AMOUNT);
		});
	}
}

#[test]
fn executing_makes_an_account_where_there_is_none() {
	for (asset, minimum) in [(MONEY, EXISTENTIAL_DEPOSIT), (POINTS, POINTS_MINIMUM)] {
		on(B, || {
			let content = Transfer { to: NOBODY, ..transfer(asset.clone(), minimum) };
			assert_ok!(execute(&message(route(A, B), 0, &content)));
			assert_eq!(free(&asset, NOBODY), minimum);
		});
	}
}

#[test]
fn executing_on_the_relay_takes_from_the_share_for_good() {
	on(RELAY, || {
		assert_ok!(execute(&message(route(A, RELAY), 7, &transfer(MONEY, AMOUNT))));
		let (id, amount, share) = (message_id(A, 7), AMOUNT, FOUNDED - AMOUNT);
		assert_eq!(
			events(),
			[
				Event::TransferConfirmed { message: id, asset: MONEY, amount, share },
				Event::TransferArrived { message: id, asset: MONEY, to: BOB, amount },
			]
		);
		assert_eq!(share_of(A, &MONEY), share);
		assert_eq!(book(&MONEY), Book { total: 2 * FOUNDED - AMOUNT, in_transit: 0 });
		assert_eq!(issuance(&MONEY), FOUNDED + AMOUNT);
	});
}

#[test]
fn executing_on_the_relay_fails_above_the_share() {
	on(RELAY, || {
		let message = message(route(A, RELAY), 0, &transfer(MONEY, FOUNDED + 1));
		assert_noop!(execute(&message), refusal(E::AboveShare));
	});
}

#[test]
fn executing_fails_for_what_no_source_may_send() {
	on(B, || fails_for_what_no_source_may_send(route(A, B), execute));
	on(RELAY, || fails_for_what_no_source_may_send(route(A, RELAY), execute));
}

#[test]
fn executing_fails_when_the_account_cannot_take_it() {
	for (chain, route) in [(B, route(A, B)), (RELAY, route(A, RELAY))] {
		on(chain, || {
			block_points(BOB);
			let message = message(route, 0, &transfer(POINTS, AMOUNT));
			assert_noop!(execute(&message), refusal(TokenError::Blocked));
		});
	}
}

#[test]
fn executing_fails_when_there_would_be_more_than_can_be_counted() {
	on(B, || {
		let message = message(route(A, B), 0, &transfer(MONEY, Balance::MAX));
		assert_noop!(execute(&message), refusal(sp_runtime::ArithmeticError::Overflow));
	});
}

/// Whoever says it.
fn fails_for_what_no_source_may_send(route: Route, take: fn(&Message) -> Result<(), Refusal>) {
	let too_small = refusal(E::AmountTooSmall);
	for amount in [0, EXISTENTIAL_DEPOSIT - 1] {
		assert_noop!(take(&message(route, 0, &transfer(MONEY, amount))), too_small);
	}
	let staying = message(route, 0, &transfer(TOKEN, AMOUNT));
	assert_noop!(take(&staying), refusal(E::AssetNotTransferable));
}
