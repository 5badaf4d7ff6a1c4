//! Worst cases of the calls and of what messages do, checked for their outcome: on the relay, which keeps books beside.

use crate::{pallet::*, Book, Config, Pallet, Transfer};
use carx_primitives::{ChainId, FinalizedChains, Moment};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungibles::{hold::Inspect as InspectHold, Inspect},
	EnsureOrigin,
};
use pallet_relay_bridge::{Lane, Message, MessageHandler, Outcome, Refusal, Route};
use sp_runtime::traits::{One, Zero};

/// The time of all benchmarks.
const NOW: Moment = 1_795_348_800_000;
/// Two members, and the relay.
const NEAR: ChainId = ChainId([1; 32]);
const FAR: ChainId = ChainId([2; 32]);
const RELAY: ChainId = ChainId([3; 32]);
/// Nothing was done.
const REFUSED: Outcome =
	Outcome::Refused { by: FAR, reason: Refusal::Module { index: 255, error: [255; 4] } };

/// What benchmarks need of the runtime.
pub trait BenchmarkHelper<AccountId, AssetKind> {
	/// A transferable asset other than the native one, made if need be: its path is the longer.
	fn asset() -> AssetKind;

	/// Gives the account plenty of the asset, and of the native one.
	fn fund(asset: &AssetKind, who: &AccountId);

	/// Makes this chain the relay.
	fn become_relay();
}

/// The relay, which knows a member.
fn start<T: Config>() -> T::AssetKind {
	T::BenchmarkHelper::become_relay();
	T::Chains::prove(&NEAR, 1, [0; 32]);
	T::BenchmarkHelper::asset()
}

/// As much of the asset as an account can have least, and so of which there is plenty.
fn unit<T: Config>(asset: &T::AssetKind) -> BalanceOf<T> {
	T::Assets::minimum_balance(asset.clone()).max(One::one())
}

/// Gives the sender of all messages plenty.
fn fund_sender<T: Config>(asset: &T::AssetKind) {
	T::BenchmarkHelper::fund(asset, &account("sender", 0, 0));
}

/// A transfer to an account that there is not.
fn transfer<T: Config>(asset: T::AssetKind) -> TransferOf<T> {
	let amount = unit::<T>(&asset);
	Transfer { asset, to: account("receiver", 0, 0), amount }
}

fn message<T: Config>(source: ChainId, target: ChainId) -> Message<T::AccountId> {
	let sender: T::AccountId = account("sender", 0, 0);
	let route = Route { source, target, lane: Lane::Assets };
	let (number, expires_at) = (u64::MAX, NOW + 1);
	Message { route, number, sender, sent_at: NOW, expires_at, payload: Default::default() }
}

/// Gives a member so much of an asset that something is left of it.
fn give_share<T: Config>(asset: &T::AssetKind) {
	let (unit, two) = (unit::<T>(asset), unit::<T>(asset) + unit::<T>(asset));
	Shares::<T>::insert(NEAR, asset, two);
	Books::<T>::insert(asset, Book { total: two + unit, in_transit: unit });
}

/// The relay, and a transfer that it sent.
fn sent<T: Config>() -> (Message<T::AccountId>, TransferOf<T>) {
	let asset = start::<T>();
	fund_sender::<T>(&asset);
	let transfer = transfer::<T>(asset);
	let message = message::<T>(RELAY, NEAR);
	Pallet::<T>::open(&message, &transfer).expect("it is there; qed");
	(message, transfer)
}

fn held<T: Config>(asset: &T::AssetKind) -> BalanceOf<T> {
	let from: T::AccountId = account("sender", 0, 0);
	T::Holds::balance_on_hold(asset.clone(), &HoldReason::InTransit.into(), &from)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn raise_share() -> Result<(), BenchmarkError> {
		let asset = start::<T>();
		give_share::<T>(&asset);
		let before = Shares::<T>::get(NEAR, &asset);
		let origin =
			T::ShareOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, NEAR, asset.clone(), One::one());

		assert_eq!(Shares::<T>::get(NEAR, &asset), before + One::one());
		Ok(())
	}

	#[benchmark]
	fn lower_share() -> Result<(), BenchmarkError> {
		let asset = start::<T>();
		give_share::<T>(&asset);
		let before = Shares::<T>::get(NEAR, &asset);
		let origin =
			T::ShareOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, NEAR, asset.clone(), One::one());

		assert_eq!(Shares::<T>::get(NEAR, &asset), before - One::one());
		Ok(())
	}

	#[benchmark]
	fn open_transfer() {
		let asset = start::<T>();
		fund_sender::<T>(&asset);
		let (message, transfer) = (message::<T>(RELAY, NEAR), transfer::<T>(asset.clone()));
		let result;

		#[block]
		{
			result = Pallet::<T>::open(&message, &transfer);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(held::<T>(&asset), transfer.amount);
	}

	#[benchmark]
	fn confirm_transfer() {
		let asset = start::<T>();
		give_share::<T>(&asset);
		let (message, transfer) = (message::<T>(NEAR, FAR), transfer::<T>(asset.clone()));
		let result;

		#[block]
		{
			result = Pallet::<T>::confirm(&message, &transfer);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(Shares::<T>::get(NEAR, &asset), transfer.amount);
	}

	/// Worst case: on the relay, for an account that there is not.
	#[benchmark]
	fn execute_transfer() {
		let asset = start::<T>();
		give_share::<T>(&asset);
		let (message, transfer) = (message::<T>(NEAR, RELAY), transfer::<T>(asset.clone()));
		let result;

		#[block]
		{
			result = Pallet::<T>::execute(&message, &transfer);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(T::Assets::balance(asset, &transfer.to), transfer.amount);
	}

	/// Worst case: the target had no share.
	#[benchmark]
	fn settle_transfer() {
		let asset = start::<T>();
		give_share::<T>(&asset);
		let (message, transfer) = (message::<T>(NEAR, FAR), transfer::<T>(asset.clone()));
		let result;

		#[block]
		{
			result = Pallet::<T>::settle(&message, &transfer, &Outcome::Done);
		}

		assert_eq!(result, Ok(()));
		assert_eq!(Shares::<T>::get(FAR, &asset), transfer.amount);
	}

	#[benchmark]
	fn complete_transfer() {
		let (message, transfer) = sent::<T>();
		let result;

		#[block]
		{
			result = Pallet::<T>::close(&message, &transfer, &Outcome::Done);
		}

		assert_eq!(result, Ok(()));
		assert!(held::<T>(&transfer.asset).is_zero());
		assert_eq!(Shares::<T>::get(NEAR, &transfer.asset), transfer.amount);
	}

	#[benchmark]
	fn return_transfer() {
		let (message, transfer) = sent::<T>();
		let result;

		#[block]
		{
			result = Pallet::<T>::close(&message, &transfer, &REFUSED);
		}

		assert_eq!(result, Ok(()));
		assert!(held::<T>(&transfer.asset).is_zero());
		assert!(!Books::<T>::contains_key(&transfer.asset));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
