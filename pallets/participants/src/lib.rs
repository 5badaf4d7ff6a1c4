#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear. `expect` and narrowing casts are
// not on the list because the FRAME macros expand to both.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_sign_loss,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub use pallet::*;
pub use types::{
	Accreditation, AccreditationInfo, Participant, ParticipantInfo, ParticipantKind, Relation,
	RelationInfo, RelationKey, RelationKind, RelationPage, Reputation, Suspension, Term,
};
pub use weights::WeightInfo;

mod accreditations;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod genesis;
#[cfg(test)]
mod mock;
mod relations;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{Digest, Moment, Role, Scope, Wmi};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;

	/// Most relations on one page. Bounds the memory of one read.
	pub const MAX_PAGE: u32 = 100;

	/// What a participant stores, with the reputation that it may come by.
	type ParticipantFootprint<T> = (AccountIdOf<T>, ParticipantOf<T>, AccountIdOf<T>, Reputation);

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type ParticipantOf<T> = Participant<<T as Config>::ParticipantConsideration>;
	pub(crate) type AccreditationOf<T> =
		Accreditation<AccountIdOf<T>, <T as Config>::AccreditationConsideration>;
	pub(crate) type RelationOf<T> = Relation<<T as Config>::RelationConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Governance: who accredits registrars and regulators, and has the last word on everybody else.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The deposit of a participant for its registration.
		type ParticipantConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of a registrar for an accreditation.
		type AccreditationConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of who proposes a relation.
		type RelationConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a participant.
		#[codec(index = 0)]
		ParticipantStorage,
		/// The place of an accreditation.
		#[codec(index = 1)]
		AccreditationStorage,
		/// The place of a relation, for as long as it is readable.
		#[codec(index = 2)]
		RelationStorage,
	}

	/// The participant of each account. Anybody makes accounts, so a strong hash; the participant pays.
	#[pallet::storage]
	pub type Participants<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ParticipantOf<T>>;

	/// The accreditation of an account in a role. Roles are few, so a light hash will do for them; the registrar who gave it pays, and
	/// nobody for what governance gave.
	#[pallet::storage]
	pub type Accreditations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Role, AccreditationOf<T>>;

	/// The suspension of an account in a role. Apart from the accreditation because it outlives it. Paid by the accreditation's deposit
	/// while a registrar's accreditation is there; without one, only governance makes it or leaves it.
	#[pallet::storage]
	pub type Suspensions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Role, Suspension>;

	/// The relation that the first account proposed to the second, by kind. Keys are chosen by who proposes, so strong hashes; they pay.
	#[pallet::storage]
	pub type Relations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		(T::AccountId, RelationKind),
		RelationOf<T>,
	>;

	/// The relations that were proposed to the first account, by who proposed them: the way into [`Relations`] from the other side.
	/// Paid by the relation's deposit.
	#[pallet::storage]
	pub type RelationsTo<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		(T::AccountId, RelationKind),
		(),
	>;

	/// How many relations are in force between two accounts, of which the lower stands first; none if absent. Paid by the relations'
	/// deposits.
	#[pallet::storage]
	pub type RelatedPairs<T: Config> =
		StorageMap<_, Blake2_128Concat, (T::AccountId, T::AccountId), u32>;

	/// What is known of each account from facts, whose acts are paid for. Nobody sheds it by leaving: it stays.
	#[pallet::storage]
	pub type Reputations<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Reputation, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first registrars, for everything and everywhere.
		pub registrars: Vec<T::AccountId>,
		/// Others, each for everything that its role does, everywhere. For makers see `makers`.
		pub accreditations: Vec<(T::AccountId, Role)>,
		/// Makers with their WMIs, at most 16 each.
		pub makers: Vec<(T::AccountId, Vec<Wmi>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::build(self);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account became a participant.
		ParticipantRegistered {
			/// The participant.
			who: T::AccountId,
			/// What it is in law.
			kind: ParticipantKind,
			/// The hash of its profile.
			profile_hash: Digest,
		},
		/// A participant changed its profile.
		ProfileUpdated {
			/// The participant.
			who: T::AccountId,
			/// The hash before.
			from: Digest,
			/// The hash now.
			to: Digest,
		},
		/// A participant left; its reputation, its suspensions and the record of its relations stay.
		ParticipantDeregistered {
			/// The former participant.
			who: T::AccountId,
		},
		/// A participant was accredited, or its accreditation replaced.
		ParticipantAccredited {
			/// The participant.
			who: T::AccountId,
			/// As what.
			role: Role,
			/// What for.
			scope: Scope,
			/// Until when.
			expires_at: Option<Moment>,
			/// By which registrar; `None`: by governance.
			by: Option<T::AccountId>,
		},
		/// What an account did in a role became doubtful.
		AccreditationSuspended {
			/// The account.
			who: T::AccountId,
			/// The role.
			role: Role,
			/// From which moment on it was doubtful before.
			from: Option<Moment>,
			/// From which moment on it is now.
			since: Moment,
			/// On the word of which registrar; `None`: of governance.
			by: Option<T::AccountId>,
		},
		/// A suspension was lifted: nothing that was done in the role is doubtful by it any more.
		AccreditationReinstated {
			/// The account.
			who: T::AccountId,
			/// The role.
			role: Role,
			/// From which moment on it was doubtful.
			since: Moment,
			/// On the word of which registrar; `None`: of governance.
			by: Option<T::AccountId>,
		},
		/// An accreditation ended.
		AccreditationWithdrawn {
			/// Its former holder.
			who: T::AccountId,
			/// The role.
			role: Role,
			/// By its holder or a registrar; `None`: by governance.
			by: Option<T::AccountId>,
		},
		/// A participant proposed a relation to another.
		RelationProposed {
			/// The relation.
			relation: RelationKey<T::AccountId>,
		},
		/// A relation came into force.
		RelationAccepted {
			/// The relation.
			relation: RelationKey<T::AccountId>,
		},
		/// A proposed relation was refused.
		RelationDeclined {
			/// The relation.
			relation: RelationKey<T::AccountId>,
		},
		/// The proposal of a relation was taken back.
		RelationWithdrawn {
			/// The relation.
			relation: RelationKey<T::AccountId>,
		},
		/// A relation in force was ended.
		RelationEnded {
			/// The relation.
			relation: RelationKey<T::AccountId>,
			/// By which of the two.
			by: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account is a participant already. Update its profile instead.
		AlreadyExists,
		/// The account is no participant. It registers itself first.
		NotRegistered,
		/// The participant holds accreditations. They are withdrawn first.
		HasAccreditations,
		/// The participant has relations in force or proposed. They are ended or withdrawn first.
		HasRelations,
		/// The signer is no registrar whose own accreditation counts now.
		NotRegistrar,
		/// Only governance gives this role.
		RoleNotAllowed,
		/// Nobody accredits themselves.
		OwnAccreditation,
		/// Only governance gives leave to write on cars whose owners did not ask. Leave the scope's `ex_officio` empty.
		ExOfficioNotAllowed,
		/// A registrar accredits within its own regions. Name some of them.
		RegionsNotAllowed,
		/// The scope names a record class that does not exist.
		ClassesNotValid,
		/// A region of the scope is not two capital letters, or is named twice.
		RegionsNotValid,
		/// A WMI of the scope is malformed or named twice; or a maker has none, or somebody else has one.
		WmisNotValid,
		/// The accreditation would end before it begins. Give a moment in the future.
		Expired,
		/// The account has no accreditation in this role.
		AccreditationNotFound,
		/// The signer is no party to this: neither giver nor holder of the accreditation, nor a side of the relation.
		NotAuthorized,
		/// The suspension would begin in the future. Nobody is compromised from tomorrow on.
		SinceInFuture,
		/// The suspension holds since that moment or an earlier one. Only governance makes it shorter.
		SuspendedEarlier,
		/// The account is not suspended in this role, or only by the suspension of who accredited it.
		NotSuspended,
		/// The accreditation is suspended, and the records made under it stay marked. Reinstate it first.
		Suspended,
		/// Governance had a part in the suspension, and alone lifts it.
		SuspendedByGovernance,
		/// A relation takes two.
		OwnRelation,
		/// The relation is proposed or in force.
		RelationExists,
		/// There is no such relation. Check who proposed it: direction matters.
		RelationNotFound,
		/// The relation does not wait for an answer.
		RelationNotProposed,
		/// The relation does not hold now.
		RelationNotInForce,
		/// The participant has as many relations as can be counted.
		TooManyRelations,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Become a participant.
		///
		/// Origin: signed by the account, which pays the deposit.
		///
		/// Parameters: `kind`, what the participant is in law; `profile_hash`, BLAKE2b-256 of its profile, kept off chain.
		///
		/// Errors: [`Error::AlreadyExists`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::ParticipantRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(
			origin: OriginFor<T>,
			kind: ParticipantKind,
			profile_hash: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(!Participants::<T>::contains_key(&who), Error::<T>::AlreadyExists);

			let footprint = Footprint::from_mel::<ParticipantFootprint<T>>();
			let ticket = T::ParticipantConsideration::new(&who, footprint)?;
			let registered_at = T::Time::now();
			let participant = Participant::new(kind, profile_hash, registered_at, Some(ticket));
			Participants::<T>::insert(&who, participant);
			Self::deposit_event(Event::ParticipantRegistered { who, kind, profile_hash });
			Ok(())
		}

		/// Change the profile of a participant.
		///
		/// Origin: signed by the participant.
		///
		/// Parameters: `profile_hash`, BLAKE2b-256 of the new profile.
		///
		/// Errors: [`Error::NotRegistered`].
		///
		/// Events: [`Event::ProfileUpdated`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_profile())]
		pub fn update_profile(origin: OriginFor<T>, profile_hash: Digest) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Participants::<T>::try_mutate(&who, |stored| -> DispatchResult {
				let participant = stored.as_mut().ok_or(Error::<T>::NotRegistered)?;
				let from = core::mem::replace(&mut participant.profile_hash, profile_hash);
				let who = who.clone();
				Self::deposit_event(Event::ProfileUpdated { who, from, to: profile_hash });
				Ok(())
			})
		}

		/// Leave, and get the deposit back. Reputation, suspensions and the record of ended relations stay.
		///
		/// Origin: signed by the participant.
		///
		/// Errors: [`Error::NotRegistered`], [`Error::HasAccreditations`], [`Error::HasRelations`].
		///
		/// Events: [`Event::ParticipantDeregistered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::deregister())]
		pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let participant = Participants::<T>::take(&who).ok_or(Error::<T>::NotRegistered)?;
			ensure!(participant.accreditations == 0, Error::<T>::HasAccreditations);
			ensure!(participant.relations == 0, Error::<T>::HasRelations);

			if let Some(ticket) = participant.ticket {
				ticket.drop(&who)?;
			}
			Self::deposit_event(Event::ParticipantDeregistered { who });
			Ok(())
		}

		/// Accredit a participant in a role, or replace scope and expiry of its accreditation. A suspension stays as it is.
		///
		/// Origin: [`Config::AdminOrigin`]; or signed by a registrar, who pays the deposit. What is there already, its giver or governance
		/// replaces.
		///
		/// Parameters: `who`; `role`, from a registrar neither registrar nor regulator; `scope`, from a registrar within its own regions
		/// and without `ex_officio`; `expires_at`, the first moment at which it no longer holds, in Unix milliseconds.
		///
		/// Errors: [`Error::ClassesNotValid`], [`Error::RegionsNotValid`], [`Error::WmisNotValid`], [`Error::Expired`],
		/// [`Error::NotRegistrar`], [`Error::RoleNotAllowed`], [`Error::OwnAccreditation`], [`Error::ExOfficioNotAllowed`],
		/// [`Error::RegionsNotAllowed`], [`Error::NotRegistered`], [`Error::NotAuthorized`] when another gave what is there, and the
		/// currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::ParticipantAccredited`]; before it [`Event::AccreditationSuspended`] when governance replaces what is doubtful
		/// by who gave it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::accredit())]
		pub fn accredit(
			origin: OriginFor<T>,
			who: T::AccountId,
			role: Role,
			scope: Scope,
			expires_at: Option<Moment>,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			if let Some(registrar) = &by {
				Self::ensure_may_accredit(registrar, &who, role, &scope)?;
			}
			scope.validate(role).map_err(Error::<T>::from)?;
			ensure!(expires_at.is_none_or(|end| T::Time::now() < end), Error::<T>::Expired);

			Self::store_accreditation(&who, role, scope.clone(), by.clone(), expires_at)?;
			Self::deposit_event(Event::ParticipantAccredited { who, role, scope, expires_at, by });
			Ok(())
		}

		/// Mark what an account did in a role since a moment that may lie in the past. Until the mark is lifted the accreditation counts
		/// for nothing; nor does what a suspended registrar gave since that moment.
		///
		/// Origin: [`Config::AdminOrigin`], whether or not the account is accredited (any more); or signed by the registrar who gave the
		/// accreditation.
		///
		/// Parameters: `who`; `role`; `since`, in Unix milliseconds, which a registrar only moves to an earlier moment.
		///
		/// Errors: [`Error::SinceInFuture`], [`Error::AccreditationNotFound`], [`Error::NotAuthorized`], [`Error::NotRegistrar`],
		/// [`Error::SuspendedEarlier`].
		///
		/// Events: [`Event::AccreditationSuspended`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(
			origin: OriginFor<T>,
			who: T::AccountId,
			role: Role,
			since: Moment,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			if let Some(registrar) = &by {
				Self::ensure_gave(registrar, &who, role)?;
				let former = Suspensions::<T>::get(&who, role);
				let is_earlier = former.is_none_or(|former| since < former.since);
				ensure!(is_earlier, Error::<T>::SuspendedEarlier);
			}
			ensure!(since <= T::Time::now(), Error::<T>::SinceInFuture);

			Self::store_suspension(&who, role, since, by);
			Ok(())
		}

		/// Lift a suspension: it was without ground. Nothing is doubtful by it any more.
		///
		/// Origin: [`Config::AdminOrigin`]; or signed by the registrar who gave the accreditation.
		///
		/// Parameters: `who`; `role`.
		///
		/// Errors: [`Error::AccreditationNotFound`], [`Error::NotAuthorized`], [`Error::NotRegistrar`], [`Error::NotSuspended`],
		/// [`Error::SuspendedByGovernance`].
		///
		/// Events: [`Event::AccreditationReinstated`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, who: T::AccountId, role: Role) -> DispatchResult {
			let by = Self::authority(origin)?;
			if let Some(registrar) = &by {
				Self::ensure_gave(registrar, &who, role)?;
			}
			let former = Suspensions::<T>::take(&who, role).ok_or(Error::<T>::NotSuspended)?;
			let may_lift = by.is_none() || !former.is_by_governance;
			ensure!(may_lift, Error::<T>::SuspendedByGovernance);

			let since = former.since;
			Self::deposit_event(Event::AccreditationReinstated { who, role, since, by });
			Ok(())
		}

		/// End an accreditation and give its deposit back to the registrar who paid it. A suspension stays: governance may end what is
		/// suspended, nobody else may.
		///
		/// Origin: [`Config::AdminOrigin`]; or signed by the holder, or by the registrar who gave it, who need be registrar no more once
		/// it has expired.
		///
		/// Parameters: `who`; `role`.
		///
		/// Errors: [`Error::AccreditationNotFound`], [`Error::NotAuthorized`], [`Error::NotRegistrar`], [`Error::Suspended`].
		///
		/// Events: [`Event::AccreditationWithdrawn`]; before it [`Event::AccreditationSuspended`] when governance ends what is doubtful
		/// by who gave it.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>, who: T::AccountId, role: Role) -> DispatchResult {
			let by = Self::authority(origin)?;
			if let Some(signer) = &by {
				Self::ensure_may_withdraw(signer, &who, role)?;
			}

			Self::remove_accreditation(&who, role)?;
			Self::deposit_event(Event::AccreditationWithdrawn { who, role, by });
			Ok(())
		}

		/// Propose a relation, or the renewal of one that has ended; its last term stays readable until the renewal is accepted.
		///
		/// Origin: signed by a participant, who pays the deposit. It is given back if the first proposal is declined or withdrawn, else
		/// held for as long as the record of the relation is readable.
		///
		/// Parameters: `to`, another participant; `kind`, what the signer is to `to`.
		///
		/// Errors: [`Error::OwnRelation`], [`Error::NotRegistered`] for either, [`Error::RelationExists`],
		/// [`Error::TooManyRelations`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::RelationProposed`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::propose_relation())]
		pub fn propose_relation(
			origin: OriginFor<T>,
			to: T::AccountId,
			kind: RelationKind,
		) -> DispatchResult {
			let relation = RelationKey { from: ensure_signed(origin)?, to, kind };
			ensure!(relation.from != relation.to, Error::<T>::OwnRelation);
			ensure!(Participants::<T>::contains_key(&relation.to), Error::<T>::NotRegistered);

			Self::store_proposal(&relation)?;
			Self::deposit_event(Event::RelationProposed { relation });
			Ok(())
		}

		/// Accept a proposed relation: it is in force.
		///
		/// Origin: signed by the participant to whom it was proposed.
		///
		/// Parameters: `from`, who proposed it; `kind`.
		///
		/// Errors: [`Error::RelationNotFound`], [`Error::RelationNotProposed`], [`Error::NotRegistered`],
		/// [`Error::TooManyRelations`].
		///
		/// Events: [`Event::RelationAccepted`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::accept_relation())]
		pub fn accept_relation(
			origin: OriginFor<T>,
			from: T::AccountId,
			kind: RelationKind,
		) -> DispatchResult {
			let relation = RelationKey { from, to: ensure_signed(origin)?, kind };
			Self::bring_into_force(&relation)?;
			Self::deposit_event(Event::RelationAccepted { relation });
			Ok(())
		}

		/// Refuse a proposed relation. The deposit of a first proposal is given back.
		///
		/// Origin: signed by the account to which it was proposed.
		///
		/// Parameters: `from`, who proposed it; `kind`.
		///
		/// Errors: [`Error::RelationNotFound`], [`Error::RelationNotProposed`].
		///
		/// Events: [`Event::RelationDeclined`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::decline_relation())]
		pub fn decline_relation(
			origin: OriginFor<T>,
			from: T::AccountId,
			kind: RelationKind,
		) -> DispatchResult {
			let relation = RelationKey { from, to: ensure_signed(origin)?, kind };
			Self::drop_proposal(&relation)?;
			Self::deposit_event(Event::RelationDeclined { relation });
			Ok(())
		}

		/// Take the proposal of a relation back. The deposit of a first proposal is given back.
		///
		/// Origin: signed by who proposed it.
		///
		/// Parameters: `to`, to whom it was proposed; `kind`.
		///
		/// Errors: [`Error::RelationNotFound`], [`Error::RelationNotProposed`].
		///
		/// Events: [`Event::RelationWithdrawn`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::withdraw_relation())]
		pub fn withdraw_relation(
			origin: OriginFor<T>,
			to: T::AccountId,
			kind: RelationKind,
		) -> DispatchResult {
			let relation = RelationKey { from: ensure_signed(origin)?, to, kind };
			Self::drop_proposal(&relation)?;
			Self::deposit_event(Event::RelationWithdrawn { relation });
			Ok(())
		}

		/// End a relation in force. That it held stays readable.
		///
		/// Origin: signed by either side.
		///
		/// Parameters: `from`, who proposed it; `to`, who accepted it; `kind`.
		///
		/// Errors: [`Error::NotAuthorized`], [`Error::RelationNotFound`], [`Error::RelationNotInForce`].
		///
		/// Events: [`Event::RelationEnded`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::end_relation())]
		pub fn end_relation(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
			kind: RelationKind,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			ensure!(by == from || by == to, Error::<T>::NotAuthorized);

			let relation = RelationKey { from, to, kind };
			Self::end_term(&relation)?;
			Self::deposit_event(Event::RelationEnded { relation, by });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// All that the ledger says of a participant in its own right: what it is, its accreditations and whether they count now, its
		/// reputation.
		pub fn participant(who: T::AccountId) -> Option<ParticipantInfo<T::AccountId>> {
			let participant = Participants::<T>::get(&who)?;
			Some(ParticipantInfo {
				kind: participant.kind,
				profile_hash: participant.profile_hash,
				registered_at: participant.registered_at,
				accreditations: Self::describe_accreditations(&who),
				relations: participant.relations,
				reputation: Reputations::<T>::get(who),
			})
		}

		/// The accreditation of an account in a role, and whether it counts now.
		pub fn accreditation(
			who: T::AccountId,
			role: Role,
		) -> Option<AccreditationInfo<T::AccountId>> {
			let stored = Accreditations::<T>::get(&who, role)?;
			Some(Self::describe_accreditation(&who, role, stored))
		}

		/// The accreditations of an account in the order of roles, one for each at most.
		pub fn accreditations(who: T::AccountId) -> Vec<AccreditationInfo<T::AccountId>> {
			Self::describe_accreditations(&who)
		}

		/// The suspension of an account in a role, whether or not it is accredited any more. One that follows from the suspension of who
		/// accredited it shows in [`AccreditationInfo::suspended_since`] only.
		pub fn suspension(who: T::AccountId, role: Role) -> Option<Suspension> {
			Suspensions::<T>::get(who, role)
		}

		/// What is known of an account from facts, participant or not.
		pub fn reputation(who: T::AccountId) -> Reputation {
			Reputations::<T>::get(who)
		}

		/// Up to `limit` relations of an account, at least one and at most [`MAX_PAGE`], behind `after`: the place that the last page
		/// names, `None` for the first page.
		pub fn relations_of(
			who: T::AccountId,
			after: Option<RelationKey<T::AccountId>>,
			limit: u32,
		) -> RelationPage<T::AccountId> {
			Self::relations_behind(&who, after, limit)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
