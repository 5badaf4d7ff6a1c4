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

pub use authoring::{
	is_double_authoring, AuthoringOffence, MAX_HEADER_SIZE, MAX_PROOF_NODES, MAX_PROOF_SIZE,
};
#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use offences::Liable;
pub use pallet::*;
pub use rules::{tolerated_failures, Rules, MAX_SESSION_LENGTH, MAX_UNBONDING, MIN_SESSION_LENGTH};
pub use sessions::NoIdentification;
pub use types::{Standing, Validator, ValidatorInfo};
pub use weights::WeightInfo;

mod authoring;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod membership;
#[cfg(test)]
mod mock;
mod offences;
mod rules;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{
				hold::{Balanced, Mutate as MutateHold},
				Credit, Inspect,
			},
			KeyOwnerProofSystem, OnUnbalanced,
		},
	};
	use frame_system::{pallet_prelude::*, RawOrigin};
	use pallet_session::historical::{self, IdentificationTuple};
	use sp_consensus_aura::sr25519::AuthorityId as AuraId;
	use sp_consensus_slots::EquivocationProof;
	use sp_runtime::KeyTypeId;
	use sp_session::MembershipProof;
	use sp_staking::{offence::ReportOffence, SessionIndex};

	type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	/// Money of the chain's currency.
	pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdOf<T>>>::Balance;
	/// What is cut from bonds.
	pub type CreditOf<T> = Credit<AccountIdOf<T>, <T as Config>::Currency>;
	/// How offences name a validator: by its account.
	pub type IdentificationOf<T> = IdentificationTuple<T>;
	/// Two headers of one author and slot, each with its seal.
	pub type DoubleAuthoringProofOf<T> = EquivocationProof<HeaderFor<T>, AuraId>;
	/// What a network demands.
	pub type RulesOf<T> = Rules<BalanceOf<T>>;
	pub(crate) type ValidatorOf<T> = Validator<BalanceOf<T>>;
	pub(crate) type ValidatorInfoOf<T> = ValidatorInfo<AccountIdOf<T>, BalanceOf<T>>;

	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = AccountIdOf<Self>>
		+ historical::Config<FullIdentification = ()>
	{
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// The currency of the bonds.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ Balanced<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Gets what is cut from bonds.
		type Slashed: OnUnbalanced<CreditOf<Self>>;

		/// Admits, expels, pardons, and sets the rules.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most validators. A lower bound than there are would keep everybody out.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Most candidates and validators, whatever their standing: so many are gone through when a set is made. A lower bound than there
		/// are lets nobody register.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;

		/// Proves whose a block author's key was.
		type KeyOwnerSystem: KeyOwnerProofSystem<
			(KeyTypeId, AuraId),
			Proof = MembershipProof,
			IdentificationTuple = IdentificationOf<Self>,
		>;

		/// Where double authoring is reported. Take `Liable<Self, pallet_offences::Pallet<Self>>`, here and for finality.
		type Offences: ReportOffence<
			Self::AccountId,
			IdentificationOf<Self>,
			AuthoringOffence<IdentificationOf<Self>>,
		>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes money and sets session keys for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The good conduct of a validator. Released after it has left, or cut.
		#[codec(index = 0)]
		Bond,
	}

	/// The candidates and validators by account. Accounts are chosen by people, so the hash spreads the keys. Paid by the bond.
	#[pallet::storage]
	pub type Validators<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, ValidatorOf<T>>;

	/// How many of them are admitted.
	#[pallet::storage]
	pub type AdmittedCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// What the network demands.
	#[pallet::storage]
	pub type CurrentRules<T: Config> = StorageValue<_, RulesOf<T>, ValueQuery>;

	/// The block in which the running session began.
	#[pallet::storage]
	pub type SessionStart<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The network's rules, and its first validators.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Who validates from block 1. Each has session keys, and can pay the bond.
		pub validators: Vec<T::AccountId>,
		/// What the network demands.
		pub rules: RulesOf<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let max = T::MaxValidators::get();
			assert!(
				self.rules.are_valid(max),
				"genesis: the rules of the validators are not valid"
			);
			CurrentRules::<T>::put(&self.rules);
			for who in &self.validators {
				let is_new = !Validators::<T>::contains_key(who);
				assert!(is_new, "genesis: a validator is named twice: {who:?}");
				let entered = Pallet::<T>::enter(who, self.rules.bond, Standing::Admitted);
				assert!(entered.is_ok(), "genesis: a validator cannot pay the bond: {who:?}");
			}
			let number = AdmittedCount::<T>::get();
			assert!(number <= max, "genesis: there are more validators than there can be");
			let is_enough = number == 0 || number >= self.rules.min_validators;
			assert!(is_enough, "genesis: there are fewer validators than the rules demand");
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Somebody put up a bond to become a validator.
		ValidatorRegistered {
			/// Who.
			validator: T::AccountId,
			/// What is on hold.
			bond: BalanceOf<T>,
		},
		/// A candidate is in each set that is made from now on.
		ValidatorAdmitted {
			/// Who.
			validator: T::AccountId,
		},
		/// An application ended before it was admitted; the bond is released.
		ApplicationWithdrawn {
			/// Whose.
			validator: T::AccountId,
		},
		/// A validator leaves of its own will.
		ValidatorRetired {
			/// Who.
			validator: T::AccountId,
			/// The first session in which the bond is free.
			until: SessionIndex,
		},
		/// Governance sent a validator away, without punishment.
		ValidatorExpelled {
			/// Who.
			validator: T::AccountId,
			/// The first session in which the bond is free.
			until: SessionIndex,
		},
		/// The bond of somebody who left is released.
		BondWithdrawn {
			/// Whose.
			validator: T::AccountId,
			/// What was released.
			amount: BalanceOf<T>,
			/// Who had it released.
			by: T::AccountId,
		},
		/// A validator that authored nothing was dropped, without punishment.
		ValidatorDropped {
			/// Who.
			validator: T::AccountId,
			/// The session since which it is silent.
			last_authored: SessionIndex,
		},
		/// A validator that was dropped or pardoned is back.
		ValidatorResumed {
			/// Who.
			validator: T::AccountId,
			/// What is on hold now.
			bond: BalanceOf<T>,
		},
		/// A validator equivocated: it is out, and lost part of its bond.
		ValidatorBanned {
			/// Who.
			validator: T::AccountId,
			/// A session of the offence.
			session: SessionIndex,
			/// What was cut from the bond.
			cut: BalanceOf<T>,
		},
		/// Governance let somebody who was banned back.
		ValidatorPardoned {
			/// Who.
			validator: T::AccountId,
		},
		/// Governance changed what the network demands.
		RulesSet {
			/// What it demanded.
			old: RulesOf<T>,
			/// What it demands now.
			new: RulesOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account is on the list already, with some standing. Withdraw an old bond first.
		AlreadyRegistered,
		/// The account has no session keys. Set them first, with `set_keys` of the session pallet.
		NoSessionKeys,
		/// There are as many candidates as there can be.
		TooManyCandidates,
		/// There are as many validators as there can be.
		TooManyValidators,
		/// There would be fewer validators than the rules demand. Have another one admitted first.
		TooFewValidators,
		/// The account is no candidate and no validator.
		ValidatorNotFound,
		/// The account does not wait for admission.
		NotApplied,
		/// The validator is leaving already.
		AlreadyLeaving,
		/// The validator is banned. Governance pardons or expels it.
		ValidatorBanned,
		/// The validator is not leaving. It has to leave first.
		NotLeaving,
		/// The time of unbonding is not over, or the validator is still in the set because nobody else is.
		StillBonded,
		/// The validator was neither dropped nor pardoned.
		NotIdle,
		/// The validator is not banned.
		NotBanned,
		/// A value of the rules is out of its bounds.
		RulesNotValid,
		/// A header or a proof is larger than any that is needed.
		ProofTooLarge,
		/// The headers do not show that this author sealed two for this slot.
		DoubleAuthoringNotProven,
		/// The key was nobody's in that session, or the root of that session is not kept any more.
		KeyOwnerNotProven,
		/// This was reported before, or the offender is banned, or has no bond here.
		AlreadyReported,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let max = T::MaxValidators::get();
			assert!(max > 0, "there can be a validator");
			assert!(max <= T::MaxCandidates::get(), "each validator has a place");
			let are_valid = RulesOf::<T>::default().are_valid(max);
			assert!(are_valid, "a network without rules in its genesis can start");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Put up the bond to become a validator: at once if admission is open, else when governance admits it.
		///
		/// Origin: signed by an account with session keys, which pays the bond.
		///
		/// Parameters: none.
		///
		/// Errors: [`Error::AlreadyRegistered`], [`Error::NoSessionKeys`], [`Error::TooManyCandidates`],
		/// [`Error::TooManyValidators`] if admission is open, and the currency's error when the bond cannot be held.
		///
		/// Events: [`Event::ValidatorRegistered`], [`Event::ValidatorAdmitted`].
		#[pallet::call_index(0)]
		pub fn register_validator(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::register(who)
		}

		/// Let a candidate validate, from the session after next.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `who` has applied.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::NotApplied`], [`Error::NoSessionKeys`], [`Error::TooManyValidators`].
		///
		/// Events: [`Event::ValidatorAdmitted`].
		#[pallet::call_index(1)]
		pub fn admit_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::admit(who)
		}

		/// Withdraw an application, or cease to be a validator: from the session after next, with the bond free after unbonding. Keep
		/// the node running until then.
		///
		/// Origin: signed by the candidate or validator.
		///
		/// Parameters: none.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::AlreadyLeaving`], [`Error::ValidatorBanned`],
		/// [`Error::TooFewValidators`].
		///
		/// Events: [`Event::ApplicationWithdrawn`], [`Event::ValidatorRetired`].
		#[pallet::call_index(2)]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::depart(who)
		}

		/// Release the bond of somebody who has left, and clear their place.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `who` has left.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::NotLeaving`], [`Error::StillBonded`].
		///
		/// Events: [`Event::BondWithdrawn`].
		#[pallet::call_index(3)]
		pub fn withdraw_bond(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::unbond(who, by)
		}

		/// Validate again after having been dropped or pardoned, from the session after next. Fills the bond up to that of now.
		///
		/// Origin: signed by the validator.
		///
		/// Parameters: none.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::NotIdle`], [`Error::NoSessionKeys`], [`Error::TooManyValidators`], and the
		/// currency's error when the bond cannot be held.
		///
		/// Events: [`Event::ValidatorResumed`].
		#[pallet::call_index(4)]
		pub fn resume(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::return_to_set(who)
		}

		/// Send a candidate or validator away without punishment; close the case of one that is banned.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `who`, of any standing but leaving.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::AlreadyLeaving`], [`Error::TooFewValidators`].
		///
		/// Events: [`Event::ApplicationWithdrawn`], [`Event::ValidatorExpelled`].
		#[pallet::call_index(5)]
		pub fn expel_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::expel(who)
		}

		/// Let somebody who is banned resume.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `who` is banned.
		///
		/// Errors: [`Error::ValidatorNotFound`], [`Error::NotBanned`].
		///
		/// Events: [`Event::ValidatorPardoned`].
		#[pallet::call_index(6)]
		pub fn pardon_validator(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::pardon(who)
		}

		/// Change what the network demands. Bonds and unbonding that run stay as they are; a new length of sessions holds for the
		/// running one.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `rules`, in full.
		///
		/// Errors: [`Error::RulesNotValid`].
		///
		/// Events: [`Event::RulesSet`].
		#[pallet::call_index(7)]
		pub fn set_rules(origin: OriginFor<T>, rules: RulesOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			ensure!(rules.are_valid(T::MaxValidators::get()), Error::<T>::RulesNotValid);
			let old = CurrentRules::<T>::get();
			CurrentRules::<T>::put(&rules);
			Self::deposit_event(Event::RulesSet { old, new: rules });
			Ok(())
		}

		/// Have a validator punished that authored two blocks in one slot. Costs no fee if that holds.
		///
		/// Origin: signed by anybody; or the author of the block, whose node saw it, without a signature.
		///
		/// Parameters: `proof`: both headers with their seals, each of [`MAX_HEADER_SIZE`] bytes at most; `key_owner_proof`: the key's
		/// place in a session that can still be punished, with [`MAX_PROOF_NODES`] nodes and [`MAX_PROOF_SIZE`] bytes at most.
		///
		/// Errors: [`Error::ProofTooLarge`], [`Error::DoubleAuthoringNotProven`], [`Error::KeyOwnerNotProven`],
		/// [`Error::AlreadyReported`].
		///
		/// Events: [`Event::ValidatorBanned`].
		#[pallet::call_index(8)]
		#[pallet::authorize(|source, proof, key_owner_proof| {
			Pallet::<T>::authorize_report(source, proof, key_owner_proof)
		})]
		pub fn report_double_authoring(
			origin: OriginFor<T>,
			proof: Box<DoubleAuthoringProofOf<T>>,
			key_owner_proof: MembershipProof,
		) -> DispatchResultWithPostInfo {
			let reporter = match origin.into() {
				Ok(RawOrigin::Signed(who)) => Some(who),
				Ok(RawOrigin::Authorized) => None,
				_ => return Err(DispatchError::BadOrigin.into()),
			};
			Self::report(reporter, &proof, key_owner_proof)?;
			Ok(Pays::No.into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// All candidates and validators, in the order of the ledger; at most [`Config::MaxCandidates`].
		pub fn validators() -> Vec<ValidatorInfoOf<T>> {
			Validators::<T>::iter().map(|(who, found)| Self::info(who, found)).collect()
		}

		/// A candidate or validator.
		pub fn validator(who: T::AccountId) -> Option<ValidatorInfoOf<T>> {
			let found = Validators::<T>::get(&who)?;
			Some(Self::info(who, found))
		}

		/// What the network demands.
		pub fn rules() -> RulesOf<T> {
			CurrentRules::<T>::get()
		}

		/// The block in which the next session begins.
		pub fn next_session_at() -> BlockNumberFor<T> {
			Self::end_of_session()
		}
	}
}
