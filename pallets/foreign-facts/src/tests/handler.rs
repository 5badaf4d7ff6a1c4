//! Lanes, weights, and what the relay does.

use super::*;
use frame_support::weights::Weight;
use pallet_relay_bridge::MessageHandler;

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
fn liens_and_releases_keep_one_order_and_records_another() {
	for (fact, lane) in [(LIEN, Lane::Facts), (RELEASE, Lane::Facts), (records(1), Lane::Records)] {
		assert_eq!(ForeignFacts::lane(&fact), lane);
	}
}

#[test]
fn the_relay_lets_everything_pass_and_keeps_nothing() {
	Chain.build_and_execute(|| {
		for fact in [LIEN, RELEASE, records(1)] {
			let message = message(HOSTILE, TRADE, STRANGER, &fact);
			assert_eq!(ForeignFacts::confirm(&message, &fact), Ok(()));
			assert_ok!(ForeignFacts::settle(&message, &fact, &Outcome::Done));
		}
		assert_eq!(events(), []);
	});
}

#[test]
fn each_step_is_charged_for_at_its_most() {
	let weight = |number| Weight::from_parts(number, 0);
	assert_eq!(ForeignFacts::open_weight(), weight(9));
	for (lane, number) in LANES.into_iter().zip([0, 0, 11, 12, 0, 0, 14]) {
		assert_eq!(ForeignFacts::execute_weight(lane), weight(number));
	}
}
