//! What messages about cars at home elsewhere mean.

use crate::{pallet::*, Config, Fact, LienKey, Pallet, WeightInfo};
use carx_primitives::{ChainId, Moment};
use frame_support::{ensure, weights::Weight};
use pallet_relay_bridge::{Lane, Message, MessageHandler, MessageId, Outcome, Refusal};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Checks that a message travels where its content belongs: a chain that does not keep the rules may send it anywhere, and a delivery is
	/// charged for by its lane.
	fn ensure_lane(message: &Message<T::AccountId>, fact: &Fact) -> DispatchResult {
		ensure!(message.route.lane == fact.lane(), Error::<T>::LaneNotValid);
		Ok(())
	}
}

impl<T: Config> MessageHandler<T::AccountId, Fact> for Pallet<T> {
	fn open(
		_: &MessageId,
		sender: &T::AccountId,
		target: &ChainId,
		fact: &Fact,
		_: Moment,
	) -> Result<Lane, DispatchError> {
		let home = *target;
		match *fact {
			Fact::Lien { vin, kind, reference } => {
				Self::ask_lien(sender, LienKey { home, vin, reference }, kind)
			},
			Fact::Release { vin, reference } => {
				Self::ask_release(sender, LienKey { home, vin, reference })
			},
			Fact::Records { vin, head } => Self::check_head(&vin, &head),
		}?;
		Ok(fact.lane())
	}

	/// Nothing but the lane is checked. Whatever the source says, its target does no more than the owner of the car allowed this very
	/// chain to bring about, and ends nothing but what came from there.
	fn confirm(message: &Message<T::AccountId>, fact: &Fact) -> Result<(), Refusal> {
		Ok(Self::ensure_lane(message, fact)?)
	}

	fn execute(message: &Message<T::AccountId>, fact: &Fact) -> Result<(), Refusal> {
		Self::ensure_lane(message, fact)?;
		let (chain, sender) = (message.route.source, message.sender.clone());
		match *fact {
			Fact::Lien { vin, kind, reference } => Self::enter(chain, sender, vin, kind, reference),
			Fact::Release { vin, reference } => Self::release(chain, sender, vin, reference),
			Fact::Records { vin, head } => Self::report(chain, vin, head),
		}?;
		Ok(())
	}

	/// The relay keeps nothing of such a message.
	fn settle(_: &Message<T::AccountId>, _: &Fact, _: &Outcome) -> DispatchResult {
		Ok(())
	}

	fn close(message: &Message<T::AccountId>, fact: &Fact, outcome: &Outcome) -> DispatchResult {
		let (home, sender) = (message.route.target, &message.sender);
		let done = *outcome == Outcome::Done;
		match *fact {
			Fact::Lien { vin, reference, .. } => {
				Self::close_lien(sender, LienKey { home, vin, reference }, done)
			},
			Fact::Release { vin, reference } => {
				Self::close_release(sender, LienKey { home, vin, reference }, done)
			},
			Fact::Records { .. } => Ok(()),
		}
	}

	fn open_weight() -> Weight {
		T::WeightInfo::open_lien()
			.max(T::WeightInfo::open_release())
			.max(T::WeightInfo::open_records())
	}

	fn execute_weight(lane: Lane) -> Weight {
		match lane {
			Lane::Facts => T::WeightInfo::execute_lien().max(T::WeightInfo::execute_release()),
			Lane::Records => T::WeightInfo::execute_records(),
			Lane::Receipts => T::WeightInfo::close_lien().max(T::WeightInfo::close_release()),
			// Where no fact belongs it is refused before anything is read.
			Lane::Titles | Lane::Vehicles | Lane::Assets | Lane::Governance => Weight::zero(),
		}
	}
}
