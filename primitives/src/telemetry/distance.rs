//! The odometer of a device in a car that tells its speed and not its odometer.

use crate::Odometer;
use codec::{Decode, Encode, MaxEncodedLen};

/// Parts of a metre that speeds are summed in: two speeds in hundredths of a kilometre an hour, each 1/360 m/s, times
/// milliseconds, halved by the trapezoidal rule.
const PARTS_PER_METRE: u64 = 360 * 1_000 * 2;

/// Counts metres by integrating speed over engine run time, from a reading that was taken once. Nothing is rounded before
/// [`DistanceCounter::odometer`]; a device stores the counter when the engine stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen)]
pub struct DistanceCounter {
	start: Odometer,
	parts: u64,
	last: Option<(u64, u16)>,
}

impl DistanceCounter {
	/// Counts on from `start`.
	pub const fn new(start: Odometer) -> Self {
		Self { start, parts: 0, last: None }
	}

	/// Takes in that `run_ms` milliseconds after the engine was started the car drove `speed` hundredths of a kilometre an hour. A clock that
	/// stands still adds nothing; one that jumps back is that of a new start, and adds nothing either.
	pub fn push(&mut self, run_ms: u64, speed: u16) {
		if let Some((last_ms, last_speed)) = self.last {
			let speeds = u64::from(last_speed).saturating_add(u64::from(speed));
			let parts = speeds.saturating_mul(run_ms.saturating_sub(last_ms));
			self.parts = self.parts.saturating_add(parts);
		}
		self.last = Some((run_ms, speed));
	}

	/// The reading now, in whole metres.
	pub fn odometer(&self) -> Odometer {
		let metres = u32::try_from(self.parts / PARTS_PER_METRE).unwrap_or(u32::MAX);
		Odometer::from_metres(self.start.metres().saturating_add(metres))
	}
}
