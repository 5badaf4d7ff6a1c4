use super::*;

fn clear(who: AccountId, role: Role) -> DispatchResult {
	VehicleRegistry::clear_clone_suspicion(signed(who), VIN, EVIDENCE, role)
}

/// Runs `test` where a clone of the car is suspected.
fn suspected(test: impl FnOnce()) {
	Chain::with_vehicle().build_and_execute(|| {
		VehicleRegistry::suspect_clone(&VIN);
		events();
		test();
	});
}

#[test]
fn frees_the_car() {
	suspected(|| {
		for (by, role) in [(INSPECTOR, Role::Inspector), (REGISTRAR, Role::Registrar)] {
			hypothetically!({
				assert_eq!(VehicleRegistry::can(Action::Sell, VIN), [Blocker::CloneSuspected]);
				assert_ok!(clear(by, role));
				assert_eq!(car().clone_suspected_since, None);
				let evidence = EVIDENCE;
				let event = Event::CloneSuspicionCleared { vehicle: VIN, by, role, evidence };
				assert_eq!(events(), [event]);
				assert_eq!(VehicleRegistry::can(Action::Sell, VIN), []);
			});
		}
	});
}

#[test]
fn leaves_room_for_another_suspicion() {
	suspected(|| {
		assert_ok!(clear(INSPECTOR, Role::Inspector));
		Timestamp::set_timestamp(NOW + 1_000);
		VehicleRegistry::suspect_clone(&VIN);
		assert_eq!(car().clone_suspected_since, Some(NOW + 1_000));
	});
}

#[test]
fn fails_for_whoever_does_not_have_the_role_in_the_region_or_has_another() {
	suspected(|| {
		let entitled = [(INSPECTOR, Role::Inspector), (REGISTRAR, Role::Registrar)];
		for role in Role::ALL {
			for who in everybody().filter(|who| !entitled.contains(&(*who, role))) {
				assert_noop!(clear(who, role), Error::<Test>::NotAuthorized);
			}
		}
	});
}

#[test]
fn fails_for_the_owner_and_their_relations() {
	suspected(|| {
		accredit(OWNER, Role::Inspector, None);
		assert_noop!(clear(OWNER, Role::Inspector), Error::<Test>::NotIndependent);
		relate(INSPECTOR, OWNER);
		assert_noop!(clear(INSPECTOR, Role::Inspector), Error::<Test>::NotIndependent);
	});
}

#[test]
fn fails_when_nothing_is_suspected() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(clear(INSPECTOR, Role::Inspector), Error::<Test>::NotSuspected);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(clear(INSPECTOR, Role::Inspector), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	suspected(|| {
		for origin in unsigned() {
			let role = Role::Inspector;
			assert_noop!(
				VehicleRegistry::clear_clone_suspicion(origin, VIN, EVIDENCE, role),
				BadOrigin
			);
		}
	});
}
