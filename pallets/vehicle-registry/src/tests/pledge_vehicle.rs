use super::*;
use crate::{EncumbranceInfo, Encumbrances, MAX_PLEDGES};
use EncumbranceKind::{Insurance, Lease, Loan, RecallStop, Repair, Seizure, Tax};

const HOLDERS: [(EncumbranceKind, AccountId); 4] =
	[(Loan, LENDER), (Lease, LESSOR), (Repair, GRANTEE), (Insurance, INSURER)];

fn pledge(who: AccountId, kind: EncumbranceKind, holder: AccountId) -> DispatchResult {
	VehicleRegistry::pledge_vehicle(signed(who), VIN, kind, holder, REFERENCE)
}

#[test]
fn gives_the_holder_a_lien() {
	for (kind, holder) in HOLDERS {
		Chain::with_vehicle().build_and_execute(|| {
			assert_ok!(pledge(OWNER, kind, holder));
			let (id, by, role) = (0, OWNER, None);
			let event = Event::EncumbranceAdded { vehicle: VIN, id, kind, holder, by, role };
			assert_eq!(events(), [event]);
			let shown = EncumbranceInfo {
				id,
				kind,
				holder,
				reference: REFERENCE,
				created_at: NOW,
				created_by: OWNER,
				role,
			};
			assert_eq!(VehicleRegistry::encumbrances(VIN), [shown]);
		});
	}
}

#[test]
fn holds_a_deposit_of_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_eq!(held(HoldReason::EncumbranceStorage, OWNER), ENCUMBRANCE_DEPOSIT);
		assert_eq!(Balances::free_balance(LENDER), START_BALANCE);
	});
}

#[test]
fn ends_an_offer_of_the_title_that_was_made_without_it() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
		events();
		assert_ok!(pledge(OWNER, Insurance, INSURER));
		let [first, _] = events().try_into().unwrap();
		assert_eq!(first, Event::TitleOfferWithdrawn { vehicle: VIN, by: OWNER });
		let accept = VehicleRegistry::accept_title(signed(BUYER), VIN);
		assert_noop!(accept, Error::<Test>::OfferNotFound);
	});
}

#[test]
fn gives_no_number_twice() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 0));
		borrow_on_it();
		assert_eq!(VehicleRegistry::encumbrances(VIN)[0].id, 1);
	});
}

#[test]
fn fails_for_kinds_of_authorities() {
	Chain::with_vehicle().build_and_execute(|| {
		for kind in [Tax, Seizure, RecallStop] {
			assert_noop!(pledge(OWNER, kind, REGULATOR), Error::<Test>::KindNotAllowed);
		}
	});
}

#[test]
fn fails_when_the_holder_is_not_accredited_as_befits() {
	Chain::with_vehicle().build_and_execute(|| {
		for (kind, right) in HOLDERS {
			for holder in all_but(&[right]) {
				assert_noop!(pledge(OWNER, kind, holder), Error::<Test>::HolderNotAccredited);
			}
		}
		dismiss(LENDER);
		assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::HolderNotAccredited);
	});
}

#[test]
fn fails_while_something_blocks_it() {
	Chain::with_vehicle().build_and_execute(|| {
		for status in [VehicleStatus::Stolen, VehicleStatus::Scrapped, VehicleStatus::TotalLoss] {
			put_status(status);
			for (kind, holder) in HOLDERS {
				assert_noop!(pledge(OWNER, kind, holder), Error::<Test>::VehicleBlocked);
			}
		}
	});
}

#[test]
fn leases_a_car_once_but_lets_the_lessor_borrow_on_it() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(pledge(OWNER, Lease, LESSOR));
		assert_noop!(pledge(OWNER, Lease, LESSOR), Error::<Test>::VehicleBlocked);
		assert_ok!(pledge(OWNER, Loan, LENDER));
	});
}

#[test]
fn fails_when_the_owner_filled_their_places_and_leaves_room_for_authorities() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..MAX_PLEDGES {
			borrow_on_it();
		}
		assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::TooManyPledges);
		let impose = || {
			VehicleRegistry::impose_lock(
				signed(REGULATOR),
				VIN,
				Tax,
				REGULATOR,
				REFERENCE,
				Role::Regulator,
			)
		};
		for _ in 0..8 {
			assert_ok!(impose());
		}
		assert_noop!(impose(), Error::<Test>::TooManyEncumbrances);
		assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, 3));
		assert_ok!(pledge(OWNER, Loan, LENDER));
	});
}

#[test]
fn fails_when_all_places_are_taken_or_numbers_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		hypothetically!({
			for _ in 0..16 {
				assert_ok!(VehicleRegistry::impose_lock(
					signed(REGISTRAR),
					VIN,
					Tax,
					REGISTRAR,
					REFERENCE,
					Role::Registrar
				));
			}
			assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::TooManyEncumbrances);
		});
		hypothetically!({
			Encumbrances::<Test>::mutate(VIN, |list| list.next_id = u32::MAX);
			assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::TooManyEncumbrances);
		});
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in all_but(&[OWNER]) {
			assert_noop!(pledge(who, Loan, LENDER), Error::<Test>::NotOwner);
		}
		sell();
		assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(pledge(OWNER, Loan, LENDER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_vehicle().build_and_execute(|| {
		give_to(PAUPER);
		fund(PAUPER, ENCUMBRANCE_DEPOSIT - 1);
		assert_noop!(pledge(PAUPER, Loan, LENDER), FundsUnavailable);
		fund(PAUPER, ENCUMBRANCE_DEPOSIT);
		assert_ok!(pledge(PAUPER, Loan, LENDER));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(
				VehicleRegistry::pledge_vehicle(origin, VIN, Loan, LENDER, REFERENCE),
				BadOrigin
			);
		}
	});
}
