//! Calls about leases: offers, rents, returns, claims, settlement.

use super::*;
use crate::common::{arbiters::arbiters_vote, now};
use carx_primitives::{Action, Odometer};
use carxchain_runtime::{configs::AssetKind, Balance, ConditionRecords, LeasingTokens, UNIT};
use pallet_leases::{Call, Damage, LeaseInfo, Leases, Party, PointsRule, Ruling, Stage, Terms};
use pallet_leasing_tokens::Memberships;
use sp_runtime::Permill;

pub const MENU: [(usize, Generator); 17] = [
	(10, offer_lease),
	(2, withdraw_lease_offer),
	(12, accept_lease),
	(8, authorise_rent),
	(16, pay_rent),
	(8, draw_rent),
	(4, terminate_lease),
	(12, return_vehicle),
	(12, close_return),
	(3, dispute_lease),
	(10, claim),
	(2, waive_claims),
	(5, accept_claim),
	(5, contest_claim),
	(6, resolve_lease),
	(10, settle_lease),
	(3, buy_out),
];

type Known = LeaseInfo<AccountId, AssetKind, Balance>;

/// A lease in a stage that fits, if there is one.
fn lease(walk: &mut Walk, fits: impl Fn(&Stage<Balance>) -> bool) -> (u64, Option<Known>) {
	let known = |id| pallet_leases::Pallet::<Runtime>::lease(id);
	let ids = Leases::<Runtime>::iter_keys().collect::<Vec<_>>();
	let ids = ids.into_iter().filter(|id| known(*id).is_some_and(|it| fits(&it.stage)));
	let ids = ids.collect::<Vec<_>>();
	match walk.choose(&ids).filter(|_| walk.chance(98)) {
		Some(id) => (id, known(id)),
		None => (walk.below(50), None),
	}
}

fn is_active(stage: &Stage<Balance>) -> bool {
	matches!(stage, Stage::Active(_))
}

fn lessor(lease: &Option<Known>) -> Option<AccountId> {
	lease.as_ref().map(|it| it.lessor.clone())
}

fn lessee(lease: &Option<Known>) -> Option<AccountId> {
	lease.as_ref().map(|it| it.terms.lessee.clone())
}

fn latest(lease: &Option<Known>) -> Odometer {
	let last = lease.as_ref().and_then(|it| ConditionRecords::odometer_standing(&it.vehicle).last);
	last.map_or(Odometer::from_metres(0), |(_, odometer)| odometer)
}

fn party(walk: &mut Walk, lease: &Option<Known>) -> Option<AccountId> {
	if walk.chance(50) {
		lessor(lease)
	} else {
		lessee(lease)
	}
}

fn offer_lease(walk: &mut Walk) -> Attempt {
	// A pooled car is leased for its shares, or nobody would ever earn by one.
	let pooled = Memberships::<Runtime>::iter_keys().collect::<Vec<_>>();
	let pooled = walk.choose(&pooled).filter(|_| walk.chance(30));
	let vin = pooled.unwrap_or_else(|| walk.free_car(Action::Lease));
	let owner = Walk::owner(&vin);
	let any = if walk.chance(60) { AssetKind::Native } else { AssetKind::WithId(TOKEN) };
	let pool = LeasingTokens::pool_of(vin).and_then(LeasingTokens::pool);
	let asset = pool.filter(|_| walk.chance(90)).map_or(any, |pool| pool.asset);
	let lessee = walk.pick(&OWNERS);
	let terms = Terms {
		lessee: walk.actors[lessee].clone(),
		asset,
		rent: (walk.below(50) as Balance + 1) * UNIT / 7,
		period: (1 + walk.below(7)) * DAY,
		periods: walk.below(8) as u32,
		deposit: walk.below(200) as Balance * UNIT,
		allowance: walk.below(2_000) as u32 * 1_000,
		excess_price: UNIT / 10,
		grace: walk.below(3) * DAY,
		expires_at: now() + walk.below(40) * DAY,
		buy_out: walk.chance(50).then_some(500 * UNIT),
		points: walk
			.chance(60)
			.then_some(PointsRule { value: UNIT, max_share: Permill::from_percent(50) }),
	};
	Attempt::new(walk.by_or_anybody(owner), Call::offer_lease { vin, terms })
}

fn withdraw_lease_offer(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, |stage| matches!(stage, Stage::Offered));
	let who = party(walk, &lease);
	Attempt::new(walk.by_or_anybody(who), Call::withdraw_lease_offer { id })
}

fn accept_lease(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, |stage| matches!(stage, Stage::Offered));
	let rent = lease.as_ref().map_or(0, |it| it.terms.rent);
	let authorised = rent * walk.below(4) as Balance;
	let who = lessee(&lease);
	let odometer = latest(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::accept_lease { id, odometer, authorised })
}

