//! What messages of this pallet mean on each chain on their way.

use crate::{pallet::*, Config, Pallet, WeightInfo};
use frame_support::{
	ensure,
	traits::{
		fungibles::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		tokens::{Fortitude, Precision},
		Contains, Get,
	},
	weights::Weight,
};
use pallet_relay_bridge::{Lane, Message, MessageHandler, Outcome, Refusal};
use sp_runtime::{traits::Zero, DispatchResult, TokenError};

impl<T: Config> MessageHandler<T::AccountId, TransferOf<T>> for Pallet<T> {
	fn lane(_: &TransferOf<T>) -> Lane {
		Lane::Assets
	}

	fn open(message: &Message<T::AccountId>, content: &TransferOf<T>) -> DispatchResult {
		Self::ensure_valid(content)?;
		Self::set_aside(&message.sender, content)?;
		if T::IsRelay::get() {
			let enter = |book: &mut BookOf<T>| book.enter(content.amount);
			Self::change_book(&content.asset, |book| enter(book).ok_or(Error::TotalTooLarge))?;
		}
		Self::deposit_event(Event::TransferSent {
			message: message.id(),
			asset: content.asset.clone(),
			from: message.sender.clone(),
			to: content.to.clone(),
			target: message.route.target,
			amount: content.amount,
		});
		Ok(())
	}

	fn confirm(message: &Message<T::AccountId>, content: &TransferOf<T>) -> Result<(), Refusal> {
		Self::ensure_valid(content)?;
		Ok(Self::take_from_share(message.id(), content, false)?)
	}

	fn execute(message: &Message<T::AccountId>, content: &TransferOf<T>) -> Result<(), Refusal> {
		Self::ensure_valid(content)?;
		if T::IsRelay::get() {
			Self::take_from_share(message.id(), content, true)?;
		}
		T::Assets::mint_into(content.asset.clone(), &content.to, content.amount)?;
		Self::deposit_event(Event::TransferArrived {
			message: message.id(),
			asset: content.asset.clone(),
			to: content.to.clone(),
			amount: content.amount,
		});
		Ok(())
	}

	fn settle(
		message: &Message<T::AccountId>,
		content: &TransferOf<T>,
		outcome: &Outcome,
	) -> DispatchResult {
		let chain = match outcome {
			Outcome::Done => message.route.target,
			Outcome::Refused { .. } | Outcome::Expired => message.route.source,
		};
		Self::add_to_share(message.id(), content, chain)
	}

	fn close(
		message: &Message<T::AccountId>,
		content: &TransferOf<T>,
		outcome: &Outcome,
	) -> DispatchResult {
		match outcome {
			Outcome::Done => Self::complete(message, content),
			Outcome::Refused { .. } | Outcome::Expired => Self::give_back(message, content),
		}
	}

	fn open_weight() -> Weight {
		T::WeightInfo::open_transfer()
	}

	fn execute_weight(lane: Lane) -> Weight {
		match lane {
			Lane::Assets => {
				T::WeightInfo::confirm_transfer().max(T::WeightInfo::execute_transfer())
			},
			Lane::Receipts => T::WeightInfo::settle_transfer()
				.max(T::WeightInfo::complete_transfer())
				.max(T::WeightInfo::return_transfer()),
			// No transfer belongs there.
			_ => Weight::zero(),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks what no chain lets pass, whoever says it.
	fn ensure_valid(transfer: &TransferOf<T>) -> DispatchResult {
		let (asset, amount) = (&transfer.asset, transfer.amount);
		ensure!(T::Transferable::contains(asset), Error::<T>::AssetNotTransferable);
		// With less, what returns could not be taken by an account that has become empty.
		let is_enough = !amount.is_zero() && amount >= T::Assets::minimum_balance(asset.clone());
		ensure!(is_enough, Error::<T>::AmountTooSmall);
		Ok(())
	}

	/// Puts a transfer on hold. What is frozen must be covered without all that is in transit, for that may be gone soon.
	fn set_aside(sender: &T::AccountId, transfer: &TransferOf<T>) -> DispatchResult {
		let (asset, reason) = (&transfer.asset, HoldReason::InTransit.into());
		T::Holds::hold(asset.clone(), &reason, sender, transfer.amount)?;
		let sent = T::Holds::balance_on_hold(asset.clone(), &reason, sender);
		let polite = Fortitude::Polite;
		let free = T::Holds::reducible_total_balance_on_hold(asset.clone(), sender, polite);
		ensure!(sent <= free, TokenError::Frozen);
		Ok(())
	}

	/// Burns what has arrived elsewhere. It is on hold, and whatever was frozen since, it is there no more: so force.
	fn complete(message: &Message<T::AccountId>, transfer: &TransferOf<T>) -> DispatchResult {
		let (id, from) = (message.id(), message.sender.clone());
		let (asset, amount) = (transfer.asset.clone(), transfer.amount);
		let (exact, force) = (Precision::Exact, Fortitude::Force);
		let reason = HoldReason::InTransit.into();
		T::Holds::burn_held(asset.clone(), &reason, &from, amount, exact, force)?;
		if T::IsRelay::get() {
			Self::add_to_share(id, transfer, message.route.target)?;
		}
		Self::deposit_event(Event::TransferCompleted { message: id, asset, from, amount });
		Ok(())
	}

	/// Releases what has not arrived elsewhere.
	fn give_back(message: &Message<T::AccountId>, transfer: &TransferOf<T>) -> DispatchResult {
		let from = message.sender.clone();
		let (asset, amount) = (transfer.asset.clone(), transfer.amount);
		let reason = HoldReason::InTransit.into();
		T::Holds::release(asset.clone(), &reason, &from, amount, Precision::Exact)?;
		if T::IsRelay::get() {
			Self::change_book(&asset, |book| {
				book.withdraw(amount);
				Ok(())
			})?;
		}
		Self::deposit_event(Event::TransferReturned { message: message.id(), asset, from, amount });
		Ok(())
	}
}
