//! How money and leases are looked up, held and moved.

use crate::{pallet::*, Active, Config, Lease, LeaseId, Pallet, Party, Purse, Returned, Stage};
use carx_primitives::{
	Accreditations, ConditionHistory, Digest, OdometerStanding, RentReceiver, Role, VehicleTitles,
};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{
		fungibles::hold::Mutate,
		tokens::{Fortitude, Precision, Restriction},
		Consideration, Get, Time,
	},
};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{AccountIdConversion, Zero},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// The account that holds the locks of leases on their cars. Nobody has its key.
	pub fn holder() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// What binds the sides of a lease: BLAKE2b-256 over number, car, lessor and terms.
	pub fn reference(id: LeaseId, lease: &LeaseOf<T>) -> Digest {
		blake2_256(&(id, lease.vehicle, &lease.lessor, &lease.terms).encode())
	}

	/// The lease with this number.
	pub(crate) fn load(id: LeaseId) -> Result<LeaseOf<T>, DispatchError> {
		Ok(Leases::<T>::get(id).ok_or(Error::<T>::LeaseNotFound)?)
	}

	/// The lease with this number, which runs.
	pub(crate) fn load_active(id: LeaseId) -> Result<(LeaseOf<T>, ActiveOf<T>), DispatchError> {
		let lease = Self::load(id)?;
		match lease.stage.clone() {
			Stage::Active(active) => Ok((lease, active)),
			_ => Err(Error::<T>::NotActive.into()),
		}
	}

	/// The lease with this number, whose car is back.
	pub(crate) fn load_returned(id: LeaseId) -> Result<(LeaseOf<T>, ReturnedOf<T>), DispatchError> {
		let lease = Self::load(id)?;
		match lease.stage.clone() {
			Stage::Returned(returned) => Ok((lease, returned)),
			_ => Err(Error::<T>::NotReturned.into()),
		}
	}

	/// Stores a lease that runs.
	pub(crate) fn store_active(id: LeaseId, lease: LeaseOf<T>, active: ActiveOf<T>) {
		Leases::<T>::insert(id, Lease { stage: Stage::Active(active), ..lease });
	}

	/// Stores a lease whose car is back.
	pub(crate) fn store_returned(id: LeaseId, lease: LeaseOf<T>, returned: ReturnedOf<T>) {
		Leases::<T>::insert(id, Lease { stage: Stage::Returned(returned), ..lease });
	}

	/// Checks that `who` is on that side of the lease.
	pub(crate) fn ensure_party(
		lease: &LeaseOf<T>,
		party: Party,
		who: &T::AccountId,
	) -> DispatchResult {
		ensure!(lease.account(party) == who, Error::<T>::NotAuthorized);
		Ok(())
	}

	/// On which side of the lease `who` is.
	pub(crate) fn side(lease: &LeaseOf<T>, who: &T::AccountId) -> Result<Party, DispatchError> {
		Ok(lease.party(who).ok_or(Error::<T>::NotAuthorized)?)
	}

	/// Whether the lessor holds the title of the car now.
	pub(crate) fn has_title(lease: &LeaseOf<T>) -> bool {
		T::Titles::owner(&lease.vehicle).as_ref() == Some(&lease.lessor)
	}

	/// Checks that the lessor holds the title of the car now: nobody is paid without.
	pub(crate) fn ensure_title(lease: &LeaseOf<T>) -> DispatchResult {
		ensure!(Self::has_title(lease), Error::<T>::LessorNotOwner);
		Ok(())
	}

	/// Whether the lessor holds the title of the car as at the offer, without having lost it in between.
	pub(crate) fn has_kept_title(lease: &LeaseOf<T>) -> bool {
		Self::has_title(lease) && T::Titles::epoch(&lease.vehicle) == Some(lease.title_epoch)
	}

	/// Whether good conduct in this lease earns points: its lessor makes a business of it, and is no relation of the lessee.
	pub(crate) fn earns_points(lease: &LeaseOf<T>) -> bool {
		let lessee = &lease.terms.lessee;
		T::Accreditations::acts_as(&lease.lessor, Role::Lessor, T::Time::now())
			&& !T::Accreditations::are_related(&lease.lessor, lessee)
	}

	/// Sets `amount` of the lessee's free money aside.
	pub(crate) fn hold(
		lease: &LeaseOf<T>,
		reason: HoldReason,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let terms = &lease.terms;
		T::Assets::hold(terms.asset.clone(), &reason.into(), &terms.lessee, amount)
	}

	/// Pays `to` out of what was set aside. A lock that the lessee put on the account does not get in the way: it could keep the lease from
	/// ever being settled.
	fn pay(
		lease: &LeaseOf<T>,
		reason: HoldReason,
		to: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let terms = &lease.terms;
		T::Assets::transfer_on_hold(
			terms.asset.clone(),
			&reason.into(),
			&terms.lessee,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)?;
		Ok(())
	}

	/// Pays the lessor.
	pub(crate) fn pay_lessor(lease: &LeaseOf<T>, purse: &Purse<BalanceOf<T>>) -> DispatchResult {
		Self::pay(lease, HoldReason::LeaseDeposit, &lease.lessor, purse.deposit)?;
		Self::pay(lease, HoldReason::LeaseRent, &lease.lessor, purse.authorised)
	}

	/// Pays rent: to the shares of the car's income, if it is split into any of this asset and still the lessor's; else to the lessor.
	pub(crate) fn pay_rent_out(lease: &LeaseOf<T>, purse: &Purse<BalanceOf<T>>) -> DispatchResult {
		let vin = &lease.vehicle;
		let amount = purse.total().ok_or(Error::<T>::Overflow)?;
		let is_split = T::Income::asset(vin).as_ref() == Some(&lease.terms.asset);
		let payee = T::Income::payee(vin).filter(|_| is_split && Self::has_title(lease));
		let Some(payee) = payee else {
			return Self::pay_lessor(lease, purse);
		};
		if amount.is_zero() {
			return Ok(());
		}
		Self::pay(lease, HoldReason::LeaseDeposit, &payee, purse.deposit)?;
		Self::pay(lease, HoldReason::LeaseRent, &payee, purse.authorised)?;
		T::Income::received(vin, amount)
	}

	/// Gives money back to the lessee.
	pub(crate) fn give_back(lease: &LeaseOf<T>, purse: &Purse<BalanceOf<T>>) -> DispatchResult {
		let terms = &lease.terms;
		for (reason, amount) in
			[(HoldReason::LeaseDeposit, purse.deposit), (HoldReason::LeaseRent, purse.authorised)]
		{
			if !amount.is_zero() {
				let (asset, lessee) = (terms.asset.clone(), &terms.lessee);
				T::Assets::release(asset, &reason.into(), lessee, amount, Precision::Exact)?;
			}
		}
		Ok(())
	}

	/// Gives the car back to its owner and lets it be sold and leased again.
	pub(crate) fn free_vehicle(
		lease: &LeaseOf<T>,
		active: &Active<BalanceOf<T>>,
	) -> DispatchResult {
		VehicleLeases::<T>::remove(lease.vehicle);
		T::Titles::set_possessor(lease.vehicle, None);
		T::Titles::release(lease.vehicle, active.encumbrance)
	}

	/// Ends a lease and gives the lessor the deposit for its place back.
	pub(crate) fn remove(id: LeaseId, lease: LeaseOf<T>) -> DispatchResult {
		Leases::<T>::remove(id);
		lease.ticket.drop(&lease.lessor)
	}

	/// Metres run under the lease: what arbiters decided, else what the readings say up to the last that was stated at the return, lowered
	/// by later corrections; nothing where arbiters were asked and did not decide. `None` while the readings are in doubt.
	pub(crate) fn run(lease: &LeaseOf<T>, returned: &Returned<BalanceOf<T>>) -> Option<u32> {
		if returned.distance.is_some() {
			return returned.distance;
		}
		let undecided = returned.dispute.is_some_and(|dispute| !Self::is_open(&dispute));
		Self::read_run(lease, returned).or_else(|| undecided.then_some(0))
	}

	/// Metres run as the readings say, at most what they said at the return: whoever has the car then may add readings of that very
	/// moment, and those can only lower the run or put it in doubt.
	pub(crate) fn read_run(lease: &LeaseOf<T>, returned: &Returned<BalanceOf<T>>) -> Option<u32> {
		let end = returned.end;
		let (at, _) = end.last?;
		// The next driver's gaps are not this lessee's; where the ledger cannot look behind the next driver's readings, the standing at the
		// return counts.
		let seen = T::History::odometer_until(&lease.vehicle, at).map_or(end, |seen| {
			OdometerStanding { open_gaps: seen.open_gaps.min(end.open_gaps), ..seen }
		});
		let start = &returned.course.start;
		let stated = u64::try_from(end.distance.checked_sub(start.distance)?).ok()?;
		u32::try_from(seen.run_since(start)?.min(stated)).ok()
	}

	/// Whether the arbiters still have time for it.
	pub(crate) fn is_open(dispute: &crate::Dispute) -> bool {
		T::Time::now() < dispute.at.saturating_add(T::RulingPeriod::get())
	}
}
