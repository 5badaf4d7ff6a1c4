use super::*;
use RecordClass::{Driving, Maintenance};

fn source(
	who: AccountId,
	class: RecordClass,
	now: carx_primitives::Moment,
) -> Result<RecordSource, AccessError> {
	VehicleRegistry::record_source(&VIN, &who, class, now)
}

#[test]
fn of_the_owner_is_the_owner_for_every_class() {
	Chain::with_vehicle().build_and_execute(|| {
		for class in RecordClass::ALL {
			assert_eq!(source(OWNER, class, NOW), Ok(RecordSource::Owner));
		}
		sell();
		assert_eq!(source(OWNER, Maintenance, NOW), Err(AccessError::NotAuthorized));
		assert_eq!(source(BUYER, Maintenance, NOW), Ok(RecordSource::Owner));
	});
}

#[test]
fn of_a_grantee_is_their_kind_for_the_classes_granted() {
	Chain::with_vehicle().build_and_execute(|| {
		for (kind, expected) in [
			(GranteeKind::Provider, Ok(RecordSource::Provider)),
			(GranteeKind::Device, Ok(RecordSource::Device)),
			(GranteeKind::Reader, Err(AccessError::NotAuthorized)),
		] {
			assert_ok!(VehicleRegistry::grant_access(
				signed(OWNER),
				VIN,
				GRANTEE,
				kind,
				maintenance(),
				None
			));
			for class in RecordClass::ALL {
				let expected =
					if class == Maintenance { expected } else { Err(AccessError::NotAuthorized) };
				assert_eq!(source(GRANTEE, class, NOW), expected, "{kind:?} {class:?}");
			}
		}
	});
}

#[test]
fn of_a_grantee_ends_to_the_millisecond() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(Some(NOW + 1_000));
		assert!(source(GRANTEE, Maintenance, NOW + 999).is_ok());
		assert!(source(GRANTEE, Maintenance, NOW + 1_000).is_err());
		assert!(source(GRANTEE, Maintenance, u64::MAX).is_err());

		grant_until(None);
		assert!(source(GRANTEE, Maintenance, u64::MAX).is_ok());
	});
}

#[test]
fn of_a_grantee_ends_with_the_title_and_when_revoked() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		hypothetically!({
			sell();
			assert_eq!(source(GRANTEE, Maintenance, NOW), Err(AccessError::NotAuthorized));
		});
		assert_ok!(VehicleRegistry::revoke_access(signed(OWNER), VIN, GRANTEE));
		assert_eq!(source(GRANTEE, Maintenance, NOW), Err(AccessError::NotAuthorized));
	});
}

#[test]
fn is_refused_to_all_others() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in [REGISTRAR, BUYER, STRANGER] {
			assert_eq!(source(who, Driving, NOW), Err(AccessError::NotAuthorized));
		}
	});
}

#[test]
fn is_unknown_for_a_car_that_is_not_registered() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in [OWNER, GRANTEE] {
			assert_eq!(
				VehicleRegistry::record_source(&EUROPEAN_VIN, &who, Maintenance, NOW),
				Err(AccessError::VehicleNotFound)
			);
		}
	});
}
