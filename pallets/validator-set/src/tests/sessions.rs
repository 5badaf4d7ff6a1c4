use super::*;
use frame_support::traits::EstimateNextSessionRotation as Estimate;
use pallet_session::{historical, ShouldEndSession};
use sp_runtime::Permill;

fn set_id() -> u64 {
	pallet_grandpa::CurrentSetId::<Test>::get()
}

fn root(session: u32) -> Option<(sp_core::H256, u32)> {
	historical::HistoricalSessions::<Test>::get(session)
}

#[test]
fn end_after_their_length() {
	Chain.build_and_execute(|| {
		for session in 0..5u32 {
			let begin = u64::from(session * LENGTH);
			run_to_session(session);
			assert_eq!(System::block_number(), begin.max(1));
			assert_eq!(SessionStart::<Test>::get(), begin);
			assert_eq!(ValidatorSet::next_session_at(), begin + u64::from(LENGTH));
		}
	});
}

#[test]
fn end_once_when_their_length_changes() {
	Chain.build_and_execute(|| {
		run_to_session(1);
		for _ in 0..7 {
			next_block(&[]);
		}
		// Over by the new length: in the next block, and once.
		set_rule(|rules| rules.session_length = 5);
		next_block(&[]);
		assert_eq!((Session::current_index(), System::block_number()), (2, 18));
		for _ in 0..4 {
			next_block(&[]);
			assert_eq!(Session::current_index(), 2);
		}
		// Longer: later, and not left out.
		set_rule(|rules| rules.session_length = 8);
		run_to_session(3);
		assert_eq!(System::block_number(), 26);
		run_to_session(4);
		assert_eq!(System::block_number(), 34);
	});
}

#[test]
fn are_estimated_to_the_block() {
	Chain.build_and_execute(|| {
		assert_eq!(<ValidatorSet as Estimate<_>>::average_session_length(), 10);
		run_to_session(2);
		let estimate =
			|now: u64| <ValidatorSet as Estimate<u64>>::estimate_next_session_rotation(now).0;
		let progress =
			|now: u64| <ValidatorSet as Estimate<u64>>::estimate_current_session_progress(now).0;
		for now in 20..30 {
			assert_eq!(estimate(now), Some(30));
			let passed = u32::try_from(now - 19).unwrap();
			assert_eq!(progress(now), Some(Permill::from_rational(passed, 10)));
		}
		assert_eq!(progress(29), Some(Permill::one()));
		assert!(!<ValidatorSet as ShouldEndSession<u64>>::should_end_session(29));
		assert!(<ValidatorSet as ShouldEndSession<u64>>::should_end_session(30));
		// Overdue since a shorter length was set.
		set_rule(|rules| rules.session_length = 5);
		assert_eq!(estimate(27), Some(28));
	});
}

#[test]
fn keep_the_set_of_finality_while_nothing_changes() {
	Chain.build_and_execute(|| {
		run_to_session(1);
		let before = (set_id(), root(1));
		assert!(before.1.is_some());
		for session in 2..12 {
			run_to_session(session);
			assert_eq!((set_id(), root(session)), before);
			assert!(!pallet_session::QueuedChanged::<Test>::get());
		}
	});
}

#[test]
fn change_the_set_of_finality_once_for_each_change() {
	Chain.build_and_execute(|| {
		run_to_session(2);
		let before = set_id();
		register(CANDIDATE);
		admit(CANDIDATE);
		run_to_session(3);
		assert_eq!(set_id(), before);
		run_to_session(4);
		assert_eq!(set_id(), before + 1);
		assert_ne!(root(4), root(3));
		assert_eq!(root(4).unwrap().1, 5);
		run_to_session(8);
		assert_eq!(set_id(), before + 1);
		leave(VALIDATOR);
		run_to_session(12);
		assert_eq!(set_id(), before + 2);
		assert_eq!(active(), [2, 3, 4, CANDIDATE]);
	});
}

#[test]
fn take_up_new_keys_and_prove_both() {
	Chain.build_and_execute(|| {
		run_to_session(2);
		let (before, old) = (set_id(), key_proof(VALIDATOR));
		rotate_keys(VALIDATOR, 99);
		run_to_session(4);
		assert_eq!(set_id(), before + 1);
		assert_ne!(root(4), root(3));
		run_to_session(5);
		assert_eq!(set_id(), before + 1);
		// The old key equivocated when it was in force.
		let proof = Box::new(double_authoring(VALIDATOR, 7));
		assert_ok!(ValidatorSet::report_double_authoring(signed(STRANGER), proof, old));
		assert_eq!(standing(VALIDATOR), Some(Standing::Banned));
	});
}

#[test]
fn leave_those_without_keys_out_until_they_have_some() {
	Chain.build_and_execute(|| {
		assert_ok!(Session::purge_keys(signed(VALIDATOR)));
		run_to_session(2);
		let before = set_id();
		assert_eq!(active(), [2, 3, 4]);
		run_to_session(5);
		assert_eq!(set_id(), before);
		assert_eq!(standing(VALIDATOR), Some(Standing::Admitted));
		rotate_keys(VALIDATOR, VALIDATOR);
		run_to_session(7);
		assert_eq!(active(), VALIDATORS);
	});
}

#[test]
fn keep_as_many_roots_as_there_are_sessions_of_unbonding() {
	Chain.build_and_execute(|| {
		run_to_session(20);
		// Those of the session that runs and of the queued one, and the time of unbonding.
		assert_eq!(historical::StoredRange::<Test>::get(), Some((19 - UNBONDING, 22)));
		assert!(root(19 - UNBONDING).is_some());
		assert_eq!(root(18 - UNBONDING), None);
	});
}

#[test]
fn remove_few_roots_at_once() {
	Chain.build_and_execute(|| {
		set_rule(|rules| rules.unbonding = 30);
		run_to_session(25);
		assert_eq!(historical::StoredRange::<Test>::get().unwrap().0, 0);
		set_rule(|rules| rules.unbonding = 1);
		for (session, first) in [(26, 8), (27, 16), (28, 24), (29, 27), (30, 28)] {
			run_to_session(session);
			assert_eq!(historical::StoredRange::<Test>::get().unwrap().0, first);
		}
	});
}

#[test]
fn note_their_authors_once() {
	Chain.build_and_execute(|| {
		run_to_session(3);
		let last = |who| Validators::<Test>::get(who).unwrap().last_authored;
		run_to_session_without(&[VALIDATOR], 4);
		// The block in which a session begins is the last session's, by its author.
		assert_eq!([1, 2, 3, 4].map(last), [2, 3, 3, 3]);
	});
}
