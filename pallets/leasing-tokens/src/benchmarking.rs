//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Lot, Pallet, EXPIRY_STEP, MAX_LOTS, MAX_SUPPLY};
use carx_primitives::{Accreditations, Moment, RentReceiver, Role, VehicleTitles, Vin};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungibles::{Inspect, Mutate},
	Consideration, Footprint, Get, Time,
};
use frame_system::RawOrigin;
use sp_runtime::traits::Saturating;

/// A VIN whose check digit is compulsory.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, AssetKind> {
	/// An asset other than the native one, made if need be: its path is the longer.
	fn asset() -> AssetKind;

	/// Gives the account plenty of the asset, and of the native one.
	fn fund(asset: &AssetKind, who: &AccountId);
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

/// Somebody who can pay for all that a benchmark does.
fn funded<T: Config>(name: &'static str, asset: &T::AssetKind) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	T::BenchmarkHelper::fund(asset, &who);
	T::PointsConsideration::ensure_successful(&who, Footprint::from_parts(1, AMPLE_SIZE));
	T::HoldingConsideration::ensure_successful(&who, Footprint::from_parts(1, AMPLE_SIZE));
	who
}

/// A pool whose lessor holds all of its shares, and their car.
fn pool<T: Config>() -> (u32, T::AccountId) {
	let asset = T::BenchmarkHelper::asset();
	let lessor = funded::<T>("lessor", &asset);
	T::Titles::register(&VIN, &lessor);
	split::<T>(&VIN, &lessor, asset);
	(NextPool::<T>::get().saturating_sub(1), lessor)
}

/// Pays the pool of the car a rent of which each share earns something, and something remains.
fn pay_rent<T: Config>(id: u32) {
	let asset = Pools::<T>::get(id).expect("the pool was made before; qed").asset;
	let unit = T::Assets::minimum_balance(asset.clone());
	let rent = unit.saturating_mul(MAX_SUPPLY.into()).saturating_add(1u32.into());
	T::Assets::mint_into(asset, &Pallet::<T>::pool_account(id), rent)
		.expect("issuance does not overflow; qed");
	<Pallet<T> as RentReceiver<_, _, _>>::received(&VIN, rent).expect("the pool earns; qed");
}

/// The way of other pallets to a car whose income is split.
pub(crate) fn split<T: Config>(vin: &Vin, lessor: &T::AccountId, asset: T::AssetKind) {
	T::Accreditations::accredit(lessor, Role::Lessor);
	T::BenchmarkHelper::fund(&asset, lessor);
	let ample = || Footprint::from_parts(1, AMPLE_SIZE);
	T::PoolConsideration::ensure_successful(lessor, ample());
	T::HoldingConsideration::ensure_successful(lessor, ample());
	T::VehicleConsideration::ensure_successful(lessor, ample());
	let id = Pallet::<T>::open_pool(lessor.clone(), asset, MAX_SUPPLY, Moment::MAX, [0xFF; 32])
		.expect("the lessor is accredited and funded; qed");
	Pallet::<T>::admit(id, lessor.clone(), *vin)
		.expect("the car is the lessor's, and nothing stands in the way; qed");
}

/// The way of other pallets to points, in as many lots as there can be.
pub(crate) fn give<T: Config>(who: &T::AccountId, points: u32) {
	let first = (T::Time::now() / EXPIRY_STEP).saturating_add(1);
	let mut purse = Points::<T>::get(who).unwrap_or_default();
	for step in 0..u64::from(MAX_LOTS) {
		let expires_at = first.saturating_add(step).saturating_mul(EXPIRY_STEP);
		let points = points.div_ceil(MAX_LOTS).max(1);
		purse.lots.add(Lot { expires_at, points });
	}
	Points::<T>::insert(who, purse);
}

