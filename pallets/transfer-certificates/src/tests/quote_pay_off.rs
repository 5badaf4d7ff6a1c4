use super::*;
use crate::PayOff;
use carx_primitives::{ChainId, VehicleMoves};

const UNTIL: Moment = NOW + 365 * DAY;

#[test]
fn stores_the_quote_and_holds_a_deposit_of_the_holder() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_ok!(quote(token(), 8_000));
		let event = Event::PayOffQuoted {
			vehicle: VIN,
			encumbrance: 0,
			holder: LENDER,
			asset: token(),
			amount: 8_000,
			valid_until: UNTIL,
		};
		assert_eq!(events(), [event]);
		let shown = PayOff {
			id: 0,
			holder: LENDER,
			asset: token(),
			amount: 8_000,
			valid_until: UNTIL,
			ticket: (),
		};
		assert_eq!(TransferCertificates::pay_offs(VIN), [shown]);
		assert!(held(HoldReason::PayOffStorage, LENDER) > 0);
	});
}

#[test]
fn replaces_an_earlier_quote() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let deposit = held(HoldReason::PayOffStorage, LENDER);
		assert_ok!(quote(token(), 9_000));
		assert_eq!(TransferCertificates::pay_offs(VIN)[0].amount, 9_000);
		assert_eq!(TransferCertificates::pay_offs(VIN).len(), 1);
		assert_eq!(held(HoldReason::PayOffStorage, LENDER), deposit);
	});
}

#[test]
fn becomes_only_lower_and_longer_while_a_sale_relies_on_it() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		accepted();
		for (asset, amount, until) in
			[(token(), 8_000, UNTIL), (native(), 8_001, UNTIL), (native(), 8_000, UNTIL - 1)]
		{
			let quote = quote_until(LENDER, 0, asset, amount, until);
			assert_noop!(quote, Error::<Test>::PayOffBinding);
		}
		assert_ok!(quote_until(LENDER, 0, native(), 7_999, UNTIL + 1));
		let lock = seize();
		let first = quote_until(REGULATOR, lock, native(), 1, UNTIL);
		assert_noop!(first, Error::<Test>::PayOffBinding);
	});
}

/// A chain that the car moved to can bring it back with another lien under the same number.
#[test]
fn is_of_no_lien_but_the_holders() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 8_000);
		let mut dossier = VehicleRegistry::pack(VIN, &SELLER, &[]).unwrap();
		VehicleRegistry::depart(VIN, ChainId([0xEE; 32]));
		dossier.encumbrances[0].holder = REGULATOR;
		assert_ok!(VehicleRegistry::unpack(VIN, ChainId([0xEE; 32]), dossier));
		assert_noop!(try_offer(terms()), Error::<Test>::VehicleBlocked);
		assert_ok!(unquote(STRANGER, 0));
		assert_eq!(held(HoldReason::PayOffStorage, LENDER), 0);
		assert_ok!(quote_until(REGULATOR, 0, native(), 1, UNTIL));
	});
}

#[test]
fn fails_when_it_is_for_nothing_or_over() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_noop!(quote(native(), 0), Error::<Test>::PriceNotValid);
		let past = quote_until(LENDER, 0, native(), 1, NOW);
		assert_noop!(past, Error::<Test>::PeriodNotValid);
	});
}

#[test]
fn fails_for_all_but_the_holder() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		for who in all_but(&[LENDER]) {
			let quote = quote_until(who, 0, native(), 1, UNTIL);
			assert_noop!(quote, Error::<Test>::NotHolder);
		}
		for origin in unsigned() {
			let quote = TransferCertificates::quote_pay_off(origin, VIN, 0, native(), 1, UNTIL);
			assert_noop!(quote, BadOrigin);
		}
	});
}

#[test]
fn fails_for_a_lien_that_is_not_in_the_way() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(quote(native(), 1), Error::<Test>::LienNotFound);
		accredit(LENDER, Role::Insurer);
		pledge(SELLER, EncumbranceKind::Insurance, LENDER);
		assert_noop!(quote(native(), 1), Error::<Test>::LienNotFound);
	});
}

#[test]
fn fails_when_there_are_as_many_as_can_be() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..8 {
			let id = pledge(SELLER, EncumbranceKind::Loan, LENDER);
			assert_ok!(quote_until(LENDER, id, native(), 1, UNTIL));
		}
		let lock = seize();
		let ninth = || quote_until(REGULATOR, lock, native(), 1, UNTIL);
		assert_noop!(ninth(), Error::<Test>::TooManyPayOffs);
		assert_ok!(quote(native(), 2));
		assert_ok!(unquote(LENDER, 3));
		assert_ok!(ninth());
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_and_quote(native(), 1);
		let deposit = held(HoldReason::PayOffStorage, LENDER);
		accredit(PAUPER, Role::Lender);
		let id = pledge(SELLER, EncumbranceKind::Loan, PAUPER);
		fund(PAUPER, deposit - 1);
		let quote = || quote_until(PAUPER, id, native(), 1, UNTIL);
		assert_noop!(quote(), FundsUnavailable);
		fund(PAUPER, deposit);
		assert_ok!(quote());
	});
}
