use super::*;

const LESS: Ruling<Balance> = Ruling::Complete { price: 9_000 };

#[test]
fn finishes_the_sale_for_less() {
	for asset in [native(), token()] {
		Chain::with_vehicle().build_and_execute(|| {
			borrow_and_quote(asset.clone(), 8_000);
			let number = disputed_with(by_agent(terms_in(asset.clone())));
			wait(SETTLEMENT_PERIOD);
			events();
			let loser = Some(Side::Seller);
			assert_ok!(resolve(number, LESS, loser));
			let certificate = Some(0);
			let resolved =
				Event::SaleResolved { vehicle: VIN, number, ruling: LESS, loser, certificate };
			assert_eq!(events().last(), Some(&resolved));
			for (who, now) in [
				(LENDER, START_BALANCE + 8_000),
				(SELLER, START_BALANCE + 500),
				(AGENT, START_BALANCE + 500),
				(BUYER, START_BALANCE - 9_000),
			] {
				assert_eq!(worth(asset.clone(), who), now);
			}
			assert_eq!(held_in(asset.clone(), HoldReason::Escrow, BUYER), 0);
			assert_eq!(owner(VIN), BUYER);
			let kept = TransferCertificates::certificate(0).unwrap();
			assert_eq!((kept.price.amount(), kept.paid), (PRICE, 9_000));
			assert_eq!((kept.basis, kept.hand_over), (Basis::Ruling, None));
			let facts = [ReputationFact::SaleFinished as u8, ReputationFact::ClaimLost as u8];
			assert_eq!(noted(SELLER), facts);
			assert_eq!(noted(BUYER), facts[..1]);
		});
	}
}

#[test]
fn keeps_a_hand_over_that_both_sides_agreed_on() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		assert_ok!(dispute(BUYER, number));
		assert_ok!(resolve(number, Ruling::Complete { price: PRICE }, None));
		let kept = TransferCertificates::certificate(0).unwrap();
		assert_eq!(kept.hand_over, Some(statement()));
	});
}

#[test]
fn splits_the_price_of_a_sale_that_is_called_off() {
	for (to_seller, asset) in [(0, native()), (300, token()), (PRICE, native())] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = disputed_with(terms_in(asset.clone()));
			let (ruling, loser) = (Ruling::Cancel { to_seller }, Some(Side::Buyer));
			events();
			assert_ok!(resolve(number, ruling, loser));
			let certificate = None;
			let event = Event::SaleResolved { vehicle: VIN, number, ruling, loser, certificate };
			assert_eq!(events(), [event]);
			assert_undone();
			assert_eq!(worth(asset.clone(), SELLER), START_BALANCE + to_seller);
			assert_eq!(worth(asset.clone(), BUYER), START_BALANCE - to_seller);
			assert_eq!(noted(BUYER), [ReputationFact::ClaimLost as u8]);
			assert!(noted(SELLER).is_empty());
		});
	}
}

#[test]
fn finishes_a_gift_without_money() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(gift());
		for ruling in [Ruling::Complete { price: 1 }, Ruling::Cancel { to_seller: 1 }] {
			assert_noop!(resolve(number, ruling, None), Error::<Test>::RulingNotValid);
		}
		assert_ok!(resolve(number, Ruling::Complete { price: 0 }, None));
		assert_eq!(owner(VIN), BUYER);
	});
}

#[test]
fn fails_when_more_is_paid_than_is_held_or_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		for ruling in [
			Ruling::Complete { price: PRICE + 1 },
			Ruling::Complete { price: 0 },
			Ruling::Cancel { to_seller: PRICE + 1 },
		] {
			assert_noop!(resolve(number, ruling, None), Error::<Test>::RulingNotValid);
		}
	});
}

#[test]
fn fails_when_liens_and_fee_are_more_than_the_ruled_price() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let number = disputed_with(by_agent(terms()));
		let ruled = |price| resolve(number, Ruling::Complete { price }, None);
		assert_noop!(ruled(8_499), Error::<Test>::PayOffsExceedPrice);
		assert_ok!(ruled(8_500));
		assert_eq!(worth(native(), SELLER), START_BALANCE);
	});
}

