//! How a title passes.

use crate::{pallet::*, Config, Pallet, Title, TitleOffer, Vehicle};
use carx_primitives::{Action, Digest, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, Time},
};
use sp_runtime::DispatchResult;

/// What a later title stores.
type TitleFootprint<T> = (Vin, u32, TitleOf<T>);

impl<T: Config> Pallet<T> {
	/// Passes the title of `vin` from its owner to `to`, who pays the deposit for it: what every kind of sale and gift ends in. Both must
	/// have agreed, which is for the caller to see to. A pending offer ends.
	///
	/// # Errors
	/// [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::AlreadyOwner`], [`Error::VehicleBlocked`],
	/// [`Error::TooManyTransfers`], and the currency's error when the deposit cannot be held.
	pub fn pass_title(vin: Vin, from: T::AccountId, to: T::AccountId) -> DispatchResult {
		let vehicle = Self::load_owned(&vin, &from)?;
		let title_epoch = Self::next_epoch(&vehicle, &to)?;
		Self::ensure_can(Action::Sell, &vin)?;
		let ticket = T::TitleConsideration::new(&to, Footprint::from_mel::<TitleFootprint<T>>())?;
		Self::begin_title(vin, vehicle, title_epoch, to.clone(), Some(ticket));
		Self::deposit_event(Event::OwnershipTransferred { vehicle: vin, from, to, title_epoch });
		Ok(())
	}

	/// Makes `to` the owner, whatever stands in the way, on the word of governance.
	pub(crate) fn correct(vin: Vin, to: T::AccountId, evidence: Digest) -> DispatchResult {
		let vehicle = Self::load(&vin)?;
		let title_epoch = Self::next_epoch(&vehicle, &to)?;
		let from = vehicle.owner.clone();
		Self::begin_title(vin, vehicle, title_epoch, to.clone(), None);
		let event = Event::OwnerCorrected { vehicle: vin, from, to, title_epoch, evidence };
		Self::deposit_event(event);
		Ok(())
	}

	/// The title epoch that begins when the title passes to `to`.
	fn next_epoch(vehicle: &Vehicle<T::AccountId>, to: &T::AccountId) -> Result<u32, Error<T>> {
		ensure!(*to != vehicle.owner, Error::AlreadyOwner);
		vehicle.title_epoch.checked_add(1).ok_or(Error::TooManyTransfers)
	}

	/// Stores that `owner` holds the title in a new title epoch.
	fn begin_title(
		vin: Vin,
		vehicle: Vehicle<T::AccountId>,
		title_epoch: u32,
		owner: T::AccountId,
		ticket: Option<T::TitleConsideration>,
	) {
		let since = T::Time::now();
		Titles::<T>::insert(vin, title_epoch, Title { owner: owner.clone(), since, ticket });
		let mut vehicle = Vehicle { owner, title_epoch, ..vehicle };
		// A lease outlasts a change of the owner, and with it what the lessee decided about the data.
		if vehicle.possessor.is_none() {
			vehicle.access_epoch = vehicle.access_epoch.saturating_add(1);
		}
		Vehicles::<T>::insert(vin, vehicle);
		TitleOffers::<T>::remove(vin);
	}

	/// Stores the offer of a title.
	pub(crate) fn offer(vin: Vin, from: T::AccountId, to: T::AccountId) -> DispatchResult {
		Self::load_owned(&vin, &from)?;
		ensure!(to != from, Error::<T>::AlreadyOwner);
		Self::ensure_can(Action::Sell, &vin)?;
		let expires_at = T::Time::now().saturating_add(T::TitleOfferPeriod::get());
		TitleOffers::<T>::insert(vin, TitleOffer { to: to.clone(), expires_at });
		Self::deposit_event(Event::TitleOffered { vehicle: vin, from, to, expires_at });
		Ok(())
	}

	/// Passes the title that was offered to `to`.
	pub(crate) fn accept(vin: Vin, to: T::AccountId) -> DispatchResult {
		let vehicle = Self::load(&vin)?;
		let offer = TitleOffers::<T>::get(vin).ok_or(Error::<T>::OfferNotFound)?;
		ensure!(offer.to == to, Error::<T>::NotOffered);
		ensure!(T::Time::now() < offer.expires_at, Error::<T>::Expired);
		Self::pass_title(vin, vehicle.owner, to)
	}

	/// Ends the offer of a title on the wish of either side.
	pub(crate) fn withdraw_offer(vin: Vin, by: T::AccountId) -> DispatchResult {
		let vehicle = Self::load(&vin)?;
		let offer = TitleOffers::<T>::get(vin).ok_or(Error::<T>::OfferNotFound)?;
		ensure!(by == vehicle.owner || by == offer.to, Error::<T>::NotAuthorized);
		TitleOffers::<T>::remove(vin);
		Self::deposit_event(Event::TitleOfferWithdrawn { vehicle: vin, by });
		Ok(())
	}
}
