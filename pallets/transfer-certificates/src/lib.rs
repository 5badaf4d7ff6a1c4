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
pub use pallet::*;
pub use terms::*;
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod certificates;
mod consignments;
mod disputes;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod offer;
mod pay_offs;
mod settle;
mod storage;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use carx_primitives::{
		ConditionHistory, Digest, Moment, ReputationLog, RiskLimit, VehicleTitles, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{hold::Mutate, Inspect},
			Consideration, Footprint, Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Permill;

	/// Most certificates that one view function returns.
	pub const MAX_PAGE: u32 = 100;

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type AssetKindOf<T> = <T as Config>::AssetKind;
	/// Money of any asset that the chain knows.
	pub type BalanceOf<T> = <<T as Config>::Assets as Inspect<AccountIdOf<T>>>::Balance;
	pub(crate) type PriceOf<T> = Price<AssetKindOf<T>, BalanceOf<T>>;
	/// What is offered.
	pub type TermsOf<T> = Terms<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>>;
	pub(crate) type RepresentativeOf<T> = Representative<AccountIdOf<T>, BalanceOf<T>>;
	pub(crate) type DealOf<T> = Deal<AccountIdOf<T>, <T as Config>::CertificateConsideration>;
	pub(crate) type SaleOf<T> = Sale<
		AccountIdOf<T>,
		AssetKindOf<T>,
		BalanceOf<T>,
		<T as Config>::SaleConsideration,
		<T as Config>::CertificateConsideration,
	>;
	pub(crate) type SaleInfoOf<T> = SaleInfo<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>>;
	pub(crate) type PayOffOf<T> =
		PayOff<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>, <T as Config>::PayOffConsideration>;
	pub(crate) type PayOffInfoOf<T> = PayOffInfo<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>>;
	pub(crate) type PayOffListOf<T> = BoundedVec<PayOffOf<T>, ConstU32<MAX_PAY_OFFS>>;
	pub(crate) type PaidOffsOf<T> = PaidOffs<AccountIdOf<T>, BalanceOf<T>>;
	pub(crate) type ConsignmentOf<T> = Consignment<
		AccountIdOf<T>,
		AssetKindOf<T>,
		BalanceOf<T>,
		<T as Config>::ConsignmentConsideration,
	>;
	pub(crate) type ConsignmentInfoOf<T> =
		ConsignmentInfo<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>>;
	pub(crate) type CertificateOf<T> = Certificate<AccountIdOf<T>, AssetKindOf<T>, BalanceOf<T>>;
	pub(crate) type StoredCertificateOf<T> = StoredCertificate<
		AccountIdOf<T>,
		AssetKindOf<T>,
		BalanceOf<T>,
		<T as Config>::CertificateConsideration,
	>;
	/// Cars with the least price of each.
	pub type Consigned<T> = BoundedVec<(Vin, BalanceOf<T>), ConstU32<MAX_CONSIGNED>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The reasons for which the chain holds money.
		type RuntimeHoldReason: From<HoldReason>;

		/// What prices may be paid in.
		type AssetKind: Parameter + MaxEncodedLen;

		/// The money of the chain, native or not.
		type Assets: Mutate<
			Self::AccountId,
			AssetId = Self::AssetKind,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// Who owns which car, and what stands in the way of a sale.
		type Titles: VehicleTitles<Self::AccountId, Error = DispatchError>;

		/// The history of the cars.
		type History: ConditionHistory;

		/// Where finished sales and lost disputes are counted.
		type Reputation: ReputationLog<Self::AccountId>;

		/// How high a price may be at most. A sealed one is not known here, and so not limited.
		type RiskLimit: RiskLimit<Self::AssetKind, BalanceOf<Self>>;

		/// The panel that decides disputes.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// How long an offer may hold, in milliseconds. No constant of the metadata, like the other periods: governance may tune them.
		type MaxOfferPeriod: Get<Moment>;

		/// How long an owner has to object before an inheritance can be accepted, in milliseconds; less than [`Config::MaxOfferPeriod`].
		type ObjectionPeriod: Get<Moment>;

		/// How long the parties have from the acceptance to the settlement, in milliseconds.
		type SettlementPeriod: Get<Moment>;

