//! How loyalty points expire: in lots, those of one month together.

use alloc::vec::Vec;
use carx_primitives::{Moment, DAY};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Points expire at whole multiples of this since 1970, 30 days, so that few lots hold all.
pub const EXPIRY_STEP: Moment = 30 * DAY;
/// Longest that points are counted on, 360 days: a longer lifetime is cut to it.
pub const MAX_LIFETIME: Moment = 12 * EXPIRY_STEP;
/// Most lots of one account: as many multiples of the step as lie within the longest lifetime and one step more, after which the last lot
/// expires. So a lot more never meets a full list, whatever lifetime governance sets and however often it changes it.
pub const MAX_LOTS: u32 = 13;

/// Points that expire together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lot {
	/// The first moment at which they are gone, in Unix milliseconds: a multiple of [`EXPIRY_STEP`].
	pub expires_at: Moment,
	/// How many; not 0.
	pub points: u32,
}

/// When points that are earned at `now` expire: `lifetime` later, but at most [`MAX_LIFETIME`], and then at the next multiple of
/// [`EXPIRY_STEP`].
pub fn expiry(now: Moment, lifetime: Moment) -> Moment {
	let at_least = now.saturating_add(lifetime.min(MAX_LIFETIME));
	let steps = at_least.checked_div(EXPIRY_STEP).unwrap_or_default().saturating_add(1);
	steps.saturating_mul(EXPIRY_STEP)
}

/// The points of one account, the lot that expires first in front, each moment once, in sum at most `u32::MAX`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lots(BoundedVec<Lot, ConstU32<MAX_LOTS>>);

impl Lots {
	/// The lots, the one that expires first in front.
	pub fn as_slice(&self) -> &[Lot] {
		&self.0
	}

	/// Whether there are none.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// How many points have not expired at `now`.
	pub fn valid(&self, now: Moment) -> u32 {
		let valid = self.0.iter().filter(|lot| now < lot.expires_at);
		valid.fold(0, |sum, lot| sum.saturating_add(lot.points))
	}

	/// Removes what has expired at `now`, and says how many points that were.
	pub fn expire(&mut self, now: Moment) -> u32 {
		let before = self.valid(0);
		self.0.retain(|lot| now < lot.expires_at);
		before.saturating_sub(self.valid(0))
	}

	/// Adds as many points of `lot` as can be counted, and says how many. Call [`Lots::expire`] before.
	pub fn add(&mut self, lot: Lot) -> u32 {
		let points = lot.points.min(u32::MAX.saturating_sub(self.valid(0)));
		if points == 0 {
			return 0;
		}
		match self.0.iter_mut().find(|own| own.expires_at == lot.expires_at) {
			Some(own) => own.points = own.points.saturating_add(points),
			None => {
				let later = |own: &Lot| own.expires_at > lot.expires_at;
				let position = self.0.iter().position(later).unwrap_or(self.0.len());
				let lot = Lot { points, ..lot };
				if self.0.try_insert(position, lot).is_err() {
					return 0;
				}
			},
		}
		points
	}

	/// Takes `points` from the lots that expire first, and gives what was taken, with its expiry; `None`, and nothing taken, if there are
	/// fewer. Call [`Lots::expire`] before.
	pub fn take(&mut self, points: u32) -> Option<Vec<Lot>> {
		if self.valid(0) < points {
			return None;
		}
		let mut missing = points;
		let mut taken = Vec::new();
		for lot in self.0.iter_mut() {
			let part = lot.points.min(missing);
			lot.points = lot.points.saturating_sub(part);
			missing = missing.saturating_sub(part);
			if part > 0 {
				taken.push(Lot { points: part, ..*lot });
			}
		}
		self.0.retain(|lot| lot.points > 0);
		Some(taken)
	}
}
