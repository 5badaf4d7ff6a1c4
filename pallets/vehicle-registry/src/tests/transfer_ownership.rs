use super::*;
use crate::Vehicle;
use VehicleStatus::Active;

fn transfer(from: AccountId, to: AccountId) -> sp_runtime::DispatchResult {
	VehicleRegistry::transfer_ownership(signed(from), VIN, to)
}

fn may_write(who: AccountId) -> bool {
	VehicleRegistry::record_source(&VIN, &who, RecordClass::Maintenance, NOW).is_ok()
}

#[test]
fn passes_the_title_and_begins_an_epoch() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(transfer(OWNER, BUYER));

		assert_eq!(
			Vehicles::<Test>::get(VIN),
			Some(Vehicle { owner: BUYER, status: Active, title_epoch: 1 })
		);
		assert_eq!(
			events(),
			[Event::OwnershipTransferred { vehicle: VIN, from: OWNER, to: BUYER, title_epoch: 1 }]
		);
	});
}

#[test]
fn moves_no_money() {
	Chain::with_vehicle().build_and_execute(|| {
		let balances = || [REGISTRAR, OWNER, BUYER].map(Balances::free_balance);
		let before = balances();
		assert_ok!(transfer(OWNER, BUYER));

		assert_eq!(balances(), before);
		assert_eq!(held(HoldReason::VehicleStorage, REGISTRAR), VEHICLE_DEPOSIT);
	});
}

#[test]
fn ends_all_grants_of_the_car_and_of_no_other() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(VehicleRegistry::register_vehicle(
			signed(REGISTRAR),
			EUROPEAN_VIN,
			OWNER,
			description()
		));
		grant_until(None);
		assert_ok!(VehicleRegistry::grant_access(
			signed(OWNER),
			EUROPEAN_VIN,
			GRANTEE,
			GranteeKind::Provider,
			maintenance(),
			None
		));
		assert_ok!(transfer(OWNER, BUYER));

		assert!(!VehicleRegistry::grant(VIN, GRANTEE).unwrap().is_valid);
		assert!(!may_write(GRANTEE));
		assert!(VehicleRegistry::grant(EUROPEAN_VIN, GRANTEE).unwrap().is_valid);
	});
}

#[test]
fn leaves_the_deposit_of_an_ended_grant_to_its_grantor() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		assert_ok!(transfer(OWNER, BUYER));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), GRANT_DEPOSIT);
		assert_ok!(VehicleRegistry::revoke_access(signed(OWNER), VIN, GRANTEE));
		assert_eq!(held(HoldReason::GrantStorage, OWNER), 0);
	});
}

#[test]
fn back_revives_no_grant() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		assert_ok!(transfer(OWNER, BUYER));
		assert_ok!(transfer(BUYER, OWNER));

		assert_eq!(Vehicles::<Test>::get(VIN).unwrap().title_epoch, 2);
		assert!(!may_write(GRANTEE));
	});
}

#[test]
fn to_a_grantee_leaves_no_grant_behind_when_they_sell() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		assert_ok!(transfer(OWNER, GRANTEE));
		assert!(may_write(GRANTEE));
		assert_ok!(transfer(GRANTEE, BUYER));
		assert!(!may_write(GRANTEE));
	});
}

#[test]
fn takes_the_former_owner_all_rights() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(transfer(OWNER, BUYER));
		assert_noop!(transfer(OWNER, STRANGER), Error::<Test>::NotOwner);
		assert!(!may_write(OWNER));
		assert!(may_write(BUYER));
	});
}

#[test]
fn fails_while_the_status_forbids_it() {
	Chain::with_vehicle().build_and_execute(|| {
		for status in STATES {
			put_status(status);
			if status.allows_transfer() {
				hypothetically_ok!(transfer(OWNER, BUYER));
			} else {
				assert_noop!(transfer(OWNER, BUYER), Error::<Test>::TransferNotAllowed);
			}
		}
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(transfer(OWNER, BUYER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in [REGISTRAR, BUYER, GRANTEE, STRANGER] {
			assert_noop!(transfer(who, STRANGER), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn fails_when_the_owner_would_stay_the_same() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(transfer(OWNER, OWNER), Error::<Test>::AlreadyOwner);
	});
}

#[test]
fn fails_when_epochs_run_out() {
	Chain::with_vehicle().build_and_execute(|| {
		let put_epoch = |epoch| {
			Vehicles::<Test>::mutate(VIN, |vehicle| vehicle.as_mut().unwrap().title_epoch = epoch);
		};
		put_epoch(u32::MAX - 1);
		hypothetically_ok!(transfer(OWNER, BUYER));
		put_epoch(u32::MAX);
		assert_noop!(transfer(OWNER, BUYER), Error::<Test>::TooManyTransfers);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(VehicleRegistry::transfer_ownership(origin, VIN, BUYER), BadOrigin);
		}
	});
}
