use super::*;

#[test]
fn holds_the_price_and_locks_the_car() {
	for asset in [native(), token()] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = offer_with(terms_in(asset.clone()));
			events();
			assert_ok!(accept(BUYER, number));
			let settle_by = NOW + SETTLEMENT_PERIOD;
			let event = Event::SaleAccepted { vehicle: VIN, number, buyer: BUYER, settle_by };
			assert_eq!(events(), [event]);
			assert_eq!(held_in(asset.clone(), HoldReason::Escrow, BUYER), PRICE);
			assert!(held(HoldReason::CertificateStorage, BUYER) > 0);
			assert_eq!(worth(asset.clone(), SELLER), START_BALANCE);
			let lock = &VehicleRegistry::encumbrances(VIN)[0];
			assert_eq!(lock.kind, EncumbranceKind::Sale);
			assert_eq!((lock.holder, lock.created_by), (TransferCertificates::account(), BUYER));
			for action in Action::ALL {
				assert_eq!(VehicleRegistry::can(action, VIN).len(), 1);
			}
			let deal = sale().deal.unwrap();
			assert_eq!((deal.buyer, deal.accepted_at, deal.encumbrance), (BUYER, NOW, 0));
			assert_eq!(owner(VIN), SELLER);
		});
	}
}

#[test]
fn holds_nothing_for_a_sealed_price_or_a_gift() {
	for terms in [sealed as fn() -> TermsOf<Test>, gift] {
		Chain::with_vehicle().build_and_execute(|| {
			accepted_with(terms());
			assert_eq!(held(HoldReason::Escrow, BUYER), 0);
			assert_eq!(blockers().len(), 1);
		});
	}
}

#[test]
fn is_won_by_one_of_a_hundred() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		let price = PRICE + 10_000;
		let buyers = (1_000..1_100).collect::<Vec<_>>();
		for buyer in &buyers {
			fund(*buyer, price);
		}
		let won = buyers.iter().filter(|buyer| accept(**buyer, number).is_ok()).count();
		assert_eq!(won, 1);
		assert_noop!(accept(BUYER, number), Error::<Test>::AlreadyAccepted);
	});
}

#[test]
fn fails_for_another_number() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(accept(BUYER, 0), Error::<Test>::SaleNotFound);
		offer();
		assert_noop!(accept(BUYER, 1), Error::<Test>::SaleNotFound);
		assert_ok!(withdraw(SELLER, 0));
		offer_with(terms_in(token()));
		assert_noop!(accept(BUYER, 0), Error::<Test>::SaleNotFound);
	});
}

#[test]
fn fails_once_the_offer_has_expired() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		wait(30 * DAY - 1);
		hypothetically_ok!(accept(BUYER, number));
		wait(1);
		assert_noop!(accept(BUYER, number), Error::<Test>::Expired);
	});
}

#[test]
fn fails_for_all_but_the_named_buyer() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer_with(Terms { buyer: Some(BUYER), ..by_agent(terms()) });
		for who in all_but(&[SELLER, AGENT, BUYER]) {
			assert_noop!(accept(who, number), Error::<Test>::NotBuyer);
		}
		for who in [SELLER, AGENT] {
			assert_noop!(accept(who, number), Error::<Test>::SelfDealing);
		}
		for origin in unsigned() {
			let accept = TransferCertificates::accept_sale(origin, VIN, number);
			assert_noop!(accept, BadOrigin);
		}
	});
}

#[test]
fn fails_for_seller_and_agent_of_an_open_offer() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer_with(by_agent(terms()));
		for who in [SELLER, AGENT] {
			assert_noop!(accept(who, number), Error::<Test>::SelfDealing);
		}
	});
}

#[test]
fn fails_when_the_seller_lost_the_title() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		correct_owner(VIN, RIVAL);
		assert_noop!(accept(BUYER, number), Error::<Test>::SellerNotOwner);
		correct_owner(VIN, SELLER);
		assert_noop!(accept(BUYER, number), Error::<Test>::SellerNotOwner);
	});
}

#[test]
fn fails_when_the_history_has_grown() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		put_head(VIN, RecordHead { count: 4, head: [0x22; 32] });
		assert_noop!(accept(BUYER, number), Error::<Test>::HistoryDiffers);
	});
}

