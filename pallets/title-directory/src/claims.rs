//! How a chain comes to have the title of a car.

use crate::{pallet::*, Config, Pallet, TitleRequest};
use carx_primitives::{ChainId, CloneAlarm, Presence, TitleClaims, VehicleMoves, Vin};
use frame_support::{
	ensure,
	traits::{Get, Time},
	weights::Weight,
};
use pallet_relay_bridge::{MessageId, Outcome, Refusal, Role, SendMessage};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> TitleClaims<T::AccountId, DispatchError, Weight> for Pallet<T> {
	fn claim(vin: Vin, payer: &T::AccountId) -> Result<Presence, DispatchError> {
		match T::Role::get() {
			Role::Alone => Ok(Presence::Titled),
			Role::Relay => {
				let entered = Self::enter(vin, T::ChainId::get());
				entered.map_err(|reason| Self::claim_error(&reason))?;
				Ok(Presence::Titled)
			},
			Role::Member { relay } => {
				Self::send_claim(vin, relay, payer.clone())?;
				Ok(Presence::Provisional)
			},
		}
	}

	fn weight() -> Weight {
		use crate::WeightInfo;
		T::WeightInfo::claim().max(T::WeightInfo::execute_claim())
	}
}

impl<T: Config> Pallet<T> {
	/// Why a car cannot be registered on the relay.
	fn claim_error(reason: &Refusal) -> Error<T> {
		match reason {
			Refusal::VinAlreadyTitled { .. } => Error::VinAlreadyTitled,
			reason if *reason == Self::refusal(Error::TooManyHomes) => Error::TooManyHomes,
			_ => Error::VinNotValid,
		}
	}

	/// Asks the relay for the title of a car at the expense of `by`.
	fn send_claim(vin: Vin, relay: ChainId, by: T::AccountId) -> DispatchResult {
		ensure!(!Claims::<T>::contains_key(vin), Error::<T>::ClaimPending);
		let expires_at = T::Time::now().saturating_add(T::ClaimPeriod::get());
		let request = TitleRequest::Claim { vin };
		let message = T::Messages::send(by.clone(), relay, request, expires_at)?;
		Claims::<T>::insert(vin, message);
		Self::deposit_event(Event::TitleClaimed { vehicle: vin, message, by });
		Ok(())
	}

	/// Claims the title of a car that lives here already.
	pub(crate) fn claim_existing(vin: Vin, by: T::AccountId) -> DispatchResult {
		let Role::Member { relay } = T::Role::get() else {
			return Err(Error::<T>::NotMember.into());
		};
		let presence = T::Vehicles::presence(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		ensure!(presence == Presence::Titled, Error::<T>::NotTitled);
		Self::send_claim(vin, relay, by)
	}

	/// Follows the answer of the relay to a claim, unless the car has left or come since.
	pub(crate) fn close_claim(vin: Vin, message: &MessageId, outcome: &Outcome) {
		if Claims::<T>::get(vin) != Some(*message) {
			return;
		}
		Claims::<T>::remove(vin);
		if *outcome == Outcome::Done {
			T::Vehicles::confirm_title(vin);
			Self::deposit_event(Event::ClaimAccepted { vehicle: vin });
			return;
		}
		let is_titled = T::Vehicles::presence(&vin) == Some(Presence::Titled);
		let is_elsewhere =
			matches!(outcome, Outcome::Refused { reason: Refusal::VinAlreadyTitled { .. }, .. });
		if is_titled && is_elsewhere {
			T::CloneAlarm::suspect_clone(&vin);
		}
		T::Vehicles::roll_back(vin);
		Self::deposit_event(Event::ClaimRejected { vehicle: vin, outcome: *outcome });
	}
}
