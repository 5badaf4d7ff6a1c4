//! In what state a car is, and whether it is one car.

use crate::{pallet::*, Config, Pallet, Vehicle};
use carx_primitives::{
	Accreditations, Digest, Presence, Role, StatusAuthority, VehicleStatus, Vin,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The car with this VIN, which somebody wants to act on: its title has to live here.
	pub(crate) fn load(vin: &Vin) -> Result<Vehicle<T::AccountId>, Error<T>> {
		let vehicle = Self::load_settled(vin)?;
		match vehicle.presence {
			Presence::Titled => Ok(vehicle),
			Presence::Provisional => Err(Error::TitleProvisional),
			Presence::Leaving => Err(Error::VehicleLeaving),
			Presence::Away { .. } => Err(Error::VehicleAway),
		}
	}

	/// The car with this VIN, of which somebody wants to clear away what has ended, unless it may still move as it is.
	pub(crate) fn load_settled(vin: &Vin) -> Result<Vehicle<T::AccountId>, Error<T>> {
		let vehicle = Vehicles::<T>::get(vin).ok_or(Error::VehicleNotFound)?;
		ensure!(vehicle.presence != Presence::Leaving, Error::VehicleLeaving);
		Ok(vehicle)
	}

	/// The same, for its owner.
	pub(crate) fn load_owned(
		vin: &Vin,
		owner: &T::AccountId,
	) -> Result<Vehicle<T::AccountId>, Error<T>> {
		let vehicle = Self::load(vin)?;
		ensure!(vehicle.owner == *owner, Error::NotOwner);
		Ok(vehicle)
	}

	/// The numbers on one page.
	pub(crate) fn page(from: u32, limit: u32) -> core::ops::Range<u32> {
		from..from.saturating_add(limit.min(MAX_PAGE))
	}

	/// Gives a car another status on the word of `who`.
	pub(crate) fn change_status(
		vin: Vin,
		who: T::AccountId,
		to: VehicleStatus,
		role: Option<Role>,
	) -> DispatchResult {
		let mut vehicle = Self::load(&vin)?;
		let from = vehicle.status;
		let authority = Self::status_authority(&vehicle, &who, role)?;
		ensure!(from.can_become(to, authority), Error::<T>::StatusNotAllowed);
		if let Some(action) = to.reached_by() {
			Self::ensure_can(action, &vin)?;
		}

		vehicle.status = to;
		Vehicles::<T>::insert(vin, vehicle);
		Self::deposit_event(Event::StatusChanged { vehicle: vin, by: who, role, from, to });
		Ok(())
	}

	/// In which capacity `who` may change the status of `vehicle`.
	fn status_authority(
		vehicle: &Vehicle<T::AccountId>,
		who: &T::AccountId,
		role: Option<Role>,
	) -> Result<StatusAuthority, Error<T>> {
		let Some(role) = role else {
			ensure!(vehicle.owner == *who, Error::NotOwner);
			return Ok(StatusAuthority::Owner);
		};
		let authority = match role {
			Role::Registrar => StatusAuthority::Registrar,
			Role::Regulator => StatusAuthority::Regulator,
			Role::Insurer => StatusAuthority::Insurer,
			_ => return Err(Error::NotAuthorized),
		};
		Self::ensure_acts_on(vehicle, who, role)?;
		Ok(authority)
	}

	/// Checks that `who` may act as `role` where the car is registered, and that it is not their own.
	pub(crate) fn ensure_acts_on(
		vehicle: &Vehicle<T::AccountId>,
		who: &T::AccountId,
		role: Role,
	) -> Result<(), Error<T>> {
		let acts = T::Accreditations::acts_in(who, role, vehicle.region, T::Time::now());
		ensure!(acts && vehicle.owner != *who, Error::NotAuthorized);
		Ok(())
	}

	/// Ends the suspicion that there is a clone on the word of `by`.
	pub(crate) fn clear_suspicion(
		vin: Vin,
		by: T::AccountId,
		evidence: Digest,
		role: Role,
	) -> DispatchResult {
		let mut vehicle = Self::load(&vin)?;
		ensure!(vehicle.clone_suspected_since.is_some(), Error::<T>::NotSuspected);
		let fits = matches!(role, Role::Inspector | Role::Registrar);
		ensure!(fits, Error::<T>::NotAuthorized);
		let acts = T::Accreditations::acts_in(&by, role, vehicle.region, T::Time::now());
		ensure!(acts, Error::<T>::NotAuthorized);
		Self::ensure_independent(&by, &vehicle.owner)?;

		vehicle.clone_suspected_since = None;
		Vehicles::<T>::insert(vin, vehicle);
		Self::deposit_event(Event::CloneSuspicionCleared { vehicle: vin, by, role, evidence });
		Ok(())
	}
}
