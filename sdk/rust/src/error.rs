//! What can go wrong between a program and the ledger.

use crate::{Hash, Vin};
use std::fmt;
use subxt::error::{
	DispatchError, TransactionEventsError, TransactionFinalizedSuccessError,
	TransactionProgressError,
};

/// Every failure of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
	/// No node answers at the address.
	#[error("no node answers at {url}: {reason}. Is it running, and is this its RPC address (ws:// or wss://)?")]
	Unreachable {
		/// The address as given.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// The node runs a runtime that this SDK was not generated for.
	#[error(
		"the chain at {url} (runtime version {spec_version}) and this SDK disagree on {}; use the SDK of that runtime version",
		differences.join(", ")
	)]
	Incompatible {
		/// The address as given.
		url: String,
		/// The version of the chain's runtime.
		spec_version: u32,
		/// The calls and runtime APIs that differ.
		differences: Vec<String>,
	},
	/// The runtime lacks what a program asked for by name.
	#[error("the runtime (version {spec_version}) has no {what}; was it not upgraded yet, or is this program older than it?")]
	NotThere {
		/// What was asked for.
		what: String,
		/// The version of the chain's runtime.
		spec_version: u32,
	},
	/// The node follows another chain than the one asked for.
	#[error(
		"the chain at {url} has genesis {found:?}, expected {expected:?}; this is another network"
	)]
	WrongChain {
		/// The address as given.
		url: String,
		/// The genesis hash asked for.
		expected: Hash,
		/// The genesis hash of the node's chain.
		found: Hash,
	},
	/// The chain executed the extrinsic and refused what it asked; the signer has paid the fee.
	#[error(transparent)]
	Dispatch(#[from] DispatchFailure),
	/// The node did not take the extrinsic, or dropped it before it was in a block.
	#[error("the extrinsic never reached a finalised block: {reason}")]
	Refused {
		/// What the node said.
		reason: String,
	},
	/// The text is neither a seed phrase nor a secret URI.
	#[error("this is no secret URI or seed phrase: {reason}")]
	Secret {
		/// What is wrong with it; never the secret itself.
		reason: String,
	},
	/// There is no development account of this name.
	#[error("there is no development account {name:?}; there are Alice, Bob, Charlie, Dave, Eve and Ferdie")]
	UnknownDevAccount {
		/// The name as given.
		name: String,
	},
	/// There is no committee of this name.
	#[error(
		"there is no committee {name:?}; there are arbiters, executive, risk, personnel and audit"
	)]
	UnknownCommittee {
		/// The name as given.
		name: String,
	},
	/// The committee has no open motion with this hash.
	#[error("the committee {committee} has no open motion {hash}: was it closed, or does this node not know of it yet?")]
	NoSuchMotion {
		/// The committee.
		committee: crate::Committee,
		/// The hash as given.
		hash: String,
	},
	/// What the node gave are no session keys of this chain.
	#[error(
		"the node made no session keys that this SDK knows: {answer}; is it of another release?"
	)]
	NotSessionKeys {
		/// What it answered.
		answer: String,
	},
	/// Nobody was named who decides.
	#[error("nobody is named who decides for the committee {committee}")]
	NoMembers {
		/// The committee.
		committee: crate::Committee,
	},
	/// A text is no call of the chain.
	#[error("`{text}` is no call of this chain: {reason}")]
	NotACall {
		/// The text as given.
		text: String,
		/// What is wrong with it.
		reason: String,
	},
	/// A value is longer than the chain stores.
	#[error("{what} has {found} {unit}, at most {max} are allowed")]
	TooLong {
		/// What is too long.
		what: &'static str,
		/// Its length.
		found: usize,
		/// The bound.
		max: usize,
		/// What is counted.
		unit: &'static str,
	},
	/// The scope of an accreditation cannot be given.
	#[error(transparent)]
	Scope(#[from] carx_primitives::ScopeError),
	/// The text is no plate of the region.
	#[error("this is no plate: {reason}")]
	Plate {
		/// What is wrong with it.
		reason: &'static str,
	},
	/// The records read do not give the hash chain that the chain keeps of them.
	#[error("the history of {vin} does not fit its head at record {seq}: {reason}; do not trust this node")]
	HistoryBroken {
		/// The car.
		vin: Vin,
		/// The first sequence number in doubt.
		seq: u32,
		/// What does not fit.
		reason: &'static str,
	},
	/// The car has no such record in the block read.
	#[error("{vin} has no record {seq} in block {block}; it has {count}")]
	RecordNotFound {
		/// The car.
		vin: Vin,
		/// The sequence number asked for.
		seq: u32,
		/// The block read.
		block: u32,
		/// How many records the car has there.
		count: u32,
	},
	/// The block that a record names does not bear it out.
	#[error("block {number} does not bear out the record: {reason}; do not trust this node")]
	BlockMismatch {
		/// The block that the record names.
		number: u32,
		/// What does not fit.
		reason: String,
	},
	/// The connection or the node failed, or an answer could not be understood.
	#[error("{0}")]
	Chain(Box<subxt::Error>),
}

