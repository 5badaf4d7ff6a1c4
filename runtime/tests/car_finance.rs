//! Car finance: the lien comes with the loan and goes with the last instalment.

mod common;

use carx_primitives::{Action, EncumbranceKind, Role, DAY};
use carxchain_runtime::{
	AccountId, Balance, Participants, Runtime, RuntimeCall, VehicleLoans, VehicleRegistry, UNIT,
};
use common::{trade::*, *};
use pallet_transfer_certificates::Call as Sale;
use pallet_vehicle_loans::{Call, Error, Terms};
use sp_keyring::Sr25519Keyring::Eve as LENDER;

const LOAN: u32 = 0;

fn terms() -> Terms<AccountId, carxchain_runtime::configs::AssetKind, Balance> {
	Terms {
		borrower: account(OWNER),
		asset: NATIVE,
		principal: 9_000 * UNIT,
		instalment: 850 * UNIT,
		instalments: 12,
		period: 30 * DAY,
		first_due: now() + 30 * DAY,
		contract: [5; 32],
	}
}

/// The owner of a used car borrows 9,000 CARX on it.
#[track_caller]
fn financed_car() {
	used_car();
	make(LENDER, Role::Lender);
	let expires_at = now() + DAY;
	ok(LENDER, Call::offer_loan { vin: car(), terms: terms(), expires_at });
	ok(OWNER, Call::accept_loan { id: LOAN });
}

fn pay() -> RuntimeCall {
	Call::pay_instalment { id: LOAN }.into()
}

#[test]
fn a_lien_comes_with_the_loan_and_goes_with_the_last_instalment() {
	story(|| {
		let before = wealth(LENDER);
		financed_car();
		let [lien] = &VehicleRegistry::encumbrances(car())[..] else { panic!("one lien") };
		assert_eq!((lien.kind, &lien.holder), (EncumbranceKind::Loan, &account(LENDER)));
		assert_eq!(lien.reference, [5; 32]);
		for paid in 1..=12 {
			assert!(!can(Action::Sell));
			pass_days(30);
			ok(OWNER, pay());
			assert_eq!(VehicleLoans::loan(LOAN).is_none(), paid == 12);
		}
		assert!(can(Action::Sell));
		let gain = wealth(LENDER) - before;
		assert!(gain > 1_199 * UNIT && gain <= 1_200 * UNIT, "{gain}");
		assert_eq!(Participants::reputation(account(OWNER)).late_payments, 0);
	});
}

#[test]
fn a_late_instalment_is_counted() {
	story(|| {
		financed_car();
		pass_days(31);
		ok(OWNER, pay());
		assert_eq!(Participants::reputation(account(OWNER)).late_payments, 1);
	});
}

#[test]
fn a_financed_car_is_sold_and_the_lender_paid_off_with_it() {
	story(|| {
		financed_car();
		let id = VehicleRegistry::encumbrances(car())[0].id;
		let quote = Sale::quote_pay_off {
			vin: car(),
			encumbrance: id,
			asset: NATIVE,
			amount: 8_000 * UNIT,
			valid_until: now() + 60 * DAY,
		};
		ok(LENDER, quote);
		ok(OWNER, sale(10_000));
		ok(BUYER, accept_sale());
		hand_over_by_both(OWNER, BUYER);
		let before = wealth(LENDER);
		ok(REGISTRAR, settle());
		assert!(wealth(LENDER) - before >= 7_999 * UNIT);
		assert_eq!(owner_of(car()), account(BUYER));
		// The loan is done with its lien; anybody clears it away, and nobody pays on it.
		assert!(apply(OWNER, pay()).unwrap().is_err());
		ok(BUYER, Call::close_loan { id: LOAN });
		assert!(VehicleLoans::loan(LOAN).is_none());
	});
}

#[test]
fn nobody_borrows_on_a_car_that_is_not_theirs_or_that_is_stolen() {
	story(|| {
		used_car();
		make(LENDER, Role::Lender);
		let offer = Call::offer_loan { vin: car(), terms: terms(), expires_at: now() + DAY };
		refused(BUYER, offer.clone(), Error::<Runtime>::NotLender);
		ok(LENDER, offer);
		let (status, role) = (carx_primitives::VehicleStatus::Stolen, None);
		ok(OWNER, pallet_vehicle_registry::Call::set_status { vin: car(), status, role });
		refused(OWNER, Call::accept_loan { id: LOAN }, Error::<Runtime>::VehicleBlocked);
	});
}
