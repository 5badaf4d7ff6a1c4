use super::*;

fn close(who: AccountId) -> DispatchResult {
	VehicleLoans::close_loan(signed(who), LOAN)
}

#[test]
fn lets_the_lender_forgive_the_rest() {
	Chain::with_loan(NATIVE, || {
		pay(BORROWER);
		events();
		let before = balance(NATIVE, LENDER);
		assert_ok!(close(LENDER));
		let unpaid = INSTALMENTS - 1;
		let event = Event::LoanClosed { loan: LOAN, vehicle: VIN, by: LENDER, unpaid };
		assert_eq!(events(), [event]);
		assert_gone();
		assert_eq!(balance(NATIVE, LENDER), before + LOAN_DEPOSIT);
		assert_eq!(Balances::free_balance(BORROWER), START_BALANCE + PRINCIPAL - INSTALMENT);
	});
}

#[test]
fn lets_anybody_do_it_once_the_lien_is_gone() {
	for who in all_but(&[]) {
		Chain::with_loan(NATIVE, || {
			assert_noop!(
				VehicleLoans::close_loan(signed(BORROWER), LOAN),
				Error::<Test>::NotAuthorized
			);
			unlock(0);
			assert_ok!(close(who));
			assert_gone();
		});
	}
}

#[test]
fn lets_anybody_do_it_once_the_lender_released_the_lien() {
	Chain::with_loan(NATIVE, || {
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_ok!(close(BORROWER));
		assert_gone();
	});
}

#[test]
fn touches_no_other_lien_on_the_car() {
	Chain::with_loan(NATIVE, || {
		offer(NATIVE);
		accept(1);
		unlock(0);
		assert_ok!(close(STRANGER));
		let [lien] = VehicleRegistry::encumbrances(VIN).try_into().unwrap();
		assert_eq!(lien.id, 1);
	});
}

#[test]
fn fails_for_all_but_the_lender_while_the_lien_is_in_force() {
	Chain::with_loan(NATIVE, || {
		for who in all_but(&[LENDER]) {
			assert_noop!(close(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_before_it_is_accepted_or_when_there_is_none() {
	Chain.build_and_execute(|| {
		assert_noop!(close(LENDER), Error::<Test>::LoanNotFound);
		offer(NATIVE);
		assert_noop!(close(LENDER), Error::<Test>::NotAccepted);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_loan(NATIVE, || {
		for origin in unsigned() {
			assert_noop!(VehicleLoans::close_loan(origin, LOAN), BadOrigin);
		}
	});
}
