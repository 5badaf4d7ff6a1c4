//! What must hold after every block.

use crate::{pallet::*, Config, ForeignLienStage, Pallet};
use alloc::collections::BTreeSet;
use carx_primitives::{VehicleTitles, Vin};
use codec::Encode;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (vin, list) in ForeignLiens::<T>::iter() {
			Self::foreign_liens_are_distinct(&list)?;
			Self::foreign_liens_were_entered(&vin, &list)?;
		}
		Self::followed_chains_are_distinct()?;
		Self::liens_elsewhere_can_be_asked_for()
	}

	fn foreign_liens_are_distinct(list: &ForeignLiensOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(!list.is_empty(), "a list of foreign liens is empty");
		let (mut keys, mut numbers) = (BTreeSet::new(), BTreeSet::new());
		for lien in list {
			let key = (&lien.chain, &lien.holder, &lien.reference).encode();
			ensure!(keys.insert(key), "two foreign liens of a car have one key");
			let is_new = lien.encumbrance().is_none_or(|number| numbers.insert(number));
			ensure!(is_new, "two foreign liens of a car are one encumbrance");
			let by_consent = lien.kind.holder_role().is_some();
			ensure!(by_consent, "a foreign lien is of a kind that nobody can consent to");
		}
		Ok(())
	}

	/// A car that is not at home here counts its titles and liens elsewhere.
	fn foreign_liens_were_entered(
		vin: &Vin,
		list: &ForeignLiensOf<T>,
	) -> Result<(), TryRuntimeError> {
		if T::Titles::owner(vin).is_none() {
			return Ok(());
		}
		let epoch = T::Titles::epoch(vin).unwrap_or_default();
		for lien in list {
			let exists = match lien.stage {
				ForeignLienStage::Allowed { title_epoch, .. } => title_epoch <= epoch,
				ForeignLienStage::Entered { encumbrance } => {
					encumbrance < T::Titles::next_encumbrance(vin)
				},
			};
			ensure!(exists, "a foreign lien names a title or an encumbrance that there never was");
		}
		Ok(())
	}

	fn followed_chains_are_distinct() -> Result<(), TryRuntimeError> {
		for list in FollowedRecords::<T>::iter_values() {
			ensure!(!list.is_empty(), "a list of followed chains is empty");
			let mut chains = BTreeSet::new();
			for followed in list {
				ensure!(chains.insert(followed.chain), "a chain is followed twice");
				let says_something = followed.report.is_none() || followed.count() > 0;
				ensure!(says_something, "a report is of no records");
			}
		}
		Ok(())
	}

	fn liens_elsewhere_can_be_asked_for() -> Result<(), TryRuntimeError> {
		for lien in LiensElsewhere::<T>::iter_values() {
			let by_consent = lien.kind.holder_role().is_some();
			ensure!(by_consent, "a lien elsewhere is of a kind that nobody can consent to");
		}
		Ok(())
	}
}
