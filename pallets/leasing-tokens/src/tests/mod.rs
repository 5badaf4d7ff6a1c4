//! One file per call, and one each for the rules and for what other pallets and clients ask.

use crate::{
	mock::*, Error, Event, FreezeReason, HoldReason, Holdings, Income, Lot, Lots, Memberships,
	NextPool, Points, Pools, SharesInfo, Stake, EXPIRY_STEP, MAX_LIFETIME, MAX_LOTS, MAX_SUPPLY,
};
use carx_primitives::{GoodConduct, LoyaltyPoints, RentReceiver, Role};
use frame_support::{
	assert_err, assert_noop, assert_ok, hypothetically, hypothetically_ok,
	traits::fungibles::{freeze::Inspect as _, Inspect},
};
use sp_runtime::{
	DispatchError::BadOrigin,
	TokenError::{CannotCreate, Frozen, FundsUnavailable, UnknownAsset},
};

mod add_vehicle;
mod claim_income;
mod clear_points;
mod close_pool;
mod conservation;
mod create_pool;
mod income;
mod lots;
mod pay_income;
mod points;
mod remove_vehicle;
mod rent;
mod transfer_points;
mod transfer_shares;
mod try_state;
mod view_functions;

type Registry = pallet_vehicle_registry::Error<Test>;

/// Everybody of the mock who has money, but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	(REGISTRAR..=LENDER).filter(|who| !these.contains(who) && *who != PAUPER).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

fn pool() -> crate::pallet::PoolOf<Test> {
	Pools::<Test>::get(POOL).unwrap()
}

fn stake(who: AccountId) -> Stake<Balance> {
	Holdings::<Test>::get(POOL, who).unwrap().stake
}

/// Changes the holding of somebody by no call, to test what follows from it.
fn put_stake(who: AccountId, change: impl FnOnce(&mut Stake<Balance>)) {
	Holdings::<Test>::mutate(POOL, who, |item| change(&mut item.as_mut().unwrap().stake));
}

fn claimable(who: AccountId) -> Balance {
	LeasingTokens::shares(POOL, who).claimable
}

/// The token of [`POOL`].
const SHARE_TOKEN: u32 = FIRST_SHARE_ID + POOL;

fn tokens(who: AccountId) -> Balance {
	Assets::balance(SHARE_TOKEN, who)
}

fn frozen(who: AccountId) -> Balance {
	AssetsFreezer::balance_frozen(SHARE_TOKEN, &FreezeReason::IncomeShares.into(), &who)
}

/// Lets the account have so much of the native asset, and a smallest balance that cannot be held.
fn fund(who: AccountId, amount: Balance) {
	let amount = amount + EXISTENTIAL_DEPOSIT;
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, amount));
}

/// Takes the lock of [`POOL`] off the car on the word of governance.
fn unlock() {
	let encumbrance = Memberships::<Test>::get(VIN).unwrap().encumbrance;
	let root = RuntimeOrigin::root();
	assert_ok!(VehicleRegistry::release_encumbrance(root, VIN, encumbrance));
}

fn encumbrances() -> usize {
	VehicleRegistry::encumbrances(VIN).len()
}
