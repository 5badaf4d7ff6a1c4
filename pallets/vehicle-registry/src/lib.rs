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

use frame_support::pallet_macros::import_section;

pub use dossier::{Dossier, MovedEncumbrance, MovedGrant, MAX_MOVED_GRANTS};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod access;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod contracts;
mod devices;
mod dossier;
mod encumbrances;
mod errors;
mod events;
mod grants;
#[cfg(test)]
mod mock;
mod moves;
mod plates;
mod registration;
mod status;
mod storage;
#[cfg(test)]
mod tests;
mod titles;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{
		Accreditations, Action, Actions, Blocker, ChainId, Condition, ConditionHistory, DeviceKey,
		Digest, EncumbranceKind, Moment, RecordClasses, Region, Role, TitleClaims, VehicleStatus,
		Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;

	/// Most items that one view function returns, and most bindings of a plate that it walks back.
	pub const MAX_PAGE: u32 = 100;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Governance: rules what blocks what.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Justice: puts wrong owners right, and releases what its holder cannot or must.
		type CorrectionOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Who is accredited as what.
		type Accreditations: Accreditations<Self::AccountId>;

		/// How long the offer of a title holds, in milliseconds. No constant of the metadata, for governance may tune it.
		type TitleOfferPeriod: Get<Moment>;

		/// The deposit for a car's place on the ledger: of the maker or registrar, or of the owner who applied.
		type VehicleConsideration: Consideration<Self::AccountId, Footprint>;

		/// Asks for the one title that a car can have on all chains, when it is registered.
		type TitleClaims: TitleClaims<Self::AccountId, DispatchError, Weight>;

		/// The history of a car, which is told of where it moves to.
		type History: ConditionHistory;

		/// The deposit of a new owner for their place in the chain of titles, and of one whose car arrives from another chain.
		type TitleConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of a registrar for the binding of a plate.
		type PlateConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner or an authority for a lien or lock.
		type EncumbranceConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner for a grant.
		type GrantConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner for a device.
		type DeviceConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a car, or of an application, on the ledger.
		#[codec(index = 0)]
		VehicleStorage,
		/// The place of a grant.
		#[codec(index = 1)]
		GrantStorage,
		/// The place of a title in the chain of titles, or of an arrival. Never released: neither is ever removed.
		#[codec(index = 2)]
		TitleStorage,
		/// The place of a plate's binding. Never released: a binding is never removed.
		#[codec(index = 3)]
		PlateStorage,
		/// The place of a lien or lock.
		#[codec(index = 4)]
		EncumbranceStorage,
		/// The place of a device.
		#[codec(index = 5)]
		DeviceStorage,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Put a car on the ledger, with `owner` as the first holder of its title.
		///
		/// Origin: signed by the maker of cars with this WMI, or a registrar acting in the region, who pays the deposit.
		///
		/// Parameters: `vin`, in upper case; `owner`; `region`, the country of registration; `description`, what the car is; `role` of the
		/// signer, maker or registrar.
		///
		/// Errors: [`Error::NotAuthorized`], [`Error::VinCharacterNotAllowed`], [`Error::VinCheckDigitWrong`],
		/// [`Error::RegionNotValid`], [`Error::TextNotValid`], [`Error::ModelYearNotPlausible`], [`Error::AlreadyExists`], the error of
		/// [`Config::TitleClaims`] when the title cannot be claimed, and the currency's when the deposit cannot be held.
		///
		/// Events: [`Event::VehicleRegistered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::register_vehicle().saturating_add(T::TitleClaims::weight()))]
		pub fn register_vehicle(
			origin: OriginFor<T>,
			vin: Vin,
			owner: T::AccountId,
			region: Region,
			description: Description,
			role: Role,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::ensure_registers(&by, role, &vin, region)?;
			Self::ensure_registrable(&vin, region, &description)?;
			let ticket = Self::vehicle_ticket(&by)?;
			let payer = by.clone();
			Self::register(vin, owner, region, description, (by, role), (payer, ticket))
		}

