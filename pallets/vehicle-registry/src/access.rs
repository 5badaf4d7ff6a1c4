//! The registry's answers to other pallets.

use crate::{pallet::*, Config, GranteeKind, Pallet, Vehicle};
use carx_primitives::{
	AccessError, Accreditations, CloneAlarm, DeviceBindings, DeviceKey, Moment, Presence,
	RecordClass, RecordSource, Role, VehicleAccess, VehicleMoves, Vin, WriteRight, Writer,
};
use frame_support::traits::Time;

impl<T: Config> VehicleAccess<T::AccountId> for Pallet<T> {
	fn writer(
		vin: &Vin,
		who: &T::AccountId,
		role: Option<Role>,
		class: RecordClass,
		now: Moment,
	) -> Result<Writer, AccessError> {
		let vehicle = Vehicles::<T>::get(vin).ok_or(AccessError::VehicleNotFound)?;
		let source = match vehicle.presence {
			Presence::Titled if vehicle.owner == *who => Some(RecordSource::Owner),
			Presence::Titled => Self::source(vin, &vehicle, who, role, class, now),
			// Who owns the car now is known elsewhere; who owned it last here does not write by office about it.
			Presence::Away { .. } if vehicle.owner != *who => {
				Self::source_ex_officio(who, role, class, now)
			},
			Presence::Away { .. } | Presence::Provisional | Presence::Leaving => None,
		};
		let source = source.ok_or(AccessError::NotAuthorized)?;
		Ok(Writer { source, title_epoch: vehicle.title_epoch })
	}

	fn is_reader(vin: &Vin, who: &T::AccountId, class: RecordClass, now: Moment) -> bool {
		Vehicles::<T>::get(vin).is_some_and(|vehicle| {
			Self::is_granted(vin, &vehicle, who, GranteeKind::Reader, class, now)
		})
	}

	fn title_epoch(vin: &Vin) -> Option<u32> {
		Some(Vehicles::<T>::get(vin)?.title_epoch)
	}

	fn owner_in(vin: &Vin, title_epoch: u32) -> Option<T::AccountId> {
		Some(Titles::<T>::get(vin, title_epoch)?.owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, who: &T::AccountId) {
		T::Accreditations::accredit(who, Role::Workshop);
		crate::benchmarking::grant::<T>(vin, who, GranteeKind::Provider);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn grant_reader(vin: &Vin, who: &T::AccountId) {
		crate::benchmarking::grant::<T>(vin, who, GranteeKind::Reader);
	}
}

impl<T: Config> Pallet<T> {
	/// As what somebody other than the owner writes a record of `class`; `None` if not at all.
	fn source(
		vin: &Vin,
		vehicle: &Vehicle<T::AccountId>,
		who: &T::AccountId,
		role: Option<Role>,
		class: RecordClass,
		now: Moment,
	) -> Option<RecordSource> {
		let Some(role) = role else {
			return Self::is_granted(vin, vehicle, who, GranteeKind::Device, class, now)
				.then_some(RecordSource::Device);
		};
		let may_write = match T::Accreditations::write_right(who, role, class, now)? {
			WriteRight::ExOfficio => true,
			WriteRight::WithGrant => {
				Self::is_granted(vin, vehicle, who, GranteeKind::Provider, class, now)
			},
		};
		may_write.then_some(RecordSource::Accredited(role))
	}

	/// As what somebody who needs no grant writes a record of `class`.
	fn source_ex_officio(
		who: &T::AccountId,
		role: Option<Role>,
		class: RecordClass,
		now: Moment,
	) -> Option<RecordSource> {
		let role = role?;
		let right = T::Accreditations::write_right(who, role, class, now)?;
		(right == WriteRight::ExOfficio).then_some(RecordSource::Accredited(role))
	}

	fn is_granted(
		vin: &Vin,
		vehicle: &Vehicle<T::AccountId>,
		who: &T::AccountId,
		kind: GranteeKind,
		class: RecordClass,
		now: Moment,
	) -> bool {
		Grants::<T>::get(vin, who).is_some_and(|grant| {
			grant.is_valid(vehicle.access_epoch, now) && grant.covers(kind, class)
		})
	}
}

impl<T: Config> DeviceBindings for Pallet<T> {
	fn bound_vehicle(key: &DeviceKey) -> Option<Vin> {
		let binding = Devices::<T>::get(key)?;
		let is_here = Self::presence(&binding.vin) == Some(Presence::Titled);
		(is_here && Self::is_current(&binding)).then_some(binding.vin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn bind(vin: &Vin, key: &DeviceKey) {
		crate::benchmarking::bind::<T>(vin, key);
	}
}

impl<T: Config> CloneAlarm for Pallet<T> {
	fn suspect_clone(vin: &Vin) {
		Vehicles::<T>::mutate_extant(vin, |vehicle| {
			let is_here = matches!(vehicle.presence, Presence::Titled | Presence::Leaving);
			if is_here && vehicle.clone_suspected_since.is_none() {
				vehicle.clone_suspected_since = Some(T::Time::now());
				Self::deposit_event(Event::CloneSuspected { vehicle: *vin });
			}
		});
	}
}
