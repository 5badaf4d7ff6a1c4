use super::*;

fn release(origin: RuntimeOrigin, id: u32) -> DispatchResult {
	VehicleRegistry::release_encumbrance(origin, VIN, id)
}

#[test]
fn by_the_holder_frees_the_car_for_the_next_call() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		let offer = || VehicleRegistry::offer_title(signed(OWNER), VIN, BUYER);
		assert_noop!(offer(), Error::<Test>::VehicleBlocked);
		events();
		assert_ok!(release(signed(LENDER), 0));
		let (id, kind, holder) = (0, EncumbranceKind::Loan, LENDER);
		assert_eq!(events(), [Event::EncumbranceReleased { vehicle: VIN, id, kind, holder }]);
		assert_eq!(VehicleRegistry::can(Action::Sell, VIN), []);
		assert_ok!(offer());
	});
}

#[test]
fn gives_the_deposit_back_to_who_paid_it() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		put(|vehicle| vehicle.owner = BUYER);
		assert_ok!(release(signed(LENDER), 0));
		for who in [OWNER, BUYER, LENDER] {
			assert_eq!(Balances::free_balance(who), START_BALANCE);
		}
		put(|vehicle| vehicle.owner = OWNER);
	});
}

#[test]
fn by_governance_stands_in_for_a_holder_who_is_gone() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		assert_ok!(release(RuntimeOrigin::root(), 0));
		assert_eq!(VehicleRegistry::encumbrances(VIN), []);
	});
}

#[test]
fn is_open_to_a_holder_who_lost_the_accreditation() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		dismiss(LENDER);
		assert_ok!(release(signed(LENDER), 0));
	});
}

#[test]
fn leaves_the_others_in_place() {
	Chain::with_vehicle().build_and_execute(|| {
		for _ in 0..3 {
			borrow_on_it();
		}
		assert_ok!(release(signed(LENDER), 1));
		let ids = VehicleRegistry::encumbrances(VIN).into_iter().map(|item| item.id);
		assert!(ids.eq([0, 2]));
	});
}

#[test]
fn fails_for_all_but_the_holder() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		for who in all_but(&[LENDER]) {
			assert_noop!(release(signed(who), 0), Error::<Test>::NotHolder);
		}
		assert_noop!(release(RuntimeOrigin::none(), 0), BadOrigin);
	});
}

#[test]
fn fails_when_there_is_none_with_this_number() {
	Chain::with_vehicle().build_and_execute(|| {
		borrow_on_it();
		for origin in [signed(LENDER), RuntimeOrigin::root()] {
			assert_noop!(release(origin, 1), Error::<Test>::EncumbranceNotFound);
		}
		assert_ok!(release(signed(LENDER), 0));
		assert_noop!(release(signed(LENDER), 0), Error::<Test>::EncumbranceNotFound);
		assert_noop!(
			VehicleRegistry::release_encumbrance(signed(LENDER), EUROPEAN_VIN, 0),
			Error::<Test>::EncumbranceNotFound
		);
	});
}
