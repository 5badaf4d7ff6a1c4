//! How a loan begins, is paid back, and ends.

use crate::{pallet::*, Config, Loan, LoanInfo, Pallet, Stage};
use carx_primitives::{
	Accreditations, EncumbranceKind, Moment, ReputationFact, ReputationLog, RiskLimit, Role,
	VehicleTitles, Vin,
};
use frame_support::{
	ensure,
	traits::{
		fungibles::hold::Mutate,
		tokens::{Fortitude, Precision, Restriction},
		Consideration, Footprint, Time,
	},
};
use sp_runtime::{DispatchError, DispatchResult};

/// What a loan stores, its place in the list of its car included.
type LoanFootprint<T> = (u32, LoanOf<T>, Vin, u32);

impl<T: Config> Pallet<T> {
	pub(crate) fn load(id: u32) -> Result<LoanOf<T>, Error<T>> {
		Loans::<T>::get(id).ok_or(Error::LoanNotFound)
	}

	/// A loan that is offered, until when, and the number that the next lien on its car had then.
	fn load_offered(id: u32) -> Result<(LoanOf<T>, Moment, u32), Error<T>> {
		let loan = Self::load(id)?;
		match loan.stage {
			Stage::Offered { expires_at, next_encumbrance } => {
				Ok((loan, expires_at, next_encumbrance))
			},
			Stage::Running { .. } => Err(Error::AlreadyAccepted),
		}
	}

	/// A loan that runs, its lien, and how many instalments are paid.
	fn load_running(id: u32) -> Result<(LoanOf<T>, u32, u32), Error<T>> {
		let loan = Self::load(id)?;
		match loan.stage {
			Stage::Running { encumbrance, paid } => Ok((loan, encumbrance, paid)),
			Stage::Offered { .. } => Err(Error::NotAccepted),
		}
	}

	fn ensure_lender(who: &T::AccountId) -> DispatchResult {
		let accredited = T::Accreditations::acts_as(who, Role::Lender, T::Time::now());
		ensure!(accredited, Error::<T>::NotLender);
		Ok(())
	}

	fn ensure_owner(vin: &Vin, who: &T::AccountId) -> DispatchResult {
		let owner = T::Titles::owner(vin).ok_or(Error::<T>::VehicleNotFound)?;
		ensure!(owner == *who, Error::<T>::NotOwner);
		Ok(())
	}

	/// Checks that governance allows to lend as much now.
	fn ensure_within_limit(terms: &TermsOf<T>) -> DispatchResult {
		let is_allowed = T::RiskLimit::allows(&terms.asset, terms.principal);
		ensure!(is_allowed, Error::<T>::AboveRiskLimit);
		Ok(())
	}

