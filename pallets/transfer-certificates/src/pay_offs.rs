//! What liens are given up for, and how a price is shared with their holders.

use crate::{pallet::*, Config, PaidOff, Pallet, PayOff, Shares};
use carx_primitives::{Action, Blocker, Moment, VehicleTitles, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Time},
	BoundedVec,
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	DispatchResult,
};

/// What a quote stores. The VIN is that of a list which holds others, or none.
type PayOffFootprint<T> = (Vin, PayOffOf<T>);

impl<T: Config> Pallet<T> {
	/// Takes in for how much `holder` gives up a lien.
	pub(crate) fn quote(
		vin: Vin,
		id: u32,
		holder: T::AccountId,
		asset: T::AssetKind,
		amount: BalanceOf<T>,
		valid_until: Moment,
	) -> DispatchResult {
		ensure!(Self::lien_holder(&vin, id)? == holder, Error::<T>::NotHolder);
		ensure!(!amount.is_zero(), Error::<T>::PriceNotValid);
		ensure!(T::Time::now() < valid_until, Error::<T>::PeriodNotValid);
		let mut quotes = PayOffs::<T>::get(vin);
		let position = quotes.iter().position(|quote| quote.id == id);
		let former = position.map(|position| quotes.remove(position));
		if Self::is_bound(&vin) {
			let is_better = former.as_ref().is_some_and(|former| {
				former.asset == asset
					&& amount <= former.amount
					&& former.valid_until <= valid_until
			});
			ensure!(is_better, Error::<T>::PayOffBinding);
		}
		if let Some(former) = former {
			former.ticket.drop(&former.holder)?;
		}
		let footprint = Footprint::from_mel::<PayOffFootprint<T>>();
		let quote = PayOff {
			id,
			holder: holder.clone(),
			asset: asset.clone(),
			amount,
			valid_until,
			ticket: T::PayOffConsideration::new(&holder, footprint)?,
		};
		quotes.try_push(quote).map_err(|_| Error::<T>::TooManyPayOffs)?;
		PayOffs::<T>::insert(vin, quotes);
		Self::deposit_event(Event::PayOffQuoted {
			vehicle: vin,
			encumbrance: id,
			holder,
			asset,
			amount,
			valid_until,
		});
		Ok(())
	}

	/// Takes a quote back.
	pub(crate) fn unquote(vin: Vin, id: u32, who: T::AccountId) -> DispatchResult {
		let mut quotes = PayOffs::<T>::get(vin);
		let position =
			quotes.iter().position(|quote| quote.id == id).ok_or(Error::<T>::PayOffNotFound)?;
		let quote = quotes.remove(position);
		let is_lien = Self::is_for_lien(&vin, &quote);
		let is_stale = !is_lien || quote.valid_until <= T::Time::now();
		ensure!(is_stale || who == quote.holder, Error::<T>::NotHolder);
		// One that has expired while arbiters decide may still become longer.
		ensure!(!is_lien || !Self::is_bound(&vin), Error::<T>::PayOffBinding);
		quote.ticket.drop(&quote.holder)?;
		Self::put_quotes(vin, quotes);
		Self::deposit_event(Event::PayOffWithdrawn { vehicle: vin, encumbrance: id });
		Ok(())
	}

