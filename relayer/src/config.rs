//! The configuration file.

use crate::plan::Policy;
use carx_primitives::Digest;
use carx_sdk::Signer;
use serde::Deserialize;
use std::{
	collections::BTreeSet,
	env, fs,
	net::SocketAddr,
	path::{Path, PathBuf},
	time::Duration,
};

/// What is wrong with a configuration, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
	/// The file cannot be read.
	#[error("cannot read {}: {reason}", path.display())]
	File {
		/// The file.
		path: PathBuf,
		/// Why.
		reason: std::io::Error,
	},
	/// The file is no TOML, or says something that there is not.
	#[error("{0}")]
	Text(#[from] toml::de::Error),
	/// What it says cannot be.
	#[error("{place}: {reason}")]
	Value {
		/// The key in the file.
		place: String,
		/// What is wrong with it.
		reason: String,
	},
}

/// A relayer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
	/// How often the chains are looked at while nothing is to be done, in milliseconds.
	#[serde(default = "defaults::poll_interval_ms")]
	pub poll_interval_ms: u64,
	/// The longest that is waited at random before a submission, in milliseconds, so that of several relayers one is first.
	#[serde(default = "defaults::jitter_ms")]
	pub jitter_ms: u64,
	/// How long a submission may take until it is in a block, in seconds. Then it counts as lost.
	#[serde(default = "defaults::inclusion_timeout_s")]
	pub inclusion_timeout_s: u64,
	/// After so many blocks a header is carried though nothing waits for it.
	#[serde(default = "defaults::max_lag")]
	pub max_lag: u32,
	/// Whether a header is carried that costs a fee, when parcels wait for it.
	#[serde(default = "defaults::pay_for_headers")]
	pub pay_for_headers: bool,
	/// How often to look for messages whose receipt came when their handler could not follow, in seconds; 0 for never.
	#[serde(default = "defaults::close_interval_s")]
	pub close_interval_s: u64,
	/// Where metrics are served; nowhere if it is not given.
	pub metrics: Option<SocketAddr>,
	/// Who signs, on chains that name nobody else.
	pub signer: Option<Key>,
	/// The chains, one of them the relay.
	#[serde(rename = "chain", default)]
	pub chains: Vec<ChainConfig>,
}

/// A chain of a configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainConfig {
	/// What logs and metrics call it.
	pub name: String,
	/// What it is among the others.
	pub role: ChainRole,
	/// Nodes of it, by their WebSocket addresses. The first is taken for as long as it works.
	pub endpoints: Vec<String>,
	/// The hash of its first block, `0x` and 64 digits: a node of another chain is refused. Without it the first node that answers says it.
	pub genesis: Option<String>,
	/// Whether plain `ws://` may go to other machines. No secret goes over it, and no power is given by it.
	#[serde(default)]
	pub allow_plain: bool,
	/// Who signs on it.
	pub signer: Option<Key>,
}

/// What a chain is among the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChainRole {
	/// The one that all others meet at.
	Relay,
	/// One of the others.
	Member,
}

/// Where a secret is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
	/// A file with a secret URI or seed phrase.
	pub file: Option<PathBuf>,
	/// The environment variable that has it.
	pub environment: Option<String>,
}

mod defaults {
	pub fn poll_interval_ms() -> u64 {
		1_000
	}

	pub fn jitter_ms() -> u64 {
		500
	}

	pub fn inclusion_timeout_s() -> u64 {
		60
	}

	pub fn close_interval_s() -> u64 {
		600
	}

	pub fn max_lag() -> u32 {
		300
	}

	pub fn pay_for_headers() -> bool {
		true
	}
}

impl Config {
	/// Reads a file and checks it.
	///
	/// # Errors
	/// What is wrong, with the line or the key.
	pub fn load(path: &Path) -> Result<Self, ConfigError> {
		let text = fs::read_to_string(path)
			.map_err(|reason| ConfigError::File { path: path.to_owned(), reason })?;
		Self::parse(&text)
	}

	/// Reads a text in TOML and checks it.
	///
	/// # Errors
	/// As [`Config::load`].
	pub fn parse(text: &str) -> Result<Self, ConfigError> {
		let config: Self = toml::from_str(text)?;
		config.check()?;
		Ok(config)
	}

