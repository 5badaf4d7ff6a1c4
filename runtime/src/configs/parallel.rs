//! What this chain knows of others, and what passes between them.

use super::{
	committees::{Executive, MostOfRisk, OrRoot},
	governance::TreasuryAccount,
	ledger::Deposit,
	money::{AssetKind, Money, MoneyOnHold, ToAuthorAndTreasury, POINTS},
};
use crate::{
	messages::{Content, Messages},
	weights, AccountId, Balance, Balances, LightClients, Participants, RelayBridge, Runtime,
	RuntimeHoldReason, Timestamp, VehicleRegistry, MILLI,
};
use carx_primitives::{ChainId, DAY};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, Contains, EitherOf},
};
use frame_system::{EnsureSigned, EnsureWithSuccess};
use pallet_relay_bridge::Role;

/// What a message costs beside the fee of its extrinsic: it pays for deliveries and receipts, which are free to who brings them.
const MESSAGE_FEE: Balance = 10 * MILLI;

hold_reasons! {
	MessageHold = RelayBridge(pallet_relay_bridge::MessageStorage);
	ExpectationHold = TitleDirectory(pallet_title_directory::ExpectationStorage);
	ForeignLienHold = ForeignFacts(pallet_foreign_facts::ForeignLienStorage);
	ForeignRecordsHold = ForeignFacts(pallet_foreign_facts::ForeignRecordsStorage);
	LienElsewhereHold = ForeignFacts(pallet_foreign_facts::LienElsewhereStorage);
}

parameter_types! {
	/// What this chain is known by on every other.
	pub LocalChain: ChainId = RelayBridge::chain_id();
	/// What it is among them.
	pub LocalRole: Role = RelayBridge::role();
	pub IsRelay: bool = RelayBridge::role() == Role::Relay;
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

impl pallet_title_directory::Config for Runtime {
	type AdminOrigin = OrRoot<Executive>;
	type ChainId = LocalChain;
	type Role = LocalRole;
	type Time = Timestamp;
	type Vehicles = VehicleRegistry;
	type CloneAlarm = VehicleRegistry;
	type Messages = RelayBridge;
	type ClaimPeriod = ConstU64<{ 3 * DAY }>;
	// Some 100 bytes each: 1 GB of the relay's state, for more cars than any country has made in a year.
	type MaxHomes = ConstU64<10_000_000>;
	type ExpectationConsideration = Deposit<ExpectationHold>;
	type WeightInfo = weights::pallet_title_directory::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}

impl pallet_foreign_facts::Config for Runtime {
	type Titles = VehicleRegistry;
	type History = super::trade::History;
	type Accreditations = Participants;
	type Time = Timestamp;
	type LienConsideration = Deposit<ForeignLienHold>;
	type RecordsConsideration = Deposit<ForeignRecordsHold>;
	type NoteConsideration = Deposit<LienElsewhereHold>;
	type WeightInfo = weights::pallet_foreign_facts::WeightInfo<Runtime>;
}

/// CARX and contribution points, which are the same on all chains. Any other token is what its issuer on one chain says it is.
pub struct CarxAndPoints;
impl Contains<AssetKind> for CarxAndPoints {
	fn contains(asset: &AssetKind) -> bool {
		matches!(asset, AssetKind::Native | AssetKind::WithId(POINTS))
	}
}

impl pallet_asset_transfers::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type AssetKind = AssetKind;
	type Transferable = CarxAndPoints;
	type Assets = Money;
	type Holds = MoneyOnHold;
	type IsRelay = IsRelay;
	type Chains = LightClients;
	type ShareOrigin = OrRoot<Executive>;
	type WeightInfo = weights::pallet_asset_transfers::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Bench;
}
