use super::*;

fn withdraw(who: AccountId) -> DispatchResult {
	VehicleLoans::withdraw_loan_offer(signed(who), LOAN)
}

#[test]
fn gives_the_lender_everything_back() {
	for asset in [NATIVE, TOKEN] {
		Chain.build_and_execute(|| {
			offer(asset.clone());
			events();
			assert_ok!(withdraw(LENDER));
			assert_eq!(events(), [Event::LoanOfferWithdrawn { loan: LOAN, by: LENDER }]);
			assert!(!Loans::<Test>::contains_key(LOAN));
			assert_eq!(on_hold(asset.clone(), HoldReason::LoanPrincipal, LENDER), 0);
			for asset in [NATIVE, TOKEN] {
				assert_eq!(balance(asset, LENDER), START_BALANCE);
			}
		});
	}
}

#[test]
fn leaves_the_principals_of_other_offers_on_hold() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		offer(NATIVE);
		assert_ok!(withdraw(LENDER));
		assert_eq!(on_hold(NATIVE, HoldReason::LoanPrincipal, LENDER), PRINCIPAL);
	});
}

#[test]
fn lets_anybody_clear_away_an_offer_that_has_ended() {
	for who in all_but(&[]) {
		Chain.build_and_execute(|| {
			offer(NATIVE);
			Timestamp::set_timestamp(EXPIRY);
			assert_ok!(withdraw(who));
			assert_eq!(balance(NATIVE, LENDER), START_BALANCE);
		});
	}
}

#[test]
fn fails_for_all_but_the_lender_before_its_end() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		Timestamp::set_timestamp(EXPIRY - 1);
		for who in all_but(&[LENDER]) {
			assert_noop!(withdraw(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_when_it_was_accepted_or_there_is_none() {
	Chain::with_loan(NATIVE, || {
		assert_noop!(withdraw(LENDER), Error::<Test>::AlreadyAccepted);
		let other = VehicleLoans::withdraw_loan_offer(signed(LENDER), 9);
		assert_noop!(other, Error::<Test>::LoanNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		for origin in unsigned() {
			assert_noop!(VehicleLoans::withdraw_loan_offer(origin, LOAN), BadOrigin);
		}
	});
}
