use super::*;

#[test]
fn gives_the_price_back_after_the_time() {
	for asset in [native(), token()] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = agreed_with(terms_in(asset.clone()));
			wait(SETTLEMENT_PERIOD - 1);
			assert_noop!(expire(number), Error::<Test>::SettlementPending);
			wait(1);
			events();
			assert_ok!(expire(number));
			assert_eq!(events(), [Event::SaleExpired { vehicle: VIN, number }]);
			assert_undone();
			assert_eq!(worth(asset.clone(), BUYER), START_BALANCE);
		});
	}
}

#[test]
fn ends_an_undecided_dispute_after_its_own_time() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = disputed_with(terms());
		wait(RULING_PERIOD - 1);
		assert_noop!(expire(number), Error::<Test>::SettlementPending);
		wait(1);
		assert_ok!(expire(number));
		assert_undone();
	});
}

#[test]
fn needs_no_time_once_the_seller_lost_the_title() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		hypothetically!({
			assert_ok!(dispute(BUYER, number));
			correct_owner(VIN, RIVAL);
			assert_ok!(expire(number));
			assert_eq!(held(HoldReason::Escrow, BUYER), 0);
			assert_eq!((owner(VIN), blockers()), (RIVAL, vec![]));
		});
		correct_owner(VIN, RIVAL);
		assert_ok!(expire(number));
		assert_eq!(worth(native(), BUYER), START_BALANCE);
		assert_eq!(held(HoldReason::Escrow, BUYER), 0);
		assert_eq!((owner(VIN), blockers()), (RIVAL, vec![]));
	});
}

#[test]
fn gives_the_price_back_though_the_seller_is_blocked() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = agreed_with(terms_in(token()));
		assert_ok!(Assets::block(signed(ISSUER), TOKEN, SELLER));
		assert_noop!(settle(number), TokenError::CannotCreate);
		wait(SETTLEMENT_PERIOD);
		assert_ok!(expire(number));
		assert_undone();
	});
}

#[test]
fn waits_while_the_issuer_keeps_the_buyer_from_the_price() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted_with(terms_in(token()));
		wait(SETTLEMENT_PERIOD);
		assert_ok!(Assets::block(signed(ISSUER), TOKEN, BUYER));
		assert_noop!(expire(number), TokenError::CannotCreate);
		assert_ok!(Assets::thaw(signed(ISSUER), TOKEN, BUYER));
		hypothetically!({
			assert_ok!(Assets::freeze(signed(ISSUER), TOKEN, BUYER));
			assert_ok!(expire(number));
			assert_undone();
		});
		assert_ok!(Assets::freeze_asset(signed(ISSUER), TOKEN));
		assert_noop!(expire(number), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(signed(ISSUER), TOKEN));
		assert_ok!(expire(number));
		assert_undone();
	});
}

#[test]
fn fails_without_an_accepted_sale_or_signature() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(expire(0), Error::<Test>::SaleNotFound);
		let number = offer();
		wait(60 * DAY);
		assert_noop!(expire(number), Error::<Test>::NotAccepted);
		for origin in unsigned() {
			let expire = TransferCertificates::expire_sale(origin, VIN, number);
			assert_noop!(expire, BadOrigin);
		}
	});
}
