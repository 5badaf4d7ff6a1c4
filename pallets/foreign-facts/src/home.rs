//! On a car's home chain: what its owner allows other chains to say of it, and what follows when they do.

use crate::{
	pallet::*, Config, ForeignLien, ForeignLienInfo, ForeignLienStage, ForeignRecords,
	ForeignRecordsInfo, HeadReport, Pallet,
};
use alloc::vec::Vec;
use carx_primitives::{ChainId, Digest, EncumbranceKind, Moment, RecordHead, VehicleTitles, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

/// What an entry stores. The VIN is that of a list which holds others, or none.
type LienFootprint<T> = (Vin, ForeignLienOf<T>);
type RecordsFootprint<T> = (Vin, ForeignRecordsOf<T>);

impl<T: Config> Pallet<T> {
	/// The owner of a car that is at home here.
	fn owner(vin: &Vin) -> Result<T::AccountId, Error<T>> {
		T::Titles::owner(vin).ok_or(Error::VehicleNotHere)
	}

	fn ensure_owner(vin: &Vin, who: &T::AccountId) -> DispatchResult {
		ensure!(Self::owner(vin)? == *who, Error::<T>::NotOwner);
		Ok(())
	}

	/// Checks that nothing stands in the way of what the owner does by consenting to such a lien.
	fn ensure_can_consent(kind: EncumbranceKind, vin: &Vin) -> DispatchResult {
		let blockers = T::Titles::blockers(kind.created_by(), vin);
		ensure!(blockers.is_empty(), Error::<T>::VehicleBlocked);
		Ok(())
	}

	/// Whether the title is where it was when the lien was permitted. A chain that had the car meanwhile counts the epochs too, so the owner
	/// is compared as well.
	fn is_same_title(vin: &Vin, lien: &ForeignLienOf<T>, title_epoch: u32) -> bool {
		T::Titles::epoch(vin) == Some(title_epoch)
			&& T::Titles::owner(vin).as_ref() == Some(&lien.allowed_by)
	}

	/// Whether a permission holds now, or a lien is in force here. A chain that had the car meanwhile can have brought another lien under the
	/// same number, which is none of this entry's.
	pub(crate) fn is_valid(vin: &Vin, lien: &ForeignLienOf<T>) -> bool {
		match lien.stage {
			ForeignLienStage::Allowed { expires_at, title_epoch } => {
				Self::is_same_title(vin, lien, title_epoch) && T::Time::now() < expires_at
			},
			ForeignLienStage::Entered { encumbrance } => {
				let is_it = |terms| lien.has(&terms);
				let is_here = T::Titles::owner(vin).is_some();
				is_here && T::Titles::encumbrance(vin, encumbrance).is_some_and(is_it)
			},
		}
	}

	/// Changes the permissions and foreign liens of a car.
	fn change_liens<R>(
		vin: Vin,
		change: impl FnOnce(&mut ForeignLiensOf<T>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		ForeignLiens::<T>::try_mutate_exists(vin, |stored| {
			let mut list = stored.take().unwrap_or_default();
			let result = change(&mut list)?;
			*stored = Some(list).filter(|list| !list.is_empty());
			Ok(result)
		})
	}

	/// The same for the chains whose records are followed.
	fn change_followed<R>(
		vin: Vin,
		change: impl FnOnce(&mut FollowedOf<T>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		FollowedRecords::<T>::try_mutate_exists(vin, |stored| {
			let mut list = stored.take().unwrap_or_default();
			let result = change(&mut list)?;
			*stored = Some(list).filter(|list| !list.is_empty());
			Ok(result)
		})
	}

	/// Stores the owner's permission to enter one lien.
	pub(crate) fn allow(
		owner: T::AccountId,
		vin: Vin,
		chain: ChainId,
		holder: T::AccountId,
		kind: EncumbranceKind,
		reference: Digest,
		expires_at: Moment,
	) -> DispatchResult {
		Self::ensure_owner(&vin, &owner)?;
		ensure!(kind.holder_role().is_some(), Error::<T>::KindNotAllowed);
		ensure!(T::Time::now() < expires_at, Error::<T>::Expired);
		Self::ensure_can_consent(kind, &vin)?;
		let title_epoch = T::Titles::epoch(&vin).ok_or(Error::<T>::VehicleNotHere)?;
		Self::change_liens(vin, |list| {
			let is_taken = list.iter().any(|it| it.is(&chain, &holder, &reference));
			ensure!(!is_taken, Error::<T>::AlreadyExists);
			ensure!(!list.is_full(), Error::<T>::TooManyForeignLiens);
			let ticket =
				T::LienConsideration::new(&owner, Footprint::from_mel::<LienFootprint<T>>())?;
			let lien = ForeignLien {
				chain,
				holder: holder.clone(),
				kind,
				reference,
				allowed_by: owner.clone(),
				stage: ForeignLienStage::Allowed { expires_at, title_epoch },
				ticket,
			};
			list.try_push(lien).map_err(|_| Error::<T>::TooManyForeignLiens)?;
			let by = owner;
			let event =
				Event::LienAllowed { vehicle: vin, chain, holder, kind, reference, expires_at, by };
			Self::deposit_event(event);
			Ok(())
		})
	}

	/// Removes the entry of a car that is known by `chain`, `holder` and `reference`, if it is at the stage that is meant and `check` has
	/// nothing against it, and releases its deposit.
	fn remove_lien(
		vin: Vin,
		(chain, holder, reference): (&ChainId, &T::AccountId, &Digest),
		is_meant: impl Fn(&ForeignLienOf<T>) -> bool,
		not_found: Error<T>,
		check: impl FnOnce(&ForeignLienOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Self::change_liens(vin, |list| {
			let is_it = |it: &ForeignLienOf<T>| it.is(chain, holder, reference) && is_meant(it);
			let position = list.iter().position(is_it).ok_or(not_found)?;
			let lien = list.remove(position);
			check(&lien)?;
			lien.ticket.drop(&lien.allowed_by)
		})
	}

	/// Ends a permission on the wish of who gave it, or because it no longer holds.
	pub(crate) fn withdraw(
		by: T::AccountId,
		vin: Vin,
		chain: ChainId,
		holder: T::AccountId,
		reference: Digest,
	) -> DispatchResult {
		let key = (&chain, &holder, &reference);
		let is_meant = |it: &ForeignLienOf<T>| it.encumbrance().is_none();
		Self::remove_lien(vin, key, is_meant, Error::PermissionNotFound, |lien| {
			let entitled = by == lien.allowed_by || !Self::is_valid(&vin, lien);
			ensure!(entitled, Error::<T>::NotAuthorized);
			Ok(())
		})?;
		let event = Event::PermissionWithdrawn { vehicle: vin, chain, holder, reference, by };
		Self::deposit_event(event);
		Ok(())
	}

	/// Forgets a lien that is no longer in force here.
	pub(crate) fn clear(
		by: T::AccountId,
		vin: Vin,
		chain: ChainId,
		holder: T::AccountId,
		reference: Digest,
	) -> DispatchResult {
		let key = (&chain, &holder, &reference);
		let is_meant = |it: &ForeignLienOf<T>| it.encumbrance().is_some();
		Self::remove_lien(vin, key, is_meant, Error::LienNotFound, |lien| {
			ensure!(!Self::is_valid(&vin, lien), Error::<T>::LienInForce);
			Ok(())
		})?;
		Self::deposit_event(Event::LienCleared { vehicle: vin, chain, holder, reference, by });
		Ok(())
	}

	/// Enters a lien that `chain` says `holder` has, if the owner permitted this very one.
	pub(crate) fn enter(
		chain: ChainId,
		holder: T::AccountId,
		vin: Vin,
		kind: EncumbranceKind,
		reference: Digest,
	) -> DispatchResult {
		let owner = Self::owner(&vin)?;
		Self::change_liens(vin, |list| {
			let lien = list
				.iter_mut()
				.find(|it| it.is(&chain, &holder, &reference) && it.kind == kind)
				.ok_or(Error::<T>::PermissionNotFound)?;
			let ForeignLienStage::Allowed { expires_at, title_epoch } = lien.stage else {
				return Err(Error::<T>::PermissionNotFound.into());
			};
			ensure!(Self::is_same_title(&vin, lien, title_epoch), Error::<T>::TitlePassed);
			ensure!(T::Time::now() < expires_at, Error::<T>::Expired);
			Self::ensure_can_consent(kind, &vin)?;
			let encumbrance = T::Titles::enter_lien(vin, kind, holder.clone(), reference, owner)
				.map_err(Into::<DispatchError>::into)?;
			lien.stage = ForeignLienStage::Entered { encumbrance };
			Self::deposit_event(Event::ForeignLienEntered {
				vehicle: vin,
				chain,
				holder,
				kind,
				reference,
				encumbrance,
			});
			Ok(())
		})
	}

	/// Releases a lien that `holder` had entered from `chain`. One that has ended before is no error.
	pub(crate) fn release(
		chain: ChainId,
		holder: T::AccountId,
		vin: Vin,
		reference: Digest,
	) -> DispatchResult {
		Self::owner(&vin)?;
		let key = (&chain, &holder, &reference);
		let is_meant = |it: &ForeignLienOf<T>| it.encumbrance().is_some();
		Self::remove_lien(vin, key, is_meant, Error::LienNotFound, |lien| {
			match lien.encumbrance().filter(|_| Self::is_valid(&vin, lien)) {
				Some(encumbrance) => T::Titles::release(vin, encumbrance).map_err(Into::into),
				None => Ok(()),
			}
		})?;
		Self::deposit_event(Event::ForeignLienReleased { vehicle: vin, chain, holder, reference });
		Ok(())
	}

	/// Stores the owner's wish to follow the records of a chain.
	pub(crate) fn follow(owner: T::AccountId, vin: Vin, chain: ChainId) -> DispatchResult {
		Self::ensure_owner(&vin, &owner)?;
		Self::change_followed(vin, |list| {
			let is_followed = list.iter().any(|it| it.chain == chain);
			ensure!(!is_followed, Error::<T>::AlreadyFollowed);
			ensure!(!list.is_full(), Error::<T>::TooManyFollowed);
			let footprint = Footprint::from_mel::<RecordsFootprint<T>>();
			let ticket = T::RecordsConsideration::new(&owner, footprint)?;
			let followed_by = owner.clone();
			list.try_push(ForeignRecords { chain, report: None, followed_by, ticket })
				.map_err(|_| Error::<T>::TooManyFollowed)?;
			Self::deposit_event(Event::RecordsFollowed { vehicle: vin, chain, by: owner });
			Ok(())
		})
	}

	/// Forgets the records of a chain.
	pub(crate) fn unfollow(by: T::AccountId, vin: Vin, chain: ChainId) -> DispatchResult {
		Self::change_followed(vin, |list| {
			let position = list.iter().position(|it| it.chain == chain);
			let followed = list.remove(position.ok_or(Error::<T>::NotFollowed)?);
			let disposes = T::Titles::owner(&vin).is_none_or(|owner| owner == by);
			ensure!(disposes || by == followed.followed_by, Error::<T>::NotAuthorized);
			followed.ticket.drop(&followed.followed_by)?;
			Self::deposit_event(Event::RecordsUnfollowed { vehicle: vin, chain, by });
			Ok(())
		})
	}

	/// Takes what the records of the car on `chain` come to, as that chain says.
	pub(crate) fn report(chain: ChainId, vin: Vin, head: RecordHead) -> DispatchResult {
		Self::owner(&vin)?;
		Self::change_followed(vin, |list| {
			let followed = list.iter_mut().find(|it| it.chain == chain);
			let followed = followed.ok_or(Error::<T>::NotFollowed)?;
			ensure!(head.count > followed.count(), Error::<T>::NothingNew);
			followed.report = Some(HeadReport { head, reported_at: T::Time::now() });
			Self::deposit_event(Event::ForeignRecordsReported { vehicle: vin, chain, head });
			Ok(())
		})
	}

	pub(crate) fn lien_infos(vin: &Vin) -> Vec<ForeignLienInfo<T::AccountId>> {
		let describe = |lien: ForeignLienOf<T>| ForeignLienInfo {
			is_valid: Self::is_valid(vin, &lien),
			chain: lien.chain,
			holder: lien.holder,
			kind: lien.kind,
			reference: lien.reference,
			allowed_by: lien.allowed_by,
			stage: lien.stage,
		};
		ForeignLiens::<T>::get(vin).into_iter().map(describe).collect()
	}

	pub(crate) fn records_infos(vin: &Vin) -> Vec<ForeignRecordsInfo<T::AccountId>> {
		let describe = |it: ForeignRecordsOf<T>| ForeignRecordsInfo {
			chain: it.chain,
			report: it.report,
			followed_by: it.followed_by,
		};
		FollowedRecords::<T>::get(vin).into_iter().map(describe).collect()
	}
}
