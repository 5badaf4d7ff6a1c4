//! How one becomes a validator, and ceases to be one.

use crate::{pallet::*, Config, Pallet, Standing, Validator, ValidatorInfo};
use frame_support::{
	ensure,
	traits::{fungible::hold::Mutate, tokens::Precision, Get},
};
use pallet_session::Pallet as Session;
use sp_runtime::{traits::Zero, DispatchResult, Saturating};
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
	pub(crate) fn load(who: &T::AccountId) -> Result<ValidatorOf<T>, Error<T>> {
		Validators::<T>::get(who).ok_or(Error::ValidatorNotFound)
	}

	fn ensure_keys(who: &T::AccountId) -> DispatchResult {
		ensure!(Session::<T>::load_keys(who).is_some(), Error::<T>::NoSessionKeys);
		Ok(())
	}

	fn ensure_room() -> DispatchResult {
		let has_room = AdmittedCount::<T>::get() < T::MaxValidators::get();
		ensure!(has_room, Error::<T>::TooManyValidators);
		Ok(())
	}

	/// Fails if the set would be too small without this one.
	fn ensure_dispensable(validator: &ValidatorOf<T>) -> DispatchResult {
		let is_spare = AdmittedCount::<T>::get() > CurrentRules::<T>::get().min_validators;
		let is_admitted = validator.standing == Standing::Admitted;
		ensure!(is_spare || !is_admitted, Error::<T>::TooFewValidators);
		Ok(())
	}

	/// Keeps the count of those admitted when one's standing changes.
	fn recount(was: Standing, is: Standing) {
		match (was == Standing::Admitted, is == Standing::Admitted) {
			(false, true) => AdmittedCount::<T>::mutate(|count| count.saturating_inc()),
			(true, false) => AdmittedCount::<T>::mutate(|count| count.saturating_dec()),
			_ => (),
		}
	}

	/// Stores a validator with another standing.
	pub(crate) fn change(who: &T::AccountId, validator: ValidatorOf<T>, standing: Standing) {
		Self::recount(validator.standing, standing);
		Validators::<T>::insert(who, Validator { standing, ..validator });
	}

	/// Stores somebody new, with the bond on hold.
	pub(crate) fn enter(
		who: &T::AccountId,
		bond: BalanceOf<T>,
		standing: Standing,
	) -> DispatchResult {
		<T as Config>::Currency::hold(&HoldReason::Bond.into(), who, bond)?;
		let last_authored = Session::<T>::current_index();
		let applicant = Validator { bond, standing: Standing::Applied, last_authored };
		Self::change(who, applicant, standing);
		Ok(())
	}

	/// Removes somebody, and releases what is left of the bond.
	fn remove(who: &T::AccountId, validator: &ValidatorOf<T>) -> DispatchResult {
		let reason = HoldReason::Bond.into();
		<T as Config>::Currency::release(&reason, who, validator.bond, Precision::Exact)?;
		Validators::<T>::remove(who);
		Ok(())
	}

	pub(crate) fn register(who: T::AccountId) -> DispatchResult {
		ensure!(!Validators::<T>::contains_key(&who), Error::<T>::AlreadyRegistered);
		Self::ensure_keys(&who)?;
		let has_place = Validators::<T>::count() < T::MaxCandidates::get();
		ensure!(has_place, Error::<T>::TooManyCandidates);
		let rules = CurrentRules::<T>::get();
		let standing = if rules.open_admission {
			Self::ensure_room()?;
			Standing::Admitted
		} else {
			Standing::Applied
		};
		Self::enter(&who, rules.bond, standing)?;
		Self::deposit_event(Event::ValidatorRegistered {
			validator: who.clone(),
			bond: rules.bond,
		});
		if standing == Standing::Admitted {
			Self::deposit_event(Event::ValidatorAdmitted { validator: who });
		}
		Ok(())
	}

	pub(crate) fn admit(who: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		ensure!(validator.standing == Standing::Applied, Error::<T>::NotApplied);
		Self::ensure_keys(&who)?;
		Self::ensure_room()?;
		Self::change(&who, validator, Standing::Admitted);
		Self::deposit_event(Event::ValidatorAdmitted { validator: who });
		Ok(())
	}

	/// Lets a validator go after unbonding; tells from which session the bond is free.
	fn let_go(who: &T::AccountId, validator: ValidatorOf<T>) -> SessionIndex {
		let until = CurrentRules::<T>::get().unbonded_at(Session::<T>::current_index());
		Self::change(who, validator, Standing::Leaving { until });
		until
	}

	pub(crate) fn depart(who: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		match validator.standing {
			Standing::Applied => return Self::withdraw_application(who, &validator),
			Standing::Leaving { .. } => return Err(Error::<T>::AlreadyLeaving.into()),
			Standing::Banned => return Err(Error::<T>::ValidatorBanned.into()),
			Standing::Admitted | Standing::Idle => (),
		}
		Self::ensure_dispensable(&validator)?;
		let until = Self::let_go(&who, validator);
		Self::deposit_event(Event::ValidatorRetired { validator: who, until });
		Ok(())
	}

	fn withdraw_application(who: T::AccountId, validator: &ValidatorOf<T>) -> DispatchResult {
		Self::remove(&who, validator)?;
		Self::deposit_event(Event::ApplicationWithdrawn { validator: who });
		Ok(())
	}

	pub(crate) fn unbond(who: T::AccountId, by: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		let Standing::Leaving { until } = validator.standing else {
			return Err(Error::<T>::NotLeaving.into());
		};
		// The set of before stays where nobody would be left: then time alone does not tell.
		let is_over = until <= Session::<T>::current_index();
		ensure!(
			is_over && !Self::is_active(&who) && !Self::is_queued(&who),
			Error::<T>::StillBonded
		);
		Self::remove(&who, &validator)?;
		let amount = validator.bond;
		Self::deposit_event(Event::BondWithdrawn { validator: who, amount, by });
		Ok(())
	}

	pub(crate) fn return_to_set(who: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		ensure!(validator.standing == Standing::Idle, Error::<T>::NotIdle);
		Self::ensure_keys(&who)?;
		Self::ensure_room()?;
		let missing = CurrentRules::<T>::get().bond.saturating_sub(validator.bond);
		if !missing.is_zero() {
			<T as Config>::Currency::hold(&HoldReason::Bond.into(), &who, missing)?;
		}
		let bond = validator.bond.saturating_add(missing);
		let last_authored = Session::<T>::current_index();
		let validator = Validator { bond, last_authored, ..validator };
		Self::change(&who, validator, Standing::Admitted);
		Self::deposit_event(Event::ValidatorResumed { validator: who, bond });
		Ok(())
	}

	pub(crate) fn expel(who: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		match validator.standing {
			Standing::Applied => return Self::withdraw_application(who, &validator),
			Standing::Leaving { .. } => return Err(Error::<T>::AlreadyLeaving.into()),
			Standing::Admitted | Standing::Idle | Standing::Banned => (),
		}
		Self::ensure_dispensable(&validator)?;
		let until = Self::let_go(&who, validator);
		Self::deposit_event(Event::ValidatorExpelled { validator: who, until });
		Ok(())
	}

	pub(crate) fn pardon(who: T::AccountId) -> DispatchResult {
		let validator = Self::load(&who)?;
		ensure!(validator.standing == Standing::Banned, Error::<T>::NotBanned);
		Self::change(&who, validator, Standing::Idle);
		Self::deposit_event(Event::ValidatorPardoned { validator: who });
		Ok(())
	}

	fn is_active(who: &T::AccountId) -> bool {
		Session::<T>::validators().contains(who)
	}

	fn is_queued(who: &T::AccountId) -> bool {
		Session::<T>::queued_keys().iter().any(|(queued, _)| queued == who)
	}

	pub(crate) fn info(account: T::AccountId, validator: ValidatorOf<T>) -> ValidatorInfoOf<T> {
		ValidatorInfo {
			is_active: Self::is_active(&account),
			is_queued: Self::is_queued(&account),
			account,
			bond: validator.bond,
			standing: validator.standing,
			last_authored: validator.last_authored,
		}
	}
}
