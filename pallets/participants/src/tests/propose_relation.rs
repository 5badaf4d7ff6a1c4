use super::*;
use RelationKind::{Employs, Family};

fn try_propose(from: AccountId, to: AccountId) -> sp_runtime::DispatchResult {
	Directory::propose_relation(signed(from), to, Employs)
}

#[test]
fn stores_a_proposal_that_is_not_yet_in_force_and_its_deposit() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(try_propose(WORKSHOP, DRIVER));

		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		assert_eq!((stored.proposed_at, stored.term), (Some(NOW), None));
		assert!(RelationsTo::<Test>::contains_key(DRIVER, (WORKSHOP, Employs)));
		assert!(!is_related());
		assert_eq!((relations_counted(WORKSHOP), relations_counted(DRIVER)), (1, 0));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
		assert_eq!(events(), [Event::RelationProposed { relation: employment() }]);
	});
}

#[test]
fn is_apart_from_other_kinds_and_the_other_direction() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert_ok!(Directory::propose_relation(signed(WORKSHOP), DRIVER, Family));
		assert_ok!(try_propose(DRIVER, WORKSHOP));
		assert_eq!(Relations::<Test>::iter().count(), 3);
	});
}

#[test]
fn renews_an_ended_relation_whose_record_stays_for_the_same_deposit() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		Timestamp::set_timestamp(NOW + 5);
		assert_ok!(try_propose(WORKSHOP, DRIVER));

		let stored = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		let term = Term { since: NOW, ended_at: Some(NOW) };
		assert_eq!((stored.proposed_at, stored.term), (Some(NOW + 5), Some(term)));
		assert!(!is_related());
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
	});
}

#[test]
fn fails_when_it_is_proposed_or_in_force() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert_noop!(try_propose(WORKSHOP, DRIVER), Error::<Test>::RelationExists);
		assert_ok!(Directory::accept_relation(signed(DRIVER), WORKSHOP, Employs));
		assert_noop!(try_propose(WORKSHOP, DRIVER), Error::<Test>::RelationExists);
	});
}

#[test]
fn fails_with_oneself() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(try_propose(DRIVER, DRIVER), Error::<Test>::OwnRelation);
	});
}

#[test]
fn fails_when_either_is_no_participant() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(try_propose(STRANGER, DRIVER), Error::<Test>::NotRegistered);
		assert_noop!(try_propose(DRIVER, STRANGER), Error::<Test>::NotRegistered);
	});
}

#[test]
fn fails_when_relations_cannot_be_counted() {
	Chain::with_participants().build_and_execute(|| {
		hypothetically!({
			Participants::<Test>::mutate_extant(WORKSHOP, |it| it.relations = u32::MAX);
			assert_noop!(try_propose(WORKSHOP, DRIVER), Error::<Test>::TooManyRelations);
		});
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_participants().build_and_execute(|| {
		set_balance(PAUPER, PARTICIPANT_DEPOSIT + RELATION_DEPOSIT);
		register(PAUPER);
		assert_noop!(try_propose(PAUPER, DRIVER), FundsUnavailable);
		set_balance(PAUPER, RELATION_DEPOSIT + 1);
		assert_ok!(try_propose(PAUPER, DRIVER));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Directory::propose_relation(origin, DRIVER, Employs), BadOrigin);
		}
	});
}
