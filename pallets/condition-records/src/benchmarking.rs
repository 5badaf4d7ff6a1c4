//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, readings::MAX_STEPS, Config, Pallet, ReadingId, RecordEntry, Ruling};
use alloc::{format, vec, vec::Vec};
use carx_primitives::{
	Accreditations, Moment, Odometer, RecordClass, Role, VehicleAccess, Vin, DAY, MAX_LOCATOR_LEN,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	EnsureOrigin, Get,
};
use frame_system::RawOrigin;
use sp_runtime::traits::Saturating;

/// The VIN of a car, of a region that knows no check digit.
fn vin(number: u32) -> Vin {
	Vin::parse(&format!("WVWZZZ1KZ6W{number:06}")).expect("17 characters that are allowed; qed")
}

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper {
	/// Sets the chain's clock: a fresh chain is in 1970, where nothing can have been observed.
	fn set_time(now: Moment);
}

/// The time of all benchmarks.
fn now<T: Config>() -> Moment {
	let now = 1_795_348_800_000;
	T::BenchmarkHelper::set_time(now);
	now
}

fn entry(observed_at: Moment, metres: u32) -> RecordEntry {
	RecordEntry {
		class: RecordClass::PartReplacement,
		role: Some(Role::Workshop),
		observed_at,
		odometer: Some(Odometer::from_metres(metres)),
		odometer_after: Some(Odometer::from_metres(metres)),
		payload_hash: [0xFF; 32],
		locator: vec![b'l'; MAX_LOCATOR_LEN as usize].try_into().expect("is of that length; qed"),
		is_sealed: true,
	}
}

/// An account that can pay for `records` records and stand in a dispute.
fn fund<T: Config>(who: &T::AccountId, records: u32)
where
	T::Currency: Mutate<T::AccountId>,
{
	let (deposit, advance) = Pallet::<T>::dispute_deposits();
	let funds = Pallet::<T>::record_deposit()
		.saturating_mul(records.into())
		.saturating_add(deposit)
		.saturating_add(advance)
		.saturating_add(T::DisputeBond::get().saturating_mul(2u32.into()))
		.saturating_add(T::Currency::minimum_balance().saturating_mul(2u32.into()));
	T::Currency::mint_into(who, funds).expect("issuance does not overflow; qed");
}

/// A workshop that may write about the car.
fn workshop<T: Config>(vin: &Vin, who: &T::AccountId) {
	T::Accreditations::accredit(who, Role::Workshop);
	T::Access::grant_provider(vin, who);
}

/// When the new reading of a benchmark is taken: 350 days after the one before it, as many before the one after it.
fn middle<T: Config>() -> Moment {
	now::<T>().saturating_sub(350 * DAY)
}

/// A car for the longest search of a place, and the dearest finding: of the readings next to it the one is of one issuer, the other of
/// another, both for the first time corroborated, and the search starts from the last of [`MAX_STEPS`] more.
fn car<T: Config>(number: u32) -> ReadingId
where
	T::Currency: Mutate<T::AccountId>,
{
	let car = vin(number);
	let append = |who: &T::AccountId, at, metres| {
		let count = RecordHeads::<T>::get(car).count;
		Pallet::<T>::append_record(
			RawOrigin::Signed(who.clone()).into(),
			car,
			entry(at, metres),
			None,
		)
		.expect("the workshop is funded and has a grant; qed");
		ReadingId::Record(count)
	};
	let [before, after] = [0, 1].map(|side| {
		let who: T::AccountId = account("workshop", number, side);
		fund::<T>(&who, MAX_STEPS + 1);
		workshop::<T>(&car, &who);
		who
	});
	append(&before, now::<T>().saturating_sub(700 * DAY), 1_000);
	let mut last = ReadingId::Record(0);
	for step in 0..=MAX_STEPS {
		last = append(&after, now::<T>().saturating_sub((MAX_STEPS - step).into()), 3_000);
	}
	last
}

