//! Worst cases of the calls, checked for their outcome.

use crate::{pallet::*, Config, Damage, LeaseId, Pallet, Party, PointsRule, Ruling, Stage, Terms};
use carx_primitives::{
	Accreditations, ConditionHistory, LoyaltyPoints, Moment, Odometer, RentReceiver, Role,
	VehicleTitles, Vin, DAY,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Footprint, Get};
use frame_system::RawOrigin;
use sp_runtime::{DispatchResult, Permill};

/// What a benchmark needs of the chain around it.
pub trait BenchmarkHelper<AccountId, AssetKind, Balance> {
	/// Sets the chain's clock.
	fn set_time(now: Moment);

	/// The asset that takes longest to move.
	fn asset() -> AssetKind;

	/// Gives `who` at least `amount` of `asset`, and native money for all deposits.
	fn fund(asset: &AssetKind, who: &AccountId, amount: Balance);
}

/// A VIN whose check digit is compulsory.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");

/// The time at which a benchmark begins.
const NOW: Moment = 1_795_348_800_000;
const PERIOD: Moment = 30 * DAY;
const END: Moment = NOW + 12 * PERIOD;

/// A rent.
const RENT: u32 = 1_000_000;
/// What a kilometre costs.
const KM_PRICE: u32 = 100;

/// More bytes than a lease has.
const AMPLE_SIZE: usize = 4_096;

const DIGEST: [u8; 32] = [0xFF; 32];

fn rents<T: Config>(count: u32) -> BalanceOf<T> {
	(RENT * count).into()
}

fn km(kilometres: u32) -> Odometer {
	Odometer::from_metres(kilometres * 1_000)
}

fn person<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let asset = T::BenchmarkHelper::asset();
	T::BenchmarkHelper::fund(&asset, &who, rents::<T>(1_000));
	who
}

fn lessee<T: Config>() -> T::AccountId {
	account("lessee", 0, 0)
}

fn lessor<T: Config>() -> T::AccountId {
	account("lessor", 0, 0)
}

fn terms<T: Config>(expires_at: Moment) -> TermsOf<T> {
	Terms {
		lessee: lessee::<T>(),
		asset: T::BenchmarkHelper::asset(),
		rent: rents::<T>(1),
		period: PERIOD,
		periods: 12,
		deposit: rents::<T>(3),
		allowance: 15_000_000,
		excess_price: KM_PRICE.into(),
		grace: DAY,
		expires_at,
		buy_out: Some(rents::<T>(20)),
		points: Some(PointsRule { value: rents::<T>(1), max_share: Permill::from_percent(50) }),
	}
}

/// A car of the lessor, read an hour ago, and two people with money.
fn prepare<T: Config>() {
	T::BenchmarkHelper::set_time(NOW);
	let (lessor, _) = (person::<T>("lessor"), person::<T>("lessee"));
	T::Titles::register(&VIN, &lessor);
	T::BenchmarkHelper::fund(&T::BenchmarkHelper::asset(), &lessor, rents::<T>(1_000));
	T::LeaseConsideration::ensure_successful(&lessor, Footprint::from_parts(2, AMPLE_SIZE));
	T::Accreditations::accredit(&lessor, Role::Lessor);
	T::History::read(&VIN, NOW - DAY / 24, km(50_000));
}

/// An offer of the car.
fn offered<T: Config>() -> LeaseId {
	prepare::<T>();
	let id = NextLeaseId::<T>::get();
	let terms = terms::<T>(NOW + DAY);
	Pallet::<T>::offer(VIN, lessor::<T>(), terms).expect("nothing blocks it; qed");
	id
}

/// The same for a car whose income is split into shares.
fn offered_with_shares<T: Config>() -> LeaseId {
	let id = offered::<T>();
	T::Income::split(&VIN, &lessor::<T>(), T::BenchmarkHelper::asset());
	id
}

