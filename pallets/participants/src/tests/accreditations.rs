use super::*;

fn right(role: Role, class: RecordClass) -> Option<WriteRight> {
	Directory::write_right(&WORKSHOP, role, class, NOW)
}

#[test]
fn hold_for_their_role_alone() {
	Chain::with_accreditation().build_and_execute(|| {
		for role in Role::ALL {
			assert_eq!(Directory::acts_as(&WORKSHOP, role, NOW), role == Role::Workshop);
		}
		assert!(!Directory::acts_as(&DRIVER, Role::Workshop, NOW));
		assert!(!Directory::acts_as(&STRANGER, Role::Workshop, NOW));
	});
}

#[test]
fn hold_until_they_expire_to_the_millisecond() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 10)));
		for (now, holds) in [(NOW, true), (NOW + 9, true), (NOW + 10, false), (u64::MAX, false)] {
			assert_eq!(Directory::acts_as(&WORKSHOP, Role::Workshop, now), holds);
		}
	});
}

#[test]
fn hold_until_they_are_suspended_to_the_millisecond() {
	Chain::with_accreditation().build_and_execute(|| {
		assert_ok!(suspend(signed(REGISTRAR), NOW - 10));
		for (now, holds) in [(NOW - 11, true), (NOW - 10, false), (NOW, false)] {
			assert_eq!(Directory::acts_as(&WORKSHOP, Role::Workshop, now), holds);
			assert_eq!(Directory::acts_in(&WORKSHOP, Role::Workshop, DE, now), holds);
			let class = RecordClass::Maintenance;
			let right = Directory::write_right(&WORKSHOP, Role::Workshop, class, now);
			assert_eq!(right.is_some(), holds);
		}
	});
}

#[test]
fn answer_since_when_they_are_suspended_even_when_expired() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(signed(REGISTRAR), Some(NOW + 10)));
		assert_eq!(doubtful_since(), None);
		assert_ok!(suspend(signed(REGISTRAR), NOW));
		Timestamp::set_timestamp(NOW + 10);
		assert_eq!(doubtful_since(), Some(NOW));
		assert_eq!(Directory::suspended_since(&WORKSHOP, Role::Dealer), None);
	});
}

#[test]
fn given_by_a_registrar_since_their_suspension_count_for_nothing() {
	Chain::with_accreditation().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 20);
		let role = Role::Dealer;
		assert_ok!(Directory::accredit(signed(REGISTRAR), WORKSHOP, role, maintenance(), None));
		suspend_registrar(NOW + 10);

		// The workshop was accredited before, the dealer since.
		assert!(workshop_acts());
		assert_eq!(doubtful_since(), None);
		assert!(!Directory::acts_as(&WORKSHOP, role, NOW + 20));
		assert_eq!(Directory::suspended_since(&WORKSHOP, role), Some(NOW + 10));

		suspend_registrar(NOW);
		assert!(!workshop_acts());
		assert_eq!(doubtful_since(), Some(NOW));
	});
}

#[test]
fn replaced_by_a_registrar_since_their_suspension_are_doubtful_from_its_beginning() {
	Chain::with_accreditation().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 20);
		assert_ok!(accredit(signed(REGISTRAR), None));
		suspend_registrar(NOW + 10);
		assert!(!workshop_acts());
		assert_eq!(doubtful_since(), Some(NOW + 10));
	});
}

#[test]
fn answer_the_earlier_of_their_own_suspension_and_their_givers() {
	for (own, givers) in [(NOW - 9, NOW - 5), (NOW - 1, NOW - 5)] {
		Chain::with_accreditation().build_and_execute(|| {
			assert_ok!(suspend(signed(REGISTRAR), own));
			suspend_registrar(givers);
			assert_eq!(doubtful_since(), Some(own.min(givers)));
		});
	}
}

#[test]
fn given_by_governance_owe_nothing_to_a_registrar() {
	Chain::with_participants().build_and_execute(|| {
		assert_ok!(accredit(RuntimeOrigin::root(), None));
		suspend_registrar(0);
		assert!(workshop_acts());
	});
}

#[test]
fn hold_in_their_regions() {
	Chain::with_accreditation().build_and_execute(|| {
		assert!(Directory::acts_in(&WORKSHOP, Role::Workshop, FR, NOW));
		let (registrar, scope) = (signed(REGISTRAR), maintenance_in(&[DE]));
		assert_ok!(Directory::accredit(registrar, WORKSHOP, Role::Workshop, scope, None));
		assert!(Directory::acts_in(&WORKSHOP, Role::Workshop, DE, NOW));
		assert!(!Directory::acts_in(&WORKSHOP, Role::Workshop, FR, NOW));
		assert!(!Directory::acts_in(&WORKSHOP, Role::Dealer, DE, NOW));
	});
}

#[test]
fn of_makers_name_their_cars() {
	Chain::with_participants().build_and_execute(|| {
		let scope = Scope { wmis: vec![*b"WVW"].try_into().unwrap(), ..Scope::default() };
		assert_ok!(Directory::accredit(
			signed(REGISTRAR),
			WORKSHOP,
			Role::Maker,
			scope,
			Some(NOW + 1)
		));
		assert!(Directory::makes(&WORKSHOP, *b"WVW", NOW));
		assert!(!Directory::makes(&WORKSHOP, *b"WVW", NOW + 1));
		assert!(!Directory::makes(&WORKSHOP, *b"LSV", NOW));
		assert!(!Directory::makes(&DRIVER, *b"WVW", NOW));
	});
}

#[test]
fn tell_how_each_class_may_be_written() {
	Chain::with_accreditation().build_and_execute(|| {
		let scope = Scope {
			classes: RecordClasses::from_iter([RecordClass::Claim, RecordClass::Insurance]),
			ex_officio: RecordClasses::from_iter([RecordClass::Claim]),
			..Scope::default()
		};
		let root = RuntimeOrigin::root();
		assert_ok!(Directory::accredit(root, WORKSHOP, Role::Insurer, scope, None));

		assert_eq!(right(Role::Insurer, RecordClass::Claim), Some(WriteRight::ExOfficio));
		assert_eq!(right(Role::Insurer, RecordClass::Insurance), Some(WriteRight::WithGrant));
		assert_eq!(right(Role::Insurer, RecordClass::Maintenance), None);
		assert_eq!(right(Role::Workshop, RecordClass::Maintenance), Some(WriteRight::WithGrant));
		assert_eq!(right(Role::Dealer, RecordClass::Maintenance), None);
	});
}

#[test]
fn relate_nobody_without_consent() {
	Chain::with_participants().build_and_execute(|| {
		propose();
		assert!(!is_related());
		assert!(!Directory::are_related(&DRIVER, &DRIVER));
	});
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn are_given_and_relations_made_for_benchmarks() {
	use carx_primitives::Accreditations;
	Chain::empty().build_and_execute(|| {
		for role in Role::ALL {
			<Directory as Accreditations<AccountId>>::accredit(&STRANGER, role);
			<Directory as Accreditations<AccountId>>::accredit(&STRANGER, role);
			assert!(Directory::acts_in(&STRANGER, role, DE, NOW));
			for class in RecordClass::ALL {
				assert!(Directory::write_right(&STRANGER, role, class, NOW).is_some());
			}
		}
		for wmi in [*b"111", *b"WVW", *b"1HG"] {
			assert!(Directory::makes(&STRANGER, wmi, NOW));
		}
		Directory::relate(&STRANGER, &PAUPER);
		assert!(Directory::are_related(&PAUPER, &STRANGER));
	});
}
