//! A chain by its nodes: one connection, another node when that fails, and a rest when all do.

use crate::{
	backoff::Backoff,
	config::{ChainConfig, ChainRole, ConfigError},
	metrics::Metrics,
	node::Node,
	trouble::Trouble,
	view::View,
};
use carx_primitives::{ChainId, Digest};
use carx_sdk::Signer;
use std::{
	future::Future,
	sync::{Arc, Mutex, OnceLock, PoisonError},
	time::{Duration, Instant},
};
use tokio::{sync::Mutex as AsyncMutex, time::timeout};

/// How long a node may take to be connected and looked at.
const CONNECTING: Duration = Duration::from_secs(20);
/// How long a node may take for what is asked of it at one go.
const ANSWERING: Duration = Duration::from_secs(20);
/// How long a chain is left alone after none of its nodes answered: from, and up to.
const REST: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));
/// Views that are kept. What a chain says at a block never changes.
const VIEWS: usize = 64;

/// A chain of the network.
pub struct Chain {
	/// What it is called.
	pub name: String,
	/// What it is among the others.
	pub role: ChainRole,
	/// Who signs on it.
	pub signer: Signer,
	endpoints: Vec<String>,
	allow_plain: bool,
	/// The hash of its first block, once it is known: no node of another chain is taken.
	id: OnceLock<ChainId>,
	link: AsyncMutex<Link>,
	views: Mutex<Vec<Arc<View>>>,
	metrics: Arc<Metrics>,
}

struct Link {
	node: Option<Node>,
	/// Which endpoint is in use, or tried next.
	at: usize,
	rest: Backoff,
}

impl Chain {
	/// A chain to which nobody is connected yet.
	///
	/// # Errors
	/// [`ConfigError`] for its genesis hash.
	pub fn new(
		config: &ChainConfig,
		signer: Signer,
		metrics: Arc<Metrics>,
	) -> Result<Self, ConfigError> {
		let id = config.genesis()?.map(|genesis| OnceLock::from(ChainId(genesis)));
		metrics.set_connected(&config.name, false);
		Ok(Self {
			name: config.name.clone(),
			role: config.role,
			signer,
			endpoints: config.endpoints.clone(),
			allow_plain: config.allow_plain,
			id: id.unwrap_or_default(),
			link: AsyncMutex::new(Link { node: None, at: 0, rest: Backoff::new(REST.0, REST.1) }),
			views: Mutex::default(),
			metrics,
		})
	}

	/// What it is known by, once a node said it or the configuration does.
	pub fn id(&self) -> Option<ChainId> {
		self.id.get().copied()
	}

	/// The addresses of its nodes.
	pub fn endpoints(&self) -> &[String] {
		&self.endpoints
	}

	/// The node that is connected; the next that can be, if none is.
	async fn node(&self) -> Result<Node, Trouble> {
		let mut link = self.link.lock().await;
		if let Some(node) = &link.node {
			return Ok(node.clone());
		}
		if let Some(left) = link.rest.left(Instant::now()) {
			return Err(Trouble::Resting(left));
		}
		let url = self.endpoints.get(link.at).or(self.endpoints.first());
		let url = url.map(String::as_str).unwrap_or_default();
		match self.connect(url).await {
			Ok(node) => {
				tracing::info!(chain = self.name, url, "connected");
				link.node = Some(node.clone());
				self.metrics.set_connected(&self.name, true);
				Ok(node)
			},
			Err(trouble) => {
				self.turn_to_next(&mut link, &trouble);
				Err(trouble)
			},
		}
	}

