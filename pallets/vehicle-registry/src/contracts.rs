//! What contracts over a car do to its title.

use crate::{pallet::*, Config, Encumbrance, Pallet, MAX_PLEDGES};
use alloc::vec::Vec;
use carx_primitives::{
	Accreditations, Action, Blocker, Digest, EncumbranceKind, EncumbranceTerms, Presence, Role,
	VehicleTitles, Vin,
};
use frame_support::{ensure, traits::Time};
use sp_runtime::DispatchError;

impl<T: Config> VehicleTitles<T::AccountId> for Pallet<T> {
	type Error = DispatchError;

	fn owner(vin: &Vin) -> Option<T::AccountId> {
		let vehicle = Vehicles::<T>::get(vin)?;
		matches!(vehicle.presence, Presence::Titled | Presence::Leaving).then_some(vehicle.owner)
	}

	fn epoch(vin: &Vin) -> Option<u32> {
		Some(Vehicles::<T>::get(vin)?.title_epoch)
	}

	fn blockers(action: Action, vin: &Vin) -> Vec<Blocker<T::AccountId>> {
		Self::can(action, *vin)
	}

	fn is_registrar(vin: &Vin, who: &T::AccountId) -> bool {
		Vehicles::<T>::get(vin).is_some_and(|vehicle| {
			T::Accreditations::acts_in(who, Role::Registrar, vehicle.region, T::Time::now())
		})
	}

	fn pass(vin: Vin, from: T::AccountId, to: T::AccountId) -> Result<(), DispatchError> {
		Self::pass_title(vin, from, to)
	}

	fn encumber(
		vin: Vin,
		kind: EncumbranceKind,
		holder: T::AccountId,
		reference: Digest,
		payer: T::AccountId,
	) -> Result<u32, DispatchError> {
		Self::load(&vin)?;
		let list = Encumbrances::<T>::get(vin);
		let has_room = kind == EncumbranceKind::Sale || list.pledges() < MAX_PLEDGES;
		ensure!(has_room, Error::<T>::TooManyPledges);
		Self::encumber(vin, kind, holder, reference, (payer, None, true))?;
		Ok(list.next_id)
	}

	fn enter_lien(
		vin: Vin,
		kind: EncumbranceKind,
		holder: T::AccountId,
		reference: Digest,
		payer: T::AccountId,
	) -> Result<u32, DispatchError> {
		let owner = Self::load(&vin)?.owner;
		let list = Encumbrances::<T>::get(vin);
		ensure!(list.pledges() < MAX_PLEDGES, Error::<T>::TooManyPledges);
		Self::end_offer(vin, owner);
		Self::encumber(vin, kind, holder, reference, (payer, None, false))?;
		Ok(list.next_id)
	}

	fn release(vin: Vin, id: u32) -> Result<(), DispatchError> {
		if <Self as VehicleTitles<_>>::is_encumbered(&vin, id) {
			Self::release(vin, id, None)?;
		}
		Ok(())
	}

	fn encumbrance(vin: &Vin, id: u32) -> Option<EncumbranceTerms<T::AccountId>> {
		let item = Encumbrances::<T>::get(vin).items.into_iter().find(|item| item.id == id)?;
		let Encumbrance { kind, holder, reference, .. } = item;
		Some(EncumbranceTerms { kind, holder, reference })
	}

	fn next_encumbrance(vin: &Vin) -> u32 {
		Encumbrances::<T>::get(vin).next_id
	}

	fn set_possessor(vin: Vin, possessor: Option<T::AccountId>) {
		Vehicles::<T>::mutate_extant(vin, |vehicle| {
			if vehicle.possessor != possessor {
				vehicle.possessor = possessor.clone();
				vehicle.access_epoch = vehicle.access_epoch.saturating_add(1);
				Self::deposit_event(Event::PossessionPassed { vehicle: vin, possessor });
			}
		});
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register(vin: &Vin, owner: &T::AccountId) {
		crate::benchmarking::register::<T>(vin, owner);
	}
}
