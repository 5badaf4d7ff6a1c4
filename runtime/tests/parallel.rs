//! Cars, liens, records and money on a relay and two members, with real proofs of their states: what several chains must agree on.

mod common;

use carx_primitives::{Action, Blocker, EncumbranceKind, Presence, RecordClass, Role};
use carxchain_runtime::{
	configs::AssetKind,
	messages::{Content, Transfer},
	AssetTransfers, Balance, Balances, ConditionRecords, ForeignFacts, TitleDirectory,
	VehicleRegistry, UNIT,
};
use common::{
	parallel::{
		as_root, go, home, id, moved, presence, proposal, registered, Chains, RELAY, SERVICE, TRADE,
	},
	*,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_foreign_facts::{Call as Facts, Fact};
use pallet_relay_bridge::{Event, Outcome, Refusal};
use pallet_title_directory::Call as Titles;

const REFERENCE: [u8; 32] = [17; 32];

fn blockers(action: Action) -> Vec<Blocker<carxchain_runtime::AccountId>> {
	VehicleRegistry::can(action, car())
}

/// What became of the last message that was closed on this chain.
fn closed() -> Option<Outcome> {
	let closed = |event| match event {
		carxchain_runtime::RuntimeEvent::RelayBridge(Event::MessageClosed { outcome, .. }) => {
			Some(outcome)
		},
		_ => None,
	};
	events().into_iter().filter_map(closed).next_back()
}

#[test]
fn a_second_registration_is_told_which_chain_has_the_title() {
	Chains::run(|chains| {
		registered(chains);
		let before = chains.look(TRADE, || Balances::total_balance_on_hold(&account(REGISTRAR)));
		chains.on(TRADE, || ok(REGISTRAR, register(OWNER)));
		chains.settle();
		chains.look(TRADE, || {
			assert_eq!(presence(), None, "it is rolled back");
			assert_eq!(Balances::total_balance_on_hold(&account(REGISTRAR)), before);
		});
		chains.look(RELAY, || assert_eq!(home(), Some(id(SERVICE))));
	});
}

#[test]
fn a_refused_claim_names_the_chain() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(TRADE, || ok(REGISTRAR, register(OWNER)));
		let expected = Outcome::Refused {
			by: id(RELAY),
			reason: Refusal::VinAlreadyTitled { chain: id(SERVICE) },
		};
		let mut seen = None;
		chains.settle_and(TRADE, || seen = closed().or(seen));
		assert_eq!(seen, Some(expected));
	});
}

#[test]
fn nothing_is_written_about_a_car_before_the_relay_has_confirmed_it() {
	Chains::run(|chains| {
		chains.on(SERVICE, || {
			ok(REGISTRAR, register(OWNER));
			assert!(apply(OWNER, append(RecordClass::Driving, 1)).unwrap().is_err());
			assert!(apply(OWNER, offer(BUYER)).unwrap().is_err());
		});
		chains.settle();
		chains.on(SERVICE, || ok(OWNER, append(RecordClass::Driving, 1)));
	});
}

#[test]
fn a_car_moves_with_its_liens_and_leaves_its_history() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(SERVICE, || {
			ok(OWNER, append(RecordClass::Driving, 1));
			make(WORKSHOP, Role::Workshop);
			let pledge = pallet_vehicle_registry::Call::pledge_vehicle {
				vin: car(),
				kind: EncumbranceKind::Repair,
				holder: account(WORKSHOP),
				reference: REFERENCE,
			};
			ok(OWNER, pledge);
		});
		let head = chains.look(SERVICE, || ConditionRecords::record_head(car()));
		moved(chains);
		chains.on(TRADE, || {
			let liens = VehicleRegistry::encumbrances(car());
			assert_eq!(liens.len(), 1);
			assert_eq!(
				(liens[0].holder.clone(), liens[0].reference),
				(account(WORKSHOP), REFERENCE)
			);
			assert_eq!(blockers(Action::Sell).len(), 1);
			// Its holder has the same key here.
			let release =
				pallet_vehicle_registry::Call::release_encumbrance { vin: car(), id: liens[0].id };
			ok(WORKSHOP, release);
			transfer(OWNER, BUYER);
		});
		chains.on(SERVICE, || {
			assert_eq!(ConditionRecords::record_head(car()), head, "the history stays");
			assert!(blockers(Action::Sell).contains(&Blocker::Away { chain: id(TRADE) }));
			assert!(apply(OWNER, offer(BUYER)).unwrap().is_err(), "nothing is sold here any more");
		});
	});
}

#[test]
fn a_car_that_nobody_expects_stays() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(SERVICE, || {
			ok(OWNER, go(TRADE));
			assert_eq!(presence(), Some(Presence::Leaving));
			assert!(apply(OWNER, offer(BUYER)).unwrap().is_err(), "it is locked");
		});
		chains.settle();
		chains.on(SERVICE, || {
			assert_eq!(presence(), Some(Presence::Titled));
			transfer(OWNER, BUYER);
		});
		chains.look(TRADE, || assert_eq!(presence(), None));
		chains.look(RELAY, || assert_eq!(TitleDirectory::home(car()).unwrap().moving, None));
	});
}

