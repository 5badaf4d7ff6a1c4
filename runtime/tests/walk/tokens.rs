//! Calls about income shares and loyalty points.

use super::*;
use crate::common::now;
use carxchain_runtime::{configs::AssetKind, LeasingTokens};
use pallet_leasing_tokens::{Call, Holdings, Memberships, Points, Pools};

pub const MENU: [(usize, Generator); 9] = [
	(2, create_pool),
	(12, add_vehicle),
	(1, remove_vehicle),
	(8, transfer_shares),
	(5, claim_income),
	(4, pay_income),
	(3, close_pool),
	(4, transfer_points),
	(2, clear_points),
];

fn pool(walk: &mut Walk) -> (u32, Option<AccountId>) {
	let pools = Pools::<Runtime>::iter().map(|(id, pool)| (id, pool.lessor)).collect::<Vec<_>>();
	match walk.choose(&pools).filter(|_| walk.chance(97)) {
		Some((id, lessor)) => (id, Some(lessor)),
		None => (walk.below(100) as u32, None),
	}
}

/// A holder of some pool, and whether it is its lessor.
fn holder(walk: &mut Walk) -> (u32, Option<AccountId>) {
	let holders = Holdings::<Runtime>::iter_keys().collect::<Vec<_>>();
	match walk.choose(&holders) {
		Some((pool, who)) => (pool, Some(who)),
		None => (1, None),
	}
}

/// A holder who is owed something, if there is one.
fn creditor(walk: &mut Walk) -> (u32, Option<AccountId>) {
	let owed =
		|(pool, who): &(u32, AccountId)| LeasingTokens::shares(*pool, who.clone()).claimable > 0;
	let owed = Holdings::<Runtime>::iter_keys().filter(owed).collect::<Vec<_>>();
	match walk.choose(&owed).filter(|_| walk.chance(95)) {
		Some((pool, who)) => (pool, Some(who)),
		None => holder(walk),
	}
}

fn create_pool(walk: &mut Walk) -> Attempt {
	let lessor = walk.pick(&LESSORS);
	let supply = if walk.chance(95) { 1 + walk.below(10) as u32 } else { 0 };
	let native = walk.chance(60);
	let call = Call::create_pool {
		asset: if native { AssetKind::Native } else { AssetKind::WithId(TOKEN) },
		supply,
		ends_at: now() + walk.below(900) * DAY,
		terms: [1; 32],
	};
	let lessor = walk.actors[lessor].clone();
	Attempt::new(walk.by_or_anybody(Some(lessor)), call)
}

fn add_vehicle(walk: &mut Walk) -> Attempt {
	let (pool, lessor) = pool(walk);
	let fits = |vin: &&Vin| {
		Walk::owner(vin) == lessor && VehicleRegistry::can(Action::Lease, **vin).is_empty()
	};
	let own = walk.cars.iter().filter(fits).copied();
	let own = own.collect::<Vec<_>>();
	let vin = walk.choose(&own).unwrap_or_else(|| walk.car());
	Attempt::new(walk.by_or_anybody(lessor), Call::add_vehicle { pool, vin })
}

fn remove_vehicle(walk: &mut Walk) -> Attempt {
	let members = Memberships::<Runtime>::iter().collect::<Vec<_>>();
	let (vin, pool) = match walk.choose(&members) {
		Some((vin, membership)) => (vin, membership.pool),
		None => (walk.car(), 1),
	};
	let lessor = Pools::<Runtime>::get(pool).map(|pool| pool.lessor);
	Attempt::new(walk.by_or_anybody(lessor), Call::remove_vehicle { pool, vin })
}

fn transfer_shares(walk: &mut Walk) -> Attempt {
	let (pool, who) = holder(walk);
	let to = match Pools::<Runtime>::get(pool) {
		// Now and then all shares find back, or no pool would ever close.
		Some(pool) if walk.chance(40) => pool.lessor,
		_ => walk.anybody(),
	};
	let amount = walk.below(6) as u32;
	Attempt::new(walk.by_or_anybody(who), Call::transfer_shares { pool, to, amount })
}

fn claim_income(walk: &mut Walk) -> Attempt {
	let (pool, who) = creditor(walk);
	Attempt::new(walk.by_or_anybody(who), Call::claim_income { pool })
}

fn pay_income(walk: &mut Walk) -> Attempt {
	let (pool, who) = creditor(walk);
	let holder = who.unwrap_or_else(|| walk.anybody());
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::pay_income { pool, holder })
}

fn close_pool(walk: &mut Walk) -> Attempt {
	let empty = Pools::<Runtime>::iter().filter(|(_, pool)| pool.vehicles == 0);
	let empty = empty.map(|(id, pool)| (id, Some(pool.lessor))).collect::<Vec<_>>();
	let (id, lessor) = walk.choose(&empty).unwrap_or_else(|| pool(walk));
	Attempt::new(walk.by_or_anybody(lessor), Call::close_pool { pool: id })
}

fn owner_of_points(walk: &mut Walk) -> Option<AccountId> {
	let owners = Points::<Runtime>::iter_keys().collect::<Vec<_>>();
	walk.choose(&owners)
}

fn transfer_points(walk: &mut Walk) -> Attempt {
	let (who, to) = (owner_of_points(walk), walk.anybody());
	let points = walk.below(12) as u32;
	Attempt::new(walk.by_or_anybody(who), Call::transfer_points { to, points })
}

fn clear_points(walk: &mut Walk) -> Attempt {
	let who = owner_of_points(walk).unwrap_or_else(|| walk.anybody());
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::clear_points { who })
}
