//! What the relay's executive committee may have done on a member, and who cannot.

mod common;

use carxchain_runtime::{
	configs::{ExecutiveInstance, RiskInstance, TreasuryAccount},
	genesis,
	messages::{Content, PlannedCall},
	Balances, Enactment, RelayBridge, Runtime, RuntimeCall,
};
use codec::Encode;
use common::{
	committees::*,
	parallel::{id, proposal, Chains, RELAY, SERVICE, TRADE},
	*,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_relay_bridge::{Event, Lane, MessageId, Outcome, Route};
use sp_runtime::DispatchError::BadOrigin;

/// A call that root would make on the member.
fn order() -> Content {
	let call = RuntimeCall::from(frame_system::Call::remark { remark: b"hello".to_vec() });
	Content::Governance(PlannedCall::try_from(call.encode()).unwrap())
}

fn decided(outcome: Outcome) -> Event<Runtime> {
	let route = Route { source: id(RELAY), target: id(TRADE), lane: Lane::Governance };
	let message = MessageId { source: id(RELAY), number: 0 };
	Event::MessageClosed { message, route, outcome }
}

#[test]
fn an_order_of_the_relay_becomes_a_plan_that_the_member_can_veto() {
	Chains::run(|chains| {
		let before = chains.look(RELAY, || Balances::total_balance(&TreasuryAccount::get()));
		chains.on(RELAY, || {
			decide::<ExecutiveInstance>(&EXECUTIVE, proposal(TRADE, order())).unwrap();
			assert!(Balances::total_balance_on_hold(&TreasuryAccount::get()) > 0);
		});
		chains.settle();
		chains.look(RELAY, || {
			happened(decided(Outcome::Done));
			let treasury = TreasuryAccount::get();
			assert_eq!(Balances::total_balance_on_hold(&treasury), 0);
			// Its share of fees came in meanwhile, and the message's own fee went out.
			assert_ne!(Balances::total_balance(&treasury), before);
		});
		chains.on(TRADE, || {
			let planned = Enactment::planned_call(0).expect("a plan");
			assert!(matches!(planned, RuntimeCall::System(frame_system::Call::remark { .. })));
			let veto = pallet_enactment::Call::veto_plan { id: 0 };
			decide::<RiskInstance>(&RISK, veto).unwrap();
			assert_eq!(Enactment::plan(0), None);
		});
	});
}

#[test]
fn nobody_else_gives_orders() {
	Chains::run(|chains| {
		// A person of the relay, and the executive committee of a member, to another member and to the relay.
		chains.on(RELAY, || refused(Alice, proposal(TRADE, order()), BadOrigin));
		for target in [SERVICE, RELAY] {
			chains.on(TRADE, || {
				let refusal = decide::<ExecutiveInstance>(&EXECUTIVE, proposal(target, order()));
				assert_eq!(refusal, Err(BadOrigin));
			});
		}
	});
}

#[test]
fn a_chain_alone_sends_nothing() {
	on_preset(genesis::LOCAL_PRESET, || {
		let refusal = decide::<ExecutiveInstance>(&EXECUTIVE, proposal(TRADE, order()));
		assert_eq!(refusal, Err(pallet_relay_bridge::Error::<Runtime>::NotConnected.into()));
		assert_eq!(RelayBridge::role(), pallet_relay_bridge::Role::Alone);
	});
}
