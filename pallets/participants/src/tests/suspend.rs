use super::*;

fn suspension() -> Option<Suspension> {
	Suspensions::<Test>::get(WORKSHOP, Role::Workshop)
}

#[test]
fn since_a_moment_in_the_past() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW - 1_000));

		assert_eq!(suspension(), Some(Suspension { since: NOW - 1_000, is_by_governance: false }));
		assert!(!workshop_acts());
		assert_eq!(doubtful_since(), Some(NOW - 1_000));
		assert_eq!(
			events(),
			[Event::AccreditationSuspended {
				who: WORKSHOP,
				role: Role::Workshop,
				from: None,
				since: NOW - 1_000,
				by: Some(REGISTRAR),
			}]
		);
	});
}

#[test]
fn costs_nothing_more_than_the_accreditation() {
	Chain::with_accreditation().build_and_execute(|| {
		let free = Balances::free_balance(REGISTRAR);
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		assert_eq!(Balances::free_balance(REGISTRAR), free);
	});
}

#[test]
fn moves_to_an_earlier_moment_by_the_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		assert_ok!(suspend(signed(REGISTRAR), NOW - 1));
		assert_eq!(doubtful_since(), Some(NOW - 1));
		for since in [NOW - 1, NOW] {
			assert_noop!(suspend(signed(REGISTRAR), since), Error::<Test>::SuspendedEarlier);
		}
	});
}

#[test]
fn moves_either_way_by_governance() {
	Chain::with_accreditation().build_and_execute(|| {
		for since in [NOW - 5, NOW - 9, NOW] {
			assert_ok!(suspend(RuntimeOrigin::root(), since));
			assert_eq!(suspension(), Some(Suspension { since, is_by_governance: true }));
		}
		let from = |event: &Event<Test>| match event {
			Event::AccreditationSuspended { from, .. } => *from,
			_ => None,
		};
		let moved: Vec<_> = events().iter().map(from).collect();
		assert_eq!(moved, [None, Some(NOW - 5), Some(NOW - 9)]);
	});
}

#[test]
fn stays_governances_when_the_giver_moves_it() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(RuntimeOrigin::root(), NOW));
		assert_ok!(suspend(signed(REGISTRAR), NOW - 1));
		assert_eq!(suspension(), Some(Suspension { since: NOW - 1, is_by_governance: true }));
	});
}

#[test]
fn becomes_governances_when_governance_moves_it() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		assert_ok!(suspend(RuntimeOrigin::root(), NOW - 1));
		assert_eq!(suspension(), Some(Suspension { since: NOW - 1, is_by_governance: true }));
	});
}

#[test]
fn reaches_who_withdrew_in_time_and_their_next_accreditation() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(withdraw(signed(WORKSHOP)));
		assert_ok!(suspend(RuntimeOrigin::root(), NOW - 1));
		assert_eq!(doubtful_since(), Some(NOW - 1));

		assert_ok!(accredit(signed(OTHER_REGISTRAR), None));
		assert!(!workshop_acts());
		assert_eq!(doubtful_since(), Some(NOW - 1));
	});
}

#[test]
fn marks_an_expired_accreditation() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 1)));
		Timestamp::set_timestamp(NOW + 1);
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		assert_eq!(doubtful_since(), Some(NOW));
	});
}

#[test]
fn fails_from_the_next_millisecond_on() {
	Chain::with_accreditation().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), signed(REGISTRAR)] {
			for since in [NOW + 1, u64::MAX] {
				assert_noop!(suspend(origin.clone(), since), Error::<Test>::SinceInFuture);
			}
		}
		assert_ok!(suspend(signed(REGISTRAR), NOW));
	});
}

#[test]
fn fails_for_a_registrar_where_there_is_no_accreditation() {
	Chain::with_participants().build_and_execute(|| {
		let refused = suspend(signed(REGISTRAR), NOW);
		assert_noop!(refused, Error::<Test>::AccreditationNotFound);
	});
}

#[test]
fn fails_for_all_but_governance_and_the_giver() {
	Chain::with_accreditation().build_and_execute(|| {
		for who in [OTHER_REGISTRAR, WORKSHOP, DRIVER, STRANGER] {
			assert_noop!(suspend(signed(who), NOW), Error::<Test>::NotAuthorized);
		}
		assert_noop!(suspend(RuntimeOrigin::none(), NOW), BadOrigin);
	});
}

#[test]
fn fails_for_a_giver_who_is_suspended() {
	Chain::with_accreditation().build_and_execute(|| {
		suspend_registrar(NOW);
		assert_noop!(suspend(signed(REGISTRAR), NOW), Error::<Test>::NotRegistrar);
	});
}
