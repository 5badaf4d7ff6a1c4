//! Does what the command line says.

use crate::{
	chain_spec::{self, ChainSpec},
	cli::{Cli, Tool},
	consensus::Consensus,
	service::{self, Chain},
};
use carxchain_runtime::opaque::Block;
use sc_cli::{CliConfiguration, SubstrateCli};
use sc_service::{Configuration, Error, TaskManager};
use sc_storage_monitor::StorageMonitorService;
use std::{future::Future, path::Path};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		env!("CARGO_PKG_NAME").into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		env!("CARGO_PKG_REPOSITORY").into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		load_spec(id).map(|spec| Box::new(spec) as Box<_>)
	}
}

fn load_spec(id: &str) -> Result<ChainSpec, String> {
	if let Some(spec) = chain_spec::named(id) {
		return spec;
	}
	let known = chain_spec::NAMES.join(", ");
	if id.is_empty() {
		return Err(format!(
			"no chain chosen; pass `--chain` with one of {known} or the path of a chain specification (a node for development: `--dev`)"
		));
	}
	let path = Path::new(id);
	if !path.is_file() {
		return Err(format!(
			"chain `{id}` is neither a chain of this node ({known}) nor a file; name one of these or the path of a chain specification"
		));
	}
	ChainSpec::from_json_file(path.into()).map_err(|error| {
		format!(
			"file `{id}` is no chain specification ({error}); `export-chain-spec` shows what one looks like"
		)
	})
}

/// Runs the node or the tool that the command line names, until it ends or is told to stop.
///
/// # Errors
/// Whatever ended it before its time, in words for the person who started it.
pub fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args();
	match &cli.tool {
		None => cli
			.create_runner(&cli.run)?
			.run_node_until_exit(|config| async move { start(&cli, config) })
			.map_err(Into::into),
		Some(tool) => run_tool(&cli, tool),
	}
}

/// Starts the node, and what ends it before its disk is full: a database whose writes fail is not worth much.
fn start(cli: &Cli, mut config: Configuration) -> Result<TaskManager, Error> {
	if cli.follow_only {
		service::follow_only(&mut config);
	}
	let database = config.database.path().map(Path::to_path_buf);
	let tasks = service::start(config)?;
	if let Some(path) = database {
		let spawner = tasks.spawn_essential_handle();
		StorageMonitorService::try_spawn(cli.storage.clone(), path, &spawner)
			.map_err(|error| Error::Application(error.into()))?;
	}
	Ok(tasks)
}

fn run_tool(cli: &Cli, tool: &Tool) -> sc_cli::Result<()> {
	match tool {
		Tool::Key(cmd) => cmd.run(cli),
		Tool::BuildSpec(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Tool::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Tool::CheckBlock(cmd) => with_chain(cli, cmd, |chain, consensus, _| {
			cmd.run(chain.client, consensus.import_queue)
		}),
		Tool::ExportBlocks(cmd) => {
			with_chain(cli, cmd, |chain, _, config| cmd.run(chain.client, config.database))
		},
		Tool::ImportBlocks(cmd) => with_chain(cli, cmd, |chain, consensus, _| {
			cmd.run(chain.client, consensus.import_queue)
		}),
		Tool::ExportState(cmd) => {
			with_chain(cli, cmd, |chain, _, config| cmd.run(chain.client, config.chain_spec))
		},
		Tool::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		},
		Tool::Revert(cmd) => with_chain(cli, cmd, |chain, _, _| {
			let revert_grandpa = Box::new(|client, _, blocks| {
				sc_consensus_grandpa::revert(client, blocks).map_err(Into::into)
			});
			cmd.run(chain.client, chain.backend, Some(revert_grandpa))
		}),
		Tool::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		},
	}
}

/// Opens the database that `cmd` names and does `work` on it, until it is done or the process is told to stop.
fn with_chain<F: Future<Output = sc_cli::Result<()>>>(
	cli: &Cli,
	cmd: &impl CliConfiguration,
	work: impl FnOnce(Chain, Consensus, Configuration) -> F,
) -> sc_cli::Result<()> {
	cli.create_runner(cmd)?.async_run(|config| {
		let (chain, consensus, tasks) = service::open(&config, None)?;
		Ok((work(chain, consensus, config), tasks))
	})
}
