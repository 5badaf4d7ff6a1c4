//! Odometer readings in whole metres.
//!
//! VSS 6 stores `Vehicle.TraveledDistance` as `uint32` metres; so does the ledger. Instruments show kilometres or miles and
//! have values that mean "I do not know". Such a value taken for a distance makes every later, true reading look wound back,
//! so it is refused where it enters.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Metres in 1,000 international miles (1 mile = 1,609.344 m, international yard and pound agreement of 1959).
const METRES_PER_THOUSAND_MILES: u64 = 1_609_344;

/// `0xFFFF_FFFF`: what SAE J1979 PID `0xA6` and most bus signals of 32 bits send for "not available".
const RAW_NOT_AVAILABLE: u32 = u32::MAX;

/// Displays that show nothing but nines are defective or were never set: six and seven digits.
const ALL_NINES: [u32; 2] = [999_999, 9_999_999];

/// The unit that an instrument or a document shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DistanceUnit {
	/// 1,000 metres.
	Kilometre,
	/// 1,609.344 metres.
	Mile,
}

impl DistanceUnit {
	/// The metres in `value` of this unit, to the nearest.
	fn metres(self, value: u32) -> u64 {
		match self {
			Self::Kilometre => u64::from(value).saturating_mul(1_000),
			Self::Mile => {
				u64::from(value).saturating_mul(METRES_PER_THOUSAND_MILES).saturating_add(500)
					/ 1_000
			},
		}
	}
}

/// Why a number is not an odometer reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OdometerError {
	/// The instrument's way to say that it does not know.
	#[error("{value} is what an instrument shows when it has no reading; leave the odometer out")]
	NotAvailable {
		/// The number as given.
		value: u32,
	},
	/// More than [`Odometer::MAX`]: a wrong unit, or a broken instrument.
	#[error("{value} is more than 4,000,000 km in the stated unit; check the unit")]
	TooLarge {
		/// The number as given.
		value: u32,
	},
}

/// A distance on a car's odometer, in metres.
///
/// Decoding checks nothing; [`Odometer::validate`] does.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Odometer(u32);

impl Odometer {
	/// The largest reading taken for true: 4,000,000 km. `u32` metres end at 4,294,967 km, where 32-bit sentinels lie.
	pub const MAX: Self = Self(4_000_000_000);

	/// A reading of `metres`, unchecked; see [`Odometer::validate`].
	pub const fn from_metres(metres: u32) -> Self {
		Self(metres)
	}

	/// The reading that a display shows.
	///
	/// # Errors
	/// [`OdometerError::NotAvailable`] for 999,999, 9,999,999 and `0xFFFF_FFFF`; [`OdometerError::TooLarge`] above [`Odometer::MAX`].
	pub fn from_display(value: u32, unit: DistanceUnit) -> Result<Self, OdometerError> {
		if ALL_NINES.contains(&value) || value == RAW_NOT_AVAILABLE {
			return Err(OdometerError::NotAvailable { value });
		}
		Self::from_wide(unit.metres(value), value)
	}

	/// The reading in an answer to SAE J1979 service 01 PID `0xA6`: tenths of a kilometre in four bytes, big endian.
	///
	/// # Errors
	/// [`OdometerError::NotAvailable`] for `0xFFFF_FFFF` (shown by careless software as 429,496,729 km); [`OdometerError::TooLarge`].
	pub fn from_pid_a6(bytes: [u8; 4]) -> Result<Self, OdometerError> {
		let value = u32::from_be_bytes(bytes);
		if value == RAW_NOT_AVAILABLE {
			return Err(OdometerError::NotAvailable { value });
		}
		Self::from_wide(u64::from(value).saturating_mul(100), value)
	}

	/// Checks that the reading is one a car can have, and no display of nothing but nines converted to metres.
	///
	/// # Errors
	/// [`OdometerError::NotAvailable`], [`OdometerError::TooLarge`].
	pub fn validate(&self) -> Result<(), OdometerError> {
		match self.0 {
			RAW_NOT_AVAILABLE => Err(OdometerError::NotAvailable { value: self.0 }),
			_ if self.is_all_nines() => Err(OdometerError::NotAvailable { value: self.0 }),
			_ if *self > Self::MAX => Err(OdometerError::TooLarge { value: self.0 }),
			_ => Ok(()),
		}
	}

	/// Metres.
	pub const fn metres(&self) -> u32 {
		self.0
	}

	/// What a display in `unit` shows: whole kilometres are cut off, miles rounded to the nearest.
	pub fn to_display(&self, unit: DistanceUnit) -> u32 {
		match unit {
			DistanceUnit::Kilometre => self.0 / 1_000,
			DistanceUnit::Mile => {
				let miles = u64::from(self.0)
					.saturating_mul(1_000)
					.saturating_add(METRES_PER_THOUSAND_MILES / 2)
					/ METRES_PER_THOUSAND_MILES;
				u32::try_from(miles).unwrap_or(u32::MAX)
			},
		}
	}

	fn is_all_nines(&self) -> bool {
		[DistanceUnit::Kilometre, DistanceUnit::Mile]
			.into_iter()
			.any(|unit| ALL_NINES.iter().any(|nines| unit.metres(*nines) == u64::from(self.0)))
	}

	fn from_wide(metres: u64, value: u32) -> Result<Self, OdometerError> {
		u32::try_from(metres)
			.map(Self)
			.ok()
			.filter(|reading| *reading <= Self::MAX)
			.ok_or(OdometerError::TooLarge { value })
	}
}
