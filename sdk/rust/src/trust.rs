//! What one chain has to be told of another before it follows it, and why it believes nothing of it any more.

use crate::{generated::reads, AccountId, Client, Digest, Error, Hash, Snapshot};
use codec::Decode;
use serde_json::json;
use subxt::config::substrate::{DigestItem, SubstrateHeader};

/// A final block of a chain, and who finalises those after it: what governance of another chain trusts without proof. Everybody who
/// asks a node of the chain gets the same for the same block, so committee members can compare it with what they see themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustAnchor {
	/// What the chain is known by: the hash of its first block.
	pub chain: Hash,
	/// The height of the block.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
	/// The set that finalises its successors, with the weight of each one's vote.
	pub authorities: Vec<(Digest, u64)>,
	/// The number of that set.
	pub set_id: u64,
	/// The header, as text.
	header: String,
}

/// Evidence that a chain finalised two headers of one height.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChainConflict {
	/// The height.
	pub number: u32,
	/// The hashes of the two, first that of the one that was known, if one was.
	pub hashes: [Hash; 2],
	/// Who reported it.
	pub reporter: AccountId,
	/// The height of the block in which it was reported.
	pub reported_in: u32,
}

impl Snapshot {
	/// The last evidence that another chain finalised two headers of one height. It stays when that is trusted again.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn chain_conflict(&self, chain: Hash) -> Result<Option<ChainConflict>, Error> {
		reads::chain_conflict(self.chain(), chain).await
	}
}

impl Client {
	/// The chain of this client as of its latest final block, for another that is to follow it.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn trust_anchor(&self) -> Result<TrustAnchor, Error> {
		let at = self.finalized().await?;
		let block = at.block();
		Ok(TrustAnchor {
			chain: self.genesis(),
			number: block.number,
			hash: block.hash,
			authorities: answer(&at, "GrandpaApi_grandpa_authorities").await?,
			set_id: answer(&at, "GrandpaApi_current_set_id").await?,
			header: header_text(&self.header(block.hash).await?),
		})
	}
}

/// What a function of the runtime that takes nothing answers.
async fn answer<T: Decode>(at: &Snapshot, function: &str) -> Result<T, Error> {
	let bytes = at.runtime_api(function, &[]).await?;
	T::decode(&mut &bytes[..])
		.map_err(|error| Error::chain(subxt::Error::other_str(error.to_string())))
}

impl TrustAnchor {
	/// The arguments of `LightClients.register_chain` as [`crate::Call::parse`] reads them; `name` is what people call the chain.
	pub fn registration(&self, name: &str) -> String {
		format!("{{ chain: {:?}, name: {}, {} }}", self.chain, json!(name), self.trusted())
	}

	/// The arguments of `LightClients.trust_anew`.
	pub fn renewal(&self) -> String {
		format!("{{ chain: {:?}, {} }}", self.chain, self.trusted())
	}

	fn trusted(&self) -> String {
		let voter = |(key, weight): &(Digest, u64)| format!("(0x{}, {weight})", hex::encode(key));
		let authorities = list(self.authorities.iter().map(voter));
		let (header, set_id) = (&self.header, self.set_id);
		format!("header: {header}, authorities: {authorities}, set_id: {set_id}")
	}
}

fn list(items: impl Iterator<Item = String>) -> String {
	format!("({})", items.collect::<Vec<_>>().join(", "))
}

fn header_text(header: &SubstrateHeader<Hash>) -> String {
	let SubstrateHeader { parent_hash, number, state_root, extrinsics_root, digest } = header;
	let logs = list(digest.logs.iter().map(log_text));
	format!(
		"{{ parent_hash: {parent_hash:?}, number: {number}, state_root: {state_root:?}, extrinsics_root: {extrinsics_root:?}, digest: {{ logs: {logs} }} }}"
	)
}

/// An entry of a header's digest as text.
fn log_text(log: &DigestItem) -> String {
	let of_engine = |kind: &str, engine: &[u8; 4], bytes: &[u8]| {
		format!("{kind}(0x{}, 0x{})", hex::encode(engine), hex::encode(bytes))
	};
	match log {
		DigestItem::PreRuntime(engine, bytes) => of_engine("PreRuntime", engine, bytes),
		DigestItem::Consensus(engine, bytes) => of_engine("Consensus", engine, bytes),
		DigestItem::Seal(engine, bytes) => of_engine("Seal", engine, bytes),
		DigestItem::Other(bytes) => format!("Other(0x{})", hex::encode(bytes)),
		DigestItem::RuntimeEnvironmentUpdated => "RuntimeEnvironmentUpdated()".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::generated::{calls, metadata};
	use subxt::config::substrate::Digest as Logs;

	fn anchor(logs: Vec<DigestItem>, voters: u8) -> TrustAnchor {
		let header = SubstrateHeader {
			parent_hash: Hash::repeat_byte(1),
			number: 7,
			state_root: Hash::repeat_byte(2),
			extrinsics_root: Hash::repeat_byte(3),
			digest: Logs { logs },
		};
		TrustAnchor {
			chain: Hash::repeat_byte(4),
			number: 7,
			hash: Hash::repeat_byte(5),
			authorities: (0..voters).map(|voter| ([voter; 32], 1)).collect(),
			set_id: 9,
			header: header_text(&header),
		}
	}

	#[test]
	fn an_anchor_is_the_arguments_of_the_calls_that_ask_for_it() {
		let metadata = metadata();
		let pre = DigestItem::PreRuntime(*b"aura", vec![1, 2]);
		let consensus = DigestItem::Consensus(*b"FRNK", vec![1; 40]);
		let seal = DigestItem::Seal(*b"aura", vec![6; 64]);
		for logs in [vec![], vec![pre.clone()], vec![pre, consensus, seal]] {
			for voters in [1, 2, 4] {
				let anchor = anchor(logs.clone(), voters);
				let named = anchor.registration("trade");
				calls::parse("LightClients.register_chain", &named, &metadata).expect(&named);
				let unnamed = anchor.renewal();
				calls::parse("LightClients.trust_anew", &unnamed, &metadata).expect(&unnamed);
			}
		}
	}
}
