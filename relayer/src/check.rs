//! `--check`: whether a configuration works, and what would be carried by it.

use crate::{
	chain::Chain,
	config::{ChainRole, Config},
	metrics::Metrics,
	pack::{self, Seen},
	plan::HeaderStep,
	trouble::{Error, Trouble},
	watch::Watch,
	watches,
};
use std::{collections::BTreeSet, fmt::Write as _, io::Write, sync::Arc};

/// Connects to every endpoint, looks at every pair, and writes what was found. Whether all was well.
///
/// # Errors
/// [`Error`] for the configuration.
pub async fn check(config: &Config, out: &mut impl Write) -> Result<bool, Error> {
	config.check()?;
	let metrics = Arc::new(Metrics::new()?);
	let watches = watches(config, &metrics)?;
	let mut is_well = true;
	let mut text = String::new();
	for watch in &watches {
		is_well &= describe_chain(watch.chain(), &mut text).await;
		is_well &= describe_contradictions(watch, &mut text).await;
	}
	let chains: Vec<_> = watches.iter().map(|watch| watch.chain()).collect();
	let relay = chains.iter().find(|chain| chain.role == ChainRole::Relay);
	for member in chains.iter().filter(|chain| chain.role == ChainRole::Member) {
		let Some(relay) = relay else { continue };
		for (source, target) in [(member, relay), (relay, member)] {
			match look(source, target, relay).await {
				Ok(seen) => describe_pair(config, &metrics, (source, target), &seen, &mut text),
				Err(trouble) => {
					is_well = false;
					line(&mut text, &format!("{} to {}: {trouble}", source.name, target.name));
				},
			}
		}
	}
	// Who reads it may be gone.
	let _ = out.write_all(text.as_bytes());
	Ok(is_well)
}

fn line(text: &mut String, line: &str) {
	// Strings take everything.
	let _ = writeln!(text, "{line}");
}

/// Whether all endpoints of a chain can be used.
async fn describe_chain(chain: &Chain, text: &mut String) -> bool {
	let account = chain.signer.account();
	line(text, &format!("{} ({:?}), signed by {account}", chain.name, chain.role));
	let mut is_well = true;
	for url in chain.endpoints() {
		let found = async {
			let node = chain.connect(url).await?;
			node.ensure_synced().await?;
			let balance = node.balance(account).await?;
			let best = node.client.best().await?;
			let (number, version) = (best.block().number, best.spec_version());
			let id = hex::encode(node.id.0);
			Ok::<_, Trouble>(format!(
				"chain 0x{id}, runtime {version}, best block {number}, the signer can spend {balance}"
			))
		};
		match found.await {
			Ok(found) => line(text, &format!("  {url}: {found}")),
			Err(trouble) => {
				is_well = false;
				line(text, &format!("  {url}: {trouble}"));
			},
		}
	}
	is_well
}

/// Whether the endpoints of a chain show one history.
async fn describe_contradictions(watch: &Watch, text: &mut String) -> bool {
	// At the second look each knows what the others have shown.
	for _ in 0..2 {
		watch.look().await;
	}
	let found = watch.contradictions();
	for it in &found {
		let [first, second] = it.hashes.map(hex::encode);
		let [by, other] = it.nodes.map(|at| watch.url(at));
		let number = it.number;
		line(
			text,
			&format!("  two final headers {number}: 0x{first} by {by}, 0x{second} by {other}"),
		);
	}
	found.is_empty()
}

async fn look(source: &Chain, target: &Chain, relay: &Chain) -> Result<Seen, Trouble> {
	let now = target.best().await?;
	relay.finalized().await?;
	let unknown = || Trouble::NotReady("no node of the relay answered".into());
	let id = relay.id().ok_or_else(unknown)?;
	pack::see(source, target, &now, id, BTreeSet::new()).await
}

fn describe_pair(
	config: &Config,
	metrics: &Metrics,
	(source, target): (&Chain, &Chain),
	seen: &Seen,
	text: &mut String,
) {
	let best = seen.followed().map(|followed| followed.best);
	let known = best.map_or("nothing".into(), |best| format!("block {best}"));
	let last = seen.last.number;
	line(text, &format!("{} to {}: {known} of {last} is known", source.name, target.name));
	let pair = seen.pair();
	let header = match pair.header(&config.policy()) {
		HeaderStep::HandOff => "the header that names the next set".into(),
		HeaderStep::Newest(reason) => {
			let why = reason.told(|route| metrics.route(route));
			format!("the newest header, {why}")
		},
		HeaderStep::Nothing(idle) => format!("no header: {idle}"),
	};
	line(text, &format!("  {header}"));
	let parcels = pair.parcels(usize::MAX, 0);
	for delivery in &parcels.deliveries {
		let end = delivery.first.saturating_add(delivery.count.into());
		let way = metrics.route(&delivery.route);
		line(text, &format!("  parcels {}..{end} of {way}", delivery.first));
	}
	for (route, (count, wait)) in &parcels.waiting {
		line(text, &format!("  {count} parcels of {} wait: {wait}", metrics.route(route)));
	}
	for shown in pair.acknowledgements() {
		let way = metrics.route(&shown.route);
		line(text, &format!("  that parcels before {} of {way} arrived", shown.next));
	}
}
