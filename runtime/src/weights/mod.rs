//! Weights of calls. `scripts/benchmark` measures them and writes all files but this one and `pallet_grandpa.rs`.

pub mod pallet_asset_transfers;
pub mod pallet_audits;
pub mod pallet_condition_records;
pub mod pallet_enactment;
pub mod pallet_foreign_facts;
pub mod pallet_grandpa;
pub mod pallet_leases;
pub mod pallet_leasing_tokens;
pub mod pallet_light_clients;
pub mod pallet_parameters;
pub mod pallet_participants;
pub mod pallet_relay_bridge;
pub mod pallet_telemetry;
pub mod pallet_title_directory;
pub mod pallet_transfer_certificates;
pub mod pallet_validator_set;
pub mod pallet_vehicle_loans;
pub mod pallet_vehicle_registry;
