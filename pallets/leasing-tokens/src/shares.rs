//! Who holds what of a pool, and is owed what.

use crate::{pallet::*, Config, Holding, Pallet, SharesInfo, Stake};
use frame_support::{
	ensure,
	traits::{
		fungibles::{freeze::Mutate as _, Mutate},
		tokens::Preservation,
		Consideration, Footprint,
	},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

/// Bytes that the assets store of one more account with a frozen token.
const TOKEN_ACCOUNT_SIZE: usize = 320;

/// What a holder's place stores, the account of the token included.
type HoldingFootprint<T> = (u32, AccountIdOf<T>, HoldingOf<T>, [u8; TOKEN_ACCOUNT_SIZE]);

impl<T: Config> Pallet<T> {
	/// The deposit for a holder's place.
	pub(crate) fn holding_ticket(
		payer: &T::AccountId,
	) -> Result<T::HoldingConsideration, DispatchError> {
		T::HoldingConsideration::new(payer, Footprint::from_mel::<HoldingFootprint<T>>())
	}

	/// Freezes exactly so many shares of a holder.
	pub(crate) fn freeze(pool: u32, who: &T::AccountId, shares: u32) -> DispatchResult {
		let reason = FreezeReason::IncomeShares.into();
		T::ShareFreezes::set_freeze(Self::share_token(pool), &reason, who, shares.into())
	}

	fn load_holding(pool: u32, who: &T::AccountId) -> Result<HoldingOf<T>, Error<T>> {
		Holdings::<T>::get(pool, who).ok_or(Error::HoldingNotFound)
	}

	/// Passes shares, and leaves what they have earned with the sender.
	pub(crate) fn move_shares(
		id: u32,
		from: T::AccountId,
		to: T::AccountId,
		amount: u32,
	) -> DispatchResult {
		let mut pool = Self::load_pool(id)?;
		ensure!(amount > 0, Error::<T>::AmountZero);
		ensure!(from != to, Error::<T>::SameAccount);
		let per_share = pool.income.per_share;

		let sender = Self::load_holding(id, &from)?;
		let settled = sender.stake.settled(per_share).ok_or(Error::<T>::Overflow)?;
		let left = settled.without(amount).ok_or(Error::<T>::TooFewShares)?;
		let receiver = match Holdings::<T>::get(id, &to) {
			Some(holding) => holding,
			None => {
				pool.holders = pool.holders.checked_add(1).ok_or(Error::<T>::TooManyHolders)?;
				let ticket = Self::holding_ticket(&from)?;
				Holding { stake: Stake::new(per_share), payer: from.clone(), ticket }
			},
		};
		let settled = receiver.stake.settled(per_share).ok_or(Error::<T>::Overflow)?;
		let grown = settled.with(amount).ok_or(Error::<T>::Overflow)?;

		Self::move_tokens(id, (&from, left.shares), (&to, grown.shares), amount)?;
		Holdings::<T>::insert(id, &to, Holding { stake: grown, ..receiver });
		Self::put_holding(id, &mut pool, &from, Holding { stake: left, ..sender })?;
		Pools::<T>::insert(id, pool);
		Self::deposit_event(Event::SharesTransferred { pool: id, from, to, amount });
		Ok(())
	}

	/// Moves the tokens of shares: the sender's are thawed by exactly what leaves, and the receiver's frozen with what arrives.
	fn move_tokens(
		pool: u32,
		(from, left): (&T::AccountId, u32),
		(to, grown): (&T::AccountId, u32),
		amount: u32,
	) -> DispatchResult {
		Self::freeze(pool, from, left)?;
		let token = Self::share_token(pool);
		T::ShareTokens::transfer(token, from, to, amount.into(), Preservation::Expendable)?;
		Self::freeze(pool, to, grown)
	}

	/// Stores a holding, or ends it, with its deposit, if nothing is left of it.
	fn put_holding(
		id: u32,
		pool: &mut PoolOf<T>,
		who: &T::AccountId,
		holding: HoldingOf<T>,
	) -> DispatchResult {
		if holding.stake.is_empty() {
			Holdings::<T>::remove(id, who);
			pool.holders = pool.holders.saturating_sub(1);
			holding.ticket.drop(&holding.payer)
		} else {
			Holdings::<T>::insert(id, who, holding);
			Ok(())
		}
	}

	/// Pays a holder all that their shares have earned.
	pub(crate) fn pay_out(id: u32, holder: T::AccountId) -> DispatchResult {
		let mut pool = Self::load_pool(id)?;
		let holding = Self::load_holding(id, &holder)?;
		let settled = holding.stake.settled(pool.income.per_share).ok_or(Error::<T>::Overflow)?;
		let amount = settled.owed;
		ensure!(!amount.is_zero(), Error::<T>::NothingOwed);

		// Fails, and pays nothing, rather than end the pool's account.
		T::Assets::transfer(
			pool.asset.clone(),
			&Self::pool_account(id),
			&holder,
			amount,
			Preservation::Preserve,
		)?;
		let stake = Stake { owed: Zero::zero(), ..settled };
		Self::put_holding(id, &mut pool, &holder, Holding { stake, ..holding })?;
		Pools::<T>::insert(id, pool);
		Self::deposit_event(Event::IncomePaid { pool: id, holder, amount });
		Ok(())
	}

	pub(crate) fn shares_info(id: u32, who: &T::AccountId) -> SharesInfo<BalanceOf<T>> {
		let info = || {
			let per_share = Pools::<T>::get(id)?.income.per_share;
			let stake = Holdings::<T>::get(id, who)?.stake;
			Some(SharesInfo { shares: stake.shares, claimable: stake.claimable(per_share)? })
		};
		info().unwrap_or_default()
	}
}
