//! One file per call, and one each for the rules, for the sessions, for offences, and for what clients ask.

use crate::{
	is_double_authoring, mock::*, tolerated_failures, Error, Event, GenesisConfig, HoldReason,
	Rules, SessionStart, Standing, Validators, MAX_HEADER_SIZE, MAX_PROOF_NODES, MAX_PROOF_SIZE,
	MAX_SESSION_LENGTH, MAX_UNBONDING, MIN_SESSION_LENGTH,
};
use frame_support::{assert_noop, assert_ok, hypothetically};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult, Perbill, TokenError::FundsUnavailable};

mod admit_validator;
mod expel_validator;
mod genesis;
mod leave;
mod offences;
mod pardon_validator;
mod register_validator;
mod report_double_authoring;
mod resume;
mod rules;
mod sessions;
mod set_rules;
mod silence;
mod try_state;
mod view_functions;
mod withdraw_bond;

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 3] {
	[RuntimeOrigin::none(), RuntimeOrigin::root(), frame_system::RawOrigin::Authorized.into()]
}

/// Origins that do not govern.
fn not_admin() -> [RuntimeOrigin; 5] {
	[
		RuntimeOrigin::none(),
		signed(VALIDATOR),
		signed(CANDIDATE),
		signed(STRANGER),
		frame_system::RawOrigin::Authorized.into(),
	]
}

/// Fails unless exactly these are on hold of these accounts.
#[track_caller]
fn assert_bond(who: AccountId, bond: Balance) {
	assert_eq!(Validators::<Test>::get(who).unwrap().bond, bond);
	assert_eq!(held(who), bond);
	assert_eq!(Balances::free_balance(who), START_BALANCE - bond);
}
