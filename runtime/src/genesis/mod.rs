//! Genesis presets: what makes a chain of this runtime the chain that it is.

mod networks;

use alloc::vec::Vec;
use frame_support::genesis_builder_helper::get_preset;
use sp_genesis_builder::PresetId;

/// One node, for development.
pub const DEV_PRESET: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;
/// Four validators on one machine.
pub const LOCAL_PRESET: &str = "local";
/// Four validators on one machine, and the relay of the next two.
pub const RELAY_PRESET: &str = "relay";
/// Two validators on one machine: a chain for sales, which governance ties to the relay.
pub const TRADE_PRESET: &str = "trade";
/// Two validators on one machine: a chain for workshops, which governance ties to the relay.
pub const SERVICE_PRESET: &str = "service";

/// Names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_PRESET, LOCAL_PRESET, RELAY_PRESET, TRADE_PRESET, SERVICE_PRESET]
		.map(PresetId::from)
		.to_vec()
}

/// The preset named `id`; the defaults where none is named.
pub fn preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
	get_preset::<crate::RuntimeGenesisConfig>(id, |id| {
		let genesis = match AsRef::<str>::as_ref(id) {
			DEV_PRESET => networks::development(),
			LOCAL_PRESET => networks::local(),
			RELAY_PRESET => networks::relay(),
			TRADE_PRESET => networks::trade(),
			SERVICE_PRESET => networks::service(),
			_ => return None,
		};
		serde_json::to_vec(&genesis).ok()
	})
}
