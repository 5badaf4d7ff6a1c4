//! On the chain of a lien's holder: what they ask of a car's home chain, and what became of it.

use crate::{
	pallet::*, Config, LienElsewhere, LienElsewhereInfo, LienElsewhereStage, LienKey, Pallet,
	MAX_PAGE,
};
use alloc::vec::Vec;
use carx_primitives::{Accreditations, ConditionHistory, EncumbranceKind, RecordHead, Vin};
use frame_support::{
	ensure,
	storage::PrefixIterator,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::DispatchResult;

/// What a lien elsewhere stores.
type NoteFootprint<T> = (<T as frame_system::Config>::AccountId, LienKey, LienElsewhereOf<T>);

impl<T: Config> Pallet<T> {
	/// Notes that `holder` asks for a lien.
	pub(crate) fn ask_lien(
		holder: &T::AccountId,
		key: LienKey,
		kind: EncumbranceKind,
	) -> DispatchResult {
		let role = kind.holder_role().ok_or(Error::<T>::KindNotAllowed)?;
		let fits = T::Accreditations::acts_as(holder, role, T::Time::now());
		ensure!(fits, Error::<T>::HolderNotAccredited);
		let is_noted = LiensElsewhere::<T>::contains_key(holder, key);
		ensure!(!is_noted, Error::<T>::AlreadyExists);
		let footprint = Footprint::from_mel::<NoteFootprint<T>>();
		let ticket = T::NoteConsideration::new(holder, footprint)?;
		let stage = LienElsewhereStage::Asked;
		LiensElsewhere::<T>::insert(holder, key, LienElsewhere { kind, stage, ticket });
		Self::note_change(holder, key, None, Some(stage));
		Ok(())
	}

	/// Notes that `holder` asks to release a lien. Whoever has lost the accreditation has to be able to.
	pub(crate) fn ask_release(holder: &T::AccountId, key: LienKey) -> DispatchResult {
		Self::load_idle(holder, &key)?;
		Self::move_on(holder, key, LienElsewhereStage::Releasing);
		Ok(())
	}

	/// Checks that the records of a car come to this here, now.
	pub(crate) fn check_head(vin: &Vin, head: &RecordHead) -> DispatchResult {
		ensure!(T::History::head(vin) == *head, Error::<T>::HeadNotCurrent);
		Ok(())
	}

	/// Learns what became of the message that asked for a lien.
	pub(crate) fn close_lien(holder: &T::AccountId, key: LienKey, done: bool) -> DispatchResult {
		match done {
			true => {
				Self::move_on(holder, key, LienElsewhereStage::Entered);
				Ok(())
			},
			false => Self::remove_note(holder, key),
		}
	}

	/// Learns what became of the message that released a lien.
	pub(crate) fn close_release(holder: &T::AccountId, key: LienKey, done: bool) -> DispatchResult {
		match done {
			true => Self::remove_note(holder, key),
			false => {
				Self::move_on(holder, key, LienElsewhereStage::Entered);
				Ok(())
			},
		}
	}

	/// Forgets a lien on the wish of its holder.
	pub(crate) fn forget(holder: &T::AccountId, key: LienKey) -> DispatchResult {
		Self::load_idle(holder, &key)?;
		Self::remove_note(holder, key)
	}

	/// A lien that was entered, about which no message is on its way.
	fn load_idle(holder: &T::AccountId, key: &LienKey) -> Result<LienElsewhereOf<T>, Error<T>> {
		let lien = LiensElsewhere::<T>::get(holder, key).ok_or(Error::LienNotFound)?;
		ensure!(lien.stage == LienElsewhereStage::Entered, Error::MessageUnderWay);
		Ok(lien)
	}

	fn move_on(holder: &T::AccountId, key: LienKey, to: LienElsewhereStage) {
		LiensElsewhere::<T>::mutate(holder, key, |lien| {
			if let Some(lien) = lien {
				let from = core::mem::replace(&mut lien.stage, to);
				Self::note_change(holder, key, Some(from), Some(to));
			}
		});
	}

	/// One that is not there is no error: a message must be able to end.
	fn remove_note(holder: &T::AccountId, key: LienKey) -> DispatchResult {
		if let Some(lien) = LiensElsewhere::<T>::take(holder, key) {
			lien.ticket.drop(holder)?;
			Self::note_change(holder, key, Some(lien.stage), None);
		}
		Ok(())
	}

	fn note_change(
		holder: &T::AccountId,
		key: LienKey,
		from: Option<LienElsewhereStage>,
		to: Option<LienElsewhereStage>,
	) {
		let LienKey { home, vin, reference } = key;
		let holder = holder.clone();
		let event = Event::LienElsewhereChanged { vehicle: vin, holder, home, reference, from, to };
		Self::deposit_event(event);
	}

	/// One page of the liens elsewhere of `holder`, after the one with this key.
	pub(crate) fn page(
		holder: &T::AccountId,
		after: Option<LienKey>,
		limit: u32,
	) -> Vec<LienElsewhereInfo> {
		let stored: PrefixIterator<_> = match after {
			Some(key) => LiensElsewhere::<T>::iter_prefix_from(
				holder,
				LiensElsewhere::<T>::hashed_key_for(holder, key),
			),
			None => LiensElsewhere::<T>::iter_prefix(holder),
		};
		stored
			.take(limit.min(MAX_PAGE) as usize)
			.map(|(key, LienElsewhere { kind, stage, .. })| LienElsewhereInfo { key, kind, stage })
			.collect()
	}
}
