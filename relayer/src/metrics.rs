//! What is counted and shown.

use crate::calls::Kind;
use carx_primitives::ChainId;
use pallet_relay_bridge::{Lane, Route};
use std::{
	collections::BTreeMap,
	sync::{Mutex, PoisonError},
};
use substrate_prometheus_endpoint::{
	register, CounterVec, GaugeVec, Opts, PrometheusError, Registry, F64, U64,
};

/// The smallest units in one whole of the token.
const UNIT: f64 = 1e12;

/// What became of a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
	/// The chain took it.
	Carried,
	/// Somebody else had brought it.
	OldNews,
	/// The chain refused it.
	Refused,
	/// It never was in a block, or nobody knows.
	Lost,
}

impl Verdict {
	/// As metrics call it.
	pub fn name(self) -> &'static str {
		match self {
			Self::Carried => "carried",
			Self::OldNews => "old_news",
			Self::Refused => "refused",
			Self::Lost => "lost",
		}
	}
}

/// The metrics of a relayer.
pub struct Metrics {
	registry: Registry,
	names: Mutex<BTreeMap<ChainId, String>>,
	connected: GaugeVec<U64>,
	best: GaugeVec<U64>,
	finalized: GaugeVec<U64>,
	lag: GaugeVec<U64>,
	halted: GaugeVec<U64>,
	contradictions: GaugeVec<U64>,
	contradicts: GaugeVec<U64>,
	waiting: GaugeVec<U64>,
	unacknowledged: GaugeVec<U64>,
	submissions: CounterVec<U64>,
	parcels: CounterVec<U64>,
	fees: CounterVec<F64>,
	balance: GaugeVec<F64>,
}

const ON_ROUTE: [&str; 5] = ["from", "to", "source", "target", "lane"];

impl Metrics {
	/// Metrics in a registry of their own.
	///
	/// # Errors
	/// When the registry does not take them.
	pub fn new() -> Result<Self, PrometheusError> {
		let registry = Registry::new_custom(Some("carx_relayer".into()), None)?;
		let gauge = |name: &str, help: &str, labels: &[&str]| {
			register(GaugeVec::<U64>::new(Opts::new(name, help), labels)?, &registry)
		};
		let counter = |name: &str, help: &str, labels: &[&str]| {
			register(CounterVec::<U64>::new(Opts::new(name, help), labels)?, &registry)
		};
		let fees = Opts::new("fees_paid_total", "What was paid on a chain, in whole units.");
		let balance = Opts::new("balance", "What the signer can spend, in whole units.");
		let pair = ["source", "target"];
		Ok(Self {
			connected: gauge("connected", "Whether a node of the chain answers.", &["chain"])?,
			best: gauge("best_block", "The newest block of the chain.", &["chain"])?,
			finalized: gauge("finalized_block", "The newest final block.", &["chain"])?,
			lag: gauge("lag_blocks", "Final blocks of source that target does not know.", &pair)?,
			halted: gauge("halted", "Whether target believes nothing of source.", &pair)?,
			contradictions: gauge(
				"contradictions",
				"Places where nodes of the chain show two final headers of one height.",
				&["chain"],
			)?,
			contradicts: gauge(
				"contradicts",
				"Whether a node of source has another chain than target knows to be final.",
				&["source", "target", "endpoint"],
			)?,
			waiting: gauge("waiting_parcels", "Parcels to be brought on a hop.", &ON_ROUTE)?,
			unacknowledged: gauge(
				"unacknowledged_parcels",
				"Parcels that `from` keeps since it does not know that `to` has them.",
				&ON_ROUTE,
			)?,
			submissions: counter(
				"submissions_total",
				"Submissions to a chain by kind and result.",
				&["chain", "kind", "result"],
			)?,
			parcels: counter("parcels_carried_total", "Parcels brought to a chain.", &["chain"])?,
			fees: register(CounterVec::<F64>::new(fees, &["chain"])?, &registry)?,
			balance: register(GaugeVec::<F64>::new(balance, &["chain"])?, &registry)?,
			names: Mutex::default(),
			registry,
		})
	}

	/// Where they are gathered.
	pub fn registry(&self) -> &Registry {
		&self.registry
	}

	/// Tells what a chain is called.
	pub fn name_chain(&self, id: ChainId, name: &str) {
		let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
		names.insert(id, name.into());
	}

	/// What a chain is called; of one that is not configured the first digits of its hash.
	pub fn name_of(&self, id: &ChainId) -> String {
		let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
		let short = || format!("0x{}", hex::encode(id.0.get(..4).unwrap_or_default()));
		names.get(id).cloned().unwrap_or_else(short)
	}

	/// A route in words.
	pub fn route(&self, route: &Route) -> String {
		let Route { source, target, lane } = route;
		format!("{} > {} ({})", self.name_of(source), self.name_of(target), lane_name(*lane))
	}

