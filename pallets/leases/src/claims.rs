//! What the lessor wants for damage, and what the arbiters say.

use crate::{pallet::*, Config, Damage, LeaseId, Pallet, Party, Returned, Ruling, Stage};
use carx_primitives::{ConditionHistory, Digest, ReputationFact, ReputationLog};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Stores a claim of the lessor.
	pub(crate) fn claim_damage(
		id: LeaseId,
		lessor: T::AccountId,
		amount: BalanceOf<T>,
		evidence: Digest,
	) -> DispatchResult {
		let (lease, returned) = Self::load_returned(id)?;
		Self::ensure_party(&lease, Party::Lessor, &lessor)?;
		ensure!(returned.damage == Damage::Open, Error::<T>::ClaimsClosed);
		let at = T::Time::now();
		let deadline = returned.returned_at.saturating_add(T::ClaimPeriod::get());
		ensure!(at < deadline, Error::<T>::PeriodOver);
		let is_valid = !amount.is_zero() && lease.terms.bears(amount);
		ensure!(is_valid, Error::<T>::AmountNotValid);
		let damage = Damage::Claimed { amount, evidence, at };
		Self::store_returned(id, lease, Returned { damage, ..returned });
		Self::deposit_event(Event::DamageClaimed { lease: id, amount, evidence });
		Ok(())
	}

	/// Notes that the lessor wants nothing.
	pub(crate) fn waive(id: LeaseId, lessor: T::AccountId) -> DispatchResult {
		let (lease, returned) = Self::load_returned(id)?;
		Self::ensure_party(&lease, Party::Lessor, &lessor)?;
		let is_closed = matches!(returned.damage, Damage::Waived | Damage::Decided { .. });
		ensure!(!is_closed, Error::<T>::ClaimsClosed);
		let damage = Damage::Waived;
		Self::store_returned(id, lease, Returned { damage, ..returned });
		Self::deposit_event(Event::ClaimsWaived { lease: id });
		Ok(())
	}

	/// Notes that the lessee owes what was claimed.
	pub(crate) fn owe(id: LeaseId, lessee: T::AccountId) -> DispatchResult {
		let (lease, returned) = Self::load_returned(id)?;
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		let (Damage::Claimed { amount, .. } | Damage::Contested { amount, .. }) = returned.damage
		else {
			return Err(Error::<T>::ClaimNotFound.into());
		};
		let damage = Damage::Decided { award: amount };
		Self::store_returned(id, lease, Returned { damage, ..returned });
		Self::deposit_event(Event::ClaimAccepted { lease: id, amount });
		Ok(())
	}

	/// Puts a claim before the arbiters.
	pub(crate) fn contest(id: LeaseId, lessee: T::AccountId, evidence: Digest) -> DispatchResult {
		let (lease, returned) = Self::load_returned(id)?;
		Self::ensure_party(&lease, Party::Lessee, &lessee)?;
		let Damage::Claimed { amount, at: claimed_at, .. } = returned.damage else {
			return Err(Error::<T>::ClaimNotFound.into());
		};
		let at = T::Time::now();
		let deadline = claimed_at.saturating_add(T::ObjectionPeriod::get());
		ensure!(at < deadline, Error::<T>::PeriodOver);
		let damage = Damage::Contested { amount, evidence, at };
		Self::store_returned(id, lease, Returned { damage, ..returned });
		Self::deposit_event(Event::ClaimContested { lease: id, evidence });
		Ok(())
	}

	/// Does what the arbiters decided.
	pub(crate) fn resolve(id: LeaseId, ruling: Ruling<BalanceOf<T>>) -> DispatchResult {
		let lease = Self::load(id)?;
		let Ruling { award, distance, loser } = ruling;
		ensure!(lease.terms.bears(award), Error::<T>::AmountNotValid);
		let account = loser.map(|party| lease.account(party).clone());
		Self::deposit_event(Event::LeaseResolved { lease: id, award, distance, loser });
		match lease.stage.clone() {
			Stage::Offered => return Err(Error::<T>::DisputeNotFound.into()),
			Stage::Active(active) => {
				let is_open = active.dispute.is_some_and(|dispute| Self::is_open(&dispute));
				ensure!(is_open, Error::<T>::DisputeNotFound);
				Self::ensure_title(&lease)?;
				let end = T::History::odometer(&lease.vehicle);
				let damage = Damage::Decided { award };
				Self::take_back(id, lease, &active, end, distance, damage)?;
			},
			Stage::Returned(returned) => {
				let ruled = Self::ruled(&lease, returned, award, distance)?;
				Self::store_returned(id, lease, ruled);
			},
		}
		if let Some(account) = account {
			T::Reputation::note(&account, ReputationFact::ClaimLost, 1);
		}
		Ok(())
	}

	/// A lease whose car is back, as the arbiters see it.
	fn ruled(
		lease: &LeaseOf<T>,
		returned: ReturnedOf<T>,
		award: BalanceOf<T>,
		distance: Option<u32>,
	) -> Result<ReturnedOf<T>, Error<T>> {
		let is_doubt_open = returned.dispute.is_some_and(|dispute| Self::is_open(&dispute));
		let contested = match returned.damage {
			Damage::Contested { amount, at, .. } => {
				let is_open = T::Time::now() < at.saturating_add(T::RulingPeriod::get());
				is_open.then_some(amount)
			},
			_ => None,
		};
		ensure!(is_doubt_open || contested.is_some(), Error::<T>::DisputeNotFound);
		ensure!(award <= contested.unwrap_or_else(Zero::zero), Error::<T>::AmountNotValid);
		let is_known = distance.is_some() || Self::run(lease, &returned).is_some();
		ensure!(is_known || !is_doubt_open, Error::<T>::DistanceNeeded);
		let damage = contested.map_or(returned.damage, |_| Damage::Decided { award });
		let distance = distance.or(returned.distance);
		Ok(Returned { damage, distance, ..returned })
	}
}
