//! One file per call and per step of a transfer, and one each for the rules, the network and its attacks.

use crate::{mock::*, pallet::*, Book, Transfer};
use frame_support::{
	assert_noop, assert_ok,
	traits::{LockIdentifier, LockableCurrency, WithdrawReasons},
};
use pallet_relay_bridge::{Lane, MessageHandler, Outcome, Refusal, Route};
use sp_runtime::{DispatchError::BadOrigin, TokenError};

mod attacks;
mod books;
mod close;
mod conservation;
mod execute;
mod lower_share;
mod open;
mod raise_share;
mod settle;
mod try_state;
mod view_functions;

type E = crate::Error<Test>;

/// Something that the account needs, whatever it has.
fn lock(who: AccountId, amount: Balance) {
	const LOCK: LockIdentifier = *b"carxtest";
	Balances::set_lock(LOCK, &who, amount, WithdrawReasons::all());
}

/// Nobody can put points onto an account any more, or can again.
fn block_points(who: AccountId) {
	assert_ok!(Assets::block(signed(ADMIN), POINTS_ID, who));
}

fn thaw_points(who: AccountId) {
	assert_ok!(Assets::thaw(signed(ADMIN), POINTS_ID, who));
}

fn book(asset: &AssetKind) -> Book<Balance> {
	AssetTransfers::book(asset.clone())
}

/// Alice sends something from A to B, or from the relay to B.
fn sent(chain: usize, transfer: &TransferOf<Test>) -> Message {
	assert_ok!(open(message_id(chain, 7), ALICE, id(B), transfer));
	System::reset_events();
	message(route(chain, B), 7, transfer)
}