	/// Whether a node of a chain answers.
	pub fn set_connected(&self, chain: &str, is_connected: bool) {
		self.connected.with_label_values(&[chain]).set(is_connected.into());
	}

	/// The newest block of a chain.
	pub fn set_best(&self, chain: &str, number: u32) {
		self.best.with_label_values(&[chain]).set(number.into());
	}

	/// The newest final block of a chain.
	pub fn set_finalized(&self, chain: &str, number: u32) {
		self.finalized.with_label_values(&[chain]).set(number.into());
	}

	/// What the signer can spend on a chain, in the smallest unit.
	pub fn set_balance(&self, chain: &str, balance: u128) {
		self.balance.with_label_values(&[chain]).set(balance as f64 / UNIT);
	}

	/// How far the target is behind the source, and whether it believes nothing of it.
	pub fn set_lag(&self, source: &str, target: &str, blocks: u32, is_halted: bool) {
		self.lag.with_label_values(&[source, target]).set(blocks.into());
		self.halted.with_label_values(&[source, target]).set(is_halted.into());
	}

	/// At how many places nodes of a chain show two final headers of one height.
	pub fn set_contradictions(&self, chain: &str, count: usize) {
		let count = u64::try_from(count).unwrap_or(u64::MAX);
		self.contradictions.with_label_values(&[chain]).set(count);
	}

	/// Whether a node of the source has another chain than the target knows to be final.
	pub fn set_contradicts(&self, source: &str, target: &str, endpoint: &str, contradicts: bool) {
		self.contradicts.with_label_values(&[source, target, endpoint]).set(contradicts.into());
	}

	/// How many parcels of a route wait to be brought from one chain to the next.
	pub fn set_waiting(&self, from: &str, to: &str, route: &Route, count: u64) {
		self.on_route(&self.waiting, from, to, route, count);
	}

	/// How many parcels of a route one chain keeps for the next.
	pub fn set_unacknowledged(&self, from: &str, to: &str, route: &Route, count: u64) {
		self.on_route(&self.unacknowledged, from, to, route, count);
	}

	fn on_route(&self, gauge: &GaugeVec<U64>, from: &str, to: &str, route: &Route, count: u64) {
		let (source, target) = (self.name_of(&route.source), self.name_of(&route.target));
		let labels = [from, to, source.as_str(), target.as_str(), lane_name(route.lane)];
		gauge.with_label_values(&labels).set(count);
	}

	/// A submission to a chain came to its end.
	pub fn count(&self, chain: &str, kind: Kind, verdict: Verdict, fee: u128) {
		self.submissions.with_label_values(&[chain, kind.name(), verdict.name()]).inc();
		self.fees.with_label_values(&[chain]).inc_by(fee as f64 / UNIT);
	}

	/// Parcels were brought to a chain.
	pub fn count_parcels(&self, chain: &str, count: u32) {
		self.parcels.with_label_values(&[chain]).inc_by(count.into());
	}
}

fn lane_name(lane: Lane) -> &'static str {
	match lane {
		Lane::Titles => "titles",
		Lane::Vehicles => "vehicles",
		Lane::Facts => "facts",
		Lane::Records => "records",
		Lane::Assets => "assets",
		Lane::Governance => "governance",
		Lane::Receipts => "receipts",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use substrate_prometheus_endpoint::prometheus::{Encoder, TextEncoder};

	#[test]
	fn metrics_are_shown_under_their_names() {
		let metrics = Metrics::new().unwrap();
		let (a, b) = (ChainId([0xA0; 32]), ChainId([0xB0; 32]));
		metrics.name_chain(a, "trade");
		let route = Route { source: a, target: b, lane: Lane::Vehicles };
		assert_eq!(metrics.route(&route), "trade > 0xb0b0b0b0 (vehicles)");

		metrics.set_lag("trade", "relay", 7, false);
		metrics.set_contradictions("trade", 1);
		metrics.set_contradicts("trade", "relay", "ws://a", true);
		metrics.set_waiting("trade", "relay", &route, 3);
		metrics.count("relay", Kind::Header, Verdict::OldNews, 2_500_000_000_000);
		let mut text = Vec::new();
		TextEncoder::new().encode(&metrics.registry().gather(), &mut text).unwrap();
		let text = String::from_utf8(text).unwrap();
		let lines = [
			r#"carx_relayer_lag_blocks{source="trade",target="relay"} 7"#,
			r#"carx_relayer_contradictions{chain="trade"} 1"#,
			r#"carx_relayer_contradicts{endpoint="ws://a",source="trade",target="relay"} 1"#,
			r#"carx_relayer_waiting_parcels{from="trade",lane="vehicles",source="trade",target="0xb0b0b0b0",to="relay"} 3"#,
			r#"carx_relayer_submissions_total{chain="relay",kind="header",result="old_news"} 1"#,
			r#"carx_relayer_fees_paid_total{chain="relay"} 2.5"#,
		];
		for line in lines {
			assert!(text.contains(line), "{line} is not in\n{text}");
		}
	}
}
