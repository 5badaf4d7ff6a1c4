//! Real cars are not accused. Readings from public inspection histories and service logs, single facts typed in here.

use super::*;

/// A series of a real car: days since its first reading, seconds of that day, what it showed.
type Series = (&'static str, DistanceUnit, &'static [(u64, u64, u32)]);

/// What inspections and workshops noted of eight real cars, in the order of the source: some newest first, some with two entries
/// in one second.
const REAL_CARS: [Series; 8] = [
	(
		"Scenic",
		Mile,
		&[
			(2_214, 45_955, 56_332),
			(1_835, 36_551, 53_721),
			(1_488, 56_346, 51_499),
			(1_481, 36_317, 51_370),
			(1_122, 34_713, 45_198),
			(737, 39_794, 37_934),
			(387, 43_300, 30_217),
			(387, 31_964, 30_217),
			(0, 40_173, 21_757),
		],
	),
	(
		"Golf",
		Mile,
		&[
			(3_774, 58_108, 131_220),
			(3_773, 40_725, 131_218),
			(3_404, 63_613, 120_700),
			(3_046, 50_054, 108_032),
			(3_046, 29_988, 108_032),
			(2_570, 56_172, 99_822),
			(2_569, 38_860, 99_817),
			(2_215, 35_638, 94_736),
			(2_215, 35_637, 94_736),
			(1_825, 49_102, 90_104),
			(1_820, 45_442, 90_052),
			(1_475, 32_103, 84_583),
			(1_107, 52_824, 73_446),
			(1_107, 52_824, 73_446),
			(743, 41_256, 60_998),
			(742, 62_220, 60_998),
			(366, 55_361, 51_183),
			(0, 40_746, 40_168),
		],
	),
	(
		"Mercedes A",
		Mile,
		&[
			(2_912, 50_121, 63_175),
			(2_255, 31_510, 61_709),
			(1_890, 47_105, 58_632),
			(1_889, 42_637, 58_629),
			(1_511, 58_077, 54_745),
			(1_071, 51_662, 50_622),
			(368, 47_953, 49_032),
			(368, 47_953, 49_032),
			(0, 55_807, 44_020),
		],
	),
	(
		"Peugeot 107, dates only",
		Mile,
		&[
			(3_300, 0, 101_294),
			(3_300, 0, 101_294),
			(2_925, 0, 96_966),
			(2_925, 0, 96_966),
			(2_571, 0, 92_202),
			(2_565, 0, 92_137),
			(2_211, 0, 88_781),
			(1_822, 0, 73_520),
			(1_458, 0, 63_553),
			(1_458, 0, 63_553),
			(1_091, 0, 58_581),
			(727, 0, 54_333),
			(727, 0, 54_333),
			(378, 0, 45_359),
			(0, 0, 32_544),
		],
	),
	(
		"Fiesta, dates only",
		Mile,
		&[
			(1_636, 0, 115_893),
			(1_631, 0, 115_892),
			(1_560, 0, 114_450),
			(1_154, 0, 99_439),
			(1_154, 0, 99_438),
			(749, 0, 85_948),
			(368, 0, 71_922),
			(368, 0, 71_919),
			(0, 0, 60_956),
		],
	),
	("S coupe", Mile, &[(36, 0, 16_484), (0, 0, 15_431)]),
	(
		"Odyssey, with an entry copied",
		Mile,
		&[
			(0, 0, 102_113),
			(109, 0, 104_525),
			(503, 0, 115_413),
			(517, 0, 115_690),
			(660, 0, 122_108),
			(693, 0, 123_752),
			(750, 0, 126_579),
			(1_377, 0, 126_579),
		],
	),
	(
		"Silverado, six miles back on the first day",
		Mile,
		&[
			(0, 36_000, 171_162),
			(0, 54_000, 171_156),
			(148, 0, 176_929),
			(154, 0, 177_060),
			(258, 0, 179_932),
			(519, 0, 187_920),
			(523, 0, 188_202),
			(548, 0, 193_462),
			(564, 0, 194_227),
			(694, 0, 199_294),
			(705, 0, 199_365),
			(894, 0, 203_827),
			(894, 0, 203_849),
			(987, 0, 207_699),
		],
	),
];

/// When the first reading of a series was.
const START: Moment = 1_316_649_600_000;

fn series((_, unit, readings): Series) -> Vec<Observation> {
	readings
		.iter()
		.map(|(day, second, shown)| {
			let odometer = Odometer::from_display(*shown, unit).unwrap();
			Observation::new(START + day * DAY + second * 1_000, odometer)
		})
		.collect()
}

/// Records `readings` of the one car in their order, each with a hint.
fn record_all(readings: impl IntoIterator<Item = Observation>) {
	for reading in readings {
		let hint = ConditionRecords::reading_hint(VIN, reading.at, reading.odometer);
		read_exactly(WORKSHOP, reading.at, reading.odometer, hint);
	}
}

#[test]
fn does_not_accuse_real_cars() {
	for car in REAL_CARS {
		for backwards in [false, true] {
			Chain.build_and_execute(|| {
				let mut readings = series(car);
				if backwards {
					readings.reverse();
				}
				record_all(readings.clone());
				readings.sort();
				assert_eq!((car.0, counts(), list()), (car.0, (0, 0, 0), readings));
			});
		}
	}
}

#[test]
fn gives_real_cars_the_same_verdict_in_kilometres() {
	for car in REAL_CARS {
		Chain.build_and_execute(|| {
			record_all(series(car).into_iter().map(|reading| {
				let shown = reading.odometer.to_display(Kilometre);
				let odometer = Odometer::from_display(shown, Kilometre).unwrap();
				Observation::new(reading.at, odometer)
			}));
			assert_eq!((car.0, counts()), (car.0, (0, 0, 0)));
		});
	}
}

#[test]
fn flags_a_mile_that_was_taken_for_a_kilometre() {
	Chain.build_and_execute(|| {
		let miles = |shown| Odometer::from_display(shown, Mile).unwrap();
		read_exactly(WORKSHOP, NOW - YEAR, miles(115_893), None);
		// Real: an advert which rounds down 98 days later.
		read_exactly(OWNER, NOW - YEAR + 98 * DAY, miles(115_000), None);
		assert_eq!(rollbacks()[0].by, 1_437_144);
		read(GARAGE, NOW, 116_400);
		assert_eq!(counts(), (2, 0, 0));
	});
}
