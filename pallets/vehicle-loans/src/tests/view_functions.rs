use super::*;
use crate::LoanInfo;

#[test]
fn an_offer_is_shown_as_not_secured() {
	Chain.build_and_execute(|| {
		offer(TOKEN);
		let shown = LoanInfo {
			id: LOAN,
			vehicle: VIN,
			lender: LENDER,
			terms: terms(TOKEN),
			stage: Stage::Offered { expires_at: EXPIRY, next_encumbrance: 0 },
			left: 8_400,
			next_due: FIRST_DUE,
			late: 0,
			is_secured: false,
		};
		assert_eq!(VehicleLoans::loan(LOAN), Some(shown));
		assert_eq!(VehicleLoans::loan(1), None);
		assert!(VehicleLoans::loans_of(VIN).is_empty());
	});
}

#[test]
fn a_loan_is_shown_with_what_is_left_and_late() {
	Chain::with_loan(NATIVE, || {
		pay(BORROWER);
		Timestamp::set_timestamp(FIRST_DUE + 2 * PERIOD + 1);
		let shown = VehicleLoans::loan(LOAN).unwrap();
		assert_eq!((shown.left, shown.late), (7_700, 2));
		assert_eq!(shown.next_due, FIRST_DUE + PERIOD);
		assert!(shown.is_secured);
		unlock(0);
		assert!(!VehicleLoans::loan(LOAN).unwrap().is_secured);
	});
}

#[test]
fn the_loans_of_a_car_are_shown_in_the_order_in_which_they_began() {
	Chain.build_and_execute(|| {
		offer(NATIVE);
		offer(NATIVE);
		accept(1);
		offer(NATIVE);
		accept(2);
		let ids = |vin| VehicleLoans::loans_of(vin).into_iter().map(|loan| loan.id);
		assert_eq!(ids(VIN).collect::<Vec<_>>(), [1, 2]);
		assert_eq!(ids(SECOND_VIN).count(), 0);
	});
}