/// A pool whose lessor gave all shares away after a rent.
fn former_holder<T: Config>() -> (u32, T::AccountId) {
	let (id, lessor) = pool::<T>();
	pay_rent::<T>(id);
	let to = funded::<T>("to", &T::BenchmarkHelper::asset());
	T::HoldingConsideration::ensure_successful(&lessor, Footprint::from_parts(1, AMPLE_SIZE));
	Pallet::<T>::transfer_shares(signed::<T>(&lessor), id, to, MAX_SUPPLY)
		.expect("the lessor holds all shares; qed");
	(id, lessor)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_pool() {
		let asset = T::BenchmarkHelper::asset();
		let lessor = funded::<T>("lessor", &asset);
		T::Accreditations::accredit(&lessor, Role::Lessor);
		T::PoolConsideration::ensure_successful(&lessor, Footprint::from_parts(1, AMPLE_SIZE));
		let id = NextPool::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor), asset, MAX_SUPPLY, Moment::MAX, [0xFF; 32]);

		assert!(Pools::<T>::contains_key(id));
	}

	/// Worst case: a car with as many liens and locks as it can have.
	#[benchmark]
	fn add_vehicle() {
		let (id, lessor) = pool::<T>();
		Pallet::<T>::remove_vehicle(signed::<T>(&lessor), id, VIN)
			.expect("the lessor holds all shares; qed");
		T::VehicleConsideration::ensure_successful(&lessor, Footprint::from_parts(1, AMPLE_SIZE));

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor), id, VIN);

		assert!(Memberships::<T>::contains_key(VIN));
	}

	/// Worst case: before the end, by the holder of all shares.
	#[benchmark]
	fn remove_vehicle() {
		let (id, lessor) = pool::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor), id, VIN);

		assert!(!Memberships::<T>::contains_key(VIN));
	}

	/// Worst case: all shares, to somebody who has none, by somebody to whom nothing is owed.
	#[benchmark]
	fn transfer_shares() {
		let (id, lessor) = pool::<T>();
		let asset = T::BenchmarkHelper::asset();
		let to = funded::<T>("to", &asset);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor.clone()), id, to.clone(), MAX_SUPPLY);

		assert!(!Holdings::<T>::contains_key(id, lessor));
		assert!(Holdings::<T>::contains_key(id, to));
	}

	/// Worst case: to a holder who has no shares any more, whose place ends with it.
	#[benchmark]
	fn claim_income() {
		let (id, lessor) = former_holder::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor.clone()), id);

		assert!(!Holdings::<T>::contains_key(id, lessor));
	}

	/// Worst case: as for [`claim_income`].
	#[benchmark]
	fn pay_income() {
		let (id, lessor) = former_holder::<T>();
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, lessor.clone());

		assert!(!Holdings::<T>::contains_key(id, lessor));
	}

	/// Worst case: with rent that was not claimed.
	#[benchmark]
	fn close_pool() {
		let (id, lessor) = pool::<T>();
		pay_rent::<T>(id);
		Pallet::<T>::remove_vehicle(signed::<T>(&lessor), id, VIN)
			.expect("the lessor holds all shares; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor), id);

		assert!(!Pools::<T>::contains_key(id));
	}

	/// Worst case: all lots, to somebody who has none.
	#[benchmark]
	fn transfer_points() -> Result<(), BenchmarkError> {
		let asset = T::BenchmarkHelper::asset();
		let from = funded::<T>("from", &asset);
		let to = funded::<T>("to", &asset);
		give::<T>(&from, MAX_LOTS);
		if !T::PointsTransferable::get() {
			return Err(BenchmarkError::Weightless);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), to.clone(), MAX_LOTS);

		assert_eq!(Pallet::<T>::points_info(&to).valid, MAX_LOTS);
		Ok(())
	}

	/// Worst case: all lots, of an account that somebody else gave them.
	#[benchmark]
	fn clear_points() {
		let asset = T::BenchmarkHelper::asset();
		let payer = funded::<T>("payer", &asset);
		let who = funded::<T>("who", &asset);
		let footprint = Footprint::from_parts(1, AMPLE_SIZE);
		let ticket =
			T::PointsConsideration::new(&payer, footprint).expect("the payer is funded; qed");
		let mut purse = PurseOf::<T> { deposit: Some((payer, ticket)), ..Default::default() };
		// Lots that were never valid stand for those that have expired: the clock of a benchmark may stand at its beginning.
		for expires_at in 0..=T::Time::now().min(u64::from(MAX_LOTS) - 1) {
			purse.lots.add(Lot { expires_at, points: 1 });
		}
		Points::<T>::insert(&who, purse);
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());

		assert!(!Points::<T>::contains_key(who));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
