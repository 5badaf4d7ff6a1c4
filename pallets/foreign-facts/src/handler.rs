//! What messages about cars at home elsewhere mean.

use crate::{Config, Fact, LienKey, Pallet, WeightInfo};
use frame_support::weights::Weight;
use pallet_relay_bridge::{Lane, Message, MessageHandler, Outcome, Refusal};
use sp_runtime::DispatchResult;

impl<T: Config> MessageHandler<T::AccountId, Fact> for Pallet<T> {
	/// A release does not overtake its lien, and no lien waits for a digest of records.
	fn lane(fact: &Fact) -> Lane {
		match fact {
			Fact::Lien { .. } | Fact::Release { .. } => Lane::Facts,
			Fact::Records { .. } => Lane::Records,
		}
	}

	fn open(message: &Message<T::AccountId>, fact: &Fact) -> DispatchResult {
		let (home, sender) = (message.route.target, &message.sender);
		match *fact {
			Fact::Lien { vin, kind, reference } => {
				Self::ask_lien(sender, LienKey { home, vin, reference }, kind)
			},
			Fact::Release { vin, reference } => {
				Self::ask_release(sender, LienKey { home, vin, reference })
			},
			Fact::Records { vin, head } => Self::check_head(&vin, &head),
		}
	}

	/// Nothing is checked, and nothing kept. Whatever the source says, its target does no more than the owner of the car allowed this very
	/// chain to bring about, and ends nothing but what came from there.
	fn confirm(_: &Message<T::AccountId>, _: &Fact) -> Result<(), Refusal> {
		Ok(())
	}

	fn execute(message: &Message<T::AccountId>, fact: &Fact) -> Result<(), Refusal> {
		let (chain, sender) = (message.route.source, message.sender.clone());
		match *fact {
			Fact::Lien { vin, kind, reference } => Self::enter(chain, sender, vin, kind, reference),
			Fact::Release { vin, reference } => Self::release(chain, sender, vin, reference),
			Fact::Records { vin, head } => Self::report(chain, vin, head),
		}?;
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
			// No fact belongs there.
			Lane::Titles | Lane::Vehicles | Lane::Assets | Lane::Governance => Weight::zero(),
		}
	}
}
