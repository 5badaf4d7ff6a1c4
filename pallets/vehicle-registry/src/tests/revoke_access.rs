use super::*;

fn revoke(who: AccountId) -> DispatchResult {
	VehicleRegistry::revoke_access(signed(who), VIN, GRANTEE)
}

#[test]
fn ends_the_grant_and_gives_the_deposit_back() {
	Chain::with_vehicle().build_and_execute(|| {
		let before = Balances::free_balance(OWNER);
		grant_until(None);
		events();
		assert_ok!(revoke(OWNER));

		assert_eq!(VehicleRegistry::grant(VIN, GRANTEE), None);
		assert_eq!(held(HoldReason::GrantStorage, OWNER), 0);
		assert_eq!(Balances::free_balance(OWNER), before);
		assert_eq!(events(), [Event::AccessRevoked { vehicle: VIN, grantee: GRANTEE }]);
	});
}

#[test]
fn by_the_grantee_gives_the_deposit_back_to_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		let balances = || [OWNER, GRANTEE].map(Balances::free_balance);
		let before = balances();
		grant_until(None);
		assert_ok!(revoke(GRANTEE));
		assert_eq!(balances(), before);
	});
}

#[test]
fn is_open_to_anybody_from_the_millisecond_of_expiry() {
	Chain::with_vehicle().build_and_execute(|| {
		let before = [OWNER, STRANGER].map(Balances::free_balance);
		grant_until(Some(NOW + 1_000));
		Timestamp::set_timestamp(NOW + 999);
		assert_noop!(revoke(STRANGER), Error::<Test>::NotAuthorized);

		Timestamp::set_timestamp(NOW + 1_000);
		assert_ok!(revoke(STRANGER));
		assert_eq!([OWNER, STRANGER].map(Balances::free_balance), before);
	});
}

#[test]
fn is_open_to_anybody_once_the_title_has_passed() {
	Chain::with_vehicle().build_and_execute(|| {
		let before = Balances::free_balance(OWNER);
		grant_until(None);
		sell();
		for who in [OWNER, BUYER, GRANTEE, STRANGER, PAUPER] {
			hypothetically!({
				assert_ok!(revoke(who));
				assert_eq!(Balances::free_balance(OWNER), before);
			});
		}
	});
}

#[test]
fn fails_for_others_while_the_grant_holds() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in [REGISTRAR, BUYER, STRANGER] {
			assert_noop!(revoke(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_for_a_former_owner_on_a_grant_of_the_new_one() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		sell();
		assert_ok!(VehicleRegistry::grant_access(
			signed(BUYER),
			VIN,
			GRANTEE,
			GranteeKind::Provider,
			maintenance(),
			None
		));
		assert_noop!(revoke(OWNER), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn fails_when_there_is_no_grant() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(revoke(OWNER), Error::<Test>::GrantNotFound);
		grant_until(None);
		assert_ok!(revoke(OWNER));
		assert_noop!(revoke(OWNER), Error::<Test>::GrantNotFound);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(revoke(OWNER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::revoke_access(origin, VIN, GRANTEE), BadOrigin);
		}
	});
}
