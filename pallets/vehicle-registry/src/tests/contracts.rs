//! What contracts do to a title, through the seam that they share.

use super::*;
use crate::{Encumbrances, MAX_ENCUMBRANCES, MAX_PLEDGES};
use carx_primitives::VehicleTitles;
use sp_runtime::DispatchError;
use EncumbranceKind::{Lease, Loan, Sale, Tax};
use GranteeKind::{Provider, Reader};

const LESSEE: AccountId = GRANTEE;
const CONTRACT: AccountId = STRANGER;

fn encumber(kind: EncumbranceKind) -> Result<u32, DispatchError> {
	<VehicleRegistry as VehicleTitles<_>>::encumber(VIN, kind, CONTRACT, REFERENCE, OWNER)
}

fn release(id: u32) -> DispatchResult {
	<VehicleRegistry as VehicleTitles<_>>::release(VIN, id)
}

fn lease_out() {
	VehicleRegistry::set_possessor(VIN, Some(LESSEE));
}

fn grant(who: AccountId, grantee: AccountId) -> DispatchResult {
	VehicleRegistry::grant_access(signed(who), VIN, grantee, Reader, RecordClasses::all(), None)
}

fn reads(who: AccountId) -> bool {
	VehicleRegistry::is_reader(&VIN, &who, RecordClass::Driving, NOW)
}

#[test]
fn tell_who_owns_a_car_and_who_registers_there() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(<VehicleRegistry as VehicleTitles<_>>::owner(&VIN), Some(OWNER));
		assert_eq!(VehicleRegistry::epoch(&VIN), Some(0));
		assert_eq!(<VehicleRegistry as VehicleTitles<_>>::owner(&EUROPEAN_VIN), None);
		assert_eq!(VehicleRegistry::epoch(&EUROPEAN_VIN), None);
		assert_eq!(VehicleRegistry::next_encumbrance(&VIN), 0);
		assert!(VehicleRegistry::is_registrar(&VIN, &REGISTRAR));
		assert!(!VehicleRegistry::is_registrar(&VIN, &FOREIGN_REGISTRAR));
		assert!(!VehicleRegistry::is_registrar(&EUROPEAN_VIN, &REGISTRAR));
	});
}

#[test]
fn enter_and_end_a_lien_that_nobody_else_can_end() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(encumber(Lease), Ok(0));
		assert_eq!(held(HoldReason::EncumbranceStorage, OWNER), ENCUMBRANCE_DEPOSIT);
		let blocker = Blocker::Encumbrance { id: 0, kind: Lease, holder: CONTRACT };
		assert_eq!(VehicleRegistry::blockers(Action::Sell, &VIN), [blocker]);
		let by_hand = VehicleRegistry::release_encumbrance(signed(OWNER), VIN, 0);
		assert_noop!(by_hand, Error::<Test>::NotHolder);
		assert!(VehicleRegistry::is_encumbered(&VIN, 0));
		assert_eq!(VehicleRegistry::next_encumbrance(&VIN), 1);

		assert_ok!(release(0));
		assert!(!VehicleRegistry::is_encumbered(&VIN, 0));
		assert_eq!(held(HoldReason::EncumbranceStorage, OWNER), 0);
		assert_ok!(VehicleRegistry::pass(VIN, OWNER, BUYER));
	});
}

#[test]
fn find_no_fault_with_a_lien_that_ended_before() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(encumber(Lease), Ok(0));
		assert_ok!(VehicleRegistry::release_encumbrance(RuntimeOrigin::root(), VIN, 0));
		events();
		assert_ok!(release(0));
		assert_eq!(events(), []);
	});
}

#[test]
fn lock_a_car_that_has_all_the_liens_its_owner_may_consent_to() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..MAX_PLEDGES {
			assert_ok!(encumber(Loan));
		}
		assert_noop!(encumber(Loan), Error::<Test>::TooManyPledges);
		assert_ok!(encumber(Sale));
		for _ in MAX_PLEDGES + 1..MAX_ENCUMBRANCES as usize {
			let (by, role) = (signed(REGULATOR), Role::Regulator);
			let lock = VehicleRegistry::impose_lock(by, VIN, Tax, REGULATOR, REFERENCE, role);
			assert_ok!(lock);
		}
		assert_ok!(release(MAX_PLEDGES as u32));
		let lock = |kind| {
			let (by, role) = (signed(REGULATOR), Role::Regulator);
			VehicleRegistry::impose_lock(by, VIN, kind, REGULATOR, REFERENCE, role)
		};
		assert_ok!(lock(Tax));
		assert_noop!(encumber(Sale), Error::<Test>::TooManyEncumbrances);
		assert!(Encumbrances::<Test>::get(VIN).items.is_full());
	});
}

