#![doc = include_str!("../README.md")]

pub mod backoff;
pub mod calls;
mod chain;
pub mod check;
pub mod config;
mod courier;
pub mod finality;
pub mod keys;
pub mod metrics;
#[cfg(test)]
// `construct_runtime` asks for a feature of runtimes.
#[allow(unexpected_cfgs)]
mod mock;
mod node;
mod pack;
pub mod plan;
pub mod proof;
mod report;
mod source;
#[cfg(test)]
mod tests;
mod trouble;
pub mod view;
mod watch;
pub mod witness;

pub use check::check;
pub use config::{ChainConfig, ChainRole, Config, ConfigError, Key};
pub use trouble::{Error, Trouble};

use chain::Chain;
use courier::{Courier, Setup};
use metrics::Metrics;
use std::{future::Future, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use watch::Watch;

/// Carries between the chains of a configuration until `shutdown` is there. It may be dropped at any time.
///
/// # Errors
/// [`Error`] if it cannot begin. Whatever goes wrong later is tried again.
pub async fn run(config: Config, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
	config.check()?;
	let metrics = Arc::new(Metrics::new()?);
	let watches = watches(&config, &metrics)?;
	let mut tasks = JoinSet::new();
	if let Some(address) = config.metrics {
		let registry = metrics.registry().clone();
		tasks.spawn(async move {
			let served = substrate_prometheus_endpoint::init_prometheus(address, registry).await;
			let reason = served.err().map(|error| error.to_string()).unwrap_or_default();
			Error::Metrics { address, reason }
		});
	}
	let setup = Arc::new(Setup {
		policy: config.policy(),
		poll_interval: config.poll_interval(),
		jitter: Duration::from_millis(config.jitter_ms),
		inclusion: Duration::from_secs(config.inclusion_timeout_s),
		closing: Duration::from_secs(config.close_interval_s),
		metrics,
	});
	for watch in &watches {
		let (watch, poll_interval) = (watch.clone(), config.poll_interval());
		tasks.spawn(async move {
			watch.run(poll_interval).await;
			Error::Ended("nothing is watched any more".into())
		});
	}
	for courier in couriers(&watches, &setup) {
		tasks.spawn(async move {
			courier.run().await;
			Error::Ended("it came to an end".into())
		});
	}
	tokio::select! {
		() = shutdown => Ok(()),
		ended = tasks.join_next() => match ended {
			Some(Ok(error)) => Err(error),
			Some(Err(panic)) => Err(Error::Ended(panic.to_string())),
			None => Ok(()),
		},
	}
}

/// The chains of a configuration, to none of which there is a connection yet.
fn watches(config: &Config, metrics: &Arc<Metrics>) -> Result<Vec<Arc<Watch>>, ConfigError> {
	let watch = |chain| {
		let signer = config.signer_of(chain)?;
		let chain = Arc::new(Chain::new(chain, signer, metrics.clone())?);
		Ok(Arc::new(Watch::new(chain, metrics.clone())))
	};
	config.chains.iter().map(watch).collect()
}

/// One for each chain: to the relay from all members, to each member from the relay.
fn couriers(watches: &[Arc<Watch>], setup: &Arc<Setup>) -> Vec<Courier> {
	let is_relay = |watch: &&Arc<Watch>| watch.chain().role == ChainRole::Relay;
	let Some(relay) = watches.iter().find(is_relay) else { return Vec::new() };
	let neighbours = |chain: &Chain| match chain.role {
		ChainRole::Relay => watches.iter().filter(|it| !is_relay(it)).cloned().collect(),
		ChainRole::Member => vec![relay.clone()],
	};
	let courier = |watch: &Arc<Watch>| {
		let (chain, relay) = (watch.chain(), relay.chain());
		Courier::new(chain.clone(), neighbours(chain), relay.clone(), setup.clone())
	};
	watches.iter().map(courier).collect()
}
