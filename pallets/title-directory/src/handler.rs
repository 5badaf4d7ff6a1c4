//! What requests about titles mean on each chain that they come by.

use crate::{pallet::*, Config, Pallet, TitleRequest, WeightInfo};
use frame_support::{ensure, traits::Get, weights::Weight};
use pallet_relay_bridge::{Lane, Message, MessageHandler, Outcome, Refusal, Role};
use sp_runtime::DispatchResult;

impl<T: Config> MessageHandler<T::AccountId, TitleRequestOf<T>> for Pallet<T> {
	fn lane(request: &TitleRequestOf<T>) -> Lane {
		match request {
			TitleRequest::Claim { .. } => Lane::Titles,
			TitleRequest::Move { .. } => Lane::Vehicles,
		}
	}

	/// What a request says is put together by the chain and not by who signs, so nobody proposes one.
	fn open(_: &Message<T::AccountId>, _: &TitleRequestOf<T>) -> DispatchResult {
		Err(Error::<T>::NotProposable.into())
	}

	fn confirm(
		message: &Message<T::AccountId>,
		request: &TitleRequestOf<T>,
	) -> Result<(), Refusal> {
		match request {
			TitleRequest::Claim { .. } => Err(Self::refusal(Error::TargetNotAllowed)),
			TitleRequest::Move { vin, .. } => Self::begin_move(*vin, message),
		}
	}

	fn execute(
		message: &Message<T::AccountId>,
		request: &TitleRequestOf<T>,
	) -> Result<(), Refusal> {
		match request {
			TitleRequest::Claim { vin } => {
				ensure!(T::Role::get() == Role::Relay, Self::refusal(Error::NotRelay));
				Self::enter(*vin, message.route.source)
			},
			TitleRequest::Move { vin, dossier } => {
				Ok(Self::receive(*vin, message, dossier.clone())?)
			},
		}
	}

	fn settle(
		message: &Message<T::AccountId>,
		request: &TitleRequestOf<T>,
		outcome: &Outcome,
	) -> DispatchResult {
		if let TitleRequest::Move { vin, .. } = request {
			Self::end_move(*vin, message, outcome);
		}
		Ok(())
	}

	fn close(
		message: &Message<T::AccountId>,
		request: &TitleRequestOf<T>,
		outcome: &Outcome,
	) -> DispatchResult {
		match request {
			TitleRequest::Claim { vin } => Self::close_claim(*vin, &message.id(), outcome),
			TitleRequest::Move { vin, .. } => Self::close_move(*vin, &message.id(), outcome),
		}
		Ok(())
	}

	fn open_weight() -> Weight {
		Weight::zero()
	}

	fn execute_weight(lane: Lane) -> Weight {
		match lane {
			Lane::Titles => T::WeightInfo::execute_claim(),
			Lane::Vehicles => T::WeightInfo::confirm_move().max(T::WeightInfo::execute_move()),
			Lane::Receipts => T::WeightInfo::settle_move()
				.max(T::WeightInfo::close_claim())
				.max(T::WeightInfo::close_move()),
			// No request belongs there.
			Lane::Facts | Lane::Records | Lane::Assets | Lane::Governance => Weight::zero(),
		}
	}
}
