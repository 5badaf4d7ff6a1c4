//! What must hold after every block.

use crate::{pallet::*, Config, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// All invariants of this pallet.
	///
	/// # Errors
	/// The first invariant that does not hold.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::audits_are_numbered_and_counted()?;
		Self::findings_belong_to_audits()?;
		Self::findings_are_valid()
	}

	fn audits_are_numbered_and_counted() -> Result<(), TryRuntimeError> {
		let number = u32::try_from(Audits::<T>::iter_keys().count());
		ensure!(number == Ok(NextAudit::<T>::get()), "an audit is missing");
		for (id, audit) in Audits::<T>::iter() {
			ensure!(id < NextAudit::<T>::get(), "an audit has a number that was not given");
			let count = |counts: fn(&FindingOf<T>) -> bool| {
				let findings = Findings::<T>::iter_prefix_values(id);
				u32::try_from(findings.filter(counts).count())
			};
			ensure!(count(|_| true) == Ok(audit.findings), "findings are counted wrongly");
			ensure!(count(|it| it.is_open()) == Ok(audit.open), "open ones are counted wrongly");
		}
		Ok(())
	}

	fn findings_belong_to_audits() -> Result<(), TryRuntimeError> {
		for (audit, id) in Findings::<T>::iter_keys() {
			let audit = Audits::<T>::get(audit).ok_or("a finding is of no audit")?;
			ensure!(id < audit.findings, "a finding has a number that was not given");
		}
		Ok(())
	}

	fn findings_are_valid() -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for (audit, _, finding) in Findings::<T>::iter() {
			let audit = Audits::<T>::get(audit).ok_or("a finding is of no audit")?;
			ensure!(audit.published_at <= finding.added_at, "a finding is older than its audit");
			ensure!(finding.added_at <= now, "a finding is of the future");
			let has_demand = finding.answer_by.is_some();
			ensure!(finding.is_open() || !has_demand, "a finding that is closed has a demand");
			let has_room = !finding.answers.is_full();
			ensure!(has_room || !has_demand, "an answer is demanded that there is no room for");
			let late = finding.answers.iter().filter(|it| it.is_late()).count();
			let is_counted = u32::try_from(late).is_ok_and(|late| late <= finding.missed);
			ensure!(is_counted, "a late answer is not counted as missed");
			let mut before = finding.added_at;
			for (place, answer) in finding.answers.iter().enumerate() {
				ensure!(before <= answer.answered_at, "answers are not in their order");
				ensure!(place == 0 || answer.answer_by.is_some(), "nobody demanded an answer");
				before = answer.answered_at;
			}
			ensure!(before <= now, "an answer is of the future");
		}
		Ok(())
	}
}
