#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod call;
mod call_text;
mod chains;
mod client;
mod device;
mod error;
mod foreign;
mod generated;
mod governance;
mod history;
mod messages;
mod participant;
mod plate;
pub mod provenance;
mod raw;
mod signer;
mod snapshot;
mod submit;
pub mod telemetry;
pub mod trade;
mod trust;
mod vehicle;

pub use call::{Call, MAX_BATCH};
pub use chains::{
	AssetBook, ChainInfo, ChainRole, Chains, Ends, FinalHeader, FollowedChain, Halt, HaltReason,
	HaltScope, IncomingRoute, Lane, OutgoingRoute, Route,
};
pub use client::Client;
pub use device::{DeviceSignature, DeviceSigner};
pub use error::{DispatchFailure, Error};
pub use foreign::{
	Arrival, ForeignFacts, ForeignLien, ForeignLienStage, ForeignRecords, HeadReport, Moving,
	TitleHome,
};
pub use governance::{Committee, Motion, Plan, SessionKeys, Validator, ValidatorStanding};
pub use history::{
	Dispute, Evidence, History, HistoryEntry, HistoryPage, OdometerSummary, OdometerVerdict,
	Outcome, Reading, ReadingId, RecordEntry, Rollback, Ruling, SourceQuality, Standing,
};
pub use messages::{
	Decision, MessageContent, MessageEvent, MessageId, MessageInfo, MessageOutcome, MessageState,
	MessageStep, Refusal, SentMessage,
};
pub use participant::{Accreditation, Participant, ParticipantKind, RelationKind, Reputation};
pub use plate::{normalise_plate, PlateKey};
pub use provenance::{Existence, Provenance};
pub use raw::{Executed, RawCall};
pub use signer::Signer;
pub use snapshot::{Snapshot, MAX_PAGE};
pub use submit::{Receipt, Submitted};
pub use telemetry::{BatchInfo, Disclosure, TelemetrySummary};
pub use trust::{ChainConflict, TrustAnchor};
pub use vehicle::{
	Description, DeviceBinding, Encumbrance, Grant, GranteeKind, PlateBinding, Title, TitleOffer,
	Vehicle, VehicleReport,
};

pub use carx_primitives::{
	binding_message, merkle, Action, Actions, Blocker, ChainId, Condition, DeviceKey, Digest,
	DistanceUnit, EncumbranceKind, Locator, Moment, Observation, Odometer, OdometerError,
	OdometerStanding, PowerTrain, Presence, Progress, RecordClass, RecordClasses, RecordHead,
	RecordSource, Region, Role, Scope, VehicleStatus, Vin, VinError, Wmi,
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
