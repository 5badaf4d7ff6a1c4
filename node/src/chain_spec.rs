//! Gives the runtime's genesis presets a name and an id each. What a chain is, its preset says.

use carxchain_runtime::{genesis, WASM_BINARY};
use sc_service::{ChainType, Properties};

/// A chain specification without extensions.
pub type ChainSpec = sc_service::GenericChainSpec;

/// What [`named`] knows; `--dev` means the first.
pub const NAMES: [&str; 5] = ["dev", "local", "relay", "trade", "service"];

/// The chain called `name` on the command line; `None` if there is no such chain.
///
/// # Errors
/// When this binary was built without the runtime's wasm.
pub fn named(name: &str) -> Option<Result<ChainSpec, String>> {
	let (preset, title, chain_type) = match name {
		"dev" => (genesis::DEV_PRESET, "CARXCHAIN Development", ChainType::Development),
		"local" => (genesis::LOCAL_PRESET, "CARXCHAIN Local", ChainType::Local),
		"relay" => (genesis::RELAY_PRESET, "CARXCHAIN Relay", ChainType::Local),
		"trade" => (genesis::TRADE_PRESET, "CARXCHAIN Trade", ChainType::Local),
		"service" => (genesis::SERVICE_PRESET, "CARXCHAIN Service", ChainType::Local),
		_ => return None,
	};
	let Some(code) = WASM_BINARY else {
		return Some(Err(
			"this node was built without its runtime; build it again, with `SKIP_WASM_BUILD` unset"
				.into(),
		));
	};
	let properties = Properties::from_iter([
		("tokenSymbol".into(), "CARX".into()),
		("tokenDecimals".into(), 12.into()),
		("ss58Format".into(), 42.into()),
	]);
	let spec = ChainSpec::builder(code, None)
		.with_name(title)
		.with_id(&format!("carx_{name}"))
		.with_protocol_id("carx")
		.with_chain_type(chain_type)
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build();
	Some(Ok(spec))
}
