//! One node of a chain: what it is asked, and how its answers are read.

use crate::{
	calls::{self, LIGHT_CLIENTS},
	finality::{self, Authorities},
	keys::{self, BRIDGE},
	trouble::Trouble,
	view::{Followed, Limits, View},
};
use carx_primitives::{ChainId, Digest};
use carx_sdk::{AccountId, Client, Hash, Snapshot};
use codec::{Decode, DecodeAll, Encode};
use pallet_light_clients::{ChainInfo, Header, Justification};
use pallet_relay_bridge::{Ends, Lane, Message, Nonce, Outcome, Role, Route, Scope};
use serde_json::{json, Value};
use sp_consensus_grandpa::SetId;
use sp_core::H256;
use std::collections::BTreeMap;

/// A connection to a node whose runtime has what a relayer needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Node {
	/// Its address.
	pub url: String,
	/// What its chain is known by.
	pub id: ChainId,
	/// The bounds that its runtime states.
	pub limits: Limits,
	/// The connection.
	pub client: Client,
}

impl Node {
	/// Connects, and checks that the runtime has the calls, bounds and keys of this relayer.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn connect(url: &str, allow_plain: bool) -> Result<Self, Trouble> {
		let client = Client::connect_to_any(url, allow_plain).await?;
		let best = client.best().await?;
		for call in calls::samples() {
			best.ensure_call(&call)?;
		}
		let limits = limits(&best)?;
		ensure_keys(&best).await?;
		let id = ChainId(client.genesis().0);
		Ok(Self { url: url.into(), id, limits, client })
	}

	/// Asks by JSON-RPC.
	async fn ask(&self, method: &str, params: &[Value]) -> Result<Value, Trouble> {
		Ok(self.client.ask(method, params).await?)
	}

	/// Whether the node answers at all.
	pub async fn is_alive(&self) -> bool {
		self.ask("system_health", &[]).await.is_ok()
	}

	/// Fails while the node is catching up: what it takes for the newest is old.
	///
	/// # Errors
	/// [`Trouble::NotReady`], [`Trouble::Node`].
	pub async fn ensure_synced(&self) -> Result<(), Trouble> {
		let health = self.ask("system_health", &[]).await?;
		match health.get("isSyncing").and_then(Value::as_bool) {
			Some(true) => Err(Trouble::NotReady("the node is still syncing".into())),
			_ => Ok(()),
		}
	}

	/// The hash of the best block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn best_hash(&self) -> Result<Digest, Trouble> {
		digest("chain_getBlockHash", &self.ask("chain_getBlockHash", &[]).await?)
	}

	/// The hash of the newest final block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn finalized_hash(&self) -> Result<Digest, Trouble> {
		digest("chain_getFinalizedHead", &self.ask("chain_getFinalizedHead", &[]).await?)
	}

	/// The hash of the block at a height, if the node has one.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn hash_at(&self, number: u32) -> Result<Option<Digest>, Trouble> {
		let answer = self.ask("chain_getBlockHash", &[json!(number)]).await?;
		match answer {
			Value::Null => Ok(None),
			hash => digest("chain_getBlockHash", &hash).map(Some),
		}
	}

	/// The header of a block.
	///
	/// # Errors
	/// [`Trouble`], also if the answer is not the header with this hash.
	pub async fn header(&self, hash: Digest) -> Result<Header, Trouble> {
		let answer = self.ask("chain_getHeader", &[json!(hex(&hash))]).await?;
		let header: Header = serde_json::from_value(answer)
			.map_err(|error| Trouble::answer("chain_getHeader", error))?;
		if header.hash() != H256(hash) {
			return Err(Trouble::answer("chain_getHeader", "it is another header"));
		}
		Ok(header)
	}

	/// Of the blocks from `first` to `last` the first that names another set.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn hand_off(&self, first: u32, last: u32) -> Result<Option<u32>, Trouble> {
		let numbers: Vec<_> = (first..=last).collect();
		let hashes = self.ask("chain_getBlockHash", &[json!(numbers)]).await?;
		let hashes = hashes.as_array().ok_or(Trouble::answer("chain_getBlockHash", "no list"))?;
		let headers = hashes.iter().map(|hash| async move {
			let header = self.header(digest("chain_getBlockHash", hash)?).await?;
			Ok::<_, Trouble>(finality::is_hand_off(&header).then_some(header.number))
		});
		Ok(futures::future::try_join_all(headers).await?.into_iter().flatten().min())
	}

	/// The next justification that the node has for a block from `number` on, with the header that it is for.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn proof_of(&self, number: u32) -> Result<Option<(Header, Justification)>, Trouble> {
		const METHOD: &str = "grandpa_proveFinality";
		let answer = self.ask(METHOD, &[json!(number)]).await?;
		if answer.is_null() {
			return Ok(None);
		}
		let justification = finality::served(&bytes(METHOD, &answer)?)?;
		let (_, hash) = finality::target(&justification);
		let header = self.header(hash.0).await?;
		Ok(Some((header, justification)))
	}

	/// The headers in a row from height `first` to `last`, which they lead to.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn row(&self, first: u32, last: Header) -> Result<Vec<Header>, Trouble> {
		let mut row = vec![last];
		while let Some(child) = row.last().filter(|child| child.number > first) {
			let (number, parent) = (child.number, child.parent_hash);
			let parent = self.header(parent.0).await?;
			if parent.number.checked_add(1) != Some(number) {
				return Err(Trouble::answer("chain_getHeader", "a parent has another height"));
			}
			row.push(parent);
		}
		row.reverse();
		Ok(row)
	}

	/// The headers from height `first` on up to the next for which the node has kept votes, with these; none if there is none among the next
	/// `reach`.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn kept_proof(
		&self,
		first: u32,
		reach: u32,
	) -> Result<Option<(Vec<Header>, Justification)>, Trouble> {
		const METHOD: &str = "chain_getBlock";
		let mut row = Vec::new();
		for number in first..=first.saturating_add(reach) {
			let Some(hash) = self.hash_at(number).await? else { return Ok(None) };
			row.push(self.header(hash).await?);
			let block = self.ask(METHOD, &[json!(hex(&hash))]).await?;
			if let Some(votes) = finality::kept(&block)? {
				return Ok(Some((row, votes)));
			}
		}
		Ok(None)
	}

	/// Fails if the node has another block at a height than is known of its chain.
	///
	/// # Errors
	/// [`Trouble::Contradiction`]; [`Trouble::NotReady`] if it has none there yet.
	pub async fn ensure_has(&self, number: u32, hash: Digest) -> Result<(), Trouble> {
		match self.hash_at(number).await? {
			Some(found) if found == hash => Ok(()),
			Some(found) => Err(Trouble::Contradiction { number, known: hash, found }),
			None => Err(Trouble::NotReady(format!("the node does not have block {number} yet"))),
		}
	}

	/// The nodes of the trie that prove what is stored at `keys` after a block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn read_proof(
		&self,
		hash: Digest,
		keys: &[Vec<u8>],
	) -> Result<Vec<Vec<u8>>, Trouble> {
		const METHOD: &str = "state_getReadProof";
		let keys: Vec<_> = keys.iter().map(|key| hex(key)).collect();
		let answer = self.ask(METHOD, &[json!(keys), json!(hex(&hash))]).await?;
		let nodes = answer.get("proof").and_then(Value::as_array);
		let nodes = nodes.ok_or_else(|| Trouble::answer(METHOD, "there is no proof in it"))?;
		nodes.iter().map(|node| bytes(METHOD, node)).collect()
	}

	/// The chain at a block.
	async fn at(&self, hash: Digest) -> Result<Snapshot, Trouble> {
		Ok(self.client.at(Hash::from(hash)).await?)
	}

	/// What the chain says at a block.
	///
	/// # Errors
	/// [`Trouble`], also if the node has forgotten the state.
	pub async fn view(&self, hash: Digest) -> Result<View, Trouble> {
		let at = self.at(hash).await?;
		let (role, halts, outboxes, inboxes, clients, set_id) = futures::try_join!(
			view::<Role>(&at, BRIDGE, "role", vec![]),
			view::<Vec<Scope>>(&at, BRIDGE, "halts", vec![]),
			view::<Vec<(Route, Ends)>>(&at, BRIDGE, "outboxes", vec![]),
			view::<Vec<(Route, Nonce)>>(&at, BRIDGE, "inboxes", vec![]),
			view::<Vec<ChainInfo<u32>>>(&at, LIGHT_CLIENTS, "chains", vec![]),
			set_id(&at),
		)?;
		let followed = |info: ChainInfo<u32>| {
			let ChainInfo { id, set_id, best, oldest, halt, .. } = info;
			let halt = halt.map(|halt| halt.reason);
			let (hash, state_root) = (best.hash, best.state_root);
			(id, Followed { best: best.number, hash, state_root, oldest, set_id, halt })
		};
		Ok(View {
			number: at.block().number,
			hash,
			set_id,
			role,
			halts,
			outboxes: outboxes.into_iter().collect(),
			inboxes: inboxes.into_iter().collect(),
			clients: clients.into_iter().map(followed).collect(),
		})
	}

	/// How many parcels of each route the chain would take after a block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn intake(
		&self,
		hash: Digest,
		routes: impl IntoIterator<Item = Route>,
	) -> Result<BTreeMap<Route, u32>, Trouble> {
		let at = self.at(hash).await?;
		let mut intake = BTreeMap::new();
		for route in routes {
			let room = view::<u32>(&at, BRIDGE, "intake", route.encode()).await?;
			intake.insert(route, room);
		}
		Ok(intake)
	}

	/// The set that finalises the next headers of a chain, as known after a block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn authorities(&self, hash: Digest, chain: ChainId) -> Result<Authorities, Trouble> {
		let at = self.at(hash).await?;
		let arguments = chain.encode();
		let set = view::<Option<Authorities>>(&at, LIGHT_CLIENTS, "authorities", arguments).await?;
		set.ok_or_else(|| Trouble::NotReady("the chain is not followed any more".into()))
	}

	/// The sets of a chain whose votes are taken for what they finalised, as known after a block: `set_id`, which is in power, and the one before.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn sets(
		&self,
		hash: Digest,
		chain: ChainId,
		set_id: SetId,
	) -> Result<Vec<(SetId, Authorities)>, Trouble> {
		const METHOD: &str = "state_getStorage";
		let mut sets = vec![(set_id, self.authorities(hash, chain).await?)];
		if let Some(before) = set_id.checked_sub(1) {
			let key = hex(&keys::authority_set(&chain, before));
			let answer = self.ask(METHOD, &[json!(key), json!(hex(&hash))]).await?;
			if !answer.is_null() {
				sets.push((before, decoded(METHOD, &bytes(METHOD, &answer)?)?));
			}
		}
		Ok(sets)
	}

	/// Up to `limit` messages that await their receipt after a block, from the one after `start` on, with their keys.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn pending(
		&self,
		hash: Digest,
		start: Option<String>,
		limit: usize,
	) -> Result<Vec<(String, Route, u64)>, Trouble> {
		const METHOD: &str = "state_getKeysPaged";
		let prefix = hex(&keys::pending_prefix());
		let params = [json!(prefix), json!(limit), json!(start), json!(hex(&hash))];
		let answer = self.ask(METHOD, &params).await?;
		let keys = answer.as_array().ok_or_else(|| Trouble::answer(METHOD, "no list"))?;
		let read = |key: &Value| {
			let found = keys::pending(&bytes(METHOD, key)?);
			let (route, number) = found.ok_or_else(|| Trouble::answer(METHOD, "no such key"))?;
			Ok((key.as_str().unwrap_or_default().to_owned(), route, number))
		};
		keys.iter().map(read).collect()
	}

	/// Of some messages those whose receipt came when their handler could not follow.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn unclosed(
		&self,
		hash: Digest,
		messages: Vec<(Route, u64)>,
	) -> Result<Vec<(Route, u64)>, Trouble> {
		let at = &self.at(hash).await?;
		let looks = messages.into_iter().map(|message| async move {
			let answer = at.view(BRIDGE, "message", message.encode()).await?;
			let known =
				decoded::<Option<(Message<AccountId>, Option<Outcome>)>>("message", &answer)?;
			let is_decided = known.is_some_and(|(_, outcome)| outcome.is_some());
			Ok::<_, Trouble>(is_decided.then_some(message))
		});
		Ok(futures::future::try_join_all(looks).await?.into_iter().flatten().collect())
	}

	/// What an account can spend.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn balance(&self, account: AccountId) -> Result<u128, Trouble> {
		Ok(self.client.best().await?.free_balance(account).await?)
	}
}

