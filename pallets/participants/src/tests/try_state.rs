use super::*;
use crate::{Accreditation, Relation};
use RelationKind::{Club, Employs};

/// Breaks the state of a chain with an accreditation and a relation in force, expects the finding, and mends the state again.
fn finds(finding: &'static str, break_state: impl FnOnce()) {
	Chain::with_accreditation().build_and_execute(|| {
		employ();
		hypothetically!({
			break_state();
			assert_err!(Directory::do_try_state(), finding);
		});
	});
}

fn change_accreditation(
	change: impl FnOnce(
		&mut Accreditation<AccountId, <Test as crate::Config>::AccreditationConsideration>,
	),
) {
	Accreditations::<Test>::mutate(WORKSHOP, Role::Workshop, |it| change(it.as_mut().unwrap()));
}

fn change_relation(
	change: impl FnOnce(&mut Relation<<Test as crate::Config>::RelationConsideration>),
) {
	Relations::<Test>::mutate(WORKSHOP, (DRIVER, Employs), |it| change(it.as_mut().unwrap()));
}

#[test]
fn finds_a_wrong_count_of_accreditations() {
	finds("a participant does not count its accreditations", || {
		Participants::<Test>::mutate_extant(WORKSHOP, |it| it.accreditations = 2);
	});
}

#[test]
fn finds_a_wrong_count_of_relations_on_either_side() {
	for who in [WORKSHOP, DRIVER] {
		finds("a participant does not count its relations", || {
			Participants::<Test>::mutate_extant(who, |it| it.relations = 0);
		});
	}
}

#[test]
fn finds_an_accreditation_without_participant() {
	finds("an accreditation is of no participant", || Participants::<Test>::remove(WORKSHOP));
}

#[test]
fn finds_a_scope_that_is_not_valid() {
	finds("an accreditation has a scope that nobody could give", || {
		change_accreditation(|it| it.scope = maintenance_in(&[DE, DE]));
	});
}

#[test]
fn finds_power_that_a_registrar_gave() {
	finds("a registrar gave what governance alone gives", || {
		change_accreditation(|it| it.scope.ex_officio = RecordClasses::all());
	});
	finds("a registrar gave what governance alone gives", || {
		Accreditations::<Test>::mutate(REGISTRAR, Role::Registrar, |it| {
			it.as_mut().unwrap().granted_by = Some(OTHER_REGISTRAR);
		});
	});
}

#[test]
fn finds_who_accredited_themselves() {
	finds("a participant accredited itself", || {
		change_accreditation(|it| it.granted_by = Some(WORKSHOP));
	});
}

#[test]
fn finds_an_accreditation_that_nobody_pays() {
	finds("an accreditation is not paid by who gave it", || {
		change_accreditation(|it| it.ticket = None);
	});
}

#[test]
fn finds_a_suspension_to_come() {
	finds("a suspension begins in the future", || {
		let suspension = Suspension { since: NOW + 1, is_by_governance: true };
		Suspensions::<Test>::insert(WORKSHOP, Role::Workshop, suspension);
	});
}

#[test]
fn finds_a_relation_with_oneself() {
	finds("a relation is of one alone", || {
		let mut relation = Relations::<Test>::get(WORKSHOP, (DRIVER, Employs)).unwrap();
		relation.term = Some(Term { since: NOW, ended_at: Some(NOW) });
		Relations::<Test>::insert(STRANGER, (STRANGER, Club), relation);
	});
}

#[test]
fn finds_a_relation_that_never_was() {
	finds("a relation was neither proposed nor in force", || {
		change_relation(|it| it.term = None);
		Participants::<Test>::mutate_extant(WORKSHOP, |it| it.relations = 0);
		Participants::<Test>::mutate_extant(DRIVER, |it| it.relations = 0);
	});
}

#[test]
fn finds_a_proposal_of_what_is_in_force() {
	finds("a relation is proposed while it is in force", || {
		change_relation(|it| it.proposed_at = Some(NOW));
	});
}

#[test]
fn finds_a_side_that_is_gone() {
	finds("who proposed a relation is gone", || {
		Accreditations::<Test>::remove(WORKSHOP, Role::Workshop);
		Participants::<Test>::remove(WORKSHOP);
	});
	finds("who accepted a relation is gone", || Participants::<Test>::remove(DRIVER));
}

#[test]
fn finds_a_relation_that_the_other_side_does_not_find() {
	finds("a relation is not found from its other side", || {
		RelationsTo::<Test>::remove(DRIVER, (WORKSHOP, Employs));
		Participants::<Test>::mutate_extant(DRIVER, |it| it.relations = 0);
	});
}

#[test]
fn finds_an_index_that_leads_nowhere() {
	finds("an index leads to no relation", || {
		RelationsTo::<Test>::insert(WORKSHOP, (DRIVER, Employs), ());
	});
}

#[test]
fn finds_a_relation_that_its_pair_does_not_count() {
	finds("a relation in force is not counted", || {
		RelatedPairs::<Test>::remove((WORKSHOP, DRIVER));
	});
}

#[test]
fn finds_a_wrong_count_of_a_pair() {
	for (pair, count) in [((WORKSHOP, DRIVER), 2), ((WORKSHOP, STRANGER), 1)] {
		finds("a pair does not count its relations", || {
			RelatedPairs::<Test>::insert(pair, count);
		});
	}
	finds("a pair does not count its relations", || {
		RelatedPairs::<Test>::insert((DRIVER, STRANGER), 0);
	});
}

#[test]
fn finds_a_pair_the_wrong_way_round() {
	finds("a pair is counted the wrong way round", || {
		RelatedPairs::<Test>::insert((DRIVER, WORKSHOP), 1);
	});
}
