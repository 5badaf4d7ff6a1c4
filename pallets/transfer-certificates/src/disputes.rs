//! How sides disagree, and how arbiters end it.

use crate::{pallet::*, Basis, Config, Dispute, Pallet, Ruling, Side};
use carx_primitives::{Digest, ReputationFact, ReputationLog, Vin};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Opens a dispute, or takes in what the other side says.
	pub(crate) fn dispute(
		vin: Vin,
		number: u64,
		who: T::AccountId,
		evidence: Digest,
	) -> DispatchResult {
		let (mut sale, mut deal) = Self::accepted_sale(&vin, number)?;
		let side = Self::side_of(&sale, &deal, &who)?;
		let now = T::Time::now();
		let dispute = match deal.dispute {
			None => {
				ensure!(now < deal.settle_by, Error::<T>::SettlementOver);
				let rule_by = now.saturating_add(T::RulingPeriod::get());
				Dispute { by: side, evidence, answer: None, rule_by }
			},
			Some(dispute) => {
				let is_heard = dispute.by == side || dispute.answer.is_some();
				ensure!(!is_heard, Error::<T>::AlreadyAsked);
				Dispute { answer: Some(evidence), ..dispute }
			},
		};
		// There is nothing to decide: anybody can end the sale.
		ensure!(Self::holds_title(&vin, &sale), Error::<T>::SellerNotOwner);
		deal.dispute = Some(dispute);
		sale.deal = Some(deal);
		Sales::<T>::insert(vin, sale);
		let rule_by = dispute.rule_by;
		let event = Event::SaleDisputed { vehicle: vin, number, side, evidence, rule_by };
		Self::deposit_event(event);
		Ok(())
	}

	/// Ends a dispute as the arbiters decided.
	pub(crate) fn resolve(
		vin: Vin,
		number: u64,
		ruling: Ruling<BalanceOf<T>>,
		loser: Option<Side>,
	) -> DispatchResult {
		let (sale, deal) = Self::accepted_sale(&vin, number)?;
		let rule_by = deal.dispute.ok_or(Error::<T>::NotDisputed)?.rule_by;
		ensure!(T::Time::now() < rule_by, Error::<T>::SettlementOver);
		let held = sale.terms.price.amount();
		let wrong = loser.map(|side| match side {
			Side::Seller => sale.seller.clone(),
			Side::Buyer => deal.buyer.clone(),
		});
		let certificate = match ruling {
			Ruling::Complete { price } => {
				let is_paid = price <= held && price.is_zero() == held.is_zero();
				ensure!(is_paid, Error::<T>::RulingNotValid);
				Some(Self::finish(vin, sale, deal, price, Basis::Ruling)?)
			},
			Ruling::Cancel { to_seller } => {
				ensure!(to_seller <= held, Error::<T>::RulingNotValid);
				Self::undo(vin, sale, deal, to_seller)?;
				None
			},
		};
		if let Some(wrong) = wrong {
			T::Reputation::note(&wrong, ReputationFact::ClaimLost, 1);
		}
		let event = Event::SaleResolved { vehicle: vin, number, ruling, loser, certificate };
		Self::deposit_event(event);
		Ok(())
	}
}
