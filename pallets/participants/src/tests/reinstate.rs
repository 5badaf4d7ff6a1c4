use super::*;

#[test]
fn lifts_what_the_giver_suspended() {
	Chain::with_accreditation().build_and_execute(|| {
		for (origin, by) in [(signed(REGISTRAR), Some(REGISTRAR)), (signed(ADMIN), None)] {
			assert_ok!(suspend(signed(REGISTRAR), NOW - 1));
			events();
			assert_ok!(reinstate(origin));

			assert!(workshop_acts());
			assert_eq!(doubtful_since(), None);
			let (who, role, since) = (WORKSHOP, Role::Workshop, NOW - 1);
			assert_eq!(events(), [Event::AccreditationReinstated { who, role, since, by }]);
		}
	});
}

#[test]
fn lifts_a_suspension_without_accreditation_by_governance() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(suspend(RuntimeOrigin::root(), NOW));
		assert_ok!(reinstate(RuntimeOrigin::root()));
		assert!(!Suspensions::<Test>::contains_key(WORKSHOP, Role::Workshop));
	});
}

#[test]
fn of_a_registrar_lifts_the_doubt_in_whom_they_accredited() {
	Chain::with_accreditation().build_and_execute(|| {
		suspend_registrar(NOW);
		assert_eq!(doubtful_since(), Some(NOW));
		let root = RuntimeOrigin::root();
		assert_ok!(Directory::reinstate(root, REGISTRAR, Role::Registrar));
		assert_eq!(doubtful_since(), None);
		assert!(workshop_acts());
	});
}

#[test]
fn fails_for_the_giver_when_governance_had_a_part() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		assert_ok!(suspend(RuntimeOrigin::root(), NOW));
		assert_noop!(reinstate(signed(REGISTRAR)), Error::<Test>::SuspendedByGovernance);
	});
}

#[test]
fn fails_when_nothing_of_its_own_is_suspended() {
	Chain::with_accreditation().build_and_execute(|| {
		for origin in [signed(REGISTRAR), RuntimeOrigin::root()] {
			assert_noop!(reinstate(origin), Error::<Test>::NotSuspended);
		}
		suspend_registrar(NOW);
		assert_noop!(reinstate(RuntimeOrigin::root()), Error::<Test>::NotSuspended);
	});
}

#[test]
fn fails_for_a_registrar_where_there_is_no_accreditation() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(suspend(RuntimeOrigin::root(), NOW));
		assert_noop!(reinstate(signed(REGISTRAR)), Error::<Test>::AccreditationNotFound);
	});
}

#[test]
fn fails_for_all_but_governance_and_the_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		for who in [OTHER_REGISTRAR, WORKSHOP, DRIVER, STRANGER] {
			assert_noop!(reinstate(signed(who)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(reinstate(RuntimeOrigin::none()), BadOrigin);
	});
}

#[test]
fn fails_for_a_giver_who_is_suspended() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		suspend_registrar(NOW);
		assert_noop!(reinstate(signed(REGISTRAR)), Error::<Test>::NotRegistrar);
	});
}
