//! What a chain whose validators lie can and cannot do: A says what it likes, on behalf of whom it likes.

use super::*;
use pallet_vehicle_registry::Dossier;

const MALLORY: AccountId = STRANGER;

/// What A would say of a car of `owner` that it has.
fn dossier(network: &mut Network, owner: AccountId) -> Dossier<AccountId> {
	network.on(A, || {
		hypothetically!({
			register(super::registration::vin(99), owner);
			let vin = super::registration::vin(99);
			VehicleRegistry::confirm_title(vin);
			VehicleRegistry::pack(vin, &owner, &[]).unwrap()
		})
	})
}

/// Has A say something, whatever its own pallets would let it.
fn say(network: &mut Network, target: usize, content: Content) {
	let send = <RelayBridge as SendMessage<AccountId, Content>>::send;
	assert_ok!(network.on(A, || send(MALLORY, id(target), content, EXPIRY)));
}

fn forge_move(network: &mut Network, target: usize, owner: AccountId) {
	let dossier = dossier(network, owner);
	say(network, target, TitleRequest::Move { vin: VIN, dossier });
}

/// What the members were told, in order.
fn outcomes(network: &mut Network) -> Vec<Outcome> {
	let closed = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::RelayBridge(pallet_relay_bridge::Event::MessageClosed {
			outcome, ..
		}) => Some(outcome),
		_ => None,
	};
	network.on(A, || System::events().into_iter().filter_map(closed).collect())
}

/// VIN lives on B with ANA as its owner, and MALLORY expects it everywhere.
fn with_car_on_b(test: impl FnOnce(&mut Network)) {
	Network::run(|network| {
		network.registered(B, VIN, ANA);
		network.on(C, || {
			assert_ok!(TitleDirectory::expect_vehicle(signed(MALLORY), VIN, id(A)));
		});
		test(network);
		network.settle();
		let (states, home) = network.whereabouts(VIN);
		assert_eq!((states[B], states[C], home), (Some(Titled), None, Some(id(B))));
		assert_eq!(network.on(B, || owner(VIN)), Some(ANA));
	});
}

#[test]
fn a_car_that_lives_elsewhere_is_not_moved_from_here() {
	with_car_on_b(|network| {
		forge_move(network, C, MALLORY);
		network.settle();
		assert_eq!(outcomes(network), [taken(B)]);
	});
}

#[test]
fn a_car_that_lives_elsewhere_is_not_moved_to_its_own_home() {
	with_car_on_b(|network| {
		network.on(B, || {
			assert_ok!(TitleDirectory::expect_vehicle(signed(MALLORY), VIN, id(A)));
		});
		forge_move(network, B, MALLORY);
		network.settle();
		assert_eq!(outcomes(network), [taken(B)]);
	});
}

#[test]
fn a_car_that_lives_elsewhere_is_not_claimed() {
	with_car_on_b(|network| {
		say(network, RELAY, TitleRequest::Claim { vin: VIN });
		network.settle();
		assert_eq!(outcomes(network), [taken(B)]);
	});
}

#[test]
fn a_car_is_not_claimed_from_a_member() {
	with_car_on_b(|network| {
		say(network, C, TitleRequest::Claim { vin: VIN });
		network.settle();
		assert_eq!(outcomes(network), [refused(RELAY, Error::<Test>::TargetNotAllowed)]);
	});
}

#[test]
fn a_car_is_not_moved_to_the_relay() {
	with_car_on_b(|network| {
		forge_move(network, RELAY, MALLORY);
		network.settle();
		assert_eq!(outcomes(network), [refused(RELAY, Error::<Test>::NotMember)]);
	});
}

#[test]
fn a_car_that_is_on_its_way_is_not_claimed_nor_moved_by_others() {
	with_car_on_b(|network| {
		assert_ok!(network.on(B, || send_off(C, VIN, ANA)));
		network.carry(B, route(B, C, Lane::Vehicles), 1);
		say(network, RELAY, TitleRequest::Claim { vin: VIN });
		forge_move(network, C, MALLORY);
		network.settle();
		// ANA did not expect it on C, so it stays.
		assert_eq!(outcomes(network), [taken(B), taken(B)]);
	});
}

#[test]
fn a_car_that_left_is_not_moved_again() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		network.depart((A, B), VIN, ANA);
		network.settle();
		network.forget_events();
		network.on(C, || {
			assert_ok!(TitleDirectory::expect_vehicle(signed(MALLORY), VIN, id(A)));
		});
		forge_move(network, C, MALLORY);
		network.settle();
		assert_eq!(outcomes(network), [taken(B)]);
		network.audit_at_rest();
	});
}

#[test]
fn a_car_does_not_go_to_two_chains() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		for chain in [B, C] {
			let expect = TitleDirectory::expect_vehicle;
			assert_ok!(network.on(chain, || expect(signed(MALLORY), VIN, id(A))));
			forge_move(network, chain, MALLORY);
		}
		network.settle();
		assert_eq!(outcomes(network).len(), 2);
		assert!(outcomes(network).contains(&refused(RELAY, Error::<Test>::VehicleMoving)));
		let (states, home) = network.whereabouts(VIN);
		let lives = [B, C].into_iter().filter(|chain| states[*chain] == Some(Titled));
		assert_eq!(lives.map(id).collect::<Vec<_>>(), [home.unwrap()]);
	});
}

#[test]
fn nobody_gets_a_car_who_does_not_expect_it() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		forge_move(network, B, BEN);
		network.settle();
		assert_eq!(outcomes(network), [refused(B, Error::<Test>::NotExpected)]);
		network.on(B, || {
			assert_eq!(presence(VIN), None);
			assert_eq!(Balances::free_balance(BEN), START_BALANCE);
		});
	});
}

#[test]
fn a_dossier_that_cannot_be_true_is_refused() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		let expect = TitleDirectory::expect_vehicle;
		assert_ok!(network.on(B, || expect(signed(ANA), VIN, id(A))));
		let mut dossier = dossier(network, ANA);
		dossier.description.make = Default::default();
		say(network, B, TitleRequest::Move { vin: VIN, dossier });
		network.settle();
		assert_eq!(outcomes(network), [refused(B, RegistryError::DossierNotValid)]);
	});
}

#[test]
fn one_chain_does_not_fill_the_directory() {
	Network::run(|network| {
		let mut claimed = 0;
		while claimed < MAX_HOMES + 2 {
			for _ in 0..14 {
				let vin = super::registration::vin(claimed);
				say(network, RELAY, TitleRequest::Claim { vin });
				claimed += 1;
			}
			network.settle();
		}
		assert_eq!(network.on(RELAY, || TitleDirectory::homes(id(A))), MAX_HOMES);
		let full = refused(RELAY, Error::<Test>::TooManyHomes);
		let of_those = outcomes(network).into_iter().filter(|outcome| *outcome == full);
		assert_eq!(of_those.count() as u64, claimed - MAX_HOMES);
		// Others register as before.
		network.registered(B, VIN, ANA);
	});
}
