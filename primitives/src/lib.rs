#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// Chain code neither panics nor wraps: an author could be made to stop, or money to appear.
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_sign_loss,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub mod access;
pub mod odometer;
pub mod record;
pub mod vehicle;
pub mod vin;

pub use access::{AccessError, VehicleAccess};
pub use odometer::{DistanceUnit, Odometer, OdometerError};
pub use record::{
	Locator, Record, RecordClass, RecordClasses, RecordHead, RecordSource, MAX_LOCATOR_LEN,
};
pub use vehicle::{StatusAuthority, VehicleStatus};
pub use vin::{Vin, VinError};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
pub type Moment = u64;

/// A BLAKE2b-256 digest (RFC 7693, 32-byte output, no key).
pub type Digest = [u8; 32];

/// Version of the ledger protocol: the formats of everything that clients hash, sign or prove.
/// Raised when one of them changes.
pub const PROTOCOL_VERSION: u32 = 1;
