//! What becomes of a lien when its release comes to the car's home chain.

use super::*;

#[test]
fn releases_the_lien_and_both_deposits() {
	Chain::with_lien(|| {
		assert_eq!(execute(SERVICE, LENDER, &RELEASE), Ok(()));
		let event = Event::ForeignLienReleased {
			vehicle: VIN,
			chain: SERVICE,
			holder: LENDER,
			reference: CONTRACT,
		};
		assert_eq!(events(), [event]);
		assert!(!ForeignLiens::<Test>::contains_key(VIN));
		assert!(liens() == 0 && can_be_sold());
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
	});
}

#[test]
fn leaves_the_other_liens() {
	Chain::with_lien(|| {
		assert_ok!(allow(SERVICE, OTHER_LENDER, CONTRACT));
		assert_ok!(execute(SERVICE, OTHER_LENDER, &LIEN));
		assert_ok!(execute(SERVICE, LENDER, &RELEASE));
		assert_eq!(stage(), ForeignLienStage::Entered { encumbrance: 1 });
		assert!(liens() == 1 && !can_be_sold());
	});
}

#[test]
fn is_no_error_when_the_lien_has_ended() {
	Chain::with_lien(|| {
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		assert_ok!(execute(SERVICE, LENDER, &RELEASE));
		assert!(!ForeignLiens::<Test>::contains_key(VIN));
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
	});
}

#[test]
fn gives_the_deposits_to_who_permitted_the_lien_whoever_owns_the_car() {
	Chain::with_lien(|| {
		pass_title();
		assert_ok!(execute(SERVICE, LENDER, &RELEASE));
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		assert_eq!(Balances::free_balance(BUYER), START_BALANCE);
	});
}

#[test]
fn fails_for_another_chain_holder_contract_or_car() {
	Chain::with_lien(|| {
		let fails = |chain, holder, fact: Fact| {
			let error = why(Error::<Test>::LienNotFound);
			assert_noop!(execute(chain, holder, &fact), error);
		};
		fails(HOSTILE, LENDER, RELEASE);
		fails(SERVICE, OTHER_LENDER, RELEASE);
		fails(SERVICE, OWNER, RELEASE);
		fails(SERVICE, LENDER, Fact::Release { vin: VIN, reference: OTHER_CONTRACT });
		fails(SERVICE, LENDER, Fact::Release { vin: SECOND_VIN, reference: CONTRACT });
		assert_eq!(liens(), 1);
	});
}

#[test]
fn fails_for_a_lien_that_was_entered_here() {
	Chain.build_and_execute(|| {
		let (vin, kind) = (VIN, EncumbranceKind::Loan);
		assert_ok!(VehicleRegistry::pledge_vehicle(signed(OWNER), vin, kind, LENDER, CONTRACT));
		assert_noop!(execute(SERVICE, LENDER, &RELEASE), why(Error::<Test>::LienNotFound));
	});
}

#[test]
fn fails_for_a_permission_and_the_second_time() {
	Chain::with_permission(|| {
		let release = || execute(SERVICE, LENDER, &RELEASE);
		assert_noop!(release(), why(Error::<Test>::LienNotFound));
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
		assert_ok!(release());
		assert_noop!(release(), why(Error::<Test>::LienNotFound));
	});
}

#[test]
fn fails_with_a_hint_when_the_car_has_moved() {
	Chain::with_lien(|| {
		move_away();
		let error = why(Error::<Test>::VehicleNotHere);
		assert_noop!(execute(SERVICE, LENDER, &RELEASE), error);
	});
}
