//! When a session ends, and who validates in the next.

use crate::{pallet::*, rules::tolerated_failures, Config, Pallet, Standing};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	dispatch::DispatchClass,
	traits::{EstimateNextSessionRotation, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::{historical, Pallet as Session};
use sp_runtime::{
	traits::{Convert, One, Saturating},
	Permill,
};
use sp_staking::{offence::OffenceSeverity, SessionIndex};

/// Most roots of past sessions that are removed at the end of one, after the time of unbonding was shortened.
const MAX_PRUNED_ROOTS: SessionIndex = 8;

/// The full identification of a validator, for `pallet_session::historical`: nothing beside its account.
pub struct NoIdentification;

impl<AccountId> Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

fn count<A>(list: &[A]) -> u32 {
	u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
	/// The block in which the running session is over.
	pub(crate) fn end_of_session() -> BlockNumberFor<T> {
		let length = CurrentRules::<T>::get().session_length;
		SessionStart::<T>::get().saturating_add(length.into())
	}

	/// Notes the last session in which somebody need not be asked for a block: they authored one, or are not active before.
	fn note_session(who: &T::AccountId, session: SessionIndex) {
		let found = Validators::<T>::get(who);
		if let Some(validator) = found.filter(|validator| validator.last_authored < session) {
			let last_authored = session;
			Validators::<T>::insert(who, ValidatorOf::<T> { last_authored, ..validator });
		}
	}

	/// Who validates in session `index`; `None` if nothing changes from the session before it, which was queued last.
	fn plan(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		// The keys count too: a root of a session with a key that has changed would prove the old one.
		let next: Vec<_> = Validators::<T>::iter()
			.filter(|(_, validator)| validator.standing == Standing::Admitted)
			.filter_map(|(who, _)| Session::<T>::load_keys(&who).map(|keys| (who, keys)))
			.collect();
		let queued = pallet_session::QueuedKeys::<T>::get();
		// Without anybody the chain would end.
		if next.is_empty() || next == queued {
			return None;
		}
		// Nobody is queued before genesis, whose validators are active from session 0.
		if !queued.is_empty() {
			let known: BTreeSet<_> = queued.into_iter().map(|(who, _)| who).collect();
			for (who, _) in next.iter().filter(|(who, _)| !known.contains(who)) {
				Self::note_session(who, index);
			}
		}
		Some(next.into_iter().map(|(who, _)| who).collect())
	}

	/// Notes when a session begins. Who was banned after the set was queued is disabled in it: a new set makes the old list void.
	fn start() {
		SessionStart::<T>::put(frame_system::Pallet::<T>::block_number());
		for who in Session::<T>::validators() {
			let found = Validators::<T>::get(&who);
			if found.is_some_and(|validator| validator.standing == Standing::Banned) {
				Session::<T>::report_offence(who, OffenceSeverity::max_severity());
			}
		}
	}

	/// Drops the validators of a session that are idle, unless so many are that it is the network that has failed.
	fn drop_idle(index: SessionIndex) {
		let rules = CurrentRules::<T>::get();
		let active = Session::<T>::validators();
		let size = count(&active);
		let is_idle = |who: &T::AccountId| {
			Validators::<T>::get(who).filter(|validator| {
				let silent = index.saturating_sub(validator.last_authored);
				validator.standing == Standing::Admitted && rules.is_idle(silent, size)
			})
		};
		let idle: Vec<_> = active
			.into_iter()
			.filter_map(|who| is_idle(&who).map(|validator| (who, validator)))
			.collect();
		if count(&idle) > tolerated_failures(size) {
			return;
		}
		for (who, validator) in idle {
			if AdmittedCount::<T>::get() <= rules.min_validators {
				return;
			}
			let last_authored = validator.last_authored;
			Self::change(&who, validator, Standing::Idle);
			Self::deposit_event(Event::ValidatorDropped { validator: who, last_authored });
		}
	}

	/// Removes the roots of sessions whose offences nobody can be punished for any more.
	fn prune_roots(index: SessionIndex) {
		let Some((first, _)) = historical::StoredRange::<T>::get() else { return };
		let oldest = index.saturating_sub(CurrentRules::<T>::get().unbonding);
		let up_to = oldest.min(first.saturating_add(MAX_PRUNED_ROOTS));
		if up_to > first {
			historical::Pallet::<T>::prune_up_to(up_to);
		}
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index)
	}

	fn start_session(_: SessionIndex) {
		Self::start();
	}

	fn end_session(index: SessionIndex) {
		Self::drop_idle(index);
		Self::prune_roots(index);
	}
}

impl<T: Config> historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Some(Self::plan(index)?.into_iter().map(|who| (who, ())).collect())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index);
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index);
	}
}

impl<T: Config> pallet_session::ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(now: BlockNumberFor<T>) -> bool {
		now >= Self::end_of_session()
	}
}

impl<T: Config> EstimateNextSessionRotation<BlockNumberFor<T>> for Pallet<T> {
	fn average_session_length() -> BlockNumberFor<T> {
		CurrentRules::<T>::get().session_length.into()
	}

	fn estimate_current_session_progress(now: BlockNumberFor<T>) -> (Option<Permill>, Weight) {
		// The block counts as over: the last one of a session is at 100 %.
		let passed = now.saturating_sub(SessionStart::<T>::get()).saturating_add(One::one());
		let length = <Self as EstimateNextSessionRotation<_>>::average_session_length();
		(Some(Permill::from_rational(passed, length)), T::DbWeight::get().reads(2))
	}

	fn estimate_next_session_rotation(
		now: BlockNumberFor<T>,
	) -> (Option<BlockNumberFor<T>>, Weight) {
		let next = Self::end_of_session().max(now.saturating_add(One::one()));
		(Some(next), T::DbWeight::get().reads(2))
	}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		Self::note_session(&author, Session::<T>::current_index());
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<<T as Config>::WeightInfo as crate::WeightInfo>::note_author(),
			DispatchClass::Mandatory,
		);
	}
}
