//! Acting together and for others: batches, multisig, proxies.

use super::storage_deposit;
use crate::{Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

parameter_types! {
	/// One item: its key, and 32 bytes of account, 16 of balance, 8 of time point.
	pub const MultisigDepositBase: Balance = storage_deposit(1, 88);
	/// 32 bytes of account.
	pub const MultisigDepositFactor: Balance = storage_deposit(0, 32);
	/// One item: key and balance.
	pub const ProxyDepositBase: Balance = storage_deposit(1, 8);
	/// 32 bytes of account, 1 of type, 4 of delay.
	pub const ProxyDepositFactor: Balance = storage_deposit(0, 37);
	pub const AnnouncementDepositBase: Balance = storage_deposit(1, 8);
	/// 32 bytes of account, 32 of hash, 4 of block number.
	pub const AnnouncementDepositFactor: Balance = storage_deposit(0, 68);
}

/// What a proxy may do for its principal. The order is part of how calls are encoded: new types are appended.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything but moving or staking money, titles and liens, and what binds to do so.
	NonTransfer,
	/// Writing records and handing in driving data: the workshop's clerk.
	Records,
	/// Registering cars, binding plates and changing statuses: the registrar's clerk.
	Registration,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_condition_records::Call as Records;
		use pallet_relay_bridge::Call as Bridge;
		use pallet_telemetry::Call as Telemetry;
		use pallet_vehicle_registry::Call as Registry;
		match self {
			Self::Any => true,
			Self::NonTransfer => !matches!(
				call,
				RuntimeCall::Assets(..)
					| RuntimeCall::Balances(..)
					| RuntimeCall::VehicleRegistry(
						Registry::offer_title { .. }
							| Registry::accept_title { .. }
							| Registry::pledge_vehicle { .. }
							| Registry::impose_lock { .. }
							| Registry::release_encumbrance { .. }
					) | RuntimeCall::ConditionRecords(
					Records::dispute_record { .. } | Records::answer_dispute { .. }
				) | RuntimeCall::TransferCertificates(..)
					| RuntimeCall::Leases(..)
					| RuntimeCall::LeasingTokens(..)
					| RuntimeCall::VehicleLoans(..)
					// What goes to other chains: money, cars, releases of liens; and consent to what comes.
					| RuntimeCall::RelayBridge(Bridge::propose { .. })
					| RuntimeCall::TitleDirectory(..)
					| RuntimeCall::ForeignFacts(..)
					// A bond, and the keys that it stands for.
					| RuntimeCall::ValidatorSet(..)
					| RuntimeCall::Session(..)
					// Each wraps calls that the filter would not see, or hands on powers.
					| RuntimeCall::Sudo(..)
					| RuntimeCall::Scheduler(..)
					| RuntimeCall::Multisig(..)
					| RuntimeCall::Arbiters(..)
					| RuntimeCall::ExecutiveCommittee(..)
					| RuntimeCall::RiskCommittee(..)
					| RuntimeCall::PersonnelCommittee(..)
					| RuntimeCall::AuditCommittee(..)
			),
			Self::Records => matches!(
				call,
				RuntimeCall::ConditionRecords(
					Records::append_record { .. }
						| Records::append_records { .. }
						| Records::supersede_record { .. }
						| Records::confirm_use { .. }
				) | RuntimeCall::Telemetry(Telemetry::submit_batch { .. })
			),
			Self::Registration => matches!(
				call,
				RuntimeCall::VehicleRegistry(
					Registry::register_vehicle { .. }
						| Registry::confirm_registration { .. }
						| Registry::set_status { .. }
						| Registry::bind_plate { .. }
						| Registry::unbind_plate { .. }
				)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, _) => true,
			(one, another) => one == another,
		}
	}
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}
