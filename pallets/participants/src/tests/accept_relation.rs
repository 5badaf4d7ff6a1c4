use super::*;
use RelationKind::{Employs, Family};

fn accept(origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	Directory::accept_relation(origin, WORKSHOP, Employs)
}

#[test]
fn brings_the_relation_into_force_for_both() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		events();
		Timestamp::set_timestamp(NOW + 5);
		assert_ok!(accept(signed(DRIVER)));

		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		let term = Term { since: NOW + 5, ended_at: None };
		assert_eq!((stored.proposed_at, stored.term), (None, Some(term)));
		assert!(is_related());
		assert!(Directory::are_related(&DRIVER, &WORKSHOP));
		assert!(!Directory::are_related(&WORKSHOP, &REGISTRAR));
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (1, 1));
		assert_eq!(held(HoldReason::RelationStorage, DRIVER), 0);
		assert_eq!(events(), [Event::RelationAccepted { relation: employment() }]);
	});
}

#[test]
fn counts_each_relation_of_a_pair() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_ok!(Directory::propose_relation(signed(DRIVER), WORKSHOP, Family));
		assert_ok!(Directory::accept_relation(signed(WORKSHOP), DRIVER, Family));
		assert_eq!(RelatedPairs::<Test>::get((WORKSHOP, DRIVER)), Some(2));
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (2, 2));
	});
}

#[test]
fn of_a_renewal_begins_a_new_term() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		propose();
		Timestamp::set_timestamp(NOW + 5);
		assert_ok!(accept(signed(DRIVER)));
		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		assert_eq!(stored.term, Some(Term { since: NOW + 5, ended_at: None }));
		assert!(is_related());
	});
}

#[test]
fn fails_when_it_was_not_proposed_to_the_signer() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(accept(signed(DRIVER)), Error::<Test>::RelationNotFound);
		propose();
		for who in [WORKSHOP, REGISTRAR, STRANGER] {
			assert_noop!(accept(signed(who)), Error::<Test>::RelationNotFound);
		}
		assert_noop!(
			Directory::accept_relation(signed(DRIVER), WORKSHOP, Family),
			Error::<Test>::RelationNotFound
		);
		assert_noop!(
			Directory::accept_relation(signed(WORKSHOP), DRIVER, Employs),
			Error::<Test>::RelationNotFound
		);
	});
}

#[test]
fn fails_when_it_is_in_force_or_has_ended() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		assert_noop!(accept(signed(DRIVER)), Error::<Test>::RelationNotProposed);
		assert_ok!(end(WORKSHOP));
		assert_noop!(accept(signed(DRIVER)), Error::<Test>::RelationNotProposed);
	});
}

#[test]
fn fails_when_the_signer_has_left_until_they_are_back() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert_ok!(Directory::deregister(signed(DRIVER)));
		assert_noop!(accept(signed(DRIVER)), Error::<Test>::NotRegistered);
		register(DRIVER);
		assert_ok!(accept(signed(DRIVER)));
	});
}

#[test]
fn fails_when_relations_cannot_be_counted() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		hypothetically!({
			Participants::<Test>::mutate_extant(DRIVER, |it| it.relations = u32::MAX);
			assert_noop!(accept(signed(DRIVER)), Error::<Test>::TooManyRelations);
		});
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(accept(origin), BadOrigin);
		}
	});
}
