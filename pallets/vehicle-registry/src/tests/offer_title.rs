use super::*;
use crate::TitleOffer;

fn offer(from: AccountId, to: AccountId) -> DispatchResult {
	VehicleRegistry::offer_title(signed(from), VIN, to)
}

#[test]
fn stores_the_offer_for_its_period() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(offer(OWNER, BUYER));
		let expires_at = NOW + OFFER_PERIOD;
		let shown = |holds| Some((TitleOffer { to: BUYER, expires_at }, holds));
		assert_eq!(VehicleRegistry::title_offer(VIN), shown(true));
		let (from, to) = (OWNER, BUYER);
		assert_eq!(events(), [Event::TitleOffered { vehicle: VIN, from, to, expires_at }]);
		assert_eq!(car().owner, OWNER);
		Timestamp::set_timestamp(expires_at);
		assert_eq!(VehicleRegistry::title_offer(VIN), shown(false));
	});
}

#[test]
fn costs_nothing() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(offer(OWNER, BUYER));
		for who in [OWNER, BUYER] {
			assert_eq!(Balances::free_balance(who), START_BALANCE);
		}
	});
}

#[test]
fn replaces_an_earlier_offer() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_ok!(offer(OWNER, BUYER));
		assert_ok!(offer(OWNER, STRANGER));
		assert_noop!(VehicleRegistry::accept_title(signed(BUYER), VIN), Error::<Test>::NotOffered);
		assert_ok!(VehicleRegistry::accept_title(signed(STRANGER), VIN));
	});
}

#[test]
fn fails_while_something_blocks_the_sale() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_noop!(offer(OWNER, BUYER), Error::<Test>::VehicleBlocked);
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(offer(OWNER, BUYER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_for_all_but_the_owner() {
	Chain::with_vehicle().build_and_execute(|| {
		grant_until(None);
		for who in all_but(&[OWNER]) {
			assert_noop!(offer(who, STRANGER), Error::<Test>::NotOwner);
			assert_noop!(offer(who, who), Error::<Test>::NotOwner);
		}
		sell();
		assert_noop!(offer(OWNER, STRANGER), Error::<Test>::NotOwner);
	});
}

#[test]
fn fails_when_the_owner_would_stay_the_same() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(offer(OWNER, OWNER), Error::<Test>::AlreadyOwner);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::offer_title(origin, VIN, BUYER), BadOrigin);
		}
	});
}
