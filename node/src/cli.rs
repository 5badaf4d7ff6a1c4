//! What the command line accepts.

use sc_cli::RunCmd;
use sc_storage_monitor::StorageMonitorParams;

/// The whole command line: a node to run, or one of the tools.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	#[command(subcommand)]
	pub tool: Option<Tool>,

	/// Follow the chain and keep all of it, but write nothing to it: no blocks, no votes, and whatever is submitted is refused. For regulators
	/// and archives. Keeps every block and every state unless told otherwise.
	#[arg(long, conflicts_with_all = ["validator", "dev", "alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"])]
	pub follow_only: bool,

	#[command(flatten)]
	pub storage: StorageMonitorParams,

	#[command(flatten)]
	pub run: RunCmd,
}

/// Work on keys, chain specifications and databases, done without joining a network.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Tool {
	/// Make, inspect and store keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write a chain specification, with this node as its boot node unless told otherwise.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain specification as it is.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a stored block again and compare the result.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Verify blocks from a file and add them to the chain.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Write the state after a block as the genesis of a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Delete the chain's database; keys stay.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back the newest blocks that are not finalised.
	Revert(sc_cli::RevertCmd),

	/// Print best, finalised and genesis block of the database as JSON.
	ChainInfo(sc_cli::ChainInfoCmd),
}
