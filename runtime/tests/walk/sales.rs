//! Calls about sales: offers, escrow, hand-over, disputes, pay-offs, consignments.

use super::*;
use crate::common::{arbiters::arbiters_vote, now};
use carx_primitives::{Action, Blocker, Odometer};
use carxchain_runtime::{configs::AssetKind, Balance, ConditionRecords, UNIT};
use pallet_transfer_certificates::{
	Call, Consignments, Disclosure, PayOffs, Price, Representative, Ruling, SaleKind, Sales, Side,
	Statement, Terms,
};
use sp_runtime::Permill;

pub const MENU: [(usize, Generator); 15] = [
	(12, offer_sale),
	(14, accept_sale),
	(16, hand_over),
	(8, settle_sale),
	(1, withdraw_sale),
	(1, cancel_sale),
	(6, expire_sale),
	(3, dispute_sale),
	(4, resolve_sale),
	(8, quote_pay_off),
	(3, withdraw_pay_off),
	(4, consign),
	(2, end_consignment),
	(6, offer_consigned),
	(2, offer_inheritance),
];

type Open = pallet_transfer_certificates::SaleInfo<AccountId, AssetKind, Balance>;

fn open(vin: &Vin) -> Option<Open> {
	Some(Sales::<Runtime>::get(vin)?.into_info())
}

/// A car with an open sale that fits, if there is one.
fn sold_car(walk: &mut Walk, fits: impl Fn(&Open) -> bool) -> (Vin, Option<Open>) {
	let cars = walk.cars.iter().filter(|vin| open(vin).is_some_and(|sale| fits(&sale)));
	let cars = cars.copied().collect::<Vec<_>>();
	let vin = walk.choose(&cars).filter(|_| walk.chance(97)).unwrap_or_else(|| walk.car());
	(vin, open(&vin))
}

fn is_accepted(sale: &Open) -> bool {
	sale.deal.is_some()
}

fn number(walk: &mut Walk, sale: &Option<Open>) -> u64 {
	sale.as_ref().filter(|_| walk.chance(98)).map_or(7, |sale| sale.number)
}

fn seller_side(sale: &Open) -> AccountId {
	let agent = sale.terms.representative.as_ref().map(|it| it.account.clone());
	agent.unwrap_or_else(|| sale.seller.clone())
}

fn party(walk: &mut Walk, sale: &Option<Open>) -> Option<AccountId> {
	let sale = sale.as_ref()?;
	let buyer = sale.deal.as_ref().map(|deal| deal.buyer.clone());
	buyer.filter(|_| walk.chance(50)).or_else(|| Some(seller_side(sale)))
}

fn asset(walk: &mut Walk) -> AssetKind {
	if walk.chance(60) {
		AssetKind::Native
	} else {
		AssetKind::WithId(TOKEN)
	}
}

fn latest(vin: &Vin) -> Odometer {
	let last = ConditionRecords::odometer_standing(vin).last;
	last.map_or(Odometer::from_metres(0), |(_, odometer)| odometer)
}

fn disclosure(walk: &mut Walk, vin: &Vin) -> Disclosure {
	let head = ConditionRecords::record_head(*vin);
	let shown = latest(vin);
	if walk.chance(3) {
		return Disclosure { head: Default::default(), odometer: shown };
	}
	let less = if walk.chance(3) { 1_000 } else { 0 };
	Disclosure { head, odometer: Odometer::from_metres(shown.metres().saturating_sub(less)) }
}

fn terms(walk: &mut Walk, vin: &Vin) -> Terms<AccountId, AssetKind, Balance> {
	let amount = (1 + walk.below(1_000) as Balance) * UNIT;
	let (kind, price) = match walk.below(10) {
		0 => (SaleKind::Gift, Price::None),
		1 => (SaleKind::Purchase, Price::Sealed { commitment: [1; 32] }),
		2 if walk.chance(20) => (SaleKind::Purchase, Price::None),
		_ => (SaleKind::Purchase, Price::Open { asset: asset(walk), amount }),
	};
	let named = !matches!(price, Price::Open { .. }) || walk.chance(40);
	let somebody = walk.pick(&OWNERS);
	let agent = walk.chance(10).then(|| Representative {
		account: walk.actors[INSPECTOR].clone(),
		fee: if matches!(price, Price::Open { .. }) { amount / 20 } else { 0 },
	});
	Terms {
		kind,
		buyer: named.then(|| walk.actors[somebody].clone()),
		price,
		representative: agent,
		evidence: walk.chance(95).then_some([2; 32]),
		disclosure: disclosure(walk, vin),
		expires_at: now() + walk.below(60) * DAY,
	}
}

