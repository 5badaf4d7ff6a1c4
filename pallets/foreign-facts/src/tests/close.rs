//! What the source makes of the receipt.

use super::*;
use LienElsewhereStage::{Asked, Entered, Releasing};

fn failures() -> [Outcome; 2] {
	[refused(Error::PermissionNotFound), Outcome::Expired]
}

#[test]
fn a_lien_that_was_entered_is_noted_as_such() {
	Chain::with_lien_asked(|| {
		assert_ok!(close(LENDER, &LIEN, Outcome::Done));
		assert_eq!(events(), [changed(Some(Asked), Some(Entered))]);
		assert_eq!(noted(), Some(Entered));
		assert_eq!(held(HoldReason::LienElsewhereStorage, LENDER), NOTE_DEPOSIT);
	});
}

#[test]
fn a_lien_that_was_not_entered_is_forgotten() {
	for outcome in failures() {
		Chain::with_lien_asked(|| {
			assert_ok!(close(LENDER, &LIEN, outcome));
			assert_eq!(events(), [changed(Some(Asked), None)]);
			assert_eq!(noted(), None);
			assert_eq!(Balances::free_balance(LENDER), START_BALANCE);
			assert_ok!(open(LENDER, &LIEN));
		});
	}
}

#[test]
fn a_lien_that_was_released_is_forgotten() {
	Chain::with_lien_elsewhere(|| {
		assert_ok!(open(LENDER, &RELEASE));
		events();
		assert_ok!(close(LENDER, &RELEASE, Outcome::Done));
		assert_eq!(events(), [changed(Some(Releasing), None)]);
		assert_eq!(noted(), None);
		assert_eq!(Balances::free_balance(LENDER), START_BALANCE);
	});
}

#[test]
fn a_lien_that_was_not_released_can_be_released_again() {
	for outcome in failures() {
		Chain::with_lien_elsewhere(|| {
			assert_ok!(open(LENDER, &RELEASE));
			events();
			assert_ok!(close(LENDER, &RELEASE, outcome));
			assert_eq!(events(), [changed(Some(Releasing), Some(Entered))]);
			assert_eq!(held(HoldReason::LienElsewhereStorage, LENDER), NOTE_DEPOSIT);
			assert_ok!(open(LENDER, &RELEASE));
		});
	}
}

#[test]
fn a_message_ends_even_if_nothing_is_noted() {
	Chain.build_and_execute(|| {
		for fact in [LIEN, RELEASE, records(1)] {
			for outcome in failures().into_iter().chain([Outcome::Done]) {
				assert_ok!(close(LENDER, &fact, outcome));
			}
		}
		assert_eq!(events(), []);
		assert_eq!(noted(), None);
	});
}

#[test]
fn a_head_of_records_leaves_nothing_to_do() {
	Chain.build_and_execute(|| {
		write_records(VIN, 14);
		assert_ok!(open(WORKSHOP, &records(14)));
		assert_ok!(close(WORKSHOP, &records(14), Outcome::Done));
		assert_eq!(Balances::free_balance(WORKSHOP), START_BALANCE);
	});
}
