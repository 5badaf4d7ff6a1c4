//! What chains say to each other: one enum of all that can be said, and for each kind who handles it.

use crate::{
	configs::TreasuryAccount, weights, AccountId, AssetTransfers, Enactment, ForeignFacts, Moment,
	RelayBridge, Runtime, TitleDirectory,
};
use alloc::boxed::Box;
use carx_primitives::ChainId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{Bounded, BoundedInline},
	weights::Weight,
};
use pallet_enactment::WeightInfo as _;
use pallet_foreign_facts::Fact;
use pallet_relay_bridge::{Lane, Message, MessageHandler, MessageId, Outcome, Refusal, Role};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// A call that the executive committee of the relay wants planned on a member: at most 128 bytes, as the metadata has it.
pub type PlannedCall = BoundedInline;

/// What is asked of another chain about a title.
pub type TitleRequest = pallet_title_directory::TitleRequestOf<Runtime>;
/// What is sent to somebody on another chain.
pub type Transfer = pallet_asset_transfers::TransferOf<Runtime>;

/// What a message says. All chains understand the same; kinds are appended, and none is ever removed, for one may be under way.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Content {
	/// The claim of a title, or a car that moves.
	#[codec(index = 0)]
	Titles(Box<TitleRequest>),
	/// A lien, or a digest of records, that somebody on the source states of a car on the target.
	#[codec(index = 1)]
	Facts(Fact),
	/// Money or points.
	#[codec(index = 2)]
	Assets(Transfer),
	/// A call for the target's plans.
	#[codec(index = 3)]
	Governance(PlannedCall),
	/// Nothing, at length: what the bridge takes by itself is measured with it.
	#[cfg(feature = "runtime-benchmarks")]
	#[codec(index = 255)]
	Nothing(Filler),
}

/// As many bytes as fit a payload beside what says that they mean nothing.
#[cfg(feature = "runtime-benchmarks")]
pub type Filler = frame_support::BoundedVec<
	u8,
	frame_support::traits::ConstU32<{ pallet_relay_bridge::MAX_PAYLOAD - 3 }>,
>;

impl From<TitleRequest> for Content {
	fn from(request: TitleRequest) -> Self {
		Self::Titles(Box::new(request))
	}
}

/// Hands each message to who handles its kind.
pub struct Messages;

/// Runs `$method` of the handler of each kind.
macro_rules! handled {
	($content:expr, $method:ident($($before:expr),* ; $($after:expr),*)) => {
		match $content {
			Content::Titles(request) => {
				let request: &TitleRequest = request;
				TitleDirectory::$method($($before,)* request $(, $after)*)
			},
			Content::Facts(fact) => ForeignFacts::$method($($before,)* fact $(, $after)*),
			Content::Assets(transfer) => AssetTransfers::$method($($before,)* transfer $(, $after)*),
			Content::Governance(call) => Orders::$method($($before,)* call $(, $after)*),
			#[cfg(feature = "runtime-benchmarks")]
			Content::Nothing(filler) => Silence::$method($($before,)* filler $(, $after)*),
		}
	};
}

impl MessageHandler<AccountId, Content> for Messages {
	fn open(
		id: &MessageId,
		sender: &AccountId,
		target: &ChainId,
		content: &Content,
		expires_at: Moment,
	) -> Result<Lane, DispatchError> {
		// The treasury speaks for a committee, which says nothing but what is governance.
		let is_order = matches!(content, Content::Governance(_));
		ensure!(is_order || *sender != TreasuryAccount::get(), DispatchError::BadOrigin);
		handled!(content, open(id, sender, target; expires_at))
	}