/// An issuer who may write about `cars` such cars, and the hints for them.
fn issuer<T: Config>(cars: u32) -> (T::AccountId, Vec<ReadingId>)
where
	T::Currency: Mutate<T::AccountId>,
{
	let issuer: T::AccountId = whitelisted_caller();
	fund::<T>(&issuer, cars * 3);
	let hints = (0..cars)
		.map(|number| {
			let hint = car::<T>(number);
			workshop::<T>(&vin(number), &issuer);
			hint
		})
		.collect();
	(issuer, hints)
}

/// That both neighbours of the new reading earned their point.
fn assert_corroborated<T: Config>(number: u32) {
	assert!(EarnedPoints::<T>::get(vin(number), 0).corroborated);
	assert!(EarnedPoints::<T>::get(vin(number), 1).corroborated);
}

/// The owner of the car 0, funded to dispute.
fn owner<T: Config>() -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let epoch = T::Access::title_epoch(&vin(0)).expect("the car is registered; qed");
	let owner = T::Access::owner_in(&vin(0), epoch).expect("the car has an owner; qed");
	fund::<T>(&owner, 0);
	owner
}

/// Appends a record by the issuer of the car 0, without a reading, so that it corroborates nothing yet; returns its number.
fn record_without_reading<T: Config>(issuer: &T::AccountId) -> u32 {
	let seq = RecordHeads::<T>::get(vin(0)).count;
	let plain = RecordEntry { odometer: None, odometer_after: None, ..entry(middle::<T>(), 0) };
	Pallet::<T>::append_record(RawOrigin::Signed(issuer.clone()).into(), vin(0), plain, None)
		.expect("the workshop is funded and has a grant; qed");
	seq
}

/// As [`record_without_reading`], disputed by the returned owner, and answered.
fn disputed<T: Config>(issuer: &T::AccountId, answered: bool) -> (u32, T::AccountId)
where
	T::Currency: Mutate<T::AccountId>,
{
	let seq = record_without_reading::<T>(issuer);
	let owner = owner::<T>();
	let signed = RawOrigin::Signed(owner.clone()).into();
	Pallet::<T>::dispute_record(signed, vin(0), seq, [1; 32]).expect("the owner is funded; qed");
	if answered {
		let signed = RawOrigin::Signed(issuer.clone()).into();
		Pallet::<T>::answer_dispute(signed, vin(0), seq, [2; 32]).expect("is in time; qed");
	}
	(seq, owner)
}