		/// How long arbiters have to decide, in milliseconds.
		type RulingPeriod: Get<Moment>;

		/// Names the keyless account that holds the locks of cars being sold.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The deposit of whoever offers for a sale.
		type SaleConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of the holder of a lien for a quote.
		type PayOffConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner for a consignment.
		type ConsignmentConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of a buyer for a certificate.
		type CertificateConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// What benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::AssetKind, BalanceOf<Self>>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the money on hold secures.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The price of a car, on its buyer's account. The only one in other assets than the native one.
		#[codec(index = 0)]
		Escrow,
		/// The place of a sale.
		#[codec(index = 1)]
		SaleStorage,
		/// The place of a quote for a lien.
		#[codec(index = 2)]
		PayOffStorage,
		/// The place of a consignment.
		#[codec(index = 3)]
		ConsignmentStorage,
		/// The place of a certificate, from the acceptance of the sale on. Never released once it is written: it is never removed.
		#[codec(index = 4)]
		CertificateStorage,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offer a car. A stale offer of the same car ends.
		///
		/// Origin: signed by the owner, who pays the deposit.
		///
		/// Parameters: `vin`; `terms`: kind (no inheritance), buyer (by name unless the price is open), price, representative,
		/// evidence, disclosure, and the end of the offer, at most [`Config::MaxOfferPeriod`] ahead.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::KindNotAllowed`], [`Error::PriceNotValid`],
		/// [`Error::EvidenceMissing`], [`Error::BuyerMissing`], [`Error::SelfDealing`], [`Error::OdometerNotValid`],
		/// [`Error::PeriodNotValid`], [`Error::HistoryDiffers`], [`Error::OdometerBelowLedger`], [`Error::SaleOpen`],
		/// [`Error::VehicleBlocked`], [`Error::PayOffExpired`], [`Error::PayOffsExceedPrice`], [`Error::TooMany`],
		/// [`Error::AboveRiskLimit`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::SaleOffered`], and [`Event::SaleWithdrawn`] of a stale one before it.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer_sale())]
		pub fn offer_sale(origin: OriginFor<T>, vin: Vin, terms: TermsOf<T>) -> DispatchResult {
			let seller = ensure_signed(origin)?;
			Self::ensure_owner(&vin, &seller)?;
			ensure!(terms.kind != SaleKind::Inheritance, Error::<T>::KindNotAllowed);
			Self::offer(vin, seller.clone(), seller, terms)
		}

		/// Accept an offer. The whole price and the deposits go on hold, and the car is locked until the sale ends.
		///
		/// Origin: signed by the buyer, who pays the deposits for the lock and the certificate.
		///
		/// Parameters: `vin`; `number` of the sale, so that nobody can change its terms under a buyer's hands.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::AlreadyAccepted`], [`Error::Expired`], [`Error::TooEarly`] of an inheritance,
		/// [`Error::NotBuyer`], [`Error::SelfDealing`], [`Error::SellerNotOwner`], [`Error::HistoryDiffers`],
		/// [`Error::VehicleBlocked`], [`Error::PayOffExpired`] where a quote ends before [`Config::SettlementPeriod`] and
		/// [`Config::RulingPeriod`] have passed, [`Error::PayOffsExceedPrice`], [`Error::PayOffsDiffer`], [`Error::LiensDiffer`],
		/// [`Error::AboveRiskLimit`] where the limit has become lower since the offer, and the errors of money and registry when the
		/// price, a deposit or the lock cannot be had.
		///
		/// Events: [`Event::SaleAccepted`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::accept_sale())]
		pub fn accept_sale(origin: OriginFor<T>, vin: Vin, number: u64) -> DispatchResult {
			let buyer = ensure_signed(origin)?;
			Self::accept(vin, number, buyer)
		}

