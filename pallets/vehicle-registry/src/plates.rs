//! Which car bears which plate, and bore it when.
//!
//! A plate is stored as BLAKE2b-256 of its text under a key of its jurisdiction, which registrars and terminals hold: there are few enough
//! plates to hash them all, and without the key who reads the chain could find out whose each is.

use crate::{pallet::*, Config, Pallet, Plate, PlateBinding, PlateInfo, PlateRef};
use carx_primitives::{Accreditations, Moment, Region, Role, VehicleStatus, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::DispatchResult;

/// What a binding stores at its dearest: itself, the plate's count, and the car's link to it, count and newest plate in the region.
type PlateFootprint<T> = (
	(Plate, u32, PlateBindingOf<T>),
	(Plate, u32),
	(Vin, u32, PlateRef),
	(Vin, u32),
	(Vin, Region, PlateRef),
);

impl<T: Config> Pallet<T> {
	/// Stores that the car bears the plate from `from` on.
	pub(crate) fn bind(vin: Vin, plate: Plate, from: Moment, by: T::AccountId) -> DispatchResult {
		let region = plate.0;
		let vehicle = Self::load(&vin)?;
		ensure!(region.is_valid(), Error::<T>::RegionNotValid);
		Self::ensure_keeps_plates(&by, region)?;
		ensure!(vehicle.status != VehicleStatus::Scrapped, Error::<T>::VehicleScrapped);
		ensure!(from <= T::Time::now(), Error::<T>::PeriodNotValid);
		let last_of_plate = Self::newest_binding(&plate).map(|(_, binding)| binding);
		ensure!(Self::is_over(last_of_plate, from), Error::<T>::PlateTaken);
		let last_of_car = NewestPlates::<T>::get(vin, region)
			.and_then(|newest| Plates::<T>::get(newest.plate, newest.number));
		ensure!(Self::is_over(last_of_car, from), Error::<T>::VehiclePlated);

		let ticket = T::PlateConsideration::new(&by, Footprint::from_mel::<PlateFootprint<T>>())?;
		let number = Self::next_number::<PlateCounts<T>, _>(plate)?;
		let of_car = Self::next_number::<VehiclePlateCounts<T>, _>(vin)?;
		let link = PlateRef { plate, number };
		let bound_by = by.clone();
		let binding = PlateBinding { vin, bound_from: from, bound_until: None, bound_by, ticket };
		Plates::<T>::insert(plate, number, binding);
		VehiclePlates::<T>::insert(vin, of_car, link);
		NewestPlates::<T>::insert(vin, region, link);
		Self::deposit_event(Event::PlateBound { vehicle: vin, region, plate: plate.1, from, by });
		Ok(())
	}

	/// Ends the open binding of the plate at `until`.
	pub(crate) fn unbind(plate: Plate, until: Moment, by: T::AccountId) -> DispatchResult {
		let (region, hash) = plate;
		Self::ensure_keeps_plates(&by, region)?;
		let (number, mut binding) = Self::newest_binding(&plate)
			.filter(|(_, binding)| binding.bound_until.is_none())
			.ok_or(Error::<T>::PlateNotBound)?;
		let is_valid = binding.bound_from <= until && until <= T::Time::now();
		ensure!(is_valid, Error::<T>::PeriodNotValid);

		let vehicle = binding.vin;
		binding.bound_until = Some(until);
		Plates::<T>::insert(plate, number, binding);
		Self::deposit_event(Event::PlateUnbound { vehicle, region, plate: hash, until, by });
		Ok(())
	}

	/// The car that bore the plate at `at`.
	pub(crate) fn bearer(plate: Plate, at: Moment) -> Option<Vin> {
		let count = PlateCounts::<T>::get(plate);
		(count.saturating_sub(MAX_PAGE)..count)
			.rev()
			.filter_map(|number| Plates::<T>::get(plate, number))
			.find(|binding| binding.holds_at(at))
			.map(|binding| binding.vin)
	}

	/// The binding with the car's own number `number`.
	pub(crate) fn plate_of(vin: &Vin, number: u32) -> Option<PlateInfo> {
		let link = VehiclePlates::<T>::get(vin, number)?;
		let binding = Plates::<T>::get(link.plate, link.number)?;
		let (region, plate) = link.plate;
		let PlateBinding { bound_from, bound_until, .. } = binding;
		Some(PlateInfo { region, plate, bound_from, bound_until })
	}

	fn ensure_keeps_plates(who: &T::AccountId, region: Region) -> Result<(), Error<T>> {
		let acts = T::Accreditations::acts_in(who, Role::Registrar, region, T::Time::now());
		ensure!(acts, Error::NotAuthorized);
		Ok(())
	}

	fn newest_binding(plate: &Plate) -> Option<(u32, PlateBindingOf<T>)> {
		let number = PlateCounts::<T>::get(plate).checked_sub(1)?;
		Some((number, Plates::<T>::get(plate, number)?))
	}

	/// Whether the last binding, if any, leaves room for one from `from` on.
	fn is_over(last: Option<PlateBindingOf<T>>, from: Moment) -> bool {
		last.is_none_or(|binding| binding.can_be_followed_at(from))
	}

	/// Counts one more binding of `key`, and gives its number.
	fn next_number<Counts, Key>(key: Key) -> Result<u32, Error<T>>
	where
		Counts: frame_support::StorageMap<Key, u32, Query = u32>,
		Key: codec::FullEncode,
	{
		Counts::try_mutate(key, |count| {
			let number = *count;
			*count = number.checked_add(1).ok_or(Error::TooManyPlates)?;
			Ok(number)
		})
	}
}
