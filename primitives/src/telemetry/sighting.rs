//! When two reports about one VIN cannot be of one car.

use super::BatchHeader;
use crate::{DeviceKey, Moment, Odometer};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How near in time two reports must be for their odometers to be compared: later, a replaced instrument is likelier than a clone.
const DAY: Moment = 24 * 60 * 60 * 1_000;

/// Metres that the odometers of two devices in one car may differ by: one may count, the other read the dashboard.
const DEVICE_DIFFERENCE: u64 = 50_000;

/// Metres that a car drives in a day at most.
const METRES_PER_DAY: u64 = 2_000_000;

/// Milliseconds in which the fastest way to move a car, by air, takes it a kilometre: 1,000 km/h.
const MS_PER_KILOMETRE: u64 = 3_600;

/// How far the clocks of two devices may differ.
const CLOCK_DIFFERENCE: Moment = 10 * 60 * 1_000;

/// Kilometres between two parallels a degree apart, never less.
const KILOMETRES_PER_LATITUDE: u32 = 110;

/// Kilometres between two meridians for each degree that they are apart, at the equator and never less: the way is at least the chord
/// of its arc, and a sine at least 2/π of its angle up to a right one, so 2 × 6,371 / 180 = 70.8.
const KILOMETRES_PER_LONGITUDE: u32 = 70;

/// Cosine of 0, 5, … 90 degrees in thousandths, rounded down.
const COSINES: [u32; 19] =
	[1_000, 996, 984, 965, 939, 906, 866, 819, 766, 707, 642, 573, 500, 422, 342, 258, 173, 87, 0];

/// A cell of one degree by one on Earth, named by its south-western corner. So coarse on purpose: it tells that a car cannot be here and
/// there, and not where anybody lives.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Place {
	/// Degrees north of the equator, rounded down: -90 to 89.
	pub latitude: i8,
	/// Degrees east of Greenwich, rounded down: -180 to 179.
	pub longitude: i16,
}

impl Place {
	/// Whether there is such a cell.
	pub fn is_valid(&self) -> bool {
		(-90..90).contains(&self.latitude) && (-180..180).contains(&self.longitude)
	}

	/// Kilometres that any two points of the two cells are apart at least. A lower bound, up to a half below the true distance.
	pub fn min_distance_km(&self, other: &Self) -> u32 {
		let rows = u32::from(self.latitude.abs_diff(other.latitude));
		let columns = u32::from(self.longitude.abs_diff(other.longitude));
		let columns = columns.min(360u32.saturating_sub(columns));
		let north_south = rows.saturating_sub(1).saturating_mul(KILOMETRES_PER_LATITUDE);
		let at_equator = columns.saturating_sub(1).saturating_mul(KILOMETRES_PER_LONGITUDE);
		let cosine = self.min_cosine().min(other.min_cosine());
		north_south.max(at_equator.saturating_mul(cosine) / 1_000)
	}

	/// Cosine of the latitude of the edge that lies nearer to a pole, in thousandths, or less.
	fn min_cosine(&self) -> u32 {
		let degrees = self.latitude.unsigned_abs();
		let edge = if self.latitude < 0 { degrees } else { degrees.saturating_add(1) };
		COSINES.get(usize::from(edge.div_ceil(5))).copied().unwrap_or_default()
	}
}

/// What a batch says of when, where and how far a car was.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Sighting {
	/// Who saw it.
	pub device: DeviceKey,
	/// From when.
	pub started_at: Moment,
	/// Until when.
	pub ended_at: Moment,
	/// Odometer at the start.
	pub odometer_start: Odometer,
	/// Odometer at the end.
	pub odometer_end: Odometer,
	/// Where the car was at the end.
	pub place: Option<Place>,
}

impl From<&BatchHeader> for Sighting {
	fn from(header: &BatchHeader) -> Self {
		Self {
			device: header.device,
			started_at: header.started_at,
			ended_at: header.ended_at,
			odometer_start: header.odometer_start,
			odometer_end: header.odometer_end,
			place: header.place,
		}
	}
}

/// Why two sightings cannot be of one car. The order is part of the ledger protocol.
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
#[cfg_attr(
	feature = "serde",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub enum Conflict {
	/// Within a day, two devices saw odometers further apart than a car drives.
	Odometer,
	/// No way of travel leads from the one place to the other in the time between.
	Travel,
}

impl Sighting {
	/// Why this and `other` cannot be of one car; `None` if they can. Errs on the side of the car: an alarm is not raised by clocks,
	/// instruments or cells that differ a little.
	pub fn conflict(&self, other: &Self) -> Option<Conflict> {
		if self.device != other.device && self.is_driven_apart(other) {
			return Some(Conflict::Odometer);
		}
		self.is_out_of_reach(other).then_some(Conflict::Travel)
	}

	fn is_driven_apart(&self, other: &Self) -> bool {
		let apart = gap((self.started_at, self.ended_at), (other.started_at, other.ended_at));
		let metres = gap(self.distances(), other.distances());
		let driven = apart.saturating_mul(METRES_PER_DAY) / DAY;
		apart <= DAY && metres > driven.saturating_add(DEVICE_DIFFERENCE)
	}

	fn is_out_of_reach(&self, other: &Self) -> bool {
		let (Some(here), Some(there)) = (self.place, other.place) else { return false };
		let time = self.ended_at.abs_diff(other.ended_at).saturating_add(CLOCK_DIFFERENCE);
		u64::from(here.min_distance_km(&there)) > time / MS_PER_KILOMETRE
	}

	fn distances(&self) -> (u64, u64) {
		(self.odometer_start.metres().into(), self.odometer_end.metres().into())
	}
}

/// How far two ranges lie apart; 0 if they meet.
fn gap(one: (u64, u64), other: (u64, u64)) -> u64 {
	other.0.saturating_sub(one.1).max(one.0.saturating_sub(other.1))
}
