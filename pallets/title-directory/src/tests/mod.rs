//! One file per call, one each for what messages do and for attacks, and a walk over all of it.

use crate::{mock::*, pallet::*, HoldReason, Home, Moving, TitleRequest};
use carx_primitives::{
	Action, Blocker, ChainId, EncumbranceKind, Moment, Presence, VehicleMoves, Vin,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically, BoundedVec};
use pallet_relay_bridge::{
	Lane, MessageHandler, MessageId, Outcome, Refusal, Role, Route, SendMessage,
};
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	DispatchResult,
	TokenError::FundsUnavailable,
};
use Presence::{Away, Leaving, Provisional, Titled};

mod attacks;
mod claim_title;
mod expect_vehicle;
mod force_set_home;
mod handler;
mod move_vehicle;
mod random_walk;
mod registration;
mod try_state;
mod view_functions;
mod withdraw_expectation;

type BridgeError = pallet_relay_bridge::Error<Test>;
type RegistryError = pallet_vehicle_registry::Error<Test>;

/// What a chain is told that `by` refused for this error.
fn refused(by: usize, error: impl Into<DispatchError>) -> Outcome {
	Outcome::Refused { by: id(by), reason: Refusal::from(error.into()) }
}

/// What a chain is told that claims what lives elsewhere.
fn taken(home: usize) -> Outcome {
	Outcome::Refused { by: id(RELAY), reason: Refusal::VinAlreadyTitled { chain: id(home) } }
}

fn message(source: usize, number: u64) -> MessageId {
	MessageId { source: id(source), number }
}

fn route(source: usize, target: usize, lane: Lane) -> Route {
	Route { source: id(source), target: id(target), lane }
}

/// Does what may fail as a call does it.
fn dispatch(call: impl FnOnce() -> DispatchResult) -> DispatchResult {
	frame_support::storage::with_storage_layer(call)
}