	/// Whether it makes sense. Secrets are looked for by [`Config::signer_of`].
	///
	/// # Errors
	/// What does not.
	pub fn check(&self) -> Result<(), ConfigError> {
		let times = [
			("poll_interval_ms", self.poll_interval_ms),
			("inclusion_timeout_s", self.inclusion_timeout_s),
		];
		for (key, value) in times {
			ensure(value > 0, key, "it must be above 0")?;
		}
		ensure(self.max_lag > 0, "max_lag", "it must be above 0")?;
		if let Some(key) = &self.signer {
			key.check("signer")?;
		}
		let relays = self.chains.iter().filter(|chain| chain.role == ChainRole::Relay).count();
		let reason = format!("there are {relays} with role \"relay\"; there has to be one");
		ensure(relays == 1, "chain", &reason)?;
		ensure(
			self.chains.len() > 1,
			"chain",
			"there is no member: give one with role \"member\"",
		)?;
		let mut names = BTreeSet::new();
		for chain in &self.chains {
			chain.check(self.signer.is_some())?;
			let place = place(&chain.name, "name");
			ensure(names.insert(&chain.name), &place, "two chains have this name")?;
		}
		Ok(())
	}

	/// What may be spent.
	pub fn policy(&self) -> Policy {
		Policy { max_lag: self.max_lag, pay_for_headers: self.pay_for_headers }
	}

	/// How often to look.
	pub fn poll_interval(&self) -> Duration {
		Duration::from_millis(self.poll_interval_ms)
	}

	/// The key that signs on a chain.
	///
	/// # Errors
	/// Where it is not, or what is wrong with it. It is never repeated.
	pub fn signer_of(&self, chain: &ChainConfig) -> Result<Signer, ConfigError> {
		match (&chain.signer, &self.signer) {
			(Some(key), _) => key.signer(&place(&chain.name, "signer")),
			(None, Some(key)) => key.signer("signer"),
			(None, None) => Err(value(&place(&chain.name, "signer"), "nobody signs on this chain")),
		}
	}
}

impl ChainConfig {
	fn check(&self, has_signer: bool) -> Result<(), ConfigError> {
		let at = |key| place(&self.name, key);
		let is_word = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
		let is_name = !self.name.is_empty() && self.name.chars().all(is_word);
		ensure(is_name, &at("name"), "a name is made of letters, digits, '-', '_' and '.'")?;
		ensure(!self.endpoints.is_empty(), &at("endpoints"), "there is none")?;
		for url in &self.endpoints {
			let is_url = url.starts_with("ws://") || url.starts_with("wss://");
			let reason = format!("{url:?} is no WebSocket address: it begins with ws:// or wss://");
			ensure(is_url, &at("endpoints"), &reason)?;
		}
		self.genesis()?;
		match &self.signer {
			Some(key) => key.check(&at("signer")),
			None => ensure(
				has_signer,
				&at("signer"),
				"nobody signs: give a [signer] for all chains, or one for this chain",
			),
		}
	}

	/// The hash of the first block, if it is given.
	///
	/// # Errors
	/// If it is none.
	pub fn genesis(&self) -> Result<Option<Digest>, ConfigError> {
		let Some(text) = &self.genesis else { return Ok(None) };
		let mut digest = Digest::default();
		let digits = text.strip_prefix("0x").unwrap_or_default();
		hex::decode_to_slice(digits, &mut digest)
			.map_err(|_| value(&place(&self.name, "genesis"), "a hash is 0x and 64 digits"))?;
		Ok(Some(digest))
	}
}

impl Key {
	fn check(&self, place: &str) -> Result<(), ConfigError> {
		let is_one = self.file.is_some() != self.environment.is_some();
		ensure(is_one, place, "give either `file` or `environment`")
	}

	fn signer(&self, place: &str) -> Result<Signer, ConfigError> {
		let secret = match (&self.file, &self.environment) {
			(Some(path), _) => fs::read_to_string(path)
				.map_err(|reason| ConfigError::File { path: path.clone(), reason })?,
			(None, Some(name)) => env::var(name).map_err(|_| {
				value(place, &format!("the environment variable {name} is not set"))
			})?,
			(None, None) => return Err(value(place, "give either `file` or `environment`")),
		};
		Signer::from_uri(secret.trim()).map_err(|error| value(place, &error.to_string()))
	}
}

