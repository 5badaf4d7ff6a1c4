#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod call;
mod client;
mod error;
mod generated;
pub mod merkle;
pub mod provenance;
mod signer;
mod snapshot;
mod submit;

pub use call::{Call, Description, GranteeKind, RecordEntry, MAX_BATCH};
pub use client::Client;
pub use error::{DispatchFailure, Error};
pub use provenance::{Existence, Provenance};
pub use signer::Signer;
pub use snapshot::{History, HistoryEntry, HistoryPage, Snapshot, Vehicle, MAX_PAGE};
pub use submit::{Receipt, Submitted};

pub use carx_primitives::{
	Digest, DistanceUnit, Locator, Moment, Odometer, OdometerError, RecordClass, RecordClasses,
	RecordHead, RecordSource, VehicleStatus, Vin, VinError,
};

/// An account: an sr25519 public key, shown as SS58 with prefix 42.
pub type AccountId = subxt::utils::AccountId32;

/// A block or extrinsic hash.
pub type Hash = subxt::utils::H256;

/// One entry of a car's history as the chain stores it.
pub type Record = carx_primitives::Record<AccountId>;

/// An amount of the chain's token in its smallest unit: 1 CARX is 10^12 of them.
pub type Balance = u128;

/// Which block: number and hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockId {
	/// Height above genesis.
	pub number: u32,
	/// Hash of the header.
	pub hash: Hash,
}

/// The digest that a record keeps of its payload: BLAKE2b-256 of the bytes as they are stored off chain.
pub fn payload_hash(payload: &[u8]) -> Digest {
	sp_crypto_hashing::blake2_256(payload)
}
