//! One file per call, and one each for the pure rules, what clients ask, and random sequences of calls.

use crate::{
	mock::{Leases, *},
	Active, Charges, Damage, Error, Event, HoldReason, LeaseId, Leases as StoredLeases, Party,
	PointsRule, Punctuality, Purse, Returned, Ruling, Settlement, Stage, Terms, VehicleLeases,
};
use carx_primitives::{Moment, Odometer, VehicleTitles, DAY};
use frame_support::{
	assert_noop, assert_ok, hypothetically,
	traits::{
		fungible::{self, InspectHold as _},
		fungibles,
	},
};
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	DispatchResult, Permill,
	TokenError::FundsUnavailable,
};

mod accept_claim;
mod accept_lease;
mod authorise_rent;
mod buy_out;
mod charges;
mod claim;
mod close_return;
mod contest_claim;
mod dispute_lease;
mod draw_rent;
mod offer_lease;
mod pay_rent;
mod resolve_lease;
mod return_vehicle;
mod sequences;
mod settle_lease;
mod terminate_lease;
mod terms;
mod try_state;
mod view_functions;
mod waive_claims;
mod withdraw_lease_offer;

type E = Error<Test>;

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

/// Everybody but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	(REGISTRAR..=SHARES).filter(|who| !these.contains(who)).collect()
}

fn active(id: LeaseId) -> Active<Balance> {
	match StoredLeases::<Test>::get(id).unwrap().stage {
		Stage::Active(active) => active,
		stage => panic!("{stage:?}"),
	}
}

fn back(id: LeaseId) -> Returned<Balance> {
	match StoredLeases::<Test>::get(id).unwrap().stage {
		Stage::Returned(returned) => returned,
		stage => panic!("{stage:?}"),
	}
}

/// Checks that a call knows no lease with another number.
fn needs_a_lease(call: impl Fn(LeaseId) -> DispatchResult) {
	assert_noop!(call(99), E::LeaseNotFound);
}

/// Nobody is paid, and nothing else goes on, once the lessor lost the title.
fn needs_the_title(call: impl Fn() -> DispatchResult) {
	hypothetically!({
		lose_title();
		assert_noop!(call(), E::LessorNotOwner);
	});
}
