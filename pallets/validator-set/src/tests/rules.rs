use super::*;
use proptest::prelude::*;

/// The rules of the mock, each time with one value just out of its bounds.
pub fn not_valid() -> Vec<Rules<Balance>> {
	vec![
		Rules { session_length: MIN_SESSION_LENGTH - 1, ..rules() },
		Rules { session_length: MAX_SESSION_LENGTH + 1, ..rules() },
		Rules { unbonding: 0, ..rules() },
		Rules { unbonding: MAX_UNBONDING + 1, ..rules() },
		Rules { idle_after: 0, ..rules() },
		Rules { min_validators: 0, ..rules() },
		Rules { min_validators: MAX_VALIDATORS + 1, ..rules() },
		Rules { bond: 0, ..rules() },
		Rules { equivocation_penalty: Perbill::zero(), ..rules() },
	]
}

#[test]
fn are_valid_up_to_their_bounds() {
	assert!(rules().are_valid(MAX_VALIDATORS));
	assert!(Rules::<Balance>::default().are_valid(1));
	let least = Rules::<Balance> {
		session_length: MIN_SESSION_LENGTH,
		unbonding: 1,
		idle_after: 1,
		min_validators: 1,
		bond: 1,
		open_admission: false,
		equivocation_penalty: Perbill::from_parts(1),
	};
	assert!(least.are_valid(MAX_VALIDATORS));
	let most = Rules::<Balance> {
		session_length: MAX_SESSION_LENGTH,
		unbonding: MAX_UNBONDING,
		idle_after: u32::MAX,
		min_validators: MAX_VALIDATORS,
		bond: u64::MAX,
		open_admission: true,
		equivocation_penalty: Perbill::one(),
	};
	assert!(most.are_valid(MAX_VALIDATORS));
}

#[test]
fn are_not_valid_with_a_value_out_of_its_bounds() {
	for rules in not_valid() {
		assert!(!rules.are_valid(MAX_VALIDATORS), "{rules:?}");
	}
}

#[test]
fn nobody_is_idle_who_had_no_two_turns() {
	let short = Rules { session_length: 5, idle_after: 1, ..rules() };
	assert!(short.is_idle(1, 2));
	assert!(!short.is_idle(1, 3));
	assert!(short.is_idle(2, 5));
	assert!(!short.is_idle(39, 100));
	assert!(short.is_idle(40, 100));
}

#[test]
fn failures_are_tolerated_of_less_than_a_third() {
	let expected = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3];
	for (number, tolerated) in expected.into_iter().enumerate() {
		assert_eq!(tolerated_failures(number as u32), tolerated);
	}
	assert_eq!(tolerated_failures(100), 33);
}

#[test]
fn a_bond_is_free_after_the_last_session_in_which_it_counts_and_unbonding() {
	assert_eq!(rules().unbonded_at(5), 7 + UNBONDING);
	assert_eq!(rules().unbonded_at(u32::MAX), u32::MAX);
	assert_eq!(rules().liable_blocks(), 30);
}

proptest! {
	/// No more than the bond, no less than either share of it, and more for the worse offence.
	#[test]
	fn a_penalty_is_the_larger_share(bond: u64, least in 1u32.., fraction: u32, other: u32) {
		let least = Perbill::from_parts(least);
		let rules = Rules { equivocation_penalty: least, ..rules() };
		let (fraction, other) = (Perbill::from_parts(fraction), Perbill::from_parts(other));
		let cut = rules.penalty(fraction, bond);
		prop_assert!(cut <= bond);
		prop_assert!(cut >= least.mul_floor(bond) && cut >= fraction.mul_floor(bond));
		prop_assert!(bond == 0 || cut > 0);
		prop_assert_eq!(cut, least.max(fraction).mul_ceil(bond));
		prop_assert!(fraction > other || cut <= rules.penalty(other, bond));
	}

	/// Who is idle stays so, and larger sets are more patient.
	#[test]
	fn silence_is_judged_evenly(silent: u32, validators in 1u32..1_000, after in 1u32..100) {
		let rules = Rules { idle_after: after, ..rules() };
		if rules.is_idle(silent, validators) {
			prop_assert!(silent >= after);
			prop_assert!(rules.is_idle(silent.saturating_add(1), validators));
			prop_assert!(rules.is_idle(silent, validators - 1));
		}
	}

	/// The rest can finalise: they are more than two thirds.
	#[test]
	fn the_others_can_finalise(validators in 1u32..) {
		let left = u64::from(validators - tolerated_failures(validators));
		prop_assert!(3 * left > 2 * u64::from(validators));
	}
}
