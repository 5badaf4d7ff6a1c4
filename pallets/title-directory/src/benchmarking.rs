//! Worst cases of the calls and of what messages do, checked for their outcome.

use crate::{pallet::*, Config, Home, Moving, Pallet, TitleRequest, MAX_GRANTS};
use alloc::vec::Vec;
use carx_primitives::{ChainId, Moment, Presence, TitleClaims, VehicleMoves, Vin};
use codec::{DecodeAll, Encode};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Footprint, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use pallet_relay_bridge::{Lane, Message, MessageHandler, MessageId, Outcome, Refusal, Route};

/// The time of all benchmarks.
const NOW: Moment = 1_795_348_800_000;
/// A VIN whose check digit is compulsory, so that all of [`Vin::validate`] runs.
const VIN: Vin = Vin::from_bytes(*b"11111111111111111");
/// The relay where it is another chain, and a member that is.
const RELAY: ChainId = ChainId([3; 32]);
const FAR: ChainId = ChainId([2; 32]);
/// More bytes than any item of this pallet has.
const AMPLE_SIZE: usize = 1_024;

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId> {
	/// Makes this chain the relay.
	fn become_relay();

	/// Makes this chain a member of the network of `relay`, that sends messages to `partner`.
	fn become_member(relay: ChainId, partner: ChainId);

	/// Gives the account plenty of money.
	fn fund(who: &AccountId);

	/// Sets the chain's clock.
	fn set_time(now: Moment);
}

fn start_as_member<T: Config>() {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::become_member(RELAY, FAR);
}

fn start_as_relay<T: Config>() {
	T::BenchmarkHelper::set_time(NOW);
	T::BenchmarkHelper::become_relay();
}

/// Somebody who has money.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	T::BenchmarkHelper::fund(&who);
	let footprint = Footprint::from_parts(1, AMPLE_SIZE);
	T::ExpectationConsideration::ensure_successful(&who, footprint);
	who
}

fn grantees<T: Config>() -> GranteesOf<T> {
	let all = (0..MAX_GRANTS).map(|number| account("grantee", number, 0));
	BoundedVec::truncate_from(all.collect::<Vec<_>>())
}

/// A car with all that it can have, and its owner.
fn full_car<T: Config>() -> T::AccountId {
	T::BenchmarkHelper::set_time(NOW);
	let owner = funded::<T>("owner");
	T::Vehicles::register_full(&VIN, &owner, &grantees::<T>());
	T::BenchmarkHelper::fund(&owner);
	owner
}

/// A message from one chain to another.
fn message<T: Config>(source: ChainId, target: ChainId, lane: Lane) -> Message<T::AccountId> {
	Message {
		route: Route { source, target, lane },
		number: 0,
		sender: account("sender", 0, 0),
		sent_at: NOW,
		expires_at: NOW + 1,
		payload: Default::default(),
	}
}

/// What a message says. The bridge reads it, but measures that with a content of one part; a dossier has many.
fn read<T: Config>(sent: &[u8]) -> TitleRequestOf<T> {
	TitleRequestOf::<T>::decode_all(&mut &sent[..]).expect("it was encoded; qed")
}

fn claim_outcome(by: ChainId) -> Outcome {
	Outcome::Refused { by, reason: Refusal::VinAlreadyTitled { chain: FAR } }
}

