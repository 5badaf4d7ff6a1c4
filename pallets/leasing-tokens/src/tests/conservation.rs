//! No unit is lost or made, whoever passes shares to whom and claims when.

use super::*;
use proptest::prelude::*;

/// One step of a random life of a pool. Holders by their place in [`HOLDERS`].
#[derive(Clone, Debug)]
enum Step {
	Rent { second: bool, amount: Balance },
	Transfer { from: usize, to: usize, amount: u32 },
	Claim { holder: usize },
}

fn step() -> impl Strategy<Value = Step> {
	let holder = || 0..HOLDERS.len();
	let amount = prop_oneof![1..20u64, 1..5_000u64];
	prop_oneof![
		2 => (any::<bool>(), amount).prop_map(|(second, amount)| Step::Rent { second, amount }),
		3 => (holder(), holder(), 1..=2 * SUPPLY / 3)
			.prop_map(|(from, to, amount)| Step::Transfer { from, to, amount }),
		2 => holder().prop_map(|holder| Step::Claim { holder }),
	]
}

/// What each holder would have, were every rent paid out per share at once.
#[derive(Default)]
struct Model {
	shares: [u64; 5],
	earned: [u64; 5],
	paid: [u64; 5],
	rents: u64,
	remainder: u64,
}

impl Model {
	fn rent(&mut self, amount: u64) {
		self.rents += amount;
		let total = self.remainder + amount;
		for holder in 0..5 {
			self.earned[holder] += self.shares[holder] * (total / u64::from(SUPPLY));
		}
		self.remainder = total % u64::from(SUPPLY);
	}
}

fn run(asset: AssetKind, steps: Vec<Step>) {
	Chain::with_pool(asset.clone(), || {
		add(SECOND_VIN);
		let account = LeasingTokens::pool_account(POOL);
		let endowment = pool().endowment;
		let issued = <Test as crate::Config>::Assets::total_issuance(asset.clone());
		let mut model = Model { shares: [SUPPLY.into(), 0, 0, 0, 0], ..Default::default() };
		for step in steps {
			match step {
				Step::Rent { second, amount } => {
					pay_rent(if second { SECOND_VIN } else { VIN }, amount);
					model.rent(amount);
				},
				Step::Transfer { from, to, amount } => {
					let (sender, receiver) = (HOLDERS[from], HOLDERS[to]);
					let transfer =
						LeasingTokens::transfer_shares(signed(sender), POOL, receiver, amount);
					let possible = from != to && u64::from(amount) <= model.shares[from];
					assert_eq!(transfer.is_ok(), possible, "{transfer:?}");
					if possible {
						model.shares[from] -= u64::from(amount);
						model.shares[to] += u64::from(amount);
					}
				},
				Step::Claim { holder } => {
					let before = balance(asset.clone(), HOLDERS[holder]);
					let claim = LeasingTokens::claim_income(signed(HOLDERS[holder]), POOL);
					let owed = model.earned[holder] - model.paid[holder];
					assert_eq!(claim.is_ok(), owed > 0, "{claim:?}");
					// A holding that ends gives its deposit back too: to be told apart only in the other asset.
					if asset == TOKEN {
						assert_eq!(balance(TOKEN, HOLDERS[holder]), before + owed);
					}
					model.paid[holder] += owed;
				},
			}
			assert_exact();
			assert_eq!(pool().income.remainder, model.remainder);
			for (place, who) in HOLDERS.into_iter().enumerate() {
				let shown = LeasingTokens::shares(POOL, who);
				let owed = model.earned[place] - model.paid[place];
				let shares = model.shares[place] as u32;
				assert_eq!(shown, SharesInfo { shares, claimable: owed });
			}
			let paid = model.paid.iter().sum::<u64>();
			assert_eq!(paid + balance(asset.clone(), account) - endowment, model.rents);
		}
		assert_eq!(<Test as crate::Config>::Assets::total_issuance(asset.clone()), issued);
		assert_each_item_is_paid();
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn every_unit_of_native_rent_is_paid_owed_or_left(
		steps in proptest::collection::vec(step(), 1..120),
	) {
		run(NATIVE, steps);
	}

	#[test]
	fn every_unit_of_rent_in_another_asset_is_paid_owed_or_left(
		steps in proptest::collection::vec(step(), 1..120),
	) {
		run(TOKEN, steps);
	}
}
