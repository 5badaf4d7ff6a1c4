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
pub use types::Plan;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod plans;
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
	use frame_support::{
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{schedule::v3::Named, Bounded, QueryPreimage, StorePreimage},
	};
	use frame_system::{pallet_prelude::*, RawOrigin};
	use sp_runtime::traits::Dispatchable;

	/// A call of at most 128 bytes, or the hash and length of its preimage.
	pub type BoundedCallOf<T> =
		Bounded<<T as Config>::RuntimeCall, <T as frame_system::Config>::Hashing>;
	/// A plan of this chain.
	pub type PlanOf<T> = Plan<BoundedCallOf<T>, BlockNumberFor<T>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The calls that can be planned.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo
			+ From<Call<Self>>
			+ From<frame_system::Call<Self>>;

		/// The origins that the scheduler knows.
		type PalletsOrigin: From<RawOrigin<Self::AccountId>>;

		/// Who plans, and withdraws what was planned: the executive committee.
		type PlanOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who vetoes: the risk committee.
		type VetoOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who agrees that a plan is enacted at once: the risk committee.
		type ExpediteOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Enacts plans when they are due, before the extrinsics of the block.
		type Scheduler: Named<
			BlockNumberFor<Self>,
			<Self as Config>::RuntimeCall,
			Self::PalletsOrigin,
			Hasher = Self::Hashing,
		>;

		/// Where calls of more than 128 bytes are.
		type Preimages: QueryPreimage<H = Self::Hashing> + StorePreimage;

		/// How many blocks after its planning a call is enacted. 0 is taken for 1. A change is for later plans only.
		type Delay: Get<BlockNumberFor<Self>>;

		/// Most plans at a time. With a lower one nothing can be planned until enough of those there are have ended.
		#[pallet::constant]
		type MaxPlans: Get<u32>;

		/// The most that an enactment may weigh with its call: what the scheduler has in one block, less what the scheduler itself
		/// takes. A plan that weighs more than the scheduler has is never enacted, and has to be withdrawn.
		#[pallet::constant]
		type MaximumWeight: Get<Weight>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The number of the next plan. Never used twice.
	#[pallet::storage]
	pub type NextPlan<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The plans by number. The number is the chain's own, so a light hash will do. Nobody pays: committees alone plan, and there are at
	/// most [`Config::MaxPlans`].
	#[pallet::storage]
	pub type Plans<T: Config> = CountedStorageMap<_, Twox64Concat, u32, PlanOf<T>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A call was planned.
		CallPlanned {
			/// The plan.
			id: u32,
			/// The hash of the encoded call.
			call_hash: T::Hash,
			/// The block in which it is enacted.
			due: BlockNumberFor<T>,
		},
		/// A plan was vetoed: it is never enacted.
		PlanVetoed {
			/// The plan.
			id: u32,
		},
		/// A plan is enacted in the next block.
		PlanExpedited {
			/// The plan.
			id: u32,
			/// The block in which it is enacted.
			due: BlockNumberFor<T>,
		},
		/// A plan was withdrawn: it is never enacted.
		PlanWithdrawn {
			/// The plan.
			id: u32,
		},
		/// A plan was enacted, and is gone.
		PlanEnacted {
			/// The plan.
			id: u32,
			/// Whether its call succeeded; if not, it changed nothing.
			result: DispatchResult,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no plan with this number: it was enacted, vetoed or withdrawn, or never made.
		NotFound,
		/// There are as many plans as there can be. Wait for one to end, or withdraw one.
		TooManyPlans,
		/// The bytes are not exactly one call of this runtime, or come as a hash without a length. Give the call as the metadata has it.
		CallNotValid,
		/// There is no preimage of this hash and length. Note it first.
		PreimageNotFound,
		/// The call weighs more than fits a block; at its enactment, more than when it was planned. Split it, or plan it anew.
		TooHeavy,
		/// The plan is enacted in the next block already, or waits for room in one.
		AlreadyDue,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Plan a call: it is dispatched as root after the delay.
		///
		/// Origin: [`Config::PlanOrigin`].
		///
		/// Parameters: `call`, at most 128 bytes as it is; a longer one by the hash and length of its preimage, which must be there and is
		/// kept until the plan ends.
		///
		/// Errors: [`Error::TooManyPlans`], [`Error::PreimageNotFound`], [`Error::CallNotValid`], [`Error::TooHeavy`], and the error of
		/// the scheduler when the block in which it would be due has no place left.
		///
		/// Events: [`Event::CallPlanned`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::plan_call(call.lookup_len().unwrap_or_default()))]
		pub fn plan_call(origin: OriginFor<T>, call: BoundedCallOf<T>) -> DispatchResult {
			T::PlanOrigin::ensure_origin(origin)?;
			Self::enter(call)
		}

		/// Veto a plan: it is never enacted. The last block in which this can be done is the one before it is due, or before it finds room.
		///
		/// Origin: [`Config::VetoOrigin`].
		///
		/// Parameters: `id` of the plan.
		///
		/// Errors: [`Error::NotFound`].
		///
		/// Events: [`Event::PlanVetoed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::veto_plan())]
		pub fn veto_plan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			T::VetoOrigin::ensure_origin(origin)?;
			Self::drop_plan(id)?;
			Self::deposit_event(Event::PlanVetoed { id });
			Ok(())
		}

		/// Have a plan enacted in the next block.
		///
		/// Origin: [`Config::ExpediteOrigin`].
		///
		/// Parameters: `id` of the plan.
		///
		/// Errors: [`Error::NotFound`], [`Error::AlreadyDue`], and the error of the scheduler when the next block has no place left.
		///
		/// Events: [`Event::PlanExpedited`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::expedite_plan())]
		pub fn expedite_plan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			T::ExpediteOrigin::ensure_origin(origin)?;
			let due = Self::expedite(id)?;
			Self::deposit_event(Event::PlanExpedited { id, due });
			Ok(())
		}

		/// Withdraw a plan: it is never enacted.
		///
		/// Origin: [`Config::PlanOrigin`].
		///
		/// Parameters: `id` of the plan.
		///
		/// Errors: [`Error::NotFound`].
		///
		/// Events: [`Event::PlanWithdrawn`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_plan())]
		pub fn withdraw_plan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			T::PlanOrigin::ensure_origin(origin)?;
			Self::drop_plan(id)?;
			Self::deposit_event(Event::PlanWithdrawn { id });
			Ok(())
		}

		/// Enact a plan: dispatch its call as root. The scheduler does it when the plan is due. It succeeds though the call fails: what
		/// came of the call is in the event, [`Error::PreimageNotFound`], [`Error::CallNotValid`] or [`Error::TooHeavy`] if it could not
		/// be dispatched.
		///
		/// Origin: root.
		///
		/// Parameters: `id` of the plan; `weight`, the most that the enactment may weigh with its call.
		///
		/// Errors: [`Error::NotFound`].
		///
		/// Events: [`Event::PlanEnacted`], after those of the call.
		#[pallet::call_index(4)]
		#[pallet::weight(*weight)]
		pub fn enact_plan(
			origin: OriginFor<T>,
			id: u32,
			weight: Weight,
		) -> DispatchResultWithPostInfo {
			ensure_root(origin)?;
			let plan = Self::take(id)?;
			let (result, weight) = Self::dispatch(&plan.call, weight);
			Self::deposit_event(Event::PlanEnacted { id, result });
			Ok(Some(weight).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A plan by its number.
		pub fn plan(id: u32) -> Option<PlanOf<T>> {
			Plans::<T>::get(id)
		}

		/// All plans with their numbers, oldest first; at most [`Config::MaxPlans`].
		pub fn plans() -> Vec<(u32, PlanOf<T>)> {
			let mut plans: Vec<_> = Plans::<T>::iter().collect();
			plans.sort_by_key(|(id, _)| *id);
			plans
		}

		/// What a plan will do, from its preimage if it has one.
		pub fn planned_call(id: u32) -> Option<<T as Config>::RuntimeCall> {
			Plans::<T>::get(id).and_then(|plan| Self::decode(&plan.call).ok())
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxPlans::get() > 0, "nothing could be planned");
			let block = T::BlockWeights::get().max_block;
			assert!(T::MaximumWeight::get().all_lte(block), "a plan could weigh more than a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
