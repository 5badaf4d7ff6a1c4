//! Leases from offer to settlement, and what follows from them.

mod common;

use carx_primitives::{Action, EncumbranceKind, Odometer, RecordClass, Role, DAY};
use carxchain_runtime::{
	AccountId, Balance, Balances, Leases, LeasingTokens, Participants, Runtime, RuntimeCall,
	VehicleRegistry, MILLI, UNIT,
};
use common::{arbiters::decide, trade::*, *};
use frame_support::traits::fungible::InspectHold;
use pallet_leases::{Call, Error, HoldReason, Party, PointsRule, Ruling, Terms};
use pallet_vehicle_registry::Error as RegistryError;
use sp_keyring::Sr25519Keyring::{self, Bob as LESSOR, Charlie as LESSEE, Eve as LENDER};
use sp_runtime::Permill;

const RENT: Balance = 300;
const DEPOSIT: Balance = 5_000;
const MONTH: u64 = 30;
/// The first lease of the chain.
const LEASE: u64 = 0;

/// A year for 15,000 km, and 1 CARX for each kilometre more.
fn terms() -> Terms<AccountId, carxchain_runtime::configs::AssetKind, Balance> {
	Terms {
		lessee: account(LESSEE),
		asset: NATIVE,
		rent: RENT * UNIT,
		period: MONTH * DAY,
		periods: 12,
		deposit: DEPOSIT * UNIT,
		allowance: 15_000_000,
		excess_price: UNIT,
		grace: 7 * DAY,
		expires_at: now() + DAY,
		buy_out: Some(8_000 * UNIT),
		points: Some(PointsRule { value: UNIT, max_share: Permill::from_percent(50) }),
	}
}

fn offer_lease() -> RuntimeCall {
	Call::offer_lease { vin: car(), terms: terms() }.into()
}

fn accept_lease(authorised: Balance) -> RuntimeCall {
	let odometer = disclosure().odometer;
	Call::accept_lease { id: LEASE, odometer, authorised: authorised * UNIT }.into()
}

fn pay_rent(points: u32) -> RuntimeCall {
	Call::pay_rent { id: LEASE, points }.into()
}

fn bring_back(kilometres: u32) -> RuntimeCall {
	let odometer = Odometer::from_metres(kilometres * 1_000);
	Call::return_vehicle { id: LEASE, odometer, condition: [6; 32] }.into()
}

fn settle_lease() -> RuntimeCall {
	Call::settle_lease { id: LEASE }.into()
}

fn waive() -> RuntimeCall {
	Call::waive_claims { id: LEASE }.into()
}

/// The lessee has the car, at 50,000 km.
#[track_caller]
fn leased_car() {
	used_car();
	ok(LESSOR, join());
	ok(REGISTRAR, accredit(LESSOR, Role::Lessor, Default::default()));
	ok(LESSOR, offer_lease());
	ok(LESSEE, accept_lease(0));
}

/// An inspection says how far the car has run by now.
#[track_caller]
fn inspect(kilometres: u32) {
	// The lessee decides who writes about the car.
	ok(LESSEE, grant(WORKSHOP, RecordClass::Inspection));
	ok(WORKSHOP, append(RecordClass::Inspection, kilometres));
}

#[track_caller]
fn back_by_both(kilometres: u32) {
	ok(LESSEE, bring_back(kilometres));
	ok(LESSOR, bring_back(kilometres));
}

#[track_caller]
fn gained(who: Sr25519Keyring, before: Balance, carx: i128) {
	let gain = wealth(who) as i128 - before as i128;
	let off = (gain - carx * UNIT as i128).unsigned_abs();
	assert!(off < 100 * MILLI, "{who:?} gained {gain} in place of {carx} CARX");
}

fn on_hold(reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &account(LESSEE)) / UNIT
}

