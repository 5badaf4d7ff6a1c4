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
pub use types::{Book, Transfer};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod handler;
#[cfg(test)]
mod mock;
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
	use alloc::vec::Vec;
	use carx_primitives::{ChainId, FinalizedChains};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungibles::{
				hold::{Inspect as InspectHold, Mutate as MutateHold},
				Inspect, Mutate,
			},
			Contains,
		},
	};
	use frame_system::pallet_prelude::*;
	use pallet_relay_bridge::MessageId;

	/// Money of any asset that the chain knows.
	pub type BalanceOf<T> =
		<<T as Config>::Assets as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// What a message of this pallet says.
	pub type TransferOf<T> =
		Transfer<<T as frame_system::Config>::AccountId, <T as Config>::AssetKind, BalanceOf<T>>;
	/// What the relay knows of an asset.
	pub type BookOf<T> = Book<BalanceOf<T>>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// The assets that there are. One that is transferable is the same thing on all chains.
		type AssetKind: Parameter + MaxEncodedLen;

		/// Which assets may leave a chain: those that no account can make for itself, and of which nothing is frozen on accounts of
		/// `pallet-assets`, where what is in transit would count as cover. What is taken from the list stays where it is, or returns.
		type Transferable: Contains<Self::AssetKind>;

		/// What is free of each asset.
		type Assets: Mutate<Self::AccountId, AssetId = Self::AssetKind>;

		/// What is on hold of each asset.
		type Holds: MutateHold<
			Self::AccountId,
			AssetId = Self::AssetKind,
			Balance = BalanceOf<Self>,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Whether this chain is the relay, which keeps the shares. It never ceases to be it.
		type IsRelay: Get<bool>;

		/// The chains that governance registered.
		type Chains: FinalizedChains;

		/// Who may raise and lower shares.
		type ShareOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Measured weights of the calls, and of what messages do.
		type WeightInfo: WeightInfo;

		/// Makes money and a relay for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::AssetKind>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What somebody sent to another chain. Burnt when it has arrived, released when it has not.
		#[codec(index = 0)]
		InTransit,
	}

	/// On the relay, how much of an asset a member may bring elsewhere, by chain and asset; never 0. A chain is a hash that somebody chose, so
	/// its hash spreads the keys; the assets are the runtime's own. There are as many as governance knows chains and the runtime
	/// transferable assets, and nobody pays.
	#[pallet::storage]
	pub type Shares<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		ChainId,
		Twox64Concat,
		T::AssetKind,
		BalanceOf<T>,
		ValueQuery,
	>;

	/// On the relay, what all members have of an asset, by asset. The assets are the runtime's own, so a light hash will do. There are as many
	/// as transferable assets, and nobody pays.
	#[pallet::storage]
	pub type Books<T: Config> = StorageMap<_, Twox64Concat, T::AssetKind, BookOf<T>, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// On the source: somebody sent money or points to another chain. They are on hold until it is known whether they arrived.
		TransferSent {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// Whose it was.
			from: T::AccountId,
			/// Who gets it.
			to: T::AccountId,
			/// Where they get it.
			target: ChainId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// On the relay: a transfer was taken from the share of its source.
		TransferConfirmed {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// How much.
			amount: BalanceOf<T>,
			/// What is left of the share.
			share: BalanceOf<T>,
		},
		/// On the target: money or points were made for who was to get them.
		TransferArrived {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// Who got it.
			to: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// On the relay: what became of a transfer is known, and it was added to a share.
		TransferSettled {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// Whose share it was added to: of the target, where it has arrived, or of the source.
			chain: ChainId,
			/// How much.
			amount: BalanceOf<T>,
			/// What the share is now.
			share: BalanceOf<T>,
		},
		/// On the source: what was on hold has arrived elsewhere, and was burnt here.
		TransferCompleted {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// Whose it was.
			from: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// On the source: what was on hold has not arrived elsewhere, and is free again.
		TransferReturned {
			/// The message.
			message: MessageId,
			/// What.
			asset: T::AssetKind,
			/// Whose it is.
			from: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A member may bring more of an asset elsewhere.
		ShareRaised {
			/// The member.
			chain: ChainId,
			/// Of what.
			asset: T::AssetKind,
			/// By how much.
			by: BalanceOf<T>,
			/// What the share is now.
			share: BalanceOf<T>,
		},
		/// A member may bring less of an asset elsewhere.
		ShareLowered {
			/// The member.
			chain: ChainId,
			/// Of what.
			asset: T::AssetKind,
			/// By how much: less than was asked where there was no more.
			by: BalanceOf<T>,
			/// What the share is now.
			share: BalanceOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This chain keeps no shares. Sign on the relay.
		NotRelay,
		/// The relay does not know this chain. Have governance register it first.
		ChainNotKnown,
		/// This asset stays on its chain. Send another.
		AssetNotTransferable,
		/// It is nothing, or less than the smallest balance of the asset. Give a larger amount.
		AmountTooSmall,
		/// The source may not bring so much of the asset elsewhere. Send less, wait until some comes back to the chain, or have governance
		/// raise its share.
		AboveShare,
		/// The chain has no share of this asset. There is nothing to lower.
		ShareNotFound,
		/// What all members have together could no longer be counted. Give a smaller amount.
		TotalTooLarge,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Let a member bring more of an asset elsewhere: what it was founded with, when it is admitted, and later what it made by its own
		/// rules, as far as governance vouches for that.
		///
		/// Origin: [`Config::ShareOrigin`].
		///
		/// Parameters: `chain`, the hash of the member's first block; `asset`; `by`, how much more, in the smallest parts of the asset.
		///
		/// Errors: [`Error::NotRelay`], [`Error::ChainNotKnown`], [`Error::AssetNotTransferable`], [`Error::AmountTooSmall`] when it is 0,
		/// [`Error::TotalTooLarge`].
		///
		/// Events: [`Event::ShareRaised`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::raise_share())]
		pub fn raise_share(
			origin: OriginFor<T>,
			chain: ChainId,
			asset: T::AssetKind,
			by: BalanceOf<T>,
		) -> DispatchResult {
			T::ShareOrigin::ensure_origin(origin)?;
			Self::raise(chain, asset, by)
		}

		/// Let a member bring less of an asset elsewhere: what it burnt by its own rules, or what it is no longer trusted with. Where the share
		/// has become smaller than that, all of it is taken. What is in transit is not touched, and may come back to the share.
		///
		/// Origin: [`Config::ShareOrigin`].
		///
		/// Parameters: `chain`, the hash of the member's first block; `asset`; `by`, how much less, in the smallest parts of the asset.
		///
		/// Errors: [`Error::NotRelay`], [`Error::AmountTooSmall`] when it is 0, [`Error::ShareNotFound`].
		///
		/// Events: [`Event::ShareLowered`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::lower_share())]
		pub fn lower_share(
			origin: OriginFor<T>,
			chain: ChainId,
			asset: T::AssetKind,
			by: BalanceOf<T>,
		) -> DispatchResult {
			T::ShareOrigin::ensure_origin(origin)?;
			Self::lower(chain, asset, by)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Whether an asset may leave this chain.
		pub fn is_transferable(asset: T::AssetKind) -> bool {
			T::Transferable::contains(&asset)
		}

		/// What somebody has sent from this chain of which it is not known here whether it arrived.
		pub fn in_transit(who: T::AccountId, asset: T::AssetKind) -> BalanceOf<T> {
			T::Holds::balance_on_hold(asset, &HoldReason::InTransit.into(), &who)
		}

		/// On the relay: how much of an asset a member may bring elsewhere.
		pub fn share(chain: ChainId, asset: T::AssetKind) -> BalanceOf<T> {
			Shares::<T>::get(chain, asset)
		}

		/// On the relay: all shares of a member; at most as many as there are transferable assets.
		pub fn shares_of(chain: ChainId) -> Vec<(T::AssetKind, BalanceOf<T>)> {
			Shares::<T>::iter_prefix(chain).collect()
		}

		/// On the relay: what all members have of an asset together, and how much of it is in transit.
		pub fn book(asset: T::AssetKind) -> BookOf<T> {
			Books::<T>::get(asset)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let size = TransferOf::<T>::max_encoded_len();
			let most = pallet_relay_bridge::MAX_PAYLOAD as usize;
			assert!(size < most, "the longest transfer must fit a payload");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
