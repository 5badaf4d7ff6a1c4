//! Odometer readings: edges, sentinels, and the laws of conversion.

use carx_primitives::{
	DistanceUnit::{self, Kilometre, Mile},
	Odometer,
	OdometerError::{self, NotAvailable, TooLarge},
};
use codec::{Decode, Encode, MaxEncodedLen};
use proptest::{prelude::*, sample::select};

/// The highest displays that are taken for true.
const MAX_KILOMETRES: u32 = 4_000_000;
const MAX_MILES: u32 = 2_485_484;

const SENTINELS: [u32; 3] = [999_999, 9_999_999, u32::MAX];

fn metres(value: u32, unit: DistanceUnit) -> Result<u32, OdometerError> {
	Odometer::from_display(value, unit).map(|reading| reading.metres())
}

fn unit() -> impl Strategy<Value = DistanceUnit> {
	select([Kilometre, Mile].as_slice())
}

/// A display that is taken for true, with its unit.
fn display() -> impl Strategy<Value = (u32, DistanceUnit)> {
	prop_oneof![
		(0..=MAX_KILOMETRES).prop_map(|value| (value, Kilometre)),
		(0..=MAX_MILES).prop_map(|value| (value, Mile)),
	]
	.prop_filter("sentinel", |(value, _)| !SENTINELS.contains(value))
}

mod from_display {
	use super::*;

	#[test]
	fn converts_known_distances() {
		for (value, unit, expected) in [
			(0, Kilometre, 0),
			(0, Mile, 0),
			(1, Kilometre, 1_000),
			(1, Mile, 1_609),
			(2, Mile, 3_219),
			(1_000, Mile, 1_609_344),
			(154_754, Kilometre, 154_754_000),
			(81_400, Mile, 131_000_602),
			(999_998, Kilometre, 999_998_000),
			(1_000_000, Mile, 1_609_344_000),
			(MAX_KILOMETRES, Kilometre, 4_000_000_000),
			(MAX_MILES, Mile, 3_999_998_762),
		] {
			assert_eq!(metres(value, unit), Ok(expected), "{value} {unit:?}");
		}
	}

	#[test]
	fn refuses_what_a_display_shows_without_a_reading() {
		for unit in [Kilometre, Mile] {
			for value in SENTINELS {
				assert_eq!(metres(value, unit), Err(NotAvailable { value }), "{value} {unit:?}");
			}
		}
		assert_eq!(
			NotAvailable { value: 999_999 }.to_string(),
			"999999 is what an instrument shows when it has no reading; leave the odometer out"
		);
	}

	#[test]
	fn takes_nines_for_a_reading_where_displays_have_more_digits() {
		assert_eq!(metres(9_999, Kilometre), Ok(9_999_000));
		assert_eq!(metres(99_999, Kilometre), Ok(99_999_000));
	}

	#[test]
	fn refuses_more_than_any_car_drives() {
		for (value, unit) in [
			(MAX_KILOMETRES + 1, Kilometre),
			(MAX_MILES + 1, Mile),
			// 0xFFFF_FFFF tenths of a kilometre, as careless software shows it.
			(429_496_729, Kilometre),
			// Metres taken for kilometres.
			(60_000_000, Kilometre),
			(u32::MAX - 1, Kilometre),
			(u32::MAX - 1, Mile),
		] {
			assert_eq!(metres(value, unit), Err(TooLarge { value }), "{value} {unit:?}");
		}
		assert_eq!(
			TooLarge { value: 429_496_729 }.to_string(),
			"429496729 is more than 4,000,000 km in the stated unit; check the unit"
		);
	}

	/// A car that once reported the sentinel went on with 1,794 km: nothing may stand against that reading.
	#[test]
	fn takes_the_true_reading_after_a_sentinel() {
		assert!(metres(429_496_729, Kilometre).is_err());
		assert_eq!(metres(1_794, Kilometre), Ok(1_794_000));
	}

	proptest! {
		#[test]
		fn never_panics(value in any::<u32>(), unit in unit()) {
			if let Ok(reading) = Odometer::from_display(value, unit) {
				prop_assert_eq!(reading.validate(), Ok(()));
			}
		}

		#[test]
		fn is_shown_again_as_it_was((value, unit) in display()) {
			let reading = Odometer::from_display(value, unit).unwrap();
			prop_assert_eq!(reading.to_display(unit), value);
		}

		#[test]
		fn keeps_the_order((one, unit) in display(), (other, _) in display()) {
			let converted = [one, other].map(|value| Odometer::from_display(value, unit));
			if let [Ok(first), Ok(second)] = converted {
				prop_assert_eq!(first.cmp(&second), one.cmp(&other));
			}
		}

		#[test]
		fn in_miles_is_within_half_a_metre_of_the_definition(value in 0..=MAX_MILES) {
			prop_assume!(!SENTINELS.contains(&value));
			let exact_millimetres = u64::from(value) * 1_609_344;
			let millimetres = u64::from(metres(value, Mile).unwrap()) * 1_000;
			prop_assert!(millimetres.abs_diff(exact_millimetres) <= 500);
		}

		#[test]
		fn agrees_between_units_within_their_steps((value, unit) in display()) {
			let reading = Odometer::from_display(value, unit).unwrap();
			for (other, step) in [(Kilometre, 1_000), (Mile, 1_610)] {
				if let Ok(shown) = metres(reading.to_display(other), other) {
					prop_assert!(shown.abs_diff(reading.metres()) <= step);
				}
			}
		}
	}
}

