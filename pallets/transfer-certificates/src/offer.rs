//! How a car is offered, accepted and handed over, and how all that ends without the title passing.

use crate::{pallet::*, Config, Deal, Pallet, Sale, SaleKind, Side, Statement, Statements};
use carx_primitives::{
	ConditionHistory, Digest, EncumbranceKind, Moment, RiskLimit, VehicleTitles, Vin,
};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{
		fungibles::hold::Mutate,
		tokens::{Fortitude, Precision, Restriction},
		Consideration, Footprint, Get, Time,
	},
};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{AccountIdConversion, Zero},
	DispatchResult,
};

/// What a sale stores, with the number of the next.
type SaleFootprint<T> = (Vin, SaleOf<T>);

impl<T: Config> Pallet<T> {
	/// In whose name cars are locked while they are sold. Nobody has its key.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Offers the car of `seller`, on whose word or in whose name `by` speaks.
	pub(crate) fn offer(
		vin: Vin,
		seller: T::AccountId,
		by: T::AccountId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		terms.check(&seller).map_err(Error::<T>::from)?;
		Self::ensure_within_limit(&terms.price)?;
		let title_epoch = T::Titles::epoch(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		Self::ensure_period(terms.expires_at)?;
		let head = T::History::head(&vin);
		ensure!(terms.disclosure.head == head, Error::<T>::HistoryDiffers);
		Self::ensure_not_below_ledger(&vin, terms.disclosure.odometer.metres())?;
		Self::clear_stale_sale(vin)?;
		let offered_at = T::Time::now();
		let paid_off = Self::liens_paid_by(&vin, &terms.price, offered_at)?;
		let pay_offs = Self::total(&paid_off)?;
		Self::shares(terms.price.amount(), terms.price.amount(), pay_offs, terms.fee())?;

		let number = NextSale::<T>::get();
		NextSale::<T>::put(number.checked_add(1).ok_or(Error::<T>::TooMany)?);
		let ticket = T::SaleConsideration::new(&by, Footprint::from_mel::<SaleFootprint<T>>())?;
		Self::deposit_event(Event::SaleOffered {
			vehicle: vin,
			number,
			seller: seller.clone(),
			by: by.clone(),
			kind: terms.kind,
			buyer: terms.buyer.clone(),
			expires_at: terms.expires_at,
		});
		let sale = Sale {
			number,
			seller,
			title_epoch,
			offered_at,
			terms,
			pay_offs,
			deal: None,
			payer: by,
			ticket,
			next_encumbrance: T::Titles::next_encumbrance(&vin),
		};
		Sales::<T>::insert(vin, sale);
		Ok(())
	}

	/// Binds `buyer` to an offer, with the price on hold and the car locked.
	pub(crate) fn accept(vin: Vin, number: u64, buyer: T::AccountId) -> DispatchResult {
		let mut sale = Self::open_sale(&vin, number)?;
		ensure!(sale.deal.is_none(), Error::<T>::AlreadyAccepted);
		let accepted_at = T::Time::now();
		Self::ensure_acceptable(&vin, &sale, &buyer, accepted_at)?;
		let settle_by = accepted_at.saturating_add(T::SettlementPeriod::get());
		// A dispute begins before `settle_by`, and its ruling needs the quotes too.
		let rule_by = settle_by.saturating_add(T::RulingPeriod::get());
		let paid_off = Self::liens_paid_by(&vin, &sale.terms.price, rule_by)?;
		let pay_offs = Self::total(&paid_off)?;
		// A lender could else take what the seller thought was theirs.
		ensure!(pay_offs <= sale.pay_offs, Error::<T>::PayOffsDiffer);
		// One that stands in nobody's way would pass to the buyer unseen. Those that have ended do not matter.
		let is_same = sale.next_encumbrance == T::Titles::next_encumbrance(&vin);
		ensure!(is_same, Error::<T>::LiensDiffer);

		if let Some(asset) = sale.terms.price.asset() {
			let amount = sale.terms.price.amount();
			T::Assets::hold(asset.clone(), &HoldReason::Escrow.into(), &buyer, amount)?;
		}
		let ticket = Self::certificate_ticket(&buyer)?;
		let encumbrance = T::Titles::encumber(
			vin,
			EncumbranceKind::Sale,
			Self::account(),
			Self::reference(&vin, &sale),
			buyer.clone(),
		)?;
		Self::deposit_event(Event::SaleAccepted {
			vehicle: vin,
			number,
			buyer: buyer.clone(),
			settle_by,
		});
		sale.deal = Some(Deal {
			buyer,
			accepted_at,
			settle_by,
			encumbrance,
			statements: Statements::default(),
			cancelled_by: None,
			dispute: None,
			ticket,
		});
		Sales::<T>::insert(vin, sale);
		Ok(())
	}

	/// Checks all of an offer that does not depend on liens and money.
	fn ensure_acceptable(
		vin: &Vin,
		sale: &SaleOf<T>,
		buyer: &T::AccountId,
		now: Moment,
	) -> DispatchResult {
		let terms = &sale.terms;
		ensure!(now < terms.expires_at, Error::<T>::Expired);
		ensure!(terms.are_parties(&sale.seller, buyer), Error::<T>::SelfDealing);
		let is_invited = terms.buyer.as_ref().is_none_or(|named| named == buyer);
		ensure!(is_invited, Error::<T>::NotBuyer);
		ensure!(Self::holds_title(vin, sale), Error::<T>::SellerNotOwner);
		if terms.kind == SaleKind::Inheritance {
			let objection_ends = sale.offered_at.saturating_add(T::ObjectionPeriod::get());
			ensure!(now >= objection_ends, Error::<T>::TooEarly);
		}
		ensure!(terms.disclosure.head == T::History::head(vin), Error::<T>::HistoryDiffers);
		Self::ensure_within_limit(&terms.price)?;
		Ok(())
	}

	/// BLAKE2b-256 of what buyer and seller are bound to.
	fn reference(vin: &Vin, sale: &SaleOf<T>) -> Digest {
		(vin, sale.number, &sale.seller, &sale.terms).using_encoded(blake2_256)
	}

	/// Takes in what a side says of the hand-over.
	pub(crate) fn state(
		vin: Vin,
		number: u64,
		who: T::AccountId,
		statement: Statement,
	) -> DispatchResult {
		let (mut sale, mut deal) = Self::accepted_sale(&vin, number)?;
		let side = Self::side_of(&sale, &deal, &who)?;
		ensure!(deal.dispute.is_none(), Error::<T>::InDispute);
		let now = T::Time::now();
		ensure!(now < deal.settle_by, Error::<T>::SettlementOver);
		statement.odometer.validate().map_err(|_| Error::<T>::OdometerNotValid)?;
		let disclosed = sale.terms.disclosure.odometer;
		ensure!(disclosed <= statement.odometer, Error::<T>::OdometerBelowLedger);
		Self::ensure_not_below_ledger(&vin, statement.odometer.metres())?;
		ensure!(statement.is_timely(deal.accepted_at, now), Error::<T>::HandOverNotTimely);
		deal.statements = deal.statements.with(side, statement).map_err(Error::<T>::from)?;
		// Whoever goes on with the sale, or sees the other go on, has to wish anew to end it.
		deal.cancelled_by = None;
		let is_agreed = deal.statements.agreed().is_some();
		sale.deal = Some(deal);
		Sales::<T>::insert(vin, sale);
		let event = Event::HandOverStated { vehicle: vin, number, side, statement, is_agreed };
		Self::deposit_event(event);
		Ok(())
	}

	/// Ends an offer on the word of `who`.
	pub(crate) fn withdraw(vin: Vin, number: u64, who: T::AccountId) -> DispatchResult {
		let mut sale = Self::open_sale(&vin, number)?;
		let Some(deal) = sale.deal.take() else {
			let is_seller = who == sale.seller || sale.terms.is_representative(&who);
			ensure!(is_seller || Self::is_stale(&vin, &sale), Error::<T>::NotParty);
			return Self::drop_offer(vin, sale);
		};
		ensure!(sale.terms.kind == SaleKind::Inheritance, Error::<T>::AlreadyAccepted);
		ensure!(who == sale.seller, Error::<T>::NotParty);
		Self::undo(vin, sale, deal, Zero::zero())?;
		Self::deposit_event(Event::SaleWithdrawn { vehicle: vin, number });
		Ok(())
	}

	/// Calls an accepted sale off if the other side has asked for it, or notes that this side has.
	pub(crate) fn cancel(vin: Vin, number: u64, who: T::AccountId) -> DispatchResult {
		let (mut sale, mut deal) = Self::accepted_sale(&vin, number)?;
		let side = Self::side_of(&sale, &deal, &who)?;
		ensure!(deal.cancelled_by != Some(side), Error::<T>::AlreadyAsked);
		if deal.cancelled_by.is_some() {
			Self::undo(vin, sale, deal, Zero::zero())?;
			Self::deposit_event(Event::SaleCancelled { vehicle: vin, number });
			return Ok(());
		}
		deal.cancelled_by = Some(side);
		sale.deal = Some(deal);
		Sales::<T>::insert(vin, sale);
		Self::deposit_event(Event::CancellationAsked { vehicle: vin, number, side });
		Ok(())
	}

	/// Ends an accepted sale whose time is over, or whose seller has lost the title.
	pub(crate) fn expire(vin: Vin, number: u64) -> DispatchResult {
		let (sale, deal) = Self::accepted_sale(&vin, number)?;
		let due = deal.dispute.map_or(deal.settle_by, |dispute| dispute.rule_by);
		let is_void = !Self::holds_title(&vin, &sale);
		ensure!(is_void || T::Time::now() >= due, Error::<T>::SettlementPending);
		Self::undo(vin, sale, deal, Zero::zero())?;
		Self::deposit_event(Event::SaleExpired { vehicle: vin, number });
		Ok(())
	}

	/// Ends an accepted sale without the title passing: of the price, `to_seller` goes to the seller, the rest back to the buyer.
	pub(crate) fn undo(
		vin: Vin,
		sale: SaleOf<T>,
		deal: DealOf<T>,
		to_seller: BalanceOf<T>,
	) -> DispatchResult {
		let price = &sale.terms.price;
		let shares = Self::shares(price.amount(), to_seller, Zero::zero(), Zero::zero())?;
		if let Some(asset) = price.asset() {
			Self::pay(asset, &deal.buyer, &sale.seller, shares.seller)?;
			Self::refund(asset, &deal.buyer, shares.refund)?;
		}
		T::Titles::release(vin, deal.encumbrance)?;
		deal.ticket.drop(&deal.buyer)?;
		sale.ticket.drop(&sale.payer)?;
		Sales::<T>::remove(vin);
		Ok(())
	}

	/// Ends an offer that nobody accepted.
	pub(crate) fn drop_offer(vin: Vin, sale: SaleOf<T>) -> DispatchResult {
		sale.ticket.drop(&sale.payer)?;
		Sales::<T>::remove(vin);
		Self::deposit_event(Event::SaleWithdrawn { vehicle: vin, number: sale.number });
		Ok(())
	}

	/// Makes room for a new sale of the car, where the one before is stale.
	fn clear_stale_sale(vin: Vin) -> DispatchResult {
		let Some(sale) = Sales::<T>::get(vin) else {
			return Ok(());
		};
		let is_over = sale.deal.is_none() && Self::is_stale(&vin, &sale);
		ensure!(is_over, Error::<T>::SaleOpen);
		Self::drop_offer(vin, sale)
	}

	/// Moves money on hold from the buyer to somebody who can spend it. A freeze of the buyer's account, which did not stop the hold, does
	/// not stop the payment: a buyer could else unsay an acceptance.
	pub(crate) fn pay(
		asset: &T::AssetKind,
		buyer: &T::AccountId,
		to: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Assets::transfer_on_hold(
			asset.clone(),
			&HoldReason::Escrow.into(),
			buyer,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(|_| ())
	}

	/// Lets the buyer spend again what was on hold.
	pub(crate) fn refund(
		asset: &T::AssetKind,
		buyer: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let reason = HoldReason::Escrow.into();
		T::Assets::release(asset.clone(), &reason, buyer, amount, Precision::Exact).map(|_| ())
	}

	/// The open sale of the car, if it has this number.
	pub(crate) fn open_sale(vin: &Vin, number: u64) -> Result<SaleOf<T>, Error<T>> {
		let sale = Sales::<T>::get(vin).filter(|sale| sale.number == number);
		sale.ok_or(Error::<T>::SaleNotFound)
	}

	/// The accepted sale of the car, if it has this number, and what follows from the acceptance, taken out of it.
	pub(crate) fn accepted_sale(
		vin: &Vin,
		number: u64,
	) -> Result<(SaleOf<T>, DealOf<T>), Error<T>> {
		let mut sale = Self::open_sale(vin, number)?;
		let deal = sale.deal.take().ok_or(Error::<T>::NotAccepted)?;
		Ok((sale, deal))
	}

	/// On which side `who` signs. For the dead only the registrar does.
	pub(crate) fn side_of(
		sale: &SaleOf<T>,
		deal: &DealOf<T>,
		who: &T::AccountId,
	) -> Result<Side, Error<T>> {
		let is_alive = sale.terms.kind != SaleKind::Inheritance;
		if sale.terms.is_representative(who) || (is_alive && *who == sale.seller) {
			return Ok(Side::Seller);
		}
		ensure!(*who == deal.buyer, Error::<T>::NotParty);
		Ok(Side::Buyer)
	}

	/// Whether the seller still holds the title under which the car was offered.
	pub(crate) fn holds_title(vin: &Vin, sale: &SaleOf<T>) -> bool {
		let epoch = T::Titles::epoch(vin);
		epoch == Some(sale.title_epoch) && T::Titles::owner(vin).as_ref() == Some(&sale.seller)
	}

	/// Whether an offer can no longer be accepted, whatever happens.
	fn is_stale(vin: &Vin, sale: &SaleOf<T>) -> bool {
		T::Time::now() >= sale.terms.expires_at || !Self::holds_title(vin, sale)
	}

	/// Whether `who` holds the title of the car.
	pub(crate) fn ensure_owner(vin: &Vin, who: &T::AccountId) -> Result<(), Error<T>> {
		let owner = T::Titles::owner(vin).ok_or(Error::<T>::VehicleNotFound)?;
		ensure!(owner == *who, Error::<T>::NotOwner);
		Ok(())
	}

	/// Whether something may hold until `end`.
	pub(crate) fn ensure_period(end: Moment) -> Result<(), Error<T>> {
		let now = T::Time::now();
		let latest = now.saturating_add(T::MaxOfferPeriod::get());
		ensure!(now < end && end <= latest, Error::<T>::PeriodNotValid);
		Ok(())
	}

	/// Whether governance allows a price now. What is paid off this ledger, or not at all, is not limited.
	pub(crate) fn ensure_within_limit(price: &PriceOf<T>) -> Result<(), Error<T>> {
		let is_allowed =
			price.asset().is_none_or(|asset| T::RiskLimit::allows(asset, price.amount()));
		ensure!(is_allowed, Error::<T>::AboveRiskLimit);
		Ok(())
	}

	fn ensure_not_below_ledger(vin: &Vin, metres: u32) -> Result<(), Error<T>> {
		let last = T::History::odometer(vin).last;
		let is_plausible = last.is_none_or(|(_, odometer)| odometer.metres() <= metres);
		ensure!(is_plausible, Error::<T>::OdometerBelowLedger);
		Ok(())
	}
}
