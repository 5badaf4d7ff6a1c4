use super::*;
use RelationKind::Employs;

fn take_back(origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	Directory::withdraw_relation(origin, DRIVER, Employs)
}

#[test]
fn removes_a_first_proposal_and_gives_the_deposit_back() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		events();
		assert_ok!(take_back(signed(WORKSHOP)));

		assert_eq!(Relations::<Test>::iter().count(), 0);
		assert_eq!(RelationsTo::<Test>::iter().count(), 0);
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (0, 0));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), 0);
		assert_eq!(events(), [Event::RelationWithdrawn { relation: employment() }]);
	});
}

#[test]
fn leaves_the_record_of_the_relation_that_was_to_be_renewed() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		propose();
		assert_ok!(take_back(signed(WORKSHOP)));

		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		let term = Term { since: NOW, ended_at: Some(NOW) };
		assert_eq!((stored.proposed_at, stored.term), (None, Some(term)));
		assert!(RelationsTo::<Test>::contains_key(DRIVER, (WORKSHOP, Employs)));
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (0, 0));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
	});
}

#[test]
fn fails_when_the_signer_did_not_propose_it() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(take_back(signed(WORKSHOP)), Error::<Test>::RelationNotFound);
		propose();
		for who in [DRIVER, REGISTRAR, STRANGER] {
			assert_noop!(take_back(signed(who)), Error::<Test>::RelationNotFound);
		}
	});
}

#[test]
fn fails_when_it_is_in_force_or_has_ended() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_noop!(take_back(signed(WORKSHOP)), Error::<Test>::RelationNotProposed);
		assert_ok!(end(WORKSHOP));
		assert_noop!(take_back(signed(WORKSHOP)), Error::<Test>::RelationNotProposed);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(take_back(origin), BadOrigin);
		}
	});
}
