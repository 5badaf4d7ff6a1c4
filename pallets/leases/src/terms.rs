//! When rents fall due, what points are worth, what the rent covers: pure rules.

use crate::{Course, Punctuality, Terms};
use carx_primitives::{Moment, DAY};
use frame_support::traits::tokens::Balance as BalanceT;
use sp_runtime::SaturatedConversion;

/// The shortest period: a day, in milliseconds.
pub const MIN_PERIOD: Moment = DAY;
/// The longest period, and the longest grace: a leap year, in milliseconds. So no sum of moments overflows.
pub const MAX_PERIOD: Moment = 366 * DAY;
/// The longest that an offer holds: 90 days, in milliseconds.
pub const MAX_OFFER: Moment = 90 * DAY;
/// Most periods of a lease.
pub const MAX_PERIODS: u32 = 120;
/// Most kilometres that a lease can charge: what fits in as many metres as 32 bits count.
const MAX_KILOMETRES: u32 = u32::MAX / 1_000;

/// Why points reduce no rent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PointsFault {
	/// The lease takes none.
	NotAccepted,
	/// At least one of them brings nothing.
	TooMany,
}

impl<AccountId, AssetKind, Balance: BalanceT> Terms<AccountId, AssetKind, Balance> {
	/// Whether the numbers are within their bounds and no charge can overflow.
	pub fn is_valid(&self) -> bool {
		!self.rent.is_zero()
			&& (MIN_PERIOD..=MAX_PERIOD).contains(&self.period)
			&& (1..=MAX_PERIODS).contains(&self.periods)
			&& self.grace <= MAX_PERIOD
			&& self.points.is_none_or(|rule| !rule.value.is_zero())
			&& self.bears(self.deposit)
	}

	/// What the lease is worth: the deposit and all rents; `None` where that cannot be counted.
	pub fn value(&self) -> Option<Balance> {
		self.rent.checked_mul(&self.periods.into())?.checked_add(&self.deposit)
	}

	/// Whether the most that the lessee can come to owe, with `award` besides rents and excess, is a number.
	pub fn bears(&self, award: Balance) -> bool {
		let rents = self.rent.checked_mul(&self.periods.into());
		let excess = self.excess_price.checked_mul(&MAX_KILOMETRES.into());
		let sum = rents.zip(excess).and_then(|(rents, excess)| rents.checked_add(&excess));
		sum.and_then(|sum| sum.checked_add(&award)).is_some()
	}

	/// When the rent with this number, from 0, is due in a lease that began at `started_at`.
	pub fn due_at(&self, started_at: Moment, number: u32) -> Moment {
		started_at.saturating_add(self.period.saturating_mul(number.into()))
	}

	/// When the term of a lease that began at `started_at` is over.
	pub fn ends_at(&self, started_at: Moment) -> Moment {
		self.due_at(started_at, self.periods)
	}

	/// How many rents have fallen due by `moment`, that moment included.
	pub fn due_by(&self, started_at: Moment, moment: Moment) -> u32 {
		let Some(elapsed) = moment.checked_sub(started_at) else {
			return 0;
		};
		let begun = elapsed.checked_div(self.period).unwrap_or_default().saturating_add(1);
		u32::try_from(begun).unwrap_or(u32::MAX).min(self.periods)
	}

	/// How punctual the rent with this number is if it is paid at `moment`.
	pub fn punctuality(&self, started_at: Moment, number: u32, moment: Moment) -> Punctuality {
		let due_at = self.due_at(started_at, number);
		if moment <= due_at {
			Punctuality::OnTime
		} else if moment <= due_at.saturating_add(self.grace) {
			Punctuality::InGrace
		} else {
			Punctuality::Late
		}
	}

	/// Whether the rent with this number, paid at `moment`, can earn points: it is on time, but not by more than a period early, or all of
	/// them could be earned at once.
	pub fn can_earn(&self, started_at: Moment, number: u32, moment: Moment) -> bool {
		let due_at = self.due_at(started_at, number);
		moment <= due_at && due_at <= moment.saturating_add(self.period)
	}

	/// Whether a lease that ran until `ended_at` counts for what people are known by: it ran for a period at least.
	pub fn counts(&self, started_at: Moment, ended_at: Moment) -> bool {
		ended_at >= self.due_at(started_at, 1)
	}

	/// How many rents what was authorised pays for.
	pub fn covered(&self, authorised: Balance) -> u32 {
		authorised.checked_div(&self.rent).unwrap_or_default().saturated_into()
	}

	/// Whether at `moment`, of the first `due` rents, one is overdue by more than the grace and not even authorised.
	pub fn is_in_arrears(&self, course: &Course<Balance>, due: u32, moment: Moment) -> bool {
		let next = course.paid.saturating_add(self.covered(course.authorised));
		next < due && self.punctuality(course.started_at, next, moment) == Punctuality::Late
	}

	/// By how much `points` reduce a rent.
	///
	/// # Errors
	/// See [`PointsFault`].
	pub fn discount(&self, points: u32) -> Result<Balance, PointsFault> {
		let Some(fewer) = points.checked_sub(1) else {
			return Ok(Balance::zero());
		};
		let rule = self.points.ok_or(PointsFault::NotAccepted)?;
		let most = rule.max_share.mul_floor(self.rent);
		let worth = |points: u32| rule.value.checked_mul(&points.into());
		let is_useful = worth(fewer).is_some_and(|worth| worth < most);
		if !is_useful {
			return Err(PointsFault::TooMany);
		}
		Ok(worth(points).map_or(most, |worth| worth.min(most)))
	}

	/// Metres that `rents` of them cover, a part of a metre for a whole one.
	pub fn allowance(&self, rents: u32) -> u64 {
		let share = u64::from(self.allowance).saturating_mul(rents.min(self.periods).into());
		share.div_ceil(u64::from(self.periods.max(1)))
	}
}
