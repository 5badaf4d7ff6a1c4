//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Pallet, RecordEntry};
use alloc::{format, vec, vec::Vec};
use carx_primitives::{Odometer, RecordClass, VehicleAccess, Vin, MAX_LOCATOR_LEN};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Time,
};
use frame_system::RawOrigin;
use sp_runtime::traits::Saturating;

/// The VIN of a car, of a region that knows no check digit.
fn vin(number: u32) -> Vin {
	Vin::parse(&format!("WVWZZZ1KZ6W{number:06}")).expect("17 characters that are allowed; qed")
}

fn longest_entry<T: Config>() -> RecordEntry {
	RecordEntry {
		class: RecordClass::Maintenance,
		observed_at: T::Time::now(),
		odometer: Some(Odometer::MAX),
		payload_hash: [0xFF; 32],
		locator: vec![b'l'; MAX_LOCATOR_LEN as usize].try_into().expect("is of that length; qed"),
		is_sealed: true,
	}
}

/// A provider of `cars` cars, each of which has a record already, who can pay for a record of each.
fn provider<T: Config>(cars: u32) -> T::AccountId
where
	T::Currency: Mutate<T::AccountId>,
{
	let provider: T::AccountId = whitelisted_caller();
	let records = Pallet::<T>::record_deposit().saturating_mul(cars.saturating_mul(2).into());
	let funds = records.saturating_add(T::Currency::minimum_balance());
	T::Currency::mint_into(&provider, funds).expect("issuance does not overflow; qed");
	for number in 0..cars {
		T::Access::grant_provider(&vin(number), &provider);
		Pallet::<T>::append_record(
			RawOrigin::Signed(provider.clone()).into(),
			vin(number),
			longest_entry::<T>(),
		)
		.expect("the provider is funded and has a grant; qed");
	}
	provider
}

fn assert_has_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_has_event(event.into());
}

#[benchmarks(where T::Currency: Mutate<T::AccountId>)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn append_record() {
		let issuer = provider::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer.clone()), vin(0), longest_entry::<T>());

		assert_eq!(RecordHeads::<T>::get(vin(0)).count, 2);
		assert_has_event::<T>(Event::RecordAppended {
			vehicle: vin(0),
			seq: 1,
			class: RecordClass::Maintenance,
			issuer,
		});
	}

	/// Worst case: every record is about another car.
	#[benchmark]
	fn append_records(n: Linear<1, MAX_BATCH>) {
		let issuer = provider::<T>(n);
		let entries = (0..n).map(|number| (vin(number), longest_entry::<T>())).collect::<Vec<_>>();
		let entries = Batch::try_from(entries).expect("is no longer than the longest batch; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer.clone()), entries);

		for number in 0..n {
			assert_eq!(RecordHeads::<T>::get(vin(number)).count, 2);
		}
		assert_has_event::<T>(Event::RecordAppended {
			vehicle: vin(n - 1),
			seq: 1,
			class: RecordClass::Maintenance,
			issuer,
		});
	}

	#[benchmark]
	fn supersede_record() {
		let issuer = provider::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), vin(0), 0, longest_entry::<T>());

		assert_eq!(Corrections::<T>::get(vin(0), 0), Some(1));
		assert_has_event::<T>(Event::RecordSuperseded { vehicle: vin(0), seq: 0, by: 1 });
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
