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
pub use income::{Income, Stake};
pub use lots::{expiry, Lot, Lots, EXPIRY_STEP, MAX_LIFETIME, MAX_LOTS};
pub use pallet::*;
pub use types::{Holding, Membership, PointsInfo, Pool, PoolInfo, Purse, SharesInfo, MAX_SUPPLY};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod income;
mod lots;
#[cfg(test)]
mod mock;
mod points;
mod pools;
mod rent;
mod shares;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use carx_primitives::{Accreditations, Digest, Moment, VehicleTitles, Vin};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{
				freeze::Mutate as MutateFreeze, Create, Destroy, Inspect, Mutate as MutateAssets,
			},
			Consideration, Footprint, Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type BalanceOf<T> =
		<<T as Config>::Assets as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	pub(crate) type SharesOf<T> =
		<<T as Config>::ShareTokens as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	pub(crate) type PoolOf<T> = Pool<
		AccountIdOf<T>,
		<T as Config>::AssetKind,
		BalanceOf<T>,
		<T as Config>::PoolConsideration,
	>;
	pub(crate) type HoldingOf<T> =
		Holding<AccountIdOf<T>, BalanceOf<T>, <T as Config>::HoldingConsideration>;
	pub(crate) type MembershipOf<T> = Membership<<T as Config>::VehicleConsideration>;
	pub(crate) type PurseOf<T> = Purse<AccountIdOf<T>, <T as Config>::PointsConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching freeze reason.
		type RuntimeFreezeReason: From<FreezeReason>;

		/// What rent can be paid in.
		type AssetKind: Parameter + MaxEncodedLen;

		/// The money of each kind.
		type Assets: MutateAssets<Self::AccountId, AssetId = Self::AssetKind>;

		/// The chain's assets by number, of which each pool's shares are one.
		type ShareTokens: MutateAssets<Self::AccountId, AssetId = u32>
			+ Create<Self::AccountId>
			+ Destroy<Self::AccountId>;

		/// Freezes the assets of [`Config::ShareTokens`].
		type ShareFreezes: MutateFreeze<
			Self::AccountId,
			AssetId = u32,
			Balance = SharesOf<Self>,
			Id = Self::RuntimeFreezeReason,
		>;

		/// The titles of cars.
		type Titles: VehicleTitles<Self::AccountId, Error: Into<DispatchError>>;

		/// Who is accredited as what.
		type Accreditations: Accreditations<Self::AccountId>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The share token of pool 0, if there were one; that of a pool is this and the pool's number. Nobody but this pallet may be let
		/// create an asset with this number or a higher one.
		#[pallet::constant]
		type FirstShareId: Get<u32>;

		/// Names the keyless account that holds the locks on titles and administers the share tokens, and those of the pools.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How many points a rent that is paid in time earns. No constant of the metadata, for governance may tune it; nor the next four.
		type PointsForRent: Get<u32>;

		/// How many points a car that is returned in condition earns.
		type PointsForReturn: Get<u32>;

		/// How many points an account can earn on one day, UTC.
		type MaxPointsPerDay: Get<u32>;

		/// How long points hold at least, in milliseconds. What exceeds [`MAX_LIFETIME`] counts for nothing.
		type PointsLifetime: Get<Moment>;

		/// Whether points can be given to others.
		type PointsTransferable: Get<bool>;

		/// The deposit of a lessor for a pool and its token.
		type PoolConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of whoever makes an account a holder, for its place in the pool and its account of the token.
		type HoldingConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of a lessor for a car's place in a pool.
		type VehicleConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of whoever gives points to an account that has none.
		type PointsConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes money for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::AssetKind>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the deposits of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a pool and of its token.
		#[codec(index = 0)]
		PoolStorage,
		/// The place of a holder.
		#[codec(index = 1)]
		HoldingStorage,
		/// The place of a car in a pool.
		#[codec(index = 2)]
		VehicleStorage,
		/// The place of an account's points.
		#[codec(index = 3)]
		PointsStorage,
	}

	/// Why this pallet freezes tokens.
	#[pallet::composite_enum]
	pub enum FreezeReason {
		/// Shares move by [`Pallet::transfer_shares`] alone, which settles the income before.
		#[codec(index = 0)]
		IncomeShares,
	}

	/// Numbers begin with 1: the account of pool 0 would be the pallet's own.
	#[pallet::type_value]
	pub fn FirstPool() -> u32 {
		1
	}

	/// The number of the next pool. Never used twice.
	#[pallet::storage]
	pub type NextPool<T: Config> = StorageValue<_, u32, ValueQuery, FirstPool>;

	/// The pools by number. The number is the chain's own, so a light hash will do; the lessor pays.
	#[pallet::storage]
	pub type Pools<T: Config> = StorageMap<_, Twox64Concat, u32, PoolOf<T>>;

	/// The holders of each pool (its number, so a light hash) by account (chosen by people, so a hash that spreads the keys). Who made
	/// them a holder pays.
	#[pallet::storage]
	pub type Holdings<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Blake2_128Concat, T::AccountId, HoldingOf<T>>;

	/// The pool of each car (VIN) that is in one. The VIN is chosen by people; the lessor pays.
	#[pallet::storage]
	pub type Memberships<T: Config> = StorageMap<_, Blake2_128Concat, Vin, MembershipOf<T>>;

	/// The loyalty points of each account. Paid with the lease that earned the first, or by who gave the first; at most
	/// [`MAX_LOTS`] lots each.
	#[pallet::storage]
	pub type Points<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, PurseOf<T>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A lessor split future rent into shares, and holds them all.
		PoolCreated {
			/// The pool.
			pool: u32,
			/// Who split it.
			lessor: T::AccountId,
			/// In what rent is paid.
			asset: T::AssetKind,
			/// How many shares there are.
			supply: u32,
			/// The first moment at which rent goes to the lessor again.
			ends_at: Moment,
			/// The token of the shares.
			share_token: u32,
		},
		/// The rent of a car goes to a pool from now on.
		VehicleAdded {
			/// The pool.
			pool: u32,
			/// The car.
			vehicle: Vin,
			/// The lock on its title.
			encumbrance: u32,
		},
		/// The rent of a car no longer goes to a pool.
		VehicleRemoved {
			/// The pool.
			pool: u32,
			/// The car.
			vehicle: Vin,
			/// Who took it out.
			by: T::AccountId,
		},
		/// A pool was paid rent, which its shares have earned.
		IncomeReceived {
			/// The pool.
			pool: u32,
			/// The car that was leased.
			vehicle: Vin,
			/// How much, in the smallest unit of the pool's asset.
			amount: BalanceOf<T>,
		},
		/// Shares passed; what they had earned before stays with the sender.
		SharesTransferred {
			/// The pool.
			pool: u32,
			/// The holder before.
			from: T::AccountId,
			/// The holder now.
			to: T::AccountId,
			/// How many.
			amount: u32,
		},
		/// A holder was paid all that was owed to them.
		IncomePaid {
			/// The pool.
			pool: u32,
			/// The holder.
			holder: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A pool is no more; its shares are burned.
		PoolClosed {
			/// The pool.
			pool: u32,
			/// What was left in its account, which the lessor got.
			amount: BalanceOf<T>,
		},
		/// An account earned loyalty points.
		PointsEarned {
			/// Who earned them.
			who: T::AccountId,
			/// How many.
			points: u32,
			/// The first moment at which they are gone.
			expires_at: Moment,
		},
		/// An account paid with loyalty points.
		PointsSpent {
			/// Who paid.
			who: T::AccountId,
			/// How many.
			points: u32,
		},
		/// Loyalty points were given away; they expire when they would have.
		PointsTransferred {
			/// Who gave them.
			from: T::AccountId,
			/// Who has them now.
			to: T::AccountId,
			/// How many.
			points: u32,
		},
		/// Loyalty points that had expired were cleared away.
		PointsExpired {
			/// Whose they were.
			who: T::AccountId,
			/// How many.
			points: u32,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not accredited as a lessor. Have a registrar accredit them.
		NotLessor,
		/// A pool has 1 to 1,000,000 shares.
		SupplyNotValid,
		/// The end of a pool lies in the past. Give a moment in the future, in milliseconds.
		EndNotValid,
		/// There are as many pools as can be numbered.
		TooManyPools,
		/// There is no pool with this number.
		PoolNotFound,
		/// The pool has ended: rent goes to the lessor.
		PoolEnded,
		/// The signer is not the lessor whose pool it is, or not yet, or no longer, free to do this.
		NotAuthorized,
		/// No car with this VIN is registered.
		VehicleNotFound,
		/// The lessor does not hold the title of this car.
		NotOwner,
		/// The rent of the car goes to a pool already. Have the car taken out of it.
		AlreadyInPool,
		/// The car cannot be pledged, or not be leased. Ask the view function `can` what stands in the way.
		VehicleBlocked,
		/// The pool has as many cars as can be counted.
		TooManyVehicles,
		/// The car is not in this pool, or its rent does not go there now.
		NotInPool,
		/// The account has no shares of this pool, and nothing is owed to it.
		HoldingNotFound,
		/// The amount is 0.
		AmountZero,
		/// Both sides are the same account.
		SameAccount,
		/// The sender has fewer shares.
		TooFewShares,
		/// The pool has as many holders as can be counted.
		TooManyHolders,
		/// The sum is more than can be counted.
		Overflow,
		/// Nothing is owed to the holder now.
		NothingOwed,
		/// Somebody else holds shares of the pool or is owed income. Have the shares given back and the income paid.
		PoolHeld,
		/// There is a car in the pool. Take it out.
		VehiclesInPool,
		/// Governance has ruled that points cannot be given to others.
		PointsNotTransferable,
		/// The account has fewer points that have not expired.
		TooFewPoints,
		/// The account has as many points as can be counted.
		TooManyPoints,
		/// Nothing of the account's points can be cleared away now.
		NothingExpired,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Split future rent into shares: makes a token of them, all of which the signer holds. Besides the deposits, the smallest balance of the
		/// asset goes into the pool's account, so that it exists; it comes back when the pool is closed.
		///
		/// Origin: signed by an accredited lessor, who pays the deposits.
		///
		/// Parameters: `asset`, in what rent is paid; `supply`, how many shares, 1 to [`MAX_SUPPLY`]; `ends_at`, the first moment at which
		/// rent goes to the lessor again, in Unix milliseconds; `terms`, BLAKE2b-256 of what the lessor promises the holders.
		///
		/// Errors: [`Error::NotLessor`], [`Error::SupplyNotValid`], [`Error::EndNotValid`], [`Error::TooManyPools`], and the error of
		/// the assets or the currency when the token cannot be made, or the money is not there.
		///
		/// Events: [`Event::PoolCreated`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_pool())]
		pub fn create_pool(
			origin: OriginFor<T>,
			asset: T::AssetKind,
			supply: u32,
			ends_at: Moment,
			terms: Digest,
		) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::open_pool(lessor, asset, supply, ends_at, terms)?;
			Ok(())
		}

		/// Let the rent of a car go to a pool. Its title is locked: nobody can sell, export or scrap it until it is taken out. A car that is
		/// leased already cannot be added, for what its lease is paid in was agreed without the pool.
		///
		/// Origin: signed by the pool's lessor, owner of the car, who pays the deposits.
		///
		/// Parameters: `pool`; `vin`.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::NotAuthorized`], [`Error::PoolEnded`], [`Error::VehicleNotFound`],
		/// [`Error::NotOwner`], [`Error::AlreadyInPool`], [`Error::VehicleBlocked`], [`Error::TooManyVehicles`], and the error of the
		/// titles or the currency when the lock cannot be entered or a deposit not held.
		///
		/// Events: [`Event::VehicleAdded`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::add_vehicle())]
		pub fn add_vehicle(origin: OriginFor<T>, pool: u32, vin: Vin) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::admit(pool, lessor, vin)
		}

		/// Take a car out of a pool, and the lock off its title.
		///
		/// Origin: signed by the pool's lessor once the pool has ended, while they hold all of its shares, or where governance took
		/// the lock off; by anybody once the lessor no longer owns the car.
		///
		/// Parameters: `pool`; `vin`.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::NotInPool`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::VehicleRemoved`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::remove_vehicle())]
		pub fn remove_vehicle(origin: OriginFor<T>, pool: u32, vin: Vin) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::expel(pool, by, vin)
		}

		/// Give shares to somebody. What they have earned so far stays owed to the sender; what they earn from now on is the receiver's. There
		/// is no other way for shares to move: in every account they are frozen.
		///
		/// Origin: signed by a holder, who pays the deposit for a receiver that is none yet.
		///
		/// Parameters: `pool`; `to`, an account that exists; `amount`, in shares.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::AmountZero`], [`Error::SameAccount`], [`Error::HoldingNotFound`],
		/// [`Error::TooFewShares`], [`Error::TooManyHolders`], [`Error::Overflow`], and the error of the assets or the currency when
		/// the receiver cannot hold the token or the deposit cannot be held.
		///
		/// Events: [`Event::SharesTransferred`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::transfer_shares())]
		pub fn transfer_shares(
			origin: OriginFor<T>,
			pool: u32,
			to: T::AccountId,
			amount: u32,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::move_shares(pool, from, to, amount)
		}

		/// Be paid all income that one's shares have earned.
		///
		/// Origin: signed by a holder.
		///
		/// Parameters: `pool`.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::HoldingNotFound`], [`Error::NothingOwed`], [`Error::Overflow`], and the error of
		/// the assets when the holder cannot receive.
		///
		/// Events: [`Event::IncomePaid`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::claim_income())]
		pub fn claim_income(origin: OriginFor<T>, pool: u32) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::pay_out(pool, holder)
		}

		/// Have a holder paid all income that their shares have earned, so that nobody can keep a pool open by not claiming.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `pool`; `holder`.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::HoldingNotFound`], [`Error::NothingOwed`], [`Error::Overflow`], and the error of
		/// the assets when the holder cannot receive.
		///
		/// Events: [`Event::IncomePaid`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::pay_income())]
		pub fn pay_income(origin: OriginFor<T>, pool: u32, holder: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::pay_out(pool, holder)
		}

		/// End a pool without cars of which the lessor holds all shares: burns them, pays what is left in its account to the
		/// lessor, and gives the deposits back.
		///
		/// Origin: signed by the pool's lessor.
		///
		/// Parameters: `pool`.
		///
		/// Errors: [`Error::PoolNotFound`], [`Error::NotAuthorized`], [`Error::VehiclesInPool`], [`Error::PoolHeld`], and the
		/// error of the assets when the lessor cannot receive.
		///
		/// Events: [`Event::PoolClosed`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::close_pool())]
		pub fn close_pool(origin: OriginFor<T>, pool: u32) -> DispatchResult {
			let lessor = ensure_signed(origin)?;
			Self::close(pool, lessor)
		}

		/// Give loyalty points to somebody, those that expire first. They expire when they would have.
		///
		/// Origin: signed by whoever has them, who pays the deposit for a receiver that has none.
		///
		/// Parameters: `to`; `points`.
		///
		/// Errors: [`Error::PointsNotTransferable`], [`Error::AmountZero`], [`Error::SameAccount`], [`Error::TooFewPoints`],
		/// [`Error::TooManyPoints`], and the currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::PointsTransferred`], [`Event::PointsExpired`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::transfer_points())]
		pub fn transfer_points(
			origin: OriginFor<T>,
			to: T::AccountId,
			points: u32,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			Self::give_points(from, to, points)
		}

		/// Clear away what has expired of an account's points; with the last of them, a deposit for their place goes back to who paid it.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `who`, whose points they are.
		///
		/// Errors: [`Error::NothingExpired`].
		///
		/// Events: [`Event::PointsExpired`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::clear_points())]
		pub fn clear_points(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::clear(who)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A pool by its number.
		pub fn pool(id: u32) -> Option<PoolInfo<T::AccountId, T::AssetKind, BalanceOf<T>>> {
			Self::pool_info(id)
		}

		/// What somebody holds of a pool, and what they would be paid now: nothing if they are no holder.
		pub fn shares(pool: u32, who: T::AccountId) -> SharesInfo<BalanceOf<T>> {
			Self::shares_info(pool, &who)
		}

		/// The pool that a car is in, whether or not its rent goes there now.
		pub fn pool_of(vin: Vin) -> Option<u32> {
			Some(Memberships::<T>::get(vin)?.pool)
		}

		/// The loyalty points of an account that have not expired.
		pub fn points(who: T::AccountId) -> PointsInfo {
			Self::points_info(&who)
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
