//! What an offence costs.

use crate::{pallet::*, Config, Pallet, Standing, Validator};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	traits::{fungible::hold::Balanced, Get, Imbalance, OnUnbalanced},
	weights::Weight,
};
use sp_runtime::{Perbill, Saturating};
use sp_staking::{
	offence::{
		Offence, OffenceDetails, OffenceError, OffenceSeverity, OnOffenceHandler, ReportOffence,
	},
	SessionIndex,
};

impl<T: Config> Pallet<T> {
	/// Whether somebody has something to lose by being reported: a bond that is not cut already.
	fn is_liable(who: &T::AccountId) -> bool {
		let found = Validators::<T>::get(who);
		found.is_some_and(|validator| validator.standing != Standing::Banned)
	}

	/// Cuts the bond, and bans.
	fn punish(
		who: &T::AccountId,
		validator: ValidatorOf<T>,
		fraction: Perbill,
		session: SessionIndex,
	) {
		let amount = CurrentRules::<T>::get().penalty(fraction, validator.bond);
		let reason = HoldReason::Bond.into();
		let (credit, _) = <T as Config>::Currency::slash(&reason, who, amount);
		let cut = credit.peek();
		T::Slashed::on_unbalanced(credit);
		let bond = validator.bond.saturating_sub(cut);
		Self::change(who, Validator { bond, ..validator }, Standing::Banned);
		Self::deposit_event(Event::ValidatorBanned { validator: who.clone(), session, cut });
	}
}

impl<T: Config> OnOffenceHandler<T::AccountId, IdentificationOf<T>, Weight> for Pallet<T> {
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, IdentificationOf<T>>],
		fractions: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		// An offence of this chain has one offender, whom pallet-offences lists last, after those that did the same at the same time.
		// Their share rises with each accomplice, unless governance has closed their case.
		let accomplices = offenders.len().saturating_sub(1);
		for (place, (details, fraction)) in offenders.iter().zip(fractions).enumerate() {
			let (who, ()) = &details.offender;
			let Some(validator) = Validators::<T>::get(who) else { continue };
			let is_open = validator.standing == Standing::Banned;
			if place < accomplices && !is_open {
				continue;
			}
			Self::punish(who, validator, *fraction, session);
			pallet_session::Pallet::<T>::report_offence(who.clone(), OffenceSeverity(*fraction));
		}
		let number = u64::try_from(offenders.len()).unwrap_or(u64::MAX);
		// The record, hold, account and treasury of each, and the lists of the session.
		T::DbWeight::get().reads_writes(number.saturating_mul(8), number.saturating_mul(7))
	}
}

/// Passes on to `R` the reports of those who have a bond that is not cut already, and refuses others as known. Without it the holder of
/// a banned key could fill the ledger with free reports of themself.
pub struct Liable<T, R>(PhantomData<(T, R)>);

impl<T, R, O> ReportOffence<T::AccountId, IdentificationOf<T>, O> for Liable<T, R>
where
	T: Config,
	R: ReportOffence<T::AccountId, IdentificationOf<T>, O>,
	O: Offence<IdentificationOf<T>>,
{
	fn report_offence(reporters: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
		if !offence.offenders().iter().all(|(who, ())| Pallet::<T>::is_liable(who)) {
			return Err(OffenceError::DuplicateReport);
		}
		R::report_offence(reporters, offence)
	}

	fn is_known_offence(offenders: &[IdentificationOf<T>], slot: &O::Slot) -> bool {
		let are_liable = offenders.iter().all(|(who, ())| Pallet::<T>::is_liable(who));
		!are_liable || R::is_known_offence(offenders, slot)
	}
}
