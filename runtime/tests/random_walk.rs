//! A hundred thousand random calls over the ledger, plausible and not: whatever comes, its invariants hold and no money appears or goes.

mod common;
mod walk;

use carxchain_runtime::{AccountId, Assets, Balance, Balances, RuntimeCall};
use common::trade::TOKEN;
use frame_support::traits::{fungibles::Inspect, GetCallMetadata};
use sp_io::TestExternalities;
use std::{env, str::FromStr, time::Instant};
use walk::{Tally, Walk};

const STEPS: u32 = 100_000;
/// Calls before the first look at all invariants. Each look costs as much as the ledger is long, so the next one is after as many calls again;
/// `WALK_CHECK_EVERY` sets a fixed number, to find the call that broke one.
const FIRST_CHECK: u32 = 2_000;
/// Each call has to succeed so often, or the walk says nothing about it.
const LEAST_SUCCESSES: u32 = 20;
/// The pallets of the ledger by index, and how many of their errors have to happen at least.
const LEDGER: [(u8, &str, usize); 8] = [
	(50, "Participants", 20),
	(51, "VehicleRegistry", 32),
	(52, "ConditionRecords", 27),
	(53, "Telemetry", 20),
	(60, "TransferCertificates", 20),
	(61, "Leases", 20),
	(62, "LeasingTokens", 10),
	(63, "VehicleLoans", 8),
];

/// Says where a walk ended that did not reach its end.
struct Place {
	seed: u64,
	step: u32,
}

impl Drop for Place {
	fn drop(&mut self) {
		if std::thread::panicking() {
			eprintln!("the walk failed: WALK_SEED={} at step {}", self.seed, self.step);
		}
	}
}

#[test]
fn no_walk_of_random_calls_breaks_an_invariant() {
	let seed = setting("WALK_SEED").unwrap_or(2026);
	let check_every = setting("WALK_CHECK_EVERY");
	let mut place = Place { seed, step: 0 };
	let started = Instant::now();
	TestExternalities::new_empty().execute_with(|| {
		let mut walk = Walk::begin(seed);
		let issued = issued();
		let mut checking = std::time::Duration::ZERO;
		let mut next_check = check_every.unwrap_or(FIRST_CHECK);
		for step in 1..=STEPS {
			place.step = step;
			walk.step();
			if step == next_check || step == STEPS {
				next_check = step + check_every.unwrap_or(step);
				let began = Instant::now();
				walk.check();
				checking += began.elapsed();
				println!(
					"{step} calls in {:?}, of it {checking:?} for the invariants",
					started.elapsed()
				);
				assert_eq!(self::issued(), issued);
			}
		}
		report(&walk);
		ensure_that_it_went_everywhere(&walk);
	});
}

/// How much CARX and how much of the token there is.
fn issued() -> (Balance, Balance) {
	(Balances::total_issuance(), <Assets as Inspect<AccountId>>::total_issuance(TOKEN))
}

/// A number from the environment.
fn setting<N: FromStr>(name: &str) -> Option<N> {
	env::var(name).ok().and_then(|value| value.parse().ok())
}

fn report(walk: &Walk) {
	for ((pallet, call), Tally { tried, succeeded }) in &walk.tallies {
		let share = 100 * succeeded / tried.max(&1);
		println!("{pallet}::{call}: {succeeded} of {tried}, {share} %");
	}
	for ((pallet, error), times) in &walk.errors {
		println!("{pallet} {error}: {times}");
	}
}

fn ensure_that_it_went_everywhere(walk: &Walk) {
	for (index, pallet, least_errors) in LEDGER {
		for call in RuntimeCall::get_call_names(pallet) {
			let tally = walk.tallies.get(&(pallet, *call)).copied().unwrap_or_default();
			assert!(
				tally.succeeded >= LEAST_SUCCESSES,
				"{pallet}::{call} succeeded {} times of {}",
				tally.succeeded,
				tally.tried
			);
		}
		let errors = walk.errors.keys().filter(|(pallet, _)| *pallet == index).count();
		assert!(errors >= least_errors, "{errors} kinds of errors of {pallet}");
	}
}
