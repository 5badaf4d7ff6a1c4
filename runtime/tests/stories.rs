//! Stories of people and cars, told in signed extrinsics.

mod common;

use carx_primitives::{RecordClass, RecordHead, RecordSource, VehicleStatus};
use carxchain_runtime::{ConditionRecords, Runtime, VehicleRegistry};
use common::*;
use pallet_condition_records::Error as RecordsError;
use pallet_vehicle_registry::{Call as Registry, Error as RegistryError};

fn set_status(status: VehicleStatus) -> Registry<Runtime> {
	Registry::set_status { vin: car(), status }
}

#[test]
fn a_car_is_sold_and_its_history_goes_with_it_but_the_grants_do_not() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant(WORKSHOP, RecordClass::Maintenance));
		next_block();
		ok(WORKSHOP, append(RecordClass::Maintenance, 48_210));
		ok(OWNER, append(RecordClass::Consumables, 48_300));
		ok(OWNER, transfer(BUYER));

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
		refused(OWNER, transfer(OWNER), RegistryError::<Runtime>::NotOwner);

		let info = VehicleRegistry::vehicle(car()).unwrap();
		assert_eq!((info.owner, info.title_epoch), (account(BUYER), 1));
		let history = ConditionRecords::history(car(), 0, 100);
		let sources = history.entries.iter().map(|entry| entry.record.source).collect::<Vec<_>>();
		assert_eq!(sources, [RecordSource::Provider, RecordSource::Owner]);
		let records = history.entries.iter().map(|entry| &entry.record);
		assert_eq!(RecordHead::of(records), Some(history.head));
	});
}

#[test]
fn a_stolen_car_cannot_be_sold_until_a_registrar_clears_it() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		refused(BUYER, set_status(VehicleStatus::Stolen), RegistryError::<Runtime>::NotAuthorized);
		ok(OWNER, set_status(VehicleStatus::Stolen));
		refused(OWNER, transfer(BUYER), RegistryError::<Runtime>::TransferNotAllowed);
		refused(
			OWNER,
			set_status(VehicleStatus::Recovered),
			RegistryError::<Runtime>::StatusNotAllowed,
		);

		ok(REGISTRAR, set_status(VehicleStatus::Recovered));
		ok(REGISTRAR, set_status(VehicleStatus::Active));
		ok(OWNER, transfer(BUYER));
	});
}

#[test]
fn a_workshop_corrects_its_own_record_and_both_stay() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		ok(OWNER, grant(WORKSHOP, RecordClass::Inspection));
		ok(WORKSHOP, append(RecordClass::Inspection, 301_464));
		let correction = pallet_condition_records::Call::<Runtime>::supersede_record {
			vin: car(),
			seq: 0,
			entry: entry(RecordClass::Inspection, 154_754),
		};
		refused(OWNER, correction.clone(), RecordsError::<Runtime>::NotIssuer);
		ok(WORKSHOP, correction.clone());
		refused(WORKSHOP, correction, RecordsError::<Runtime>::AlreadySuperseded);

		let history = ConditionRecords::history(car(), 0, 100);
		assert_eq!(history.entries.len(), 2);
		assert_eq!(history.entries[0].superseded_by, Some(1));
		assert_eq!(history.entries[1].record.supersedes, Some(0));
	});
}

#[test]
fn a_scrapped_car_never_comes_back_and_its_vin_is_never_given_again() {
	story(|| {
		ok(REGISTRAR, register(OWNER));
		ok(REGISTRAR, set_status(VehicleStatus::Scrapped));
		for status in [VehicleStatus::Active, VehicleStatus::Stolen, VehicleStatus::Exported] {
			refused(REGISTRAR, set_status(status), RegistryError::<Runtime>::StatusNotAllowed);
		}
		refused(OWNER, transfer(BUYER), RegistryError::<Runtime>::TransferNotAllowed);
		refused(REGISTRAR, register(BUYER), RegistryError::<Runtime>::AlreadyExists);
	});
}

#[test]
fn governance_appoints_and_dismisses_registrars() {
	story(|| {
		let appoint = Registry::<Runtime>::add_registrar { registrar: account(WORKSHOP) };
		refused(WORKSHOP, appoint.clone(), sp_runtime::DispatchError::BadOrigin);
		as_root(appoint).unwrap();
		ok(WORKSHOP, register(OWNER));
		as_root(Registry::<Runtime>::remove_registrar { registrar: account(WORKSHOP) }).unwrap();
		refused(
			WORKSHOP,
			set_status(VehicleStatus::Exported),
			RegistryError::<Runtime>::NotAuthorized,
		);
	});
}