fn offer_sale(walk: &mut Walk) -> Attempt {
	let vin = walk.free_car(Action::Sell);
	let owner = Walk::owner(&vin);
	let terms = terms(walk, &vin);
	Attempt::new(walk.by_or_anybody(owner), Call::offer_sale { vin, terms })
}

fn accept_sale(walk: &mut Walk) -> Attempt {
	let (vin, sale) = sold_car(walk, |sale| !is_accepted(sale));
	let number = number(walk, &sale);
	let named = sale.and_then(|sale| sale.terms.buyer);
	let somebody = walk.pick(&OWNERS);
	let buyer = named.unwrap_or_else(|| walk.actors[somebody].clone());
	Attempt::new(walk.by_or_anybody(Some(buyer)), Call::accept_sale { vin, number })
}

fn hand_over(walk: &mut Walk) -> Attempt {
	let (vin, sale) = sold_car(walk, is_accepted);
	let number = number(walk, &sale);
	let who = party(walk, &sale);
	let deal = sale.as_ref().and_then(|sale| sale.deal.as_ref());
	let said = deal.and_then(|deal| deal.statements.seller.or(deal.statements.buyer));
	let shown = latest(&vin);
	let metres = shown.metres() + walk.below(3) as u32 * 1_000;
	let new = Statement {
		odometer: Odometer::from_metres(if walk.chance(3) { metres / 2 } else { metres }),
		handed_over_at: if walk.chance(95) { now() } else { now() + DAY },
		condition: [walk.below(2) as u8; 32],
	};
	let statement = said.filter(|_| walk.chance(90)).unwrap_or(new);
	Attempt::new(walk.by_or_anybody(who), Call::hand_over { vin, number, statement })
}

fn settle_sale(walk: &mut Walk) -> Attempt {
	let agreed =
		|sale: &Open| sale.deal.as_ref().is_some_and(|deal| deal.statements.agreed().is_some());
	let (vin, sale) = match walk.chance(80) {
		true => sold_car(walk, agreed),
		false => sold_car(walk, is_accepted),
	};
	let number = number(walk, &sale);
	let who = walk.anybody();
	Attempt::new(RuntimeOrigin::signed(who), Call::settle_sale { vin, number })
}

fn withdraw_sale(walk: &mut Walk) -> Attempt {
	let (vin, sale) = sold_car(walk, |_| true);
	let number = number(walk, &sale);
	let who = party(walk, &sale);
	Attempt::new(walk.by_or_anybody(who), Call::withdraw_sale { vin, number })
}

fn cancel_sale(walk: &mut Walk) -> Attempt {
	let (vin, sale) = sold_car(walk, is_accepted);
	let number = number(walk, &sale);
	let who = party(walk, &sale);
	Attempt::new(walk.by_or_anybody(who), Call::cancel_sale { vin, number })
}

fn expire_sale(walk: &mut Walk) -> Attempt {
	let late = |sale: &Open| sale.deal.as_ref().is_some_and(|deal| deal.settle_by <= now());
	let (vin, sale) = sold_car(walk, late);
	let number = number(walk, &sale);
	let who = walk.anybody();
	Attempt::new(RuntimeOrigin::signed(who), Call::expire_sale { vin, number })
}

fn dispute_sale(walk: &mut Walk) -> Attempt {
	let (vin, sale) = sold_car(walk, is_accepted);
	let number = number(walk, &sale);
	let who = party(walk, &sale);
	let evidence = [3; 32];
	Attempt::new(walk.by_or_anybody(who), Call::dispute_sale { vin, number, evidence })
}

fn resolve_sale(walk: &mut Walk) -> Attempt {
	let disputed = |sale: &Open| sale.deal.as_ref().is_some_and(|deal| deal.dispute.is_some());
	let (vin, sale) = sold_car(walk, disputed);
	let number = number(walk, &sale);
	let price = sale.map_or(0, |sale| sale.terms.price.amount());
	let part = price / 4 * walk.below(6) as Balance;
	let ruling = match walk.chance(50) {
		true => Ruling::Complete { price: part },
		false => Ruling::Cancel { to_seller: part },
	};
	let loser = walk.pick(&[None, Some(Side::Seller), Some(Side::Buyer)]);
	let agree = if walk.chance(97) { 2 } else { 1 };
	let origin = arbiters_vote(agree);
	Attempt::new(origin, Call::resolve_sale { vin, number, ruling, loser })
}

