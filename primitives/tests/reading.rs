//! Two readings of one car, compared: the laws of the rule, its edges, and pairs that real cars have shown.

use carx_primitives::{
	DistanceUnit::{self, Kilometre, Mile},
	Moment, Observation, Odometer, OdometerLimits, Progress, DAY, EARLIEST_OBSERVATION,
};
use codec::{Decode, Encode, MaxEncodedLen};
use proptest::prelude::*;
use Progress::{Consistent, ImplausibleRate, RolledBack};

const HOUR: Moment = DAY / 24;
const START: Moment = 1_420_736_400_000;

fn limits() -> OdometerLimits {
	OdometerLimits::default()
}

fn metres(at: Moment, metres: u32) -> Observation {
	Observation::new(START + at, Odometer::from_metres(metres))
}

fn km(at: Moment, km: u32) -> Observation {
	metres(at, km * 1_000)
}

fn replaced(at: Moment, before: u32, after: u32) -> Observation {
	Observation { replaced_by: Some(Odometer::from_metres(after * 1_000)), ..km(at, before) }
}

fn judge(earlier: Observation, later: Observation) -> Progress {
	limits().judge(&earlier, &later)
}

fn observation() -> impl Strategy<Value = Observation> {
	let distance = 0..=Odometer::MAX.metres();
	(0..30 * 365 * DAY, distance.clone(), proptest::option::weighted(0.1, distance)).prop_map(
		|(at, odometer, replaced_by)| Observation {
			replaced_by: replaced_by.map(Odometer::from_metres),
			..metres(at, odometer)
		},
	)
}

#[test]
fn known_frauds_and_known_slips_are_told_apart() {
	for (name, earlier, later, progress) in [
		("wound back", km(0, 120_000), km(90 * DAY, 80_000), RolledBack { by: 40_000_000 }),
		("equal", km(0, 126_579), km(627 * DAY, 126_579), Consistent),
		("same second", km(0, 73_446), km(0, 73_446), Consistent),
		("a mile on", km(0, 99_438), km(0, 99_439), Consistent),
		("22 miles on, the same date", metres(0, 328_027_759), metres(0, 328_063_165), Consistent),
		("6 miles back in a day", metres(0, 275_458_538), metres(HOUR, 275_448_882), Consistent),
		("typing error", km(0, 154_000), km(30 * DAY, 301_464), ImplausibleRate),
		(
			"dashboard from 88 k to 138 k",
			replaced(0, 88_000, 138_000),
			km(DAY, 138_050),
			Consistent,
		),
		("dashboard from 138 k to 88 k", replaced(0, 138_000, 88_000), km(DAY, 88_050), Consistent),
		(
			"new instrument, wound back",
			replaced(0, 138_000, 88_000),
			km(9 * DAY, 60_000),
			RolledBack { by: 28_000_000 },
		),
		("old instrument went on", km(0, 137_900), replaced(DAY, 138_000, 88_000), Consistent),
	] {
		assert_eq!(judge(earlier, later), progress, "{name}");
	}
}

#[test]
fn a_shortfall_is_tolerated_up_to_20_km_and_48_hours() {
	let back = |span, by: u32| judge(metres(0, 100_000_000), metres(span, 100_000_000 - by));
	assert_eq!(back(2 * DAY, 20_000), Consistent);
	assert_eq!(back(2 * DAY, 20_001), RolledBack { by: 20_001 });
	assert_eq!(back(2 * DAY + 1, 20_000), RolledBack { by: 20_000 });
	assert_eq!(back(2 * DAY + 1, 1), RolledBack { by: 1 });
	assert_eq!(back(2 * DAY + 1, 0), Consistent);
}

#[test]
fn a_rate_is_plausible_up_to_2000_km_a_day_for_a_day_more() {
	let ahead = |span, by: u32| judge(metres(0, 1), metres(span, 1 + by));
	assert_eq!(ahead(0, 2_000_000), Consistent);
	assert_eq!(ahead(0, 2_000_001), ImplausibleRate);
	assert_eq!(ahead(DAY, 4_000_000), Consistent);
	assert_eq!(ahead(DAY, 4_000_001), ImplausibleRate);
	assert_eq!(ahead(u64::MAX - START, Odometer::MAX.metres() - 1), Consistent);
}