mod from_pid_a6 {
	use super::*;

	#[test]
	fn reads_tenths_of_a_kilometre() {
		for (bytes, expected) in [
			([0, 0, 0, 0], 0),
			([0, 0, 0, 1], 100),
			([0, 0, 0x46, 0x14], 1_794_000),
			([0x02, 0x62, 0x5A, 0x00], 4_000_000_000),
		] {
			assert_eq!(Odometer::from_pid_a6(bytes).map(|reading| reading.metres()), Ok(expected));
		}
	}

	#[test]
	fn refuses_the_sentinel_and_what_no_car_drives() {
		assert_eq!(Odometer::from_pid_a6([0xFF; 4]), Err(NotAvailable { value: u32::MAX }));
		for value in [40_000_001, 0xFE00_0000, u32::MAX - 1] {
			assert_eq!(Odometer::from_pid_a6(value.to_be_bytes()), Err(TooLarge { value }));
		}
	}

	/// 999,999 tenths are 99,999.9 km, which a car does drive.
	#[test]
	fn knows_no_nines() {
		let reading = Odometer::from_pid_a6(999_999u32.to_be_bytes()).unwrap();
		assert_eq!(reading.metres(), 99_999_900);
	}

	proptest! {
		#[test]
		fn agrees_with_the_display(kilometres in 0..=MAX_KILOMETRES) {
			prop_assume!(!SENTINELS.contains(&kilometres));
			prop_assert_eq!(
				Odometer::from_pid_a6((kilometres * 10).to_be_bytes()),
				Odometer::from_display(kilometres, Kilometre)
			);
		}

		#[test]
		fn never_panics(bytes in any::<[u8; 4]>()) {
			if let Ok(reading) = Odometer::from_pid_a6(bytes) {
				prop_assert_eq!(reading.validate(), Ok(()));
			}
		}
	}
}

mod validate {
	use super::*;

	#[test]
	fn stops_at_the_limit() {
		assert_eq!(Odometer::MAX.metres(), 4_000_000_000);
		for metres in [0, 1, 4_000_000_000] {
			assert_eq!(Odometer::from_metres(metres).validate(), Ok(()));
		}
		for value in [4_000_000_001, u32::MAX - 1] {
			assert_eq!(Odometer::from_metres(value).validate(), Err(TooLarge { value }));
		}
		let unknown = Odometer::from_metres(u32::MAX);
		assert_eq!(unknown.validate(), Err(NotAvailable { value: u32::MAX }));
	}
}

mod to_display {
	use super::*;

	#[test]
	fn cuts_kilometres_off_and_rounds_miles() {
		for (metres, kilometres, miles) in [
			(0, 0, 0),
			(804, 0, 0),
			(805, 0, 1),
			(999, 0, 1),
			(1_000, 1, 1),
			(2_414, 2, 1),
			(2_415, 2, 2),
			(4_000_000_000, MAX_KILOMETRES, MAX_MILES + 1),
			(u32::MAX, 4_294_967, 2_668_769),
		] {
			let reading = Odometer::from_metres(metres);
			assert_eq!(reading.to_display(Kilometre), kilometres, "{metres}");
			assert_eq!(reading.to_display(Mile), miles, "{metres}");
		}
	}
}

mod bytes {
	use super::*;

	#[test]
	fn are_four() {
		assert_eq!(Odometer::max_encoded_len(), 4);
		assert_eq!(Odometer::from_metres(0x0102_0304).encode(), [4, 3, 2, 1]);
	}

	proptest! {
		#[test]
		fn come_back_from_their_encoding(metres in any::<u32>()) {
			let reading = Odometer::from_metres(metres);
			prop_assert_eq!(Odometer::decode(&mut reading.encode().as_slice()), Ok(reading));
		}
	}
}

#[test]
fn nines_stay_a_sentinel_when_a_client_converts_them_to_metres() {
	for metres in [999_999_000, 1_609_342_391] {
		let reading = Odometer::from_metres(metres);
		assert_eq!(reading.validate(), Err(OdometerError::NotAvailable { value: metres }));
		assert_eq!(Odometer::from_metres(metres - 1).validate(), Ok(()));
		assert_eq!(Odometer::from_metres(metres + 1).validate(), Ok(()));
	}
}
