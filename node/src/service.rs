//! Ties client, consensus, network and RPC together into a running node.

use crate::{
	consensus::{self, Consensus, FinalityLink, SelectChain},
	double_authoring, rpc,
};
use carxchain_runtime::{opaque::Block, Hash, RuntimeApi};
use futures::FutureExt;
use sc_client_api::{Backend, HeaderBackend};
use sc_consensus::DefaultImportQueue;
use sc_consensus_grandpa::{warp_proof, GrandpaPruningFilter, SharedVoterState};
use sc_executor::{HeapAllocStrategy, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::{NetworkService, NotificationService},
	types::ProtocolName,
	Litep2pNetworkBackend, NetworkBackend,
};
use sc_network_sync::SyncingService;
use sc_network_transactions::TransactionsHandlerController;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	BuildNetworkParams, ChainType, Configuration, Error, PruningMode, SpawnTasksParams,
	TFullBackend, TFullClient, TaskManager, WarpSyncConfig,
};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::{TransactionPoolHandle, TransactionPoolOptions, TransactionPoolType};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sc_utils::mpsc::TracingUnboundedSender;
use sp_keystore::KeystorePtr;
use std::{
	env,
	path::{self, PathBuf},
	sync::Arc,
};
use substrate_prometheus_endpoint::Registry;

/// Messages that may wait for a slow telemetry server before new ones are dropped.
const TELEMETRY_BUFFER: usize = 16;

/// Names the folder for compiled runtimes where it is not in the base path.
const WASM_CACHE_VARIABLE: &str = "CARX_WASM_CACHE";

type Executor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;

/// The chain's database, executor and runtime API.
pub type FullClient = TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = TFullBackend<Block>;
/// Transactions that wait for a block.
pub type FullPool = TransactionPoolHandle<Block, FullClient>;

/// Handles on the chain in this machine's database. Clones share it.
#[derive(Clone)]
pub struct Chain {
	/// Reads and executes blocks.
	pub client: Arc<FullClient>,
	/// The database under the client.
	pub backend: Arc<FullBackend>,
	/// Transactions that wait for a block.
	pub pool: Arc<FullPool>,
	/// Decides which fork to build on.
	pub select_chain: SelectChain,
	/// The session keys of this node.
	pub keystore: KeystorePtr,
	/// Where to report to, if anywhere.
	pub telemetry: Option<TelemetryHandle>,
	/// What the Prometheus endpoint shows, if it is on.
	pub metrics: Option<Registry>,
}

/// Opens the chain that `config` names, and makes its genesis block if the database is new.
///
/// # Errors
/// When database, keystore or genesis cannot be used.
pub fn open(
	config: &Configuration,
	telemetry: Option<TelemetryHandle>,
) -> Result<(Chain, Consensus, TaskManager), Error> {
	let (client, backend, keystore, tasks) = sc_service::new_full_parts(
		config,
		telemetry.clone(),
		executor(config),
		// A node that prunes old blocks keeps those with a justification: warp sync is served from them.
		vec![Arc::new(GrandpaPruningFilter)],
	)?;
	let client = Arc::new(client);
	let pool = sc_transaction_pool::Builder::new(
		tasks.spawn_essential_handle(),
		client.clone(),
		config.role.is_authority().into(),
	)
	.with_options(config.transaction_pool.clone())
	.with_prometheus(config.prometheus_registry())
	.build();
	let chain = Chain {
		client,
		pool: Arc::new(pool),
		select_chain: SelectChain::new(backend.clone()),
		backend,
		keystore: keystore.keystore(),
		telemetry,
		metrics: config.prometheus_registry().cloned(),
	};
	let consensus = consensus::set_up(&chain, &tasks)?;
	Ok((chain, consensus, tasks))
}

/// What executes the runtime. It keeps what it has compiled, so that a restart takes seconds less: in the folder that the environment names, which
/// several nodes may share, else beside the node's chains. Who can write there can have the node run anything, as with the binary.
fn executor(config: &Configuration) -> Executor {
	let cache = env::var_os(WASM_CACHE_VARIABLE)
		.map_or_else(|| config.base_path.path().join("wasm-cache"), PathBuf::from);
	// Wasmtime takes no other; `--base-path` may be relative.
	let cache = path::absolute(&cache).unwrap_or(cache);
	let config = &config.executor;
	let heap = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: u32::try_from(pages).unwrap_or(u32::MAX) }
	});
	Executor::builder()
		.with_execution_method(config.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(config.max_runtime_instances)
		.with_runtime_cache_size(config.runtime_cache_size)
		.with_cache_path(cache)
		.build()
}

/// Makes a node that writes nothing to the chain and forgets nothing of it: its pool has no place for a single transaction, and it keeps
/// every state unless the command line says otherwise.
pub fn follow_only(config: &mut Configuration) {
	config.transaction_pool = TransactionPoolOptions::new_with_params(
		0,
		0,
		None,
		TransactionPoolType::ForkAware,
		false,
		false,
	);
	config.state_pruning.get_or_insert(PruningMode::ArchiveAll);
}

