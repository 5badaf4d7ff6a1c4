//! What an owner lets others do.

use crate::{pallet::*, Config, Grant, GranteeKind, Pallet, Vehicle};
use carx_primitives::{Moment, RecordClasses, VehicleStatus, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::DispatchResult;

/// What a grant stores.
type GrantFootprint<T> = (Vin, AccountIdOf<T>, GrantOf<T>);

impl<T: Config> Pallet<T> {
	/// Stores the leave of `grantor`, in place of an earlier one.
	pub(crate) fn give_grant(
		vin: Vin,
		grantor: T::AccountId,
		grantee: T::AccountId,
		kind: GranteeKind,
		classes: RecordClasses,
		expires_at: Option<Moment>,
	) -> DispatchResult {
		let vehicle = Self::load_disposed(&vin, &grantor)?;
		ensure!(vehicle.status != VehicleStatus::Scrapped, Error::<T>::VehicleScrapped);
		ensure!(grantee != grantor, Error::<T>::AlreadyOwner);
		ensure!(classes.is_valid(), Error::<T>::ClassesNotValid);
		ensure!(expires_at.is_none_or(|end| T::Time::now() < end), Error::<T>::Expired);

		let terms = (kind, classes, expires_at);
		Self::put_grant(&vin, grantor, &grantee, terms, vehicle.access_epoch)?;
		Self::deposit_event(Event::AccessGranted {
			vehicle: vin,
			grantee,
			kind,
			classes,
			expires_at,
		});
		Ok(())
	}

	/// Stores a grant that `grantor` pays for, in place of an earlier one.
	pub(crate) fn put_grant(
		vin: &Vin,
		grantor: T::AccountId,
		grantee: &T::AccountId,
		(kind, classes, expires_at): (GranteeKind, RecordClasses, Option<Moment>),
		access_epoch: u32,
	) -> DispatchResult {
		Self::clear_grant(vin, grantee)?;
		let footprint = Footprint::from_mel::<GrantFootprint<T>>();
		let ticket = T::GrantConsideration::new(&grantor, footprint)?;
		let grant = Grant { kind, classes, expires_at, access_epoch, grantor, ticket };
		Grants::<T>::insert(vin, grantee, grant);
		Ok(())
	}

	/// The car, if `who` disposes of its data.
	fn load_disposed(vin: &Vin, who: &T::AccountId) -> Result<Vehicle<T::AccountId>, Error<T>> {
		let vehicle = Self::load(vin)?;
		ensure!(vehicle.disposer() == who || vehicle.owner == *who, Error::NotOwner);
		ensure!(vehicle.disposer() == who, Error::NotPossessor);
		Ok(vehicle)
	}

	/// Ends a grant on the wish of `who`.
	pub(crate) fn end_grant(vin: Vin, who: T::AccountId, grantee: T::AccountId) -> DispatchResult {
		let vehicle = Self::load_settled(&vin)?;
		let grant = Grants::<T>::get(vin, &grantee).ok_or(Error::<T>::GrantNotFound)?;
		let is_stale = !grant.is_valid(vehicle.access_epoch, T::Time::now());
		ensure!(
			is_stale || who == *vehicle.disposer() || who == grantee,
			Error::<T>::NotAuthorized
		);

		Self::clear_grant(&vin, &grantee)?;
		Self::deposit_event(Event::AccessRevoked { vehicle: vin, grantee });
		Ok(())
	}

	/// Removes a grant, if there is one, and releases its deposit.
	pub(crate) fn clear_grant(vin: &Vin, grantee: &T::AccountId) -> DispatchResult {
		match Grants::<T>::take(vin, grantee) {
			Some(grant) => grant.ticket.drop(&grant.grantor),
			None => Ok(()),
		}
	}
}
