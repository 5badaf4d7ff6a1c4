//! What the ledger says of odometers: the bugs of real products, one case each.

mod common;

use carx_primitives::{DistanceUnit, Odometer, OdometerError, RecordClass};
use carxchain_runtime::{report::vehicle_report, ConditionRecords, Runtime};
use common::*;
use pallet_condition_records::{
	Error, Event, Evidence, OdometerVerdict, ReadingId, RecordEntry, Rollback, Standing,
};

const KM: u32 = 1_000;

fn km(kilometres: u32) -> Odometer {
	Odometer::from_display(kilometres, DistanceUnit::Kilometre).unwrap()
}

/// The workshop states what it read so many days ago.
#[track_caller]
fn read(days: u64, kilometres: u32) {
	ok(WORKSHOP, append_entry(reading(days, km(kilometres))));
}

fn verdict() -> OdometerVerdict {
	vehicle_report(car(), 0, 0).unwrap().odometer
}

/// How many readings there are, how many contradict the one before, how many are too far from it.
fn sums() -> (u32, u32, u32) {
	let OdometerVerdict { readings, rollbacks, implausible, .. } = verdict();
	(readings, rollbacks, implausible)
}

fn replacement(days: u64, before: u32, after: u32) -> RecordEntry {
	RecordEntry {
		class: RecordClass::PartReplacement,
		odometer_after: Some(km(after)),
		..reading(days, km(before))
	}
}

#[test]
fn an_odometer_that_was_wound_back_is_named_with_both_records() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		read(30, 120_000);
		read(1, 80_000);
		let (vehicle, by) = (car(), 40_000 * KM);
		let (earlier, later) = (Evidence::Record(0), Evidence::Record(1));
		happened(Event::<Runtime>::RollbackSuspected { vehicle, earlier, later, by });
		let report = vehicle_report(car(), 0, 100).unwrap();
		let id = ReadingId::Record(1);
		assert_eq!(report.rollbacks, [Rollback { id, earlier, later, by }]);
		assert_eq!(sums(), (2, 1, 0));
		// It goes with the car: no new owner gets rid of it.
		transfer(OWNER, BUYER);
		assert_eq!(sums(), (2, 1, 0));
	});
}

#[test]
fn an_older_reading_that_arrives_late_accuses_nobody() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		read(1, 80_000);
		read(400, 60_000);
		read(200, 70_000);
		assert_eq!(sums(), (3, 0, 0));
		let OdometerVerdict { first, last, .. } = verdict();
		let shown = [first, last].map(|reading| reading.unwrap().observation.odometer);
		assert_eq!(shown, [km(60_000), km(80_000)]);
	});
}

#[test]
fn what_an_instrument_shows_when_it_knows_nothing_is_refused_and_poisons_nothing() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		let not_available = Odometer::from_pid_a6([0xFF; 4]);
		assert!(matches!(not_available, Err(OdometerError::NotAvailable { .. })));
		let shown = Odometer::from_display(429_496_729, DistanceUnit::Kilometre);
		assert!(matches!(shown, Err(OdometerError::TooLarge { .. })));
		// A client that knows no better sends what the bus said.
		for metres in [u32::MAX, Odometer::MAX.metres() + 1, 999_999 * KM] {
			let raw = Odometer::from_metres(metres);
			refused(WORKSHOP, append_entry(reading(2, raw)), Error::<Runtime>::OdometerNotValid);
		}
		read(1, 1_794);
		assert_eq!(sums(), (1, 0, 0));
	});
}

#[test]
fn a_replaced_instrument_explains_its_jump_if_a_workshop_says_so() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		read(30, 88_000);
		let unsaid = hypothetically(|| {
			read(20, 138_200);
			sums()
		});
		assert_eq!(unsaid, (2, 0, 1), "50,200 km in ten days");
		refused(
			OWNER,
			append_entry(replacement(21, 88_100, 138_000)),
			Error::<Runtime>::ReplacementNotAccredited,
		);
		ok(WORKSHOP, append_entry(replacement(21, 88_100, 138_000)));
		happened(Event::<Runtime>::InstrumentReplaced {
			vehicle: car(),
			seq: 1,
			before: km(88_100),
			after: km(138_000),
		});
		read(20, 138_200);
		assert_eq!(sums(), (3, 0, 0));
		assert_eq!(verdict().replacements, 1);
		// And one with fewer kilometres on it is no rollback either.
		ok(WORKSHOP, append_entry(replacement(10, 138_900, 12)));
		read(9, 150);
		assert_eq!(sums(), (5, 0, 0));
	});
}

#[test]
fn a_typing_error_that_its_issuer_corrects_leaves_no_mark() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		read(60, 150_000);
		read(30, 301_464);
		read(1, 155_000);
		let by = (301_464 - 155_000) * KM;
		let (vehicle, earlier, later) = (car(), Evidence::Record(1), Evidence::Record(2));
		happened(Event::<Runtime>::RollbackSuspected { vehicle, earlier, later, by });
		assert_eq!(sums(), (3, 1, 1));

		next_block();
		let correction = pallet_condition_records::Call::<Runtime>::supersede_record {
			vin: car(),
			seq: 1,
			entry: reading(30, km(154_754)),
			after: None,
		};
		ok(WORKSHOP, correction);
		happened(Event::<Runtime>::RollbackCleared { vehicle, earlier, later });
		assert_eq!(sums(), (3, 0, 0));
		assert!(ConditionRecords::rollbacks(car(), None, 100).is_empty());
		let wrong = ConditionRecords::record(car(), 1).unwrap();
		assert_eq!(wrong.standing, Standing::Superseded { by: 3 });
		assert_eq!(wrong.record.odometer, Some(km(301_464)), "what was written stays written");
	});
}

#[test]
fn miles_and_kilometres_give_the_same_verdict() {
	// Days ago and miles, in the order in which they are recorded.
	let histories: [&[(u64, u32)]; 5] = [
		&[(30, 74_565), (1, 49_710)],
		&[(1, 49_710), (400, 37_282)],
		&[(60, 93_206), (30, 187_321), (1, 96_312)],
		&[(2, 40_000), (1, 40_000), (1, 39_990)],
		&[(10, 40_000), (9, 41_255), (8, 42_510)],
	];
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		for history in histories {
			let [in_miles, in_kilometres] =
				[DistanceUnit::Mile, DistanceUnit::Kilometre].map(|unit| {
					hypothetically(|| {
						for (days, miles) in history {
							let exact = Odometer::from_display(*miles, DistanceUnit::Mile).unwrap();
							let shown =
								Odometer::from_display(exact.to_display(unit), unit).unwrap();
							ok(WORKSHOP, append_entry(reading(*days, shown)));
						}
						sums()
					})
				});
			assert_eq!(in_miles, in_kilometres, "{history:?}");
		}
	});
}
