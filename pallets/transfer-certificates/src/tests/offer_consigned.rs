use super::*;

fn try_offer_for(who: AccountId, buyer: Option<AccountId>, price: Balance) -> DispatchResult {
	let end = now() + 20 * DAY;
	TransferCertificates::offer_consigned(signed(who), VIN, buyer, price, disclosure(), end)
}

#[test]
fn offers_in_the_owners_name_for_the_agreed_fee() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		events();
		let price = PRICE + 19;
		assert_ok!(try_offer_for(AGENT, Some(BUYER), price));
		let expires_at = NOW + 20 * DAY;
		let event = Event::SaleOffered {
			vehicle: VIN,
			number: 0,
			seller: SELLER,
			by: AGENT,
			kind: SaleKind::Purchase,
			buyer: Some(BUYER),
			expires_at,
		};
		assert_eq!(events(), [event]);
		let stored = sale();
		assert_eq!((stored.seller, stored.payer), (SELLER, AGENT));
		assert_eq!(stored.terms.representative.unwrap().fee, 500);
		assert!(held(HoldReason::SaleStorage, AGENT) > 0);
		assert_ok!(accept(BUYER, 0));
		assert_ok!(state(AGENT, 0, statement()));
		assert_ok!(state(BUYER, 0, statement()));
		assert_ok!(settle(0));
		assert_eq!(worth(native(), AGENT), START_BALANCE + 500);
		assert_eq!(worth(native(), SELLER), START_BALANCE + price - 500);
		assert_eq!(TransferCertificates::consignment(VIN), None);
	});
}

#[test]
fn can_be_withdrawn_by_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		assert_ok!(try_offer_for(AGENT, None, PRICE));
		assert_ok!(TransferCertificates::end_consignment(signed(SELLER), VIN));
		assert_ok!(withdraw(SELLER, 0));
		assert_undone();
	});
}

#[test]
fn fails_below_the_reserve() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		assert_noop!(try_offer_for(AGENT, None, PRICE - 1), Error::<Test>::BelowReserve);
	});
}

#[test]
fn fails_when_liens_and_fee_exceed_the_price() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		borrow_and_quote(native(), PRICE - 499);
		assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::PayOffsExceedPrice);
	});
}

#[test]
fn fails_for_all_but_the_agent() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::ConsignmentNotFound);
		consign();
		for who in all_but(&[AGENT]) {
			assert_noop!(try_offer_for(who, None, PRICE), Error::<Test>::NotAgent);
		}
		for origin in unsigned() {
			let (disclosure, end) = (disclosure(), NOW + DAY);
			let offer =
				TransferCertificates::offer_consigned(origin, VIN, None, PRICE, disclosure, end);
			assert_noop!(offer, BadOrigin);
		}
	});
}

#[test]
fn fails_when_agent_or_owner_would_buy() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		for buyer in [AGENT, SELLER] {
			let offer = try_offer_for(AGENT, Some(buyer), PRICE);
			assert_noop!(offer, Error::<Test>::SelfDealing);
		}
	});
}

#[test]
fn fails_once_it_is_over_or_the_title_passed() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		hypothetically!({
			correct_owner(VIN, RIVAL);
			assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::SellerNotOwner);
		});
		wait(30 * DAY);
		assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::Expired);
	});
}

#[test]
fn fails_as_an_offer_by_the_owner_does() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		hypothetically!({
			offer();
			assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::SaleOpen);
		});
		hypothetically!({
			put_head(VIN, RecordHead::default());
			assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::HistoryDiffers);
		});
		steal();
		assert_noop!(try_offer_for(AGENT, None, PRICE), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_above_the_risk_limit() {
	Chain::with_vehicle().build_and_execute(|| {
		consign();
		MaxPrice::set(&PRICE);
		let above = try_offer_for(AGENT, Some(BUYER), PRICE + 1);
		assert_noop!(above, Error::<Test>::AboveRiskLimit);
		assert_ok!(try_offer_for(AGENT, Some(BUYER), PRICE));
		MaxPrice::set(&(PRICE - 1));
		assert_noop!(accept(BUYER, 0), Error::<Test>::AboveRiskLimit);
		MaxPrice::set(&PRICE);
		assert_ok!(accept(BUYER, 0));
	});
}
