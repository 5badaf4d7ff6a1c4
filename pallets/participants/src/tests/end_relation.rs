use super::*;
use RelationKind::{Employs, Family};

#[test]
fn ends_it_by_either_side_and_keeps_its_record() {
	for by in [WORKSHOP, DRIVER] {
		Chain::with_participants().build_and_execute(|| {
			employ();
			events();
			Timestamp::set_timestamp(NOW + 5);
			assert_ok!(end(by));

			let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
			let term = Term { since: NOW, ended_at: Some(NOW + 5) };
			assert_eq!((stored.proposed_at, stored.term), (None, Some(term)));
			assert!(!is_related());
			assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (0, 0));
			assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
			assert_eq!(events(), [Event::RelationEnded { relation: employment(), by }]);
		});
	}
}

#[test]
fn leaves_the_two_related_while_another_relation_holds() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_ok!(Directory::propose_relation(signed(DRIVER), WORKSHOP, Family));
		assert_ok!(Directory::accept_relation(signed(WORKSHOP), DRIVER, Family));
		assert_ok!(end(DRIVER));
		assert!(is_related());
		assert_ok!(Directory::end_relation(signed(DRIVER), DRIVER, WORKSHOP, Family));
		assert!(!is_related());
		assert!(!RelatedPairs::<Test>::contains_key((WORKSHOP, DRIVER)));
	});
}

#[test]
fn fails_when_it_does_not_hold() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(end(DRIVER), Error::<Test>::RelationNotFound);
		propose();
		assert_noop!(end(DRIVER), Error::<Test>::RelationNotInForce);
		assert_ok!(Directory::accept_relation(signed(DRIVER), WORKSHOP, Employs));
		assert_ok!(end(DRIVER));
		assert_noop!(end(DRIVER), Error::<Test>::RelationNotInForce);
		propose();
		assert_noop!(end(WORKSHOP), Error::<Test>::RelationNotInForce);
	});
}

#[test]
fn fails_when_the_direction_is_the_other() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_noop!(
			Directory::end_relation(signed(DRIVER), DRIVER, WORKSHOP, Employs),
			Error::<Test>::RelationNotFound
		);
	});
}

#[test]
fn fails_for_all_but_the_two() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		for who in [ADMIN, REGISTRAR, STRANGER] {
			assert_noop!(end(who), Error::<Test>::NotAuthorized);
		}
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Directory::end_relation(origin, WORKSHOP, DRIVER, Employs), BadOrigin);
		}
	});
}
