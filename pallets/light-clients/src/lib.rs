#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop. `expect` and narrowing casts are not on the list because
// the FRAME macros expand to both.
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
pub use rules::SetChange;
pub use types::{
	Chain, ChainInfo, Conflict, ConflictingHeader, FinalityProof, FreeCount, Halt, HaltReason,
	Header, HeaderInfo, Justification, KeptHeader, Name, MAX_NAME,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conflicts;
mod finality;
mod headers;
#[cfg(test)]
mod mock;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod proofs;
mod rules;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::headers::Trust;
	use alloc::{boxed::Box, vec::Vec};
	use carx_primitives::{ChainId, Digest, FinalizedChains};
	use frame_support::{dispatch::Pays, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use sp_consensus_grandpa::{AuthorityId, AuthorityWeight, SetId};

	/// The set that finalises the headers of a chain, with the weight of each one's vote.
	pub type AuthoritiesOf<T> =
		BoundedVec<(AuthorityId, AuthorityWeight), <T as Config>::MaxAuthorities>;
	pub(crate) type ChainOf<T> = Chain<BlockNumberFor<T>>;
	pub(crate) type ConflictOf<T> =
		Conflict<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who says which chains are followed, and from which header: the executive committee.
		type RegisterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who halts chains, and resumes those that it halted: the risk committee.
		type HaltOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What this chain itself is called. It is not followed.
		type LocalChain: Get<ChainId>;

		/// Most chains that are followed at a time. With a lower one those there are stay, and no other is registered.
		#[pallet::constant]
		type MaxChains: Get<u32>;

		/// Most members of a set. A lower one would leave larger sets undecodable.
		#[pallet::constant]
		type MaxAuthorities: Get<u32>;

		/// Most headers of one chain that are kept. With a lower one a chain keeps as many as it has, until it is trusted anew.
		#[pallet::constant]
		type HeadersToKeep: Get<u32>;

		/// Most bytes of a header that is submitted, and of each between it and what was voted for. A header that names a set of
		/// [`Config::MaxAuthorities`] has to fit.
		#[pallet::constant]
		type MaxHeaderSize: Get<u32>;

		/// Most headers between the one that is submitted and those that were voted for.
		#[pallet::constant]
		type MaxAncestors: Get<u32>;

		/// By how many blocks a submission has to advance its chain to be free. At least 1.
		#[pallet::constant]
		type FreeHeaderInterval: Get<u32>;

		/// Most free submissions in one block of this chain, for all chains together.
		#[pallet::constant]
		type MaxFreePerBlock: Get<u32>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The chains by what they are called. Governance alone adds keys, so a light hash will do. Nobody pays: there are at most
	/// [`Config::MaxChains`].
	#[pallet::storage]
	pub type Chains<T: Config> = CountedStorageMap<_, Twox64Concat, ChainId, ChainOf<T>>;

	/// The set that finalises what comes next and, once it took over from another, the one before, by chain and number of the set.
	/// Governance adds the chains and the numbers count up, so light hashes will do. Nobody pays: there are at most two of each chain.
	#[pallet::storage]
	pub type AuthoritySets<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChainId, Twox64Concat, SetId, AuthoritiesOf<T>>;

	/// The headers that are kept, by chain and number. Governance adds the chains and validators finalise the numbers, so light hashes
	/// will do. Nobody pays: there are at most [`Config::HeadersToKeep`] of each chain.
	#[pallet::storage]
	pub type Headers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChainId, Twox64Concat, u32, KeptHeader>;

	/// The last conflict of each chain, which stays when the chain is trusted anew. Governance alone adds chains, so a light hash will
	/// do. Nobody pays: there is at most one of each chain.
	#[pallet::storage]
	pub type Conflicts<T: Config> = StorageMap<_, Twox64Concat, ChainId, ConflictOf<T>>;

	/// How many submissions were free in the last block in which one was.
	#[pallet::storage]
	pub type FreeSubmissions<T: Config> = StorageValue<_, FreeCount<BlockNumberFor<T>>, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A chain is followed from now on.
		ChainRegistered {
			/// The chain.
			chain: ChainId,
			/// What people call it.
			name: Name,
			/// The number of the header that is trusted.
			number: u32,
			/// Its hash.
			hash: Digest,
			/// The number of the set that finalises its successors.
			set_id: SetId,
		},
		/// A chain is followed from another header, and what was known of it before is forgotten.
		ChainTrustedAnew {
			/// The chain.
			chain: ChainId,
			/// The number of the header that is trusted.
			number: u32,
			/// Its hash.
			hash: Digest,
			/// The number of the set that finalises its successors.
			set_id: SetId,
		},
		/// A header was proven final.
		HeaderFinalized {
			/// The chain.
			chain: ChainId,
			/// The number of the header.
			number: u32,
			/// Its hash.
			hash: Digest,
			/// Who submitted it.
			by: T::AccountId,
		},
		/// Another set finalises the headers of a chain from now on.
		AuthoritiesChanged {
			/// The chain.
			chain: ChainId,
			/// The number of the set.
			set_id: SetId,
			/// How many are in it.
			authorities: u32,
		},
		/// A chain finalised two headers of one height.
		ConflictReported {
			/// The chain.
			chain: ChainId,
			/// The height.
			number: u32,
			/// The headers, first that which was kept here, if one was.
			headers: [ConflictingHeader; 2],
			/// Who reported it.
			by: T::AccountId,
		},
		/// Nothing of a chain is believed from now on.
		ChainHalted {
			/// The chain.
			chain: ChainId,
			/// Why.
			reason: HaltReason,
		},
		/// A halted chain is followed again.
		ChainResumed {
			/// The chain.
			chain: ChainId,
		},
		/// A chain is followed no more.
		ChainRemoved {
			/// The chain.
			chain: ChainId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This is the chain itself, which it does not follow.
		LocalChain,
		/// The chain is registered. Trust it anew instead.
		AlreadyExists,
		/// As many chains are followed as can be. Remove one.
		TooManyChains,
		/// No chain of this name is registered.
		ChainNotFound,
		/// The set is empty, somebody is in it twice or without weight, or the weights cannot be added.
		AuthoritiesNotValid,
		/// The header is block 0 and not the one that the chain is called by, or its digest names another set than was given.
		TrustNotConsistent,
		/// A header has more bytes than are taken.
		HeaderTooLarge,
		/// A header as new, or a newer one, is known.
		OldHeader,
		/// The chain is halted, or was halted already.
		ChainHalted,
		/// Another set finalises the headers of this chain now. Submit the header that names it first, or ask for the number of the set.
		WrongSetId,
		/// The justification has more votes than the set has members.
		TooManyVotes,
		/// The justification has more ancestors than are taken. Choose one whose votes are nearer to the header.
		TooManyAncestors,
		/// The justification is for another header.
		HeaderNotFinalized,
		/// The votes do not weigh more than two thirds of the set.
		TooFewVotes,
		/// Votes follow after there were enough. Leave them out.
		VoteNotNeeded,
		/// Somebody voted who is not in the set.
		VoterNotInSet,
		/// Somebody voted twice.
		VoteDoubled,
		/// A vote is not signed by its voter, for this round and set.
		SignatureNotValid,
		/// A vote is for a header of which the ancestors do not show that it descends from the one submitted.
		VoteUnrelated,
		/// An ancestor is there twice, or leads to no vote. Leave it out.
		AncestorNotNeeded,
		/// The header names a set that takes over some blocks later, which the chains of this network never do. Governance has to trust
		/// the chain anew.
		ChangeDelayed,
		/// The header names a set with more members than can be followed. Governance has to trust the chain anew.
		TooManyAuthorities,
		/// No header of this height is kept. Give both proofs.
		HeaderNotFound,
		/// The two proofs are for different heights.
		HeightsDiffer,
		/// The two headers are the same.
		NoConflict,
		/// The chain is not halted.
		NotHalted,
		/// The chain proved untrustworthy. Only governance can trust it anew.
		NotResumable,
		/// The two headers are older than the one that governance trusted, when it judged what had been before.
		AlreadyJudged,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Follow a chain from a header that governance trusts.
		///
		/// Origin: [`Config::RegisterOrigin`].
		///
		/// Parameters: `chain`, the hash of its first block; `name`; `header`; `authorities` that finalise its successors, with the
		/// weights of their votes; `set_id`, the number of that set.
		///
		/// Errors: [`Error::LocalChain`], [`Error::AlreadyExists`], [`Error::TooManyChains`], [`Error::HeaderTooLarge`],
		/// [`Error::AuthoritiesNotValid`], [`Error::TrustNotConsistent`].
		///
		/// Events: [`Event::ChainRegistered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_chain())]
		pub fn register_chain(
			origin: OriginFor<T>,
			chain: ChainId,
			name: Name,
			header: Box<Header>,
			authorities: AuthoritiesOf<T>,
			set_id: SetId,
		) -> DispatchResult {
			T::RegisterOrigin::ensure_origin(origin)?;
			Self::register(chain, name, Trust { header: *header, authorities, set_id })
		}

		/// Follow a chain from another header: after its keys were lost, it was started anew, or it was halted. All headers and sets that
		/// were known of it are forgotten, and a halt ends, whoever ordered it. The evidence of a conflict stays.
		///
		/// Origin: [`Config::RegisterOrigin`].
		///
		/// Parameters: `chain`; `header`, not older than the best one known unless the chain is halted; `authorities` that finalise its
		/// successors; `set_id`, the number of that set.
		///
		/// Errors: [`Error::ChainNotFound`], [`Error::OldHeader`], [`Error::HeaderTooLarge`], [`Error::AuthoritiesNotValid`],
		/// [`Error::TrustNotConsistent`].
		///
		/// Events: [`Event::ChainTrustedAnew`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::trust_anew(T::HeadersToKeep::get()))]
		pub fn trust_anew(
			origin: OriginFor<T>,
			chain: ChainId,
			header: Box<Header>,
			authorities: AuthoritiesOf<T>,
			set_id: SetId,
		) -> DispatchResultWithPostInfo {
			T::RegisterOrigin::ensure_origin(origin)?;
			let forgotten = Self::trust(chain, Trust { header: *header, authorities, set_id })?;
			Ok(Some(T::WeightInfo::trust_anew(forgotten)).into())
		}

		/// Prove that a header of a chain is final. If it names the next set, that finalises all later ones; so each header that does has
		/// to be submitted. A header with a forced change halts the chain instead. Free if it names a set or advances the chain by
		/// [`Config::FreeHeaderInterval`], for the first [`Config::MaxFreePerBlock`] in a block, and if it halts the chain.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `chain`; `header`, newer than the best one known; `justification`, without votes and ancestors that are not
		/// needed; `set_id`, the number of the set that voted.
		///
		/// Errors: before a vote is looked at, for a small part of the fee: [`Error::ChainNotFound`], [`Error::ChainHalted`],
		/// [`Error::OldHeader`], [`Error::WrongSetId`], [`Error::TooManyVotes`], [`Error::TooManyAncestors`],
		/// [`Error::HeaderTooLarge`]. Then [`Error::TooManyVotes`], [`Error::HeaderNotFinalized`], [`Error::TooFewVotes`],
		/// [`Error::VoteNotNeeded`], [`Error::VoterNotInSet`], [`Error::VoteDoubled`], [`Error::SignatureNotValid`],
		/// [`Error::VoteUnrelated`], [`Error::AncestorNotNeeded`]. Of a set that is named: [`Error::ChangeDelayed`],
		/// [`Error::TooManyAuthorities`], [`Error::AuthoritiesNotValid`], and an overflow where it cannot be numbered.
		///
		/// Events: [`Event::HeaderFinalized`], [`Event::AuthoritiesChanged`]; or [`Event::ChainHalted`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::submission_weight(justification))]
		pub fn submit_finality(
			origin: OriginFor<T>,
			chain: ChainId,
			header: Box<Header>,
			justification: Box<Justification>,
			set_id: SetId,
		) -> DispatchResultWithPostInfo {
			let by = ensure_signed(origin)?;
			let (header, justification) = (*header, *justification);
			Self::accept(chain, by, FinalityProof { header, justification, set_id })
		}

		/// Prove that a chain finalised two headers of one height, which halts it at once. Free if it is true.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `chain`; `proof` of one of them, by the set that finalises its headers now or the one before; `other`, the proof
		/// of the other, none where that is kept here.
		///
		/// Errors: [`Error::ChainNotFound`], [`Error::ChainHalted`] when governance has to decide on the chain already, [`Error::AlreadyJudged`],
		/// [`Error::HeightsDiffer`], [`Error::HeaderNotFound`], [`Error::NoConflict`], [`Error::WrongSetId`], and those of
		/// [`Pallet::submit_finality`] for proofs that are too long or not good.
		///
		/// Events: [`Event::ConflictReported`], [`Event::ChainHalted`].
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::report_weight(proof, other.as_deref()))]
		pub fn report_conflict(
			origin: OriginFor<T>,
			chain: ChainId,
			proof: Box<FinalityProof>,
			other: Option<Box<FinalityProof>>,
		) -> DispatchResultWithPostInfo {
			let reporter = ensure_signed(origin)?;
			Self::convict(chain, reporter, *proof, other.map(|other| *other))?;
			Ok(Pays::No.into())
		}

		/// Believe nothing of a chain from now on.
		///
		/// Origin: [`Config::HaltOrigin`].
		///
		/// Parameters: `chain`.
		///
		/// Errors: [`Error::ChainNotFound`], [`Error::ChainHalted`].
		///
		/// Events: [`Event::ChainHalted`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::halt_chain())]
		pub fn halt_chain(origin: OriginFor<T>, chain: ChainId) -> DispatchResult {
			T::HaltOrigin::ensure_origin(origin)?;
			Self::halt(chain)
		}

		/// Follow a chain again that was halted by [`Pallet::halt_chain`], from where it stood.
		///
		/// Origin: [`Config::HaltOrigin`].
		///
		/// Parameters: `chain`.
		///
		/// Errors: [`Error::ChainNotFound`], [`Error::NotHalted`], [`Error::NotResumable`].
		///
		/// Events: [`Event::ChainResumed`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::resume_chain())]
		pub fn resume_chain(origin: OriginFor<T>, chain: ChainId) -> DispatchResult {
			T::HaltOrigin::ensure_origin(origin)?;
			Self::resume(chain)
		}

		/// Follow a chain no more, and forget all that is known of it, conflicts too. It has to be halted first, so that two committees
		/// agree, or it proved untrustworthy.
		///
		/// Origin: [`Config::RegisterOrigin`].
		///
		/// Parameters: `chain`.
		///
		/// Errors: [`Error::ChainNotFound`], [`Error::NotHalted`].
		///
		/// Events: [`Event::ChainRemoved`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::remove_chain(T::HeadersToKeep::get()))]
		pub fn remove_chain(origin: OriginFor<T>, chain: ChainId) -> DispatchResultWithPostInfo {
			T::RegisterOrigin::ensure_origin(origin)?;
			let forgotten = Self::remove(chain)?;
			Ok(Some(T::WeightInfo::remove_chain(forgotten)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What is known of a chain.
		pub fn chain(id: ChainId) -> Option<ChainInfo<BlockNumberFor<T>>> {
			Self::info(id, Chains::<T>::get(id)?)
		}

		/// What is known of all chains, in no order; at most [`Config::MaxChains`].
		pub fn chains() -> Vec<ChainInfo<BlockNumberFor<T>>> {
			Chains::<T>::iter().filter_map(|(id, state)| Self::info(id, state)).collect()
		}

		/// The set that finalises the next headers of a chain, with the weights of the votes; at most [`Config::MaxAuthorities`].
		pub fn authorities(id: ChainId) -> Option<AuthoritiesOf<T>> {
			AuthoritySets::<T>::get(id, Chains::<T>::get(id)?.set_id)
		}

		/// The newest header of a chain that is known to be final, whether the chain is halted or not.
		pub fn best_header(id: ChainId) -> Option<HeaderInfo> {
			Self::header_info(&id, Chains::<T>::get(id)?.best)
		}

		/// A header of a chain that is kept, by its number, whether the chain is halted or not.
		pub fn header(id: ChainId, number: u32) -> Option<HeaderInfo> {
			Self::header_info(&id, number)
		}

		/// The root of the state of a chain after a block, if its header is kept and the chain is not halted.
		pub fn state_root(id: ChainId, number: u32) -> Option<Digest> {
			<Self as FinalizedChains>::state_root(&id, number)
		}

		/// The last evidence that a chain finalised two headers of one height.
		pub fn conflict(id: ChainId) -> Option<ConflictOf<T>> {
			Conflicts::<T>::get(id)
		}
	}

	impl<T: Config> FinalizedChains for Pallet<T> {
		fn state_root(chain: &ChainId, number: u32) -> Option<Digest> {
			let is_followed = Chains::<T>::get(chain).is_some_and(|state| state.halt.is_none());
			let header = is_followed.then(|| Headers::<T>::get(chain, number)).flatten()?;
			Some(header.state_root)
		}

		fn is_known(chain: &ChainId) -> bool {
			Chains::<T>::contains_key(chain)
		}

		#[cfg(feature = "runtime-benchmarks")]
		fn prove(chain: &ChainId, number: u32, root: Digest) {
			Self::pretend(*chain, number, root);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxChains::get() > 0, "no chain can be registered");
			assert!(T::MaxAuthorities::get() > 0, "no set has a member");
			assert!(T::HeadersToKeep::get() > 0, "no header is kept");
			assert!(T::FreeHeaderInterval::get() > 0, "every submission is free");
			// Beside the set a header has roots, a number, the slot and the seal of its author.
			let set = rules::count(AuthoritiesOf::<T>::max_encoded_len());
			let largest = set.saturating_add(512);
			assert!(T::MaxHeaderSize::get() >= largest, "no header can name the largest set");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