#[test]
fn can_be_carried_out_until_the_last_moment_of_the_latest_dispute() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		let until = NOW + SETTLEMENT_PERIOD + RULING_PERIOD + 1;
		assert_ok!(quote_until(LENDER, 0, native(), 8_000, until));
		let number = accepted();
		wait(SETTLEMENT_PERIOD - 1);
		assert_ok!(dispute(BUYER, number));
		wait(RULING_PERIOD - 1);
		assert_ok!(resolve(number, LESS, None));
		assert_eq!(worth(native(), LENDER), START_BALANCE + 8_000);
	});
}

#[test]
fn fails_once_the_time_is_over() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		wait(RULING_PERIOD - 1);
		for ruling in [LESS, Ruling::Cancel { to_seller: PRICE }] {
			hypothetically_ok!(resolve(number, ruling, None));
		}
		wait(1);
		for ruling in [LESS, Ruling::Cancel { to_seller: PRICE }] {
			assert_noop!(resolve(number, ruling, None), Error::<Test>::SettlementOver);
		}
		assert_ok!(expire(number));
		assert_undone();
	});
}

#[test]
fn pays_nobody_who_is_blocked() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms_in(token()));
		assert_ok!(Assets::block(signed(ISSUER), TOKEN, SELLER));
		for ruling in [LESS, Ruling::Cancel { to_seller: 1 }] {
			assert_noop!(resolve(number, ruling, None), TokenError::CannotCreate);
		}
		assert_ok!(resolve(number, Ruling::Cancel { to_seller: 0 }, None));
		assert_undone();
	});
}

#[test]
fn fails_when_a_quote_has_expired_until_it_is_made_longer() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		let until = NOW + SETTLEMENT_PERIOD + RULING_PERIOD + 1;
		assert_ok!(quote_until(LENDER, 0, native(), 8_000, until));
		let number = accepted();
		RulingPeriod::set(&(2 * RULING_PERIOD));
		assert_ok!(dispute(BUYER, number));
		wait(until - NOW);
		assert_noop!(resolve(number, LESS, None), Error::<Test>::PayOffExpired);
		assert_noop!(unquote(LENDER, 0), Error::<Test>::PayOffBinding);
		assert_noop!(quote(native(), 8_001), Error::<Test>::PayOffBinding);
		assert_ok!(quote(native(), 8_000));
		assert_ok!(resolve(number, LESS, None));
	});
}

#[test]
fn passes_no_title_while_something_is_in_the_way() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		hypothetically!({
			steal();
			assert_noop!(resolve(number, LESS, None), Error::<Test>::VehicleBlocked);
			assert_ok!(resolve(number, Ruling::Cancel { to_seller: 0 }, None));
		});
		correct_owner(VIN, RIVAL);
		assert_noop!(resolve(number, LESS, None), Error::<Test>::SellerNotOwner);
		assert_ok!(resolve(number, Ruling::Cancel { to_seller: 0 }, None));
		assert_eq!(worth(native(), BUYER), START_BALANCE);
	});
}

#[test]
fn fails_without_a_dispute() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(resolve(0, LESS, None), Error::<Test>::SaleNotFound);
		let number = offer();
		assert_noop!(resolve(number, LESS, None), Error::<Test>::NotAccepted);
		assert_ok!(accept(BUYER, number));
		assert_noop!(resolve(number, LESS, None), Error::<Test>::NotDisputed);
	});
}

#[test]
fn fails_for_all_but_the_arbiters() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		let origins = EVERYBODY.map(signed).chain([RuntimeOrigin::none()]);
		for origin in origins {
			let resolve = TransferCertificates::resolve_sale(origin, VIN, number, LESS, None);
			assert_noop!(resolve, BadOrigin);
		}
	});
}

#[test]
fn completes_what_was_accepted_before_the_risk_limit_fell() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		MaxPrice::set(&0);
		assert_ok!(resolve(number, Ruling::Complete { price: PRICE }, None));
		assert_eq!(owner(VIN), BUYER);
	});
}
