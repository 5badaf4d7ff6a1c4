//! Who offers a car in its owner's name: an agent to whom it was left, or a registrar after the owner's death.

use crate::{
	pallet::*, Config, Consignment, Disclosure, Pallet, Price, Representative, SaleKind, Terms,
};
use carx_primitives::{Digest, Moment, VehicleTitles, Vin};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, Time},
};
use sp_runtime::{traits::Zero, DispatchResult, Permill};

/// What a consignment stores.
type ConsignmentFootprint<T> = (Vin, ConsignmentOf<T>);

impl<T: Config> Pallet<T> {
	/// Leaves cars of `owner` to `agent`.
	pub(crate) fn leave(
		cars: Consigned<T>,
		owner: T::AccountId,
		agent: T::AccountId,
		asset: T::AssetKind,
		fee: Permill,
		ends_at: Moment,
	) -> DispatchResult {
		ensure!(agent != owner, Error::<T>::SelfDealing);
		Self::ensure_period(ends_at)?;
		for (vin, reserve) in cars {
			Self::ensure_owner(&vin, &owner)?;
			ensure!(!reserve.is_zero(), Error::<T>::PriceNotValid);
			let title_epoch = T::Titles::epoch(&vin).ok_or(Error::<T>::VehicleNotFound)?;
			if let Some(former) = Consignments::<T>::get(vin) {
				ensure!(Self::is_over(&vin, &former), Error::<T>::AlreadyConsigned);
				Self::drop_consignment(vin, former)?;
			}
			let footprint = Footprint::from_mel::<ConsignmentFootprint<T>>();
			let consignment = Consignment {
				owner: owner.clone(),
				title_epoch,
				agent: agent.clone(),
				asset: asset.clone(),
				fee,
				reserve,
				ends_at,
				ticket: T::ConsignmentConsideration::new(&owner, footprint)?,
			};
			Consignments::<T>::insert(vin, consignment);
			Self::deposit_event(Event::VehicleConsigned {
				vehicle: vin,
				owner: owner.clone(),
				agent: agent.clone(),
				reserve,
				ends_at,
			});
		}
		Ok(())
	}

	/// Ends a consignment on the word of `who`.
	pub(crate) fn take_back(vin: Vin, who: T::AccountId) -> DispatchResult {
		let consignment = Consignments::<T>::get(vin).ok_or(Error::<T>::ConsignmentNotFound)?;
		let is_party = who == consignment.owner || who == consignment.agent;
		ensure!(is_party || Self::is_over(&vin, &consignment), Error::<T>::NotParty);
		Consignments::<T>::remove(vin);
		Self::drop_consignment(vin, consignment)
	}

	/// Gives the deposit of a consignment back, which somebody else takes out of the state, or puts another in its place.
	pub(crate) fn drop_consignment(vin: Vin, consignment: ConsignmentOf<T>) -> DispatchResult {
		consignment.ticket.drop(&consignment.owner)?;
		let agent = consignment.agent;
		Self::deposit_event(Event::ConsignmentEnded { vehicle: vin, agent });
		Ok(())
	}

	/// Offers a car that was left to `agent`.
	pub(crate) fn offer_for_owner(
		vin: Vin,
		agent: T::AccountId,
		buyer: Option<T::AccountId>,
		price: BalanceOf<T>,
		disclosure: Disclosure,
		expires_at: Moment,
	) -> DispatchResult {
		let consignment = Consignments::<T>::get(vin).ok_or(Error::<T>::ConsignmentNotFound)?;
		ensure!(consignment.agent == agent, Error::<T>::NotAgent);
		ensure!(T::Time::now() < consignment.ends_at, Error::<T>::Expired);
		ensure!(!Self::is_over(&vin, &consignment), Error::<T>::SellerNotOwner);
		ensure!(consignment.reserve <= price, Error::<T>::BelowReserve);
		let fee = consignment.fee.mul_floor(price);
		let terms = Terms {
			kind: SaleKind::Purchase,
			buyer,
			price: Price::Open { asset: consignment.asset, amount: price },
			representative: Some(Representative { account: agent.clone(), fee }),
			evidence: None,
			disclosure,
			expires_at,
		};
		Self::offer(vin, consignment.owner, agent, terms)
	}

	/// Offers the car of a dead owner to `heir`.
	pub(crate) fn bequeath(
		vin: Vin,
		registrar: T::AccountId,
		heir: T::AccountId,
		evidence: Digest,
		disclosure: Disclosure,
		expires_at: Moment,
	) -> DispatchResult {
		let owner = T::Titles::owner(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		ensure!(T::Titles::is_registrar(&vin, &registrar), Error::<T>::NotRegistrar);
		let objection_ends = T::Time::now().saturating_add(T::ObjectionPeriod::get());
		ensure!(objection_ends < expires_at, Error::<T>::PeriodNotValid);
		let terms = Terms {
			kind: SaleKind::Inheritance,
			buyer: Some(heir),
			price: Price::None,
			representative: Some(Representative { account: registrar.clone(), fee: Zero::zero() }),
			evidence: Some(evidence),
			disclosure,
			expires_at,
		};
		Self::offer(vin, owner, registrar, terms)
	}

	/// Whether a consignment no longer holds.
	fn is_over(vin: &Vin, consignment: &ConsignmentOf<T>) -> bool {
		let is_same = T::Titles::epoch(vin) == Some(consignment.title_epoch);
		!is_same || consignment.ends_at <= T::Time::now()
	}
}
