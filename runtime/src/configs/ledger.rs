//! The pallets of the vehicle ledger.

use super::{dynamic_params, money::StoragePrice};
use crate::{weights, AccountId, Balances, Runtime, RuntimeHoldReason, Timestamp, VehicleRegistry};
use frame_support::{parameter_types, traits::fungible::HoldConsideration};
use frame_system::EnsureRoot;

parameter_types! {
	pub const VehicleHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(pallet_vehicle_registry::HoldReason::VehicleStorage);
	pub const GrantHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::VehicleRegistry(pallet_vehicle_registry::HoldReason::GrantStorage);
}

impl pallet_vehicle_registry::Config for Runtime {
	type AdminOrigin = EnsureRoot<AccountId>;
	type Time = Timestamp;
	type VehicleConsideration =
		HoldConsideration<AccountId, Balances, VehicleHoldReason, StoragePrice>;
	type GrantConsideration = HoldConsideration<AccountId, Balances, GrantHoldReason, StoragePrice>;
	type WeightInfo = weights::pallet_vehicle_registry::WeightInfo<Runtime>;
}

impl pallet_condition_records::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type StoragePrice = StoragePrice;
	type Time = Timestamp;
	type Access = VehicleRegistry;
	type MaxClockSkew = dynamic_params::condition_records::MaxClockSkew;
	type WeightInfo = weights::pallet_condition_records::WeightInfo<Runtime>;
}
