//! How a title is confirmed, and how a car leaves this chain and comes to it.

use crate::{
	pallet::*, Arrival, ArrivalInfo, Config, Dossier, Encumbrance, EncumbranceList,
	MovedEncumbrance, MovedGrant, Pallet, Registration, Title, Vehicle, MAX_MOVED_GRANTS,
};
use carx_primitives::{Action, ChainId, ConditionHistory, Presence, VehicleMoves, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, ConstU32, Defensive, Footprint, Time},
	BoundedVec,
};
use sp_runtime::{DispatchError, DispatchResult};

/// What an arrival stores: itself, and the title that it may begin here.
type ArrivalFootprint<T> = ((Vin, u32, ArrivalOf<T>), (Vin, u32, TitleOf<T>));

type MovedGrantsOf<T> = BoundedVec<MovedGrant<AccountIdOf<T>>, ConstU32<MAX_MOVED_GRANTS>>;

impl<T: Config> VehicleMoves<T::AccountId> for Pallet<T> {
	type Dossier = Dossier<T::AccountId>;
	type Error = DispatchError;

	fn presence(vin: &Vin) -> Option<Presence> {
		Some(Vehicles::<T>::get(vin)?.presence)
	}

	fn confirm_title(vin: Vin) {
		if Self::change_presence(vin, Presence::Provisional, Presence::Titled).is_some() {
			Self::deposit_event(Event::TitleConfirmed { vehicle: vin });
		}
	}

	fn roll_back(vin: Vin) {
		if Self::presence(&vin) != Some(Presence::Provisional) {
			return;
		}
		// Nothing else of a car can be here while its title is not confirmed.
		Vehicles::<T>::remove(vin);
		Titles::<T>::remove(vin, 0);
		if let Some(registration) = Registrations::<T>::take(vin).defensive() {
			let payer = registration.payer;
			let _ = registration.ticket.drop(&payer).defensive();
			Self::deposit_event(Event::RegistrationRolledBack { vehicle: vin, payer });
		}
	}

	fn pack(
		vin: Vin,
		owner: &T::AccountId,
		grantees: &[T::AccountId],
	) -> Result<Self::Dossier, DispatchError> {
		let vehicle = Self::load_owned(&vin, owner)?;
		Self::ensure_can(Action::Move, &vin)?;
		let registration = Registrations::<T>::get(vin).ok_or(Error::<T>::VehicleNotFound)?;
		let grants = Self::pack_grants(&vin, &vehicle, grantees)?;
		let history = (T::History::head(&vin), T::History::odometer(&vin));
		let list = Encumbrances::<T>::get(vin);
		let dossier = Dossier::new(&vehicle, registration, list, grants, history);
		Vehicles::<T>::insert(vin, Vehicle { presence: Presence::Leaving, ..vehicle });
		Self::deposit_event(Event::DepartureBegun { vehicle: vin, owner: owner.clone() });
		Ok(dossier)
	}

	fn owner_of(dossier: &Self::Dossier) -> &T::AccountId {
		&dossier.owner
	}

	fn unpack(vin: Vin, source: ChainId, dossier: Self::Dossier) -> DispatchResult {
		ensure!(dossier.is_sound(&vin), Error::<T>::DossierNotValid);
		let (access_epoch, number) = match Vehicles::<T>::get(vin) {
			None => (0, 0),
			Some(former) => {
				let is_away = matches!(former.presence, Presence::Away { .. });
				ensure!(is_away, Error::<T>::AlreadyExists);
				Self::ensure_follows(&vin, &former, &dossier)?;
				(former.access_epoch, former.arrivals)
			},
		};
		let arrivals = number.checked_add(1).ok_or(Error::<T>::TooManyTransfers)?;
		Self::put_registration(&vin, &dossier)?;
		Self::put_arrival(&vin, number, source, &dossier)?;
		let Dossier { owner, title_epoch, .. } = dossier;
		let vehicle = Vehicle {
			owner: owner.clone(),
			status: dossier.status,
			title_epoch,
			clone_suspected_since: dossier.clone_suspected_since,
			region: dossier.region,
			possessor: None,
			access_epoch,
			presence: Presence::Titled,
			arrivals,
		};
		Vehicles::<T>::insert(vin, vehicle);
		let list = (dossier.next_encumbrance, dossier.encumbrances);
		Self::put_encumbrances(&vin, &owner, list)?;
		Self::unpack_grants(&vin, &owner, dossier.grants, access_epoch)?;
		Self::deposit_event(Event::VehicleArrived { vehicle: vin, source, owner, title_epoch });
		Ok(())
	}

	fn stay(vin: Vin) {
		if Self::change_presence(vin, Presence::Leaving, Presence::Titled).is_some() {
			Self::deposit_event(Event::DepartureCancelled { vehicle: vin });
		}
	}

