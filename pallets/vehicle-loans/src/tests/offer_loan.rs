use super::*;

type Offered = Terms<AccountId, AssetKind, Balance>;

fn offer_as(who: AccountId, terms: Offered) -> DispatchResult {
	VehicleLoans::offer_loan(signed(who), VIN, terms, EXPIRY)
}

#[test]
fn sets_the_principal_aside() {
	for asset in [NATIVE, TOKEN] {
		Chain.build_and_execute(|| {
			assert_ok!(offer_as(LENDER, terms(asset.clone())));
			let event =
				Event::LoanOffered { loan: LOAN, vehicle: VIN, lender: LENDER, borrower: BORROWER };
			assert_eq!(events(), [event]);
			let loan = Loans::<Test>::get(LOAN).unwrap();
			assert_eq!(loan.terms, terms(asset.clone()));
			assert_eq!(loan.stage, Stage::Offered { expires_at: EXPIRY, next_encumbrance: 0 });
			assert_eq!(on_hold(asset.clone(), HoldReason::LoanPrincipal, LENDER), PRINCIPAL);
			assert_eq!(held(HoldReason::LoanStorage, LENDER), LOAN_DEPOSIT);
			let spent = LOAN_DEPOSIT + if asset == NATIVE { PRINCIPAL } else { 0 };
			assert_eq!(Balances::free_balance(LENDER), START_BALANCE - spent);
			assert_eq!(liens(), 0);
		});
	}
}

#[test]
fn gives_each_offer_a_number_of_its_own() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		assert_ok!(offer_as(OTHER_LENDER, terms(NATIVE)));
		assert_eq!(Loans::<Test>::get(1).unwrap().lender, OTHER_LENDER);
		assert_ok!(VehicleLoans::withdraw_loan_offer(signed(OTHER_LENDER), 1));
		offer(TOKEN);
		assert!(Loans::<Test>::contains_key(2) && !Loans::<Test>::contains_key(1));
	});
}

#[test]
fn fails_for_all_but_accredited_lenders() {
	Chain.build_and_execute(|| {
		for who in all_but(&[LENDER, OTHER_LENDER]) {
			assert_noop!(offer_as(who, terms(NATIVE)), Error::<Test>::NotLender);
		}
		dismiss(LENDER);
		assert_noop!(offer_as(LENDER, terms(NATIVE)), Error::<Test>::NotLender);
	});
}

#[test]
fn fails_for_an_end_in_the_past_or_after_the_first_instalment() {
	Chain.build_and_execute(|| {
		let until = |end| VehicleLoans::offer_loan(signed(LENDER), VIN, terms(NATIVE), end);
		assert_noop!(until(NOW), Error::<Test>::Expired);
		assert_noop!(until(FIRST_DUE + 1), Error::<Test>::TermsNotValid);
		assert_ok!(until(NOW + 1));
		assert_ok!(until(FIRST_DUE));
	});
}

#[test]
fn fails_for_terms_that_bind_nobody() {
	Chain.build_and_execute(|| {
		let valid = || terms(NATIVE);
		for wrong in [
			Terms { principal: 0, ..valid() },
			Terms { instalment: 0, ..valid() },
			Terms { instalments: 0, ..valid() },
			Terms { instalments: MAX_INSTALMENTS + 1, ..valid() },
			Terms { period: MIN_PERIOD - 1, ..valid() },
			Terms { period: MAX_PERIOD + 1, ..valid() },
			Terms { instalment: u64::MAX, ..valid() },
			Terms { first_due: u64::MAX, ..valid() },
			Terms { borrower: LENDER, ..valid() },
		] {
			assert_noop!(offer_as(LENDER, wrong), Error::<Test>::TermsNotValid);
		}
	});
}

#[test]
fn fails_when_the_borrower_does_not_own_the_car() {
	Chain.build_and_execute(|| {
		let terms = || Terms { borrower: STRANGER, ..terms(NATIVE) };
		assert_noop!(offer_as(LENDER, terms()), Error::<Test>::NotOwner);
		let offer = VehicleLoans::offer_loan(signed(LENDER), UNKNOWN_VIN, terms(), EXPIRY);
		assert_noop!(offer, Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_the_money_is_not_there() {
	Chain.build_and_execute(|| {
		accredit(PAUPER, Role::Lender);
		fund(PAUPER, PRINCIPAL + LOAN_DEPOSIT - 1);
		assert_noop!(offer_as(PAUPER, terms(NATIVE)), FundsUnavailable);
		assert!(offer_as(PAUPER, terms(TOKEN)).is_err());
		fund(PAUPER, PRINCIPAL + LOAN_DEPOSIT);
		assert_ok!(offer_as(PAUPER, terms(NATIVE)));
	});
}

#[test]
fn fails_when_numbers_run_out() {
	Chain.build_and_execute(|| {
		NextLoan::<Test>::put(u32::MAX);
		assert_noop!(offer_as(LENDER, terms(NATIVE)), Error::<Test>::TooManyLoans);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			let offer = VehicleLoans::offer_loan(origin, VIN, terms(NATIVE), EXPIRY);
			assert_noop!(offer, BadOrigin);
		}
	});
}

#[test]
fn fails_above_the_risk_limit() {
	Chain.build_and_execute(|| {
		MaxPrincipal::set(&(PRINCIPAL - 1));
		assert_noop!(offer_as(LENDER, terms(NATIVE)), Error::<Test>::AboveRiskLimit);
		MaxPrincipal::set(&PRINCIPAL);
		assert_ok!(offer_as(LENDER, terms(NATIVE)));
	});
}

#[test]
fn lends_any_amount_of_a_token() {
	Chain.build_and_execute(|| {
		MaxPrincipal::set(&0);
		assert_ok!(offer_as(LENDER, terms(TOKEN)));
	});
}
