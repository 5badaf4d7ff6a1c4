//! The pallets of the vehicle ledger.

use super::{
	committees::{Arbiters, Executive, MostArbiters, OrRoot, Personnel},
	money::{Points, StoragePrice},
	parameters::dynamic_params::{condition_records, telemetry, vehicle_registry},
};
use crate::{
	weights, AccountId, Balance, Balances, ConditionRecords, Participants, Runtime,
	RuntimeHoldReason, Timestamp, TitleDirectory, VehicleRegistry,
};
use carx_primitives::reading::OdometerLimits;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, Footprint, Get},
	PalletId,
};
use sp_runtime::traits::Convert;

hold_reasons! {
	ParticipantHold = Participants(pallet_participants::ParticipantStorage);
	AccreditationHold = Participants(pallet_participants::AccreditationStorage);
	RelationHold = Participants(pallet_participants::RelationStorage);
	VehicleHold = VehicleRegistry(pallet_vehicle_registry::VehicleStorage);
	GrantHold = VehicleRegistry(pallet_vehicle_registry::GrantStorage);
	TitleHold = VehicleRegistry(pallet_vehicle_registry::TitleStorage);
	PlateHold = VehicleRegistry(pallet_vehicle_registry::PlateStorage);
	EncumbranceHold = VehicleRegistry(pallet_vehicle_registry::EncumbranceStorage);
	DeviceHold = VehicleRegistry(pallet_vehicle_registry::DeviceStorage);
	BatchHold = Telemetry(pallet_telemetry::BatchStorage);
	SummaryHold = Telemetry(pallet_telemetry::SummaryStorage);
	DisclosureHold = Telemetry(pallet_telemetry::DisclosureStorage);
}

/// A deposit for what is stored, at the price of storage.
pub type Deposit<Reason> = HoldConsideration<AccountId, Balances, Reason, StoragePrice>;

parameter_types! {
	pub const RecordsPalletId: PalletId = PalletId(*b"cx/recrd");
}

impl pallet_participants::Config for Runtime {
	type AdminOrigin = OrRoot<Personnel>;
	type Time = Timestamp;
	type ParticipantConsideration = Deposit<ParticipantHold>;
	type AccreditationConsideration = Deposit<AccreditationHold>;
	type RelationConsideration = Deposit<RelationHold>;
	type WeightInfo = weights::pallet_participants::WeightInfo<Runtime>;
}

impl pallet_vehicle_registry::Config for Runtime {
	type AdminOrigin = OrRoot<Executive>;
	type CorrectionOrigin = OrRoot<Arbiters>;
	type Time = Timestamp;
	type Accreditations = Participants;
	type TitleOfferPeriod = vehicle_registry::TitleOfferPeriod;
	type VehicleConsideration = Deposit<VehicleHold>;
	type TitleClaims = TitleDirectory;
	type History = super::trade::History;
	type TitleConsideration = Deposit<TitleHold>;
	type PlateConsideration = Deposit<PlateHold>;
	type EncumbranceConsideration = Deposit<EncumbranceHold>;
	type GrantConsideration = Deposit<GrantHold>;
	type DeviceConsideration = Deposit<DeviceHold>;
	type WeightInfo = weights::pallet_vehicle_registry::WeightInfo<Runtime>;
}

/// The price of a batch: its own place, and that of the two odometer readings that it may add to its car's list.
pub struct BatchPrice;
impl Convert<Footprint, Balance> for BatchPrice {
	fn convert(batch: Footprint) -> Balance {
		let readings = ConditionRecords::device_readings_footprint();
		StoragePrice::convert(batch).saturating_add(StoragePrice::convert(readings))
	}
}

/// What governance set as tolerable differences between odometer readings.
pub struct TunedOdometerLimits;
impl Get<OdometerLimits> for TunedOdometerLimits {
	fn get() -> OdometerLimits {
		OdometerLimits {
			tolerance: condition_records::OdometerTolerance::get(),
			tolerance_span: condition_records::OdometerToleranceSpan::get(),
			max_daily: condition_records::MaxDailyDistance::get(),
		}
	}
}

impl pallet_condition_records::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Points = Points;
	type StoragePrice = StoragePrice;
	type Time = Timestamp;
	type Access = VehicleRegistry;
	type Accreditations = Participants;
	type Reputation = Participants;
	type ArbiterOrigin = MostArbiters;
	type MaxClockSkew = condition_records::MaxClockSkew;
	type OdometerLimits = TunedOdometerLimits;
	type DisputeBond = condition_records::DisputeBond;
	type AnswerPeriod = condition_records::AnswerPeriod;
	type MaxPointsPerDay = condition_records::MaxPointsPerDay;
	type DisputePenalty = condition_records::DisputePenalty;
	type PalletId = RecordsPalletId;
	type WeightInfo = weights::pallet_condition_records::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Clock;
}

impl pallet_telemetry::Config for Runtime {
	type Time = Timestamp;
	type Devices = VehicleRegistry;
	type Access = VehicleRegistry;
	type CloneAlarm = VehicleRegistry;
	type Odometer = ConditionRecords;
	type MaxClockSkew = telemetry::MaxClockSkew;
	type BatchConsideration = HoldConsideration<AccountId, Balances, BatchHold, BatchPrice>;
	type SummaryConsideration = Deposit<SummaryHold>;
	type DisclosureConsideration = Deposit<DisclosureHold>;
	type WeightInfo = weights::pallet_telemetry::WeightInfo<Runtime>;
}
