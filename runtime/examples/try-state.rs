//! Checks every invariant of every pallet over the state of a real chain: `scripts/try-state` fetches it from a node and runs this.

#![allow(missing_docs)]

use carxchain_runtime::{AllPalletsWithSystem, System};
use frame_support::traits::{TryState, TryStateSelect};
use serde_json::Value;
use sp_io::TestExternalities;
use std::{env, error::Error, fs};

fn bytes(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
	let digits = text.strip_prefix("0x").ok_or("not hex")?;
	let pairs = (0..digits.len()).step_by(2).map(|at| digits.get(at..at + 2).ok_or("half a byte"));
	pairs.map(|pair| Ok(u8::from_str_radix(pair?, 16)?)).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
	let path =
		env::args().nth(1).ok_or("name the file with the state: {\"0xkey\": \"0xvalue\", …}")?;
	let state: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
	let entries = state.as_object().ok_or("the file holds no JSON object")?;
	let mut externalities = TestExternalities::new_empty();
	for (key, value) in entries {
		let value = value.as_str().ok_or_else(|| format!("the value of {key} is no text"))?;
		externalities.insert(bytes(key)?, bytes(value)?);
	}
	externalities.execute_with(|| {
		let number = System::block_number();
		AllPalletsWithSystem::try_state(number, TryStateSelect::All)
			.map_err(|error| format!("block {number} does not hold: {error:?}"))?;
		println!(
			"block {number}: {} entries, every invariant of every pallet holds",
			entries.len()
		);
		Ok(())
	})
}
