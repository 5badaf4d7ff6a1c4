use super::*;

fn stated(by: Party, odometer: Odometer, is_contested: bool) -> Event<Test> {
	Event::ReturnStated { lease: 0, by, odometer, condition: CONDITION, is_contested }
}

fn state(who: AccountId, condition: [u8; 32]) -> DispatchResult {
	Leases::return_vehicle(signed(who), 0, latest(), condition)
}

#[test]
fn takes_both_sides_to_give_the_car_back() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		drive(15_000);
		assert_ok!(state_return(LESSEE, id));
		let odometer = km(START_KM + 15_000);
		assert_eq!(events(), [stated(Party::Lessee, odometer, false)]);
		assert_noop!(state_return(LESSEE, id), E::AlreadyStated);
		assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().possessor, Some(LESSEE));

		assert_ok!(state_return(LESSOR, id));
		let (lease, vehicle) = (id, VIN);
		let returned = Event::VehicleReturned { lease, vehicle, odometer: Some(odometer), due: 12 };
		assert_eq!(events(), [stated(Party::Lessor, odometer, false), returned]);
		assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().possessor, None);
		assert_eq!(VehicleRegistry::encumbrances(VIN), []);
		assert_eq!(Leases::lease_of(VIN), None);
		assert_eq!((back(id).returned_at, back(id).due), (END, 12));
		assert_eq!(back(id).end.last, Some((END, odometer)));
		// The money waits for the settlement, the car for nobody.
		assert_eq!(held(TOKEN), (DEPOSIT, 0));
		assert_ok!(VehicleRegistry::offer_title(signed(LESSOR), VIN, STRANGER));
	});
}

#[test]
fn lets_the_sides_state_anew_while_they_differ() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		drive(15_000);
		assert_ok!(state_return(LESSOR, id));
		assert_ok!(state(LESSEE, [1; 32]));
		let odometer = latest();
		let condition = [1; 32];
		let contested = Event::ReturnStated {
			lease: id,
			by: Party::Lessee,
			odometer,
			condition,
			is_contested: true,
		};
		assert_eq!(events()[1], contested);
		assert_ok!(state(LESSOR, [2; 32]));
		assert_ok!(state(LESSEE, [2; 32]));
		assert_eq!(back(id).returned_at, END);
	});
}

#[test]
fn differs_when_the_car_was_read_anew() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		drive(15_000);
		assert_ok!(state_return(LESSEE, id));
		set_time(END + DAY);
		drive(15_100);
		assert_ok!(state_return(LESSOR, id));
		assert_ok!(state_return(LESSEE, id));
		assert_eq!(back(id).end.last, Some((END + DAY, km(START_KM + 15_100))));
	});
}

#[test]
fn fixes_the_rents_that_were_due_when_the_lease_was_ended() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(NOW + 2 * PERIOD);
		assert_ok!(Leases::terminate_lease(signed(LESSOR), id));
		set_time(NOW + 7 * PERIOD);
		bring_back(id, 4_000);
		assert_eq!((back(id).due, back(id).returned_at), (3, NOW + 7 * PERIOD));
	});
}

#[test]
fn fails_before_the_end_of_the_term() {
	Chain.build_and_execute(|| {
		let id = leased(12 * RENT);
		set_time(END - 1);
		drive(15_000);
		for who in [LESSOR, LESSEE] {
			assert_noop!(state_return(who, id), E::TermNotOver);
		}
		for who in [LESSOR, LESSEE] {
			assert_ok!(Leases::terminate_lease(signed(who), id));
		}
		assert_ok!(state_return(LESSOR, id));
	});
}

#[test]
fn fails_without_a_reading_since_the_lease_began() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		assert_noop!(state_return(LESSEE, id), E::ReadingMissing);
		let any = Leases::return_vehicle(signed(LESSEE), id, km(1), CONDITION);
		assert_noop!(any, E::ReadingMissing);
		read_at(NOW, 60_000_000);
		assert_ok!(state_return(LESSEE, id));
	});
}

#[test]
fn fails_when_the_reading_is_not_the_latest() {
	Chain.build_and_execute(|| {
		let id = leased(0);
		set_time(END);
		drive(15_000);
		for odometer in [km(START_KM), km(START_KM + 14_999), km(START_KM + 15_001)] {
			let stated = Leases::return_vehicle(signed(LESSEE), id, odometer, CONDITION);
			assert_noop!(stated, E::ReadingNotLatest);
		}
	});
}

#[test]
fn fails_for_all_but_the_two_sides_and_when_the_lease_does_not_run() {
	Chain.build_and_execute(|| {
		let id = offer_on(terms());
		assert_noop!(state_return(LESSOR, id), E::NotActive);
		assert_ok!(accept(id, 0));
		set_time(END);
		drive(1);
		for who in all_but(&[LESSOR, LESSEE]) {
			assert_noop!(state_return(who, id), E::NotAuthorized);
		}
		for origin in unsigned() {
			let state = Leases::return_vehicle(origin, id, latest(), CONDITION);
			assert_noop!(state, BadOrigin);
		}
		needs_the_title(|| state_return(LESSOR, id));
		needs_the_title(|| state_return(LESSEE, id));
		needs_a_lease(|id| state_return(LESSOR, id));
		bring_back(id, 1);
		assert_noop!(state_return(LESSEE, id), E::NotActive);
	});
}
