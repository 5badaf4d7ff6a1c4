//! What the readings of a car say about how far it was driven under a contract, and what a contract may be worth.

use carx_primitives::{Odometer, OdometerStanding, RiskLimit};
use proptest::prelude::*;

fn standing(metres: u32) -> OdometerStanding {
	OdometerStanding {
		last: Some((1, Odometer::from_metres(metres))),
		distance: metres.into(),
		..Default::default()
	}
}

#[test]
fn a_car_has_run_what_lies_between_two_standings() {
	assert_eq!(standing(18_000_000).run_since(&standing(3_000_000)), Some(15_000_000));
	assert_eq!(standing(5).run_since(&standing(5)), Some(0));
}

#[test]
fn a_contradiction_from_before_is_not_held_against_the_contract() {
	let marked = |metres| OdometerStanding { rollbacks: 1, implausible: 2, ..standing(metres) };
	assert_eq!(marked(7).run_since(&marked(2)), Some(5));
}

#[test]
fn nothing_is_said_where_the_readings_cannot_say_it() {
	let (start, end) = (standing(2), standing(7));
	for doubtful in [
		OdometerStanding { rollbacks: 1, ..end },
		OdometerStanding { implausible: 1, ..end },
		OdometerStanding { open_gaps: 1, ..end },
		OdometerStanding { last: None, ..end },
		OdometerStanding { distance: 1, ..end },
	] {
		assert_eq!(doubtful.run_since(&start), None, "{doubtful:?}");
	}
	assert_eq!(end.run_since(&OdometerStanding { last: None, ..start }), None);
}

proptest! {
	#[test]
	fn never_panics_at_the_ends_of_the_range(start in any::<i64>(), end in any::<i64>()) {
		let at = |distance| OdometerStanding { distance, ..standing(0) };
		let run = at(end).run_since(&at(start));
		prop_assert_eq!(run.map(i128::from), Some(i128::from(end) - i128::from(start))
			.filter(|run| (0..=i128::from(i64::MAX)).contains(run)));
	}
}

#[test]
fn no_limit_allows_everything() {
	assert!(<() as RiskLimit<u8, u128>>::allows(&0, u128::MAX));
}
