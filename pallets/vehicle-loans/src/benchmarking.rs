//! Worst cases of the calls, checked for their outcome.

use crate::{
	pallet::*, Config, Pallet, Stage, Terms, MAX_INSTALMENTS, MAX_LOANS, MAX_PERIOD, MIN_PERIOD,
};
use carx_primitives::{Accreditations, Moment, Role, VehicleTitles, Vin};
use frame_benchmarking::v2::*;
use frame_support::traits::{fungibles::Inspect, Consideration, Footprint};
use frame_system::RawOrigin;

/// A VIN whose check digit is compulsory.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

/// The time of all benchmarks.
const NOW: Moment = 1_795_348_800_000;

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, AssetKind> {
	/// An asset other than the native one, made if need be: its path is the longer.
	fn asset() -> AssetKind;

	/// Gives the account plenty of the asset, and of the native one.
	fn fund(asset: &AssetKind, who: &AccountId);

	/// Sets the chain's clock: a fresh chain is in 1970, where nothing can be late.
	fn set_time(now: Moment);
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

/// Somebody who has money.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	T::BenchmarkHelper::fund(&T::BenchmarkHelper::asset(), &who);
	who
}

fn terms<T: Config>(borrower: &T::AccountId) -> TermsOf<T> {
	let asset = T::BenchmarkHelper::asset();
	let unit = T::Assets::minimum_balance(asset.clone());
	Terms {
		borrower: borrower.clone(),
		asset,
		principal: unit,
		instalment: unit,
		instalments: MAX_INSTALMENTS,
		period: MAX_PERIOD,
		first_due: NOW + 1,
		contract: [0xFF; 32],
	}
}

/// A lender, and a borrower with a car that has as many liens and locks as leave room for one more.
fn sides<T: Config>() -> (T::AccountId, T::AccountId) {
	T::BenchmarkHelper::set_time(NOW);
	let (lender, borrower) = (funded::<T>("lender"), funded::<T>("borrower"));
	T::Accreditations::accredit(&lender, Role::Lender);
	T::LoanConsideration::ensure_successful(&lender, Footprint::from_parts(1, AMPLE_SIZE));
	T::Titles::register(&VIN, &borrower);
	(lender, borrower)
}

/// An offer, by its number.
fn offered<T: Config>() -> (u32, T::AccountId, T::AccountId) {
	let (lender, borrower) = sides::<T>();
	let id = NextLoan::<T>::get();
	Pallet::<T>::offer_loan(signed::<T>(&lender), VIN, terms::<T>(&borrower), NOW + 1)
		.expect("the lender is accredited and funded; qed");
	(id, lender, borrower)
}

/// A loan on a car with as many others as there can be, of which all instalments but `left` are paid and all are late.
fn running<T: Config>(left: u32) -> (u32, T::AccountId, T::AccountId) {
	let (id, lender, borrower) = offered::<T>();
	Pallet::<T>::accept_loan(signed::<T>(&borrower), id)
		.expect("the borrower owns the car, and it can be pledged; qed");
	Loans::<T>::mutate_extant(id, |loan| {
		loan.terms.first_due = 0;
		loan.terms.period = MIN_PERIOD;
		if let Stage::Running { paid, .. } = &mut loan.stage {
			*paid = MAX_INSTALMENTS - left;
		}
	});
	(id, lender, borrower)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn offer_loan() {
		let (lender, borrower) = sides::<T>();
		let terms = terms::<T>(&borrower);
		let id = NextLoan::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(lender), VIN, terms, NOW + 1);

		assert!(Loans::<T>::contains_key(id));
	}

	/// Worst case: ended, by a stranger.
	#[benchmark]
	fn withdraw_loan_offer() {
		let (id, ..) = offered::<T>();
		T::BenchmarkHelper::set_time(NOW + 1);
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Loans::<T>::contains_key(id));
	}

	/// Worst case: the last of as many loans as a car can have.
	#[benchmark]
	fn accept_loan() {
		let (id, _, borrower) = offered::<T>();
		for other in 1..MAX_LOANS {
			LoansByVehicle::<T>::try_append(VIN, id + other).expect("there is room; qed");
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(borrower), id);

		let list = LoansByVehicle::<T>::get(VIN);
		assert!(list.is_full() && list.contains(&id));
		// What is listed there are no loans of is for the measurement alone.
		LoansByVehicle::<T>::mutate(VIN, |list| list.retain(|other| *other == id));
	}

	/// Worst case: the last one, late.
	#[benchmark]
	fn pay_instalment() {
		let (id, ..) = running::<T>(1);
		let payer = funded::<T>("payer");

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), id);

		assert!(!Loans::<T>::contains_key(id));
	}

	/// Worst case: all of them, late.
	#[benchmark]
	fn pay_off_loan() {
		let (id, ..) = running::<T>(MAX_INSTALMENTS);
		let payer = funded::<T>("payer");

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), id);

		assert!(!Loans::<T>::contains_key(id));
	}

	/// Worst case: the lender, while the lien is in force.
	#[benchmark]
	fn close_loan() {
		let (id, lender, _) = running::<T>(MAX_INSTALMENTS);

		#[extrinsic_call]
		_(RawOrigin::Signed(lender), id);

		assert!(!Loans::<T>::contains_key(id));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
