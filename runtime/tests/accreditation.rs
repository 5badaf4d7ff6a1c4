//! A workshop turns out to have been bought: one extrinsic marks what it wrote since.

mod common;

use carx_primitives::{Moment, RecordClass, Role, Vin};
use carxchain_runtime::{ConditionRecords, Runtime, RuntimeCall};
use common::*;
use frame_support::dispatch::GetDispatchInfo;
use pallet_condition_records::{RecordEntry, Standing};
use pallet_participants::{Call, Error, Event};
use pallet_vehicle_registry::GranteeKind;

const CARS: u32 = 10;
/// Batches in which the cars get their records: each of 100 records, each in a block of its own.
const BATCHES: u32 = 20;

fn suspend(since: Moment) -> RuntimeCall {
	Call::suspend { who: account(WORKSHOP), role: Role::Workshop, since }.into()
}

/// The car gets its next records, in the next block.
#[track_caller]
fn write_batch(vin: Vin) {
	next_block();
	let entry = RecordEntry { odometer: None, ..entry(RecordClass::Maintenance, 0) };
	let entries = vec![(vin, entry, None); 100].try_into().unwrap();
	ok(WORKSHOP, pallet_condition_records::Call::<Runtime>::append_records { entries });
}

/// When each record of the cars was recorded, and what it counts now.
fn records(cars: &[Vin]) -> Vec<(Moment, Standing<u32>)> {
	let pages = cars.iter().flat_map(|vin| {
		let count = ConditionRecords::record_head(*vin).count;
		(0..count).step_by(100).map(|from| ConditionRecords::history(*vin, from, 100))
	});
	pages
		.flat_map(|page| page.entries)
		.map(|entry| (entry.record.recorded_at, entry.standing))
		.collect()
}

fn fleet() -> Vec<Vin> {
	make(WORKSHOP, Role::Workshop);
	let cars = (0..CARS).map(other_car).collect::<Vec<_>>();
	for vin in &cars {
		let (vin, owner, region, role) = (*vin, account(OWNER), REGION, Role::Registrar);
		let description = description();
		ok(
			REGISTRAR,
			pallet_vehicle_registry::Call::<Runtime>::register_vehicle {
				vin,
				owner,
				region,
				description,
				role,
			},
		);
		ok(
			OWNER,
			pallet_vehicle_registry::Call::<Runtime>::grant_access {
				vin,
				grantee: account(WORKSHOP),
				kind: GranteeKind::Provider,
				classes: RecordClass::ALL.into_iter().collect(),
				expires_at: None,
			},
		);
	}
	cars
}

#[test]
fn one_extrinsic_marks_exactly_what_a_workshop_wrote_since_it_was_bought() {
	story(|| {
		let cars = fleet();
		let mut since = 0;
		for (batch, vin) in (0..BATCHES).zip(cars.iter().cycle()) {
			write_batch(*vin);
			if batch == BATCHES / 2 {
				since = now();
			}
		}
		let before = records(&cars);
		assert_eq!(before.len() as u32, BATCHES * 100);
		assert!(before.iter().all(|(_, standing)| *standing == Standing::Valid));

		next_block();
		let weight = suspend(since).get_dispatch_info().call_weight;
		ok(REGISTRAR, suspend(since));
		let marked = Standing::IssuerSuspended { since };
		let expected =
			before.iter().map(|(at, _)| (*at, if *at >= since { marked } else { Standing::Valid }));
		assert_eq!(records(&cars), expected.collect::<Vec<_>>());
		assert_eq!(records(&cars).iter().filter(|(_, it)| *it == marked).count(), 1_000);
		assert_eq!(suspend(since).get_dispatch_info().call_weight, weight);

		// It writes nothing more, and if the mark was wrong, nothing of it stays.
		refused(
			WORKSHOP,
			append(RecordClass::Maintenance, 1),
			pallet_condition_records::Error::<Runtime>::VehicleNotFound,
		);
		let (vin, entry) = (cars[0], entry(RecordClass::Maintenance, 1));
		refused(
			WORKSHOP,
			pallet_condition_records::Call::<Runtime>::append_record { vin, entry, after: None },
			pallet_condition_records::Error::<Runtime>::NotAuthorized,
		);
		let (who, role) = (account(WORKSHOP), Role::Workshop);
		ok(REGISTRAR, Call::<Runtime>::reinstate { who, role });
		assert_eq!(records(&cars), before);
	});
}

#[test]
fn who_hides_behind_a_withdrawal_stays_marked() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		ok(WORKSHOP, append(RecordClass::Maintenance, 10));
		let since = now();
		next_block();
		ok(REGISTRAR, suspend(since));
		happened(Event::<Runtime>::AccreditationSuspended {
			who: account(WORKSHOP),
			role: Role::Workshop,
			from: None,
			since,
			by: Some(account(REGISTRAR)),
		});
		let (who, role) = (account(WORKSHOP), Role::Workshop);
		let withdraw = Call::<Runtime>::withdraw { who, role };
		refused(WORKSHOP, withdraw.clone(), Error::<Runtime>::Suspended);
		refused(REGISTRAR, withdraw.clone(), Error::<Runtime>::Suspended);
		as_root(withdraw).unwrap();
		let standing = || ConditionRecords::record(car(), 0).unwrap().standing;
		assert_eq!(standing(), Standing::IssuerSuspended { since });
		ok(REGISTRAR, accredit(WORKSHOP, Role::Workshop, scope(RecordClass::ALL)));
		assert_eq!(standing(), Standing::IssuerSuspended { since });
		refused(
			WORKSHOP,
			append(RecordClass::Maintenance, 11),
			pallet_condition_records::Error::<Runtime>::NotAuthorized,
		);
	});
}

#[test]
fn a_licence_that_has_run_out_writes_nothing_and_leaves_what_it_wrote() {
	story(|| {
		car_with_workshops(&[WORKSHOP]);
		let expires_at = Some(now() + 5_000);
		let (who, role, scope) = (account(WORKSHOP), Role::Workshop, scope(RecordClass::ALL));
		ok(REGISTRAR, Call::<Runtime>::accredit { who, role, scope, expires_at });
		ok(WORKSHOP, append(RecordClass::Maintenance, 10));
		while Some(now()) < expires_at {
			ok(WORKSHOP, append(RecordClass::Maintenance, 11));
			next_block();
		}
		refused(
			WORKSHOP,
			append(RecordClass::Maintenance, 12),
			pallet_condition_records::Error::<Runtime>::NotAuthorized,
		);
		let history = ConditionRecords::history(car(), 0, 100);
		assert!(history.entries.iter().all(|entry| entry.standing == Standing::Valid));
	});
}
