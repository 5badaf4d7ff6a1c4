use super::*;

fn pay_as(who: AccountId) -> DispatchResult {
	VehicleLoans::pay_instalment(signed(who), LOAN)
}

#[test]
fn passes_the_money_to_the_lender() {
	for asset in [NATIVE, TOKEN] {
		for payer in all_but(&[LENDER]) {
			Chain::with_loan(asset.clone(), || {
				let before = (balance(asset.clone(), payer), balance(asset.clone(), LENDER));
				assert_ok!(pay_as(payer));
				let event = Event::InstalmentsPaid {
					loan: LOAN,
					by: payer,
					number: 1,
					amount: INSTALMENT,
					late: 0,
				};
				assert_eq!(events(), [event]);
				assert_eq!(balance(asset.clone(), payer), before.0 - INSTALMENT);
				assert_eq!(balance(asset.clone(), LENDER), before.1 + INSTALMENT);
				assert_eq!(paid(), 1);
				assert_eq!(liens(), 1);
			});
		}
	}
}

#[test]
fn the_last_one_releases_the_lien_and_ends_the_loan() {
	Chain::with_loan(TOKEN, || {
		for _ in 1..INSTALMENTS {
			pay(BORROWER);
		}
		assert_eq!(liens(), 1);
		events();
		assert_ok!(pay_as(BROTHER));
		let paid = Event::InstalmentsPaid {
			loan: LOAN,
			by: BROTHER,
			number: 1,
			amount: INSTALMENT,
			late: 0,
		};
		assert_eq!(events(), [paid, Event::LoanPaidOff { loan: LOAN, vehicle: VIN }]);
		assert_gone();
		assert_eq!(Balances::free_balance(BORROWER), START_BALANCE);
		let earned = u64::from(INSTALMENTS) * INSTALMENT - PRINCIPAL;
		assert_eq!(balance(TOKEN, LENDER), START_BALANCE + earned);
		assert_noop!(pay_as(BORROWER), Error::<Test>::LoanNotFound);
	});
}

#[test]
fn one_that_is_late_counts_against_the_borrower() {
	Chain::with_loan(NATIVE, || {
		Timestamp::set_timestamp(FIRST_DUE);
		hypothetically!({
			pay(BROTHER);
			assert_eq!(paid_late(BORROWER), 0);
		});
		Timestamp::set_timestamp(FIRST_DUE + 1);
		pay(BROTHER);
		assert_eq!((paid_late(BORROWER), paid_late(BROTHER)), (1, 0));
		pay(BROTHER);
		assert_eq!(paid_late(BORROWER), 1, "the second is not due yet");
	});
}

#[test]
fn each_late_one_counts_once() {
	Chain::with_loan(NATIVE, || {
		Timestamp::set_timestamp(FIRST_DUE + 2 * PERIOD + 1);
		for late in [1, 2, 3, 3] {
			pay(BORROWER);
			assert_eq!(paid_late(BORROWER), late);
		}
	});
}

#[test]
fn the_debtor_and_the_lien_stay_when_the_title_passes() {
	Chain::with_loan(NATIVE, || {
		correct_owner(VIN, BUYER);
		Timestamp::set_timestamp(FIRST_DUE + 1);
		pay(BORROWER);
		assert_eq!((paid_late(BORROWER), paid_late(BUYER)), (1, 0));
		assert_eq!(liens(), 1);
	});
}

#[test]
fn fails_for_the_lender() {
	Chain::with_loan(NATIVE, || {
		assert_noop!(pay_as(LENDER), Error::<Test>::OwnLoan);
	});
}

#[test]
fn fails_when_the_lien_is_gone() {
	Chain::with_loan(NATIVE, || {
		unlock(0);
		assert_noop!(pay_as(BORROWER), Error::<Test>::LienGone);
	});
}

#[test]
fn fails_when_the_money_is_not_there() {
	Chain::with_loan(NATIVE, || {
		fund(PAUPER, INSTALMENT - 1);
		assert_noop!(pay_as(PAUPER), FundsUnavailable);
		fund(PAUPER, INSTALMENT);
		assert_ok!(pay_as(PAUPER));
	});
	Chain::with_loan(TOKEN, || assert!(pay_as(PAUPER).is_err()));
}

#[test]
fn fails_whole_when_the_lender_cannot_receive() {
	Chain::with_loan(TOKEN, || {
		Timestamp::set_timestamp(FIRST_DUE + 1);
		assert_ok!(Assets::block(signed(STRANGER), TOKEN_ID, LENDER));
		assert_noop!(pay_as(BORROWER), CannotCreate);
	});
}

#[test]
fn fails_before_it_is_accepted_or_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(pay_as(BORROWER), Error::<Test>::LoanNotFound);
		offer(NATIVE);
		assert_noop!(pay_as(BORROWER), Error::<Test>::NotAccepted);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_loan(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(VehicleLoans::pay_instalment(origin, LOAN), BadOrigin);
		}
	});
}
