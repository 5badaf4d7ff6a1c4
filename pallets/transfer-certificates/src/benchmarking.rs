//! Worst cases of the calls, checked for their outcome.

use crate::{
	pallet::*, Config, Consignment, Disclosure, Pallet, PayOff, Price, Representative, Ruling,
	SaleKind, Side, Statement, Terms, MAX_CONSIGNED, MAX_PAY_OFFS,
};
use alloc::vec::Vec;
use carx_primitives::{ConditionHistory, Digest, Moment, Odometer, VehicleTitles, Vin};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungibles::Inspect, Consideration, EnsureOrigin, Footprint, Get, Time,
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Saturating, Permill};

/// What benchmarks need that calls cannot bring about.
pub trait BenchmarkHelper<AccountId, AssetKind, Balance> {
	/// The asset that is dearest to move, made if need be.
	fn asset() -> AssetKind;
	/// Gives `who` so much of it.
	fn fund(asset: &AssetKind, who: &AccountId, amount: Balance);
	/// Gives `holder` a lien on the car, which blocks its sale, and the lien's number.
	fn lien(vin: &Vin, holder: &AccountId) -> u32;
	/// A registrar of the region of the car.
	fn registrar(vin: &Vin) -> AccountId;
}

/// The last six characters of a VIN whose region knows no check digit.
fn vin(number: u32) -> Vin {
	let mut bytes = *b"WVWZZZ1KZ6W000000";
	for (place, byte) in bytes.iter_mut().rev().take(6).enumerate() {
		*byte = b'0' + (number / 10u32.pow(place as u32) % 10) as u8;
	}
	Vin::from_bytes(bytes)
}

/// The car of a benchmark.
fn car() -> Vin {
	vin(0)
}

const EVIDENCE: Digest = [0xFF; 32];

/// More bytes than any item of this pallet or the registry has.
const AMPLE_SIZE: usize = 4_096;

fn assert_last_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

/// Somebody who can pay every deposit.
fn somebody<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who: T::AccountId = account(name, index, 0);
	fund::<T>(&who);
	who
}

fn fund<T: Config>(who: &T::AccountId) {
	let footprint = Footprint::from_parts(100, 100 * AMPLE_SIZE);
	T::SaleConsideration::ensure_successful(who, footprint);
	T::PayOffConsideration::ensure_successful(who, footprint);
	T::ConsignmentConsideration::ensure_successful(who, footprint);
	T::CertificateConsideration::ensure_successful(who, footprint);
}

/// The owner of the car `vin`, which comes onto the ledger with it.
fn owner<T: Config>(vin: Vin) -> T::AccountId {
	let owner = somebody::<T>("owner", 0);
	T::Titles::register(&vin, &owner);
	owner
}

/// An amount that every receiver can have as their first.
fn unit<T: Config>(asset: &T::AssetKind) -> BalanceOf<T> {
	T::Assets::minimum_balance(asset.clone()).max(1u32.into())
}

/// A price of which all liens, seller, agent and buyer can get something.
fn price<T: Config>(asset: &T::AssetKind) -> BalanceOf<T> {
	unit::<T>(asset).saturating_mul(1_000u32.into())
}

/// A buyer with the money for one car.
fn buyer<T: Config>(asset: &T::AssetKind) -> T::AccountId {
	let buyer = somebody::<T>("buyer", 0);
	T::BenchmarkHelper::fund(asset, &buyer, price::<T>(asset).saturating_mul(2u32.into()));
	buyer
}

fn agent<T: Config>() -> T::AccountId {
	somebody::<T>("agent", 0)
}

fn disclosure<T: Config>() -> Disclosure {
	Disclosure { head: T::History::head(&car()), odometer: Odometer::MAX }
}

fn latest<T: Config>() -> Moment {
	T::Time::now().saturating_add(T::MaxOfferPeriod::get())
}

