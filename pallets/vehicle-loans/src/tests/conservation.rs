//! No unit is lost or made, and money and lien are never apart, whatever the sides do.

use super::*;
use proptest::prelude::*;

/// One step of a random life of a few loans. Accounts are taken from those of the mock, loans from those there are.
#[derive(Clone, Debug)]
enum Step {
	Offer { token: bool, second: bool, principal: u64, instalment: u64, instalments: u32 },
	Withdraw { who: u64, loan: u32 },
	Accept { who: u64, loan: u32 },
	Pay { who: u64, loan: u32 },
	PayOff { who: u64, loan: u32 },
	Close { who: u64, loan: u32 },
	Release { second: bool, lien: u32 },
	Wait { days: u64 },
}

fn step() -> impl Strategy<Value = Step> {
	let who = || prop_oneof![2 => Just(BORROWER), 1 => Just(LENDER), 1 => BROTHER..=PAUPER];
	let loan = || 0..6u32;
	let terms = (any::<bool>(), any::<bool>(), 1..50_000u64, 1..9_000u64, 1..5u32);
	prop_oneof![
		3 => terms.prop_map(|(token, second, principal, instalment, instalments)| {
			Step::Offer { token, second, principal, instalment, instalments }
		}),
		1 => (who(), loan()).prop_map(|(who, loan)| Step::Withdraw { who, loan }),
		5 => (who(), loan()).prop_map(|(who, loan)| Step::Accept { who, loan }),
		8 => (who(), loan()).prop_map(|(who, loan)| Step::Pay { who, loan }),
		1 => (who(), loan()).prop_map(|(who, loan)| Step::PayOff { who, loan }),
		1 => (who(), loan()).prop_map(|(who, loan)| Step::Close { who, loan }),
		1 => (any::<bool>(), 0..4u32).prop_map(|(second, lien)| Step::Release { second, lien }),
		1 => (1..40u64).prop_map(|days| Step::Wait { days }),
	]
}

fn perform(step: Step) -> DispatchResult {
	match step {
		Step::Offer { token, second, principal, instalment, instalments } => {
			let now = Timestamp::get();
			let asset = if token { TOKEN } else { NATIVE };
			let first_due = now + 20 * DAY;
			let terms = Terms { principal, instalment, instalments, first_due, ..terms(asset) };
			let vin = if second { SECOND_VIN } else { VIN };
			VehicleLoans::offer_loan(signed(LENDER), vin, terms, now + 10 * DAY)
		},
		Step::Withdraw { who, loan } => VehicleLoans::withdraw_loan_offer(signed(who), loan),
		Step::Accept { who, loan } => VehicleLoans::accept_loan(signed(who), loan),
		Step::Pay { who, loan } => VehicleLoans::pay_instalment(signed(who), loan),
		Step::PayOff { who, loan } => VehicleLoans::pay_off_loan(signed(who), loan),
		Step::Close { who, loan } => VehicleLoans::close_loan(signed(who), loan),
		Step::Release { second, lien } => {
			let vin = if second { SECOND_VIN } else { VIN };
			VehicleRegistry::release_encumbrance(RuntimeOrigin::root(), vin, lien)
		},
		Step::Wait { days } => {
			Timestamp::set_timestamp(Timestamp::get() + days * DAY);
			Ok(())
		},
	}
}

/// All the money that there is of an asset, free or on hold, counted account by account.
fn sum(asset: AssetKind) -> Balance {
	totals(asset).into_iter().sum()
}

/// Who has how much of an asset, free or on hold.
fn totals(asset: AssetKind) -> Vec<Balance> {
	(REGISTRAR..=PAUPER).map(|who| total_balance(asset.clone(), who)).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn money_passes_between_the_sides_alone(steps in proptest::collection::vec(step(), 1..80)) {
		Chain.build_and_execute(|| {
			let sums = (sum(NATIVE), sum(TOKEN));
			for step in steps {
				let before = (totals(NATIVE), totals(TOKEN));
				let moves = matches!(step, Step::Accept { .. } | Step::Pay { .. } | Step::PayOff { .. });
				let outcome = frame_support::storage::with_storage_layer(|| perform(step));
				let after = (totals(NATIVE), totals(TOKEN));
				if !moves || outcome.is_err() {
					assert_eq!(before, after);
				}
				assert_eq!((sum(NATIVE), sum(TOKEN)), sums);
				assert_ok!(VehicleLoans::do_try_state());
				assert_each_item_is_paid();
			}
		});
	}

	/// A borrower who pays as agreed has paid the instalments and no more, and the car is free.
	#[test]
	fn a_loan_costs_what_was_agreed(
		token: bool,
		principal in 1..100_000u64,
		instalment in 1..10_000u64,
		instalments in 1..=MAX_INSTALMENTS,
		off_after in 0..=MAX_INSTALMENTS,
	) {
		Chain.build_and_execute(|| {
			let asset = if token { TOKEN } else { NATIVE };
			let before = [LENDER, BORROWER].map(|who| total_balance(asset.clone(), who));
			let terms = Terms { principal, instalment, instalments, ..terms(asset.clone()) };
			assert_ok!(VehicleLoans::offer_loan(signed(LENDER), VIN, terms, EXPIRY));
			accept(LOAN);
			for _ in 0..off_after.min(instalments) {
				pay(BORROWER);
			}
			if off_after < instalments {
				assert_ok!(VehicleLoans::pay_off_loan(signed(BORROWER), LOAN));
			}
			assert_gone();
			let cost = u64::from(instalments) * instalment;
			let after = [LENDER, BORROWER].map(|who| total_balance(asset.clone(), who));
			assert_eq!(after, [before[0] + cost - principal, before[1] + principal - cost]);
		});
	}
}
