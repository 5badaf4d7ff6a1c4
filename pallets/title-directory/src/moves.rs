//! How a car goes from one chain to another.

use crate::{pallet::*, Config, Expectation, Moving, Pallet, TitleRequest};
use carx_primitives::{ChainId, Moment, VehicleMoves, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get},
};
use pallet_relay_bridge::{Message, MessageId, Outcome, Role, SendMessage};
use sp_runtime::{DispatchError, DispatchResult};

/// What a consent stores.
type ExpectationFootprint<T> = (Vin, <T as frame_system::Config>::AccountId, ExpectationOf<T>);

impl<T: Config> Pallet<T> {
	fn ensure_member() -> Result<ChainId, Error<T>> {
		match T::Role::get() {
			Role::Member { relay } => Ok(relay),
			Role::Alone | Role::Relay => Err(Error::NotMember),
		}
	}

	/// Sends a car of `owner` to another member.
	pub(crate) fn send_vehicle(
		vin: Vin,
		owner: T::AccountId,
		target: ChainId,
		grantees: &[T::AccountId],
		expires_at: Moment,
	) -> DispatchResult {
		let relay = Self::ensure_member()?;
		// The relay has no cars of members: it could not be both who decides and whom it is decided about.
		let is_member = target != relay && target != T::ChainId::get();
		ensure!(is_member, Error::<T>::TargetNotAllowed);
		let dossier = T::Vehicles::pack(vin, &owner, grantees)?;
		let request = TitleRequest::Move { vin, dossier };
		let message = T::Messages::send(owner.clone(), target, request, expires_at)?;
		Moves::<T>::insert(vin, Moving { message, target });
		Self::deposit_event(Event::MoveProposed { vehicle: vin, owner, target, message });
		Ok(())
	}

	/// Takes a car over that comes from another member by way of the relay, if its owner agrees.
	pub(crate) fn receive(
		vin: Vin,
		message: &Message<T::AccountId>,
		dossier: DossierOf<T>,
	) -> DispatchResult {
		Self::ensure_member()?;
		let source = message.route.source;
		// A chain whose validators lie could else fill an account here with deposits for cars that it never wanted.
		let owner = T::Vehicles::owner_of(&dossier).clone();
		let agrees = Expectations::<T>::get(vin, &owner).is_some_and(|it| it.source == source);
		ensure!(agrees, Error::<T>::NotExpected);
		Self::end_expectation(&vin, &owner)?;
		T::Vehicles::unpack(vin, source, dossier)?;
		// What the relay says of a claim from before the car left is no longer about this car.
		Claims::<T>::remove(vin);
		Self::deposit_event(Event::MoveReceived { vehicle: vin, source, owner });
		Ok(())
	}

	/// Lets a car go that the target has, or keeps it.
	pub(crate) fn close_move(vin: Vin, message: &MessageId, outcome: &Outcome) {
		let Some(moving) = Moves::<T>::get(vin).filter(|moving| moving.message == *message) else {
			return;
		};
		Moves::<T>::remove(vin);
		let (vehicle, target) = (vin, moving.target);
		if *outcome == Outcome::Done {
			T::Vehicles::depart(vin, target);
			Self::deposit_event(Event::MoveCompleted { vehicle, target });
		} else {
			T::Vehicles::stay(vin);
			Self::deposit_event(Event::MoveRejected { vehicle, target, outcome: *outcome });
		}
	}

	/// Stores that `owner` agrees that a car comes from `source`.
	pub(crate) fn expect(vin: Vin, owner: T::AccountId, source: ChainId) -> DispatchResult {
		Self::ensure_member()?;
		let is_new = !Expectations::<T>::contains_key(vin, &owner);
		ensure!(is_new, Error::<T>::AlreadyExpected);
		let footprint = Footprint::from_mel::<ExpectationFootprint<T>>();
		let ticket = T::ExpectationConsideration::new(&owner, footprint)?;
		Expectations::<T>::insert(vin, &owner, Expectation { source, ticket });
		Self::deposit_event(Event::ArrivalExpected { vehicle: vin, owner, source });
		Ok(())
	}

	/// Removes the consent of `owner` and releases its deposit.
	pub(crate) fn end_expectation(vin: &Vin, owner: &T::AccountId) -> Result<(), DispatchError> {
		let expectation =
			Expectations::<T>::take(vin, owner).ok_or(Error::<T>::ExpectationNotFound)?;
		expectation.ticket.drop(owner)
	}
}