fn authorise_rent(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, is_active);
	let (who, amount) = (lessee(&lease), walk.below(100) as Balance * UNIT);
	Attempt::new(walk.by_or_anybody(who), Call::authorise_rent { id, amount })
}

fn pay_rent(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, is_active);
	let points = if walk.chance(30) { walk.below(12) as u32 } else { 0 };
	let who = lessee(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::pay_rent { id, points })
}

fn draw_rent(walk: &mut Walk) -> Attempt {
	let ids = Leases::<Runtime>::iter_keys().filter(|id| {
		let due = pallet_leases::Pallet::<Runtime>::rent_due(*id);
		due.is_some_and(|due| due.unpaid > 0)
	});
	let ids = ids.collect::<Vec<_>>();
	let id = walk.choose(&ids).filter(|_| walk.chance(95)).unwrap_or(7);
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::draw_rent { id })
}

fn terminate_lease(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, is_active);
	let who = party(walk, &lease);
	Attempt::new(walk.by_or_anybody(who), Call::terminate_lease { id })
}

fn return_vehicle(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, is_active);
	let who = party(walk, &lease);
	let latest = latest(&lease).metres();
	let more = if walk.chance(5) { 1_000 } else { 0 };
	let odometer = Odometer::from_metres(latest + more);
	let condition = [walk.below(5) as u8 / 4; 32];
	Attempt::new(walk.by_or_anybody(who), Call::return_vehicle { id, odometer, condition })
}

fn close_return(walk: &mut Walk) -> Attempt {
	let stated = |stage: &Stage<Balance>| match stage {
		Stage::Active(it) => {
			let said = it.lessor_says.or(it.lessee_says);
			said.is_some_and(|said| said.at + 14 * DAY <= now())
		},
		_ => false,
	};
	let (id, _) = lease(walk, stated);
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::close_return { id })
}

fn dispute_lease(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, |stage| !matches!(stage, Stage::Offered));
	let who = party(walk, &lease);
	Attempt::new(walk.by_or_anybody(who), Call::dispute_lease { id, evidence: [1; 32] })
}

fn with_damage(walk: &mut Walk, fits: impl Fn(&Damage<Balance>) -> bool) -> (u64, Option<Known>) {
	lease(walk, move |stage| matches!(stage, Stage::Returned(it) if fits(&it.damage)))
}

fn claim(walk: &mut Walk) -> Attempt {
	let (id, lease) = with_damage(walk, |damage| matches!(damage, Damage::Open));
	let amount = (1 + walk.below(300) as Balance) * UNIT;
	let who = lessor(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::claim { id, amount, evidence: [2; 32] })
}

fn waive_claims(walk: &mut Walk) -> Attempt {
	let (id, lease) = with_damage(walk, |_| true);
	let who = lessor(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::waive_claims { id })
}

fn accept_claim(walk: &mut Walk) -> Attempt {
	let (id, lease) = with_damage(walk, |damage| matches!(damage, Damage::Claimed { .. }));
	let who = lessee(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::accept_claim { id })
}

fn contest_claim(walk: &mut Walk) -> Attempt {
	let (id, lease) = with_damage(walk, |damage| matches!(damage, Damage::Claimed { .. }));
	let who = lessee(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::contest_claim { id, evidence: [3; 32] })
}

fn resolve_lease(walk: &mut Walk) -> Attempt {
	let disputed = |stage: &Stage<Balance>| match stage {
		Stage::Offered => false,
		Stage::Active(it) => it.dispute.is_some(),
		Stage::Returned(it) => {
			it.dispute.is_some() || matches!(it.damage, Damage::Contested { .. })
		},
	};
	let (id, _) = lease(walk, disputed);
	let ruling = Ruling {
		award: walk.below(300) as Balance * UNIT,
		distance: walk.chance(60).then(|| walk.below(3_000) as u32 * 1_000),
		loser: walk.pick(&[None, Some(Party::Lessor), Some(Party::Lessee)]),
	};
	let agree = if walk.chance(97) { 2 } else { 1 };
	let origin = arbiters_vote(agree);
	Attempt::new(origin, Call::resolve_lease { id, ruling })
}

fn settle_lease(walk: &mut Walk) -> Attempt {
	let (id, _) = lease(walk, |stage| matches!(stage, Stage::Returned(_)));
	Attempt::new(RuntimeOrigin::signed(walk.anybody()), Call::settle_lease { id })
}

fn buy_out(walk: &mut Walk) -> Attempt {
	let (id, lease) = lease(walk, is_active);
	let who = lessee(&lease);
	Attempt::new(walk.by_or_anybody(who), Call::buy_out { id })
}
