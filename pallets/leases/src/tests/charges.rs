//! What is owed, and what it is taken from.

use super::*;
use crate::Course;
use proptest::prelude::*;

fn sum(purse: Purse<Balance>) -> u128 {
	u128::from(purse.deposit) + u128::from(purse.authorised)
}

fn back_with(paid: u32, due: u32) -> Returned<Balance> {
	let (started_at, funded_at, start) = (NOW, NOW, Default::default());
	Returned {
		course: Course { started_at, start, paid, authorised: 0, funded_at, was_late: false },
		returned_at: END,
		due,
		end: Default::default(),
		distance: None,
		dispute: None,
		damage: Damage::Open,
	}
}

#[test]
fn rents_paid_before_they_fell_due_count_for_the_allowance() {
	let early = back_with(6, 3);
	assert_eq!(early.rents(), 6);
	let charges = early.charges(&terms(), 7_501_000, 0).unwrap();
	assert_eq!(charges, Charges { rents: 0, excess: KM_PRICE, award: 0 });
}

#[test]
fn each_claim_waits_for_its_period() {
	let periods = (10, 20, 30);
	let award = |damage: Damage<Balance>, now| damage.award(100, now, periods);
	let (evidence, amount, at) = (EVIDENCE, 7, 105);
	let claimed = Damage::Claimed { amount, evidence, at };
	let contested = Damage::Contested { amount, evidence, at };
	for (damage, before, from, value) in
		[(Damage::Open, 109, 110, 0), (claimed, 124, 125, 7), (contested, 134, 135, 0)]
	{
		assert_eq!((award(damage, before), award(damage, from)), (None, Some(value)));
	}
	assert_eq!(award(Damage::Waived, 100), Some(0));
	assert_eq!(award(Damage::Decided { award: 3 }, 100), Some(3));
}

#[test]
fn a_sum_that_is_no_number_settles_nothing() {
	let (most, one) = (Balance::MAX, 1);
	let charges = Charges { rents: one, excess: 0, award: 0 };
	assert_eq!(Settlement::of(Purse { deposit: most, authorised: one }, charges), None);
	let charges = Charges { rents: most, excess: one, award: 0 };
	assert_eq!(Settlement::of(Purse { deposit: one, authorised: one }, charges), None);
}

proptest! {
	#[test]
	fn parts_add_up_to_the_whole(
		deposit in 0..1_000_000u64,
		authorised in 0..1_000_000u64,
		rents in 0..1_000_000u64,
		excess in 0..1_000_000u64,
		award in 0..1_000_000u64,
	) {
		let purse = Purse { deposit, authorised };
		let charges = Charges { rents, excess, award };
		let all = Settlement::of(purse, charges).unwrap();
		let parts = [all.rents, all.excess, all.award, all.back];
		prop_assert_eq!(parts.iter().map(|part| part.deposit).sum::<u64>(), deposit);
		prop_assert_eq!(parts.iter().map(|part| part.authorised).sum::<u64>(), authorised);
		let paid = [all.rents, all.excess, all.award].map(sum).iter().sum::<u128>();
		prop_assert_eq!(paid + u128::from(all.shortfall), u128::from(rents + excess + award));
		// Nothing goes back while something is owed.
		prop_assert!(all.shortfall == 0 || sum(all.back) == 0);
		// In this order, out of the deposit first.
		prop_assert!(sum(all.excess) == 0 || sum(all.rents) == u128::from(rents));
		prop_assert!(sum(all.award) == 0 || sum(all.excess) == u128::from(excess));
		let touched = all.back.authorised < authorised;
		prop_assert!(!touched || all.back.deposit == 0);
	}

	#[test]
	fn every_charge_of_valid_terms_is_a_number(
		price in 0..u64::MAX / 4_294_968,
		run in any::<u32>(),
		paid in 1..=12u32,
		due in 1..=12u32,
		share in 0.0..1.0f64,
	) {
		let terms = Terms { excess_price: price, ..terms() };
		let most = u64::MAX - 12 * RENT - 4_294_967 * price;
		let award = (most as f64 * share) as u64 / 2;
		prop_assume!(terms.is_valid());
		prop_assert!(terms.bears(most) && terms.bears(award));
		let charges = back_with(paid, due).charges(&terms, run, award).unwrap();
		prop_assert!(charges.total().is_some());
		prop_assert_eq!(charges.rents, Balance::from(due.saturating_sub(paid)) * RENT);
	}

	#[test]
	fn excess_is_full_kilometres_above_the_allowance(run in any::<u32>()) {
		let charges = back_with(12, 12).charges(&terms(), run, 0).unwrap();
		let kilometres = u64::from(run.saturating_sub(15_000_000)) / 1_000;
		prop_assert_eq!(charges.excess, kilometres * KM_PRICE);
	}
}
