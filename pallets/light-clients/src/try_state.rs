//! What must hold after every block.

use crate::{pallet::*, rules, Config, HaltReason, Pallet};
use carx_primitives::ChainId;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::chains_are_counted()?;
		for (chain, state) in Chains::<T>::iter() {
			Self::headers_are_in_a_row(&chain, &state)?;
			Self::sets_are_valid(&chain, &state)?;
			Self::distrust_has_a_reason(&chain, &state)?;
		}
		Self::all_is_of_a_chain()?;
		Self::free_submissions_are_bounded()
	}

	fn chains_are_counted() -> Result<(), TryRuntimeError> {
		let chains = rules::count(Chains::<T>::iter_keys().count());
		ensure!(chains == Chains::<T>::count(), "the chains are counted wrongly");
		ensure!(chains <= T::MaxChains::get(), "there are too many chains");
		ensure!(!Chains::<T>::contains_key(T::LocalChain::get()), "the chain follows itself");
		Ok(())
	}

	fn headers_are_in_a_row(chain: &ChainId, state: &ChainOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(state.kept <= T::HeadersToKeep::get(), "too many headers are kept");
		let all = rules::count(Headers::<T>::iter_key_prefix(chain).count());
		ensure!(all == state.kept, "the headers are counted wrongly");
		ensure!(state.trusted <= state.oldest, "a header is from before what governance trusted");
		let (mut number, mut passed) = (state.oldest, 1u32);
		let mut header = Headers::<T>::get(chain, number).ok_or("the oldest header is missing")?;
		while let Some(newer) = header.newer {
			ensure!(newer > number, "a newer header has no higher number");
			header = Headers::<T>::get(chain, newer).ok_or("a header is missing")?;
			number = newer;
			passed = passed.saturating_add(1);
		}
		ensure!(number == state.best, "the newest header is not the best");
		ensure!(passed == state.kept, "a header is in no row");
		Ok(())
	}

	fn sets_are_valid(chain: &ChainId, state: &ChainOf<T>) -> Result<(), TryRuntimeError> {
		let has_set = AuthoritySets::<T>::contains_key(chain, state.set_id);
		ensure!(has_set, "a chain has no set");
		for (set_id, set) in AuthoritySets::<T>::iter_prefix(chain) {
			let is_recent = set_id == state.set_id || set_id.checked_add(1) == Some(state.set_id);
			ensure!(is_recent, "a set is outdated");
			ensure!(rules::voters(&set, set_id).is_some(), "a set is not valid");
		}
		Ok(())
	}

	fn distrust_has_a_reason(chain: &ChainId, state: &ChainOf<T>) -> Result<(), TryRuntimeError> {
		let Some(halt) = &state.halt else { return Ok(()) };
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(halt.since <= now, "a chain is halted in the future");
		if halt.reason == HaltReason::Conflict {
			let conflict = Conflicts::<T>::get(chain).ok_or("a conflict has no evidence")?;
			let [first, second] = conflict.headers;
			ensure!(first.hash != second.hash, "a conflict is none");
		}
		Ok(())
	}

	fn all_is_of_a_chain() -> Result<(), TryRuntimeError> {
		let headers = Headers::<T>::iter_keys().map(|(chain, _)| chain);
		let sets = AuthoritySets::<T>::iter_keys().map(|(chain, _)| chain);
		let mut chains = headers.chain(sets).chain(Conflicts::<T>::iter_keys());
		ensure!(chains.all(Chains::<T>::contains_key), "something is of no chain");
		Ok(())
	}

	fn free_submissions_are_bounded() -> Result<(), TryRuntimeError> {
		let free = FreeSubmissions::<T>::get();
		ensure!(free.count <= T::MaxFreePerBlock::get(), "too many submissions were free");
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(free.block <= now, "a submission was free in the future");
		Ok(())
	}
}
