//! Networks of real node processes on this machine, and the faults that they must survive.
//!
//! [`topology`] reads a network from a file in zombienet's format, [`network`] runs it, [`load`] writes records to it, and each
//! [`Scenario`] breaks something and says what came of it. See `zombienet/README.md`.
//!
//! This is a harness of tests: what goes wrong in itself ends in a panic that says where.

pub mod checks;
pub mod disk;
pub mod faults;
pub mod finality;
pub mod journey;
pub mod load;
pub mod malformed;
pub mod misbehaviour;
pub mod namespaces;
pub mod network;
pub mod node;
pub mod parallel;
pub mod random;
pub mod relayer;
pub mod report;
pub mod scenario;
pub mod story;
pub mod topology;
pub mod websocket;

pub use checks::Outcome;
pub use network::{Network, Place};
pub use scenario::{Scenario, Settings};
