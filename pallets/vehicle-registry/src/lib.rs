#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear. `expect` and narrowing casts are
// not on the list because the FRAME macros expand to both.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_sign_loss,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub use pallet::*;
pub use types::{Description, Grant, GrantInfo, GranteeKind, Registration, Vehicle, VehicleInfo};
pub use weights::WeightInfo;

mod access;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{Moment, RecordClasses, StatusAuthority, VehicleStatus, Vin, VinError};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;

	/// What a registration stores: a vehicle and its registration under one VIN each.
	type RegistrationFootprint<T> =
		(Vin, Vehicle<AccountIdOf<T>>, Vin, Registration<AccountIdOf<T>, VehicleTicketOf<T>>);
	/// What a grant stores.
	type GrantFootprint<T> = (Vin, AccountIdOf<T>, GrantOf<T>);

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type VehicleTicketOf<T> = <T as Config>::VehicleConsideration;
	pub(crate) type GrantOf<T> = Grant<AccountIdOf<T>, <T as Config>::GrantConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who appoints and dismisses registrars.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The deposit of a registrar for a car's place on the ledger.
		type VehicleConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner for a grant.
		type GrantConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a car on the ledger.
		#[codec(index = 0)]
		VehicleStorage,
		/// The place of a grant.
		#[codec(index = 1)]
		GrantStorage,
	}

	/// Accounts that may register cars and change their status. Set by governance; never iterated.
	#[pallet::storage]
	pub type Registrars<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

	/// The car of each VIN. The VIN is chosen by people, so its hash spreads the keys; the registrar pays.
	#[pallet::storage]
	pub type Vehicles<T: Config> = StorageMap<_, Blake2_128Concat, Vin, Vehicle<T::AccountId>>;

	/// What was stated when the car of each VIN was registered. Read by people, not by calls.
	#[pallet::storage]
	pub type Registrations<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, Registration<T::AccountId, VehicleTicketOf<T>>>;

	/// The grant of a car (VIN) to an account. Its grantor pays.
	#[pallet::storage]
	pub type Grants<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Vin, Blake2_128Concat, T::AccountId, GrantOf<T>>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first registrars.
		pub registrars: Vec<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for registrar in &self.registrars {
				Registrars::<T>::insert(registrar, ());
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance appointed a registrar.
		RegistrarAdded {
			/// The new registrar.
			registrar: T::AccountId,
		},
		/// Governance dismissed a registrar; what they registered stays.
		RegistrarRemoved {
			/// The former registrar.
			registrar: T::AccountId,
		},
		/// A car came onto the ledger.
		VehicleRegistered {
			/// The car.
			vehicle: Vin,
			/// Who registered it.
			registrar: T::AccountId,
			/// Who holds its title.
			owner: T::AccountId,
		},
		/// The legal state of a car changed.
		StatusChanged {
			/// The car.
			vehicle: Vin,
			/// On whose word.
			by: T::AccountId,
			/// The state before.
			from: VehicleStatus,
			/// The state now.
			to: VehicleStatus,
		},
		/// The title of a car passed; all its grants ended.
		OwnershipTransferred {
			/// The car.
			vehicle: Vin,
			/// The owner before.
			from: T::AccountId,
			/// The owner now.
			to: T::AccountId,
			/// The title epoch that began.
			title_epoch: u32,
		},
		/// An owner gave a grant, or replaced one.
		AccessGranted {
			/// The car.
			vehicle: Vin,
			/// Who may act.
			grantee: T::AccountId,
			/// As what.
			kind: GranteeKind,
			/// On which classes.
			classes: RecordClasses,
			/// Until when.
			expires_at: Option<Moment>,
		},
		/// A grant was ended, or a stale one cleared away.
		AccessRevoked {
			/// The car.
			vehicle: Vin,
			/// Who may no longer act.
			grantee: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is registered. Check the VIN, or have a registrar register the car.
		VehicleNotFound,
		/// A car with this VIN is registered already. One car has one title.
		AlreadyExists,
		/// The VIN has a character that no VIN contains, or is in lower case. Give it in upper case without I, O, Q.
		VinCharacterNotAllowed,
		/// The check digit (position 9) does not fit the other characters. At least one character is mistyped.
		VinCheckDigitWrong,
		/// The signer is no registrar. Registrars are appointed by governance.
		NotRegistrar,
		/// The signer does not hold the title of this car.
		NotOwner,
		/// The signer is neither owner nor registrar, or not the owner nor the grantee of a grant that still holds.
		NotAuthorized,
		/// The account is a registrar already.
		AlreadyRegistrar,
		/// The status cannot change in this way on the word of the signer.
		StatusNotAllowed,
		/// The status of the car (stolen, scrapped, exported) does not allow its title to pass.
		TransferNotAllowed,
		/// The account holds the title already.
		AlreadyOwner,
		/// The title has passed as often as can be counted.
		TooManyTransfers,
		/// The grant names no record class, or one that does not exist.
		ClassesNotValid,
		/// The grant would end before it begins. Give a moment in the future.
		Expired,
		/// There is no grant of this car to this account.
		GrantNotFound,
		/// Make or model is not UTF-8.
		TextNotUtf8,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Appoint a registrar.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `registrar`, the account to appoint.
		///
		/// Errors: [`Error::AlreadyRegistrar`].
		///
		/// Events: [`Event::RegistrarAdded`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::add_registrar())]
		pub fn add_registrar(origin: OriginFor<T>, registrar: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			ensure!(!Registrars::<T>::contains_key(&registrar), Error::<T>::AlreadyRegistrar);

			Registrars::<T>::insert(&registrar, ());
			Self::deposit_event(Event::RegistrarAdded { registrar });
			Ok(())
		}

		/// Dismiss a registrar. What they registered stays as it is.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `registrar`, the account to dismiss.
		///
		/// Errors: [`Error::NotRegistrar`].
		///
		/// Events: [`Event::RegistrarRemoved`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_registrar())]
		pub fn remove_registrar(origin: OriginFor<T>, registrar: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Registrars::<T>::take(&registrar).ok_or(Error::<T>::NotRegistrar)?;

			Self::deposit_event(Event::RegistrarRemoved { registrar });
			Ok(())
		}

		/// Put a car on the ledger, with `owner` as the first holder of its title.
		///
		/// Origin: signed by a registrar, who pays the deposit.
		///
		/// Parameters: `vin`, in upper case; `owner`; `description`, what the car is.
		///
		/// Errors: [`Error::NotRegistrar`], [`Error::VinCharacterNotAllowed`], [`Error::VinCheckDigitWrong`],
		/// [`Error::TextNotUtf8`], [`Error::AlreadyExists`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::VehicleRegistered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::register_vehicle())]
		pub fn register_vehicle(
			origin: OriginFor<T>,
			vin: Vin,
			owner: T::AccountId,
			description: Description,
		) -> DispatchResult {
			let registrar = ensure_signed(origin)?;
			ensure!(Registrars::<T>::contains_key(&registrar), Error::<T>::NotRegistrar);
			vin.validate().map_err(Error::<T>::from)?;
			ensure!(description.is_utf8(), Error::<T>::TextNotUtf8);
			ensure!(!Vehicles::<T>::contains_key(vin), Error::<T>::AlreadyExists);

			let footprint = Footprint::from_mel::<RegistrationFootprint<T>>();
			let ticket = T::VehicleConsideration::new(&registrar, footprint)?;
			Vehicles::<T>::insert(
				vin,
				Vehicle { owner: owner.clone(), status: VehicleStatus::Active, title_epoch: 0 },
			);
			Registrations::<T>::insert(
				vin,
				Registration {
					registrar: registrar.clone(),
					registered_at: T::Time::now(),
					description,
					ticket,
				},
			);
			Self::deposit_event(Event::VehicleRegistered { vehicle: vin, registrar, owner });
			Ok(())
		}

		/// Change the legal state of a car.
		///
		/// Origin: signed by a registrar, or by the owner to report a theft.
		///
		/// Parameters: `vin`; `status`, the new state; see [`VehicleStatus::can_become`] for what may follow what.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotAuthorized`], [`Error::StatusNotAllowed`].
		///
		/// Events: [`Event::StatusChanged`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_status())]
		pub fn set_status(origin: OriginFor<T>, vin: Vin, status: VehicleStatus) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Vehicles::<T>::try_mutate(vin, |stored| -> DispatchResult {
				let vehicle = stored.as_mut().ok_or(Error::<T>::VehicleNotFound)?;
				let authority = Self::status_authority(vehicle, &who)?;
				let from = vehicle.status;
				ensure!(from.can_become(status, authority), Error::<T>::StatusNotAllowed);

				vehicle.status = status;
				Self::deposit_event(Event::StatusChanged {
					vehicle: vin,
					by: who,
					from,
					to: status,
				});
				Ok(())
			})
		}

		/// Pass the title of a car to another account. All grants of the car end.
		///
		/// Origin: signed by the owner.
		///
		/// Parameters: `vin`; `to`, the new owner.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::AlreadyOwner`],
		/// [`Error::TransferNotAllowed`], [`Error::TooManyTransfers`].
		///
		/// Events: [`Event::OwnershipTransferred`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::transfer_ownership())]
		pub fn transfer_ownership(
			origin: OriginFor<T>,
			vin: Vin,
			to: T::AccountId,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::pass_title(vin, from, to)
		}

		/// Let `grantee` act on records of some classes of a car. Replaces an earlier grant to the same account.
		///
		/// Origin: signed by the owner, who pays the deposit.
		///
		/// Parameters: `vin`; `grantee`; `kind`, what the grantee is; `classes`; `expires_at`, the first moment at which
		/// the grant no longer holds, in Unix milliseconds.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::AlreadyOwner`] when the grantee owns the car,
		/// [`Error::ClassesNotValid`], [`Error::Expired`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::AccessGranted`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::grant_access())]
		pub fn grant_access(
			origin: OriginFor<T>,
			vin: Vin,
			grantee: T::AccountId,
			kind: GranteeKind,
			classes: RecordClasses,
			expires_at: Option<Moment>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let vehicle = Vehicles::<T>::get(vin).ok_or(Error::<T>::VehicleNotFound)?;
			ensure!(vehicle.owner == owner, Error::<T>::NotOwner);
			ensure!(grantee != owner, Error::<T>::AlreadyOwner);
			ensure!(classes.is_valid(), Error::<T>::ClassesNotValid);
			ensure!(expires_at.is_none_or(|end| T::Time::now() < end), Error::<T>::Expired);

			Self::clear_grant(&vin, &grantee)?;
			let footprint = Footprint::from_mel::<GrantFootprint<T>>();
			let ticket = T::GrantConsideration::new(&owner, footprint)?;
			let title_epoch = vehicle.title_epoch;
			let grant = Grant { kind, classes, expires_at, title_epoch, grantor: owner, ticket };
			Grants::<T>::insert(vin, &grantee, grant);
			Self::deposit_event(Event::AccessGranted {
				vehicle: vin,
				grantee,
				kind,
				classes,
				expires_at,
			});
			Ok(())
		}

		/// End a grant and give its deposit back to who paid it.
		///
		/// Origin: signed by the owner or the grantee; by anybody once the grant has expired or the title has passed.
		///
		/// Parameters: `vin`; `grantee`.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::GrantNotFound`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::AccessRevoked`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::revoke_access())]
		pub fn revoke_access(
			origin: OriginFor<T>,
			vin: Vin,
			grantee: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let vehicle = Vehicles::<T>::get(vin).ok_or(Error::<T>::VehicleNotFound)?;
			let grant = Grants::<T>::get(vin, &grantee).ok_or(Error::<T>::GrantNotFound)?;
			let is_stale = !grant.is_valid(vehicle.title_epoch, T::Time::now());
			ensure!(is_stale || who == vehicle.owner || who == grantee, Error::<T>::NotAuthorized);

			Self::clear_grant(&vin, &grantee)?;
			Self::deposit_event(Event::AccessRevoked { vehicle: vin, grantee });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// Passes the title of `vin` from its owner to `to`: what every kind of sale and gift ends in.
		///
		/// # Errors
		/// Those of [`Pallet::transfer_ownership`].
		pub fn pass_title(vin: Vin, from: T::AccountId, to: T::AccountId) -> DispatchResult {
			Vehicles::<T>::try_mutate(vin, |stored| -> DispatchResult {
				let vehicle = stored.as_mut().ok_or(Error::<T>::VehicleNotFound)?;
				ensure!(vehicle.owner == from, Error::<T>::NotOwner);
				ensure!(to != from, Error::<T>::AlreadyOwner);
				ensure!(vehicle.status.allows_transfer(), Error::<T>::TransferNotAllowed);
				let title_epoch =
					vehicle.title_epoch.checked_add(1).ok_or(Error::<T>::TooManyTransfers)?;

				vehicle.owner = to.clone();
				vehicle.title_epoch = title_epoch;
				Self::deposit_event(Event::OwnershipTransferred {
					vehicle: vin,
					from,
					to,
					title_epoch,
				});
				Ok(())
			})
		}

		/// In which capacity `who` may change the status of `vehicle`; a registrar's goes further than an owner's.
		fn status_authority(
			vehicle: &Vehicle<T::AccountId>,
			who: &T::AccountId,
		) -> Result<StatusAuthority, Error<T>> {
			if Registrars::<T>::contains_key(who) {
				Ok(StatusAuthority::Registrar)
			} else if vehicle.owner == *who {
				Ok(StatusAuthority::Owner)
			} else {
				Err(Error::NotAuthorized)
			}
		}

		/// Removes a grant, if there is one, and releases its deposit.
		fn clear_grant(vin: &Vin, grantee: &T::AccountId) -> DispatchResult {
			match Grants::<T>::take(vin, grantee) {
				Some(grant) => grant.ticket.drop(&grant.grantor),
				None => Ok(()),
			}
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The car with this VIN.
		pub fn vehicle(vin: Vin) -> Option<VehicleInfo<T::AccountId>> {
			let vehicle = Vehicles::<T>::get(vin)?;
			let registration = Registrations::<T>::get(vin)?;
			Some(VehicleInfo {
				owner: vehicle.owner,
				status: vehicle.status,
				title_epoch: vehicle.title_epoch,
				registrar: registration.registrar,
				registered_at: registration.registered_at,
				description: registration.description,
			})
		}

		/// The grant of a car to an account, and whether it holds now.
		pub fn grant(vin: Vin, grantee: T::AccountId) -> Option<GrantInfo> {
			let vehicle = Vehicles::<T>::get(vin)?;
			let grant = Grants::<T>::get(vin, grantee)?;
			Some(GrantInfo {
				kind: grant.kind,
				classes: grant.classes,
				expires_at: grant.expires_at,
				is_valid: grant.is_valid(vehicle.title_epoch, T::Time::now()),
			})
		}

		/// Whether an account may register cars and change their status.
		pub fn is_registrar(who: T::AccountId) -> bool {
			Registrars::<T>::contains_key(who)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T> From<VinError> for Error<T> {
		fn from(error: VinError) -> Self {
			match error {
				VinError::CheckDigit { .. } => Self::VinCheckDigitWrong,
				VinError::Length { .. }
				| VinError::Character { .. }
				| VinError::ModelYear { .. } => Self::VinCharacterNotAllowed,
			}
		}
	}
}
