//! What keeps a relayer from its work for a while.

use crate::{config::ConfigError, finality, proof};
use carx_primitives::Digest;
use std::{net::SocketAddr, time::Duration};

/// Something that is tried again.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
	/// A node could not be reached, refused, or lacks something.
	#[error(transparent)]
	Node(#[from] carx_sdk::Error),
	/// A node did not answer in time.
	#[error("no answer within {} s", .0.as_secs())]
	Timeout(Duration),
	/// A node answered with something else.
	#[error("the node's answer to {method} is not understood: {reason}")]
	Answer {
		/// What was asked.
		method: String,
		/// What is wrong with it.
		reason: String,
	},
	/// A node is not to be used now.
	#[error("{0}")]
	NotReady(String),
	/// A node has another block than another chain knows to be final: a fork, or a lie.
	#[error(
		"the node has another block {number}, 0x{}, than is known to be final of its chain, 0x{}: a fork, or a lie",
		hex::encode(.found), hex::encode(.known)
	)]
	Contradiction {
		/// The height.
		number: u32,
		/// What is known.
		known: Digest,
		/// What the node has.
		found: Digest,
	},
	/// A finality proof is of no use.
	#[error(transparent)]
	Finality(#[from] finality::Unfit),
	/// A proof of state is of no use.
	#[error(transparent)]
	Proof(#[from] proof::Unfit),
	/// Submissions were lost. What is still needed is seen at the next look.
	#[error("submissions were lost")]
	Lost,
	/// The chain has failed before, and is left alone for a while.
	#[error("it is not asked for another {} s", .0.as_secs())]
	Resting(Duration),
}

impl Trouble {
	/// An answer that is not what it has to be.
	pub fn answer(method: &str, reason: impl ToString) -> Self {
		Self::Answer { method: method.into(), reason: reason.to_string() }
	}
}

/// Why a relayer does not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The configuration is at fault.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// Metrics cannot be served.
	#[error("metrics cannot be served at {address}: {reason}")]
	Metrics {
		/// Where.
		address: SocketAddr,
		/// Why.
		reason: String,
	},
	/// Metrics cannot be made.
	#[error("metrics cannot be made: {0}")]
	Registry(#[from] substrate_prometheus_endpoint::PrometheusError),
	/// A part of it ended that never should.
	#[error("a part of it ended: {0}")]
	Ended(String),
}
