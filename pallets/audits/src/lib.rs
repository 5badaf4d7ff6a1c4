#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop. `expect` and narrowing casts are not on the list because
// the FRAME macros expand to both.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_sign_loss,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub use pallet::*;
pub use types::{
	Answer, Audit, Finding, FindingInfo, FindingStatus, OpenFindings, Severity, Subject,
	MAX_ANSWERS,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod register;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{Digest, Locator};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	/// What an audit can be about.
	pub type SubjectOf<T> = Subject<<T as frame_system::Config>::AccountId>;
	/// An audit of this chain.
	pub type AuditOf<T> = Audit<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	/// A finding of this chain.
	pub type FindingOf<T> = Finding<BlockNumberFor<T>>;
	/// A finding as clients read it.
	pub type FindingInfoOf<T> = FindingInfo<BlockNumberFor<T>>;

	/// Most audits that one page of a view function looks at.
	pub const MAX_PAGE: u32 = 50;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who publishes audits and what they found: the audit committee.
		type AuditOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who answers for the foundation: the executive committee.
		type AnswerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most findings of one audit. With a lower one audits that have more get no further ones.
		#[pallet::constant]
		type MaxFindings: Get<u32>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The number of the next audit. Never used twice.
	#[pallet::storage]
	pub type NextAudit<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The audits by number. The number is the chain's own, so a light hash will do. Nobody pays: only the audit committee publishes.
	#[pallet::storage]
	pub type Audits<T: Config> = StorageMap<_, Twox64Concat, u32, AuditOf<T>>;

	/// The findings by audit and number. Both are the chain's own, so a light hash will do. Nobody pays: only the audit committee adds
	/// them, at most [`Config::MaxFindings`] to an audit.
	#[pallet::storage]
	pub type Findings<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Twox64Concat, u32, FindingOf<T>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An audit was published.
		AuditPublished {
			/// The audit.
			audit: u32,
			/// What it is about.
			subject: SubjectOf<T>,
			/// BLAKE2b-256 of its report.
			report: Digest,
		},
		/// A finding was added to an audit.
		FindingAdded {
			/// The audit.
			audit: u32,
			/// The finding, by its number among those of the audit.
			finding: u32,
			/// How bad it is.
			severity: Severity,
			/// BLAKE2b-256 of its description.
			description: Digest,
			/// The last block in which an answer is in time, if one is demanded.
			answer_by: Option<BlockNumberFor<T>>,
		},
		/// The respondent answered a finding.
		FindingAnswered {
			/// The audit.
			audit: u32,
			/// The finding.
			finding: u32,
			/// BLAKE2b-256 of the answer.
			answer: Digest,
			/// Whether it came after the block of its demand.
			is_late: bool,
		},
		/// A finding has another status.
		FindingStatusChanged {
			/// The audit.
			audit: u32,
			/// The finding.
			finding: u32,
			/// The status it had.
			from: FindingStatus,
			/// The status it has.
			to: FindingStatus,
		},
		/// An answer to a finding was demanded, or the demand put off.
		AnswerDemanded {
			/// The audit.
			audit: u32,
			/// The finding.
			finding: u32,
			/// The last block that was in time by the demand before, if that was pending.
			from: Option<BlockNumberFor<T>>,
			/// The last block in which an answer is in time.
			by: BlockNumberFor<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no audit with this number.
		AuditNotFound,
		/// The audit has no finding with this number.
		FindingNotFound,
		/// The numbers of audits are used up.
		TooManyAudits,
		/// The audit has as many findings as it can have. Publish another.
		TooManyFindings,
		/// The finding has as many answers as it can have. Add another finding.
		TooManyAnswers,
		/// The last block for an answer is not in the future.
		DeadlineInPast,
		/// The demand that is pending leaves as much time or more: it can only be put off.
		DeadlineNotLater,
		/// The audit is about another participant, who answers by their signature.
		NotRespondent,
		/// The finding is not open.
		FindingClosed,
		/// The finding is answered, and no other answer is demanded.
		AlreadyAnswered,
		/// The finding has this status already.
		StatusUnchanged,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Publish an audit.
		///
		/// Origin: [`Config::AuditOrigin`].
		///
		/// Parameters: `subject`; `report`, BLAKE2b-256 of the report; `locator`, where it can be fetched, or empty.
		///
		/// Errors: [`Error::TooManyAudits`].
		///
		/// Events: [`Event::AuditPublished`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::publish_audit())]
		pub fn publish_audit(
			origin: OriginFor<T>,
			subject: SubjectOf<T>,
			report: Digest,
			locator: Locator,
		) -> DispatchResult {
			T::AuditOrigin::ensure_origin(origin)?;
			let audit = Self::publish(subject.clone(), report, locator)?;
			Self::deposit_event(Event::AuditPublished { audit, subject, report });
			Ok(())
		}

		/// Add a finding to an audit. It is open.
		///
		/// Origin: [`Config::AuditOrigin`].
		///
		/// Parameters: `audit`, its number; `description`, BLAKE2b-256 of the finding's description; `severity`; `answer_by`, the last
		/// block in which an answer is in time, if one is demanded.
		///
		/// Errors: [`Error::AuditNotFound`], [`Error::TooManyFindings`], [`Error::DeadlineInPast`].
		///
		/// Events: [`Event::FindingAdded`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::add_finding())]
		pub fn add_finding(
			origin: OriginFor<T>,
			audit: u32,
			description: Digest,
			severity: Severity,
			answer_by: Option<BlockNumberFor<T>>,
		) -> DispatchResult {
			T::AuditOrigin::ensure_origin(origin)?;
			let finding = Self::add(audit, description, severity, answer_by)?;
			let event = Event::FindingAdded { audit, finding, severity, description, answer_by };
			Self::deposit_event(event);
			Ok(())
		}

		/// Answer an open finding: once of one's own accord, and once for each demand. An answer after the block of its demand is taken,
		/// and stays marked as late.
		///
		/// Origin: signed by the participant whom the audit is about; [`Config::AnswerOrigin`] for any other subject.
		///
		/// Parameters: `audit` and `finding`, their numbers; `answer`, BLAKE2b-256 of the answer.
		///
		/// Errors: [`Error::AuditNotFound`], [`Error::NotRespondent`], [`Error::FindingNotFound`], [`Error::FindingClosed`],
		/// [`Error::AlreadyAnswered`], [`Error::TooManyAnswers`].
		///
		/// Events: [`Event::FindingAnswered`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::answer_finding())]
		pub fn answer_finding(
			origin: OriginFor<T>,
			audit: u32,
			finding: u32,
			answer: Digest,
		) -> DispatchResult {
			Self::ensure_respondent(origin, audit)?;
			let is_late = Self::answer(audit, finding, answer)?;
			Self::deposit_event(Event::FindingAnswered { audit, finding, answer, is_late });
			Ok(())
		}

		/// Give a finding another status. A demand that is pending ends with it, and is counted if it was missed.
		///
		/// Origin: [`Config::AuditOrigin`].
		///
		/// Parameters: `audit` and `finding`, their numbers; `status`, any but the one it has.
		///
		/// Errors: [`Error::AuditNotFound`], [`Error::FindingNotFound`], [`Error::StatusUnchanged`].
		///
		/// Events: [`Event::FindingStatusChanged`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_finding_status())]
		pub fn set_finding_status(
			origin: OriginFor<T>,
			audit: u32,
			finding: u32,
			status: FindingStatus,
		) -> DispatchResult {
			T::AuditOrigin::ensure_origin(origin)?;
			let from = Self::set_status(audit, finding, status)?;
			let event = Event::FindingStatusChanged { audit, finding, from, to: status };
			Self::deposit_event(event);
			Ok(())
		}

		/// Demand an answer to an open finding by a block, another one if it is answered; or put the demand that is pending off, which is
		/// counted if it was missed.
		///
		/// Origin: [`Config::AuditOrigin`].
		///
		/// Parameters: `audit` and `finding`, their numbers; `by`, the last block in which an answer is in time, later than that of the
		/// demand that is pending.
		///
		/// Errors: [`Error::DeadlineInPast`], [`Error::AuditNotFound`], [`Error::FindingNotFound`], [`Error::FindingClosed`],
		/// [`Error::TooManyAnswers`], [`Error::DeadlineNotLater`].
		///
		/// Events: [`Event::AnswerDemanded`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::demand_answer())]
		pub fn demand_answer(
			origin: OriginFor<T>,
			audit: u32,
			finding: u32,
			by: BlockNumberFor<T>,
		) -> DispatchResult {
			T::AuditOrigin::ensure_origin(origin)?;
			let from = Self::demand(audit, finding, by)?;
			Self::deposit_event(Event::AnswerDemanded { audit, finding, from, by });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An audit by its number.
		pub fn audit(audit: u32) -> Option<AuditOf<T>> {
			Audits::<T>::get(audit)
		}

		/// The audits from a number on, at most `limit` of them and at most [`MAX_PAGE`].
		pub fn audits(from: u32, limit: u32) -> Vec<(u32, AuditOf<T>)> {
			let numbers = from..Self::page_end(from, limit);
			numbers.filter_map(|audit| Some((audit, Audits::<T>::get(audit)?))).collect()
		}

		/// The findings of an audit, oldest first; at most [`Config::MaxFindings`].
		pub fn findings(audit: u32) -> Vec<FindingInfoOf<T>> {
			Self::findings_of(audit)
		}

		/// The open findings of at most `limit` audits from a number on, and of at most [`MAX_PAGE`].
		pub fn open_findings(from: u32, limit: u32) -> OpenFindings<BlockNumberFor<T>> {
			Self::open_page(from, limit)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxFindings::get() > 0, "no audit could find anything");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
