//! What the calls and view functions do.

use crate::{
	pallet::*, Audit, Config, Finding, FindingInfo, FindingStatus, OpenFindings, Pallet, Severity,
	Subject,
};
use alloc::vec::Vec;
use carx_primitives::{Digest, Locator};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::{ensure_signed, pallet_prelude::BlockNumberFor};

impl<T: Config> Pallet<T> {
	fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Enters an audit, and gives its number.
	pub(crate) fn publish(
		subject: SubjectOf<T>,
		report: Digest,
		locator: Locator,
	) -> Result<u32, Error<T>> {
		let id = NextAudit::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::TooManyAudits)?;
		let published_at = Self::block();
		let audit = Audit { subject, report, locator, published_at, findings: 0, open: 0 };
		Audits::<T>::insert(id, audit);
		NextAudit::<T>::put(next);
		Ok(id)
	}

	/// Enters an open finding, and gives its number.
	pub(crate) fn add(
		audit: u32,
		description: Digest,
		severity: Severity,
		answer_by: Option<BlockNumberFor<T>>,
	) -> Result<u32, Error<T>> {
		let added_at = Self::block();
		Audits::<T>::try_mutate_exists(audit, |slot| {
			let entry = slot.as_mut().ok_or(Error::<T>::AuditNotFound)?;
			let id = entry.findings;
			ensure!(id < T::MaxFindings::get(), Error::<T>::TooManyFindings);
			ensure!(answer_by.is_none_or(|by| by > added_at), Error::<T>::DeadlineInPast);
			entry.findings = id.checked_add(1).ok_or(Error::<T>::TooManyFindings)?;
			entry.open = entry.open.saturating_add(1);
			let status = FindingStatus::Open;
			let answers = BoundedVec::new();
			let missed = 0;
			let finding =
				Finding { severity, description, added_at, status, answer_by, missed, answers };
			Findings::<T>::insert(audit, id, finding);
			Ok(id)
		})
	}

	/// Whether the origin answers for the subject of the audit. Who that is depends on the audit, so it is looked up first.
	pub(crate) fn ensure_respondent(origin: T::RuntimeOrigin, audit: u32) -> DispatchResult {
		match Audits::<T>::get(audit).ok_or(Error::<T>::AuditNotFound)?.subject {
			Subject::Participant(participant) => {
				ensure!(ensure_signed(origin)? == participant, Error::<T>::NotRespondent);
			},
			_ => {
				T::AnswerOrigin::ensure_origin(origin)?;
			},
		}
		Ok(())
	}

	/// Changes a finding.
	fn change<R>(
		audit: u32,
		finding: u32,
		change: impl FnOnce(&mut FindingOf<T>) -> Result<R, Error<T>>,
	) -> Result<R, Error<T>> {
		ensure!(Audits::<T>::contains_key(audit), Error::<T>::AuditNotFound);
		Findings::<T>::try_mutate_exists(audit, finding, |slot| {
			change(slot.as_mut().ok_or(Error::<T>::FindingNotFound)?)
		})
	}

	/// Appends an answer, and says whether it is late.
	pub(crate) fn answer(audit: u32, finding: u32, digest: Digest) -> Result<bool, Error<T>> {
		Self::change(audit, finding, |entry| {
			ensure!(entry.is_open(), Error::<T>::FindingClosed);
			ensure!(entry.expects_answer(), Error::<T>::AlreadyAnswered);
			entry.answer(digest, Self::block()).ok_or(Error::<T>::TooManyAnswers)
		})
	}

	/// Gives a finding another status, and the one it had.
	pub(crate) fn set_status(
		audit: u32,
		finding: u32,
		status: FindingStatus,
	) -> Result<FindingStatus, Error<T>> {
		let from = Self::change(audit, finding, |entry| {
			ensure!(entry.status != status, Error::<T>::StatusUnchanged);
			Ok(entry.set_status(status, Self::block()))
		})?;
		Audits::<T>::mutate_extant(audit, |entry| {
			if from == FindingStatus::Open {
				entry.open = entry.open.saturating_sub(1);
			} else if status == FindingStatus::Open {
				entry.open = entry.open.saturating_add(1);
			}
		});
		Ok(from)
	}

	/// Demands an answer, and gives the block of the demand that was pending.
	pub(crate) fn demand(
		audit: u32,
		finding: u32,
		by: BlockNumberFor<T>,
	) -> Result<Option<BlockNumberFor<T>>, Error<T>> {
		let now = Self::block();
		ensure!(by > now, Error::<T>::DeadlineInPast);
		Self::change(audit, finding, |entry| {
			ensure!(entry.is_open(), Error::<T>::FindingClosed);
			ensure!(!entry.answers.is_full(), Error::<T>::TooManyAnswers);
			let from = entry.answer_by;
			ensure!(from.is_none_or(|from| by > from), Error::<T>::DeadlineNotLater);
			entry.demand(by, now);
			Ok(from)
		})
	}

	/// The first audit after a page of at most `limit` and [`MAX_PAGE`] audits.
	pub(crate) fn page_end(from: u32, limit: u32) -> u32 {
		from.saturating_add(limit.min(MAX_PAGE)).min(NextAudit::<T>::get())
	}

	pub(crate) fn findings_of(audit: u32) -> Vec<FindingInfoOf<T>> {
		let now = Self::block();
		let number = Audits::<T>::get(audit).map_or(0, |entry| entry.findings);
		let info = |id| {
			let finding = Findings::<T>::get(audit, id)?;
			let is_overdue = finding.is_overdue(now);
			Some(FindingInfo { audit, id, finding, is_overdue })
		};
		(0..number).filter_map(info).collect()
	}

	pub(crate) fn open_page(from: u32, limit: u32) -> OpenFindings<BlockNumberFor<T>> {
		let end = Self::page_end(from, limit);
		let has_open = |audit: &u32| Audits::<T>::get(audit).is_some_and(|entry| entry.open > 0);
		let findings = (from..end)
			.filter(has_open)
			.flat_map(Self::findings_of)
			.filter(|info| info.finding.is_open())
			.collect();
		OpenFindings { findings, next: Some(end).filter(|end| *end < NextAudit::<T>::get()) }
	}
}
