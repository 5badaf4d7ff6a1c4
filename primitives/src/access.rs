//! How one pallet asks another about a car, without depending on it.

use crate::{DeviceKey, Moment, Odometer, RecordClass, RecordSource, Role, Vin};

/// Why somebody may not act on a car.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccessError {
	/// No car with this VIN is registered.
	VehicleNotFound,
	/// Nothing entitles them: neither title, nor accreditation with the grant that it needs, nor a device's grant; or the title of the car
	/// does not live here now.
	NotAuthorized,
}

/// The capacity in which somebody may write about a car.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Writer {
	/// What the record will say of its issuer.
	pub source: RecordSource,
	/// The present title epoch of the car.
	pub title_epoch: u32,
}

/// Who may write and read what about which car.
pub trait VehicleAccess<AccountId> {
	/// The capacity in which `who` may write a record of `class` about `vin` at time `now`. The owner writes as owner, whatever role they
	/// name; with a `role`, a participant writes by accreditation, and by grant where the accreditation asks for one; without, a
	/// device writes by grant. About a car whose title lives on another chain only who needs no grant writes; about one whose title is
	/// not confirmed, or that is on its way, nobody.
	///
	/// # Errors
	/// See [`AccessError`].
	fn writer(
		vin: &Vin,
		who: &AccountId,
		role: Option<Role>,
		class: RecordClass,
		now: Moment,
	) -> Result<Writer, AccessError>;

	/// Whether `who` holds a grant to read records of `class` about `vin` at time `now`.
	fn is_reader(vin: &Vin, who: &AccountId, class: RecordClass, now: Moment) -> bool;

	/// The present title epoch of the car; `None` if it is not registered.
	fn title_epoch(vin: &Vin) -> Option<u32>;

	/// Who held the title of the car in that title epoch.
	fn owner_in(vin: &Vin, title_epoch: u32) -> Option<AccountId>;

	/// Makes [`VehicleAccess::writer`] succeed for `who` as a [`Role::Workshop`] by its longest path, on a car registered if need be.
	#[cfg(feature = "runtime-benchmarks")]
	fn grant_provider(vin: &Vin, who: &AccountId);

	/// Makes [`VehicleAccess::is_reader`] true for every class, on a car registered if need be.
	#[cfg(feature = "runtime-benchmarks")]
	fn grant_reader(vin: &Vin, who: &AccountId);
}

/// Which device speaks for which car.
pub trait DeviceBindings {
	/// The car that the device with this key is bound to, by an owner who still has it.
	fn bound_vehicle(key: &DeviceKey) -> Option<Vin>;

	/// Binds the device to the car `vin`, registered if need be.
	#[cfg(feature = "runtime-benchmarks")]
	fn bind(vin: &Vin, key: &DeviceKey);
}

/// Whom to tell that two cars seem to bear one VIN.
pub trait CloneAlarm {
	/// Marks the car as one of which a clone is suspected, until somebody entitled has seen it. Does nothing on a car whose
	/// title does not live here.
	fn suspect_clone(vin: &Vin);
}

/// Where odometer readings from devices become part of a car's verdict.
pub trait OdometerLog {
	/// Takes in that the device with this key saw `first` at the earlier and `last` at the later of two moments. Readings of one device that follow
	/// each other are kept as their first and last.
	///
	/// # Errors
	/// When the car has more readings than can be counted.
	fn observe(
		vin: &Vin,
		key: &DeviceKey,
		first: (Moment, Odometer),
		last: (Moment, Odometer),
	) -> Result<(), ReadingsFull>;
}

/// A car has as many odometer readings as can be counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadingsFull;
