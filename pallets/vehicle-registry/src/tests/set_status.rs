use super::*;
use carx_primitives::StatusAuthority;
use VehicleStatus::{Active, Scrapped, Stolen};

fn set(who: AccountId, status: VehicleStatus) -> sp_runtime::DispatchResult {
	VehicleRegistry::set_status(signed(who), VIN, status)
}

fn status() -> VehicleStatus {
	Vehicles::<Test>::get(VIN).unwrap().status
}

#[test]
fn lets_the_owner_report_a_theft() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(set(OWNER, Stolen));

		assert_eq!(status(), Stolen);
		assert_eq!(
			events(),
			[Event::StatusChanged { vehicle: VIN, by: OWNER, from: Active, to: Stolen }]
		);
	});
}

#[test]
fn follows_the_table_of_states() {
	Chain::with_vehicle().build_and_execute(|| {
		for (who, authority) in
			[(OWNER, StatusAuthority::Owner), (REGISTRAR, StatusAuthority::Registrar)]
		{
			for from in STATES {
				for to in STATES {
					put_status(from);
					if from.can_become(to, authority) {
						assert_ok!(set(who, to));
						assert_eq!(status(), to);
						assert_eq!(
							events(),
							[Event::StatusChanged { vehicle: VIN, by: who, from, to }]
						);
					} else {
						assert_noop!(set(who, to), Error::<Test>::StatusNotAllowed);
					}
				}
			}
		}
	});
}

#[test]
fn takes_the_word_of_an_owner_who_is_a_registrar_as_a_registrars() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::add_registrar(RuntimeOrigin::root(), OWNER));
		assert_ok!(set(OWNER, Scrapped));
	});
}

#[test]
fn changes_nothing_but_the_status() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		let before = VehicleRegistry::vehicle(VIN).unwrap();
		assert_ok!(set(REGISTRAR, Scrapped));

		let after = VehicleRegistry::vehicle(VIN).unwrap();
		assert_eq!(after, crate::VehicleInfo { status: Scrapped, ..before });
		assert!(VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::with_vehicle().build_and_execute(|| {
		for who in [REGISTRAR, OWNER] {
			assert_noop!(
				VehicleRegistry::set_status(signed(who), EUROPEAN_VIN, Stolen),
				Error::<Test>::VehicleNotFound
			);
		}
	});
}

#[test]
fn fails_for_all_but_owner_and_registrar() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in [BUYER, GRANTEE, STRANGER] {
			assert_noop!(set(who, Stolen), Error::<Test>::NotAuthorized);
		}
		sell();
		assert_noop!(set(OWNER, Stolen), Error::<Test>::NotAuthorized);
		assert_ok!(set(BUYER, Stolen));
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(VehicleRegistry::set_status(origin, VIN, Stolen), BadOrigin);
		}
	});
}
