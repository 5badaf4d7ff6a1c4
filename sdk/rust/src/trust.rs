//! What one chain has to be told of another before it follows it.

use crate::{Client, Digest, Error, Hash};
use codec::Decode;
use serde_json::json;
use subxt::config::substrate::DigestItem;

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

impl Client {
	/// The chain of this client as of its latest final block, for another that is to follow it.
	///
	/// # Errors
	/// [`Error::Chain`].
	pub async fn trust_anchor(&self) -> Result<TrustAnchor, Error> {
		let block = self.finalized().await?.block();
		let header = self.header(block.hash).await?;
		let mut logs = String::new();
		for log in &header.digest.logs {
			logs.push_str(&log_text(log));
			logs.push_str(", ");
		}
		Ok(TrustAnchor {
			chain: self.genesis(),
			number: block.number,
			hash: block.hash,
			authorities: self.state_call("GrandpaApi_grandpa_authorities", block.hash).await?,
			set_id: self.state_call("GrandpaApi_current_set_id", block.hash).await?,
			header: format!(
				"{{ parent_hash: {:?}, number: {}, state_root: {:?}, extrinsics_root: {:?}, digest: {{ logs: ({logs}) }} }}",
				header.parent_hash, header.number, header.state_root, header.extrinsics_root,
			),
		})
	}

	/// What a function of the runtime that takes nothing answered at a block.
	async fn state_call<T: Decode>(&self, function: &str, at: Hash) -> Result<T, Error> {
		let params = [json!(function), json!("0x"), json!(at)];
		let answer = self.ask("state_call", &params).await?;
		let text = answer.as_str().map(|text| text.trim_start_matches("0x")).unwrap_or_default();
		let unreadable = |error: String| Error::chain(subxt::Error::other_str(error));
		let bytes = hex::decode(text).map_err(|error| unreadable(error.to_string()))?;
		T::decode(&mut &bytes[..]).map_err(|error| unreadable(error.to_string()))
	}
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
		let authorities = self.authorities.iter().fold(String::new(), |text, (key, weight)| {
			format!("{text}(0x{}, {weight}), ", hex::encode(key))
		});
		let (header, set_id) = (&self.header, self.set_id);
		format!("header: {header}, authorities: ({authorities}), set_id: {set_id}")
	}
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
