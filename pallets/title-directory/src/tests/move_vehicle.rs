use super::*;

fn call(who: AccountId, target: ChainId, grantees: &[AccountId], until: Moment) -> DispatchResult {
	let grantees: GranteesOf<Test> = BoundedVec::truncate_from(grantees.to_vec());
	dispatch(|| TitleDirectory::move_vehicle(signed(who), VIN, target, grantees, until))
}

#[test]
fn takes_the_car_with_its_liens_and_grants() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			pledge(VIN, ANA);
			grant(VIN, ANA);
			System::reset_events();
		});
		network.depart((A, B), VIN, ANA);
		let (vehicle, message, target) = (VIN, message(A, 1), id(B));
		network.on(A, || {
			assert_eq!(events(), [Event::MoveProposed { vehicle, owner: ANA, target, message }]);
			assert_eq!(presence(VIN), Some(Leaving));
			assert_eq!(TitleDirectory::pending_move(VIN), Some(Moving { message, target }));
			assert_eq!(VehicleRegistry::can(Action::Sell, VIN)[0], Blocker::Leaving);
		});
		network.forget_events();

		let by = route(A, B, Lane::Vehicles);
		network.carry(A, by, 1);
		network.on(RELAY, || {
			let source = id(A);
			assert_eq!(events(), [Event::MoveConfirmed { vehicle, source, target }]);
			let moving = Some(Moving { message, target });
			assert_eq!(TitleDirectory::home(VIN), Some(Home { chain: source, moving }));
		});
		network.audit();
		network.carry(RELAY, by, 1);
		network.on(B, || {
			assert_eq!(events(), [Event::MoveReceived { vehicle, source: id(A), owner: ANA }]);
			assert_eq!((presence(VIN), owner(VIN)), (Some(Titled), Some(ANA)));
			let loan = EncumbranceKind::Loan;
			let blocker = Blocker::Encumbrance { id: 0, kind: loan, holder: LENDER };
			assert_eq!(VehicleRegistry::can(Action::Sell, VIN), [blocker]);
			assert!(VehicleRegistry::grant(VIN, WORKSHOP).unwrap().is_valid);
			assert_eq!(VehicleRegistry::arrivals(VIN, 0, 9)[0].source, id(A));
			assert_eq!(held(HoldReason::ExpectationStorage, ANA), 0);
		});
		assert_eq!(network.on(A, || presence(VIN)), Some(Leaving));
		network.audit();

		network.settle();
		network.on(RELAY, || {
			let home = Event::HomeChanged { vehicle, from: id(A), to: id(B) };
			assert_eq!(events(), [home]);
			assert_eq!((TitleDirectory::homes(id(A)), TitleDirectory::homes(id(B))), (0, 1));
		});
		network.on(A, || {
			assert_eq!(events(), [Event::MoveCompleted { vehicle, target }]);
			assert_eq!(presence(VIN), Some(Away { chain: target }));
			assert_eq!(held(pallet_vehicle_registry::HoldReason::EncumbranceStorage, ANA), 0);
			assert_eq!(held(pallet_relay_bridge::HoldReason::MessageStorage, ANA), 0);
			assert_eq!(VehicleRegistry::titles(VIN, 0, 9).len(), 1);
		});
		network.audit_at_rest();
	});
}

#[test]
fn goes_on_from_chain_to_chain_and_back() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || pledge(VIN, ANA));
		let mut owners = [ANA, BEN].into_iter().cycle();
		let mut owner_now = owners.next().unwrap();
		for (from, to) in [(A, B), (B, C), (C, A), (A, C), (C, B)] {
			network.depart((from, to), VIN, owner_now);
			network.settle();
			assert_eq!(network.on(from, || presence(VIN)), Some(Away { chain: id(to) }));
			network.audit_at_rest();
			let next = owners.next().unwrap();
			network.on(to, || {
				let id = VehicleRegistry::encumbrances(VIN)[0].id;
				assert_ok!(VehicleRegistry::release_encumbrance(signed(LENDER), VIN, id));
				assert_ok!(VehicleRegistry::pass_title(VIN, owner_now, next));
				pledge(VIN, next);
			});
			owner_now = next;
		}
		let info = network.on(B, || VehicleRegistry::vehicle(VIN)).unwrap();
		assert_eq!((info.title_epoch, info.presence), (5, Titled));
		assert_eq!(network.on(A, || VehicleRegistry::arrivals(VIN, 0, 9).len()), 1);
		assert_eq!(network.on(B, || VehicleRegistry::arrivals(VIN, 0, 9).len()), 2);
	});
}

/// The car is at home and free again, and this became of the move.
fn assert_stays(network: &mut Network, outcome: Outcome) {
	let (vehicle, target) = (VIN, id(B));
	network.on(A, || {
		assert!(events().contains(&Event::MoveRejected { vehicle, target, outcome }));
		assert_eq!(presence(VIN), Some(Titled));
		assert_eq!(held(pallet_relay_bridge::HoldReason::MessageStorage, ANA), 0);
	});
	let home = Home { chain: id(A), moving: None };
	assert_eq!(network.on(RELAY, || TitleDirectory::home(VIN)), Some(home));
}

