use super::*;

fn pay_off(who: AccountId) -> DispatchResult {
	VehicleLoans::pay_off_loan(signed(who), LOAN)
}

#[test]
fn pays_all_that_is_left_and_releases_the_lien() {
	for asset in [NATIVE, TOKEN] {
		Chain::with_loan(asset.clone(), || {
			for _ in 0..5 {
				pay(BORROWER);
			}
			events();
			let before = (balance(asset.clone(), BROTHER), balance(asset.clone(), LENDER));
			assert_ok!(pay_off(BROTHER));
			let (number, amount) = (7, 7 * INSTALMENT);
			let paid = Event::InstalmentsPaid { loan: LOAN, by: BROTHER, number, amount, late: 0 };
			assert_eq!(events(), [paid, Event::LoanPaidOff { loan: LOAN, vehicle: VIN }]);
			assert_gone();
			assert_eq!(balance(asset.clone(), BROTHER), before.0 - amount);
			if asset == TOKEN {
				assert_eq!(balance(asset.clone(), LENDER), before.1 + amount);
			}
		});
	}
}

#[test]
fn counts_those_that_are_late_against_the_borrower() {
	Chain::with_loan(NATIVE, || {
		pay(BORROWER);
		Timestamp::set_timestamp(FIRST_DUE + 3 * PERIOD + 1);
		assert_ok!(pay_off(BROTHER));
		assert_eq!((paid_late(BORROWER), paid_late(BROTHER)), (3, 0));
	});
}

#[test]
fn leaves_other_loans_on_the_car_as_they_are() {
	Chain::with_loan(NATIVE, || {
		offer(NATIVE);
		accept(1);
		assert_ok!(pay_off(BORROWER));
		assert_eq!(LoansByVehicle::<Test>::get(VIN).into_inner(), [1]);
		assert_eq!(liens(), 1);
	});
}

#[test]
fn fails_for_the_lender() {
	Chain::with_loan(NATIVE, || {
		assert_noop!(pay_off(LENDER), Error::<Test>::OwnLoan);
	});
}

#[test]
fn fails_when_the_lien_is_gone() {
	Chain::with_loan(NATIVE, || {
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_noop!(pay_off(BORROWER), Error::<Test>::LienGone);
	});
}

#[test]
fn fails_when_the_money_is_not_there() {
	Chain::with_loan(NATIVE, || {
		let left = u64::from(INSTALMENTS) * INSTALMENT;
		fund(PAUPER, left - 1);
		assert_noop!(pay_off(PAUPER), FundsUnavailable);
		fund(PAUPER, left);
		assert_ok!(pay_off(PAUPER));
	});
}

#[test]
fn fails_whole_when_the_lender_cannot_receive() {
	Chain::with_loan(TOKEN, || {
		assert_ok!(Assets::block(signed(STRANGER), TOKEN_ID, LENDER));
		assert_noop!(pay_off(BORROWER), CannotCreate);
	});
}

#[test]
fn fails_before_it_is_accepted_or_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(pay_off(BORROWER), Error::<Test>::LoanNotFound);
		offer(NATIVE);
		assert_noop!(pay_off(BORROWER), Error::<Test>::NotAccepted);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_loan(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(VehicleLoans::pay_off_loan(origin, LOAN), BadOrigin);
		}
	});
}
