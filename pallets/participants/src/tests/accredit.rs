use super::*;
use crate::Accreditation;

fn accredit_with(origin: RuntimeOrigin, role: Role, scope: Scope) -> sp_runtime::DispatchResult {
	Directory::accredit(origin, WORKSHOP, role, scope, None)
}

fn ex_officio() -> Scope {
	Scope { ex_officio: RecordClasses::from_iter([RecordClass::Recall]), ..Scope::default() }
}

/// Narrows [`REGISTRAR`] to these regions.
fn narrow_registrar(regions: &[Region]) {
	let scope = maintenance_in(regions);
	let root = RuntimeOrigin::root();
	assert_ok!(Directory::accredit(root, REGISTRAR, Role::Registrar, scope, None));
}

#[test]
fn by_a_registrar_who_pays() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 1)));

		let stored = Accreditations::<Test>::get(WORKSHOP, Role::Workshop).unwrap();
		let expected = Accreditation {
			scope: maintenance(),
			granted_by: Some(REGISTRAR),
			granted_at: NOW,
			expires_at: Some(NOW + 1),
			ticket: stored.ticket.clone(),
		};
		assert_eq!(stored, expected);
		assert_eq!(Participants::<Test>::get(WORKSHOP).unwrap().accreditations, 1);
		assert_eq!(held(HoldReason::AccreditationStorage, REGISTRAR), ACCREDITATION_DEPOSIT);
		assert_eq!(
			events(),
			[Event::ParticipantAccredited {
				who: WORKSHOP,
				role: Role::Workshop,
				scope: maintenance(),
				expires_at: Some(NOW + 1),
				by: Some(REGISTRAR),
			}]
		);
		assert!(workshop_acts());
	});
}

#[test]
fn by_governance_in_any_role_without_deposit() {
	Chain::with_participants().build_and_execute(|| {
		for role in Role::ALL {
			let scope = match role {
				Role::Maker => Scope { wmis: vec![*b"WVW"].try_into().unwrap(), ..ex_officio() },
				_ => ex_officio(),
			};
			assert_ok!(accredit_with(signed(ADMIN), role, scope));
			assert!(Directory::acts_as(&WORKSHOP, role, NOW));
		}
		assert_eq!(Participants::<Test>::get(WORKSHOP).unwrap().accreditations, 10);
		assert_eq!(held(HoldReason::AccreditationStorage, ADMIN), 0);
		assert!(events()
			.iter()
			.all(|event| matches!(event, Event::ParticipantAccredited { by: None, .. })));
	});
}

#[test]
fn replaces_what_its_giver_gave_for_one_deposit() {
	Chain::with_accreditation().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 5);
		let spare = Balances::free_balance(REGISTRAR) - 1;
		assert_ok!(Balances::transfer_allow_death(signed(REGISTRAR), STRANGER, spare));
		let scope = maintenance_in(&[DE]);
		assert_ok!(accredit_with(signed(REGISTRAR), Role::Workshop, scope.clone()));

		let stored = Accreditations::<Test>::get(WORKSHOP, Role::Workshop).unwrap();
		assert_eq!((stored.scope, stored.granted_at), (scope, NOW + 5));
		assert_eq!(Participants::<Test>::get(WORKSHOP).unwrap().accreditations, 1);
		assert_eq!(held(HoldReason::AccreditationStorage, REGISTRAR), ACCREDITATION_DEPOSIT);
	});
}

#[test]
fn by_governance_replaces_what_a_registrar_gave_who_gets_the_deposit_back() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(accredit(RuntimeOrigin::root(), None));

		let stored = Accreditations::<Test>::get(WORKSHOP, Role::Workshop).unwrap();
		assert_eq!((stored.granted_by, stored.ticket), (None, None));
		assert_eq!(held(HoldReason::AccreditationStorage, REGISTRAR), 0);
	});
}

#[test]
fn leaves_a_suspension_whoever_replaces() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW - 7));
		for origin in [signed(REGISTRAR), RuntimeOrigin::root()] {
			assert_ok!(accredit(origin, None));
			assert!(!workshop_acts());
			let suspension = Suspension { since: NOW - 7, is_by_governance: false };
			let stored = Suspensions::<Test>::get(WORKSHOP, Role::Workshop);
			assert_eq!(stored, Some(suspension));
		}
	});
}

#[test]
fn by_governance_leaves_the_doubt_that_came_from_the_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		suspend_registrar(NOW - 7);
		Timestamp::set_timestamp(NOW + 5);
		events();
		assert_ok!(accredit(RuntimeOrigin::root(), None));

		assert_eq!(doubtful_since(), Some(NOW - 7));
		assert!(!workshop_acts());
		assert_eq!(
			events(),
			[
				Event::AccreditationSuspended {
					who: WORKSHOP,
					role: Role::Workshop,
					from: None,
					since: NOW - 7,
					by: None,
				},
				Event::ParticipantAccredited {
					who: WORKSHOP,
					role: Role::Workshop,
					scope: maintenance(),
					expires_at: None,
					by: None,
				},
			]
		);
		assert_ok!(reinstate(RuntimeOrigin::root()));
		assert!(workshop_acts());
	});
}

