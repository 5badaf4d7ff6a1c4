//! The registry's answer to other pallets: who may write about a car.

use crate::{pallet::*, Config, Pallet};
use carx_primitives::{AccessError, Moment, RecordClass, RecordSource, VehicleAccess, Vin};

impl<T: Config> VehicleAccess<T::AccountId> for Pallet<T> {
	fn record_source(
		vin: &Vin,
		who: &T::AccountId,
		class: RecordClass,
		now: Moment,
	) -> Result<RecordSource, AccessError> {
		let vehicle = Vehicles::<T>::get(vin).ok_or(AccessError::VehicleNotFound)?;
		if vehicle.owner == *who {
			return Ok(RecordSource::Owner);
		}
		Grants::<T>::get(vin, who)
			.filter(|grant| grant.is_valid(vehicle.title_epoch, now))
			.and_then(|grant| grant.writes_as(class))
			.ok_or(AccessError::NotAuthorized)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, provider: &T::AccountId) {
		crate::benchmarking::grant_provider::<T>(vin, provider);
	}
}
