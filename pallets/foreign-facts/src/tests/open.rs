//! What is checked and noted when a message is proposed.

use super::*;
use LienElsewhereStage::{Asked, Entered, Releasing};

#[test]
fn a_lien_is_noted_against_a_deposit() {
	Chain.build_and_execute(|| {
		assert_ok!(open(LENDER, &LIEN));
		assert_eq!(events(), [changed(None, Some(Asked))]);
		assert_eq!(noted(), Some(Asked));
		assert_eq!(held(HoldReason::LienElsewhereStorage, LENDER), NOTE_DEPOSIT);
		assert_eq!(Balances::free_balance(LENDER), START_BALANCE - NOTE_DEPOSIT);
	});
}

#[test]
fn a_lien_asks_for_the_role_of_its_kind() {
	Chain.build_and_execute(|| {
		let of = |kind| Fact::Lien { vin: VIN, kind, reference: CONTRACT };
		for kind in EncumbranceKind::ALL {
			let Some(role) = kind.holder_role() else {
				assert_noop!(open(LENDER, &of(kind)), Error::<Test>::KindNotAllowed);
				continue;
			};
			let error = Error::<Test>::HolderNotAccredited;
			assert_noop!(open(STRANGER, &of(kind)), error);
			hypothetically!({
				accredit(STRANGER, role);
				assert_ok!(open(STRANGER, &of(kind)));
			});
			if role != Role::Workshop {
				let error = Error::<Test>::HolderNotAccredited;
				assert_noop!(open(WORKSHOP, &of(kind)), error);
			}
		}
	});
}

#[test]
fn a_lien_is_asked_for_once() {
	Chain::with_lien_asked(|| {
		assert_noop!(open(LENDER, &LIEN), Error::<Test>::AlreadyExists);
		let repair =
			Fact::Lien { vin: VIN, kind: EncumbranceKind::Loan, reference: OTHER_CONTRACT };
		assert_ok!(open(LENDER, &repair));
		assert_ok!(open(OTHER_LENDER, &LIEN));
		assert_ok!(close(LENDER, &LIEN, Outcome::Done));
		assert_noop!(open(LENDER, &LIEN), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn a_lien_needs_its_deposit() {
	Chain.build_and_execute(|| {
		fund(LENDER, NOTE_DEPOSIT - 1);
		assert_noop!(open(LENDER, &LIEN), FundsUnavailable);
		fund(LENDER, NOTE_DEPOSIT);
		assert_ok!(open(LENDER, &LIEN));
	});
}

#[test]
fn a_release_is_noted() {
	Chain::with_lien_elsewhere(|| {
		assert_ok!(open(LENDER, &RELEASE));
		assert_eq!(events(), [changed(Some(Entered), Some(Releasing))]);
		assert_eq!(noted(), Some(Releasing));
		assert_eq!(held(HoldReason::LienElsewhereStorage, LENDER), NOTE_DEPOSIT);
	});
}

#[test]
fn a_release_needs_no_accreditation() {
	Chain::with_lien_elsewhere(|| {
		dismiss(LENDER);
		assert_ok!(open(LENDER, &RELEASE));
	});
}

#[test]
fn a_release_waits_for_its_lien_and_is_asked_for_once() {
	Chain::with_lien_asked(|| {
		assert_noop!(open(LENDER, &RELEASE), Error::<Test>::MessageUnderWay);
		assert_ok!(close(LENDER, &LIEN, Outcome::Done));
		assert_ok!(open(LENDER, &RELEASE));
		assert_noop!(open(LENDER, &RELEASE), Error::<Test>::MessageUnderWay);
	});
}

#[test]
fn a_release_is_of_a_lien_of_the_sender() {
	Chain::with_lien_elsewhere(|| {
		for who in all_but(&[LENDER]) {
			assert_noop!(open(who, &RELEASE), Error::<Test>::LienNotFound);
		}
		let other = Fact::Release { vin: VIN, reference: OTHER_CONTRACT };
		assert_noop!(open(LENDER, &other), Error::<Test>::LienNotFound);
		let other = Fact::Release { vin: SECOND_VIN, reference: CONTRACT };
		assert_noop!(open(LENDER, &other), Error::<Test>::LienNotFound);
	});
}

#[test]
fn anybody_may_send_what_the_records_come_to_now() {
	Chain.build_and_execute(|| {
		write_records(VIN, 14);
		for who in all_but(&[]) {
			assert_ok!(open(who, &records(14)));
		}
		assert_eq!(events(), []);
		assert_eq!(Balances::free_balance(STRANGER), START_BALANCE);
	});
}

#[test]
fn records_that_are_not_there_cannot_be_sent() {
	Chain.build_and_execute(|| {
		write_records(VIN, 14);
		for count in [0, 13, 15] {
			assert_noop!(open(WORKSHOP, &records(count)), Error::<Test>::HeadNotCurrent);
		}
		let forged = Fact::Records { vin: VIN, head: head(14) };
		let Fact::Records { vin, mut head } = forged else { unreachable!() };
		head.head[31] ^= 1;
		let forged = Fact::Records { vin, head };
		assert_noop!(open(WORKSHOP, &forged), Error::<Test>::HeadNotCurrent);
	});
}
