//! Stories of people and cars, told in signed extrinsics.

mod common;

use carx_primitives::{RecordClass, RecordHead, RecordSource, Role, VehicleStatus};
use carxchain_runtime::{ConditionRecords, Runtime, VehicleRegistry};
use common::*;
use pallet_condition_records::{Error as RecordsError, Standing};
use pallet_participants::Call as Participation;
use pallet_vehicle_registry::{Call as Registry, Error as RegistryError};

fn set_status(status: VehicleStatus) -> Registry<Runtime> {
	Registry::set_status { vin: car(), status, role: None }
}

fn rule_status(status: VehicleStatus) -> Registry<Runtime> {
	Registry::set_status { vin: car(), status, role: Some(Role::Registrar) }
}

#[test]
fn a_car_is_sold_and_its_history_goes_with_it_but_the_grants_do_not() {
	story(|| {
		make(WORKSHOP, Role::Workshop);
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant(WORKSHOP, RecordClass::Maintenance));
		next_block();
		ok(WORKSHOP, append(RecordClass::Maintenance, 48_210));
		ok(OWNER, append(RecordClass::Consumables, 48_300));
		transfer(OWNER, BUYER);

		// The old owner and the old owner's workshop are strangers now.
		refused(
			WORKSHOP,
			append(RecordClass::Maintenance, 48_400),
			RecordsError::<Runtime>::NotAuthorized,
		);
		refused(
			OWNER,
			append(RecordClass::Maintenance, 48_400),
			RecordsError::<Runtime>::NotAuthorized,
		);
		refused(OWNER, offer(OWNER), RegistryError::<Runtime>::NotOwner);

		let info = VehicleRegistry::vehicle(car()).unwrap();
		assert_eq!((info.owner, info.title_epoch), (account(BUYER), 1));
		let history = ConditionRecords::history(car(), 0, 100);
		let sources = history.entries.iter().map(|entry| entry.record.source).collect::<Vec<_>>();
		assert_eq!(sources, [RecordSource::Accredited(Role::Workshop), RecordSource::Owner]);
		let records = history.entries.iter().map(|entry| &entry.record);
		assert_eq!(RecordHead::of(records), Some(history.head));
	});
}

#[test]
fn a_stolen_car_cannot_be_sold_until_a_registrar_clears_it() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		refused(BUYER, set_status(VehicleStatus::Stolen), RegistryError::<Runtime>::NotOwner);
		ok(OWNER, set_status(VehicleStatus::Stolen));
		refused(OWNER, offer(BUYER), RegistryError::<Runtime>::VehicleBlocked);
		refused(
			OWNER,
			set_status(VehicleStatus::Recovered),
			RegistryError::<Runtime>::StatusNotAllowed,
		);

		ok(REGISTRAR, rule_status(VehicleStatus::Recovered));
		ok(REGISTRAR, rule_status(VehicleStatus::Active));
		transfer(OWNER, BUYER);
	});
}

#[test]
fn a_workshop_corrects_its_own_record_and_both_stay() {
	story(|| {
		make(WORKSHOP, Role::Workshop);
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant(WORKSHOP, RecordClass::Inspection));
		ok(WORKSHOP, append(RecordClass::Inspection, 301_464));
		let correction = pallet_condition_records::Call::<Runtime>::supersede_record {
			vin: car(),
			seq: 0,
			entry: entry(RecordClass::Inspection, 154_754),
			after: None,
		};
		refused(OWNER, correction.clone(), RecordsError::<Runtime>::NotIssuer);
		ok(WORKSHOP, correction.clone());
		refused(WORKSHOP, correction, RecordsError::<Runtime>::AlreadySuperseded);

		let history = ConditionRecords::history(car(), 0, 100);
		assert_eq!(history.entries.len(), 2);
		assert_eq!(history.entries[0].standing, Standing::Superseded { by: 1 });
		assert_eq!(history.entries[1].record.supersedes, Some(0));
	});
}

#[test]
fn a_scrapped_car_never_comes_back_and_its_vin_is_never_given_again() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		ok(REGISTRAR, rule_status(VehicleStatus::Scrapped));
		for status in [VehicleStatus::Active, VehicleStatus::Stolen, VehicleStatus::Exported] {
			refused(REGISTRAR, rule_status(status), RegistryError::<Runtime>::StatusNotAllowed);
		}
		refused(OWNER, offer(BUYER), RegistryError::<Runtime>::VehicleBlocked);
		refused(REGISTRAR, register(BUYER), RegistryError::<Runtime>::AlreadyExists);
	});
}

#[test]
fn governance_appoints_and_dismisses_registrars() {
	story(|| {
		let everywhere = scope(RecordClass::ALL);
		let appoint = accredit(WORKSHOP, Role::Registrar, everywhere);
		ok(WORKSHOP, join());
		for registrar in [REGISTRAR, WORKSHOP] {
			assert!(apply(registrar, appoint.clone()).unwrap().is_err());
		}
		as_root(appoint).unwrap();
		ok(WORKSHOP, register(OWNER));
		let dismiss =
			Participation::<Runtime>::withdraw { who: account(WORKSHOP), role: Role::Registrar };
		as_root(dismiss).unwrap();
		refused(
			WORKSHOP,
			rule_status(VehicleStatus::Exported),
			RegistryError::<Runtime>::NotAuthorized,
		);
	});
}
