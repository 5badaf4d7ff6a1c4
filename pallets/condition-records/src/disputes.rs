//! Whether a record counts, and how a dispute over it ends.

use crate::{
	pallet::*, BalanceOf, Config, Dispute, DisputeOf, Outcome, Pallet, RecordEntry, RecordOf,
	Ruling, Standing,
};
use carx_primitives::{
	Accreditations, Digest, Locator, Record, RecordSource, ReputationFact, ReputationLog,
	VehicleAccess, Vin,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Footprint, Get, Time,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{AccountIdConversion, Convert, Saturating, Zero},
	DispatchError,
};

/// What a dispute stores.
type DisputeFootprint<T> = (Vin, u32, DisputeOf<T>);

impl<T: Config> Pallet<T> {
	/// In whose name the arbiters' corrections stand. Nobody has its key.
	pub fn arbiters() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The deposits of a disputant: for the place of the dispute, and for that of a correction by the arbiters.
	pub fn dispute_deposits() -> (BalanceOf<T>, BalanceOf<T>) {
		let deposit = T::StoragePrice::convert(Footprint::from_mel::<DisputeFootprint<T>>());
		(deposit, Self::record_deposit())
	}

	/// Whether a record counts now, in the order of precedence of [`Standing`].
	pub(crate) fn standing(
		vin: &Vin,
		seq: u32,
		record: &RecordOf<T>,
	) -> Standing<BlockNumberFor<T>> {
		let dispute = Disputes::<T>::get(vin, seq);
		match (Corrections::<T>::get(vin, seq), dispute.as_ref().and_then(|it| it.outcome)) {
			(_, Some(Outcome::Upheld { by })) => return Standing::Annulled { by },
			(Some(by), _) => return Standing::Superseded { by },
			_ => {},
		}
		if let RecordSource::Accredited(role) = record.source {
			let since = T::Accreditations::suspended_since(&record.issuer, role);
			if let Some(since) = since.filter(|since| *since <= record.recorded_at) {
				return Standing::IssuerSuspended { since };
			}
		}
		match dispute.filter(Dispute::is_open) {
			None => Standing::Valid,
			Some(it) if it.is_unanswered(Self::block()) => Standing::Contested,
			Some(it) => Standing::Disputed { deadline: it.deadline },
		}
	}

	/// Whether the issuer of `record` may correct it now. A grant that has ended is no bar: else a typing error would stay for ever.
	pub(crate) fn ensure_may_correct(vin: &Vin, record: &RecordOf<T>) -> Result<u32, Error<T>> {
		let title_epoch = T::Access::title_epoch(vin).ok_or(Error::<T>::VehicleNotFound)?;
		if record.source != RecordSource::Owner {
			let owner = T::Access::owner_in(vin, title_epoch);
			ensure!(owner.as_ref() != Some(&record.issuer), Error::<T>::IssuerOwnsVehicle);
		}
		if let RecordSource::Accredited(role) = record.source {
			let since = T::Accreditations::suspended_since(&record.issuer, role);
			ensure!(
				since.is_none_or(|since| since > T::Time::now()),
				Error::<T>::AccreditationSuspended
			);
		}
		Ok(title_epoch)
	}

	/// Whether `who` owns the car, or owned it when the record was written.
	pub(crate) fn has_a_stake(vin: &Vin, who: &T::AccountId, record: &RecordOf<T>) -> bool {
		let owns_in = |epoch| T::Access::owner_in(vin, epoch).as_ref() == Some(who);
		owns_in(record.title_epoch) || T::Access::title_epoch(vin).is_some_and(owns_in)
	}

	/// Opens a dispute, with the disputant's bond and deposits on hold.
	pub(crate) fn open_dispute(
		vin: Vin,
		seq: u32,
		disputant: T::AccountId,
		evidence: Digest,
	) -> Result<BlockNumberFor<T>, DispatchError> {
		let bond = T::DisputeBond::get();
		let (deposit, advance) = Self::dispute_deposits();
		let storage = deposit.saturating_add(advance);
		T::Currency::hold(&HoldReason::DisputeStorage.into(), &disputant, storage)?;
		T::Currency::hold(&HoldReason::DisputeBond.into(), &disputant, bond)?;
		let deadline = Self::block().saturating_add(T::AnswerPeriod::get());
		let (answer, outcome) = (None, None);
		let dispute =
			Dispute { disputant, evidence, deadline, bond, deposit, advance, answer, outcome };
		Disputes::<T>::insert(vin, seq, dispute);
		Ok(deadline)
	}

	/// Gives the disputant of a withdrawn dispute everything back.
	pub(crate) fn drop_dispute(vin: Vin, seq: u32, dispute: &DisputeOf<T>) -> DispatchResult {
		let storage = dispute.deposit.saturating_add(dispute.advance);
		Self::release(HoldReason::DisputeStorage, &dispute.disputant, storage)?;
		Self::release(HoldReason::DisputeBond, &dispute.disputant, dispute.bond)?;
		Disputes::<T>::remove(vin, seq);
		Ok(())
	}