#[test]
fn fail_on_a_car_that_is_not_there_or_a_payer_who_cannot() {
	Chain::with_vehicle().build_and_execute(|| {
		let on = |vin, payer| {
			<VehicleRegistry as VehicleTitles<_>>::encumber(vin, Loan, LENDER, REFERENCE, payer)
		};
		assert_noop!(on(EUROPEAN_VIN, OWNER), Error::<Test>::VehicleNotFound);
		assert_noop!(on(VIN, PAUPER), FundsUnavailable);
	});
}

#[test]
fn nobody_takes_a_lock_of_a_sale_or_of_shares_for_an_authority_s() {
	Chain::with_vehicle().build_and_execute(|| {
		for kind in [Sale, EncumbranceKind::IncomeShares] {
			let (by, role) = (signed(REGULATOR), Role::Regulator);
			let lock = VehicleRegistry::impose_lock(by, VIN, kind, REGULATOR, REFERENCE, role);
			assert_noop!(lock, Error::<Test>::KindNotAllowed);
			let pledge =
				VehicleRegistry::pledge_vehicle(signed(OWNER), VIN, kind, LESSOR, REFERENCE);
			assert_noop!(pledge, Error::<Test>::KindNotAllowed);
		}
	});
}

#[test]
fn give_the_data_of_a_car_to_who_has_it() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(grant(OWNER, INSURER));
		assert!(reads(INSURER));
		events();
		lease_out();
		let possessor = Some(LESSEE);
		assert_eq!(events(), [Event::PossessionPassed { vehicle: VIN, possessor }]);
		assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().possessor, possessor);
		assert!(!reads(INSURER));

		assert_noop!(grant(OWNER, INSURER), Error::<Test>::NotPossessor);
		assert_noop!(grant(STRANGER, INSURER), Error::<Test>::NotOwner);
		assert_noop!(grant(LESSEE, LESSEE), Error::<Test>::AlreadyOwner);
		// The lessor, too, reads what the lessee lets them read.
		assert_ok!(grant(LESSEE, OWNER));
		assert!(reads(OWNER));
		assert_eq!(held(HoldReason::GrantStorage, LESSEE), GRANT_DEPOSIT);
	});
}

#[test]
fn give_the_data_back_with_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		lease_out();
		assert_ok!(grant(LESSEE, INSURER));
		assert_ok!(grant(LESSEE, BUYER));
		let revoke = |by| VehicleRegistry::revoke_access(signed(by), VIN, BUYER);
		assert_noop!(revoke(OWNER), Error::<Test>::NotAuthorized);
		assert_ok!(revoke(LESSEE));

		VehicleRegistry::set_possessor(VIN, None);
		assert!(!reads(INSURER));
		assert_noop!(grant(LESSEE, BUYER), Error::<Test>::NotOwner);
		// A stale grant is cleared away by anybody, and its deposit goes to who paid it.
		assert_ok!(VehicleRegistry::revoke_access(signed(STRANGER), VIN, INSURER));
		assert_eq!(held(HoldReason::GrantStorage, LESSEE), 0);
		// A second lease to the same person begins without the grants of the first.
		assert_ok!(grant(OWNER, BUYER));
		lease_out();
		assert!(!reads(BUYER) && !reads(INSURER));
	});
}

#[test]
fn change_nothing_where_the_possessor_is_the_same() {
	Chain::with_vehicle().build_and_execute(|| {
		lease_out();
		assert_ok!(grant(LESSEE, INSURER));
		events();
		lease_out();
		VehicleRegistry::set_possessor(EUROPEAN_VIN, Some(LESSEE));
		assert_eq!(events(), []);
		assert!(reads(INSURER));
	});
}

#[test]
fn keep_the_data_with_the_lessee_when_the_owner_changes() {
	Chain::with_vehicle().build_and_execute(|| {
		lease_out();
		assert_ok!(grant(LESSEE, INSURER));
		give_to(BUYER);
		assert!(reads(INSURER));
		assert_eq!(car().possessor, Some(LESSEE));
		assert_noop!(grant(BUYER, LENDER), Error::<Test>::NotPossessor);
		let (by, kind) = (signed(LESSEE), Provider);
		assert_ok!(VehicleRegistry::grant_access(by, VIN, LENDER, kind, maintenance(), None));
	});
}
