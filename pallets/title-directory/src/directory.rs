//! The relay's directory: the one place where it is decided on which chain the title of a car lives.

use crate::{pallet::*, Config, Home, Moving, Pallet};
use carx_primitives::{ChainId, Vin};
use frame_support::{ensure, traits::Get};
use pallet_relay_bridge::{Message, Outcome, Refusal, Role};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// What a chain is told that is refused for this error.
	pub(crate) fn refusal(error: Error<T>) -> Refusal {
		DispatchError::from(error).into()
	}

	/// Enters `chain` as the home of a car that has none. One that has it already is no error.
	pub(crate) fn enter(vin: Vin, chain: ChainId) -> Result<(), Refusal> {
		ensure!(vin.validate().is_ok(), Self::refusal(Error::VinNotValid));
		if let Some(home) = Directory::<T>::get(vin) {
			// Where the car is on its way to `chain`, and may be there already, a claim is no sign of a clone.
			let is_coming = home.moving.is_some_and(|moving| moving.target == chain);
			ensure!(!is_coming, Self::refusal(Error::VehicleMoving));
			ensure!(home.chain == chain, Refusal::VinAlreadyTitled { chain: home.chain });
			return Ok(());
		}
		let homes = Homes::<T>::get(chain).saturating_add(1);
		ensure!(homes <= T::MaxHomes::get(), Self::refusal(Error::TooManyHomes));
		Homes::<T>::insert(chain, homes);
		Directory::<T>::insert(vin, Home { chain, moving: None });
		Self::deposit_event(Event::HomeEntered { vehicle: vin, chain });
		Ok(())
	}

	/// Lets a car leave its home, which nobody but that chain can ask.
	pub(crate) fn begin_move(vin: Vin, message: &Message<T::AccountId>) -> Result<(), Refusal> {
		let home = Directory::<T>::get(vin).ok_or(Self::refusal(Error::NotClaimed))?;
		let (source, target) = (message.route.source, message.route.target);
		ensure!(home.chain == source, Refusal::VinAlreadyTitled { chain: home.chain });
		ensure!(home.moving.is_none(), Self::refusal(Error::VehicleMoving));
		let moving = Some(Moving { message: message.id(), target });
		Directory::<T>::insert(vin, Home { moving, ..home });
		Self::deposit_event(Event::MoveConfirmed { vehicle: vin, source, target });
		Ok(())
	}

	/// Changes the home of a car that has moved, or keeps it.
	pub(crate) fn end_move(vin: Vin, message: &Message<T::AccountId>, outcome: &Outcome) {
		let is_meant = |moving: Moving| moving.message == message.id();
		let Some(home) = Directory::<T>::get(vin).filter(|home| home.moving.is_some_and(is_meant))
		else {
			return;
		};
		let from = home.chain;
		if *outcome == Outcome::Done {
			let to = message.route.target;
			Self::count(Some(from), Some(to));
			Directory::<T>::insert(vin, Home { chain: to, moving: None });
			Self::deposit_event(Event::HomeChanged { vehicle: vin, from, to });
		} else {
			Directory::<T>::insert(vin, Home { moving: None, ..home });
			Self::deposit_event(Event::HomeKept { vehicle: vin, chain: from });
		}
	}

	/// Puts the home of a car right on the word of governance.
	pub(crate) fn force_home(vin: Vin, to: Option<ChainId>) -> DispatchResult {
		ensure!(T::Role::get() == Role::Relay, Error::<T>::NotRelay);
		ensure!(vin.validate().is_ok(), Error::<T>::VinNotValid);
		let home = Directory::<T>::get(vin);
		let is_moving = home.is_some_and(|home| home.moving.is_some());
		ensure!(!is_moving, Error::<T>::VehicleMoving);
		let from = home.map(|home| home.chain);
		Self::count(from, to);
		Directory::<T>::set(vin, to.map(|chain| Home { chain, moving: None }));
		Self::deposit_event(Event::HomeForced { vehicle: vin, from, to });
		Ok(())
	}

	/// Counts a title that lives on another chain from now on, if any.
	fn count(from: Option<ChainId>, to: Option<ChainId>) {
		if let Some(from) = from {
			Homes::<T>::mutate_exists(from, |homes| {
				*homes = homes.and_then(|homes| homes.checked_sub(1)).filter(|homes| *homes > 0);
			});
		}
		if let Some(to) = to {
			Homes::<T>::mutate(to, |homes| *homes = homes.saturating_add(1));
		}
	}
}