	/// Stores an offer, with the principal set aside.
	pub(crate) fn offer(
		lender: T::AccountId,
		vin: Vin,
		terms: TermsOf<T>,
		expires_at: Moment,
	) -> DispatchResult {
		Self::ensure_lender(&lender)?;
		ensure!(T::Time::now() < expires_at, Error::<T>::Expired);
		ensure!(terms.are_valid(), Error::<T>::TermsNotValid);
		ensure!(terms.borrower != lender, Error::<T>::TermsNotValid);
		// Nothing can be late that could still be accepted.
		ensure!(expires_at <= terms.first_due, Error::<T>::TermsNotValid);
		Self::ensure_within_limit(&terms)?;
		Self::ensure_owner(&vin, &terms.borrower)?;
		let id = NextLoan::<T>::get();
		NextLoan::<T>::put(id.checked_add(1).ok_or(Error::<T>::TooManyLoans)?);

		let reason = HoldReason::LoanPrincipal.into();
		T::Assets::hold(terms.asset.clone(), &reason, &lender, terms.principal)?;
		let footprint = Footprint::from_mel::<LoanFootprint<T>>();
		let ticket = T::LoanConsideration::new(&lender, footprint)?;
		let borrower = terms.borrower.clone();
		let next_encumbrance = T::Titles::next_encumbrance(&vin);
		let stage = Stage::Offered { expires_at, next_encumbrance };
		let loan = Loan { vehicle: vin, lender: lender.clone(), terms, stage, ticket };
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::LoanOffered { loan: id, vehicle: vin, lender, borrower });
		Ok(())
	}

	/// Ends an offer, and gives the lender the principal back.
	pub(crate) fn withdraw(id: u32, by: T::AccountId) -> DispatchResult {
		let (loan, expires_at, _) = Self::load_offered(id)?;
		let entitled = by == loan.lender || expires_at <= T::Time::now();
		ensure!(entitled, Error::<T>::NotAuthorized);
		let terms = &loan.terms;
		T::Assets::release(
			terms.asset.clone(),
			&HoldReason::LoanPrincipal.into(),
			&loan.lender,
			terms.principal,
			Precision::Exact,
		)?;
		Loans::<T>::remove(id);
		loan.ticket.drop(&loan.lender)?;
		Self::deposit_event(Event::LoanOfferWithdrawn { loan: id, by });
		Ok(())
	}

	/// Pays the principal out and enters the lien.
	pub(crate) fn accept(id: u32, borrower: T::AccountId) -> DispatchResult {
		let (loan, expires_at, next_encumbrance) = Self::load_offered(id)?;
		let (vin, terms) = (loan.vehicle, &loan.terms);
		ensure!(borrower == terms.borrower, Error::<T>::NotAuthorized);
		ensure!(T::Time::now() < expires_at, Error::<T>::Expired);
		Self::ensure_owner(&vin, &borrower)?;
		Self::ensure_lender(&loan.lender)?;
		Self::ensure_within_limit(terms)?;
		let pledge = EncumbranceKind::Loan.created_by();
		ensure!(T::Titles::blockers(pledge, &vin).is_empty(), Error::<T>::VehicleBlocked);
		let liens = T::Titles::next_encumbrance(&vin);
		ensure!(liens == next_encumbrance, Error::<T>::LiensDiffer);

		let (reason, amount) = (HoldReason::LoanPrincipal, terms.principal);
		Self::pay_held(terms, reason, &loan.lender, &borrower, amount)?;
		let encumbrance = T::Titles::encumber(
			vin,
			EncumbranceKind::Loan,
			loan.lender.clone(),
			terms.contract,
			borrower.clone(),
		)
		.map_err(Into::<DispatchError>::into)?;
		LoansByVehicle::<T>::try_append(vin, id).map_err(|()| Error::<T>::TooManyLoans)?;
		let lender = loan.lender.clone();
		let stage = Stage::Running { encumbrance, paid: 0 };
		Loans::<T>::insert(id, Loan { stage, ..loan });
		Self::deposit_event(Event::LoanAccepted {
			loan: id,
			vehicle: vin,
			lender,
			borrower,
			encumbrance,
		});
		Ok(())
	}

	/// Pays `to` out of what is on hold.
	fn pay_held(
		terms: &TermsOf<T>,
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		T::Assets::transfer_on_hold(
			terms.asset.clone(),
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Has `payer` pay `number` instalments to the lender, and with the last of them ends the loan.
	fn pay(id: u32, payer: T::AccountId, number: impl FnOnce(u32) -> u32) -> DispatchResult {
		let (loan, encumbrance, paid) = Self::load_running(id)?;
		let terms = &loan.terms;
		ensure!(payer != loan.lender, Error::<T>::OwnLoan);
		let is_secured = T::Titles::is_encumbered(&loan.vehicle, encumbrance);
		ensure!(is_secured, Error::<T>::LienGone);
		let left = terms.instalments.saturating_sub(paid);
		let number = number(left).min(left);
		let now_paid = paid.saturating_add(number);
		let amount = Self::difference(terms, paid, now_paid)?;

		let late = terms.late(paid, T::Time::now()).min(number);
		if late > 0 {
			T::Reputation::note(&terms.borrower, ReputationFact::PaidLate, late);
		}
		let reason = HoldReason::LoanPayment;
		T::Assets::hold(terms.asset.clone(), &reason.into(), &payer, amount)?;
		Self::pay_held(terms, reason, &payer, &loan.lender, amount)?;
		let is_last = now_paid == terms.instalments;
		let event = Event::InstalmentsPaid { loan: id, by: payer, number, amount, late };
		Self::deposit_event(event);
		if is_last {
			let vehicle = loan.vehicle;
			Self::end(id, loan, encumbrance)?;
			Self::deposit_event(Event::LoanPaidOff { loan: id, vehicle });
		} else {
			let stage = Stage::Running { encumbrance, paid: now_paid };
			Loans::<T>::insert(id, Loan { stage, ..loan });
		}
		Ok(())
	}

	/// What the instalments from one count of paid ones to a higher cost.
	fn difference(terms: &TermsOf<T>, paid: u32, now_paid: u32) -> Result<BalanceOf<T>, Error<T>> {
		use sp_runtime::traits::CheckedSub;
		let before = terms.left(paid).ok_or(Error::TermsNotValid)?;
		let after = terms.left(now_paid).ok_or(Error::TermsNotValid)?;
		before.checked_sub(&after).ok_or(Error::TermsNotValid)
	}

	/// Has `payer` pay one instalment.
	pub(crate) fn pay_one(id: u32, payer: T::AccountId) -> DispatchResult {
		Self::pay(id, payer, |_| 1)
	}

	/// Has `payer` pay all instalments that are left.
	pub(crate) fn pay_all(id: u32, payer: T::AccountId) -> DispatchResult {
		Self::pay(id, payer, |left| left)
	}

	/// Ends a loan that is not paid back in full, on the word of its lender, or because its lien is gone.
	pub(crate) fn close(id: u32, by: T::AccountId) -> DispatchResult {
		let (loan, encumbrance, paid) = Self::load_running(id)?;
		let is_secured = T::Titles::is_encumbered(&loan.vehicle, encumbrance);
		ensure!(by == loan.lender || !is_secured, Error::<T>::NotAuthorized);
		let unpaid = loan.terms.instalments.saturating_sub(paid);
		let vehicle = loan.vehicle;
		Self::end(id, loan, encumbrance)?;
		Self::deposit_event(Event::LoanClosed { loan: id, vehicle, by, unpaid });
		Ok(())
	}

	/// Releases the lien, if it is in force, and removes the loan.
	fn end(id: u32, loan: LoanOf<T>, encumbrance: u32) -> DispatchResult {
		T::Titles::release(loan.vehicle, encumbrance).map_err(Into::<DispatchError>::into)?;
		LoansByVehicle::<T>::mutate_exists(loan.vehicle, |list| {
			if let Some(loans) = list {
				loans.retain(|other| *other != id);
				if loans.is_empty() {
					*list = None;
				}
			}
		});
		Loans::<T>::remove(id);
		loan.ticket.drop(&loan.lender)
	}

	pub(crate) fn info(id: u32) -> Option<LoanInfo<T::AccountId, T::AssetKind, BalanceOf<T>>> {
		let loan = Loans::<T>::get(id)?;
		let (paid, is_secured) = match loan.stage {
			Stage::Offered { .. } => (0, false),
			Stage::Running { encumbrance, paid } => {
				(paid, T::Titles::is_encumbered(&loan.vehicle, encumbrance))
			},
		};
		Some(LoanInfo {
			id,
			vehicle: loan.vehicle,
			lender: loan.lender,
			left: loan.terms.left(paid)?,
			next_due: loan.terms.due(paid)?,
			late: loan.terms.late(paid, T::Time::now()),
			terms: loan.terms,
			stage: loan.stage,
			is_secured,
		})
	}
}