#[test]
fn a_year_of_15_000_km_that_became_18_000_costs_exactly_3_000_times_the_price_more() {
	story(|| {
		let before = [LESSOR, LESSEE].map(wealth);
		leased_car();
		assert_eq!(on_hold(HoldReason::LeaseDeposit), DEPOSIT);
		for _ in 1..12 {
			pass_days(MONTH);
			ok(LESSEE, pay_rent(0));
		}
		pass_days(MONTH);
		inspect(68_000);
		back_by_both(68_000);
		let charges = Leases::charges(LEASE).unwrap().charges;
		assert_eq!((charges.rents, charges.excess, charges.award), (0, 3_000 * UNIT, 0));
		ok(LESSOR, waive());
		ok(REGISTRAR, settle_lease());
		let paid = (12 * RENT + 3_000) as i128;
		gained(LESSOR, before[0], paid);
		gained(LESSEE, before[1], -paid);
		assert_eq!(on_hold(HoldReason::LeaseDeposit), 0);
		for who in [LESSOR, LESSEE] {
			assert_eq!(Participants::reputation(account(who)).leases, 1);
		}
		assert!(can(Action::Sell));
	});
}

#[test]
fn neither_side_sells_a_leased_car_alone() {
	story(|| {
		leased_car();
		refused(LESSEE, offer(WORKSHOP), RegistryError::<Runtime>::NotOwner);
		refused(LESSOR, offer(WORKSHOP), RegistryError::<Runtime>::VehicleBlocked);
		let sale_error = pallet_transfer_certificates::Error::<Runtime>::VehicleBlocked;
		refused(LESSOR, sale(10_000), sale_error);
		let blockers = VehicleRegistry::can(Action::Sell, car());
		let lease = EncumbranceKind::Lease;
		assert!(blockers.iter().any(|it| matches!(
			it,
			carx_primitives::Blocker::Encumbrance { kind, .. } if *kind == lease
		)));
	});
}

#[test]
fn the_lessee_disposes_of_the_data_while_the_lease_runs() {
	story(|| {
		leased_car();
		assert_eq!(VehicleRegistry::vehicle(car()).unwrap().possessor, Some(account(LESSEE)));
		let not_yours = RegistryError::<Runtime>::NotPossessor;
		refused(LESSOR, grant(WORKSHOP, RecordClass::Driving), not_yours);
		ok(LESSEE, grant(WORKSHOP, RecordClass::Driving));
	});
}

#[test]
fn settlement_waits_for_readings_without_doubt() {
	story(|| {
		leased_car();
		pass_days(12 * MONTH);
		for _ in 1..12 {
			ok(LESSEE, pay_rent(0));
		}
		inspect(66_000);
		ok(WORKSHOP, append_entry(reading(100, Odometer::from_metres(90_000_000))));
		back_by_both(66_000);
		ok(LESSOR, waive());
		refused(LESSOR, settle_lease(), Error::<Runtime>::ReadingsInDoubt);
		// The workshop corrects the reading that was wrong.
		let right = reading(100, Odometer::from_metres(62_000_000));
		let (vin, seq, after) = (car(), 2, None);
		let records = pallet_condition_records::Call::<Runtime>::supersede_record {
			vin,
			seq,
			entry: right,
			after,
		};
		ok(WORKSHOP, records);
		ok(LESSOR, settle_lease());
	});
}

#[test]
fn a_lessee_who_does_not_pay_loses_the_car_and_the_deposit_pays_the_rents() {
	story(|| {
		let before = wealth(LESSOR);
		leased_car();
		let terminate = || Call::terminate_lease { id: LEASE };
		pass_days(MONTH);
		pass_days(7);
		pass_days(1);
		ok(LESSOR, terminate());
		inspect(51_000);
		back_by_both(51_000);
		ok(LESSOR, waive());
		ok(LESSOR, settle_lease());
		// Two rents: the first was paid at once, the second by the deposit.
		gained(LESSOR, before, 2 * RENT as i128);
		assert!(Participants::reputation(account(LESSEE)).late_payments > 0);
	});
}

#[test]
fn rents_are_drawn_from_what_the_lessee_authorised() {
	story(|| {
		used_car();
		ok(LESSOR, offer_lease());
		ok(LESSEE, accept_lease(2 * RENT));
		let draw = || Call::draw_rent { id: LEASE };
		refused(LESSOR, draw(), Error::<Runtime>::RentNotDue);
		let before = wealth(LESSOR);
		for _ in 0..2 {
			pass_days(MONTH);
			ok(LESSOR, draw());
		}
		gained(LESSOR, before, 2 * RENT as i128);
		pass_days(MONTH);
		refused(LESSOR, draw(), Error::<Runtime>::AuthorisedTooLow);
	});
}