/// The number of the set that finalises the blocks after one.
async fn set_id(at: &Snapshot) -> Result<u64, Trouble> {
	const FUNCTION: &str = "GrandpaApi_current_set_id";
	let answer = at.runtime_api(FUNCTION, &[]).await?;
	decoded(FUNCTION, &answer)
}

/// What a view function answers.
async fn view<T: Decode>(
	at: &Snapshot,
	pallet: &str,
	function: &str,
	arguments: Vec<u8>,
) -> Result<T, Trouble> {
	decoded(function, &at.view(pallet, function, arguments).await?)
}

fn limits(at: &Snapshot) -> Result<Limits, Trouble> {
	let constant = |pallet: &str, name: &str| -> Result<u32, Trouble> {
		decoded(name, &at.constant(pallet, name)?)
	};
	Ok(Limits {
		max_batch: constant(BRIDGE, "MaxBatch")?,
		max_unconfirmed: constant(BRIDGE, "MaxUnconfirmed")?,
		max_proof_nodes: constant(BRIDGE, "MaxProofNodes")?,
		max_proof_size: constant(BRIDGE, "MaxProofSize")?,
		max_ancestors: constant(LIGHT_CLIENTS, "MaxAncestors")?,
		max_header_size: constant(LIGHT_CLIENTS, "MaxHeaderSize")?,
		free_header_interval: constant(LIGHT_CLIENTS, "FreeHeaderInterval")?,
	})
}

