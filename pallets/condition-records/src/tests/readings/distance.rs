//! How far a car has run, whatever instruments it had.

use super::*;
use carx_primitives::OdometerStanding;

fn standing() -> OdometerStanding {
	ConditionRecords::odometer_standing(&VIN)
}

/// Kilometres that the car has run, with those of its first reading.
fn run() -> i64 {
	standing().distance / 1_000
}

#[test]
fn is_nothing_without_a_reading() {
	Chain.build_and_execute(|| assert_eq!(standing(), OdometerStanding::default()));
}

#[test]
fn is_what_the_latest_reading_shows() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 80_000);
		read(WORKSHOP, NOW, 100_000);
		read(WORKSHOP, NOW - DAY, 99_000);
		assert_eq!(standing().last, Some((NOW, km(100_000))));
		assert_eq!(run(), 100_000);
		assert_eq!((standing().rollbacks, standing().implausible), (0, 0));
	});
}

#[test]
fn goes_on_over_a_replaced_instrument_in_whatever_order_its_readings_come() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 80_000);
		read(WORKSHOP, NOW, 5_000);
		assert_ok!(replace(WORKSHOP, replacement(NOW - 30 * DAY, 95_000, 0)));
		assert_eq!((run(), counts()), (100_000, (0, 0, 1)));
		// A second-hand instrument that begins higher than the one before ended.
		assert_ok!(replace(WORKSHOP, replacement(NOW - DAY, 4_900, 200_000)));
		read(WORKSHOP, NOW, 200_300);
		assert_eq!(run(), 95_000 + 4_900 + 300);
	});
}

#[test]
fn is_known_for_an_earlier_moment_as_far_as_a_few_readings_back() {
	Chain.build_and_execute(|| {
		let until = |at| ConditionRecords::odometer_standing_until(&VIN, at);
		assert_eq!(until(NOW), Some(OdometerStanding::default()));
		read(WORKSHOP, NOW - YEAR, 80_000);
		let before = standing();
		assert_ok!(replace(WORKSHOP, replacement(NOW - 30 * DAY, 95_000, 0)));
		// Wound back, and then further than cars run.
		read(WORKSHOP, NOW - 20 * DAY, 5_000);
		read(WORKSHOP, NOW - 19 * DAY, 4_000);
		read(WORKSHOP, NOW - 18 * DAY, 60_000);
		assert_eq!(counts(), (1, 1, 1));
		assert_eq!(until(NOW), Some(standing()));
		assert_eq!(until(NOW - YEAR), Some(before));
		assert_eq!(until(NOW - 31 * DAY), Some(before));
		assert_eq!(until(NOW - YEAR - 1), Some(OdometerStanding::default()));
		let wound_back = until(NOW - 19 * DAY).unwrap();
		assert_eq!((wound_back.rollbacks, wound_back.implausible), (1, 0));
		assert_eq!(wound_back.distance, 99_000_000);

		for later in 1..=4 {
			read(WORKSHOP, NOW - 18 * DAY + later, 60_000);
		}
		assert_eq!(until(NOW - YEAR), Some(before));
		read(WORKSHOP, NOW - 17 * DAY, 60_001);
		assert_eq!(until(NOW - YEAR), None);
	});
}

#[test]
fn follows_the_correction_of_a_replacement() {
	Chain.build_and_execute(|| {
		read(WORKSHOP, NOW - YEAR, 80_000);
		assert_ok!(replace(WORKSHOP, replacement(NOW - 30 * DAY, 95_000, 0)));
		read(WORKSHOP, NOW, 5_000);
		let corrected = replacement(NOW - 30 * DAY, 90_000, 0);
		let correct = ConditionRecords::supersede_record(signed(WORKSHOP), VIN, 1, corrected, None);
		assert_ok!(correct);
		assert_eq!(run(), 95_000);
	});
}
