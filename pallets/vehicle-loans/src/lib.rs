#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear. `expect` and narrowing casts are
// not on the list because the FRAME macros expand to both.
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

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use terms::{Terms, MAX_INSTALMENTS, MAX_PERIOD, MIN_PERIOD};
pub use types::{Loan, LoanInfo, Stage, MAX_LOANS};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod loans;
#[cfg(test)]
mod mock;
mod terms;
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
	use carx_primitives::{Accreditations, Moment, ReputationLog, RiskLimit, VehicleTitles, Vin};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{hold::Mutate as MutateHold, Inspect},
			Consideration, Footprint, Time,
		},
	};
	use frame_system::pallet_prelude::*;

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	/// Money of any asset that the chain knows.
	pub type BalanceOf<T> =
		<<T as Config>::Assets as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// What lender and borrower agree on.
	pub type TermsOf<T> = Terms<AccountIdOf<T>, <T as Config>::AssetKind, BalanceOf<T>>;
	pub(crate) type LoanOf<T> = Loan<
		AccountIdOf<T>,
		<T as Config>::AssetKind,
		BalanceOf<T>,
		<T as Config>::LoanConsideration,
	>;
	pub(crate) type LoanInfoOf<T> =
		LoanInfo<AccountIdOf<T>, <T as Config>::AssetKind, BalanceOf<T>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// What can be lent.
		type AssetKind: Parameter + MaxEncodedLen;

		/// The money of each kind.
		type Assets: MutateHold<
			Self::AccountId,
			AssetId = Self::AssetKind,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The titles of cars, and the liens on them.
		type Titles: VehicleTitles<Self::AccountId, Error: Into<DispatchError>>;

		/// Who is accredited as a lender.
		type Accreditations: Accreditations<Self::AccountId>;

		/// How much a loan may lend at most.
		type RiskLimit: RiskLimit<Self::AssetKind, BalanceOf<Self>>;

		/// Where late instalments are counted.
		type Reputation: ReputationLog<Self::AccountId>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The deposit of a lender for a loan.
		type LoanConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes money and sets the clock for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::AssetKind>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What a lender offers, until the borrower accepts it.
		#[codec(index = 0)]
		LoanPrincipal,
		/// An instalment on its way to the lender: never from one call to the next.
		#[codec(index = 1)]
		LoanPayment,
		/// The place of a loan. Released when it ends.
		#[codec(index = 2)]
		LoanStorage,
	}

	/// The number of the next loan. Never used twice.
	#[pallet::storage]
	pub type NextLoan<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The loans by number, and the offers of them. The number is the chain's own, so a light hash will do; the lender pays.
	#[pallet::storage]
	pub type Loans<T: Config> = StorageMap<_, Twox64Concat, u32, LoanOf<T>>;

	/// The loans that run on each car (VIN), oldest first. The VIN is chosen by people, so its hash spreads the keys. Paid with the loans.
	#[pallet::storage]
	pub type LoansByVehicle<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, BoundedVec<u32, ConstU32<MAX_LOANS>>, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A lender offered a loan on a car, and set the principal aside.
		LoanOffered {
			/// The loan.
			loan: u32,
			/// The car.
			vehicle: Vin,
			/// Who lends.
			lender: T::AccountId,
			/// To whom.
			borrower: T::AccountId,
		},
		/// An offer was taken back, or had expired and was cleared away.
		LoanOfferWithdrawn {
			/// The loan.
			loan: u32,
			/// By whom.
			by: T::AccountId,
		},
		/// A borrower got the principal, and the lender the lien.
		LoanAccepted {
			/// The loan.
			loan: u32,
			/// The car.
			vehicle: Vin,
			/// Who lends.
			lender: T::AccountId,
			/// To whom.
			borrower: T::AccountId,
			/// The lien, by its number among those of the car.
			encumbrance: u32,
		},
		/// Instalments were paid to the lender.
		InstalmentsPaid {
			/// The loan.
			loan: u32,
			/// Who paid them.
			by: T::AccountId,
			/// How many.
			number: u32,
			/// How much in sum.
			amount: BalanceOf<T>,
			/// How many of them were late.
			late: u32,
		},
		/// The last instalment was paid: the lien is released, and the loan is no more.
		LoanPaidOff {
			/// The loan.
			loan: u32,
			/// The car.
			vehicle: Vin,
		},
		/// A loan ended that was not paid back by instalments in full: the lien is released.
		LoanClosed {
			/// The loan.
			loan: u32,
			/// The car.
			vehicle: Vin,
			/// Who closed it.
			by: T::AccountId,
			/// How many instalments were not paid.
			unpaid: u32,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The lender is not accredited as one. Have a registrar accredit them.
		NotLender,
		/// The offer has ended, or would before it begins. Ask for a new one; give a moment in the future, in milliseconds.
		Expired,
		/// An amount is 0, a number or period is out of its bounds, a sum cannot be counted, an instalment would be due before the offer
		/// ends, or the lender lends to themself.
		TermsNotValid,
		/// No car with this VIN is registered.
		VehicleNotFound,
		/// The borrower does not hold the title of this car.
		NotOwner,
		/// There are as many loans, or as many on this car, as there can be.
		TooManyLoans,
		/// There is no loan with this number.
		LoanNotFound,
		/// The signer is not, or not yet, entitled: the offer is the lender's until it ends, and for its borrower alone; a loan with its
		/// lien is the lender's.
		NotAuthorized,
		/// The borrower has accepted already.
		AlreadyAccepted,
		/// The borrower has not accepted yet.
		NotAccepted,
		/// The car cannot be pledged. Ask the view function `can` what stands in the way.
		VehicleBlocked,
		/// The lien is gone: paid off in a sale, or released. Close the loan.
		LienGone,
		/// A lender cannot pay themself. Close the loan to forgive the rest.
		OwnLoan,
		/// A lien has come onto the car since the offer, which the lender could not know. Have it offered anew.
		LiensDiffer,
		/// The principal is above the most that governance allows. Have less offered.
		AboveRiskLimit,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offer the owner of a car a loan on it. The principal is set aside on the lender's account.
		///
		/// Origin: signed by an accredited lender, who pays the deposit.
		///
		/// Parameters: `vin`; `terms`, whose `borrower` owns the car; `expires_at`, the first moment at which the offer no longer
		/// holds, in Unix milliseconds, not after the first instalment is due.
		///
		/// Errors: [`Error::NotLender`], [`Error::Expired`], [`Error::TermsNotValid`], [`Error::VehicleNotFound`],
		/// [`Error::NotOwner`], [`Error::TooManyLoans`], [`Error::AboveRiskLimit`], and the error of the assets or the currency when
		/// principal or deposit cannot be held.
		///
		/// Events: [`Event::LoanOffered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer_loan())]
		pub fn offer_loan(
			origin: OriginFor<T>,
			vin: Vin,
			terms: TermsOf<T>,
			expires_at: Moment,
		) -> DispatchResult {
			let lender = ensure_signed(origin)?;
			Self::offer(lender, vin, terms, expires_at)
		}

		/// End an offer: the lender has the principal again.
		///
		/// Origin: signed by the lender; by anybody once the offer has ended.
		///
		/// Parameters: `id` of the loan.
		///
		/// Errors: [`Error::LoanNotFound`], [`Error::AlreadyAccepted`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::LoanOfferWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_loan_offer())]
		pub fn withdraw_loan_offer(origin: OriginFor<T>, id: u32) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::withdraw(id, by)
		}

		/// Take a loan: in one step the borrower gets the principal and the lender the lien.
		///
		/// Origin: signed by the borrower, owner of the car, who pays the deposit for the lien.
		///
		/// Parameters: `id` of the loan.
		///
		/// Errors: [`Error::LoanNotFound`], [`Error::AlreadyAccepted`], [`Error::NotAuthorized`], [`Error::Expired`],
		/// [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::NotLender`] when the lender no longer is one,
		/// [`Error::AboveRiskLimit`] where the limit has become lower since the offer, [`Error::VehicleBlocked`],
		/// [`Error::LiensDiffer`], [`Error::TooManyLoans`], and the error of the assets or titles when the borrower cannot receive the
		/// principal or the lien cannot be entered.
		///
		/// Events: [`Event::LoanAccepted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::accept_loan())]
		pub fn accept_loan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			let borrower = ensure_signed(origin)?;
			Self::accept(id, borrower)
		}

		/// Pay the next instalment to the lender out of one's own free money. The last one releases the lien. One that is late is counted
		/// against the borrower, whoever pays it.
		///
		/// Origin: signed by anybody but the lender.
		///
		/// Parameters: `id` of the loan.
		///
		/// Errors: [`Error::LoanNotFound`], [`Error::NotAccepted`], [`Error::OwnLoan`], [`Error::LienGone`], and the assets' error when
		/// the money is not there, or the lender cannot receive.
		///
		/// Events: [`Event::InstalmentsPaid`], [`Event::LoanPaidOff`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::pay_instalment())]
		pub fn pay_instalment(origin: OriginFor<T>, id: u32) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::pay_one(id, payer)
		}

		/// Pay all instalments that are left to the lender out of one's own free money, which releases the lien.
		///
		/// Origin: signed by anybody but the lender.
		///
		/// Parameters: `id` of the loan.
		///
		/// Errors: [`Error::LoanNotFound`], [`Error::NotAccepted`], [`Error::OwnLoan`], [`Error::LienGone`], and the assets' error when
		/// the money is not there, or the lender cannot receive.
		///
		/// Events: [`Event::InstalmentsPaid`], [`Event::LoanPaidOff`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::pay_off_loan())]
		pub fn pay_off_loan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::pay_all(id, payer)
		}

		/// End a loan without the instalments that are left, and its lien if it is in force.
		///
		/// Origin: signed by the lender, who forgives the rest; by anybody once the lien is gone: paid off in a sale, or released by the
		/// lender or by governance.
		///
		/// Parameters: `id` of the loan.
		///
		/// Errors: [`Error::LoanNotFound`], [`Error::NotAccepted`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::LoanClosed`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::close_loan())]
		pub fn close_loan(origin: OriginFor<T>, id: u32) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::close(id, by)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A loan, or the offer of one, by its number.
		pub fn loan(id: u32) -> Option<LoanInfoOf<T>> {
			Self::info(id)
		}

		/// The loans that run on a car, oldest first; at most [`MAX_LOANS`].
		pub fn loans_of(vin: Vin) -> Vec<LoanInfoOf<T>> {
			LoansByVehicle::<T>::get(vin).into_iter().filter_map(Self::info).collect()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
