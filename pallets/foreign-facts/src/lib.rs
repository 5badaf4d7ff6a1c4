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

pub use pallet::*;
pub use types::{
	Fact, ForeignLien, ForeignLienInfo, ForeignLienStage, ForeignRecords, ForeignRecordsInfo,
	HeadReport, LienElsewhere, LienElsewhereInfo, LienElsewhereStage, LienKey, MAX_FOLLOWED,
	MAX_FOREIGN_LIENS, MAX_PAGE,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod elsewhere;
mod handler;
mod home;
#[cfg(test)]
mod mock;
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
	use carx_primitives::{
		Accreditations, ChainId, ConditionHistory, Digest, EncumbranceKind, Moment, RecordHead,
		VehicleTitles, Vin,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;

	pub(crate) type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
	pub(crate) type ForeignLienOf<T> =
		ForeignLien<AccountIdOf<T>, <T as Config>::LienConsideration>;
	pub(crate) type ForeignLiensOf<T> = BoundedVec<ForeignLienOf<T>, ConstU32<MAX_FOREIGN_LIENS>>;
	pub(crate) type ForeignRecordsOf<T> =
		ForeignRecords<AccountIdOf<T>, <T as Config>::RecordsConsideration>;
	pub(crate) type FollowedOf<T> = BoundedVec<ForeignRecordsOf<T>, ConstU32<MAX_FOLLOWED>>;
	pub(crate) type LienElsewhereOf<T> = LienElsewhere<<T as Config>::NoteConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The titles of the cars that are at home here, and the liens on them.
		type Titles: VehicleTitles<Self::AccountId, Error: Into<DispatchError>>;

		/// The condition records of cars, wherever these are at home.
		type History: ConditionHistory;

		/// Who is accredited in which role.
		type Accreditations: Accreditations<Self::AccountId>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The deposit of an owner for a permission, and then for the lien that came of it.
		type LienConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of an owner for a chain whose records are followed.
		type RecordsConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of a holder for a lien elsewhere.
		type NoteConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls and of what messages do.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a permission, and then of the lien that came of it. Released when either ends.
		#[codec(index = 0)]
		ForeignLienStorage,
		/// The place of another chain's records of a car. Released when they are no longer followed.
		#[codec(index = 1)]
		ForeignRecordsStorage,
		/// The place of a lien on a car at home elsewhere. Released when it is no longer noted.
		#[codec(index = 2)]
		LienElsewhereStorage,
	}

	/// What the owner of a car (VIN) at home here lets holders on other chains enter, and what they entered. The VIN is chosen by people, so
	/// its hash spreads the keys. The owner who gave the permission pays.
	#[pallet::storage]
	pub type ForeignLiens<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, ForeignLiensOf<T>, ValueQuery>;

	/// The chains whose records of a car (VIN) at home here are followed, and what they come to there. The VIN is chosen by people, so its
	/// hash spreads the keys. The owner who wished it pays.
	#[pallet::storage]
	pub type FollowedRecords<T: Config> =
		StorageMap<_, Blake2_128Concat, Vin, FollowedOf<T>, ValueQuery>;

	/// The liens of holders here on cars at home elsewhere, by holder, and home chain, VIN and reference. All of them are chosen by people, so
	/// their hashes spread the keys. The holder pays.
	#[pallet::storage]
	pub type LiensElsewhere<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		LienKey,
		LienElsewhereOf<T>,
	>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An owner permitted a holder on another chain to enter one lien.
		LienAllowed {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// The holder.
			holder: T::AccountId,
			/// What the lien is for.
			kind: EncumbranceKind,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
			/// The first moment at which it can no longer be entered.
			expires_at: Moment,
			/// The owner.
			by: T::AccountId,
		},
		/// A permission was taken back, or held no longer and was cleared away.
		PermissionWithdrawn {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// The holder.
			holder: T::AccountId,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
			/// By whom.
			by: T::AccountId,
		},
		/// A lien was entered on the word of another chain.
		ForeignLienEntered {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// The holder.
			holder: T::AccountId,
			/// What the lien is for.
			kind: EncumbranceKind,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
			/// Its number among the liens and locks of the car.
			encumbrance: u32,
		},
		/// A lien was released on the word of the chain that it came from.
		ForeignLienReleased {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// The holder.
			holder: T::AccountId,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
		},
		/// A lien that had ended here, or was on a car that has moved, was cleared away.
		LienCleared {
			/// The car.
			vehicle: Vin,
			/// The chain that it came from.
			chain: ChainId,
			/// The holder.
			holder: T::AccountId,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
			/// By whom.
			by: T::AccountId,
		},
		/// The records of a car on another chain are followed.
		RecordsFollowed {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// The owner.
			by: T::AccountId,
		},
		/// The records of a car on another chain are followed no more.
		RecordsUnfollowed {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// By whom.
			by: T::AccountId,
		},
		/// Another chain said what its records of a car come to.
		ForeignRecordsReported {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
			/// Count and hash chain over them.
			head: RecordHead,
		},
		/// A lien on a car at home elsewhere was asked for, has come further, or is no more.
		LienElsewhereChanged {
			/// The car.
			vehicle: Vin,
			/// The holder.
			holder: T::AccountId,
			/// The car's home chain.
			home: ChainId,
			/// BLAKE2b-256 of the contract.
			reference: Digest,
			/// How far it had come; `None`: it was not noted.
			from: Option<LienElsewhereStage>,
			/// How far it has come; `None`: it is noted no more.
			to: Option<LienElsewhereStage>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No car with this VIN is at home here. If it has moved, its liens went along: the holder releases them on the chain that has it
		/// now, by their own signature there, and the owner gives permissions there.
		VehicleNotHere,
		/// The signer does not hold the title of this car.
		NotOwner,
		/// Nobody can consent to a lien of this kind. Name a loan, a lease, a repair or an insurance.
		KindNotAllowed,
		/// The permission would have ended already, or has. Give a moment in the future, in milliseconds; have the owner give another.
		Expired,
		/// The car cannot be given as security, or leased out. Ask the view function `can` of the registry what stands in the way.
		VehicleBlocked,
		/// There is a permission, a lien or a note of one with this chain, holder, car and reference. Withdraw, clear or forget it first.
		AlreadyExists,
		/// The car has as many permissions and foreign liens as it can. Withdraw or clear one.
		TooManyForeignLiens,
		/// The owner permitted no such lien to this chain and holder, with this kind and reference, or it was entered already.
		PermissionNotFound,
		/// The title has passed since the lien was permitted. Have the present owner permit it.
		TitlePassed,
		/// There is no such lien: none with this reference was entered by this holder from this chain, or it was cleared away.
		LienNotFound,
		/// The lien is in force. Its holder can release it.
		LienInForce,
		/// The signer is not entitled: a permission is its owner's while it holds; records are followed by who pays for it and by the owner.
		NotAuthorized,
		/// The holder is not accredited here in the role that the kind of lien asks for. Have a registrar accredit them.
		HolderNotAccredited,
		/// A message about this lien is on its way. Wait for its receipt.
		MessageUnderWay,
		/// This is not what the records of the car come to here now. Read it anew.
		HeadNotCurrent,
		/// The records of this chain are followed already.
		AlreadyFollowed,
		/// The records of as many chains are followed as can be. Unfollow one.
		TooManyFollowed,
		/// The owner does not follow the records of the car on this chain.
		NotFollowed,
		/// As many records, or more, were reported before.
		NothingNew,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Permit a holder on another chain to enter one lien on a car at home here, once.
		///
		/// Origin: signed by the owner of the car, who pays the deposit, and that of the lien when it is entered.
		///
		/// Parameters: `vin`; `chain`, from which alone the lien can be entered, and released; `holder`, who gets it; `kind`, one that a role
		/// is accredited for; `reference`, BLAKE2b-256 of the contract; `expires_at`, the first moment at which it can no longer be entered,
		/// in Unix milliseconds. It ends when the title passes, too.
		///
		/// Errors: [`Error::VehicleNotHere`], [`Error::NotOwner`], [`Error::KindNotAllowed`], [`Error::Expired`],
		/// [`Error::VehicleBlocked`], [`Error::AlreadyExists`], [`Error::TooManyForeignLiens`], and the currency's error when the
		/// deposit cannot be held.
		///
		/// Events: [`Event::LienAllowed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::allow_lien())]
		pub fn allow_lien(
			origin: OriginFor<T>,
			vin: Vin,
			chain: ChainId,
			holder: T::AccountId,
			kind: EncumbranceKind,
			reference: Digest,
			expires_at: Moment,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::allow(owner, vin, chain, holder, kind, reference, expires_at)
		}

		/// Take back a permission that was not used.
		///
		/// Origin: signed by who gave it; by anybody once it holds no longer: it has ended, the title has passed, or the car has moved.
		///
		/// Parameters: `vin`, `chain`, `holder` and `reference` of the permission.
		///
		/// Errors: [`Error::PermissionNotFound`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::PermissionWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_permission())]
		pub fn withdraw_permission(
			origin: OriginFor<T>,
			vin: Vin,
			chain: ChainId,
			holder: T::AccountId,
			reference: Digest,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::withdraw(by, vin, chain, holder, reference)
		}

		/// Clear away the entry of a lien from another chain that is not in force here any more: its holder released it by their own
		/// signature, a sale paid it off, governance ended it, or the car has moved. Who permitted it has the deposit back.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `vin`, `chain`, `holder` and `reference` of the lien.
		///
		/// Errors: [`Error::LienNotFound`], [`Error::LienInForce`].
		///
		/// Events: [`Event::LienCleared`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::clear_lien())]
		pub fn clear_lien(
			origin: OriginFor<T>,
			vin: Vin,
			chain: ChainId,
			holder: T::AccountId,
			reference: Digest,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::clear(by, vin, chain, holder, reference)
		}

		/// Follow the records of a car on another chain: what they come to there can be sent here from now on.
		///
		/// Origin: signed by the owner of the car, who pays the deposit.
		///
		/// Parameters: `vin`; `chain`.
		///
		/// Errors: [`Error::VehicleNotHere`], [`Error::NotOwner`], [`Error::AlreadyFollowed`], [`Error::TooManyFollowed`], and the
		/// currency's error when the deposit cannot be held.
		///
		/// Events: [`Event::RecordsFollowed`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::follow_records())]
		pub fn follow_records(origin: OriginFor<T>, vin: Vin, chain: ChainId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::follow(owner, vin, chain)
		}

		/// Follow the records of a car on another chain no more, and forget what was reported. Who wished it has the deposit back. Whoever
		/// follows them anew begins at nothing: that mends a report that was a lie, too.
		///
		/// Origin: signed by the owner of the car, or by who pays for it; by anybody once the car has moved.
		///
		/// Parameters: `vin`; `chain`.
		///
		/// Errors: [`Error::NotFollowed`], [`Error::NotAuthorized`].
		///
		/// Events: [`Event::RecordsUnfollowed`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::unfollow_records())]
		pub fn unfollow_records(origin: OriginFor<T>, vin: Vin, chain: ChainId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::unfollow(by, vin, chain)
		}

		/// Forget a lien on a car at home elsewhere, which ended there in another way than by a message from here. Nothing is released by it.
		///
		/// Origin: signed by the holder, who has the deposit back.
		///
		/// Parameters: `key` of the lien: home chain, VIN and reference.
		///
		/// Errors: [`Error::LienNotFound`], [`Error::MessageUnderWay`].
		///
		/// Events: [`Event::LienElsewhereChanged`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::forget_lien())]
		pub fn forget_lien(origin: OriginFor<T>, key: LienKey) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::forget(&holder, key)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What the owners of a car let holders on other chains enter, and what they entered, oldest first; at most [`MAX_FOREIGN_LIENS`].
		/// All liens in force, whatever chain they came from, are told by the registry.
		pub fn foreign_liens(vin: Vin) -> Vec<ForeignLienInfo<T::AccountId>> {
			Self::lien_infos(&vin)
		}

		/// The chains whose records of a car are followed, and what came from there last; at most [`MAX_FOLLOWED`].
		pub fn foreign_records(vin: Vin) -> Vec<ForeignRecordsInfo<T::AccountId>> {
			Self::records_infos(&vin)
		}

		/// One lien of a holder here on a car at home elsewhere.
		pub fn lien_elsewhere(holder: T::AccountId, key: LienKey) -> Option<LienElsewhereInfo> {
			let LienElsewhere { kind, stage, .. } = LiensElsewhere::<T>::get(holder, key)?;
			Some(LienElsewhereInfo { key, kind, stage })
		}

		/// Up to `limit` liens of a holder here on cars at home elsewhere, at most [`MAX_PAGE`], in no order that means anything, beginning
		/// with the one after `after`.
		pub fn liens_elsewhere(
			holder: T::AccountId,
			after: Option<LienKey>,
			limit: u32,
		) -> Vec<LienElsewhereInfo> {
			Self::page(&holder, after, limit)
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
