//! What each chain does with messages that no call of its own sends, and what it takes.

use super::*;
use pallet_relay_bridge::Message;

fn claim() -> Content {
	TitleRequest::Claim { vin: VIN }
}

/// The car of ANA as it would leave the chain that is being looked at.
fn moving() -> Content {
	hypothetically!({
		register(VIN, ANA);
		VehicleRegistry::confirm_title(VIN);
		let dossier = VehicleRegistry::pack(VIN, &ANA, &[]).unwrap();
		TitleRequest::Move { vin: VIN, dossier }
	})
}

fn on(route: Route) -> Message<AccountId> {
	let (number, sender, sent_at, expires_at) = (5, ANA, NOW, EXPIRY);
	Message { route, number, sender, sent_at, expires_at, payload: Default::default() }
}

fn refusal(error: Error<Test>) -> Result<(), Refusal> {
	Err(DispatchError::from(error).into())
}

const LANES: [Lane; 7] = [
	Lane::Titles,
	Lane::Vehicles,
	Lane::Facts,
	Lane::Records,
	Lane::Assets,
	Lane::Governance,
	Lane::Receipts,
];

#[test]
fn nobody_proposes_a_request_by_hand() {
	genesis(A).execute_with(|| {
		for (content, target) in [(claim(), RELAY), (moving(), B)] {
			let call = || RelayBridge::propose(signed(ANA), id(target), Box::new(content), EXPIRY);
			assert_noop!(dispatch(call), Error::<Test>::NotProposable);
		}
	});
}

#[test]
fn claims_and_moves_travel_on_lanes_of_their_own() {
	genesis(A).execute_with(|| {
		assert_eq!(TitleDirectory::lane(&claim()), Lane::Titles);
		assert_eq!(TitleDirectory::lane(&moving()), Lane::Vehicles);
	});
}

#[test]
fn a_member_enters_no_homes() {
	genesis(B).execute_with(|| {
		let message = on(route(A, B, Lane::Titles));
		assert_eq!(TitleDirectory::execute(&message, &claim()), refusal(Error::NotRelay));
	});
}

#[test]
fn the_relay_takes_no_cars_over_and_lets_no_claims_pass() {
	genesis(RELAY).execute_with(|| {
		let content = moving();
		let message = on(route(A, RELAY, Lane::Vehicles));
		assert_eq!(TitleDirectory::execute(&message, &content), refusal(Error::NotMember));
		let message = on(route(A, B, Lane::Titles));
		assert_eq!(TitleDirectory::confirm(&message, &claim()), refusal(Error::TargetNotAllowed));
		assert_ok!(TitleDirectory::settle(&message, &claim(), &Outcome::Done));
	});
}

#[test]
fn the_relay_enters_no_malformed_vin() {
	genesis(RELAY).execute_with(|| {
		let request = TitleRequest::Claim { vin: Vin::from_bytes([b'I'; 17]) };
		let message = on(route(A, RELAY, Lane::Titles));
		assert_eq!(TitleDirectory::execute(&message, &request), refusal(Error::VinNotValid));
	});
}

#[test]
fn what_became_of_a_message_that_nobody_waits_for_changes_nothing() {
	Network::run(|network| {
		network.registered(A, VIN, ANA);
		let content = network.on(C, moving);
		network.depart((A, B), VIN, ANA);
		for outcome in [Outcome::Done, Outcome::Expired, taken(B)] {
			// Number 5 is none of theirs.
			network.on(RELAY, || {
				let message = on(route(A, B, Lane::Vehicles));
				frame_support::assert_storage_noop!({
					let _ = TitleDirectory::settle(&message, &content, &outcome);
				});
			});
			network.on(A, || {
				for (lane, content) in [(Lane::Titles, &claim()), (Lane::Vehicles, &content)] {
					let message = on(route(A, B, lane));
					frame_support::assert_storage_noop!({
						let _ = TitleDirectory::close(&message, content, &outcome);
					});
				}
			});
		}
		network.settle();
		network.audit_at_rest();
	});
}

#[test]
fn weights_are_the_most_that_a_lane_can_bring() {
	let weight = |lane| TitleDirectory::execute_weight(lane).ref_time();
	assert_eq!(LANES.map(weight), [1, 3, 0, 0, 0, 0, 6]);
	assert_eq!(TitleDirectory::open_weight().ref_time(), 0);
	let claim = <TitleDirectory as carx_primitives::TitleClaims<AccountId, _, _>>::weight();
	assert_eq!(claim, frame_support::weights::Weight::from_parts(9, 0));
}

#[test]
fn the_longest_request_fits_a_payload() {
	use codec::MaxEncodedLen;
	type Longest = TitleRequest<pallet_vehicle_registry::Dossier<sp_runtime::AccountId32>>;
	assert!(Longest::max_encoded_len() < pallet_relay_bridge::MAX_PAYLOAD as usize / 2);
	genesis(A).execute_with(|| {
		<TitleDirectory as frame_support::traits::Hooks<u64>>::integrity_test();
	});
}
