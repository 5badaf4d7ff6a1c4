use super::*;
use RelationKind::Employs;

fn decline(origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	Directory::decline_relation(origin, WORKSHOP, Employs)
}

#[test]
fn removes_a_first_proposal_and_gives_the_deposit_back() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		events();
		assert_ok!(decline(signed(DRIVER)));

		assert_eq!(Relations::<Test>::iter().count(), 0);
		assert_eq!(RelationsTo::<Test>::iter().count(), 0);
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (0, 0));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), 0);
		assert_eq!(events(), [Event::RelationDeclined { relation: employment() }]);
	});
}

#[test]
fn leaves_the_record_of_the_relation_that_was_to_be_renewed() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		propose();
		assert_ok!(decline(signed(DRIVER)));

		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		let term = Term { since: NOW, ended_at: Some(NOW) };
		assert_eq!((stored.proposed_at, stored.term), (None, Some(term)));
		assert!(RelationsTo::<Test>::contains_key(DRIVER, (WORKSHOP, Employs)));
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (0, 0));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
	});
}

#[test]
fn is_open_to_who_has_left() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert_ok!(Directory::deregister(signed(DRIVER)));
		assert_ok!(decline(signed(DRIVER)));
	});
}

#[test]
fn fails_when_it_was_not_proposed_to_the_signer() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(decline(signed(DRIVER)), Error::<Test>::RelationNotFound);
		propose();
		for who in [WORKSHOP, REGISTRAR, STRANGER] {
			assert_noop!(decline(signed(who)), Error::<Test>::RelationNotFound);
		}
	});
}

#[test]
fn fails_when_it_is_in_force_or_has_ended() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_noop!(decline(signed(DRIVER)), Error::<Test>::RelationNotProposed);
		assert_ok!(end(WORKSHOP));
		assert_noop!(decline(signed(DRIVER)), Error::<Test>::RelationNotProposed);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(decline(origin), BadOrigin);
		}
	});
}
