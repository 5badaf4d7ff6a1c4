use super::*;

fn last_authored(who: AccountId) -> u32 {
	Validators::<Test>::get(who).unwrap().last_authored
}

/// Five validators, of whom the fifth came later, at the beginning of session 4.
fn with_five(test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		register(CANDIDATE);
		admit(CANDIDATE);
		run_to_session(4);
		System::reset_events();
		test();
	});
}

#[test]
fn drops_a_validator_after_whole_sessions_without_a_block() {
	with_five(|| {
		let last = last_authored(VALIDATOR);
		assert_eq!(last, 3);
		// Session 4 and 5 are silent.
		run_to_session_without(&[VALIDATOR], 5);
		assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		run_to_session_without(&[VALIDATOR], 6);
		let event = Event::ValidatorDropped { validator: VALIDATOR, last_authored: last };
		assert_eq!(events(), [event]);
		assert_eq!(standing(VALIDATOR), Some(Standing::Idle));
		assert_bond(VALIDATOR, BOND);
		run_to_session_without(&[VALIDATOR], 7);
		assert_eq!(active(), [2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn spares_who_authors_a_single_block_a_session() {
	with_five(|| {
		for session in 5..10 {
			while last_authored(VALIDATOR) < session - 1 {
				next_block(&[]);
			}
			run_to_session_without(&[VALIDATOR], session);
			assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		}
	});
}

#[test]
fn counts_newcomers_from_when_they_are_active() {
	Chain.build_and_execute(|| {
		run_to_session(5);
		register(CANDIDATE);
		admit(CANDIDATE);
		run_to_session_without(&[CANDIDATE], 7);
		assert_eq!(last_authored(CANDIDATE), 7);
		run_to_session_without(&[CANDIDATE], 9);
		assert_eq!(standing(CANDIDATE), Some(Standing::Admitted));
		run_to_session_without(&[CANDIDATE], 10);
		assert_eq!(standing(CANDIDATE), Some(Standing::Idle));
	});
}

#[test]
fn counts_the_resumed_anew_though_they_are_still_in_the_set() {
	with_five(|| {
		run_to_session_without(&[VALIDATOR], 6);
		assert_eq!(standing(VALIDATOR), Some(Standing::Idle));
		assert!(active().contains(&VALIDATOR));
		assert_ok!(ValidatorSet::resume(signed(VALIDATOR)));
		run_to_session_without(&[VALIDATOR], 7);
		assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		run_to_session_without(&[VALIDATOR], 8);
		assert!(active().contains(&VALIDATOR));
		assert_eq!(last_authored(VALIDATOR), 8);
	});
}

#[test]
fn spares_everybody_when_more_are_silent_than_the_others_can_bear() {
	with_five(|| {
		run_to_session_without(&[1, 2], 9);
		assert_eq!(events(), []);
		// One comes back: the other is on its own.
		run_to_session_without(&[1], 10);
		assert_eq!(standing(1), Some(Standing::Idle));
		assert_eq!(standing(2), Some(Standing::Admitted));
	});
}

#[test]
fn keeps_the_least_number() {
	with_five(|| {
		set_rule(|rules| rules.min_validators = 5);
		run_to_session_without(&[VALIDATOR], 10);
		assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		set_rule(|rules| rules.min_validators = 4);
		run_to_session_without(&[VALIDATOR], 11);
		assert_eq!(standing(VALIDATOR), Some(Standing::Idle));
	});
}

#[test]
fn drops_several_down_to_the_least_number() {
	Chain.build_and_execute(|| {
		for who in 5..=7 {
			register(who);
			admit(who);
		}
		set_rule(|rules| {
			rules.min_validators = 6;
			rules.session_length = 20;
		});
		run_to_session(4);
		run_to_session_without(&[1, 2], 7);
		let idle = [1, 2].into_iter().filter(|who| standing(*who) == Some(Standing::Idle));
		assert_eq!(idle.count(), 1);
	});
}

#[test]
fn waits_for_two_turns_in_short_sessions_of_a_large_set() {
	Chain.build_and_execute(|| {
		for who in 5..=7 {
			register(who);
			admit(who);
		}
		set_rule(|rules| {
			rules.session_length = 5;
			rules.idle_after = 1;
		});
		run_to_session(5);
		let last = last_authored(VALIDATOR);
		// Two turns in a set of seven take 14 slots: three sessions of five.
		run_to_session_without(&[VALIDATOR], last + 3);
		assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		run_to_session_without(&[VALIDATOR], last + 4);
		assert_eq!(standing(VALIDATOR), Some(Standing::Idle));
	});
}
