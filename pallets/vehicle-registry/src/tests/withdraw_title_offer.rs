use super::*;

fn withdraw(who: AccountId) -> DispatchResult {
	VehicleRegistry::withdraw_title_offer(signed(who), VIN)
}

fn offer() {
	assert_ok!(VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER));
	events();
}

#[test]
fn ends_the_offer_on_the_wish_of_either_side() {
	Chain::with_vehicle().build_and_execute(|| {
		for by in [OWNER, BUYER] {
			offer();
			assert_ok!(withdraw(by));
			assert_eq!(VehicleRegistry::title_offer(VIN), None);
			assert_eq!(events(), [Event::TitleOfferWithdrawn { vehicle: VIN, by }]);
			let accept = VehicleRegistry::accept_title(signed(BUYER), VIN);
			assert_noop!(accept, Error::<Test>::OfferNotFound);
		}
	});
}

#[test]
fn fails_for_all_others() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		for who in all_but(&[OWNER, BUYER]) {
			assert_noop!(withdraw(who), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn fails_when_there_is_no_offer() {
	Chain::with_vehicle().build_and_execute(|| {
		assert_noop!(withdraw(OWNER), Error::<Test>::OfferNotFound);
		sell();
		for who in [OWNER, BUYER] {
			assert_noop!(withdraw(who), Error::<Test>::OfferNotFound);
		}
	});
}

#[test]
fn fails_when_the_car_is_not_registered() {
	Chain::empty().build_and_execute(|| {
		assert_noop!(withdraw(OWNER), Error::<Test>::VehicleNotFound);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain::with_vehicle().build_and_execute(|| {
		offer();
		for origin in unsigned() {
			assert_noop!(VehicleRegistry::withdraw_title_offer(origin, VIN), BadOrigin);
		}
	});
}