#[test]
fn within_the_registrars_regions() {
	Chain::with_participants().build_and_execute(|| {
		narrow_registrar(&[DE, FR]);
		for regions in [&[DE][..], &[FR, DE]] {
			let scope = maintenance_in(regions);
			assert_ok!(accredit_with(signed(REGISTRAR), Role::Workshop, scope));
		}
	});
}

#[test]
fn fails_outside_the_registrars_regions() {
	Chain::with_participants().build_and_execute(|| {
		narrow_registrar(&[DE]);
		for regions in [&[][..], &[FR], &[DE, FR]] {
			let scope = maintenance_in(regions);
			assert_noop!(
				accredit_with(signed(REGISTRAR), Role::Workshop, scope),
				Error::<Test>::RegionsNotAllowed
			);
		}
	});
}

#[test]
fn fails_when_a_registrar_gives_power() {
	Chain::with_participants().build_and_execute(|| {
		for role in [Role::Registrar, Role::Regulator] {
			assert_noop!(
				accredit_with(signed(REGISTRAR), role, maintenance()),
				Error::<Test>::RoleNotAllowed
			);
		}
		assert_noop!(
			accredit_with(signed(REGISTRAR), Role::Insurer, ex_officio()),
			Error::<Test>::ExOfficioNotAllowed
		);
	});
}

#[test]
fn fails_when_registrars_accredit_themselves() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(
			Directory::accredit(signed(REGISTRAR), REGISTRAR, Role::Dealer, maintenance(), None),
			Error::<Test>::OwnAccreditation
		);
	});
}

#[test]
fn fails_when_another_gave_what_is_there() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_noop!(accredit(signed(OTHER_REGISTRAR), None), Error::<Test>::NotAuthorized);
		assert_ok!(accredit(RuntimeOrigin::root(), None));
		assert_noop!(accredit(signed(REGISTRAR), None), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_the_signer_is_no_registrar_now() {
	Chain::with_participants().build_and_execute(|| {
		let not_registrar = |who| {
			assert_noop!(accredit(signed(who), None), Error::<Test>::NotRegistrar);
		};
		for who in [WORKSHOP, DRIVER, STRANGER] {
			not_registrar(who);
		}
		hypothetically!({
			suspend_registrar(NOW);
			not_registrar(REGISTRAR);
		});
		hypothetically!({
			let root = RuntimeOrigin::root();
			assert_ok!(Directory::withdraw(root, REGISTRAR, Role::Registrar));
			not_registrar(REGISTRAR);
		});
		let (root, end) = (RuntimeOrigin::root(), Some(NOW + 1));
		assert_ok!(Directory::accredit(root, REGISTRAR, Role::Registrar, maintenance(), end));
		assert_ok!(accredit(signed(REGISTRAR), None));
		Timestamp::set_timestamp(NOW + 1);
		not_registrar(REGISTRAR);
	});
}

#[test]
fn fails_when_the_scope_is_not_valid() {
	Chain::with_participants().build_and_execute(|| {
		let unknown = RecordClasses::decode(&mut [0, 0x80].as_slice()).unwrap();
		for (scope, error) in [
			(Scope { classes: unknown, ..maintenance() }, Error::<Test>::ClassesNotValid),
			(maintenance_in(&[DE, DE]), Error::<Test>::RegionsNotValid),
			(
				Scope { wmis: vec![*b"WVW"].try_into().unwrap(), ..maintenance() },
				Error::<Test>::WmisNotValid,
			),
		] {
			let error = sp_runtime::DispatchError::from(error);
			for origin in [RuntimeOrigin::root(), signed(REGISTRAR)] {
				assert_noop!(accredit_with(origin, Role::Workshop, scope.clone()), error);
			}
		}
		assert_noop!(
			accredit_with(signed(REGISTRAR), Role::Maker, maintenance()),
			Error::<Test>::WmisNotValid
		);
	});
}

#[test]
fn fails_when_it_would_have_expired_to_the_millisecond() {
	Chain::with_participants().build_and_execute(|| {
		for end in [0, NOW - 1, NOW] {
			assert_noop!(accredit(RuntimeOrigin::root(), Some(end)), Error::<Test>::Expired);
		}
		for end in [NOW + 1, u64::MAX] {
			assert_ok!(accredit(RuntimeOrigin::root(), Some(end)));
		}
	});
}

#[test]
fn fails_when_the_account_is_no_participant() {
	Chain::with_participants().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), signed(REGISTRAR)] {
			assert_noop!(
				Directory::accredit(origin, STRANGER, Role::Workshop, maintenance(), None),
				Error::<Test>::NotRegistered
			);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain::with_participants().build_and_execute(|| {
		set_balance(REGISTRAR, ACCREDITATION_DEPOSIT);
		assert_noop!(accredit(signed(REGISTRAR), None), FundsUnavailable);
		set_balance(REGISTRAR, ACCREDITATION_DEPOSIT + 1);
		assert_ok!(accredit(signed(REGISTRAR), None));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(accredit(RuntimeOrigin::none(), None), BadOrigin);
	});
}