/// The longest terms: a sale by an agent.
fn terms<T: Config>(asset: &T::AssetKind) -> TermsOf<T> {
	T::History::read(&car(), T::Time::now(), Odometer::from_metres(1));
	Terms {
		kind: SaleKind::Purchase,
		buyer: Some(account("buyer", 0, 0)),
		price: Price::Open { asset: asset.clone(), amount: price::<T>(asset) },
		representative: Some(Representative { account: agent::<T>(), fee: unit::<T>(asset) }),
		evidence: Some(EVIDENCE),
		disclosure: disclosure::<T>(),
		expires_at: latest::<T>(),
	}
}

/// As many quotes as a car can have, for liens that [`VehicleTitles::register`] put on it.
fn quote_all<T: Config>(asset: &T::AssetKind) {
	let quotes = (0..MAX_PAY_OFFS)
		.map(|id| {
			let holder = somebody::<T>("holder", id);
			let footprint = Footprint::from_parts(1, 1);
			PayOff {
				id,
				holder: holder.clone(),
				asset: asset.clone(),
				amount: unit::<T>(asset),
				valid_until: Moment::MAX,
				ticket: T::PayOffConsideration::new(&holder, footprint)
					.expect("the holder is funded; qed"),
			}
		})
		.collect::<Vec<_>>();
	PayOffs::<T>::insert(car(), PayOffListOf::<T>::truncate_from(quotes));
}

/// A consignment that has ended.
fn stale_consignment<T: Config>(owner: &T::AccountId, vin: Vin) {
	let footprint = Footprint::from_parts(1, 1);
	let consignment = Consignment {
		owner: owner.clone(),
		title_epoch: u32::MAX,
		agent: agent::<T>(),
		asset: T::BenchmarkHelper::asset(),
		fee: Permill::one(),
		reserve: 1u32.into(),
		ends_at: 0,
		ticket: T::ConsignmentConsideration::new(owner, footprint)
			.expect("the owner is funded; qed"),
	};
	Consignments::<T>::insert(vin, consignment);
}

/// The car is offered, with quotes for as many liens as can be.
fn offered<T: Config>() -> (T::AccountId, T::AssetKind) {
	let seller = owner::<T>(car());
	let asset = T::BenchmarkHelper::asset();
	quote_all::<T>(&asset);
	let terms = terms::<T>(&asset);
	Pallet::<T>::offer_sale(signed::<T>(&seller), car(), terms).expect("nothing blocks it; qed");
	(seller, asset)
}

/// The sale is accepted.
fn accepted<T: Config>() -> (T::AccountId, T::AccountId) {
	let (seller, asset) = offered::<T>();
	let buyer = buyer::<T>(&asset);
	Pallet::<T>::accept_sale(signed::<T>(&buyer), car(), 0).expect("the buyer is funded; qed");
	(seller, buyer)
}

fn statement<T: Config>() -> Statement {
	Statement { odometer: Odometer::MAX, handed_over_at: T::Time::now(), condition: EVIDENCE }
}

