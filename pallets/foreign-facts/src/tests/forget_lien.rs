use super::*;
use LienElsewhereStage::{Entered, Releasing};

fn forget(who: AccountId) -> DispatchResult {
	ForeignFacts::forget_lien(signed(who), KEY)
}

#[test]
fn gives_the_deposit_back() {
	Chain::with_lien_elsewhere(|| {
		assert_ok!(forget(LENDER));
		assert_eq!(events(), [changed(Some(Entered), None)]);
		assert_eq!(noted(), None);
		assert_eq!(held(HoldReason::LienElsewhereStorage, LENDER), 0);
		assert_eq!(Balances::free_balance(LENDER), START_BALANCE);
	});
}

#[test]
fn is_open_to_a_holder_who_lost_the_accreditation() {
	Chain::with_lien_elsewhere(|| {
		dismiss(LENDER);
		assert_ok!(forget(LENDER));
	});
}

#[test]
fn fails_while_a_message_is_on_its_way() {
	Chain::with_lien_asked(|| {
		assert_noop!(forget(LENDER), Error::<Test>::MessageUnderWay);
		assert_ok!(close(LENDER, &LIEN, Outcome::Done));
		assert_ok!(open(LENDER, &RELEASE));
		assert_noop!(forget(LENDER), Error::<Test>::MessageUnderWay);
		assert_eq!(noted(), Some(Releasing));
	});
}

#[test]
fn fails_for_others_and_for_other_liens() {
	Chain::with_lien_elsewhere(|| {
		for who in all_but(&[LENDER]) {
			assert_noop!(forget(who), Error::<Test>::LienNotFound);
		}
		for key in [
			LienKey { home: HOSTILE, ..KEY },
			LienKey { vin: SECOND_VIN, ..KEY },
			LienKey { reference: OTHER_CONTRACT, ..KEY },
		] {
			let call = ForeignFacts::forget_lien(signed(LENDER), key);
			assert_noop!(call, Error::<Test>::LienNotFound);
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_lien_elsewhere(|| {
		for origin in unsigned() {
			assert_noop!(ForeignFacts::forget_lien(origin, KEY), BadOrigin);
		}
	});
}
