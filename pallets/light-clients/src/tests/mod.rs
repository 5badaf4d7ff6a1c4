//! One file per call, one for the votes, and one each for the rules and for what clients ask.

use crate::{
	mock::*,
	proofs::{child, forced_change, justify, log, scheduled_change},
	AuthoritySets, Chains, Conflict, ConflictingHeader, Conflicts, Error, Event, FreeSubmissions,
	Halt, HaltReason, Header, Headers, Justification, SetChange,
};
use carx_primitives::{ChainId, FinalizedChains};
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	assert_err, assert_noop, assert_ok, dispatch::Pays, hypothetically, hypothetically_ok,
};
use sp_runtime::{
	ArithmeticError, Digest, DigestItem,
	DispatchError::{self, BadOrigin},
	DispatchResult,
};

mod halt_chain;
mod mutations;
mod queue;
mod register_chain;
mod remove_chain;
mod report_conflict;
mod resume_chain;
mod rules;
mod submit_finality;
mod trust_anew;
mod try_state;
mod view_functions;
mod votes;

/// Everybody who may not act for `committee`, and those who signed nothing.
fn all_but(committee: u64) -> Vec<RuntimeOrigin> {
	let others = (EXECUTIVE..=STRANGER).filter(|who| *who != committee).map(signed);
	others.chain(unsigned()).collect()
}

/// Origins that signed nothing.
fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::none(), RuntimeOrigin::root()]
}

/// The header with so many bytes in all.
fn of_size(number: u32, size: usize) -> Header {
	let with = |bytes| header_with(number, vec![DigestItem::Other(vec![0; bytes])]);
	let found = (0..size).map(with).find(|header| header.encoded_size() == size);
	found.unwrap()
}

/// What is halted, and since when.
fn halted(reason: HaltReason) -> Option<Halt<u64>> {
	Some(Halt { reason, since: System::block_number() })
}

/// The halt of [`CHAIN`].
fn state_of_halt() -> Option<Halt<u64>> {
	Chains::<Test>::get(CHAIN).unwrap().halt
}

/// The numbers of the headers that are kept, oldest first.
fn kept() -> Vec<u32> {
	let mut numbers = Headers::<Test>::iter_key_prefix(CHAIN).collect::<Vec<_>>();
	numbers.sort();
	numbers
}

/// The numbers of the sets that are kept, oldest first.
fn sets() -> Vec<u64> {
	let mut numbers = AuthoritySets::<Test>::iter_key_prefix(CHAIN).collect::<Vec<_>>();
	numbers.sort();
	numbers
}
