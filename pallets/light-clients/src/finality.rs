//! When a header of another chain is believed.

use crate::{
	pallet::*, rules, Config, FinalityProof, FreeCount, HaltReason, Justification, KeptHeader,
	Pallet, SetChange, WeightInfo,
};
use bp_header_chain::justification::{
	verify_justification, JustificationVerificationError as Refusal, PrecommitError,
};
use carx_primitives::{ChainId, Digest};
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, DispatchResultWithPostInfo, Pays},
	ensure,
	traits::Get,
	weights::Weight,
};
use sp_consensus_grandpa::ScheduledChange;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The most that a submission weighs. One vote more than there are: the signature of a vote that is refused is looked at twice.
	pub(crate) fn submission_weight(justification: &Justification) -> Weight {
		let (votes, ancestors) = rules::counts(justification);
		T::WeightInfo::submit_finality(votes.saturating_add(1), ancestors)
	}

	/// The most that a report weighs, in the same way.
	pub(crate) fn report_weight(proof: &FinalityProof, other: Option<&FinalityProof>) -> Weight {
		let (votes, ancestors) = rules::counts(&proof.justification);
		let (more_votes, more_ancestors) =
			other.map(|proof| rules::counts(&proof.justification)).unwrap_or_default();
		T::WeightInfo::report_conflict(
			votes.saturating_add(more_votes).saturating_add(1),
			ancestors.saturating_add(more_ancestors),
		)
	}

	/// Believes a header if it advances its chain and the votes for it are good.
	pub(crate) fn accept(
		chain: ChainId,
		by: T::AccountId,
		proof: FinalityProof,
	) -> DispatchResultWithPostInfo {
		let mut state = Self::admit(&chain, &proof).map_err(|error| DispatchErrorWithPostInfo {
			post_info: Some(T::WeightInfo::refuse_finality()).into(),
			error: error.into(),
		})?;
		let hash = proof.header.hash().0;
		Self::verify(&chain, hash, &proof)?;
		let FinalityProof { header, set_id, .. } = proof;
		let number = header.number;
		let advances = number.saturating_sub(state.best) >= T::FreeHeaderInterval::get();
		let change = match SetChange::of(&header.digest) {
			SetChange::None => None,
			SetChange::Scheduled(change) => Some(change),
			SetChange::Forced => {
				Self::stop(chain, &mut state, HaltReason::ForcedChange);
				Chains::<T>::insert(chain, state);
				return Ok(Pays::No.into());
			},
		};
		let is_useful = advances || change.is_some();
		let state_root = header.state_root.0;
		let kept = KeptHeader { hash, state_root, set_id: Some(set_id), newer: None };
		Self::keep(&chain, &mut state, number, kept);
		Self::deposit_event(Event::HeaderFinalized { chain, number, hash, by });
		if let Some(change) = change {
			Self::hand_over(chain, &mut state, change)?;
		}
		Chains::<T>::insert(chain, state);
		let pays_fee = if is_useful && Self::take_free() { Pays::No } else { Pays::Yes };
		Ok(pays_fee.into())
	}

	/// The chain of a submission that is worth looking at its votes.
	fn admit(chain: &ChainId, proof: &FinalityProof) -> Result<ChainOf<T>, Error<T>> {
		let state = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		ensure!(state.halt.is_none(), Error::<T>::ChainHalted);
		ensure!(proof.header.number > state.best, Error::<T>::OldHeader);
		ensure!(proof.set_id == state.set_id, Error::<T>::WrongSetId);
		Self::ensure_bounded(proof)?;
		Ok(state)
	}

	/// Whether a proof is no longer than an honest one can be.
	pub(crate) fn ensure_bounded(proof: &FinalityProof) -> Result<(), Error<T>> {
		let (votes, ancestors) = rules::counts(&proof.justification);
		ensure!(votes <= T::MaxAuthorities::get(), Error::<T>::TooManyVotes);
		ensure!(ancestors <= T::MaxAncestors::get(), Error::<T>::TooManyAncestors);
		let max = T::MaxHeaderSize::get();
		let is_small = rules::is_small(&proof.header, max)
			&& rules::has_small_ancestors(&proof.justification, max);
		ensure!(is_small, Error::<T>::HeaderTooLarge);
		Ok(())
	}

	/// Whether the set with the number in the proof finalised the header with this hash.
	pub(crate) fn verify(
		chain: &ChainId,
		hash: Digest,
		proof: &FinalityProof,
	) -> Result<(), Error<T>> {
		let FinalityProof { header, justification, set_id } = proof;
		let authorities = AuthoritySets::<T>::get(chain, set_id).ok_or(Error::<T>::WrongSetId)?;
		let (votes, _) = rules::counts(justification);
		ensure!(votes <= rules::count(authorities.len()), Error::<T>::TooManyVotes);
		let voters = rules::voters(&authorities, *set_id).ok_or(Error::<T>::AuthoritiesNotValid)?;
		verify_justification((hash.into(), header.number), &voters, justification)
			.map_err(Self::refused)
	}

	/// What is wrong with a justification.
	fn refused(refusal: Refusal) -> Error<T> {
		match refusal {
			Refusal::InvalidAuthorityList => Error::<T>::AuthoritiesNotValid,
			Refusal::InvalidJustificationTarget => Error::<T>::HeaderNotFinalized,
			Refusal::DuplicateVotesAncestries | Refusal::RedundantVotesAncestries => {
				Error::<T>::AncestorNotNeeded
			},
			Refusal::TooLowCumulativeWeight => Error::<T>::TooFewVotes,
			Refusal::Precommit(PrecommitError::RedundantAuthorityVote) => Error::<T>::VoteNotNeeded,
			Refusal::Precommit(PrecommitError::UnknownAuthorityVote) => Error::<T>::VoterNotInSet,
			Refusal::Precommit(PrecommitError::DuplicateAuthorityVote) => Error::<T>::VoteDoubled,
			Refusal::Precommit(PrecommitError::InvalidAuthoritySignature) => {
				Error::<T>::SignatureNotValid
			},
			Refusal::Precommit(PrecommitError::UnrelatedAncestryVote) => Error::<T>::VoteUnrelated,
		}
	}

	/// Passes finality to the next set. The one before is kept, for what it may be found to have signed.
	fn hand_over(
		chain: ChainId,
		state: &mut ChainOf<T>,
		change: ScheduledChange<u32>,
	) -> DispatchResult {
		ensure!(change.delay == 0, Error::<T>::ChangeDelayed);
		let authorities = AuthoritiesOf::<T>::try_from(change.next_authorities)
			.map_err(|_| Error::<T>::TooManyAuthorities)?;
		let set_id = state.set_id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let voters = rules::voters(&authorities, set_id);
		ensure!(voters.is_some(), Error::<T>::AuthoritiesNotValid);
		if let Some(outdated) = state.set_id.checked_sub(1) {
			AuthoritySets::<T>::remove(chain, outdated);
		}
		state.set_id = set_id;
		let authorities_count = rules::count(authorities.len());
		AuthoritySets::<T>::insert(chain, set_id, authorities);
		Self::deposit_event(Event::AuthoritiesChanged {
			chain,
			set_id,
			authorities: authorities_count,
		});
		Ok(())
	}

	/// Takes one of the free submissions of this block, if one is left.
	fn take_free() -> bool {
		let block = frame_system::Pallet::<T>::block_number();
		let last = FreeSubmissions::<T>::get();
		let taken = if last.block == block { last.count } else { 0 };
		if taken >= T::MaxFreePerBlock::get() {
			return false;
		}
		FreeSubmissions::<T>::put(FreeCount { block, count: taken.saturating_add(1) });
		true
	}
}