	/// Connects to the node at an address, and refuses one of another chain.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn connect(&self, url: &str) -> Result<Node, Trouble> {
		let node = timeout(CONNECTING, Node::connect(url, self.allow_plain)).await;
		let node = node.map_err(|_| Trouble::Timeout(CONNECTING))??;
		let id = *self.id.get_or_init(|| node.id);
		if id != node.id {
			let hex = |id: ChainId| hex::encode(id.0);
			let (is, expected) = (hex(node.id), hex(id));
			let reason = format!("{url} is of chain 0x{is}, and not of 0x{expected}");
			return Err(Trouble::NotReady(reason));
		}
		self.metrics.name_chain(id, &self.name);
		Ok(node)
	}

	/// Leaves the node; after the last of all, for a rest.
	fn turn_to_next(&self, link: &mut Link, trouble: &Trouble) {
		link.node = None;
		self.metrics.set_connected(&self.name, false);
		let url = self.endpoints.get(link.at).map(String::as_str).unwrap_or_default();
		link.at = link.at.saturating_add(1).checked_rem(self.endpoints.len()).unwrap_or_default();
		let rest = (link.at == 0).then(|| link.rest.fail(Instant::now()));
		let rest = rest.map(|rest| rest.as_millis());
		match trouble {
			Trouble::Contradiction { .. } => {
				tracing::error!(chain = self.name, url, rest_ms = rest, "not used: {trouble}");
			},
			_ => tracing::warn!(chain = self.name, url, rest_ms = rest, "{trouble}"),
		}
	}

	/// Does something by a node of the chain. If that fails, another node is asked the next time.
	///
	/// # Errors
	/// What `work` says, [`Trouble::Timeout`], or why no node can be asked.
	pub async fn by_node<T, F>(&self, work: impl FnOnce(Node) -> F) -> Result<T, Trouble>
	where
		F: Future<Output = Result<T, Trouble>>,
	{
		let node = self.node().await?;
		let url = node.url.clone();
		let done = timeout(ANSWERING, work(node)).await;
		let done = done.unwrap_or(Err(Trouble::Timeout(ANSWERING)));
		let mut link = self.link.lock().await;
		match &done {
			Ok(_) => link.rest.succeed(),
			// Another task may have left it already.
			Err(trouble) if link.node.as_ref().is_some_and(|node| node.url == url) => {
				self.turn_to_next(&mut link, trouble);
			},
			Err(_) => {},
		}
		drop(link);
		done
	}

	/// The chain at its best block.
	///
	/// # Errors
	/// [`Trouble`], also if the node is syncing.
	pub async fn best(&self) -> Result<Arc<View>, Trouble> {
		let view = self
			.by_node(|node| async move {
				node.ensure_synced().await?;
				let hash = node.best_hash().await?;
				self.view_at(&node, hash).await
			})
			.await?;
		self.metrics.set_best(&self.name, view.number);
		Ok(view)
	}

	/// The chain at its newest final block.
	///
	/// # Errors
	/// [`Trouble`].
	pub async fn finalized(&self) -> Result<Arc<View>, Trouble> {
		let view = self
			.by_node(|node| async move {
				let hash = node.finalized_hash().await?;
				self.view_at(&node, hash).await
			})
			.await?;
		self.metrics.set_finalized(&self.name, view.number);
		Ok(view)
	}

	/// The chain at a block that another knows to be final; none if no node has that state any more.
	///
	/// # Errors
	/// [`Trouble`], also if the node has another block at that height, or none.
	pub async fn known(&self, number: u32, hash: Digest) -> Result<Option<Arc<View>>, Trouble> {
		self.by_node(|node| async move {
			node.ensure_has(number, hash).await?;
			match self.view_at(&node, hash).await {
				Ok(view) => Ok(Some(view)),
				Err(trouble) if node.is_alive().await => {
					tracing::debug!(chain = self.name, number, "no state: {trouble}");
					Ok(None)
				},
				Err(trouble) => Err(trouble),
			}
		})
		.await
	}

	async fn view_at(&self, node: &Node, hash: Digest) -> Result<Arc<View>, Trouble> {
		let kept = self.views().iter().find(|view| view.hash == hash).cloned();
		if let Some(view) = kept {
			return Ok(view);
		}
		let view = Arc::new(node.view(hash).await?);
		let mut views = self.views();
		if views.len() >= VIEWS {
			views.remove(0);
		}
		views.push(view.clone());
		Ok(view)
	}

	fn views(&self) -> std::sync::MutexGuard<'_, Vec<Arc<View>>> {
		self.views.lock().unwrap_or_else(PoisonError::into_inner)
	}
}
