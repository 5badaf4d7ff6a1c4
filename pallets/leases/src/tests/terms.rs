//! Due dates, arrears, points and allowance.

use super::*;
use crate::{Course, PointsFault, MAX_PERIOD, MAX_PERIODS, MIN_PERIOD};
use proptest::prelude::*;

/// Terms that are valid.
fn any_terms() -> impl Strategy<Value = Terms<AccountId, AssetKind, Balance>> {
	let numbers = (1..1_000_000u64, MIN_PERIOD..=MAX_PERIOD, 1..=MAX_PERIODS, 0..=MAX_PERIOD);
	let rule = (1..10_000u64, 0..=1_000_000u32);
	(numbers, any::<u32>(), proptest::option::of(rule)).prop_map(
		|((rent, period, periods, grace), allowance, rule)| Terms {
			rent,
			period,
			periods,
			grace,
			allowance,
			points: rule
				.map(|(value, share)| PointsRule { value, max_share: Permill::from_parts(share) }),
			..terms()
		},
	)
}

fn course(paid: u32, authorised: Balance) -> Course<Balance> {
	let (started_at, funded_at) = (NOW, NOW);
	Course { started_at, start: Default::default(), paid, authorised, funded_at, was_late: false }
}

#[test]
fn rents_fall_due_at_the_beginning_of_each_period() {
	let terms = terms();
	for (moment, due) in [
		(NOW - 1, 0),
		(NOW, 1),
		(NOW + PERIOD - 1, 1),
		(NOW + PERIOD, 2),
		(END - PERIOD - 1, 11),
		(END - PERIOD, 12),
		(END, 12),
		(Moment::MAX, 12),
	] {
		assert_eq!(terms.due_by(NOW, moment), due, "{moment}");
	}
	assert_eq!(terms.ends_at(NOW), END);
}

#[test]
fn the_allowance_is_shared_out_by_periods() {
	let terms = terms();
	assert_eq!(
		[0, 1, 3, 12, 13].map(|rents| terms.allowance(rents)),
		[0, 1_250_000, 3_750_000, 15_000_000, 15_000_000]
	);
	let odd = Terms { allowance: 10, periods: 3, ..terms };
	assert_eq!([1, 2, 3].map(|rents| odd.allowance(rents)), [4, 7, 10]);
}

#[test]
fn terms_that_no_sum_overflows_are_valid_up_to_the_last_unit() {
	let rest = Balance::MAX - 12 * RENT - 4_294_967 * KM_PRICE;
	assert!(Terms { deposit: rest, ..terms() }.is_valid());
	assert!(!Terms { deposit: rest + 1, ..terms() }.is_valid());
	assert!(terms().bears(rest) && !terms().bears(rest + 1));
}

proptest! {
	#[test]
	fn what_is_due_by_its_due_date_is_one_more_than_just_before(
		terms in any_terms(),
		number in 0..MAX_PERIODS,
	) {
		prop_assume!(number < terms.periods);
		prop_assert!(terms.is_valid());
		let due_at = terms.due_at(NOW, number);
		prop_assert_eq!(terms.due_by(NOW, due_at), number + 1);
		prop_assert_eq!(terms.due_by(NOW, due_at - 1), number);
	}

	#[test]
	fn what_is_due_never_falls_with_time(
		terms in any_terms(),
		one in any::<Moment>(),
		other in any::<Moment>(),
	) {
		let due = |moment| terms.due_by(NOW, moment);
		prop_assert!(due(one.min(other)) <= due(one.max(other)));
		prop_assert!(due(one) <= terms.periods);
	}

	#[test]
	fn a_rent_is_on_time_then_in_grace_then_late(
		terms in any_terms(),
		number in 0..MAX_PERIODS,
		delay in 0..3 * MAX_PERIOD,
	) {
		let due_at = terms.due_at(NOW, number);
		let expected = match delay {
			0 => Punctuality::OnTime,
			delay if delay <= terms.grace => Punctuality::InGrace,
			_ => Punctuality::Late,
		};
		prop_assert_eq!(terms.punctuality(NOW, number, due_at + delay), expected);
	}

	#[test]
	fn arrears_begin_with_the_first_rent_that_nothing_covers(
		terms in any_terms(),
		paid in 1..MAX_PERIODS,
		covered in 0..MAX_PERIODS,
		elapsed in 0..130 * MAX_PERIOD,
	) {
		let moment = NOW + elapsed;
		let course = course(paid, terms.rent * Balance::from(covered) + terms.rent - 1);
		prop_assert_eq!(terms.covered(course.authorised), covered);
		let due = terms.due_by(NOW, moment);
		let next = paid + covered;
		let expected = next < due && moment > terms.due_at(NOW, next) + terms.grace;
		prop_assert_eq!(terms.is_in_arrears(&course, due, moment), expected);
	}

	#[test]
	fn points_reduce_a_rent_by_their_worth_up_to_the_share(
		terms in any_terms(),
		points in 0..1_000_000u32,
	) {
		let discount = terms.discount(points);
		let Some(rule) = terms.points else {
			prop_assert_eq!(discount.is_ok(), points == 0);
			return Ok(());
		};
		let most = rule.max_share * terms.rent;
		let most = most.min(rule.max_share.mul_floor(terms.rent));
		let worth = u128::from(rule.value) * u128::from(points);
		match discount {
			Ok(discount) => {
				prop_assert_eq!(u128::from(discount), worth.min(most.into()));
				prop_assert!(points == 0 || worth < u128::from(most) + u128::from(rule.value));
			},
			Err(fault) => {
				prop_assert_eq!(fault, PointsFault::TooMany);
				prop_assert!(worth >= u128::from(most) + u128::from(rule.value));
			},
		}
	}

	#[test]
	fn the_allowance_of_all_periods_is_the_whole(terms in any_terms(), rents in 0..=MAX_PERIODS) {
		let part = terms.allowance(rents.min(terms.periods));
		let rest = terms.allowance(terms.periods - rents.min(terms.periods));
		let whole = u64::from(terms.allowance);
		prop_assert_eq!(terms.allowance(terms.periods), whole);
		prop_assert!((whole..=whole + 1).contains(&(part + rest)));
	}
}

proptest! {
	#[test]
	fn the_value_is_deposit_and_rents_or_nothing(rent: u64, periods: u32, deposit: u64) {
		let value = Terms { rent, periods, deposit, ..terms() }.value();
		let wide = u128::from(rent) * u128::from(periods) + u128::from(deposit);
		prop_assert_eq!(value, Balance::try_from(wide).ok());
	}

	#[test]
	fn the_value_of_valid_terms_is_a_number(terms in any_terms()) {
		prop_assume!(terms.is_valid());
		prop_assert!(terms.value().is_some());
	}
}
