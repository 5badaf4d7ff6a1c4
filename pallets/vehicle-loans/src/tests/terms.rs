//! What is due when, and how much is left.

use super::*;
use proptest::prelude::*;

#[test]
fn instalments_follow_each_other_by_the_period() {
	let terms = terms(NATIVE);
	assert_eq!(terms.due(0), Some(FIRST_DUE));
	assert_eq!(terms.due(11), Some(FIRST_DUE + 11 * PERIOD));
	assert_eq!((terms.left(0), terms.left(12), terms.left(99)), (Some(8_400), Some(0), Some(0)));
}

#[test]
fn one_is_late_after_its_moment_and_not_at_it() {
	let terms = terms(NATIVE);
	for (paid, now, late) in [
		(0, 0, 0),
		(0, FIRST_DUE, 0),
		(0, FIRST_DUE + 1, 1),
		(0, FIRST_DUE + PERIOD, 1),
		(0, FIRST_DUE + PERIOD + 1, 2),
		(1, FIRST_DUE + PERIOD + 1, 1),
		(5, FIRST_DUE + PERIOD + 1, 0),
		(0, u64::MAX, 12),
		(12, u64::MAX, 0),
	] {
		assert_eq!(terms.late(paid, now), late, "{paid} paid at {now}");
	}
}

#[test]
fn the_bounds_are_valid_and_what_lies_beyond_is_not() {
	let valid = || terms(NATIVE);
	for terms in [
		Terms { instalments: 1, ..valid() },
		Terms { instalments: MAX_INSTALMENTS, period: MAX_PERIOD, ..valid() },
		Terms { period: MIN_PERIOD, ..valid() },
		Terms { instalment: u64::MAX, instalments: 1, ..valid() },
		Terms { first_due: u64::MAX, instalments: 1, ..valid() },
		// A loan for nothing, and one below the principal, are for the sides to agree.
		Terms { instalment: 1, ..valid() },
	] {
		assert!(terms.are_valid(), "{terms:?}");
	}
	assert!(!Terms { first_due: u64::MAX, instalments: 2, ..valid() }.are_valid());
	assert!(!Terms { instalment: u64::MAX, instalments: 2, ..valid() }.are_valid());
}

proptest! {
	/// What is late is what has passed its moment, one by one, of what is not paid.
	#[test]
	fn what_is_late_is_what_has_passed(
		instalments in 1..=MAX_INSTALMENTS,
		period in MIN_PERIOD..=MAX_PERIOD,
		paid in 0..=MAX_INSTALMENTS,
		passed in 0..50 * MAX_PERIOD,
	) {
		let terms = Terms { instalments, period, ..terms(NATIVE) };
		let now = NOW + passed;
		let late = (paid..instalments).filter(|number| terms.due(*number).unwrap() < now).count();
		prop_assert_eq!(terms.late(paid, now) as usize, late);
	}

	/// One instalment less is left after each, until none is.
	#[test]
	fn what_is_left_falls_by_one_instalment(
		instalment in 1..1_000_000_000u64, instalments in 1..=MAX_INSTALMENTS,
	) {
		let terms = Terms { instalment, instalments, ..terms(NATIVE) };
		for paid in 0..instalments {
			let before = terms.left(paid).unwrap();
			prop_assert_eq!(before - terms.left(paid + 1).unwrap(), instalment);
		}
		prop_assert_eq!(terms.left(instalments), Some(0));
	}

	#[test]
	fn never_panics(
		principal in any::<u64>(), instalment in any::<u64>(), instalments in any::<u32>(),
		period in any::<u64>(), first_due in any::<u64>(), paid in any::<u32>(), now in any::<u64>(),
	) {
		let terms =
			Terms { principal, instalment, instalments, period, first_due, ..terms(NATIVE) };
		let _ = (terms.are_valid(), terms.due(paid), terms.left(paid));
		prop_assert!(terms.late(paid, now) <= instalments.saturating_sub(paid));
	}
}
