use super::*;
use crate::{GrantInfo, VehicleInfo};

#[test]
fn show_a_car_with_its_registration() {
	Chain::with_vehicle().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 5_000);
		sell();
		assert_ok!(VehicleRegistry::set_status(signed(BUYER), VIN, VehicleStatus::Stolen));
		assert_eq!(
			VehicleRegistry::vehicle(VIN),
			Some(VehicleInfo {
				owner: BUYER,
				status: VehicleStatus::Stolen,
				title_epoch: 1,
				registrar: REGISTRAR,
				registered_at: NOW,
				description: description(),
			})
		);
		assert_eq!(VehicleRegistry::vehicle(EUROPEAN_VIN), None);
	});
}

#[test]
fn show_a_grant_and_whether_it_holds() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), None);
		let expires_at = Some(NOW + 1_000);
		grant_until(expires_at);
		let shown = |is_valid| {
			Some(GrantInfo {
				kind: GranteeKind::Provider,
				classes: maintenance(),
				expires_at,
				is_valid,
			})
		};
		Timestamp::set_timestamp(NOW + 999);
		assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), shown(true));
		hypothetically!({
			sell();
			assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), shown(false));
		});
		Timestamp::set_timestamp(NOW + 1_000);
		assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), shown(false));
		assert_eq!(VehicleRegistry::grant(VIN, STRANGER), None);
		assert_eq!(VehicleRegistry::grant(EUROPEAN_VIN, GRANTEE), None);
	});
}

#[test]
fn show_who_is_a_registrar() {
	Chain::empty().build_and_execute(|| {
		assert!(VehicleRegistry::is_registrar(REGISTRAR));
		assert!(!VehicleRegistry::is_registrar(STRANGER));
	});
}
