//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Pallet};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		schedule::{v3::Named, DispatchTime, HARD_DEADLINE},
		Bounded, EnsureOrigin, Get, StorePreimage,
	},
	weights::Weight,
};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use sp_runtime::traits::{Hash, One};

/// The longest preimage: 4 MiB less a few bytes around it.
const LONGEST: u32 = 4 * 1024 * 1024 - 16;

/// A call of so many bytes and a few more: as it is if it is short, by its preimage otherwise.
fn call_of<T: Config>(bytes: u32) -> BoundedCallOf<T> {
	let remark = alloc::vec![0xFF; bytes as usize];
	let call = <T as Config>::RuntimeCall::from(frame_system::Call::remark { remark });
	let encoded = call.encode();
	let len = encoded.len() as u32;
	match encoded.try_into() {
		Ok(inline) => Bounded::Inline(inline),
		Err(encoded) => {
			let hash = T::Hashing::hash(&encoded);
			T::Preimages::note(encoded.into()).expect("the preimage is not too long; qed");
			Bounded::Lookup { hash, len }
		},
	}
}

/// Fills the agenda of a block, but for one place.
fn fill_agenda<T: Config>(block: BlockNumberFor<T>) {
	let mut number = 0u32;
	let name =
		|number: u32| (b"benchmark", block, number).using_encoded(sp_io::hashing::blake2_256);
	let call = call_of::<T>(100);
	let at = DispatchTime::At(block);
	let schedule = |number| {
		let (root, call) = (RawOrigin::Root.into(), call.clone());
		T::Scheduler::schedule_named(name(number), at, None, HARD_DEADLINE, root, call)
	};
	while schedule(number).is_ok() {
		number += 1;
	}
	T::Scheduler::cancel_named(name(number - 1)).expect("it was scheduled; qed");
}

/// The block in which what is planned now is due, with a full agenda but for one place.
fn crowded_block<T: Config>() -> BlockNumberFor<T> {
	let due = System::<T>::block_number() + T::Delay::get().max(One::one());
	fill_agenda::<T>(due);
	due
}

/// A plan with a preimage of so many bytes, in a full agenda.
fn planned<T: Config>(bytes: u32) -> Result<u32, BenchmarkError> {
	crowded_block::<T>();
	let origin = T::PlanOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let id = NextPlan::<T>::get();
	Pallet::<T>::plan_call(origin, call_of::<T>(bytes))?;
	Ok(id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn plan_call(l: Linear<128, LONGEST>) -> Result<(), BenchmarkError> {
		crowded_block::<T>();
		let origin =
			T::PlanOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let id = NextPlan::<T>::get();
		let call = call_of::<T>(l);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, call);

		assert!(Plans::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn veto_plan() -> Result<(), BenchmarkError> {
		let id = planned::<T>(128)?;
		let origin =
			T::VetoOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Plans::<T>::contains_key(id));
		Ok(())
	}

	/// Worst case: from a full agenda into a full agenda.
	#[benchmark]
	fn expedite_plan() -> Result<(), BenchmarkError> {
		// A benchmark that is set up at genesis is run in block 1.
		System::<T>::set_block_number(One::one());
		let id = planned::<T>(128)?;
		let origin =
			T::ExpediteOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let next = System::<T>::block_number() + One::one();
		fill_agenda::<T>(next);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Plans::<T>::get(id).map(|plan| plan.due), Some(next));
		Ok(())
	}

	#[benchmark]
	fn withdraw_plan() -> Result<(), BenchmarkError> {
		let id = planned::<T>(128)?;
		let origin =
			T::PlanOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Plans::<T>::contains_key(id));
		Ok(())
	}

	/// Worst case: by root before it is due, so that its task is cancelled. The call itself does next to nothing.
	#[benchmark]
	fn enact_plan(l: Linear<128, LONGEST>) -> Result<(), BenchmarkError> {
		let id = planned::<T>(l)?;

		#[extrinsic_call]
		_(RawOrigin::Root, id, Weight::MAX);

		assert!(!Plans::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
