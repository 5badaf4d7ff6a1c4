//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use carx_primitives::Role;
use frame_support::{ensure, traits::Time};
use sp_runtime::{traits::SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::participants_count_what_is_stored()?;
		Self::accreditations_fit_their_participant()?;
		Self::suspensions_have_begun()?;
		Self::relations_are_whole()?;
		Self::relations_are_found_from_both_sides()?;
		Self::pairs_count_what_is_in_force()
	}

	fn participants_count_what_is_stored() -> Result<(), TryRuntimeError> {
		for (who, participant) in Participants::<T>::iter() {
			let accreditations: u32 =
				Accreditations::<T>::iter_key_prefix(&who).count().saturated_into();
			ensure!(
				participant.accreditations == accreditations,
				"a participant does not count its accreditations"
			);
			let own = Relations::<T>::iter_prefix_values(&who).filter(|it| !it.is_over()).count();
			let accepted = RelationsTo::<T>::iter_key_prefix(&who)
				.filter_map(|(from, kind)| Relations::<T>::get(from, (&who, kind)))
				.filter(|relation| relation.is_in_force())
				.count();
			let relations: u32 = own.saturating_add(accepted).saturated_into();
			ensure!(
				participant.relations == relations,
				"a participant does not count its relations"
			);
		}
		Ok(())
	}

	fn accreditations_fit_their_participant() -> Result<(), TryRuntimeError> {
		for (who, role, accreditation) in Accreditations::<T>::iter() {
			ensure!(Participants::<T>::contains_key(&who), "an accreditation is of no participant");
			ensure!(
				accreditation.scope.validate(role).is_ok(),
				"an accreditation has a scope that nobody could give"
			);
			let is_reserved = matches!(role, Role::Registrar | Role::Regulator);
			let is_power = is_reserved || accreditation.scope.has_ex_officio();
			ensure!(
				accreditation.granted_by.is_none() || !is_power,
				"a registrar gave what governance alone gives"
			);
			ensure!(
				accreditation.granted_by.as_ref() != Some(&who),
				"a participant accredited itself"
			);
			ensure!(
				accreditation.granted_by.is_some() == accreditation.ticket.is_some(),
				"an accreditation is not paid by who gave it"
			);
		}
		Ok(())
	}

	fn suspensions_have_begun() -> Result<(), TryRuntimeError> {
		for suspension in Suspensions::<T>::iter_values() {
			ensure!(suspension.since <= T::Time::now(), "a suspension begins in the future");
		}
		Ok(())
	}

	fn relations_are_whole() -> Result<(), TryRuntimeError> {
		for (from, (to, _), relation) in Relations::<T>::iter() {
			ensure!(from != to, "a relation is of one alone");
			ensure!(
				relation.proposed_at.is_some() || relation.term.is_some(),
				"a relation was neither proposed nor in force"
			);
			ensure!(
				relation.proposed_at.is_none() || !relation.is_in_force(),
				"a relation is proposed while it is in force"
			);
			ensure!(
				relation.is_over() || Participants::<T>::contains_key(&from),
				"who proposed a relation is gone"
			);
			ensure!(
				!relation.is_in_force() || Participants::<T>::contains_key(&to),
				"who accepted a relation is gone"
			);
		}
		Ok(())
	}

	fn relations_are_found_from_both_sides() -> Result<(), TryRuntimeError> {
		for (from, (to, kind)) in Relations::<T>::iter_keys() {
			ensure!(
				RelationsTo::<T>::contains_key(to, (from, kind)),
				"a relation is not found from its other side"
			);
		}
		for (to, (from, kind)) in RelationsTo::<T>::iter_keys() {
			ensure!(
				Relations::<T>::contains_key(from, (to, kind)),
				"an index leads to no relation"
			);
		}
		Ok(())
	}

	fn pairs_count_what_is_in_force() -> Result<(), TryRuntimeError> {
		for (from, (to, _), relation) in Relations::<T>::iter() {
			let is_counted = RelatedPairs::<T>::contains_key(Self::pair(&from, &to));
			ensure!(!relation.is_in_force() || is_counted, "a relation in force is not counted");
		}
		for ((first, second), counted) in RelatedPairs::<T>::iter() {
			ensure!(first < second, "a pair is counted the wrong way round");
			let from_to = |from: &T::AccountId, to: &T::AccountId| {
				Relations::<T>::iter_prefix(from)
					.filter(|((other, _), relation)| other == to && relation.is_in_force())
					.count()
			};
			let in_force: u32 =
				from_to(&first, &second).saturating_add(from_to(&second, &first)).saturated_into();
			ensure!(counted > 0 && counted == in_force, "a pair does not count its relations");
		}
		Ok(())
	}
}