/// Starts the node that `config` describes; it runs as long as the tasks of the returned manager do.
///
/// # Errors
/// When a part of it cannot be set up, and when libp2p is asked for.
pub fn start(mut config: Configuration) -> Result<TaskManager, Error> {
	refuse_libp2p(&config)?;
	if matches!(config.chain_spec.chain_type(), ChainType::Development | ChainType::Local) {
		// The SDK waits for three peers, to warp to the newest finality that any of them knows. A small network never has
		// three, and one peer is as safe: each proof is verified from genesis on.
		config.network.min_peers_to_start_warp_sync = Some(1);
	}
	let (telemetry, telemetry_worker) = connect_telemetry(&config)?.unzip();
	let (chain, consensus, mut tasks) = open(&config, telemetry.as_ref().map(Telemetry::handle))?;
	if let Some(worker) = telemetry_worker {
		tasks.spawn_handle().spawn("telemetry", None, worker.run());
	}
	let Consensus { import_queue, block_import, finality } = consensus;
	let (network, channels) = join_network(&config, &chain, &finality, import_queue, &tasks)?;
	if config.offchain_worker.enabled {
		run_offchain_workers(&config, &chain, &network, &tasks)?;
	}

	let authoring = config.role.is_authority().then_some(config.force_authoring);
	let voting =
		(!config.disable_grandpa).then(|| consensus::voter_config(&config, &chain, &network));
	let voter_state = SharedVoterState::empty();
	let methods = rpc::Methods::new(&chain, &finality, voter_state.clone(), config.chain_spec.id());
	serve(config, &chain, &network, channels, methods, telemetry, &mut tasks)?;

	if let Some(force) = authoring {
		let watch = double_authoring::watch(chain.clone());
		// It asks the runtime and writes to the database: threads that others wait on must not.
		let handle = tasks.spawn_handle();
		handle.spawn_blocking("double-authoring", Some("block-authoring"), watch);
		consensus::author_blocks(&chain, block_import, &network, force, &tasks)?;
	}
	if let Some(voter) = voting {
		consensus::vote_on_finality(&chain, finality, network, voter, voter_state, &tasks)?;
	}
	Ok(tasks)
}

fn refuse_libp2p(config: &Configuration) -> Result<(), Error> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => Ok(()),
		NetworkBackendType::Libp2p => Err(Error::Other(
			"this node has no libp2p; leave `--network-backend` out or set it to `litep2p`".into(),
		)),
	}
}

fn connect_telemetry(
	config: &Configuration,
) -> Result<Option<(Telemetry, TelemetryWorker)>, Error> {
	let Some(endpoints) = config.telemetry_endpoints.clone().filter(|known| !known.is_empty())
	else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(TELEMETRY_BUFFER)?;
	Ok(Some((worker.handle().new_telemetry(endpoints), worker)))
}

/// The node's side of the peer-to-peer network.
pub struct Network {
	/// Sends and receives.
	pub service: Arc<dyn NetworkService>,
	/// Fetches the blocks of others.
	pub sync: Arc<SyncingService<Block>>,
	/// Name of the protocol in which GRANDPA votes travel; it contains the genesis hash.
	pub finality_protocol: ProtocolName,
	/// Those votes.
	pub finality_messages: Box<dyn NotificationService>,
}

/// How the RPC asks the network, and the pool passes transactions on to it.
struct Channels {
	system_requests: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
	transactions: TransactionsHandlerController<Hash>,
}

fn join_network(
	config: &Configuration,
	chain: &Chain,
	finality: &FinalityLink,
	import_queue: DefaultImportQueue<Block>,
	tasks: &TaskManager,
) -> Result<(Network, Channels), Error> {
	let mut net_config = FullNetworkConfiguration::<Block, Hash, Litep2pNetworkBackend>::new(
		&config.network,
		chain.metrics.clone(),
	);
	let metrics =
		<Litep2pNetworkBackend as NetworkBackend<Block, Hash>>::register_notification_metrics(
			chain.metrics.as_ref(),
		);
	let finality_protocol = sc_consensus_grandpa::protocol_standard_name(
		&chain.client.info().genesis_hash,
		&config.chain_spec,
	);
	let (finality_config, finality_messages) =
		sc_consensus_grandpa::grandpa_peers_set_config::<Block, Litep2pNetworkBackend>(
			finality_protocol.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(finality_config);
	let warp_proofs = warp_proof::NetworkProvider::new(
		chain.backend.clone(),
		finality.shared_authority_set().clone(),
		Vec::new(),
	);
	let (service, system_requests, transactions, sync, _ipfs) =
		sc_service::build_network(BuildNetworkParams {
			config,
			net_config,
			client: chain.client.clone(),
			transaction_pool: chain.pool.clone(),
			spawn_handle: tasks.spawn_handle(),
			spawn_essential_handle: tasks.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_proofs))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;
	let network = Network { service, sync, finality_protocol, finality_messages };
	Ok((network, Channels { system_requests, transactions }))
}

fn run_offchain_workers(
	config: &Configuration,
	chain: &Chain,
	network: &Network,
	tasks: &TaskManager,
) -> Result<(), Error> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: chain.client.clone(),
		keystore: Some(chain.keystore.clone()),
		offchain_db: chain.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(chain.pool.clone())),
		network_provider: Arc::new(network.service.clone()),
		is_validator: config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	let work = workers.run(chain.client.clone(), tasks.spawn_handle()).boxed();
	tasks.spawn_handle().spawn("offchain-workers", Some("offchain-worker"), work);
	Ok(())
}

/// Starts what every node runs: RPC server, Prometheus endpoint, transaction gossip, the informant.
fn serve(
	config: Configuration,
	chain: &Chain,
	network: &Network,
	channels: Channels,
	methods: rpc::Methods,
	mut telemetry: Option<Telemetry>,
	tasks: &mut TaskManager,
) -> Result<(), Error> {
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: chain.client.clone(),
		backend: chain.backend.clone(),
		task_manager: tasks,
		keystore: chain.keystore.clone(),
		transaction_pool: chain.pool.clone(),
		rpc_builder: Box::new(move |executor| methods.module(executor)),
		network: network.service.clone(),
		system_rpc_tx: channels.system_requests,
		tx_handler_controller: channels.transactions,
		sync_service: network.sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	Ok(())
}
