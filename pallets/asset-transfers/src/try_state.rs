//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{ensure, traits::Get};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::relay_alone_keeps_books()?;
		Self::nothing_empty_is_kept()?;
		Self::books_balance()
	}

	fn relay_alone_keeps_books() -> Result<(), TryRuntimeError> {
		let is_empty = Shares::<T>::iter().next().is_none() && Books::<T>::iter().next().is_none();
		ensure!(T::IsRelay::get() || is_empty, "a chain that is not the relay keeps books");
		Ok(())
	}

	fn nothing_empty_is_kept() -> Result<(), TryRuntimeError> {
		let no_share = Shares::<T>::iter_values().any(|share| share.is_zero());
		ensure!(!no_share, "a share of nothing is kept");
		let no_book = Books::<T>::iter_values().any(|book| book == Default::default());
		ensure!(!no_book, "a book of nothing is kept");
		Ok(())
	}

	fn books_balance() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<Vec<u8>, BalanceOf<T>>::new();
		for (_, asset, share) in Shares::<T>::iter() {
			ensure!(Books::<T>::contains_key(&asset), "there is a share of what has no book");
			let sum = sums.entry(asset.encode()).or_default();
			*sum = sum.checked_add(&share).ok_or("shares cannot be counted")?;
		}
		for (asset, book) in Books::<T>::iter() {
			let shares = sums.get(&asset.encode()).copied().unwrap_or_default();
			let sum = shares.checked_add(&book.in_transit).ok_or("a book cannot be counted")?;
			ensure!(sum == book.total, "shares and what is in transit are not the total");
		}
		Ok(())
	}
}