fn assert_has_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_has_event(event.into());
}

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn append_record() {
		let (issuer, hints) = issuer::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), vin(0), entry(middle::<T>(), 2_000), Some(hints[0]));

		assert_corroborated::<T>(0);
	}

	/// Worst case: every record is about another car.
	#[benchmark]
	fn append_records(n: Linear<1, MAX_BATCH>) {
		let (issuer, hints) = issuer::<T>(n);
		let entries = (0..n)
			.zip(hints)
			.map(|(number, hint)| (vin(number), entry(middle::<T>(), 2_000), Some(hint)));
		let entries =
			Batch::try_from(entries.collect::<Vec<_>>()).expect("is no longer than that; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), entries);

		for number in 0..n {
			assert_corroborated::<T>(number);
		}
	}

	/// Worst case: the record has a reading to be unlinked, and is disputed and answered; the correction's reading has the farthest place.
	#[benchmark]
	fn supersede_record() {
		let (issuer, hints) = issuer::<T>(1);
		let seq = RecordHeads::<T>::get(vin(0)).count;
		let signed = RawOrigin::Signed(issuer.clone());
		let early = entry(now::<T>().saturating_sub(1_200 * DAY), 5_000);
		Pallet::<T>::append_record(
			signed.clone().into(),
			vin(0),
			early,
			Some(ReadingId::Record(0)),
		)
		.expect("the workshop is funded and has a grant; qed");
		let owner = RawOrigin::Signed(owner::<T>()).into();
		Pallet::<T>::dispute_record(owner, vin(0), seq, [1; 32]).expect("the owner is funded; qed");
		Pallet::<T>::answer_dispute(signed.into(), vin(0), seq, [2; 32]).expect("is in time; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), vin(0), seq, entry(middle::<T>(), 2_000), Some(hints[0]));

		assert_corroborated::<T>(0);
		assert_eq!(OdometerSummaries::<T>::get(vin(0)).rollbacks, 0);
		assert_has_event::<T>(Event::DisputeConceded { vehicle: vin(0), seq, by: seq + 1 });
	}

	#[benchmark]
	fn dispute_record() {
		let (issuer, _) = issuer::<T>(1);
		let seq = record_without_reading::<T>(&issuer);
		let owner = owner::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), vin(0), seq, [1; 32]);

		assert!(Disputes::<T>::contains_key(vin(0), seq));
	}

	#[benchmark]
	fn answer_dispute() {
		let (issuer, _) = issuer::<T>(1);
		let (seq, _) = disputed::<T>(&issuer, false);

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), vin(0), seq, [2; 32]);

		assert_has_event::<T>(Event::DisputeAnswered { vehicle: vin(0), seq, statement: [2; 32] });
	}

	#[benchmark]
	fn withdraw_dispute() {
		let (issuer, _) = issuer::<T>(1);
		let (seq, owner) = disputed::<T>(&issuer, false);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), vin(0), seq);

		assert!(!Disputes::<T>::contains_key(vin(0), seq));
	}

	/// Worst case: the record is annulled, both sides posted a bond, the next reading is wound back from its own before and after, and points are burnt.
	#[benchmark]
	fn resolve_dispute() -> Result<(), BenchmarkError> {
		let arbiters =
			T::ArbiterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (issuer, hints) = issuer::<T>(1);
		let seq = RecordHeads::<T>::get(vin(0)).count;
		let signed = RawOrigin::Signed(issuer.clone());
		let ahead = entry(middle::<T>(), 5_000);
		Pallet::<T>::append_record(
			signed.clone().into(),
			vin(0),
			ahead,
			Some(ReadingId::Record(0)),
		)
		.expect("the workshop is funded and has a grant; qed");
		let owner = RawOrigin::Signed(owner::<T>()).into();
		Pallet::<T>::dispute_record(owner, vin(0), seq, [1; 32]).expect("the owner is funded; qed");
		Pallet::<T>::answer_dispute(signed.into(), vin(0), seq, [2; 32]).expect("is in time; qed");
		T::Points::mint_into(&issuer, T::DisputePenalty::get().saturating_mul(2u32.into()))
			.expect("issuance does not overflow; qed");
		let odometer = Some(Odometer::from_metres(5_000));
		let ruling = Ruling::Upheld { evidence: [9; 32], odometer, odometer_after: odometer };

		#[extrinsic_call]
		_(arbiters as T::RuntimeOrigin, vin(0), seq, ruling, Some(hints[0]));

		assert_eq!(OdometerSummaries::<T>::get(vin(0)).rollbacks, 1);
		assert_has_event::<T>(Event::DisputeUpheld { vehicle: vin(0), seq, by: seq + 1 });
		Ok(())
	}

	#[benchmark]
	fn confirm_use() {
		let (issuer, _) = issuer::<T>(1);
		let seq = record_without_reading::<T>(&issuer);
		let reader: T::AccountId = account("reader", 0, 0);
		T::Accreditations::accredit(&reader, Role::Insurer);
		T::Access::grant_reader(&vin(0), &reader);

		#[extrinsic_call]
		_(RawOrigin::Signed(reader), vin(0), seq, Role::Insurer);

		assert!(EarnedPoints::<T>::get(vin(0), seq).used);
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
