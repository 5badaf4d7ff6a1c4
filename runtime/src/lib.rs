#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(clippy::indexing_slicing, clippy::panic)]
// The runtime macro and the wasm builder make items without documentation.
#![allow(missing_docs)]
// The runtime API macro nests one level per API.
#![recursion_limit = "256"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod genesis;
pub mod messages;
pub mod parallel;
pub mod report;
pub mod trade;
mod weights;

#[cfg(feature = "std")]
pub use apis::api::RuntimeApi;
pub use carx_primitives::Moment;
pub use pallet_condition_records::{HistoryEntry, HistoryPage};
pub use pallet_vehicle_registry::VehicleInfo;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// Types that a node uses without knowing the calls of the runtime.
pub mod opaque {
	use super::*;

	/// A block whose extrinsics are bytes.
	pub type Block = generic::Block<Header, sp_runtime::OpaqueExtrinsic>;
}

impl_opaque_keys! {
	/// What a validator signs with.
	pub struct SessionKeys {
		/// Block authorship.
		pub aura: Aura,
		/// Finality votes.
		pub grandpa: Grandpa,
	}
}

/// Signature of an extrinsic.
pub type Signature = MultiSignature;
/// An account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How calls of SDK pallets name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of [`UNIT`] / 10^12.
pub type Balance = u128;
/// Counts the extrinsics of an account.
pub type Nonce = u32;
/// Counts blocks.
pub type BlockNumber = u32;
/// A hash of the chain.
pub type Hash = sp_core::H256;
/// A header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// What an extrinsic carries beside its call.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);
/// An extrinsic.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What an extrinsic's signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// One CARX.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a CARX.
pub const MILLI: Balance = UNIT / 1_000;
/// A millionth of a CARX.
pub const MICRO: Balance = UNIT / 1_000_000;
/// Least balance of an account.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

/// Milliseconds of a slot: the time between blocks.
pub const SLOT_DURATION: Moment = 1_000;
/// Blocks of a minute.
pub const MINUTES: BlockNumber = 60_000 / (SLOT_DURATION as BlockNumber);
/// Blocks of an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks of a day.
pub const DAYS: BlockNumber = 24 * HOURS;

/// What this runtime is. `spec_version` rises with every change of behaviour, `transaction_version` with every change of how a
/// call is encoded.
macro_rules! version {
	(spec_version: $spec_version:tt, transaction_version: $transaction_version:tt) => {
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: alloc::borrow::Cow::Borrowed("carxchain"),
			impl_name: alloc::borrow::Cow::Borrowed("carxchain"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 1,
			apis: apis::api::RUNTIME_API_VERSIONS,
			transaction_version: $transaction_version,
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "upgrade-rehearsal"))]
version!(spec_version: 1, transaction_version: 1);
#[cfg(feature = "upgrade-rehearsal")]
version!(spec_version: 2, transaction_version: 1);

#[frame_support::runtime]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// Chain.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	// Money. It stands before consensus, whose genesis takes the bonds of validators.
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(4)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(5)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(6)]
	pub type AssetsFreezer = pallet_assets_freezer;

	// Consensus. Authorship stands before Session: it must see the old set when a session ends; so does ValidatorSet, whose genesis
	// Session asks for the first validators.
	#[runtime::pallet_index(10)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(11)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(12)]
	pub type ValidatorSet = pallet_validator_set;
	#[runtime::pallet_index(13)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(14)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(15)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(16)]
	pub type Grandpa = pallet_grandpa;

	// Acting together and for others.
	#[runtime::pallet_index(20)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(21)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(22)]
	pub type Proxy = pallet_proxy;

	// Governance.
	#[runtime::pallet_index(30)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(31)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(32)]
	pub type Parameters = pallet_parameters;
	/// Without a key, and so without effect, except in development presets.
	#[runtime::pallet_index(33)]
	pub type Sudo = pallet_sudo;
	#[runtime::pallet_index(34)]
	pub type Arbiters = pallet_collective<Instance1>;
	#[runtime::pallet_index(35)]
	pub type ExecutiveCommittee = pallet_collective<Instance2>;
	#[runtime::pallet_index(36)]
	pub type RiskCommittee = pallet_collective<Instance3>;
	#[runtime::pallet_index(37)]
	pub type PersonnelCommittee = pallet_collective<Instance4>;
	#[runtime::pallet_index(38)]
	pub type AuditCommittee = pallet_collective<Instance5>;
	#[runtime::pallet_index(39)]
	pub type Treasury = pallet_treasury;
	#[runtime::pallet_index(40)]
	pub type Enactment = pallet_enactment;
	#[runtime::pallet_index(41)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(42)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(43)]
	pub type Audits = pallet_audits;

	// The ledger.
	#[runtime::pallet_index(50)]
	pub type Participants = pallet_participants;
	#[runtime::pallet_index(51)]
	pub type VehicleRegistry = pallet_vehicle_registry;
	#[runtime::pallet_index(52)]
	pub type ConditionRecords = pallet_condition_records;
	#[runtime::pallet_index(53)]
	pub type Telemetry = pallet_telemetry;

	// Other chains.
	#[runtime::pallet_index(54)]
	pub type LightClients = pallet_light_clients;
	#[runtime::pallet_index(55)]
	pub type RelayBridge = pallet_relay_bridge;
	#[runtime::pallet_index(56)]
	pub type TitleDirectory = pallet_title_directory;
	#[runtime::pallet_index(57)]
	pub type ForeignFacts = pallet_foreign_facts;
	#[runtime::pallet_index(58)]
	pub type AssetTransfers = pallet_asset_transfers;

	// Trade on it.
	#[runtime::pallet_index(60)]
	pub type TransferCertificates = pallet_transfer_certificates;
	#[runtime::pallet_index(61)]
	pub type Leases = pallet_leases;
	#[runtime::pallet_index(62)]
	pub type LeasingTokens = pallet_leasing_tokens;
	#[runtime::pallet_index(63)]
	pub type VehicleLoans = pallet_vehicle_loans;
}
