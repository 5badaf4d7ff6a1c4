use super::*;

#[test]
fn removes_the_participant_and_gives_the_deposit_back() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(Directory::deregister(signed(WORKSHOP)));

		assert!(!Participants::<Test>::contains_key(WORKSHOP));
		assert_eq!(held(HoldReason::ParticipantStorage, WORKSHOP), 0);
		assert_eq!(events(), [Event::ParticipantDeregistered { who: WORKSHOP }]);
	});
}

#[test]
fn lets_a_participant_of_genesis_go_without_deposit() {
	Chain::empty().build_and_execute(|| {
		let root = RuntimeOrigin::root();
		assert_ok!(Directory::withdraw(root, REGISTRAR, Role::Registrar));
		assert_ok!(Directory::deregister(signed(REGISTRAR)));
		assert!(!Participants::<Test>::contains_key(REGISTRAR));
	});
}

#[test]
fn keeps_reputation_suspension_and_ended_relations() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		Directory::note(&WORKSHOP, ReputationFact::DisputeLost, 1);
		assert_ok!(suspend(RuntimeOrigin::root(), NOW));
		for who in [WORKSHOP, DRIVER] {
			assert_ok!(Directory::deregister(signed(who)));
		}

		assert_eq!(Reputations::<Test>::get(WORKSHOP).disputes_lost, 1);
		assert_eq!(doubtful_since(), Some(NOW));
		assert!(Relations::<Test>::contains_key(WORKSHOP, (DRIVER, RelationKind::Employs)));
		assert_eq!(held(HoldReason::RelationStorage, WORKSHOP), RELATION_DEPOSIT);
	});
}

#[test]
fn fails_with_an_accreditation_even_an_expired_one() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 1)));
		Timestamp::set_timestamp(NOW + 1);
		assert_noop!(Directory::deregister(signed(WORKSHOP)), Error::<Test>::HasAccreditations);
		assert_ok!(withdraw(signed(WORKSHOP)));
		assert_ok!(Directory::deregister(signed(WORKSHOP)));
	});
}

#[test]
fn fails_for_either_side_of_a_relation_in_force() {
	Chain::with_participants().build_and_execute(|| {
		employ();
		for who in [WORKSHOP, DRIVER] {
			assert_noop!(Directory::deregister(signed(who)), Error::<Test>::HasRelations);
		}
	});
}

#[test]
fn fails_for_who_proposed_a_relation_but_not_for_the_other() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert_noop!(Directory::deregister(signed(WORKSHOP)), Error::<Test>::HasRelations);
		assert_ok!(Directory::deregister(signed(DRIVER)));
	});
}

#[test]
fn fails_when_the_account_is_no_participant() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(Directory::deregister(signed(STRANGER)), Error::<Test>::NotRegistered);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Directory::deregister(origin), BadOrigin);
		}
	});
}