		/// State how the car was handed over. The second statement has to be the first; a side may replace its own while the other has made
		/// none. Who asked before to call the sale off has to ask again.
		///
		/// Origin: signed by the seller or their representative, or by the buyer; of an inheritance, by the registrar or the heir.
		///
		/// Parameters: `vin`; `number` of the sale; `statement`: the odometer, the moment, at most a day before the acceptance, and the
		/// condition of the car.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::NotParty`], [`Error::InDispute`], [`Error::SettlementOver`],
		/// [`Error::OdometerNotValid`], [`Error::OdometerBelowLedger`], [`Error::HandOverNotTimely`], [`Error::StatementsDiffer`],
		/// [`Error::AlreadyAgreed`].
		///
		/// Events: [`Event::HandOverStated`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::hand_over())]
		pub fn hand_over(
			origin: OriginFor<T>,
			vin: Vin,
			number: u64,
			statement: Statement,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::state(vin, number, who, statement)
		}

		/// Finish a sale. In one step the lock ends, holders of liens are paid and their liens end, seller and representative are paid, the
		/// title passes with all that follows from it, and the certificate is written.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `vin`; `number` of the sale.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::InDispute`], [`Error::SettlementOver`], [`Error::NotAgreed`],
		/// [`Error::SellerNotOwner`], [`Error::VehicleBlocked`], [`Error::PayOffExpired`], [`Error::PayOffsExceedPrice`],
		/// [`Error::TooMany`], and the errors of money and registry when somebody cannot be paid or the title cannot pass.
		///
		/// Events: [`Event::LienPaidOff`] for each lien, [`Event::CertificateWritten`], [`Event::SaleSettled`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::settle_sale())]
		pub fn settle_sale(origin: OriginFor<T>, vin: Vin, number: u64) -> DispatchResult {
			ensure_signed(origin)?;
			Self::settle(vin, number)
		}

		/// Take an offer back, with its deposit. An owner can also stop an inheritance after its acceptance: the living bequeath nothing.
		///
		/// Origin: signed by the seller or their representative; by anybody once the offer has expired or the seller no longer holds the
		/// title.
		///
		/// Parameters: `vin`; `number` of the sale.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::AlreadyAccepted`], [`Error::NotParty`].
		///
		/// Events: [`Event::SaleWithdrawn`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::withdraw_sale())]
		pub fn withdraw_sale(origin: OriginFor<T>, vin: Vin, number: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::withdraw(vin, number, who)
		}

		/// Ask to call an accepted sale off, which happens once both sides have asked, also while they dispute. The buyer gets the price
		/// back. A statement of the hand-over by either side ends the wish.
		///
		/// Origin: signed by a party, as for [`Pallet::hand_over`].
		///
		/// Parameters: `vin`; `number` of the sale.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::NotParty`], [`Error::AlreadyAsked`].
		///
		/// Events: [`Event::CancellationAsked`], or [`Event::SaleCancelled`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::cancel_sale())]
		pub fn cancel_sale(origin: OriginFor<T>, vin: Vin, number: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::cancel(vin, number, who)
		}

		/// End an accepted sale that was not settled in time, or that arbiters did not decide in time, or whose seller no longer holds the
		/// title, disputed or not. The buyer gets the price back.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `vin`; `number` of the sale.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::SettlementPending`] unless the seller no longer holds the
		/// title.
		///
		/// Events: [`Event::SaleExpired`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::expire_sale())]
		pub fn expire_sale(origin: OriginFor<T>, vin: Vin, number: u64) -> DispatchResult {
			ensure_signed(origin)?;
			Self::expire(vin, number)
		}

		/// Call for arbiters, or tell them one's own side. The clock of the settlement stops; that of [`Config::RulingPeriod`] begins.
		///
		/// Origin: signed by a party, as for [`Pallet::hand_over`].
		///
		/// Parameters: `vin`; `number` of the sale; `evidence`, BLAKE2b-256 of what the signer says.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::NotParty`], [`Error::SettlementOver`],
		/// [`Error::AlreadyAsked`] when this side has spoken, [`Error::SellerNotOwner`].
		///
		/// Events: [`Event::SaleDisputed`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::dispute_sale())]
		pub fn dispute_sale(
			origin: OriginFor<T>,
			vin: Vin,
			number: u64,
			evidence: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::dispute(vin, number, who, evidence)
		}

