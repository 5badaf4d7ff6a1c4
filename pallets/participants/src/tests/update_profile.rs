use super::*;

#[test]
fn replaces_the_profile_and_nothing_else() {
	Chain::with_accreditation().build_and_execute(|| {
		let before = Participants::<Test>::get(WORKSHOP).unwrap();
		assert_ok!(Directory::update_profile(signed(WORKSHOP), [0xBB; 32]));

		let after = Participants::<Test>::get(WORKSHOP).unwrap();
		assert_eq!(after, crate::Participant { profile_hash: [0xBB; 32], ..before });
		assert_eq!(
			events(),
			[Event::ProfileUpdated { who: WORKSHOP, from: PROFILE, to: [0xBB; 32] }]
		);
	});
}

#[test]
fn fails_when_the_account_is_no_participant() {
	Chain::with_participants().build_and_execute(|| {
		assert_noop!(
			Directory::update_profile(signed(STRANGER), PROFILE),
			Error::<Test>::NotRegistered
		);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_participants().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Directory::update_profile(origin, PROFILE), BadOrigin);
		}
	});
}