#[test]
fn ends_where_it_began_when_the_target_hears_too_late() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.set_time(B, EXPIRY);
		network.settle();
		assert_stays(network, Outcome::Expired);
		let kept = Event::HomeKept { vehicle: VIN, chain: id(A) };
		assert!(network.on(RELAY, events).contains(&kept));
		assert_eq!(network.on(B, || presence(VIN)), None);
		network.audit_at_rest();
	});
}

#[test]
fn ends_where_it_began_when_the_owner_does_not_expect_it() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		assert_ok!(network.on(A, || send_off(B, VIN, ANA)));
		network.settle();
		assert_stays(network, refused(B, Error::<Test>::NotExpected));

		// Expected from another chain, or by another.
		let expect = |who, from| TitleDirectory::expect_vehicle(signed(who), VIN, id(from));
		network.on(B, || {
			assert_ok!(expect(ANA, C));
			assert_ok!(expect(BEN, A));
		});
		assert_ok!(network.on(A, || send_off(B, VIN, ANA)));
		network.settle();
		assert_stays(network, refused(B, Error::<Test>::NotExpected));
		network.audit_at_rest();
	});
}

#[test]
fn ends_where_it_began_when_the_owner_cannot_pay_there() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.on(B, || {
			let poor = EXPECTATION_DEPOSIT + 10;
			let burnt = Balances::force_set_balance(RuntimeOrigin::root(), ANA, poor);
			assert_ok!(burnt);
		});
		network.settle();
		assert_stays(network, refused(B, DispatchError::Token(FundsUnavailable)));
		// The consent stays.
		assert_eq!(network.on(B, || TitleDirectory::expectation(VIN, ANA)), Some(id(A)));
		network.audit_at_rest();
	});
}

#[test]
fn ends_where_it_began_when_somebody_registers_the_car_there() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.on(B, || register(VIN, BEN));
		network.settle();
		assert_stays(network, refused(B, RegistryError::AlreadyExists));
		assert_eq!(network.on(B, || presence(VIN)), None);
		network.audit_at_rest();
	});
}

#[test]
fn ends_where_it_began_when_the_relay_does_not_know_of_the_car() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		let forget = |it: &mut Network, home| {
			let force = TitleDirectory::force_set_home;
			assert_ok!(it.on(RELAY, || force(RuntimeOrigin::root(), VIN, home)));
		};
		forget(network, None);
		network.depart((A, B), VIN, ANA);
		network.settle();
		network.on(A, || {
			let outcome = refused(RELAY, Error::<Test>::NotClaimed);
			let (vehicle, target) = (VIN, id(B));
			assert!(events().contains(&Event::MoveRejected { vehicle, target, outcome }));
			assert_ok!(TitleDirectory::claim_title(signed(ANA), VIN));
		});
		network.settle();
		assert_ok!(network.on(A, || send_off(B, VIN, ANA)));
		network.settle();
		assert_eq!(network.on(B, || presence(VIN)), Some(Titled));
		network.audit_at_rest();
	});
}

#[test]
fn fails_for_all_but_the_owner_of_a_car_that_can_move() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			let target = id(B);
			assert_noop!(call(BEN, target, &[], EXPIRY), RegistryError::NotOwner);
			assert_noop!(call(ANA, target, &[WORKSHOP], EXPIRY), RegistryError::GrantNotFound);
			hypothetically!({
				let stolen = carx_primitives::VehicleStatus::Stolen;
				assert_ok!(VehicleRegistry::set_status(signed(ANA), VIN, stolen, None));
				assert_noop!(call(ANA, target, &[], EXPIRY), RegistryError::VehicleBlocked);
			});
			assert_ok!(call(ANA, target, &[], EXPIRY));
			assert_noop!(call(ANA, target, &[], EXPIRY), RegistryError::VehicleLeaving);
		});
	});
}

#[test]
fn fails_to_a_chain_that_is_no_other_member() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			for target in [A, RELAY] {
				let to = id(target);
				assert_noop!(call(ANA, to, &[], EXPIRY), Error::<Test>::TargetNotAllowed);
			}
			let unknown = ChainId([0xFF; 32]);
			assert_noop!(call(ANA, unknown, &[], EXPIRY), BridgeError::TargetNotKnown);
		});
	});
}

#[test]
fn fails_where_the_message_cannot_be_sent() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(A, || {
			assert_noop!(call(ANA, id(B), &[], NOW), BridgeError::Expired);
			let late = NOW + 7 * DAY + 1;
			assert_noop!(call(ANA, id(B), &[], late), BridgeError::LifetimeTooLong);
		});
		network.registered(A, OTHER, PAUPER);
		network.on(A, || {
			assert_noop!(send_off(B, OTHER, PAUPER), FundsUnavailable);
		});
	});
}

#[test]
fn fails_on_a_chain_that_is_no_member() {
	for role in [Role::Alone, Role::Relay] {
		genesis_as(A, role).execute_with(|| {
			register(VIN, ANA);
			assert_noop!(call(ANA, id(B), &[], EXPIRY), Error::<Test>::NotMember);
		});
	}
}

#[test]
fn fails_unsigned() {
	Network::run(|network| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let none = Default::default();
			let call =
				network.on(A, || TitleDirectory::move_vehicle(origin, VIN, id(B), none, EXPIRY));
			assert_eq!(call, Err(BadOrigin));
		}
	});
}
