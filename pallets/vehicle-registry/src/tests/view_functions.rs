use super::*;
use crate::{GrantInfo, TitleInfo, VehicleInfo};

#[test]
fn show_a_car_with_its_registration() {
	Chain::with_vehicle().build_and_execute(|| {
		Timestamp::set_timestamp(NOW + 5_000);
		sell();
		let stolen = VehicleStatus::Stolen;
		assert_ok!(VehicleRegistry::set_status(signed(BUYER), VIN, stolen, None));
		VehicleRegistry::suspect_clone(&VIN);
		assert_eq!(
			VehicleRegistry::vehicle(VIN),
			Some(VehicleInfo {
				owner: BUYER,
				status: stolen,
				title_epoch: 1,
				clone_suspected_since: Some(NOW + 5_000),
				region: REGION,
				possessor: None,
				registered_by: REGISTRAR,
				role: Role::Registrar,
				registered_at: NOW,
				description: description(),
				presence: Presence::Titled,
			})
		);
		assert_eq!(VehicleRegistry::vehicle(EUROPEAN_VIN), None);
	});
}

#[test]
fn show_titles_by_page_of_at_most_a_hundred() {
	Chain::with_vehicle().build_and_execute(|| {
		for number in 1..=120 {
			give_to(if number % 2 == 0 { OWNER } else { BUYER });
		}
		let titles = VehicleRegistry::titles;
		assert_eq!(titles(VIN, 0, u32::MAX).len(), 100);
		assert_eq!(titles(VIN, 100, u32::MAX).len(), 21);
		assert_eq!(titles(VIN, 3, 1), [TitleInfo { owner: BUYER, since: NOW }]);
		assert_eq!(titles(VIN, 0, 0), []);
		assert_eq!(titles(VIN, 121, 10), []);
		assert_eq!(titles(VIN, u32::MAX, 10), []);
		assert_eq!(titles(EUROPEAN_VIN, 0, 10), []);
	});
}

#[test]
fn show_plates_by_page_and_walk_back_a_hundred_bindings() {
	Chain::with_vehicle().build_and_execute(|| {
		fund(REGISTRAR, 1_000_000);
		for number in 0..101u64 {
			let (from, until) = (number * 10, number * 10 + 10);
			let by = || signed(REGISTRAR);
			assert_ok!(VehicleRegistry::bind_plate(by(), VIN, REGION, PLATE, from));
			assert_ok!(VehicleRegistry::unbind_plate(by(), REGION, PLATE, until));
		}
		let plates = VehicleRegistry::plates;
		assert_eq!(plates(VIN, 0, u32::MAX).len(), 100);
		assert_eq!(plates(VIN, 100, 5)[0].bound_from, 1_000);
		assert_eq!(plates(VIN, 101, 5), []);
		assert_eq!(plates(EUROPEAN_VIN, 0, 5), []);
		let bearer = |at| VehicleRegistry::vehicle_by_plate(REGION, PLATE, at);
		assert_eq!([5, 10, 1_009, 1_010].map(bearer), [None, Some(VIN), Some(VIN), None]);
	});
}

#[test]
fn show_all_rules() {
	Chain::empty().build_and_execute(|| {
		let rules = VehicleRegistry::rules();
		assert_eq!(rules.len(), 16);
		assert!(rules.into_iter().all(|(condition, actions)| actions == condition.default_rule()));
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
