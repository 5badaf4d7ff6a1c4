use super::*;
use crate::NextSale;

#[test]
fn stores_the_offer_and_holds_a_deposit_of_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		let terms = by_agent(terms());
		assert_ok!(try_offer(terms.clone()));
		let (number, expires_at) = (0, terms.expires_at);
		let event = Event::SaleOffered {
			vehicle: VIN,
			number,
			seller: SELLER,
			by: SELLER,
			kind: SaleKind::Purchase,
			buyer: None,
			expires_at,
		};
		assert_eq!(events(), [event]);
		let shown = Sale {
			number,
			seller: SELLER,
			title_epoch: 0,
			offered_at: NOW,
			terms,
			pay_offs: 0,
			deal: None,
			payer: SELLER,
			ticket: (),
			next_encumbrance: 0,
		};
		assert_eq!(sale(), shown);
		assert!(held(HoldReason::SaleStorage, SELLER) > 0);
		assert_eq!(blockers(), []);
	});
}

#[test]
fn gives_no_number_twice() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(withdraw(SELLER, offer()));
		assert_eq!(offer(), 1);
	});
}

#[test]
fn takes_a_sealed_price_and_gifts() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically_ok!(try_offer(sealed()));
		hypothetically_ok!(try_offer(gift()));
		let twice = Terms { evidence: Some(EVIDENCE), ..terms_in(token()) };
		hypothetically_ok!(try_offer(twice));
	});
}

#[test]
fn replaces_an_offer_that_has_expired() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		events();
		assert_noop!(try_offer(terms()), Error::<Test>::SaleOpen);
		wait(30 * DAY);
		assert_ok!(try_offer(terms()));
		assert_eq!(events()[0], Event::SaleWithdrawn { vehicle: VIN, number: 0 });
		assert_eq!(sale().number, 1);
	});
}

#[test]
fn replaces_the_offer_of_an_owner_before() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		correct_owner(VIN, RIVAL);
		assert_ok!(TransferCertificates::offer_sale(signed(RIVAL), VIN, terms()));
		assert_eq!(held(HoldReason::SaleStorage, SELLER), 0);
		correct_owner(VIN, SELLER);
		correct_owner(VIN, RIVAL);
		assert_ok!(TransferCertificates::offer_sale(signed(RIVAL), VIN, terms()));
	});
}

#[test]
fn fails_while_another_sale_is_accepted() {
	Chain::with_vehicle().build_and_execute(|| {
		accepted();
		wait(60 * DAY);
		assert_noop!(try_offer(terms()), Error::<Test>::SaleOpen);
	});
}

#[test]
fn counts_the_quotes_for_the_liens_and_the_fee() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_noop!(try_offer(terms()), Error::<Test>::VehicleBlocked);
		assert_ok!(quote(native(), PRICE - 500));
		assert_noop!(try_offer(terms_in(token())), Error::<Test>::VehicleBlocked);
		hypothetically_ok!(try_offer(by_agent(terms())));
		assert_ok!(quote(native(), PRICE - 499));
		let offer = try_offer(by_agent(terms()));
		assert_noop!(offer, Error::<Test>::PayOffsExceedPrice);
		assert_ok!(try_offer(terms()));
		assert_eq!(sale().pay_offs, PRICE - 499);
	});
}

#[test]
fn fails_when_quotes_overflow_or_have_expired() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		let second = pledge(SELLER, EncumbranceKind::Repair, WORKSHOP);
		assert_ok!(quote(native(), Balance::MAX));
		let until = NOW + DAY;
		assert_ok!(quote_until(WORKSHOP, second, native(), 1, until));
		assert_noop!(try_offer(terms()), Error::<Test>::PayOffsExceedPrice);
		wait(DAY);
		assert_noop!(try_offer(terms()), Error::<Test>::PayOffExpired);
	});
}