#[test]
fn limits_of_zero_tolerate_nothing() {
	let none = OdometerLimits { tolerance: 0, tolerance_span: 0, max_daily: 0 };
	assert_eq!(none.judge(&metres(0, 5), &metres(DAY, 5)), Consistent);
	assert_eq!(none.judge(&metres(0, 5), &metres(0, 4)), RolledBack { by: 1 });
	assert_eq!(none.judge(&metres(0, 5), &metres(DAY, 6)), ImplausibleRate);
}

#[test]
fn at_one_moment_the_lesser_comes_first_and_a_replacement_last() {
	let mut readings = [replaced(5, 7, 3), km(5, 8), km(4, 9), km(5, 7)];
	readings.sort();
	assert_eq!(readings, [km(4, 9), km(5, 7), replaced(5, 7, 3), km(5, 8)]);
}

#[test]
fn the_earliest_moment_rules_out_zero_and_seconds() {
	let last_second_of_2285 = 9_972_115_199;
	assert!(last_second_of_2285 < EARLIEST_OBSERVATION);
}

#[test]
fn layout_is_as_deposits_assume() {
	assert_eq!(Observation::max_encoded_len(), 17);
	assert_eq!(Progress::max_encoded_len(), 5);
	assert_eq!(OdometerLimits::max_encoded_len(), 16);
}

proptest! {
	#[test]
	fn what_is_wound_back_is_so_by_the_difference(
		earlier in observation(), later in observation(),
	) {
		if let RolledBack { by } = judge(earlier, later) {
			prop_assert_eq!(later.odometer.metres() + by, earlier.leaves().metres());
		}
	}

	#[test]
	fn nothing_is_both_wound_back_and_too_fast(earlier in observation(), later in observation()) {
		let is_lower = later.odometer < earlier.leaves();
		match judge(earlier, later) {
			RolledBack { .. } => prop_assert!(is_lower),
			ImplausibleRate => prop_assert!(!is_lower),
			Consistent => {},
		}
	}

	#[test]
	fn more_time_makes_no_rate_implausible(
		earlier in observation(), later in observation(), wait in 0..1_000 * DAY,
	) {
		let (earlier, later) = if earlier.at <= later.at { (earlier, later) } else { (later, earlier) };
		if judge(earlier, later) == Consistent {
			let waited = Observation { at: later.at + wait, ..later };
			prop_assert_ne!(judge(earlier, waited), ImplausibleRate);
		}
	}

	#[test]
	fn wider_limits_never_accuse_where_narrower_did_not(
		earlier in observation(), later in observation(),
		tolerance in 0u32..1_000_000, span in 0..1_000 * DAY, daily in 0u32..10_000_000,
	) {
		let wider = OdometerLimits {
			tolerance: limits().tolerance + tolerance,
			tolerance_span: limits().tolerance_span + span,
			max_daily: limits().max_daily + daily,
		};
		if judge(earlier, later) == Consistent {
			prop_assert_eq!(wider.judge(&earlier, &later), Consistent);
		}
	}

	#[test]
	fn miles_and_kilometres_give_the_same_verdict(
		first in 0u32..600_000, second in 0u32..600_000, days in 3u64..4_000,
	) {
		let show = |unit: DistanceUnit, metres: u32| {
			Odometer::from_display(Odometer::from_metres(metres).to_display(unit), unit)
		};
		// Further apart than either display rounds.
		prop_assume!(first.abs_diff(second) > 4);
		let verdict = |unit| {
			let reading = |at, km: u32| {
				show(unit, km * 1_000).map(|shown| Observation::new(START + at, shown))
			};
			Some(judge(reading(0, first).ok()?, reading(days * DAY, second).ok()?))
		};
		let (in_km, in_miles) = (verdict(Kilometre), verdict(Mile));
		prop_assume!(in_km.is_some() && in_miles.is_some());
		let kind = |progress: Option<Progress>| progress.map(|it| std::mem::discriminant(&it));
		let edge = (days * 2_000 + 2_000).abs_diff(u64::from(second.saturating_sub(first))) <= 4;
		prop_assert!(edge || kind(in_km) == kind(in_miles), "{in_km:?} {in_miles:?}");
	}

	#[test]
	fn readings_come_back_from_their_encoding(reading in observation()) {
		prop_assert_eq!(Observation::decode(&mut reading.encode().as_slice()), Ok(reading));
	}
}
