//! Ties between participants: the way of one through proposal, force and end, and the indices that answer for them.

use crate::{
	pallet::*, Config, Error, Pallet, Relation, RelationInfo, RelationKey, RelationKind,
	RelationPage, Term,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	storage::PrefixIterator,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::{traits::SaturatedConversion, DispatchError, DispatchResult};

/// What a relation stores: itself, the way to it from the other side, and the count of its pair.
pub(crate) type RelationFootprint<T> = (
	(AccountIdOf<T>, AccountIdOf<T>, RelationKind, RelationOf<T>),
	(AccountIdOf<T>, AccountIdOf<T>, RelationKind),
	(AccountIdOf<T>, AccountIdOf<T>, u32),
);

type KeyOf<T> = RelationKey<AccountIdOf<T>>;

impl<T: Config> Pallet<T> {
	/// Stores a proposal. One that renews a relation which has ended keeps its record and its deposit.
	pub(crate) fn store_proposal(key: &KeyOf<T>) -> DispatchResult {
		let RelationKey { from, to, kind } = key;
		let proposed_at = Some(T::Time::now());
		let relation = match Relations::<T>::get(from, (to, kind)) {
			Some(former) => {
				ensure!(former.is_over(), Error::<T>::RelationExists);
				Relation { proposed_at, ..former }
			},
			None => {
				let footprint = Footprint::from_mel::<RelationFootprint<T>>();
				let ticket = T::RelationConsideration::new(from, footprint)?;
				RelationsTo::<T>::insert(to, (from, kind), ());
				Relation { proposed_at, term: None, ticket }
			},
		};
		Relations::<T>::insert(from, (to, kind), relation);
		Self::count_relation(from)
	}

	/// Brings a proposed relation into force.
	pub(crate) fn bring_into_force(key: &KeyOf<T>) -> DispatchResult {
		let RelationKey { from, to, kind } = key;
		let mut relation = Self::proposed(key)?;
		relation.proposed_at = None;
		relation.term = Some(Term { since: T::Time::now(), ended_at: None });
		Relations::<T>::insert(from, (to, kind), relation);
		// One for each kind and direction at most.
		RelatedPairs::<T>::mutate(Self::pair(from, to), |in_force| {
			*in_force = Some(in_force.unwrap_or_default().saturating_add(1));
		});
		Self::count_relation(to)
	}

	/// Takes a proposal back. The record of a relation that it would have renewed stays; else nothing does, and the deposit is given back.
	pub(crate) fn drop_proposal(key: &KeyOf<T>) -> DispatchResult {
		let RelationKey { from, to, kind } = key;
		let relation = Self::proposed(key)?;
		Self::uncount_relation(from);
		if relation.term.is_some() {
			Relations::<T>::insert(from, (to, kind), Relation { proposed_at: None, ..relation });
			return Ok(());
		}
		Relations::<T>::remove(from, (to, kind));
		RelationsTo::<T>::remove(to, (from, kind));
		relation.ticket.drop(from)
	}

	/// Ends a relation that is in force and keeps the record of it.
	pub(crate) fn end_term(key: &KeyOf<T>) -> DispatchResult {
		let RelationKey { from, to, kind } = key;
		Relations::<T>::try_mutate(from, (to, kind), |stored| -> DispatchResult {
			let relation = stored.as_mut().ok_or(Error::<T>::RelationNotFound)?;
			let term = relation.term.as_mut().filter(|term| term.ended_at.is_none());
			term.ok_or(Error::<T>::RelationNotInForce)?.ended_at = Some(T::Time::now());
			Ok(())
		})?;
		RelatedPairs::<T>::mutate_exists(Self::pair(from, to), |in_force| {
			*in_force = in_force.and_then(|number| number.checked_sub(1)).filter(|left| *left > 0);
		});
		Self::uncount_relation(from);
		Self::uncount_relation(to);
		Ok(())
	}

	/// The two in the order of their accounts: the key of what is the same from either side.
	pub(crate) fn pair(one: &T::AccountId, other: &T::AccountId) -> (T::AccountId, T::AccountId) {
		let (first, second) = if one <= other { (one, other) } else { (other, one) };
		(first.clone(), second.clone())
	}

	/// Up to `limit` relations of `who` behind `after`.
	pub(crate) fn relations_behind(
		who: &T::AccountId,
		after: Option<KeyOf<T>>,
		limit: u32,
	) -> RelationPage<T::AccountId> {
		let limit = limit.clamp(1, MAX_PAGE).saturated_into::<usize>();
		let (behind_own, behind_others) = match after {
			Some(key) if key.to == *who => (None, Some(key)),
			other => (other, None),
		};
		let mut relations: Vec<_> = match behind_others {
			Some(_) => Vec::new(),
			None => Self::relations_from(who, behind_own).take(limit).collect(),
		};
		let room = limit.saturating_sub(relations.len());
		relations.extend(Self::relations_to(who, behind_others).take(room));
		let is_full = relations.len() == limit;
		let next = relations.last().filter(|_| is_full).map(|last| last.key.clone());
		RelationPage { relations, next }
	}

	fn relations_from(
		who: &T::AccountId,
		after: Option<KeyOf<T>>,
	) -> impl Iterator<Item = RelationInfo<T::AccountId>> + '_ {
		let stored: PrefixIterator<_> = match after {
			Some(key) => Relations::<T>::iter_prefix_from(
				who,
				Relations::<T>::hashed_key_for(key.from, (key.to, key.kind)),
			),
			None => Relations::<T>::iter_prefix(who),
		};
		stored.map(|((to, kind), relation)| describe(who.clone(), to, kind, relation))
	}

	fn relations_to(
		who: &T::AccountId,
		after: Option<KeyOf<T>>,
	) -> impl Iterator<Item = RelationInfo<T::AccountId>> + '_ {
		let keys = match after {
			Some(key) => RelationsTo::<T>::iter_key_prefix_from(
				who,
				RelationsTo::<T>::hashed_key_for(key.to, (key.from, key.kind)),
			),
			None => RelationsTo::<T>::iter_key_prefix(who),
		};
		keys.filter_map(move |(from, kind)| {
			let relation = Relations::<T>::get(&from, (who, kind))?;
			Some(describe(from, who.clone(), kind, relation))
		})
	}

	/// The relation, if it waits for an answer.
	fn proposed(key: &KeyOf<T>) -> Result<RelationOf<T>, DispatchError> {
		let relation = Relations::<T>::get(&key.from, (&key.to, key.kind))
			.ok_or(Error::<T>::RelationNotFound)?;
		ensure!(relation.proposed_at.is_some(), Error::<T>::RelationNotProposed);
		Ok(relation)
	}

	fn count_relation(who: &T::AccountId) -> DispatchResult {
		Participants::<T>::try_mutate(who, |stored| {
			let participant = stored.as_mut().ok_or(Error::<T>::NotRegistered)?;
			participant.relations =
				participant.relations.checked_add(1).ok_or(Error::<T>::TooManyRelations)?;
			Ok(())
		})
	}

	fn uncount_relation(who: &T::AccountId) {
		Participants::<T>::mutate_extant(who, |participant| {
			participant.relations = participant.relations.saturating_sub(1);
		});
	}
}

fn describe<AccountId, Ticket>(
	from: AccountId,
	to: AccountId,
	kind: RelationKind,
	relation: Relation<Ticket>,
) -> RelationInfo<AccountId> {
	RelationInfo {
		key: RelationKey { from, to, kind },
		proposed_at: relation.proposed_at,
		term: relation.term,
	}
}
