use super::*;

/// Lets A be alone for as long as it takes to register the car.
fn register_alone(network: &mut Network) {
	network.on(A, || {
		let role = pallet_relay_bridge::ChainRole::<Test>::get();
		pallet_relay_bridge::ChainRole::<Test>::put(Role::Alone);
		register(VIN, ANA);
		pallet_relay_bridge::ChainRole::<Test>::put(role);
	});
	network.forget_events();
}

fn claim(who: AccountId) -> DispatchResult {
	dispatch(|| TitleDirectory::claim_title(signed(who), VIN))
}

#[test]
fn tells_the_relay_of_a_car_from_before_the_chain_joined() {
	Network::run(|network| {
		register_alone(network);
		network.on(A, || {
			assert_ok!(claim(STRANGER));
			let claimed =
				Event::TitleClaimed { vehicle: VIN, message: message(A, 0), by: STRANGER };
			assert_eq!(events(), [claimed]);
			assert_eq!(presence(VIN), Some(Titled));
			assert!(held(pallet_relay_bridge::HoldReason::MessageStorage, STRANGER) > 0);
		});
		network.settle();
		network.on(A, || {
			assert_eq!(events(), [Event::ClaimAccepted { vehicle: VIN }]);
			assert_eq!(held(pallet_relay_bridge::HoldReason::MessageStorage, STRANGER), 0);
		});
		network.audit_at_rest();
	});
}

#[test]
fn changes_nothing_where_the_relay_knows_of_it() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		assert_ok!(network.on(A, || claim(ANA)));
		network.settle();
		network.on(A, || {
			assert!(events().contains(&Event::ClaimAccepted { vehicle: VIN }));
			assert_eq!(VehicleRegistry::vehicle(VIN).unwrap().clone_suspected_since, None);
		});
		assert_eq!(network.on(RELAY, events), []);
		network.audit_at_rest();
	});
}

#[test]
fn raises_the_alarm_where_the_car_lives_elsewhere_too() {
	Network::run(|network| {
		register_alone(network);
		network.registered(B, VIN, BEN);
		assert_ok!(network.on(A, || claim(ANA)));
		network.settle();
		network.on(A, || {
			let outcome = taken(B);
			assert!(events().contains(&Event::ClaimRejected { vehicle: VIN, outcome }));
			let car = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((car.presence, car.clone_suspected_since), (Titled, Some(NOW)));
			assert_eq!(VehicleRegistry::can(Action::Sell, VIN), [Blocker::CloneSuspected]);
		});
		// It never gets to another chain by that title.
		network.on(A, || {
			let none = Some(Default::default());
			let suspected = carx_primitives::Condition::CloneSuspected;
			assert_ok!(VehicleRegistry::set_rule(RuntimeOrigin::root(), suspected, none));
		});
		network.depart((A, C), VIN, ANA);
		network.settle();
		let (states, home) = network.whereabouts(VIN);
		assert_eq!((states, home), ([None, Some(Titled), Some(Titled), None], Some(id(B))));
	});
}

#[test]
fn keeps_the_car_without_alarm_where_the_relay_heard_too_late() {
	Network::run(|network| {
		register_alone(network);
		assert_ok!(network.on(A, || claim(ANA)));
		network.set_time(RELAY, NOW + CLAIM_PERIOD);
		network.settle();
		network.on(A, || {
			let car = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((car.presence, car.clone_suspected_since), (Titled, None));
			let outcome = Outcome::Expired;
			assert!(events().contains(&Event::ClaimRejected { vehicle: VIN, outcome }));
			Timestamp::set_timestamp(NOW + CLAIM_PERIOD);
			assert_ok!(claim(ANA));
		});
		network.settle();
		network.audit_at_rest();
	});
}

#[test]
fn is_of_no_matter_once_the_car_has_left_and_come_back() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		assert_err!(network.on(A, || claim(ANA)), Error::<Test>::NotTitled);
		network.settle();
		network.depart((B, A), VIN, ANA);
		// One that was made here before the car left, and that the relay answers only now.
		network.on(A, || Claims::<Test>::insert(VIN, message(A, 99)));
		network.settle();
		network.on(A, || {
			assert_eq!(Claims::<Test>::get(VIN), None);
			TitleDirectory::close_claim(VIN, &message(A, 99), &taken(B));
			let car = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((car.presence, car.clone_suspected_since), (Titled, None));
		});
		network.audit_at_rest();
	});
}

#[test]
fn raises_no_alarm_about_a_car_that_the_relay_does_not_know_to_be_there() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		let by = route(A, B, Lane::Vehicles);
		network.carry(A, by, 1);
		network.carry(RELAY, by, 1);
		// The claim gets to the relay before the receipt for the move.
		assert_ok!(network.on(B, || claim(STRANGER)));
		network.carry(B, route(B, RELAY, Lane::Titles), 1);
		network.settle();
		network.on(B, || {
			let outcome = refused(RELAY, Error::<Test>::VehicleMoving);
			assert!(events().contains(&Event::ClaimRejected { vehicle: VIN, outcome }));
			let car = VehicleRegistry::vehicle(VIN).unwrap();
			assert_eq!((car.presence, car.clone_suspected_since), (Titled, None));
		});
		network.audit_at_rest();
	});
}

#[test]
fn fails_for_a_car_that_is_not_here() {
	Network::run(|network| {
		assert_eq!(network.on(A, || claim(ANA)), Err(Error::<Test>::VehicleNotFound.into()));
		network.on(A, || {
			register(VIN, ANA);
			assert_noop!(claim(ANA), Error::<Test>::NotTitled);
		});
		network.settle();
		network.depart((A, B), VIN, ANA);
		network.on(A, || {
			assert_noop!(claim(ANA), Error::<Test>::NotTitled);
		});
		network.settle();
		network.on(A, || {
			assert_noop!(claim(ANA), Error::<Test>::NotTitled);
		});
	});
}

#[test]
fn fails_while_another_claim_waits() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			assert_ok!(claim(ANA));
			assert_noop!(claim(BEN), Error::<Test>::ClaimPending);
		});
		network.settle();
	});
}

#[test]
fn fails_for_who_cannot_pay() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			assert_noop!(claim(PAUPER), FundsUnavailable);
		});
	});
}

#[test]
fn fails_on_a_chain_that_is_no_member() {
	for role in [Role::Alone, Role::Relay] {
		genesis_as(A, role).execute_with(|| {
			register(VIN, ANA);
			assert_noop!(claim(ANA), Error::<Test>::NotMember);
		});
	}
}

#[test]
fn fails_unsigned() {
	Network::run(|network| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let call = network.on(A, || TitleDirectory::claim_title(origin, VIN));
			assert_eq!(call, Err(BadOrigin));
		}
	});
}
