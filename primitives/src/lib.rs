#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear. Narrowing casts are not on the list because
// the derived encoding of an enum expands to one.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_sign_loss,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub mod access;
pub mod chains;
pub mod contract;
pub mod device;
pub mod encumbrance;
pub mod merkle;
pub mod odometer;
pub mod participant;
pub mod reading;
pub mod record;
pub mod scope;
pub mod telemetry;
pub mod vehicle;
pub mod vin;

pub use access::{
	AccessError, CloneAlarm, DeviceBindings, OdometerLog, ReadingsFull, VehicleAccess, Writer,
};
pub use chains::{ChainId, FinalizedChains, Presence, TitleClaims, VehicleMoves};
pub use contract::{
	ConditionHistory, EncumbranceTerms, GoodConduct, LoyaltyPoints, OdometerStanding, Payment,
	RentReceiver, RiskLimit, SaleDesk, VehicleTitles,
};
pub use device::binding_message;
pub use encumbrance::{Action, Actions, Blocker, Condition, EncumbranceKind};
pub use odometer::{DistanceUnit, Odometer, OdometerError};
pub use participant::{
	Accreditations, Region, ReputationFact, ReputationLog, Role, Wmi, WriteRight,
};
pub use reading::{Observation, OdometerLimits, Progress, DAY, EARLIEST_OBSERVATION};
pub use record::{
	Locator, Record, RecordClass, RecordClasses, RecordHead, RecordSource, MAX_LOCATOR_LEN,
};
pub use scope::{Scope, ScopeError, MAX_REGIONS, MAX_WMIS};
pub use telemetry::{BatchHeader, Place, Sample};
pub use vehicle::{PowerTrain, StatusAuthority, VehicleStatus};
pub use vin::{Vin, VinError};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
pub type Moment = u64;

/// A BLAKE2b-256 digest (RFC 7693, 32-byte output, no key).
pub type Digest = [u8; 32];

/// The public key of a device that signs driving data: Ed25519 (RFC 8032).
pub type DeviceKey = [u8; 32];

/// Version of the ledger protocol: the formats of everything that clients hash, sign or prove.
/// Raised when one of them changes.
pub const PROTOCOL_VERSION: u32 = 1;
