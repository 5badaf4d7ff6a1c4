//! Calls about loans on cars.

use super::*;
use crate::common::now;
use carx_primitives::VehicleTitles;
use carxchain_runtime::{configs::AssetKind, Balance};
use pallet_vehicle_loans::{Call, LoanInfo, Loans, Stage, Terms};

pub const MENU: [(usize, Generator); 6] = [
	(6, offer_loan),
	(2, withdraw_loan_offer),
	(8, accept_loan),
	(8, pay_instalment),
	(4, pay_off_loan),
	(2, close_loan),
];

type Known = LoanInfo<AccountId, AssetKind, Balance>;

fn loan(walk: &mut Walk, fits: impl Fn(&Stage) -> bool) -> (u32, Option<Known>) {
	let loans = Loans::<Runtime>::iter().filter(|(_, loan)| fits(&loan.stage));
	let loans = loans.map(|(id, _)| id).collect::<Vec<_>>();
	match walk.choose(&loans).filter(|_| walk.chance(97)) {
		Some(id) => (id, pallet_vehicle_loans::Pallet::<Runtime>::loan(id)),
		None => (walk.below(100) as u32, None),
	}
}

fn is_offered(stage: &Stage) -> bool {
	matches!(stage, Stage::Offered { .. })
}

fn is_running(stage: &Stage) -> bool {
	!is_offered(stage)
}

fn offer_loan(walk: &mut Walk) -> Attempt {
	let expires_at = now() + walk.below(40) * DAY;
	let vin = walk.free_car(Action::Pledge);
	let borrower = Walk::owner(&vin).unwrap_or_else(|| walk.anybody());
	let native = walk.chance(60);
	let terms = Terms {
		borrower,
		asset: if native { AssetKind::Native } else { AssetKind::WithId(TOKEN) },
		principal: (walk.below(200) as Balance + 1) * UNIT,
		instalment: (walk.below(60) as Balance + 1) * UNIT,
		instalments: walk.below(8) as u32,
		period: walk.below(20) * DAY,
		first_due: expires_at + walk.below(10) * DAY,
		contract: [5; 32],
	};
	let lender = walk.actors[LENDER].clone();
	Attempt::new(walk.by_or_anybody(Some(lender)), Call::offer_loan { vin, terms, expires_at })
}

fn withdraw_loan_offer(walk: &mut Walk) -> Attempt {
	let (id, loan) = loan(walk, is_offered);
	let lender = loan.map(|it| it.lender);
	Attempt::new(walk.by_or_anybody(lender), Call::withdraw_loan_offer { id })
}

fn accept_loan(walk: &mut Walk) -> Attempt {
	let known = |id: &u32| {
		let Some(loan) = Loans::<Runtime>::get(id) else { return false };
		let next = VehicleRegistry::next_encumbrance(&loan.vehicle);
		let owner = Walk::owner(&loan.vehicle);
		owner == Some(loan.terms.borrower)
			&& matches!(loan.stage, Stage::Offered { next_encumbrance, expires_at }
				if next_encumbrance == next && now() < expires_at)
	};
	// Most offers are stale soon: another lien has come.
	let fresh = Loans::<Runtime>::iter_keys().filter(known).collect::<Vec<_>>();
	let (id, loan) = match walk.choose(&fresh).filter(|_| walk.chance(90)) {
		Some(id) => (id, pallet_vehicle_loans::Pallet::<Runtime>::loan(id)),
		None => loan(walk, is_offered),
	};
	let borrower = loan.map(|it| it.terms.borrower);
	Attempt::new(walk.by_or_anybody(borrower), Call::accept_loan { id })
}

fn pay_instalment(walk: &mut Walk) -> Attempt {
	let (id, loan) = loan(walk, is_running);
	let borrower = loan.map(|it| it.terms.borrower);
	Attempt::new(walk.by_or_anybody(borrower), Call::pay_instalment { id })
}

fn pay_off_loan(walk: &mut Walk) -> Attempt {
	let (id, loan) = loan(walk, is_running);
	let borrower = loan.map(|it| it.terms.borrower);
	Attempt::new(walk.by_or_anybody(borrower), Call::pay_off_loan { id })
}

fn close_loan(walk: &mut Walk) -> Attempt {
	let (id, loan) = loan(walk, is_running);
	let lender = loan.map(|it| it.lender).filter(|_| walk.chance(20));
	Attempt::new(walk.by_or_anybody(lender), Call::close_loan { id })
}
