//! Rent is split exactly, whatever comes when.

use super::*;
use proptest::prelude::*;

#[test]
fn what_cannot_be_split_waits_for_the_next_rent() {
	let income = Income::default().receive(250u64, 100).unwrap();
	assert_eq!(income, Income { per_share: 2, remainder: 50 });
	assert_eq!(income.receive(250, 100), Some(Income { per_share: 5, remainder: 0 }));
	assert_eq!(income.receive(0, 100), Some(income));
}

#[test]
fn counts_up_to_the_largest_sum_and_not_beyond() {
	let full = Income { per_share: u64::MAX, remainder: 0 };
	assert_eq!(Income::default().receive(u64::MAX, 1), Some(full));
	assert_eq!(full.receive(1, 1), None);
	assert_eq!(full.receive(1, 2), Some(Income { remainder: 1, ..full }));
	assert_eq!(Income { per_share: 0, remainder: 1 }.receive(u64::MAX, 2), None);
	assert_eq!(Income::default().receive(1u64, 0), None);
}

#[test]
fn a_stake_earns_from_when_it_is_settled() {
	let stake = Stake::new(7u64).with(3).unwrap();
	assert_eq!(stake.claimable(7), Some(0));
	assert_eq!(stake.claimable(9), Some(6));
	assert_eq!(stake.claimable(6), None, "income never falls");
	let settled = stake.settled(9).unwrap();
	assert_eq!(settled, Stake { shares: 3, paid_per_share: 9, owed: 6 });
	assert_eq!(settled.claimable(9), Some(6), "once");
	assert_eq!(settled.without(4), None);
	assert_eq!(settled.with(u32::MAX), None);
	assert!(!settled.without(3).unwrap().is_empty(), "what is owed stays");
	assert!(Stake::new(9u64).is_empty());
	assert_eq!(Stake { shares: 2, paid_per_share: 0, owed: 0 }.claimable(u64::MAX), None);
}

proptest! {
	/// Nothing is lost or made by splitting.
	#[test]
	fn the_rents_are_what_the_shares_earned_and_the_remainder(
		rents in proptest::collection::vec(0u64..1_000_000_000_000, 0..50),
		supply in 1..=MAX_SUPPLY,
	) {
		let mut income = Income::default();
		for rent in &rents {
			income = income.receive(*rent, supply).unwrap();
			prop_assert!(income.remainder < supply.into());
		}
		let sum = income.per_share * u64::from(supply) + income.remainder;
		prop_assert_eq!(sum, rents.iter().sum::<u64>());
	}

	/// When a holder is settled makes no difference to what they earn.
	#[test]
	fn settling_changes_nothing(
		rents in proptest::collection::vec((0u64..1_000_000, any::<bool>()), 1..40),
		shares in 0..=MAX_SUPPLY,
	) {
		let mut income = Income::default();
		let mut often = Stake::new(0u64).with(shares).unwrap();
		let never = often;
		for (rent, settle) in rents {
			income = income.receive(rent, MAX_SUPPLY).unwrap();
			if settle {
				often = often.settled(income.per_share).unwrap();
			}
			prop_assert_eq!(often.claimable(income.per_share), never.claimable(income.per_share));
		}
	}

	#[test]
	fn never_panics(
		per_share in any::<u64>(), remainder in any::<u64>(), amount in any::<u64>(),
		supply in any::<u32>(), shares in any::<u32>(), owed in any::<u64>(), paid in any::<u64>(),
	) {
		let _ = Income { per_share, remainder }.receive(amount, supply);
		let stake = Stake { shares, paid_per_share: paid, owed };
		let _ = (stake.claimable(per_share), stake.settled(per_share));
		let _ = (stake.with(supply), stake.without(supply), stake.is_empty());
	}
}
