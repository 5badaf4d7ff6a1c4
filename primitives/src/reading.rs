//! What two odometer readings of one car, next to each other in time, say about the instrument.
//!
//! Comparing neighbours by the time of reading, and nothing else, is what keeps honest owners out of the verdict: an old reading that arrives
//! late stands where it belongs, one typing error taints two pairs and no more, and both are mended when it is corrected.

use crate::{Moment, Odometer};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Milliseconds in a day.
pub const DAY: Moment = 86_400_000;

/// The earliest moment at which something recorded can have happened: 10^10 ms, 1970-04-26T17:46:40Z.
///
/// Zero means "not known"; whatever else lies below is a time in seconds taken for milliseconds (10^10 s is in the year 2286).
pub const EARLIEST_OBSERVATION: Moment = 10_000_000_000;

/// What the odometer of a car showed at one moment.
///
/// The order of readings is that of this type: by time, at one moment by distance (an inspection that fails and the one that passes bear the same
/// second), and then the one that replaced the instrument last. Readings equal in all three are as good as one.
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
pub struct Observation {
	/// When.
	pub at: Moment,
	/// What it showed; of a replaced instrument, what the old one showed last.
	pub odometer: Odometer,
	/// What the new instrument showed, if it was replaced.
	pub replaced_by: Option<Odometer>,
}

impl Observation {
	/// A reading of an instrument that was left in its place.
	pub const fn new(at: Moment, odometer: Odometer) -> Self {
		Self { at, odometer, replaced_by: None }
	}

	/// What the instrument showed afterwards: where the next reading has to go on from.
	pub fn leaves(&self) -> Odometer {
		self.replaced_by.unwrap_or(self.odometer)
	}
}

/// What a reading says, compared with the one before it in time.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Progress {
	/// Both can be true.
	#[default]
	Consistent,
	/// The later one shows less: the odometer was wound back, or one of the two is wrong.
	RolledBack {
		/// By how many metres.
		by: u32,
	},
	/// The car would have run further than cars do. A warning: one of the two is probably wrong.
	ImplausibleRate,
}

/// How much of a difference between two readings is not held against a car.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct OdometerLimits {
	/// By how many metres a reading may fall short of the one before it. Instruments round, people mix up two slips of one day, cars move about
	/// in a workshop.
	pub tolerance: u32,
	/// The longest time between two readings, in milliseconds, for which a shortfall is tolerated: later no slip of the same visit explains it.
	pub tolerance_span: Moment,
	/// The most metres that a car runs in a day. Counted for a day more than lies between two readings: many are noted by their date alone.
	pub max_daily: u32,
}

impl Default for OdometerLimits {
	/// 20 km within 48 hours; 2,000 km in a day, which two drivers can do.
	fn default() -> Self {
		Self { tolerance: 20_000, tolerance_span: DAY.saturating_mul(2), max_daily: 2_000_000 }
	}
}

impl OdometerLimits {
	/// Compares two readings next to each other in time.
	pub fn judge(&self, earlier: &Observation, later: &Observation) -> Progress {
		let span = later.at.saturating_sub(earlier.at);
		let (from, to) = (earlier.leaves().metres(), later.odometer.metres());
		match to.checked_sub(from) {
			Some(ahead) if u64::from(ahead) > self.furthest(span) => Progress::ImplausibleRate,
			Some(_) => Progress::Consistent,
			None if span <= self.tolerance_span && from.saturating_sub(to) <= self.tolerance => {
				Progress::Consistent
			},
			None => Progress::RolledBack { by: from.saturating_sub(to) },
		}
	}

	/// The most metres that a reading may be ahead of the one `span` milliseconds before it.
	fn furthest(&self, span: Moment) -> u64 {
		u64::from(self.max_daily).saturating_mul(span.saturating_add(DAY)) / DAY
	}
}
