//! The limits of the risk committee: what may be agreed from now on. What was agreed before goes on.

mod common;

use carx_primitives::{Role, DAY};
use carxchain_runtime::{
	configs::{
		dynamic_params::risk_limits::{MaxLeaseValue, MaxLoan, MaxSalePrice, Parameters},
		AssetKind, RiskInstance, RuntimeParameters,
	},
	Balance, Runtime, RuntimeCall, VehicleLoans, UNIT,
};
use common::{
	committees::{decide, RISK},
	trade::*,
	*,
};
use pallet_leases::Call as Lease;
use pallet_transfer_certificates::{Error as SaleError, Price};
use pallet_vehicle_loans::Call as Loan;
use sp_keyring::Sr25519Keyring::Eve as LENDER;

/// The risk committee sets one of its limits, in a block of its own.
#[track_caller]
fn limit(parameter: Parameters) {
	next_block();
	let key_value = RuntimeParameters::RiskLimits(parameter);
	let set = pallet_parameters::Call::<Runtime>::set_parameter { key_value };
	assert_eq!(decide::<RiskInstance>(&RISK, set), Ok(()));
}

fn limit_prices(carx: Balance) {
	limit(Parameters::MaxSalePrice(MaxSalePrice, Some(carx * UNIT)));
}

fn limit_leases(carx: Balance) {
	limit(Parameters::MaxLeaseValue(MaxLeaseValue, Some(carx * UNIT)));
}

fn limit_loans(carx: Balance) {
	limit(Parameters::MaxLoan(MaxLoan, Some(carx * UNIT)));
}

/// A year at 300 CARX a month, with a deposit of 5,000, and an option to buy for 8,000.
fn offer_lease() -> RuntimeCall {
	let terms = pallet_leases::Terms {
		lessee: account(BUYER),
		asset: NATIVE,
		rent: 300 * UNIT,
		period: 30 * DAY,
		periods: 12,
		deposit: 5_000 * UNIT,
		allowance: 15_000_000,
		excess_price: UNIT,
		grace: 7 * DAY,
		expires_at: now() + DAY,
		buy_out: Some(8_000 * UNIT),
		points: None,
	};
	Lease::<Runtime>::offer_lease { vin: car(), terms }.into()
}

fn accept_lease() -> RuntimeCall {
	let odometer = disclosure().odometer;
	Lease::<Runtime>::accept_lease { id: lease_number(), odometer, authorised: 0 }.into()
}

/// What [`offer_lease`] is worth, in CARX.
const LEASE_VALUE: Balance = 5_000 + 12 * 300;

#[test]
fn no_sale_is_agreed_above_the_limit_and_one_that_was_is_finished() {
	let above = || SaleError::<Runtime>::AboveRiskLimit;
	story(|| {
		used_car();
		limit_prices(10_000);
		refused(OWNER, sale(10_001), above());
		ok(OWNER, sale(10_000));
		limit_prices(9_999);
		refused(BUYER, accept_sale(), above());
		assert_eq!(escrow(BUYER), 0);
		limit_prices(10_000);
		ok(BUYER, accept_sale());
		limit_prices(0);
		hand_over_by_both(OWNER, BUYER);
		ok(BUYER, settle());
		assert_eq!(owner_of(car()), account(BUYER));
	});
}

#[test]
fn a_price_in_a_token_is_not_limited() {
	story(|| {
		used_car();
		issue_tokens(&[BUYER], 3_000);
		limit_prices(0);
		let price = Price::Open { asset: AssetKind::WithId(TOKEN), amount: 2_500 };
		ok(OWNER, sale_by(terms(price)));
		ok(BUYER, accept_sale());
		assert_eq!(tokens(BUYER), 500);
	});
}

#[test]
fn no_lease_is_agreed_above_the_limit_and_none_is_a_way_round_that_of_prices() {
	let above = || pallet_leases::Error::<Runtime>::AboveRiskLimit;
	story(|| {
		used_car();
		limit_leases(LEASE_VALUE - 1);
		refused(OWNER, offer_lease(), above());
		limit_leases(LEASE_VALUE);
		ok(OWNER, offer_lease());
		limit_leases(LEASE_VALUE - 1);
		refused(BUYER, accept_lease(), above());
		limit_leases(LEASE_VALUE);
		ok(BUYER, accept_lease());

		let buy_out = || Lease::<Runtime>::buy_out { id: lease_number() };
		limit_prices(7_999);
		refused(BUYER, buy_out(), SaleError::<Runtime>::AboveRiskLimit);
		limit_prices(8_000);
		ok(BUYER, buy_out());
		assert_eq!(owner_of(car()), account(BUYER));
	});
}

#[test]
fn no_loan_is_agreed_above_the_limit_and_one_that_was_is_paid_back() {
	let above = || pallet_vehicle_loans::Error::<Runtime>::AboveRiskLimit;
	story(|| {
		used_car();
		make(LENDER, Role::Lender);
		let offer = || {
			let terms = pallet_vehicle_loans::Terms {
				borrower: account(OWNER),
				asset: NATIVE,
				principal: 9_000 * UNIT,
				instalment: 850 * UNIT,
				instalments: 12,
				period: 30 * DAY,
				first_due: now() + 30 * DAY,
				contract: [5; 32],
			};
			Loan::<Runtime>::offer_loan { vin: car(), terms, expires_at: now() + DAY }
		};
		limit_loans(8_999);
		refused(LENDER, offer(), above());
		limit_loans(9_000);
		ok(LENDER, offer());
		limit_loans(8_999);
		refused(OWNER, Loan::<Runtime>::accept_loan { id: 0 }, above());
		limit_loans(9_000);
		ok(OWNER, Loan::<Runtime>::accept_loan { id: 0 });
		limit_loans(0);
		ok(OWNER, Loan::<Runtime>::pay_off_loan { id: 0 });
		assert!(VehicleLoans::loan(0).is_none());
	});
}