		/// Decide a dispute, before its time is over: the sale is finished as by [`Pallet::settle_sale`], perhaps for less, or called
		/// off, perhaps with something for the seller.
		///
		/// Origin: [`Config::ArbiterOrigin`].
		///
		/// Parameters: `vin`; `number` of the sale; `ruling`; `loser`, of whom it is counted that they were found in the wrong.
		///
		/// Errors: [`Error::SaleNotFound`], [`Error::NotAccepted`], [`Error::NotDisputed`], [`Error::SettlementOver`],
		/// [`Error::RulingNotValid`], and to finish it [`Error::SellerNotOwner`], [`Error::VehicleBlocked`], [`Error::PayOffExpired`],
		/// [`Error::PayOffsExceedPrice`], [`Error::TooMany`], and the errors of money and registry when somebody cannot be paid or the
		/// title cannot pass.
		///
		/// Events: those of [`Pallet::settle_sale`] but the last, [`Event::SaleResolved`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::resolve_sale())]
		pub fn resolve_sale(
			origin: OriginFor<T>,
			vin: Vin,
			number: u64,
			ruling: Ruling<BalanceOf<T>>,
			loser: Option<Side>,
		) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::resolve(vin, number, ruling, loser)
		}

		/// Say for how much a lien is given up when the car is sold. Replaces an earlier quote.
		///
		/// Origin: signed by the holder of the lien, who pays the deposit.
		///
		/// Parameters: `vin`; `encumbrance`, the number of the lien among those of the car; `asset` and `amount`; `valid_until`, the first
		/// moment at which the quote no longer holds.
		///
		/// Errors: [`Error::LienNotFound`], [`Error::NotHolder`], [`Error::PriceNotValid`], [`Error::PeriodNotValid`],
		/// [`Error::PayOffBinding`] while an accepted sale relies on the quotes of the car, unless it becomes lower or longer,
		/// [`Error::TooManyPayOffs`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::PayOffQuoted`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::quote_pay_off())]
		pub fn quote_pay_off(
			origin: OriginFor<T>,
			vin: Vin,
			encumbrance: u32,
			asset: T::AssetKind,
			amount: BalanceOf<T>,
			valid_until: Moment,
		) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::quote(vin, encumbrance, holder, asset, amount, valid_until)
		}

		/// Take a quote back, with its deposit.
		///
		/// Origin: signed by the holder of the lien; by anybody once the lien or the quote has ended.
		///
		/// Parameters: `vin`; `encumbrance`, the number of the lien among those of the car.
		///
		/// Errors: [`Error::PayOffNotFound`], [`Error::NotHolder`], [`Error::PayOffBinding`] while an accepted sale relies on it.
		///
		/// Events: [`Event::PayOffWithdrawn`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::withdraw_pay_off())]
		pub fn withdraw_pay_off(
			origin: OriginFor<T>,
			vin: Vin,
			encumbrance: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::unquote(vin, encumbrance, who)
		}

		/// Leave cars to an agent to sell: a dealer or an auction house. All of them, or none.
		///
		/// Origin: signed by the owner, who pays the deposits.
		///
		/// Parameters: `cars`, each with its least price; `agent`; `asset` of the prices; `fee`, the agent's part of the price, rounded down;
		/// `ends_at`, the first moment at which it no longer holds, at most [`Config::MaxOfferPeriod`] ahead.
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotOwner`], [`Error::AlreadyConsigned`], [`Error::SelfDealing`],
		/// [`Error::PriceNotValid`], [`Error::PeriodNotValid`], and the currency's error when a deposit cannot be held.
		///
		/// Events: [`Event::VehicleConsigned`] for each car, and [`Event::ConsignmentEnded`] of a stale one before it.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::consign(cars.len() as u32))]
		pub fn consign(
			origin: OriginFor<T>,
			cars: Consigned<T>,
			agent: T::AccountId,
			asset: T::AssetKind,
			fee: Permill,
			ends_at: Moment,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::leave(cars, owner, agent, asset, fee, ends_at)
		}

		/// End a consignment and give its deposit back. What the agent has offered by then stays offered until it is withdrawn.
		///
		/// Origin: signed by the owner or the agent; by anybody once it has ended or the title has passed.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::ConsignmentNotFound`], [`Error::NotParty`].
		///
		/// Events: [`Event::ConsignmentEnded`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::end_consignment())]
		pub fn end_consignment(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::take_back(vin, who)
		}

		/// Offer a car that was consigned, in its owner's name, and represent them in the sale for the fee of the consignment.
		///
		/// Origin: signed by the agent, who pays the deposit.
		///
		/// Parameters: `vin`; `buyer`, who may accept, anybody if none; `price` in the asset of the consignment; `disclosure`;
		/// `expires_at`, as in [`Terms`].
		///
		/// Errors: [`Error::ConsignmentNotFound`], [`Error::NotAgent`], [`Error::Expired`], [`Error::SellerNotOwner`],
		/// [`Error::BelowReserve`], and those of [`Pallet::offer_sale`].
		///
		/// Events: those of [`Pallet::offer_sale`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::offer_consigned())]
		pub fn offer_consigned(
			origin: OriginFor<T>,
			vin: Vin,
			buyer: Option<T::AccountId>,
			price: BalanceOf<T>,
			disclosure: Disclosure,
			expires_at: Moment,
		) -> DispatchResult {
			let agent = ensure_signed(origin)?;
			Self::offer_for_owner(vin, agent, buyer, price, disclosure, expires_at)
		}

		/// Offer the car of a dead owner to their heir, who can accept it once [`Config::ObjectionPeriod`] has passed. Until the settlement,
		/// the owner can stop it.
		///
		/// Origin: signed by a registrar in the region of the car, not its owner, who pays the deposit.
		///
		/// Parameters: `vin`; `heir`, neither registrar nor owner; `evidence`, BLAKE2b-256 of the certificate of inheritance;
		/// `disclosure`, what the papers and the odometer of the car say; `expires_at`, after the time for objections and as in [`Terms`].
		///
		/// Errors: [`Error::VehicleNotFound`], [`Error::NotRegistrar`], and those of [`Pallet::offer_sale`].
		///
		/// Events: those of [`Pallet::offer_sale`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::offer_inheritance())]
		pub fn offer_inheritance(
			origin: OriginFor<T>,
			vin: Vin,
			heir: T::AccountId,
			evidence: Digest,
			disclosure: Disclosure,
			expires_at: Moment,
		) -> DispatchResult {
			let registrar = ensure_signed(origin)?;
			Self::bequeath(vin, registrar, heir, evidence, disclosure, expires_at)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The certificate with this number.
		pub fn certificate(number: u64) -> Option<CertificateOf<T>> {
			Some(Certificates::<T>::get(number)?.certificate)
		}

		/// The certificates of a car with their numbers, oldest first, from the car's own number `from` on; at most `limit`, and at most
		/// [`MAX_PAGE`].
		pub fn certificates(vin: Vin, from: u32, limit: u32) -> Vec<(u64, CertificateOf<T>)> {
			Self::certificates_of(vin, from, limit)
		}

		/// The open sale of a car. Whether its offer holds still is to be seen from its end, its seller and its title epoch.
		pub fn sale(vin: Vin) -> Option<SaleInfoOf<T>> {
			Sales::<T>::get(vin).map(Sale::into_info)
		}

		/// The quotes for the liens of a car, those that have expired included.
		pub fn pay_offs(vin: Vin) -> Vec<PayOffInfoOf<T>> {
			PayOffs::<T>::get(vin).into_iter().map(PayOff::into_info).collect()
		}

		/// To whom a car is left to sell, also where that has expired.
		pub fn consignment(vin: Vin) -> Option<ConsignmentInfoOf<T>> {
			Consignments::<T>::get(vin).map(Consignment::into_info)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			let (objection, offer) = (T::ObjectionPeriod::get(), T::MaxOfferPeriod::get());
			assert!(objection < offer, "no inheritance could ever be accepted");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T> From<TermsError> for Error<T> {
		fn from(error: TermsError) -> Self {
			match error {
				TermsError::PriceNotValid => Self::PriceNotValid,
				TermsError::EvidenceMissing => Self::EvidenceMissing,
				TermsError::BuyerMissing => Self::BuyerMissing,
				TermsError::SelfDealing => Self::SelfDealing,
				TermsError::OdometerNotValid => Self::OdometerNotValid,
			}
		}
	}

	impl<T> From<StatementError> for Error<T> {
		fn from(error: StatementError) -> Self {
			match error {
				StatementError::Differs => Self::StatementsDiffer,
				StatementError::Agreed => Self::AlreadyAgreed,
			}
		}
	}
}
