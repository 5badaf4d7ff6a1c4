//! One file per call, and one each for the rules and for what clients ask.

use crate::{
	mock::*, Error, Event, HoldReason, Loans, LoansByVehicle, NextLoan, Stage, Terms,
	MAX_INSTALMENTS, MAX_LOANS, MAX_PERIOD, MIN_PERIOD,
};
use carx_primitives::{Action, EncumbranceKind, Role};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, hypothetically_ok};
use sp_runtime::{
	DispatchError::BadOrigin,
	DispatchResult,
	TokenError::{CannotCreate, FundsUnavailable},
};

mod accept_loan;
mod close_loan;
mod conservation;
mod offer_loan;
mod pay_instalment;
mod pay_off_loan;
mod terms;
mod try_state;
mod view_functions;
mod withdraw_loan_offer;

type Registry = pallet_vehicle_registry::Error<Test>;

/// Everybody of the mock who has money, but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	(REGISTRAR..=STRANGER).filter(|who| !these.contains(who)).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

/// Lets the account have so much of the native asset, and a smallest balance that cannot be held.
fn fund(who: AccountId, amount: Balance) {
	let amount = amount + EXISTENTIAL_DEPOSIT;
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, amount));
}

/// Releases the lien with this number on the word of governance.
fn unlock(id: u32) {
	assert_ok!(VehicleRegistry::release_encumbrance(RuntimeOrigin::root(), VIN, id));
}

fn liens() -> usize {
	VehicleRegistry::encumbrances(VIN).len()
}

/// How many instalments of [`LOAN`] are paid.
fn paid() -> u32 {
	match Loans::<Test>::get(LOAN).unwrap().stage {
		Stage::Running { paid, .. } => paid,
		stage => panic!("the loan does not run: {stage:?}"),
	}
}

/// Nothing is left of [`LOAN`] or its lien.
fn assert_gone() {
	assert!(!Loans::<Test>::contains_key(LOAN));
	assert!(!LoansByVehicle::<Test>::contains_key(VIN));
	assert_eq!(liens(), 0);
	assert_eq!(held(HoldReason::LoanStorage, LENDER), 0);
	assert!(VehicleRegistry::can(Action::Sell, VIN).is_empty());
}
