//! One file per call, and one each for attacks, for receipts, for the network as a whole, for the rules and for what clients ask.

use crate::{
	mock::*, pallet::*, Ends, Envelope, Lane, Message, MessageId, Outcome, Parcel, Receipt,
	Refusal, Role, Route, Scope, SendMessage, FORMAT_VERSION, MAX_HALTS, MAX_PAYLOAD,
};
use carx_primitives::ChainId;
use codec::Encode;
use frame_support::{
	assert_err, assert_noop, assert_ok, dispatch::Pays, hypothetically, weights::Weight,
};
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	DispatchResult, TokenError,
};

mod abandon_messages;
mod acknowledge_delivery;
mod attacks;
mod close_message;
mod deliver_parcels;
mod halt_routes;
mod join_relay;
mod network;
mod partners;
mod propose;
mod receipts;
mod try_state;
mod types;
mod view_functions;

type E = Error<Test>;

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

/// Everybody but root.
fn all_but_root() -> Vec<RuntimeOrigin> {
	(ALICE..=PAUPER).map(signed).chain([RuntimeOrigin::none()]).collect()
}

fn message_id(chain: usize, number: u64) -> MessageId {
	MessageId { source: id(chain), number }
}

fn units(who: AccountId) -> u64 {
	Units::get().get(&who).copied().unwrap_or(0)
}

/// Sends messages of ALICE to B.
fn send_many(count: u32) {
	for _ in 0..count {
		send(B, content());
	}
}

/// A message of ALICE on A to B, which has not left A yet; `count` of them.
fn sent(net: &mut Network, count: u32) {
	net.on(A, || send_many(count));
	net.finalize(A);
}

/// The same, confirmed by the relay.
fn confirmed(net: &mut Network, count: u32) {
	sent(net, count);
	net.pass((A, RELAY), ab());
	net.finalize(RELAY);
}

/// Nothing is sent, waits or is held of what ALICE sent from A.
fn assert_settled(net: &mut Network) {
	for chain in CHAINS {
		net.on(chain, || {
			assert_eq!(Pending::<Test>::iter().count(), 0);
			assert_eq!(Outbox::<Test>::iter().count(), 0);
			assert!(Outboxes::<Test>::iter_values().all(|ends| ends.pending == 0));
			assert_eq!(OnTheWay::get(), 0);
			assert_eq!(held(ALICE), 0);
		});
	}
}
