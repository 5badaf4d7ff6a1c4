use super::*;

const KIND: EncumbranceKind = EncumbranceKind::Loan;

fn allow_kind(who: AccountId, kind: EncumbranceKind) -> DispatchResult {
	ForeignFacts::allow_lien(signed(who), VIN, SERVICE, LENDER, kind, CONTRACT, EXPIRY)
}

#[test]
fn stores_the_permission_against_a_deposit() {
	Chain.build_and_execute(|| {
		assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		let event = Event::LienAllowed {
			vehicle: VIN,
			chain: SERVICE,
			holder: LENDER,
			kind: KIND,
			reference: CONTRACT,
			expires_at: EXPIRY,
			by: OWNER,
		};
		assert_eq!(events(), [event]);
		assert_eq!(stage(), ForeignLienStage::Allowed { expires_at: EXPIRY, title_epoch: 0 });
		assert_eq!(held(HoldReason::ForeignLienStorage, OWNER), LIEN_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), START_BALANCE - LIEN_DEPOSIT);
		assert!(liens() == 0 && can_be_sold());
	});
}

#[test]
fn tells_chains_holders_and_contracts_apart() {
	Chain.build_and_execute(|| {
		assert_ok!(allow(SERVICE, LENDER, CONTRACT));
		assert_ok!(allow(HOSTILE, LENDER, CONTRACT));
		assert_ok!(allow(SERVICE, OTHER_LENDER, CONTRACT));
		assert_ok!(allow(SERVICE, LENDER, OTHER_CONTRACT));
		assert_eq!(ForeignLiens::<Test>::get(VIN).len(), 4);
	});
}

#[test]
fn fails_for_a_car_that_is_not_at_home_here() {
	Chain.build_and_execute(|| {
		let allow = ForeignFacts::allow_lien(
			signed(OWNER),
			UNKNOWN_VIN,
			SERVICE,
			LENDER,
			KIND,
			CONTRACT,
			EXPIRY,
		);
		assert_noop!(allow, Error::<Test>::VehicleNotHere);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain.build_and_execute(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(allow_kind(who, KIND), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn fails_for_kinds_that_nobody_can_consent_to() {
	Chain.build_and_execute(|| {
		for kind in EncumbranceKind::ALL {
			if kind.holder_role().is_none() {
				assert_noop!(allow_kind(OWNER, kind), Error::<Test>::KindNotAllowed);
			} else {
				hypothetically!({
					assert_ok!(allow_kind(OWNER, kind));
				});
			}
		}
	});
}

#[test]
fn fails_for_an_end_in_the_past() {
	Chain.build_and_execute(|| {
		let until = |end: Moment| {
			ForeignFacts::allow_lien(signed(OWNER), VIN, SERVICE, LENDER, KIND, CONTRACT, end)
		};
		assert_noop!(until(NOW), Error::<Test>::Expired);
		assert_ok!(until(NOW + 1));
	});
}

#[test]
fn fails_when_something_stands_in_the_way() {
	Chain.build_and_execute(|| {
		let seize = || {
			let (vin, kind, payer) = (VIN, EncumbranceKind::Seizure, REGISTRAR);
			<VehicleRegistry as VehicleTitles<_>>::encumber(vin, kind, STRANGER, CONTRACT, payer)
		};
		let number = seize().unwrap();
		assert_noop!(allow_kind(OWNER, KIND), Error::<Test>::VehicleBlocked);
		assert_ok!(<VehicleRegistry as VehicleTitles<_>>::release(VIN, number));
		assert_ok!(allow_kind(OWNER, KIND));
	});
}

#[test]
fn fails_when_it_is_there_already() {
	Chain::with_permission(|| {
		let again = |kind| allow_kind(OWNER, kind);
		assert_noop!(again(KIND), Error::<Test>::AlreadyExists);
		assert_noop!(again(EncumbranceKind::Repair), Error::<Test>::AlreadyExists);
		assert_ok!(execute(SERVICE, LENDER, &LIEN));
		assert_noop!(again(KIND), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn fails_when_the_car_has_as_many_as_it_can() {
	Chain::with_lien(|| {
		for number in 1..MAX_FOREIGN_LIENS {
			assert_ok!(allow(other_chain(number), LENDER, CONTRACT));
		}
		let one_more = allow(HOSTILE, LENDER, CONTRACT);
		assert_noop!(one_more, Error::<Test>::TooManyForeignLiens);
		assert_ok!(execute(SERVICE, LENDER, &RELEASE));
		assert_ok!(allow(HOSTILE, LENDER, CONTRACT));
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		fund(OWNER, LIEN_DEPOSIT - 1);
		assert_noop!(allow_kind(OWNER, KIND), FundsUnavailable);
		fund(OWNER, LIEN_DEPOSIT);
		assert_ok!(allow_kind(OWNER, KIND));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		for origin in unsigned() {
			let allow =
				ForeignFacts::allow_lien(origin, VIN, SERVICE, LENDER, KIND, CONTRACT, EXPIRY);
			assert_noop!(allow, BadOrigin);
		}
	});
}
