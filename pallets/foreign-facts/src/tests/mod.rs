//! One file per call and per step of a message, and one each for networks, sequences, invariants and for what clients ask.

use crate::{
	mock::*, Error, Event, Fact, FollowedRecords, ForeignLienStage, ForeignLiens, HoldReason,
	LienElsewhereStage, LienKey, LiensElsewhere, MAX_FOLLOWED, MAX_FOREIGN_LIENS, MAX_PAGE,
};
use carx_primitives::{
	Action, ChainId, Digest, EncumbranceKind, Moment, Role, VehicleMoves, VehicleTitles,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically};
use pallet_relay_bridge::{Lane, Outcome};
use pallet_vehicle_registry::Dossier;
use sp_runtime::{DispatchError::BadOrigin, DispatchResult, TokenError::FundsUnavailable};

mod allow_lien;
mod clear_lien;
mod close;
mod execute_lien;
mod execute_records;
mod execute_release;
mod follow_records;
mod forget_lien;
mod handler;
mod network;
mod open;
mod round_trip;
mod sequences;
mod try_state;
mod types;
mod unfollow_records;
mod view_functions;
mod withdraw_permission;

/// Everybody of the mock who has money, but these.
fn all_but(these: &[AccountId]) -> Vec<AccountId> {
	(REGISTRAR..=STRANGER).filter(|who| !these.contains(who)).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

/// Lets the account have so much free money, whatever it has on hold, and a smallest balance that cannot be held.
fn fund(who: AccountId, amount: Balance) {
	let amount = amount + EXISTENTIAL_DEPOSIT;
	assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, amount));
}

/// How many liens and locks the car has.
fn liens() -> usize {
	VehicleRegistry::encumbrances(VIN).len()
}

fn can_be_sold() -> bool {
	VehicleRegistry::can(Action::Sell, VIN).is_empty()
}

/// [`OWNER`]'s car moves to [`HOSTILE`] with its liens: all of it.
fn move_away() -> Dossier<AccountId> {
	let dossier = VehicleRegistry::pack(VIN, &OWNER, &[]).unwrap();
	VehicleRegistry::depart(VIN, HOSTILE);
	dossier
}

/// A chain of which nothing else is known.
fn other_chain(number: u32) -> ChainId {
	ChainId([number as u8; 32])
}

/// Stage of the only permission or foreign lien of the car.
fn stage() -> ForeignLienStage {
	let list = ForeignLiens::<Test>::get(VIN);
	assert_eq!(list.len(), 1);
	list[0].stage
}

/// How far the lien of [`LENDER`] has come, as their chain heard.
fn noted() -> Option<LienElsewhereStage> {
	Some(LiensElsewhere::<Test>::get(LENDER, KEY)?.stage)
}

/// The lien of [`LENDER`] went from one stage to the next.
fn changed(from: Option<LienElsewhereStage>, to: Option<LienElsewhereStage>) -> Event<Test> {
	let (vehicle, home, reference) = (VIN, TRADE, CONTRACT);
	Event::LienElsewhereChanged { vehicle, holder: LENDER, home, reference, from, to }
}
