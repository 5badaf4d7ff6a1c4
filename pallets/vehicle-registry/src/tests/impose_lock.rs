use super::*;
use EncumbranceKind::{RecallStop, Seizure, Tax};

fn impose(who: AccountId, kind: EncumbranceKind, role: Role) -> DispatchResult {
	VehicleRegistry::impose_lock(signed(who), VIN, kind, STRANGER, REFERENCE, role)
}

#[test]
fn locks_the_car_without_its_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		let kinds = EncumbranceKind::ALL.into_iter();
		let kinds = kinds.filter(|kind| kind.can_be_imposed_by(Role::Regulator));
		let regulator = kinds.map(|kind| (REGULATOR, kind, Role::Regulator));
		let registrar = [Tax, RecallStop].map(|kind| (REGISTRAR, kind, Role::Registrar));
		for ((by, kind, role), id) in regulator.chain(registrar).zip(0u32..) {
			assert_ok!(impose(by, kind, role));
			let (holder, role) = (STRANGER, Some(role));
			let event = Event::EncumbranceAdded { vehicle: VIN, id, kind, holder, by, role };
			assert_eq!(events(), [event]);
		}
		assert_eq!(VehicleRegistry::encumbrances(VIN).len(), 9);
	});
}

#[test]
fn holds_a_deposit_of_the_authority() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(impose(REGULATOR, Seizure, Role::Regulator));
		assert_eq!(held(HoldReason::EncumbranceStorage, REGULATOR), ENCUMBRANCE_DEPOSIT);
	});
}

#[test]
fn is_blocked_by_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		VehicleRegistry::suspect_clone(&VIN);
		for status in STATES {
			put_status(status);
			assert_ok!(impose(REGULATOR, Seizure, Role::Regulator));
		}
	});
}

#[test]
fn fails_for_kinds_that_the_role_has_no_say_in() {
	Chain::with_vehicle().build_and_execute(|| {
		for kind in EncumbranceKind::ALL {
			for role in Role::ALL.into_iter().filter(|role| !kind.can_be_imposed_by(*role)) {
				assert_noop!(impose(REGISTRAR, kind, role), Error::<Test>::KindNotAllowed);
			}
		}
	});
}

#[test]
fn fails_for_whoever_does_not_have_the_role_in_the_region_or_owns_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[REGULATOR]) {
			assert_noop!(impose(who, Tax, Role::Regulator), Error::<Test>::NotAuthorized);
		}
		for who in all_but(&[REGISTRAR]) {
			assert_noop!(impose(who, Tax, Role::Registrar), Error::<Test>::NotAuthorized);
		}
		accredit(OWNER, Role::Regulator, None);
		assert_noop!(impose(OWNER, Tax, Role::Regulator), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_all_places_are_taken() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..16 {
			assert_ok!(impose(REGULATOR, Tax, Role::Regulator));
		}
		let more = impose(REGULATOR, Tax, Role::Regulator);
		assert_noop!(more, Error::<Test>::TooManyEncumbrances);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		let unknown = impose(REGULATOR, Tax, Role::Regulator);
		assert_noop!(unknown, Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		accredit(PAUPER, Role::Regulator, None);
		fund(PAUPER, ENCUMBRANCE_DEPOSIT - 1);
		assert_noop!(impose(PAUPER, Tax, Role::Regulator), FundsUnavailable);
		fund(PAUPER, ENCUMBRANCE_DEPOSIT);
		assert_ok!(impose(PAUPER, Tax, Role::Regulator));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			let role = Role::Regulator;
			assert_noop!(
				VehicleRegistry::impose_lock(origin, VIN, Tax, STRANGER, REFERENCE, role),
				BadOrigin
			);
		}
	});
}
