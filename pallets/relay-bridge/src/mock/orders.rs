//! What messages mean in tests: play money that moves from chain to chain.

use super::*;
use crate::{Message, MessageHandler, MessageId, Outcome, Refusal};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{weights::Weight, BoundedVec};
use sp_runtime::{DispatchError, TokenError};
use std::cell::RefCell;

frame_support::parameter_types! {
	/// Who has how many units here, and how many are on their way.
	pub storage Units: BTreeMap<AccountId, u64> = BTreeMap::new();
	pub storage OnTheWay: u64 = 0;
	/// Whether the handler fails to follow receipts.
	pub storage IsBroken: bool = false;
}

/// What a message of these tests says: give somebody units that the sender has here.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub struct Order {
	pub lane: Lane,
	pub to: AccountId,
	pub amount: u64,
	pub fate: Fate,
	/// Makes it long.
	pub filler: BoundedVec<u8, ConstU32<MAX_FILLER>>,
}

/// With the rest, and the length of the filler, as much as a payload can have.
pub const MAX_FILLER: u32 = crate::MAX_PAYLOAD - 20;

#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum Fate {
	Good,
	/// The relay refuses it.
	BadForRelay,
	/// The target refuses it, after it has changed its state.
	BadForTarget,
}

/// What the three chains did, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
	Confirmed(MessageId),
	Executed(Route, u64),
	Settled(MessageId, Outcome),
	Closed(MessageId, Outcome),
}

thread_local! {
	static ACTS: RefCell<Vec<Act>> = const { RefCell::new(Vec::new()) };
}

fn note(act: Act) {
	ACTS.with_borrow_mut(|acts| acts.push(act));
}

/// What was done since the last time.
pub fn acts() -> Vec<Act> {
	ACTS.take()
}

pub const BAD: DispatchError = DispatchError::Unavailable;

/// Moves units.
pub struct Orders;

pub fn give(who: AccountId, amount: u64) {
	let mut units = Units::get();
	*units.entry(who).or_default() += amount;
	Units::set(&units);
}

impl MessageHandler<AccountId, Order> for Orders {
	fn lane(order: &Order) -> Lane {
		order.lane
	}

	fn open(message: &Message<AccountId>, order: &Order) -> DispatchResult {
		let mut units = Units::get();
		let left = units.get(&message.sender).copied().unwrap_or(0).checked_sub(order.amount);
		units.insert(message.sender, left.ok_or(TokenError::FundsUnavailable)?);
		Units::set(&units);
		OnTheWay::set(&(OnTheWay::get() + order.amount));
		Ok(())
	}

	fn confirm(message: &Message<AccountId>, order: &Order) -> Result<(), Refusal> {
		note(Act::Confirmed(message.id()));
		match order.fate {
			Fate::BadForRelay => Err(BAD.into()),
			_ => Ok(()),
		}
	}

	fn execute(message: &Message<AccountId>, order: &Order) -> Result<(), Refusal> {
		give(order.to, order.amount);
		if order.fate == Fate::BadForTarget {
			return Err(DispatchError::from(crate::Error::<Test>::NotPartner).into());
		}
		note(Act::Executed(message.route, message.number));
		Ok(())
	}

	fn settle(message: &Message<AccountId>, _: &Order, outcome: &Outcome) -> DispatchResult {
		frame_support::ensure!(!IsBroken::get(), BAD);
		note(Act::Settled(message.id(), *outcome));
		Ok(())
	}

	fn close(message: &Message<AccountId>, order: &Order, outcome: &Outcome) -> DispatchResult {
		OnTheWay::set(&(OnTheWay::get() - order.amount));
		if *outcome != Outcome::Done {
			give(message.sender, order.amount);
		}
		frame_support::ensure!(!IsBroken::get(), BAD);
		note(Act::Closed(message.id(), *outcome));
		Ok(())
	}

	fn open_weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}

	fn execute_weight(lane: Lane) -> Weight {
		Weight::from_parts(1_000_000 * (1 + lane as u64), 0)
	}
}
