//! What becomes of a chain that finalised two headers of one height.

use crate::{pallet::*, Config, Conflict, ConflictingHeader, FinalityProof, HaltReason, Pallet};
use carx_primitives::ChainId;
use frame_support::{dispatch::DispatchResult, ensure};

impl<T: Config> Pallet<T> {
	/// Halts a chain that finalised two headers of one height.
	pub(crate) fn convict(
		chain: ChainId,
		reporter: T::AccountId,
		proof: FinalityProof,
		other: Option<FinalityProof>,
	) -> DispatchResult {
		let mut state = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		ensure!(!state.is_distrusted(), Error::<T>::ChainHalted);
		let number = proof.header.number;
		ensure!(number >= state.trusted, Error::<T>::AlreadyJudged);
		let first = match &other {
			Some(other) => {
				ensure!(other.header.number == number, Error::<T>::HeightsDiffer);
				Self::ensure_bounded(other)?;
				let hash = other.header.hash().0;
				ConflictingHeader { hash, set_id: Some(other.set_id) }
			},
			None => {
				let kept = Headers::<T>::get(chain, number).ok_or(Error::<T>::HeaderNotFound)?;
				ConflictingHeader { hash: kept.hash, set_id: kept.set_id }
			},
		};
		Self::ensure_bounded(&proof)?;
		let hash = proof.header.hash().0;
		let second = ConflictingHeader { hash, set_id: Some(proof.set_id) };
		ensure!(first.hash != second.hash, Error::<T>::NoConflict);
		Self::verify(&chain, second.hash, &proof)?;
		if let Some(other) = &other {
			Self::verify(&chain, first.hash, other)?;
		}
		let headers = [first, second];
		let reported_in = frame_system::Pallet::<T>::block_number();
		let by = reporter.clone();
		Conflicts::<T>::insert(chain, Conflict { number, headers, reporter, reported_in });
		Self::deposit_event(Event::ConflictReported { chain, number, headers, by });
		Self::stop(chain, &mut state, HaltReason::Conflict);
		Chains::<T>::insert(chain, state);
		Ok(())
	}
}
