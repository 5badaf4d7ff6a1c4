//! What a car finds that comes back from a chain which says of it what it likes.

use super::*;
use pallet_vehicle_registry::MovedEncumbrance;

/// The car comes back, as that chain has it.
fn come_back(dossier: Dossier<AccountId>) {
	assert_ok!(VehicleRegistry::unpack(VIN, HOSTILE, dossier));
}

/// [`LIEN`] is in force, the car moves away, and comes back with `change` made to that lien.
fn comes_back_with(change: impl Fn(&mut MovedEncumbrance<AccountId>), test: impl FnOnce()) {
	Chain::with_lien(|| {
		let mut dossier = move_away();
		change(&mut dossier.encumbrances[0]);
		come_back(dossier);
		System::reset_events();
		test();
	});
}

/// The entry from before the car left names no lien: whatever ends it gives back its deposit, and leaves the lien that is there.
fn assert_stale(end: impl Fn() -> DispatchResult) {
	let infos = ForeignFacts::foreign_liens(VIN);
	assert_eq!((infos.len(), infos[0].is_valid), (1, false));
	hypothetically!({
		assert_ok!(end());
		assert!(!ForeignLiens::<Test>::contains_key(VIN));
		assert_eq!(held(HoldReason::ForeignLienStorage, OWNER), 0);
		assert_eq!(liens(), 1);
	});
}

#[test]
fn a_lien_that_went_along_is_released_by_message_again() {
	comes_back_with(
		|_| (),
		|| {
			assert!(ForeignFacts::foreign_liens(VIN)[0].is_valid);
			let clear = ForeignFacts::clear_lien(signed(STRANGER), VIN, SERVICE, LENDER, CONTRACT);
			assert_noop!(clear, Error::<Test>::LienInForce);
			assert_ok!(execute(SERVICE, LENDER, &RELEASE));
			assert!(liens() == 0 && can_be_sold());
			assert_eq!(Balances::free_balance(OWNER), START_BALANCE);
		},
	);
}

#[test]
fn another_lien_under_its_number_is_none_of_its_entry() {
	let changes: [fn(&mut MovedEncumbrance<AccountId>); 3] = [
		|lien| lien.holder = OTHER_LENDER,
		|lien| lien.kind = EncumbranceKind::Repair,
		|lien| lien.reference = OTHER_CONTRACT,
	];
	for change in changes {
		comes_back_with(change, || {
			let release = || execute(SERVICE, LENDER, &RELEASE);
			assert_stale(|| release().map_err(|_| BadOrigin));
			assert_stale(|| {
				ForeignFacts::clear_lien(signed(STRANGER), VIN, SERVICE, LENDER, CONTRACT)
			});
		});
	}
}

#[test]
fn a_permission_holds_again_for_the_same_title_alone() {
	Chain::with_permission(|| {
		let dossier = move_away();
		let comes_back = |change: fn(&mut Dossier<AccountId>), outcome| {
			hypothetically!({
				let mut dossier = dossier.clone();
				change(&mut dossier);
				come_back(dossier);
				assert_eq!(execute(SERVICE, LENDER, &LIEN), outcome);
			});
		};
		let title_passed = || Err(why(Error::<Test>::TitlePassed));
		comes_back(|_| (), Ok(()));
		// Sold, and sold back.
		comes_back(|it| it.title_epoch += 2, title_passed());
		comes_back(|it| (it.title_epoch, it.owner) = (1, BUYER), title_passed());
	});
}
