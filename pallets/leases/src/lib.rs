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

use frame_support::pallet_macros::import_section;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use charges::{Charges, Purse, Settlement};
pub use pallet::*;
pub use terms::{PointsFault, MAX_OFFER, MAX_PERIOD, MAX_PERIODS, MIN_PERIOD};
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod charges;
mod claims;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod money;
mod offers;
mod rent;
mod returns;
mod settle;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use carx_primitives::{
		Accreditations, ConditionHistory, Digest, LoyaltyPoints, Moment, Odometer, RentReceiver,
		ReputationLog, RiskLimit, SaleDesk, VehicleTitles, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, Consideration, Footprint, Time},
		PalletId,
	};
	use frame_system::pallet_prelude::*;

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

	/// How much of an asset.
	pub type BalanceOf<T> = <<T as Config>::Assets as fungibles::Inspect<AccountIdOf<T>>>::Balance;
	/// What is offered and accepted.
	pub type TermsOf<T> = Terms<AccountIdOf<T>, <T as Config>::AssetKind, BalanceOf<T>>;
	pub(crate) type LeaseOf<T> = Lease<
		AccountIdOf<T>,
		<T as Config>::AssetKind,
		BalanceOf<T>,
		<T as Config>::LeaseConsideration,
	>;
	pub(crate) type ActiveOf<T> = Active<BalanceOf<T>>;
	pub(crate) type ReturnedOf<T> = Returned<BalanceOf<T>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// What leases are paid in: the native currency, or a token.
		type AssetKind: Parameter + MaxEncodedLen;

		/// The money of all kinds, as far as it is on hold.
		type Assets: fungibles::hold::Mutate<
			Self::AccountId,
			AssetId = Self::AssetKind,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Who owns which car, what stands in the way of leasing it, and who has it.
		type Titles: VehicleTitles<Self::AccountId, Error = DispatchError>;

		/// What the odometer readings of a car say.
		type History: ConditionHistory;

		/// Who is accredited as a lessor, and who is related to whom.
		type Accreditations: Accreditations<Self::AccountId>;

		/// Where finished leases, late rents and lost disputes are counted.
		type Reputation: ReputationLog<Self::AccountId>;

		/// How much deposit and rents of a lease may be worth together at most.
		type RiskLimit: RiskLimit<Self::AssetKind, BalanceOf<Self>>;

		/// Who is paid rent in the lessor's place.
		type Income: RentReceiver<
			Self::AccountId,
			Self::AssetKind,
			BalanceOf<Self>,
			Error = DispatchError,
		>;

		/// Where good conduct earns points, and points are spent.
		type Points: LoyaltyPoints<Self::AccountId, Error = DispatchError>;

		/// Who sells the car to a lessee who buys it.
		type SaleDesk: SaleDesk<
			Self::AccountId,
			Self::AssetKind,
			BalanceOf<Self>,
			Error = DispatchError,
		>;

		/// Who decides disputes.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// How long one side has to answer the other: to the statement of a return, to a claim, to the proposal to end a lease; in
		/// milliseconds. No constant of the metadata, for governance may tune it; nor the next two.
		type ObjectionPeriod: Get<Moment>;

		/// How long after the return the lessor can claim, in milliseconds.
		type ClaimPeriod: Get<Moment>;

		/// How long the arbiters have, in milliseconds. What they leave undecided counts for nothing.
		type RulingPeriod: Get<Moment>;

		/// The deposit of a lessor for the place of a lease.
		type LeaseConsideration: Consideration<Self::AccountId, Footprint>;

		/// Names the account that holds the lock of a lease on its car. Nobody has its key.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// What [`SaleDesk::sell_at_once`] takes at most.
		type SaleWeight: Get<Weight>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Sets clock and money for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::AssetKind, BalanceOf<Self>>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a lease. On the lessor's account, released when the lease is over.
		#[codec(index = 0)]
		LeaseStorage,
		/// What a lessee may come to owe. On the lessee's account, in the asset of the lease.
		#[codec(index = 1)]
		LeaseDeposit,
		/// Rents that a lessee authorised. On the lessee's account, in the asset of the lease.
		#[codec(index = 2)]
		LeaseRent,
	}

	/// How many leases were ever offered: the number of the next. Nobody pays for a single number.
	#[pallet::storage]
	pub type NextLeaseId<T: Config> = StorageValue<_, LeaseId, ValueQuery>;

	/// The leases that are not over, by number. The number is the chain's own, so a light hash will do; the lessor pays.
	#[pallet::storage]
	pub type Leases<T: Config> = StorageMap<_, Twox64Concat, LeaseId, LeaseOf<T>>;

	/// The lease that occupies each car (VIN), or its offer. The VIN is chosen by people, so its hash spreads the keys; paid with the lease.
	#[pallet::storage]
	pub type VehicleLeases<T: Config> = StorageMap<_, Blake2_128Concat, Vin, LeaseId>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offer a car for lease to one account. Takes the place of an offer of the car that has expired, or whose lessor lost the title,
		/// even if they have it again.
		///
		/// Origin: signed by the owner, who pays the deposit for the place of the lease.
		///
		/// Parameters: `vin`; `terms`, which never change; the offer ends at most [`MAX_OFFER`] ahead.
		///
		/// Errors: [`Error::NotOwner`], [`Error::LesseeIsOwner`], [`Error::TermsNotValid`], [`Error::Expired`],
		/// [`Error::AssetNotAllowed`], [`Error::VehicleTaken`], [`Error::VehicleBlocked`], [`Error::TooManyLeases`],
		/// [`Error::AboveRiskLimit`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::LeaseOfferWithdrawn`] of the offer before; [`Event::LeaseOffered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer_lease())]
		pub fn offer_lease(origin: OriginFor<T>, vin: Vin, terms: TermsOf<T>) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::offer(vin, lessor, terms)
		}

		/// Take back the offer of a lease, or turn it down.
		///
		/// Origin: signed by the lessor, or the account that it was offered to.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::AlreadyAccepted`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::LeaseOfferWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_lease_offer())]
		pub fn withdraw_lease_offer(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::withdraw(id, by)
		}

		/// Take a car on lease: the deposit and what is authorised go on hold, the first rent is paid, and the signer has the car and
		/// disposes of its data. The title stays where it is, and cannot pass while the lease runs.
		///
		/// Origin: signed by the account that it was offered to.
		///
		/// Parameters: `id`, of the lease; `odometer`, the latest reading on the ledger, from which the distance counts: so nobody can
		/// slip in another one before; `authorised`, how much to set aside for further rents.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::AlreadyAccepted`], [`Error::NotAuthorized`], [`Error::Expired`],
		/// [`Error::LessorNotOwner`] (even if they have the title again), [`Error::AssetNotAllowed`],
		/// [`Error::AboveRiskLimit`] where the limit has become lower since the offer, [`Error::VehicleBlocked`],
		/// [`Error::ReadingMissing`], [`Error::ReadingNotLatest`], and the errors of money and registry when a sum cannot be held or
		/// paid, or the lock not be entered, for which the lessor pays.
		///
		/// Events: [`Event::LeaseAccepted`], [`Event::RentPaid`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::accept_lease())]
		pub fn accept_lease(
			origin: OriginFor<T>,
			id: LeaseId,
			odometer: Odometer,
			authorised: BalanceOf<T>,
		) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::accept(id, lessee, odometer, authorised)
		}

		/// Set more money aside for rents, out of which anybody can have those paid that are due.
		///
		/// Origin: signed by the lessee.
		///
		/// Parameters: `id`, of the lease; `amount`, in the asset of the lease. Rents that are drawn later count as paid now at the
		/// earliest: have those drawn before that are due.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::LessorNotOwner`],
		/// [`Error::Overflow`], and the currency's error when the amount cannot be held.
		///
		/// Events: [`Event::RentAuthorised`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::authorise_rent())]
		pub fn authorise_rent(
			origin: OriginFor<T>,
			id: LeaseId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::authorise(id, lessee, amount)
		}

		/// Pay the next rent out of free money, due or not. It earns loyalty points if it is not late, and due within a period from now.
		///
		/// Origin: signed by the lessee.
		///
		/// Parameters: `id`, of the lease; `points`, how many loyalty points to spend on it.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::LessorNotOwner`],
		/// [`Error::AllRentsPaid`], [`Error::PointsNotAccepted`], [`Error::TooManyPoints`], the points' error when there are not as
		/// many, and the currency's error when the rent cannot be paid.
		///
		/// Events: [`Event::RentPaid`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::pay_rent())]
		pub fn pay_rent(origin: OriginFor<T>, id: LeaseId, points: u32) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::pay_next(id, lessee, points)
		}

		/// Have the next rent paid out of what the lessee authorised.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::LessorNotOwner`], [`Error::AllRentsPaid`],
		/// [`Error::RentNotDue`], [`Error::AuthorisedTooLow`], and the currency's error when it cannot be paid.
		///
		/// Events: [`Event::RentPaid`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::draw_rent())]
		pub fn draw_rent(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::draw_next(id)
		}

		/// End a lease before its term: at once by the lessor when a rent is unpaid after the grace; otherwise when the second side
		/// calls it within [`Config::ObjectionPeriod`] of the first. Where the lessor lost the title, the lease is over at once and the lessee
		/// gets all money back.
		///
		/// Origin: signed by lessor or lessee; where the lessor lost the title, by the owner too.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::AlreadyTerminated`],
		/// [`Error::TermOver`].
		///
		/// Events: [`Event::LeaseTerminated`], [`Event::TerminationProposed`] or [`Event::LeaseVoided`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::terminate_lease())]
		pub fn terminate_lease(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::terminate(id, who)
		}

		/// State that the car is back. When both sides state the same, it is; where they differ, each may state anew.
		///
		/// Origin: signed by lessor or lessee, once the term is over or the lease was ended.
		///
		/// Parameters: `id`, of the lease; `odometer`, the latest reading on the ledger, taken since the lease began; `condition`,
		/// BLAKE2b-256 of the protocol of the car's condition.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::LessorNotOwner`],
		/// [`Error::TermNotOver`], [`Error::ReadingMissing`], [`Error::ReadingNotLatest`], [`Error::AlreadyStated`].
		///
		/// Events: [`Event::ReturnStated`], and [`Event::VehicleReturned`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::return_vehicle())]
		pub fn return_vehicle(
			origin: OriginFor<T>,
			id: LeaseId,
			odometer: Odometer,
			condition: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::state_return(id, who, odometer, condition)
		}

		/// Take the car for returned as one side stated, after the other was silent for [`Config::ObjectionPeriod`]; or, where they
		/// differ and the arbiters were silent, as the side stated that said less of the distance. Where the lessor alone stated and the
		/// arbiters were silent, no distance is charged.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::LessorNotOwner`], [`Error::ReturnNotStated`],
		/// [`Error::StatementsDiffer`], [`Error::TooEarly`].
		///
		/// Events: [`Event::VehicleReturned`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_return())]
		pub fn close_return(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::close(id)
		}

		/// Put a lease before the arbiters: a car that should be back, or, when it is back, readings that are in doubt. Once each.
		///
		/// Origin: signed by lessor or lessee.
		///
		/// Parameters: `id`, of the lease; `evidence`, BLAKE2b-256 of the signer's statement.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::LessorNotOwner`],
		/// [`Error::TermNotOver`], [`Error::AlreadyDisputed`], [`Error::NothingInDoubt`].
		///
		/// Events: [`Event::LeaseDisputed`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::dispute_lease())]
		pub fn dispute_lease(
			origin: OriginFor<T>,
			id: LeaseId,
			evidence: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::dispute(id, who, evidence)
		}

		/// Claim for damage to the car, once.
		///
		/// Origin: signed by the lessor, within [`Config::ClaimPeriod`] of the return.
		///
		/// Parameters: `id`, of the lease; `amount`, in the asset of the lease; `evidence`, BLAKE2b-256 of what proves it.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotReturned`], [`Error::NotAuthorized`], [`Error::ClaimsClosed`],
		/// [`Error::PeriodOver`], [`Error::AmountNotValid`].
		///
		/// Events: [`Event::DamageClaimed`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(
			origin: OriginFor<T>,
			id: LeaseId,
			amount: BalanceOf<T>,
			evidence: Digest,
		) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::claim_damage(id, lessor, amount, evidence)
		}

		/// Claim nothing, or take a claim back, so that the lease can be settled.
		///
		/// Origin: signed by the lessor.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotReturned`], [`Error::NotAuthorized`], [`Error::ClaimsClosed`].
		///
		/// Events: [`Event::ClaimsWaived`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::waive_claims())]
		pub fn waive_claims(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::waive(id, lessor)
		}

		/// Owe what the lessor claimed.
		///
		/// Origin: signed by the lessee.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotReturned`], [`Error::NotAuthorized`], [`Error::ClaimNotFound`].
		///
		/// Events: [`Event::ClaimAccepted`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::accept_claim())]
		pub fn accept_claim(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::owe(id, lessee)
		}

		/// Put the lessor's claim before the arbiters. A claim that nobody contests is owed.
		///
		/// Origin: signed by the lessee, within [`Config::ObjectionPeriod`] of the claim.
		///
		/// Parameters: `id`, of the lease; `evidence`, BLAKE2b-256 of what the lessee says against it.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotReturned`], [`Error::NotAuthorized`], [`Error::ClaimNotFound`],
		/// [`Error::PeriodOver`].
		///
		/// Events: [`Event::ClaimContested`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::contest_claim())]
		pub fn contest_claim(
			origin: OriginFor<T>,
			id: LeaseId,
			evidence: Digest,
		) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::contest(id, lessee, evidence)
		}

		/// Decide what was put before the arbiters: that the car is back and what is owed for it, a contested claim, or how far the car has run.
		///
		/// Origin: [`Config::ArbiterOrigin`], within [`Config::RulingPeriod`].
		///
		/// Parameters: `id`, of the lease; `ruling`.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::DisputeNotFound`], [`Error::LessorNotOwner`], [`Error::AmountNotValid`],
		/// [`Error::DistanceNeeded`].
		///
		/// Events: [`Event::LeaseResolved`]; of a car that should be back, [`Event::VehicleReturned`].
		#[pallet::call_index(14)]
		#[pallet::weight(
			T::WeightInfo::resolve_lease().saturating_add(T::WeightInfo::dispute_lease())
		)]
		pub fn resolve_lease(
			origin: OriginFor<T>,
			id: LeaseId,
			ruling: Ruling<BalanceOf<T>>,
		) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::resolve(id, ruling)
		}

		/// Take what is owed for unpaid rents, excess distance and claims out of the lessee's holds, in this order, and give back the rest.
		/// Rents go to the shares of the car's income, if there are any; excess and claims to the lessor. Both sides count a finished lease
		/// if the car was back a period after its beginning at the earliest.
		///
		/// Origin: signed by anybody, once no claim can come or be contested.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotReturned`], [`Error::ClaimOpen`], [`Error::ReadingsInDoubt`],
		/// [`Error::Overflow`], and the currency's error when the lessor cannot be paid.
		///
		/// Events: [`Event::LeaseSettled`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::settle_lease())]
		pub fn settle_lease(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::settle(id)
		}

		/// Buy the leased car at the price of the terms, out of free money and what was on hold, while the lease runs. It is over then.
		///
		/// No promise that it can be bought: liens that the lessor adds later, shares of the car's income, or a limit of prices can stand
		/// in the way.
		///
		/// Origin: signed by the lessee, with no rent due, before the end of the term and before the lessor states the return.
		///
		/// Parameters: `id`, of the lease.
		///
		/// Errors: [`Error::LeaseNotFound`], [`Error::NotActive`], [`Error::NotAuthorized`], [`Error::LessorNotOwner`],
		/// [`Error::BuyOutNotAllowed`], [`Error::RentsUnpaid`], and those of the sale: what blocks it, a price above the
		/// limit of sales, or money that is not there.
		///
		/// Events: [`Event::LeaseBoughtOut`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::buy_out().saturating_add(T::SaleWeight::get()))]
		pub fn buy_out(origin: OriginFor<T>, id: LeaseId) -> DispatchResult {
			let lessee = ensure_signed(origin)?;
			Self::sell(id, lessee)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A lease that is not over, or its offer.
		pub fn lease(id: LeaseId) -> Option<LeaseInfo<T::AccountId, T::AssetKind, BalanceOf<T>>> {
			let Lease { vehicle, lessor, terms, stage, .. } = Leases::<T>::get(id)?;
			Some(LeaseInfo { vehicle, lessor, terms, stage })
		}

		/// The lease that occupies a car, or its offer.
		pub fn lease_of(vin: Vin) -> Option<LeaseId> {
			VehicleLeases::<T>::get(vin)
		}

		/// The next rent of a lease that runs; `None` when all that fall due are paid.
		pub fn rent_due(id: LeaseId) -> Option<RentDue<BalanceOf<T>>> {
			Self::next_rent(id)
		}

		/// What settlement would charge and give back if nobody did anything more; `None` while the car is not back, or its readings are in
		/// doubt.
		pub fn charges(id: LeaseId) -> Option<Settlement<BalanceOf<T>>> {
			Self::expected_settlement(id)
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
