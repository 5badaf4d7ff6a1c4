//! Genesis presets: what makes a chain of this runtime the chain that it is.

mod networks;

use alloc::vec::Vec;
use frame_support::genesis_builder_helper::get_preset;
use sp_genesis_builder::PresetId;

/// One node, for development.
pub const DEV_PRESET: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;
/// Four validators on one machine.
pub const LOCAL_PRESET: &str = "local";

/// Names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_PRESET, LOCAL_PRESET].map(PresetId::from).to_vec()
}

/// The preset named `id`; the defaults where none is named.
pub fn preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
	get_preset::<crate::RuntimeGenesisConfig>(id, |id| {
		let genesis = match AsRef::<str>::as_ref(id) {
			DEV_PRESET => networks::development(),
			LOCAL_PRESET => networks::local(),
			_ => return None,
		};
		serde_json::to_vec(&genesis).ok()
	})
}