fn accept<T: Config>(id: LeaseId, authorised: u32) {
	Pallet::<T>::accept(id, lessee::<T>(), km(50_000), rents::<T>(authorised))
		.expect("the lessee is funded; qed");
}

/// A lease that has just begun, with so many rents authorised, of a car whose income is split into shares.
fn leased<T: Config>(authorised: u32) -> LeaseId {
	let id = offered_with_shares::<T>();
	accept::<T>(id, authorised);
	id
}

fn state_return<T: Config>(who: T::AccountId, id: LeaseId, kilometres: u32) -> DispatchResult {
	Pallet::<T>::state_return(id, who, km(kilometres), DIGEST)
}

/// The term of a lease is over, and the car is read.
fn end_term<T: Config>(kilometres: u32) {
	T::BenchmarkHelper::set_time(END);
	T::History::read(&VIN, END, km(kilometres));
}

/// A lease whose car is back, with so many rents authorised.
fn returned<T: Config>(authorised: u32, kilometres: u32) -> LeaseId {
	let id = leased::<T>(authorised);
	end_term::<T>(kilometres);
	for who in [lessor::<T>(), lessee::<T>()] {
		state_return::<T>(who, id, kilometres).expect("the term is over; qed");
	}
	id
}

/// The next driver's readings, as many as the ledger looks behind, and more.
fn drive_on<T: Config>(kilometres: u32) {
	for number in 1..=20 {
		T::History::read(&VIN, END + Moment::from(number), km(kilometres + number));
	}
}

fn claimed<T: Config>() -> LeaseId {
	let id = returned::<T>(12, 68_000);
	Pallet::<T>::claim_damage(id, lessor::<T>(), rents::<T>(1), DIGEST)
		.expect("the car is back; qed");
	id
}

fn damage<T: Config>(id: LeaseId) -> Option<Damage<BalanceOf<T>>> {
	match Leases::<T>::get(id)?.stage {
		Stage::Returned(returned) => Some(returned.damage),
		_ => None,
	}
}

