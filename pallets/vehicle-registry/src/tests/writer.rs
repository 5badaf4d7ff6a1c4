use super::*;
use carx_primitives::{Moment, Writer};
use AccessError::NotAuthorized;
use RecordClass::{Driving, Maintenance, Violation};

fn writer(
	who: AccountId,
	role: Option<Role>,
	class: RecordClass,
	now: Moment,
) -> Result<Writer, AccessError> {
	VehicleRegistry::writer(&VIN, &who, role, class, now)
}

fn source(
	who: AccountId,
	role: Option<Role>,
	class: RecordClass,
) -> Result<RecordSource, AccessError> {
	writer(who, role, class, NOW).map(|writer| writer.source)
}

const WORKSHOP: Option<Role> = Some(Role::Workshop);
const AS_WORKSHOP: Result<RecordSource, AccessError> = Ok(RecordSource::Accredited(Role::Workshop));

fn grant(grantee: AccountId, kind: GranteeKind, classes: RecordClasses) {
	assert_ok!(VehicleRegistry::grant_access(signed(OWNER), VIN, grantee, kind, classes, None));
}

#[test]
fn is_the_owner_for_every_class_whatever_role_they_name() {
	Chain::with_vehicle().build_and_execute(|| {
		accredit(OWNER, Role::Workshop, None);
		for class in RecordClass::ALL {
			for role in Role::ALL.map(Some).into_iter().chain([None]) {
				assert_eq!(source(OWNER, role, class), Ok(RecordSource::Owner));
			}
		}
		sell();
		assert_eq!(source(OWNER, None, Maintenance), Err(NotAuthorized));
		assert_eq!(source(BUYER, None, Maintenance), Ok(RecordSource::Owner));
	});
}

#[test]
fn has_the_title_epoch_of_the_car() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(writer(OWNER, None, Driving, NOW).unwrap().title_epoch, 0);
		sell();
		assert_eq!(writer(BUYER, None, Driving, NOW).unwrap().title_epoch, 1);
	});
}

#[test]
fn is_a_participant_by_accreditation_and_grant() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
		grant(GRANTEE, GranteeKind::Provider, RecordClasses::all());
		for class in RecordClass::ALL {
			let expected = if class == Maintenance { AS_WORKSHOP } else { Err(NotAuthorized) };
			assert_eq!(source(GRANTEE, WORKSHOP, class), expected, "{class:?}");
		}
		assert_eq!(source(GRANTEE, None, Maintenance), Err(NotAuthorized));
		assert_eq!(source(GRANTEE, Some(Role::Inspector), Maintenance), Err(NotAuthorized));
		dismiss(GRANTEE);
		assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
	});
}

#[test]
fn is_no_participant_by_a_grant_of_another_class_or_kind() {
	Chain::with_vehicle().build_and_execute(|| {
		grant(GRANTEE, GranteeKind::Provider, RecordClasses::from_iter([Driving]));
		assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
		for kind in [GranteeKind::Device, GranteeKind::Reader] {
			grant(GRANTEE, kind, RecordClasses::all());
			assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
		}
	});
}

#[test]
fn is_a_participant_ex_officio_without_grant() {
	Chain::with_vehicle().build_and_execute(|| {
		let role = Some(Role::Regulator);
		let expected = Ok(RecordSource::Accredited(Role::Regulator));
		assert_eq!(source(REGULATOR, role, Violation), expected);
		assert_eq!(source(REGULATOR, role, Maintenance), Err(NotAuthorized));
		assert_eq!(source(REGULATOR, None, Violation), Err(NotAuthorized));
		assert_eq!(source(STRANGER, role, Violation), Err(NotAuthorized));
	});
}

#[test]
fn is_a_device_by_grant_without_role() {
	Chain::with_vehicle().build_and_execute(|| {
		grant(STRANGER, GranteeKind::Device, RecordClasses::from_iter([Driving]));
		assert_eq!(source(STRANGER, None, Driving), Ok(RecordSource::Device));
		assert_eq!(source(STRANGER, None, Maintenance), Err(NotAuthorized));
		assert_eq!(source(STRANGER, WORKSHOP, Driving), Err(NotAuthorized));
		for kind in [GranteeKind::Provider, GranteeKind::Reader] {
			grant(STRANGER, kind, RecordClasses::all());
			assert_eq!(source(STRANGER, None, Driving), Err(NotAuthorized));
		}
	});
}

#[test]
fn by_grant_ends_to_the_millisecond_and_with_the_title() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(Some(NOW + 1_000));
		assert!(writer(GRANTEE, WORKSHOP, Maintenance, NOW + 999).is_ok());
		assert!(writer(GRANTEE, WORKSHOP, Maintenance, NOW + 1_000).is_err());

		grant_until(None);
		assert!(writer(GRANTEE, WORKSHOP, Maintenance, u64::MAX - 1).is_ok());
		hypothetically!({
			sell();
			assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
		});
		assert_ok!(VehicleRegistry::revoke_access(signed(OWNER), VIN, GRANTEE));
		assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), Err(NotAuthorized));
	});
}

#[test]
fn stays_a_writer_on_a_scrapped_car() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		put_status(VehicleStatus::Scrapped);
		assert_eq!(source(OWNER, None, Maintenance), Ok(RecordSource::Owner));
		assert_eq!(source(GRANTEE, WORKSHOP, Maintenance), AS_WORKSHOP);
	});
}

#[test]
fn is_unknown_for_a_car_that_is_not_registered() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in everybody() {
			assert_eq!(
				VehicleRegistry::writer(&EUROPEAN_VIN, &who, None, Maintenance, NOW),
				Err(AccessError::VehicleNotFound)
			);
			assert!(!VehicleRegistry::is_reader(&EUROPEAN_VIN, &who, Maintenance, NOW));
		}
	});
}

#[test]
fn is_a_reader_by_a_readers_grant_alone() {
	Chain::with_vehicle().build_and_execute(|| {
		let reads = |class, now| VehicleRegistry::is_reader(&VIN, &GRANTEE, class, now);
		grant(GRANTEE, GranteeKind::Reader, maintenance());
		assert!(reads(Maintenance, NOW));
		assert!(!reads(Driving, NOW));
		hypothetically!({
			sell();
			assert!(!reads(Maintenance, NOW));
		});
		for kind in [GranteeKind::Provider, GranteeKind::Device] {
			grant(GRANTEE, kind, RecordClasses::all());
			assert!(!reads(Maintenance, NOW));
		}
	});
}
