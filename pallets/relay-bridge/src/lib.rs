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
pub use proof::{Node, MAX_NODE_SIZE};
pub use traits::{MessageHandler, SendMessage};
pub use types::{
	Ends, Envelope, Lane, Message, MessageId, Nonce, Outcome, Parcel, Payload, PendingMessage,
	Receipt, Refusal, Role, Route, Scope, FORMAT_VERSION, MAX_HALTS, MAX_PAYLOAD,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod inbox;
#[cfg(test)]
mod mock;
mod outbox;
mod proof;
mod roles;
#[cfg(test)]
mod tests;
mod traits;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use bp_runtime::StorageProofError;
	use carx_primitives::{ChainId, FinalizedChains, Moment};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, Credit, Inspect},
			Consideration, Footprint, OnUnbalanced, Time,
		},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;

	/// Money of the chain.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
	/// A message of this chain's accounts.
	pub type MessageOf<T> = Message<<T as frame_system::Config>::AccountId>;
	/// What lies in an outbox of this chain, and of every other with the same runtime.
	pub type EnvelopeOf<T> = Envelope<<T as frame_system::Config>::AccountId>;
	/// A part of another chain's trie.
	pub type ProofOf<T> = BoundedVec<Node, <T as Config>::MaxProofNodes>;
	pub(crate) type PendingOf<T> = crate::PendingMessage<
		<T as frame_system::Config>::AccountId,
		<T as Config>::MessageConsideration,
	>;

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256> {
		/// Who proposes, and from which account fee and deposit are taken.
		type ProposeOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Self::AccountId>;

		/// Who may halt and resume routes.
		type HaltOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may tie the chain to a relay, choose its partners, and give up messages to a chain that is gone.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What was proven final on other chains.
		type Chains: FinalizedChains;

		/// What messages say.
		type Content: Parameter + MaxEncodedLen;

		/// What that means.
		type Handler: MessageHandler<Self::AccountId, Self::Content>;

		/// The chain's clock, in Unix milliseconds.
		type Time: Time<Moment = Moment>;

		/// What fees are paid in.
		type Currency: Balanced<Self::AccountId>;

		/// What a message costs its sender beside the fee of the transaction.
		#[pallet::constant]
		type MessageFee: Get<BalanceOf<Self>>;

		/// Where that goes: it pays for the deliveries that cost their relayers nothing.
		type FeePot: OnUnbalanced<Credit<Self::AccountId, Self::Currency>>;

		/// The deposit of a sender for the place of a message.
		type MessageConsideration: Consideration<Self::AccountId, Footprint>;

		/// Most parcels that one call takes or drops. A lower bound costs relayers more calls.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// Most parcels of a route that the next chain is not known to have, and most messages of a route that await their receipt. Below
		/// what is there already nothing is sent until there is room again.
		#[pallet::constant]
		type MaxUnconfirmed: Get<u32>;

		/// Most nodes of one proof.
		#[pallet::constant]
		type MaxProofNodes: Get<u32>;

		/// Most bytes of one proof.
		#[pallet::constant]
		type MaxProofSize: Get<u32>;

		/// The longest that a message may ask to live, in milliseconds.
		#[pallet::constant]
		type MaxLifetime: Get<Moment>;

		/// How long after its end a message to a chain that is gone can be given up, in milliseconds.
		#[pallet::constant]
		type AbandonAfter: Get<Moment>;

		/// Measured weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes money, contents and time for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Content>;
	}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the holds of this pallet secure.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The place of a message. Released when its receipt comes.
		#[codec(index = 0)]
		MessageStorage,
	}

	/// What this chain is among those that meet at a relay.
	#[pallet::storage]
	pub type ChainRole<T: Config> = StorageValue<_, Role, ValueQuery>;

	/// The members that this one sends to, beside the relay. Governance chooses them, and so bounds the routes that senders can begin.
	#[pallet::storage]
	pub type Partners<T: Config> = StorageMap<_, Blake2_128Concat, ChainId, ()>;

	/// What is halted. Governance alone writes it.
	#[pallet::storage]
	pub type Halts<T: Config> = StorageValue<_, BoundedVec<Scope, ConstU32<MAX_HALTS>>, ValueQuery>;

	/// The number of the next message of this chain. Never used twice.
	#[pallet::storage]
	pub type NextMessage<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// How far the outbox of each route has come. A route names chains, which are hashes that somebody chose, so its hash spreads the keys.
	/// There are as many as governance knows chains; the senders' deposits pay for what is in them.
	#[pallet::storage]
	pub type Outboxes<T: Config> = StorageMap<_, Blake2_128Concat, Route, Ends, ValueQuery>;

	/// What waits for the next chain, by route and nonce: what that chain is shown proofs of. The nonce is the chain's own number, so a light
	/// hash will do. Paid by the senders' deposits; on the relay bounded by [`Config::MaxUnconfirmed`].
	#[pallet::storage]
	pub type Outbox<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Route, Twox64Concat, Nonce, EnvelopeOf<T>>;

	/// The nonce of the next parcel to take, by route: what the chain before is shown proofs of. As many as governance knows chains.
	#[pallet::storage]
	pub type Inbox<T: Config> = StorageMap<_, Blake2_128Concat, Route, Nonce, ValueQuery>;

	/// The messages of which it is not known here what became of them, by route and number: on their source, paid by the sender's deposit,
	/// and on the relay, bounded by [`Config::MaxUnconfirmed`].
	#[pallet::storage]
	pub type Pending<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Route, Twox64Concat, u64, PendingOf<T>>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// What the chain is.
		pub role: Role,
		/// The members that it sends to, beside the relay. Of no use to the relay.
		pub partners: Vec<ChainId>,
		#[serde(skip)]
		#[doc(hidden)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			ChainRole::<T>::put(self.role);
			for chain in &self.partners {
				Partners::<T>::insert(chain, ());
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A message was put into the outbox of its source.
		MessageSent {
			/// The message.
			message: MessageId,
			/// Who pays for it.
			sender: T::AccountId,
			/// Where it goes.
			route: Route,
			/// Its place in the outbox.
			nonce: Nonce,
		},
		/// The relay let a message pass.
		MessageConfirmed {
			/// The message.
			message: MessageId,
			/// Where it goes.
			route: Route,
			/// Its place in the relay's outbox.
			nonce: Nonce,
		},
		/// It was decided here what becomes of a message, and its receipt is on its way.
		MessageDecided {
			/// The message.
			message: MessageId,
			/// Where it came from and was to go.
			route: Route,
			/// What became of it.
			outcome: Outcome,
		},
		/// A receipt came, and its message is done with: on its source, where the deposit is released, or on the relay.
		MessageClosed {
			/// The message.
			message: MessageId,
			/// Where it came from and was to go.
			route: Route,
			/// What became of it.
			outcome: Outcome,
		},
		/// A receipt came that the handler could not follow. The message waits for somebody to close it.
		ClosingFailed {
			/// The message.
			message: MessageId,
			/// Where it came from and was to go.
			route: Route,
			/// Why.
			error: DispatchError,
		},
		/// A receipt came for a message that does not wait for one, or from a chain that had no say. Nothing followed from it.
		ReceiptIgnored {
			/// The message that it names.
			message: MessageId,
			/// The chain that sent it.
			by: ChainId,
		},
		/// Parcels were taken from the chain before.
		ParcelsDelivered {
			/// Their route.
			route: Route,
			/// The nonce of the first.
			first: Nonce,
			/// How many.
			count: u32,
			/// Who brought them.
			by: T::AccountId,
		},
		/// The next chain has parcels, and they were dropped here.
		DeliveryAcknowledged {
			/// Their route.
			route: Route,
			/// The first parcel that is still there, or the next that will be.
			first: Nonce,
			/// Who brought the proof.
			by: T::AccountId,
		},
		/// Routes neither send nor take any more.
		RoutesHalted {
			/// Which.
			scope: Scope,
		},
		/// A halt was lifted. What other halts cover stays halted.
		RoutesResumed {
			/// Which.
			scope: Scope,
		},
		/// Messages to a chain that is gone were given up, with a receipt each.
		MessagesAbandoned {
			/// Their route.
			route: Route,
			/// How many.
			count: u32,
		},
		/// This chain follows a relay from now on.
		RelayJoined {
			/// The relay.
			relay: ChainId,
		},
		/// Messages can be sent to a member.
		PartnerAdded {
			/// The member.
			chain: ChainId,
		},
		/// No more messages can be sent to a member. What is under way goes on.
		PartnerRemoved {
			/// The member.
			chain: ChainId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This chain meets others at no relay. Have governance join one.
		NotConnected,
		/// This chain is not the relay. Sign on the relay.
		NotRelay,
		/// This chain has a role already. It keeps it.
		AlreadyJoined,
		/// The chain is this one, is not known to the relay, or is no partner of this one. Have governance add it.
		TargetNotKnown,
		/// Messages do not travel on the lane for receipts.
		LaneReserved,
		/// The route, or the one for its receipts, is halted. Wait until the risk committee resumes it.
		LaneHalted,
		/// There is no room on the route, or on the one for its receipts. Have a relayer carry what waits, and try again.
		LaneFull,
		/// The message would have ended already. Give a moment in the future, in milliseconds.
		Expired,
		/// The message would live longer than any may. Give an earlier moment.
		LifetimeTooLong,
		/// The number of parcels is 0, or above the most that one call takes.
		BatchNotValid,
		/// All of it is known here already. Nothing was checked.
		NothingNew,
		/// Something before it is missing here, or it was never sent. Begin with what comes next.
		NonceGap,
		/// The route does not come from, or does not go to, the chain next to this one.
		RouteNotValid,
		/// The proof has more bytes than any may. Deliver fewer parcels at once.
		ProofTooLarge,
		/// The state of that block is not proven here: unknown, forgotten, of a fork, or of a chain that is halted. Bring its finality first.
		StateNotProven,
		/// The nodes are not what proves these keys in that state, all of them and no other.
		ProofNotValid(StorageProofError),
		/// What is proven is of another version of the format.
		VersionNotSupported,
		/// What the message says is nothing that this runtime knows, or has more bytes than any may.
		ContentNotValid,
		/// What is proven is no parcel of this route, or a message with a number that is taken. The chain before does not keep the rules.
		ParcelNotValid,
		/// What is proven is another value than the call names.
		ValueDiffers,
		/// No message with this number awaits its receipt on this route.
		MessageNotFound,
		/// The receipt of the message has not come yet. Wait for it.
		NotDecided,
		/// The chain must be halted as a whole before messages to it are given up.
		ChainNotHalted,
		/// None of the messages looked at is far enough beyond its end.
		NothingExpired,
		/// It is halted already.
		AlreadyHalted,
		/// It is not halted by this very scope.
		NotHalted,
		/// There are as many halts as there can be. Halt a chain, or all.
		TooManyHalts,
		/// The chain is a partner already.
		AlreadyPartner,
		/// The chain is no partner.
		NotPartner,
		/// The message came on another lane than what it says belongs on. The chain that sent it does not keep the rules.
		LaneNotValid,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Propose something to another chain. What it is about is set aside here until the receipt comes.
		///
		/// Origin: [`Config::ProposeOrigin`], whose account pays the fee and the deposit.
		///
		/// Parameters: `target`, the chain that shall do it; `content`, what it shall do;
		/// `expires_at`, the first moment by the target's clock at which it is no longer done, in Unix milliseconds.
		///
		/// Errors: [`Error::NotConnected`], [`Error::TargetNotKnown`], [`Error::LaneReserved`], [`Error::LaneHalted`],
		/// [`Error::LaneFull`], [`Error::Expired`], [`Error::LifetimeTooLong`], [`Error::ContentNotValid`], the handler's error when it cannot be proposed, and the
		/// currency's when fee or deposit cannot be paid.
		///
		/// Events: [`Event::MessageSent`].
		#[pallet::call_index(0)]
		#[pallet::weight(
			T::WeightInfo::propose(content.encoded_size() as u32)
				.saturating_add(T::Handler::open_weight())
		)]
		pub fn propose(
			origin: OriginFor<T>,
			target: ChainId,
			content: Box<T::Content>,
			expires_at: Moment,
		) -> DispatchResult {
			let sender = T::ProposeOrigin::ensure_origin(origin)?;
			Self::open(sender, target, *content, expires_at)
		}

		/// Bring parcels that lie in the outbox of the chain before: on a member, of the relay; on the relay, of the route's source. Each
		/// new one is taken once and in order: confirmed by the relay, executed by the target, or followed by the source of its message.
		/// What was taken before is passed over. Free when there is something new.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `at`, the block of the chain before whose state is proven; `route`; `first`, the nonce of the first parcel, not above
		/// the next to be taken; `count`, how many there are in a row; `proof`, the nodes that prove them and no other, each once.
		///
		/// Errors: [`Error::NotConnected`], [`Error::RouteNotValid`], [`Error::TargetNotKnown`], [`Error::BatchNotValid`],
		/// [`Error::NothingNew`], [`Error::NonceGap`], [`Error::LaneHalted`], [`Error::LaneFull`], [`Error::ProofTooLarge`],
		/// [`Error::StateNotProven`], [`Error::ProofNotValid`], [`Error::VersionNotSupported`], [`Error::ParcelNotValid`].
		///
		/// Events: [`Event::ParcelsDelivered`], and for each parcel one of [`Event::MessageConfirmed`], [`Event::MessageDecided`],
		/// [`Event::MessageClosed`], [`Event::ClosingFailed`], [`Event::ReceiptIgnored`].
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::delivery_weight(route.lane, *count, proof))]
		pub fn deliver_parcels(
			origin: OriginFor<T>,
			at: u32,
			route: Route,
			first: Nonce,
			count: u32,
			proof: ProofOf<T>,
		) -> DispatchResultWithPostInfo {
			let by = ensure_signed(origin)?;
			Self::deliver(by, at, route, first, count, proof)
		}

		/// Show that the next chain has parcels of a route, which are then dropped here: on a member, the relay; on the relay, the route's
		/// target. Free when some are dropped.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `at`, the block of the next chain whose state is proven; `route`; `next`, the nonce that it takes next; `proof`, the
		/// nodes that prove this number and no other, each once. At most [`Config::MaxBatch`] parcels are dropped; the same proof may drop
		/// more in another call.
		///
		/// Errors: [`Error::NotConnected`], [`Error::RouteNotValid`], [`Error::LaneHalted`], [`Error::NothingNew`], [`Error::NonceGap`],
		/// [`Error::ProofTooLarge`], [`Error::StateNotProven`], [`Error::ProofNotValid`], [`Error::ValueDiffers`].
		///
		/// Events: [`Event::DeliveryAcknowledged`].
		#[pallet::call_index(2)]
		#[pallet::weight(
			Pallet::<T>::check_weight(proof)
				.saturating_add(T::WeightInfo::acknowledge_delivery(T::MaxBatch::get()))
		)]
		pub fn acknowledge_delivery(
			origin: OriginFor<T>,
			at: u32,
			route: Route,
			next: Nonce,
			proof: ProofOf<T>,
		) -> DispatchResultWithPostInfo {
			let by = ensure_signed(origin)?;
			Self::acknowledge(by, at, route, next, proof)
		}

		/// Close a message whose receipt came when the handler could not follow.
		///
		/// Origin: signed by anybody.
		///
		/// Parameters: `route` and `number` of the message.
		///
		/// Errors: [`Error::MessageNotFound`], [`Error::NotDecided`], and the handler's error when it still cannot follow.
		///
		/// Events: [`Event::MessageClosed`].
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::close_message().saturating_add(T::Handler::execute_weight(Lane::Receipts))
		)]
		pub fn close_message(origin: OriginFor<T>, route: Route, number: u64) -> DispatchResult {
			ensure_signed(origin)?;
			Self::close_decided(&route, number)
		}

		/// Halt routes: they neither send nor take, nor drop what was sent, until they are resumed. Nothing is lost.
		///
		/// Origin: [`Config::HaltOrigin`].
		///
		/// Parameters: `scope`: all, every route of a chain, or one route.
		///
		/// Errors: [`Error::AlreadyHalted`], [`Error::TooManyHalts`].
		///
		/// Events: [`Event::RoutesHalted`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::halt_routes())]
		pub fn halt_routes(origin: OriginFor<T>, scope: Scope) -> DispatchResult {
			T::HaltOrigin::ensure_origin(origin)?;
			Self::halt(scope)
		}

		/// Lift a halt.
		///
		/// Origin: [`Config::HaltOrigin`].
		///
		/// Parameters: `scope` of the halt, as it was given.
		///
		/// Errors: [`Error::NotHalted`].
		///
		/// Events: [`Event::RoutesResumed`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::resume_routes())]
		pub fn resume_routes(origin: OriginFor<T>, scope: Scope) -> DispatchResult {
			T::HaltOrigin::ensure_origin(origin)?;
			Self::resume(scope)
		}

		/// Give up messages to a chain that is gone for good, on the relay: their senders learn that they expired. Whoever decides it vouches
		/// that the chain executed none of them whose receipt has not come, or that nobody will ever believe it again. The route is of no use
		/// afterwards: the chain would miss what was dropped.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `route`, whose target is halted as a chain; `limit`, how many messages to look at, up to [`Config::MaxBatch`].
		///
		/// Errors: [`Error::NotRelay`], [`Error::RouteNotValid`], [`Error::BatchNotValid`], [`Error::ChainNotHalted`],
		/// [`Error::LaneHalted`], [`Error::LaneFull`], [`Error::NothingExpired`].
		///
		/// Events: [`Event::MessagesAbandoned`], and for each [`Event::MessageClosed`] or [`Event::ClosingFailed`].
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::abandoning_weight(*limit))]
		pub fn abandon_messages(origin: OriginFor<T>, route: Route, limit: u32) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::abandon(route, limit)
		}

		/// Make this chain a member of the network of a relay.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `relay`, the hash of its first block.
		///
		/// Errors: [`Error::AlreadyJoined`], [`Error::TargetNotKnown`] when it is this chain.
		///
		/// Events: [`Event::RelayJoined`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::join_relay())]
		pub fn join_relay(origin: OriginFor<T>, relay: ChainId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::join(relay)
		}

		/// Let messages be sent to another member. The relay needs to know it too: until then they wait here.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `chain`, the hash of its first block.
		///
		/// Errors: [`Error::TargetNotKnown`] when it is this chain, [`Error::AlreadyPartner`].
		///
		/// Events: [`Event::PartnerAdded`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::add_partner())]
		pub fn add_partner(origin: OriginFor<T>, chain: ChainId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::admit(chain)
		}

		/// Let no more messages be sent to a member. What is under way goes on.
		///
		/// Origin: [`Config::AdminOrigin`].
		///
		/// Parameters: `chain`, the hash of its first block.
		///
		/// Errors: [`Error::NotPartner`].
		///
		/// Events: [`Event::PartnerRemoved`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::remove_partner())]
		pub fn remove_partner(origin: OriginFor<T>, chain: ChainId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::dismiss(chain)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What this chain is known by: the hash of its first block.
		pub fn id() -> ChainId {
			Self::chain_id()
		}

		/// What it is among others.
		pub fn role() -> Role {
			ChainRole::<T>::get()
		}

		/// The members that it sends to, beside the relay; on the relay the list means nothing.
		pub fn partners() -> Vec<ChainId> {
			Partners::<T>::iter_keys().collect()
		}

		/// What is halted here.
		pub fn halts() -> Vec<Scope> {
			Halts::<T>::get().into_inner()
		}

		/// Every outbox and how far it has come; as many as governance knows chains and lanes.
		pub fn outboxes() -> Vec<(Route, Ends)> {
			Outboxes::<T>::iter().collect()
		}

		/// Every inbox and the nonce that it takes next.
		pub fn inboxes() -> Vec<(Route, Nonce)> {
			Inbox::<T>::iter().collect()
		}

		/// How far the outbox of a route has come.
		pub fn ends(route: Route) -> Ends {
			Outboxes::<T>::get(route)
		}

		/// The nonce of the parcel of a route that is taken next.
		pub fn next_incoming(route: Route) -> Nonce {
			Inbox::<T>::get(route)
		}

		/// How many parcels of a route would be taken here now, by what there is room for; 0 where it is halted, or does not come here.
		pub fn intake(route: Route) -> u32 {
			Self::onward_room(&route)
		}

		/// What lies in an outbox.
		pub fn parcel(route: Route, nonce: Nonce) -> Option<EnvelopeOf<T>> {
			Outbox::<T>::get(route, nonce)
		}

		/// A message that awaits its receipt here, and the outcome where it is known and could not be followed.
		pub fn message(route: Route, number: u64) -> Option<(MessageOf<T>, Option<Outcome>)> {
			Pending::<T>::get(route, number).map(|it| (it.message, it.outcome))
		}

		/// The key of a parcel in the state of every chain, to ask a node for its proof.
		pub fn outbox_key(route: Route, nonce: Nonce) -> Vec<u8> {
			Outbox::<T>::hashed_key_for(route, nonce)
		}

		/// The key of what an inbox takes next in the state of every chain, to ask a node for its proof.
		pub fn inbox_key(route: Route) -> Vec<u8> {
			Inbox::<T>::hashed_key_for(route)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let batch = T::MaxBatch::get();
			assert!(batch > 0, "a call must take something");
			assert!(batch <= T::MaxUnconfirmed::get(), "an outbox must hold a batch");
			let envelope = EnvelopeOf::<T>::max_encoded_len();
			assert!(envelope < MAX_NODE_SIZE as usize, "the longest payload must be provable");
			let content = T::Content::max_encoded_len();
			assert!(content <= MAX_PAYLOAD as usize, "the longest content must fit a payload");
			// The way to one parcel: a branch of 16 hashes for each of 32 nibbles is more than any has.
			let way = 32usize.saturating_mul(16 * 33 + 64);
			let batch = batch as usize;
			let size = batch.saturating_mul(envelope).saturating_add(way);
			assert!(T::MaxProofSize::get() as usize >= size, "a batch must be provable");
			let nodes = batch.saturating_mul(4).saturating_add(32);
			assert!(T::MaxProofNodes::get() as usize >= nodes, "a batch must be provable");
			assert!(T::MaxLifetime::get() > 0, "a message must be able to live");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