/// Refuses what is longer than the chain takes.
pub(crate) fn ensure_len(
	what: &'static str,
	found: usize,
	max: usize,
	unit: &'static str,
) -> Result<(), Error> {
	if found > max {
		return Err(Error::TooLong { what, found, max, unit });
	}
	Ok(())
}

/// Why the chain refused a call, in the words of its metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DispatchFailure {
	/// The pallet that refused; `None` if it was the runtime itself.
	pub pallet: Option<String>,
	/// The name of the error, such as `NotAuthorized`.
	pub name: String,
	/// Cause and cure as the metadata documents them.
	pub docs: String,
}

impl DispatchFailure {
	/// Whether it is error `name` of pallet `pallet`.
	pub fn is(&self, pallet: &str, name: &str) -> bool {
		self.pallet.as_deref() == Some(pallet) && self.name == name
	}
}

impl fmt::Display for DispatchFailure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if let Some(pallet) = &self.pallet {
			write!(f, "{pallet}::")?;
		}
		f.write_str(&self.name)?;
		if !self.docs.is_empty() {
			write!(f, ": {}", self.docs)?;
		}
		Ok(())
	}
}

impl std::error::Error for DispatchFailure {}

impl From<DispatchError> for DispatchFailure {
	fn from(error: DispatchError) -> Self {
		let docs = error.to_string();
		let module = match &error {
			DispatchError::Module(module) => module.details().ok(),
			_ => None,
		};
		match module {
			Some(details) => Self {
				pallet: Some(details.pallet.name().to_string()),
				name: details.variant.name.clone(),
				docs: join_docs(&details.variant.docs),
			},
			None => Self { pallet: None, name: format!("{error:?}"), docs },
		}
	}
}

/// Lines of documentation as one text.
fn join_docs(lines: &[String]) -> String {
	lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_string()
}

impl Error {
	/// Whether the chain refused a call by error `name` of pallet `pallet`.
	pub fn is_dispatch(&self, pallet: &str, name: &str) -> bool {
		matches!(self, Self::Dispatch(failure) if failure.is(pallet, name))
	}

	/// Wraps any failure of subxt that has no meaning of its own here.
	pub(crate) fn chain(error: impl Into<subxt::Error>) -> Self {
		Self::Chain(Box::new(error.into()))
	}
}

impl From<TransactionFinalizedSuccessError> for Error {
	fn from(error: TransactionFinalizedSuccessError) -> Self {
		match error {
			TransactionFinalizedSuccessError::FinalizationError(error) => error.into(),
			TransactionFinalizedSuccessError::SuccessError(error) => error.into(),
			other => Self::chain(other),
		}
	}
}

impl From<TransactionProgressError> for Error {
	fn from(error: TransactionProgressError) -> Self {
		match error {
			TransactionProgressError::TransactionStatusError(status) => {
				Self::Refused { reason: status.to_string() }
			},
			TransactionProgressError::UnexpectedEndOfTransactionStatusStream => {
				Self::Refused { reason: error.to_string() }
			},
			other => Self::chain(other),
		}
	}
}

impl From<TransactionEventsError> for Error {
	fn from(error: TransactionEventsError) -> Self {
		match error {
			TransactionEventsError::ExtrinsicFailed(dispatch) => {
				Self::Dispatch(DispatchFailure::from(dispatch))
			},
			other => Self::chain(other),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_dispatch_failure_reads_like_a_sentence() {
		let failure = DispatchFailure {
			pallet: Some("ConditionRecords".into()),
			name: "NotAuthorized".into(),
			docs: join_docs(&[" The signer has no grant.".into(), " Ask the owner.".into()]),
		};
		assert_eq!(
			failure.to_string(),
			"ConditionRecords::NotAuthorized: The signer has no grant. Ask the owner."
		);
		assert!(failure.is("ConditionRecords", "NotAuthorized"));
		assert!(!failure.is("VehicleRegistry", "NotAuthorized"));
	}

	#[test]
	fn a_failure_of_the_runtime_itself_keeps_its_name() {
		let failure = DispatchFailure::from(DispatchError::BadOrigin);
		assert_eq!(failure.pallet, None);
		assert_eq!(failure.name, "BadOrigin");
	}
}
