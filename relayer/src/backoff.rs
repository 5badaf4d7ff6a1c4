//! How long to wait after something failed.

use std::time::{Duration, Instant};

/// Waits that double from the first to the longest, each shortened at random by up to half, so that relayers do not knock in step.
#[derive(Clone, Debug)]
pub struct Backoff {
	first: Duration,
	longest: Duration,
	failures: u32,
	until: Option<Instant>,
}

impl Backoff {
	/// Nothing has failed yet.
	pub fn new(first: Duration, longest: Duration) -> Self {
		Self { first, longest, failures: 0, until: None }
	}

	/// Something failed at `now`: how long to wait.
	pub fn fail(&mut self, now: Instant) -> Duration {
		let wait = self.longest_wait().mul_f64(0.5 + fastrand::f64() / 2.0);
		self.failures = self.failures.saturating_add(1);
		self.until = now.checked_add(wait);
		wait
	}

	/// It works again.
	pub fn succeed(&mut self) {
		self.failures = 0;
		self.until = None;
	}

	/// How long there is still to wait; nothing if it may be tried.
	pub fn left(&self, now: Instant) -> Option<Duration> {
		self.until
			.and_then(|until| until.checked_duration_since(now))
			.filter(|left| !left.is_zero())
	}

	/// How often it failed in a row.
	pub fn failures(&self) -> u32 {
		self.failures
	}

	fn longest_wait(&self) -> Duration {
		let factor = 2u32.saturating_pow(self.failures.min(31));
		self.first.saturating_mul(factor).min(self.longest)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const FIRST: Duration = Duration::from_secs(1);
	const LONGEST: Duration = Duration::from_secs(60);

	#[test]
	fn waits_double_up_to_the_longest_and_are_shortened_by_at_most_half() {
		let now = Instant::now();
		let mut backoff = Backoff::new(FIRST, LONGEST);
		for full in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
			let full = Duration::from_secs(full);
			let wait = backoff.fail(now);
			assert!(wait <= full && wait >= full / 2, "{wait:?} of {full:?}");
		}
		for _ in 0..100 {
			assert!(backoff.fail(now) <= LONGEST);
		}
		assert_eq!(backoff.failures(), 109);
	}

	#[test]
	fn a_wait_ends_with_its_time_or_with_success() {
		let now = Instant::now();
		let mut backoff = Backoff::new(FIRST, LONGEST);
		assert_eq!(backoff.left(now), None);
		let wait = backoff.fail(now);
		assert_eq!(backoff.left(now), Some(wait));
		assert_eq!(backoff.left(now + wait), None);
		backoff.fail(now);
		backoff.succeed();
		assert_eq!(backoff.left(now), None);
		assert!(backoff.fail(now) <= FIRST);
	}
}