#[test]
fn fails_when_something_came_in_the_way() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		hypothetically!({
			steal();
			assert_noop!(accept(BUYER, number), Error::<Test>::VehicleBlocked);
		});
		borrow_on_it();
		assert_noop!(accept(BUYER, number), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_liens_take_more_than_when_it_was_offered() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 4_000);
		let number = offer();
		assert_ok!(quote(native(), 4_001));
		assert_noop!(accept(BUYER, number), Error::<Test>::PayOffsDiffer);
		assert_ok!(quote(native(), 3_999));
		assert_ok!(accept(BUYER, number));
	});
}

#[test]
fn fails_when_a_quote_ends_before_a_dispute_could() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		let until = NOW + SETTLEMENT_PERIOD + RULING_PERIOD;
		assert_ok!(quote_until(LENDER, 0, native(), 1, until));
		let number = offer();
		assert_noop!(accept(BUYER, number), Error::<Test>::PayOffExpired);
		assert_ok!(quote_until(LENDER, 0, native(), 1, until + 1));
		assert_ok!(accept(BUYER, number));
	});
}

#[test]
fn fails_when_a_lien_has_come_that_stands_in_nobodys_way() {
	Chain::with_vehicle().build_and_execute(|| {
		insure();
		let number = offer();
		assert_eq!(sale().next_encumbrance, 1);
		let later = insure();
		assert_eq!(blockers(), []);
		assert_noop!(accept(BUYER, number), Error::<Test>::LiensDiffer);
		hypothetically!({
			let end = VehicleRegistry::release_encumbrance(signed(REGULATOR), VIN, later);
			assert_ok!(end);
			assert_noop!(accept(BUYER, number), Error::<Test>::LiensDiffer);
		});
		assert_ok!(withdraw(SELLER, number));
		assert_ok!(accept(BUYER, offer()));
	});
}

#[test]
fn does_not_mind_a_lien_that_has_ended() {
	Chain::with_vehicle().build_and_execute(|| {
		let lien = insure();
		let number = offer();
		assert_ok!(VehicleRegistry::release_encumbrance(signed(REGULATOR), VIN, lien));
		assert_ok!(accept(BUYER, number));
	});
}

#[test]
fn fails_when_the_price_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			let number = offer();
			fund(BUYER, PRICE - 1);
			assert_noop!(accept(BUYER, number), FundsUnavailable);
		});
		let number = offer_with(terms_in(token()));
		let give = Assets::transfer(signed(BUYER), TOKEN, STRANGER, START_BALANCE - PRICE);
		assert_ok!(give);
		assert_noop!(accept(BUYER, number), FundsUnavailable);
		let give = Assets::transfer(signed(STRANGER), TOKEN, BUYER, 1);
		assert_ok!(give);
		assert_ok!(accept(BUYER, number));
	});
}

#[test]
fn fails_when_a_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer_with(terms_in(token()));
		let (certificate, lock) = hypothetically!({
			assert_ok!(accept(BUYER, number));
			let on_hold = START_BALANCE - Balances::free_balance(BUYER);
			let certificate = held(HoldReason::CertificateStorage, BUYER);
			(certificate, on_hold - certificate)
		});
		for short in [certificate - 1, certificate, certificate + lock - 1] {
			fund(BUYER, short);
			assert_noop!(accept(BUYER, number), FundsUnavailable);
		}
		fund(BUYER, certificate + lock);
		assert_ok!(accept(BUYER, number));
	});
}

#[test]
fn fails_when_the_car_has_as_many_locks_as_it_can() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..16 {
			insure();
		}
		let number = offer();
		let full = pallet_vehicle_registry::Error::<Test>::TooManyEncumbrances;
		assert_noop!(accept(BUYER, number), full);
	});
}

#[test]
fn fails_when_the_risk_limit_fell_below_the_price() {
	for terms in [terms as fn() -> TermsOf<Test>, || by_agent(terms())] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = offer_with(terms());
			MaxPrice::set(&(PRICE - 1));
			assert_noop!(accept(BUYER, number), Error::<Test>::AboveRiskLimit);
			MaxPrice::set(&PRICE);
			assert_ok!(accept(BUYER, number));
		});
	}
}

#[test]
fn binds_even_if_the_risk_limit_falls_later() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms());
		MaxPrice::set(&0);
		assert_ok!(settle(number));
		assert_eq!(owner(VIN), BUYER);
	});
}

#[test]
fn takes_any_price_that_is_not_native_or_not_known() {
	for terms in [|| terms_in(token()), sealed as fn() -> TermsOf<Test>, gift] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = offer_with(terms());
			MaxPrice::set(&0);
			assert_ok!(accept(BUYER, number));
		});
	}
}
