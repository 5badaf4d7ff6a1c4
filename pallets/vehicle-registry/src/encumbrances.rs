//! What stands in the way: the one decision, its rules, and the liens and locks that it looks at.

use crate::{pallet::*, Config, Encumbrance, Pallet, MAX_PLEDGES};
use alloc::{vec, vec::Vec};
use carx_primitives::{
	Accreditations, Action, Actions, Blocker, Condition, Digest, EncumbranceKind, Presence, Role,
	VehicleMoves, Vin,
};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

/// What a lien or lock stores. The VIN is that of a list which holds others, or none.
type EncumbranceFootprint<T> = (Vin, EncumbranceOf<T>);

impl<T: Config> Pallet<T> {
	/// All that stands in the way of doing `action` with the car now.
	pub(crate) fn blockers(action: Action, vin: &Vin) -> Vec<Blocker<T::AccountId>> {
		let Some(vehicle) = Vehicles::<T>::get(vin) else {
			return vec![Blocker::NotRegistered];
		};
		let blocks = |condition| Self::rule(condition).contains(action);
		let is_move = action == Action::Move;
		let mut blockers = Vec::new();
		// No rule of governance lets anybody act on a title that does not live here, nor a contract lose its car.
		match vehicle.presence {
			Presence::Titled => (),
			Presence::Provisional => blockers.push(Blocker::Provisional),
			Presence::Leaving => blockers.push(Blocker::Leaving),
			Presence::Away { chain } => blockers.push(Blocker::Away { chain }),
		}
		if let Some(possessor) = vehicle.possessor.filter(|_| is_move) {
			blockers.push(Blocker::Possessed { possessor });
		}
		if blocks(Condition::Status(vehicle.status)) {
			blockers.push(Blocker::Status(vehicle.status));
		}
		if vehicle.clone_suspected_since.is_some() && blocks(Condition::CloneSuspected) {
			blockers.push(Blocker::CloneSuspected);
		}
		let items = Encumbrances::<T>::get(vin).items.into_iter();
		let stands = |item: &EncumbranceOf<T>| {
			blocks(Condition::Encumbrance(item.kind)) || is_move && item.is_tied
		};
		blockers.extend(items.filter(stands).map(|item| Blocker::Encumbrance {
			id: item.id,
			kind: item.kind,
			holder: item.holder,
		}));
		blockers
	}

	/// Checks that nothing stands in the way of doing `action` with the car now: [`Pallet::can`] for callers that do not ask what.
	///
	/// # Errors
	/// [`Error::VehicleBlocked`], also where no such car is registered.
	pub fn ensure_can(action: Action, vin: &Vin) -> DispatchResult {
		ensure!(Self::blockers(action, vin).is_empty(), Error::<T>::VehicleBlocked);
		Ok(())
	}

	/// What a condition blocks now.
	pub(crate) fn rule(condition: Condition) -> Actions {
		Rules::<T>::get(condition).unwrap_or_else(|| condition.default_rule())
	}

	/// Enters a lien that the owner consents to.
	pub(crate) fn pledge(
		vin: Vin,
		owner: T::AccountId,
		kind: EncumbranceKind,
		holder: T::AccountId,
		reference: Digest,
	) -> DispatchResult {
		Self::load_owned(&vin, &owner)?;
		let role = kind.holder_role().ok_or(Error::<T>::KindNotAllowed)?;
		let fits = T::Accreditations::acts_as(&holder, role, T::Time::now());
		ensure!(fits, Error::<T>::HolderNotAccredited);
		Self::ensure_can(kind.created_by(), &vin)?;
		let pledges = Encumbrances::<T>::get(vin).pledges();
		ensure!(pledges < MAX_PLEDGES, Error::<T>::TooManyPledges);
		Self::end_offer(vin, owner.clone());
		Self::encumber(vin, kind, holder, reference, (owner, None, false))
	}

	/// Ends the offer of a title: whoever was to accept it would take a new lien along unseen.
	pub(crate) fn end_offer(vin: Vin, by: T::AccountId) {
		if TitleOffers::<T>::take(vin).is_some() {
			Self::deposit_event(Event::TitleOfferWithdrawn { vehicle: vin, by });
		}
	}

	/// Enters a lien or lock on the word of an authority.
	pub(crate) fn impose(
		vin: Vin,
		by: T::AccountId,
		kind: EncumbranceKind,
		holder: T::AccountId,
		reference: Digest,
		role: Role,
	) -> DispatchResult {
		let vehicle = Self::load(&vin)?;
		ensure!(kind.can_be_imposed_by(role), Error::<T>::KindNotAllowed);
		Self::ensure_acts_on(&vehicle, &by, role)?;
		Self::encumber(vin, kind, holder, reference, (by, Some(role), false))
	}

	/// Stores a lien or lock that `by` pays for, and that is tied to a contract or not.
	pub(crate) fn encumber(
		vin: Vin,
		kind: EncumbranceKind,
		holder: T::AccountId,
		reference: Digest,
		(by, role, is_tied): (T::AccountId, Option<Role>, bool),
	) -> DispatchResult {
		Encumbrances::<T>::try_mutate(vin, |list| -> DispatchResult {
			ensure!(!list.items.is_full(), Error::<T>::TooManyEncumbrances);
			let id = list.next_id;
			list.next_id = id.checked_add(1).ok_or(Error::<T>::TooManyEncumbrances)?;
			let item = Encumbrance {
				id,
				kind,
				holder: holder.clone(),
				reference,
				created_at: T::Time::now(),
				created_by: by.clone(),
				role,
				is_tied,
				ticket: Self::encumbrance_ticket(&by)?,
			};
			list.items.try_push(item).map_err(|_| Error::<T>::TooManyEncumbrances)?;
			Self::deposit_event(Event::EncumbranceAdded {
				vehicle: vin,
				id,
				kind,
				holder,
				by,
				role,
			});
			Ok(())
		})
	}

	/// The deposit of `payer` for a lien or lock.
	pub(crate) fn encumbrance_ticket(
		payer: &T::AccountId,
	) -> Result<T::EncumbranceConsideration, DispatchError> {
		let footprint = Footprint::from_mel::<EncumbranceFootprint<T>>();
		T::EncumbranceConsideration::new(payer, footprint)
	}

	/// Ends a lien or lock on the word of `holder`, or of governance if there is none.
	pub(crate) fn release(vin: Vin, id: u32, holder: Option<T::AccountId>) -> DispatchResult {
		let is_leaving = Self::presence(&vin) == Some(Presence::Leaving);
		Encumbrances::<T>::try_mutate(vin, |list| -> DispatchResult {
			let position = list.items.iter().position(|item| item.id == id);
			let item = position
				.and_then(|position| list.items.get(position))
				.ok_or(Error::<T>::EncumbranceNotFound)?;
			// It goes along with the car, and ends where that is then.
			ensure!(!is_leaving, Error::<T>::VehicleLeaving);
			let entitled = holder.is_none_or(|holder| holder == item.holder);
			ensure!(entitled, Error::<T>::NotHolder);

			let item = list.items.remove(position.unwrap_or_default());
			item.ticket.drop(&item.created_by)?;
			Self::deposit_event(Event::EncumbranceReleased {
				vehicle: vin,
				id,
				kind: item.kind,
				holder: item.holder,
			});
			Ok(())
		})
	}
}
