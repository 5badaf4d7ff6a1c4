use super::*;

fn confirmed() -> Message {
	let message = message(route(A, B), 7, &transfer(POINTS, AMOUNT));
	assert_ok!(confirm(&message));
	System::reset_events();
	message
}

fn assert_settled(chain: usize, share: Balance) {
	let (message, asset, amount) = (message_id(A, 7), POINTS, AMOUNT);
	let settled = Event::TransferSettled { message, asset, chain: id(chain), amount, share };
	assert_eq!(events(), [settled]);
	assert_eq!(book(&POINTS), Book { total: 2 * FOUNDED, in_transit: 0 });
}

#[test]
fn adds_what_has_arrived_to_the_share_of_the_target() {
	on(RELAY, || {
		assert_ok!(settle(&confirmed(), Outcome::Done));
		assert_settled(B, FOUNDED + AMOUNT);
		assert_eq!(
			(share_of(A, &POINTS), share_of(B, &POINTS)),
			(FOUNDED - AMOUNT, FOUNDED + AMOUNT)
		);
	});
}

#[test]
fn gives_what_has_not_arrived_back_to_the_share_of_the_source() {
	for outcome in [refused(), Outcome::Expired] {
		on(RELAY, || {
			assert_ok!(settle(&confirmed(), outcome));
			assert_settled(A, FOUNDED);
			assert_eq!((share_of(A, &POINTS), share_of(B, &POINTS)), (FOUNDED, FOUNDED));
		});
	}
}

#[test]
fn follows_whatever_has_become_of_the_share_or_the_asset() {
	on(RELAY, || {
		let message = confirmed();
		assert_ok!(AssetTransfers::lower_share(signed(COMMITTEE), id(A), POINTS, FOUNDED));
		raise(B, &POINTS, Balance::MAX - FOUNDED - AMOUNT);
		PointsStay::set(&true);
		Known::set(&Default::default());
		frame_support::hypothetically!({
			assert_ok!(settle(&message, Outcome::Done));
			assert_eq!(share_of(B, &POINTS), Balance::MAX);
		});
		assert_ok!(settle(&message, Outcome::Expired));
		assert_eq!(share_of(A, &POINTS), AMOUNT);
	});
}