fn assert_last_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Worst case: takes the place of an offer that has expired.
	#[benchmark]
	fn offer_lease() {
		let before = offered::<T>();
		T::BenchmarkHelper::set_time(NOW + DAY);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor::<T>()), VIN, terms::<T>(NOW + 2 * DAY));

		assert_eq!(VehicleLeases::<T>::get(VIN), Some(before + 1));
	}

	#[benchmark]
	fn withdraw_lease_offer() {
		let id = offered::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id);

		assert!(!Leases::<T>::contains_key(id));
	}

	/// Worst case: the first rent is paid to shares.
	#[benchmark]
	fn accept_lease() {
		let id = offered_with_shares::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, km(50_000), rents::<T>(11));

		assert!(Pallet::<T>::rent_due(id).is_some());
	}

	#[benchmark]
	fn authorise_rent() {
		let id = leased::<T>(0);
		let (amount, authorised) = (rents::<T>(1), rents::<T>(1));

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, amount);

		assert_last_event::<T>(Event::RentAuthorised { lease: id, amount, authorised });
	}

	/// Worst case: with points, to shares.
	#[benchmark]
	fn pay_rent() {
		let id = leased::<T>(0);
		T::Points::give(&lessee::<T>(), 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, 1);

		assert_eq!(Pallet::<T>::rent_due(id).map(|rent| rent.due_at), Some(NOW + 2 * PERIOD));
	}

	/// Worst case: to shares.
	#[benchmark]
	fn draw_rent() {
		let id = leased::<T>(1);
		T::BenchmarkHelper::set_time(NOW + PERIOD);
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert_eq!(Pallet::<T>::rent_due(id).map(|rent| rent.due_at), Some(NOW + 2 * PERIOD));
	}

	/// Worst case: the lessor lost the title.
	#[benchmark]
	fn terminate_lease() -> Result<(), BenchmarkError> {
		let id = leased::<T>(12);
		T::Titles::pass(VIN, lessor::<T>(), person::<T>("owner"))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id);

		assert_last_event::<T>(Event::LeaseVoided { lease: id, vehicle: VIN, by: lessee::<T>() });
		Ok(())
	}

	/// Worst case: the second side says the same.
	#[benchmark]
	fn return_vehicle() -> Result<(), BenchmarkError> {
		let id = leased::<T>(12);
		end_term::<T>(65_000);
		state_return::<T>(lessor::<T>(), id, 65_000)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, km(65_000), DIGEST);

		assert_eq!(damage::<T>(id), Some(Damage::Open));
		Ok(())
	}

	#[benchmark]
	fn close_return() -> Result<(), BenchmarkError> {
		let id = leased::<T>(12);
		end_term::<T>(65_000);
		state_return::<T>(lessor::<T>(), id, 65_000)?;
		T::BenchmarkHelper::set_time(END + T::ObjectionPeriod::get());
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert_eq!(damage::<T>(id), Some(Damage::Open));
		Ok(())
	}

	/// Worst case: readings in doubt, for the car seems to have run backwards, and later ones to look behind.
	#[benchmark]
	fn dispute_lease() {
		let id = returned::<T>(12, 40_000);
		drive_on::<T>(40_000);
		let (by, evidence) = (Party::Lessee, DIGEST);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, evidence);

		assert_last_event::<T>(Event::LeaseDisputed { lease: id, by, evidence });
	}

	#[benchmark]
	fn claim() {
		let id = returned::<T>(12, 65_000);
		let (amount, evidence) = (rents::<T>(1), DIGEST);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor::<T>()), id, amount, evidence);

		assert_last_event::<T>(Event::DamageClaimed { lease: id, amount, evidence });
	}

	#[benchmark]
	fn waive_claims() {
		let id = claimed::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessor::<T>()), id);

		assert_eq!(damage::<T>(id), Some(Damage::Waived));
	}

	#[benchmark]
	fn accept_claim() {
		let id = claimed::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id);

		assert_eq!(damage::<T>(id), Some(Damage::Decided { award: rents::<T>(1) }));
	}

	#[benchmark]
	fn contest_claim() {
		let id = claimed::<T>();
		let evidence = DIGEST;

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id, evidence);

		assert_last_event::<T>(Event::ClaimContested { lease: id, evidence });
	}

	/// The car is taken back. Where it is back already, the readings are looked at as for a dispute, the weight of which is added.
	#[benchmark]
	fn resolve_lease() -> Result<(), BenchmarkError> {
		let origin =
			T::ArbiterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let id = leased::<T>(12);
		end_term::<T>(65_000);
		Pallet::<T>::dispute(id, lessor::<T>(), DIGEST)?;
		let (award, loser) = (rents::<T>(1), Some(Party::Lessee));
		let ruling = Ruling { award, distance: Some(u32::MAX), loser };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, ruling);

		assert_eq!(damage::<T>(id), Some(Damage::Decided { award }));
		Ok(())
	}

	/// Worst case: rents take the whole deposit and more, to shares; excess and claim take some of the rest; there are later readings
	/// to look behind.
	#[benchmark]
	fn settle_lease() {
		let id = claimed::<T>();
		drive_on::<T>(68_000);
		let periods = T::ClaimPeriod::get() + T::ObjectionPeriod::get();
		T::BenchmarkHelper::set_time(END + periods);
		let expected = Pallet::<T>::charges(id).expect("the car is back; qed");
		assert!(expected.back.authorised > 0u32.into() && expected.excess.authorised > 0u32.into());
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Leases::<T>::contains_key(id));
	}

	#[benchmark]
	fn buy_out() {
		let id = offered::<T>();
		accept::<T>(id, 11);

		#[extrinsic_call]
		_(RawOrigin::Signed(lessee::<T>()), id);

		assert!(!Leases::<T>::contains_key(id));
		assert_eq!(T::Titles::owner(&VIN), Some(lessee::<T>()));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain,
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