fn agree<T: Config>(parties: [&T::AccountId; 2]) {
	for party in parties {
		Pallet::<T>::hand_over(signed::<T>(party), car(), 0, statement::<T>())
			.expect("both state the same; qed");
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Worst case: in place of an offer that has expired.
	#[benchmark]
	fn offer_sale() {
		let (seller, asset) = offered::<T>();
		Sales::<T>::mutate(car(), |sale| {
			sale.as_mut().expect("was offered; qed").terms.expires_at = 0;
		});
		let terms = terms::<T>(&asset);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller.clone()), car(), terms);

		let sale = Sales::<T>::get(car()).expect("is offered; qed");
		assert_eq!((sale.number, sale.seller), (1, seller));
	}

	#[benchmark]
	fn accept_sale() {
		let (_, asset) = offered::<T>();
		let buyer = buyer::<T>(&asset);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer.clone()), car(), 0);

		let settle_by = T::Time::now().saturating_add(T::SettlementPeriod::get());
		assert_last_event::<T>(Event::SaleAccepted { vehicle: car(), number: 0, buyer, settle_by });
	}

	#[benchmark]
	fn hand_over() {
		let (seller, buyer) = accepted::<T>();
		let statement = statement::<T>();
		Pallet::<T>::hand_over(signed::<T>(&seller), car(), 0, statement)
			.expect("the seller is a party; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), car(), 0, statement);

		let (vehicle, number, side, is_agreed) = (car(), 0, Side::Buyer, true);
		assert_last_event::<T>(Event::HandOverStated {
			vehicle,
			number,
			side,
			statement,
			is_agreed,
		});
	}

	#[benchmark]
	fn settle_sale() {
		let (seller, buyer) = accepted::<T>();
		stale_consignment::<T>(&seller, car());
		agree::<T>([&seller, &buyer]);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), car(), 0);

		assert_eq!(T::Titles::owner(&car()), Some(buyer));
		let (vehicle, number, certificate) = (car(), 0, 0);
		assert_last_event::<T>(Event::SaleSettled { vehicle, number, certificate });
	}

	/// Worst case: an owner stops an inheritance that was accepted.
	#[benchmark]
	fn withdraw_sale() {
		let (seller, _) = accepted::<T>();
		Sales::<T>::mutate(car(), |sale| {
			sale.as_mut().expect("was accepted; qed").terms.kind = SaleKind::Inheritance;
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), car(), 0);

		assert_last_event::<T>(Event::SaleWithdrawn { vehicle: car(), number: 0 });
	}

	/// Worst case: the other side has asked.
	#[benchmark]
	fn cancel_sale() {
		let (seller, buyer) = accepted::<T>();
		Pallet::<T>::cancel_sale(signed::<T>(&seller), car(), 0)
			.expect("the seller is a party; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), car(), 0);

		assert_last_event::<T>(Event::SaleCancelled { vehicle: car(), number: 0 });
	}

	#[benchmark]
	fn expire_sale() {
		let (_, buyer) = accepted::<T>();
		Sales::<T>::mutate(car(), |sale| {
			let deal = sale.as_mut().and_then(|sale| sale.deal.as_mut());
			deal.expect("was accepted; qed").settle_by = 0;
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), car(), 0);

		assert_last_event::<T>(Event::SaleExpired { vehicle: car(), number: 0 });
	}

	#[benchmark]
	fn dispute_sale() {
		let (_, buyer) = accepted::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), car(), 0, EVIDENCE);

		let rule_by = T::Time::now().saturating_add(T::RulingPeriod::get());
		assert_last_event::<T>(Event::SaleDisputed {
			vehicle: car(),
			number: 0,
			side: Side::Buyer,
			evidence: EVIDENCE,
			rule_by,
		});
	}

	/// Worst case: the title passes, and the buyer gets something back.
	#[benchmark]
	fn resolve_sale() -> Result<(), BenchmarkError> {
		let (seller, buyer) = accepted::<T>();
		stale_consignment::<T>(&seller, car());
		Pallet::<T>::dispute_sale(signed::<T>(&buyer), car(), 0, EVIDENCE)
			.expect("the buyer is a party; qed");
		let asset = T::BenchmarkHelper::asset();
		let price = price::<T>(&asset).saturating_sub(unit::<T>(&asset));
		let origin =
			T::ArbiterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (ruling, loser) = (Ruling::Complete { price }, Some(Side::Seller));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, car(), 0, ruling, loser);

		assert_eq!(T::Titles::owner(&car()), Some(buyer));
		let (vehicle, number, certificate) = (car(), 0, Some(0));
		assert_last_event::<T>(Event::SaleResolved { vehicle, number, ruling, loser, certificate });
		Ok(())
	}

	/// Worst case: in place of the first of all quotes, after which the others move up.
	#[benchmark]
	fn quote_pay_off() {
		owner::<T>(car());
		let asset = T::BenchmarkHelper::asset();
		quote_all::<T>(&asset);
		let holder = somebody::<T>("holder", 0);
		let encumbrance = T::BenchmarkHelper::lien(&car(), &holder);
		PayOffs::<T>::mutate(car(), |quotes| {
			quotes.iter_mut().next().expect("there are some; qed").id = encumbrance;
		});
		let (amount, valid_until) = (price::<T>(&asset), Moment::MAX);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(holder.clone()),
			car(),
			encumbrance,
			asset.clone(),
			amount,
			valid_until,
		);

		let vehicle = car();
		assert_last_event::<T>(Event::PayOffQuoted {
			vehicle,
			encumbrance,
			holder,
			asset,
			amount,
			valid_until,
		});
	}

	#[benchmark]
	fn withdraw_pay_off() {
		owner::<T>(car());
		quote_all::<T>(&T::BenchmarkHelper::asset());
		let holder = somebody::<T>("holder", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), car(), 0);

		assert_last_event::<T>(Event::PayOffWithdrawn { vehicle: car(), encumbrance: 0 });
	}

	/// Worst case: all of them in place of consignments that have ended.
	#[benchmark]
	fn consign(n: Linear<0, MAX_CONSIGNED>) {
		let owner = somebody::<T>("owner", 0);
		let reserve = BalanceOf::<T>::from(1u32);
		let cars = (0..n)
			.map(|number| {
				T::Titles::register(&vin(number), &owner);
				stale_consignment::<T>(&owner, vin(number));
				(vin(number), reserve)
			})
			.collect::<Vec<_>>();
		fund::<T>(&owner);
		let cars = Consigned::<T>::truncate_from(cars);
		let (asset, fee) = (T::BenchmarkHelper::asset(), Permill::one());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), cars, agent::<T>(), asset, fee, latest::<T>());

		assert_eq!(
			Consignments::<T>::iter().filter(|(_, it)| it.title_epoch == 0).count(),
			n as usize
		);
	}

	#[benchmark]
	fn end_consignment() {
		let owner = owner::<T>(car());
		stale_consignment::<T>(&owner, car());
		let agent = agent::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), car());

		assert_last_event::<T>(Event::ConsignmentEnded { vehicle: car(), agent });
	}

	/// Worst case: in place of an offer that has expired.
	#[benchmark]
	fn offer_consigned() {
		let (seller, asset) = offered::<T>();
		Sales::<T>::mutate(car(), |sale| {
			sale.as_mut().expect("was offered; qed").terms.expires_at = 0;
		});
		stale_consignment::<T>(&seller, car());
		Consignments::<T>::mutate(car(), |consignment| {
			let consignment = consignment.as_mut().expect("is there; qed");
			consignment.title_epoch = 0;
			consignment.fee = Permill::from_percent(1);
			consignment.ends_at = Moment::MAX;
		});
		let (agent, buyer) = (agent::<T>(), buyer::<T>(&asset));
		let disclosure = disclosure::<T>();

		#[extrinsic_call]
		_(
			RawOrigin::Signed(agent),
			car(),
			Some(buyer),
			price::<T>(&asset),
			disclosure,
			latest::<T>(),
		);

		assert_eq!(Sales::<T>::get(car()).map(|sale| sale.number), Some(1));
	}

	/// Worst case: in place of an offer that has expired.
	#[benchmark]
	fn offer_inheritance() {
		offered::<T>();
		Sales::<T>::mutate(car(), |sale| {
			sale.as_mut().expect("was offered; qed").terms.expires_at = 0;
		});
		let registrar = T::BenchmarkHelper::registrar(&car());
		fund::<T>(&registrar);
		let heir = somebody::<T>("heir", 0);
		let disclosure = disclosure::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(registrar), car(), heir, EVIDENCE, disclosure, latest::<T>());

		assert_eq!(Sales::<T>::get(car()).map(|sale| sale.number), Some(1));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::Chain::empty(),
		crate::mock::Test,
		exec_name = build_and_execute
	);
}
