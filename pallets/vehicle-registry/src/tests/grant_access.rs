use super::*;
use crate::GrantInfo;
use codec::Decode;
use GranteeKind::{Device, Provider, Reader};

fn grant(who: AccountId, grantee: AccountId) -> DispatchResult {
	VehicleRegistry::grant_access(signed(who), VIN, grantee, Provider, maintenance(), None)
}

#[test]
fn stores_what_was_granted() {
	Chain::with_vehicle().build_and_execute(|| {
		let expires_at = Some(NOW + 1);
		for (grantee, kind) in [(GRANTEE, Provider), (BUYER, Device), (STRANGER, Reader)] {
			assert_ok!(VehicleRegistry::grant_access(
				signed(OWNER),
				VIN,
				grantee,
				kind,
				RecordClasses::all(),
				expires_at
			));
			let classes = RecordClasses::all();
			assert_eq!(
				VehicleRegistry::grant(VIN, grantee),
				Some(GrantInfo { kind, classes, expires_at, is_valid: true })
			);
			let stored = Grants::<Test>::get(VIN, grantee).unwrap();
			assert_eq!((stored.grantor, stored.access_epoch), (OWNER, 0));
			assert_eq!(
				events(),
				[Event::AccessGranted { vehicle: VIN, grantee, kind, classes, expires_at }]
			);
		}
	});
}

#[test]
fn holds_a_deposit_of_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		let before = Balances::free_balance(OWNER);
		assert_ok!(grant(OWNER, GRANTEE));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), GRANT_DEPOSIT);
		assert_eq!(Balances::free_balance(OWNER), before - GRANT_DEPOSIT);

		assert_ok!(grant(OWNER, STRANGER));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), 2 * GRANT_DEPOSIT);
		assert_eq!(held(HoldReason::GrantStorage, GRANTEE), 0);
	});
}

#[test]
fn replaces_a_grant_for_the_same_deposit() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, GRANTEE));
		assert_ok!(VehicleRegistry::grant_access(
			signed(OWNER),
			VIN,
			GRANTEE,
			Reader,
			RecordClasses::all(),
			Some(NOW + 1)
		));

		let stored = VehicleRegistry::grant(VIN, GRANTEE).unwrap();
		assert_eq!((stored.kind, stored.classes), (Reader, RecordClasses::all()));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), GRANT_DEPOSIT);
	});
}

#[test]
fn replaces_a_grant_by_an_owner_who_could_not_pay_a_second() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, GRANTEE));
		let spare = Balances::free_balance(OWNER) - 1;
		assert_ok!(Balances::transfer_allow_death(signed(OWNER), STRANGER, spare));

		assert_noop!(grant(OWNER, BUYER), FundsUnavailable);
		assert_ok!(grant(OWNER, GRANTEE));
	});
}

#[test]
fn replaces_the_grant_of_a_former_owner_who_gets_their_deposit_back() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, GRANTEE));
		sell();
		assert_ok!(grant(BUYER, GRANTEE));

		assert_eq!(held(HoldReason::GrantStorage, OWNER), 0);
		assert_eq!(held(HoldReason::GrantStorage, BUYER), GRANT_DEPOSIT);
		assert!(VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
	});
}

#[test]
fn fails_without_touching_the_former_grant_when_the_new_owner_cannot_pay() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, GRANTEE));
		give_to(PAUPER);
		assert_noop!(grant(PAUPER, GRANTEE), FundsUnavailable);
		assert_eq!(held(HoldReason::GrantStorage, OWNER), GRANT_DEPOSIT);
	});
}

#[test]
fn fails_when_it_would_have_expired_to_the_millisecond() {
	Chain::with_vehicle().build_and_execute(|| {
		let until = |expires_at| {
			VehicleRegistry::grant_access(
				signed(OWNER),
				VIN,
				GRANTEE,
				Provider,
				maintenance(),
				Some(expires_at),
			)
		};
		for expires_at in [0, NOW - 1, NOW] {
			assert_noop!(until(expires_at), Error::<Test>::Expired);
		}
		for expires_at in [NOW + 1, u64::MAX] {
			assert_ok!(until(expires_at));
		}
	});
}

#[test]
fn fails_when_no_class_or_an_unknown_one_is_named() {
	Chain::with_vehicle().build_and_execute(|| {
		for bits in [0u16, 1 << 11, 1 << 15, u16::MAX, 0x0801] {
			let classes = RecordClasses::decode(&mut bits.to_le_bytes().as_slice()).unwrap();
			assert_noop!(
				VehicleRegistry::grant_access(signed(OWNER), VIN, GRANTEE, Provider, classes, None),
				Error::<Test>::ClassesNotValid
			);
		}
	});
}

#[test]
fn fails_when_owners_grant_to_themselves() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(grant(OWNER, OWNER), Error::<Test>::AlreadyOwner);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, GRANTEE));
		for who in all_but(&[OWNER]) {
			assert_noop!(grant(who, STRANGER), Error::<Test>::NotOwner);
			assert_noop!(grant(who, who), Error::<Test>::NotOwner);
		}
		sell();
		assert_noop!(grant(OWNER, STRANGER), Error::<Test>::NotOwner);
		assert_ok!(grant(BUYER, STRANGER));
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(grant(OWNER, GRANTEE), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_for_a_scrapped_car() {
	Chain::with_vehicle().build_and_execute(|| {
		put_status(VehicleStatus::Scrapped);
		assert_noop!(grant(OWNER, GRANTEE), Error::<Test>::VehicleScrapped);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		give_to(PAUPER);
		fund(PAUPER, GRANT_DEPOSIT - 1);
		assert_noop!(grant(PAUPER, GRANTEE), FundsUnavailable);
		fund(PAUPER, GRANT_DEPOSIT);
		assert_ok!(grant(PAUPER, GRANTEE));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(
				VehicleRegistry::grant_access(origin, VIN, GRANTEE, Provider, maintenance(), None),
				BadOrigin
			);
		}
	});
}
