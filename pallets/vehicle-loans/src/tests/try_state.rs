use super::*;
use frame_support::BoundedVec;

/// Breaks the state of a chain with a loan that runs and an offer, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_loan(NATIVE, || {
		offer(TOKEN);
		hypothetically!({
			break_state();
			assert_err!(VehicleLoans::do_try_state(), finding);
		});
	});
}

fn change(id: u32, change: impl FnOnce(&mut crate::pallet::LoanOf<Test>)) {
	Loans::<Test>::mutate_extant(id, change);
}

#[test]
fn finds_a_loan_that_is_none() {
	let number = "a loan has a number that was not given";
	finds(number, || NextLoan::<Test>::put(1));
	let terms = "a loan has terms that are not valid";
	finds(terms, || change(0, |loan| loan.terms.instalment = 0));
	finds("a lender lends to themself", || change(0, |loan| loan.terms.borrower = LENDER));
	finds("a loan that is paid off runs", || {
		change(0, |loan| loan.stage = Stage::Running { encumbrance: 0, paid: INSTALMENTS });
	});
}

#[test]
fn finds_a_list_that_is_wrong() {
	let list = |ids: &[u32]| BoundedVec::<u32, _>::try_from(ids.to_vec()).unwrap();
	let finding = "a loan runs and is not listed, or is listed and does not run";
	finds(finding, || LoansByVehicle::<Test>::remove(VIN));
	finds(finding, || LoansByVehicle::<Test>::try_append(VIN, 1).unwrap());
	finds("a list of loans is empty", || LoansByVehicle::<Test>::insert(SECOND_VIN, list(&[])));
	finds("a loan is listed twice", || LoansByVehicle::<Test>::insert(VIN, list(&[0, 0])));
	finds("a loan is listed that there is not", || {
		LoansByVehicle::<Test>::insert(VIN, list(&[0, 9]));
	});
	finds("a loan is listed with another car", || {
		LoansByVehicle::<Test>::insert(SECOND_VIN, list(&[0]));
	});
}

#[test]
fn finds_a_principal_that_is_not_on_hold() {
	finds("what a lender has on hold is not what they offer", || {
		change(1, |loan| loan.terms.principal += 1);
	});
	finds("principals cannot be counted", || {
		offer(TOKEN);
		change(1, |loan| loan.terms.principal = u64::MAX);
	});
}
