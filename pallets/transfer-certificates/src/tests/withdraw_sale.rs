use super::*;

#[test]
fn gives_the_deposit_back() {
	for who in [SELLER, AGENT] {
		Chain::with_vehicle().build_and_execute(|| {
			let number = offer_with(by_agent(terms()));
			events();
			assert_ok!(withdraw(who, number));
			assert_eq!(events(), [Event::SaleWithdrawn { vehicle: VIN, number }]);
			assert_undone();
		});
	}
}

#[test]
fn is_for_anybody_once_the_offer_is_stale() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		for who in all_but(&[SELLER]) {
			assert_noop!(withdraw(who, number), Error::<Test>::NotParty);
		}
		hypothetically!({
			correct_owner(VIN, RIVAL);
			assert_ok!(withdraw(STRANGER, number));
		});
		wait(30 * DAY);
		assert_ok!(withdraw(STRANGER, number));
	});
}

#[test]
fn fails_once_it_is_accepted() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = accepted();
		for who in EVERYBODY {
			assert_noop!(withdraw(who, number), Error::<Test>::AlreadyAccepted);
		}
	});
}

#[test]
fn fails_for_another_number_or_without_signature() {
	Chain::with_vehicle().build_and_execute(|| {
		let number = offer();
		assert_noop!(withdraw(SELLER, number + 1), Error::<Test>::SaleNotFound);
		for origin in unsigned() {
			let withdraw = TransferCertificates::withdraw_sale(origin, VIN, number);
			assert_noop!(withdraw, BadOrigin);
		}
		assert_ok!(withdraw(SELLER, number));
		assert_noop!(withdraw(SELLER, number), Error::<Test>::SaleNotFound);
	});
}