#[test]
fn fails_when_the_car_is_blocked() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			seize();
			assert_noop!(try_offer(terms()), Error::<Test>::VehicleBlocked);
		});
		hypothetically!({
			borrow_and_quote(native(), 1);
			assert_noop!(try_offer(gift()), Error::<Test>::VehicleBlocked);
		});
		steal();
		assert_noop!(try_offer(terms()), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_the_disclosure_is_not_the_ledgers() {
	Chain::with_vehicle().build_and_execute(|| {
		let disclosing = |disclosure| try_offer(Terms { disclosure, ..terms() });
		let head = RecordHead { count: 2, ..HEAD };
		let shorter = Disclosure { head, odometer: ODOMETER };
		assert_noop!(disclosing(shorter), Error::<Test>::HistoryDiffers);
		let below = Odometer::from_metres(ODOMETER.metres() - 1);
		let turned_back = Disclosure { head: HEAD, odometer: below };
		assert_noop!(disclosing(turned_back), Error::<Test>::OdometerBelowLedger);
		let odometer = Odometer::from_metres(u32::MAX);
		let sentinel = Disclosure { head: HEAD, odometer };
		assert_noop!(disclosing(sentinel), Error::<Test>::OdometerNotValid);
		put_odometer(VIN, (None, 0, 0, 0));
		assert_ok!(disclosing(turned_back));
	});
}

#[test]
fn fails_when_terms_do_not_go_together() {
	Chain::with_vehicle().build_and_execute(|| {
		let free = Price::Open { asset: native(), amount: 0 };
		for wrong in [
			Terms { price: free, ..terms() },
			Terms { price: Price::None, ..terms() },
			Terms { price: terms().price, ..gift() },
			by_agent(sealed()),
			by_agent(gift()),
		] {
			assert_noop!(try_offer(wrong), Error::<Test>::PriceNotValid);
		}
		let wrong = Terms { evidence: None, ..gift() };
		assert_noop!(try_offer(wrong), Error::<Test>::EvidenceMissing);
		for nameless in [gift(), sealed()] {
			let wrong = Terms { buyer: None, ..nameless };
			assert_noop!(try_offer(wrong), Error::<Test>::BuyerMissing);
		}
		let wrong = Terms { kind: SaleKind::Inheritance, ..gift() };
		assert_noop!(try_offer(wrong), Error::<Test>::KindNotAllowed);
	});
}

#[test]
fn fails_when_two_parties_are_one() {
	Chain::with_vehicle().build_and_execute(|| {
		let selling_to = |buyer| Terms { buyer: Some(buyer), ..by_agent(terms()) };
		for buyer in [SELLER, AGENT] {
			assert_noop!(try_offer(selling_to(buyer)), Error::<Test>::SelfDealing);
		}
		let representative = Some(Representative { account: SELLER, fee: 0 });
		let wrong = Terms { representative, ..terms() };
		assert_noop!(try_offer(wrong), Error::<Test>::SelfDealing);
	});
}

#[test]
fn fails_when_it_ends_in_the_past_or_too_late() {
	Chain::with_vehicle().build_and_execute(|| {
		let ending = |expires_at| try_offer(Terms { expires_at, ..terms() });
		for end in [0, NOW, NOW + MAX_OFFER_PERIOD + 1, Moment::MAX] {
			assert_noop!(ending(end), Error::<Test>::PeriodNotValid);
		}
		assert_ok!(ending(NOW + MAX_OFFER_PERIOD));
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[SELLER]) {
			let offer = TransferCertificates::offer_sale(signed(who), VIN, terms());
			assert_noop!(offer, Error::<Test>::NotOwner);
		}
		for origin in unsigned() {
			let offer = TransferCertificates::offer_sale(origin, VIN, terms());
			assert_noop!(offer, BadOrigin);
		}
		correct_owner(VIN, RIVAL);
		assert_noop!(try_offer(terms()), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(try_offer(terms()), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		NextSale::<Test>::put(u64::MAX);
		assert_noop!(try_offer(terms()), Error::<Test>::TooMany);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		let deposit = held(HoldReason::SaleStorage, SELLER);
		assert_ok!(withdraw(SELLER, 0));
		correct_owner(VIN, PAUPER);
		fund(PAUPER, deposit - 1);
		let offer = || TransferCertificates::offer_sale(signed(PAUPER), VIN, terms());
		assert_noop!(offer(), FundsUnavailable);
		fund(PAUPER, deposit);
		assert_ok!(offer());
	});
}

#[test]
fn fails_above_the_risk_limit() {
	Chain::with_vehicle().build_and_execute(|| {
		MaxPrice::set(&(PRICE - 1));
		assert_noop!(try_offer(terms()), Error::<Test>::AboveRiskLimit);
		assert_noop!(try_offer(by_agent(terms())), Error::<Test>::AboveRiskLimit);
		MaxPrice::set(&PRICE);
		assert_ok!(try_offer(terms()));
	});
}

#[test]
fn takes_any_price_that_is_not_native_or_not_known() {
	Chain::with_vehicle().build_and_execute(|| {
		MaxPrice::set(&0);
		hypothetically_ok!(try_offer(terms_in(token())));
		hypothetically_ok!(try_offer(sealed()));
		hypothetically_ok!(try_offer(gift()));
	});
}