/// Fails if the runtime stores parcels under other keys than this relayer asks proofs of.
async fn ensure_keys(at: &Snapshot) -> Result<(), Trouble> {
	let (source, target) = (ChainId([1; 32]), ChainId([2; 32]));
	let (route, nonce) = (Route { source, target, lane: Lane::Assets }, 3u64);
	let outbox = view::<Vec<u8>>(at, BRIDGE, "outbox_key", (route, nonce).encode()).await?;
	let inbox = view::<Vec<u8>>(at, BRIDGE, "inbox_key", route.encode()).await?;
	if (outbox, inbox) != (keys::outbox(&route, nonce), keys::inbox(&route)) {
		let reason = "the runtime keeps parcels under other keys; use the relayer of its release";
		return Err(Trouble::NotReady(reason.into()));
	}
	Ok(())
}

fn decoded<T: Decode>(what: &str, bytes: &[u8]) -> Result<T, Trouble> {
	T::decode_all(&mut &bytes[..]).map_err(|error| Trouble::answer(what, error))
}

fn hex(bytes: &[u8]) -> String {
	format!("0x{}", ::hex::encode(bytes))
}

fn bytes(method: &str, answer: &Value) -> Result<Vec<u8>, Trouble> {
	let digits = answer.as_str().and_then(|text| text.strip_prefix("0x"));
	let digits = digits.ok_or_else(|| Trouble::answer(method, "no bytes in hexadecimal"))?;
	::hex::decode(digits).map_err(|error| Trouble::answer(method, error))
}

fn digest(method: &str, answer: &Value) -> Result<Digest, Trouble> {
	let found = bytes(method, answer)?;
	Digest::try_from(found).map_err(|_| Trouble::answer(method, "no hash"))
}
