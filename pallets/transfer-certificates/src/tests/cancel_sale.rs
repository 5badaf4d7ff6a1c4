use super::*;

#[test]
fn takes_effect_once_both_sides_asked() {
	for [first, second] in [[SELLER, BUYER], [BUYER, SELLER], [AGENT, BUYER]] {
		for asset in [native(), token()] {
			Chain::with_vehicle().build_and_execute(|| {
				let number = accepted_with(by_agent(terms_in(asset.clone())));
				events();
				assert_ok!(cancel(first, number));
				let side = if first == BUYER { Side::Buyer } else { Side::Seller };
				let asked = Event::CancellationAsked { vehicle: VIN, number, side };
				assert_eq!(events(), [asked]);
				assert_noop!(cancel(first, number), Error::<Test>::AlreadyAsked);
				assert_ok!(cancel(second, number));
				assert_eq!(events(), [Event::SaleCancelled { vehicle: VIN, number }]);
				assert_undone();
				assert_eq!(worth(asset.clone(), BUYER), START_BALANCE);
				assert!(noted(SELLER).is_empty());
			});
		}
	}
}

#[test]
fn agent_and_seller_are_one_side() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted_with(by_agent(terms()));
		assert_ok!(cancel(AGENT, number));
		assert_noop!(cancel(SELLER, number), Error::<Test>::AlreadyAsked);
	});
}

#[test]
fn needs_both_sides_anew_after_a_statement() {
	for [first, second] in [[SELLER, BUYER], [BUYER, SELLER]] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = accepted();
			assert_ok!(cancel(first, number));
			assert_ok!(state(second, number, statement()));
			assert_eq!(sale().deal.unwrap().cancelled_by, None);
			assert_ok!(cancel(first, number));
			assert_ok!(state(first, number, statement()));
			assert_ok!(cancel(second, number));
			assert_noop!(cancel(second, number), Error::<Test>::AlreadyAsked);
			let again = state(first, number, statement());
			assert_noop!(again, Error::<Test>::AlreadyAgreed);
			assert_ok!(cancel(first, number));
			assert_undone();
		});
	}
}

#[test]
fn ends_a_dispute_and_survives_a_lost_lock() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		unlock();
		assert_ok!(cancel(SELLER, number));
		assert_ok!(cancel(BUYER, number));
		assert_undone();
	});
}

#[test]
fn fails_for_others_and_without_an_accepted_sale() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(cancel(SELLER, 0), Error::<Test>::SaleNotFound);
		let number = offer();
		assert_noop!(cancel(SELLER, number), Error::<Test>::NotAccepted);
		assert_ok!(accept(BUYER, number));
		for who in all_but(&[SELLER, BUYER]) {
			assert_noop!(cancel(who, number), Error::<Test>::NotParty);
		}
		for origin in unsigned() {
			let cancel = TransferCertificates::cancel_sale(origin, VIN, number);
			assert_noop!(cancel, BadOrigin);
		}
	});
}
