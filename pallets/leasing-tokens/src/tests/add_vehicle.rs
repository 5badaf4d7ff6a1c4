use super::*;
use carx_primitives::{Action, EncumbranceKind, VehicleStatus};

fn add_as(who: AccountId) -> sp_runtime::DispatchResult {
	LeasingTokens::add_vehicle(signed(who), POOL, VIN)
}

fn without_car(test: impl FnOnce()) {
	Chain.build_and_execute(|| {
		create(NATIVE);
		System::reset_events();
		test();
	});
}

#[test]
fn locks_the_title_by_the_name_of_the_pallet() {
	without_car(|| {
		assert_ok!(add_as(LESSOR));
		let event = Event::VehicleAdded { pool: POOL, vehicle: VIN, encumbrance: 0 };
		assert_eq!(events(), [event]);
		let [lock] = VehicleRegistry::encumbrances(VIN).try_into().unwrap();
		assert_eq!(lock.kind, EncumbranceKind::IncomeShares);
		assert_eq!(lock.holder, LeasingTokens::account());
		assert_eq!(lock.reference, TERMS);
		assert_eq!(lock.created_by, LESSOR);
		assert_eq!(pool().vehicles, 1);
		assert_eq!(LeasingTokens::pool_of(VIN), Some(POOL));
	});
}

#[test]
fn holds_deposits_of_the_lessor() {
	without_car(|| {
		assert_ok!(add_as(LESSOR));
		assert_eq!(held(HoldReason::VehicleStorage, LESSOR), VEHICLE_DEPOSIT);
		let hold = pallet_vehicle_registry::HoldReason::EncumbranceStorage.into();
		use frame_support::traits::fungible::InspectHold;
		assert_eq!(Balances::balance_on_hold(&hold, &LESSOR), ENCUMBRANCE_DEPOSIT);
	});
}

#[test]
fn keeps_the_car_from_being_sold_exported_scrapped_or_moved_but_not_from_being_leased() {
	without_car(|| {
		assert_ok!(add_as(LESSOR));
		for action in Action::ALL {
			let blocked = !VehicleRegistry::can(action, VIN).is_empty();
			let blocking = [Action::Sell, Action::Export, Action::Scrap, Action::Move];
			let expected = blocking.contains(&action);
			assert_eq!(blocked, expected, "{action:?}");
		}
		let offer = VehicleRegistry::offer_title(signed(LESSOR), VIN, BEN);
		assert_noop!(offer, Registry::VehicleBlocked);
		let release = VehicleRegistry::release_encumbrance(signed(LESSOR), VIN, 0);
		assert_noop!(release, Registry::NotHolder);
	});
}

#[test]
fn takes_several_cars_each_into_one_pool() {
	without_car(|| {
		add(VIN);
		add(SECOND_VIN);
		assert_eq!(pool().vehicles, 2);
		create(TOKEN);
		assert_noop!(add_as(LESSOR), Error::<Test>::AlreadyInPool);
		let other = LeasingTokens::add_vehicle(signed(LESSOR), POOL + 1, VIN);
		assert_noop!(other, Error::<Test>::AlreadyInPool);
	});
}

#[test]
fn fails_for_all_but_the_lessor_of_the_pool() {
	without_car(|| {
		for who in all_but(&[LESSOR]) {
			assert_noop!(add_as(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_for_a_car_of_somebody_else_or_of_nobody() {
	without_car(|| {
		correct_owner(VIN, STRANGER);
		assert_noop!(add_as(LESSOR), Error::<Test>::NotOwner);
		let unknown = LeasingTokens::add_vehicle(signed(LESSOR), POOL, UNKNOWN_VIN);
		assert_noop!(unknown, Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_there_is_no_such_pool_or_it_has_ended() {
	without_car(|| {
		let other = LeasingTokens::add_vehicle(signed(LESSOR), 2, VIN);
		assert_noop!(other, Error::<Test>::PoolNotFound);
		Timestamp::set_timestamp(END - 1);
		hypothetically_ok!(add_as(LESSOR));
		Timestamp::set_timestamp(END);
		assert_noop!(add_as(LESSOR), Error::<Test>::PoolEnded);
	});
}

#[test]
fn fails_while_the_car_cannot_be_pledged_or_leased() {
	without_car(|| {
		hypothetically!({
			assert_ok!(VehicleRegistry::pledge_vehicle(
				signed(LESSOR),
				VIN,
				EncumbranceKind::Lease,
				OTHER_LESSOR,
				TERMS
			));
			assert_noop!(add_as(LESSOR), Error::<Test>::VehicleBlocked);
		});
		hypothetically!({
			let theft =
				VehicleRegistry::set_status(signed(LESSOR), VIN, VehicleStatus::Stolen, None);
			assert_ok!(theft);
			assert_noop!(add_as(LESSOR), Error::<Test>::VehicleBlocked);
		});
	});
}

#[test]
fn fails_when_the_pool_has_as_many_as_can_be_counted() {
	without_car(|| {
		hypothetically!({
			Pools::<Test>::mutate_extant(POOL, |pool| pool.vehicles = u32::MAX);
			assert_noop!(add_as(LESSOR), Error::<Test>::TooManyVehicles);
		});
	});
}

#[test]
fn fails_when_the_title_takes_no_more_pledges() {
	without_car(|| {
		for _ in 0..pallet_vehicle_registry::MAX_PLEDGES {
			assert_ok!(VehicleRegistry::pledge_vehicle(
				signed(LESSOR),
				VIN,
				EncumbranceKind::Loan,
				LENDER,
				TERMS
			));
		}
		assert_noop!(add_as(LESSOR), Registry::TooManyPledges);
	});
}

#[test]
fn fails_when_a_deposit_cannot_be_held() {
	without_car(|| {
		for missing in [1, VEHICLE_DEPOSIT + 1] {
			let left = EXISTENTIAL_DEPOSIT + ENCUMBRANCE_DEPOSIT + VEHICLE_DEPOSIT - missing;
			hypothetically!({
				let spend = Balances::free_balance(LESSOR) - left;
				assert_ok!(Balances::transfer_allow_death(signed(LESSOR), BEN, spend));
				assert_noop!(add_as(LESSOR), FundsUnavailable);
			});
		}
	});
}

#[test]
fn fails_when_nobody_signed() {
	without_car(|| {
		for origin in unsigned() {
			assert_noop!(LeasingTokens::add_vehicle(origin, POOL, VIN), BadOrigin);
		}
	});
}
