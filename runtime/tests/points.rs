//! Points: who earns one, and who tries in vain.

mod common;

use carx_primitives::{Odometer, RecordClass, Role};
use carxchain_runtime::{
	configs::POINTS, Assets, ConditionRecords, Participants, Runtime, RuntimeCall,
};
use common::*;
use frame_support::traits::fungibles::roles::Inspect;
use pallet_condition_records::{Call, Contribution, Error, Event};
use pallet_participants::{Call as Participation, RelationKind};
use pallet_vehicle_registry::GranteeKind;
use sp_keyring::Sr25519Keyring::{self, Ferdie as INSURER};

#[track_caller]
fn read(who: Sr25519Keyring, days: u64, kilometres: u32) {
	ok(who, append_entry(reading(days, Odometer::from_metres(kilometres * 1_000))));
}

fn points() -> [u128; 2] {
	[WORKSHOP, OTHER_WORKSHOP].map(|who| Assets::balance(POINTS, account(who)))
}

#[track_caller]
fn relate(one: Sr25519Keyring, other: Sr25519Keyring) {
	let kind = RelationKind::Represents;
	ok(one, Participation::<Runtime>::propose_relation { to: account(other), kind });
	ok(other, Participation::<Runtime>::accept_relation { from: account(one), kind });
}

fn confirm(seq: u32) -> RuntimeCall {
	Call::confirm_use { vin: car(), seq, role: Role::Insurer }.into()
}

/// An insurer that the owner lets read.
#[track_caller]
fn insurer() {
	make(INSURER, Role::Insurer);
	ok(OWNER, grant_to(account(INSURER), GranteeKind::Reader, RecordClass::ALL));
}

#[test]
fn a_reading_that_an_independent_workshop_confirms_earns_a_point() {
	story(|| {
		car_with_workshops(&[WORKSHOP, OTHER_WORKSHOP]);
		read(WORKSHOP, 40, 50_000);
		assert_eq!(points(), [0, 0], "nothing for a record by itself");
		read(OTHER_WORKSHOP, 38, 50_100);
		assert_eq!(points(), [1, 0]);
		happened(Event::<Runtime>::ContributionRewarded {
			vehicle: car(),
			seq: 0,
			issuer: account(WORKSHOP),
			contribution: Contribution::Corroborated { by: 1 },
		});
		assert_eq!(Participants::reputation(account(WORKSHOP)).contributions_rewarded, 1);
		// It works in both directions, once for each.
		read(WORKSHOP, 36, 50_200);
		assert_eq!(points(), [1, 1]);
		read(OTHER_WORKSHOP, 34, 50_300);
		read(WORKSHOP, 32, 50_400);
		assert_eq!(points(), [1, 1], "one point for each car in 30 days");
	});
}

#[test]
fn a_reading_that_contradicts_another_earns_neither_a_point() {
	story(|| {
		car_with_workshops(&[WORKSHOP, OTHER_WORKSHOP]);
		read(WORKSHOP, 40, 50_000);
		read(OTHER_WORKSHOP, 30, 40_000);
		assert_eq!(points(), [0, 0]);
	});
}

#[test]
fn related_parties_owners_and_echoes_farm_in_vain() {
	story(|| {
		car_with_workshops(&[WORKSHOP, OTHER_WORKSHOP]);
		insurer();
		relate(WORKSHOP, OTHER_WORKSHOP);
		relate(INSURER, WORKSHOP);
		let readings = 8;
		for n in 0..readings {
			let who = if n % 2 == 0 { WORKSHOP } else { OTHER_WORKSHOP };
			read(who, 100 - u64::from(n), 50_000 + 10 * n);
		}
		read(WORKSHOP, 20, 51_000);
		read(WORKSHOP, 19, 51_010);
		read(OWNER, 18, 51_020);
		assert_eq!(points(), [0, 0]);
		refused(INSURER, confirm(0), Error::<Runtime>::NotIndependent);
		refused(WORKSHOP, confirm(0), Error::<Runtime>::OwnRecord);
		refused(INSURER, confirm(readings + 2), Error::<Runtime>::RecordNotAccredited);
		refused(BUYER, confirm(0), Error::<Runtime>::NotAuthorized);
		assert_eq!(points(), [0, 0]);
		assert_eq!(Assets::total_supply(POINTS), 0);
	});
}

#[test]
fn a_workshop_that_buys_the_car_cannot_vouch_for_its_past() {
	story(|| {
		car_with_workshops(&[WORKSHOP, OTHER_WORKSHOP]);
		read(OTHER_WORKSHOP, 40, 50_000);
		transfer(OWNER, WORKSHOP);
		read(WORKSHOP, 39, 50_010);
		transfer(WORKSHOP, BUYER);
		let again = grant_to(account(WORKSHOP), GranteeKind::Provider, RecordClass::ALL);
		ok(BUYER, again);
		read(WORKSHOP, 38, 50_020);
		assert_eq!(points(), [0, 0]);
	});
}

#[test]
fn the_use_of_a_record_earns_its_issuer_a_point_once() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		insurer();
		ok(WORKSHOP, append(RecordClass::Maintenance, 10));
		ok(INSURER, confirm(0));
		assert_eq!(points(), [1, 0]);
		refused(INSURER, confirm(0), Error::<Runtime>::AlreadyConfirmed);
		ok(WORKSHOP, append(RecordClass::Maintenance, 11));
		refused(INSURER, confirm(1), Error::<Runtime>::PointsLimitReached);
		jump_to(carxchain_runtime::System::block_number() + 30 * carxchain_runtime::DAYS);
		ok(INSURER, confirm(1));
		assert_eq!(points(), [2, 0]);
	});
}

#[test]
fn nobody_mints_points_by_hand() {
	story(|| {
		let (id, amount) = (codec::Compact(POINTS), 1_000);
		for who in [REGISTRAR, WORKSHOP] {
			let beneficiary = account(who).into();
			let mint = pallet_assets::Call::<Runtime>::mint { id, beneficiary, amount };
			refused(who, mint, pallet_assets::Error::<Runtime>::NoPermission);
		}
		assert_eq!(Assets::owner(POINTS), Some(ConditionRecords::arbiters()));
	});
}
