//! Whatever happens in whatever order, no title lives on two chains and none is lost.

use super::*;
use proptest::prelude::*;

/// Steps of one walk.
const STEPS: usize = 60;
/// Cars that are registered again and again.
const CARS: u64 = 4;

/// What happens at one step: what it is, where, where to, and with which car.
type Step = (u8, usize, usize, u64);

fn step() -> impl Strategy<Value = Step> {
	(0..32u8, 0..4usize, 1..4usize, 0..CARS)
}

fn car(number: u64) -> Vin {
	super::registration::vin(number)
}

fn owner_here(vin: Vin) -> AccountId {
	owner(vin).unwrap_or(ANA)
}

/// Does one thing; most of what is not possible is refused, and that is all right.
fn walk(network: &mut Network, (what, at, to, number): Step) {
	let vin = car(number);
	match what {
		// What the relay registers never moves, so that is rare.
		0 => drop(network.on(at, || try_register(vin, ANA))),
		1..=3 => drop(network.on(to, || try_register(vin, ANA))),
		4..=9 => {
			// Half of them from where the car lives, as far as the relay knows, and with no earlier consent in the way.
			let home = network.whereabouts(vin).1.filter(|_| what > 6);
			let at = CHAINS.into_iter().find(|chain| Some(id(*chain)) == home).unwrap_or(at);
			let owner = network.on(at, || owner_here(vin));
			if home.is_some() {
				let withdraw = || TitleDirectory::withdraw_expectation(signed(owner), vin);
				let _ = network.on(to, || dispatch(withdraw));
			}
			let expect = || TitleDirectory::expect_vehicle(signed(owner), vin, id(at));
			let _ = network.on(to, || dispatch(expect));
			let _ = network.on(at, || send_off(to, vin, owner));
		},
		10 => {
			let withdraw = |who| TitleDirectory::withdraw_expectation(signed(who), vin);
			for who in [ANA, BEN] {
				let _ = network.on(to, || dispatch(|| withdraw(who)));
			}
		},
		11 => drop(network.on(at, || dispatch(|| TitleDirectory::claim_title(signed(BEN), vin)))),
		12 => drop(network.on(at, || {
			let (from, to) = match owner_here(vin) {
				ANA => (ANA, BEN),
				_ => (BEN, ANA),
			};
			dispatch(|| VehicleRegistry::pass_title(vin, from, to))
		})),
		13 => drop(network.on(at, || {
			let (kind, owner) = (EncumbranceKind::Repair, owner_here(vin));
			let lien = |id| VehicleRegistry::release_encumbrance(signed(LENDER), vin, id);
			let pledge = VehicleRegistry::pledge_vehicle;
			let _ = dispatch(|| pledge(signed(owner), vin, kind, LENDER, [1; 32]));
			dispatch(|| lien(0))
		})),
		// A clock runs ahead of what is on its way, or catches up.
		14 => {
			let clocks = CHAINS.map(|chain| network.on(chain, pallet_timestamp::Now::<Test>::get));
			let latest = clocks.into_iter().max().unwrap_or(NOW);
			let is_latest = clocks[at] == latest;
			network.set_time(at, if is_latest { latest + DAY * 2 / 3 } else { latest });
		},
		_ => {
			let waiting = network.waiting();
			let place = (usize::from(what) + at) % waiting.len().max(1);
			if let Some((chain, route)) = waiting.get(place) {
				network.carry(*chain, *route, to as u32);
			}
		},
	}
}

fn run(steps: Vec<Step>) -> usize {
	let mut arrivals = 0;
	Network::run(|network| {
		for step in steps {
			walk(network, step);
			network.audit();
		}
		network.check();
		network.settle();
		network.audit_at_rest();
		let count = || pallet_vehicle_registry::Arrivals::<Test>::iter().count();
		arrivals = MEMBERS.map(|chain| network.on(chain, count)).into_iter().sum();
	});
	arrivals
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

	#[test]
	fn no_title_lives_twice_and_none_is_lost(steps in prop::collection::vec(step(), STEPS)) {
		run(steps);
	}
}

#[test]
fn cars_do_move_in_a_walk() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	let mut runner = TestRunner::deterministic();
	let steps = prop::collection::vec(step(), 4 * STEPS).new_tree(&mut runner).unwrap().current();
	let arrivals = run(steps);
	assert!(arrivals > 3, "the walk should bring cars to other chains, not {arrivals}");
}
