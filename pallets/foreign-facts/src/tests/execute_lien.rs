//! What becomes of a lien when its message comes to the car's home chain.

use super::*;

fn lien(kind: EncumbranceKind, reference: Digest) -> Fact {
	Fact::Lien { vin: VIN, kind, reference }
}

#[test]
fn enters_the_lien_that_was_permitted() {
	Chain::with_permission(|| {
		assert_eq!(execute(SERVICE, LENDER, &LIEN), Ok(()));
		let event = Event::ForeignLienEntered {
			vehicle: VIN,
			chain: SERVICE,
			holder: LENDER,
			kind: EncumbranceKind::Loan,
			reference: CONTRACT,
			encumbrance: 0,
		};
		assert_eq!(events(), [event]);
		assert_eq!(stage(), ForeignLienStage::Entered { encumbrance: 0 });
		let entered = VehicleRegistry::encumbrances(VIN).remove(0);
		assert_eq!((entered.id, entered.kind), (0, EncumbranceKind::Loan));
		assert_eq!((entered.holder, entered.created_by), (LENDER, OWNER));
		assert_eq!((entered.reference, entered.role), (CONTRACT, None));
		assert!(!can_be_sold());
	});
}

#[test]
fn has_the_owner_pay_for_the_lien_and_keeps_the_deposit_for_the_entry() {
	Chain::with_permission(|| {
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
		assert_eq!(held(HoldReason::ForeignLienStorage, OWNER), LIEN_DEPOSIT);
		let left = START_BALANCE - LIEN_DEPOSIT - encumbrance_deposit();
		assert_eq!(Balances::free_balance(OWNER), left);
		assert_eq!(Balances::free_balance(LENDER), START_BALANCE);
	});
}

#[test]
fn needs_no_accreditation_of_the_holder_here() {
	Chain::with_permission(|| {
		dismiss(LENDER);
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
	});
}

#[test]
fn fails_without_permission() {
	Chain.build_and_execute(|| {
		let error = why(Error::<Test>::PermissionNotFound);
		assert_noop!(execute(SERVICE, LENDER, &LIEN), error);
	});
}

#[test]
fn fails_for_all_but_what_was_permitted() {
	Chain::with_permission(|| {
		let fails = |chain, holder, fact: Fact| {
			let error = why(Error::<Test>::PermissionNotFound);
			assert_noop!(execute(chain, holder, &fact), error);
		};
		fails(HOSTILE, LENDER, LIEN);
		fails(SERVICE, OTHER_LENDER, LIEN);
		fails(SERVICE, OWNER, LIEN);
		fails(SERVICE, LENDER, lien(EncumbranceKind::Loan, OTHER_CONTRACT));
		for kind in EncumbranceKind::ALL {
			if kind != EncumbranceKind::Loan {
				fails(SERVICE, LENDER, lien(kind, CONTRACT));
			}
		}
		let other_car =
			Fact::Lien { vin: SECOND_VIN, kind: EncumbranceKind::Loan, reference: CONTRACT };
		fails(SERVICE, LENDER, other_car);
	});
}

#[test]
fn fails_the_second_time() {
	Chain::with_lien(|| {
		let again = || execute(SERVICE, LENDER, &LIEN);
		assert_noop!(again(), why(Error::<Test>::PermissionNotFound));
		assert_ok!(execute(SERVICE, LENDER, &RELEASE));
		assert_noop!(again(), why(Error::<Test>::PermissionNotFound));
	});
}

#[test]
fn fails_from_the_end_of_the_permission_on() {
	Chain::with_permission(|| {
		Timestamp::set_timestamp(EXPIRY);
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::Expired));
	});
	Chain::with_permission(|| {
		Timestamp::set_timestamp(EXPIRY - 1);
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
	});
}

#[test]
fn fails_when_the_title_has_passed() {
	Chain::with_permission(|| {
		pass_title();
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::TitlePassed));
		let (root, evidence) = (RuntimeOrigin::root(), [0xE0; 32]);
		assert_ok!(VehicleRegistry::correct_owner(root, VIN, OWNER, evidence));
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::TitlePassed));
	});
}

#[test]
fn fails_for_another_owner_in_the_same_title_epoch() {
	Chain::with_permission(|| {
		hypothetically!({
			pallet_vehicle_registry::Vehicles::<Test>::mutate_extant(VIN, |car| car.owner = BUYER);
			assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::TitlePassed));
		});
	});
}

#[test]
fn fails_when_something_stands_in_the_way_by_then() {
	Chain::with_permission(|| {
		let (kind, payer) = (EncumbranceKind::Seizure, REGISTRAR);
		let seizure =
			<VehicleRegistry as VehicleTitles<_>>::encumber(VIN, kind, STRANGER, CONTRACT, payer);
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(Error::<Test>::VehicleBlocked));
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, seizure.unwrap()));
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
	});
}

#[test]
fn fails_for_a_lease_where_the_car_is_leased() {
	Chain.build_and_execute(|| {
		let kind = EncumbranceKind::Lease;
		let (owner, now) = (signed(OWNER), EXPIRY);
		assert_ok!(ForeignFacts::allow_lien(owner, VIN, SERVICE, STRANGER, kind, CONTRACT, now));
		let leased =
			<VehicleRegistry as VehicleTitles<_>>::encumber(VIN, kind, BUYER, CONTRACT, OWNER);
		assert_ok!(leased);
		let error = why(Error::<Test>::VehicleBlocked);
		assert_noop!(execute(SERVICE, STRANGER, &lien(kind, CONTRACT)), error);
	});
}

#[test]
fn fails_when_the_owner_cannot_pay_for_it() {
	Chain::with_permission(|| {
		fund(OWNER, encumbrance_deposit() - 1);
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(FundsUnavailable));
		fund(OWNER, encumbrance_deposit());
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
	});
}

#[test]
fn fails_when_the_registry_has_no_room() {
	Chain::with_permission(|| {
		let pledge = |number: u8| {
			let (vin, kind) = (VIN, EncumbranceKind::Loan);
			let reference = [number; 32];
			VehicleRegistry::pledge_vehicle(signed(OWNER), vin, kind, LENDER, reference)
		};
		let taken = (0..=u8::MAX).take_while(|number| pledge(*number).is_ok()).count();
		assert_eq!(taken as u32, MAX_FOREIGN_LIENS);
		let error = pallet_vehicle_registry::Error::<Test>::TooManyPledges;
		assert_noop!(execute(SERVICE, LENDER, &LIEN), why(error));
	});
}

#[test]
fn fails_for_a_car_that_is_not_at_home_here() {
	Chain::with_permission(|| {
		let (vin, kind) = (UNKNOWN_VIN, EncumbranceKind::Loan);
		let unknown = Fact::Lien { vin, kind, reference: CONTRACT };
		let error = || why(Error::<Test>::VehicleNotHere);
		assert_noop!(execute(SERVICE, LENDER, &unknown), error());
		move_away();
		assert_noop!(execute(SERVICE, LENDER, &LIEN), error());
	});
}