	/// Ends an open dispute whose record its issuer has corrected by `by`: both bonds go back.
	pub(crate) fn concede_dispute(
		vin: Vin,
		seq: u32,
		issuer: &T::AccountId,
		by: u32,
	) -> DispatchResult {
		let Some(dispute) = Disputes::<T>::get(vin, seq).filter(Dispute::is_open) else {
			return Ok(());
		};
		Self::release(HoldReason::DisputeBond, &dispute.disputant, dispute.bond)?;
		if dispute.answer.is_some() {
			Self::release(HoldReason::DisputeBond, issuer, dispute.bond)?;
		}
		Self::end_without_correction(vin, seq, dispute, Outcome::Conceded { by })?;
		Self::deposit_event(Event::DisputeConceded { vehicle: vin, seq, by });
		Ok(())
	}

	/// Ends a dispute as the arbiters decided.
	pub(crate) fn end_dispute(
		vin: Vin,
		seq: u32,
		dispute: DisputeOf<T>,
		ruling: Ruling,
		after: Option<crate::ReadingId>,
	) -> DispatchResult {
		let is_ripe = dispute.answer.is_some() || dispute.is_unanswered(Self::block());
		ensure!(is_ripe, Error::<T>::AnswerPending);
		let record = Records::<T>::get(vin, seq).ok_or(Error::<T>::RecordNotFound)?;
		match ruling {
			Ruling::Rejected => {
				Self::settle_bonds(&dispute, &record.issuer, &dispute.disputant)?;
				Self::end_without_correction(vin, seq, dispute, Outcome::Rejected)?;
				Self::deposit_event(Event::DisputeRejected { vehicle: vin, seq });
			},
			Ruling::Upheld { evidence, odometer, odometer_after } => {
				let correction = RecordEntry {
					class: record.class,
					role: None,
					observed_at: record.observed_at,
					odometer,
					odometer_after,
					payload_hash: evidence,
					locator: Locator::default(),
					is_sealed: false,
				};
				let by = Self::annul(vin, seq, &record, correction, after)?;
				if dispute.answer.is_some() {
					Self::settle_bonds(&dispute, &dispute.disputant, &record.issuer)?;
				} else {
					Self::release(HoldReason::DisputeBond, &dispute.disputant, dispute.bond)?;
				}
				let outcome = Some(Outcome::Upheld { by });
				Disputes::<T>::insert(vin, seq, Dispute { outcome, ..dispute });
				Self::deposit_event(Event::DisputeUpheld { vehicle: vin, seq, by });
				T::Reputation::note(&record.issuer, ReputationFact::DisputeLost, 1);
				Self::penalise(vin, seq, record.issuer);
			},
		}
		Ok(())
	}

	/// Appends the arbiters' correction of a record.
	fn annul(
		vin: Vin,
		seq: u32,
		record: &RecordOf<T>,
		correction: RecordEntry,
		after: Option<crate::ReadingId>,
	) -> Result<u32, DispatchError> {
		let title_epoch = T::Access::title_epoch(&vin).ok_or(Error::<T>::VehicleNotFound)?;
		let by = Self::origination(Self::arbiters(), RecordSource::Arbiters, title_epoch);
		Self::correct(vin, seq, record, correction, by, after)
	}

	/// Gives the winner their bond, and that of the loser. The winner posted none if they are an issuer who did not answer.
	fn settle_bonds(
		dispute: &DisputeOf<T>,
		winner: &T::AccountId,
		loser: &T::AccountId,
	) -> DispatchResult {
		if dispute.answer.is_some() {
			Self::release(HoldReason::DisputeBond, winner, dispute.bond)?;
		}
		if dispute.bond.is_zero() {
			return Ok(());
		}
		// A lock on the loser's account does not get in the way of the penalty.
		T::Currency::transfer_on_hold(
			&HoldReason::DisputeBond.into(),
			loser,
			winner,
			dispute.bond,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(|_| ())
	}

	/// Keeps a dispute that brought no correction of the arbiters, and gives back what was held for one.
	fn end_without_correction(
		vin: Vin,
		seq: u32,
		dispute: DisputeOf<T>,
		outcome: Outcome,
	) -> DispatchResult {
		Self::release(HoldReason::DisputeStorage, &dispute.disputant, dispute.advance)?;
		let ended = Dispute { advance: Zero::zero(), outcome: Some(outcome), ..dispute };
		Disputes::<T>::insert(vin, seq, ended);
		Ok(())
	}

	fn release(reason: HoldReason, who: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}
}

/// Whether a record was written under an accreditation.
pub(crate) fn is_accredited<AccountId>(record: &Record<AccountId>) -> bool {
	matches!(record.source, RecordSource::Accredited(_))
}
