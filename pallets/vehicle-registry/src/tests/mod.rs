//! One file per call, and one each for what other pallets and clients ask.

use crate::{mock::*, Error, Event, GranteeKind, Grants, HoldReason, Registrars, Vehicles};
use carx_primitives::{AccessError, RecordClass, RecordClasses, RecordSource, VehicleAccess};
use carx_primitives::{VehicleStatus, Vin};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, hypothetically_ok};
use sp_runtime::{DispatchError::BadOrigin, TokenError::FundsUnavailable};

mod add_registrar;
mod genesis;
mod grant_access;
mod record_source;
mod register_vehicle;
mod remove_registrar;
mod revoke_access;
mod set_status;
mod transfer_ownership;
mod try_state;
mod view_functions;

const STATES: [VehicleStatus; 6] = [
	VehicleStatus::Active,
	VehicleStatus::Stolen,
	VehicleStatus::Recovered,
	VehicleStatus::TotalLoss,
	VehicleStatus::Scrapped,
	VehicleStatus::Exported,
];

/// Puts the car into a state by no call, to test what follows from it.
fn put_status(status: VehicleStatus) {
	Vehicles::<Test>::mutate(VIN, |vehicle| vehicle.as_mut().unwrap().status = status);
}
