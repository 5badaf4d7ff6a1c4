//! What chains say to each other: one enum of all that can be said, and for each kind who handles it.

use crate::{
	configs::TreasuryAccount, weights, AccountId, AssetTransfers, Enactment, ForeignFacts,
	RelayBridge, Runtime, TitleDirectory,
};
use alloc::boxed::Box;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{Bounded, BoundedInline},
	weights::Weight,
};
use pallet_enactment::WeightInfo as _;
use pallet_foreign_facts::Fact;
use pallet_relay_bridge::{Lane, Message, MessageHandler, Outcome, Refusal, Role};
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

/// Runs `$method` of the handler of each kind, with what the content says as `$said`.
macro_rules! handled {
	($content:expr, $said:ident => $method:ident($($argument:expr),*)) => {
		match $content {
			Content::Titles($said) => {
				let $said: &TitleRequest = $said;
				TitleDirectory::$method($($argument),*)
			},
			Content::Facts($said) => ForeignFacts::$method($($argument),*),
			Content::Assets($said) => AssetTransfers::$method($($argument),*),
			Content::Governance($said) => Orders::$method($($argument),*),
			#[cfg(feature = "runtime-benchmarks")]
			Content::Nothing($said) => Silence::$method($($argument),*),
		}
	};
}

impl MessageHandler<AccountId, Content> for Messages {
	fn lane(content: &Content) -> Lane {
		handled!(content, it => lane(it))
	}

	fn open(message: &Message<AccountId>, content: &Content) -> DispatchResult {
		// The treasury speaks for a committee, which says nothing but what is governance.
		let is_order = matches!(content, Content::Governance(_));
		ensure!(is_order || message.sender != TreasuryAccount::get(), DispatchError::BadOrigin);
		handled!(content, it => open(message, it))
	}

	fn confirm(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal> {
		handled!(content, it => confirm(message, it))
	}

	fn execute(message: &Message<AccountId>, content: &Content) -> Result<(), Refusal> {
		handled!(content, it => execute(message, it))
	}

	fn settle(
		message: &Message<AccountId>,
		content: &Content,
		outcome: &Outcome,
	) -> DispatchResult {
		handled!(content, it => settle(message, it, outcome))
	}

	fn close(message: &Message<AccountId>, content: &Content, outcome: &Outcome) -> DispatchResult {
		handled!(content, it => close(message, it, outcome))
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
/// any other. Members give each other no orders: the relay lets none pass.
pub struct Orders;

impl MessageHandler<AccountId, PlannedCall> for Orders {
	fn lane(_: &PlannedCall) -> Lane {
		Lane::Governance
	}

	fn open(message: &Message<AccountId>, _: &PlannedCall) -> DispatchResult {
		let is_committee = message.sender == TreasuryAccount::get();
		ensure!(is_committee && RelayBridge::role() == Role::Relay, DispatchError::BadOrigin);
		Ok(())
	}

	fn execute(message: &Message<AccountId>, call: &PlannedCall) -> Result<(), Refusal> {
		let is_from_relay = RelayBridge::role() == Role::Member { relay: message.route.source };
		ensure!(is_from_relay, DispatchError::BadOrigin);
		Ok(Enactment::enter(Bounded::Inline(call.clone()))?)
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
	fn lane(_: &Filler) -> Lane {
		Lane::Assets
	}

	fn open(_: &Message<AccountId>, _: &Filler) -> DispatchResult {
		Ok(())
	}

	fn confirm(_: &Message<AccountId>, _: &Filler) -> Result<(), Refusal> {
		Ok(())
	}

	fn execute(_: &Message<AccountId>, _: &Filler) -> Result<(), Refusal> {
		Ok(())
	}

	fn open_weight() -> Weight {
		Weight::zero()
	}

	fn execute_weight(_: Lane) -> Weight {
		Weight::zero()
	}
}