fn has_event<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_has_event(event.into());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn claim_title() {
		full_car::<T>();
		Claims::<T>::remove(VIN);
		start_as_member::<T>();
		let by = funded::<T>("claimant");

		#[extrinsic_call]
		_(RawOrigin::Signed(by), VIN);

		assert!(Claims::<T>::contains_key(VIN));
	}

	#[benchmark]
	fn move_vehicle() {
		let owner = full_car::<T>();
		start_as_member::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), VIN, FAR, grantees::<T>(), NOW + 1);

		assert_eq!(T::Vehicles::presence(&VIN), Some(Presence::Leaving));
		assert!(Moves::<T>::contains_key(VIN));
	}

	#[benchmark]
	fn expect_vehicle() {
		start_as_member::<T>();
		let owner = funded::<T>("owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), VIN, FAR);

		assert!(Expectations::<T>::contains_key(VIN, &owner));
	}

	#[benchmark]
	fn withdraw_expectation() -> Result<(), BenchmarkError> {
		start_as_member::<T>();
		let owner = funded::<T>("owner");
		Pallet::<T>::expect(VIN, owner.clone(), FAR)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), VIN);

		assert!(!Expectations::<T>::contains_key(VIN, &owner));
		Ok(())
	}

	/// Worst case: from one chain to another.
	#[benchmark]
	fn force_set_home() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		start_as_relay::<T>();
		Pallet::<T>::enter(VIN, RELAY).expect("there is room; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, VIN, Some(FAR));

		assert_eq!(Directory::<T>::get(VIN), Some(Home { chain: FAR, moving: None }));
		Ok(())
	}

	/// The claim of a registration on a member.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		start_as_member::<T>();
		let payer = funded::<T>("payer");

		#[block]
		{
			assert_eq!(Pallet::<T>::claim(VIN, &payer)?, Presence::Provisional);
		}

		assert!(Claims::<T>::contains_key(VIN));
		Ok(())
	}

	/// On the relay, a car without home.
	#[benchmark]
	fn execute_claim() {
		start_as_relay::<T>();
		let message = message::<T>(FAR, T::ChainId::get(), Lane::Titles);

		#[block]
		{
			let request = TitleRequest::Claim { vin: VIN };
			Pallet::<T>::execute(&message, &request).expect("it has no home; qed");
		}

		assert!(Directory::<T>::contains_key(VIN));
	}

	/// On the relay.
	#[benchmark]
	fn confirm_move() {
		let owner = full_car::<T>();
		let dossier = T::Vehicles::pack(VIN, &owner, &grantees::<T>()).expect("is free; qed");
		start_as_relay::<T>();
		Directory::<T>::insert(VIN, Home { chain: FAR, moving: None });
		let message = message::<T>(FAR, RELAY, Lane::Vehicles);
		let sent = TitleRequestOf::<T>::Move { vin: VIN, dossier }.encode();

		#[block]
		{
			let request = read::<T>(&sent);
			Pallet::<T>::confirm(&message, &request).expect("it is at home; qed");
		}

		assert!(Directory::<T>::get(VIN).is_some_and(|home| home.moving.is_some()));
	}

	/// On the target, a car that comes back with all that it can have, while its grants from before are still there.
	#[benchmark]
	fn execute_move() -> Result<(), BenchmarkError> {
		let owner = full_car::<T>();
		let dossier = T::Vehicles::pack(VIN, &owner, &grantees::<T>())?;
		T::Vehicles::depart(VIN, FAR);
		start_as_member::<T>();
		T::BenchmarkHelper::fund(&owner);
		Pallet::<T>::expect(VIN, owner, FAR)?;
		Claims::<T>::insert(VIN, MessageId { source: RELAY, number: 0 });
		let message = message::<T>(FAR, T::ChainId::get(), Lane::Vehicles);
		let sent = TitleRequestOf::<T>::Move { vin: VIN, dossier }.encode();

		#[block]
		{
			let request = read::<T>(&sent);
			Pallet::<T>::execute(&message, &request).expect("it is expected; qed");
		}

		assert_eq!(T::Vehicles::presence(&VIN), Some(Presence::Titled));
		assert!(!Claims::<T>::contains_key(VIN));
		Ok(())
	}

	/// On the relay, a car that has moved.
	#[benchmark]
	fn settle_move() -> Result<(), BenchmarkError> {
		let owner = full_car::<T>();
		let dossier = T::Vehicles::pack(VIN, &owner, &grantees::<T>())?;
		start_as_relay::<T>();
		let message = message::<T>(FAR, RELAY, Lane::Vehicles);
		let moving = Some(Moving { message: message.id(), target: RELAY });
		Pallet::<T>::enter(VIN, FAR).expect("there is room; qed");
		Directory::<T>::insert(VIN, Home { chain: FAR, moving });
		let sent = TitleRequestOf::<T>::Move { vin: VIN, dossier }.encode();

		#[block]
		{
			let request = read::<T>(&sent);
			Pallet::<T>::settle(&message, &request, &Outcome::Done)?;
		}

		assert_eq!(Directory::<T>::get(VIN), Some(Home { chain: RELAY, moving: None }));
		Ok(())
	}

	/// On the source, a car that was registered just now and is rolled back.
	#[benchmark]
	fn close_claim() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::set_time(NOW);
		T::Vehicles::register_provisional(&VIN, &funded::<T>("owner"));
		start_as_member::<T>();
		let message = message::<T>(T::ChainId::get(), RELAY, Lane::Titles);
		Claims::<T>::insert(VIN, message.id());
		let outcome = claim_outcome(RELAY);

		#[block]
		{
			let request = TitleRequest::Claim { vin: VIN };
			Pallet::<T>::close(&message, &request, &outcome)?;
		}

		assert_eq!(T::Vehicles::presence(&VIN), None);
		has_event::<T>(Event::ClaimRejected { vehicle: VIN, outcome });
		Ok(())
	}

	/// On the source, a car with all that it can have that has moved.
	#[benchmark]
	fn close_move() -> Result<(), BenchmarkError> {
		let owner = full_car::<T>();
		start_as_member::<T>();
		let dossier = T::Vehicles::pack(VIN, &owner, &grantees::<T>())?;
		let message = message::<T>(T::ChainId::get(), FAR, Lane::Vehicles);
		Moves::<T>::insert(VIN, Moving { message: message.id(), target: FAR });
		let sent = TitleRequestOf::<T>::Move { vin: VIN, dossier }.encode();

		#[block]
		{
			let request = read::<T>(&sent);
			Pallet::<T>::close(&message, &request, &Outcome::Done)?;
		}

		assert_eq!(T::Vehicles::presence(&VIN), Some(Presence::Away { chain: FAR }));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