		/// Change the legal state of a car. To export or scrap it, nothing may stand in the way.
		///
		/// Origin: signed by the owner to report a theft; or by a registrar, regulator or insurer acting in the car's region, who is not
		/// its owner.
		///
		/// Parameters: `vin`; `status`, the new state; see [`VehicleStatus::can_become`] for what may follow what; `role` of the
		/// signer, none for the owner.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotOwner`] without role, [`Error::NotAuthorized`] with one, [`Error::StatusNotAllowed`], [`Error::VehicleBlocked`].
		///
		/// Events: [`Event::StatusChanged`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_status())]
		pub fn set_status(
			origin: OriginFor<T>,
			vin: Vin,
			status: VehicleStatus,
			role: Option<Role>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::change_status(vin, who, status, role)
		}

		/// Let `grantee` act on records of some classes of a car. Replaces an earlier grant to the same account.
		///
		/// Origin: signed by who disposes of the car's data, who pays the deposit: its possessor, or where there is none its owner.
		///
		/// Parameters: `vin`; `grantee`; `kind`, what the grantee is; `classes`; `expires_at`, the first moment at which
		/// the grant no longer holds, in Unix milliseconds.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotOwner`], [`Error::NotPossessor`] of an owner whose car another has, [`Error::VehicleScrapped`],
		/// [`Error::AlreadyOwner`] when the grantee is the signer, [`Error::ClassesNotValid`], [`Error::Expired`], and the currency's error
		/// when the deposit cannot be held.
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
			let grantor = ensure_signed(origin)?;
			Self::give_grant(vin, grantor, grantee, kind, classes, expires_at)
		}

		/// End a grant and give its deposit back to who paid it.
		///
		/// Origin: signed by who disposes of the car's data, or the grantee; by anybody once the grant has expired or somebody else
		/// disposes of the data.
		///
		/// Parameters: `vin`; `grantee`.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::VehicleLeaving`], [`Error::GrantNotFound`], [`Error::NotAuthorized`].
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
			Self::end_grant(vin, who, grantee)
		}

		/// Ask to have one's car registered, which waits for an inspector who has seen it.
		///
		/// Origin: signed by whoever says that the car is theirs, who pays the deposit.
		///
		/// Parameters: `vin`, in upper case; `region`, the country of registration; `description`, what the car is.
		///
		/// Errors: [`Error::VinCharacterNotAllowed`], [`Error::VinCheckDigitWrong`], [`Error::RegionNotValid`],
		/// [`Error::TextNotValid`], [`Error::ModelYearNotPlausible`], [`Error::AlreadyExists`], [`Error::ApplicationPending`], and the
		/// currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::RegistrationApplied`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::apply_for_registration())]
		pub fn apply_for_registration(
			origin: OriginFor<T>,
			vin: Vin,
			region: Region,
			description: Description,
		) -> DispatchResult {
			let applicant = ensure_signed(origin)?;
			Self::apply(vin, applicant, region, description)
		}

		/// Take back an application, and the deposit.
		///
		/// Origin: signed by the applicant.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::ApplicationNotFound`].
		///
		/// Events: [`Event::ApplicationWithdrawn`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::withdraw_application())]
		pub fn withdraw_application(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let applicant = ensure_signed(origin)?;
			Self::withdraw(vin, applicant)
		}

		/// Put the car of an applicant on the ledger, with the applicant as its owner, whose deposit goes on and who pays for the claim.
		///
		/// Origin: signed by an inspector acting in the region, neither the applicant nor related to them.
		///
		/// Parameters: `vin`; `applicant`; `region` and `description`, what the inspector saw, so that nobody can change an application
		/// under an inspector's hands.
		///
		/// Errors: [`Error::ApplicationNotFound`], [`Error::ApplicationDiffers`], [`Error::NotAuthorized`], [`Error::NotIndependent`],
		/// [`Error::AlreadyExists`], and the error of [`Config::TitleClaims`] when the title cannot be claimed.
		///
		/// Events: [`Event::VehicleRegistered`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::confirm_registration().saturating_add(T::TitleClaims::weight()))]
		pub fn confirm_registration(
			origin: OriginFor<T>,
			vin: Vin,
			applicant: T::AccountId,
			region: Region,
			description: Description,
		) -> DispatchResult {
			let inspector = ensure_signed(origin)?;
			Self::confirm(vin, applicant, region, description, inspector)
		}

		/// Offer the title of a car to another account. Replaces an earlier offer.
		///
		/// Origin: signed by the owner.
		///
		/// Parameters: `vin`; `to`, who may accept it within [`Config::TitleOfferPeriod`].
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotOwner`], [`Error::AlreadyOwner`], [`Error::VehicleBlocked`].
		///
		/// Events: [`Event::TitleOffered`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::offer_title())]
		pub fn offer_title(origin: OriginFor<T>, vin: Vin, to: T::AccountId) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::offer(vin, from, to)
		}

		/// Take the title of a car that was offered. All devices of the car end, and all grants unless another has the car by a contract; its
		/// liens go with it.
		///
		/// Origin: signed by the account that it was offered to, who pays the deposit for their title.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::OfferNotFound`], [`Error::NotOffered`], [`Error::Expired`], [`Error::VehicleBlocked`], [`Error::TooManyTransfers`], and
		/// the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::OwnershipTransferred`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::accept_title())]
		pub fn accept_title(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let to = ensure_signed(origin)?;
			Self::accept(vin, to)
		}

		/// Take back the offer of a title, or turn it down.
		///
		/// Origin: signed by the owner, or by the account that it was offered to.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::OfferNotFound`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::TitleOfferWithdrawn`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::withdraw_title_offer())]
		pub fn withdraw_title_offer(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::withdraw_offer(vin, by)
		}

		/// Put right who owns a car, where a wrong owner was registered or a title passed by fraud. The chain of titles keeps the wrong
		/// one, and goes on with the right one in a new title epoch; liens and locks stay, and nothing blocks it.
		///
		/// Origin: [`Config::CorrectionOrigin`].
		///
		/// Parameters: `vin`; `to`, the right owner; `evidence`, BLAKE2b-256 of what proves it.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::AlreadyOwner`], [`Error::TooManyTransfers`].
		///
		/// Events: [`Event::OwnerCorrected`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::correct_owner())]
		pub fn correct_owner(
			origin: OriginFor<T>,
			vin: Vin,
			to: T::AccountId,
			evidence: Digest,
		) -> DispatchResult {
			T::CorrectionOrigin::ensure_origin(origin)?;
			Self::correct(vin, to, evidence)
		}

		/// Record that a car bears a plate from some moment on.
		///
		/// Origin: signed by a registrar acting in the region, who pays the deposit.
		///
		/// Parameters: `vin`; `region`, the jurisdiction of the plate; `plate`, BLAKE2b-256 of it under that jurisdiction's key;
		/// `from`, not in the future, and not before the end of the last binding of this plate, or of this car in this region.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::RegionNotValid`], [`Error::NotAuthorized`], [`Error::VehicleScrapped`], [`Error::PeriodNotValid`],
		/// [`Error::PlateTaken`], [`Error::VehiclePlated`], [`Error::TooManyPlates`], and the currency's error when the deposit cannot be
		/// held.
		///
		/// Events: [`Event::PlateBound`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::bind_plate())]
		pub fn bind_plate(
			origin: OriginFor<T>,
			vin: Vin,
			region: Region,
			plate: Digest,
			from: Moment,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::bind(vin, (region, plate), from, by)
		}

		/// Record that a plate is off its car since some moment.
		///
		/// Origin: signed by a registrar acting in the region.
		///
		/// Parameters: `region` and `plate`, as it was bound; `until`, the first moment without it, neither in the future nor before the
		/// binding. The moment of the binding itself makes it void, where it was an error.
		///
		/// Errors: [`Error::NotAuthorized`], [`Error::PlateNotBound`], [`Error::PeriodNotValid`].
		///
		/// Events: [`Event::PlateUnbound`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::unbind_plate())]
		pub fn unbind_plate(
			origin: OriginFor<T>,
			region: Region,
			plate: Digest,
			until: Moment,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::unbind((region, plate), until, by)
		}

		/// Give a lender, lessor, workshop or insurer a lien on one's car. Ends an offer of the title, which was made without it.
		///
		/// Origin: signed by the owner, who pays the deposit.
		///
		/// Parameters: `vin`; `kind`, one that a business holds; `holder`, accredited as befits it, who alone can release it;
		/// `reference`, BLAKE2b-256 of the contract.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotOwner`], [`Error::KindNotAllowed`], [`Error::HolderNotAccredited`], [`Error::VehicleBlocked`],
		/// [`Error::TooManyPledges`], [`Error::TooManyEncumbrances`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::EncumbranceAdded`], and [`Event::TitleOfferWithdrawn`] before it.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::pledge_vehicle())]
		pub fn pledge_vehicle(
			origin: OriginFor<T>,
			vin: Vin,
			kind: EncumbranceKind,
			holder: T::AccountId,
			reference: Digest,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::pledge(vin, owner, kind, holder, reference)
		}

		/// Put a lien or lock on a car without its owner's consent. Nothing blocks it.
		///
		/// Origin: signed by a regulator (any kind) or a registrar (tax, recall) acting in the car's region, who pays the deposit.
		///
		/// Parameters: `vin`; `kind`; `holder`, who alone can release it; `reference`, BLAKE2b-256 of the order; `role` of the signer.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::KindNotAllowed`], [`Error::NotAuthorized`], [`Error::TooManyEncumbrances`], and the currency's error when the deposit
		/// cannot be held.
		///
		/// Events: [`Event::EncumbranceAdded`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::impose_lock())]
		pub fn impose_lock(
			origin: OriginFor<T>,
			vin: Vin,
			kind: EncumbranceKind,
			holder: T::AccountId,
			reference: Digest,
			role: Role,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::impose(vin, by, kind, holder, reference, role)
		}

		/// Release a lien or lock, and give its deposit back to who paid it. It blocks nothing from the next call on.
		///
		/// Origin: signed by its holder; or [`Config::CorrectionOrigin`].
		///
		/// Parameters: `vin`; `id`, its number among those of the car.
		///
		/// Errors: [`Error::EncumbranceNotFound`], [`Error::VehicleLeaving`], [`Error::NotHolder`].
		///
		/// Events: [`Event::EncumbranceReleased`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::release_encumbrance())]
		pub fn release_encumbrance(origin: OriginFor<T>, vin: Vin, id: u32) -> DispatchResult {
			let holder = match T::CorrectionOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::release(vin, id, holder)
		}

		/// Rule what a condition blocks, on every car.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `condition`; `actions` that it blocks; none for [`Condition::default_rule`].
		///
		/// Errors: [`Error::ActionsNotValid`].
		///
		/// Events: [`Event::RuleSet`].
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::set_rule())]
		pub fn set_rule(
			origin: OriginFor<T>,
			condition: Condition,
			actions: Option<Actions>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			ensure!(actions.is_none_or(|actions| actions.is_valid()), Error::<T>::ActionsNotValid);
			Rules::<T>::set(condition, actions);
			Self::deposit_event(Event::RuleSet { condition, actions });
			Ok(())
		}

		/// Let a device speak for a car, until unbound or the title passes.
		///
		/// Origin: signed by the owner, who pays the deposit.
		///
		/// Parameters: `vin`; `key` of the device; `proof`, its Ed25519 signature over [`carx_primitives::binding_message`].
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotOwner`], [`Error::VehicleScrapped`], [`Error::ProofNotValid`], [`Error::DeviceTaken`], [`Error::TooManyDevices`],
		/// and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::DeviceBound`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::bind_device())]
		pub fn bind_device(
			origin: OriginFor<T>,
			vin: Vin,
			key: DeviceKey,
			proof: [u8; 64],
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let vehicle = Self::load_owned(&vin, &owner)?;
			ensure!(vehicle.status != VehicleStatus::Scrapped, Error::<T>::VehicleScrapped);
			Self::ensure_agrees(&vin, &vehicle, &key, proof)?;
			Self::put_device(vin, vehicle, key)
		}

		/// Take a device from a car and give its deposit back to who paid it.
		///
		/// Origin: signed by the owner; by anybody once the title has passed since it was bound.
		///
		/// Parameters: `vin`; `key` of the device.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::DeviceNotFound`], [`Error::NotOwner`].
		///
		/// Events: [`Event::DeviceUnbound`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::unbind_device())]
		pub fn unbind_device(origin: OriginFor<T>, vin: Vin, key: DeviceKey) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::remove_device(vin, who, &key)
		}

		/// State that the car was seen and is the one that its VIN names.
		///
		/// Origin: signed by an inspector or registrar acting in the car's region, neither its owner nor related to them.
		///
		/// Parameters: `vin`; `evidence`, BLAKE2b-256 of the report; `role` of the signer.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::TitleProvisional`], [`Error::VehicleLeaving`], [`Error::VehicleAway`],
		/// [`Error::NotSuspected`], [`Error::NotAuthorized`], [`Error::NotIndependent`].
		///
		/// Events: [`Event::CloneSuspicionCleared`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::clear_clone_suspicion())]
		pub fn clear_clone_suspicion(
			origin: OriginFor<T>,
			vin: Vin,
			evidence: Digest,
			role: Role,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::clear_suspicion(vin, by, evidence, role)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The car with this VIN.
		pub fn vehicle(vin: Vin) -> Option<VehicleInfo<T::AccountId>> {
			Some(VehicleInfo::new(Vehicles::<T>::get(vin)?, Registrations::<T>::get(vin)?))
		}

		/// The titles of a car that began in the `limit` title epochs from `from` on, oldest first; at most [`MAX_PAGE`]. Those that began on
		/// another chain are there, and not here.
		pub fn titles(vin: Vin, from: u32, limit: u32) -> Vec<TitleInfo<T::AccountId>> {
			Self::page(from, limit)
				.filter_map(|epoch| Titles::<T>::get(vin, epoch))
				.map(|title| TitleInfo { owner: title.owner, since: title.since })
				.collect()
		}

		/// When a car came here from other chains, from the arrival with number `from` on; at most `limit`, and at most [`MAX_PAGE`].
		pub fn arrivals(vin: Vin, from: u32, limit: u32) -> Vec<ArrivalInfo> {
			Self::page(from, limit)
				.map_while(|number| Arrivals::<T>::get(vin, number))
				.map(|arrival| arrival.info)
				.collect()
		}

		/// What an owner applied for who wants this car registered.
		pub fn application(vin: Vin, applicant: T::AccountId) -> Option<(Region, Description)> {
			let application = Applications::<T>::get(vin, applicant)?;
			Some((application.region, application.description))
		}

		/// The offer of a car's title, and whether it holds still.
		pub fn title_offer(vin: Vin) -> Option<(TitleOffer<T::AccountId>, bool)> {
			let offer = TitleOffers::<T>::get(vin)?;
			let holds = T::Time::now() < offer.expires_at;
			Some((offer, holds))
		}

		/// All that stands in the way of doing `action` with a car now: nothing if it is possible. The one place where this is decided;
		/// who wants to do it must be entitled besides.
		pub fn can(action: Action, vin: Vin) -> Vec<Blocker<T::AccountId>> {
			Self::blockers(action, &vin)
		}

		/// What each condition blocks now.
		pub fn rules() -> Vec<(Condition, Actions)> {
			Condition::all().map(|condition| (condition, Self::rule(condition))).collect()
		}

		/// The liens and locks of a car, oldest first.
		pub fn encumbrances(vin: Vin) -> Vec<EncumbranceInfo<T::AccountId>> {
			Encumbrances::<T>::get(vin).items.into_iter().map(Into::into).collect()
		}

		/// The car that bore this plate (its keyed hash) at that moment, among the newest [`MAX_PAGE`] bindings of the plate.
		pub fn vehicle_by_plate(region: Region, plate: Digest, at: Moment) -> Option<Vin> {
			Self::bearer((region, plate), at)
		}

		/// The plates of a car in the order in which they were bound, from the one with number `from`; at most `limit`, and at most
		/// [`MAX_PAGE`].
		pub fn plates(vin: Vin, from: u32, limit: u32) -> Vec<PlateInfo> {
			Self::page(from, limit).map_while(|number| Self::plate_of(&vin, number)).collect()
		}

		/// The grant of a car to an account, and whether it holds now.
		pub fn grant(vin: Vin, grantee: T::AccountId) -> Option<GrantInfo> {
			let vehicle = Vehicles::<T>::get(vin)?;
			let grant = Grants::<T>::get(vin, grantee)?;
			Some(GrantInfo {
				kind: grant.kind,
				classes: grant.classes,
				expires_at: grant.expires_at,
				is_valid: grant.is_valid(vehicle.access_epoch, T::Time::now()),
			})
		}

		/// Where a device is bound, and whether that holds now.
		pub fn device(key: DeviceKey) -> Option<DeviceInfo> {
			let binding = Devices::<T>::get(key)?;
			let is_valid = Self::is_current(&binding);
			Some(DeviceInfo { vin: binding.vin, bound_at: binding.bound_at, is_valid })
		}

		/// The devices of a car, those that an earlier owner bound and nobody unbound included.
		pub fn devices(vin: Vin) -> Vec<DeviceKey> {
			VehicleDevices::<T>::get(vin).into_inner()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
