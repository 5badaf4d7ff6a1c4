//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, FindingStatus, Pallet, Severity, Subject, MAX_ANSWERS};
use carx_primitives::{Digest, MAX_LOCATOR_LEN};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use sp_runtime::traits::One;

const DIGEST: Digest = [0xFF; 32];

fn auditor<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AuditOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// An audit of a participant, with a locator of the greatest length.
fn audit<T: Config>(participant: T::AccountId) -> Result<u32, BenchmarkError> {
	let id = NextAudit::<T>::get();
	let subject = Subject::Participant(participant);
	let locator = alloc::vec![b'x'; MAX_LOCATOR_LEN as usize];
	let locator = locator.try_into().expect("it is as long as it can be; qed");
	Pallet::<T>::publish_audit(auditor::<T>()?, subject, DIGEST, locator)?;
	Ok(id)
}

fn next<T: Config>() -> BlockNumberFor<T> {
	System::<T>::block_number() + One::one()
}

/// A finding with as many answers as leave room for one more, which is demanded and overdue.
fn finding<T: Config>(participant: &T::AccountId) -> Result<u32, BenchmarkError> {
	let audit = audit::<T>(participant.clone())?;
	Pallet::<T>::add_finding(
		auditor::<T>()?,
		audit,
		DIGEST,
		Severity::Critical,
		Some(next::<T>()),
	)?;
	for _ in 1..MAX_ANSWERS {
		let by = RawOrigin::Signed(participant.clone()).into();
		Pallet::<T>::answer_finding(by, audit, 0, DIGEST)?;
		Pallet::<T>::demand_answer(auditor::<T>()?, audit, 0, next::<T>())?;
	}
	System::<T>::set_block_number(next::<T>() + One::one());
	Ok(audit)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn publish_audit() -> Result<(), BenchmarkError> {
		let origin = auditor::<T>()?;
		let id = NextAudit::<T>::get();
		let subject = Subject::Participant(whitelisted_caller());
		let locator = alloc::vec![b'x'; MAX_LOCATOR_LEN as usize];
		let locator = locator.try_into().expect("it is as long as it can be; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, subject, DIGEST, locator);

		assert!(Audits::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn add_finding() -> Result<(), BenchmarkError> {
		// A benchmark that is set up at genesis is run in block 1.
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let audit = audit::<T>(whitelisted_caller())?;
		let origin = auditor::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, audit, DIGEST, Severity::Critical, Some(next::<T>()));

		assert!(Findings::<T>::contains_key(audit, 0));
		Ok(())
	}

	/// Worst case: the last answer that there is room for, late.
	#[benchmark]
	fn answer_finding() -> Result<(), BenchmarkError> {
		let participant: T::AccountId = whitelisted_caller();
		let audit = finding::<T>(&participant)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(participant), audit, 0, DIGEST);

		assert!(Findings::<T>::get(audit, 0).is_some_and(|it| it.answers.is_full()));
		Ok(())
	}

	/// Worst case: many answers, and a demand that was missed.
	#[benchmark]
	fn set_finding_status() -> Result<(), BenchmarkError> {
		let audit = finding::<T>(&whitelisted_caller())?;
		let origin = auditor::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, audit, 0, FindingStatus::Withdrawn);

		assert!(Findings::<T>::get(audit, 0).is_some_and(|it| it.missed == 1));
		Ok(())
	}

	/// Worst case: many answers, and a demand that was missed.
	#[benchmark]
	fn demand_answer() -> Result<(), BenchmarkError> {
		let audit = finding::<T>(&whitelisted_caller())?;
		let origin = auditor::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, audit, 0, next::<T>());

		assert!(Findings::<T>::get(audit, 0).is_some_and(|it| it.missed == 1));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
