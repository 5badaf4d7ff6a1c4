//! The claim that each registration makes.

use super::*;

#[test]
fn is_provisional_until_the_relay_has_confirmed_it() {
	Network::run(|network| {
		network.on(A, || {
			register(VIN, ANA);
			assert_eq!(presence(VIN), Some(Provisional));
			let claimed =
				Event::TitleClaimed { vehicle: VIN, message: message(A, 0), by: REGISTRAR };
			assert_eq!(events(), [claimed]);
			assert!(held(pallet_relay_bridge::HoldReason::MessageStorage, REGISTRAR) > 0);
			for action in Action::ALL {
				assert_eq!(VehicleRegistry::can(action, VIN), [Blocker::Provisional]);
			}
		});
		network.settle();
		network.on(A, || {
			assert_eq!(presence(VIN), Some(Titled));
			assert_eq!(events(), [Event::ClaimAccepted { vehicle: VIN }]);
			assert_eq!(held(pallet_relay_bridge::HoldReason::MessageStorage, REGISTRAR), 0);
		});
		network.on(RELAY, || {
			assert_eq!(events(), [Event::HomeEntered { vehicle: VIN, chain: id(A) }]);
			assert_eq!(TitleDirectory::home(VIN), Some(Home { chain: id(A), moving: None }));
			assert_eq!(TitleDirectory::homes(id(A)), 1);
		});
		network.audit_at_rest();
	});
}

#[test]
fn is_rolled_back_where_the_car_lives_elsewhere() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(B, || register(VIN, BEN));
		network.settle();
		network.on(B, || {
			assert_eq!(presence(VIN), None);
			let outcome = taken(A);
			assert!(events().contains(&Event::ClaimRejected { vehicle: VIN, outcome }));
			assert_eq!(Balances::free_balance(REGISTRAR), START_BALANCE - 7);
		});
		network.on(A, || assert_eq!((presence(VIN), owner(VIN)), (Some(Titled), Some(ANA))));
		network.audit_at_rest();
	});
}

#[test]
fn goes_to_whom_the_relay_hears_of_first() {
	Network::run(|network| {
		for chain in [A, B, C] {
			network.on(chain, || register(VIN, ANA));
		}
		network.audit();
		network.carry(B, route(B, RELAY, Lane::Titles), 1);
		network.settle();
		let (states, home) = network.whereabouts(VIN);
		assert_eq!((states, home), ([None, None, Some(Titled), None], Some(id(B))));
		network.audit_at_rest();
	});
}

#[test]
fn is_rolled_back_where_the_relay_heard_of_it_too_late() {
	Network::run(|network| {
		network.on(A, || register(VIN, ANA));
		network.set_time(RELAY, NOW + CLAIM_PERIOD);
		network.settle();
		network.on(A, || {
			let outcome = Outcome::Expired;
			assert!(events().contains(&Event::ClaimRejected { vehicle: VIN, outcome }));
			assert_eq!(presence(VIN), None);
			// Nothing keeps it from being registered again.
			Timestamp::set_timestamp(NOW + CLAIM_PERIOD);
			register(VIN, ANA);
		});
		network.settle();
		assert_eq!(network.whereabouts(VIN).1, Some(id(A)));
		network.audit_at_rest();
	});
}

#[test]
fn is_at_once_on_the_relay_and_refused_where_the_car_lives_elsewhere() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.on(RELAY, || {
			assert_noop!(try_register(VIN, BEN), Error::<Test>::VinAlreadyTitled);
			register(OTHER, BEN);
			assert_eq!(presence(OTHER), Some(Titled));
			assert_eq!(events(), [Event::HomeEntered { vehicle: OTHER, chain: id(RELAY) }]);
		});
		network.on(A, || register(OTHER, ANA));
		network.settle();
		assert_eq!(network.on(A, || presence(OTHER)), None);
		network.audit_at_rest();
	});
}

#[test]
fn is_at_once_on_a_chain_that_is_alone() {
	genesis_as(A, Role::Alone).execute_with(|| {
		register(VIN, ANA);
		assert_eq!(presence(VIN), Some(Titled));
		assert_eq!(events(), []);
		assert_ok!(TitleDirectory::do_try_state());
	});
}

#[test]
fn by_application_is_at_the_expense_of_the_applicant() {
	Network::run(|network| {
		network.on(A, || {
			let (region, about) = (REGION, description());
			let apply = VehicleRegistry::apply_for_registration;
			assert_ok!(apply(signed(ANA), VIN, region, about.clone()));
			let confirm = VehicleRegistry::confirm_registration;
			assert_ok!(confirm(signed(INSPECTOR), VIN, ANA, region, about));
			let claimed = Event::TitleClaimed { vehicle: VIN, message: message(A, 0), by: ANA };
			assert_eq!(events(), [claimed]);
		});
		network.settle();
		assert_eq!(network.on(A, || presence(VIN)), Some(Titled));
	});
}

#[test]
fn fails_where_the_claim_cannot_be_sent() {
	Network::run(|network| {
		network.on(A, || {
			let scope = pallet_relay_bridge::Scope::All;
			assert_ok!(RelayBridge::halt_routes(RuntimeOrigin::root(), scope));
			assert_noop!(try_register(VIN, ANA), BridgeError::LaneHalted);
		});
	});
}

#[test]
fn fails_on_the_relay_beyond_the_most_for_one_chain() {
	Network::run(|network| {
		network.on(RELAY, || {
			for number in 0..MAX_HOMES {
				register(vin(number), ANA);
			}
			assert_noop!(try_register(VIN, ANA), Error::<Test>::TooManyHomes);
		});
	});
}

/// A car by its number.
pub fn vin(number: u64) -> Vin {
	Vin::parse(&format!("WVWZZZ1KZ6W9{number:05}")).unwrap()
}
