use super::*;

#[test]
fn ends_it_and_gives_the_deposit_back_whoever_withdraws() {
	for (by, origin) in [
		(Some(REGISTRAR), signed(REGISTRAR)),
		(Some(WORKSHOP), signed(WORKSHOP)),
		(None, RuntimeOrigin::root()),
	] {
		Chain::with_accreditation().build_and_execute(|| {
			assert_ok!(withdraw(origin));

			assert!(!workshop_acts());
			assert!(!Accreditations::<Test>::contains_key(WORKSHOP, Role::Workshop));
			assert_eq!(Participants::<Test>::get(WORKSHOP).unwrap().accreditations, 0);
			assert_eq!(held(HoldReason::AccreditationStorage, REGISTRAR), 0);
			let (who, role) = (WORKSHOP, Role::Workshop);
			assert_eq!(events(), [Event::AccreditationWithdrawn { who, role, by }]);
		});
	}
}

#[test]
fn leaves_the_other_roles() {
	Chain::with_accreditation().build_and_execute(|| {
		let role = Role::Dealer;
		assert_ok!(Directory::accredit(signed(REGISTRAR), WORKSHOP, role, maintenance(), None));
		assert_ok!(withdraw(signed(WORKSHOP)));
		assert!(Directory::acts_as(&WORKSHOP, role, NOW));
	});
}

#[test]
fn by_governance_leaves_the_suspension() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW - 1));
		assert_ok!(withdraw(RuntimeOrigin::root()));
		assert_eq!(doubtful_since(), Some(NOW - 1));
	});
}

#[test]
fn by_governance_leaves_the_doubt_that_came_from_the_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		suspend_registrar(NOW - 1);
		events();
		assert_ok!(withdraw(RuntimeOrigin::root()));

		assert_eq!(doubtful_since(), Some(NOW - 1));
		let (who, role) = (WORKSHOP, Role::Workshop);
		assert_eq!(
			events(),
			[
				Event::AccreditationSuspended { who, role, from: None, since: NOW - 1, by: None },
				Event::AccreditationWithdrawn { who, role, by: None },
			]
		);
	});
}

#[test]
fn by_governance_leaves_the_earlier_of_two_doubts() {
	for (own, givers) in [(NOW - 9, NOW - 5), (NOW - 1, NOW - 5)] {
		Chain::with_accreditation().build_and_execute(|| {
			assert_ok!(suspend(signed(REGISTRAR), own));
			suspend_registrar(givers);
			assert_ok!(withdraw(RuntimeOrigin::root()));
			assert_eq!(doubtful_since(), Some(own.min(givers)));
		});
	}
}

#[test]
fn of_an_expired_one_by_a_giver_who_is_registrar_no_more() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 1)));
		let root = RuntimeOrigin::root();
		assert_ok!(Directory::withdraw(root, REGISTRAR, Role::Registrar));
		assert_noop!(withdraw(signed(REGISTRAR)), Error::<Test>::NotRegistrar);

		Timestamp::set_timestamp(NOW + 1);
		assert_noop!(withdraw(signed(OTHER_REGISTRAR)), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(signed(REGISTRAR)));
		assert_eq!(held(HoldReason::AccreditationStorage, REGISTRAR), 0);
	});
}

#[test]
fn fails_for_giver_and_holder_when_it_is_suspended() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		for who in [REGISTRAR, WORKSHOP] {
			assert_noop!(withdraw(signed(who)), Error::<Test>::Suspended);
		}
	});
}

#[test]
fn fails_for_the_holder_when_it_is_doubtful_by_its_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		suspend_registrar(NOW);
		assert_noop!(withdraw(signed(WORKSHOP)), Error::<Test>::Suspended);
		assert_noop!(withdraw(signed(REGISTRAR)), Error::<Test>::NotRegistrar);
	});
}

#[test]
fn fails_when_there_is_none() {
	Chain::with_participants().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), signed(REGISTRAR), signed(WORKSHOP)] {
			assert_noop!(withdraw(origin), Error::<Test>::AccreditationNotFound);
		}
	});
}

#[test]
fn fails_for_all_but_governance_giver_and_holder() {
	Chain::with_accreditation().build_and_execute(|| {
		for who in [OTHER_REGISTRAR, DRIVER, STRANGER] {
			assert_noop!(withdraw(signed(who)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(withdraw(RuntimeOrigin::none()), BadOrigin);
	});
}
