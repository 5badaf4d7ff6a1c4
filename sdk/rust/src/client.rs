//! The connection to a node.

use crate::{
	generated::{self, reads},
	provenance::{self, Existence, Provenance},
	AccountId, BlockId, Error, Hash, Moment, Snapshot, Vin,
};
use serde_json::Value;
use std::sync::Arc;
use subxt::{
	backend::LegacyBackend,
	client::BlockNumberOrRef,
	config::{substrate::SubstrateHeader, RpcConfigFor, SubstrateConfig},
	rpcs::{client::RpcParams, LegacyRpcMethods, RpcClient},
	OnlineClient,
};

type Rpc = LegacyRpcMethods<RpcConfigFor<SubstrateConfig>>;

/// A connection to one node, and through it to its chain. Cheap to clone; clones share the connection.
///
/// A connection that broke stays broken: connect again.
#[derive(Clone, Debug)]
pub struct Client {
	pub(crate) chain: OnlineClient<SubstrateConfig>,
	rpc: Rpc,
	node: RpcClient,
	acts_on: Head,
}

/// The block that a client builds on, and waits for its extrinsics to get into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
	/// The latest finalised one.
	Finalized,
	/// The newest, final or not.
	Best,
}

impl Client {
	/// Connects to the node at `url` and checks that its runtime is one that this SDK was generated for.
	///
	/// Plain `ws://` is taken for this machine only; `wss://` for any.
	///
	/// # Errors
	/// [`Error::Unreachable`], [`Error::Incompatible`].
	pub async fn connect(url: &str) -> Result<Self, Error> {
		let rpc = reach(url).await?;
		let chain = OnlineClient::from_rpc_client(rpc.clone());
		let chain = chain.await.map_err(|error| unreachable(url, error))?;
		Self::compatible(url, rpc, chain, Head::Finalized).await
	}

	/// As [`Client::connect`], for a network that finalises nothing: signs, executes and reads motions on the newest blocks, and waits
	/// for an extrinsic only until it is in one. A fork may take back what a receipt of this client says.
	///
	/// # Errors
	/// Those of [`Client::connect`].
	pub async fn connect_to_best(url: &str) -> Result<Self, Error> {
		let rpc = reach(url).await?;
		let chain = online(url, &rpc).await?;
		Self::compatible(url, rpc, chain, Head::Best).await
	}

	/// A client that acts on the best blocks of any runtime.
	pub(crate) async fn reach_any(url: &str, plain: bool) -> Result<Self, Error> {
		let node = match plain {
			true => RpcClient::from_insecure_url(url).await,
			false => RpcClient::from_url(url).await,
		};
		let node = node.map_err(|error| unreachable(url, error))?;
		let chain = online(url, &node).await?;
		Ok(Self { chain, rpc: Rpc::new(node.clone()), node, acts_on: Head::Best })
	}

	/// A client, if the runtime is one that this SDK was generated for.
	async fn compatible(
		url: &str,
		node: RpcClient,
		chain: OnlineClient<SubstrateConfig>,
		acts_on: Head,
	) -> Result<Self, Error> {
		let at = chain.at_current_block().await.map_err(Error::chain)?;
		let differences = generated::differences(at.metadata_ref());
		if differences.is_empty() {
			Ok(Self { chain, rpc: Rpc::new(node.clone()), node, acts_on })
		} else {
			let spec_version = at.spec_version();
			Err(Error::Incompatible { url: url.to_string(), spec_version, differences })
		}
	}

	/// As [`Client::connect`], and refuses a node of any other chain than the one with this genesis hash.
	///
	/// # Errors
	/// Those of [`Client::connect`], and [`Error::WrongChain`].
	pub async fn connect_to(url: &str, genesis: Hash) -> Result<Self, Error> {
		let client = Self::connect(url).await?;
		let found = client.genesis();
		if found != genesis {
			return Err(Error::WrongChain { url: url.to_string(), expected: genesis, found });
		}
		Ok(client)
	}

	/// Hash of the chain's first block, which names the chain.
	pub fn genesis(&self) -> Hash {
		self.chain.genesis_hash()
	}

