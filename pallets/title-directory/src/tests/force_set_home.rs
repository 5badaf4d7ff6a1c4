use super::*;

fn call(vin: Vin, chain: Option<usize>) -> DispatchResult {
	let root = RuntimeOrigin::root();
	dispatch(|| TitleDirectory::force_set_home(root, vin, chain.map(id)))
}

#[test]
fn puts_the_directory_right() {
	genesis(RELAY).execute_with(|| {
		for (from, to) in [(None, Some(A)), (Some(A), Some(B)), (Some(B), None), (None, None)] {
			assert_ok!(call(VIN, to));
			let (from, to) = (from.map(id), to.map(id));
			assert_eq!(events(), [Event::HomeForced { vehicle: VIN, from, to }]);
			assert_eq!(TitleDirectory::home(VIN).map(|home| home.chain), to);
			assert_ok!(TitleDirectory::do_try_state());
		}
	});
}

#[test]
fn lets_a_car_be_registered_that_a_chain_claimed_without_having_it() {
	Network::run(|network| {
		network.on(RELAY, || {
			assert_ok!(call(VIN, Some(B)));
		});
		network.on(A, || register(VIN, ANA));
		network.settle();
		assert_eq!(network.on(A, || presence(VIN)), None);
		network.on(RELAY, || {
			assert_ok!(call(VIN, None));
		});
		network.registered(A, VIN, ANA);
		network.audit_at_rest();
	});
}

#[test]
fn fails_while_the_car_is_on_its_way() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.carry(A, route(A, B, Lane::Vehicles), 1);
		network.on(RELAY, || {
			assert_noop!(call(VIN, None), Error::<Test>::VehicleMoving);
		});
	});
}

#[test]
fn fails_for_what_is_no_vin() {
	genesis(RELAY).execute_with(|| {
		let vin = Vin::from_bytes([b'I'; 17]);
		assert_noop!(call(vin, Some(A)), Error::<Test>::VinNotValid);
	});
}

#[test]
fn fails_on_a_chain_that_is_not_the_relay() {
	for chain in MEMBERS {
		genesis(chain).execute_with(|| {
			assert_noop!(call(VIN, None), Error::<Test>::NotRelay);
		});
	}
}

#[test]
fn fails_for_all_but_governance() {
	genesis(RELAY).execute_with(|| {
		for origin in [RuntimeOrigin::none(), signed(ANA)] {
			assert_noop!(TitleDirectory::force_set_home(origin, VIN, None), BadOrigin);
		}
	});
}
