//! What writing costs: fees, deposits, weights.

mod common;

use carx_primitives::RecordClass;
use carxchain_runtime::{
	configs::BlockWeights, Balances, Runtime, RuntimeCall, RuntimeHoldReason, VehicleRegistry,
};
use common::*;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungible::{Inspect, InspectHold, Mutate},
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

fn records_hold() -> RuntimeHoldReason {
	pallet_condition_records::HoldReason::RecordStorage.into()
}

fn full_batch() -> RuntimeCall {
	let entries = vec![(car(), entry(RecordClass::Inspection, 1), None); 100];
	pallet_condition_records::Call::append_records { entries: entries.try_into().unwrap() }.into()
}

#[test]
fn the_signer_pays_a_fee_even_for_a_call_that_is_refused() {
	story(|| {
		let before = Balances::balance(&account(BUYER));
		refused(BUYER, offer(OWNER), pallet_vehicle_registry::Error::<Runtime>::VehicleNotFound);
		let paid = before - Balances::balance(&account(BUYER));
		assert!(paid > 0);
		// The author of the block and the treasury got it.
		assert_eq!(
			Balances::total_issuance(),
			(6 * 10_000_000 + 1_000_000) * carxchain_runtime::UNIT,
			"no fee is lost while there is an author and a treasury"
		);
	});
}

#[test]
fn who_cannot_pay_writes_nothing_and_does_not_enter_the_block() {
	story(|| {
		let poor = Sr25519Keyring::One;
		let nothing = apply(poor, append(RecordClass::Other, 1));
		assert_eq!(nothing, Err(TransactionValidityError::Invalid(InvalidTransaction::Payment)));

		// Enough for the fee, not for the deposit.
		Balances::mint_into(&account(poor), 20 * carxchain_runtime::MILLI).unwrap();
		ok(REGISTRAR, register(poor));
		assert!(matches!(apply(poor, append(RecordClass::Other, 1)), Ok(Err(_))));
		assert_eq!(carxchain_runtime::ConditionRecords::record_head(car()).count, 0);
		assert_eq!(Balances::balance_on_hold(&records_hold(), &account(poor)), 0);
	});
}

#[test]
fn each_record_is_paid_by_a_hold_and_a_grant_gives_its_deposit_back() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		let registration = pallet_vehicle_registry::HoldReason::VehicleStorage.into();
		assert!(Balances::balance_on_hold(&registration, &account(REGISTRAR)) > 0);

		let deposit = pallet_condition_records::Pallet::<Runtime>::record_deposit();
		ok(OWNER, full_batch());
		assert_eq!(Balances::balance_on_hold(&records_hold(), &account(OWNER)), 100 * deposit);

		let grants = pallet_vehicle_registry::HoldReason::GrantStorage.into();
		ok(OWNER, grant(WORKSHOP, RecordClass::Other));
		assert!(Balances::balance_on_hold(&grants, &account(OWNER)) > 0);
		transfer(OWNER, BUYER);
		// Stale now: anybody may clear it away, and who paid gets the deposit back.
		let clear =
			pallet_vehicle_registry::Call::revoke_access { vin: car(), grantee: account(WORKSHOP) };
		ok(Sr25519Keyring::Ferdie, clear);
		assert_eq!(Balances::balance_on_hold(&grants, &account(OWNER)), 0);
		assert!(VehicleRegistry::grant(car(), account(WORKSHOP)).is_none());
	});
}

#[test]
fn the_heaviest_call_of_the_ledger_takes_less_than_half_a_block() {
	story(|| {
		let limit = BlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
		let weight = full_batch().get_dispatch_info().total_weight();
		assert!(weight.ref_time() < limit.ref_time() / 2, "{weight:?} of {limit:?}");
	});
}

#[test]
fn database_weights_are_those_of_the_database_in_use() {
	let parity = frame_support::weights::constants::ParityDbWeight::get();
	assert_eq!(<Runtime as frame_system::Config>::DbWeight::get(), parity);
}