	fn depart(vin: Vin, target: ChainId) {
		let away = Presence::Away { chain: target };
		let Some(mut vehicle) = Self::change_presence(vin, Presence::Leaving, away) else {
			return;
		};
		// Grants end with the access epoch: there may be more than can be looked at.
		vehicle.access_epoch = vehicle.access_epoch.saturating_add(1);
		Vehicles::<T>::insert(vin, vehicle);
		TitleOffers::<T>::remove(vin);
		for key in VehicleDevices::<T>::get(vin) {
			let _ = Self::clear_device(&key).defensive();
		}
		Encumbrances::<T>::mutate(vin, |list| {
			for item in core::mem::take(&mut list.items) {
				let _ = item.ticket.drop(&item.created_by).defensive();
			}
		});
		Self::deposit_event(Event::VehicleDeparted { vehicle: vin, target });
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_full(vin: &Vin, owner: &T::AccountId, grantees: &[T::AccountId]) {
		crate::benchmarking::register_full::<T>(vin, owner, grantees);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_provisional(vin: &Vin, owner: &T::AccountId) {
		crate::benchmarking::put_registered::<T>(vin, owner);
		let provisional = |vehicle: &mut Vehicle<_>| vehicle.presence = Presence::Provisional;
		Vehicles::<T>::mutate_extant(vin, provisional);
	}
}

impl<T: Config> Pallet<T> {
	/// The car after its presence has changed from `from` to `to`; `None` if it was another.
	fn change_presence(vin: Vin, from: Presence, to: Presence) -> Option<Vehicle<T::AccountId>> {
		let vehicle = Vehicles::<T>::get(vin).filter(|vehicle| vehicle.presence == from)?;
		let vehicle = Vehicle { presence: to, ..vehicle };
		Vehicles::<T>::insert(vin, vehicle.clone());
		Some(vehicle)
	}

	/// The grants to these, each of which must hold; who is named twice has one.
	fn pack_grants(
		vin: &Vin,
		vehicle: &Vehicle<T::AccountId>,
		grantees: &[T::AccountId],
	) -> Result<MovedGrantsOf<T>, Error<T>> {
		let mut moved = MovedGrantsOf::<T>::new();
		for grantee in grantees {
			if moved.iter().any(|grant| grant.grantee == *grantee) {
				continue;
			}
			let grant = Grants::<T>::get(vin, grantee)
				.filter(|grant| grant.is_valid(vehicle.access_epoch, T::Time::now()))
				.ok_or(Error::GrantNotFound)?;
			let grant = MovedGrant::new(grantee.clone(), &grant);
			moved.try_push(grant).map_err(|_| Error::TooManyGrants)?;
		}
		Ok(moved)
	}

	/// Checks that what comes back can have become of a car that went from here: nothing is undone that was done here.
	fn ensure_follows(
		vin: &Vin,
		former: &Vehicle<T::AccountId>,
		dossier: &Dossier<T::AccountId>,
	) -> Result<(), Error<T>> {
		let has_passed = former.title_epoch < dossier.title_epoch;
		let is_same = former.title_epoch == dossier.title_epoch && former.owner == dossier.owner;
		let is_counted = Encumbrances::<T>::get(vin).next_id <= dossier.next_encumbrance;
		ensure!((has_passed || is_same) && is_counted, Error::DossierNotValid);
		Ok(())
	}

	/// Stores what was stated of the car when it came onto its first ledger, unless that is here; the owner pays.
	fn put_registration(vin: &Vin, dossier: &Dossier<T::AccountId>) -> DispatchResult {
		if Registrations::<T>::contains_key(vin) {
			return Ok(());
		}
		let registration = Registration {
			registered_by: dossier.registered_by.clone(),
			role: dossier.role,
			registered_at: dossier.registered_at,
			description: dossier.description.clone(),
			payer: dossier.owner.clone(),
			ticket: Self::vehicle_ticket(&dossier.owner)?,
		};
		Registrations::<T>::insert(vin, registration);
		Ok(())
	}

	/// Stores how the car came here, and the title that it came with, unless that began here; the owner pays.
	fn put_arrival(
		vin: &Vin,
		number: u32,
		source: ChainId,
		dossier: &Dossier<T::AccountId>,
	) -> DispatchResult {
		let (payer, title_epoch) = (dossier.owner.clone(), dossier.title_epoch);
		let footprint = Footprint::from_mel::<ArrivalFootprint<T>>();
		let ticket = T::TitleConsideration::new(&payer, footprint)?;
		let arrived_at = T::Time::now();
		let (head, odometer) = (dossier.head, dossier.odometer);
		let info = ArrivalInfo { source, arrived_at, title_epoch, head, odometer };
		if !Titles::<T>::contains_key(vin, title_epoch) {
			let title = Title { owner: payer.clone(), since: arrived_at, ticket: None };
			Titles::<T>::insert(vin, title_epoch, title);
		}
		Arrivals::<T>::insert(vin, number, Arrival { info, payer, ticket });
		Ok(())
	}

	/// Stores the liens and locks that came with the car; the owner pays.
	fn put_encumbrances(
		vin: &Vin,
		owner: &T::AccountId,
		(next_id, moved): (
			u32,
			BoundedVec<MovedEncumbrance<T::AccountId>, ConstU32<{ crate::MAX_ENCUMBRANCES }>>,
		),
	) -> DispatchResult {
		if next_id == 0 {
			return Ok(());
		}
		let mut list = EncumbranceList { next_id, items: BoundedVec::new() };
		for item in moved {
			let item = Encumbrance {
				id: item.id,
				kind: item.kind,
				holder: item.holder,
				reference: item.reference,
				created_at: item.created_at,
				created_by: owner.clone(),
				role: item.role,
				is_tied: false,
				ticket: Self::encumbrance_ticket(owner)?,
			};
			list.items.try_push(item).map_err(|_| Error::<T>::TooManyEncumbrances)?;
		}
		Encumbrances::<T>::insert(vin, list);
		Ok(())
	}

	/// Stores the grants that came with the car and have not expired on the way; the owner pays.
	fn unpack_grants(
		vin: &Vin,
		owner: &T::AccountId,
		moved: MovedGrantsOf<T>,
		access_epoch: u32,
	) -> DispatchResult {
		let now = T::Time::now();
		for grant in moved.into_iter().filter(|grant| grant.expires_at.is_none_or(|end| now < end))
		{
			let terms = (grant.kind, grant.classes, grant.expires_at);
			Self::put_grant(vin, owner.clone(), &grant.grantee, terms, access_epoch)?;
		}
		Ok(())
	}
}
