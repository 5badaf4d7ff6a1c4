//! Signing calls and following them into finalised blocks.

use crate::{
	generated::{calls, events},
	raw,
	snapshot::Snapshot,
	BlockId, Call, Client, DispatchFailure, Error, Executed, Hash, Signer, Vin,
};
use std::fmt;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::{DefaultExtrinsicParamsBuilder, SubstrateConfig},
	error::{DispatchError, ExtrinsicError},
	tx::{TransactionInBlock, TransactionProgress, TransactionStatus},
};

/// For how many blocks an extrinsic may wait: about four minutes. After that it can never be executed, so a program that
/// lost sight of it can safely send it again.
const MORTALITY: u64 = 256;

type ChainClient = OnlineClientAtBlockImpl<SubstrateConfig>;

/// An extrinsic on its way: the node has it, and looks at it next. Whether it is taken shows when it is waited for.
pub struct Submitted(TransactionProgress<SubstrateConfig, ChainClient>);

/// What an extrinsic did, and in which block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
	/// The block.
	pub block: BlockId,
	/// Hash of the extrinsic.
	pub extrinsic: Hash,
	/// Cars that it registered.
	pub registered: Vec<Vin>,
	/// Records that it appended: which car, and the record's place.
	pub appended: Vec<(Vin, u32)>,
	/// Numbers of the loans that it offered.
	pub offered_loans: Vec<u32>,
}

impl Client {
	/// Signs `call` with the signer's next nonce and submits it.
	///
	/// # Errors
	/// [`Error::Chain`]; [`Error::Refused`] if the node does not even take the bytes. A nonce that was used or an account that
	/// cannot pay shows only when the extrinsic is waited for.
	pub async fn submit(&self, call: &Call, signer: &Signer) -> Result<Submitted, Error> {
		let nonce = self.next_nonce(&signer.account()).await?;
		self.submit_with_nonce(call, signer, nonce).await
	}

	/// Signs `call` with this nonce and submits it. Consecutive nonces let many extrinsics of one signer be under way.
	///
	/// # Errors
	/// Those of [`Client::submit`].
	pub async fn submit_with_nonce(
		&self,
		call: &Call,
		signer: &Signer,
		nonce: u64,
	) -> Result<Submitted, Error> {
		submit_at(&self.head().await?, call, signer, nonce).await
	}

	/// Submits all `calls` with consecutive nonces before waiting for any, then waits for each as [`Client::execute`] does.
	///
	/// # Errors
	/// That of the first call that failed; those after it may have succeeded nevertheless.
	pub async fn execute_all(
		&self,
		calls: &[Call],
		signer: &Signer,
	) -> Result<Vec<Receipt>, Error> {
		let at = self.head().await?;
		let mut nonce = self.next_nonce(&signer.account()).await?;
		let mut submitted = Vec::with_capacity(calls.len());
		for call in calls {
			submitted.push(submit_at(&at, call, signer, nonce).await?);
			nonce += 1;
		}
		let mut receipts = Vec::with_capacity(submitted.len());
		for extrinsic in submitted {
			receipts.push(self.settled(extrinsic).await?);
		}
		Ok(receipts)
	}

	/// Submits `call` and waits until it is final and succeeded; by [`Client::connect_to_best`], until it is in a block.
	///
	/// # Errors
	/// [`Error::Dispatch`] if the chain refused it; [`Error::Refused`], [`Error::Chain`].
	pub async fn execute(&self, call: &Call, signer: &Signer) -> Result<Receipt, Error> {
		self.settled(self.submit(call, signer).await?).await
	}

	async fn settled(&self, extrinsic: Submitted) -> Result<Receipt, Error> {
		if self.waits_for_finality() {
			extrinsic.finalized().await
		} else {
			extrinsic.in_block().await
		}
	}
}

impl fmt::Debug for Submitted {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Submitted({:?})", self.hash())
	}
}

impl Submitted {
	/// Hash of the extrinsic.
	pub fn hash(&self) -> Hash {
		self.0.extrinsic_hash()
	}

