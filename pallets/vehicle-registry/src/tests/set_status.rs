use super::*;
use carx_primitives::StatusAuthority;
use VehicleStatus::{Active, Recovered, Scrapped, Stolen, TotalLoss};

fn set(who: AccountId, status: VehicleStatus, role: Option<Role>) -> DispatchResult {
	VehicleRegistry::set_status(signed(who), VIN, status, role)
}

const AUTHORITIES: [(AccountId, Option<Role>, StatusAuthority); 4] = [
	(OWNER, None, StatusAuthority::Owner),
	(REGISTRAR, Some(Role::Registrar), StatusAuthority::Registrar),
	(REGULATOR, Some(Role::Regulator), StatusAuthority::Regulator),
	(INSURER, Some(Role::Insurer), StatusAuthority::Insurer),
];

#[test]
fn lets_the_owner_report_a_theft() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(set(OWNER, Stolen, None));
		assert_eq!(car().status, Stolen);
		let (by, role, from, to) = (OWNER, None, Active, Stolen);
		assert_eq!(events(), [Event::StatusChanged { vehicle: VIN, by, role, from, to }]);
	});
}

#[test]
fn follows_the_table_of_states() {
	Chain::with_vehicle().build_and_execute(|| {
		for (by, role, authority) in AUTHORITIES {
			for from in STATES {
				for to in STATES {
					put_status(from);
					let blocked = to
						.reached_by()
						.is_some_and(|action| !VehicleRegistry::can(action, VIN).is_empty());
					if !from.can_become(to, authority) {
						assert_noop!(set(by, to, role), Error::<Test>::StatusNotAllowed);
					} else if blocked {
						assert_noop!(set(by, to, role), Error::<Test>::VehicleBlocked);
					} else {
						assert_ok!(set(by, to, role));
						assert_eq!(car().status, to);
						let event = Event::StatusChanged { vehicle: VIN, by, role, from, to };
						assert_eq!(events(), [event]);
					}
				}
			}
		}
	});
}

#[test]
fn lets_no_owner_take_a_theft_back_not_even_as_a_registrar() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(set(OWNER, Stolen, None));
		accredit(OWNER, Role::Registrar, None);
		accredit(OWNER, Role::Regulator, None);
		for status in [Active, Recovered, TotalLoss] {
			assert_noop!(set(OWNER, status, None), Error::<Test>::StatusNotAllowed);
			for role in [Role::Registrar, Role::Regulator] {
				assert_noop!(set(OWNER, status, Some(role)), Error::<Test>::NotAuthorized);
			}
		}
	});
}

#[test]
fn changes_nothing_but_the_status() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		let before = VehicleRegistry::vehicle(VIN).unwrap();
		assert_ok!(set(REGISTRAR, Scrapped, Some(Role::Registrar)));

		let after = VehicleRegistry::vehicle(VIN).unwrap();
		assert_eq!(after, crate::VehicleInfo { status: Scrapped, ..before });
		assert!(VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
	});
}

#[test]
fn fails_to_scrap_or_export_a_car_on_which_money_was_borrowed() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		for status in [Scrapped, VehicleStatus::Exported] {
			let role = Some(Role::Registrar);
			assert_noop!(set(REGISTRAR, status, role), Error::<Test>::VehicleBlocked);
		}
		assert_ok!(set(INSURER, TotalLoss, Some(Role::Insurer)));
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::with_vehicle().build_and_execute(|| {
		for (who, role, _) in AUTHORITIES {
			assert_noop!(
				VehicleRegistry::set_status(signed(who), EUROPEAN_VIN, Stolen, role),
				Error::<Test>::VehicleNotFound
			);
		}
	});
}

#[test]
fn fails_without_role_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in all_but(&[OWNER]) {
			assert_noop!(set(who, Stolen, None), Error::<Test>::NotOwner);
		}
		sell();
		assert_noop!(set(OWNER, Stolen, None), Error::<Test>::NotOwner);
		assert_ok!(set(BUYER, Stolen, None));
	});
}

#[test]
fn fails_in_a_role_that_is_not_the_signers_or_says_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		for role in Role::ALL {
			for who in everybody() {
				if !AUTHORITIES.iter().any(|row| (row.0, row.1) == (who, Some(role))) {
					let result = set(who, TotalLoss, Some(role));
					assert_noop!(result, Error::<Test>::NotAuthorized);
				}
			}
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::set_status(origin, VIN, Stolen, None), BadOrigin);
		}
	});
}
