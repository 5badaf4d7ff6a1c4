use super::*;
use crate::{ForeignLienStage::Entered, HeadReport};

/// Breaks the state of a chain with a lien, a permission, records and a lien elsewhere, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_lien(|| {
		assert_ok!(allow(HOSTILE, LENDER, CONTRACT));
		for chain in [SERVICE, HOSTILE] {
			assert_ok!(ForeignFacts::follow_records(signed(OWNER), VIN, chain));
		}
		assert_ok!(open(LENDER, &LIEN));
		hypothetically!({
			break_state();
			assert_err!(ForeignFacts::do_try_state(), finding);
		});
	});
}

fn change(place: usize, change: impl FnOnce(&mut crate::pallet::ForeignLienOf<Test>)) {
	ForeignLiens::<Test>::mutate(VIN, |list| change(&mut list[place]));
}

#[test]
fn finds_a_list_of_liens_that_is_wrong() {
	finds("a list of foreign liens is empty", || {
		ForeignLiens::<Test>::insert(SECOND_VIN, frame_support::BoundedVec::default());
	});
	finds("two foreign liens of a car have one key", || change(1, |it| it.chain = SERVICE));
	finds("two foreign liens of a car are one encumbrance", || {
		change(1, |it| it.stage = Entered { encumbrance: 0 });
	});
	finds("a foreign lien is of a kind that nobody can consent to", || {
		change(0, |it| it.kind = EncumbranceKind::Seizure);
	});
}

#[test]
fn finds_a_lien_that_there_never_was() {
	let finding = "a foreign lien names a title or an encumbrance that there never was";
	finds(finding, || change(0, |it| it.stage = Entered { encumbrance: 1 }));
	finds(finding, || {
		let stage = ForeignLienStage::Allowed { expires_at: EXPIRY, title_epoch: 1 };
		change(1, |it| it.stage = stage);
	});
}

#[test]
fn takes_what_a_car_that_has_moved_left_behind() {
	Chain::with_lien(|| {
		move_away();
		assert_ok!(ForeignFacts::do_try_state());
	});
}

#[test]
fn finds_a_list_of_followed_chains_that_is_wrong() {
	finds("a list of followed chains is empty", || {
		FollowedRecords::<Test>::insert(SECOND_VIN, frame_support::BoundedVec::default());
	});
	finds("a chain is followed twice", || {
		FollowedRecords::<Test>::mutate(VIN, |list| list[1].chain = SERVICE);
	});
	finds("a report is of no records", || {
		let report = HeadReport { head: head(0), reported_at: NOW };
		FollowedRecords::<Test>::mutate(VIN, |list| list[0].report = Some(report));
	});
}

#[test]
fn finds_a_lien_elsewhere_that_nobody_can_have() {
	finds("a lien elsewhere is of a kind that nobody can consent to", || {
		LiensElsewhere::<Test>::mutate(LENDER, KEY, |it| {
			it.as_mut().unwrap().kind = EncumbranceKind::Tax;
		});
	});
}