fn quote_pay_off(walk: &mut Walk) -> Attempt {
	let liens = walk.cars.clone().into_iter().flat_map(|vin| {
		let blockers = pallet_vehicle_registry::Pallet::<Runtime>::can(Action::Sell, vin);
		blockers.into_iter().filter_map(move |blocker| match blocker {
			Blocker::Encumbrance { id, holder, .. } => Some((vin, id, holder)),
			_ => None,
		})
	});
	let liens = liens.collect::<Vec<_>>();
	let lien = walk.choose(&liens).filter(|_| walk.chance(97));
	let (vin, encumbrance, holder) = match lien {
		Some((vin, id, holder)) => (vin, id, Some(holder)),
		None => (walk.car(), 99, None),
	};
	let call = Call::quote_pay_off {
		vin,
		encumbrance,
		asset: asset(walk),
		amount: walk.below(300) as Balance * UNIT,
		valid_until: now() + (30 + walk.below(60)) * DAY,
	};
	Attempt::new(walk.by_or_anybody(holder), call)
}

fn withdraw_pay_off(walk: &mut Walk) -> Attempt {
	let quotes = PayOffs::<Runtime>::iter()
		.flat_map(|(vin, list)| list.into_iter().map(move |it| (vin, it.id, it.holder)))
		.collect::<Vec<_>>();
	let quote = walk.choose(&quotes).filter(|_| walk.chance(95));
	let (vin, encumbrance, holder) = match quote {
		Some((vin, id, holder)) => (vin, id, Some(holder)),
		None => (walk.car(), 99, None),
	};
	Attempt::new(walk.by_or_anybody(holder), Call::withdraw_pay_off { vin, encumbrance })
}

fn consign(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let owner = Walk::owner(&vin);
	let reserve = walk.below(500) as Balance * UNIT;
	let call = Call::consign {
		cars: vec![(vin, reserve)].try_into().unwrap(),
		agent: walk.actors[INSPECTOR].clone(),
		asset: asset(walk),
		fee: Permill::from_percent(walk.below(20) as u32),
		ends_at: now() + walk.below(60) * DAY,
	};
	Attempt::new(walk.by_or_anybody(owner), call)
}

fn consigned_car(walk: &mut Walk) -> Vin {
	let cars = walk.cars.iter().filter(|vin| Consignments::<Runtime>::contains_key(vin));
	let cars = cars.copied().collect::<Vec<_>>();
	walk.choose(&cars).filter(|_| walk.chance(95)).unwrap_or_else(|| walk.car())
}

fn end_consignment(walk: &mut Walk) -> Attempt {
	let vin = consigned_car(walk);
	let owner = Consignments::<Runtime>::get(vin).map(|it| it.owner);
	Attempt::new(walk.by_or_anybody(owner), Call::end_consignment { vin })
}

fn offer_consigned(walk: &mut Walk) -> Attempt {
	let vin = consigned_car(walk);
	let consignment = Consignments::<Runtime>::get(vin);
	let (agent, reserve) = match consignment {
		Some(it) => (Some(it.agent), it.reserve),
		None => (None, 0),
	};
	let price = reserve + walk.below(100) as Balance * UNIT;
	let call = Call::offer_consigned {
		vin,
		buyer: None,
		price: if walk.chance(95) { price } else { reserve / 2 },
		disclosure: disclosure(walk, &vin),
		expires_at: now() + (1 + walk.below(30)) * DAY,
	};
	Attempt::new(walk.by_or_anybody(agent), call)
}

fn offer_inheritance(walk: &mut Walk) -> Attempt {
	let vin = walk.car();
	let heir = walk.pick(&OWNERS);
	let call = Call::offer_inheritance {
		vin,
		heir: walk.actors[heir].clone(),
		evidence: [4; 32],
		disclosure: disclosure(walk, &vin),
		expires_at: now() + (25 + walk.below(60)) * DAY,
	};
	let registrar = walk.actors[REGISTRAR].clone();
	Attempt::new(walk.by_or_anybody(Some(registrar)), call)
}