	/// The liens that a sale at `price` pays off, each with a quote that holds at `moment`.
	///
	/// # Errors
	/// [`Error::VehicleBlocked`] or [`Error::PayOffExpired`] when something else stands in the way.
	pub(crate) fn liens_paid_by(
		vin: &Vin,
		price: &PriceOf<T>,
		moment: Moment,
	) -> Result<PaidOffsOf<T>, Error<T>> {
		let quotes = PayOffs::<T>::get(vin);
		let is_meant = |quote: &&PayOffOf<T>| {
			price.asset() == Some(&quote.asset) && Self::is_for_lien(vin, quote)
		};
		for blocker in T::Titles::blockers(Action::Sell, vin) {
			let Blocker::Encumbrance { id, .. } = blocker else {
				return Err(Error::<T>::VehicleBlocked);
			};
			let quote = quotes.iter().filter(is_meant).find(|quote| quote.id == id);
			let quote = quote.ok_or(Error::<T>::VehicleBlocked)?;
			ensure!(moment < quote.valid_until, Error::<T>::PayOffExpired);
		}
		let paid_off =
			quotes.iter().filter(is_meant).filter(|quote| moment < quote.valid_until).map(
				|quote| PaidOff {
					id: quote.id,
					holder: quote.holder.clone(),
					amount: quote.amount,
				},
			);
		Ok(BoundedVec::truncate_from(paid_off.collect()))
	}

	/// What the holders of liens get together.
	pub(crate) fn total(paid_off: &PaidOffsOf<T>) -> Result<BalanceOf<T>, Error<T>> {
		paid_off
			.iter()
			.try_fold(BalanceOf::<T>::zero(), |sum, lien| sum.checked_add(&lien.amount))
			.ok_or(Error::<T>::PayOffsExceedPrice)
	}

	/// How the money on hold is shared.
	pub(crate) fn shares(
		held: BalanceOf<T>,
		price: BalanceOf<T>,
		pay_offs: BalanceOf<T>,
		fee: BalanceOf<T>,
	) -> Result<Shares<BalanceOf<T>>, Error<T>> {
		Shares::new(held, price, pay_offs, fee).ok_or(Error::<T>::PayOffsExceedPrice)
	}

	/// Pays the holders of liens out of what the buyer has on hold, and ends the liens and their quotes.
	pub(crate) fn pay_off(
		vin: Vin,
		asset: &T::AssetKind,
		buyer: &T::AccountId,
		paid_off: &PaidOffsOf<T>,
	) -> DispatchResult {
		if paid_off.is_empty() {
			return Ok(());
		}
		let mut quotes = PayOffs::<T>::get(vin);
		for lien in paid_off {
			Self::pay(asset, buyer, &lien.holder, lien.amount)?;
			T::Titles::release(vin, lien.id)?;
			if let Some(position) = quotes.iter().position(|quote| quote.id == lien.id) {
				let quote = quotes.remove(position);
				quote.ticket.drop(&quote.holder)?;
			}
			Self::deposit_event(Event::LienPaidOff {
				vehicle: vin,
				encumbrance: lien.id,
				holder: lien.holder.clone(),
				asset: asset.clone(),
				amount: lien.amount,
			});
		}
		Self::put_quotes(vin, quotes);
		Ok(())
	}

	/// Whether a quote is of who holds the lien with its number. A chain that had the car meanwhile can have brought another under that number.
	fn is_for_lien(vin: &Vin, quote: &PayOffOf<T>) -> bool {
		let lien = T::Titles::encumbrance(vin, quote.id);
		lien.is_some_and(|lien| lien.holder == quote.holder)
	}

	/// Who holds the lien with this number, which stands in the way of a sale.
	fn lien_holder(vin: &Vin, lien: u32) -> Result<T::AccountId, Error<T>> {
		let holder = |blocker| match blocker {
			Blocker::Encumbrance { id, holder, .. } if id == lien => Some(holder),
			_ => None,
		};
		let blockers = T::Titles::blockers(Action::Sell, vin);
		blockers.into_iter().find_map(holder).ok_or(Error::<T>::LienNotFound)
	}

	/// Whether an accepted sale relies on the quotes for the car.
	fn is_bound(vin: &Vin) -> bool {
		Sales::<T>::get(vin).is_some_and(|sale| sale.deal.is_some())
	}

	fn put_quotes(vin: Vin, quotes: PayOffListOf<T>) {
		if quotes.is_empty() {
			PayOffs::<T>::remove(vin);
		} else {
			PayOffs::<T>::insert(vin, quotes);
		}
	}
}
