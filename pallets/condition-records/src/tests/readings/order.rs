//! The verdict does not depend on the order in which readings arrive or go.

use super::*;
use proptest::prelude::*;

/// What the rule says of `readings`, sorted and compared each with the next.
fn naive(mut readings: Vec<Observation>) -> (u32, u32, Vec<(Observation, Observation, u32)>) {
	readings.sort();
	let (mut implausible, mut back) = (0, Vec::new());
	for pair in readings.windows(2) {
		match OdometerLimits::default().judge(&pair[0], &pair[1]) {
			Progress::Consistent => {},
			Progress::ImplausibleRate => implausible += 1,
			Progress::RolledBack { by } => back.push((pair[0], pair[1], by)),
		}
	}
	(readings.len() as u32, implausible, back)
}

/// The same by the chain.
fn by_the_chain() -> (u32, u32, Vec<(Observation, Observation, u32)>) {
	let seen = |evidence| match evidence {
		Seq(seq) => Readings::<Test>::get(VIN, Id(seq)).unwrap().observation,
		Evidence::Device(_) => unreachable!("no device speaks"),
	};
	let mut back = rollbacks()
		.into_iter()
		.map(|pair| (seen(pair.earlier), seen(pair.later), pair.by))
		.collect::<Vec<_>>();
	back.sort();
	(verdict().readings, verdict().implausible, back)
}

/// Readings of a few days and few distances, so that neighbours are often equal in one or both, and some replacements.
fn readings() -> impl Strategy<Value = Vec<Observation>> {
	let reading = (0u64..40, 0u32..30, proptest::option::weighted(0.15, 0u32..30)).prop_map(
		|(half_days, tens, after)| Observation {
			at: NOW - 20 * DAY + half_days * DAY / 2,
			odometer: km(tens * 10),
			replaced_by: after.map(|tens| km(tens * 10)),
		},
	);
	proptest::collection::vec(reading, 0..40)
}

fn record_each(readings: &[Observation]) {
	for reading in readings {
		let entry = RecordEntry {
			observed_at: reading.at,
			odometer: Some(reading.odometer),
			odometer_after: reading.replaced_by,
			..entry_of(RecordClass::PartReplacement)
		};
		let hint = ConditionRecords::reading_hint(VIN, reading.at, reading.odometer);
		assert_ok!(ConditionRecords::append_record(signed(WORKSHOP), VIN, entry, hint));
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn of_arrival_does_not_change_the_verdict(
		(readings, shuffled) in readings().prop_flat_map(|readings| {
			(Just(readings.clone()), Just(readings).prop_shuffle())
		}),
	) {
		let mut verdicts = vec![naive(readings.clone())];
		for readings in [readings, shuffled] {
			Chain.build_and_execute(|| {
				record_each(&readings);
				verdicts.push(by_the_chain());
			});
		}
		prop_assert_eq!(&verdicts[0], &verdicts[1]);
		prop_assert_eq!(&verdicts[0], &verdicts[2]);
	}

	#[test]
	fn of_corrections_does_not_change_the_verdict(
		readings in readings(),
		takes in proptest::collection::vec(any::<proptest::sample::Index>(), 0..20),
	) {
		Chain.build_and_execute(|| {
			record_each(&readings);
			let mut left = readings.clone().into_iter().map(Some).collect::<Vec<_>>();
			for take in takes {
				if left.is_empty() {
					continue;
				}
				let at = take.index(left.len());
				if left[at].take().is_none() {
					continue;
				}
				let seq = at as u32;
				let none = RecordEntry { odometer: None, ..entry_of(RecordClass::PartReplacement) };
				assert_ok!(ConditionRecords::supersede_record(signed(WORKSHOP), VIN, seq, none, None));
			}
			assert_eq!(by_the_chain(), naive(left.into_iter().flatten().collect()));
		});
	}
}
