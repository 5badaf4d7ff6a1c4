use crate::{Shares, Side, Statement, StatementError, Statements};
use carx_primitives::{Moment, Odometer, DAY};
use proptest::prelude::*;

fn statement(metres: u32) -> Statement {
	Statement { odometer: Odometer::from_metres(metres), handed_over_at: 0, condition: [0; 32] }
}

fn side() -> impl Strategy<Value = Side> {
	prop_oneof![Just(Side::Seller), Just(Side::Buyer)]
}

proptest! {
	#[test]
	fn shares_add_up_to_what_is_held(held: u64, price: u64, pay_offs: u64, fee: u64) {
		let wide = |amount| u128::from(amount);
		let suffices = price <= held && wide(pay_offs) + wide(fee) <= wide(price);
		let shares = Shares::new(held, price, pay_offs, fee);
		prop_assert_eq!(shares.is_some(), suffices);
		if let Some(it) = shares {
			let sum = [it.pay_offs, it.fee, it.seller, it.refund].map(wide).iter().sum::<u128>();
			prop_assert_eq!(sum, wide(held));
			prop_assert_eq!((it.pay_offs, it.fee), (pay_offs, fee));
			prop_assert_eq!(held - it.refund, price);
		}
	}

	#[test]
	fn small_shares_add_up_too(held in 0u64..9, price in 0u64..9, pay_offs in 0u64..9, fee in 0u64..9) {
		if let Some(it) = Shares::new(held, price, pay_offs, fee) {
			prop_assert_eq!(it.pay_offs + it.fee + it.seller + it.refund, held);
		} else {
			prop_assert!(price > held || pay_offs + fee > price);
		}
	}

	#[test]
	fn two_statements_always_agree(said in prop::collection::vec((side(), 0u32..3), 0..20)) {
		let mut statements = Statements::default();
		for (side, metres) in said {
			let before = statements;
			match statements.with(side, statement(metres)) {
				Ok(after) => statements = after,
				Err(StatementError::Agreed) => prop_assert!(before.agreed().is_some()),
				Err(StatementError::Differs) => prop_assert!(before.agreed().is_none()),
			}
			if let (Some(seller), Some(buyer)) = (statements.seller, statements.buyer) {
				prop_assert_eq!(seller, buyer);
				prop_assert_eq!(statements.agreed(), Some(seller));
			}
		}
	}

	#[test]
	fn a_hand_over_is_within_a_day_before_the_acceptance_and_now(
		handed_over_at: Moment,
		accepted_at: Moment,
		now: Moment,
	) {
		let is_timely = Statement { handed_over_at, ..statement(0) }.is_timely(accepted_at, now);
		let from = accepted_at.saturating_sub(DAY);
		prop_assert_eq!(is_timely, (from..=now).contains(&handed_over_at));
	}
}
