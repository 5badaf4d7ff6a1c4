//! How a sale is finished: the money, the title and the certificate in one step.

use crate::{pallet::*, Basis, Config, Disclosure, Pallet, Price, SaleKind, Statement};
use carx_primitives::{
	ConditionHistory, Digest, Odometer, Payment, ReputationFact, ReputationLog, SaleDesk,
	VehicleTitles, Vin,
};
use frame_support::{
	ensure,
	traits::{fungibles::hold::Mutate, Consideration, Time},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

/// What two sides are bound to, with the agreed price on hold on the buyer's account.
pub(crate) struct Bargain<T: Config> {
	pub(crate) seller: T::AccountId,
	pub(crate) buyer: T::AccountId,
	pub(crate) kind: SaleKind,
	pub(crate) price: PriceOf<T>,
	/// How much of the price is to be paid; the buyer gets the rest back.
	pub(crate) paid: BalanceOf<T>,
	pub(crate) representative: Option<RepresentativeOf<T>>,
	pub(crate) evidence: Option<Digest>,
	pub(crate) disclosure: Disclosure,
	pub(crate) hand_over: Option<Statement>,
	pub(crate) basis: Basis,
	/// The buyer's deposit for the certificate.
	pub(crate) ticket: T::CertificateConsideration,
}

impl<T: Config> Pallet<T> {
	/// Finishes a sale that both sides say was handed over.
	pub(crate) fn settle(vin: Vin, number: u64) -> DispatchResult {
		let (sale, deal) = Self::accepted_sale(&vin, number)?;
		ensure!(deal.dispute.is_none(), Error::<T>::InDispute);
		ensure!(T::Time::now() < deal.settle_by, Error::<T>::SettlementOver);
		ensure!(deal.statements.agreed().is_some(), Error::<T>::NotAgreed);
		let paid = sale.terms.price.amount();
		let certificate = Self::finish(vin, sale, deal, paid, Basis::HandOver)?;
		Self::deposit_event(Event::SaleSettled { vehicle: vin, number, certificate });
		Ok(())
	}

	/// Finishes an accepted sale for `paid`.
	pub(crate) fn finish(
		vin: Vin,
		sale: SaleOf<T>,
		deal: DealOf<T>,
		paid: BalanceOf<T>,
		basis: Basis,
	) -> Result<u64, DispatchError> {
		ensure!(Self::holds_title(&vin, &sale), Error::<T>::SellerNotOwner);
		// The deposit for the lock comes back before that for the title is due: a buyer who can afford the one can afford the other.
		T::Titles::release(vin, deal.encumbrance)?;
		sale.ticket.drop(&sale.payer)?;
		Sales::<T>::remove(vin);
		let terms = sale.terms;
		let bargain = Bargain {
			seller: sale.seller,
			buyer: deal.buyer,
			kind: terms.kind,
			price: terms.price,
			paid,
			representative: terms.representative,
			evidence: terms.evidence,
			disclosure: terms.disclosure,
			hand_over: deal.statements.agreed(),
			basis,
			ticket: deal.ticket,
		};
		Self::close(vin, bargain)
	}

	/// Pays everybody, passes the title and writes the certificate: all of it, or an error with which the dispatch has to fail.
	fn close(vin: Vin, bargain: Bargain<T>) -> Result<u64, DispatchError> {
		let paid_off = Self::liens_paid_by(&vin, &bargain.price, T::Time::now())?;
		let pay_offs = Self::total(&paid_off)?;
		let fee = bargain.representative.as_ref().map_or_else(Zero::zero, |it| it.fee);
		let shares = Self::shares(bargain.price.amount(), bargain.paid, pay_offs, fee)?;
		if let Some(asset) = bargain.price.asset() {
			Self::pay_off(vin, asset, &bargain.buyer, &paid_off)?;
			Self::pay(asset, &bargain.buyer, &bargain.seller, shares.seller)?;
			if let Some(representative) = &bargain.representative {
				Self::pay(asset, &bargain.buyer, &representative.account, shares.fee)?;
			}
			Self::refund(asset, &bargain.buyer, shares.refund)?;
		}
		T::Titles::pass(vin, bargain.seller.clone(), bargain.buyer.clone())?;
		if let Some(consignment) = Consignments::<T>::take(vin) {
			Self::drop_consignment(vin, consignment)?;
		}
		for party in [&bargain.seller, &bargain.buyer] {
			T::Reputation::note(party, ReputationFact::SaleFinished, 1);
		}
		Self::certify(vin, bargain, paid_off)
	}
}

impl<T: Config> SaleDesk<T::AccountId, T::AssetKind, BalanceOf<T>> for Pallet<T> {
	type Error = DispatchError;

	fn sell_at_once(
		vin: Vin,
		seller: T::AccountId,
		buyer: T::AccountId,
		price: Payment<T::AssetKind, BalanceOf<T>>,
		reference: Digest,
	) -> Result<u64, DispatchError> {
		Self::ensure_owner(&vin, &seller)?;
		ensure!(seller != buyer, Error::<T>::SelfDealing);
		let Payment { asset, amount } = price;
		ensure!(!amount.is_zero(), Error::<T>::PriceNotValid);
		// An option to buy, in a lease for next to nothing, would else be a way round the limit.
		let price = Price::Open { asset: asset.clone(), amount };
		Self::ensure_within_limit(&price)?;
		if let Some(sale) = Sales::<T>::get(vin) {
			ensure!(sale.deal.is_none(), Error::<T>::SaleOpen);
			Self::drop_offer(vin, sale)?;
		}
		T::Assets::hold(asset, &HoldReason::Escrow.into(), &buyer, amount)?;
		let ticket = Self::certificate_ticket(&buyer)?;
		let last = T::History::odometer(&vin).last;
		let odometer = last.map_or(Odometer::from_metres(0), |(_, odometer)| odometer);
		let disclosure = Disclosure { head: T::History::head(&vin), odometer };
		let bargain = Bargain {
			seller,
			buyer,
			kind: SaleKind::Purchase,
			price,
			paid: amount,
			representative: None,
			evidence: None,
			disclosure,
			hand_over: None,
			basis: Basis::Contract { reference },
			ticket,
		};
		Self::close(vin, bargain)
	}
}