	fn confirm(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal> {
		handled!(content, confirm(message;))
	}

	fn execute(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal> {
		handled!(content, execute(message;))
	}

	fn settle(
		message: &Message<AccountId>,
		content: &Content,
		outcome: &Outcome,
	) -> DispatchResult {
		handled!(content, settle(message; outcome))
	}

	fn close(message: &Message<AccountId>, content: &Content, outcome: &Outcome) -> DispatchResult {
		handled!(content, close(message; outcome))
	}

	fn open_weight() -> Weight {
		<TitleDirectory as MessageHandler<_, _>>::open_weight()
			.max(<ForeignFacts as MessageHandler<_, _>>::open_weight())
			.max(<AssetTransfers as MessageHandler<_, _>>::open_weight())
			.max(Orders::open_weight())
	}

	fn execute_weight(lane: Lane) -> Weight {
		<TitleDirectory as MessageHandler<_, _>>::execute_weight(lane)
			.max(<ForeignFacts as MessageHandler<_, _>>::execute_weight(lane))
			.max(<AssetTransfers as MessageHandler<_, _>>::execute_weight(lane))
			.max(Orders::execute_weight(lane))
	}
}

/// What the executive committee of the relay wants done on a member: it becomes a plan there, which the member's risk committee can veto as
/// any other.
pub struct Orders;

impl MessageHandler<AccountId, PlannedCall> for Orders {
	fn open(
		_: &MessageId,
		sender: &AccountId,
		_: &ChainId,
		_: &PlannedCall,
		_: Moment,
	) -> Result<Lane, DispatchError> {
		let is_committee = *sender == TreasuryAccount::get();
		ensure!(is_committee && RelayBridge::role() == Role::Relay, DispatchError::BadOrigin);
		Ok(Lane::Governance)
	}

	/// Members give each other no orders.
	fn confirm(_: &Message<AccountId>, _: &PlannedCall) -> Result<(), Refusal> {
		Err(DispatchError::BadOrigin.into())
	}

	fn execute(message: &Message<AccountId>, call: &PlannedCall) -> Result<(), Refusal> {
		let is_from_relay = RelayBridge::role() == Role::Member { relay: message.route.source };
		ensure!(is_from_relay, DispatchError::BadOrigin);
		Ok(Enactment::enter(Bounded::Inline(call.clone()))?)
	}

	fn settle(_: &Message<AccountId>, _: &PlannedCall, _: &Outcome) -> DispatchResult {
		Ok(())
	}

	fn close(_: &Message<AccountId>, _: &PlannedCall, _: &Outcome) -> DispatchResult {
		Ok(())
	}

	fn open_weight() -> Weight {
		// The role.
		<Runtime as frame_system::Config>::DbWeight::get().reads(1)
	}

	fn execute_weight(lane: Lane) -> Weight {
		match lane {
			// The call needs no preimage.
			Lane::Governance => weights::pallet_enactment::WeightInfo::<Runtime>::plan_call(0),
			_ => Weight::zero(),
		}
	}
}

/// Does nothing, on the lane of money.
#[cfg(feature = "runtime-benchmarks")]
struct Silence;

#[cfg(feature = "runtime-benchmarks")]
impl MessageHandler<AccountId, Filler> for Silence {
	fn open(
		_: &MessageId,
		_: &AccountId,
		_: &ChainId,
		_: &Filler,
		_: Moment,
	) -> Result<Lane, DispatchError> {
		Ok(Lane::Assets)
	}

	fn confirm(_: &Message<AccountId>, _: &Filler) -> Result<(), Refusal> {
		Ok(())
	}

	fn execute(_: &Message<AccountId>, _: &Filler) -> Result<(), Refusal> {
		Ok(())
	}

	fn settle(_: &Message<AccountId>, _: &Filler, _: &Outcome) -> DispatchResult {
		Ok(())
	}

	fn close(_: &Message<AccountId>, _: &Filler, _: &Outcome) -> DispatchResult {
		Ok(())
	}

	fn open_weight() -> Weight {
		Weight::zero()
	}

	fn execute_weight(_: Lane) -> Weight {
		Weight::zero()
	}
}
