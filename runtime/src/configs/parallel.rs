//! What this chain knows of others, and what passes between them.

use super::{
	committees::{Executive, MostOfRisk, OrRoot},
	governance::TreasuryAccount,
	ledger::Deposit,
	money::ToAuthorAndTreasury,
};
use crate::{
	messages::{Content, Messages},
	weights, AccountId, Balance, Balances, LightClients, RelayBridge, Runtime, Timestamp, MILLI,
};
use carx_primitives::{ChainId, DAY};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, EitherOf},
};
use frame_system::{EnsureSigned, EnsureWithSuccess};

/// What a message costs beside the fee of its extrinsic: it pays for deliveries and receipts, which are free to who brings them.
const MESSAGE_FEE: Balance = 10 * MILLI;

hold_reasons! {
	MessageHold = RelayBridge(pallet_relay_bridge::MessageStorage);
}

parameter_types! {
	/// What this chain is known by on every other.
	pub LocalChain: ChainId = RelayBridge::chain_id();
}

impl pallet_light_clients::Config for Runtime {
	type RegisterOrigin = OrRoot<Executive>;
	type HaltOrigin = OrRoot<MostOfRisk>;
	type LocalChain = LocalChain;
	type MaxChains = ConstU32<16>;
	type MaxAuthorities = ConstU32<100>;
	type HeadersToKeep = ConstU32<1_000>;
	type MaxHeaderSize = ConstU32<8_192>;
	type MaxAncestors = ConstU32<16>;
	type FreeHeaderInterval = ConstU32<10>;
	type MaxFreePerBlock = ConstU32<4>;
	type WeightInfo = weights::pallet_light_clients::WeightInfo<Runtime>;
}

/// Whoever signs, for themselves; and two thirds of the executive committee, at the treasury's cost.
pub type Proposer =
	EitherOf<EnsureSigned<AccountId>, EnsureWithSuccess<Executive, AccountId, TreasuryAccount>>;

impl pallet_relay_bridge::Config for Runtime {
	type ProposeOrigin = Proposer;
	type HaltOrigin = OrRoot<MostOfRisk>;
	type AdminOrigin = OrRoot<Executive>;
	type Chains = LightClients;
	type Content = Content;
	type Handler = Messages;
	type Time = Timestamp;
	type Currency = Balances;
	type MessageFee = ConstU128<MESSAGE_FEE>;
	type FeePot = ToAuthorAndTreasury;
	type MessageConsideration = Deposit<MessageHold>;
	type MaxBatch = ConstU32<32>;
	type MaxUnconfirmed = ConstU32<1_024>;
	type MaxProofNodes = ConstU32<512>;
	type MaxProofSize = ConstU32<524_288>;
	type MaxLifetime = ConstU64<{ 7 * DAY }>;
	type AbandonAfter = ConstU64<{ 3 * DAY }>;
	type WeightInfo = weights::pallet_relay_bridge::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}
