use super::*;

/// A message whose receipt came to `chain` when its handler could not follow.
fn stuck(net: &mut Network, chain: usize) {
	net.on(chain, || IsBroken::set(&true));
	net.on(A, || send(B, order(LANE, 5, Fate::BadForTarget)));
	net.settle();
	net.on(chain, || IsBroken::set(&false));
}

fn outcome(net: &mut Network, chain: usize) -> Outcome {
	net.on(chain, || RelayBridge::message(ab(), 0).unwrap().1.unwrap())
}

#[test]
fn a_message_whose_handler_fails_waits_with_its_deposit_until_it_can_be_closed() {
	Network::run(|net| {
		stuck(net, A);
		let outcome = outcome(net, A);
		net.on(A, || {
			let message = message_id(A, 0);
			let failed = Event::ClosingFailed { message, route: ab(), error: BAD };
			assert!(events().contains(&failed));
			assert!(held(ALICE) > 0);
			// What the handler had done before it failed is undone.
			assert_eq!((units(ALICE), OnTheWay::get()), (START_UNITS - 5, 5));
			assert_ok!(RelayBridge::close_message(signed(STRANGER), ab(), 0));
			assert_eq!(events(), [Event::MessageClosed { message, route: ab(), outcome }]);
			assert_eq!(units(ALICE), START_UNITS);
		});
		assert_settled(net);
	});
}

#[test]
fn on_the_relay_the_receipt_goes_on_its_way_meanwhile() {
	Network::run(|net| {
		stuck(net, RELAY);
		let outcome = outcome(net, RELAY);
		net.on(A, || assert_eq!(units(ALICE), START_UNITS));
		acts();
		net.on(RELAY, || {
			assert_ok!(RelayBridge::close_message(signed(STRANGER), ab(), 0));
		});
		assert_eq!(acts(), [Act::Settled(message_id(A, 0), outcome)]);
		assert_settled(net);
	});
}

#[test]
fn fails_while_the_handler_fails() {
	Network::run(|net| {
		stuck(net, A);
		net.on(A, || {
			hypothetically!({
				IsBroken::set(&true);
				assert_noop!(RelayBridge::close_message(signed(STRANGER), ab(), 0), BAD);
			});
		});
	});
}

#[test]
fn fails_before_the_receipt_and_after_it_was_closed() {
	Network::run(|net| {
		let close = || RelayBridge::close_message(signed(ALICE), ab(), 0);
		net.on(A, || {
			assert_noop!(close(), E::MessageNotFound);
			send(B, content());
			assert_noop!(close(), E::NotDecided);
		});
		net.settle();
		net.on(A, || {
			assert_noop!(close(), E::MessageNotFound);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Network::run(|net| {
		stuck(net, A);
		net.on(A, || {
			for origin in unsigned() {
				assert_noop!(RelayBridge::close_message(origin, ab(), 0), BadOrigin);
			}
		});
	});
}
