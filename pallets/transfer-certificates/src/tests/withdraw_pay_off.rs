use super::*;

#[test]
fn gives_the_deposit_back() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		events();
		assert_ok!(unquote(LENDER, 0));
		assert_eq!(events(), [Event::PayOffWithdrawn { vehicle: VIN, encumbrance: 0 }]);
		assert_eq!(held(HoldReason::PayOffStorage, LENDER), 0);
		assert!(!crate::PayOffs::<Test>::contains_key(VIN));
	});
}

#[test]
fn is_for_anybody_once_the_quote_or_the_lien_has_ended() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		for who in all_but(&[LENDER]) {
			assert_noop!(unquote(who, 0), Error::<Test>::NotHolder);
		}
		hypothetically!({
			assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
			assert_ok!(unquote(STRANGER, 0));
		});
		wait(365 * DAY);
		assert_ok!(unquote(STRANGER, 0));
	});
}

#[test]
fn fails_while_a_sale_relies_on_it() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let number = offer();
		hypothetically_ok!(unquote(LENDER, 0));
		assert_ok!(accept(BUYER, number));
		assert_noop!(unquote(LENDER, 0), Error::<Test>::PayOffBinding);
		hypothetically!({
			assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
			assert_ok!(unquote(LENDER, 0));
		});
		assert_ok!(cancel(SELLER, number));
		assert_ok!(cancel(BUYER, number));
		assert_ok!(unquote(LENDER, 0));
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_noop!(unquote(LENDER, 0), Error::<Test>::PayOffNotFound);
		for origin in unsigned() {
			let unquote = TransferCertificates::withdraw_pay_off(origin, VIN, 0);
			assert_noop!(unquote, BadOrigin);
		}
	});
}