	/// The name of the node's chain, such as `CARXCHAIN Development`.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn chain_name(&self) -> Result<String, Error> {
		self.rpc.system_chain().await.map_err(Error::chain)
	}

	/// Asks the node by JSON-RPC: what its method answers to these parameters. For what has no function of its own here.
	///
	/// # Errors
	/// [`Error::Chain`], also with the node's own words where it refuses.
	pub async fn ask(&self, method: &str, params: &[Value]) -> Result<Value, Error> {
		let mut list = RpcParams::new();
		for param in params {
			list.push(param).map_err(Error::chain)?;
		}
		self.node.request(method, list).await.map_err(Error::chain)
	}

	/// The ledger as of the latest finalised block: what no fork can take back.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn finalized(&self) -> Result<Snapshot, Error> {
		self.chain.at_current_block().await.map(Snapshot::new).map_err(Error::chain)
	}

	/// The ledger as of the node's best block: the newest, which a fork may still take back.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn best(&self) -> Result<Snapshot, Error> {
		let hash = self.rpc.chain_get_block_hash(None).await.map_err(Error::chain)?;
		self.at(hash.unwrap_or_else(|| self.genesis())).await
	}

	/// The ledger as of the block that this client acts on: the latest finalised one, or the best of [`Client::connect_to_best`].
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn head(&self) -> Result<Snapshot, Error> {
		match self.acts_on {
			Head::Finalized => self.finalized().await,
			Head::Best => self.best().await,
		}
	}

	/// Whether what this client waited for is final.
	pub fn waits_for_finality(&self) -> bool {
		self.acts_on == Head::Finalized
	}

	/// The ledger as of the block with this hash. A node keeps the state of a limited number of blocks, an archive of all.
	///
	/// # Errors
	/// [`Error::Chain`], also if the node does not have the block or its state.
	pub async fn at(&self, block: Hash) -> Result<Snapshot, Error> {
		let at = self.chain.at_block(BlockNumberOrRef::from(block)).await.map_err(Error::chain)?;
		Ok(Snapshot::new(at))
	}

	/// The header of the block with this hash.
	pub(crate) async fn header(&self, block: Hash) -> Result<SubstrateHeader<Hash>, Error> {
		let header = self.rpc.chain_get_header(Some(block)).await.map_err(Error::chain)?;
		header.ok_or_else(|| {
			Error::chain(subxt::Error::other_str(format!("the node has no block {block:?}")))
		})
	}

	/// The nonce of the next extrinsic of `account`, counting those that wait in the node's pool.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn next_nonce(&self, account: &AccountId) -> Result<u64, Error> {
		self.rpc.system_account_next_index(account).await.map_err(Error::chain)
	}

	/// Where record `seq` of `vin` stands: its block, that block's time, whether it is final.
	///
	/// # Errors
	/// [`Error::RecordNotFound`], [`Error::BlockMismatch`], [`Error::Chain`].
	pub async fn provenance(&self, vin: Vin, seq: u32) -> Result<Provenance, Error> {
		provenance::of_record(self, vin, seq).await
	}

	/// Whether record `seq` of `vin` was on the chain before `moment`, with the evidence.
	///
	/// # Errors
	/// [`Error::HistoryBroken`], [`Error::BlockMismatch`], [`Error::Chain`]. A record that the finalised chain does not
	/// have is an answer, not an error.
	pub async fn existed_before(
		&self,
		vin: Vin,
		seq: u32,
		moment: Moment,
	) -> Result<Existence, Error> {
		provenance::existed_before(self, vin, seq, moment).await
	}

	/// The block at this height of the chain that the node follows, and the moment that its author stated.
	///
	/// # Errors
	/// [`Error::BlockMismatch`] if the node does not have it, or its time cannot be read; [`Error::Chain`].
	pub async fn block(&self, number: u32) -> Result<(BlockId, Moment), Error> {
		let mismatch = |reason: &str| Error::BlockMismatch { number, reason: reason.to_string() };
		let hash = self
			.rpc
			.chain_get_block_hash(Some(number.into()))
			.await
			.map_err(Error::chain)?
			.ok_or_else(|| mismatch("the node has no block at this height"))?;
		let details = self
			.rpc
			.chain_get_block(Some(hash))
			.await
			.map_err(Error::chain)?
			.ok_or_else(|| mismatch("the node does not have the block's body"))?;
		let extrinsics: Vec<Vec<u8>> =
			details.block.extrinsics.into_iter().map(|bytes| bytes.0).collect();
		let at = self.chain.at_current_block().await.map_err(Error::chain)?;
		let moment = reads::stated_moment(&extrinsics, at.metadata_ref())
			.ok_or_else(|| mismatch("it states no time that this SDK can read"))?;
		Ok((BlockId { number, hash }, moment))
	}
}

async fn reach(url: &str) -> Result<RpcClient, Error> {
	RpcClient::from_url(url).await.map_err(|error| unreachable(url, error))
}

/// The chain behind a connection, without the subscriptions that nodes end when finality is more than 128 blocks behind.
async fn online(url: &str, rpc: &RpcClient) -> Result<OnlineClient<SubstrateConfig>, Error> {
	let backend = LegacyBackend::builder().build(rpc.clone());
	let chain = OnlineClient::from_backend(Arc::new(backend));
	chain.await.map_err(|error| unreachable(url, error))
}

fn unreachable(url: &str, reason: impl ToString) -> Error {
	Error::Unreachable { url: url.to_string(), reason: reason.to_string() }
}