fn place(chain: &str, key: &str) -> String {
	format!("chain {chain:?}, {key}")
}

fn value(place: &str, reason: &str) -> ConfigError {
	ConfigError::Value { place: place.into(), reason: reason.into() }
}

fn ensure(holds: bool, place: &str, reason: &str) -> Result<(), ConfigError> {
	if holds {
		Ok(())
	} else {
		Err(value(place, reason))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const GOOD: &str = r#"
		metrics = "127.0.0.1:9618"

		[signer]
		environment = "PATH"

		[[chain]]
		name = "relay"
		role = "relay"
		endpoints = ["ws://127.0.0.1:9944", "wss://relay.example:443"]

		[[chain]]
		name = "trade"
		role = "member"
		endpoints = ["ws://127.0.0.1:9945"]
		genesis = "0x0707070707070707070707070707070707070707070707070707070707070707"
	"#;

	/// What is said of the good text with something exchanged.
	fn fault(from: &str, to: &str) -> String {
		assert!(GOOD.contains(from), "{from}");
		Config::parse(&GOOD.replacen(from, to, 1)).unwrap_err().to_string()
	}

	#[test]
	fn a_good_file_has_defaults_for_what_it_does_not_say() {
		let config = Config::parse(GOOD).unwrap();
		assert_eq!(config.policy(), Policy { max_lag: 300, pay_for_headers: true });
		assert_eq!(config.poll_interval(), Duration::from_secs(1));
		assert_eq!(config.chains[0].role, ChainRole::Relay);
		assert_eq!(config.chains[0].genesis().unwrap(), None);
		assert_eq!(config.chains[1].genesis().unwrap(), Some([7; 32]));
	}

	#[test]
	fn a_fault_is_told_with_its_place() {
		let cases = [
			("role = \"member\"", "role = \"relay\"", "there are 2 with role"),
			("role = \"relay\"", "role = \"boss\"", "line 9"),
			("\"trade\"", "\"relay\"", "chain \"relay\", name"),
			("\"trade\"", "\"a b\"", "chain \"a b\", name"),
			("ws://127.0.0.1:9945", "http://127.0.0.1", "chain \"trade\", endpoints"),
			("[\"ws://127.0.0.1:9945\"]", "[]", "chain \"trade\", endpoints: there is none"),
			("0x07", "0x7", "chain \"trade\", genesis"),
			("metrics", "metricks", "metricks"),
			("127.0.0.1:9618", "somewhere", "line 2"),
			("environment = \"PATH\"", "", "signer: give either"),
			("[signer]\n\t\tenvironment = \"PATH\"", "", "nobody signs"),
			("metrics", "max_lag = 0\nmetrics", "max_lag: it must be above 0"),
			("metrics", "poll_interval_ms = 0\nmetrics", "poll_interval_ms"),
		];
		for (from, to, expected) in cases {
			let text = fault(from, to);
			assert!(text.contains(expected), "{text:?} lacks {expected:?}");
		}
		let alone = GOOD.split("[[chain]]").take(2).collect::<Vec<_>>().join("[[chain]]");
		assert!(Config::parse(&alone).unwrap_err().to_string().contains("there is no member"));
	}

	#[test]
	fn a_key_comes_from_a_file_or_the_environment_and_is_never_repeated() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		fs::write(&path, "//Alice\n").unwrap();
		let alice = Signer::dev("alice").unwrap().account();
		let file = Key { file: Some(path.clone()), environment: None };
		assert_eq!(file.signer("signer").unwrap().account(), alice);

		fs::write(&path, "twelve secret words").unwrap();
		let error = file.signer("signer").unwrap_err().to_string();
		assert!(error.starts_with("signer: ") && !error.contains("twelve"), "{error}");

		let nowhere = Key { file: Some(folder.path().join("none")), environment: None };
		assert!(nowhere.signer("signer").unwrap_err().to_string().contains("none"));
		let unset = Key { file: None, environment: Some("CARX_NO_SUCH_KEY".into()) };
		let error = unset.signer("signer").unwrap_err().to_string();
		assert!(error.contains("CARX_NO_SUCH_KEY is not set"), "{error}");
	}
}
