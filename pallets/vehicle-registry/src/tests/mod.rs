//! One file per call, and one each for what other pallets and clients ask.

use crate::{mock::*, Error, Event, GranteeKind, Grants, HoldReason, Vehicle, Vehicles};
use carx_primitives::{
	AccessError, Action, Actions, Blocker, CloneAlarm, Condition, DeviceBindings, EncumbranceKind,
	Presence, RecordClass, RecordClasses, RecordSource, Region, Role, VehicleAccess, VehicleMoves,
	VehicleStatus, Vin,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, hypothetically_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult, TokenError::FundsUnavailable};

mod accept_title;
mod apply_for_registration;
mod bind_device;
mod bind_plate;
mod can;
mod clear_clone_suspicion;
mod confirm_registration;
mod contracts;
mod correct_owner;
mod grant_access;
mod impose_lock;
mod moves;
mod offer_title;
mod pledge_vehicle;
mod presence;
mod register_vehicle;
mod release_encumbrance;
mod revoke_access;
mod set_rule;
mod set_status;
mod try_state;
mod unbind_device;
mod unbind_plate;
mod view_functions;
mod withdraw_application;
mod withdraw_title_offer;
mod writer;

const STATES: [VehicleStatus; 6] = VehicleStatus::ALL;

/// Everybody of the mock.
fn everybody() -> impl Iterator<Item = AccountId> {
	REGISTRAR..=FOREIGN_REGISTRAR
}

/// Everybody of the mock but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	everybody().filter(|who| !these.contains(who)).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

fn car() -> Vehicle<AccountId> {
	Vehicles::<Test>::get(VIN).unwrap()
}

/// Changes the car by no call, to test what follows from it.
fn put(change: impl FnOnce(&mut Vehicle<AccountId>)) {
	Vehicles::<Test>::mutate(VIN, |vehicle| change(vehicle.as_mut().unwrap()));
}

fn put_status(status: VehicleStatus) {
	put(|vehicle| vehicle.status = status);
}

/// Lets the account have so much, and a smallest balance that cannot be held.
fn fund(who: AccountId, amount: Balance) {
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, amount + 1));
}

/// Puts the account in the place of [`OWNER`], to test what it cannot pay.
fn give_to(who: AccountId) {
	let correct = VehicleRegistry::correct_owner(RuntimeOrigin::root(), VIN, who, EVIDENCE);
	assert_ok!(correct);
	System::reset_events();
}
