//! Points expire in time, in whatever order they come and go.

use super::*;
use crate::expiry;
use proptest::prelude::*;

fn lot(expires_at: u64, points: u32) -> Lot {
	Lot { expires_at, points }
}

fn lots(items: &[(u64, u32)]) -> Lots {
	let mut lots = Lots::default();
	for (expires_at, points) in items {
		assert_eq!(lots.add(lot(*expires_at, *points)), *points);
	}
	lots
}

#[test]
fn points_hold_for_their_lifetime_and_up_to_one_step_more() {
	assert_eq!(expiry(0, 0), EXPIRY_STEP);
	assert_eq!(expiry(EXPIRY_STEP - 1, 0), EXPIRY_STEP);
	assert_eq!(expiry(EXPIRY_STEP, 0), 2 * EXPIRY_STEP);
	assert_eq!(expiry(5, 3 * EXPIRY_STEP), 4 * EXPIRY_STEP);
	assert_eq!(expiry(5, u64::MAX), expiry(5, MAX_LIFETIME), "a longer lifetime is cut");
	assert_eq!(expiry(u64::MAX, u64::MAX), u64::MAX);
}

#[test]
fn points_of_one_month_are_one_lot_and_the_first_to_expire_is_in_front() {
	let mut lots = lots(&[(20, 1), (10, 2), (30, 3), (10, 4)]);
	assert_eq!(lots.as_slice(), [lot(10, 6), lot(20, 1), lot(30, 3)]);
	assert_eq!(lots.take(7), Some(vec![lot(10, 6), lot(20, 1)]));
	assert_eq!(lots.as_slice(), [lot(30, 3)]);
	assert_eq!(lots.take(4), None);
	assert_eq!(lots.take(2), Some(vec![lot(30, 2)]));
	assert_eq!(lots.take(0), Some(vec![]));
	assert_eq!(lots.as_slice(), [lot(30, 1)]);
}

#[test]
fn expired_points_are_gone_from_the_moment_on() {
	let mut lots = lots(&[(10, 1), (20, 2)]);
	assert_eq!((lots.valid(9), lots.valid(10), lots.valid(20)), (3, 2, 0));
	assert_eq!(lots.expire(9), 0);
	assert_eq!(lots.expire(10), 1);
	assert_eq!(lots.as_slice(), [lot(20, 2)]);
	assert_eq!(lots.expire(20), 2);
	assert!(lots.is_empty());
}

#[test]
fn takes_no_more_than_can_be_counted_or_listed() {
	let mut lots = lots(&[(10, u32::MAX - 1)]);
	assert_eq!(lots.add(lot(10, 5)), 1);
	assert_eq!(lots.add(lot(20, 5)), 0);
	let mut full = self::lots(&(1..=u64::from(MAX_LOTS)).map(|at| (at, 1)).collect::<Vec<_>>());
	assert_eq!(full.add(lot(99, 1)), 0);
	assert_eq!(full.add(lot(13, 1)), 1);
}

proptest! {
	/// Whatever lifetime is set when, there is always room for what is earned: the bound of the list is never met.
	#[test]
	fn there_is_room_for_every_month(
		steps in proptest::collection::vec((0..40 * DAY, 0..2 * MAX_LIFETIME), 1..200),
	) {
		let (mut now, mut lots) = (0, Lots::default());
		for (passed, lifetime) in steps {
			now += passed;
			lots.expire(now);
			let expires_at = expiry(now, lifetime);
			prop_assert!(expires_at > now + lifetime.min(MAX_LIFETIME));
			prop_assert!(expires_at <= now + lifetime.min(MAX_LIFETIME) + EXPIRY_STEP);
			prop_assert_eq!(lots.add(lot(expires_at, 1)), 1);
			prop_assert!(lots.as_slice().windows(2).all(|pair| pair[0].expires_at < pair[1].expires_at));
		}
	}

	/// What was added is what was taken, has expired, and is left; and only the first to expire is taken.
	#[test]
	fn no_point_is_lost_or_made(
		steps in proptest::collection::vec((0..20 * DAY, 0u32..1_000, 0u32..1_500), 1..100),
	) {
		let (mut now, mut lots) = (0, Lots::default());
		let (mut added, mut gone) = (0, 0);
		for (passed, earned, spent) in steps {
			now += passed;
			gone += lots.expire(now);
			added += lots.add(lot(expiry(now, 60 * DAY), earned));
			let before = lots.clone();
			match lots.take(spent) {
				Some(taken) => {
					let sum = taken.iter().map(|lot| lot.points).sum::<u32>();
					prop_assert_eq!(sum, spent);
					gone += sum;
					if let (Some(last), Some(first)) = (taken.last(), lots.as_slice().first()) {
						prop_assert!(last.expires_at <= first.expires_at);
					}
				},
				None => {
					prop_assert!(before.valid(now) < spent);
					prop_assert_eq!(&before, &lots);
				},
			}
			prop_assert_eq!(added, gone + lots.valid(now));
		}
	}
}
