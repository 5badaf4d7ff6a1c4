//! The command line.

use carx_sdk::{Vin, VinError};
use clap::Parser;

/// Register real cars on a development chain, append their real records, and check one car's history.
///
/// Exits with 0 when the whole story was played, with 1 and the reason on standard error otherwise. Playing it again on the
/// same chain adds nothing that is there already.
#[derive(Debug, Parser)]
#[command(name = "carx-story", version)]
pub struct Options {
	/// WebSocket address of the node; its chain must have the development accounts.
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	pub url: String,

	/// Play only the first N cars of the auction table (default: all of them).
	#[arg(long, value_name = "N")]
	pub cars: Option<usize>,

	/// The car whose history is shown at the end.
	#[arg(long, value_name = "VIN", default_value = "VF3PNCFAC88186458", value_parser = vin)]
	pub show: Vin,
}

fn vin(text: &str) -> Result<Vin, VinError> {
	Vin::parse(text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_sound() {
		Options::command().debug_assert();
	}

	#[test]
	fn a_mistyped_vin_is_refused_with_its_position() {
		let error =
			Options::try_parse_from(["carx-story", "--show", "VF3PNCFAC8818645O"]).unwrap_err();
		assert!(error.to_string().contains("'O' at position 17"), "{error}");
	}
}
