//! How a plan comes, goes and is enacted.

use crate::{pallet::*, Config, Pallet, Plan, WeightInfo};
use codec::{DecodeLimit, Encode};
use frame_support::{
	dispatch::{DispatchResult, GetDispatchInfo},
	ensure,
	traits::{
		schedule::{
			v3::{Named, TaskName},
			DispatchTime, HARD_DEADLINE,
		},
		Bounded, Get, QueryPreimage, StorePreimage,
	},
	weights::Weight,
	MAX_EXTRINSIC_DEPTH,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::{
	traits::{Dispatchable, One, Saturating},
	DispatchError,
};

/// Which part of its weight a plan gets on top, in case that the call is heavier when it is enacted: a tenth.
const HEADROOM: u64 = 10;

impl<T: Config> Pallet<T> {
	/// Plans a call for who is entitled to, which is for the caller to see to: as [`Pallet::plan_call`].
	///
	/// # Errors
	/// Those of [`Pallet::plan_call`].
	pub fn enter(call: BoundedCallOf<T>) -> DispatchResult {
		let call_hash = call.hash();
		let (id, due) = Self::make(call)?;
		Self::deposit_event(Event::CallPlanned { id, call_hash, due });
		Ok(())
	}

	/// Under which name the scheduler knows a plan.
	pub(crate) fn task_name(id: u32) -> TaskName {
		(b"carx/enactment", id).using_encoded(sp_io::hashing::blake2_256)
	}

	/// What enacting a call costs besides the call itself.
	fn own_weight(call: &BoundedCallOf<T>) -> Weight {
		T::WeightInfo::enact_plan(call.lookup_len().unwrap_or_default())
	}

	/// Makes a plan, and gives its number and the block in which it is due.
	fn make(call: BoundedCallOf<T>) -> Result<(u32, BlockNumberFor<T>), DispatchError> {
		ensure!(Plans::<T>::count() < T::MaxPlans::get(), Error::<T>::TooManyPlans);
		let weight = Self::own_weight(&call)
			.saturating_add(Self::decode(&call)?.get_dispatch_info().call_weight);
		let most = T::MaximumWeight::get();
		ensure!(weight.all_lte(most), Error::<T>::TooHeavy);
		// An upgrade in between may make the call a little heavier.
		let weight = weight.saturating_add(weight.saturating_div(HEADROOM)).min(most);

		let id = NextPlan::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::TooManyPlans)?;
		let planned_at = frame_system::Pallet::<T>::block_number();
		let due = planned_at.saturating_add(T::Delay::get().max(One::one()));
		Self::schedule(id, weight, due)?;
		T::Preimages::hold(&call);
		NextPlan::<T>::put(next);
		Plans::<T>::insert(id, Plan { call, planned_at, due });
		Ok((id, due))
	}

	/// Has the scheduler enact a plan. The call is short enough to need no preimage of its own.
	fn schedule(id: u32, weight: Weight, due: BlockNumberFor<T>) -> DispatchResult {
		let enact = <T as Config>::RuntimeCall::from(Call::enact_plan { id, weight });
		let call = T::Preimages::bound(enact)?;
		let at = DispatchTime::At(due);
		let root = RawOrigin::Root.into();
		T::Scheduler::schedule_named(Self::task_name(id), at, None, HARD_DEADLINE, root, call)?;
		Ok(())
	}

	/// Has a plan enacted in the next block, and gives that block.
	pub(crate) fn expedite(id: u32) -> Result<BlockNumberFor<T>, DispatchError> {
		Plans::<T>::try_mutate_exists(id, |slot| {
			let plan = slot.as_mut().ok_or(Error::<T>::NotFound)?;
			let next = frame_system::Pallet::<T>::block_number().saturating_add(One::one());
			ensure!(plan.due > next, Error::<T>::AlreadyDue);
			T::Scheduler::reschedule_named(Self::task_name(id), DispatchTime::At(next))?;
			plan.due = next;
			Ok(next)
		})
	}

	/// Takes a plan out, with its task.
	pub(crate) fn take(id: u32) -> Result<PlanOf<T>, Error<T>> {
		let plan = Plans::<T>::take(id).ok_or(Error::<T>::NotFound)?;
		// There is no task of this name while it runs, and none that can be cancelled once the scheduler has put it off. It then finds no
		// plan.
		let _ = T::Scheduler::cancel_named(Self::task_name(id));
		Ok(plan)
	}

	/// Ends a plan that is not to be enacted.
	pub(crate) fn drop_plan(id: u32) -> DispatchResult {
		let plan = Self::take(id)?;
		Self::let_go(&plan.call);
		Ok(())
	}

	/// Dispatches a planned call as root if it weighs no more than `limit`, its enactment included. Gives the result, and what all of it
	/// weighed.
	pub(crate) fn dispatch(call: &BoundedCallOf<T>, limit: Weight) -> (DispatchResult, Weight) {
		let own = Self::own_weight(call);
		let decoded = Self::decode(call);
		Self::let_go(call);
		let call = match decoded {
			Ok(call) => call,
			Err(error) => return (Err(error), own),
		};
		let info = call.get_dispatch_info();
		if own.saturating_add(info.call_weight).any_gt(limit) {
			return (Err(Error::<T>::TooHeavy.into()), own);
		}
		let (result, post_info) = match call.dispatch(RawOrigin::Root.into()) {
			Ok(post_info) => (Ok(()), post_info),
			Err(failure) => (Err(failure.error), failure.post_info),
		};
		// New code claims the whole block, more than was booked for it, which the scheduler would not count at all.
		let weight = post_info.actual_weight.unwrap_or(info.call_weight).min(info.call_weight);
		(result, own.saturating_add(weight))
	}

	/// The call, from itself or its preimage.
	pub(crate) fn decode(
		call: &BoundedCallOf<T>,
	) -> Result<<T as Config>::RuntimeCall, DispatchError> {
		let decode = |mut bytes: &[u8]| {
			DecodeLimit::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut bytes)
				.map_err(|_| Error::<T>::CallNotValid.into())
		};
		match call {
			Bounded::Inline(bytes) => decode(bytes),
			Bounded::Lookup { hash, len } => {
				let bytes = T::Preimages::fetch(hash, Some(*len));
				decode(&bytes.map_err(|_| Error::<T>::PreimageNotFound)?)
			},
			Bounded::Legacy { .. } => Err(Error::<T>::CallNotValid.into()),
		}
	}

	/// Lets the preimage of a plan go, unless root took the request away.
	fn let_go(call: &BoundedCallOf<T>) {
		if call.lookup_hash().is_some_and(|hash| T::Preimages::is_requested(&hash)) {
			T::Preimages::drop(call);
		}
	}
}
