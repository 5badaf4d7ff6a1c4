//! What the relay lets each member bring elsewhere.

use crate::{pallet::*, Config, Pallet};
use carx_primitives::{ChainId, FinalizedChains};
use frame_support::{
	ensure,
	traits::{Contains, Get},
};
use pallet_relay_bridge::MessageId;
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Changes the share of a chain together with the book of the asset, or neither. What the share is then, and what `change` returns.
	fn change<R>(
		chain: &ChainId,
		asset: &T::AssetKind,
		change: impl FnOnce(&mut BookOf<T>, &mut BalanceOf<T>) -> Result<R, Error<T>>,
	) -> Result<(BalanceOf<T>, R), Error<T>> {
		Self::change_book(asset, |book| {
			let mut share = Shares::<T>::get(chain, asset);
			let result = change(book, &mut share)?;
			match share.is_zero() {
				true => Shares::<T>::remove(chain, asset),
				false => Shares::<T>::insert(chain, asset, share),
			}
			Ok((share, result))
		})
	}

	/// Changes the book of an asset, or leaves it as it is.
	pub(crate) fn change_book<R>(
		asset: &T::AssetKind,
		change: impl FnOnce(&mut BookOf<T>) -> Result<R, Error<T>>,
	) -> Result<R, Error<T>> {
		Books::<T>::try_mutate_exists(asset, |kept| {
			let mut book = kept.take().unwrap_or_default();
			let result = change(&mut book)?;
			*kept = (book != Default::default()).then_some(book);
			Ok(result)
		})
	}

	pub(crate) fn raise(chain: ChainId, asset: T::AssetKind, by: BalanceOf<T>) -> DispatchResult {
		ensure!(T::IsRelay::get(), Error::<T>::NotRelay);
		ensure!(T::Chains::is_known(&chain), Error::<T>::ChainNotKnown);
		ensure!(T::Transferable::contains(&asset), Error::<T>::AssetNotTransferable);
		ensure!(!by.is_zero(), Error::<T>::AmountTooSmall);
		let (share, ()) = Self::change(&chain, &asset, |book, share| {
			book.raise(share, by).ok_or(Error::TotalTooLarge)
		})?;
		Self::deposit_event(Event::ShareRaised { chain, asset, by, share });
		Ok(())
	}

	pub(crate) fn lower(chain: ChainId, asset: T::AssetKind, by: BalanceOf<T>) -> DispatchResult {
		ensure!(T::IsRelay::get(), Error::<T>::NotRelay);
		ensure!(!by.is_zero(), Error::<T>::AmountTooSmall);
		ensure!(Shares::<T>::contains_key(chain, &asset), Error::<T>::ShareNotFound);
		let (share, by) = Self::change(&chain, &asset, |book, share| Ok(book.lower(share, by)))?;
		Self::deposit_event(Event::ShareLowered { chain, asset, by, share });
		Ok(())
	}

	/// Takes a transfer from the share of its source: for good where the relay is the target, else until its receipt comes.
	pub(crate) fn take_from_share(
		message: MessageId,
		transfer: &TransferOf<T>,
		for_relay: bool,
	) -> DispatchResult {
		let (asset, amount) = (transfer.asset.clone(), transfer.amount);
		let (share, ()) = Self::change(&message.source, &asset, |book, share| {
			let taken = match for_relay {
				true => book.leave(share, amount),
				false => book.depart(share, amount),
			};
			taken.ok_or(Error::AboveShare)
		})?;
		Self::deposit_event(Event::TransferConfirmed { message, asset, amount, share });
		Ok(())
	}

	/// Adds a transfer whose receipt has come to the share of `chain`.
	pub(crate) fn add_to_share(
		message: MessageId,
		transfer: &TransferOf<T>,
		chain: ChainId,
	) -> DispatchResult {
		let (asset, amount) = (transfer.asset.clone(), transfer.amount);
		let (share, ()) = Self::change(&chain, &asset, |book, share| {
			book.arrive(share, amount);
			Ok(())
		})?;
		Self::deposit_event(Event::TransferSettled { message, asset, chain, amount, share });
		Ok(())
	}
}