#[test]
fn good_conduct_earns_points_that_pay_part_of_a_rent() {
	story(|| {
		leased_car();
		let points = LeasingTokens::points(account(LESSEE)).valid;
		assert_eq!(points, 10, "the first rent was on time");
		let before = wealth(LESSOR);
		ok(LESSEE, pay_rent(10));
		gained(LESSOR, before, RENT as i128 - 10);
		refused_by_any(LESSEE, pay_rent(200));
	});
}

#[track_caller]
fn refused_by_any(who: Sr25519Keyring, call: RuntimeCall) {
	assert!(apply(who, call).unwrap().is_err());
}

#[test]
fn a_contested_claim_is_decided_by_arbiters() {
	story(|| {
		let before = wealth(LESSOR);
		leased_car();
		for _ in 1..12 {
			ok(LESSEE, pay_rent(0));
		}
		pass_days(12 * MONTH);
		inspect(60_000);
		back_by_both(60_000);
		let id = LEASE;
		ok(LESSOR, Call::claim { id, amount: 1_000 * UNIT, evidence: [1; 32] });
		ok(LESSEE, Call::contest_claim { id, evidence: [2; 32] });
		refused(LESSOR, settle_lease(), Error::<Runtime>::ClaimOpen);
		let ruling = Ruling { award: 400 * UNIT, distance: None, loser: Some(Party::Lessor) };
		assert_eq!(decide(Call::resolve_lease { id, ruling }), Ok(()));
		ok(LESSEE, settle_lease());
		gained(LESSOR, before, (12 * RENT + 400) as i128);
		assert_eq!(Participants::reputation(account(LESSOR)).claims_lost, 1);
	});
}

#[test]
fn a_lessee_buys_the_car_with_a_certificate_and_gets_the_deposit_back() {
	story(|| {
		let before = [LESSOR, LESSEE].map(wealth);
		leased_car();
		let id = LEASE;
		ok(LESSEE, Call::buy_out { id });
		gained(LESSOR, before[0], (RENT + 8_000) as i128);
		gained(LESSEE, before[1], -((RENT + 8_000) as i128));
		assert_eq!(owner_of(car()), account(LESSEE));
		assert!(Leases::lease(id).is_none() && Leases::lease_of(car()).is_none());
		let certificate = carxchain_runtime::TransferCertificates::certificate(0).unwrap();
		assert_eq!(certificate.paid, 8_000 * UNIT);
	});
}

#[test]
fn a_lender_of_the_lessor_is_paid_when_the_lessee_buys() {
	story(|| {
		used_car();
		make(LENDER, Role::Lender);
		ok(LESSOR, lien(EncumbranceKind::Loan, LENDER));
		ok(LESSOR, offer_lease());
		ok(LESSEE, accept_lease(0));
		let id = LEASE;
		refused_by_any(LESSEE, Call::buy_out { id }.into());
		let quote = pallet_transfer_certificates::Call::quote_pay_off {
			vin: car(),
			encumbrance: 0,
			asset: NATIVE,
			amount: 3_000 * UNIT,
			valid_until: now() + DAY,
		};
		ok(LENDER, quote);
		let before = [LESSOR, LENDER].map(wealth);
		ok(LESSEE, Call::buy_out { id });
		gained(LESSOR, before[0], 5_000);
		gained(LENDER, before[1], 3_000);
	});
}

#[test]
fn a_stolen_car_is_not_leased_out() {
	story(|| {
		used_car();
		let (status, role) = (carx_primitives::VehicleStatus::Stolen, None);
		let report = pallet_vehicle_registry::Call::set_status { vin: car(), status, role };
		ok(LESSOR, offer_lease());
		ok(LESSOR, report);
		refused(LESSEE, accept_lease(0), Error::<Runtime>::VehicleBlocked);
	});
}
