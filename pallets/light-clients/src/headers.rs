//! The queue of the headers that are kept of a chain, and who is trusted to add to it.

use crate::{
	pallet::*, rules, Chain, ChainInfo, Config, Halt, HaltReason, Header, HeaderInfo, KeptHeader,
	Name, Pallet, SetChange,
};
use carx_primitives::{ChainId, Digest};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_consensus_grandpa::SetId;

/// What governance trusts of a chain without proof.
pub(crate) struct Trust<T: Config> {
	pub header: Header,
	pub authorities: AuthoritiesOf<T>,
	pub set_id: SetId,
}

impl<T: Config> Trust<T> {
	/// The hash of the header, if what governance says can be, as far as one can see from here.
	fn check(&self, chain: &ChainId) -> Result<Digest, Error<T>> {
		let is_small = rules::is_small(&self.header, T::MaxHeaderSize::get());
		ensure!(is_small, Error::<T>::HeaderTooLarge);
		let voters = rules::voters(&self.authorities, self.set_id);
		ensure!(voters.is_some(), Error::<T>::AuthoritiesNotValid);
		let hash = self.header.hash().0;
		let is_of_chain = self.header.number != 0 || hash == chain.0;
		ensure!(is_of_chain, Error::<T>::TrustNotConsistent);
		if let SetChange::Scheduled(change) = SetChange::of(&self.header.digest) {
			let is_next = change.delay == 0 && change.next_authorities == *self.authorities;
			ensure!(is_next, Error::<T>::TrustNotConsistent);
		}
		Ok(hash)
	}
}

impl<T: Config> Pallet<T> {
	/// Starts to follow a chain.
	pub(crate) fn register(chain: ChainId, name: Name, trust: Trust<T>) -> DispatchResult {
		ensure!(chain != T::LocalChain::get(), Error::<T>::LocalChain);
		ensure!(!Chains::<T>::contains_key(chain), Error::<T>::AlreadyExists);
		ensure!(Chains::<T>::count() < T::MaxChains::get(), Error::<T>::TooManyChains);
		let hash = trust.check(&chain)?;
		let (number, set_id) = (trust.header.number, trust.set_id);
		Self::start(chain, name.clone(), hash, trust);
		Self::deposit_event(Event::ChainRegistered { chain, name, number, hash, set_id });
		Ok(())
	}

	/// Follows a chain from another header. Returns how many were forgotten.
	pub(crate) fn trust(chain: ChainId, trust: Trust<T>) -> Result<u32, Error<T>> {
		let known = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		let (number, set_id) = (trust.header.number, trust.set_id);
		ensure!(known.halt.is_some() || number >= known.best, Error::<T>::OldHeader);
		let hash = trust.check(&chain)?;
		Self::forget(&chain, &known);
		Self::start(chain, known.name, hash, trust);
		Self::deposit_event(Event::ChainTrustedAnew { chain, number, hash, set_id });
		Ok(known.kept)
	}

	/// Follows a halted chain no more. Returns how many headers were forgotten.
	pub(crate) fn remove(chain: ChainId) -> Result<u32, Error<T>> {
		let known = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		ensure!(known.halt.is_some(), Error::<T>::NotHalted);
		Self::forget(&chain, &known);
		Chains::<T>::remove(chain);
		Conflicts::<T>::remove(chain);
		Self::deposit_event(Event::ChainRemoved { chain });
		Ok(known.kept)
	}

	/// Writes what is trusted of a chain of which nothing is kept.
	pub(crate) fn start(chain: ChainId, name: Name, hash: Digest, trust: Trust<T>) {
		let Trust { header, authorities, set_id } = trust;
		let number = header.number;
		let state_root = header.state_root.0;
		let kept = KeptHeader { hash, state_root, set_id: None, newer: None };
		Headers::<T>::insert(chain, number, kept);
		AuthoritySets::<T>::insert(chain, set_id, authorities);
		let (trusted, best, oldest) = (number, number, number);
		let state = Chain { name, set_id, trusted, best, oldest, kept: 1, halt: None };
		Chains::<T>::insert(chain, state);
	}

	/// Removes all headers and sets of a chain.
	fn forget(chain: &ChainId, known: &ChainOf<T>) {
		// Nobody goes on where this ends: there are exactly so many headers, and two sets.
		let _ = Headers::<T>::clear_prefix(chain, known.kept, None);
		AuthoritySets::<T>::remove(chain, known.set_id);
		if let Some(before) = known.set_id.checked_sub(1) {
			AuthoritySets::<T>::remove(chain, before);
		}
	}

	/// Puts a header at the end of the queue; if that is full, its oldest goes.
	pub(crate) fn keep(chain: &ChainId, state: &mut ChainOf<T>, number: u32, header: KeptHeader) {
		Headers::<T>::mutate(chain, state.best, |best| {
			if let Some(best) = best {
				best.newer = Some(number);
			}
		});
		Headers::<T>::insert(chain, number, header);
		state.best = number;
		if state.kept < T::HeadersToKeep::get() {
			state.kept = state.kept.saturating_add(1);
		} else {
			let oldest = Headers::<T>::take(chain, state.oldest);
			state.oldest = oldest.and_then(|header| header.newer).unwrap_or(number);
		}
	}

	/// Believes nothing of a chain from now on.
	pub(crate) fn stop(chain: ChainId, state: &mut ChainOf<T>, reason: HaltReason) {
		let since = frame_system::Pallet::<T>::block_number();
		state.halt = Some(Halt { reason, since });
		Self::deposit_event(Event::ChainHalted { chain, reason });
	}

	/// A chain that is not halted, halted by the risk committee.
	pub(crate) fn halt(chain: ChainId) -> DispatchResult {
		let mut state = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		ensure!(state.halt.is_none(), Error::<T>::ChainHalted);
		Self::stop(chain, &mut state, HaltReason::Ordered);
		Chains::<T>::insert(chain, state);
		Ok(())
	}

	/// A chain that the risk committee halted, followed again.
	pub(crate) fn resume(chain: ChainId) -> DispatchResult {
		let mut state = Chains::<T>::get(chain).ok_or(Error::<T>::ChainNotFound)?;
		ensure!(state.halt.is_some(), Error::<T>::NotHalted);
		ensure!(!state.is_distrusted(), Error::<T>::NotResumable);
		state.halt = None;
		Chains::<T>::insert(chain, state);
		Self::deposit_event(Event::ChainResumed { chain });
		Ok(())
	}

	/// A header that is kept, as clients read it.
	pub(crate) fn header_info(chain: &ChainId, number: u32) -> Option<HeaderInfo> {
		let KeptHeader { hash, state_root, set_id, .. } = Headers::<T>::get(chain, number)?;
		Some(HeaderInfo { number, hash, state_root, set_id })
	}

	/// A chain, as clients read it.
	pub(crate) fn info(id: ChainId, state: ChainOf<T>) -> Option<ChainInfo<BlockNumberFor<T>>> {
		let Chain { name, set_id, best, oldest, kept, halt, .. } = state;
		let authorities = rules::count(AuthoritySets::<T>::decode_len(id, set_id)?);
		let best = Self::header_info(&id, best)?;
		Some(ChainInfo { id, name, set_id, authorities, best, oldest, kept, halt })
	}
}
