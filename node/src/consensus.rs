//! How blocks are made, verified and finalised: Aura for authorship, GRANDPA for finality.

use crate::service::{Chain, FullBackend, FullClient, Network};
use carxchain_runtime::{opaque::Block, Hash};
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::{
	standalone::slot_duration_at, CheckForEquivocation, ImportQueueParams, SlotProportion,
	StartAuraParams,
};
use sc_consensus_grandpa::{
	GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState, VotingRulesBuilder,
};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_service::{Configuration, Error, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotInherent, sr25519::AuthorityPair as AuraPair,
};
use sp_timestamp::InherentDataProvider as TimeInherent;
use std::{
	future::{ready, Ready},
	sync::Arc,
	time::Duration,
};

/// How long GRANDPA waits for a message to reach every validator. A round takes six of these, which at slots of one second
/// leaves finality room to keep up with the blocks; the SDK's 333 ms would not.
const GRANDPA_GOSSIP_DURATION: Duration = Duration::from_millis(100);

/// Blocks between two stored finality justifications. Relays and light clients prove a record by the next one that is
/// stored, so this many slots is the longest they wait; each costs some hundred bytes per validator.
const JUSTIFICATION_PERIOD: u32 = 4;

/// Most slots between two blocks while finality stands still. The committees that have to restore it need blocks: with the SDK's 100, a
/// session of 600 blocks would take most of a day.
const LONGEST_BACKOFF: u32 = 10;

/// Part of a slot in which its author may build the block; the rest is for the others to receive and execute it before the
/// next author begins.
const PROPOSAL_PART_OF_SLOT: f32 = 2.0 / 3.0;

/// The best chain is the longest one that contains all that is finalised.
pub type SelectChain = LongestChain<FullBackend, Block>;
/// Stores blocks and keeps GRANDPA's authority set in step with them.
pub type BlockImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
/// What the voter and the RPC learn from block import about finality.
pub type FinalityLink = LinkHalf<Block, FullClient, SelectChain>;

/// The ways by which blocks and finality get into the [`Chain`].
pub struct Consensus {
	/// Verifies blocks of others and stores them.
	pub import_queue: DefaultImportQueue<Block>,
	/// Stores the blocks of this node.
	pub block_import: BlockImport,
	/// For the voter and the RPC.
	pub finality: FinalityLink,
}

/// Puts verification of blocks and of finality in front of the database.
///
/// # Errors
/// When GRANDPA's authority set can't be read from the database.
pub fn set_up(chain: &Chain, tasks: &TaskManager) -> Result<Consensus, Error> {
	let (block_import, finality) = sc_consensus_grandpa::block_import(
		chain.client.clone(),
		JUSTIFICATION_PERIOD,
		&chain.client,
		chain.select_chain.clone(),
		chain.telemetry.clone(),
	)?;
	let import_queue =
		sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
			block_import: block_import.clone(),
			justification_import: Some(Box::new(block_import.clone())),
			client: chain.client.clone(),
			create_inherent_data_providers: inherents(chain.client.clone()),
			spawner: &tasks.spawn_essential_handle(),
			registry: chain.metrics.as_ref(),
			// `double_authoring` does, on blocks of any origin.
			check_for_equivocation: CheckForEquivocation::No,
			telemetry: chain.telemetry.clone(),
			compatibility_mode: Default::default(),
		})?;
	Ok(Consensus { import_queue, block_import, finality })
}

type InherentsOrError =
	Result<(SlotInherent, TimeInherent), Box<dyn std::error::Error + Send + Sync>>;

/// What a block says about its time: the clock of this machine, and the slot that it is in by the slot length of the parent.
fn inherents(
	client: Arc<FullClient>,
) -> impl Fn(Hash, ()) -> Ready<InherentsOrError> + Clone + Send + Sync {
	move |parent, ()| {
		let time = TimeInherent::from_system_time();
		let slot = slot_duration_at(&*client, parent)
			.map(|length| SlotInherent::from_timestamp_and_slot_duration(*time, length));
		ready(slot.map(|slot| (slot, time)).map_err(Into::into))
	}
}

/// Makes blocks in the slots of the keys in the keystore.
///
/// # Errors
/// When the runtime does not tell the slot length.
pub fn author_blocks(
	chain: &Chain,
	block_import: BlockImport,
	network: &Network,
	force_authoring: bool,
	tasks: &TaskManager,
) -> Result<(), Error> {
	let proposer_factory = sc_basic_authorship::ProposerFactory::new(
		tasks.spawn_handle(),
		chain.client.clone(),
		chain.pool.clone(),
		chain.metrics.as_ref(),
		chain.telemetry.clone(),
	);
	let aura =
		sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
			slot_duration: sc_consensus_aura::slot_duration(&*chain.client)?,
			client: chain.client.clone(),
			select_chain: chain.select_chain.clone(),
			block_import,
			proposer_factory,
			sync_oracle: network.sync.clone(),
			justification_sync_link: network.sync.clone(),
			create_inherent_data_providers: inherents(chain.client.clone()),
			force_authoring,
			backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging {
				max_interval: LONGEST_BACKOFF,
				..Default::default()
			}),
			keystore: chain.keystore.clone(),
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PART_OF_SLOT),
			max_block_proposal_slot_portion: None,
			telemetry: chain.telemetry.clone(),
			compatibility_mode: Default::default(),
		})?;
	tasks.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
	Ok(())
}

/// How this node takes part in finality; a node that is no validator listens only.
pub fn voter_config(
	config: &Configuration,
	chain: &Chain,
	network: &Network,
) -> sc_consensus_grandpa::Config {
	sc_consensus_grandpa::Config {
		gossip_duration: GRANDPA_GOSSIP_DURATION,
		justification_generation_period: JUSTIFICATION_PERIOD,
		observer_enabled: false,
		local_role: config.role,
		name: Some(config.network.node_name.clone()),
		keystore: config.role.is_authority().then(|| chain.keystore.clone()),
		telemetry: chain.telemetry.clone(),
		protocol_name: network.finality_protocol.clone(),
	}
}

/// Takes part in finality.
///
/// # Errors
/// When metrics cannot be registered.
pub fn vote_on_finality(
	chain: &Chain,
	link: FinalityLink,
	network: Network,
	config: sc_consensus_grandpa::Config,
	shared_voter_state: SharedVoterState,
	tasks: &TaskManager,
) -> Result<(), Error> {
	let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config,
		link,
		network: network.service,
		sync: network.sync,
		notification_service: network.finality_messages,
		voting_rule: VotingRulesBuilder::default().build(),
		prometheus_registry: chain.metrics.clone(),
		shared_voter_state,
		telemetry: chain.telemetry.clone(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(chain.pool.clone()),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}
