//! How a car comes onto the ledger.

use crate::{
	pallet::*, Application, Config, Description, Pallet, Registration, Title, TitleOffer, Vehicle,
};
use carx_primitives::{
	Accreditations, Moment, Region, Role, TitleClaims, VehicleStatus, Vin, VinError,
};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

/// What a registration stores: a vehicle, its registration, its first title, the offer that it may have, the counter of its encumbrances
/// with the length of their list, each under its VIN. An application is smaller and pays the same, for it becomes one.
type RegistrationFootprint<T> = (
	(Vin, Vehicle<AccountIdOf<T>>),
	(Vin, RegistrationOf<T>),
	(Vin, u32, AccountIdOf<T>, Moment, bool),
	(Vin, TitleOffer<AccountIdOf<T>>),
	(Vin, u32, u8),
);

impl<T: Config> Pallet<T> {
	/// Checks that `who` as `role` may put this car on the ledger.
	pub(crate) fn ensure_registers(
		who: &T::AccountId,
		role: Role,
		vin: &Vin,
		region: Region,
	) -> Result<(), Error<T>> {
		let now = T::Time::now();
		let entitled = match role {
			Role::Maker => T::Accreditations::makes(who, vin.wmi_bytes(), now),
			Role::Registrar => T::Accreditations::acts_in(who, role, region, now),
			_ => false,
		};
		ensure!(entitled, Error::NotAuthorized);
		Ok(())
	}

	/// Checks that a car can be what is said of it, and is not on the ledger.
	pub(crate) fn ensure_registrable(
		vin: &Vin,
		region: Region,
		description: &Description,
	) -> Result<(), Error<T>> {
		vin.validate().map_err(Error::from)?;
		ensure!(region.is_valid(), Error::RegionNotValid);
		ensure!(description.is_text(), Error::TextNotValid);
		ensure!(description.has_plausible_year(T::Time::now()), Error::ModelYearNotPlausible);
		ensure!(!Vehicles::<T>::contains_key(vin), Error::AlreadyExists);
		Ok(())
	}

	/// The deposit of `payer` for a car.
	pub(crate) fn vehicle_ticket(
		payer: &T::AccountId,
	) -> Result<T::VehicleConsideration, DispatchError> {
		let footprint = Footprint::from_mel::<RegistrationFootprint<T>>();
		T::VehicleConsideration::new(payer, footprint)
	}

	/// Stores a car that has been checked and paid for, and claims its title.
	pub(crate) fn register(
		vin: Vin,
		owner: T::AccountId,
		region: Region,
		description: Description,
		(by, role): (T::AccountId, Role),
		(payer, ticket): (T::AccountId, T::VehicleConsideration),
	) -> DispatchResult {
		let presence = T::TitleClaims::claim(vin, &payer)?;
		let now = T::Time::now();
		let vehicle = Vehicle {
			owner: owner.clone(),
			status: VehicleStatus::Active,
			title_epoch: 0,
			clone_suspected_since: None,
			region,
			possessor: None,
			access_epoch: 0,
			presence,
			arrivals: 0,
		};
		let registered_by = by.clone();
		let registration =
			Registration { registered_by, role, registered_at: now, description, payer, ticket };
		Vehicles::<T>::insert(vin, vehicle);
		Registrations::<T>::insert(vin, registration);
		Titles::<T>::insert(vin, 0, Title { owner: owner.clone(), since: now, ticket: None });
		Self::deposit_event(Event::VehicleRegistered { vehicle: vin, by, role, owner });
		Ok(())
	}

	/// Stores the wish of `applicant` to have their car registered.
	pub(crate) fn apply(
		vin: Vin,
		applicant: T::AccountId,
		region: Region,
		description: Description,
	) -> DispatchResult {
		Self::ensure_registrable(&vin, region, &description)?;
		ensure!(!Applications::<T>::contains_key(vin, &applicant), Error::<T>::ApplicationPending);
		let ticket = Self::vehicle_ticket(&applicant)?;
		let application = Application { region, description, ticket };
		Applications::<T>::insert(vin, &applicant, application);
		Self::deposit_event(Event::RegistrationApplied { vehicle: vin, applicant, region });
		Ok(())
	}

	/// Ends the wish of `applicant`.
	pub(crate) fn withdraw(vin: Vin, applicant: T::AccountId) -> DispatchResult {
		let application =
			Applications::<T>::take(vin, &applicant).ok_or(Error::<T>::ApplicationNotFound)?;
		application.ticket.drop(&applicant)?;
		Self::deposit_event(Event::ApplicationWithdrawn { vehicle: vin, applicant });
		Ok(())
	}

	/// Turns an application into a registration on the word of `inspector`.
	pub(crate) fn confirm(
		vin: Vin,
		applicant: T::AccountId,
		region: Region,
		description: Description,
		inspector: T::AccountId,
	) -> DispatchResult {
		let application =
			Applications::<T>::take(vin, &applicant).ok_or(Error::<T>::ApplicationNotFound)?;
		ensure!(
			application.region == region && application.description == description,
			Error::<T>::ApplicationDiffers
		);
		let role = Role::Inspector;
		let entitled = T::Accreditations::acts_in(&inspector, role, region, T::Time::now());
		ensure!(entitled, Error::<T>::NotAuthorized);
		Self::ensure_independent(&inspector, &applicant)?;
		ensure!(!Vehicles::<T>::contains_key(vin), Error::<T>::AlreadyExists);
		let paid = (applicant.clone(), application.ticket);
		Self::register(vin, applicant, region, description, (inspector, role), paid)
	}

	/// Checks that `who` is not, and is not related to, the person whose car they speak of.
	pub(crate) fn ensure_independent(
		who: &T::AccountId,
		person: &T::AccountId,
	) -> Result<(), Error<T>> {
		let dependent = who == person || T::Accreditations::are_related(who, person);
		ensure!(!dependent, Error::NotIndependent);
		Ok(())
	}
}

impl<T> From<VinError> for Error<T> {
	fn from(error: VinError) -> Self {
		match error {
			VinError::CheckDigit { .. } => Self::VinCheckDigitWrong,
			VinError::Length { .. } | VinError::Character { .. } | VinError::ModelYear { .. } => {
				Self::VinCharacterNotAllowed
			},
		}
	}
}
