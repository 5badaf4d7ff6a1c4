//! Who may act in a role: the rules of giving and taking it, and what other pallets ask.

use crate::{pallet::*, AccreditationInfo, Config, Error, Event, Pallet, Suspension};
use alloc::vec::Vec;
use carx_primitives::{
	Moment, RecordClass, Region, ReputationFact, ReputationLog, Role, Scope, ScopeError, Wmi,
	WriteRight,
};
use frame_support::{
	ensure,
	traits::{Consideration, EnsureOrigin, Footprint, Time},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::{DispatchError, DispatchResult};

/// Roles that governance alone gives: who holds one has power over others.
const RESERVED: [Role; 2] = [Role::Registrar, Role::Regulator];

/// What an accreditation stores, with the suspension that it may come by.
pub(crate) type AccreditationFootprint<T> =
	(AccountIdOf<T>, Role, AccreditationOf<T>, AccountIdOf<T>, Role, Suspension);

impl<T> From<ScopeError> for Error<T> {
	fn from(error: ScopeError) -> Self {
		match error {
			ScopeError::Classes => Self::ClassesNotValid,
			ScopeError::Regions => Self::RegionsNotValid,
			ScopeError::Wmis => Self::WmisNotValid,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Who a call comes from: `None` for governance, else the signer.
	pub(crate) fn authority(origin: OriginFor<T>) -> Result<Option<T::AccountId>, DispatchError> {
		match T::AdminOrigin::try_origin(origin) {
			Ok(_) => Ok(None),
			Err(origin) => Ok(Some(ensure_signed(origin)?)),
		}
	}

	/// Whether `registrar` may accredit `who` as `role` with `scope`.
	pub(crate) fn ensure_may_accredit(
		registrar: &T::AccountId,
		who: &T::AccountId,
		role: Role,
		scope: &Scope,
	) -> DispatchResult {
		let own = Self::valid_accreditation(registrar, Role::Registrar, T::Time::now())
			.ok_or(Error::<T>::NotRegistrar)?;
		ensure!(!RESERVED.contains(&role), Error::<T>::RoleNotAllowed);
		ensure!(registrar != who, Error::<T>::OwnAccreditation);
		ensure!(!scope.has_ex_officio(), Error::<T>::ExOfficioNotAllowed);
		ensure!(own.scope.holds_wherever(scope), Error::<T>::RegionsNotAllowed);
		Ok(())
	}

	/// Stores an accreditation in place of an earlier one, whose deposit is given back. A suspension stays.
	pub(crate) fn store_accreditation(
		who: &T::AccountId,
		role: Role,
		scope: Scope,
		granted_by: Option<T::AccountId>,
		expires_at: Option<Moment>,
	) -> DispatchResult {
		Participants::<T>::try_mutate(who, |stored| -> DispatchResult {
			let participant = stored.as_mut().ok_or(Error::<T>::NotRegistered)?;
			match Accreditations::<T>::take(who, role) {
				Some(former) => {
					let is_giver = granted_by.is_none() || former.granted_by == granted_by;
					ensure!(is_giver, Error::<T>::NotAuthorized);
					Self::release(who, role, former)?;
				},
				// One for each role at most.
				None => participant.accreditations = participant.accreditations.saturating_add(1),
			}
			let footprint = Footprint::from_mel::<AccreditationFootprint<T>>();
			let pay = |giver| T::AccreditationConsideration::new(giver, footprint);
			let ticket = granted_by.as_ref().map(pay).transpose()?;
			let granted_at = T::Time::now();
			let given = AccreditationOf::<T> { scope, granted_by, granted_at, expires_at, ticket };
			Accreditations::<T>::insert(who, role, given);
			Ok(())
		})
	}

	/// Removes an accreditation and gives its deposit back. A suspension stays.
	pub(crate) fn remove_accreditation(who: &T::AccountId, role: Role) -> DispatchResult {
		let former =
			Accreditations::<T>::take(who, role).ok_or(Error::<T>::AccreditationNotFound)?;
		Self::release(who, role, former)?;
		Participants::<T>::mutate_extant(who, |participant| {
			participant.accreditations = participant.accreditations.saturating_sub(1);
		});
		Ok(())
	}

	/// Gives back the deposit of an accreditation that has left storage. The doubt that it took over from who gave it would leave with
	/// it, and so becomes a suspension of its own.
	fn release(who: &T::AccountId, role: Role, former: AccreditationOf<T>) -> DispatchResult {
		let own = Suspensions::<T>::get(who, role).map(|suspension| suspension.since);
		if let Some(since) = Self::inherited_doubt(&former) {
			if own.is_none_or(|own| since < own) {
				Self::store_suspension(who, role, since, None);
			}
		}
		match (former.ticket, former.granted_by) {
			(Some(ticket), Some(giver)) => ticket.drop(&giver),
			_ => Ok(()),
		}
	}

	/// Whether `registrar` gave `who` the accreditation as `role`, and may still say what becomes of it.
	pub(crate) fn ensure_gave(
		registrar: &T::AccountId,
		who: &T::AccountId,
		role: Role,
	) -> DispatchResult {
		let accreditation =
			Accreditations::<T>::get(who, role).ok_or(Error::<T>::AccreditationNotFound)?;
		ensure!(accreditation.granted_by.as_ref() == Some(registrar), Error::<T>::NotAuthorized);
		let now = T::Time::now();
		let own = Self::valid_accreditation(registrar, Role::Registrar, now);
		ensure!(own.is_some(), Error::<T>::NotRegistrar);
		Ok(())
	}

	/// Whether `signer` may end the accreditation: its holder or its giver, while no records need the mark of its suspension. Once it has
	/// expired, a giver who is no registrar any more gets the deposit back in this way.
	pub(crate) fn ensure_may_withdraw(
		signer: &T::AccountId,
		who: &T::AccountId,
		role: Role,
	) -> DispatchResult {
		let accreditation =
			Accreditations::<T>::get(who, role).ok_or(Error::<T>::AccreditationNotFound)?;
		let is_spent = accreditation.is_expired(T::Time::now())
			&& accreditation.granted_by.as_ref() == Some(signer);
		if signer != who && !is_spent {
			Self::ensure_gave(signer, who, role)?;
		}
		let doubt = Self::doubt_of(who, role, &accreditation);
		ensure!(doubt.is_none(), Error::<T>::Suspended);
		Ok(())
	}

	/// Marks `who` in `role` since `since`, on the word of `by` (`None`: governance), in place of an earlier mark.
	pub(crate) fn store_suspension(
		who: &T::AccountId,
		role: Role,
		since: Moment,
		by: Option<T::AccountId>,
	) {
		let former = Suspensions::<T>::get(who, role);
		let is_by_governance =
			by.is_none() || former.is_some_and(|suspension| suspension.is_by_governance);
		Suspensions::<T>::insert(who, role, Suspension { since, is_by_governance });
		let from = former.map(|suspension| suspension.since);
		Self::deposit_event(Event::AccreditationSuspended {
			who: who.clone(),
			role,
			from,
			since,
			by,
		});
	}

	/// The accreditation of `who` as `role`, if it counts at `now`.
	pub(crate) fn valid_accreditation(
		who: &T::AccountId,
		role: Role,
		now: Moment,
	) -> Option<AccreditationOf<T>> {
		let accreditation = Accreditations::<T>::get(who, role)?;
		let is_doubtful = Self::doubt_of(who, role, &accreditation).is_some_and(|it| it <= now);
		(!accreditation.is_expired(now) && !is_doubtful).then_some(accreditation)
	}

	/// From which moment on what `who` did as `role` is doubtful.
	pub(crate) fn doubtful_since(who: &T::AccountId, role: Role) -> Option<Moment> {
		match Accreditations::<T>::get(who, role) {
			Some(accreditation) => Self::doubt_of(who, role, &accreditation),
			None => Suspensions::<T>::get(who, role).map(|suspension| suspension.since),
		}
	}

	fn doubt_of(
		who: &T::AccountId,
		role: Role,
		accreditation: &AccreditationOf<T>,
	) -> Option<Moment> {
		let own = Suspensions::<T>::get(who, role).map(|suspension| suspension.since);
		own.into_iter().chain(Self::inherited_doubt(accreditation)).min()
	}

	/// What a registrar gave or replaced since the moment from which on they are suspended is doubtful from that moment on. Not only from
	/// when it was given: replacing it would then hide what was done before. No registrar makes another, so one step back is enough.
	fn inherited_doubt(accreditation: &AccreditationOf<T>) -> Option<Moment> {
		let giver = accreditation.granted_by.as_ref()?;
		let suspension = Suspensions::<T>::get(giver, Role::Registrar)?;
		(suspension.since <= accreditation.granted_at).then_some(suspension.since)
	}

	/// An accreditation as clients read it.
	pub(crate) fn describe_accreditation(
		who: &T::AccountId,
		role: Role,
		accreditation: AccreditationOf<T>,
	) -> AccreditationInfo<T::AccountId> {
		let now = T::Time::now();
		let suspended_since = Self::doubt_of(who, role, &accreditation);
		AccreditationInfo {
			role,
			is_valid: !accreditation.is_expired(now)
				&& suspended_since.is_none_or(|since| now < since),
			scope: accreditation.scope,
			granted_by: accreditation.granted_by,
			granted_at: accreditation.granted_at,
			expires_at: accreditation.expires_at,
			suspended_since,
		}
	}

	/// The accreditations of `who` as clients read them, in the order of roles.
	pub(crate) fn describe_accreditations(
		who: &T::AccountId,
	) -> Vec<AccreditationInfo<T::AccountId>> {
		let stored = |role| Some((role, Accreditations::<T>::get(who, role)?));
		Role::ALL
			.into_iter()
			.filter_map(stored)
			.map(|(role, accreditation)| Self::describe_accreditation(who, role, accreditation))
			.collect()
	}
}

impl<T: Config> carx_primitives::Accreditations<T::AccountId> for Pallet<T> {
	fn acts_as(who: &T::AccountId, role: Role, now: Moment) -> bool {
		Self::valid_accreditation(who, role, now).is_some()
	}

	fn acts_in(who: &T::AccountId, role: Role, region: Region, now: Moment) -> bool {
		Self::valid_accreditation(who, role, now).is_some_and(|it| it.scope.holds_in(region))
	}

	fn makes(who: &T::AccountId, wmi: Wmi, now: Moment) -> bool {
		Self::valid_accreditation(who, Role::Maker, now).is_some_and(|it| it.scope.covers_wmi(wmi))
	}

	fn write_right(
		who: &T::AccountId,
		role: Role,
		class: RecordClass,
		now: Moment,
	) -> Option<WriteRight> {
		Self::valid_accreditation(who, role, now)?.scope.write_right(class)
	}

	fn suspended_since(who: &T::AccountId, role: Role) -> Option<Moment> {
		Self::doubtful_since(who, role)
	}

	fn are_related(one: &T::AccountId, other: &T::AccountId) -> bool {
		RelatedPairs::<T>::contains_key(Self::pair(one, other))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn accredit(who: &T::AccountId, role: Role) {
		crate::benchmarking::accredit::<T>(who, role);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn relate(one: &T::AccountId, other: &T::AccountId) {
		crate::benchmarking::relate::<T>(one, other);
	}
}

impl<T: Config> ReputationLog<T::AccountId> for Pallet<T> {
	fn note(who: &T::AccountId, fact: ReputationFact, times: u32) {
		Reputations::<T>::mutate(who, |reputation| reputation.count(fact, times));
	}
}
