use super::*;
use crate::{AccreditationInfo, ParticipantInfo, RelationInfo, RelationPage, Reputation};

fn info(expires_at: Option<u64>) -> AccreditationInfo<AccountId> {
	AccreditationInfo {
		role: Role::Workshop,
		scope: maintenance(),
		granted_by: Some(REGISTRAR),
		granted_at: NOW,
		expires_at,
		suspended_since: None,
		is_valid: true,
	}
}

#[test]
fn show_a_participant_in_one_call() {
	Chain::with_accreditation().build_and_execute(|| {
		employ();
		Directory::note(&WORKSHOP, ReputationFact::RecordMade, 3);
		assert_eq!(
			Directory::participant(WORKSHOP),
			Some(ParticipantInfo {
				kind: ParticipantKind::Organisation,
				profile_hash: PROFILE,
				registered_at: NOW,
				accreditations: vec![info(None)],
				relations: 1,
				reputation: Reputation { records: 3, ..Default::default() },
			})
		);
		assert_eq!(Directory::participant(STRANGER), None);
	});
}

#[test]
fn show_an_accreditation_and_whether_it_counts_now() {
	Chain::with_participants().build_and_execute(|| {
		let show = || Directory::accreditation(WORKSHOP, Role::Workshop);
		assert_eq!(show(), None);
		let end = Some(NOW + 10);
		assert_ok!(accredit(signed(REGISTRAR), end));
		assert_eq!(show(), Some(info(end)));
		hypothetically!({
			Timestamp::set_timestamp(NOW + 10);
			assert_eq!(show(), Some(AccreditationInfo { is_valid: false, ..info(end) }));
		});
		hypothetically!({
			suspend_registrar(NOW);
			let doubtful =
				AccreditationInfo { suspended_since: Some(NOW), is_valid: false, ..info(end) };
			assert_eq!(show(), Some(doubtful));
			assert_eq!(Directory::suspension(WORKSHOP, Role::Workshop), None);
		});
		assert_ok!(suspend(signed(REGISTRAR), NOW - 1));
		assert_eq!(show().unwrap().suspended_since, Some(NOW - 1));
		assert_eq!(
			Directory::suspension(WORKSHOP, Role::Workshop),
			Some(Suspension { since: NOW - 1, is_by_governance: false })
		);
	});
}

#[test]
fn list_accreditations_in_the_order_of_roles() {
	Chain::with_accreditation().build_and_execute(|| {
		let role = Role::Dealer;
		assert_ok!(Directory::accredit(signed(REGISTRAR), WORKSHOP, role, maintenance(), None));
		let roles: Vec<_> =
			Directory::accreditations(WORKSHOP).into_iter().map(|it| it.role).collect();
		assert_eq!(roles, [Role::Dealer, Role::Workshop]);
		assert_eq!(Directory::accreditations(DRIVER), []);
	});
}

#[test]
fn show_a_relation_from_either_side() {
	Chain::with_participants().build_and_execute(|| {
		employ_and_end();
		propose();
		let term = Some(Term { since: NOW, ended_at: Some(NOW) });
		let relation = RelationInfo { key: employment(), proposed_at: Some(NOW), term };
		for who in [WORKSHOP, DRIVER] {
			let page = Directory::relations_of(who, None, 10);
			assert_eq!(page, RelationPage { relations: vec![relation.clone()], next: None });
		}
		assert_eq!(Directory::relations_of(STRANGER, None, 10).relations, []);
	});
}

/// [`WORKSHOP`] and [`DRIVER`] propose every kind of relation to each other.
fn propose_all() {
	for kind in RelationKind::ALL {
		assert_ok!(Directory::propose_relation(signed(WORKSHOP), DRIVER, kind));
		assert_ok!(Directory::propose_relation(signed(DRIVER), WORKSHOP, kind));
	}
}

#[test]
fn page_through_all_relations_once_in_pages_of_any_size() {
	Chain::with_participants().build_and_execute(|| {
		propose_all();
		for limit in [0, 1, 3, 8, 15, 16, 17, u32::MAX] {
			let mut seen = Vec::new();
			let mut after = None;
			loop {
				let page = Directory::relations_of(WORKSHOP, after, limit);
				assert!(page.relations.len() as u32 <= limit.max(1));
				seen.extend(page.relations.into_iter().map(|it| it.key));
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			assert_eq!(seen.len(), 16);
			assert!(seen[..8].iter().all(|key| key.from == WORKSHOP));
			for kind in RelationKind::ALL {
				for (from, to) in [(WORKSHOP, DRIVER), (DRIVER, WORKSHOP)] {
					assert!(seen.contains(&RelationKey { from, to, kind }));
				}
			}
		}
	});
}

#[test]
fn show_at_most_a_hundred_relations_on_a_page() {
	Chain::with_participants().build_and_execute(|| {
		set_balance(WORKSHOP, 100_000);
		for who in 100..201 {
			set_balance(who, 1_000);
			register(who);
			let kind = RelationKind::Services;
			assert_ok!(Directory::propose_relation(signed(WORKSHOP), who, kind));
		}
		let page = Directory::relations_of(WORKSHOP, None, u32::MAX);
		assert_eq!(page.relations.len(), 100);
		let rest = Directory::relations_of(WORKSHOP, page.next, u32::MAX);
		assert_eq!((rest.relations.len(), rest.next), (1, None));
	});
}

#[test]
fn go_on_behind_a_relation_that_is_gone() {
	Chain::with_participants().build_and_execute(|| {
		propose_all();
		let first = Directory::relations_of(WORKSHOP, None, 1);
		let rest = |after| Directory::relations_of(WORKSHOP, after, 100).relations;
		let expected = rest(first.next.clone());
		let gone = first.next.clone().unwrap();
		assert_ok!(Directory::withdraw_relation(signed(WORKSHOP), gone.to, gone.kind));
		assert_eq!(rest(first.next), expected);
	});
}
