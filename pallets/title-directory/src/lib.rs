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
pub use types::{Expectation, Home, Moving, TitleRequest, MAX_GRANTS};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod directory;
mod handler;
#[cfg(test)]
mod mock;
mod moves;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use carx_primitives::{ChainId, CloneAlarm, Moment, VehicleMoves, Vin};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;
	use pallet_relay_bridge::{MessageId, Outcome, Role, SendMessage, MAX_PAYLOAD};

	/// All of a car that moves with it.
	pub type DossierOf<T> =
		<<T as Config>::Vehicles as VehicleMoves<<T as frame_system::Config>::AccountId>>::Dossier;
	/// What this chain and others with the same runtime ask of each other about titles.
	pub type TitleRequestOf<T> = TitleRequest<DossierOf<T>>;
	/// Accounts whose grants go along with a car.
	pub type GranteesOf<T> =
		BoundedVec<<T as frame_system::Config>::AccountId, ConstU32<MAX_GRANTS>>;
	pub(crate) type ExpectationOf<T> = Expectation<<T as Config>::ExpectationConsideration>;

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Governance of the relay: puts its directory right.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What this chain is known by.
		type ChainId: Get<ChainId>;

		/// What this chain is among others. It may become a member; what it is else, it stays.
		type Role: Get<Role>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// The cars of this chain.
		type Vehicles: VehicleMoves<
			Self::AccountId,
			Error = DispatchError,
			Dossier: Parameter + MaxEncodedLen,
		>;

		/// Whom to tell that two cars seem to bear one VIN.
		type CloneAlarm: CloneAlarm;

		/// Carries requests to other chains.
		type Messages: SendMessage<Self::AccountId, TitleRequestOf<Self>>;

		/// How long the relay has to take a claim, in milliseconds. A shorter one has more registrations rolled back while the relay or its
		/// relayers stand still; not above what a message may live.
		#[pallet::constant]
		type ClaimPeriod: Get<Moment>;

		/// Most titles that the relay enters for one chain, so that a chain whose validators lie does not fill the relay. A lower one lets
		/// chains with more claim no further.
		#[pallet::constant]
		type MaxHomes: Get<u64>;

		/// The deposit of an owner for their consent that a car comes here.
		type ExpectationConsideration: Consideration<Self::AccountId, Footprint>;

		/// Measured weights of the calls and of what messages do.
		type WeightInfo: WeightInfo;

		/// Makes the chain what benchmarks need it to be.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of an owner's consent that a car comes here. Released when it comes, or by the owner.
		#[codec(index = 0)]
		ExpectationStorage,
	}

	/// On the relay: where the title of each car (VIN) lives. The VIN is chosen by people, so its hash spreads the keys. Each entry was paid
	/// for on its chain, by the deposit of the registration and the fee of the message; what a chain whose validators lie can enter is
	/// bounded by [`Config::MaxHomes`].
	#[pallet::storage]
	pub type Directory<T: Config> = StorageMap<_, Blake2_128Concat, Vin, Home>;

	/// On the relay: how many titles live on each chain. A chain is a hash that somebody chose, so its hash spreads the keys; there are as
	/// many as governance knows chains, and one more.
	#[pallet::storage]
	pub type Homes<T: Config> = StorageMap<_, Blake2_128Concat, ChainId, u64, ValueQuery>;

	/// On a member: the claim of each car (VIN) that the relay has not answered. The deposit of the message pays for its place.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Blake2_128Concat, Vin, MessageId>;

	/// On a member: the move of each car (VIN) that is on its way from here. The deposit of the message pays for its place.
	#[pallet::storage]
	pub type Moves<T: Config> = StorageMap<_, Blake2_128Concat, Vin, Moving>;

	/// On a member: who agrees that which car (VIN) of theirs comes here, at their expense. They pay.
	#[pallet::storage]
	pub type Expectations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		Vin,
		Blake2_128Concat,
		T::AccountId,
		ExpectationOf<T>,
	>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The relay was asked to enter this chain as the one where the title of a car lives.
		TitleClaimed {
			/// The car.
			vehicle: Vin,
			/// The message that asks.
			message: MessageId,
			/// Who pays for it.
			by: T::AccountId,
		},
		/// The relay has entered this chain as the one where the title of a car lives.
		ClaimAccepted {
			/// The car.
			vehicle: Vin,
		},
		/// The relay has not entered this chain. A car with a provisional title is off the ledger; another stays.
		ClaimRejected {
			/// The car.
			vehicle: Vin,
			/// What became of the claim.
			outcome: Outcome,
		},
		/// A car is on its way to another chain.
		MoveProposed {
			/// The car.
			vehicle: Vin,
			/// Who holds its title.
			owner: T::AccountId,
			/// Where to.
			target: ChainId,
			/// The message that carries it.
			message: MessageId,
		},
		/// A car that was on its way is on the other chain.
		MoveCompleted {
			/// The car.
			vehicle: Vin,
			/// Where it is.
			target: ChainId,
		},
		/// A car that was on its way stays.
		MoveRejected {
			/// The car.
			vehicle: Vin,
			/// Where it was to go.
			target: ChainId,
			/// What became of the move.
			outcome: Outcome,
		},
		/// A car came from another chain.
		MoveReceived {
			/// The car.
			vehicle: Vin,
			/// Where from.
			source: ChainId,
			/// Who holds its title.
			owner: T::AccountId,
		},
		/// An owner agreed that a car of theirs comes here.
		ArrivalExpected {
			/// The car.
			vehicle: Vin,
			/// The owner.
			owner: T::AccountId,
			/// Where from.
			source: ChainId,
		},
		/// An owner agrees no longer that a car comes here.
		ExpectationWithdrawn {
			/// The car.
			vehicle: Vin,
			/// The owner.
			owner: T::AccountId,
		},
		/// On the relay: it is known where the title of a car lives.
		HomeEntered {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
		},
		/// On the relay: a car is on its way from one chain to another.
		MoveConfirmed {
			/// The car.
			vehicle: Vin,
			/// Where from.
			source: ChainId,
			/// Where to.
			target: ChainId,
		},
		/// On the relay: the title of a car lives on another chain from now on.
		HomeChanged {
			/// The car.
			vehicle: Vin,
			/// The chain before.
			from: ChainId,
			/// The chain now.
			to: ChainId,
		},
		/// On the relay: the title of a car that was on its way lives where it lived before.
		HomeKept {
			/// The car.
			vehicle: Vin,
			/// The chain.
			chain: ChainId,
		},
		/// On the relay: governance put right where the title of a car lives.
		HomeForced {
			/// The car.
			vehicle: Vin,
			/// The chain before; `None`: none.
			from: Option<ChainId>,
			/// The chain now; `None`: none, and the first that claims it gets it.
			to: Option<ChainId>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This chain is no member of a network. Sign on one that is.
		NotMember,
		/// This chain is not the relay. Sign on the relay.
		NotRelay,
		/// The title of this car lives on another chain. Have the car moved here.
		VinAlreadyTitled,
		/// What was claimed is no VIN.
		VinNotValid,
		/// No car with this VIN is registered here.
		VehicleNotFound,
		/// The title of this car does not live here, or is claimed already.
		NotTitled,
		/// The relay has not answered the claim of this car yet. Wait for it.
		ClaimPending,
		/// The relay does not know where the title of this car lives. Claim it first.
		NotClaimed,
		/// The car is on its way. Wait until it is there, or free again.
		VehicleMoving,
		/// Cars move from member to member, and not to the chain where they are.
		TargetNotAllowed,
		/// Such a message is not proposed by hand. Register the car, or sign `claim_title` or `move_vehicle`.
		NotProposable,
		/// The owner did not agree on this chain that the car comes from there. Sign `expect_vehicle` here, as the owner.
		NotExpected,
		/// The signer has agreed already that this car comes here. Withdraw that first.
		AlreadyExpected,
		/// The signer has not agreed that this car comes here.
		ExpectationNotFound,
		/// As many titles live on the chain as the relay enters for one.
		TooManyHomes,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Claim the title of a car that lives on this member and that the relay does not know of, for the chain was alone when the car was
		/// registered. If it turns out to live elsewhere, a clone of the car is suspected, and the car stays.
		///
		/// Origin: signed by anybody, who pays for the message.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::NotMember`], [`Error::VehicleNotFound`], [`Error::NotTitled`], [`Error::ClaimPending`], and those of
		/// [`Config::Messages`].
		///
		/// Events: [`Event::TitleClaimed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::claim_title())]
		pub fn claim_title(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::claim_existing(vin, by)
		}

		/// Move a car to another chain, with its liens, locks and some of its grants. Nothing of it changes until the target has it, or has
		/// refused it. Its owner must expect it there: see [`Pallet::expect_vehicle`]. Its history stays here; its plates and devices do
		/// not go along.
		///
		/// Origin: signed by the owner, who pays for the message.
		///
		/// Parameters: `vin`; `target`, another member; `grantees` whose grants go along; `expires_at`, the first moment by the target's
		/// clock at which the car is no longer taken, in Unix milliseconds.
		///
		/// Errors: [`Error::NotMember`], [`Error::TargetNotAllowed`], those of [`Config::Vehicles`] when the car cannot move, and those of
		/// [`Config::Messages`].
		///
		/// Events: [`Event::MoveProposed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::move_vehicle())]
		pub fn move_vehicle(
			origin: OriginFor<T>,
			vin: Vin,
			target: ChainId,
			grantees: GranteesOf<T>,
			expires_at: Moment,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::send_vehicle(vin, owner, target, &grantees, expires_at)
		}

		/// Agree that a car of one's own comes here from another chain, with the deposits that its place, its liens and its grants cost. No
		/// chain can bring a car to an account that does not agree.
		///
		/// Origin: signed by the owner of the car, who pays the deposit.
		///
		/// Parameters: `vin`; `source`, the chain that it comes from.
		///
		/// Errors: [`Error::NotMember`], [`Error::AlreadyExpected`], and the currency's when the deposit cannot be held.
		///
		/// Events: [`Event::ArrivalExpected`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::expect_vehicle())]
		pub fn expect_vehicle(origin: OriginFor<T>, vin: Vin, source: ChainId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::expect(vin, owner, source)
		}

		/// Agree no longer that a car comes here, and get the deposit back. A car that is on its way is refused then.
		///
		/// Origin: signed by who agreed.
		///
		/// Parameters: `vin`.
		///
		/// Errors: [`Error::ExpectationNotFound`].
		///
		/// Events: [`Event::ExpectationWithdrawn`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_expectation())]
		pub fn withdraw_expectation(origin: OriginFor<T>, vin: Vin) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::end_expectation(&vin, &owner)?;
			Self::deposit_event(Event::ExpectationWithdrawn { vehicle: vin, owner });
			Ok(())
		}

		/// Put right where the title of a car lives: where a chain claimed cars that it never had, or is gone. Whoever decides it vouches that
		/// the title lives on no other chain that anybody believes.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `vin`; `chain`, none to let the first that claims it have it.
		///
		/// Errors: [`Error::NotRelay`], [`Error::VinNotValid`], [`Error::VehicleMoving`].
		///
		/// Events: [`Event::HomeForced`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::force_set_home())]
		pub fn force_set_home(
			origin: OriginFor<T>,
			vin: Vin,
			chain: Option<ChainId>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::force_home(vin, chain)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Where the title of a car lives, and whether it is on its way, as the relay knows it; nothing on other chains.
		pub fn home(vin: Vin) -> Option<Home> {
			Directory::<T>::get(vin)
		}

		/// How many titles live on a chain, as the relay knows it; none on other chains.
		pub fn homes(chain: ChainId) -> u64 {
			Homes::<T>::get(chain)
		}

		/// The claim of a car of this chain that the relay has not answered.
		pub fn pending_claim(vin: Vin) -> Option<MessageId> {
			Claims::<T>::get(vin)
		}

		/// The move of a car that is on its way from this chain.
		pub fn pending_move(vin: Vin) -> Option<Moving> {
			Moves::<T>::get(vin)
		}

		/// From which chain an owner agrees that a car comes here.
		pub fn expectation(vin: Vin, owner: T::AccountId) -> Option<ChainId> {
			Some(Expectations::<T>::get(vin, owner)?.source)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let request = TitleRequestOf::<T>::max_encoded_len();
			assert!(request < MAX_PAYLOAD as usize, "the longest dossier must fit a payload");
			assert!(T::ClaimPeriod::get() > 0, "a claim must be able to live");
			assert!(T::MaxHomes::get() > 0, "a chain must be able to have a car");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