#[test]
fn a_car_comes_home_again() {
	Chains::run(|chains| {
		registered(chains);
		moved(chains);
		chains.on(TRADE, || transfer(OWNER, BUYER));
		chains.on(SERVICE, || ok(BUYER, Titles::expect_vehicle { vin: car(), source: id(TRADE) }));
		chains.on(TRADE, || ok(BUYER, go(SERVICE)));
		chains.settle();
		chains.on(SERVICE, || {
			let vehicle = VehicleRegistry::vehicle(car()).unwrap();
			assert_eq!((vehicle.owner, vehicle.title_epoch), (account(BUYER), 1));
			assert_eq!(vehicle.presence, Presence::Titled);
			ok(BUYER, append(RecordClass::Driving, 2));
		});
	});
}

#[test]
fn a_lien_on_one_chain_blocks_the_sale_on_another_until_it_is_released() {
	Chains::run(|chains| {
		registered(chains);
		moved(chains);
		chains.on(SERVICE, || make(WORKSHOP, Role::Workshop));
		chains.on(TRADE, || {
			let allow = Facts::allow_lien {
				vin: car(),
				chain: id(SERVICE),
				holder: account(WORKSHOP),
				kind: EncumbranceKind::Repair,
				reference: REFERENCE,
				expires_at: now() + 3_600_000,
			};
			ok(OWNER, allow);
		});
		let lien = Fact::Lien { vin: car(), kind: EncumbranceKind::Repair, reference: REFERENCE };
		chains.on(SERVICE, || ok(WORKSHOP, proposal(TRADE, Content::Facts(lien))));
		chains.settle();
		chains.on(TRADE, || {
			assert_eq!(blockers(Action::Sell).len(), 1);
			assert!(apply(OWNER, offer(BUYER)).unwrap().is_err());
			assert_eq!(ForeignFacts::foreign_liens(car()).len(), 1);
		});
		let release = Fact::Release { vin: car(), reference: REFERENCE };
		chains.on(SERVICE, || ok(WORKSHOP, proposal(TRADE, Content::Facts(release))));
		chains.settle();
		chains.on(TRADE, || transfer(OWNER, BUYER));
	});
}

#[test]
fn records_on_one_chain_show_in_the_view_of_the_car_on_another() {
	Chains::run(|chains| {
		registered(chains);
		chains.on(SERVICE, || ok(OWNER, append(RecordClass::Driving, 1)));
		moved(chains);
		chains.on(TRADE, || ok(OWNER, Facts::follow_records { vin: car(), chain: id(SERVICE) }));
		let head = chains.look(SERVICE, || ConditionRecords::record_head(car()));
		let records = Content::Facts(Fact::Records { vin: car(), head });
		chains.on(SERVICE, || ok(WORKSHOP, proposal(TRADE, records)));
		chains.settle();
		chains.look(TRADE, || {
			let seen = ForeignFacts::foreign_records(car());
			assert_eq!(seen.len(), 1);
			assert_eq!(seen[0].chain, id(SERVICE));
		});
	});
}

/// CARX on the two members.
fn issuance(chains: &mut Chains) -> Balance {
	let all = [TRADE, SERVICE].map(|chain| chains.look(chain, Balances::total_issuance));
	all.iter().sum()
}

fn pay(amount: Balance) -> Content {
	let to = account(BUYER);
	Content::Assets(Transfer { asset: AssetKind::Native, to, amount })
}

#[test]
fn money_crosses_and_is_neither_made_nor_lost() {
	Chains::run(|chains| {
		let share = |by| pallet_asset_transfers::Call::raise_share {
			chain: id(TRADE),
			asset: AssetKind::Native,
			by,
		};
		chains.on(RELAY, || as_root(share(150 * UNIT)));
		let before = issuance(chains);
		let had = chains.look(SERVICE, || Balances::total_balance(&account(BUYER)));
		chains.on(TRADE, || ok(OWNER, proposal(SERVICE, pay(100 * UNIT))));
		chains.settle();
		let has = chains.look(SERVICE, || Balances::total_balance(&account(BUYER)));
		assert_eq!(has, had + 100 * UNIT);
		// The share does not cover as much again: it comes back.
		chains.on(TRADE, || ok(OWNER, proposal(SERVICE, pay(100 * UNIT))));
		chains.settle();
		assert_eq!(chains.look(SERVICE, || Balances::total_balance(&account(BUYER))), has);
		chains.look(RELAY, || {
			let native = AssetKind::Native;
			assert_eq!(AssetTransfers::share(id(TRADE), native.clone()), 50 * UNIT);
			assert_eq!(AssetTransfers::share(id(SERVICE), native), 100 * UNIT);
		});
		// Fees are not burnt, so nothing else changed what there is.
		assert_eq!(issuance(chains), before);
	});
}
