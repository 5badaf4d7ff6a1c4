//! A car's rental income over three owners of shares, to the last unit.

mod common;

use carx_primitives::{Action, Role, DAY};
use carxchain_runtime::{
	configs::{AssetKind, FIRST_SHARE},
	AccountId, Assets, Balance, Balances, LeasingTokens, Runtime, RuntimeCall, UNIT,
};
use common::{trade::*, *};
use frame_support::traits::fungible::Inspect;
use pallet_leases::Terms;
use pallet_leasing_tokens::{Call, Error};
use sp_keyring::Sr25519Keyring::{
	Bob as LESSOR, Charlie as LESSEE, Eve as SECOND, Ferdie as THIRD,
};
use sp_runtime::MultiAddress;

const POOL: u32 = 1;
/// Does not divide by the number of shares.
const RENT: Balance = 100 * UNIT + 1;

/// [`LESSOR`] has a car whose income is split into three shares until in a year.
#[track_caller]
fn pooled_car() {
	used_car();
	make(LESSOR, Role::Lessor);
	let (supply, ends_at, terms) = (3, now() + 365 * DAY, [1; 32]);
	ok(LESSOR, Call::create_pool { asset: NATIVE, supply, ends_at, terms });
	ok(LESSOR, Call::add_vehicle { pool: POOL, vin: car() });
}

#[track_caller]
fn lease_out() {
	let terms = Terms {
		lessee: account(LESSEE),
		asset: NATIVE,
		rent: RENT,
		period: 30 * DAY,
		periods: 12,
		deposit: 0,
		allowance: u32::MAX,
		excess_price: 0,
		grace: DAY,
		expires_at: now() + DAY,
		buy_out: None,
		points: None,
	};
	ok(LESSOR, pallet_leases::Call::offer_lease { vin: car(), terms });
	let (id, odometer) = (lease_number(), disclosure().odometer);
	ok(LESSEE, pallet_leases::Call::accept_lease { id, odometer, authorised: 0 });
}

fn pay_rent() -> RuntimeCall {
	pallet_leases::Call::pay_rent { id: lease_number(), points: 0 }.into()
}

fn give(to: AccountId) -> RuntimeCall {
	Call::transfer_shares { pool: POOL, to, amount: 1 }.into()
}

fn claim() -> RuntimeCall {
	Call::claim_income { pool: POOL }.into()
}

fn claimable(who: sp_keyring::Sr25519Keyring) -> Balance {
	LeasingTokens::shares(POOL, account(who)).claimable
}

#[test]
fn rent_goes_to_whoever_held_the_shares_when_it_came_and_not_a_unit_is_lost() {
	story(|| {
		pooled_car();
		lease_out();
		// The first rent came while the lessor had all three.
		let third = RENT / 3;
		assert_eq!(claimable(LESSOR), 3 * third);
		ok(LESSOR, give(account(SECOND)));
		ok(LESSOR, give(account(THIRD)));
		for _ in 1..12 {
			ok(LESSEE, pay_rent());
		}
		// What did not divide waited, and divided with a later rent.
		let each = 12 * RENT / 3;
		assert_eq!(claimable(LESSOR), each + 2 * third);
		assert_eq!((claimable(SECOND), claimable(THIRD)), (each - third, each - third));

		let pool = LeasingTokens::pool(POOL).unwrap();
		let full = Balances::total_balance(&pool.account) - pool.endowment;
		assert_eq!(full, 12 * RENT);
		for who in [LESSOR, SECOND, THIRD] {
			let before = wealth(who);
			let due = claimable(who);
			ok(who, claim());
			assert!(before + due - wealth(who) < UNIT / 10, "{who:?} got what was due, less a fee");
			assert_eq!(claimable(who), 0);
		}
		let rest = Balances::total_balance(&pool.account) - pool.endowment;
		assert_eq!(rest, LeasingTokens::pool(POOL).unwrap().remainder);
	});
}

#[test]
fn shares_are_tokens_that_wallets_see_and_no_other_call_moves() {
	story(|| {
		pooled_car();
		let token = FIRST_SHARE + POOL;
		assert_eq!(LeasingTokens::pool(POOL).unwrap().share_token, token);
		assert_eq!(Assets::balance(token, account(LESSOR)), 3);
		let (id, target) = (token.into(), MultiAddress::Id(account(SECOND)));
		let by_wallet = pallet_assets::Call::<Runtime>::transfer { id, target, amount: 1 };
		assert!(apply(LESSOR, by_wallet).unwrap().is_err());
		// Nor do they pay for a car: nobody moves them past the accounting by way of an escrow.
		let shares = AssetKind::WithId(token);
		ok(LESSOR, Call::remove_vehicle { pool: POOL, vin: car() });
		transfer(LESSOR, THIRD);
		let price = pallet_transfer_certificates::Price::Open { asset: shares, amount: 1 };
		ok(THIRD, sale_by(common::trade::terms(price)));
		assert!(apply(LESSOR, accept_sale()).unwrap().is_err());
		ok(LESSOR, give(account(SECOND)));
		assert_eq!(Assets::balance(token, account(SECOND)), 1);
	});
}

#[test]
fn nobody_else_creates_a_token_among_the_shares() {
	story(|| {
		let (id, admin) = ((FIRST_SHARE + POOL).into(), MultiAddress::Id(account(LESSOR)));
		let create = pallet_assets::Call::<Runtime>::create { id, admin, min_balance: 1 };
		refused(LESSOR, create, sp_runtime::DispatchError::BadOrigin);
	});
}

#[test]
fn a_car_whose_income_is_split_is_leased_but_not_sold_until_the_shares_are_back() {
	story(|| {
		pooled_car();
		assert!(can(Action::Lease) && !can(Action::Sell));
		ok(LESSOR, give(account(SECOND)));
		let remove = Call::remove_vehicle { pool: POOL, vin: car() };
		refused(LESSOR, remove.clone(), Error::<Runtime>::NotAuthorized);
		ok(SECOND, give(account(LESSOR)));
		ok(LESSOR, remove);
		assert!(can(Action::Sell));
		ok(LESSOR, Call::close_pool { pool: POOL });
		assert!(LeasingTokens::pool(POOL).is_none());
	});
}

#[test]
fn after_the_end_of_a_pool_rent_is_the_lessor_s_again() {
	story(|| {
		pooled_car();
		ok(LESSOR, give(account(SECOND)));
		pass_days(365);
		let before = claimable(SECOND);
		lease_out();
		assert_eq!(claimable(SECOND), before);
	});
}