	/// Waits until the extrinsic is in a best block, which a fork may still take back, and succeeded.
	///
	/// # Errors
	/// [`Error::Dispatch`], [`Error::Refused`], [`Error::Chain`].
	pub async fn in_block(self) -> Result<Receipt, Error> {
		receipt(self.included().await?).await
	}

	/// Waits until the extrinsic is in a best block, which a fork may still take back, and says what became of it there.
	///
	/// # Errors
	/// [`Error::Refused`], [`Error::Chain`]. What the chain refused is no error here.
	pub async fn executed(self) -> Result<Executed, Error> {
		let included = self.included().await?;
		let at = included.at().await.map_err(Error::chain)?;
		let events = included.fetch_events().await?;
		let failed = events.iter().filter_map(Result::ok).find(|event| {
			event.pallet_name() == "System" && event.event_name() == "ExtrinsicFailed"
		});
		let result = match failed {
			None => Ok(()),
			Some(event) => {
				let error = DispatchError::decode_from(event.field_bytes(), at.metadata());
				Err(DispatchFailure::from(error.map_err(Error::chain)?))
			},
		};
		let fee = raw::fee(&events);
		Ok(Executed { block: Snapshot::new(at).block(), fee, result })
	}

	async fn included(mut self) -> Result<TransactionInBlock<SubstrateConfig, ChainClient>, Error> {
		while let Some(status) = self.0.next().await {
			match status? {
				TransactionStatus::InBestBlock(block)
				| TransactionStatus::InFinalizedBlock(block) => return Ok(block),
				TransactionStatus::Error { message }
				| TransactionStatus::Invalid { message }
				| TransactionStatus::Dropped { message } => return Err(Error::Refused { reason: message }),
				_ => {},
			}
		}
		Err(Error::Refused { reason: "the node stopped reporting on it".to_string() })
	}

	/// Waits until the extrinsic is in a finalised block and succeeded.
	///
	/// Waits for as long as the chain does not finalise; put a timeout around it where that matters.
	///
	/// # Errors
	/// [`Error::Dispatch`], [`Error::Refused`], [`Error::Chain`].
	pub async fn finalized(self) -> Result<Receipt, Error> {
		receipt(self.0.wait_for_finalized().await?).await
	}
}

async fn submit_at(
	at: &Snapshot,
	call: &Call,
	signer: &Signer,
	nonce: u64,
) -> Result<Submitted, Error> {
	let bytes = calls::encode(&call.0, at.chain().metadata_ref())?;
	submit_bytes(at, &bytes, signer, nonce).await
}

/// Signs the encoded call and submits it.
pub(crate) async fn submit_bytes(
	at: &Snapshot,
	call: &[u8],
	signer: &Signer,
	nonce: u64,
) -> Result<Submitted, Error> {
	let block = at.block();
	let params = DefaultExtrinsicParamsBuilder::new()
		.nonce(nonce)
		.mortal_from_unchecked(MORTALITY, block.number.into(), block.hash)
		.build();
	let transactions = at.chain().transactions();
	let payload = transactions.from_call_data_bytes(call).map_err(Error::chain)?;
	let extrinsic = transactions
		.create_signable_offline(&payload, params)
		.and_then(|mut signable| signable.sign(signer.keypair()))
		.map_err(Error::chain)?;
	extrinsic.submit_and_watch().await.map(Submitted).map_err(refusal)
}

/// A node that answers with an error has looked at the extrinsic and refused it.
fn refusal(error: ExtrinsicError) -> Error {
	match error {
		ExtrinsicError::ErrorSubmittingTransaction(_)
		| ExtrinsicError::TransactionStatusError(_) => Error::Refused { reason: error.to_string() },
		other => Error::chain(other),
	}
}

async fn receipt(
	included: TransactionInBlock<SubstrateConfig, ChainClient>,
) -> Result<Receipt, Error> {
	let events = included.wait_for_success().await?;
	let at = included.at().await.map_err(Error::chain)?;
	let metadata = at.metadata();
	events::receipt(Snapshot::new(at).block(), &events, metadata)
}
